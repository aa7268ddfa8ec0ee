# Two reports at once: the wrong one is named; what is refused because of where a report stands.
rules  training
title  ar  مراسلات لا تُقبل في هذه المرحلة من تقرير
title  en  What is not received at this stage of a report
title  fr  Ce qui n’est pas reçu à ce stade d’un rapport
2027-01-03 09:00  CHAIR  report.mandate =one organ=ICFM  opened; stage mandated; asked report of SG
2027-01-03 09:01  CHAIR  report.mandate =other organ=ICFM  opened; stage mandated; asked report of SG
2027-01-03 09:02  SG  report.introduce on one  refused move-stage report/move/7
2027-01-03 09:03  CHAIR  report.decide on one outcome=noted  refused move-stage report/move/10
2027-01-03 09:04  XAA  action.inform on one progress=done  refused move-stage report/move/12
2027-01-03 09:05  CHAIR  action.release on one re one as releases text="Enough"  refused move-stage report/move/13
2027-01-03 09:06  SG  report.clear on one  stage cleared
2027-01-03 09:07  SG  report.clear on one  refused move-stage report/move/5
2027-01-03 09:08  SG  report.clear on other  stage cleared
2027-01-03 10:00  SG  report.issue =first on one re one as implements versions={"ar":"a","en":"e","fr":"f"} paragraphs=[{"item":"1","text":{"en":"One"}}] actions=[{"item":"14","text":{"en":"Consider the report"},"addressees":["ICFM"],"character":"request"}]  stage issued; answered report by SG; asked action/14 of ICFM
2027-01-03 10:01  SG  report.issue =second on other re other as implements versions={"ar":"a","en":"e","fr":"f"}  stage issued; answered report by SG
2027-01-03 10:02  SG  report.introduce on one  stage introduced
2027-01-03 10:03  CHAIR  report.consider on one re second as follows  refused move-require report/move/8/require/0
2027-01-03 10:04  CHAIR  report.decide on one re second as follows outcome=noted  refused move-require report/move/10/require/0
2027-01-03 10:05  CHAIR  report.decide on one re second as follows outcome=deferred  refused move-require report/move/10/require/0
2027-01-03 10:06  SG  report.decide on one re first as follows outcome=noted  refused move-author report/move/10
2027-01-03 10:07  CHAIR  report.decide on one re first/1 as follows outcome=noted  refused move-reference report/move/10
2027-01-03 10:08  XAA  action.release on one re first/14 as releases text="Enough"  refused move-author report/move/13
2027-01-03 10:09  CHAIR  action.release on one text="Enough"  refused move-reference report/move/13
2027-01-03 10:10  CHAIR  report.discontinue on one text="Enough"  refused move-stage report/move/11
2027-01-03 10:11  ARCHIVE  action.record on one  refused move-stage report/move/14
2027-01-03 10:12  CHAIR  action.release on one re first/14 as releases text="Considered orally"  released action/14
2027-01-03 11:00  CHAIR  report.mandate =third organ=ICFM  opened; stage mandated; asked report of SG
2027-01-03 11:01  SG  report.discontinue on third text="Enough"  refused move-author report/move/11
2027-01-03 11:02  CHAIR  report.discontinue on third text="Enough"  stage discontinued; released report; closed
2027-01-03 11:03  XAA  report.input on third content=information  refused move-stage report/move/3
2027-01-03 12:00  ARCHIVE  report.record =old  opened; stage recorded; closed
2027-01-03 12:01  XAA  action.record on old  refused move-author report/move/14
