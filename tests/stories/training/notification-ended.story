# After a file is withdrawn or concluded only the right of reply remains.
rules  training
title  ar  لا يبقى بعد انتهاء الملف إلا حق الرد
title  en  After the file has ended only the right of reply remains
title  fr  Le dossier terminé, seul demeure le droit de réponse
2027-02-01 08:00  XAA  notification.submit =notice concerns=threat circulation=at-once affected=["XAA"]  opened; stage circulated
2027-02-01 08:10  XAA  notification.list-consequences =list on notice  nothing
2027-02-01 08:20  XAC  notification.request-clarification =question on notice re notice as follows to=["XAA"]  asked clarification of XAA
2027-02-01 08:30  CHAIR  notification.convene-consultations =invitation on notice invited=["XAA"] opens=2027-02-06  asked attendance of XAA
2027-02-01 08:40  XAA  notification.request-session =session on notice until=2027-02-01  stage session-requested
2027-02-01 08:45  XAC  notification.support-session =support on notice re session as supports  counted session-support 1
2027-02-02 00:00  -  -  not reached session-support; stage in-hand
2027-02-02 08:00  XAA  notification.propose-conclusion =proposal on notice until=2027-02-05  stage conclusion-proposed
2027-02-02 08:01  XAA  notification.answer-conclusion on notice re proposal as replies answer=agreed  stage concluded; released clarification; released attendance; closed
2027-02-03 09:00  XAA  notification.reply on notice re question as replies  nothing
2027-02-03 09:01  CHAIR  notification.acknowledge on notice  refused move-stage notification/move/4
2027-02-03 09:02  XAA  notification.update on notice  refused move-stage notification/move/5
2027-02-03 09:03  XAA  notification.withdraw on notice  refused move-stage notification/move/6
2027-02-03 09:04  XAC  notification.request-clarification on notice re notice as follows to=["XAA"]  refused move-stage notification/move/7
2027-02-03 09:05  XAA  notification.clarify on notice re question as replies  refused move-stage notification/move/8
2027-02-03 09:06  SG  notification.remind on notice re question as follows to=["XAA"]  refused move-stage notification/move/10
2027-02-03 09:07  XAC  notification.request-consultations on notice  refused move-stage notification/move/11
2027-02-03 09:08  CHAIR  notification.convene-consultations on notice invited=["XAA"] opens=2027-02-09  refused move-stage notification/move/12
2027-02-03 09:09  XAA  notification.answer-invitation on notice re invitation as replies  refused move-stage notification/move/13
2027-02-03 09:10  CHAIR  notification.record-consultations on notice re invitation as follows  refused move-stage notification/move/14
2027-02-03 09:11  XAC  notification.measure on notice  refused move-stage notification/move/16
2027-02-03 09:12  XAA  notification.list-consequences on notice  refused move-stage notification/move/17
2027-02-03 09:13  XAA  notification.report-consequence on notice re list/1 as follows  refused move-stage notification/move/18
2027-02-03 09:14  XAA  notification.request-session on notice until=2027-02-09  refused move-stage notification/move/19
2027-02-03 09:15  XAC  notification.withdraw-support on notice re support as withdraws  refused move-stage notification/move/21
2027-02-03 09:16  XAA  notification.withdraw-session on notice re session as withdraws  refused move-stage notification/move/22
2027-02-03 09:17  XAA  notification.answer-conclusion on notice re proposal as replies answer=agreed  refused move-stage notification/move/26
2027-02-03 09:18  XAA  notification.submit on notice concerns=threat circulation=on-my-word affected=["XAA"]  refused move-stage notification/move/1
