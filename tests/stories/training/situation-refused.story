rules  training
title  ar  ما لا يُقبل في ملف وضع
title  en  What the file of a situation does not take
title  fr  Ce que n’admet pas le dossier d’une situation
2027-03-01 09:00  EXPERTS  situation.open =experts  refused move-author situation/move/0
2027-03-01 09:01  XAA  situation.open =page named=["XAB"]  opened; stage open
2027-03-01 09:02  XAB  situation.reply on page  refused move-reference situation/move/3
2027-03-01 09:03  XAB  situation.link on page  refused move-reference situation/move/2
2027-03-01 09:04  XAB  situation.rest on page  refused move-author situation/move/5
2027-03-01 09:05  XAA  situation.rest on page  stage at-rest; closed
2027-03-01 09:06  XAA  situation.rest on page  refused move-stage situation/move/5
2027-03-01 09:07  XAB  situation.designate  refused matter-required
# On paper from a state that the file does not name: registered, without procedural effect.
2027-03-01 09:08  REGISTRY for XZA at 2027-03-01 09:00 by post  situation.reply on page re page as replies  no effect
