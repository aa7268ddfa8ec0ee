// The rules and the reasons in sentences: each kind of rule, each why, and that nothing of the code
// reaches a person.
#include "rules/words.h"

#include <cstdlib>
#include <regex>

#include <gtest/gtest.h>

#include "rules/files_testing.h"

namespace mithaq::rules::testing {
namespace {

// `@Title@` is a text in every language.
std::string with_titles(std::string toml) {
    for (auto at = toml.find('@'); at != std::string::npos; at = toml.find('@', at)) {
        auto end = toml.find('@', at + 1);
        toml.replace(at, end - at + 1, text_of(toml.substr(at + 1, end - at - 1)));
    }
    return toml;
}

constexpr std::string_view kProcedure = R"(
title = @Papers@
help = @A paper and its life.@
[[stage]]
name = "tabled"
title = @tabled@
[[stage]]
name = "silence"
title = @silence@
[[stage]]
name = "elapsed"
title = @elapsed@
[[stage]]
name = "voting"
title = @voting@
[[stage]]
name = "adopted"
title = @adopted@
final = true

[[move]]
form = "paper.table"
by = "members + CHAIR"
to = "tabled"
as = "paper"
[[move]]
form = "paper.silence"
by = "CHAIR"
in = ["tabled"]
to = "silence"
as = "silence"
re = { paper = { as = "follows", form = "paper.table" } }
require = [{ if = "silence.body.until >= now + PT72H", says = @Silence lasts 72 hours or more@ }]
basis = @Rule 7@
[[move]]
form = ["paper.object", "paper.table"]
by = "members - paper.from"
in = ["silence", "elapsed"]
effective = ["elapsed"]
to = "tabled"
[[move]]
form = "paper.vote"
by = "CHAIR & participants"
in = ["tabled"]
to = "voting"
as = "vote"
[[move]]
form = "paper.ballot"
by = "members"
in = ["voting"]
re = { vote = { as = "replies", optional = true, item = true } }
[[move]]
form = ["paper.inform", "paper.remind", "paper.release"]
by = "members + CHAIR"
in = ["adopted"]

[[after]]
in = ["silence"]
at = "silence.body.until"
to = "elapsed"
[[after]]
in = ["elapsed"]
at = "now + P10WD"
to = "adopted"
basis = @Rule 8@

[[count]]
name = "ballots"
of = "vote"
in = ["voting"]
form = "paper.ballot"
by = "members"
choice = "body.choice"
at = "vote.body.closes"
reach = "at least 2/3 of cast"
quorum = "at least 2"
to = "adopted"
otherwise = "tabled"

[[ask]]
name = "follow-up"
title = @follow-up@
on = "stage adopted"
each = "paper.body.actions"
of = "item.addressees & participants"
answer = ["paper.inform"]
remind = ["paper.remind"]
due = "item.due"
urgency = "immediate"
character = "request"
release = ["form paper.release", "stage tabled", "stage voting"]
basis = @Rule 9@
[[ask]]
name = "review"
title = @review@
on = "form paper.vote"
of = "CHAIR"
answer = ["paper.inform"]
due = "act.body.day - P1D"
character = "political-commitment"
[[ask]]
name = "yearly"
title = @yearly@
on = "count ballots"
of = "MEMBERS"
answer = ["paper.inform"]
due = "12-01"
character = "invitation"

[[table]]
name = "ballots"
title = @Ballots@
rows = "participants"
columns = [{ form = "paper.ballot", title = @ballot@ }]
)";

constexpr std::string_view kActions = R"(type = "array"
maxItems = 9
[schema.properties.actions.items]
type = "object"
additionalProperties = false
required = ["item", "addressees"]
[schema.properties.actions.items.properties.item]
type = "string"
title = @Item@
[schema.properties.actions.items.properties.due]
type = "string"
x-mithaq = "due"
title = @Due date@
[schema.properties.actions.items.properties.addressees]
type = "array"
maxItems = 9
title = @Addressees@
[schema.properties.actions.items.properties.addressees.items]
type = "string"
x-mithaq = "participant")";

