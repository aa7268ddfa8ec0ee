# Convened, postponed without a date, convened again, opened on its day, closed. What is requested by it moves with it.
rules  training
title  ar  دورة تُؤجَّل ثم تُعقد، ومعها مواعيدها
title  en  A session is put off and then held, and its dates move with it
title  fr  Une session reportée puis tenue, et ses échéances avec elle
2027-01-10 09:00  SECRETARIAT  session.convene =session organ=ICFM session=ICFM/53 opens=2027-06-20 closes=2027-06-22 title="Fifty-third session"  opened; stage convened
2027-02-01 09:00  CHAIR  report.mandate =report organ=ICFM due=ICFM/53  opened; stage mandated; asked report of SG by ICFM/53
2027-03-01 09:00  CHAIR  session.postpone on session session=ICFM/53 text="The host asks for more time"  stage postponed; allowed session.convene by SECRETARIAT
2027-03-02 09:00  CHAIR  session.open on session  refused move-require session/move/4/require/0
2027-03-10 09:00  SECRETARIAT  session.postpone on session session=ICFM/53 opens=2027-09-12 closes=2027-09-14  stage postponed
2027-03-20 09:00  SECRETARIAT  session.convene on session organ=ICFM session=ICFM/53 opens=2027-09-12 closes=2027-09-14  stage convened
2027-04-01 09:00  SECRETARIAT  session.convene on session organ=ICFM session=ICFM/53 opens=2027-09-13 closes=2027-09-15  stage convened
2027-09-12 23:59:59.999  CHAIR  session.open on session  refused move-require session/move/4/require/0
2027-09-13 00:00  CHAIR  session.open on session date=2027-09-13  stage opened; not allowed session.postpone by CHAIR; allowed session.close by ICFM-CHAIR
2027-09-15 18:00  ICFM-CHAIR  session.close on session date=2027-09-15  stage closed; closed
