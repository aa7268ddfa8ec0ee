#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "view/dump.h"
#include "view/random_record_testing.h"

namespace mithaq::view {
namespace {

// Without sentences and their grammar, which take long to read and are not asked for here.
const std::string& quick_bundle() {
    static const std::string bundle = log::built_bundle(
        [](const std::string& name) { return name != "grammar.toml" && name != "sentences.toml"; },
        matter_sources());
    return bundle;
}

std::string dump_of(const std::string& path) {
    std::string out;
    EXPECT_TRUE(dump(path, [&](std::string_view line) { out += line; }));
    return out;
}

struct MattersTest : testing::Test {
    TestRecord log{quick_bundle()};
    TestFolder folder;
    std::optional<TestView> view;

    Answers& answers() {
        if (!view || view->store.size().value < log.size()) {
            view.reset();
            view.emplace(folder.path("view.sqlite"), log.reader(), log.rulebook);
        }
        return *view->answers;
    }
    json::object matter(std::uint64_t number, const Parameters& asked = {}) {
        auto out = answers().matter(std::to_string(number), asked);
        EXPECT_TRUE(out) << out.error().message;
        return out.value_or(json::object());
    }
    json::object asks(const Parameters& asked = {}) {
        auto out = answers().asks(asked);
        EXPECT_TRUE(out) << out.error().message;
        return out.value_or(json::object());
    }
    json::object matters(const Parameters& asked = {}) {
        auto out = answers().matters(asked);
        EXPECT_TRUE(out) << out.error().message;
        return out.value_or(json::object());
    }
    // "file/index" of each.
    std::vector<std::string> keys(const Parameters& asked) {
        std::vector<std::string> out;
        for (const auto& one : asks(asked).at("items").as_array())
            out.push_back(fmt::format("{}/{}", one.at("matter").at("number").to_number<int>(),
                                      one.at("index").to_number<int>()));
        return out;
    }
    std::vector<std::uint64_t> numbers(const Parameters& asked) {
        std::vector<std::uint64_t> out;
        for (const auto& one : matters(asked).at("items").as_array())
            out.push_back(one.at("number").to_number<std::uint64_t>());
        return out;
    }
    std::string fault(const Result<json::object>& answer) {
        return answer ? "none" : answer.error().type + ": " + answer.error().message;
    }

