# A call for studies: one invitation to all; every reply is kept.
rules  training
title  ar  دعوة إلى تبادل الدراسات
title  en  A call for studies
title  fr  Un appel à communication d’études
2027-01-03 09:00  SECRETARIAT  study.call =call title="International security" scope=international to=["MEMBERS","EXPERTS"] by=2027-03-31  opened; stage called; asked offer of EXPERTS,MEMBERS by 2027-03-31
2027-01-10 09:00  XAA  study.deposit =study title="A study" scope=international availability=enclosed conditions=none  opened; stage deposited; closed
2027-01-10 10:00  XAA  study.offer on call re call as replies re study as transmits content=deposited  answered offer by XAA; open offer EXPERTS
2027-01-11 09:00  XAB  study.offer on call re call as replies content=nothing-to-report  answered offer by XAB
2027-01-12 09:00  XOA  study.offer on call re call as replies content=in-preparation  nothing
2027-04-01 00:00  -  -  nothing
2027-04-02 09:00  EXPERTS  study.offer on call re call as replies content=in-preparation  answered offer by EXPERTS
2027-05-01 09:00  SECRETARIAT  study.conclude on call  stage concluded; closed
