# What is refused once a text is carried, adopted, not adopted or on record.
rules  training
title  ar  مراسلات لا تُقبل بعد البت
title  en  What is not received after the decision
title  fr  Ce qui n’est pas reçu après la décision
2027-01-03 09:00  XAA  text.table =draft title="On security" actions=[{"item":"1","text":{"en":"Report"},"addressees":["XAB"],"character":"decision","due":"2027-12-15"}]  opened; stage tabled
2027-01-03 09:01  XAB  text.request-vote on draft re draft as follows  nothing
2027-01-03 09:02  CHAIR  text.open-vote =first on draft re draft as follows until=2027-01-04T06:00:00Z  stage voting
2027-01-04 09:00  -  -  not reached votes; stage not-carried
2027-01-04 09:01  CHAIR  text.defer on draft  stage deferred
2027-01-04 09:02  CHAIR  text.resume on draft  stage tabled
2027-01-04 09:03  CHAIR  text.open-vote =vote on draft re draft as follows until=2027-01-05T06:00:00Z  stage voting
2027-01-04 10:00  XAA  text.vote on draft re vote as follows vote=yes  counted votes 1
2027-01-04 10:01  XAB  text.vote on draft re vote as follows vote=yes  counted votes 2
2027-01-04 10:02  XAC  text.vote on draft re vote as follows vote=yes  counted votes 3
2027-01-04 10:03  XAD  text.vote on draft re vote as follows vote=yes  counted votes 4
2027-01-04 10:04  XAE  text.vote on draft re vote as follows vote=yes  counted votes 5
2027-01-04 10:05  XAF  text.vote on draft re vote as follows vote=yes  counted votes 6
2027-01-04 10:06  XAG  text.vote on draft re vote as follows vote=yes  counted votes 7
2027-01-04 10:07  REGISTRY for XAH at 2027-01-04 09:30 by by-hand  text.vote on draft re vote as follows vote=yes  counted votes 8
2027-01-05 09:00  -  -  reached votes; stage carried
2027-01-05 09:01  XAA  text.confirm on draft re vote as follows  refused move-author text/move/18
2027-01-05 09:02  CHAIR  text.confirm on draft re first as follows re vote as follows  refused move-reference text/move/18
2027-01-05 09:03  CHAIR  text.confirm on draft re first as follows  refused move-require text/move/18/require/0
2027-01-05 09:04  CHAIR  text.confirm on draft re vote as follows  stage adopted; asked follow-up/1 of XAB by 2027-12-15
2027-01-05 10:00  XAB  text.amend on draft re draft as amends amendments=[{"item":"1","change":"delete"}]  refused move-stage text/move/13
2027-01-05 10:01  XAA  text.withdraw on draft  refused move-stage text/move/22
2027-01-05 10:02  XAA  action.remind on draft re draft/1 as follows  refused move-author text/move/27
2027-01-05 10:03  XAB  action.release on draft re draft/1 as releases  refused move-author text/move/28
2027-01-05 10:04  CHAIR  action.release on draft  refused move-reference text/move/28
2027-01-05 10:05  XAA  text.review on draft  refused move-author text/move/30
2027-01-05 10:06  ARCHIVE  action.record on draft  refused move-stage text/move/29
2027-01-06 09:00  ARCHIVE  text.record =text  opened; stage recorded; closed
2027-01-06 09:01  XAA  action.record on text  refused move-author text/move/29
2027-01-06 09:02  XAA  text.explain on text text="A text on record"  refused move-stage text/move/24
