rules  training
title  ar  ما لا يُقبل في ملف جهة مشاركة
title  en  What the file of a participant does not take
title  fr  Ce que n’admet pas le dossier d’un participant
2027-03-01 09:00  XAD  participant.open =own participant=XAD  refused move-author participant/move/0
2027-03-01 09:01  REGISTRY  participant.open =file participant=XAD  opened; stage active
2027-03-01 09:02  XAC  participant.notify-offices on file  refused move-author participant/move/1
2027-03-01 09:03  XAC  participant.notify-credentials on file  refused move-author participant/move/2
2027-03-01 09:04  SG  participant.note-credentials on file  refused move-reference participant/move/3
2027-03-01 09:05  CHAIR  participant.decide-suspension on file  refused move-author participant/move/6
2027-03-01 09:06  ICFM  participant.decide-suspension on file  refused move-reference participant/move/6
2027-03-01 09:07  ICFM  participant.end-suspension on file  refused move-stage
# A member state gives a year's notice: the day itself, and the day before it.
2027-03-01 09:08  XAD  participant.withdraw on file takes-effect=2028-02-28  refused move-require participant/move/13/require/0
2027-03-01 09:09  XAD  participant.withdraw =leave on file takes-effect=2028-02-29  stage leaving
2027-03-01 09:10  XAD  participant.withdraw on file takes-effect=2028-03-29  refused move-stage
2027-03-01 09:11  XAC  participant.stay on file re leave as withdraws  refused move-author participant/move/14
# Of an observer's notice no rule is known: the date has not passed, and no more.
2027-03-02 09:00  SG  participant.open =observer participant=XOA  opened; stage active
2027-03-02 09:01  XOA  participant.withdraw on observer takes-effect=2027-03-01  refused move-require participant/move/12/require/0
2027-03-02 09:02  XOA  participant.withdraw on observer takes-effect=2027-03-02  stage leaving
2027-03-03 00:00  -  -  stage withdrawn; closed
