# 9,000 and 13,000, one below and exactly; forty-two days counted in a common year and over a leap day.
rules  vienna
title  en  Military activities: thresholds, and forty-two days
2027-01-10 09:00  XAA  activity.notify starts=2027-03-15 ends=2027-03-20 troops=8999     refused move-require activity/move/2/require/1
2027-01-10 09:01  XAA  activity.notify starts=2027-03-15 ends=2027-03-20 troops=9000     opened; stage notified
2027-01-10 09:02  XAA  activity.notify starts=2027-03-15 ends=2027-03-20 troops=12999    opened; stage notified
2027-01-10 09:03  XAA  activity.notify starts=2027-03-15 ends=2027-03-20 troops=13000    opened; stage observed; asked invitation of XAA by 2027-02-01
2027-01-10 09:04  XAA  activity.notify starts=2028-03-15 ends=2028-03-20 troops=13000    opened; stage observed; asked invitation of XAA by 2028-02-02
2027-01-10 09:05  XAA  activity.notify starts=2028-02-11 ends=2028-02-12 troops=13000    opened; stage observed; asked invitation of XAA by 2027-12-31
2027-01-10 09:06  XAA  activity.notify starts=2028-02-12 ends=2028-02-12 troops=13000    opened; stage observed; asked invitation of XAA by 2028-01-01
2027-01-10 09:07  XAA  activity.notify starts=2027-03-20 ends=2027-03-19 troops=13000    refused move-require activity/move/2/require/0
2027-01-10 09:08  XAA  activity.inform starts=2027-03-15 ends=2027-03-15 troops=1        opened; stage notified
2027-01-10 09:09  XAA  activity.inform starts=2027-03-15 ends=2027-03-14 troops=1        refused move-require activity/move/5/require/0
2027-01-10 09:10  CHAIR  activity.notify starts=2027-03-15 ends=2027-03-20 troops=9000   refused move-author activity/move/2
2027-01-10 09:11  XAA  activity.foresee starts=2027-01-09 ends=2027-03-20 troops=9000    refused move-require activity/move/0/require/0
2027-01-10 09:12  XAA  activity.foresee starts=2027-01-10 ends=2027-01-09 troops=9000    refused move-require activity/move/0/require/1
2027-01-10 09:13  XAA  activity.foresee starts=2027-01-10 ends=2027-01-10 troops=9000    opened; stage foreseen; asked notice of XAA by 2026-11-29
