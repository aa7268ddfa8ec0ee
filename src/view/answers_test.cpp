#include "view/answers.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "view/view_testing.h"

namespace mithaq::view {
namespace {

struct AnswersTest : testing::Test {
    TestRecord log;
    TestFolder folder;
    std::optional<TestView> view;

    Answers& answers() {
        if (!view || view->store.size().value < log.size()) {
            view.reset();
            view.emplace(folder.path("view.sqlite"), log.reader(), log.rulebook);
        }
        return *view->answers;
    }
    json::object record(const Parameters& asked = {}) {
        auto out = answers().record(asked);
        EXPECT_TRUE(out) << out.error().message;
        return out.value_or(json::object());
    }
    std::vector<std::uint64_t> numbers(const Parameters& asked) {
        std::vector<std::uint64_t> out;
        for (const auto& one : record(asked).at("items").as_array())
            out.push_back(one.at("number").to_number<std::uint64_t>());
        return out;
    }
    json::object item(std::uint64_t number, const Parameters& asked = {}) {
        return answers().item(std::to_string(number), asked).value();
    }
    std::string fault(const Parameters& asked) {
        auto out = answers().record(asked);
        if (out) return "no fault";
        EXPECT_EQ(out.error().code, Errc::malformed);
        EXPECT_EQ(out.error().type, "query");
        return out.error().message;
    }
};
using Numbers = std::vector<std::uint64_t>;

TEST_F(AnswersTest, TheRegistersOwnBusinessIsListedWhenAskedForOnly) {
    auto text = log.add("text.record", TestRecord::text("One", "1980-05"));
    EXPECT_EQ(numbers({}), Numbers{text});
    EXPECT_EQ(numbers({{"form", "key.add"}, {"sort", "number"}}), (Numbers{1, 2, 3}));
    EXPECT_EQ(numbers({{"form", "register.found"}}), Numbers{0});
    auto all = record({{"form", "key.add,text.record"}, {"sort", "-number"}});
    EXPECT_EQ(all.at("total"), 4);
    EXPECT_EQ(all.at("facets").at("form"), json::value({{"key.add", 3}, {"text.record", 1}}));
    EXPECT_EQ(all.at("as_of"),
              json::value({{"number", 4}, {"stamp", all.at("items").at(0).at("stamp")}}));
}

TEST_F(AnswersTest, ABriefSaysWhatTheHeadersAndTheBodySay) {
    auto number = log.add(
        "text.record",
        TestRecord::text("One", "1980-05-17",
                         {{"symbol", "Res. 1/1"},
                          {"organ", "XAB"},
                          {"place", {{"en", "Zed"}}},
                          {"when", {{"gregorian", "1980-05-17"}, {"hijri", "3 Rajab 1400"}}}}),
        {{"ref", "XAA/1"}});
    auto brief = record().at("items").at(0).as_object();
    EXPECT_EQ(json::value(brief),
              json::value({{"number", number},
                           {"id", act::hex(log.ids[number])},
                           {"stamp", brief.at("stamp")},
                           {"form", "text.record"},
                           {"from", json::array{"XAA"}},
                           {"ref", "XAA/1"},
                           {"kind", "resolution"},
                           {"symbol", "Res. 1/1"},
                           {"title", {{"en", "One"}}},
                           {"organ", "XAB"},
                           {"place", {{"en", "Zed"}}},
                           {"when", {{"gregorian", "1980-05-17"}, {"hijri", "3 Rajab 1400"}}},
                           {"checked", "no"},
                           {"cited", 0},
                           {"reaffirmed", 0},
                           {"replies", 0}}));
}

TEST_F(AnswersTest, ListsAreByDateOrNumberAndWhatHasNoDateComesLast) {
    auto later = log.add("text.record", TestRecord::text("Later", "1981"));
    auto undated = log.add("text.record", TestRecord::text("Undated"));
    auto year = log.add("text.record", TestRecord::text("Year", "1980"));
    auto month = log.add("text.record", TestRecord::text("Month", "1980-05"));
    EXPECT_EQ(numbers({{"sort", "date"}}), (Numbers{year, month, later, undated}));
    EXPECT_EQ(numbers({{"sort", "-date"}}), (Numbers{later, month, year, undated}));
    EXPECT_EQ(numbers({}), numbers({{"sort", "-date"}}));
    EXPECT_EQ(numbers({{"sort", "number"}}), (Numbers{later, undated, year, month}));
    EXPECT_EQ(numbers({{"sort", "-number"}}), (Numbers{month, year, undated, later}));
    EXPECT_EQ(numbers({{"from", "1980"}, {"until", "1980"}, {"sort", "date"}}),
              (Numbers{year, month}));
}

TEST_F(AnswersTest, PagesTogetherAreTheListAndOfOneMoment) {
    for (int i = 0; i < 11; ++i)
        log.add("text.record", TestRecord::text(fmt::format("Text {}", i),
                                                i % 3 == 2 ? "" : fmt::format("19{}", 80 + i % 4)));
    for (const char* sort : {"date", "-date", "number", "-number"}) {
        auto whole = numbers({{"sort", sort}});
        ASSERT_EQ(whole.size(), 11u);
        Numbers pages;
        Parameters asked{{"sort", sort}, {"limit", "3"}};
        json::value as_of;
        for (int page = 0; page < 4; ++page) {
            auto out = record(asked);
            for (const auto& one : out.at("items").as_array())
                pages.push_back(one.at("number").to_number<std::uint64_t>());
            if (page == 0) as_of = out.at("as_of");
            EXPECT_EQ(out.at("as_of"), as_of);
            EXPECT_EQ(out.at("total"), 11);
            EXPECT_EQ(out.contains("next"), page < 3);
            if (page < 3) asked["cursor"] = out.at("next").as_string();
        }
        EXPECT_EQ(pages, whole) << sort;
    }
    std::string next(record({{"limit", "3"}}).at("next").as_string());
    auto rest = numbers({{"cursor", next}});
    log.add("text.record", TestRecord::text("New", "1979"));
    EXPECT_EQ(numbers({{"cursor", next}}), rest);
}

TEST_F(AnswersTest, ACursorOfAnotherListIsRefused) {
    for (int i = 0; i < 3; ++i) log.add("text.record", TestRecord::text("A", "1980"));
    std::string next(record({{"limit", "1"}}).at("next").as_string());
    EXPECT_NE(fault({{"cursor", next}, {"sort", "date"}}), "no fault");
    EXPECT_NE(fault({{"cursor", next}, {"as-of", "4"}}), "no fault");
    for (const char* bad : {"", "zz", "00", "2d64617465", "2d646174652039393939392030203139"})
        EXPECT_NE(fault({{"cursor", bad}}), "no fault") << bad;
    EXPECT_EQ(numbers({{"cursor", next}, {"as-of", "6"}}).size(), 2u);
}

TEST_F(AnswersTest, FiltersAreNarrowedTogetherAndWidenedByCommas) {
    auto one = log.add("text.record",
                       TestRecord::text("One", "1980", {{"kind", "charter"}, {"organ", "XAB"}}));
    auto two =
        log.add("text.record", TestRecord::text("Two", "1991", {{"checked", "yes"}}), {}, "XAB");
    auto note = log.add("note.send", {{"to", {"XAC"}}, {"subject", {{"en", "Three"}}}});
    Parameters by_number{{"sort", "number"}};
    auto filtered = [&](Parameters asked) {
        asked.merge(Parameters(by_number));
        return numbers(asked);
    };
    EXPECT_EQ(filtered({{"kind", "charter"}}), Numbers{one});
    EXPECT_EQ(filtered({{"kind", "charter,resolution"}}), (Numbers{one, two}));
    EXPECT_EQ(filtered({{"participant", "XAB"}}), (Numbers{one, two}));
    EXPECT_EQ(filtered({{"participant", "XAC"}}), Numbers{note});
    EXPECT_EQ(filtered({{"participant", "XAB"}, {"organ", "XAB"}}), Numbers{one});
    EXPECT_EQ(filtered({{"checked", "yes"}}), Numbers{two});
    EXPECT_EQ(filtered({{"kind", "plan"}}), Numbers{});
}

TEST_F(AnswersTest, FacetsCountWhatTheOtherFiltersLeave) {
    log.add("text.record", TestRecord::text("One", "1980", {{"kind", "charter"}}));
    log.add("text.record", TestRecord::text("Two", "1985"));
    log.add("text.record", TestRecord::text("Three", "1991", {{"checked", "yes"}}));
    auto out = record({{"kind", "resolution"}});
    EXPECT_EQ(out.at("total"), 2);
    EXPECT_EQ(out.at("facets").at("kind"), json::value({{"charter", 1}, {"resolution", 2}}));
    EXPECT_EQ(out.at("facets").at("checked"), json::value({{"no", 1}, {"yes", 1}}));
    EXPECT_EQ(out.at("facets").at("decade"), json::value({{"1980", 1}, {"1990", 1}}));
    EXPECT_EQ(out.at("facets").at("form"), json::value({{"text.record", 2}}));
    // Remembered, they are the same, and those of a moment before are not those of now.
    EXPECT_EQ(json::value(record({{"kind", "resolution"}})), json::value(out));
    EXPECT_EQ(record({{"kind", "resolution"}, {"as-of", "5"}}).at("total"), 1);
    log.add("text.record", TestRecord::text("Four", "1992"));
    EXPECT_EQ(record({{"kind", "resolution"}}).at("total"), 3);
}

TEST_F(AnswersTest, WordsAreFoundInTitlesSymbolsAndReferences) {
    auto arabic = log.add("text.record",
                          TestRecord::text("x", "1980", {{"title", {{"ar", "الأمن والسِّلم"}}}}));
    auto percent = log.add("text.record", TestRecord::text("100 % sure_thing", "1981"));
    auto symbol =
        log.add("text.record", TestRecord::text("Plain", "1982", {{"symbol", "Res. 16/11-P"}}),
                {{"ref", "ARCHIVE/record/res-16"}});
    auto found = [&](const char* part) { return numbers({{"contains", part}}); };
    EXPECT_EQ(found("الامن"), Numbers{arabic});
    EXPECT_EQ(found("SURE"), Numbers{percent});
    EXPECT_EQ(found("%"), Numbers{percent});
    EXPECT_EQ(found("_"), Numbers{percent});
    EXPECT_EQ(found("16/11-p"), Numbers{symbol});
    EXPECT_EQ(found("record/res"), Numbers{symbol});
    EXPECT_EQ(found("plain res"), Numbers{});  // no line is found across its end
    EXPECT_EQ(numbers({{"symbol", "Res. 16/11-P"}}), Numbers{symbol});
    EXPECT_EQ(numbers({{"symbol", "res. 16/11-p"}}), Numbers{});
    EXPECT_EQ(numbers({{"ref", "ARCHIVE/record/res-16"}}), Numbers{symbol});
}

TEST_F(AnswersTest, ValuesAreOnlyValues) {
    log.add("text.record", TestRecord::text("One", "1980"));
    for (const char* hostile :
         {"' OR 1=1 --", "\"]", "%", "x'); DROP TABLE act; --", "?1", "\\", "[\"text.record\"]"}) {
        EXPECT_EQ(numbers({{"ref", hostile}}), Numbers{}) << hostile;
        EXPECT_EQ(numbers({{"kind", hostile}}), Numbers{}) << hostile;
        EXPECT_EQ(numbers({{"contains", hostile}}), Numbers{}) << hostile;
    }
    EXPECT_EQ(record().at("total"), 1);
}

TEST_F(AnswersTest, AWrongQuestionIsToldWhatIsWrong) {
    log.add("text.record", TestRecord::text("One", "1980"));
    for (const auto& [asked, says] : std::vector<std::pair<Parameters, std::string>>{
             {{{"limit", "0"}}, "`limit` is a number from 1 to 200"},
             {{{"limit", "201"}}, "`limit` is a number from 1 to 200"},
             {{{"limit", "x"}}, "`limit` is a number from 1 to 200"},
             {{{"sort", "name"}}, "`sort` is date, -date, number or -number"},
             {{{"from", "198"}}, "`from` is a year of four digits"},
             {{{"until", "1980-01"}}, "`until` is a year of four digits"},
             {{{"direction", "up"}}, "`direction` is in or out"},
             {{{"form", "x"}}, "`form` holds at most 64 names of forms, separated by commas"},
             {{{"kind", ""}}, "`kind` holds at most 64 kinds, separated by commas"},
             {{{"kind", "a,,b"}}, "`kind` holds at most 64 kinds, separated by commas"},
             {{{"participant", "lower"}},
              "`participant` holds at most 64 codes of participants, separated by commas"},
             {{{"contains", "\u064b "}}, "`contains` holds at least one letter or digit"},
             {{{"as-of", "99"}}, "`as-of` is a number from 0 to 4, so far"},
             {{{"as-of", "yesterday"}},
              "`as-of` is a registration number, an instant as 2026-11-24T09:00:00Z, or a day"}})
        EXPECT_EQ(fault(asked), says);
    EXPECT_TRUE(fault({{"formm", "x"}}).starts_with("a name that this question does not have"));
    EXPECT_NE(fault({{"contains", "\xff"}}), "no fault");
    EXPECT_NE(fault({{"contains", std::string(2000, 'a')}}), "no fault");
}

TEST_F(AnswersTest, AnItemShowsWhatItCitesAndWhatCitesIt) {
    auto first = log.add("text.record", TestRecord::text("First", "1980"));
    auto second = log.add("text.record", TestRecord::text("Second", "1981"),
                          {{"re", {log.re(first, "reaffirms"), log.re(first, "implements", "3")}},
                           {"languages", {{"en", "original"}}},
                           {"dated", {{"gregorian", "1981-02-03"}}},
                           {"ref", "XAA/2"}});
    auto out = item(first);
    EXPECT_EQ(out.at("item").at("cited"), 1);
    EXPECT_EQ(out.at("cites"), json::array());
    ASSERT_EQ(out.at("cited_by").as_array().size(), 2u);
    EXPECT_EQ(out.at("cited_by").at(0).at("as"), "reaffirms");
    EXPECT_EQ(out.at("cited_by").at(1).at("item"), "3");
    EXPECT_EQ(out.at("cited_by").at(1).at("source").at("number"), second);
    EXPECT_EQ(out.at("reaffirmed"), 1);
    EXPECT_EQ(out.at("reaffirmed_since"), "1980");
    auto other = item(second);
    EXPECT_EQ(other.at("cites").at(0).at("target").at("id").as_string(), act::hex(log.ids[first]));
    EXPECT_EQ(other.at("body").at("title"), json::value({{"en", "Second"}}));
    EXPECT_EQ(other.at("languages"), json::value({{"en", "original"}}));
    EXPECT_EQ(other.at("dated"), json::value({{"gregorian", "1981-02-03"}}));
    EXPECT_EQ(other.at("enclosures"), json::array());
    EXPECT_FALSE(other.contains("reaffirmed_since"));
    EXPECT_EQ(answers().item(act::hex(log.ids[first]), {}).value(), out);
    EXPECT_EQ(answers().item(act::hex(Hash{}), {}).error().code, Errc::not_found);
    EXPECT_EQ(answers().item("999", {}).error().type, "not-found");
}

TEST_F(AnswersTest, AReaffirmationOfAReaffirmationCountsOnce) {
    auto a = log.add("text.record", TestRecord::text("A", "1980"));
    auto b =
        log.add("text.record", TestRecord::text("B", "1981"), {{"re", {log.re(a, "reaffirms")}}});
    auto c =
        log.add("text.record", TestRecord::text("C", "1982"), {{"re", {log.re(a, "reaffirms")}}});
    // By two ways, and once more as something else.
    log.add("text.record", TestRecord::text("D", "1983"),
            {{"re", {log.re(b, "reaffirms"), log.re(c, "reaffirms"), log.re(a, "basis")}}});
    EXPECT_EQ(item(a).at("reaffirmed"), 3);
    EXPECT_EQ(item(b).at("reaffirmed"), 1);
    EXPECT_EQ(item(a, {{"as-of", std::to_string(c)}}).at("reaffirmed"), 2);
    EXPECT_EQ(item(a).at("item").at("cited"), 3);
}

TEST_F(AnswersTest, TheNewestOfThoseThatChangeATextGivesItsStanding) {
    auto a = log.add("text.record", TestRecord::text("A", "1980"));
    EXPECT_FALSE(item(a).at("item").as_object().contains("standing"));
    auto in_part = log.add("text.record", TestRecord::text("B", "1981"),
                           {{"re", {log.re(a, "supersedes", "3")}}});
    EXPECT_FALSE(item(a).at("item").as_object().contains("standing"));
    auto corrected = log.add("text.record", TestRecord::text("C", "1982"),
                             {{"re", {log.re(a, "corrects", "2")}}});
    EXPECT_EQ(item(a).at("item").at("standing"), "corrected");
    log.add("text.record", TestRecord::text("D", "1983"), {{"re", {log.re(a, "supersedes")}}});
    EXPECT_EQ(item(a).at("item").at("standing"), "superseded");
    log.add("text.record", TestRecord::text("E", "1983"), {{"re", {log.re(a, "withdraws")}}});
    EXPECT_EQ(item(a).at("item").at("standing"), "withdrawn");
    EXPECT_EQ(item(a, {{"as-of", std::to_string(corrected)}}).at("item").at("standing"),
              "corrected");
    EXPECT_FALSE(
        item(a, {{"as-of", std::to_string(in_part)}}).at("item").as_object().contains("standing"));
}

TEST_F(AnswersTest, NotesComeInAndGoOutAndAreReplied) {
    auto in = log.add("note.send", {{"to", {"REGISTRY"}}, {"subject", {{"en", "Asks"}}}},
                      {{"received",
                        {{"from", {"XAC"}},
                         {"via", "by-hand"},
                         {"at", "2026-11-23T08:55:00Z"},
                         {"by", "Registry"}}},
                       {"ref", "XAC/311"},
                       {"dated", {{"gregorian", "2026-11-22"}}}},
                      "REGISTRY");
    auto out = log.add("note.send",
                       {{"to", {"XAA", "XAB"}},
                        {"subject", {{"en", "Invites"}}},
                        {"reply", {{"character", "invitation"}, {"by", "2026-12-01"}}}},
                       {}, "REGISTRY");
    auto reply =
        log.add("note.reply", {{"to", {"REGISTRY"}}, {"subject", {{"en", "Replies"}}}},
                {{"matter", log.re(out, "replies").at("id")}, {"re", {log.re(out, "replies")}}});
    EXPECT_EQ(numbers({{"direction", "in"}}), Numbers{in});
    EXPECT_EQ(numbers({{"direction", "out"}}), Numbers{out});
    EXPECT_EQ(numbers({{"participant", "XAC"}}), Numbers{in});
    auto brief = item(out).at("item").as_object();
    EXPECT_EQ(brief.at("replies"), 1);
    EXPECT_EQ(brief.at("reply_by"), "2026-12-01");
    EXPECT_EQ(item(in).at("item").at("when"), json::value({{"gregorian", "2026-11-22"}}));
    EXPECT_EQ(item(in).at("item").at("received").at("from"), json::array{"XAC"});
    EXPECT_EQ(item(reply).at("cites").at(0).at("as"), "replies");
}

TEST_F(AnswersTest, InstantsAndDaysFindTheLastEntryBefore) {
    for (int i = 0; i < 5; ++i) log.add("text.record", TestRecord::text("A", "1980"));
    auto number_at = [&](const std::string& as_of) {
        return record({{"as-of", as_of}}).at("as_of").at("number").to_number<std::uint64_t>();
    };
    // Stamps are a second apart, from log::kTestStart on.
    for (std::uint64_t i = 0; i < log.size(); ++i) {
        Instant stamp{log::kTestStart.ms + static_cast<std::int64_t>(i) * kSecondMs};
        EXPECT_EQ(number_at(format_instant(stamp)), i);
        EXPECT_EQ(number_at(format_stamp(Instant{stamp.ms + 999})), i);
    }
    EXPECT_EQ(number_at("2026-11-23"), log.size() - 1);
    EXPECT_EQ(answers().record({{"as-of", "2026-11-22"}}).error().type, "not-found");
    EXPECT_EQ(answers().record({{"as-of", "2026-11-23T09:29:59Z"}}).error().code, Errc::not_found);
}

TEST_F(AnswersTest, AGraphIsWhatIsNear) {
    auto a = log.add("text.record", TestRecord::text("A", "1980"));
    auto b =
        log.add("text.record", TestRecord::text("B", "1981"), {{"re", {log.re(a, "reaffirms")}}});
    auto c = log.add("text.record", TestRecord::text("C", "1982"),
                     {{"re", {log.re(b, "implements", "2")}}});
    log.add("text.record", TestRecord::text("Alone", "1983"));
    auto nodes = [](const json::object& graph) {
        Numbers out;
        for (const auto& node : graph.at("nodes").as_array())
            out.push_back(node.at("number").to_number<std::uint64_t>());
        return out;
    };
    auto whole = answers().graph({}).value();
    EXPECT_EQ(nodes(whole), (Numbers{a, b, c}));
    EXPECT_EQ(whole.at("edges"),
              json::value({{{"from", b}, {"to", a}, {"as", "reaffirms"}},
                           {{"from", c}, {"to", b}, {"as", "implements"}, {"item", "2"}}}));
    EXPECT_FALSE(whole.contains("truncated"));
    EXPECT_EQ(nodes(answers().graph({{"around", std::to_string(a)}}).value()), (Numbers{a, b}));
    EXPECT_EQ(nodes(answers().graph({{"around", std::to_string(a)}, {"depth", "2"}}).value()),
              (Numbers{a, b, c}));
    EXPECT_EQ(nodes(answers().graph({{"as-of", std::to_string(b)}}).value()), (Numbers{a, b}));
    EXPECT_EQ(answers().graph({{"depth", "2"}}).error().type, "query");
    EXPECT_EQ(answers().graph({{"around", "0"}, {"depth", "5"}}).error().type, "query");
    EXPECT_EQ(answers().graph({{"around", "99"}}).error().type, "not-found");
}

TEST_F(AnswersTest, AGraphIsBounded) {
    auto hub = log.add("text.record", TestRecord::text("Hub", "1980"));
    for (std::size_t i = 0; i < kNodesMax + 20; ++i)
        log.add("communication.plain", {{"text", {{"en", fmt::format("{}", i)}}}},
                {{"re", {log.re(hub, "supports")}}}, "XAA", i % 100 == 0);
    ASSERT_TRUE(log.made.writer().commit());
    for (const Parameters& asked : {Parameters{}, Parameters{{"around", std::to_string(hub)}}}) {
        auto graph = answers().graph(asked).value();
        EXPECT_EQ(graph.at("nodes").as_array().size(), kNodesMax);
        EXPECT_EQ(graph.at("truncated"), true);
    }
    auto shown = item(hub);
    EXPECT_EQ(shown.at("item").at("cited"), kNodesMax + 20);
    EXPECT_EQ(shown.at("cited_by").as_array().size(), kCitedByMax);
}

TEST_F(AnswersTest, WhatIsCalledSoIsFound) {
    auto a = log.add("text.record", TestRecord::text("A", "1980", {{"symbol", "S/1"}}),
                     {{"ref", "XAA/1"}});
    auto b = log.add("text.record", TestRecord::text("B", "1980", {{"symbol", "S/1"}}));
    EXPECT_EQ(answers().resolve(act::hex(log.ids[a])).value(), a);
    EXPECT_EQ(answers().resolve(std::to_string(a)).value(), a);
    EXPECT_EQ(answers().resolve("S/1").value(), b);
    EXPECT_EQ(answers().resolve("XAA/1").value(), a);
    EXPECT_EQ(answers().resolve("nothing").error().type, "not-found");
}

TEST_F(AnswersTest, ParticipantsStandInTheirOrderWithTheirCounts) {
    log.add("text.record", TestRecord::text("A", "1980", {{"organ", "XAB"}}));
    log.add("note.send", {{"to", {"XAB"}}, {"subject", {{"en", "S"}}}});
    auto out = answers().participants({}).value();
    std::vector<std::string> order, wanted = log.rulebook->order_at("2026-11-23");
    for (const auto& one : out.at("participants").as_array()) {
        order.emplace_back(one.at("code").as_string());
        if (one.at("code") == "XAA" || one.at("code") == "XAB") {
            EXPECT_EQ(one.at("acts"), 2);
        }
        EXPECT_TRUE(one.at("names").at("short").as_object().contains("en"));
    }
    EXPECT_EQ(order, wanted);
    EXPECT_EQ(answers().participants({{"as-of", "4"}}).value().at("as_of").at("number"), 4);
    EXPECT_EQ(answers().participants({{"as-of", "1975-01"}}).value().at("as_of").at("number"), 5);
    EXPECT_EQ(answers().participants({{"as-of", "long ago"}}).error().type, "query");
}

}  // namespace
}  // namespace mithaq::view
