rules  corners
title  en  What is due at a session is asked by its name, and the session has a date only while its file gives one

2027-03-01 09:00  CHAIR  days.ask =list actions=[{"item":"1","to":["XAA"],"due":"CHAIR/7"}]   opened; stage asked; asked item/1 of XAA by CHAIR/7
2027-03-02 09:00  CHAIR  meeting.convene =seven session=CHAIR/7                      seven: opened; stage convened
2027-03-02 10:00  CHAIR  meeting.dates on seven opens=2027-05-03                     nothing
2027-03-02 11:00  CHAIR  meeting.dates on seven                                      nothing
2027-03-02 12:00  CHAIR  meeting.close on seven                                      seven: stage closed; closed
# The name is all that is asked by, before and after.
2027-03-03 09:00  -  -                                                               list: open item/1 XAA
