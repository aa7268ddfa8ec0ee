// Procedures as they are read, and every fault that is found in one, with its place.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rulebook/rulebook.h"

namespace mithaq::rulebook {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

std::string form(std::string_view properties) {
    return fmt::format(
        "title = {{ en = \"F\" }}\n[schema]\ntype = \"object\"\nadditionalProperties = false\n{}",
        properties);
}
std::string string_field(std::string_view name, std::string_view special) {
    return fmt::format("[schema.properties.{}]\ntype = \"string\"\nx-mithaq = \"{}\"\n", name,
                       special);
}

const std::string kItems = R"([schema.properties.actions]
type = "array"
[schema.properties.actions.items]
type = "object"
additionalProperties = false
required = ["item"]
[schema.properties.actions.items.properties.item]
type = "string"
[schema.properties.actions.items.properties.addressees]
type = "array"
[schema.properties.actions.items.properties.addressees.items]
type = "string"
x-mithaq = "participant"
[schema.properties.actions.items.properties.due]
type = "string"
x-mithaq = "due"
[schema.properties.actions.items.properties.character]
type = "string"
enum = ["request", "voluntary"]
titles.request = { en = "r" }
titles.voluntary = { en = "v" }
)";

// All that the procedures below need; `procedure` is procedures/text.toml, its lines as given.
Sources with(const std::string& procedure) {
    return {
        {"rulebook.toml",
         "edition = 0\nname = \"small\"\ntitle = { en = \"S\" }\nlanguages = [\"en\"]\n"
         "enrols = \"SG\"\nregistries = [\"SG\"]\nsees = \"CHAIR + SG\"\n"
         "[calendar]\noffset = \"+03:00\"\nweek = [0, 1, 2, 3, 4]\nholidays = [\"2027-05-16\"]\n"
         "[sets]\nmembers = { kind = \"state\", title = { en = \"m\" } }\n"},
        {"participants.toml",
         [] {
             std::string out;
             for (const auto& [code, kind] : {std::pair{"SG", "office"},
                                              {"CHAIR", "office"},
                                              {"CFM", "organ"},
                                              {"XAA", "state"},
                                              {"XAB", "state"},
                                              {"XZZ", "third-state"}})
                 out += fmt::format(
                     "[{0}]\nkind = \"{1}\"\nnames = [{{ short = {{ en = \"{0}\" }}, "
                     "source = \"s\", checked = \"no\" }}]\n",
                     code, kind);
             return out +
                    "[MEMBERS]\nkind = \"group\"\nspeaks = \"members\"\nnames = [{ short = { "
                    "en = \"M\" }, source = \"s\", checked = \"no\" }]\n";
         }()},
        {"forms/text.table.toml", form(kItems)},
        {"forms/text.silence.toml",
         form("required = [\"until\"]\n" + string_field("until", "instant") +
              string_field("day", "date") + string_field("who", "participant") +
              "[schema.properties.n]\ntype = \"integer\"\n"
              "[schema.properties.flag]\ntype = \"boolean\"\n")},
        {"forms/text.object.toml", form(string_field("until", "date"))},
        {"forms/text.vote.toml",
         form("[schema.properties.vote]\ntype = \"string\"\nenum = [\"yes\", \"no\", "
              "\"abstain\"]\ntitles.yes = { en = \"y\" }\ntitles.no = { en = \"n\" }\n"
              "titles.abstain = { en = \"a\" }\n"
              "[schema.properties.kind]\ntype = \"string\"\nenum = [\"a\"]\n"
              "titles.a = { en = \"y\" }\n")},
        {"forms/session.convene.toml",
         form(string_field("session", "session") + string_field("opens", "date"))},
        {"procedures/text.toml", procedure}};
}