std::shared_ptr<const rulebook::Rulebook> papers() {
    static const auto kPapers = [] {
        auto sources = basic_sources();
        sources["procedures/paper.toml"] = with_titles(std::string(kProcedure));
        sources["forms/paper.table.toml"] =
            form_file("Draft", {{"actions", with_titles(std::string(kActions))}});
        sources["forms/paper.silence.toml"] =
            form_file("Silence", {{"until", std::string(kInstantField)}}, "\"until\"");
        sources["forms/paper.vote.toml"] = form_file(
            "Vote", {{"closes", std::string(kInstantField)}, {"day", std::string(kDateField)}},
            "\"closes\"");
        sources["forms/paper.ballot.toml"] = form_file(
            "Ballot", {{"choice", with_titles("type = \"string\"\nenum = [\"yes\", \"no\"]\n"
                                              "titles.yes = @yes@\ntitles.no = @no@")}});
        for (const char* name : {"Object", "Inform", "Remind", "Release"}) {
            std::string file = fmt::format("forms/paper.{}.toml", name);
            file[12] = static_cast<char>(file[12] + 32);
            sources[file] = form_file(name, {});
        }
        auto bundle = rulebook::build_bundle(sources);
        if (!bundle) ADD_FAILURE() << bundle.error().message;
        return rulebook::load_bundle(bundle.value()).value();
    }();
    return kPapers;
}

std::string rule(std::string_view which) {
    return rule_in_words(*papers(), which, "en");
}

TEST(RulesInWords, OfWhatMayBeSubmitted) {
    EXPECT_EQ(rule("paper/move/0"),
              "A file is opened by “Draft”, which may be submitted by Member States or the Chair. "
              "The file then stands at the stage “tabled”.");
    EXPECT_EQ(rule("paper/move/1"),
              "At the stage “tabled”, “Silence” may be submitted by the Chair. It must refer to "
              "“Draft”. Condition: Silence lasts 72 hours or more. The file then passes to the "
              "stage “silence”. Basis: Rule 7.");
    EXPECT_EQ(rule("paper/move/2"),
              "At any of the stages “silence” or “elapsed”, “Object” or “Draft” may be submitted "
              "by Member States except the author of “Draft”. At the stage “elapsed”, what came on "
              "paper counts from the time at which it was received. The file then passes to the "
              "stage “tabled”.");
    EXPECT_EQ(rule("paper/move/3"),
              "At the stage “tabled”, “Vote” may be submitted by the Chair, as far as they "
              "participate in the register. The file then passes to the stage “voting”.");
    EXPECT_EQ(rule("paper/move/4"),
              "At the stage “voting”, “Ballot” may be submitted by Member States. It may reply to "
              "an earlier communication, or an item of it. The stage does not change, and its "
              "periods run on.");
    EXPECT_EQ(rule("paper/move/1/require/0"),
              "Condition: Silence lasts 72 hours or more. Basis: Rule 7.");
}

TEST(RulesInWords, OfWhatHappensOfItself) {
    EXPECT_EQ(rule("paper/after/0"),
              "A file at the stage “silence” passes of itself to the stage “elapsed”, at the time "
              "given under “until” in “Silence”.");
    EXPECT_EQ(rule("paper/after/1"),
              "A file at the stage “elapsed” passes of itself to the stage “adopted”, at the end "
              "of the day 10 working days after the beginning of this stage. Basis: Rule 8.");
    EXPECT_EQ(rule("paper/count/0"),
              "Once “Vote” has been submitted, “Ballot” is counted at the stage “voting”, from "
              "Member States; of each the newest counts. Votes needed in favour: at least two "
              "thirds of those taking part in the vote, as they stand at the time given under "
              "“closes” in “Vote”. Quorum: at least 2 of Member States. When that is reached, the "
              "file passes to the stage “adopted”. Otherwise it then passes to the stage "
              "“tabled”.");
}

