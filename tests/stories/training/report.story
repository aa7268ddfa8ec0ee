# Mandated, contributions invited and received, cleared, issued in three languages together, introduced, considered, decided on, followed.
rules  training
title  ar  تقرير الأمين العام من طلبه إلى آخر متابعته
title  en  A report of the Secretary-General, from the request to the end of the follow-up
title  fr  Un rapport du Secrétaire général, de la demande à la fin du suivi
2027-01-03 09:00  CHAIR  report.mandate =mandate organ=ICFM due=2027-06-15 title="Safeguarding security"  opened; stage mandated; asked report of SG by 2027-06-15
2027-01-10 09:00  SECRETARIAT  report.invite =invitation on mandate to=["MEMBERS","XOA"] character=invitation by=2027-03-31  stage inputs; asked contribution of MEMBERS,XOA by 2027-03-31
2027-02-10 09:00  XAA  report.input on mandate re invitation as replies content=information text="Our measures"  answered contribution by XAA; open contribution XOA
2027-02-11 09:00  XAB  report.input on mandate re invitation as replies content=nothing-to-report  answered contribution by XAB
2027-04-01 00:00  -  -  nothing
2027-04-04 09:00  SECRETARIAT  action.remind =reminder on mandate re invitation as follows to=["XOA"] text="Your contribution would be welcome"  reminded contribution
2027-04-11 09:00  XOA  report.input on mandate re reminder as replies content=no-change  answered contribution by XOA
2027-04-12 09:00  SECRETARIAT  report.invite =second on mandate to=["XAF"] character=request  stage inputs; asked contribution of XAF
2027-05-02 09:00  SG  report.clear on mandate  stage cleared
2027-05-03 09:00  SECRETARIAT  report.issue on mandate re mandate as implements title="Safeguarding security" versions={"en":"report-en.pdf","fr":"report-fr.pdf"}  refused move-require report/move/6/require/0
2027-05-20 09:00  SECRETARIAT  report.issue =report on mandate re mandate as implements title="Safeguarding security" symbol="ICFM/54/REP.1" versions={"ar":"report-ar.pdf","en":"report-en.pdf","fr":"report-fr.pdf"} actions=[{"item":"11","text":{"en":"Give attention to the experts' recommendations"},"addressees":["MEMBERS"],"character":"invitation"},{"item":"14","text":{"en":"Consider the report"},"addressees":["ICFM"],"character":"request","due":"ICFM/54"}]  stage issued; answered report by SECRETARIAT; asked action/11 of MEMBERS; asked action/14 of ICFM by ICFM/54
2027-05-25 09:00  XAF  report.input on mandate re second as replies content=information text="After issue, for an addendum"  answered contribution by XAF
2027-06-20 10:00  SG  report.introduce on mandate session=ICFM/54  stage introduced
2027-06-20 15:00  CHAIR  report.consider on mandate re report as follows session=ICFM/54  stage considered
2027-06-21 10:00  CHAIR  report.decide on mandate re report as follows outcome=deferred  nothing
2027-06-22 10:00  ICFM-CHAIR  report.decide =decision on mandate re report as follows re report/14 as implements outcome=endorsed actions=[{"item":"1","text":{"en":"Report on measures taken"},"addressees":["XAC"],"character":"decision","due":"2027-12-15"}]  stage decided; answered action/14 by ICFM-CHAIR; asked follow-up/1 of XAC by 2027-12-15; open action/11 MEMBERS
2027-09-01 09:00  XAD  action.inform on mandate re report/11 as implements progress=under-way  answered action/11 by XAD
2027-12-20 09:00  XAC  action.inform on mandate re decision/1 as implements progress=done  answered follow-up/1 by XAC; closed
