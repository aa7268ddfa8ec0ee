# Eleven supporters, and a twelfth at the forty-eighth hour exactly; then twelve a millisecond before it.
rules  vienna
title  en  A meeting of all: eleven supporters and twelve
2027-04-01 09:00  XAA  explanation.request =request of=XAB                     opened; stage requested; asked explanation of XAB by 2027-04-03 09:00
2027-04-02 09:00  XAB  explanation.reply on request                            stage explained; answered explanation by XAB
2027-04-02 10:00  XAA  explanation.seek-support =first on request              stage support
2027-04-02 11:00  XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM  explanation.support =eleven on request  counted support 11
2027-04-04 10:00  XAN  explanation.support on request                          not reached support; stage unsupported; refused move-stage explanation/move/8
2027-04-04 10:01  REGISTRY for XAN at 2027-04-03 08:00 by fax  explanation.support on request re first as supports  no effect
2027-04-05 10:00  XAA  explanation.seek-support =second on request             stage support
2027-04-05 10:01  XAC  explanation.support on request re first as supports     refused move-require explanation/move/8/require/0
2027-04-05 11:00  XAC,XAD,XAE,XAF,XAG,XAH,XAI,XAJ,XAK,XAL,XAM  explanation.support =again on request re second as supports  counted support 11
2027-04-07 09:59:59.999  XAB  explanation.support on request re second as supports  counted support 12; reached support; stage supported; asked meeting-of-all of CHAIR by 2027-04-09 09:59:59.999
2027-04-07 10:00  -  -                                                         nothing
2027-04-08 09:00  CHAIR  explanation.summon on request re first as follows opens=2027-04-09T09:00:00Z  refused move-require explanation/move/10/require/0
2027-04-08 09:01  CHAIR  explanation.summon on request re second as follows opens=2027-04-09T09:00:00Z  stage summoned; answered meeting-of-all by CHAIR
