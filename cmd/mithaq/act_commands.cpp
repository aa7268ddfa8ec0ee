// mithaq act new | sign | submit | show | verify
#include <algorithm>
#include <cstdio>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "act/act.h"
#include "act/entry.h"
#include "act/keys.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "command.h"
#include "desk/desk.h"

namespace mithaq::cmd {
namespace {

struct NewOptions {
    std::string url, anchor, form, from, body, out = "-", ref, marking;
    std::vector<std::string> texts, subjects, re, enclose;
    int expires_days = 30;
};

// "fr=Une note" into {"fr": "Une note"}.
Result<void> language_texts(const std::vector<std::string>& given, std::string_view name,
                            json::object& body) {
    for (const auto& text : given) {
        auto equals = text.find('=');
        if (equals == std::string::npos)
            return err(
                Errc::unsupported, "usage",
                fmt::format("--{} takes LANGUAGE=WORDS, as in --{} fr='Une note'", name, name));
        auto& map = body[name];
        if (!map.is_object()) map = json::object();
        map.get_object()[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return {};
}

std::string_view file_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

// Only what readers know by these names; the bytes are what counts.
std::string_view media_type(std::string_view path) {
    static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".webp", "image/webp"},
        {".txt", "text/plain"},
        {".json", "application/json"},
        {".xml", "application/xml"},
        {".odt", "application/vnd.oasis.opendocument.text"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}};
    for (auto [ending, type] : kTypes)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

// The header `enclosures`.
Result<json::array> named_enclosures(const std::vector<std::string>& paths) {
    json::array out;
    for (const auto& path : paths) {
        MITHAQ_TRY(auto bytes, read_file(path));
        out.push_back({{"sha256", act::hex(sha256(bytes))},
                       {"size", bytes.size()},
                       {"type", media_type(path)},
                       {"name", file_name(path)}});
    }
    return out;
}

Result<int> act_new(const NewOptions& options) {
    MITHAQ_TRY(auto anchor_text, read_file(options.anchor));
    MITHAQ_TRY(auto anchor, log::parse_anchor(anchor_text));
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto head, remote.head(anchor));
    json::value body = json::object();
    if (!options.body.empty()) {
        MITHAQ_TRY(auto text, read_file(options.body));
        MITHAQ_TRY(body, parse_json(text));
    }
    if (!body.is_object()) return err(Errc::malformed, "usage", "the body is a JSON object");
    MITHAQ_CHECK(language_texts(options.subjects, "subject", body.get_object()));
    MITHAQ_CHECK(language_texts(options.texts, "text", body.get_object()));
    Instant expires{SystemClock{}.wall().ms + options.expires_days * kDayMs};
    json::object headers = desk::new_act_headers(anchor.origin, options.form, options.from,
                                                 head.checkpoint, expires, std::move(body));
    if (!options.ref.empty()) headers["ref"] = options.ref;
    if (!options.marking.empty()) headers["marking"] = options.marking;
    json::array references;
    for (const auto& text : options.re) {
        auto colon = text.find(':');
        references.push_back({{"id", text.substr(0, colon)},
                              {"as", colon == std::string::npos ? "" : text.substr(colon + 1)}});
    }
    if (!references.empty()) headers["re"] = std::move(references);
    MITHAQ_TRY(auto enclosures, named_enclosures(options.enclose));
    if (!enclosures.empty()) headers["enclosures"] = std::move(enclosures);
    MITHAQ_TRY(auto text, act::write_act_text(headers));
    MITHAQ_CHECK(write_file(options.out, text));
    return kDone;
}

Result<int> act_sign(const std::string& in, const std::vector<std::string>& keys,
                     const std::string& out) {
    MITHAQ_TRY(auto text, read_file(in));
    std::vector<note::SignerKey> signers;
    for (const auto& path : keys) {
        MITHAQ_TRY(auto key, read_signer_key(path));
        signers.push_back(std::move(key));
    }
    MITHAQ_TRY(auto note, desk::sign_act(std::move(text), signers));
    MITHAQ_CHECK(write_file(out, note));
    return kDone;
}

struct Form {
    std::string type, body;
};

// The note, then the files as contents of the enclosures it names, as multipart/form-data.
Result<Form> form_of(const std::string& note, const std::vector<std::string>& paths) {
    MITHAQ_TRY(auto act, act::parse_act(note));
    // No content holds its own hash, nor the hash of them all.
    const std::string boundary =
        act::hex(sha256({note, fmt::format("{}", fmt::join(paths, "\n"))}));
    std::string body = fmt::format(
        "--{}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n{}\r\n", boundary, note);
    for (const auto& path : paths) {
        MITHAQ_TRY(auto bytes, read_file(path));
        auto named = std::ranges::find(act.enclosures, sha256(bytes), &act::Enclosure::sha256);
        if (named == act.enclosures.end())
            return err(Errc::malformed, "enclosure-unnamed",
                       fmt::format("the communication names no enclosure with the bytes of {}; it "
                                   "was changed since, or is another file",
                                   path));
        std::string name;
        for (char c : named->name) name += c == '"' ? "%22" : std::string(1, c);
        body += fmt::format(
            "--{}\r\nContent-Disposition: form-data; name=\"enclosure\"; filename=\"{}\"\r\n"
            "Content-Type: {}\r\n\r\n",
            boundary, name, named->type);
        body += bytes;
        body += "\r\n";
    }
    return Form{"multipart/form-data; boundary=" + boundary, body + "--" + boundary + "--\r\n"};
}

struct SubmitOptions {
    std::string act, url, receipt;
    std::vector<std::string> enclosures;
};

Result<int> act_submit(const SubmitOptions& options, bool json) {
    MITHAQ_TRY(auto note, read_file(options.act));
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    Form form{"text/plain; charset=utf-8", note};
    if (!options.enclosures.empty()) {
        MITHAQ_TRY(form, form_of(note, options.enclosures));
    }
    MITHAQ_TRY(auto answer, remote.submit(form.body, 1, form.type));
    const std::string& out = options.receipt;
    if (!out.empty()) MITHAQ_CHECK(write_file(out, answer.receipt));
    if (json)
        fmt::print("{}\n", answer.body);
    else
        fmt::print(
            "{}: number {}, {}\n    identifier {}\n    grade: durable (nothing is attested yet)\n",
            answer.first ? "registered" : "registered before", answer.number, answer.stamp,
            answer.id);
    return kDone;
}

Result<int> act_show(const std::string& in) {
    MITHAQ_TRY(auto bytes, read_file(in));
    MITHAQ_TRY(auto act, act::parse_act(bytes));
    fmt::print("identifier {}\nform       {}\nfrom       {}\n", act::hex(act.id), act.form,
               fmt::join(act.from, ", "));
    if (act.expires) fmt::print("expires    {}\n", format_instant(*act.expires));
    for (const auto& line : act.note.signatures)
        fmt::print("signature  {} (not checked here)\n", line.name);
    fmt::print("\n{}", act.note.text);
    return kDone;
}

struct VerifyOptions {
    std::string act, receipt, policy, key, key_act, key_receipt;
};

struct Shown {
    std::string id, stamp, origin;
    std::uint64_t number = 0;
    bool attested = false;
    act::Act act;
};

// What the receipt proves of the act's file, by the policy alone.
Result<Shown> verify_registration(const std::string& act_path, const std::string& receipt_path,
                                  const tree::Policy& policy) {
    MITHAQ_TRY(auto note, read_file(act_path));
    MITHAQ_TRY(auto receipt, read_file(receipt_path));
    MITHAQ_TRY(auto proof, tree::parse_proof(receipt));
    if (!proof.extra)
        return err(
            Errc::malformed, "proof-extra",
            "the receipt lacks the entry's first line (`extra`), so the entry cannot be rebuilt");
    std::string entry_bytes = *proof.extra + note;
    MITHAQ_TRY(auto entry, act::parse_entry(entry_bytes));
    MITHAQ_TRY(auto checkpoint, tree::verify_proof(proof, entry_bytes, policy));
    if (entry.note != note)
        return err(Errc::unverified, "proof-extra",
                   "`extra` holds more than the entry's first line");
    MITHAQ_TRY(auto act, act::parse_act(note));
    if (act.origin != checkpoint.checkpoint.origin)
        return err(Errc::unverified, "register-other",
                   fmt::format("the act is for {}, the receipt is of {}", act.origin,
                               checkpoint.checkpoint.origin));
    return Shown{act::hex(act.id),  format_stamp(entry.stamp),   act.origin,
                 proof.index.value, policy.asks_for_witnesses(), std::move(act)};
}

Result<std::optional<note::VerifierKey>> author_key(const VerifyOptions& options,
                                                    const tree::Policy& policy) {
    if (!options.key.empty()) {
        MITHAQ_TRY(auto key, note::parse_verifier_key(options.key));
        return key;
    }
    if (options.key_act.empty()) return std::nullopt;
    MITHAQ_TRY(auto shown, verify_registration(options.key_act, options.key_receipt, policy));
    const auto* vkey = shown.act.body().if_contains("vkey");
    if (shown.act.form != "key.add" || !vkey || !vkey->is_string())
        return err(Errc::unverified, "key-act", "the file given as --key-act registers no key");
    MITHAQ_TRY(auto key, note::parse_verifier_key(std::string_view(vkey->get_string())));
    if (!key.name.starts_with(act::key_name(shown.origin, shown.act.from[0], "")))
        return err(Errc::unverified, "key-act", "the key registered there is not its author's");
    return key;
}

Result<int> act_verify(const VerifyOptions& options, bool json) {
    MITHAQ_TRY(auto policy_text, read_file(options.policy));
    MITHAQ_TRY(auto policy, tree::Policy::parse(policy_text));
    MITHAQ_TRY(auto shown, verify_registration(options.act, options.receipt, policy));
    MITHAQ_TRY(auto key, author_key(options, policy));
    std::size_t checked = 0;
    if (key) {
        for (const auto& line : shown.act.note.signatures)
            if (note::names(line, *key)) {
                if (!note::verify_line(*key, line, shown.act.note.text))
                    return err(Errc::unverified, "signature-invalid",
                               fmt::format("the signature of {} does not verify", key->name));
                ++checked;
            }
        if (checked == 0)
            return err(Errc::unverified, "key-unknown",
                       fmt::format("{} has not signed this communication", key->name));
    }
    if (json) {
        json::object out{{"id", shown.id},
                         {"number", shown.number},
                         {"stamp", shown.stamp},
                         {"register", shown.origin},
                         {"grade", shown.attested ? "attested" : "durable"},
                         {"author_checked", checked > 0}};
        fmt::print("{}\n", json::serialize(out));
        return kDone;
    }
    fmt::print("registered as number {} of {}\n    on {}\n    identifier {}\n    grade: {}\n",
               shown.number, shown.origin, shown.stamp, shown.id,
               shown.attested ? "attested by the quorum of the policy"
                              : "durable (the policy asks for no attestation)");
    if (checked > 0)
        fmt::print("    signed with {}\n", key->name);
    else
        fmt::print(
            "    the author's own signature was not checked: give --key, or --key-act and "
            "--key-receipt\n");
    return kDone;
}

}  // namespace

void add_act_commands(CLI::App& app, Chosen& chosen) {
    auto* group = app.add_subcommand("act", "Make, sign, submit and verify communications");
    group->require_subcommand(1);

    static NewOptions fresh;
    auto* make = group->add_subcommand("new", "Write the text of a new communication");
    make->add_option("--url", fresh.url, "Base URL of the register")->required();
    make->add_option("--anchor", fresh.anchor, "The register's anchor file")->required();
    make->add_option("--form", fresh.form, "Form, e.g. communication.plain")->required();
    make->add_option("--from", fresh.from, "Code of the author")->required();
    make->add_option("--body", fresh.body, "File with the body as JSON");
    make->add_option("--subject", fresh.subjects, "LANGUAGE=WORDS, may be repeated");
    make->add_option("--text", fresh.texts, "LANGUAGE=WORDS, may be repeated");
    make->add_option("--ref", fresh.ref, "The author's own number");
    make->add_option("--marking", fresh.marking, "One of the rulebook's markings");
    make->add_option("--re", fresh.re, "IDENTIFIER:WAY, e.g. 9f…:replies; may be repeated");
    make->add_option("--enclose", fresh.enclose,
                     "File whose hash, size, type and name it gets; may be repeated");
    make->add_option("--expires-days", fresh.expires_days, "Days it may be registered in")
        ->check(CLI::Range(1, 89))
        ->capture_default_str();
    make->add_option("-o,--out", fresh.out, "File to write, - for standard output");
    make->callback([&chosen] { chosen.body = [] { return act_new(fresh); }; });

    static std::string in, out = "-";
    static std::vector<std::string> keys;
    auto* sign = group->add_subcommand("sign", "Sign a text, once for each author, in their order");
    sign->add_option("text", in, "File written by `act new`")->required();
    sign->add_option("--key", keys, "Secret key file; repeat for a joint communication")
        ->required();
    sign->add_option("-o,--out", out, "File to write, - for standard output");
    sign->callback([&chosen] { chosen.body = [] { return act_sign(in, keys, out); }; });

    static SubmitOptions sent;
    auto* submit = group->add_subcommand("submit", "Submit a signed communication");
    submit->add_option("act", sent.act, "The signed file")->required();
    submit->add_option("--url", sent.url, "Base URL of the register")->required();
    submit->add_option("--enclosure", sent.enclosures,
                       "File that it names and the register has not; may be repeated");
    submit->add_option("-o,--receipt", sent.receipt,
                       "Where to write the certificate of registration");
    submit->callback(
        [&chosen] { chosen.body = [&chosen] { return act_submit(sent, chosen.json); }; });

    auto* show = group->add_subcommand("show", "Show a communication; nothing is verified");
    show->add_option("act", in, "The signed file")->required();
    show->callback([&chosen] { chosen.body = [] { return act_show(in); }; });

    static VerifyOptions verify;
    auto* check = group->add_subcommand("verify", "Verify a certificate of registration, offline");
    check->add_option("act", verify.act, "The signed file")->required();
    check->add_option("receipt", verify.receipt, "The certificate of registration")->required();
    check->add_option("--policy", verify.policy, "Policy file: log VKEY, quorum none")->required();
    auto* key = check->add_option("--key", verify.key, "The author's verifier key");
    auto* key_act =
        check->add_option("--key-act", verify.key_act, "The communication that registered the key");
    key_act->excludes(key);
    key_act->needs(check->add_option("--key-receipt", verify.key_receipt, "and its certificate"));
    check->callback(
        [&chosen] { chosen.body = [&chosen] { return act_verify(verify, chosen.json); }; });
}

}  // namespace mithaq::cmd
