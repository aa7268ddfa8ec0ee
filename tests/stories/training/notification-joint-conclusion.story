# Every affected state agrees, by the date of the proposal; otherwise the file is followed further.
rules  training
title  ar  لا يُختتم الملف إلا بموافقة الدول المتضررة جميعها
title  en  Every affected state agrees before a file is concluded
title  fr  Le dossier n’est conclu que si chacun des États affectés y consent
2027-02-01 08:00  XAA  notification.submit =notice concerns=terrorism circulation=at-once affected=["XAA","XAB","XAC"]  opened; stage circulated
2027-02-10 09:00  SG  notification.propose-conclusion =proposal on notice until=2027-02-12  stage conclusion-proposed; asked conclusion of XAA,XAB,XAC by 2027-02-12
2027-02-10 10:00  XAA  notification.answer-conclusion on notice answer=agreed  counted conclusion 1; answered conclusion by XAA
2027-02-10 11:00  XAB  notification.answer-conclusion on notice answer=agreed  counted conclusion 2; open conclusion XAC
2027-02-10 11:30  XAC  notification.solidarity on notice  answered solidarity by XAC
2027-02-12 23:59:59.999  -  -  nothing
2027-02-13 00:00  -  -  not reached conclusion; stage in-hand; released conclusion
2027-02-13 09:00  XAB  notification.propose-conclusion =again on notice until=2027-02-20  stage conclusion-proposed
2027-02-13 10:00  XAA,XAB,XAC  notification.answer-conclusion on notice re again as replies answer=agreed  counted conclusion 3; reached conclusion; stage concluded; closed
