rules  corners
title  en  Supports in 48 hours: reached by the act that reaches it, before the instant

2027-01-04 09:00  XAA  request.make =one                                             opened; stage requested
# Its own author does not count, nor does a second of the same.
2027-01-04 10:00  XAA  request.support on one                                        nothing
2027-01-05 09:00  XAB  request.support on one                                        counted support 1
2027-01-06 08:59:59.998  XAB  request.support on one                                 counted support 1
2027-01-06 08:59:59.999  XAC  request.support on one    counted support 2; reached support; stage convened; asked explain of XAA by 2027-01-08 08:59:59.999
2027-01-06 09:00  XAD  request.support on one                                        refused move-stage request/move/1
# The same, one millisecond later: it has lapsed before the second support is judged.
2027-01-10 09:00  XAA  request.make =two                                             two: opened; stage requested
2027-01-11 09:00  XAB  request.support on two                                        counted support 1
2027-01-12 09:00  XAC  request.support on two    not reached support; two: stage lapsed; closed; refused move-stage
# Two authors of one act are two.
2027-01-12 09:00  XAB  request.make =three                                           three: opened; stage requested
2027-01-12 10:00  XAC,XAD  request.support on three    counted support 2; reached support; three: stage convened; asked explain of XAB by 2027-01-14 10:00
