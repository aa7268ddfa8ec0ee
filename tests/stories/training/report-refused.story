# What the rules of reports refuse, one line each.
rules  training
title  ar  مراسلات لا تقبلها لائحة التقارير
title  en  What the rules of reports do not receive
title  fr  Ce que le règlement des rapports ne reçoit pas
2027-01-03 09:00  XAA  report.mandate organ=ICFM  refused move-author report/move/1
2027-01-03 09:01  XAA  report.record  refused move-author report/move/0
2027-01-03 09:02  SECRETARIAT  report.issue versions={"ar":"a","en":"e","fr":"f"}  refused matter-required
2027-01-03 10:00  CHAIR  report.mandate =mandate organ=ICFM  opened; stage mandated; asked report of SG
2027-01-03 10:01  CHAIR  report.invite on mandate to=["XAA"] character=request  refused move-author report/move/2
2027-01-03 10:02  SECRETARIAT  action.remind on mandate re mandate as follows text="News"  refused move-stage report/move/4
2027-01-03 10:03  SECRETARIAT  report.clear on mandate  refused move-author report/move/5
2027-01-03 10:04  SECRETARIAT  report.issue on mandate re mandate as implements versions={"ar":"a","en":"e","fr":"f"}  refused move-stage report/move/6
2027-01-03 10:05  SECRETARIAT  report.discontinue on mandate text="Enough"  refused move-author
2027-01-03 10:06  REGISTRY for XZA at 2027-01-03 09:00 by post  report.input on mandate content=information  no effect move-author
2027-01-03 10:06:10  SG  report.invite =first on mandate to=["XAA"] character=request  stage inputs; asked contribution of XAA
2027-01-03 10:06:20  SG  report.invite =second on mandate to=["XAA"] character=request  stage inputs; asked contribution of XAA
2027-01-03 10:07  XAA  report.input on mandate re first as replies re second as replies content=information  refused move-reference report/move/3
2027-01-03 10:08  XAA  action.inform on mandate progress=done  refused move-stage
2027-01-03 11:00  SG  report.clear on mandate  stage cleared
2027-01-03 11:01  SG  report.invite on mandate to=["XAA"] character=request  refused move-stage report/move/2
2027-01-03 11:02  CHAIR  report.issue on mandate re mandate as implements versions={"ar":"a","en":"e","fr":"f"}  refused move-author report/move/6
2027-01-03 11:03  SG  report.issue on mandate re mandate/1 as implements versions={"ar":"a","en":"e","fr":"f"}  refused move-reference report/move/6
2027-01-03 11:04  SG  report.issue on mandate re mandate as implements versions={"en":"e","fr":"f"}  refused move-require report/move/6/require/0
2027-01-03 11:05  SG  report.issue on mandate re mandate as implements versions={"ar":"a","fr":"f"}  refused move-require report/move/6/require/1
2027-01-03 11:06  SG  report.issue on mandate re mandate as implements versions={"ar":"a","en":"e"}  refused move-require report/move/6/require/2
2027-01-03 12:00  SG  report.issue =report on mandate re mandate as implements versions={"ar":"a","en":"e","fr":"f"} paragraphs=[{"item":"1","text":{"en":"One"}}]  stage issued; answered report by SG
2027-01-03 12:01  CHAIR  report.introduce on mandate  refused move-author report/move/7
2027-01-03 12:02  CHAIR  report.consider on mandate re report as follows  refused move-stage report/move/8
2027-01-03 12:03  CHAIR  report.discontinue on mandate text="Enough"  refused move-stage
2027-01-03 13:00  SG  report.introduce on mandate  stage introduced
2027-01-03 13:01  SG  report.consider on mandate re report as follows  refused move-author report/move/8
2027-01-03 13:02  CHAIR  report.consider on mandate re report/1 as follows  refused move-reference report/move/8
2027-01-03 13:03  SG  report.decide on mandate re report as follows outcome=noted  refused move-author
2027-01-03 13:04  CHAIR  report.decide on mandate re report/1 as follows outcome=noted  refused move-reference
2027-01-03 13:05  CHAIR  report.decide on mandate re report/1 as follows outcome=deferred  refused move-reference
2027-01-03 13:06  CHAIR  report.decide on mandate re report as follows outcome=noted  stage decided; released contribution; closed
2027-01-03 13:07  CHAIR  report.decide on mandate re report as follows outcome=noted  refused move-stage
2027-01-03 13:08  XAA  action.release on mandate re report/1 as releases  refused move-author
2027-01-03 13:09  XAA  action.remind on mandate re report as follows text="News"  refused move-author report/move/4
2027-01-03 13:10  ARCHIVE  action.record on mandate  refused move-stage
2027-01-03 14:00  ARCHIVE  report.record =old  opened; stage recorded; closed
2027-01-03 14:01  XAA  action.record on old  refused move-author
2027-01-03 14:02  CHAIR  action.release on old re old/1 as releases  refused move-stage
