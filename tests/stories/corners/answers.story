rules  corners
title  en  Actions by item, one asked for many, reminders and release; what a closed file still takes

2027-03-01 09:00  CHAIR  days.ask =list actions=[{"item":"1","to":["XAA","XAB"]},{"item":"2","to":["MEMBERS"]},{"item":"3","to":["XAC"]}]   opened; stage asked; asked item/1 of XAA,XAB; asked item/2 of MEMBERS; asked item/3 of XAC
# Not asked: kept, and no answer.
2027-03-02 09:00  XAC  days.reply on list re list/1 as replies                       nothing; open item/1 XAA,XAB
# Whole, without the item: no answer to any.
2027-03-02 09:00  XAA  days.reply on list re list as replies                         nothing; open item/1 XAA,XAB
2027-03-02 10:00  XAA  days.reply on list re list/1 as replies                       answered item/1 by XAA; open item/1 XAB
# One answers two items in one communication.
2027-03-02 11:00  XAC  days.reply on list re list/2 as replies re list/3 as replies  answered item/2 by XAC; answered item/3 by XAC; not open item/2; not open item/3
# A second answer of one who speaks for the set is kept.
2027-03-02 12:00  XAD  days.reply on list re list/2 as replies                       answered item/2 by XAD
2027-03-03 09:00  CHAIR  days.remind =reminder on list re list/1 as follows          reminded item/1
# An answer to the reminder is an answer.
2027-03-04 09:00  XAB  days.reply on list re reminder as replies                     answered item/1 by XAB; not open item
# Nothing is open, but the chair's own.
2027-03-05 09:00  CHAIR  days.close on list                                          stage closed; open year-end CHAIR
