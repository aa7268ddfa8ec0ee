rules  training
title  ar  ما لا يُقبل في ملف مساعدة
title  en  What the file of an assistance does not take
title  fr  Ce que n’admet pas le dossier d’une assistance
2027-03-01 09:00  XOA  assistance.request =observer to=["XAA"] small-state=not-stated  refused move-author assistance/move/5
2027-03-01 09:01  CHAIR  assistance.request-resources =chair to=["XAA"]  refused move-author assistance/move/7
2027-03-01 09:02  XAF  assistance.foresee =notice to=["XAA"]  opened; stage foreseen
2027-03-01 09:03  XAA  assistance.reply on notice re notice as replies  refused move-stage assistance/move/8
2027-03-01 09:04  XAA  assistance.request on notice to=["XAB"] small-state=not-stated  refused move-author assistance/move/6
2027-03-01 09:05  XAA  assistance.withdraw on notice  refused move-author assistance/move/21
2027-03-01 09:06  XAF  assistance.request =request on notice to=["XAA"] small-state=not-stated needs=[{"item":"1","text":{"en":"Fuel"},"kind":"other"}]  stage requested; asked reply of XAA
2027-03-01 09:07  XAF  assistance.announce on notice re request/1 as supports  refused move-author assistance/move/9
2027-03-01 09:08  XAA  assistance.announce on notice  refused move-reference assistance/move/9
2027-03-01 09:09  XAA  assistance.announce on notice re notice as supports  refused move-require assistance/move/9/require/0
2027-03-01 09:10  XAA  assistance.commit on notice re request/1 as supports re request/1 as supports  refused move-reference assistance/move/11
2027-03-01 09:10:30  XAA  assistance.commit on notice re request/1 as supports conditional=yes  refused move-require assistance/move/10/require/1
2027-03-01 09:11  XAA  assistance.deliver =delivery on notice re request/1 as supports  asked acknowledgement of XAF
2027-03-01 09:12  XAA  assistance.acknowledge on notice re delivery as replies re request/1 as supports  refused move-author assistance/move/14
2027-03-01 09:13  XAF  assistance.acknowledge on notice re delivery as replies  refused move-reference assistance/move/14
2027-03-01 09:14  XAA  assistance.answer-conditions on notice  refused move-author assistance/move/12
2027-03-01 09:15  XAA  assistance.reply on notice re delivery as replies  refused move-require assistance/move/8/require/0
2027-03-01 09:16  XAA  assistance.remind on notice re request as follows to=["XAF"]  refused move-author assistance/move/16
2027-03-01 09:17  XAA  assistance.extend on notice until=2027-12-31  refused move-author assistance/move/18
2027-03-01 09:18  XAF  assistance.extend on notice until=2027-02-28  refused move-require assistance/move/18/require/0
2027-03-01 09:18:30  XAF  assistance.renew on notice until=2027-12-31  refused move-stage assistance/move/19
2027-03-01 09:19  XAF  assistance.complete on notice  stage complete
2027-03-01 09:20  XAA  assistance.announce on notice re request/1 as supports  refused move-stage assistance/move/9
2027-03-01 09:21  XAF  assistance.withdraw on notice  refused move-stage assistance/move/22
