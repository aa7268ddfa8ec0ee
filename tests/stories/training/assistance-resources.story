# The organisation itself is the beneficiary; a need is met; the date passes after an extension.
rules  training
title  ar  المنظمة نفسها تطلب موارد
title  en  The organisation itself requests resources
title  fr  L’organisation elle-même demande des ressources
2027-03-01 09:00  SG  assistance.request-resources =request to=["MEMBERS"] needs=[{"item":"1","text":{"en":"Two experts"},"kind":"staff"},{"item":"2","text":{"en":"A reading room"},"kind":"premises"}]  opened; stage requested; asked reply-resources of MEMBERS; asked need-resources/1 of MEMBERS; asked need-resources/2 of MEMBERS
2027-03-02 09:00  XAC  assistance.commit on request re request/1 as supports conditional=no  answered need-resources/1 by XAC
2027-03-03 09:00  SG  assistance.meet-need on request re request/2 as releases  released need-resources/2
2027-04-01 09:00  SG  assistance.report-resources on request text="One expert has begun."  nothing
2027-04-02 09:00  XAC  assistance.report-resources on request  refused move-author assistance/move/17
2027-04-03 09:00  SG  assistance.extend on request until=2027-04-10  stage extended
2027-04-04 09:00  SG  assistance.extend on request until=2027-04-12  stage extended
2027-04-12 00:00  -  -  nothing
2027-04-13 00:00  -  -  stage ended; released reply-resources; closed
