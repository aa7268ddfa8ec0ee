# One page for a situation: communications, a notification joined from its own file, designations, replies, for ever.
rules  training
title  ar  ملف وضع، وحق الرد لمن يُذكر
title  en  The page of a situation, and the right of reply of whoever is named
title  fr  Le dossier d’une situation, et le droit de réponse de qui est nommé
2027-03-01 09:00  XAA  situation.open =page title="The northern crossing" themes=["sovereignty"] concerned=["XAA","XAB","XZA"] named=["XAB"]  opened; stage open; asked right-of-reply of XAB
2027-03-01 10:00  XAB  situation.reply =reply on page re page as replies text="Beta’s view."  answered right-of-reply by XAB
2027-03-02 09:00  XAB  situation.designate on page title="The southern gate"  nothing
2027-03-02 10:00  XAC  notification.submit =notice concerns=threat circulation=at-once affected=["XAC"]  opened; stage circulated
2027-03-02 11:00  SG  situation.link on page re notice as transmits  nothing
2027-03-03 09:00  XAC  situation.communicate =letter on page title="Gamma’s concern" named=["XAA","XAD"]  stage open; asked right-of-reply-communication of XAA,XAD
2027-03-04 09:00  REGISTRY for XZA at 2027-03-03 12:00 by post  situation.reply on page re letter as replies text="Kappa’s view."  nothing
2027-03-05 09:00  XAD  situation.reply on page re letter as replies  answered right-of-reply-communication by XAD; open right-of-reply-communication XAA
2027-04-01 09:00  XAA  situation.rest on page  stage at-rest; released right-of-reply-communication; closed
2028-04-01 09:00  XAB  situation.reply on page re letter as replies  nothing
2028-04-02 09:00  XAB  situation.communicate on page title="News"  stage open; reopened
2028-05-01 09:00  CHAIR  situation.rest on page  stage at-rest; closed
