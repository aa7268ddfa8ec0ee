#include "rules/matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "rules/files_testing.h"
#include "rules/replay.h"

namespace mithaq::rules {
namespace {

using testing::paper_files;

// What an act says beside its form and body.
struct Extra {
    std::optional<std::uint64_t> on{};
    std::vector<std::tuple<std::uint64_t, std::string, std::string>> re{};  // number, as, item
    std::optional<std::pair<std::string, std::string>> paper{};             // from, at
};

// What goes into a register of papers, and what its files look like afterwards.
class Papers : public testing::Register {
  public:
    Papers()
        : Register(paper_files(), {"REGISTRY", "CHAIR", "XAA", "XAB", "XAC", "XAD", "XAE", "XAF"}) {
        at("2027-01-04T09:00:00.000Z");
    }

    void at(std::string_view stamp) { now = parse_stamp(stamp).value(); }

    json::object act(std::string_view form, const std::string& from, json::object body,
                     const Extra& extra) const {
        auto out = headers(form, {extra.paper ? "REGISTRY" : from}, std::move(body));
        if (extra.on) out["matter"] = to_hex(state.id_of(*extra.on).bytes);
        json::array re;
        for (const auto& [number, as, item] : extra.re) {
            json::object one{{"id", to_hex(state.id_of(number).bytes)}, {"as", as}};
            if (!item.empty()) one["item"] = item;
            re.push_back(std::move(one));
        }
        if (!re.empty()) out["re"] = std::move(re);
        if (extra.paper)
            out["received"] = {{"from", json::array{extra.paper->first}},
                               {"via", "post"},
                               {"at", extra.paper->second},
                               {"by", "Registry"}};
        return out;
    }
    // Its number.
    Result<std::uint64_t> submit(std::string_view form, const std::string& from, json::object body,
                                 const Extra& extra) {
        MITHAQ_CHECK(add(sign(act(form, from, std::move(body), extra))));
        return state.size() - 1;
    }
    std::uint64_t done(std::string_view form, const std::string& from, json::object body = {},
                       const Extra& extra = {}) {
        auto number = submit(form, from, std::move(body), extra);
        EXPECT_TRUE(number.has_value()) << number.error().type << ": " << number.error().message;
        return number.value_or(0);
    }
    std::string refused(std::string_view form, const std::string& from, json::object body,
                        const Extra& extra) {
        auto number = submit(form, from, std::move(body), extra);
        if (number) return "registered";
        return number.error().type + " " + number.error().rule;
    }
    Matter file(std::uint64_t number) const {
        auto found = state.matters().at(number, std::max(now, state.last_stamp()));
        EXPECT_TRUE(found.has_value());
        return std::move(*found);
    }
    std::string stage(std::uint64_t number) const { return file(number).stage_name(); }
};

json::object until(std::string_view instant) {
    return {{"until", instant}};
}
const json::object kActions{
    {"actions",
     json::array{
         json::object{
             {"item", "1"}, {"addressees", json::array{"XAB", "XAC"}}, {"due", "2027-03-01"}},
         json::object{{"item", "2"}, {"addressees", json::array{"XAD"}}, {"due", "CHAIR/3"}}}}};

// A paper under silence until the 11th at noon; the paper and its silence.
std::pair<std::uint64_t, std::uint64_t> under_silence(Papers& papers, json::object body = {}) {
    auto paper = papers.done("paper.table", "XAA", std::move(body));
    auto silence = papers.done("paper.silence", "CHAIR", until("2027-01-11T12:00:00Z"),
                               {.on = paper, .re = {{paper, "follows", ""}}});
    return {paper, silence};
}

TEST(File, IsOpenedByOneFormAndContinuedByOthers) {
    Papers papers;
    auto [paper, silence] = under_silence(papers);
    EXPECT_EQ(papers.stage(paper), "silence");
    EXPECT_EQ(papers.file(paper).names.at("silence").number, silence);
    EXPECT_EQ(papers.refused("paper.silence", "CHAIR", until("2027-01-11T12:00:00Z"), {}),
              "matter-required a form that opens no file names one");
    EXPECT_EQ(papers.refused("paper.object", "XAB", {}, {.on = silence}),
              "matter-unknown a file is named by the communication that opened it");
    EXPECT_EQ(
        papers.refused("communication.plain", "XAB", {{"text", {{"en", "x"}}}}, {.on = paper}),
        "move-form paper");
    EXPECT_EQ(papers.refused("paper.table", "XAB", {}, {.on = paper}), "move-stage paper/move/0");
}

TEST(Move, IsRefusedWithTheReasonOfTheOneThatCameFurthest) {
    Papers papers;
    auto paper = papers.done("paper.table", "XAA");
    auto other = papers.done("paper.table", "XAA", {{"actions", json::array()}});
    const auto soon = until("2027-01-07T08:59:59Z");
    const auto exactly = until("2027-01-07T09:00:00Z");
    const Extra on{.on = paper, .re = {{paper, "follows", ""}}};
    EXPECT_EQ(papers.refused("paper.confirm", "CHAIR", {}, {.on = paper}),
              "move-stage paper/move/3");
    EXPECT_EQ(papers.refused("paper.silence", "XAA", exactly, on), "move-author paper/move/1");
    EXPECT_EQ(papers.refused("paper.silence", "CHAIR", exactly, {.on = paper}),
              "move-reference paper/move/1");
    EXPECT_EQ(papers.refused("paper.silence", "CHAIR", soon, on),
              "move-require paper/move/1/require/0");
    EXPECT_EQ(papers.refused("paper.silence", "CHAIR", exactly,
                             {.on = paper, .re = {{other, "follows", ""}}}),
              "move-require paper/move/1/require/1");
    papers.done("paper.silence", "CHAIR", exactly, on);
    EXPECT_EQ(papers.stage(other), "tabled");
}

// Found by a story: bound already while its authors were judged, it entitled whoever sent it.
TEST(Move, ThatBindsTheNameItsAuthorsAreReadFromIsNotOpenToAll) {
    Papers papers;
    auto paper = papers.done("paper.table", "XAA");
    EXPECT_EQ(papers.refused("paper.revise", "XAB", {}, {.on = paper}), "move-author paper/move/6");
    papers.done("paper.revise", "XAA", {}, {.on = paper});
    EXPECT_EQ(papers.file(paper).names.at("paper").number, paper + 1);
}

TEST(Clock, PassesAtItsInstantAndNotAMillisecondBefore) {
    for (auto [stamp, stage] :
         {std::pair("2027-01-11T11:59:59.999Z", "registered"),
          std::pair("2027-01-11T12:00:00.000Z", "move-require paper/move/2/require/0")}) {
        Papers papers;
        auto [paper, silence] = under_silence(papers);
        papers.at(stamp);
        EXPECT_EQ(papers.refused("paper.object", "XAB", {}, {.on = paper}), stage) << stamp;
    }
    Papers papers;
    auto [paper, silence] = under_silence(papers);
    papers.at("2027-01-20T00:00:00.000Z");
    papers.done("communication.plain", "XAB", {{"text", {{"en", "of something else"}}}});
    EXPECT_EQ(papers.stage(paper), "elapsed");
    EXPECT_EQ(papers.file(paper).since, parse_stamp("2027-01-11T12:00:00.000Z").value());
    EXPECT_FALSE(papers.file(paper).by.has_value());
}

TEST(Clock, OfAFileWithNoActTellsWhenTheNextTickIsDue) {
    Papers papers;
    under_silence(papers);
    EXPECT_EQ(papers.state.matters().next_instant(),
              parse_stamp("2027-01-11T12:00:00.000Z").value());
}

TEST(Paper, ThatCameInTimeBreaksASilenceThatHasElapsed) {
    Papers papers;
    auto [paper, silence] = under_silence(papers);
    papers.at("2027-01-12T08:00:00.000Z");
    const auto late = papers.done("paper.object", "XAB", {},
                                  {.on = paper, .paper = {{"XAB", "2027-01-11T12:00:00Z"}}});
    EXPECT_EQ(papers.stage(paper), "elapsed") << "at the instant it is too late, and of no effect";
    papers.done("paper.object", "XAC", {},
                {.on = paper, .paper = {{"XAC", "2027-01-11T11:59:59Z"}}});
    EXPECT_EQ(papers.stage(paper), "tabled");
    EXPECT_EQ(papers.file(paper).by, late + 1);
}

TEST(Paper, ThatNoMoveAllowsIsRegisteredWithoutEffect) {
    Papers papers;
    auto paper = papers.done("paper.table", "XAA");
    const std::string before = record_of(papers.file(paper));
    papers.done("paper.confirm", "XAB", {},
                {.on = paper, .paper = {{"XAB", "2027-01-04T08:00:00Z"}}});
    EXPECT_EQ(record_of(papers.file(paper)), before);
    // Computed alone, the file says whose it was and which rule there is.
    auto act = act::parse_act(act::parse_entry(papers.entries.back())->note).value();
    auto submission = submission_of(act, papers.state.size() - 1, papers.now, [](const Hash&) {
        return std::pair(std::uint64_t{0}, std::string());
    });
    std::optional<Matter> file = papers.file(paper);
    Trace trace;
    EXPECT_FALSE(take(file, papers.rulebook, submission, &trace)->has_value());
    ASSERT_EQ(trace.size(), 1U);
    EXPECT_EQ(trace[0].kind, Event::Kind::no_effect);
    EXPECT_EQ(trace[0].name, "paper.confirm");
    EXPECT_EQ(trace[0].participants, Codes{"XAB"});
    EXPECT_EQ(trace[0].refusal, "move-stage");
    EXPECT_EQ(trace[0].rule, (Rule{Rule::Kind::move, 3, 0}));
    auto alone =
        papers.done("paper.confirm", "XAB", {}, {.paper = {{"XAB", "2027-01-04T08:00:00Z"}}});
    EXPECT_FALSE(papers.state.matters().contains(alone));
}

TEST(Count, IsJudgedAtItsInstantByMajorityAndQuorum) {
    const std::vector<std::tuple<std::vector<std::string>, std::string>> cases = {
        {{"yes", "yes", "no", "abstain"}, "adopted"},
        {{"yes", "yes", "no", "no"}, "not-adopted"},  // a tie is no majority
        {{"yes", "yes", "yes"}, "not-adopted"},       // three of eight are no quorum
        {{"abstain", "abstain", "abstain", "abstain"}, "not-adopted"},
        {{}, "not-adopted"},
    };
    const char* voters[] = {"XAA", "XAB", "XAC", "XAD"};
    for (const auto& [choices, expected] : cases) {
        Papers papers;
        auto paper = papers.done("paper.table", "XAA");
        auto vote =
            papers.done("paper.vote", "CHAIR", {{"closes", "2027-01-05T09:00:00Z"}}, {.on = paper});
        for (std::size_t i = 0; i < choices.size(); ++i)
            papers.done("paper.ballot", voters[i], {{"choice", choices[i]}},
                        {.on = paper, .re = {{vote, "replies", ""}}});
        papers.at("2027-01-05T08:59:59.999Z");
        EXPECT_EQ(papers.stage(paper), "voting");
        papers.at("2027-01-05T09:00:00.000Z");
        EXPECT_EQ(papers.stage(paper), expected);
    }
}

TEST(Count, TakesTheNewestOfEachAndForgetsTheWithdrawn) {
    Papers papers;
    auto paper = papers.done("paper.table", "XAA");
    auto vote =
        papers.done("paper.vote", "CHAIR", {{"closes", "2027-01-05T09:00:00Z"}}, {.on = paper});
    auto ballot = [&](const std::string& from, std::string_view choice) {
        return papers.done("paper.ballot", from, {{"choice", choice}},
                           {.on = paper, .re = {{vote, "replies", ""}}});
    };
    ballot("XAA", "no");
    ballot("XAA", "yes");
    auto withdrawn = ballot("XAB", "yes");
    papers.done("paper.ballot", "XAB", {{"choice", "no"}},
                {.on = paper, .re = {{withdrawn, "withdraws", ""}}});  // refers to no vote
    const auto file = papers.file(paper);
    ASSERT_EQ(file.counts[0]->votes.size(), 1U);
    EXPECT_EQ(file.counts[0]->votes[0].choice, "yes");
}

TEST(Ask, IsOpenUntilEverybodyAskedHasAnsweredOrItIsReleased) {
    Papers papers;
    auto [paper, silence] = under_silence(papers, kActions);
    papers.at("2027-01-12T08:00:00.000Z");
    papers.done("paper.confirm", "CHAIR", {}, {.on = paper});
    auto file = papers.file(paper);
    ASSERT_EQ(file.duties.size(), 2U);
    EXPECT_EQ(file.duties[0].due, parse_stamp("2027-03-02T00:00:00.000Z").value());
    EXPECT_FALSE(file.duties[1].due.has_value());
    EXPECT_EQ(file.duties[1].session, "CHAIR/3");
    EXPECT_FALSE(file.closed());
    papers.done("paper.inform", "XAB", {}, {.on = paper, .re = {{paper, "implements", "1"}}});
    papers.done("paper.inform", "XAA", {}, {.on = paper, .re = {{paper, "implements", "1"}}});
    file = papers.file(paper);
    EXPECT_THAT(awaited(file, file.duties[0]), ::testing::ElementsAre("XAC"));
    auto reminder =
        papers.done("paper.remind", "CHAIR", {}, {.on = paper, .re = {{paper, "follows", "1"}}});
    papers.done("paper.inform", "XAC", {}, {.on = paper, .re = {{reminder, "replies", ""}}});
    file = papers.file(paper);
    EXPECT_FALSE(is_open(file, file.duties[0]));
    papers.done("paper.release", "CHAIR", {}, {.on = paper, .re = {{paper, "releases", "2"}}});
    EXPECT_TRUE(papers.file(paper).closed());
    EXPECT_EQ(papers.state.matters().open_count(), 0U);
    // A closed file is read again when something more belongs to it.
    papers.done("paper.inform", "XAB", {}, {.on = paper, .re = {{paper, "implements", "1"}}});
    EXPECT_EQ(papers.file(paper).duties[0].answers.size(), 3U);
}

TEST(Record, ReadsBackTheSame) {
    Papers papers;
    auto [paper, silence] = under_silence(papers, kActions);
    papers.at("2027-01-12T08:00:00.000Z");
    papers.done("paper.confirm", "CHAIR", {}, {.on = paper});
    papers.done("paper.inform", "XAB", {}, {.on = paper, .re = {{paper, "implements", "1"}}});
    const std::string record = record_of(papers.file(paper));
    auto again = read_record(record, papers.rulebook);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(record_of(*again), record);
    for (std::size_t cut : {std::size_t{0}, record.size() / 2, record.size() - 1})
        EXPECT_FALSE(read_record(record.substr(0, cut), papers.rulebook).has_value());
}

TEST(Rule, IsWrittenAndReadTheSame) {
    for (const char* text :
         {"text/move/3", "text/move/3/require/0", "note/ask/0", "text/after/12", "text/count/0"}) {
        auto rule = parse_rule(text);
        ASSERT_TRUE(rule.has_value()) << text;
        EXPECT_EQ(format_rule(rule->first, rule->second), text);
    }
    for (const char* text : {"", "text", "text/move", "text/move/", "text/move/x", "text/go/1",
                             "text/after/1/require/1", "text/move/99999999999", "a/b/c/d"})
        EXPECT_FALSE(parse_rule(text).has_value()) << text;
}

// ---- State is a function of the prefix

// One of what may happen, valid or not.
void something_happens(Papers& papers, std::vector<std::uint64_t>& files) {
    using namespace rc;
    static const char* kForms[] = {"paper.table",    "paper.silence",      "paper.object",
                                   "paper.confirm",  "paper.vote",         "paper.ballot",
                                   "paper.withdraw", "paper.inform",       "paper.remind",
                                   "paper.release",  "communication.plain"};
    const std::string form = *gen::elementOf(std::vector<std::string>(kForms, kForms + 11));
    const std::string from =
        *gen::elementOf(std::vector<std::string>{"CHAIR", "CHAIR", "XAA", "XAB", "XAC", "XAD"});
    papers.now.ms += *gen::elementOf(
        std::vector<std::int64_t>{0, 1, 1'000, 3'600'000, kDayMs, 4 * kDayMs, 40 * kDayMs});
    json::object body;
    auto later = [&](std::int64_t days) { return format_instant({papers.now.ms + days * kDayMs}); };
    if (form == "paper.table") body = *gen::arbitrary<bool>() ? kActions : json::object{};
    if (form == "paper.silence") body = until(later(*gen::inRange(2, 6)));
    if (form == "paper.vote") body = {{"closes", later(*gen::inRange(-1, 3))}};
    if (form == "paper.ballot")
        body = {{"choice", *gen::elementOf(std::vector<std::string>{"yes", "no", "abstain"})}};
    if (form == "communication.plain") body = {{"text", {{"en", later(0)}}}};
    Extra extra;
    if (!files.empty() && form != "paper.table" && form != "communication.plain") {
        extra.on = *gen::elementOf(files);
        const auto file = papers.state.matters().at(*extra.on, papers.now).value();
        if (file.names.contains("vote") && form == "paper.ballot")
            extra.re.emplace_back(file.names.at("vote").number, "replies", "");
        else if (*gen::weightedElement<bool>({{5, true}, {1, false}}))
            extra.re.emplace_back(*extra.on, form == "paper.release" ? "releases" : "follows",
                                  form == "paper.silence" || *gen::arbitrary<bool>() ? "" : "1");
    }
    if (*gen::weightedElement<bool>({{1, true}, {8, false}}))
        extra.paper = {from, format_instant({papers.now.ms - kDayMs})};
    auto number = papers.submit(form, from, std::move(body), extra);
    if (number && form == "paper.table" && papers.state.matters().contains(*number))
        files.push_back(*number);
}

TEST(State, OfRandomActsIsTheSameHoweverItWasReached) {
    static const Papers kFounded;
    EXPECT_TRUE(rc::check([] {
        Papers papers = kFounded;
        std::vector<std::uint64_t> files;
        std::string snapshot;
        std::uint64_t snapshot_size = 0;
        const int length = *rc::gen::inRange(1, 40);
        for (int i = 0; i < length; ++i) {
            something_happens(papers, files);
            if (*rc::gen::inRange(0, 12) == 0) {
                snapshot = papers.state.encode(papers.frontier.root());
                snapshot_size = papers.state.size();
            }
        }
        const Hash root = papers.state.root();
        auto replay = [&](State state) {
            for (auto at = state.size(); at < papers.entries.size(); ++at) {
                auto entry = act::parse_entry(papers.entries[at]).value();
                Prepared prepared{act::parse_act(entry.note).value(), {}};
                apply(state, prepared, entry.stamp, papers.rulebooks());
            }
            return state.root();
        };
        RC_ASSERT(replay(State{}) == root);
        if (snapshot_size > 0) {
            auto decoded = State::decode(snapshot, papers.rulebooks());
            RC_ASSERT(decoded.has_value());
            RC_ASSERT(decoded->state.size() == snapshot_size);
            RC_ASSERT(decoded->state.encode(decoded->root) == snapshot);
            RC_ASSERT(replay(std::move(decoded->state)) == root);
        }
    }));
}

// A file is a function of its own acts: computed alone, from them, it is the same.
TEST(State, HoldsOfEachFileWhatItsOwnActsSay) {
    static const Papers kFounded;
    EXPECT_TRUE(rc::check([] {
        Papers papers = kFounded;
        std::vector<std::uint64_t> files;
        const int length = *rc::gen::inRange(1, 40);
        for (int i = 0; i < length; ++i) something_happens(papers, files);
        for (auto number : files) {
            std::optional<Matter> alone;
            for (std::uint64_t at = number; at < papers.entries.size(); ++at) {
                auto entry = act::parse_entry(papers.entries[at]).value();
                auto act = act::parse_act(entry.note).value();
                if (at != number && act.matter != papers.state.id_of(number)) continue;
                auto submission = submission_of(act, at, entry.stamp, [&](const Hash& id) {
                    auto target = papers.state.number_of(id).value();
                    return std::pair(target, papers.state.form_of(target));
                });
                if (alone) advance(*alone, entry.stamp);
                auto judged = judge(*papers.rulebook, alone ? &*alone : nullptr, submission);
                if (!judged) continue;
                if (alone)
                    step(*alone, *judged, submission);
                else
                    alone = open(papers.rulebook, *judged, submission);
            }
            advance(*alone, papers.state.last_stamp());
            RC_ASSERT(
                record_of(*alone) ==
                record_of(papers.state.matters().at(number, papers.state.last_stamp()).value()));
        }
    }));
}

}  // namespace
}  // namespace mithaq::rules
