# Offices, keys and credentials notified, suspension with its consequences as decided, review, its end, withdrawal.
rules  training
title  ar  ملف جهة مشاركة
title  en  The file of a participant
title  fr  Le dossier d’un participant
2027-03-01 09:00  REGISTRY  participant.open =file participant=XAD  opened; stage active
2027-03-01 10:00  XAD  participant.notify-offices on file offices=[{"item":"1","text":{"en":"Directorate of International Organisations"}}]  nothing
2027-03-01 10:10  XAD  participant.notify-keys on file keys=[{"item":"1","fingerprint":"a1b2c3","use":"submit","state":"in-use"}]  nothing
2027-03-01 10:20  XAD  participant.notify-credentials =credentials on file issued-by=foreign-minister session=ICFM/60 representatives=[{"item":"1","text":{"en":"The Ambassador"}}]  asked credentials of SG
2027-03-02 09:00  SG  participant.note-credentials on file re credentials as replies finding=in-order  answered credentials by SG
2027-03-03 09:00  XAA  participant.raise-representation =question on file text="Who represents Delta?"  asked representation of ICFM
2027-03-04 09:00  ARCHIVE  text.record =decision kind=resolution  opened; stage recorded; closed
2027-03-04 10:00  ICFM  participant.decide-representation on file re question as replies re decision as basis  answered representation by ICFM
2027-04-01 09:00  ICFM  participant.decide-suspension =suspension on file re decision as basis consequences=[{"item":"1","kind":"attending","text":{"en":"Meetings"}},{"item":"2","kind":"voting","text":{"en":"Votes"}}] review=2027-09-30  stage suspended; asked review of ICFM by 2027-09-30
2027-05-01 09:00  ICFM  participant.lift-consequence on file re suspension/1 as releases  nothing
2027-09-01 09:00  ICFM  participant.review-suspension =reviewed on file re suspension as follows review=2028-03-31  answered review by ICFM; asked next-review of ICFM by 2028-03-31
2027-09-02 09:00  XAD  participant.withdraw =leave on file takes-effect=2028-09-15  stage suspended-leaving
2027-09-03 09:00  XAD  participant.stay on file re leave as withdraws  stage suspended
2028-03-01 09:01  ICFM  participant.end-suspension on file re suspension as follows re decision as basis  answered review by ICFM; answered next-review by ICFM; stage active
2028-04-01 09:00  XAD  participant.withdraw =leave-again on file takes-effect=2029-04-30  stage leaving
2028-05-01 09:00  ISC  participant.decide-suspension =once-more on file re decision as basis consequences=[{"item":"1","kind":"office","text":{"en":"No office"}}]  stage suspended-leaving; asked review of ISC
2028-06-01 09:00  ISC  participant.end-suspension on file re once-more as follows re decision as basis  answered review by ISC; stage leaving
2029-04-30 23:59:59.999  -  -  nothing
2029-05-01 00:00  -  -  stage withdrawn; closed
2029-05-02 09:00  XAD  participant.notify-offices on file  refused move-stage participant/move/1
