// mithaq prove silence | reply | check
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "base/files.h"
#include "command.h"
#include "log/silence.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string from, ref, until, stage, participant, anchor, out = "-", proof;
    std::uint32_t ask = 0;
};

log::AuditOptions audit_options() {
    log::AuditOptions out;
    out.threads = std::thread::hardware_concurrency();
    return out;
}

json::object as_json(const log::Silence& claim, const log::SilenceShown& shown) {
    json::object out{{"origin", claim.origin},
                     {"file", to_hex(claim.matter.bytes)},
                     {"type", shown.type},
                     {"until", format_stamp(claim.until)},
                     {"since", format_stamp(shown.since)},
                     {"number", claim.number},
                     {"stamp", format_stamp(claim.stamp)},
                     {"replayed", shown.replayed},
                     {"forms", json::array(shown.forms.begin(), shown.forms.end())},
                     {"others", json::array(shown.others.begin(), shown.others.end())}};
    if (shown.by) out["by"] = *shown.by;
    if (claim.of == log::Silence::Of::stage) {
        out["stage"] = claim.stage;
    } else {
        out["ask"] = claim.ask;
        out["participant"] = claim.participant;
    }
    return out;
}

// To the stream that the proof itself does not take.
void print_shown(std::FILE* to, const log::Silence& claim, const log::SilenceShown& shown) {
    const std::string since =
        shown.by ? fmt::format("{} (number {})", format_stamp(shown.since), *shown.by)
                 : format_stamp(shown.since);
    fmt::print(to, "{}\nfile {}, {}\n", claim.origin, to_hex(claim.matter.bytes), shown.type);
    if (claim.of == log::Silence::Of::stage)
        fmt::print(to,
                   "From {} until {} the file was in the stage \"{}\": nothing registered before "
                   "that instant led out of it.\n"
                   "What could have: {}.\n",
                   since, format_stamp(claim.until), claim.stage, fmt::join(shown.forms, ", "));
    else
        fmt::print(to,
                   "From {} until {} no answer of {} to the request {} was registered.\n"
                   "What would have answered: {}.\n",
                   since, format_stamp(claim.until), claim.participant, claim.ask,
                   fmt::join(shown.forms, ", "));
    if (!shown.others.empty())
        fmt::print(to, "Registered in the file meanwhile, and something else: number {}.\n",
                   fmt::join(shown.others, ", "));
    fmt::print(to,
               "The log is complete up to number {}, stamped {}: the first entry at or after that "
               "instant. {} entries were replayed; there is no shorter proof of absence.\n"
               "This says what this register holds, and no more: not that nobody tried, not what "
               "was refused, delayed or lost before it was registered. Nothing here is attested by "
               "others. What came on paper in time may be registered later, and the rules may "
               "count it then.\n",
               claim.number, format_stamp(claim.stamp), shown.replayed);
}

// The newest checkpoint that the audit found, as it is signed.
Result<std::string> note_of(log::Source& source, const log::AuditReport& report) {
    MITHAQ_TRY(auto notes, source.checkpoints());
    for (const auto& note : notes)
        if (auto opened = tree::open_checkpoint(note, report.anchor.key);
            opened && opened->checkpoint == report.head)
            return note::format_note(opened->note);
    return err(Errc::unavailable, "checkpoint", "the register has gone on meanwhile; ask again");
}

Result<Instant> instant_of(const std::string& text) {
    if (auto instant = parse_instant(text)) return *instant;
    if (auto stamp = parse_stamp(text)) return *stamp;
    return err(Errc::malformed, "query", "--until is an instant as 2026-11-24T09:00:00Z");
}