constexpr std::string_view kText = R"TOML(title = { en = "text" }
help = { en = "How a text is adopted." }
[[stage]]
name = "tabled"
title = { en = "tabled" }
[[stage]]
name = "silence"
title = { en = "in silence" }
[[stage]]
name = "voting"
title = { en = "voting" }
[[stage]]
name = "adopted"
title = { en = "adopted" }
final = true
[[move]]
form = "text.table"
by = "members + SG"
to = "tabled"
as = "text"
[[move]]
form = "text.silence"
by = "CHAIR"
in = ["tabled"]
to = "silence"
as = "silence"
re = { text = { as = "follows", form = "text.table" }, why = { as = "replies", optional = true, item = true } }
require = [
    { if = "silence.body.until >= now + PT72H", says = { en = "three days" } },
    { if = "act.re.text == text", says = { en = "the newest text" } },
]
basis = { en = "rule 1" }
help = { en = "Say until when." }
[[move]]
form = ["text.object", "text.vote(vote=no)"]
by = "members & text.from"
in = ["silence", "voting"]
effective = ["voting"]
require = [{ if = "effective < silence.body.until", says = { en = "in time" } }]
to = "tabled"
[[move]]
form = "text.vote"
by = "members"
in = ["voting"]
[[after]]
in = ["silence"]
at = "silence.body.until - PT30M"
to = "adopted"
basis = { en = "rule 2" }
[[count]]
name = "votes"
of = "silence"
in = ["voting"]
form = "text.vote"
by = "members - silence.body.who"
choice = "body.vote"
at = "silence.body.day + P1WD"
reach = "more than 1/2 of yes+no"
quorum = "at least 1/2 of set"
to = "adopted"
otherwise = "tabled"
[[count]]
name = "second"
of = "text"
in = ["tabled", "silence"]
form = "text.vote(vote=yes)"
by = "act.from"
until = "text.stamp + PT48H"
reach = "at least 2"
to = "voting"
[[ask]]
name = "follow-up"
title = { en = "follow-up" }
on = "stage adopted"
each = "text.body.actions"
of = "item.addressees & (participants - sees)"
answer = ["text.vote"]
remind = "text.silence"
due = "item.due"
character = "item.character"
release = ["stage tabled", "form text.object"]
about = "text"
basis = { en = "rule 3" }
[[ask]]
name = "vote"
title = { en = "vote" }
on = "form text.silence"
of = "members - act.body.who"
answer = "text.vote"
due = "act.body.until"
urgency = "immediate"
character = "decision"
[[ask]]
name = "session"
title = { en = "report" }
on = "count second"
of = "SG"
answer = "text.vote"
due = "CFM/27"
character = "obligation"
[[table]]
name = "votes"
title = { en = "votes" }
rows = "participants"
columns = [{ form = ["text.vote", "text.object"], title = { en = "vote" } }]
[[table]]
name = "actions"
title = { en = "actions" }
rows = "text.body.actions"
by = "body.until"
)TOML";

std::shared_ptr<const Rulebook> built(const Sources& sources) {
    auto bundle = build_bundle(sources);
    EXPECT_TRUE(bundle) << bundle.error().message;
    return load_bundle(bundle.value()).value();
}

TEST(Procedure, StagesAndMovesAreRead) {
    auto rulebook = built(with(std::string(kText)));
    const Procedure& text = rulebook->procedures.at("text");
    EXPECT_EQ(text.type, "text");
    EXPECT_EQ(text.title.at("en"), "text");
    EXPECT_EQ(text.help.at("en"), "How a text is adopted.");
    ASSERT_EQ(text.stages.size(), 4u);
    EXPECT_EQ(text.stage("adopted"), 3u);
    EXPECT_EQ(text.stage("elapsed"), std::nullopt);
    EXPECT_TRUE(text.stages[3].final);
    EXPECT_FALSE(text.stages[0].final);

    ASSERT_EQ(text.moves.size(), 4u);
    EXPECT_TRUE(text.moves[0].opens());
    EXPECT_EQ(text.moves[0].as, "text");
    EXPECT_EQ(text.moves[0].to, "tabled");
    EXPECT_EQ(text.moves[0].by.source, "members + SG");
    const Move& silence = text.moves[1];
    EXPECT_FALSE(silence.opens());
    EXPECT_THAT(silence.in, ElementsAre("tabled"));
    ASSERT_EQ(silence.re.size(), 2u);
    EXPECT_EQ(silence.re[0].name, "text");
    EXPECT_EQ(silence.re[0].as, "follows");
    EXPECT_EQ(silence.re[0].form, "text.table");
    EXPECT_FALSE(silence.re[0].optional || silence.re[0].item);
    EXPECT_TRUE(silence.re[1].optional && silence.re[1].item && silence.re[1].form.empty());
    ASSERT_EQ(silence.require.size(), 2u);
    EXPECT_EQ(silence.require[0].condition.source, "silence.body.until >= now + PT72H");
    EXPECT_EQ(silence.require[1].says.at("en"), "the newest text");
    EXPECT_EQ(silence.basis.at("en"), "rule 1");
    EXPECT_EQ(silence.help.at("en"), "Say until when.");
    const Move& object = text.moves[2];
    ASSERT_EQ(object.forms.size(), 2u);
    EXPECT_EQ(object.forms[1].form, "text.vote");
    EXPECT_THAT(object.forms[1].field, ElementsAre("vote"));
    EXPECT_EQ(object.forms[1].value, "no");
    EXPECT_THAT(object.effective, ElementsAre("voting"));
    EXPECT_TRUE(text.moves[3].to.empty() && text.moves[3].as.empty());
}

