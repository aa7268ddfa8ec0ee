# A text of 1983 with what it requested: one done, of the other nothing is known; a reminder and a late answer are fine.
rules  training
title  ar  نص سابق لإنشاء السجل وما يُعرف عن متابعته
title  en  A text earlier than the register, and what is known of its follow-up
title  fr  Un texte antérieur au registre et ce qui est connu de ses suites
2027-01-03 09:00  ARCHIVE  text.record =text kind=resolution organ=ICFM session=ICFM/14 actions=[{"item":"experts","text":{"en":"Report"},"addressees":["EXPERTS"],"character":"decision"},{"item":"1","text":{"en":"Take measures"},"addressees":["MEMBERS"],"character":"request"},{"item":"2","text":{"en":"Report to the 23rd session"},"addressees":["SG"],"character":"request","by":"ICFM/23"},{"item":"3","text":{"en":"Keep to the principles"},"addressees":["XZA"],"character":"invitation"}]  opened; stage recorded; asked recorded-follow-up/experts of EXPERTS; asked recorded-follow-up/1 of MEMBERS; asked recorded-follow-up/2 of SG by ICFM/23
2027-01-03 10:00  ARCHIVE  action.record on text re text/experts as implements outcome=done  released recorded-follow-up/experts
2027-01-03 11:00  ARCHIVE  action.record on text re text/1 as implements outcome=not-known  nothing
2027-02-01 09:00  XAA  action.inform on text re text/1 as implements progress=done  answered recorded-follow-up/1 by XAA
2027-02-02 09:00  SECRETARIAT  action.remind on text re text/2 as follows  reminded recorded-follow-up/2
2027-02-03 09:00  XAB  text.reply on text text="Our remark"  nothing
2027-02-04 09:00  CHAIR  action.release on text re text/2 as releases  released recorded-follow-up/2; closed
