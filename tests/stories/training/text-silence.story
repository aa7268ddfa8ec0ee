# Broken by an amendment, opened anew, elapsed, confirmed one full working day later; to the millisecond.
rules  training
title  ar  الموافقة الصامتة: تعديل يوقفها، ثم مهلة تنقضي ويوم عمل
title  en  Silence procedure: an amendment ends it, then a time limit runs out, and a working day
title  fr  Approbation tacite : un amendement y met fin, puis un délai s’écoule, et un jour ouvrable
2027-01-03 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
2027-01-03 10:00  CHAIR  text.open-silence =silence on draft re draft as follows until=2027-01-06T06:00:00Z  stage silence
2027-01-05 10:00  XAB  text.amend on draft re silence as follows amendments=[{"item":"1","change":"add","text":{"en":"peacefully"}}]  stage tabled
2027-01-06 09:00  -  -  nothing
2027-01-06 10:00  XAA  text.table =second on draft title="On security, revised"  nothing
# The time limit ends on Wednesday at noon.
2027-01-10 09:00  CHAIR  text.open-silence =again on draft re second as follows until=2027-01-13T09:00:00Z  stage silence
2027-01-13 11:59:59.999  -  -  nothing
2027-01-13 12:00  -  -  stage elapsed
2027-01-13 12:00  XAC  text.object on draft re again as follows  refused move-require text/move/13/require/0
2027-01-13 12:01  XAC  text.explain on draft text="An objection that comes late is heard as a position"  nothing
2027-01-14 09:00  CHAIR  text.confirm on draft re again as follows  refused move-require text/move/14/require/1
2027-01-14 23:59:59.999  CHAIR  text.confirm on draft re again as follows  refused move-require text/move/14/require/1
2027-01-15 00:00  CHAIR  text.confirm on draft re again as follows symbol="2/53-P"  stage adopted; closed
