# Addressed to the member states as such: one invitation, any of them may answer; later no longer wanted.
rules  training
title  ar  طلب تشاور موجَّه إلى الدول الأعضاء عامة
title  en  Consultations requested of the member states as such
title  fr  Consultations demandées à l’ensemble des États membres
2027-03-01 09:00  XAA  consultation.request =request to=["MEMBERS"]  opened; stage requested; asked reply of MEMBERS
2027-03-02 09:00  XAF  consultation.reply on request answer=later  answered reply by XAF
2027-03-02 10:00  XAG  consultation.reply on request answer=agreed  answered reply by XAG; stage agreed
2027-03-02 11:00  XAG  consultation.arrange on request opens=2027-03-10  nothing
2027-03-03 09:00  XAA  consultation.end on request outcome=not-held  stage not-held; closed
