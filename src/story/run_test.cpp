// Each kind of expectation holds where it should, and where it does not says what happened.
#include "story/run.h"

#include <gmock/gmock.h>

#include "story/body.h"
#include "story/story_testing.h"

namespace mithaq::story {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Report played(const std::string& lines) {
    auto parsed = parse("rules  corners\n" + lines);
    EXPECT_THAT(parsed.faults, IsEmpty()) << lines << parsed.faults[0].what;
    return run(parsed.story, testing::corners()).value();
}

// The failures, as "line: `expected`: what".
std::vector<std::string> failures(const std::string& lines) {
    std::vector<std::string> out;
    for (const auto& one : played(lines).failures)
        out.push_back(std::to_string(one.line) + ": `" + one.expected + "`: " + one.what);
    return out;
}

constexpr const char* kTabled =
    "2027-01-02 09:00  XAA  text.table =draft title=\"On peace\"  opened; stage tabled\n"
    "2027-01-02 10:00  CHAIR  text.silence on draft until=\"2027-01-06 09:00\"  stage silence\n";
constexpr const char* kRequest =
    "2027-01-02 09:00  XAA  request.make =request  opened; stage requested\n";
constexpr const char* kAsked =
    "2027-01-03 09:00  CHAIR  days.ask =list actions=[{\"item\":\"1\",\"to\":[\"XAA\",\"XAB\"],"
    "\"due\":\"2027-03-01\"},{\"item\":\"2\",\"to\":[\"MEMBERS\"]}]  opened; stage asked; "
    "asked item/1 of few by 2027-03-01; asked item/2 of MEMBERS by none; asked leap of CHAIR\n";

TEST(Run, AStoryThatIsSoHasNoFailure) {
    auto report = played(std::string(kTabled) +
                         "2027-01-06 08:59:59.999  -  -  nothing\n"
                         "2027-01-06 09:00  -  -  stage elapsed\n"
                         "2027-01-06 10:00  CHAIR  text.confirm on draft  stage adopted; closed\n");
    EXPECT_THAT(report.failures, IsEmpty());
    ASSERT_EQ(report.lines.size(), 5U);
    EXPECT_THAT(report.lines[0].happened, ElementsAre("opened", "stage tabled"));
    EXPECT_THAT(report.lines[0].why, ElementsAre("text/move/0 at 2027-01-02 09:00"));
    EXPECT_THAT(report.lines[4].happened, ElementsAre("stage adopted", "closed"));
}

TEST(Run, AStageThatIsEnteredAndNotExpectedIsAFailure) {
    EXPECT_THAT(failures("2027-01-02 09:00  XAA  text.table  opened\n"),
                ElementsAre("2: ``: a stage was entered that is not expected: tabled"));
    EXPECT_THAT(failures("2027-01-02 09:00  XAA  text.table  opened; stage silence\n"),
                ElementsAre("2: `stage silence`: the stages entered were: tabled"));
    EXPECT_THAT(failures(std::string(kTabled) + "2027-01-05 09:00  -  -  stage elapsed\n"),
                ElementsAre("4: `stage elapsed`: no stage was entered"));
    EXPECT_THAT(failures(std::string(kTabled) + "2027-01-07 09:00  CHAIR  text.confirm on draft  "
                                                "stages adopted, elapsed; closed\n"),
                ElementsAre("4: `stages adopted, elapsed`: the stages entered were: elapsed, "
                            "adopted"));
}

TEST(Run, ARefusalIsExpectedWithItsTypeAndRule) {
    EXPECT_THAT(failures(std::string(kTabled) +
                         "2027-01-03 09:00  CHAIR  text.object on draft  refused move-author "
                         "text/move/2\n"
                         "2027-01-03 09:00  CHAIR  text.confirm on draft  refused move-stage\n"
                         "2027-01-07 09:00  XAB  text.object on draft  stage elapsed; refused "
                         "move-require text/move/2/require/0\n"),
                IsEmpty());
    auto report = played(std::string(kTabled) +
                         "2027-01-03 09:00  CHAIR  text.confirm on draft  nothing\n"
                         "2027-01-03 09:00  CHAIR  text.confirm on draft  refused move-author\n"
                         "2027-01-03 09:00  XAB  text.object on draft  refused move-stage; stage "
                         "tabled\n");
    ASSERT_EQ(report.failures.size(), 4U);
    EXPECT_EQ(report.failures[0].what, "it was refused");
    EXPECT_EQ(report.failures[1].what, "it was refused, which is not expected");
    EXPECT_EQ(report.failures[2].what, "it was refused otherwise");
    EXPECT_EQ(report.failures[3].what, "it was not refused");
    EXPECT_THAT(report.lines[2].happened, ElementsAre("refused move-stage text/move/3"));
    EXPECT_THAT(report.lines[2].why[0], HasSubstr("text.confirm"));
}

TEST(Run, WhatWasRefusedIsNotNamed) {
    EXPECT_THAT(failures("2027-01-02 09:00  CHAIR  text.table =draft  refused move-author\n"
                         "2027-01-02 10:00  CHAIR  text.silence on draft  stage silence\n"),
                ElementsAre("3: ``: =draft names nothing: that communication was refused"));
}

TEST(Run, PaperCountsFromWhenItCameWhereTheRuleSaysSo) {
    EXPECT_THAT(
        failures(std::string(kTabled) +
                 "2027-01-07 09:00  REGISTRY for XAB at 2027-01-06 08:59:59 by post  text.object "
                 "on draft  stages elapsed, tabled\n"),
        IsEmpty());
    EXPECT_THAT(
        failures(std::string(kTabled) +
                 "2027-01-07 09:00  REGISTRY for XAB at 2027-01-06 09:00 by post  text.object on "
                 "draft  stage elapsed; no effect move-require\n"
                 "2027-01-07 09:00  REGISTRY for CHAIR at 2027-01-06 09:00 by post  text.object "
                 "on draft  no effect\n"
                 "2027-01-07 09:00  REGISTRY for CHAIR at 2027-01-06 09:00 by post  text.object "
                 "on draft  no effect move-stage\n"
                 "2027-01-07 09:00  XAB for XAC at 2027-01-06 09:00 by post  text.object on "
                 "draft  refused received-not-allowed\n"),
        ElementsAre("6: `no effect move-stage`: this did not happen"));
    EXPECT_THAT(failures("2027-01-07 09:00  REGISTRY for CHAIR at 2027-01-06 09:00 by post  "
                         "text.table  no effect move-author; alone\n"),
                IsEmpty());
}

TEST(Run, CountsAreToldAsTheyGo) {
    EXPECT_THAT(failures(std::string(kRequest) +
                         "2027-01-02 10:00  XAB  request.support on request  counted support 1\n"
                         "2027-01-02 10:00  XAB  request.support on request  counted support 1\n"
                         "2027-01-02 11:00  XAC  request.support on request  counted support 2; "
                         "reached support; stage convened; asked explain of XAA by "
                         "2027-01-04 11:00; open explain XAA\n"
                         "2027-01-02 12:00  XAA  request.end on request re request as replies  "
                         "stage ended; open explain XAA\n"),
                IsEmpty());
    EXPECT_THAT(failures(std::string(kRequest) +
                         "2027-01-02 10:00  XAB  request.support on request  counted support 2; "
                         "reached support\n"
                         "2027-01-05 09:00  -  -  not reached support; stage lapsed; closed\n"
                         "2027-01-05 09:00  -  -  not reached support\n"),
                ElementsAre("3: `counted support 2`: this did not happen",
                            "3: `reached support`: this did not happen",
                            "5: `not reached support`: this did not happen"));
}

TEST(Run, ActionsAreAskedAnsweredRemindedAndReleased) {
    EXPECT_THAT(
        failures(std::string(kAsked) +
                 "2027-01-04 09:00  XAA  days.reply =reply on list re list/1 as replies  answered "
                 "item/1 by XAA; open item/1 XAB; open item/2 MEMBERS\n"
                 "2027-01-04 09:00  XAC,XAD  days.reply on list re list/2 as replies  answered "
                 "item/2 by XAC,XAD; not open item/2\n"
                 "2027-01-05 09:00  CHAIR  days.remind on list re list/1 as follows  reminded "
                 "item/1\n"
                 "2027-01-05 09:00  CHAIR  days.release on list re list/1 as releases  released "
                 "item/1; not open item/1; not open item\n"),
        IsEmpty());
    EXPECT_THAT(
        failures(std::string(kAsked) +
                 "2027-01-04 09:00  XAA  days.reply on list re list/1 as replies  answered item/2 "
                 "by XAA; answered item/1 by XAB; open item/1 XAA; not open item; reminded item; "
                 "released item/1; open other XAA; asked item/1 of XAA\n"),
        ElementsAre(
            "3: `answered item/2 by XAA`: this did not happen",
            "3: `answered item/1 by XAB`: this did not happen",
            "3: `open item/1 XAA`: awaited: XAB", "3: `not open item`: awaited: MEMBERS,XAB",
            "3: `reminded item`: this did not happen", "3: `released item/1`: this did not happen",
            "3: `open other XAA`: no such action was requested",
            "3: `asked item/1 of XAA`: this did not happen"));
}

TEST(Run, WhoMayDoWhatIsAskedAfterTheLine) {
    EXPECT_THAT(failures(std::string(kTabled) +
                         "2027-01-03 09:00  -  -  allowed text.object by members; not allowed "
                         "text.object by CHAIR; not allowed text.confirm by CHAIR\n"
                         "2027-01-03 10:00  -  -  allowed text.object by CHAIR; not allowed "
                         "text.object by XAB\n"),
                ElementsAre("5: `allowed text.object by CHAIR`: CHAIR may not submit text.object "
                            "at stage silence",
                            "5: `not allowed text.object by XAB`: XAB may submit text.object at "
                            "stage silence"));
}

TEST(Run, FilesAreToldApartByTheirLabels) {
    EXPECT_THAT(
        failures("2027-01-02 09:00  XAA  text.table =one  opened; stage tabled\n"
                 "2027-01-02 09:00  XAB  text.table =two  two: opened; stage tabled\n"
                 "2027-01-02 09:00  CHAIR  text.silence on one until=\"2027-01-06 09:00\"  one: "
                 "stage silence; allowed text.object by XAA; two: not allowed text.object by XAA\n"
                 "2027-01-02 09:00  CHAIR  text.silence on two until=\"2027-01-05 09:00\"  stage "
                 "silence\n"
                 "2027-01-07 09:00  -  -  stages elapsed, elapsed; allowed text.object by XAA\n"
                 "2027-01-07 09:00  -  -  two: stage elapsed\n"),
        ElementsAre("6: `allowed text.object by XAA`: which file? Write `LABEL: allowed …`",
                    "7: `two: stage elapsed`: no stage was entered"));
}

TEST(Run, WhatBelongsToNoFileStandsAlone) {
    EXPECT_THAT(failures("2027-01-02 09:00  XAA  plain.note =note  alone; nothing\n"
                         "2027-01-02 09:00  XAA  text.object on note  refused matter-unknown\n"
                         "2027-01-02 09:00  XAA  text.object  refused matter-required\n"
                         "2027-01-02 09:00  XAA  no.form  refused form-unknown\n"
                         "2027-01-02 09:00  XAA  text.table  alone; opened; stage tabled\n"),
                ElementsAre("6: `alone`: it is not registered alone"));
}

TEST(Run, WhoIsNotInTheRulebookCannotSign) {
    EXPECT_THAT(
        failures("2027-01-02 09:00  XZZ  plain.note  refused key-unknown\n"
                 "2027-01-02 09:00  MEMBERS  plain.note  alone\n"
                 "2027-01-02 09:00  XAA  text.table  opened; stage tabled; asked x of XZZ\n"),
        ElementsAre("4: `asked x of XZZ`: the rulebook has no participant and no set XZZ"));
}

TEST(Run, ClosedAndReopenedAreTold) {
    EXPECT_THAT(
        failures(std::string(kTabled) +
                 "2027-01-03 09:00  XAA  text.withdraw on draft  stage withdrawn; closed\n"
                 "2027-01-03 09:00  -  -  closed; reopened; opened\n"),
        ElementsAre("5: `closed`: this did not happen", "5: `reopened`: this did not happen",
                    "5: `opened`: this did not happen"));
}

// Engine corners: instants and a millisecond to each side, paper, cascades, dates.
TEST(Run, StoriesOfCornersAreSo) {
    std::size_t stories = 0;
    for (const auto& file : std::filesystem::directory_iterator("tests/stories/corners")) {
        ++stories;
        std::ifstream in(file.path(), std::ios::binary);
        auto parsed = parse(std::string(std::istreambuf_iterator<char>(in), {}));
        for (const auto& one : parsed.faults)
            ADD_FAILURE() << file.path() << ":" << one.line << ":" << one.column << ": "
                          << one.what;
        if (!parsed.faults.empty()) continue;
        const auto report = run(parsed.story, testing::corners()).value();
        for (const auto& one : report.failures) {
            std::string happened;
            for (const auto& line : report.lines)
                if (line.line == one.line)
                    for (const auto& words : line.happened) happened += words + "; ";
            ADD_FAILURE() << file.path() << ":" << one.line << ": " << one.expected << ": "
                          << one.what << "\n  happened: " << happened;
        }
    }
    EXPECT_GE(stories, 11U);
}

// ---- Bodies

class Bodies : public ::testing::Test {
  protected:
    std::string made(std::string_view form, const std::string& words) const {
        auto parsed = parse("rules  a\n2027-01-02 09:00  XAA  " + std::string(form) + " " + words +
                            "  nothing\n");
        EXPECT_THAT(parsed.faults, IsEmpty());
        auto body = body_of(form, parsed.story.lines[0].letter->fields,
                            {*rulebook, "XAB", parse_stamp("2027-01-02T21:30:00.500Z").value()});
        return body ? canonical_json(*body) : body.error().pointer + ": " + body.error().message;
    }
    std::shared_ptr<const rulebook::Rulebook> rulebook =
        rulebook::load_bundle(testing::corners()).value();
};

TEST_F(Bodies, GetWhatTheFormRequiresAndNothingMore) {
    EXPECT_EQ(made("text.table", ""), "{}");
    EXPECT_EQ(made("text.silence", ""), R"({"until":"2027-01-02T21:30:00Z"})");
    EXPECT_EQ(made("vote.ballot", ""), R"({"choice":"yes"})");
    EXPECT_EQ(made("day.open", ""), R"({"from":"2027-01-03"})");
    EXPECT_EQ(made("meeting.convene", ""), R"({"session":"XAB/1"})");
    EXPECT_EQ(made("days.ask", ""), R"({"actions":[{"item":"1","to":["XAB"]}]})");
    EXPECT_EQ(made("days.ask", R"(actions=[{"to":["XAC"]},{}])"),
              R"({"actions":[{"item":"1","to":["XAC"]},{"item":"2","to":["XAB"]}]})");
}

TEST_F(Bodies, TakeValuesAsTheirFieldsAre) {
    EXPECT_EQ(made("text.table", "title=\"On peace\""), R"({"title":{"en":"On peace"}})");
    EXPECT_EQ(made("text.table", "title.fr=Paix"), R"({"title":{"fr":"Paix"}})");
    EXPECT_EQ(made("text.table", "title={\"en\":\"x\"}"), R"({"title":{"en":"x"}})");
    EXPECT_EQ(made("text.silence", "until=\"2027-01-06 09:00\""),
              R"({"until":"2027-01-06T06:00:00Z"})");
    EXPECT_EQ(made("text.silence", "until=2027-01-06T06:00:00Z"),
              R"({"until":"2027-01-06T06:00:00Z"})");
    EXPECT_EQ(made("no.form", "a.b=1 a.c=\"2\""), R"({"a":{"b":"1","c":"2"}})");
    EXPECT_EQ(made("no.form", "a=1 a.c=2"), "a.c: a has a value of its own above");
}

}  // namespace
}  // namespace mithaq::story
