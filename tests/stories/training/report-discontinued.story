# No longer requested: what was invited is released.
rules  training
title  ar  تقرير صُرف النظر عنه
title  en  A report that is no longer requested
title  fr  Un rapport qui n’est plus demandé
2027-01-03 09:00  CHAIR  report.mandate =mandate organ=ICFM  opened; stage mandated; asked report of SG
2027-01-04 09:00  REGISTRY  report.invite =invitation on mandate to=["XAA","XAB"] character=request  stage inputs; asked contribution of XAA,XAB
2027-02-01 09:00  CHAIR  report.discontinue on mandate text="Another report covers the subject"  stage discontinued; released report; released contribution; closed