TEST(Procedure, ClocksCountsAsksAndTablesAreRead) {
    auto rulebook = built(with(std::string(kText)));
    const Procedure& text = rulebook->procedures.at("text");
    ASSERT_EQ(text.afters.size(), 1u);
    EXPECT_EQ(text.afters[0].at_source, "silence.body.until - PT30M");
    EXPECT_EQ(text.afters[0].at.offsets[0].ms, -1'800'000);
    EXPECT_EQ(text.afters[0].basis.at("en"), "rule 2");
    ASSERT_EQ(text.counts.size(), 2u);
    EXPECT_TRUE(text.counts[0].at_instant);
    EXPECT_THAT(text.counts[0].choice, ElementsAre("vote"));
    EXPECT_EQ(text.counts[0].reach.base, Threshold::Base::yes_and_no);
    EXPECT_EQ(text.counts[0].quorum->source, "at least 1/2 of set");
    EXPECT_EQ(text.counts[0].otherwise, "tabled");
    EXPECT_FALSE(text.counts[1].at_instant);
    EXPECT_EQ(text.counts[1].instant_source, "text.stamp + PT48H");
    EXPECT_EQ(text.counts[1].form.value, "yes");
    EXPECT_FALSE(text.counts[1].quorum);

    ASSERT_EQ(text.asks.size(), 3u);
    const Ask& follow_up = text.asks[0];
    EXPECT_EQ(follow_up.on.kind, Trigger::Kind::stage);
    EXPECT_THAT(follow_up.each->fields, ElementsAre("actions"));
    // What the rulebook says in `sees` stands where the word does.
    const SetTerm& group = follow_up.of.terms[1];
    ASSERT_EQ(group.kind, SetTerm::Kind::group);
    EXPECT_EQ(group.terms[1].kind, SetTerm::Kind::group);
    EXPECT_EQ(group.terms[1].word, "sees");
    EXPECT_EQ(group.terms[1].terms[0].word, "CHAIR");
    EXPECT_EQ(follow_up.remind[0].form, "text.silence");
    EXPECT_TRUE(follow_up.character.empty());
    EXPECT_EQ(follow_up.character_path->part, Part::item);
    ASSERT_EQ(follow_up.release.size(), 2u);
    EXPECT_EQ(follow_up.release[1].form.form, "text.object");
    EXPECT_EQ(follow_up.about, "text");
    EXPECT_EQ(text.asks[1].urgency, "immediate");
    EXPECT_EQ(text.asks[1].character, "decision");
    EXPECT_EQ(text.asks[2].due.session, "CFM/27");

    ASSERT_EQ(text.tables.size(), 2u);
    EXPECT_FALSE(text.tables[0].rows);
    EXPECT_EQ(text.tables[0].columns[0].forms.size(), 2u);
    EXPECT_THAT(text.tables[1].rows->fields, ElementsAre("actions"));
    EXPECT_THAT(text.tables[1].by, ElementsAre("until"));
    // Every form of the procedure that has the field.
    ASSERT_EQ(text.tables[1].columns.size(), 1u);
    EXPECT_EQ(text.tables[1].columns[0].forms[0].form, "text.object");
    EXPECT_EQ(text.tables[1].columns[0].forms[1].form, "text.silence");

    EXPECT_EQ(text.remembered.size(), 2u);
    EXPECT_THAT(text.remembered.at("text"), ElementsAre("actions"));
    EXPECT_THAT(text.remembered.at("silence"), ElementsAre("day", "until", "who"));
}

TEST(Procedure, ASessionsNameAndDayAreRead) {
    auto rulebook = built(
        with("title = { en = \"s\" }\nstage = [{ name = \"a\", title = { en = \"a\" } }]\n"
             "move = [{ form = \"session.convene\", by = \"SG\", to = \"a\", as = \"convened\" }]\n"
             "[session]\nname = \"convened.body.session\"\nopens = \"convened.body.opens\"\n"));
    const Procedure& text = rulebook->procedures.at("text");
    EXPECT_THAT(text.session_name->fields, ElementsAre("session"));
    EXPECT_THAT(text.session_opens->fields, ElementsAre("opens"));
    EXPECT_THAT(text.remembered.at("convened"), ElementsAre("opens", "session"));
}

