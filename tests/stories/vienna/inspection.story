# An inspection: thirty-six hours, twenty-four, forty-eight.
rules  vienna
title  ar  تفتيش
title  en  An inspection
title  fr  Une inspection
2027-05-03 09:00  XAA  inspection.request =request of=XAB starts=2027-05-04T20:00:00Z  opened; stage requested; asked reply of XAB by 2027-05-04 09:00
2027-05-03 09:00:00.001  XAA  inspection.request of=XAB starts=2027-05-04T20:00:00Z    refused move-require inspection/move/0/require/0
2027-05-03 10:00  XAA  inspection.request of=XAA starts=2027-05-10T20:00:00Z           refused move-author inspection/move/0
2027-05-03 11:00  XAC  inspection.reply on request answer=yes                          refused move-author inspection/move/1
2027-05-03 12:00  XAB  inspection.reply on request answer=no                           refused move-require inspection/move/2/require/0
2027-05-04 09:00  XAB  inspection.reply on request answer=yes                          stage agreed; answered reply by XAB
2027-05-04 20:59:59.999  XAA  inspection.report on request                             refused move-stage inspection/move/4
2027-05-04 21:00  -  -                                                                 stage under-way
2027-05-06 20:59:59.999  XAA  inspection.withdraw on request                           refused move-stage inspection/move/3
2027-05-06 21:00  -  -                                                                 stage ended; asked report of XAA by 2027-05-20 21:00
2027-05-10 09:00  XAA  inspection.report =report on request                            answered report by XAA; closed
2027-05-12 09:00  XAB  inspection.comment on request                                   nothing
2027-05-12 09:01  XAC  inspection.comment on request                                   refused move-author inspection/move/5
