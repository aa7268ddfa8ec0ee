# What a communication refers to: one whole communication, and of the form that is meant.
rules  training
title  ar  ما تشير إليه المراسلة في ملف إخطار عاجل
title  en  What a communication in the file of a notification refers to
title  fr  Ce à quoi renvoie une communication dans le dossier d’une notification
2027-02-01 08:00  XAA  notification.submit =notice concerns=threat circulation=on-my-word affected=["XAA"]  opened; stage notified
2027-02-01 08:01  XAA  notification.circulate on notice re notice/1 as follows  refused move-reference notification/move/2
2027-02-01 08:02  CHAIR  notification.circulate on notice re notice/1 as follows  refused move-reference notification/move/3
2027-02-01 08:03  CHAIR  notification.acknowledge on notice re notice/1 as follows  refused move-reference notification/move/4
2027-02-01 08:04  XAA  notification.update on notice re notice/1 as follows  refused move-reference notification/move/5
2027-02-01 08:05  XAA  notification.withdraw on notice re notice/1 as withdraws  refused move-reference notification/move/6
2027-02-01 08:06  XAA  notification.clarify on notice re notice as replies  refused move-reference notification/move/8
2027-02-01 08:07  SG  notification.remind on notice to=["XAA"]  refused move-reference notification/move/10
2027-02-01 08:08  XAC  notification.request-consultations on notice re notice/1 as follows  refused move-reference notification/move/11
2027-02-01 08:09  XAC  notification.answer-invitation on notice re notice as replies  refused move-reference notification/move/13
2027-02-01 08:10  SG  notification.record-consultations on notice re notice as follows  refused move-reference notification/move/14
2027-02-01 08:11  XAA  notification.list-consequences on notice re notice/1 as follows  refused move-reference notification/move/17
2027-02-01 08:12  XAA  notification.circulate on notice  stage circulated
2027-02-01 08:13  XAC  notification.solidarity on notice re notice/1 as supports  refused move-reference notification/move/15
2027-02-01 08:14  XAC  notification.measure on notice re notice/1 as follows  refused move-reference notification/move/16
2027-02-01 08:15  XAA  notification.report-consequence on notice re notice/1 as follows  refused move-reference notification/move/18
2027-02-01 08:16  XAA  notification.request-session on notice re notice/1 as follows until=2027-02-09  refused move-reference notification/move/19
2027-02-01 08:17  XAA  notification.propose-conclusion on notice re notice/1 as follows until=2027-02-09  refused move-reference notification/move/24
2027-02-01 08:18  XAA  notification.request-session =session on notice until=2027-02-09  stage session-requested
2027-02-01 08:19  XAC  notification.support-session on notice re session/1 as supports  refused move-reference notification/move/20
2027-02-01 08:20  XAC  notification.withdraw-support on notice re session as withdraws  refused move-reference notification/move/21
2027-02-01 08:21  XAA  notification.withdraw-session on notice re session/1 as withdraws  refused move-reference notification/move/22
2027-02-01 08:22  XAA  notification.withdraw-session on notice re session as withdraws  stage in-hand
2027-02-01 08:23  XAA  notification.propose-conclusion =proposal on notice until=2027-02-09  stage conclusion-proposed
2027-02-01 08:24  XAA  notification.answer-conclusion on notice re proposal/1 as replies answer=continue  refused move-reference notification/move/26