TEST(Rulebook, HasACalendarAndSaysWhoIsTold) {
    auto rulebook = built(with(std::string(kText)));
    EXPECT_EQ(rulebook->calendar.offset_minutes, 180);
    EXPECT_THAT(rulebook->calendar.week, ElementsAre(0, 1, 2, 3, 4));
    EXPECT_TRUE(rulebook->calendar.holidays.contains("2027-05-16"));
    EXPECT_EQ(rulebook->sees.source, "CHAIR + SG");
    EXPECT_EQ(rulebook->participants.at("MEMBERS").speaks, "members");
    // A rulebook may have none of it.
    Sources sources = with("");
    sources.erase("procedures/text.toml");
    sources["rulebook.toml"] =
        "edition = 0\nname = \"small\"\ntitle = { en = \"S\" }\nlanguages = [\"en\"]\n"
        "enrols = \"SG\"\nregistries = []\n"
        "[sets]\nmembers = { kind = \"state\", title = { en = \"m\" } }\n";
    auto plain = built(sources);
    EXPECT_TRUE(plain->procedures.empty() && plain->sees.terms.empty());
    EXPECT_EQ(plain->calendar.offset_minutes, 0);
    EXPECT_THAT(plain->calendar.week, ElementsAre(1, 2, 3, 4, 5));
}

// ---- faults

// "line: what" of procedures/text.toml, "file:line: what" of others.
std::vector<std::string> faults(const Sources& sources) {
    std::vector<std::string> out;
    for (const Fault& fault : check_sources(sources))
        out.push_back(fault.file == "procedures/text.toml"
                          ? fmt::format("{}: {}", fault.line, fault.what)
                          : fmt::format("{}:{}: {}", fault.file, fault.line, fault.what));
    return out;
}

// kText in which `old` is replaced; what is said then, without the line.
std::vector<std::string> changed(std::string_view old, std::string_view by) {
    std::string text(kText);
    auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    if (at != std::string::npos) text.replace(at, old.size(), by);
    std::vector<std::string> out;
    for (const Fault& fault : check_sources(with(text))) out.push_back(fault.what);
    return out;
}

struct FaultRow {
    std::string old, by, expected;  // the one fault, or several with "; " between
};
void fault_rows(const std::vector<FaultRow>& rows) {
    for (const FaultRow& row : rows)
        EXPECT_EQ(fmt::format("{}", fmt::join(changed(row.old, row.by), "; ")), row.expected)
            << row.by;
}

TEST(ProcedureFault, OfWhatIsMissingOrUnknown) {
    fault_rows({
        {"title = { en = \"text\" }\n", "", "\"title\" is missing"},
        {"help = {", "hint = {", "unknown name \"hint\""},
        {"title = { en = \"tabled\" }\n", "", "\"title\" is missing"},
        {"{ en = \"in silence\" }", "{ fr = \"s\" }",
         "the text is missing in \"en\"; \"fr\" is not a language of the rulebook"},
        {"final = true", "final = 1", "true or false is expected here"},
        {"by = \"CHAIR\"\n", "", "\"by\" is missing"},
        {"says = { en = \"three days\" }", "say = 1", "\"says\" is missing; unknown name \"say\""},
        {"at = \"silence.body.until - PT30M\"\n", "", "\"at\" is missing"},
        {"of = \"silence\"\n", "", "\"of\" is missing"},
        {"reach = \"at least 2\"\n", "", "\"reach\" is missing"},
        {"character = \"decision\"\n", "", "\"character\" is missing"},
        {"rows = \"participants\"\n", "", "\"rows\" is missing"},
        {"columns = [{ form = [\"text.vote\", \"text.object\"], title = { en = \"vote\" } }]\n", "",
         "\"columns\" is missing"},
        {"to = \"tabled\"\nas", "as",
         "a move without `in` opens a file, and says `to` which stage"},
        {"by = \"members + SG\"\n", "by = \"members + SG\"\nin = [\"tabled\"]\n",
         "no move opens such a file: one without `in`"},
        {"in = [\"tabled\"]", "in = []", "a list of stages names at least one"},
        {"in = [\"tabled\"]", "in = \"tabled\"", "a list is expected here"},
        {"[\"text.object\", \"text.vote(vote=no)\"]", "[]",
         "a list of patterns has at least one; no move of this procedure has the form text.object, "
         "so no act of it belongs to such a file; no move of this procedure has the form "
         "text.object, so no act of it belongs to such a file"},
    });
}

