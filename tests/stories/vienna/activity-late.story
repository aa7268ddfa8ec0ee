# A notice is taken whenever it comes: after the day, on the first day, when all is over.
rules  vienna
title  en  Military activities: notices that come late
2027-04-01 09:00  XAA  activity.foresee =plan starts=2027-06-01 ends=2027-06-03 troops=9500   opened; stage foreseen; asked notice of XAA by 2027-04-20
2027-04-21 00:00  -  -                                                                        nothing
2027-05-20 09:00  XAA  activity.notify on plan starts=2027-06-01 ends=2027-06-03 troops=9500  stage notified; answered notice by XAA
2027-06-02 09:00  -  -                                                                        stage under-way
2027-06-04 00:00  -  -                                                                        stage ended; closed
2027-07-02 09:00  XAB  activity.notify starts=2027-07-01 ends=2027-07-03 troops=9000          opened; stages notified, under-way
2027-07-04 00:00  -  -                                                                        stage ended; closed
2027-07-10 09:00  XAB  activity.notify starts=2027-07-05 ends=2027-07-09 troops=9000          opened; stages notified, under-way, ended; closed
2027-07-10 09:01  XAB  activity.notify starts=2027-07-05 ends=2027-07-09 troops=20000         opened; stages observed, under-way, ended; asked invitation of XAB by 2027-05-24; released invitation; closed
# The end of the last day, exactly.
2027-07-21 00:00  XAC  activity.notify starts=2027-07-20 ends=2027-07-20 troops=9000          opened; stages notified, under-way, ended; closed
2027-07-21 23:59:59.999  XAC  activity.notify =one starts=2027-07-21 ends=2027-07-21 troops=9000  opened; stages notified, under-way
2027-07-22 00:00  -  -                                                                        stage ended; closed
