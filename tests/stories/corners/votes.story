rules  corners
title  en  A vote is judged at its instant; the newest ballot of each counts; withdrawn ones do not

2027-01-04 09:00  XAA  text.table =draft                                             opened; stage tabled
2027-01-04 09:00  CHAIR  vote.call =call on draft closes="2027-01-06 09:00"          stage voting
2027-01-05 09:00  XAA  vote.ballot on draft choice=yes                               counted ballots 1
2027-01-05 09:00  XAB  vote.ballot =b on draft choice=yes                            counted ballots 2
2027-01-05 10:00  XAB  vote.ballot =b2 on draft choice=no                            counted ballots 1
2027-01-05 10:00  XAC  vote.ballot =c on draft choice=no                             counted ballots 1
2027-01-05 11:00  XAC  vote.take-back on draft re c as withdraws                     nothing
# One yes, one no: not more than half.
2027-01-06 09:00  -  -                                                               not reached ballots; stage rejected; closed
# Again, with the quorum of half of four.
2027-01-07 09:00  XAA  text.table =next                                              next: opened; stage tabled
2027-01-07 09:00  CHAIR  vote.call on next closes="2027-01-08 09:00"                 next: stage voting
2027-01-07 10:00  XAA  vote.ballot on next choice=yes                                counted ballots 1
2027-01-08 08:59:59.999  XAB  vote.ballot on next choice=abstain                     counted ballots 1
2027-01-08 09:00  XAC  vote.ballot on next choice=no    reached ballots; next: stage adopted; closed; refused move-stage
# No quorum: one of four.
2027-01-09 09:00  XAA  text.table =last                                              last: opened; stage tabled
2027-01-09 09:00  CHAIR  vote.call on last closes="2027-01-10 09:00"                 last: stage voting
2027-01-09 10:00  XAA  vote.ballot on last choice=yes                                counted ballots 1
2027-01-10 09:00  -  -                                                               not reached ballots; last: stage rejected; closed
