# A return names the call it replies to, and its year; a reminder is a letter of the chair or the centre.
rules  vienna
title  en  The annual exchange: which call, which year
2028-02-29 09:00  CPC  return.call =call year="2028" valid=2028-03-01                          opened; stage collecting; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2028-12-15
2028-02-29 09:01  XAA  return.submit on call re call as replies year="2027" kind=nothing        refused move-require return/move/3/require/0
2028-02-29 09:02  CHAIR  return.submit on call re call as replies year="2028" kind=nothing      refused move-author return/move/3
2028-02-29 09:03  XAA  return.remind on call to=["XAB"]                                        refused move-author return/move/4
2028-02-29 09:04  CHAIR  return.remind =letter on call to=["XAB"]                              reminded return; asked expected of XAB by 2028-03-14
2028-02-29 09:05  XAB  return.expect on call re call as replies expected=2028-04-01            refused move-reference return/move/5
2028-02-29 09:06  XAB  return.expect on call re letter as replies expected=2028-02-28          refused move-require return/move/5/require/0
2028-02-29 09:07  XAB  return.expect on call re letter as replies expected=2028-02-29          answered expected by XAB
2028-02-29 09:08  CPC  return.end on call                                                      refused move-author return/move/6
2028-02-29 09:09  XAA  return.submit year="2028" kind=nothing                                   refused matter-required
# Leap day: valid from 1 March, that is at the end of 29 February.
2028-02-29 23:59:59.999  -  -                                                                  nothing
2028-03-01 00:00  -  -                                                                         stage valid
