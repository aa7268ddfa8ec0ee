#include "rules/courtesy.h"

#include <gtest/gtest.h>

#include "rules/files_testing.h"

namespace mithaq::rules {
namespace {

const std::shared_ptr<const rulebook::Rulebook>& seeing() {
    static const auto rulebook = [] {
        auto sources = testing::basic_sources();
        for (auto& [name, text] : testing::paper_files()) sources[name] = text;
        sources["rulebook.toml"] = "sees = \"CHAIR + REGISTRY\"\n" + sources["rulebook.toml"];
        return rulebook::load_bundle(rulebook::build_bundle(sources).value()).value();
    }();
    return rulebook;
}

struct Courtesy : ::testing::Test {
    Matter matter;
    Duty duty;
    const Instant due = parse_stamp("2027-03-01T21:00:00.000Z").value();

    Courtesy() {
        matter.rulebook = seeing();
        matter.procedure = &seeing()->procedures.at("paper");
        duty.of = {"XAA", "XAB", "XAC"};
        duty.character = "obligation";
        duty.due = due;
        duty.answers.push_back({"XAB", 7, due});
    }
    // "awaited: …" and "passed", as told to the reader at `now`.
    std::string said(std::string_view reader, std::optional<Instant> now = {}) const {
        Told out = told(matter, duty, duty.due, now.value_or(due), reader);
        if (!out.awaited) return out.passed ? "passed" : "nothing";
        std::string text = "awaited:";
        for (const auto& code : *out.awaited) text += " " + code;
        return text + (out.passed ? ", passed" : "");
    }
};

TEST_F(Courtesy, WhoHasNotRepliedIsToldToItselfAndToThoseTheRulesName) {
    EXPECT_EQ(said(""), "nothing");
    EXPECT_EQ(said("XAD"), "nothing");
    EXPECT_EQ(said("XAN"), "nothing");
    EXPECT_EQ(said("XAA"), "awaited: XAA, passed");
    EXPECT_EQ(said("XAB"), "awaited:");
    EXPECT_EQ(said("CHAIR"), "awaited: XAA XAC, passed");
    EXPECT_EQ(said("REGISTRY"), "awaited: XAA XAC, passed");
}

TEST_F(Courtesy, APassedDateIsSpokenOfForObligationsAndDecisionsOnly) {
    for (const char* character : {"obligation", "decision"}) {
        duty.character = character;
        EXPECT_EQ(said("XAA"), "awaited: XAA, passed") << character;
    }
    for (const char* character : {"political-commitment", "request", "invitation", "voluntary"}) {
        duty.character = character;
        for (const char* reader : {"XAA", "CHAIR"})
            EXPECT_EQ(said(reader).find("passed"), std::string::npos) << character;
    }
}

TEST_F(Courtesy, ADateHasPassedAtItsInstantAndNotAMillisecondBefore) {
    EXPECT_EQ(said("CHAIR", Instant{due.ms - 1}), "awaited: XAA XAC");
    EXPECT_EQ(said("CHAIR", due), "awaited: XAA XAC, passed");
    EXPECT_EQ(said("CHAIR", Instant{due.ms + 1}), "awaited: XAA XAC, passed");
    duty.due.reset();
    EXPECT_EQ(said("CHAIR"), "awaited: XAA XAC");
}

TEST_F(Courtesy, NothingIsAwaitedOfWhatIsReleasedOrAnsweredByAll) {
    duty.answers.push_back({"XAA", 8, due});
    duty.answers.push_back({"XAC", 9, due});
    EXPECT_EQ(said("CHAIR"), "awaited:");
    EXPECT_EQ(said("XAA"), "awaited:");
    duty.answers.clear();
    duty.released = due;
    EXPECT_EQ(said("CHAIR"), "awaited:");
}

TEST_F(Courtesy, WhereTheRulebookNamesNobodyOnlyEachIsToldOfItself) {
    auto sources = testing::basic_sources();
    for (auto& [name, text] : testing::paper_files()) sources[name] = text;
    matter.rulebook = rulebook::load_bundle(rulebook::build_bundle(sources).value()).value();
    EXPECT_EQ(said("CHAIR"), "nothing");
    EXPECT_EQ(said("XAC"), "awaited: XAC, passed");
    EXPECT_FALSE(sees(*matter.rulebook, ""));
}

}  // namespace
}  // namespace mithaq::rules
