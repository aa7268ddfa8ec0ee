# What the rules of sessions refuse, one line each.
rules  training
title  ar  مراسلات لا تقبلها لائحة الدورات
title  en  What the rules of sessions do not receive
title  fr  Ce que le règlement des sessions ne reçoit pas
2027-01-10 09:00  SECRETARIAT  session.convene organ=ICFM session=ICFM/53 opens=2027-01-09 closes=2027-01-11  refused move-require session/move/1/require/0
2027-01-10 09:01  SECRETARIAT  session.convene organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-19  refused move-require session/move/1/require/1
2027-01-10 09:02  XAA  session.convene organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-22  refused move-author session/move/1
2027-01-10 09:03  XAA  session.record organ=ICFM session=ICFM/11  refused move-author session/move/0
2027-01-10 09:04  CHAIR  session.open  refused matter-required
# The day itself is soon enough.
2027-01-10 10:00  CHAIR  session.convene =session organ=ICFM session=ICFM/53 opens=2027-01-10 closes=2027-01-10  opened; stage convened
2027-01-10 10:01  SECRETARIAT  session.convene on session organ=ICFM session=ICFM/53 opens=2027-01-09 closes=2027-01-11  refused move-require session/move/2/require/0
2027-01-10 10:02  SECRETARIAT  session.convene on session organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-19  refused move-require session/move/2/require/1
2027-01-10 10:03  XAA  session.convene on session organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-22  refused move-author session/move/2
2027-01-10 10:04  XAA  session.postpone on session session=ICFM/53  refused move-author session/move/3
2027-01-10 10:05  SECRETARIAT  session.open on session  refused move-author session/move/4
2027-01-10 10:06  CHAIR  session.close on session  refused move-stage session/move/5
2027-01-10 10:07  CHAIR  text.object on session  refused move-form
2027-01-10 10:08  CHAIR  session.open on session  stage opened
2027-01-10 10:09  SECRETARIAT  session.close on session  refused move-author session/move/5
2027-01-10 10:10  CHAIR  session.postpone on session session=ICFM/53  refused move-stage session/move/3
2027-01-10 10:11  CHAIR  session.convene on session organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-22  refused move-stage session/move/2
