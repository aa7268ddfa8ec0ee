# Without a quorum, and one short of two thirds: not carried; the chair declares it, or defers the text.
rules  training
title  ar  تصويت مسجل لا يبلغ النصاب أو الأغلبية
title  en  A recorded vote without quorum or majority
title  fr  Un vote enregistré sans quorum ou sans majorité
2027-01-03 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
2027-01-03 11:00  XAB  text.request-vote on draft re draft as follows  nothing
2027-01-03 12:00  CHAIR  text.open-vote =vote on draft re draft as follows until=2027-01-05T12:00:00Z  stage voting
2027-01-04 09:00  XAA  text.vote on draft re vote as follows vote=yes  counted votes 1
2027-01-04 09:01  XAB  text.vote on draft re vote as follows vote=yes  counted votes 2
2027-01-05 15:00  -  -  not reached votes; stage not-carried
2027-01-06 09:00  CHAIR  text.defer =deferral on draft until=ICFM/54  stage deferred
2027-02-01 09:00  CHAIR  text.resume on draft  stage tabled
2027-02-01 10:00  CHAIR  text.open-vote =second on draft re draft as follows until=2027-02-02T12:00:00Z  stage voting
2027-02-01 11:00  XAA  text.vote on draft re second as follows vote=yes  counted votes 1
2027-02-01 11:01  XAB  text.vote on draft re second as follows vote=yes  counted votes 2
2027-02-01 11:02  XAC  text.vote on draft re second as follows vote=yes  counted votes 3
2027-02-01 11:03  XAD  text.vote on draft re second as follows vote=no  counted votes 3
2027-02-01 11:04  XAE  text.vote on draft re second as follows vote=no  counted votes 3
2027-02-01 11:05  XAF  text.vote on draft re second as follows vote=abstain  counted votes 3
2027-02-01 11:06  XAG  text.vote on draft re second as follows vote=abstain  counted votes 3
2027-02-01 11:07  XAH  text.vote on draft re second as follows vote=abstain  counted votes 3
2027-02-02 15:00  -  -  not reached votes; stage not-carried
2027-02-03 09:00  XAA  text.explain on draft text="Why we voted so"  nothing
2027-02-03 10:00  CHAIR  text.not-adopt on draft  stage not-adopted; closed
2027-02-04 10:00  XAB  text.explain on draft text="Why we did"  nothing