TEST(RulesInWords, OfActionsRequested) {
    EXPECT_EQ(rule("paper/ask/0"),
              "When the file enters the stage “adopted”, for each item under “actions” in “Draft”, "
              "an action is requested: “follow-up”. It is addressed to those named under "
              "“Addressees” in the item, as far as they participate in the register. Character: "
              "request. Time limit: the date, or the session, given under “Due date” in the item, "
              "if any. An answer is awaited immediately. It is answered by “Inform”. It may be "
              "recalled by “Remind”. It ends without an answer when the file enters the stage "
              "“tabled” or “voting” or on the registration of “Release”. Basis: Rule 9.");
    EXPECT_EQ(rule("paper/ask/1"),
              "On the registration of “Vote”, an action is requested: “review”. It is addressed to "
              "the Chair. Character: political commitment. Time limit: by the end of the day "
              "before the day given under “day” in “Vote”. It is answered by “Inform”.");
    EXPECT_EQ(rule("paper/ask/2"),
              "When the number needed of “Ballot” is reached, an action is requested: “yearly”. It "
              "is addressed to the Member States. Member States may answer; "
              "the first answer suffices. Character: invitation. Time limit: by 1 December of each "
              "year. It is answered by “Inform”.");
}

TEST(RulesInWords, SayNothingOfWhatIsNotThere) {
    for (std::string_view wrong : {"", "paper", "paper/move/99", "other/move/0", "paper/move/x",
                                   "paper/move/1/require/7", "paper/ask/9", "paper/count/2"})
        EXPECT_EQ(rule(wrong), "") << wrong;
    EXPECT_EQ(rule_in_words(*papers(), "paper/move/0", "de"), "");
    EXPECT_TRUE(procedure_in_words(*papers(), "other", "en").empty());
    rulebook::Rulebook mute = *papers();
    mute.sentences.clear();
    EXPECT_EQ(rule_in_words(mute, "paper/move/0", "en"), "");
}

TEST(RulesInWords, MakeAWholeProcedure) {
    auto sections = procedure_in_words(*papers(), "paper", "en");
    std::vector<std::string> headings;
    for (const auto& section : sections) headings.push_back(section.heading);
    EXPECT_EQ(headings, (std::vector<std::string>{
                            "Papers", "Stages", "What may be submitted", "What happens of itself",
                            "Numbers and majorities", "Actions requested", "Tables"}));
    EXPECT_EQ(sections[0].paragraphs, std::vector<std::string>{"A paper and its life."});
    EXPECT_EQ(sections[2].paragraphs.size(), 6U);
    EXPECT_EQ(sections[6].paragraphs[0],
              "Table “Ballots”: a row for each participant with a communication in it. Columns: "
              "“ballot”.");
}

// ---- Why

// A file of `papers`, its acts numbered from 1.
struct Life {
    std::optional<Matter> matter;
    Trace trace;
    std::uint64_t last = 0;
    Sessions sessions;

    void submit(std::string_view at, std::string form, std::vector<std::string> authors,
                const json::object& body = {}, std::vector<Submission::Reference> re = {}) {
        Submission submission;
        submission.number = ++last;
        submission.stamp = parse_instant(at).value();
        submission.form = std::move(form);
        submission.authors = std::move(authors);
        submission.re = std::move(re);
        submission.body = &body;
        if (matter) advance(*matter, submission.stamp, &trace);
        auto judged = judge(*papers(), matter ? &*matter : nullptr, submission);
        ASSERT_TRUE(judged) << judged.error().type << " " << judged.error().rule;
        if (matter)
            step(*matter, *judged, submission, &trace);
        else
            matter = open(papers(), *judged, submission, &trace);
    }
    void table() {
        json::object action{{"item", "3"}, {"addressees", {"XAA"}}, {"due", "CHAIR/27"}};
        submit("2027-01-02T06:00:00Z", "paper.table", {"CHAIR"},
               {{"actions", json::array{std::move(action)}}});
    }
    void silence() {
        submit("2027-01-02T09:00:00Z", "paper.silence", {"CHAIR"},
               {{"until", "2027-01-06T09:00:00Z"}}, {{1, "", "follows", "paper.table"}});
    }
    std::vector<std::string> said(std::vector<Because> reasons) const {
        std::vector<std::string> out;
        for (auto& reason : reasons) out.push_back(std::move(reason.text));
        return out;
    }
    std::vector<std::string> stage() const {
        return said(why_stage(*matter, trace, sessions, "en"));
    }
    std::vector<std::string> ask(std::uint32_t duty,
                                 const std::vector<Opening>& openings = {}) const {
        return said(why_ask(*matter, trace, duty, sessions, "en", openings));
    }
};

