// A register in memory for tests: rulebooks/basic and one sender that is only named, keys from
// their names, four entries. Every act is made, judged and applied through the public functions.
// Tests run in the root of the tree.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "rules/rules.h"

namespace mithaq::rules::testing {

inline std::map<std::string, std::string> basic_sources() {
    const std::filesystem::path folder = "rulebooks/basic";
    std::map<std::string, std::string> out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        out[file.path().lexically_relative(folder).string()] =
            std::string(std::istreambuf_iterator<char>(in), {});
    }
    return out;
}

// The seed is the name's hash: the same name and type are the same key in every run.
inline note::SignerKey key_named(const std::string& name,
                                 note::KeyType type = note::KeyType::ed25519) {
    return note::make_signer_key(name, sha256("seed of " + name).bytes, type);
}

class Register {
  public:
    static constexpr std::string_view kOrigin = "register.example/basic/log";

    // `submitters` are enrolled by entry 0 and each adds the key `main`: entries 1, 2, 3 …
    // `files` come beside those of rulebooks/basic, or stand for them.
    explicit Register(const std::map<std::string, std::string>& files = {},
                      std::vector<std::string> submitters = {"REGISTRY", "XAA", "XAB"})
        : now(parse_stamp("2026-11-23T09:00:00.000Z").value()), submitters(std::move(submitters)) {
        auto sources = basic_sources();
        for (const auto& [name, text] : files) sources[name] = text;
        sources["participants.toml"] +=
            "[XAN]\nkind = \"third-state\"\n[[XAN.names]]\nsource = \"invented\"\n"
            "checked = \"yes\"\nshort = { ar = \"n\", en = \"n\", fr = \"n\" }\n";
        bundle = rulebook::build_bundle(sources).value();
        rulebook = rulebook::load_bundle(bundle).value();
        add(sign(founding(), {clock_key()})).value();
        for (const auto& code : this->submitters)
            add(sign(key_add(code, Purpose::submit, key(code, "main")), {key(code, "root")}))
                .value();
    }

    static std::string origin() { return std::string(kOrigin); }
    static note::SignerKey key(std::string_view participant, std::string_view label,
                               note::KeyType type = note::KeyType::ed25519) {
        return key_named(act::key_name(kOrigin, participant, label), type);
    }
    static note::SignerKey checkpoint_key() { return key_named(origin()); }
    static note::SignerKey clock_key() { return key("REGISTER", "clock"); }
    static note::SignerKey refusal_key() { return key("REGISTER", "refusal"); }

    // {"vkey", "possession"} of `key` as `participant`'s for `purpose`.
    static json::object possessed(std::string_view participant, Purpose purpose,
                                  const note::SignerKey& key) {
        return {{"vkey", note::format_verifier_key(key.verifier)},
                {"possession", act::prove_possession(kOrigin, participant, purpose, key)}};
    }

