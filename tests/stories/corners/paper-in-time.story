rules  corners
title  en  An objection that came on paper in time breaks the silence when it is entered after it

2027-01-04 09:00  XAA  text.table =draft                                            opened; stage tabled
2027-01-04 09:00  CHAIR  text.silence =s on draft until="2027-01-06 09:00"           stage silence
# Came at the last second in time; entered the next day, while the file waits.
2027-01-07 09:00  REGISTRY for XAB at 2027-01-06 08:59:59 by post  text.object on draft   stages elapsed, tabled
2027-01-08 09:00  CHAIR  text.silence on draft until="2027-01-10 09:00"              stage silence
# Came at the instant itself: too late, and without effect; paper is never refused for that.
2027-01-11 09:00  REGISTRY for XAB at 2027-01-10 09:00 by post  text.object on draft   stage elapsed; no effect move-require
2027-01-11 10:00  CHAIR  text.confirm on draft                                       stage adopted; closed
# In time, but the file waits no more.
2027-01-11 11:00  REGISTRY for XAB at 2027-01-09 09:00 by post  text.object on draft   no effect move-stage
# While the silence runs, paper counts from its stamp like everything else.
2027-01-12 09:00  XAA  text.table =other                                            other: opened; stage tabled
2027-01-12 09:00  CHAIR  text.silence on other until="2027-01-14 09:00"              other: stage silence
2027-01-13 09:00  REGISTRY for XAC,XAD at 2027-01-12 09:00 by post  text.object on other   other: stage tabled
# Not its own registry.
2027-01-13 09:00  XAB for XAC at 2027-01-12 09:00 by post  text.object on other      refused received-not-allowed
2027-01-13 09:00  REGISTRY for XAC at 2027-01-14 09:00 by post  text.object on other   refused received-later
2027-01-13 09:00  REGISTRY for XAC at 2027-01-12 09:00 by pigeon  text.object on other   refused via-unknown
