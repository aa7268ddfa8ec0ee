#include "story/story.h"

#include <gmock/gmock.h>

namespace mithaq::story {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Parsed told(const std::string& line) {
    return parse("rules  corners\n" + line + "\n");
}

// The one fault of a story of one line, as "line:column: what".
std::string fault_of(const std::string& line) {
    auto faults = told(line).faults;
    if (faults.size() != 1) return std::to_string(faults.size()) + " faults";
    return std::to_string(faults[0].line) + ":" + std::to_string(faults[0].column) + ": " +
           faults[0].what;
}

constexpr const char* kAt = "2027-01-02 09:00  ";

TEST(Story, IsReadWithEverythingThatALineMayHold) {
    auto parsed = parse(
        "# a comment\n"
        "rules  corners\n"
        "title  en  A life\n"
        "\n"
        "2027-01-02 09:00  XAA,XAB  text.table =draft title=\"On  peace\" n=12 a.b=c "
        "list=[{\"item\": \"1\"}]  opened; stage tabled\n"
        "2027-01-02 09:00:01.500  REGISTRY for XAC,XAD at 2027-01-01 08:00 by post  text.object "
        "on draft re draft/2 as replies re draft as follows  no effect move-stage\n"
        "2027-01-03 00:00  -  -  nothing\n");
    ASSERT_THAT(parsed.faults, IsEmpty());
    const Story& story = parsed.story;
    EXPECT_EQ(story.rulebook, "corners");
    EXPECT_EQ(story.titles.at("en"), "A life");
    ASSERT_EQ(story.lines.size(), 3U);
    const Line& first = story.lines[0];
    EXPECT_EQ(first.number, 5U);
    EXPECT_THAT(first.authors, ElementsAre("XAA", "XAB"));
    ASSERT_TRUE(first.letter);
    EXPECT_EQ(first.letter->form, "text.table");
    EXPECT_EQ(first.letter->label, "draft");
    ASSERT_EQ(first.letter->fields.size(), 4U);
    EXPECT_EQ(first.letter->fields[0].text, "On  peace");
    EXPECT_EQ(first.letter->fields[0].kind, Given::Kind::quoted);
    EXPECT_EQ(first.letter->fields[1].kind, Given::Kind::bare);
    EXPECT_THAT(first.letter->fields[2].path, ElementsAre("a", "b"));
    EXPECT_EQ(first.letter->fields[3].text, "[{\"item\": \"1\"}]");
    ASSERT_EQ(first.expected.size(), 2U);
    EXPECT_EQ(first.expected[0].kind, Expect::opened);
    EXPECT_EQ(first.expected[1].kind, Expect::stages);
    const Line& second = story.lines[1];
    EXPECT_EQ(format_local(second.at), "2027-01-02 09:00:01.500");
    ASSERT_TRUE(second.paper);
    EXPECT_THAT(second.paper->from, ElementsAre("XAC", "XAD"));
    EXPECT_EQ(format_local(second.paper->at), "2027-01-01 08:00");
    EXPECT_EQ(second.paper->via, "post");
    EXPECT_EQ(second.letter->on, "draft");
    ASSERT_EQ(second.letter->re.size(), 2U);
    EXPECT_EQ(second.letter->re[0].item, "2");
    EXPECT_EQ(second.letter->re[1].as, "follows");
    EXPECT_EQ(second.expected[0].name, "move-stage");
    EXPECT_FALSE(story.lines[2].letter);
}

TEST(Story, ReadsEveryKindOfExpectation) {
    auto parsed = told(
        std::string(kAt) +
        "XAA  text.table =t  opened; stage a; stages b, c; asked n of XAA, XAB by 2027-01-03; "
        "asked n/1 of few by 2027-01-03 10:00; asked n by ICFM/27; answered n/1 by XAA; "
        "reminded n; released n/2; counted v 3; reached v; not reached v; closed; reopened; "
        "no effect; no effect move-author; alone; refused move-stage text/move/4; nothing; "
        "open n/1 XAA,XAB; not open n; allowed text.object by XAA; t: not allowed text.object by "
        "XAB");
    ASSERT_THAT(parsed.faults, IsEmpty());
    const auto& all = parsed.story.lines[0].expected;
    ASSERT_EQ(all.size(), 23U);
    EXPECT_THAT(all[2].list, ElementsAre("b", "c"));
    EXPECT_THAT(all[3].list, ElementsAre("XAA", "XAB"));
    EXPECT_EQ(all[3].due, "2027-01-03");
    EXPECT_EQ(all[4].item, "1");
    EXPECT_EQ(all[4].due, "2027-01-03 10:00");
    EXPECT_EQ(all[5].due, "ICFM/27");
    EXPECT_EQ(all[9].count, 3);
    EXPECT_EQ(all[11].kind, Expect::not_reached);
    EXPECT_EQ(all[15].name, "move-author");
    EXPECT_EQ(all[17].rule, "text/move/4");
    EXPECT_EQ(all[20].kind, Expect::not_open);
    EXPECT_EQ(all[22].kind, Expect::not_allowed);
    EXPECT_EQ(all[22].file, "t");
}

TEST(Story, SaysWhereAndWhatIsWrong) {
    EXPECT_THAT(fault_of("yesterday  -  -  nothing"), HasSubstr("2:1: a line begins"));
    EXPECT_THAT(fault_of("2027-02-30 09:00  -  -  nothing"), HasSubstr("2:1: a line begins"));
    EXPECT_THAT(fault_of("2027-01-02 09:00 -  -  nothing"), HasSubstr("2:1: "));
    EXPECT_THAT(fault_of("2027-01-02 09:00"), HasSubstr("2:17: who submits"));
    EXPECT_THAT(fault_of(std::string(kAt) + "-"), HasSubstr("2:20: what is submitted"));
    EXPECT_THAT(fault_of(std::string(kAt) + "-  -"), HasSubstr("say what is expected"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  -  nothing"), HasSubstr("2:24: nothing is"));
    EXPECT_THAT(fault_of(std::string(kAt) + "-  a.b  nothing"), HasSubstr("2:22: who submits"));
    EXPECT_THAT(fault_of(std::string(kAt) + "xaa  a.b  nothing"), HasSubstr("2:19: \"xaa\""));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA,XAA  a.b  nothing"), HasSubstr("2:23: XAA"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA for XAB  a.b  nothing"), HasSubstr("on paper"));
    EXPECT_THAT(
        fault_of(std::string(kAt) + "XAA for XAB at 2027-01-01 08:00:00.5 by post  a.b  nothing"),
        HasSubstr("received at"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  note  nothing"), HasSubstr("2:24: \"note\""));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b nothing"), HasSubstr("two spaces go before"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b x=\"y  nothing"),
                HasSubstr("2:30: the text"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b x=[1  nothing"), HasSubstr("2:30: this bra"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b x=[1,]  nothing"), HasSubstr("no JSON"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b x=1 x=2  nothing"), HasSubstr("twice"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b on c  nothing"), HasSubstr("says =c"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b re c  nothing"), HasSubstr("`re LABEL"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  stage a;; closed"),
                HasSubstr("2:37: an expectation"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  stages a b"), HasSubstr("2:38: \"b\""));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  happens"), HasSubstr("none of opened"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  not closed"), HasSubstr("behind `not`"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  counted v three"), HasSubstr("a number"));
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b  answered n XAA"), HasSubstr("`by`"));
    EXPECT_THAT(fault_of("2027-01-02 09:00\t-  -  nothing"), HasSubstr("2:17: a tab"));
}

TEST(Story, CountsColumnsInCharacters) {
    EXPECT_THAT(fault_of(std::string(kAt) + "XAA  a.b title=\"سلام\" x  nothing"),
                HasSubstr("2:41: \"x\""));
}

TEST(Story, NamesItsRulebookFirstAndGoesForwardInTime) {
    EXPECT_THAT(parse("2027-01-02 09:00  -  -  nothing\n").faults.at(0).what,
                HasSubstr("`rules  NAME`"));
    EXPECT_THAT(parse("").faults.at(0).what, HasSubstr("`rules  NAME`"));
    EXPECT_THAT(parse("rules  a\n").faults.at(0).what, HasSubstr("nothing happens"));
    EXPECT_THAT(parse("rules  ../a\n").faults.at(0).what, HasSubstr("a folder of rulebooks"));
    EXPECT_THAT(parse("rules  a\nrules  a\n").faults.at(0).what, HasSubstr("one line `rules`"));
    EXPECT_THAT(
        parse("rules  a\n2027-01-02 09:00  -  -  nothing\n2027-01-02 08:59  -  -  nothing\n")
            .faults.at(0)
            .what,
        HasSubstr("does not go back"));
    EXPECT_THAT(parse("rules  a\xff\n").faults.at(0).what, HasSubstr("UTF-8"));
}

TEST(Story, ALabelIsGivenOnce) {
    auto parsed = parse(
        "rules  a\n2027-01-02 09:00  XAA  a.b =x  alone\n2027-01-02 09:00  XAA  a.b =x  alone\n");
    ASSERT_EQ(parsed.faults.size(), 1U);
    EXPECT_THAT(parsed.faults[0].what, HasSubstr("given once"));
}

TEST(LocalTime, IsWrittenAsShortAsItIs) {
    for (const char* text : {"2027-01-02 09:00", "2027-01-02 09:00:01", "2027-01-02 09:00:00.001"})
        EXPECT_EQ(format_local(parse_local(text).value()), text);
    EXPECT_FALSE(parse_local("2027-01-02T09:00"));
    EXPECT_FALSE(parse_local("2027-01-02 9:00"));
    EXPECT_FALSE(parse_local("2027-01-02 09:00:00.1"));
    EXPECT_FALSE(parse_local("2027-01-02 24:00"));
}

}  // namespace
}  // namespace mithaq::story
