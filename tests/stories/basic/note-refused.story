rules  basic
title  ar  ما لا يُقبل في ملف مذكرة شفوية
title  en  What the file of a note does not take
title  fr  Ce que n’admet pas le dossier d’une note
2027-01-04 09:00  XAA  note.send =note to=["XAB"] reply={"character":"request"}  opened; stage circulated
2027-01-04 09:01  XAB  note.reply to=["XAA"]  refused matter-required
2027-01-04 09:02  XAB  note.reply on note  refused move-reference note/move/1
2027-01-04 09:03  XAC  note.close on note  refused move-author note/move/3
2027-01-04 09:04  XAC  note.remind on note re note as follows  refused move-author note/move/2
2027-01-04 09:05  XAA  note.send =other to=["XAC"]  opened; stage circulated; closed
2027-01-04 09:06  XAA  note.remind on note re other as follows  refused move-require note/move/2/require/0
2027-01-04 09:07  XAA  note.send on note to=["XAC"]  refused move-stage note/move/0
2027-01-04 09:08  XAA  note.close on note  stage closed; closed
2027-01-04 09:09  XAA  note.close on note  refused move-stage note/move/3
2027-01-04 09:10  XAA  note.remind on note re note as follows  refused move-stage note/move/2
# Whoever is not the sender cannot close it on paper either: registered, without procedural effect.
2027-01-04 09:11  REGISTRY for XAC at 2027-01-04 09:00 by post  note.close on note  no effect
# A reply on paper to what this register does not hold: registered, and it belongs to no file.
2027-01-04 09:12  REGISTRY for XAC at 2027-01-04 09:00 by post  note.reply  alone
