# What is not taken, and the yearly date on its own last millisecond.
rules  vienna
title  en  The annual exchange: what is not taken
2027-12-15 23:59:59.998  XAA  return.call year="2028" valid=2028-01-01                         refused move-author return/move/0
2027-12-15 23:59:59.999  CPC  return.call =call year="2028" valid=2028-01-01                   opened; stage collecting; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2027-12-15
2027-12-16 00:00  CPC  return.call =late on call year="2029" valid=2028-01-01                  stage collecting; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2028-12-15
2027-12-16 00:01  CPC  return.call on call year="2029" valid=2027-12-15                        refused move-require return/move/1/require/0
2027-12-16 00:02  CPC  return.call on call year="2029" valid=2027-12-16                        stages collecting, valid; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2028-12-15