    // Headers of an act that is valid now, when its body is.
    json::object headers(std::string_view form, const std::vector<std::string>& from,
                         json::object body) const {
        json::array authors(from.begin(), from.end());
        return {
            {"act", "mithaq/0"},
            {"register", kOrigin},
            {"form", form},
            {"from", std::move(authors)},
            {"seen", {{"size", state.size()}, {"root", to_base64(roots.at(state.size()).bytes)}}},
            {"expires", format_instant(Instant{now.ms + kDayMs})},
            {"body", std::move(body)}};
    }
    json::object plain(const std::vector<std::string>& from, std::string_view text = "x") const {
        return headers("communication.plain", from, {{"text", {{"en", text}}}});
    }
    json::object key_add(const std::string& from, Purpose purpose,
                         const note::SignerKey& new_key) const {
        auto body = possessed(from, purpose, new_key);
        body["purpose"] = act::purpose_name(purpose);
        return headers("key.add", {from}, std::move(body));
    }
    json::object key_revoke(const std::string& from, const note::SignerKey& key) const {
        return headers("key.revoke", {from}, {{"key", key.verifier.name}});
    }
    json::object key_enrol(const std::string& from, const std::string& participant) const {
        auto body = possessed(participant, Purpose::root, key(participant, "root"));
        body["participant"] = participant;
        return headers("key.enrol", {from}, std::move(body));
    }
    json::object founding() const {
        json::array keys;
        for (auto [purpose, key] :
             {std::pair(Purpose::checkpoint, checkpoint_key()),
              std::pair(Purpose::clock, clock_key()), std::pair(Purpose::refusal, refusal_key())}) {
            auto object = possessed("REGISTER", purpose, key);
            object["purpose"] = act::purpose_name(purpose);
            keys.push_back(std::move(object));
        }
        json::array participants;
        for (const auto& code : submitters) {
            auto object = possessed(code, Purpose::root, key(code, "root"));
            object["participant"] = code;
            participants.push_back(std::move(object));
        }
        json::object out{
            {"act", "mithaq/0"},
            {"register", kOrigin},
            {"form", "register.found"},
            {"from", json::array{"REGISTER"}},
            {"seen", {{"size", 0}, {"root", to_base64(tree::empty_root().bytes)}}},
            {"body",
             {{"edition", 0},
              {"rulebook", {{"sha256", to_hex(rulebook->sha256.bytes)}, {"size", bundle.size()}}},
              {"keys", std::move(keys)},
              {"participants", std::move(participants)}}}};
        return out;
    }

    // The note, whether or not the headers are an act's.
    static std::string sign(const json::object& headers, const std::vector<note::SignerKey>& keys) {
        note::Note note{canonical_json(headers) + "\n", {}};
        for (const auto& key : keys) note.signatures.push_back(note::sign(key, note.text));
        return note::format_note(note);
    }
    // Each author signs with the key `main`.
    static std::string sign(const json::object& headers) {
        std::vector<note::SignerKey> keys;
        for (const auto& author : headers.at("from").as_array())
            keys.push_back(key(std::string_view(author.as_string()), "main"));
        return sign(headers, keys);
    }

    // The newest of the log's own roots; RootAt for admit().
    RootAt root_at() const {
        return [this](tree::TreeSize size) -> Result<Hash> { return roots.at(size.value); };
    }
    RulebookSource rulebooks() const {
        return [rulebook = rulebook](
                   const Hash& sha256) -> Result<std::shared_ptr<const rulebook::Rulebook>> {
            if (sha256 != rulebook->sha256)
                return err(Errc::not_found, "rulebook-unknown", "no such rulebook");
            return rulebook;
        };
    }

    Result<void> judge(std::string_view note, const KeyRing& keys) const {
        MITHAQ_TRY(auto act, act::parse_act(note));
        return admit(state, prepare(std::move(act), keys), now, root_at(), rulebooks());
    }
    Result<void> judge(std::string_view note) const { return judge(note, ring); }

    // Registers `note` at `now`, or says why not.
    Result<void> add(std::string_view note) {
        MITHAQ_TRY(auto act, act::parse_act(note));
        Prepared prepared = prepare(std::move(act), ring);
        MITHAQ_CHECK(admit(state, prepared, now, root_at(), rulebooks()));
        apply(state, prepared, now, rulebooks());
        entries.push_back(act::entry_line(now) + std::string(note));
        frontier.append(tree::leaf_hash(entries.back()));
        roots.push_back(frontier.root());
        for (const auto& [name, key] : state.keys()) ring.emplace(name, key.verifier);
        return {};
    }

    std::string bundle;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    State state;
    KeyRing ring;
    Instant now;
    std::vector<std::string> submitters;
    std::vector<std::string> entries;
    tree::Frontier frontier;
    std::vector<Hash> roots = {tree::empty_root()};  // by size
};

}  // namespace mithaq::rules::testing
