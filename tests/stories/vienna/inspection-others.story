# Not received, withdrawn, and a reply that comes when the time of entry has passed.
rules  vienna
title  en  Inspections that end otherwise
2027-05-03 09:00  XAA  inspection.request =one of=XAB starts=2027-05-05T09:00:00Z      opened; stage requested; asked reply of XAB by 2027-05-04 09:00
2027-05-03 20:00  XAB  inspection.reply on one answer=no reason=quota                  stage not-received; answered reply by XAB; closed
2027-05-03 21:00  XAB  inspection.reply on one answer=yes                              refused move-stage inspection/move/1
2027-06-01 09:00  XAC  inspection.request =two of=XAD starts=2027-06-03T09:00:00Z      opened; stage requested; asked reply of XAD by 2027-06-02 09:00
2027-06-01 10:00  XAC  inspection.withdraw on two                                      stage withdrawn; released reply; closed
2027-07-01 09:00  XAC  inspection.request =three of=XAD starts=2027-07-03T09:00:00Z    opened; stage requested; asked reply of XAD by 2027-07-02 09:00
2027-07-06 09:00  XAD  inspection.reply on three answer=yes                            stages agreed, under-way, ended; answered reply by XAD; asked report of XAC by 2027-07-20 09:00
2027-07-20 09:00  XAC  inspection.report on three                                      answered report by XAC; closed
2027-08-01 09:00  XAC  inspection.request =four of=XAD starts=2027-08-03T08:00:00Z     opened; stage requested; asked reply of XAD by 2027-08-02 09:00
2027-08-03 09:00  XAD  inspection.reply on four answer=yes                             stages agreed, under-way; answered reply by XAD
2027-08-05 09:00  -  -                                                                 stage ended; asked report of XAC by 2027-08-19 09:00