TEST(ProcedureFault, OfNamesThatNothingHas) {
    fault_rows({
        {"to = \"silence\"", "to = \"silent\"", "\"silent\" is no stage of this procedure"},
        {"in = [\"silence\", \"voting\"]", "in = [\"silence\", \"vote\"]",
         "\"vote\" is no stage of this procedure; \"voting\" is not in `in` of this move"},
        {"otherwise = \"tabled\"", "otherwise = \"x\"", "\"x\" is no stage of this procedure"},
        {"on = \"stage adopted\"", "on = \"stage x\"", "\"x\" is no stage of this procedure"},
        {"[\"stage tabled\"", "[\"stage x\"", "\"x\" is no stage of this procedure"},
        {"on = \"count second\"", "on = \"count third\"",
         "\"third\" is no count of this procedure"},
        {"about = \"text\"", "about = \"draft\"", "no move gives the name \"draft\" (`as`)"},
        {"of = \"text\"\n", "of = \"draft\"\n", "no move gives the name \"draft\" (`as`)"},
        {"text.stamp + PT48H", "draft.stamp + PT48H",
         "draft.stamp: no move gives the name \"draft\" (`as`); names given: silence, text"},
        {"by = \"members + SG\"", "by = \"memberz + SG\"", "\"memberz\" is no set of the rulebook"},
        {"by = \"members + SG\"", "by = \"members + SGX\"", "SGX is not in participants"},
        {"by = \"members + SG\"", "by = \"members + XZZ\"",
         "XZZ may be named, and submits nothing"},
        {"due = \"CFM/27\"", "due = \"ICFM/27\"", "ICFM is not in participants"},
        {"form = \"text.silence\"", "form = \"text.still\"",
         "text.still is no form of the rulebook; no move of this procedure has the form "
         "text.silence, so no act of it belongs to such a file; no move of this procedure has the "
         "form text.silence, so no act of it belongs to such a file"},
        {"as = \"follows\", form = \"text.table\"", "as = \"follows\", form = \"text.tab\"",
         "text.tab is no form of the rulebook"},
        {"answer = [\"text.vote\"]", "answer = [\"session.convene\"]",
         "no move of this procedure has the form session.convene, so no act of it belongs to such "
         "a "
         "file"},
        {"text.vote(vote=no)", "text.vote(vote=nay)",
         "\"nay\" is no value of vote in text.vote; its values: yes, no, abstain"},
        {"text.vote(vote=no)", "text.vote(choice=no)", "text.vote has no field \"choice\""},
        {"as = \"replies\"", "as = \"answers\"",
         "\"answers\" is none of basis, replies, implements, reaffirms, adopts, transmits, amends, "
         "corrects, supersedes, withdraws, follows, supports, releases"},
        {"urgency = \"immediate\"", "urgency = \"soon\"",
         "\"soon\" is none of as-soon-as-possible, immediate"},
    });
}

TEST(ProcedureFault, OfNamesThatAreTakenOrAreNone) {
    fault_rows({
        {"name = \"voting\"", "name = \"tabled\"",
         "another stage is called \"tabled\"; \"voting\" is no stage of this procedure; \"voting\" "
         "is no stage of this procedure; \"voting\" is no stage of this procedure; \"voting\" is "
         "no "
         "stage of this procedure; \"voting\" is no stage of this procedure"},
        {"name = \"second\"", "name = \"votes\"",
         "another count is called \"votes\"; \"second\" is no count of this procedure"},
        {"name = \"vote\"\n", "name = \"follow-up\"\n", "another ask is called \"follow-up\""},
        {"name = \"actions\"", "name = \"votes\"", "another table is called \"votes\""},
        {"name = \"vote\"\n", "name = \"The vote\"\n",
         "\"The vote\" is no name: [a-z][a-z0-9-]{0,31}"},
        {"in = [\"voting\"]\n[[after]]", "in = [\"voting\"]\nas = \"now\"\n[[after]]",
         "\"now\" is no name: [a-z][a-z0-9-]{0,31}, and not a word of the rules, such as act, item "
         "or now"},
        {"why = { as = \"replies\"", "Why = { as = \"replies\"",
         "\"Why\" is no name: [a-z][a-z0-9-]{0,31}"},
        {"why = { as = \"replies\"", "why = { as = \"follows\"",
         "nothing tells \"why\" from \"text\": another `as`, or a `form` each"},
        {"\"text.object\", \"text.vote(vote=no)\"", "\"text.object\", \"text.object\"",
         "\"text.object\" stands here twice"},
    });
}

