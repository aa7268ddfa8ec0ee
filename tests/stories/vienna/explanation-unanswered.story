# No reply within 48 hours: the requesting state may ask for a meeting from that instant on.
rules  vienna
title  en  A request without a reply, and one withdrawn
2027-02-27 09:00  XAA  explanation.request of=XAA                              refused move-author explanation/move/0
2027-02-27 09:01  CHAIR  explanation.request of=XAB                            refused move-author explanation/move/0
2027-02-27 10:00  XAA  explanation.request =request of=XAB                     opened; stage requested; asked explanation of XAB by 2027-03-01 10:00
2027-03-01 09:59:59.999  XAA  explanation.ask-meeting on request               refused move-require explanation/move/4/require/0
2027-03-01 10:00  XAA  explanation.ask-meeting =ask on request                 stage meeting-asked; asked meeting of CHAIR by 2027-03-03 10:00; open explanation XAB
2027-03-02 09:00  XAB  explanation.reply on request                            answered explanation by XAB
# The chair's forty-eight hours pass, and the meeting is convened all the same.
2027-03-03 10:00  CHAIR  explanation.convene on request opens=2027-03-03T09:00:01Z  refused move-require explanation/move/6/require/1
2027-03-03 10:00:00.001  CHAIR  explanation.convene on request opens=2027-03-04T09:00:00Z  stage convened; answered meeting by CHAIR
2027-03-03 11:00  XAA  explanation.withdraw on request                         stage withdrawn; closed
2027-03-03 11:01  XAA  explanation.withdraw on request                         refused move-stage explanation/move/13
2028-02-28 10:00  XAC  explanation.request =other of=XAD                       opened; stage requested; asked explanation of XAD by 2028-03-01 10:00
2028-02-28 11:00  XAC  explanation.settle on other                             refused move-stage explanation/move/12
2028-02-28 12:00  XAC  explanation.withdraw on other                           stage withdrawn; released explanation; closed
2028-02-28 13:00  XAD  explanation.statement on other                          nothing
2028-02-28 14:00  XAD  explanation.reply                                       refused matter-required
