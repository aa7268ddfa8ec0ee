# What the rules of groups and committees refuse, one line each.
rules  training
title  ar  مراسلات لا تقبلها لائحة الأفرقة واللجان
title  en  What the rules of groups and committees do not receive
title  fr  Ce que le règlement des groupes et comités ne reçoit pas
2027-01-03 09:00  XAA  body.mandate kind=experts capacity=states  refused move-author body/move/4
2027-01-03 09:01  XAA  body.record  refused move-author body/move/0
2027-01-03 09:02  XAA  body.record-report  refused move-author body/move/1
2027-01-03 09:03  SG  body.report recommendations=[{"item":"1","text":{"en":"Any"}}]  refused matter-required
2027-01-03 10:00  SG  body.mandate =group kind=experts capacity=states  opened; stage mandated
2027-01-03 10:01  CHAIR  body.nominate on group re group as replies persons=[{"item":"1","name":{"en":"An expert"}}]  refused move-author body/move/5
2027-01-03 10:02  XAA  body.nominate on group re group/1 as replies persons=[{"item":"1","name":{"en":"An expert"}}]  refused move-reference body/move/5
2027-01-03 10:03  XAA  body.compose on group states=["XAA"]  refused move-author body/move/6
2027-01-03 10:04  EXPERTS  body.report on group recommendations=[{"item":"1","text":{"en":"Any"}}]  refused move-stage body/move/11
2027-01-03 10:05  XAA  body.renew on group text="Go on"  refused move-stage body/move/15
2027-01-03 10:06  XAA  body.end on group  refused move-author body/move/16
2027-01-03 11:00  SG  body.compose on group states=["XAA","XAB"]  stage constituted
2027-01-03 11:01  XAC  body.bureau on group offices=[{"item":"1","office":"chair"}]  refused move-author body/move/7
2027-01-03 11:02  XAA  body.convene on group number=1 opens=2027-03-07  refused move-author body/move/8
2027-01-03 11:03  SG  body.convene on group number=1 opens=2027-01-02  refused move-require body/move/8/require/0
2027-01-03 11:04  SG  body.convene =meeting on group number=1 opens=2027-01-03  nothing
2027-01-03 11:04:30  SG  body.convene =second-meeting on group number=2 opens=2027-01-03  nothing
2027-01-03 11:05  XAC  body.summary on group re meeting as follows text="A meeting"  refused move-author body/move/10
2027-01-03 11:06  XAA  body.summary on group re meeting as follows re second-meeting as follows text="A meeting"  refused move-reference body/move/10
2027-01-03 11:07  XAC  body.report on group recommendations=[{"item":"1","text":{"en":"Any"}}]  refused move-author body/move/11
2027-01-03 11:08  SG  body.submit on group re group as transmits organ=ICFM  refused move-stage body/move/12
2027-01-03 11:09  REGISTRY for XZA at 2027-01-03 10:00 by post  body.input on group title="From outside"  no effect move-author
2027-01-03 12:00  XAA  body.report =first on group recommendations=[{"item":"1","text":{"en":"Any"}}]  stage reported
2027-01-03 12:01  XAB  body.report =second on group recommendations=[{"item":"1","text":{"en":"Any"}}]  stage reported
2027-01-03 12:02  SG  body.submit on group re first as transmits organ=ICFM  refused move-require body/move/12/require/0
2027-01-03 12:03  XAA  body.submit on group re second as transmits organ=ICFM  refused move-author body/move/12
2027-01-03 12:04  SG  body.submit on group re first as transmits re second as transmits organ=ICFM  refused move-reference body/move/12
2027-01-03 12:05  CHAIR  body.consider on group outcomes=[{"item":"1","outcome":"adopted"}]  refused move-stage body/move/13
2027-01-03 13:00  SG  body.submit =submission on group re second as transmits organ=ICFM  stage submitted; asked consideration of ICFM
2027-01-03 13:01  SG  body.consider on group re submission as follows outcomes=[{"item":"1","outcome":"adopted"}]  refused move-author body/move/13
2027-01-03 13:03  SG  body.refer-back on group re submission as follows text="Again"  refused move-author body/move/14
2027-01-03 13:05  CHAIR  body.refer-back on group re submission as follows text="Again"  stage constituted; answered consideration by CHAIR
2027-01-03 13:06  XAA  body.report =third on group recommendations=[{"item":"1","text":{"en":"Any"}}]  stage reported
2027-01-03 13:07  SG  body.submit =again on group re third as transmits organ=ICFM  stage submitted; asked consideration of ICFM
2027-01-03 13:08  CHAIR  body.consider on group re submission as follows outcomes=[{"item":"1","outcome":"adopted"}]  refused move-require body/move/13/require/0
2027-01-03 13:09  CHAIR  body.refer-back on group re submission as follows text="Again"  refused move-require body/move/14/require/0
2027-01-03 13:09:30  CHAIR  body.refer-back on group re submission as follows re again as follows text="Again"  refused move-reference body/move/14
2027-01-03 13:09:40  CHAIR  body.consider on group re submission as follows re again as follows outcomes=[{"item":"1","outcome":"adopted"}]  refused move-reference body/move/13
2027-01-03 13:10  XAA  action.inform on group progress=done  refused move-stage body/move/17
2027-01-03 13:11  CHAIR  body.consider on group re again as follows outcomes=[{"item":"1","outcome":"adopted"}]  stage considered; answered consideration by CHAIR; closed
2027-01-03 13:12  XAA  action.remind on group re again as follows text="News"  refused move-author body/move/18
2027-01-03 13:13  SG  action.release on group re again/1 as releases  refused move-author body/move/19
2027-01-03 13:14  CHAIR  action.release on group  refused move-reference body/move/19
2027-01-03 13:15  ARCHIVE  action.record on group  refused move-stage body/move/20
2027-01-03 14:00  ARCHIVE  body.record =old kind=experts  opened; stage recorded; closed
2027-01-03 14:01  ARCHIVE  body.record-decision on old  refused move-stage body/move/3
2027-01-03 14:02  XAA  body.record-report on old  refused move-author body/move/2
2027-01-03 14:03  ARCHIVE  body.record-report on old  stage recorded-report
2027-01-03 14:04  XAA  body.record-decision on old  refused move-author body/move/3
2027-01-03 14:05  XAA  action.record on old  refused move-author body/move/20