TEST(Why, AFileIsAtItsStageByAnActAndWhatComesNext) {
    Life life;
    life.table();
    life.silence();
    auto reasons = why_stage(*life.matter, life.trace, {}, "en");
    ASSERT_EQ(reasons.size(), 4U);
    EXPECT_EQ(reasons[0].text,
              "The file has been at the stage “silence” since 2 January 2027, 09:00 (UTC): "
              "“Silence” was submitted by the Chair, registration number 2.");
    EXPECT_EQ(reasons[0].acts, std::vector<std::uint64_t>{2});
    EXPECT_EQ(reasons[0].instants, std::vector<Instant>{life.matter->since});
    EXPECT_EQ(reasons[1].rule, "paper/move/1");
    EXPECT_EQ(reasons[1].basis, "Rule 7");
    EXPECT_EQ(reasons[1].text + " Basis: Rule 7.", rule("paper/move/1"));
    EXPECT_EQ(reasons[2].text,
              "Unless a communication changes the stage before then, the file passes of itself to "
              "the stage “elapsed” on 6 January 2027, 09:00 (UTC).");
    EXPECT_EQ(reasons[3].rule, "paper/after/0");
}

TEST(Why, AFilePassedOfItself) {
    Life life;
    life.table();
    life.silence();
    advance(*life.matter, parse_instant("2027-01-07T00:00:00Z").value(), &life.trace);
    auto said = life.stage();
    ASSERT_EQ(said.size(), 4U);
    EXPECT_EQ(said[0],
              "The file has been at the stage “elapsed” since 6 January 2027, 09:00 (UTC): it "
              "passed there of itself, at the time given under “until” in “Silence”.");
    EXPECT_EQ(said[2],
              "Unless a communication changes the stage before then, the file passes of itself to "
              "the stage “adopted” at the end of 20 January 2027.");
}

TEST(Why, ACountLedThere) {
    Life life;
    life.table();
    life.submit("2027-01-03T06:00:00Z", "paper.vote", {"CHAIR"},
                {{"closes", "2027-01-05T06:00:00Z"}, {"day", "2027-02-01"}});
    life.submit("2027-01-03T07:00:00Z", "paper.ballot", {"XAA"}, {{"choice", "yes"}},
                {{2, "", "replies", "paper.vote"}});
    life.submit("2027-01-03T08:00:00Z", "paper.ballot", {"XAB"}, {{"choice", "yes"}},
                {{2, "", "replies", "paper.vote"}});
    auto said = life.said(why_count(*life.matter, life.trace, 0, "en"));
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0],
              "“Ballot” is counted about registration number 2. In favour: 2; against: 0; "
              "abstaining: 0.");
    // Asked on the vote: the end of the day before.
    said = life.ask(0);
    EXPECT_EQ(said[0],
              "The action “review” has been requested since 3 January 2027, 06:00 (UTC), by "
              "“Vote”, registration number 2. It is addressed to the Chair. Character: political "
              "commitment.");
    EXPECT_EQ(said[1], "Time limit: the end of 31 January 2027.");
    advance(*life.matter, parse_instant("2027-01-05T06:00:00Z").value(), &life.trace);
    said = life.stage();
    EXPECT_EQ(said[0],
              "The file has been at the stage “adopted” since 5 January 2027, 06:00 (UTC): the "
              "number needed of “Ballot” was reached.");
    EXPECT_EQ(said[2], "The stage is final; 3 actions requested remain.");
    EXPECT_EQ(life.said(why_count(*life.matter, life.trace, 0, "en"))[1],
              "The number needed was reached on 5 January 2027, 06:00 (UTC).");
}

