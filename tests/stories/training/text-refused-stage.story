# What is refused because of where the text stands, and for naming two drafts at once.
rules  training
title  ar  مراسلات لا تُقبل في هذه المرحلة
title  en  What is not received at this stage
title  fr  Ce qui n’est pas reçu à ce stade
2027-01-03 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
2027-01-03 09:01  XAB  text.approve on draft outcome=confirmed  refused move-stage text/move/10
2027-01-03 09:02  CHAIR  text.committee-report on draft outcome=adopt  refused move-stage text/move/8
2027-01-03 09:03  CHAIR  text.resume on draft  refused move-stage text/move/21
2027-01-03 09:04  SG  action.remind on draft text="News"  refused move-stage text/move/27
2027-01-03 09:05  CHAIR  action.release on draft re draft as releases text="Enough"  refused move-stage text/move/28
2027-01-03 09:06  CHAIR  text.review on draft  refused move-stage text/move/30
2027-01-03 09:07  XAA  text.agree on draft re draft as follows  refused move-author text/move/9
2027-01-03 10:00  XAA  text.table =revised on draft title="On security, revised"  nothing
2027-01-03 10:01  CHAIR  text.refer on draft re draft as follows re revised as follows committee="Committee"  refused move-reference text/move/7
2027-01-03 10:02  CHAIR  text.agree on draft re draft as follows re revised as follows  refused move-reference text/move/9
2027-01-03 10:03  CHAIR  text.adopt on draft re draft as follows re revised as follows  refused move-reference text/move/11
2027-01-03 10:04  CHAIR  text.open-silence on draft re draft as follows re revised as follows until=2027-01-06T06:00:00Z  refused move-reference text/move/12
2027-01-03 10:05  XAB  text.request-vote on draft re draft as follows re revised as follows  refused move-reference text/move/15
2027-01-03 10:06  CHAIR  text.open-vote on draft re draft as follows re revised as follows until=2027-01-06T06:00:00Z  refused move-reference text/move/16
2027-01-03 11:00  CHAIR  text.adopt on draft re revised as follows  stage adopted; closed
2027-01-03 11:01  XAA  text.table on draft  refused move-stage text/move/5
2027-01-03 11:02  CHAIR  text.refer on draft re revised as follows committee="Committee"  refused move-stage text/move/7
2027-01-03 11:03  CHAIR  text.agree on draft re revised as follows  refused move-stage text/move/9
2027-01-03 11:04  CHAIR  text.open-silence on draft re revised as follows until=2027-01-06T06:00:00Z  refused move-stage text/move/12
2027-01-03 11:05  XAB  text.request-vote on draft re revised as follows  refused move-stage text/move/15
2027-01-03 11:06  CHAIR  text.open-vote on draft re revised as follows until=2027-01-06T06:00:00Z  refused move-stage text/move/16
2027-01-03 11:07  CHAIR  text.not-adopt on draft  refused move-stage text/move/19
2027-01-03 11:08  CHAIR  text.defer on draft  refused move-stage text/move/20
2027-01-03 12:00  XAA  text.inscribe =item title="Another item"  opened; stage inscribed
2027-01-03 12:01  XAB  text.reserve on item text="There is no draft yet"  refused move-stage text/move/23
2027-01-03 12:02  XAA  text.withdraw on item  stage withdrawn; closed