TEST(ProcedureFault, OfPathsThatLeadNowhere) {
    fault_rows({
        {"silence.body.until - PT30M", "silence.body.unti",
         "silence.body.unti: text.silence has no field \"unti\""},
        {"silence.body.until - PT30M", "silence.body.until.x",
         "silence.body.until.x: text.silence has no field \"until.x\""},
        {"silence.body.until - PT30M", "act.stamp", "act.stamp: no act is at hand here"},
        {"silence.body.until - PT30M", "effective", "effective: is of the act that a move judges"},
        {"silence.body.until - PT30M", "item.due",
         "item.due: there are items only in an ask with `each`"},
        {"silence.body.until - PT30M", "silence.body.n",
         "an instant or a date is needed here, and this is an integer"},
        {"silence.body.until - PT30M", "text",
         "an instant or a date is needed here, and this is an act"},
        {"text.stamp + PT48H", "now + PT48H",
         "now: has no meaning here; name an act and say .stamp"},
        {"act.re.text == text", "act.re.draft == text",
         "act.re.draft: `re` of this move names no \"draft\""},
        {"by = \"members + SG\"", "by = \"text.from\"",
         "text.from: a file that is only being opened remembers no \"text\""},
        {"by = \"members & text.from\"", "by = \"members & silence.body.until\"",
         "silence.body.until is an instant; a set is made of participants"},
        {"by = \"members & text.from\"", "by = \"members & text.stamp\"",
         "text.stamp names no participants: NAME.from, or a field that holds one or more"},
        {"by = \"members - silence.body.who\"", "by = \"members - act.body.whom\"",
         "act.body.whom: text.silence has no field \"whom\""},
        {"of = \"item.addressees", "of = \"item.addressed",
         "item.addressed: an item of text.body.actions in text.table has no field \"addressed\""},
        {"each = \"text.body.actions\"", "each = \"silence.body.until\"",
         "silence.body.until is an instant; a list of objects is read here, in each of which a "
         "string `item` is required"},
        {"due = \"act.body.until\"", "due = \"act.body.n\"",
         "act.body.n is an integer; due is an instant, a date or a session"},
        {"due = \"act.body.until\"", "due = \"item.due\"",
         "item.due: there are items only in an ask with `each`"},
        {"due = \"item.due\"", "due = \"item.due + P1D\"",
         "item.due is an instant, a date or a session; offsets go with instants and dates"},
        {"character = \"decision\"", "character = \"demand\"",
         "\"demand\" is none of obligation, decision, political-commitment, request, invitation, "
         "voluntary, nor a field that holds one of these"},
        {"character = \"item.character\"", "character = \"item.item\"",
         "item.item in an item of text.body.actions in text.table must have an enum of some of "
         "obligation, decision, political-commitment, request, invitation, voluntary"},
        {"choice = \"body.vote\"", "choice = \"body.kind\"",
         "kind of text.vote must have an enum of yes, no, abstain; it has: a"},
        {"choice = \"body.vote\"", "choice = \"body.v\"", "text.vote has no field \"v\""},
        {"choice = \"body.vote\"", "choice = \"vote\"",
         "a choice is a field of the act that counts: body.vote"},
        {"by = \"body.until\"", "by = \"body.actions\"",
         "no form of this procedure has a field \"actions\" with an integer or a string"},
        {"by = \"body.until\"", "by = \"until\"",
         "`by` is a field of the acts in the cells: body.year"},
        {"by = \"body.until\"", "by = \"body.until\"\ncolumns = [{ form = \"text.vote\" }]",
         "text.vote has no field \"until\" with an integer or a string"},
        {"rows = \"text.body.actions\"", "rows = \"silence.body.until\"",
         "silence.body.until is an instant; a list of objects is read here, in each of which a "
         "string `item` is required"},
    });
}

TEST(ProcedureFault, OfWhatIsUnlike) {
    auto compared = [](std::string_view condition) {
        return fmt::format(
            "{}", fmt::join(changed("silence.body.until >= now + PT72H", condition), "; "));
    };
    EXPECT_EQ(compared("silence.body.until < silence.body.day"), "");
    EXPECT_EQ(compared("silence.body.day < now + P1WD + P1D"), "");
    EXPECT_EQ(compared("silence.body.n >= 3"), "");
    EXPECT_EQ(compared("silence.body.who == 'XAA'"), "");
    EXPECT_EQ(compared("present silence.body.flag"), "");
    EXPECT_EQ(compared("absent text.body.actions"), "");
    EXPECT_EQ(compared("silence.body.n < now"),
              "what is compared is unlike: left is an integer, right is an instant");
    EXPECT_EQ(compared("silence == silence.stamp"),
              "what is compared is unlike: left is an act, right is an instant");
    EXPECT_EQ(compared("silence.body.who == 3"),
              "what is compared is unlike: left is a participant, right is an integer");
    EXPECT_EQ(compared("silence.body.flag == 1"),
              "what is compared is unlike: left is of a kind that is not compared, right is an "
              "integer");
    EXPECT_EQ(compared("silence.body.day == '2027-01-01'"),
              "what is compared is unlike: left is a date, right is a text");
    EXPECT_EQ(compared("text < silence"),
              "only instants, dates and integers have an order; here stands == or !=");
    EXPECT_EQ(compared("silence.body.who < 'XAA'"),
              "only instants, dates and integers have an order; here stands == or !=");
    EXPECT_EQ(compared("1 < 2"), "nothing of a file is compared here");
    EXPECT_EQ(compared("silence.body.day + PT1H < now"),
              "silence.body.day: hours and minutes are not added to a date; P…D or P…WD are");
    EXPECT_EQ(compared("now + P1WD + PT1H < now"),
              "now: hours and minutes are not added to a date; P…D or P…WD are");
    EXPECT_EQ(compared("silence.body.n + P1D < now"),
              "silence.body.n is an integer; offsets go with instants and dates");
    EXPECT_EQ(compared("now"), "after a value stands < <= == != >= or >, not \"\"");
    EXPECT_EQ(changed("require = [{ if = \"effective < silence.body.until\"",
                      "require = [{ if = \"act.body.vote == 'maybe'\""),
              (std::vector<std::string>{"act.body.vote: text.object has no field \"vote\""}));
}

