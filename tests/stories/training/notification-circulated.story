# Circulated at once; the author is the Secretary-General, who is not asked to confirm to himself; withdrawn.
rules  training
title  ar  إخطار يُعمَّم فورًا ثم يُسحب
title  en  A notification circulated at once, then withdrawn
title  fr  Une notification diffusée immédiatement, puis retirée
2027-02-01 08:00  SG  notification.submit =notice title="A spill at sea" concerns=environmental circulation=at-once affected=["XAA","XAB"] text="A tanker is leaking."  opened; stage circulated; asked acknowledgement of CHAIR; asked solidarity of MEMBERS
2027-02-01 09:00  XAC  notification.measure on notice title="Two vessels" framework=national state=taken  answered solidarity by XAC
2027-02-03 09:00  SG  notification.withdraw on notice  stage withdrawn; released acknowledgement; closed
2027-02-04 09:00  XAA  notification.reply on notice re notice as replies  nothing
2027-02-04 09:01  XAA  notification.solidarity on notice  refused move-stage notification/move/15
2027-02-04 09:02  SG  notification.circulate on notice  refused move-stage
