rules  corners
title  en  A date becomes an instant at its end: the first instant of the next day

2027-03-08 12:00  XAA  day.open =one from=2027-03-09                                 opened; stage before
2027-03-09 23:59:59.999  XAB  day.end on one                                         refused move-require day/move/1/require/0
2027-03-09 23:59:59.999  -  -                                                        nothing
2027-03-10 00:00  -  -                                                               stage after
# Two working days after the 9th, over two holidays and a weekend, is Monday the 15th: it ends at the 16th's first instant.
2027-03-15 23:59:59.999  -  -                                                        nothing
2027-03-16 00:00  -  -                                                               stage later
2027-03-16 00:00  XAB  day.end on one                                                stage ended; closed
# At the year's end, and over a leap day.
2027-12-30 12:00  XAA  day.open =two from=2027-12-31                                 two: opened; stage before
2027-12-31 23:59:59.999  -  -                                                        nothing
2028-01-01 00:00  -  -                                                               two: stage after
2028-02-28 12:00  XAA  day.open =three from=2028-02-28                               three: opened; two: stage later; three: stage before
2028-02-29 00:00  -  -                                                               three: stage after
# The 29th, Tuesday, is a holiday: Wednesday and Thursday are the two days.
2028-03-02 23:59:59.999  -  -                                                        nothing
2028-03-03 00:00  -  -                                                               three: stage later
