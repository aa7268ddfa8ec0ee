// Parses the command line and wires the pieces together; each command group has its own file.
#include <cstdio>

#include <fmt/format.h>
#include <sodium.h>

#include "base/json.h"
#include "command.h"

namespace {

constexpr const char* kExitCodes = R"(Exit codes of mithaq

  0  done; for `verify`: all that was checked holds
  1  something is wrong: a signature, hash, proof or form does not hold; for `prove`: it was not
     silent, or the copy of the log is not the one that is spoken of
  2  wrong usage: the command line, or something this version cannot do
  3  `log verify` or `prove` without an anchor: the log is consistent with itself, and no more is
     known
  4  the register judged the communication and refused it
  5  not now: the register is busy, stopping, or its clock is in doubt; send the same bytes again;
     for `prove`: nothing is stamped at or after that instant yet
  6  the machine failed: a file, the network, the disk
)";

}  // namespace

int main(int argc, char** argv) {
    using namespace mithaq;
    if (sodium_init() < 0) {
        fmt::print(stderr, "mithaq: the cryptographic library could not start\n");
        return cmd::kMachine;
    }
    CLI::App app{"Mithaq: a register and exchange for organisations of states"};
    app.set_version_flag("--version", "mithaq " MITHAQ_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    cmd::Chosen chosen;
    app.add_flag("--json", chosen.json, "Answer in JSON");
    cmd::add_register_commands(app, chosen);
    cmd::add_act_commands(app, chosen);
    cmd::add_key_commands(app, chosen);
    cmd::add_log_commands(app, chosen);
    cmd::add_view_commands(app, chosen);
    cmd::add_matter_commands(app, chosen);
    cmd::add_prove_commands(app, chosen);
    cmd::add_rulebook_commands(app, chosen);
    cmd::add_story_commands(app, chosen);
    auto* help = app.add_subcommand("help", "Explain something: exit-codes");
    std::string topic;
    help->add_option("topic", topic)->required()->check(CLI::IsMember({"exit-codes"}));
    help->callback([&] {
        chosen.body = [] {
            fmt::print("{}", kExitCodes);
            return cmd::kDone;
        };
    });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? cmd::kDone : cmd::kUsage;
    }
    auto code = chosen.body();
    if (code) return *code;
    const Error& error = code.error();
    if (chosen.json) {
        json::object out{{"problem", error.type}, {"detail", error.message}};
        if (!error.pointer.empty()) out["pointer"] = error.pointer;
        if (!error.rule.empty()) out["rule"] = error.rule;
        fmt::print("{}\n", canonical_json(out));
    } else {
        fmt::print(stderr, "mithaq: {}{}{} ({})\n", error.message,
                   error.pointer.empty() ? "" : " at ", error.pointer, error.type);
        if (!error.rule.empty()) fmt::print(stderr, "        rule: {}\n", error.rule);
    }
    return cmd::exit_code(error);
}
