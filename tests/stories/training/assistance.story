# Pre-notice, numbered needs, replies, what is announced, committed, delivered and acknowledged, need by need.
rules  training
title  ar  دولة صغيرة تطلب مساعدة وتحصل عليها
title  en  A small state requests assistance and receives it
title  fr  Un petit État demande assistance et la reçoit
2027-03-01 09:00  XAF  assistance.foresee =notice to=["MEMBERS"]  opened; stage foreseen
2027-03-05 09:00  XAF  assistance.request =request on notice to=["MEMBERS","XOA"] small-state=own-declaration until=2027-06-30 needs=[{"item":"1","text":{"en":"Tents"},"kind":"humanitarian","by":"2027-03-20"},{"item":"2","text":{"en":"Patrol boats"},"kind":"equipment"}]  stage requested; asked reply of MEMBERS,XOA; asked need-small-declared/1 of MEMBERS by 2027-03-20; asked need-small-declared/2 of MEMBERS
2027-03-05 10:00  XAA  assistance.reply on notice re request as replies position=in-a-position  answered reply by XAA; open reply XOA
2027-03-05 10:30  XAB  assistance.reply on notice re request as replies position=not-now  answered reply by XAB
2027-03-05 11:00  XOA  assistance.reply on notice re request as replies position=other-channel  answered reply by XOA
2027-03-06 09:00  XAA  assistance.announce on notice re request/1 as supports text="Two hundred tents"  answered need-small-declared/1 by XAA; open need-small-declared/2 MEMBERS
2027-03-07 09:00  XAA  assistance.commit =pledge on notice re request/1 as supports conditional=yes conditions=[{"item":"1","text":{"en":"For families first"}}]  asked conditions of XAF
2027-03-07 10:00  XAF  assistance.answer-conditions on notice re pledge as replies answer=accepted  answered conditions by XAF
2027-03-10 09:00  XAA  assistance.deliver =delivery on notice re request/1 as supports final=no  asked acknowledgement of XAF
2027-03-12 09:00  SG  assistance.remind on notice re delivery as follows to=["XAF"]  reminded acknowledgement
2027-03-13 09:00  XAF  assistance.acknowledge on notice re delivery as replies re request/1 as supports finding=as-stated  answered acknowledgement by XAF
2027-03-15 09:00  XAC  assistance.commit on notice re request/2 as supports conditional=no  answered need-small-declared/2 by XAC
# The date of the request passes, nothing is too late, and it may be set anew.
2027-06-30 23:59:59.999  -  -  nothing
2027-07-01 00:00  -  -  stage ended; closed
2027-07-02 09:00  XAD  assistance.reply on notice re request as replies position=under-consideration  answered reply by XAD
2027-07-03 09:00  XAF  assistance.extend on notice until=2027-09-30  refused move-stage assistance/move/18
2027-07-03 09:01  XAF  assistance.renew on notice until=2027-09-30  stage extended; reopened; asked need-renewed/1 of MEMBERS; asked need-renewed/2 of MEMBERS
2027-07-04 09:00  XAC  assistance.deliver =boats on notice re request/2 as supports final=yes  answered need-renewed/2 by XAC; asked acknowledgement of XAF
2027-07-05 09:00  XAF  assistance.acknowledge on notice re boats as replies re request/2 as supports finding=as-stated  answered acknowledgement by XAF
2027-07-06 09:00  XAF  assistance.complete on notice  stage complete; closed
