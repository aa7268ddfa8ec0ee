rules  training
title  ar  مراسلات التشاور تشير إلى طلبه كاملًا
title  en  Communications on consultations refer to the whole request
title  fr  Les communications relatives aux consultations renvoient à la demande entière
2027-03-01 09:00  XAA  consultation.request =request to=["XAB"]  opened; stage requested
2027-03-01 09:01  XAB  consultation.reply on request re request/1 as replies answer=agreed  refused move-reference consultation/move/2
2027-03-01 09:02  XAA  consultation.end on request re request/1 as follows outcome=not-held  refused move-reference consultation/move/5
2027-03-01 09:03  XAB  consultation.reply on request answer=agreed  stage agreed
2027-03-01 09:04  XAB  consultation.arrange on request re request/1 as follows opens=2027-03-09  refused move-reference consultation/move/3
2027-03-01 09:05  XAB  consultation.end on request re request/1 as follows outcome=held  refused move-reference consultation/move/4
2027-03-01 09:06  XAA  consultation.end on request outcome=not-held  stage not-held; closed
2027-03-01 09:07  XAA  consultation.end on request outcome=not-held  refused move-stage consultation/move/5
