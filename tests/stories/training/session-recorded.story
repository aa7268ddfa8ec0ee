# A session older than the register.
rules  training
title  ar  دورة سابقة لإنشاء السجل
title  en  A session earlier than the register
title  fr  Une session antérieure au registre
2027-01-10 09:00  ARCHIVE  session.record =session organ=ICFM session=ICFM/11  opened; stage recorded; closed
2027-01-10 10:00  CHAIR  session.open on session  refused move-stage session/move/4
2027-01-11 09:00  REGISTRY  session.record organ=ICFM session=ICFM/12  opened; stage recorded; closed