TEST(ProcedureFault, OfAFormThatOpensFilesOfTwoTypes) {
    Sources sources = with(std::string(kText));
    sources["procedures/paper.toml"] =
        "title = { en = \"p\" }\nstage = [{ name = \"a\", title = { en = \"a\" } }]\n"
        "[[move]]\nform = \"text.table\"\nby = \"SG\"\nto = \"a\"\n";
    EXPECT_THAT(faults(sources),
                ElementsAre("17: text.table opens files of the type \"paper\" already, and opens "
                            "those of one type"));
    sources["procedures/Paper.toml"] = sources["procedures/paper.toml"];
    sources.erase("procedures/paper.toml");
    sources.erase("procedures/text.toml");
    EXPECT_THAT(faults(sources),
                ElementsAre("procedures/Paper.toml:1: not a type of files: [a-z][a-z0-9-]{0,31}"));
}

TEST(ProcedureFault, OfClocksAndCounts) {
    fault_rows({
        {"until = \"text.stamp + PT48H\"\n", "", "a count has `until` or `at`, and not both"},
        {"until = \"text.stamp + PT48H\"\n",
         "until = \"text.stamp + PT48H\"\nat = \"text.stamp\"\n",
         "a count has `until` or `at`, and not both"},
        {"text.stamp + PT48H", "text.stamp + 48H",
         "\"48H\" is no offset: PT48H, PT30M, P42D or P10WD, of a hundred years at most"},
        {"\"at least 2\"", "\"12\"",
         "\"12\" is no threshold: at least 12, more than 1/2 of cast, at least 2/3 of set, more "
         "than 1/2 of yes+no"},
        {"\"at least 1/2 of set\"", "\"at least 1/2 of cast\"",
         "a quorum is a number of participants, or a share of set"},
        {"to = \"adopted\"\nbasis", "to = \"silence\"\nbasis",
         "a clock does not lead to a stage that it runs in"},
        {"release = [\"stage tabled\", \"form text.object\"]", "release = [\"count second\"]",
         "an ask is released by a stage or a form"},
        {"release = [\"stage tabled\", \"form text.object\"]", "release = [\"tabled\"]",
         "\"tabled\" is none of: stage NAME, form PATTERN, count NAME"},
    });
}

TEST(ProcedureFault, OfASession) {
    auto session = [](std::string_view lines) {
        return faults(with(fmt::format(
            "title = {{ en = \"s\" }}\nstage = [{{ name = \"a\", title = {{ en = \"a\" }} }}]\n"
            "move = [{{ form = \"session.convene\", by = \"SG\", to = \"a\", as = \"c\" }}]\n"
            "[session]\n{}",
            lines)));
    };
    EXPECT_THAT(session("name = \"c.body.session\"\n"), ElementsAre("4: \"opens\" is missing"));
    EXPECT_THAT(session("name = \"c.body.opens\"\nopens = \"c.stamp\"\n"),
                ElementsAre("5: c.body.opens is a date, and here is needed a session",
                            "6: c.stamp is an instant, and here is needed a date"));
}