TEST(Why, AnActionIsDueAtASession) {
    Life life;
    life.table();
    life.silence();
    advance(*life.matter, parse_instant("2027-01-21T00:00:00Z").value(), &life.trace);
    auto said = life.ask(0);
    EXPECT_EQ(said[0],
              "The action “follow-up” has been requested since 21 January 2027, 00:00 (UTC), when "
              "the file reached the stage “adopted”. It is addressed to Alfa. It concerns item 3 "
              "of registration number 1. Character: request.");
    EXPECT_EQ(said[1],
              "No date until session CHAIR/27 is convened; the time limit is then the end of the "
              "day before it opens.");
    const std::int64_t day = rulebook::parse_day("2027-06-16").value();
    life.sessions["CHAIR/27"] = {9, day};
    said = life.ask(0, {{4, day - 10}, {8, day}});
    EXPECT_EQ(said[1],
              "Time limit: the end of 15 June 2027, the day before session CHAIR/27 opens.");
    EXPECT_EQ(said[2],
              "Session CHAIR/27 was to open on 6 June 2027; by registration number 8 it opens on "
              "16 June 2027, and the time limit moved with it.");

    life.submit("2027-02-01T00:00:00Z", "paper.remind", {"CHAIR"}, {},
                {{1, "3", "follows", "paper.table"}});
    life.submit("2027-02-02T00:00:00Z", "paper.inform", {"XAA"}, {},
                {{1, "3", "replies", "paper.table"}});
    said = life.ask(0);
    EXPECT_EQ(said[2],
              "Received on 2 February 2027, 00:00 (UTC) from Alfa, registration number 4.");
    EXPECT_EQ(said[3], "It was recalled by registration number 3.");
    EXPECT_EQ(said[4], "What was requested has been received.");
    EXPECT_EQ(life.stage()[2],
              "The file is closed: its stage is final and no action requested "
              "remains.");
}

TEST(Why, APaperHadNoEffect) {
    Life life;
    life.table();
    Event event{Event::Kind::no_effect,
                parse_instant("2027-01-03T00:00:00Z").value(),
                5,
                Rule{Rule::Kind::move, 2, 0},
                "paper.object",
                {},
                {"XAA"},
                "move-stage"};
    life.trace.push_back(event);
    auto said = life.stage();
    ASSERT_EQ(said.size(), 4U);
    EXPECT_EQ(said[2],
              "“Object”, which came on paper from Alfa, is registered under number 5; it has no "
              "effect on the procedure. “Object” or “Draft” may be submitted at any of the stages "
              "“silence” or “elapsed”, and the file does not stand there.");
}

TEST(Why, ACommunicationIsNotRegistered) {
    auto refused = [](std::string type, std::string rule, std::string_view language = "en") {
        auto reasons = why_refusal(
            *papers(), Error{Errc::refused, std::move(type), "", "", std::move(rule)}, language);
        return reasons.empty() ? std::string() : reasons[0].text;
    };
    EXPECT_EQ(refused("move-stage", "paper/move/3"),
              "“Vote” may be submitted at the stage “tabled”, and the file does not stand there.");
    EXPECT_EQ(refused("move-stage", "paper/move/0"),
              "“Draft” opens a new file, and is not submitted in one that exists.");
    EXPECT_EQ(refused("move-author", "paper/move/1"),
              "Here, “Silence” may be submitted by the "
              "Chair.");
    EXPECT_EQ(refused("move-reference", "paper/move/1"),
              "A reference that is needed is missing, or stands in it more than once.");
    EXPECT_EQ(refused("move-require", "paper/move/1/require/0"),
              "This condition is not met: Silence lasts 72 hours or more.");
    EXPECT_EQ(refused("move-form", "paper"),
              "The rules of this file (Papers) do not speak of this communication.");
    EXPECT_EQ(refused("matter-required", ""),
              "This communication belongs to an existing file, and has to name it.");
    EXPECT_EQ(refused("body-type", "forms"), "");
    EXPECT_EQ(refused("move-author", "paper/move/1", "fr"),
              "Ici, la communication « Silence » peut être présentée par la Présidence.");
    EXPECT_EQ(refused("move-author", "paper/move/1", "ar"),
              "يجوز تقديم «Silence» هنا من جانب: الرئاسة.");
    auto reasons = why_refusal(
        *papers(), Error{Errc::refused, "move-require", "", "", "paper/move/1/require/0"}, "en");
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].rule, "paper/move/1/require/0");
    EXPECT_EQ(reasons[0].basis, "Rule 7");
    EXPECT_EQ(reasons[1].rule, "paper/move/1");
}

// ---- What must never be said

