# A note to two states and a note to the member states as such; replies, reminders, what comes on paper, and after the file is closed.
rules  basic
title  ar  مذكرة شفوية تدعو إلى الرد
title  en  A note verbale that invites replies
title  fr  Une note verbale qui invite à répondre
2027-01-04 09:00  CHAIR  note.send =note to=["XAA","XAB"] reply={"character":"invitation","by":"2027-01-31"}  opened; stage circulated; asked reply-invited of XAA,XAB by 2027-01-31
2027-01-10 09:00  XAA  note.reply on note re note as replies  answered reply-invited by XAA; open reply-invited XAB
2027-01-20 09:00  CHAIR  note.remind =reminder on note to=["XAB"]  reminded reply-invited
2027-02-01 00:00  -  -  nothing
2027-02-03 09:00  REGISTRY for XAB at 2027-02-02 08:00 by post  note.reply on note re reminder as replies  answered reply-invited by XAB; closed
2027-02-04 09:00  XAA  note.reply on note re note as replies  answered reply-invited by XAA
# To the member states as such: one invitation, closed at the first reply, and every reply is kept.
2027-03-01 09:00  REGISTRY  note.send =all to=["MEMBERS"] reply={"character":"request"}  opened; stage circulated; asked reply-requested of MEMBERS
2027-03-02 09:00  XAC  note.reply on all re all as replies  answered reply-requested by XAC; closed
2027-03-03 09:00  XAD  note.reply on all re all as replies  answered reply-requested by XAD
# No reply invited: nothing stays open. A note from a third state, on paper; its reply on paper too.
2027-03-04 09:00  XAA  note.send =plain to=["XAB"]  opened; stage circulated; closed
2027-03-05 09:00  REGISTRY for XZA at 2027-03-05 08:00 by courier  note.send =kappa to=["CHAIR","XZA"] reply={"character":"request"}  opened; stage circulated; asked reply-requested of CHAIR
2027-03-06 09:00  CHAIR  note.reply =answer on kappa re kappa as replies  answered reply-requested by CHAIR; closed
2027-03-07 09:00  REGISTRY for XZA at 2027-03-07 08:00 by fax  note.reply on kappa re answer as replies  nothing
# Closed by the sender; a reply is never too late.
2027-04-01 09:00  XAA  note.send =closing to=["XAB"] reply={"character":"invitation"}  opened; stage circulated; asked reply-invited of XAB
2027-04-02 09:00  XAA  note.close on closing  stage closed; released reply-invited; closed
2027-04-03 09:00  XAB  note.reply on closing re closing as replies  answered reply-invited by XAB
