# What is refused: who may circulate, whose support counts, dates that have passed, what is no affected state's.
rules  training
title  ar  ما لا يُقبل في ملف إخطار عاجل
title  en  What the file of a notification does not take
title  fr  Ce que n’admet pas le dossier d’une notification
2027-02-01 08:00  XZA  notification.submit =third concerns=threat circulation=at-once affected=["XAA"]  refused key-unknown
2027-02-01 08:01  EXPERTS  notification.submit =experts concerns=threat circulation=at-once affected=["XAA"]  refused move-author notification/move/1
2027-02-01 08:02  XAA  notification.submit =notice concerns=threat circulation=on-my-word affected=["XAB"]  opened; stage notified
2027-02-01 08:03  XAC  notification.circulate on notice  refused move-author notification/move/3
2027-02-01 08:04  CHAIR  notification.circulate on notice  refused move-require notification/move/3/require/0
2027-02-01 08:05  XAC  notification.solidarity on notice  refused move-stage notification/move/15
2027-02-01 08:06  XAC  notification.acknowledge on notice  refused move-author notification/move/4
2027-02-01 08:07  XAC  notification.update on notice  refused move-author notification/move/5
2027-02-01 08:08  XAB  notification.withdraw on notice  refused move-author notification/move/6
2027-02-01 08:09  XAC  notification.request-clarification on notice to=["XAA"]  refused move-reference notification/move/7
2027-02-01 08:10  XAC  notification.reply on notice  refused move-reference notification/move/9
2027-02-01 08:11  XAC  notification.remind on notice re notice as follows  refused move-author notification/move/10
2027-02-01 08:12  XAC  notification.solidarity  refused matter-required
2027-02-01 08:13  XAC  situation.designate on notice  refused move-form
2027-02-01 09:00  XAB  notification.list-consequences =list on notice  nothing
2027-02-01 09:01  XAA  notification.list-consequences on notice  refused move-author notification/move/17
2027-02-01 10:00  XAA  notification.circulate on notice  stage circulated
2027-02-01 10:01  XAA  notification.circulate on notice  refused move-stage notification/move/3
2027-02-01 10:02  XAA  notification.report-consequence on notice re list as follows  refused move-author notification/move/18
2027-02-01 10:03  SG  notification.support-session on notice re notice as supports  refused move-stage notification/move/20
2027-02-02 09:00  XAB  notification.request-session on notice until=2027-02-01  refused move-require notification/move/19/require/0
2027-02-02 09:01  XOA  notification.request-session on notice until=2027-02-03  refused move-author notification/move/19
2027-02-02 09:02  XAB  notification.request-session =first on notice until=2027-02-02  stage session-requested
2027-02-02 09:03  XOA  notification.support-session on notice re first as supports  refused move-author notification/move/20
2027-02-02 09:04  XAC  notification.withdraw-session on notice re first as withdraws  refused move-author notification/move/22
2027-02-02 09:05  CHAIR  notification.convene-session on notice re first as follows  refused move-stage notification/move/23
2027-02-02 09:06  CHAIR  notification.propose-conclusion on notice until=2027-02-09  refused move-stage notification/move/24
2027-02-02 10:00  XAB  notification.withdraw-session on notice re first as withdraws  stage in-hand
2027-02-02 10:01  XAB  notification.request-session =second on notice until=2027-02-28  stage session-requested
2027-02-02 10:02  XAC  notification.support-session on notice re first as supports  refused move-require notification/move/20/require/0
2027-02-02 10:03  XAB  notification.withdraw-session on notice re second as withdraws  stage in-hand
2027-02-03 09:00  CHAIR  notification.propose-conclusion on notice until=2027-02-02  refused move-require notification/move/24/require/0
2027-02-03 09:01  XAC  notification.propose-conclusion on notice until=2027-02-09  refused move-author notification/move/24
2027-02-03 09:02  CHAIR  notification.propose-conclusion =proposal on notice until=2027-02-09  stage conclusion-proposed
2027-02-03 09:03  XAA  notification.answer-conclusion on notice re proposal as replies answer=agreed  refused move-author notification/move/26
2027-02-03 09:04  CHAIR  notification.convene-consultations =invitation on notice invited=["XAB"] opens=2027-02-06  asked attendance of XAB
2027-02-03 09:05  XAC  notification.convene-consultations on notice invited=["XAB"] opens=2027-02-06  refused move-author notification/move/12
