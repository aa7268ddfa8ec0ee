# Mandate, nominations, composition, bureau, meetings and papers, report, submission, decision on each recommendation, follow-up; renewed, ended.
rules  training
title  ar  فريق خبراء من ولايته إلى آخر متابعة توصياته
title  en  A group of experts, from its mandate to the end of the follow-up
title  fr  Un groupe d’experts, de son mandat à la fin du suivi
2027-01-03 09:00  SG  body.mandate =group kind=experts title="Experts on security" capacity=states seats=5 invited=["XAA","XAB","XAC"] by=2027-01-31 due=ICFM/54  opened; stage mandated; asked nominations of XAA,XAB,XAC by 2027-01-31
2027-01-10 09:00  XAA  body.nominate on group re group as replies persons=[{"item":"1","name":{"en":"An expert"}}]  answered nominations by XAA; open nominations XAB,XAC
2027-01-12 09:00  XAK  body.nominate on group re group as replies persons=[{"item":"1","name":{"en":"Another expert"}}]  nothing
2027-01-20 09:00  SECRETARIAT  action.remind on group re group as follows text="A nomination would be welcome"  refused move-stage
2027-02-01 09:00  SG  body.compose =composition on group states=["XAA","XAB","XAK"]  stage constituted; released nominations; allowed body.report by XAK
2027-02-02 09:00  XAA  body.bureau on group offices=[{"item":"1","office":"chair","state":"XAA"},{"item":"2","office":"rapporteur","state":"XAK"}]  nothing
2027-02-03 09:00  SECRETARIAT  body.convene =first on group number=1 opens=2027-03-07 closes=2027-03-09 invited=["XAB","XOA"] by=2027-02-28  asked papers of XAB,XOA by 2027-02-28
2027-02-20 09:00  XOA  body.input on group re first as replies title="A paper"  answered papers by XOA; open papers XAB
2027-02-21 09:00  XAD  body.input on group title="A paper nobody invited"  nothing
2027-03-10 09:00  XAK  body.summary on group re first as follows text="The first meeting"  nothing
2027-03-11 09:00  XAK  body.report =draft on group title="Interim report" recommendations=[{"item":"1","text":{"en":"Meet again"}}]  stage reported
2027-04-01 09:00  SECRETARIAT  body.convene on group number=2 opens=2027-05-02  nothing
2027-05-05 09:00  XAA,XAK  body.report =report on group title="Report" recommendations=[{"item":"1","text":{"en":"Exchange studies"}},{"item":"2","text":{"en":"Build confidence"}}]  stage reported
2027-05-06 09:00  SECRETARIAT  body.submit =submission on group re report as transmits organ=ICFM session=ICFM/54 due=ICFM/54  stage submitted; released papers; asked consideration of ICFM by ICFM/54
# The conference sends it back once; the experts look again.
2027-06-20 10:00  CHAIR  body.refer-back on group re submission as follows text="To be looked at again, as events develop" recommendations=[{"item":"2"}]  stage constituted; answered consideration by CHAIR
2027-07-01 09:00  XAK  body.report =second on group title="Report, looked at again" recommendations=[{"item":"1","text":{"en":"Exchange studies"}},{"item":"2","text":{"en":"Build confidence step by step"}}]  stage reported
2027-07-02 09:00  SECRETARIAT  body.submit =resubmission on group re second as transmits organ=ICFM  stage submitted; asked consideration of ICFM
2027-09-13 10:00  ICFM-CHAIR  body.consider =decision on group re resubmission as follows re second/1 as adopts outcomes=[{"item":"1","outcome":"adopted"},{"item":"2","outcome":"noted"}] actions=[{"item":"1","text":{"en":"Exchange studies"},"addressees":["MEMBERS","SG"],"character":"request","due":"2028-06-30"}]  stage considered; answered consideration by ICFM-CHAIR; asked follow-up/1 of MEMBERS,SG by 2028-06-30
2027-10-01 09:00  XAB  action.inform on group re decision/1 as implements progress=under-way  answered follow-up/1 by XAB; open follow-up/1 SG
2028-07-01 00:00  -  -  nothing
2028-07-02 09:00  CHAIR  action.remind =reminder on group re decision/1 as follows text="News would be welcome"  reminded follow-up/1
2028-07-09 09:00  SG  action.inform on group re reminder/1 as replies progress=done  answered follow-up/1 by SG; closed
2028-08-01 09:00  SG  body.renew on group text="To follow what was decided"  stage constituted
2028-09-01 09:00  SG  body.end on group  stage ended; closed
