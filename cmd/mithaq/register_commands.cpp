// mithaq init | serve | demo | clock | rulebook
#include <cstdio>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "base/names.h"
#include "command.h"
#include "demo.h"
#include "rulebook/rulebook.h"
#include "serving.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string data, aside, name, host, rulebook, out = "-";
    std::vector<std::string> roots;
    std::uint16_t port = 8480;
    bool bench = false;
};

// Every .toml below `folder`, by its path there.
Result<std::map<std::string, std::string>> rulebook_sources(const std::string& folder) {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> out;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end;
         at.increment(code))
        if (at->path().extension() == ".toml") {
            MITHAQ_TRY(auto text, read_file(at->path().string()));
            out.emplace(fs::relative(at->path(), folder).string(), std::move(text));
        }
    if (code || out.empty())
        return err(Errc::not_found, "rulebook-source", fmt::format("{} holds no rulebook", folder));
    return out;
}

// A rulebook's folder, or a bundle that was built already.
Result<std::string> rulebook_bundle(const std::string& path) {
    if (!std::filesystem::is_directory(path)) return read_file(path);
    MITHAQ_TRY(auto sources, rulebook_sources(path));
    return rulebook::build_bundle(sources);
}

Result<log::FoundingParticipant> read_root_offer(const std::string& path) {
    MITHAQ_TRY(auto text, read_file(path));
    MITHAQ_TRY(auto value, parse_json(text));
    auto member = [&](std::string_view name) {
        const auto* object = value.if_object();
        const auto* found = object ? object->if_contains(name) : nullptr;
        return found && found->is_string() ? std::string(found->get_string()) : std::string();
    };
    MITHAQ_TRY(auto key, note::parse_verifier_key(member("vkey")));
    return log::FoundingParticipant{member("participant"), std::move(key), member("possession")};
}

Result<int> init(const Options& options) {
    std::string origin = fmt::format("{}/{}/log", options.host, options.name);
    if (!is_register_name(options.name) || !is_origin(origin))
        return err(
            Errc::unsupported, "usage",
            fmt::format("{} is not an origin: a host, and a name [a-z][a-z0-9-]{{0,31}}", origin));
    MITHAQ_TRY(auto bundle, rulebook_bundle(options.rulebook));
    std::vector<log::FoundingParticipant> participants;
    for (const auto& path : options.roots) {
        MITHAQ_TRY(auto participant, read_root_offer(path));
        participants.push_back(std::move(participant));
    }
    PosixFiles files;
    SystemRandom random;
    MITHAQ_TRY(auto anchor, log::found(files, layout_of(options.data, options.aside, options.name),
                                       origin, bundle, log::make_register_keys(origin, random),
                                       participants, SystemClock{}.wall()));
    fmt::print("{}", log::format_anchor(anchor));
    fmt::print(stderr,
               "This is the register's anchor. Print it, and give it to every participant on "
               "paper: all trust begins there.\n");
    return kDone;
}

Result<int> serve(const Options& options) {
    hold_signals();
    Serving::Options serving{options.data, options.aside, options.port, options.bench, {}};
    MITHAQ_TRY(auto running, Serving::start(serving));
    fmt::print("serving {}\n", running->url());
    std::fflush(stdout);
    wait_for_signal();
    return kDone;
}

Result<int> clock_accept(const Options& options) {
    PosixFiles files;
    MITHAQ_CHECK(files.replace(options.data + "/clock.accept", ""));
    fmt::print("The register will take the wall clock as right, which now reads {}.\n",
               format_stamp(SystemClock{}.wall()));
    return kDone;
}

Result<int> rulebook_build(const Options& options) {
    MITHAQ_TRY(auto sources, rulebook_sources(options.rulebook));
    MITHAQ_TRY(auto bundle, rulebook::build_bundle(sources));
    MITHAQ_CHECK(write_file(options.out, bundle));
    return kDone;
}

Result<int> rulebook_check(const Options& options) {
    MITHAQ_TRY(auto bundle, rulebook_bundle(options.rulebook));
    MITHAQ_TRY(auto loaded, rulebook::load_bundle(bundle));
    fmt::print("{}: {} participants, {} forms, SHA-256 {}\n", loaded->name,
               loaded->participants.size(), loaded->forms.size(), to_hex(loaded->sha256.bytes));
    return kDone;
}

}  // namespace

void add_register_commands(CLI::App& app, Chosen& chosen) {
    static DemoOptions demo_options;
    auto* show =
        app.add_subcommand("demo", "Open a demonstration register, in an empty folder or again");
    show->add_option("--data", demo_options.data, "Folder")->capture_default_str();
    show->add_option("--port", demo_options.port, "Port on loopback; 0 takes a free one")
        ->capture_default_str();
    show->add_option("--texts", demo_options.texts,
                     "File with a paragraph a line, submitted one by one");
    show->add_flag("--no-serve", demo_options.no_serve, "Submit, and end");
    show->callback([&chosen] { chosen.body = [] { return demo(demo_options); }; });

    static Options options;
    auto data = [](CLI::App* command, const char* what) {
        command->add_option("--data", options.data, what)->required();
        command->add_option(
            "--aside", options.aside,
            "Folder on other storage for the newest checkpoint; default DATA/aside");
    };
    auto* found = app.add_subcommand("init", "Found a register and print its anchor");
    data(found, "Folder that will hold the register's folder");
    found->add_option("--host", options.host, "Host of the origin, e.g. register.example")
        ->required();
    found->add_option("--name", options.name, "Name of the register, e.g. main")->required();
    found->add_option("--rulebook", options.rulebook, "Rulebook: its folder, or a built bundle")
        ->required();
    found->add_option("--root", options.roots, "A founding participant's offer, made by `key new`")
        ->required();
    found->callback([&chosen] { chosen.body = [] { return init(options); }; });

    auto* run = app.add_subcommand("serve", "Serve the registers of a folder, on loopback only");
    data(run, "Folder that holds the registers' folders");
    run->add_option("--port", options.port, "Port; 0 takes a free one")->capture_default_str();
    run->add_flag("--no-daily-quota", options.bench, "For load tests: no limit a day");
    run->callback([&chosen] { chosen.body = [] { return serve(options); }; });

    auto* clock = app.add_subcommand("clock", "The register's clock");
    clock->require_subcommand(1);
    auto* accept = clock->add_subcommand("accept", "Say that the wall clock is right now");
    accept->add_option("register", options.data, "The register's folder")->required();
    accept->callback([&chosen] { chosen.body = [] { return clock_accept(options); }; });

    auto* rules = app.add_subcommand("rulebook", "Check and build rulebooks");
    rules->require_subcommand(1);
    auto* build = rules->add_subcommand("build", "Write the canonical bundle of a folder");
    build->add_option("folder", options.rulebook, "Folder")->required();
    build->add_option("-o,--out", options.out, "File to write, - for standard output");
    build->callback([&chosen] { chosen.body = [] { return rulebook_build(options); }; });
    auto* check = rules->add_subcommand("check", "Load a folder or bundle and say what is wrong");
    check->add_option("rulebook", options.rulebook, "Folder or bundle")->required();
    check->callback([&chosen] { chosen.body = [] { return rulebook_check(options); }; });
}

}  // namespace mithaq::cmd
