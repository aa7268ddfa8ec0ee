# Each communication is about one need of this request; what is over, or is another's to say.
rules  training
title  ar  ما لا يتعلق باحتياج من احتياجات الطلب
title  en  What is about no need of the request, or not one’s own to say
title  fr  Ce qui ne vise aucun besoin de la demande, ou qu’il ne revient pas de dire
2027-03-01 09:00  XOA  assistance.foresee =pre to=["MEMBERS"]  refused move-author assistance/move/0
2027-03-01 09:01  ARCHIVE  text.record =decision kind=resolution  opened; stage recorded; closed
2027-03-01 09:02  XOA  assistance.request re decision as basis =a to=["XAA"] small-state=decision  refused move-author assistance/move/1
2027-03-01 09:03  XOA  assistance.request =b to=["XAA"] small-state=own-declaration  refused move-author assistance/move/3
2027-03-01 09:04  XAF  assistance.foresee =notice to=["MEMBERS"]  opened; stage foreseen
2027-03-01 09:05  XAA  assistance.request on notice re decision as basis to=["XAB"] small-state=decision  refused move-author assistance/move/2
2027-03-01 09:06  XAF  assistance.request on notice to=["XAB"] small-state=decision  refused move-reference assistance/move/2
2027-03-01 09:07  XAA  assistance.request on notice to=["XAB"] small-state=own-declaration  refused move-author assistance/move/4
2027-03-01 09:08  XAF  assistance.request on notice re notice/1 as follows to=["XAB"] small-state=own-declaration  refused move-reference assistance/move/4
2027-03-01 09:09  XAF  assistance.request on notice re notice/1 as follows to=["XAB"] small-state=not-stated  refused move-reference assistance/move/6
2027-03-01 09:10  XAF  assistance.request =request on notice to=["MEMBERS"] small-state=own-declaration needs=[{"item":"1","text":{"en":"Fuel"},"kind":"other"}]  stage requested; asked need-small-declared/1 of MEMBERS
2027-03-01 09:11  XAF  assistance.request on notice to=["XAB"] small-state=own-declaration  refused move-stage assistance/move/4
2027-03-01 09:12  XAF  assistance.reply on notice  refused move-author assistance/move/8
2027-03-01 09:13  XAA  assistance.reply on notice re request/1 as replies  refused move-reference assistance/move/8
2027-03-01 09:14  XAF  assistance.commit on notice re request/1 as supports conditional=no  refused move-author assistance/move/11
2027-03-01 09:15  XAF  assistance.commit on notice re request/1 as supports conditional=yes  refused move-author assistance/move/10
2027-03-01 09:16  XAA  assistance.commit on notice re notice as supports conditional=no  refused move-require assistance/move/11/require/0
2027-03-01 09:17  XAA  assistance.commit on notice re notice as supports conditional=yes  refused move-require assistance/move/10/require/0
2027-03-01 09:18  XAF  assistance.deliver on notice re request/1 as supports  refused move-author assistance/move/13
2027-03-01 09:19  XAA  assistance.deliver on notice re notice as supports  refused move-require assistance/move/13/require/0
2027-03-01 09:20  XAF  assistance.answer-conditions on notice re request as replies  refused move-reference assistance/move/12
2027-03-01 09:21  XAA  assistance.meet-need on notice re request/1 as releases  refused move-author assistance/move/15
2027-03-01 09:22  XAF  assistance.meet-need on notice  refused move-reference assistance/move/15
2027-03-01 09:23  XAF  assistance.meet-need on notice re notice as releases  refused move-require assistance/move/15/require/0
2027-03-01 09:24  SG  assistance.remind on notice to=["XAF"]  refused move-reference assistance/move/16
2027-03-01 09:25  XAA  assistance.complete on notice  refused move-author assistance/move/20
2027-03-01 09:26  XAA  assistance.withdraw on notice  refused move-author assistance/move/22
2027-03-01 09:27  XAF  assistance.extend on notice until=2027-03-01  stage extended
2027-03-02 00:00  -  -  stage ended; closed
2027-03-02 09:00  XAA  assistance.renew on notice until=2027-04-01  refused move-author assistance/move/19
2027-03-02 09:01  XAF  assistance.renew on notice until=2027-03-01  refused move-require assistance/move/19/require/0
2027-03-02 09:02  XAA  assistance.commit on notice re request/1 as supports conditional=no  refused move-stage assistance/move/11
2027-03-02 09:03  XAF  assistance.meet-need on notice re request/1 as releases  refused move-stage assistance/move/15
2027-03-02 09:04  SG  assistance.remind on notice re request as follows to=["XAF"]  refused move-stage assistance/move/16
2027-03-02 09:05  XAF  assistance.complete on notice  stage complete
2027-03-02 09:06  XAF  assistance.complete on notice  refused move-stage assistance/move/20
