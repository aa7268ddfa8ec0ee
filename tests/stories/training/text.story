# Item, draft, amendment, committee, revised draft, agreement ad referendum, consensus; then positions, follow-up to its end.
rules  training
title  ar  من إدراج البند إلى آخر المتابعة: اعتماد بتوافق الآراء
title  en  From the item to the end of the follow-up: adoption by consensus
title  fr  De l’inscription à la fin du suivi : adoption par consensus
2027-01-03 09:00  XAA  text.inscribe =item title="Security and solidarity" organ=ICFM session=ICFM/53  opened; stage inscribed; allowed text.table by XAB
2027-01-10 09:00  XAA,XAB  text.table =draft on item kind=resolution title="Security and solidarity" actions=[{"item":"1","text":{"en":"Exchange studies on security"},"addressees":["MEMBERS"],"character":"invitation","due":"ICFM/54"},{"item":"2","text":{"en":"Report to the next session"},"addressees":["SG"],"character":"decision","due":"2027-12-31"},{"item":"3","text":{"en":"Keep to the principles of the text"},"addressees":["XZA"],"character":"invitation"}]  stage tabled
2027-01-11 09:00  XAC  text.amend on item re draft as amends amendments=[{"item":"1","paragraph":"3","change":"replace","text":{"en":"in accordance with the Charter"}}]  nothing
2027-01-11 10:00  CHAIR  text.refer =referral on item re draft as follows committee="Political committee" to=["EXPERTS"] by=2027-01-20  stage committee; asked committee-report of EXPERTS by 2027-01-20
2027-01-12 09:00  XAD  text.amend on item re draft as amends amendments=[{"item":"1","change":"delete"}]  nothing
2027-01-19 09:00  EXPERTS  text.committee-report on item re referral as replies outcome=adopt-amended  stage tabled; answered committee-report by EXPERTS
2027-01-20 09:00  XAA,XAB  text.table =revised on item kind=resolution title="Security and solidarity, revised" actions=[{"item":"1","text":{"en":"Exchange studies on security"},"addressees":["MEMBERS"],"character":"invitation","due":"ICFM/54"},{"item":"2","text":{"en":"Report to the next session"},"addressees":["SG"],"character":"decision","due":"2027-12-31"},{"item":"3","text":{"en":"Keep to the principles of the text"},"addressees":["XZA"],"character":"invitation"}]  nothing
2027-01-21 09:00  CHAIR  text.agree =agreement on item re revised as follows to=["XAC","XAD"] by=2027-01-31  stage agreed; asked confirmation of XAC,XAD by 2027-01-31
2027-01-25 09:00  XAC  text.approve on item re agreement as replies outcome=confirmed  answered confirmation by XAC; open confirmation XAD
2027-01-26 09:00  XAE  text.approve on item re agreement as replies outcome=with-statement  nothing
2027-01-28 09:00  XAD  text.reserve on item text="On paragraph 2"  nothing
2027-02-01 00:00  -  -  nothing
2027-02-02 11:00  CHAIR  text.adopt =adoption on item re revised as follows symbol="1/53-P" session=ICFM/53  stage adopted; released confirmation; asked follow-up/1 of MEMBERS by ICFM/54; asked follow-up/2 of SG by 2027-12-31
2027-02-02 12:00  XAE  text.interpret on item text="As we understand paragraph 1"  nothing
2027-02-03 09:00  XAF  text.explain on item text="After the adoption"  nothing
2027-02-03 10:00  XOA  text.explain on item text="As an observer"  nothing
2027-02-04 09:00  REGISTRY for XZA at 2027-02-03 10:00 by post  text.reply on item text="We are named in paragraph 3"  nothing
2027-05-01 09:00  XAG  action.inform on item re revised/1 as implements progress=under-way  answered follow-up/1 by XAG; open follow-up/2 SG
2027-05-02 09:00  XAH  action.inform on item re revised/1 as implements progress=nothing-to-report  answered follow-up/1 by XAH
2028-01-01 00:00  -  -  nothing
2028-01-09 09:00  CHAIR  action.remind =reminder on item re revised/2 as follows text="The expected date would be welcome"  reminded follow-up/2
2028-01-16 09:00  SECRETARIAT  action.inform on item re reminder/2 as replies progress=done  answered follow-up/2 by SECRETARIAT; closed
2028-06-20 10:00  CHAIR  text.review =review on item session=ICFM/54 findings=[{"item":"1","outcome":"in-part"}] actions=[{"item":"1","text":{"en":"Complete the exchange of studies"},"addressees":["XAC","EXPERTS"],"character":"request"}]  asked review-follow-up/1 of EXPERTS,XAC; reopened
2028-07-01 09:00  XAC  action.inform on item re review/1 as implements progress=planned  answered review-follow-up/1 by XAC; open review-follow-up/1 EXPERTS
2029-01-10 09:00  CHAIR  action.release on item re review/1 as releases  released review-follow-up/1; closed