    json::array re(std::uint64_t number, std::string_view item = {}) const {
        return {log.re(number, "replies", item)};
    }
    std::uint64_t reply(std::uint64_t letter, const std::string& from,
                        std::string_view form = "letter.reply", const json::object& body = {},
                        std::string_view item = {}) {
        return log.add(form, body, log.in(letter, {{"re", re(letter, item)}}), from);
    }
    static json::object to(std::vector<std::string_view> codes, json::object more = {}) {
        more["to"] = json::array(codes.begin(), codes.end());
        return more;
    }
    static json::object points() {
        return {{"title", {{"en", "Of waters"}}},
                {"points",
                 json::array{
                     json::object{{"item", "1"},
                                  {"text", {{"en", "Measure them."}}},
                                  {"addressees", {"XAA", "XAB"}},
                                  {"due", "2026-11-30"}},
                     json::object{{"item", "2"}, {"addressees", {"XAB"}}, {"due", "CHAIR/1"}}}}};
    }
    // Settled: two support it while it waits.
    std::uint64_t settled() {
        auto letter = log.add("letter.send", to({"XAC"}, points()));
        auto wait = log.add("letter.wait", {{"until", "2026-11-25T12:00:00Z"}}, log.in(letter));
        for (const char* code : {"XAA", "XAB"})
            log.add("letter.support", {}, log.in(letter, {{"re", re(wait)}}), code);
        return letter;
    }
};

TEST_F(MattersTest, APageShowsWhereAFileStandsAndWhatLedThere) {
    auto letter =
        log.add("letter.send", to({"XAB"}, {{"title", {{"en", "First"}}}}), {{"ref", "XAA/7"}});
    auto wait = log.add("letter.wait", {{"until", "2026-11-25T12:00:00Z"}}, log.in(letter));
    auto page = matter(letter);
    EXPECT_EQ(page.at("type"), "letter");
    EXPECT_EQ(page.at("stage"), "waiting");
    EXPECT_EQ(page.at("title"), json::value({{"en", "First"}}));
    EXPECT_EQ(page.at("by").at("number"), wait);
    EXPECT_EQ(page.at("rule"), "letter/move/4");
    EXPECT_EQ(page.at("next"), "2026-11-25T12:00:00.000Z");
    EXPECT_EQ(page.at("clocks").at(0), json::value({{"kind", "after"},
                                                    {"index", 0},
                                                    {"at", "2026-11-25T12:00:00.000Z"},
                                                    {"to", "lapsed"}}));
    EXPECT_EQ(page.at("clocks").at(1).at("name"), "support");
    EXPECT_EQ(page.at("counts").at(0).at("needed"), 2);
    EXPECT_EQ(page.at("counts").at(0).at("of").at("number"), wait);
    EXPECT_EQ(page.at("opened").at("from"), json::array{"XAA"});
    EXPECT_EQ(page.at("last").at("number"), wait);
    EXPECT_EQ(page.at("acts").as_array().size(), 2U);
    std::vector<std::string> kinds;
    for (const auto& event : page.at("events").as_array())
        kinds.emplace_back(event.at("kind").as_string());
    EXPECT_EQ(kinds,
              (std::vector<std::string>{"opened", "asked", "stage", "moved", "counting", "stage"}));
    // By any communication in it, and by its own number.
    EXPECT_EQ(answers().matter("XAA/7", {}).value(), page);
    EXPECT_EQ(matter(wait), page);
    EXPECT_EQ(matter(letter, {{"as-of", std::to_string(letter)}}).at("stage"), "open");
    EXPECT_EQ(fault(answers().matter("1", {})),
              "not-found: this communication stands alone: it is in no file");
    // Nothing came: the instant takes effect at the first entry stamped at or after it.
    log.made.pass(3 * kDayMs);
    auto tick = log.add("communication.plain", {{"text", {{"en", "x"}}}});
    page = matter(letter);
    EXPECT_EQ(page.at("stage"), "lapsed");
    EXPECT_EQ(page.at("since"), "2026-11-25T12:00:00.000Z");
    EXPECT_FALSE(page.contains("by"));
    EXPECT_EQ(page.at("rule"), "letter/after/0");
    EXPECT_EQ(page.at("events").as_array().back().at("kind"), "stage");
    EXPECT_EQ(matter(letter, {{"as-of", std::to_string(tick - 1)}}).at("stage"), "waiting");
}

TEST_F(MattersTest, ACommunicationSaysInWhichFileItIs) {
    auto letter = log.add("letter.send", to({"XAB"}, {{"title", {{"en", "First"}}}}));
    auto alone = log.add("communication.plain", {{"text", {{"en", "x"}}}});
    auto answer = reply(letter, "XAB");
    auto late = log.add("letter.back", {},
                        log.in(letter, {{"received",
                                         {{"from", {"XAB"}},
                                          {"via", "post"},
                                          {"at", "2026-11-23T09:00:00Z"},
                                          {"by", "Registry"}}}}),
                        "REGISTRY");
    auto item = [&](std::uint64_t number) {
        return answers().item(std::to_string(number), {}).value();
    };
    EXPECT_EQ(item(answer).at("matter"), json::value({{"id", act::hex(log.ids[letter])},
                                                      {"number", letter},
                                                      {"type", "letter"},
                                                      {"title", {{"en", "First"}}},
                                                      {"stage", "open"}}));
    EXPECT_FALSE(item(answer).contains("without_effect"));
    EXPECT_FALSE(item(alone).contains("matter"));
    EXPECT_EQ(item(late).at("without_effect"), true);
    const auto event = matter(letter).at("events").as_array().back().as_object();
    EXPECT_EQ(event.at("kind"), "no-effect");
    EXPECT_EQ(event.at("refusal"), "move-stage");
    EXPECT_EQ(event.at("participants"), json::array{"XAB"});
}

TEST_F(MattersTest, WhoHasRepliedIsSaidToAllWhoHasNotToAFew) {
    auto letter =
        log.add("letter.send",
                to({"XAA", "XAB", "XAC"}, {{"by", "2026-11-24"}, {"character", "obligation"}}), {},
                "REGISTRY");
    auto answer = reply(letter, "XAB");
    log.add("letter.remind", {}, log.in(letter, {{"re", re(letter)}}), "REGISTRY");
    auto ask = [&](const Parameters& asked) {
        return matter(letter, asked).at("asks").at(0).as_object();
    };
    auto one = ask({});
    EXPECT_EQ(one.at("state"), "open");
    EXPECT_EQ(one.at("title").at("en"), "A reply");
    EXPECT_EQ(one.at("due"), "2026-11-25T00:00:00.000Z");
    EXPECT_EQ(one.at("urgency"), "immediate");
    // In the order of precedence of that day.
    EXPECT_EQ(one.at("of"), json::value({"XAA", "XAB", "XAC"}));
    EXPECT_EQ(one.at("answers").as_array().size(), 1U);
    EXPECT_EQ(one.at("answers").at(0).at("participant"), "XAB");
    EXPECT_EQ(one.at("answers").at(0).at("act").at("number"), answer);
    EXPECT_EQ(one.at("reminders").at(0).at("form"), "letter.remind");
    EXPECT_FALSE(one.contains("awaited"));
    EXPECT_EQ(ask({{"for", "XAB"}}).at("awaited"), json::array());
    EXPECT_EQ(ask({{"for", "XAC"}}).at("awaited"), json::array{"XAC"});
    EXPECT_EQ(ask({{"for", "REGISTRY"}}).at("awaited"), json::value({"XAA", "XAC"}));
    EXPECT_FALSE(ask({{"for", "XAD"}}).contains("awaited"));
    EXPECT_FALSE(ask({{"for", "REGISTRY"}}).contains("passed"));

    log.made.pass(2 * kDayMs);
    log.add("communication.plain", {{"text", {{"en", "x"}}}});
    for (const char* reader : {"REGISTRY", "XAA", "XAC"})
        EXPECT_EQ(ask({{"for", reader}}).at("passed"), true) << reader;
    for (const char* reader : {"XAB", "XAD"})
        EXPECT_FALSE(ask({{"for", reader}}).contains("passed"));
    EXPECT_FALSE(ask({}).contains("passed"));
    EXPECT_EQ(fault(answers().matter(std::to_string(letter), {{"for", "XQQ"}})),
              "query: `for` is the code of a participant of this register");

    // What still waits for one is told to that one.
    EXPECT_EQ(keys({{"state", "awaited"}, {"participant", "XAC"}, {"for", "XAC"}}).size(), 1U);
    EXPECT_EQ(keys({{"state", "awaited"}, {"participant", "XAC"}, {"for", "REGISTRY"}}).size(), 1U);
    EXPECT_TRUE(keys({{"state", "awaited"}, {"participant", "XAB"}, {"for", "XAB"}}).empty());
    for (Parameters asked : {Parameters{{"participant", "XAC"}, {"for", "XAB"}},
                             Parameters{{"participant", "XAC"}}, Parameters{{"for", "REGISTRY"}}}) {
        asked["state"] = "awaited";
        EXPECT_TRUE(fault(answers().asks(asked)).starts_with("query: `state` awaited is asked"));
    }
}

TEST_F(MattersTest, AskedAreElementsWithTheirWordsAndDates) {
    auto letter = settled();
    auto list = asks({{"matter", std::to_string(letter)}, {"type", "letter"}});
    EXPECT_EQ(list.at("total"), 3);
    EXPECT_EQ(keys({}),
              (std::vector<std::string>{fmt::format("{}/1", letter), fmt::format("{}/2", letter),
                                        fmt::format("{}/0", letter)}));
    auto first = list.at("items").at(0).as_object();
    EXPECT_EQ(first.at("name"), "point");
    EXPECT_EQ(first.at("item"), "1");
    EXPECT_EQ(first.at("text"), json::value({{"en", "Measure them."}}));
    EXPECT_EQ(first.at("about").at("number"), letter);
    EXPECT_EQ(first.at("due"), "2026-12-01T00:00:00.000Z");
    EXPECT_EQ(first.at("matter").at("stage"), "settled");
    auto second = list.at("items").at(1).as_object();
    EXPECT_EQ(second.at("session"), "CHAIR/1");
    EXPECT_FALSE(second.contains("due"));
    EXPECT_FALSE(second.contains("text"));
    // A session that is convened has a date, postponed another or none.
    auto meeting = log.add("meeting.convene", {{"name", "CHAIR/1"}, {"opens", "2026-12-03"}});
    auto due = [&](const Parameters& asked) {
        const auto one = asks(asked).at("items").at(1).as_object();
        return one.contains("due") ? std::string(one.at("due").as_string()) : "none";
    };
    EXPECT_EQ(due({{"type", "letter"}}), "2026-12-03T00:00:00.000Z");
    EXPECT_EQ(keys({{"due-after", "2026-12-02"}}),
              std::vector<std::string>{fmt::format("{}/2", letter)});
    EXPECT_EQ(keys({{"due-before", "2026-12-01"}}),
              std::vector<std::string>{fmt::format("{}/1", letter)});
    EXPECT_EQ(keys({{"due-before", "2026-12-03T00:00:00Z"}}).size(), 2U);
    EXPECT_EQ(keys({{"sort", "due"}}),
              (std::vector<std::string>{fmt::format("{}/1", letter), fmt::format("{}/2", letter),
                                        fmt::format("{}/0", letter)}));
    EXPECT_EQ(matter(meeting).at("session"),
              json::value({{"name", "CHAIR/1"}, {"opens", "2026-12-03"}}));
    log.add("meeting.postpone", {{"name", "CHAIR/1"}}, log.in(meeting));
    EXPECT_EQ(due({{"type", "letter"}}), "none");
    EXPECT_EQ(due({{"as-of", std::to_string(meeting)}}), "2026-12-03T00:00:00.000Z");
    EXPECT_EQ(matter(meeting).at("session"), json::value({{"name", "CHAIR/1"}}));
    EXPECT_EQ(fault(answers().asks({{"due-before", "soon"}})),
              "query: `due-before` is an instant as 2026-11-24T09:00:00Z, or a day");
}

TEST_F(MattersTest, AsksAreFoundByWhoWhatAndHowTheyStand) {
    auto letter = settled();
    auto key = [&](int index) { return fmt::format("{}/{}", letter, index); };
    using Keys = std::vector<std::string>;
    EXPECT_EQ(keys({{"participant", "XAB"}}), (Keys{key(1), key(2)}));
    EXPECT_EQ(keys({{"participant", "XAC"}}), (Keys{key(0)}));
    EXPECT_EQ(keys({{"form", "letter.point"}}), (Keys{key(1), key(2)}));
    EXPECT_EQ(keys({{"form", "letter.send"}}).size(), 3U);
    EXPECT_EQ(keys({{"form", "letter.reply,letter.remind"}}), (Keys{key(0)}));
    reply(letter, "XAB", "letter.point", {}, "1");
    EXPECT_EQ(keys({{"state", "answered"}}), Keys{});
    EXPECT_EQ(keys({{"state", "awaited"}, {"participant", "XAB"}, {"for", "XAB"}}), (Keys{key(2)}));
    auto second = reply(letter, "XAA", "letter.point", {}, "1");
    EXPECT_EQ(keys({{"state", "answered"}}), (Keys{key(1)}));
    EXPECT_EQ(keys({{"state", "answered"}, {"as-of", std::to_string(second - 1)}}), Keys{});
    auto released = log.add("letter.release", {}, log.in(letter, {{"re", re(letter)}}));
    EXPECT_EQ(keys({{"state", "released"}}), (Keys{key(0)}));
    EXPECT_EQ(keys({{"state", "open"}}), (Keys{key(2)}));
    EXPECT_EQ(asks({{"state", "released"}}).at("items").at(0).at("released").at("act").at("number"),
              released);
    EXPECT_EQ(fault(answers().asks({{"state", "lost"}})),
              "query: `state` is open, answered, released or awaited");
    // Pages.
    Keys all;
    Parameters asked{{"limit", "1"}};
    do {
        auto page = asks(asked);
        EXPECT_EQ(page.at("total"), 3);
        for (const auto& one : page.at("items").as_array())
            all.push_back(key(one.at("index").to_number<int>()));
        if (!page.contains("next")) break;
        asked["before"] = std::string(page.at("next").as_string());
        log.add("letter.send", to({"XAB"}));  // of a later moment
    } while (all.size() < 9);
    EXPECT_EQ(all, (Keys{key(1), key(2), key(0)}));
    EXPECT_EQ(fault(answers().asks({{"before", "00"}})),
              "query: `before` is `next` of the page before");
}

TEST_F(MattersTest, FilesAreFoundByTypeStageAndParticipant) {
    auto first = settled();
    auto meeting = log.add("meeting.convene", {{"name", "CHAIR/1"}}, {}, "XAB");
    auto second = log.add("letter.send", to({"XAB"}));
    using Numbers = std::vector<std::uint64_t>;
    EXPECT_EQ(numbers({}), (Numbers{second, meeting, first}));
    EXPECT_EQ(numbers({{"type", "letter"}}), (Numbers{second, first}));
    EXPECT_EQ(numbers({{"stage", "settled,convened"}}), (Numbers{meeting, first}));
    EXPECT_EQ(numbers({{"participant", "XAC"}}), (Numbers{first}));
    EXPECT_EQ(numbers({{"participant", "XAB"}}), (Numbers{second, meeting, first}));
    EXPECT_EQ(numbers({{"open", "yes"}}), (Numbers{second, meeting, first}));
    for (const char* item : {"1", "2"})
        for (const char* code : {"XAA", "XAB"}) reply(first, code, "letter.point", {}, item);
    EXPECT_EQ(numbers({{"open", "no"}}), Numbers{});
    auto released = log.add("letter.release", {}, log.in(first, {{"re", re(first)}}));
    EXPECT_EQ(numbers({{"open", "no"}}), Numbers{first});
    auto row = matters({{"open", "no"}}).at("items").at(0).as_object();
    EXPECT_EQ(row.at("closed"), true);
    EXPECT_EQ(row.at("asks"), json::value({{"open", 0}, {"all", 3}}));
    EXPECT_EQ(row.at("last").at("number"), released);
    EXPECT_EQ(matters({{"as-of", std::to_string(second)}, {"open", "no"}}).at("total"), 0);
    auto page = matters({{"limit", "2"}});
    EXPECT_EQ(page.at("total"), 3);
    EXPECT_EQ(numbers({{"limit", "2"}, {"before", std::string(page.at("next").as_string())}}),
              Numbers{first});
    EXPECT_EQ(fault(answers().matters({{"open", "maybe"}})), "query: `open` is yes or no");
}

TEST_F(MattersTest, SoManyOrMoreAreCounted) {
    for (std::uint64_t i = 0; i <= kTotalMax; ++i) log.add("letter.send", to({"XAB"}));
    EXPECT_EQ(matters().at("total"), kTotalMax);
    EXPECT_EQ(asks({{"sort", "due"}}).at("total"), kTotalMax);
    auto list = matters({{"limit", "200"}});
    std::uint64_t listed = 0;
    while (true) {
        listed += list.at("items").as_array().size();
        if (!list.contains("next")) break;
        list = matters({{"limit", "200"}, {"before", std::string(list.at("next").as_string())}});
        EXPECT_EQ(list.at("total"), kTotalMax);
    }
    EXPECT_EQ(listed, kTotalMax + 1);
}

TEST_F(MattersTest, TablesHoldActsByAuthorElementAndValue) {
    auto letter = settled();
    auto one = reply(letter, "XAB", "letter.reply", {{"year", 2025}});
    auto two = reply(letter, "XAA", "letter.reply", {{"year", 2026}});
    auto three = reply(letter, "XAB", "letter.reply", {{"year", 2026}});
    auto point = reply(letter, "XAB", "letter.point", {}, "2");
    auto tables = matter(letter).at("tables").as_array();
    auto cells = [](const json::value& row) {
        std::vector<std::vector<std::uint64_t>> out;
        for (const auto& cell : row.at("cells").as_array()) {
            out.emplace_back();
            for (const auto& act : cell.as_array())
                out.back().push_back(act.at("number").to_number<std::uint64_t>());
        }
        return out;
    };
    using Cells = std::vector<std::vector<std::uint64_t>>;
    const auto& replies = tables.at(0).at("rows").as_array();
    ASSERT_EQ(replies.size(), 2U);
    EXPECT_EQ(replies.at(0).at("participant"), "XAA");
    EXPECT_EQ(cells(replies.at(0)).at(0), std::vector<std::uint64_t>{two});
    EXPECT_EQ(cells(replies.at(1)).at(0), (std::vector<std::uint64_t>{one, three}));
    EXPECT_EQ(cells(replies.at(1)).at(1).back(), point);
    EXPECT_EQ(tables.at(0).at("columns").at(1).at("key"), "letter.point letter.support");
    const auto& points = tables.at(1).at("rows").as_array();
    EXPECT_EQ(points.at(0).at("title"), json::value({{"en", "Measure them."}}));
    EXPECT_EQ(cells(points.at(0)), Cells{{}});
    EXPECT_EQ(points.at(1).at("item"), "2");
    EXPECT_EQ(cells(points.at(1)), Cells{{point}});
    const auto& years = tables.at(2).as_object();
    EXPECT_EQ(years.at("columns"), json::value({{{"key", "2025"}}, {{"key", "2026"}}}));
    EXPECT_EQ(cells(years.at("rows").at(1)), (Cells{{one}, {three}}));
}

// ---- By chance

struct RandomFiles {
    explicit RandomFiles(std::uint32_t seed) : record(seed, quick_bundle()) {}
    RandomRecord record;
    TestFolder folder;
};

TEST(MattersByChance, HoweverItWasMadeItsDumpIsTheSame) {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        RandomFiles files(seed);
        RandomRecord& record = files.record;
        TestPrefix shown(record.log.files, record.log.reader(), 1);
        std::optional<Store> store;
        for (int round = 0; round < 8; ++round) {
            record.grow_files(1 + record.below(20));
            shown.show(record.log.reader(), record.log.size() - record.below(2));
            if (!store || record.below(2) == 0) {
                store.reset();
                store.emplace(
                    Store::open(files.folder.path("v"), shown.reader(), record.log.rulebook)
                        .value());
            }
            while (!store->advance(1 + record.below(9)).value()) continue;
        }
        shown.show(record.log.reader(), record.log.size());
        while (!store->advance(1000).value()) continue;
        TestView whole(files.folder.path("w"), record.log.reader(), record.log.rulebook);
        EXPECT_EQ(dump_of(files.folder.path("v")), dump_of(files.folder.path("w")));
    }
}

// What the rows say is what the rules' state is.
TEST(MattersByChance, RowsSayWhatTheRulesDo) {
    for (std::uint32_t seed = 11; seed <= 14; ++seed) {
        RandomFiles files(seed);
        RandomRecord& record = files.record;
        record.grow_files(120);
        TestView view(files.folder.path("v"), record.log.reader(), record.log.rulebook);
        const auto& state = record.log.made.writer().state();
        auto sessions = state.matters().sessions();
        const auto numbers = state.matters().numbers();
        EXPECT_EQ(view.answers->matters({}).value().at("total"), numbers.size());
        std::set<std::string> stages;
        for (std::uint64_t number : numbers) {
            auto matter = state.matters().at(number, state.last_stamp()).value();
            auto page = view.answers->matter(std::to_string(number), {{"for", "REGISTRY"}}).value();
            EXPECT_EQ(page.at("stage"), json::value(matter.stage_name()));
            stages.insert(matter.stage_name());
            EXPECT_EQ(page.at("since"), json::value(format_stamp(matter.since)));
            EXPECT_EQ(page.at("closed"), matter.closed());
            auto next = rules::next_change(matter);
            EXPECT_EQ(page.contains("next") ? page.at("next") : json::value("none"),
                      json::value(next ? format_stamp(*next) : "none"));
            const auto& asks = page.at("asks").as_array();
            ASSERT_EQ(asks.size(), matter.duties.size());
            for (std::size_t i = 0; i < asks.size(); ++i) {
                const rules::Duty& duty = matter.duties[i];
                EXPECT_EQ(asks[i].at("about").at("number"), duty.about);
                EXPECT_EQ(asks[i].at("since"), json::value(format_stamp(duty.since)));
                EXPECT_EQ(asks[i].at("answers").as_array().size(), duty.answers.size());
                EXPECT_EQ(asks[i].at("reminders").as_array().size(), duty.reminders.size());
                EXPECT_EQ(asks[i].at("awaited").as_array().size(),
                          rules::awaited(matter, duty).size());
                EXPECT_EQ(asks[i].at("state") == "open", rules::is_open(matter, duty));
                EXPECT_EQ(asks[i].as_object().contains("released"), duty.released.has_value());
                auto due = rules::due_of(matter, duty, sessions);
                EXPECT_EQ(asks[i].as_object().contains("due"), due.has_value());
            }
        }
        EXPECT_GE(stages.size(), 4U) << "the record is too plain";
    }
}

TEST(MattersByChance, AsOfIsTheViewOfAShorterLog) {
    RandomFiles files(21);
    RandomRecord& record = files.record;
    record.grow_files(120);
    TestView whole(files.folder.path("whole"), record.log.reader(), record.log.rulebook);
    for (int round = 0; round < 6; ++round) {
        std::uint64_t number = 4 + record.below(record.log.size() - 4);
        TestPrefix prefix(record.log.files, record.log.reader(), number + 1);
        TestView part(files.folder.path(fmt::format("part-{}", round)), prefix.reader(),
                      record.log.rulebook);
        const Parameters then{{"as-of", std::to_string(number)}};
        auto with = [&](Parameters asked) {
            asked["as-of"] = std::to_string(number);
            return asked;
        };
        // The shorter record is at its newest moment, the longer one at a past one; pages together
        // are the whole.
        auto compare = [&](auto question, const Parameters& asked) {
            const auto now = (*part.answers.*question)(asked).value();
            EXPECT_EQ((*whole.answers.*question)(with(asked)).value(), now);
            for (TestView* view : {&part, &whole}) {
                json::array items;
                Parameters page = with(asked);
                page["limit"] = "2";
                while (true) {
                    auto list = (*view->answers.*question)(page).value();
                    EXPECT_EQ(list.at("total"), now.at("total"));
                    for (const auto& item : list.at("items").as_array()) items.push_back(item);
                    if (!list.contains("next")) break;
                    page["before"] = std::string(list.at("next").as_string());
                }
                if (!asked.contains("limit")) EXPECT_EQ(items, now.at("items").as_array());
            }
        };
        using Asked = std::vector<Parameters>;
        for (const auto& asked : Asked{{},
                                       {{"open", "yes"}},
                                       {{"open", "no"}},
                                       {{"stage", "waiting,lapsed"}},
                                       {{"stage", "lapsed"}, {"open", "no"}},
                                       {{"stage", "open"}, {"type", "letter"}},
                                       {{"type", "letter,meeting"}},
                                       {{"participant", "XAB"}},
                                       {{"participant", "XAB"}, {"open", "yes"}},
                                       {{"participant", "XAB"}, {"open", "no"}},
                                       {{"participant", "XAC"}, {"stage", "waiting"}}})
            compare(&Answers::matters, asked);
        for (const auto& asked :
             Asked{{{"for", "REGISTRY"}},
                   {{"state", "open"}},
                   {{"state", "open"}, {"sort", "due"}},
                   {{"state", "answered"}},
                   {{"state", "released"}},
                   {{"sort", "due"}, {"limit", "7"}},
                   {{"sort", "due"}},
                   {{"type", "letter"}, {"form", "letter.reply"}},
                   {{"participant", "XAB"}},
                   {{"participant", "XAB"}, {"sort", "due"}},
                   {{"participant", "XAC"}, {"state", "open"}},
                   {{"participant", "XAB"}, {"due-after", "2026-11-26"}, {"state", "open"}},
                   {{"state", "awaited"}, {"participant", "XAB"}, {"for", "XAB"}},
                   {{"due-before", "2026-11-26"}},
                   {{"due-after", "2026-11-26"}, {"state", "open"}, {"sort", "due"}}})
            compare(&Answers::asks, asked);
        for (const auto& row : part.answers->matters({}).value().at("items").as_array()) {
            std::string id(row.at("id").as_string());
            EXPECT_EQ(whole.answers->matter(id, then).value(),
                      part.answers->matter(id, {}).value());
            EXPECT_EQ(whole.answers->item(id, then).value(), part.answers->item(id, {}).value());
        }
    }
}

}  // namespace
}  // namespace mithaq::view
