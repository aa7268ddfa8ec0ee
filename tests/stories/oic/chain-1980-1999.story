# The chain of the source document, as the archive enters it: the principle of the 11th session, the experts of 1980 and 1983,
# the 14th session, the Seventh Summit, the experts of 1995 and 1996, the 25th session, the report to the 26th. Dates are of the entering.
rules  oic
title  ar  سلسلة المبدأ من 1980 إلى 1999: نصوص وأفرقة خبراء وتقرير
title  en  The chain from 1980 to 1999: texts, groups of experts and a report
title  fr  La chaîne de 1980 à 1999 : textes, groupes d’experts et rapport
2027-01-03 09:00  ARCHIVE  session.record =session-11 organ=ICFM session=ICFM/11  opened; stage recorded; closed
2027-01-03 09:01  ARCHIVE  text.record =principle re session-11 as follows kind=resolution organ=ICFM session=ICFM/11 symbol="16/11-P" paragraphs=[{"item":"principle","text":{"en":"Each one's security concerns all"}}] actions=[{"item":"experts","text":{"en":"Recommend measures"},"addressees":["EXPERTS"],"character":"decision"}]  opened; stage recorded; asked recorded-follow-up/experts of EXPERTS
2027-01-03 09:02  ARCHIVE  body.record =first-group re principle/experts as implements kind=experts meetings=[{"item":"1","text":{"en":"1980"}},{"item":"2","text":{"en":"1983"}}]  opened; stage recorded; closed
2027-01-03 09:03  ARCHIVE  body.record-report =report-1980 on first-group re first-group/1 as follows  stage recorded-report
2027-01-03 09:04  ARCHIVE  body.record-report =report-1983 on first-group re first-group/2 as follows  stage recorded-report
2027-01-03 09:05  ARCHIVE  action.record on principle re principle/experts as implements re report-1983 as follows outcome=done  released recorded-follow-up/experts; closed
2027-01-03 09:06  ARCHIVE  text.record =adopted-1983 re report-1980 as adopts re report-1983 as adopts kind=resolution organ=ICFM session=ICFM/14 symbol="17/14-P" actions=[{"item":"1","text":{"en":"Take measures at once"},"addressees":["MEMBERS"],"character":"request"}]  opened; stage recorded; asked recorded-follow-up/1 of MEMBERS
2027-01-03 09:07  ARCHIVE  body.record-decision on first-group re report-1980 as adopts re report-1983 as adopts re adopted-1983 as basis  stage recorded-decision
# No information received: the request stays, and nobody is said to be late.
2027-01-03 09:08  ARCHIVE  action.record on adopted-1983 re adopted-1983/1 as implements outcome=not-known  nothing
2027-01-03 09:09  ARCHIVE  text.record =summit-7 kind=resolution organ=ISC session=ISC/7 symbol="18/7-P(IS)" actions=[{"item":"6","text":{"en":"Form a group of experts"},"addressees":["SG"],"character":"request"},{"item":"7","text":{"en":"Report to the 23rd session"},"addressees":["SG"],"character":"request","by":"ICFM/23"}]  opened; stage recorded; asked recorded-follow-up/6 of SG; asked recorded-follow-up/7 of SG by ICFM/23
2027-01-03 09:10  ARCHIVE  body.record =second-group re summit-7/6 as implements kind=experts meetings=[{"item":"1","text":{"en":"1995"}},{"item":"2","text":{"en":"1996"}}]  opened; stage recorded; closed
2027-01-03 09:11  ARCHIVE  body.record-report =report-1995 on second-group re second-group/1 as follows  stage recorded-report
2027-01-03 09:12  ARCHIVE  body.record-report =report-1996 on second-group re second-group/2 as follows re principle/principle as reaffirms recommendations=[{"item":"1","text":{"en":"Each state keeps its security"}},{"item":"11","text":{"en":"Exchange studies"}}]  stage recorded-report
2027-01-03 09:13  ARCHIVE  action.record on summit-7 re summit-7/6 as implements re second-group as follows outcome=done  released recorded-follow-up/6
2027-01-03 09:14  ARCHIVE  action.record on summit-7 re summit-7/7 as implements outcome=not-known  open recorded-follow-up/7 SG
2027-01-03 09:15  ARCHIVE  text.record =noted-1998 re principle as reaffirms re report-1995 as follows re report-1996 as follows kind=resolution organ=ICFM session=ICFM/25 symbol="21/25-P"  opened; stage recorded; closed
2027-01-03 09:16  ARCHIVE  body.record-decision on second-group re report-1995 as follows re report-1996 as follows re noted-1998 as basis  stage recorded-decision
2027-01-03 09:17  ARCHIVE  report.record =report-1999 re principle/principle as basis re report-1996 as transmits organ=SECRETARIAT session=ICFM/26 actions=[{"item":"3","text":{"en":"Keep to international law"},"addressees":["ALL-STATES","NEIGHBOURS"],"character":"invitation"},{"item":"12-2","text":{"en":"Help small states"},"addressees":["MEMBERS"],"character":"invitation"},{"item":"14","text":{"en":"Consider the report"},"addressees":["ICFM"],"character":"request","by":"ICFM/26"}]  opened; stage recorded; asked recorded-action/12-2 of MEMBERS; asked recorded-action/14 of ICFM by ICFM/26
2027-01-03 09:18  ARCHIVE  action.record on report-1999 re report-1999/14 as implements outcome=in-part  open recorded-action/14 ICFM
2027-01-03 09:19  ARCHIVE  action.record on report-1999 re report-1999/12-2 as implements outcome=not-known  open recorded-action/12-2 MEMBERS
# Twenty-eight years later a member may still reply.
2027-02-01 09:00  TUN  action.inform on adopted-1983 re adopted-1983/1 as implements progress=done  answered recorded-follow-up/1 by TUN; closed
