rules  corners
title  en  A date ends with its day at the rulebook's offset, and leap days, holidays and years' ends count

# 2027-03-10 and 11 are holidays (Wednesday, Thursday), Friday and Saturday no working days: three working days after the 9th is the 16th.
2027-03-09 12:00  CHAIR  days.ask =one actions=[{"item":"1","to":["XAA"],"due":"2027-03-09"}]    opened; stage asked; asked item/1 of XAA by 2027-03-09; asked working of CHAIR by 2027-03-16; asked back of CHAIR by 2027-03-04; asked year-end of CHAIR by 2027-12-31; asked leap of CHAIR by none
# On the last day of the year its end is still to come; one millisecond later it is next year's.
2027-12-31 23:59:59.999  CHAIR  days.ask =two actions=[{"item":"1","to":["XAA"]}]    two: opened; stage asked; asked year-end of CHAIR by 2027-12-31; asked item/1 of XAA by none
2028-01-01 00:00  CHAIR  days.ask =three actions=[{"item":"1","to":["XAA"]}]         three: opened; stage asked; asked year-end of CHAIR by 2028-12-31
# A leap day: the day after 28 February 2028, and not of 2029.
2028-02-28 12:00  CHAIR  days.ask =four actions=[{"item":"1","to":["XAA"],"due":"2028-02-29"}] day=2028-02-28    four: opened; stage asked; asked leap of CHAIR by 2028-02-29; asked item/1 of XAA by 2028-03-01 00:00
2029-02-28 12:00  CHAIR  days.ask =five actions=[{"item":"1","to":["XAA"]}] day=2029-02-28    five: opened; stage asked; asked leap of CHAIR by 2029-03-01
