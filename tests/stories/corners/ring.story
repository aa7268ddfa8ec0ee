rules  corners
title  en  Stages that lead to one another at one instant end after sixteen, and the file rests

2027-01-04 09:00  XAA  ring.start =one                                               opened; stage still
2027-01-04 10:00  XAA  ring.turn on one   stages here, there, here, there, here, there, here, there, here, there, here, there, here, there, here, there, here
# It rests until its next act.
2027-02-04 10:00  -  -                                                               nothing
2027-02-04 10:00  XAA  ring.turn on one   stages here, there, here, there, here, there, here, there, here, there, here, there, here, there, here, there, here
