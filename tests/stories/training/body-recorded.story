# The experts of 1980 and 1983, in little: a body older than the register, its two reports, and the decision on them.
rules  training
title  ar  هيئة سابقة لإنشاء السجل، وتقريراها، وما تقرر فيهما
title  en  A body earlier than the register, its two reports and the decision on them
title  fr  Un organe antérieur au registre, ses deux rapports et la décision prise
2027-01-03 09:00  ARCHIVE  body.record =group kind=experts  opened; stage recorded; closed
2027-01-03 09:01  ARCHIVE  body.record-report =first on group recommendations=[{"item":"1","text":{"en":"Measures"}}]  stage recorded-report
2027-01-03 09:02  ARCHIVE  body.record-report =second on group  stage recorded-report
2027-01-03 09:03  ARCHIVE  body.record-decision on group re first/1 as adopts re second as adopts outcomes=[{"item":"1","outcome":"adopted"}]  stage recorded-decision
2027-01-03 09:04  ARCHIVE  action.record on group re first/1 as implements outcome=not-known  nothing
2027-02-01 09:00  XAA  action.inform on group re first/1 as implements progress=done  nothing
2027-02-02 09:00  ARCHIVE  body.record-report on group  stage recorded-report
2027-02-03 09:00  ARCHIVE  body.record-report  opened; stage recorded-report; closed
