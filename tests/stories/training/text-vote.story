# A recorded vote on request: quorum and two thirds exactly; the chair confirms.
rules  training
title  ar  تصويت مسجل يُطلب: النصاب والثلثان
title  en  A recorded vote on request: the quorum and two thirds
title  fr  Un vote enregistré sur demande : le quorum et les deux tiers
2027-01-03 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
2027-01-03 10:00  CHAIR  text.open-vote on draft re draft as follows until=2027-01-05T12:00:00Z  refused move-require text/move/16/require/0
2027-01-03 11:00  XAB  text.request-vote on draft re draft as follows  nothing
2027-01-03 12:00  CHAIR  text.open-vote =vote on draft re draft as follows until=2027-01-05T12:00:00Z  stage voting
2027-01-04 09:00  XAA  text.vote on draft re vote as follows vote=yes  counted votes 1
2027-01-04 09:01  XAB  text.vote on draft re vote as follows vote=yes  counted votes 2
2027-01-04 09:02  XAC  text.vote on draft re vote as follows vote=yes  counted votes 3
2027-01-04 09:03  XAD  text.vote on draft re vote as follows vote=yes  counted votes 4
2027-01-04 09:04  XAE  text.vote on draft re vote as follows vote=no  counted votes 4
2027-01-04 09:05  XAF  text.vote on draft re vote as follows vote=no  counted votes 4
2027-01-04 09:06  XAG  text.vote on draft re vote as follows vote=abstain  counted votes 4
2027-01-04 09:07  XAH  text.vote on draft re vote as follows vote=yes  counted votes 5
# A state changes its vote: the newest counts, so that seven take part before the eighth.
2027-01-04 09:08  XAH  text.vote on draft re vote as follows vote=abstain  counted votes 4
2027-01-05 14:59:59.999  -  -  nothing
2027-01-05 15:00  -  -  reached votes; stage carried
2027-01-05 15:01  XAI  text.vote on draft re vote as follows vote=no  refused move-stage text/move/17
2027-01-06 09:00  CHAIR  text.confirm on draft re vote as follows symbol="3/53-P"  stage adopted; closed
