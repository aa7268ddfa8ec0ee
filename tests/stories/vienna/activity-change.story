# A notified activity changes: more troops, fewer, other days; the clock follows the newest notice.
rules  vienna
title  en  Military activities: changes
2027-03-01 09:00  XAA  activity.notify =notice starts=2027-06-01 ends=2027-06-05 troops=10000                  opened; stage notified
2027-03-02 09:00  XAB  activity.change on notice re notice as amends starts=2027-06-01 ends=2027-06-05 troops=10000   refused move-author activity/move/9
2027-03-02 09:01  XAA  activity.change on notice starts=2027-06-01 ends=2027-06-05 troops=13000 re notice as follows  refused move-reference activity/move/9
2027-03-02 09:02  XAA  activity.change on notice re notice as amends starts=2027-06-05 ends=2027-06-01 troops=13000   refused move-require activity/move/9/require/0
2027-03-03 09:00  XAA  activity.change =more on notice re notice as amends starts=2027-06-08 ends=2027-06-12 troops=13000  stage observed; asked invitation of XAA by 2027-04-27
2027-03-04 09:00  XAA  activity.change =same on notice re more as amends starts=2027-06-10 ends=2027-06-12 troops=15000    nothing
2027-03-05 09:00  XAA  activity.change =fewer on notice re same as amends starts=2027-06-10 ends=2027-06-12 troops=12999   stage notified; released invitation
2027-03-06 09:00  XAA  activity.invite on notice re fewer as follows arrival=2027-06-09                       refused move-stage activity/move/10
2027-03-06 10:00  XAA  activity.change on notice re fewer as amends re same as amends starts=2027-06-10 ends=2027-06-14 troops=500  refused move-reference activity/move/9
2027-03-07 09:00  XAA  activity.change on notice re fewer as amends starts=2027-06-10 ends=2027-06-14 troops=500  stage notified
2027-06-01 00:00  -  -                                                                                        nothing
2027-06-09 23:59:59.999  -  -                                                                                 nothing
2027-06-10 00:00  XAA  activity.change on notice re fewer as amends starts=2027-06-20 ends=2027-06-22 troops=500  stage under-way; refused move-stage activity/move/9
2027-06-10 09:00  XAA  activity.cancel on notice                                                              refused move-stage activity/move/13
2027-06-15 00:00  -  -                                                                                        stage ended; closed
2027-07-01 09:00  XAC  activity.foresee =other starts=2027-12-01 ends=2027-12-02 troops=9000                  opened; stage foreseen; asked notice of XAC by 2027-10-20
2027-07-01 09:01  XAD  activity.cancel on other                                                               refused move-author activity/move/13
2027-07-02 09:00  XAC  activity.inform on other starts=2027-12-01 ends=2027-12-02 troops=4000                 stage notified; answered notice by XAC
2027-07-03 09:00  XAC  activity.cancel on other                                                               stage cancelled; closed
2027-12-03 09:00  -  -                                                                                        nothing
