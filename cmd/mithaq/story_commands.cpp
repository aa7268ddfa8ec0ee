// mithaq story
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "command.h"
#include "embedded.h"
#include "rulebook_folder.h"
#include "story/run.h"

namespace mithaq::cmd {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> files;
    std::string rulebook;  // folder
    bool tell = false;
};

// Bundles of the rulebooks that stories name: the folder given, one beside it, one of ./rulebooks,
// one inside the program.
class Bundles {
  public:
    explicit Bundles(const std::string& given) : given_(given) {
        given_ = given_.lexically_normal();
        if (!given_.empty() && !given_.has_filename()) given_ = given_.parent_path();
    }

    Result<std::string> find(const std::string& name) {
        auto known = known_.find(name);
        if (known != known_.end()) return known->second;
        MITHAQ_TRY(auto bundle, read(name));
        return known_.emplace(name, std::move(bundle)).first->second;
    }

  private:
    Result<std::string> read(const std::string& name) const {
        std::vector<fs::path> places;
        if (!given_.empty() && given_.filename() == name) places.push_back(given_);
        if (!given_.empty()) places.push_back(given_.parent_path() / name);
        places.push_back(fs::path("rulebooks") / name);
        for (const auto& place : places)
            if (fs::exists(place / "rulebook.toml")) return rulebook_bundle(place.string());
        auto inside = folder_sources(embedded_files(embedded_rulebooks), name);
        if (inside) return rulebook::build_bundle(*inside);
        return err(Errc::not_found, "rulebook-source",
                   fmt::format("there is no rulebook {}: --rulebook names its folder, or one "
                               "beside it; ./rulebooks and those inside the program are asked too",
                               name));
    }

    fs::path given_;
    std::map<std::string, std::string> known_;
};

struct Played {
    std::vector<story::Fault> faults;
    story::Report report;
    bool holds() const { return faults.empty() && report.failures.empty(); }
};

Result<Played> play(const std::string& file, Bundles& bundles) {
    Played out;
    MITHAQ_TRY(auto text, read_file(file));
    auto parsed = story::parse(text);
    out.faults = std::move(parsed.faults);
    if (!out.faults.empty()) return out;
    MITHAQ_TRY(auto bundle, bundles.find(parsed.story.rulebook));
    MITHAQ_TRY(out.report, story::run(parsed.story, bundle));
    return out;
}

std::string joined(const std::vector<std::string>& list) {
    return fmt::format("{}", fmt::join(list, "; "));
}

void print(const std::string& file, const Played& played, bool tell) {
    for (const auto& fault : played.faults)
        fmt::print("{}:{}:{}: {}\n", file, fault.line, fault.column, fault.what);
    std::uint32_t told = 0;
    for (const auto& failure : played.report.failures) {
        fmt::print("{}:{}:{}: {}{}\n", file, failure.line, failure.column,
                   failure.expected.empty() ? "" : fmt::format("expected `{}`: ", failure.expected),
                   failure.what);
        if (failure.line == told) continue;
        told = failure.line;
        for (const auto& line : played.report.lines) {
            if (line.line != told) continue;
            fmt::print("    happened: {}\n", joined(line.happened));
            for (const auto& why : line.why) fmt::print("    why: {}\n", why);
        }
    }
    if (!tell) return;
    for (const auto& line : played.report.lines) {
        fmt::print("{}:{}: {}\n", file, line.line, joined(line.happened));
        for (const auto& why : line.why) fmt::print("    why: {}\n", why);
    }
}

json::object as_json(const std::string& file, const Played& played) {
    json::array faults, failures, lines;
    for (const auto& one : played.faults)
        faults.push_back({{"line", one.line}, {"column", one.column}, {"what", one.what}});
    for (const auto& one : played.report.failures)
        failures.push_back({{"line", one.line},
                            {"column", one.column},
                            {"expected", one.expected},
                            {"what", one.what}});
    for (const auto& one : played.report.lines)
        lines.push_back({{"line", one.line},
                         {"happened", json::array(one.happened.begin(), one.happened.end())},
                         {"why", json::array(one.why.begin(), one.why.end())}});
    return {{"file", file},
            {"holds", played.holds()},
            {"faults", std::move(faults)},
            {"failures", std::move(failures)},
            {"lines", std::move(lines)}};
}

Result<int> run(const Options& options, bool json) {
    Bundles bundles(options.rulebook);
    std::size_t passed = 0;
    json::array stories;
    for (const auto& file : options.files) {
        MITHAQ_TRY(auto played, play(file, bundles));
        passed += played.holds();
        if (json)
            stories.push_back(as_json(file, played));
        else
            print(file, played, options.tell);
    }
    const std::size_t failed = options.files.size() - passed;
    if (json)
        fmt::print("{}\n",
                   canonical_json(json::object{
                       {"passed", passed}, {"failed", failed}, {"stories", std::move(stories)}}));
    else
        fmt::print("{} passed, {} failed\n", passed, failed);
    return failed == 0 ? kDone : kDoesNotHold;
}

}  // namespace

void add_story_commands(CLI::App& app, Chosen& chosen) {
    static Options options;
    auto* story = app.add_subcommand(
        "story", "Play story files: acts, line by line, and what is expected of each");
    story->add_option("file", options.files, "Story files")->required();
    story->add_option("--rulebook", options.rulebook,
                      "Folder of a rulebook; those beside it are found by their names too");
    story->add_flag("--tell", options.tell, "Say of every line what happened, and why");
    story->callback([&chosen] { chosen.body = [&chosen] { return run(options, chosen.json); }; });
}

}  // namespace mithaq::cmd
