rules  training
title  ar  ما لا يُقبل في ملف تشاور
title  en  What the file of consultations does not take
title  fr  Ce que n’admet pas le dossier de consultations
2027-03-01 09:00  SG  consultation.request =office to=["XAB"]  refused move-author consultation/move/0
2027-03-01 09:01  XAA  consultation.request =request to=["XAB"]  opened; stage requested
2027-03-01 09:02  XAA  consultation.reply on request answer=agreed  refused move-author consultation/move/2
2027-03-01 09:03  XAB  consultation.arrange on request opens=2027-03-10  refused move-stage consultation/move/3
2027-03-01 09:04  XAB  consultation.end on request outcome=not-held  refused move-author consultation/move/5
2027-03-01 09:05  XAA  consultation.end on request outcome=held  refused move-stage consultation/move/4
2027-03-01 09:06  XAB  consultation.reply on request answer=agreed  stage agreed
2027-03-01 09:07  XAC  consultation.arrange on request opens=2027-03-10  refused move-author consultation/move/3
2027-03-01 09:08  XAC  consultation.end on request outcome=held  refused move-author consultation/move/4
2027-03-01 09:09  XAB  consultation.end on request outcome=held  stage held; closed
2027-03-01 09:10  XAB  consultation.reply on request answer=later  refused move-stage consultation/move/2
