# A small state by a decision, which the request cites; withdrawn in the end.
rules  training
title  ar  دولة صغيرة بموجب قرار
title  en  A small state by a decision
title  fr  Un petit État en vertu d’une décision
2027-03-01 09:00  ARCHIVE  text.record =decision kind=resolution  opened; stage recorded; closed
2027-03-01 10:00  XAF  assistance.request =bare to=["XAA"] small-state=decision needs=[{"item":"1","text":{"en":"Training"},"kind":"training"}]  refused move-reference assistance/move/1
2027-03-01 10:01  XAF  assistance.request =request re decision as basis to=["XAA","MEMBERS"] small-state=decision needs=[{"item":"1","text":{"en":"Training"},"kind":"training"}]  opened; stage requested; asked reply of MEMBERS,XAA; asked need-small-decided/1 of MEMBERS
2027-03-02 09:00  XAA  assistance.reply on request position=under-consideration  answered reply by XAA
2027-03-03 09:00  XAF  assistance.withdraw on request  stage withdrawn; released need-small-decided/1; closed
