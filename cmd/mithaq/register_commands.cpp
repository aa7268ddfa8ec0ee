// mithaq init | serve | demo | import | clock
#include <cstdio>
#include <map>
#include <unistd.h>

#include <fmt/format.h>

#include "base/names.h"
#include "command.h"
#include "demo.h"
#include "import.h"
#include "serving.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string data, aside, name, host, rulebook;
    std::vector<std::string> roots;
    std::uint16_t port = 8480;
    bool bench = false;
};

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

struct ImportOptions {
    std::string folder, url, anchor, key, catalogue, outbox;
};

// Every .toml of a folder, by its name; the guide to a catalogue is no record.
Result<std::map<std::string, std::string>> record_files(const std::string& folder) {
    PosixFiles files;
    MITHAQ_TRY(auto names, files.list(folder));
    std::map<std::string, std::string> out;
    for (const auto& name : names)
        if (name.ends_with(".toml")) {
            MITHAQ_TRY(auto text, files.read_all(fmt::format("{}/{}", folder, name)));
            out.emplace(name, std::move(text));
        }
    return out;
}

void show_progress(std::size_t done, std::size_t all) {
    if (isatty(STDERR_FILENO))
        fmt::print(stderr, "\r{} of {}{}", done, all, done == all ? "\n" : "");
    else if (done % 100 == 0 || done == all)
        fmt::print(stderr, "{} of {}\n", done, all);
}

Result<int> import_history(const ImportOptions& options) {
    MITHAQ_TRY(auto anchor_text, read_file(options.anchor));
    MITHAQ_TRY(auto anchor, log::parse_anchor(anchor_text));
    MITHAQ_TRY(auto key, read_signer_key(options.key));
    MITHAQ_TRY(auto sources, record_files(options.folder));
    MITHAQ_TRY(auto records, read_records(sources));
    if (!options.catalogue.empty()) {
        MITHAQ_TRY(auto table, read_file(options.catalogue));
        MITHAQ_TRY(auto guide, read_file(options.folder + "/catalogue.toml"));
        MITHAQ_TRY(auto rows, read_catalogue(table, guide, records));
        records.insert(records.end(), rows.begin(), rows.end());
    }
    PosixFiles files;
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto author,
               importer(files, remote, anchor, std::move(key),
                        options.outbox.empty() ? options.key + ".outbox" : options.outbox));
    MITHAQ_TRY(auto done, import_records(author, records, show_progress));
    fmt::print("{} registered, {} were before\n", done.registered, done.before);
    for (const auto& differs : done.differ)
        fmt::print(
            "{}: registered with other content, and stays as it is; correct it by a new "
            "communication that corrects it\n",
            differs);
    return done.differ.empty() ? kDone : kDoesNotHold;
}

Result<int> clock_accept(const Options& options) {
    PosixFiles files;
    MITHAQ_CHECK(files.replace(options.data + "/clock.accept", ""));
    fmt::print("The register will take the wall clock as right, which now reads {}.\n",
               format_stamp(SystemClock{}.wall()));
    return kDone;
}

}  // namespace

void add_register_commands(CLI::App& app, Chosen& chosen) {
    static DemoOptions demo_options;
    auto* show =
        app.add_subcommand("demo", "Open the demonstration registers, in an empty folder or again");
    show->add_option("--data", demo_options.data, "Folder")->capture_default_str();
    show->add_option("--port", demo_options.port, "Port on loopback; 0 takes a free one")
        ->capture_default_str();
    show->add_option("--texts", demo_options.texts,
                     "File with a paragraph a line, submitted one by one to the first register");
    show->add_option("--catalogue", demo_options.catalogue,
                     "Table of documents, submitted to the register that has a guide to it");
    show->add_option("--at", demo_options.at,
                     "Move the training register's clock forward to this instant, "
                     "2027-01-02T09:00:00Z");
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

    static ImportOptions history;
    auto* import = app.add_subcommand(
        "import", "Register a history from a folder of records; again, it goes on where it ended");
    import->add_option("folder", history.folder, "Folder of records (*.toml)")->required();
    import->add_option("--url", history.url, "Address of the register")->required();
    import->add_option("--anchor", history.anchor, "The register's anchor")->required();
    import->add_option("--key", history.key, "Submit key of an archive or a registry")->required();
    import->add_option("--catalogue", history.catalogue,
                       "Table of documents; catalogue.toml in the folder is the guide to it");
    import->add_option("--outbox", history.outbox,
                       "Folder for what is signed and not yet registered; default KEY.outbox");
    import->callback([&chosen] { chosen.body = [] { return import_history(history); }; });

    auto* clock = app.add_subcommand("clock", "The register's clock");
    clock->require_subcommand(1);
    auto* accept = clock->add_subcommand("accept", "Say that the wall clock is right now");
    accept->add_option("register", options.data, "The register's folder")->required();
    accept->callback([&chosen] { chosen.body = [] { return clock_accept(options); }; });
}

}  // namespace mithaq::cmd
