# The whole life: to the chair first, circulated, clarified, consulted on, met with solidarity and measures, a session, consequences, conclusion.
rules  training
title  ar  إخطار عاجل يُختتم مع الدولة المتضررة
title  en  An urgent notification, concluded with the affected state
title  fr  Une notification urgente, conclue avec l’État affecté
2027-02-01 08:00  XAA  notification.submit =notice title="Incidents on the border" concerns=intervention circulation=on-my-word affected=["XAA"] named=["XAB","XZA"] text="Armed groups crossed." wishes=["consultations","session"]  opened; stage notified; asked acknowledgement of CHAIR,SG
2027-02-01 08:20  SG  notification.acknowledge on notice text="The Chair is informed."  answered acknowledgement by SG; open acknowledgement CHAIR
2027-02-01 08:30  CHAIR  notification.acknowledge on notice  answered acknowledgement by CHAIR
2027-02-01 12:00  XAA  notification.circulate on notice  stage circulated; asked solidarity of MEMBERS; asked right-of-reply of XAB
# Clarification, and the right of reply of whoever is named; a third state replies on paper.
2027-02-01 13:00  XAC  notification.request-clarification =question on notice re notice as follows to=["XAA"] text="Where and when?" by=2027-02-03  asked clarification of XAA by 2027-02-03
2027-02-02 09:00  SG  notification.remind on notice re question as follows to=["XAA"]  reminded clarification
2027-02-02 10:00  XAA  notification.clarify on notice re question as replies text="At two crossings, on 31 January."  answered clarification by XAA
2027-02-02 11:00  XAB  notification.reply =answer on notice re notice as replies text="No force of Beta was involved."  answered right-of-reply by XAB
2027-02-02 12:00  REGISTRY for XZA at 2027-02-02 09:00 by fax  notification.reply on notice re notice as replies text="Kappa has no forces there."  nothing
2027-02-02 14:00  XAA  notification.update on notice text="A third crossing." named=["XAD"]  asked right-of-reply-update of XAD
# Solidarity and measures, individual and joint, in several frameworks.
2027-02-02 15:00  XAC,XAE  notification.solidarity on notice text="Gamma and Epsilon stand with Alfa." named=["XAB"]  answered solidarity by XAC,XAE; asked right-of-reply-solidarity of XAB
2027-02-02 15:30  XAF  notification.solidarity on notice  answered solidarity by XAF
2027-02-03 09:00  XAC  notification.measure =measure on notice title="A letter to the Security Council" framework=un state=taken  answered solidarity by XAC
# Consultations.
2027-02-03 10:00  XAA  notification.request-consultations =wish on notice  asked convene-consultations of CHAIR
2027-02-03 11:00  CHAIR  notification.convene-consultations =invitation on notice re wish as replies invited=["XAA","XAB","XAC"] opens=2027-02-05  answered convene-consultations by CHAIR; asked attendance of XAA,XAB,XAC
2027-02-03 12:00  XAB  notification.answer-invitation on notice re invitation as replies answer=attends  answered attendance by XAB; open attendance XAA,XAC
2027-02-03 12:10  XAA  notification.answer-invitation on notice re invitation as replies answer=attends  answered attendance by XAA
2027-02-03 12:20  XAC  notification.answer-invitation on notice re invitation as replies answer=unable  answered attendance by XAC
2027-02-05 18:00  CHAIR  notification.record-consultations on notice re invitation as follows held=2027-02-05 present=["XAA","XAB"]  nothing
# A first request for a session does not gather the majority by its date; the second does: more than half of twelve.
2027-02-06 09:00  XAA  notification.request-session =first on notice organ=council until=2027-02-07  stage session-requested
2027-02-06 10:00  XAC  notification.support-session =gamma on notice re first as supports  counted session-support 1
2027-02-06 11:00  XAC  notification.withdraw-support on notice re gamma as withdraws  nothing
2027-02-06 12:00  XAD  notification.support-session on notice re first as supports  counted session-support 1
2027-02-07 23:59:59.999  -  -  nothing
2027-02-08 00:00  -  -  not reached session-support; stage in-hand
2027-02-08 09:00  XAA  notification.request-session =second on notice organ=council until=2027-02-20  stage session-requested
2027-02-08 10:00  XAA,XAC,XAD  notification.support-session on notice re second as supports  counted session-support 3
2027-02-08 11:00  XAE,XAF,XAG  notification.support-session on notice re second as supports  counted session-support 6
2027-02-08 11:30  XAG  notification.support-session on notice re second as supports  counted session-support 6
2027-02-09 12:00  REGISTRY for XAH at 2027-02-09 10:00 by courier  notification.support-session on notice re second as supports  counted session-support 7; reached session-support; stage session-supported; asked convene-session of CHAIR
2027-02-10 09:00  CHAIR  notification.convene-session on notice re second as follows session=ICFM/9E opens=2027-02-25  answered convene-session by CHAIR; stage session-convened
# The list of consequences, and the state of each.
2027-02-26 09:00  XAA  notification.list-consequences =list on notice consequences=[{"item":"1","text":{"en":"Two villages emptied"}},{"item":"2","text":{"en":"A bridge destroyed"}}]  nothing
2027-02-26 10:00  XAE  notification.measure on notice title="Engineers" framework=oic state=announced re notice as follows re list/2 as supports  answered solidarity by XAE
2027-03-10 09:00  XAA  notification.report-consequence on notice re list/1 as follows state=removed  nothing
2027-03-11 09:00  XAA  notification.report-consequence on notice re list/2 as follows state=in-part  nothing
# Concluded with the affected state, which first sees reason to continue.
2027-04-01 09:00  CHAIR  notification.propose-conclusion =early on notice until=2027-04-10  stage conclusion-proposed; asked conclusion of XAA by 2027-04-10
2027-04-02 09:00  XAA  notification.answer-conclusion on notice re early as replies answer=continue  answered conclusion by XAA; stage in-hand
2027-05-01 09:00  XAA  notification.report-consequence on notice re list/2 as follows state=removed  nothing
2027-05-02 09:00  XAA  notification.propose-conclusion =late on notice until=2027-05-10  stage conclusion-proposed
2027-05-03 09:00  XAA  notification.answer-conclusion on notice re late as replies answer=agreed  answered conclusion by XAA; counted conclusion 1; reached conclusion; stage concluded; released right-of-reply-update; released right-of-reply-solidarity; closed
# The right of reply outlives the file.
2027-06-01 09:00  XAD  notification.reply on notice re answer as replies text="Delta was not concerned."  nothing
