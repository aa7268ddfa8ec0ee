# Foreseen, notified on the forty-second day before, observed, held.
rules  vienna
title  ar  نشاط عسكري يُدعى إليه مراقبون
title  en  A military activity that is observed
title  fr  Une activité militaire observée
2027-11-15 09:00  XAA  activity.foresee =plan starts=2028-03-15 ends=2028-03-24 troops=14000      opened; stage foreseen; asked notice of XAA by 2028-02-02
2027-11-15 09:30  XAB  activity.notify on plan starts=2028-03-15 ends=2028-03-24 troops=14000     refused move-author activity/move/4
2028-02-02 23:59:59.999  XAA  activity.notify =notice on plan starts=2028-03-15 ends=2028-03-24 troops=14000  stage observed; answered notice by XAA; asked invitation of XAA by 2028-02-02
2028-02-03 10:00  XAA  activity.invite =invite on plan re notice as follows arrival=2028-03-14    answered invitation by XAA; asked answer of XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2028-02-23
2028-02-10 10:00  XAB  activity.answer on plan takes=yes observers=2                              answered answer by XAB
2028-02-10 11:00  XAC  activity.answer on plan takes=no                                           answered answer by XAC
2028-02-10 12:00  XAA  activity.answer on plan takes=no                                           refused move-author activity/move/11
2028-02-11 12:00  XAB  activity.report on plan                                                    refused move-stage activity/move/12
2028-03-10 12:00  XAD  activity.answer on plan takes=yes observers=1                              answered answer by XAD
2028-03-14 23:59:59.999  -  -                                                                     nothing
2028-03-15 00:00  -  -                                                                            stage under-way
2028-03-16 09:00  XAB  activity.report on plan                                                    nothing
2028-03-16 09:01  XAA  activity.report on plan                                                    refused move-author activity/move/12
2028-03-24 23:59:59.999  -  -                                                                     nothing
2028-03-25 00:00  -  -                                                                            stage ended; released answer; closed
2028-04-02 09:00  XAD  activity.report on plan                                                    nothing
2028-04-02 09:01  XAD  activity.answer on plan takes=no                                           refused move-stage activity/move/11