Result<int> prove(const Options& options, log::Silence claim, bool json) {
    PosixFiles files;
    const log::SourceAgain again = [&] { return open_source(files, options.from); };
    log::AuditOptions audit = audit_options();
    if (!options.anchor.empty()) {
        MITHAQ_TRY(auto text, read_file(options.anchor));
        MITHAQ_TRY(audit.anchor, log::parse_anchor(text));
    }
    MITHAQ_TRY(auto source, again());
    MITHAQ_TRY(auto report, log::audit(*source, audit));
    if (!report.findings.empty())
        return err(Errc::unverified, "silence-copy",
                   fmt::format("the log does not verify: {}: {}", report.findings[0].where,
                               report.findings[0].what));
    MITHAQ_TRY(auto note, note_of(*source, report));
    MITHAQ_TRY(source, again());
    MITHAQ_TRY(claim.matter, log::find_file(*source, report.head, options.ref));
    if (!options.until.empty()) {
        MITHAQ_TRY(claim.until, instant_of(options.until));
    }
    MITHAQ_TRY(auto shown,
               log::prove_silence(again, report.head, note, claim, !options.until.empty()));
    MITHAQ_CHECK(write_file(options.out, log::format_silence(claim)));
    if (json && options.out != "-")
        fmt::print("{}\n", canonical_json(as_json(claim, shown)));
    else
        print_shown(options.out == "-" ? stderr : stdout, claim, shown);
    return report.anchored ? kDone : kSelfConsistentOnly;
}

Result<int> check(const Options& options, bool json) {
    PosixFiles files;
    MITHAQ_TRY(auto text, read_file(options.proof));
    MITHAQ_TRY(auto claim, log::parse_silence(text));
    MITHAQ_TRY(auto anchor_text, read_file(options.anchor));
    MITHAQ_TRY(auto anchor, log::parse_anchor(anchor_text));
    log::AuditReport report;
    MITHAQ_TRY(auto shown, log::check_silence([&] { return open_source(files, options.from); },
                                              anchor, audit_options(), claim, report));
    if (json)
        fmt::print("{}\n", canonical_json(as_json(claim, shown)));
    else
        print_shown(stdout, claim, shown);
    return kDone;
}

void add_claim(CLI::App& command, Options& options) {
    command.add_option("log", options.from, "A register's folder, an exported log, or a URL")
        ->required();
    command
        .add_option("--matter", options.ref,
                    "The file: identifier, number, symbol or own reference in it")
        ->required();
    command.add_option("--anchor", options.anchor, "The anchor of the register");
    command.add_option("-o,--out", options.out, "Where the proof is written");
}

}  // namespace

void add_prove_commands(CLI::App& app, Chosen& chosen) {
    static Options stage, reply, checked;
    auto* group = app.add_subcommand("prove", "Proofs of silence: what a register does not hold");
    group->require_subcommand(1);
    auto* silence =
        group->add_subcommand("silence", "Nothing led a file out of its stage before an instant");
    add_claim(*silence, stage);
    silence->add_option("--until", stage.until, "The instant")->required();
    silence->add_option("--stage", stage.stage,
                        "The stage; the one that time ended at the instant when absent");
    silence->callback([&chosen] {
        chosen.body = [&chosen] {
            log::Silence claim;
            claim.stage = stage.stage;
            return prove(stage, std::move(claim), chosen.json);
        };
    });
    auto* answer = group->add_subcommand("reply", "A participant has not answered a request");
    add_claim(*answer, reply);
    answer->add_option("--ask", reply.ask, "The request: its index in the file")->required();
    answer->add_option("--of", reply.participant, "Who is asked: a participant's code")->required();
    answer->add_option("--until", reply.until, "The instant; the date of the request when absent");
    answer->callback([&chosen] {
        chosen.body = [&chosen] {
            log::Silence claim;
            claim.of = log::Silence::Of::reply;
            claim.ask = reply.ask;
            claim.participant = reply.participant;
            return prove(reply, std::move(claim), chosen.json);
        };
    });
    auto* check_command =
        group->add_subcommand("check", "Check a proof by a copy of the log, offline");
    check_command->add_option("proof", checked.proof, "The proof")->required();
    check_command->add_option("--log", checked.from, "A copy of the log")->required();
    check_command->add_option("--anchor", checked.anchor, "The anchor of the register")->required();
    check_command->callback(
        [&chosen] { chosen.body = [&chosen] { return check(checked, chosen.json); }; });
}

}  // namespace mithaq::cmd