std::map<std::string, std::string> folder_sources(const std::filesystem::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = file.path().lexically_relative(folder).string();
        if (!file.is_regular_file() || !name.ends_with(".toml") || name.starts_with("record/"))
            continue;
        std::ifstream in(file.path(), std::ios::binary);
        out[name] = std::string(std::istreambuf_iterator<char>(in), {});
    }
    if (auto base = rulebook::extends_of(out))
        out =
            rulebook::inherit(std::move(out), folder_sources((folder / *base).lexically_normal()));
    return out;
}

std::shared_ptr<const rulebook::Rulebook> load_folder(const std::string& name) {
    auto bundle = rulebook::build_bundle(folder_sources("rulebooks/" + name));
    if (!bundle) ADD_FAILURE() << bundle.error().message;
    return rulebook::load_bundle(bundle.value()).value();
}

std::string whole(const rulebook::Rulebook& rulebook, const std::string& language) {
    auto write = [](const Section& section) {
        std::string out = section.heading + "\n\n";
        for (const auto& paragraph : section.paragraphs) out += paragraph + "\n\n";
        return out;
    };
    std::string out = write(general_in_words(rulebook, language));
    for (const auto& [type, procedure] : rulebook.procedures)
        for (const auto& section : procedure_in_words(rulebook, type, language))
            out += write(section);
    return out;
}

TEST(Sentences, HaveNothingOfTheCode) {
    for (const char* name : {"basic", "oic", "training", "vienna"}) {
        auto rulebook = load_folder(name);
        for (const auto& language : rulebook->languages) {
            const std::string text = whole(*rulebook, language);
            EXPECT_GT(text.size(), 100U) << name;
            for (std::string_view bad : {"{", "}", "  ", "“”", "«»", "«  »", "..", ": .", " ,"})
                EXPECT_EQ(text.find(bad), std::string::npos)
                    << name << " " << language << ": …"
                    << text.substr(
                           std::min(text.size(), text.find(bad)) > 80 ? text.find(bad) - 80 : 0,
                           160);
            for (const auto& [type, procedure] : rulebook->procedures)
                for (const auto& move : procedure.moves)
                    for (const auto& form : move.forms)
                        EXPECT_EQ(text.find(form.form), std::string::npos) << form.form;
        }
    }
}

TEST(Sentences, AreTheOnesThatAreSpoken) {
    std::string code;
    for (const char* file : {"speaker", "words", "why"}) {
        std::ifstream in(fmt::format("src/rules/{}.cpp", file), std::ios::binary);
        code += std::string(std::istreambuf_iterator<char>(in), {});
    }
    auto rulebook = load_folder("basic");
    for (const auto& [key, sentence] : rulebook->sentences)
        EXPECT_NE(code.find("\"" + key + "\""), std::string::npos) << key << " is spoken nowhere";
    const std::regex spoken("\"([a-z]+(?:[.][a-z-]+))\"");
    for (auto at = std::sregex_iterator(code.begin(), code.end(), spoken);
         at != std::sregex_iterator(); ++at)
        EXPECT_TRUE(rulebook->sentences.contains((*at)[1].str())) << (*at)[1];
}

// tests/golden/words: what a change of sentences or rules does to the prose. Written anew by
// MITHAQ_GOLDEN=write build/dev/rules_test --gtest_filter='Sentences.*'
TEST(Sentences, AreThoseOfTheGoldenFiles) {
    auto rulebook = load_folder("vienna");
    const bool write = std::getenv("MITHAQ_GOLDEN") != nullptr;
    for (const auto& language : rulebook->languages) {
        const std::string file = fmt::format("tests/golden/words/vienna.{}.txt", language);
        const std::string text = whole(*rulebook, language);
        if (write) {
            std::filesystem::create_directories("tests/golden/words");
            std::ofstream(file, std::ios::binary) << text;
        }
        std::ifstream in(file, std::ios::binary);
        const std::string golden(std::istreambuf_iterator<char>(in), {});
        EXPECT_TRUE(golden == text)
            << file << " differs; when that is meant: MITHAQ_GOLDEN=write build/dev/rules_test "
            << "--gtest_filter='Sentences.*'";
    }
}

}  // namespace
}  // namespace mithaq::rules::testing
