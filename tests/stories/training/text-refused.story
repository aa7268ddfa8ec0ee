# What the rules of texts refuse, one line each.
rules  training
title  ar  مراسلات لا تقبلها لائحة النصوص
title  en  What the rules of texts do not receive
title  fr  Ce que le règlement des textes ne reçoit pas
2027-01-03 09:00  XAA  text.record  refused move-author text/move/0
2027-01-03 09:01  XOA  text.inscribe  refused move-author text/move/1
2027-01-03 09:02  XOA  text.table  refused move-author text/move/2
2027-01-03 09:03  XAA,XOA  text.table  refused move-author text/move/2
2027-01-03 09:04  CHAIR  text.adopt  refused matter-required
2027-01-03 10:00  XAA  text.inscribe =item title="Security"  opened; stage inscribed
2027-01-03 10:01  XOA  text.table on item  refused move-author text/move/3
2027-01-03 10:02  CHAIR  text.adopt on item  refused move-stage text/move/11
2027-01-03 10:03  CHAIR  note.reply on item  refused move-form
2027-01-03 11:00  XAA  text.table =draft on item title="On security" paragraphs=[{"item":"1","text":{"en":"Security"}}]  stage tabled
2027-01-03 11:01  XAB  text.table on item  refused move-author text/move/4
2027-01-03 11:02  XOA  text.amend on item re draft as amends amendments=[{"item":"1","change":"delete"}]  refused move-author text/move/6
2027-01-03 11:03  XAB  text.amend on item re draft/1 as amends amendments=[{"item":"1","change":"delete"}]  refused move-reference text/move/6
2027-01-03 12:00  XAA  text.table =revised on item title="On security, revised"  nothing
2027-01-03 12:01  XAB  text.amend on item re draft as amends amendments=[{"item":"1","change":"delete"}]  refused move-require text/move/6/require/0
2027-01-03 12:02  CHAIR  text.refer on item re draft as follows committee="First committee"  refused move-require text/move/7/require/0
2027-01-03 12:03  XAA  text.refer on item re revised as follows committee="First committee"  refused move-author text/move/7
2027-01-03 12:04  CHAIR  text.agree on item re draft as follows  refused move-require text/move/9/require/0
2027-01-03 12:05  CHAIR  text.adopt on item re draft as follows  refused move-require text/move/11/require/0
2027-01-03 12:06  XAA  text.adopt on item re revised as follows  refused move-author text/move/11
2027-01-03 12:07  CHAIR  text.open-silence on item re draft as follows until=2027-01-06T06:00:00Z  refused move-require text/move/12/require/1
2027-01-03 12:08  CHAIR  text.open-silence on item re revised as follows until=2027-01-03T09:08:00Z  refused move-require text/move/12/require/0
2027-01-03 12:09  XAA  text.open-silence on item re revised as follows until=2027-01-06T06:00:00Z  refused move-author text/move/12
2027-01-03 12:10  XAB  text.request-vote on item re draft as follows  refused move-require text/move/15/require/0
2027-01-03 12:11  XOA  text.request-vote on item re revised as follows  refused move-author text/move/15
2027-01-03 12:12  CHAIR  text.open-vote on item re revised as follows until=2027-01-06T06:00:00Z  refused move-require text/move/16/require/0
2027-01-03 12:13  XOA  text.reserve on item text="Not a member"  refused move-author text/move/23
2027-01-03 12:14  CHAIR  text.explain on item text="Not a state"  refused move-author text/move/24
2027-01-03 12:15  XAA  text.not-adopt on item  refused move-author text/move/19
2027-01-03 12:16  XAA  text.defer on item  refused move-author text/move/20
2027-01-03 12:17  XAB  text.withdraw on item  refused move-author text/move/22
2027-01-03 12:18  XAB  action.inform on item progress=done  refused move-stage text/move/26
# In committee.
2027-01-03 12:50  CHAIR  text.refer =first-referral on item re revised as follows committee="Committee"  stage committee
2027-01-03 12:51  CHAIR  text.committee-report on item re first-referral as replies outcome=no-agreement  stage tabled
2027-01-03 13:00  CHAIR  text.refer =referral on item re revised as follows committee="First committee"  stage committee
2027-01-03 13:01  EXPERTS  text.committee-report on item re referral as replies outcome=adopt  refused move-author text/move/8
2027-01-03 13:02  CHAIR  text.committee-report on item re referral as replies re first-referral as replies outcome=adopt  refused move-reference text/move/8
2027-01-03 13:03  CHAIR  text.committee-report on item re referral as replies outcome=adopt  stage tabled
2027-01-03 13:04  CHAIR  text.refer =second on item re revised as follows committee="Second committee"  stage committee
2027-01-03 13:05  CHAIR  text.committee-report on item re referral as replies outcome=adopt  refused move-require text/move/8/require/0
# Agreed ad referendum.
2027-01-03 13:50  CHAIR  text.committee-report on item re second as replies outcome=no-agreement  stage tabled
2027-01-03 13:51  CHAIR  text.agree =first-agreed on item re revised as follows  stage agreed
2027-01-03 13:52  CHAIR  text.resume on item  stage tabled
2027-01-03 14:00  CHAIR  text.agree =agreed on item re revised as follows  stage agreed
2027-01-03 14:01  XOA  text.approve on item re agreed as replies outcome=confirmed  refused move-author text/move/10
2027-01-03 14:02  XAB  text.approve on item re agreed as replies re first-agreed as replies outcome=confirmed  refused move-reference text/move/10
2027-01-03 14:03  XAA  text.resume on item  refused move-author text/move/21
2027-01-03 14:04  CHAIR  text.resume on item  stage tabled
2027-01-03 14:05  CHAIR  text.agree =again on item re revised as follows  stage agreed
2027-01-03 14:06  XAB  text.approve on item re agreed as replies outcome=confirmed  refused move-require text/move/10/require/0
# The silence procedure.
2027-01-03 15:00  CHAIR  text.open-silence =silence on item re revised as follows until=2027-01-06T06:00:00Z  stage silence
2027-01-03 15:01  XOA  text.object on item re silence as follows  refused move-author text/move/13
2027-01-03 15:03  CHAIR  text.confirm on item re silence as follows  refused move-stage text/move/18
2027-01-03 15:04  XAB  text.object on item re silence as follows  stage tabled
2027-01-03 15:05  CHAIR  text.open-silence =second-silence on item re revised as follows until=2027-01-06T06:00:00Z  stage silence
2027-01-03 15:06  XAB  text.object on item re silence as follows  refused move-require text/move/13/require/1
2027-01-03 15:07  XAB  text.object on item re silence as follows re second-silence as follows  refused move-reference text/move/13
2027-01-06 09:00  -  -  stage elapsed
2027-01-06 09:01  XAB  text.object on item re second-silence as follows  refused move-require text/move/13/require/0
2027-01-08 00:00  XAA  text.confirm on item re second-silence as follows  refused move-author text/move/14
2027-01-08 00:01  CHAIR  text.confirm on item re silence as follows  refused move-require text/move/14/require/0
2027-01-08 00:02  CHAIR  text.confirm on item re silence as follows re second-silence as follows  refused move-reference text/move/14
2027-01-08 00:03  CHAIR  text.defer on item  stage deferred
2027-01-08 00:04  XAB  text.table on item  refused move-author text/move/5
2027-01-08 00:05  CHAIR  text.resume on item  stage tabled
# The recorded vote.
2027-01-09 09:00  XAB  text.request-vote on item re revised as follows  nothing
2027-01-09 09:01  CHAIR  text.open-vote on item re draft as follows until=2027-01-10T06:00:00Z  refused move-require text/move/16/require/1
2027-01-09 09:02  CHAIR  text.open-vote on item re revised as follows until=2027-01-09T06:02:00Z  refused move-require text/move/16/require/2
2027-01-09 09:03  XAB  text.open-vote on item re revised as follows until=2027-01-10T06:00:00Z  refused move-author text/move/16
2027-01-09 09:04  CHAIR  text.open-vote =vote on item re revised as follows until=2027-01-10T06:00:00Z  stage voting
2027-01-09 09:05  XOA  text.vote on item re vote as follows vote=no  refused move-author text/move/17
2027-01-09 09:07  XAA  text.withdraw on item  refused move-stage text/move/22
2027-01-10 09:00  -  -  not reached votes; stage not-carried
2027-01-10 09:01  CHAIR  text.confirm on item re vote as follows  refused move-stage text/move/18
2027-01-10 09:02  CHAIR  text.defer on item  stage deferred
2027-01-10 09:03  CHAIR  text.resume on item  stage tabled
2027-01-10 09:04  CHAIR  text.open-vote =second-vote on item re revised as follows until=2027-01-11T06:00:00Z  stage voting
2027-01-10 09:05  XAB  text.vote on item re vote as follows vote=no  refused move-require text/move/17/require/0
2027-01-10 09:06  XAB  text.vote on item re vote as follows re second-vote as follows vote=no  refused move-reference text/move/17
