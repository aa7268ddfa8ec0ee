// mithaq log verify | export | checkpoint
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "base/files.h"
#include "base/json.h"
#include "command.h"
#include "log/audit.h"
#include "log/export.h"
#include "log/slots.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string from, anchor, out;
    unsigned threads = 0;
};

Result<int> log_verify(const Options& options, bool json) {
    PosixFiles files;
    MITHAQ_TRY(auto source, open_source(files, options.from));
    log::AuditOptions audit;
    audit.threads = options.threads != 0 ? options.threads : std::thread::hardware_concurrency();
    if (!options.anchor.empty()) {
        MITHAQ_TRY(auto text, read_file(options.anchor));
        MITHAQ_TRY(audit.anchor, log::parse_anchor(text));
    }
    if (::isatty(STDERR_FILENO) != 0)
        audit.progress = [](std::uint64_t done, std::uint64_t all) {
            fmt::print(stderr, "\r{} of {}{}", done, all, done == all ? "\n" : "");
        };
    auto start = std::chrono::steady_clock::now();
    MITHAQ_TRY(auto report, log::audit(*source, audit));
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    double rate = static_cast<double>(report.entries) / std::max(took.count(), 1e-9);
    bool holds = report.findings.empty();
    int code = !holds ? kDoesNotHold : report.anchored ? kDone : kSelfConsistentOnly;
    if (json) {
        json::array findings;
        for (const auto& finding : report.findings)
            findings.push_back({{"where", finding.where}, {"what", finding.what}});
        json::object out{{"origin", report.head.origin},
                         {"size", report.head.size.value},
                         {"root", to_base64(report.head.root.bytes)},
                         {"anchored", report.anchored},
                         {"state", to_base64(report.state_root.bytes)},
                         {"files", report.files},
                         {"entries", report.entries},
                         {"signatures", report.signatures},
                         {"tiles", report.tiles},
                         {"seconds", fmt::format("{:.3f}", took.count())},
                         {"findings", std::move(findings)}};
        fmt::print("{}\n", json::serialize(out));
        return code;
    }
    fmt::print(
        "{}\n{} entries judged, {} signatures and {} tiles checked, in {:.2f} s ({:.0f} a "
        "second)\n",
        report.head.origin, report.entries, report.signatures, report.tiles, took.count(), rate);
    if (report.entries > 0)
        fmt::print("{} files; state after number {}: {}\n", report.files, report.entries - 1,
                   to_base64(report.state_root.bytes));
    for (const auto& remark : report.remarks) fmt::print("note: {}\n", remark);
    for (const auto& finding : report.findings)
        fmt::print("WRONG {}: {}\n", finding.where, finding.what);
    if (holds && report.anchored)
        fmt::print("all holds: the {} entries follow from the anchor\n", report.head.size.value);
    else if (holds)
        fmt::print("consistent with itself only: without an anchor nobody vouches for entry 0\n");
    else
        fmt::print("{} things are wrong\n", report.findings.size());
    return code;
}

// The verifier key: of the anchor beside the log, or as given.
Result<log::Anchor> anchor_for(const Options& options) {
    MITHAQ_TRY(auto text,
               read_file(options.anchor.empty() ? options.from + "/anchor" : options.anchor));
    return log::parse_anchor(text);
}

Result<int> log_export(const Options& options) {
    PosixFiles files;
    MITHAQ_TRY(auto anchor, anchor_for(options));
    MITHAQ_TRY(auto source, log::open_folder(files, options.from));
    MITHAQ_TRY(auto report, log::export_tree(*source, anchor.key, files, options.out));
    fmt::print("{} entries in {} files below {}\n", report.head.size.value, report.files,
               options.out);
    return kDone;
}

Result<int> log_checkpoint(const Options& options) {
    PosixFiles files;
    MITHAQ_TRY(auto anchor, anchor_for(options));
    MITHAQ_TRY(auto slots,
               log::Slots::open(files, options.from + "/checkpoint", OpenMode::read, anchor.key));
    if (!slots.newest())
        return err(Errc::unverified, "checkpoint-missing",
                   "no checkpoint here is signed by the register");
    fmt::print("{}", note::format_note(slots.newest()->note));
    return kDone;
}

}  // namespace

Result<std::unique_ptr<log::Source>> open_source(Files& files, const std::string& from) {
    if (from.starts_with("http://") || from.starts_with("https://")) {
        MITHAQ_TRY(auto opened, Remote::open(from));
        auto remote = std::make_shared<Remote>(std::move(opened));
        return log::open_paths(
            [remote](const std::string& path) { return remote->get("/" + path); });
    }
    if (files.exists(from + "/entries")) return log::open_folder(files, from);
    if (files.exists(from + "/checkpoint"))
        return log::open_paths(
            [&files, from](const std::string& path) { return files.read_all(from + "/" + path); });
    return err(Errc::not_found, "no-log",
               fmt::format("{} holds neither a register nor an exported log", from));
}

void add_log_commands(CLI::App& app, Chosen& chosen) {
    auto* group = app.add_subcommand("log", "Verify and export a register's log");
    group->require_subcommand(1);
    static Options options;

    auto* verify = group->add_subcommand(
        "verify",
        "Replay every hash, signature and decision of a log; say what is wrong and where");
    verify
        ->add_option("from", options.from,
                     "A register's folder, an exported folder, or http://HOST/REGISTER/log")
        ->required();
    verify->add_option("--anchor", options.anchor,
                       "The anchor file; without it: self-consistent only");
    verify->add_option("--threads", options.threads, "Default: one for each core");
    verify->callback(
        [&chosen] { chosen.body = [&chosen] { return log_verify(options, chosen.json); }; });

    auto* out = group->add_subcommand("export", "Write the static tree for any web server");
    out->add_option("from", options.from, "A register's folder")->required();
    out->add_option("out", options.out, "Folder to write")->required();
    out->add_option("--anchor", options.anchor, "Default: the anchor in the folder");
    out->callback([&chosen] { chosen.body = [] { return log_export(options); }; });

    auto* head = group->add_subcommand("checkpoint", "Print the newest checkpoint of a folder");
    head->add_option("from", options.from, "A register's folder")->required();
    head->add_option("--anchor", options.anchor, "Default: the anchor in the folder");
    head->callback([&chosen] { chosen.body = [] { return log_checkpoint(options); }; });
}

}  // namespace mithaq::cmd
