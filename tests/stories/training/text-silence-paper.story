# A paper objection received in time counts though it is registered after the time limit; one received late does not.
rules  training
title  ar  اعتراض على الورق ورد في المهلة وقُيد بعدها
title  en  An objection on paper, received in time and registered later
title  fr  Une objection sur papier, reçue dans le délai et inscrite plus tard
2027-01-03 09:00  XAA  text.table =draft title="On security"  opened; stage tabled
# Thursday, 09:00; the next working day is Sunday.
2027-01-03 10:00  CHAIR  text.open-silence =silence on draft re draft as follows until=2027-01-07T06:00:00Z  stage silence
2027-01-07 09:00  -  -  stage elapsed
2027-01-07 10:00  REGISTRY for XAC at 2027-01-07 09:00 by by-hand  text.object on draft re silence as follows  no effect move-require
2027-01-10 09:00  REGISTRY for XAC at 2027-01-07 08:59:59 by post  text.object on draft re silence as follows  stage tabled
2027-01-10 10:00  CHAIR  text.open-silence =again on draft re draft as follows until=2027-01-13T06:00:00Z  stage silence
2027-01-13 09:00  -  -  stage elapsed
2027-01-15 00:00  CHAIR  text.confirm on draft re again as follows  stage adopted; closed
# After the confirmation nothing is computed backwards.
2027-01-17 09:00  REGISTRY for XAD at 2027-01-12 09:00 by post  text.object on draft re again as follows  no effect move-stage
