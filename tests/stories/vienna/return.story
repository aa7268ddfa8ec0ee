# The annual exchange over two years: full, no change, nothing to report; a reminder; the table's years.
rules  vienna
title  ar  التبادل السنوي للمعلومات العسكرية
title  en  The annual exchange of military information
title  fr  L’échange annuel d’informations militaires
2027-10-01 09:00  CPC  return.call =call year="2028" valid=2028-01-01                          opened; stage collecting; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2027-12-15
2027-11-20 10:00  XAA  return.submit on call year="2028" kind=full troops=41000 tanks=300       answered return by XAA
2027-12-01 10:00  XAB  return.submit on call year="2028" kind=no-change                         answered return by XAB
2027-12-02 10:00  REGISTRY for XAC at 2027-12-01 16:00 by post  return.submit on call re call as replies year="2028" kind=nothing  answered return by XAC
2027-12-15 23:59:59.999  XAD  return.submit on call year="2028" kind=nothing                    answered return by XAD; open return XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR
2027-12-16 00:00  XAE  return.submit on call year="2028" kind=full                              answered return by XAE
# Ten working days over Christmas and new year: 24 and 31 December are holidays.
2027-12-20 09:00  CPC  return.remind =letter on call to=["XAF","XAG","XAH"]                    reminded return; asked expected of XAF,XAG,XAH by 2028-01-05
2027-12-22 09:00  XAF  return.expect on call re letter as replies expected=2028-01-20          answered expected by XAF; open return XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR; open expected XAG,XAH
2027-12-31 23:59:59.999  -  -                                                                  nothing
2028-01-01 00:00  -  -                                                                         stage valid
# Long after its date, in reply to the reminder: it answers both.
2028-02-29 12:00  XAG  return.submit on call re letter as replies year="2028" kind=full         answered return by XAG; answered expected by XAG
2028-03-01 12:00  XAA  return.submit on call year="2028" kind=full troops=40500                 answered return by XAA
2028-10-02 09:00  CPC  return.call =next on call year="2029" valid=2029-01-01                  stage collecting; asked return of XAA,XAB,XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM,XAN,XAO,XAP,XAQ,XAR by 2028-12-15
2028-10-03 09:00  XAH  return.submit on call re next as replies year="2029" kind=no-change      answered return by XAH
2028-10-04 09:00  XAH  return.submit on call re call as replies year="2028" kind=nothing        answered return by XAH
2029-01-01 09:00  -  -                                                                         stage valid
2029-02-01 09:00  CHAIR  return.end on call                                                    stage ended; released return; released expected; closed
2029-02-02 09:00  XAI  return.submit on call re next as replies year="2029" kind=nothing        refused move-stage
