# Who may not: observers where members are asked, others where the affected state or the chair is.
rules  training
title  ar  من لا يجوز له تقديم ما في ملف إخطار عاجل
title  en  Who may not submit what in the file of a notification
title  fr  Qui ne peut présenter quoi dans le dossier d’une notification
2027-02-01 08:00  XAA  notification.submit =notice concerns=threat circulation=at-once affected=["XAB"]  opened; stage circulated
2027-02-01 08:01  EXPERTS  notification.request-clarification on notice re notice as follows to=["XAA"]  refused move-author notification/move/7
2027-02-01 08:02  EXPERTS  notification.request-consultations on notice  refused move-author notification/move/11
2027-02-01 08:03  CHAIR  notification.convene-consultations =invitation on notice invited=["XAA"] opens=2027-02-06  asked attendance of XAA
2027-02-01 08:04  XAA  notification.record-consultations on notice re invitation as follows  refused move-author notification/move/14
2027-02-01 08:05  XAA  notification.request-session =session on notice until=2027-02-09  stage session-requested
2027-02-01 08:06  XAB,XAC,XAD,XAE,XAF,XAG  notification.support-session =support on notice re session as supports  counted session-support 6
2027-02-01 08:07  XOA  notification.withdraw-support on notice re support as withdraws  refused move-author notification/move/21
2027-02-01 08:08  XAA,XOA  notification.support-session on notice re session as supports  refused move-author notification/move/20
2027-02-01 08:09  XAA  notification.support-session on notice re session as supports  counted session-support 7; reached session-support; stage session-supported
2027-02-01 08:10  XAA  notification.convene-session on notice re session as follows  refused move-author notification/move/23
2027-02-01 08:11  CHAIR  notification.convene-session on notice re session as follows  stage session-convened
