rules  corners
title  en  At one instant: by number of the file; in one file clocks before counts

# Three files whose instants are one: in the order in which they were opened.
2027-01-04 09:00  XAA  chain.start =one at="2027-01-08 09:00"                        one: opened; stage waiting
2027-01-04 09:00  XAA  text.table =two                                               two: opened; stage tabled
2027-01-04 09:00  CHAIR  text.silence on two until="2027-01-08 09:00"                two: stage silence
2027-01-04 09:00  XAB  day.open =three from=2027-01-07                               three: opened; stage before
2027-01-08 08:59:59.999  -  -                                                        three: stage after
2027-01-08 09:00  -  -                                                               stages first, second, third, elapsed
