# Any member, any concern: requested, agreed, arranged, held. No substance stands anywhere.
rules  training
title  ar  تشاور يجري دون إثبات مضمونه
title  en  Consultations held, their substance not recorded
title  fr  Des consultations tenues sans que leur teneur soit consignée
2027-03-01 09:00  XAA  consultation.request =request to=["XAB","XAC"] by=2027-03-05  opened; stage requested; asked reply of XAB,XAC by 2027-03-05
2027-03-02 09:00  XAC  consultation.reply on request answer=not-now  answered reply by XAC; open reply XAB
2027-03-03 09:00  XAB  consultation.reply on request answer=agreed  answered reply by XAB; stage agreed
2027-03-04 09:00  XAB  consultation.arrange on request opens=2027-03-10  nothing
2027-03-05 09:00  XAC  consultation.reply on request answer=agreed  answered reply by XAC
2027-03-06 09:00  CHAIR  consultation.arrange on request opens=2027-03-11  nothing
2027-03-12 09:00  XAA,XAB  consultation.end on request outcome=held  stage held; closed
