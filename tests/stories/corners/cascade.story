rules  corners
title  en  What follows at one instant follows at once, and at the instant, not at the entry

2027-01-04 09:00  XAA  chain.start =one at="2027-01-05 09:00"                        opened; stage waiting
2027-01-05 08:59:59.999  -  -                                                        nothing
2027-01-05 09:00  -  -                                                               stages first, second, third
# A day after the instant at which `third` was entered, not after the entry that showed it.
2027-01-06 08:59:59.999  -  -                                                        nothing
2027-01-06 09:00  -  -                                                               stage done; closed
# Everything in one line, when nothing is registered in between.
2027-01-07 09:00  XAA  chain.start =two at="2027-01-08 09:00"                        two: opened; stage waiting
2027-01-20 09:00  -  -                                                               two: stages first, second, third, done; closed
# An instant that had passed already: with the act.
2027-01-20 09:00  XAA  chain.start =three at="2027-01-01 09:00"                      three: opened; stages waiting, first, second, third
2027-01-20 10:00  XAB  chain.again on three                                          three: stages waiting, first, second, third
# The time since `third` was entered runs anew.
2027-01-21 09:30  -  -                                                               nothing
2027-01-21 10:00  -  -                                                               three: stage done; closed
