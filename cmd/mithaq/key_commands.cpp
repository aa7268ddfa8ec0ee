// mithaq key new | add | revoke
#include <fmt/format.h>

#include "act/act.h"
#include "act/keys.h"
#include "base/clock.h"
#include "base/names.h"
#include "command.h"
#include "desk/desk.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string origin, participant, purpose = "submit", name, out;
    std::string url, anchor, root, offer, key;
};

// NAME.secret (mode 0600) and NAME.offer.json: what a register is asked to take the key with.
Result<int> key_new(const Options& options) {
    auto purpose = act::purpose_of(options.purpose);
    if (!purpose || !is_origin(options.origin) || !is_participant_code(options.participant) ||
        !is_key_label(options.name) || (options.name == "root") != (*purpose == act::Purpose::root))
        return err(
            Errc::unsupported, "usage",
            "a key has an origin <host>/<register>/log, a participant's code, a purpose (root, "
            "submit, witness, mirror, audit) and a name [a-z0-9-]{1,24}; root is named root");
    note::Seed seed;
    SystemRandom().fill(seed);
    bool cosigns = *purpose == act::Purpose::witness || *purpose == act::Purpose::mirror;
    auto key =
        note::make_signer_key(act::key_name(options.origin, options.participant, options.name),
                              seed, cosigns ? note::KeyType::cosignature : note::KeyType::ed25519);
    json::object offer{
        {"participant", options.participant},
        {"purpose", options.purpose},
        {"vkey", note::format_verifier_key(key.verifier)},
        {"possession", act::prove_possession(options.origin, options.participant, *purpose, key)}};
    MITHAQ_CHECK(write_file(options.out + ".secret", note::format_signer_key(key) + "\n"));
    MITHAQ_CHECK(write_file(options.out + ".offer.json", canonical_json(offer) + "\n"));
    fmt::print("{}\n", note::format_verifier_key(key.verifier));
    return kDone;
}

Result<int> submit_key_act(const Options& options, const std::string& form, json::object body) {
    MITHAQ_TRY(auto anchor_text, read_file(options.anchor));
    MITHAQ_TRY(auto anchor, log::parse_anchor(anchor_text));
    MITHAQ_TRY(auto root, read_signer_key(options.root));
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto head, remote.head(anchor));
    Instant expires{SystemClock{}.wall().ms + kDayMs};
    MITHAQ_TRY(auto text, act::write_act_text(
                              desk::new_act_headers(anchor.origin, form, options.participant,
                                                    head.checkpoint, expires, std::move(body))));
    MITHAQ_TRY(auto note, desk::sign_act(std::move(text), {root}));
    MITHAQ_TRY(auto answer, remote.submit(note));
    fmt::print("registered: number {}, {}\n", answer.number, answer.stamp);
    return kDone;
}

Result<int> key_add(Options options) {
    MITHAQ_TRY(auto text, read_file(options.offer));
    MITHAQ_TRY(auto value, parse_json(text));
    auto* offer = value.if_object();
    const auto* participant = offer ? offer->if_contains("participant") : nullptr;
    if (!participant || !participant->is_string())
        return err(Errc::malformed, "key-offer", "not a file written by `mithaq key new`");
    options.participant = participant->get_string();
    offer->erase("participant");
    return submit_key_act(options, "key.add", std::move(*offer));
}

}  // namespace

void add_key_commands(CLI::App& app, Chosen& chosen) {
    auto* group = app.add_subcommand("key", "Make, register and revoke keys");
    group->require_subcommand(1);
    static Options options;

    auto* make = group->add_subcommand("new", "Make a key: OUT.secret and OUT.offer.json");
    make->add_option("--origin", options.origin, "Origin of the register")->required();
    make->add_option("--participant", options.participant, "Code of the participant")->required();
    make->add_option("--purpose", options.purpose, "root, submit, witness, mirror, audit")
        ->capture_default_str();
    make->add_option("--name", options.name, "Name of the key, e.g. key-1")->required();
    make->add_option("out", options.out, "Path without ending")->required();
    make->callback([&chosen] { chosen.body = [] { return key_new(options); }; });

    auto remote = [](CLI::App* command) {
        command->add_option("--url", options.url, "Base URL of the register")->required();
        command->add_option("--anchor", options.anchor, "The register's anchor file")->required();
        command->add_option("--root", options.root, "The participant's root key file")->required();
    };
    auto* add =
        group->add_subcommand("add", "Register a key, signed by the participant's root key");
    remote(add);
    add->add_option("offer", options.offer, "File written by `key new`")->required();
    add->callback([&chosen] { chosen.body = [] { return key_add(options); }; });

    auto* revoke = group->add_subcommand("revoke", "Revoke a key, signed by the root key");
    remote(revoke);
    revoke->add_option("--participant", options.participant, "Code of the participant")->required();
    revoke->add_option("key", options.key, "Full name of the key")->required();
    revoke->callback([&chosen] {
        chosen.body = [] {
            return submit_key_act(options, "key.revoke", json::object{{"key", options.key}});
        };
    });
}

}  // namespace mithaq::cmd
