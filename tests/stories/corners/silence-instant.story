rules  corners
title  en  A silence ends at its instant: one millisecond before it is still time, at it no longer

2027-01-04 09:00  XAA  text.table =one                                              opened; stage tabled
2027-01-04 09:00  CHAIR  text.silence =one-s on one until="2027-01-06 09:00"         one: stage silence
2027-01-04 09:00  XAA  text.table =two                                              two: opened; stage tabled
2027-01-04 09:00  CHAIR  text.silence =two-s on two until="2027-01-06 09:00"         two: stage silence
# One millisecond before: the objection breaks the silence.
2027-01-06 08:59:59.999  XAB  text.object on one                                     one: stage tabled
2027-01-06 08:59:59.999  -  -                                                        nothing
# At the instant the time has passed before the act is judged.
2027-01-06 09:00  XAB  text.object on two   two: stage elapsed; refused move-require text/move/2/require/0
2027-01-06 09:00:00.001  CHAIR  text.confirm on two                                  two: stage adopted; closed
# Broken, and opened anew: another instant.
2027-01-06 09:00:00.001  CHAIR  text.silence on one until="2027-01-06 09:00:01"      one: stage silence
2027-01-06 09:00:01.001  -  -                                                        one: stage elapsed
# An end that lies in the past passes with the act that sets it.
2027-01-06 10:00  XAA  text.table =three                                             three: opened; stage tabled
2027-01-06 10:00  CHAIR  text.silence on three until="2027-01-06 09:59"              three: stages silence, elapsed
