# The working day after the time limit falls behind a weekend and a holiday.
rules  training
title  ar  يوم العمل بعد عطلة
title  en  The working day comes after a holiday
title  fr  Le jour ouvrable vient après un jour férié
2027-05-10 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
2027-05-10 10:00  CHAIR  text.open-silence =silence on draft re draft as follows until=2027-05-13T09:00:00Z  stage silence
2027-05-13 12:00  -  -  stage elapsed
2027-05-17 00:00  CHAIR  text.confirm on draft re silence as follows  refused move-require text/move/14/require/1
2027-05-17 23:59:59.999  CHAIR  text.confirm on draft re silence as follows  refused move-require text/move/14/require/1
2027-05-18 00:00  CHAIR  text.confirm on draft re silence as follows  stage adopted; closed
