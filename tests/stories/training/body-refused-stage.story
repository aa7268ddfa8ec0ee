# What is refused because of where the group stands.
rules  training
title  ar  مراسلات لا تُقبل في هذه المرحلة من عمل فريق
title  en  What is not received at this stage of a group’s work
title  fr  Ce qui n’est pas reçu à ce stade des travaux d’un groupe
2027-01-03 09:00  SG  body.mandate =group kind=experts capacity=states  opened; stage mandated
2027-01-03 09:01  ARCHIVE  body.record-report on group  refused move-stage body/move/2
2027-01-03 09:02  SG  body.bureau on group offices=[{"item":"1","office":"chair"}]  refused move-stage body/move/7
2027-01-03 09:03  SG  body.convene on group number=1 opens=2027-03-07  refused move-stage body/move/8
2027-01-03 09:04  SG  body.summary on group text="A meeting"  refused move-stage body/move/10
2027-01-03 09:05  CHAIR  body.refer-back on group text="Again"  refused move-stage body/move/14
2027-01-03 09:06  SG  action.remind on group text="News"  refused move-stage body/move/18
2027-01-03 09:07  CHAIR  action.release on group re group as releases text="Enough"  refused move-stage body/move/19
2027-01-03 10:00  SG  body.end on group  stage ended; closed
2027-01-03 10:01  XAA  body.renew on group text="Go on"  refused move-author body/move/15
2027-01-03 10:02  XAA  body.nominate on group re group as replies persons=[{"item":"1","name":{"en":"An expert"}}]  refused move-stage body/move/5
2027-01-03 10:03  SG  body.compose on group states=["XAA"]  refused move-stage body/move/6
2027-01-03 10:04  XAA  body.input on group title="A paper"  refused move-stage body/move/9
2027-01-03 10:05  SG  body.end on group  refused move-stage body/move/16
2027-01-03 10:06  SG  body.renew on group text="Go on"  stage constituted
