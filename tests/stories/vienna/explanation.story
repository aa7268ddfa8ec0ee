# A request explained within 48 hours, a meeting, support by twelve, a meeting of all, settled.
rules  vienna
title  ar  إيضاح نشاط عسكري غير معتاد
title  en  An unusual military activity is explained
title  fr  Une activité militaire inhabituelle est expliquée
2027-03-01 09:00  XAA  explanation.request =request of=XAB                     opened; stage requested; asked explanation of XAB by 2027-03-03 09:00
2027-03-01 09:30  XAC  explanation.reply on request                            refused move-author explanation/move/1
2027-03-03 08:59:59.999  XAB  explanation.reply on request                     stage explained; answered explanation by XAB
2027-03-03 10:00  XAC  explanation.ask-meeting on request                      refused move-author explanation/move/3
2027-03-03 10:01  XAA  explanation.ask-meeting =ask on request                 stage meeting-asked; asked meeting of CHAIR by 2027-03-05 10:01
2027-03-03 11:00  CHAIR  explanation.convene on request opens=2027-03-05T09:01:01Z  refused move-require
2027-03-03 11:01  CHAIR  explanation.convene on request opens=2027-03-03T10:00:59Z  refused move-require
2027-03-03 11:02  CHAIR  explanation.convene on request opens=2027-03-05T09:01:00Z  stage convened; answered meeting by CHAIR
2027-03-05 12:00  XAB  explanation.seek-support on request                     refused move-author explanation/move/7
2027-03-05 12:00:00.001  XAA  explanation.seek-support =proposal on request    stage support
2027-03-05 13:00  XAA  explanation.support on request                          refused move-author explanation/move/8
2027-03-05 13:01  XAC  explanation.support on request                          counted support 1
2027-03-05 13:02  XAC  explanation.support on request                          counted support 1
2027-03-05 13:03  XAD,XAE  explanation.support =joint on request               counted support 3
2027-03-05 13:04  XAF  explanation.support =foxtrot on request                 counted support 4
2027-03-05 13:05  XAG  explanation.support on request                          counted support 5
2027-03-05 13:06  XAH  explanation.support on request                          counted support 6
2027-03-05 13:07  XAI  explanation.support on request                          counted support 7
2027-03-05 13:08  XAJ  explanation.support on request                          counted support 8
2027-03-05 13:09  XAK  explanation.support on request                          counted support 9
2027-03-05 13:10  XAL  explanation.support on request                          counted support 10
2027-03-05 13:11  XAM  explanation.support on request                          counted support 11
2027-03-05 13:12  XAG  explanation.withdraw-support on request re foxtrot as withdraws  nothing
2027-03-05 13:13  XAF  explanation.withdraw-support on request re foxtrot as withdraws  nothing
2027-03-06 09:00  REGISTRY for XAN at 2027-03-06 08:00 by fax  explanation.support on request re proposal as supports  counted support 11
2027-03-07 12:00  XAO  explanation.support on request                          counted support 12; reached support; stage supported; asked meeting-of-all of CHAIR by 2027-03-09 12:00
2027-03-07 12:00:00.001  XAP  explanation.support on request                   refused move-stage explanation/move/8
2027-03-07 13:00  XAB  explanation.reply on request                            answered explanation by XAB
2027-03-07 14:00  CHAIR  explanation.summon on request opens=2027-03-07T12:59:59Z  refused move-require explanation/move/10/require/1
2027-03-07 14:01  CHAIR  explanation.summon on request opens=2027-03-09T09:00:00Z  stage summoned; answered meeting-of-all by CHAIR
2027-03-10 09:00  XAB  explanation.settle on request                           refused move-author explanation/move/12
2027-03-10 09:01  XAA  explanation.settle on request                           stage settled; closed
2027-03-11 09:00  XAB  explanation.statement on request                        nothing
2027-03-11 09:01  XAB  explanation.reply on request                            refused move-stage explanation/move/2
