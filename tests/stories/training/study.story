# Deposited under conditions, requested, provided, revised, withdrawn.
rules  training
title  ar  دراسة تُودَع وتُطلب وتُتاح
title  en  A study is deposited, requested and provided
title  fr  Une étude est déposée, demandée et fournie
2027-01-03 09:00  XAA  study.deposit =study title="Border management" scope=member-states availability=on-request conditions=attribution  opened; stage deposited; closed
2027-01-10 09:00  XAB  study.request =first on study conditions=accepted by=2027-02-10  reopened; asked study of XAA by 2027-02-10
2027-01-11 09:00  XOA  study.request =second on study conditions=accepted  asked study of XAA
2027-01-20 09:00  XAA  study.provide on study re first as replies outcome=provided  answered study by XAA
2027-01-21 09:00  XAA  study.provide on study re second as replies outcome=not-at-this-time  answered study by XAA; closed
2027-03-01 09:00  XAA  study.revise on study title="Border management, second edition" scope=both availability=enclosed conditions=members  nothing
2027-03-02 09:00  XAC  study.request on study conditions=accepted  reopened; asked study of XAA
2027-03-03 09:00  XAA  study.withdraw on study  stage withdrawn; released study; closed
