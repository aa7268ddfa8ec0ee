# Decisions are the organs' own, and cite what was decided; a withdrawal is the participant's own.
rules  training
title  ar  القرارات المتعلقة بجهة مشاركة تصدر عن الجهاز المختص وتستند إلى ما قرره
title  en  Decisions on a participant are the competent organ’s, and cite what it decided
title  fr  Les décisions relatives à un participant émanent de l’organe compétent et citent ce qu’il a décidé
2027-03-01 09:00  ARCHIVE  text.record =decision kind=resolution  opened; stage recorded; closed
2027-03-01 09:01  SG  participant.open =file participant=XAD  opened; stage active
2027-03-01 09:02  XAC  participant.note-credentials on file  refused move-author participant/move/3
2027-03-01 09:03  XOA  participant.raise-representation on file  refused move-author participant/move/4
2027-03-01 09:04  SG  participant.decide-representation on file re decision as basis  refused move-author participant/move/5
2027-03-01 09:05  ICFM  participant.decide-representation on file  refused move-reference participant/move/5
2027-03-01 09:06  XAC  participant.withdraw on file takes-effect=2029-01-01  refused move-author participant/move/13
2027-03-01 09:07  XAD  participant.withdraw =leave on file takes-effect=2029-01-01  stage leaving
2027-03-01 09:08  SG  participant.decide-suspension on file re decision as basis  refused move-author participant/move/7
2027-03-01 09:09  ICFM  participant.decide-suspension on file  refused move-reference participant/move/7
2027-03-01 09:10  XAD  participant.stay on file re leave/1 as withdraws  refused move-reference participant/move/14
2027-03-01 09:11  ICFM  participant.decide-suspension =first on file re decision as basis  stage suspended-leaving; asked review of ICFM
2027-03-01 09:12  ICFM  participant.decide-suspension on file re decision as basis  refused move-stage participant/move/7
2027-03-01 09:13  XAC  participant.stay on file re leave as withdraws  refused move-author participant/move/17
2027-03-01 09:14  XAD  participant.stay on file re leave/1 as withdraws  refused move-reference participant/move/17
2027-03-01 09:15  ICFM  participant.end-suspension on file re first as follows  refused move-reference participant/move/11
2027-03-01 09:16  SG  participant.end-suspension on file re first as follows re decision as basis  refused move-author participant/move/11
2027-03-01 09:17  XAD  participant.stay on file re leave as withdraws  stage suspended
2027-03-01 09:18  SG  participant.end-suspension on file re first as follows re decision as basis  refused move-author participant/move/10
2027-03-01 09:19  ICFM  participant.end-suspension on file re first as follows  refused move-reference participant/move/10
2027-03-01 09:20  SG  participant.lift-consequence on file re first/1 as releases  refused move-author participant/move/8
2027-03-01 09:21  ICFM  participant.lift-consequence on file re first/1 as releases re first/2 as releases  refused move-reference participant/move/8
2027-03-01 09:22  SG  participant.review-suspension on file  refused move-author participant/move/9
2027-03-01 09:23  ICFM  participant.review-suspension on file re first/1 as follows  refused move-reference participant/move/9
2027-03-01 09:24  XAC  participant.withdraw on file takes-effect=2029-01-01  refused move-author participant/move/16
2027-03-01 09:25  XAD  participant.withdraw on file takes-effect=2027-12-31  refused move-require participant/move/16/require/0
2027-03-01 09:26  ICFM  participant.end-suspension on file re first as follows re decision as basis  stage active; answered review by ICFM
2027-03-01 09:27  ISC  participant.decide-suspension =second on file re decision as basis  stage suspended; asked review of ISC
2027-03-01 09:28  ISC  participant.lift-consequence on file re first/1 as releases  refused move-require participant/move/8/require/0
2027-03-01 09:29  ISC  participant.end-suspension on file re second as follows re decision as basis  stage active
2027-03-01 09:30  ISC  participant.lift-consequence on file re second/1 as releases  refused move-stage participant/move/8
2027-03-01 09:31  ISC  participant.review-suspension on file re second as follows  refused move-stage participant/move/9
2027-03-01 09:32  XAD  participant.stay on file re leave as withdraws  refused move-stage participant/move/17