TEST(RulebookFault, OfTheCalendarAndOfWhoIsTold) {
    Sources sources = with(std::string(kText));
    sources["rulebook.toml"] =
        "edition = 0\nname = \"small\"\ntitle = { en = \"S\" }\nlanguages = [\"en\"]\n"
        "enrols = \"SG\"\nregistries = [\"SG\"]\nsees = \"CHAIR + chairs + text.from + sees\"\n"
        "[calendar]\noffset = \"3\"\nweek = [0, 7, 0, \"x\"]\nholidays = [\"2027-02-29\"]\nzone = "
        "1\n"
        "[sets]\nmembers = { kind = \"state\", title = { en = \"m\" } }\n"
        "participants = { kind = \"state\", title = { en = \"m\" } }\n"
        "[procedures]\n";
    EXPECT_THAT(faults(sources),
                ElementsAreArray({
                    "rulebook.toml:7: \"chairs\" is no set of the rulebook",
                    "rulebook.toml:7: \"sees\" is no set of the rulebook",
                    "rulebook.toml:7: text.from: no file is at hand here",
                    "rulebook.toml:9: \"3\" is no offset from UTC, such as +03:00",
                    "rulebook.toml:10: a day of the week is 0 (Sunday) to 6 (Saturday)",
                    "rulebook.toml:10: 0 stands here twice",
                    "rulebook.toml:10: a day of the week is 0 (Sunday) to 6 (Saturday)",
                    "rulebook.toml:11: \"2027-02-29\" is no date, such as 2027-05-16",
                    "rulebook.toml:12: unknown name \"zone\"",
                    "rulebook.toml:15: \"participants\" is a word of the rules already",
                    "rulebook.toml:16: \"procedures\" does not come from this file",
                }));
    sources["rulebook.toml"] =
        "edition = 0\nname = \"small\"\ntitle = { en = \"S\" }\nlanguages = [\"en\"]\n"
        "enrols = \"SG\"\nregistries = [\"SG\"]\ncalendar = { week = [] }\n";
    EXPECT_THAT(faults(sources), ::testing::Contains("rulebook.toml:7: a week has a working day"));
    EXPECT_THAT(faults(sources), ::testing::Contains("participants.toml:21: \"members\" is no set "
                                                     "of the rulebook"));
}

// What is told of a form, a file or a list is not told again of all that names it.
TEST(ProcedureFault, IsNotToldOfWhatCouldNotBeRead) {
    Sources sources = with(std::string(kText));
    sources["forms/text.silence.toml"] = "?\n";
    sources["forms/text.object.toml"] = form("pattern = 1\n");
    EXPECT_THAT(faults(sources), ::testing::SizeIs(2));
    sources = with(std::string(kText));
    sources["participants.toml"] = "?\n";
    EXPECT_THAT(faults(sources), ::testing::SizeIs(1));
    sources = with("title = [\n");
    EXPECT_THAT(faults(sources), ::testing::SizeIs(1));
    EXPECT_THAT(
        faults(with("stage = 1\nmove = 2\ntitle = 3\nask = [1]\ncount = [[]]\n")),
        ElementsAreArray({"1: a list is expected here", "2: a list is expected here",
                          "3: a text is a table of languages, like { en = \"…\" }",
                          "4: an object is expected here", "5: an object is expected here"}));
}

TEST(ProcedureFault, OfAFieldThatIsOfTwoKinds) {
    std::string text(kText);
    auto at = text.find("by = \"members - silence.body.who\"");
    text.replace(at, 33, "by = \"members\"");
    text.replace(text.find("silence.body.day"), 16, "silence.stamp");
    text.insert(text.find("[[after]]"),
                "[[move]]\nform = \"text.object\"\nby = \"SG\"\n"
                "in = [\"silence\"]\nas = \"silence\"\n");
    EXPECT_THAT(
        faults(with(text)),
        ElementsAreArray({
            "39: silence.body.until is an instant in text.silence, and a date in text.object",
            "52: silence.body.until is an instant in text.silence, and a date in text.object",
        }));
}

// One name for acts of two forms: what is read of it must be in both, and of one kind.
TEST(ProcedureFault, OfAFieldThatOneOfTheFormsLacks) {
    std::string text(kText);
    auto at = text.find("[[move]]\nform = \"text.vote\"\nby = \"members\"");
    text.insert(at,
                "[[move]]\nform = [\"text.vote\", \"text.object\"]\nby = \"SG\"\n"
                "in = [\"silence\"]\nas = \"silence\"\n");
    EXPECT_THAT(faults(with(text)), ElementsAreArray({
                                        "39: silence.body.until: text.vote has no field \"until\"",
                                        "52: silence.body.until: text.vote has no field \"until\"",
                                        "60: silence.body.who: text.object has no field \"who\"",
                                        "60: silence.body.who: text.vote has no field \"who\"",
                                        "62: silence.body.day: text.object has no field \"day\"",
                                        "62: silence.body.day: text.vote has no field \"day\"",
                                    }));
}
}  // namespace
}  // namespace mithaq::rulebook
