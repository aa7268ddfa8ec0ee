// Broken procedures, one for each finding; the story that shows it is played, and is so.
#include "story/analyse.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "story/run.h"
#include "story/story_testing.h"

namespace mithaq::story {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Each folder of tests/rulebooks/broken holds procedures in place of those of corners; its name
// begins with what is found.
rulebook::Sources without_procedures() {
    auto sources = testing::sources_in("tests/rulebooks/corners");
    std::erase_if(sources, [](const auto& file) { return file.first.starts_with("procedures/"); });
    return sources;
}

std::string bundle_with(const std::filesystem::path& folder) {
    auto sources = without_procedures();
    for (auto& [name, text] : testing::sources_in(folder)) sources[name] = text;
    auto bundle = rulebook::build_bundle(sources);
    EXPECT_TRUE(bundle) << folder << ": " << bundle.error().message;
    return *bundle;
}

std::vector<Finding> findings_of(const std::string& bundle) {
    return analyse(rulebook::load_bundle(bundle).value());
}

std::string told(const std::vector<Finding>& findings) {
    std::string out;
    for (const auto& one : findings)
        out += std::string(kind_name(one.kind)) + " " + one.type + " " + one.name + ": " +
               one.message + "\n" + one.story;
    return out;
}

void expect_played(const Finding& finding, const std::string& bundle) {
    if (finding.story.empty()) return;
    auto parsed = parse(finding.story);
    ASSERT_THAT(parsed.faults, IsEmpty()) << finding.story << parsed.faults[0].what;
    auto report = run(parsed.story, bundle).value();
    ASSERT_THAT(report.failures, IsEmpty())
        << finding.story << report.failures[0].expected << ": " << report.failures[0].what;
}

TEST(Analysis, FindsWhatEachBrokenProcedureBreaks) {
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator("tests/rulebooks/broken")) {
        ++cases;
        const std::string name = entry.path().filename().string();
        const std::string bundle = bundle_with(entry.path());
        const auto findings = findings_of(bundle);
        const auto found = std::ranges::find_if(
            findings, [&](const Finding& one) { return name.starts_with(kind_name(one.kind)); });
        ASSERT_NE(found, findings.end()) << name << " is not found:\n" << told(findings);
        EXPECT_FALSE(found->story.empty()) << name;
        for (const auto& one : findings) expect_played(one, bundle);
    }
    EXPECT_GE(cases, 8U);
}

TEST(Analysis, FindsNothingInAProcedureThatIsWhole) {
    auto sources = without_procedures();
    sources["procedures/text.toml"] =
        testing::sources_in("tests/rulebooks/corners/procedures").at("text.toml");
    const auto findings = findings_of(rulebook::build_bundle(sources).value());
    EXPECT_THAT(findings, IsEmpty()) << told(findings);
}

TEST(Analysis, SaysWhereItEnded) {
    auto rulebook = rulebook::load_bundle(testing::corners()).value();
    const auto findings = analyse(rulebook, {.states = 3, .depth = 2});
    EXPECT_TRUE(std::ranges::any_of(findings, [](const Finding& one) {
        return one.kind == Finding::Kind::bounded && one.type == "text";
    }));
    for (const auto& one : findings)
        EXPECT_FALSE(one.error && one.kind != Finding::Kind::never_counted);
}

}  // namespace
}  // namespace mithaq::story
