# A report of 1999 with what it asked for: considered in part; of the rest nothing is known, and nobody is called late.
rules  training
title  ar  تقرير سابق لإنشاء السجل وما يُعرف عن متابعته
title  en  A report earlier than the register, and what is known of its follow-up
title  fr  Un rapport antérieur au registre et ce qui est connu de ses suites
2027-01-03 09:00  ARCHIVE  report.record =report actions=[{"item":"12","text":{"en":"Assist small states"},"addressees":["MEMBERS"],"character":"invitation"},{"item":"14","text":{"en":"Consider the report"},"addressees":["ICFM"],"character":"request","by":"ICFM/26"}]  opened; stage recorded; asked recorded-action/12 of MEMBERS; asked recorded-action/14 of ICFM by ICFM/26
2027-01-03 10:00  ARCHIVE  action.record on report re report/12 as implements outcome=not-known  nothing
2027-01-03 11:00  ARCHIVE  action.record on report re report/14 as implements outcome=in-part  nothing
2027-02-01 09:00  SECRETARIAT  action.remind on report re report/12 as follows text="What is known would be welcome"  reminded recorded-action/12
2027-03-01 09:00  XAC  action.inform on report re report/12 as implements progress=done  answered recorded-action/12 by XAC
2027-04-01 09:00  ARCHIVE  action.record on report re report/14 as implements outcome=done  released recorded-action/14; closed
