# An item deferred before there was a draft; a draft takes it up, is deferred, and is withdrawn.
rules  training
title  ar  بند مؤجل ثم مشروع مسحوب
title  en  An item deferred, a draft withdrawn
title  fr  Un point reporté, un projet retiré
2027-01-03 09:00  XAA  text.inscribe =item title="Security"  opened; stage inscribed
2027-01-04 09:00  CHAIR  text.defer on item until=ICFM/54  stage deferred
2027-01-05 09:00  CHAIR  text.resume on item  refused move-require text/move/21/require/0
2027-06-01 09:00  XAA  text.table =draft on item title="On security"  stage tabled
2027-06-02 09:00  CHAIR  text.agree on item re draft as follows to=["MEMBERS"]  stage agreed; asked confirmation of MEMBERS
2027-06-03 09:00  CHAIR  text.resume on item  stage tabled
2027-06-04 09:00  CHAIR  text.agree =agreement on item re draft as follows to=["MEMBERS"]  stage agreed; asked confirmation of MEMBERS
2027-06-05 09:00  XAB  text.approve on item re agreement as replies outcome=not-confirmed  answered confirmation by XAB
2027-06-06 09:00  CHAIR  text.defer on item  stage deferred
2027-06-07 09:00  XAA  text.withdraw on item  stage withdrawn; closed
2027-06-08 09:00  XAB  text.reply on item text="For the record"  nothing
