# What the rules of studies refuse, one line each.
rules  training
title  ar  مراسلات لا تقبلها لائحة الدراسات
title  en  What the rules of studies do not receive
title  fr  Ce que le règlement des études ne reçoit pas
2027-01-03 09:00  CHAIR  study.deposit scope=both availability=enclosed conditions=none  refused move-author study/move/0
2027-01-03 09:01  XOA  study.call scope=both to=["MEMBERS"]  refused move-author study/move/5
2027-01-03 09:02  XAB  study.request conditions=accepted  refused matter-required
2027-01-03 10:00  XAA  study.deposit =study scope=both availability=on-request conditions=by-consent  opened; stage deposited; closed
2027-01-03 10:01  XAB  study.revise on study scope=both availability=enclosed conditions=none  refused move-author study/move/1
2027-01-03 10:02  EXPERTS  study.request on study conditions=accepted  refused move-author study/move/2
2027-01-03 10:03  XAB  study.request on study conditions=to-discuss  refused move-require study/move/2/require/0
2027-01-03 10:04  XAA  study.provide on study re study as replies outcome=provided  refused move-reference study/move/3
2027-01-03 10:05  XAB  study.request =request on study conditions=accepted  reopened; asked study of XAA
2027-01-03 10:06  XAB  study.provide on study re request as replies outcome=provided  refused move-author study/move/3
2027-01-03 10:07  XAB  study.withdraw on study  refused move-author study/move/4
2027-01-03 10:08  XAB  study.offer on study re study as replies content=nothing-to-report  refused move-stage study/move/6
2027-01-03 10:09  XAA  study.withdraw on study  stage withdrawn; released study; closed
2027-01-03 10:10  XAB  study.request on study conditions=accepted  refused move-stage study/move/2
2027-01-03 10:11  XAA  study.revise on study scope=both availability=enclosed conditions=none  refused move-stage study/move/1
2027-01-03 11:00  XAA  study.call =call scope=both to=["XAB"]  opened; stage called; asked offer of XAB
2027-01-03 11:01  CHAIR  study.offer on call re call as replies content=nothing-to-report  refused move-author study/move/6
2027-01-03 11:02  XAB  study.offer on call re call/1 as replies content=nothing-to-report  refused move-reference study/move/6
2027-01-03 11:03  XAB  study.conclude on call  refused move-author study/move/7
2027-01-03 11:04  XAA  study.conclude on call  stage concluded; released offer; closed
2027-01-03 11:05  XAB  study.offer on call re call as replies content=nothing-to-report  refused move-stage study/move/6
2027-01-03 11:06  XAA  study.conclude on call  refused move-stage study/move/7
2027-01-03 11:07  XAA  study.provide on study re request as replies outcome=provided  refused move-stage study/move/3
2027-01-03 11:08  XAA  study.withdraw on study  refused move-stage study/move/4
