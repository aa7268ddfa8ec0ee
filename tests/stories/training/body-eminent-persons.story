# Persons who sit in their personal capacity; the group speaks for itself; its mandate ends before it was considered.
rules  training
title  ar  شخصيات بارزة بصفتهم الشخصية
title  en  Eminent persons, in their personal capacity
title  fr  Des personnalités éminentes, à titre personnel
2027-01-03 09:00  SG  body.mandate =group kind=eminent-persons title="Eminent persons" capacity=personal  opened; stage mandated
2027-01-04 09:00  SG  body.compose on group persons=[{"item":"1","name":{"en":"A person"},"state":"XAA"}]  stage constituted
2027-02-01 09:00  EPG  body.report =report on group title="Report" recommendations=[{"item":"1","text":{"en":"Dialogue"}}]  stage reported
2027-02-02 09:00  SECRETARIAT  body.submit on group re report as transmits organ=ISC  stage submitted; asked consideration of ISC
2027-03-01 09:00  CHAIR  body.end on group text="The Summit set up another group"  stage ended; released consideration; closed
