#include "out/case.h"

#include <algorithm>
#include <map>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "act/act.h"
#include "act/entry.h"
#include "act/keys.h"
#include "base/sha256.h"
#include "out/html.h"

namespace mithaq::out {
namespace {

constexpr std::string_view kRegister = "REGISTER";

// Collects acts and the keys behind them until nothing more is named.
class Gathering {
  public:
    Gathering(const log::Reader& reader, const std::vector<rules::Key>& keys)
        : reader_(reader), head_(reader.head()) {
        for (const auto& key : keys) by_name_.emplace(key.verifier.name, &key);
    }

    Result<Hash> add(std::uint64_t number) {
        if (auto there = acts_.find(number); there != acts_.end()) return there->second.id;
        tree::LeafIndex index{number};
        MITHAQ_TRY(auto bytes, reader_.entry(index));
        MITHAQ_TRY(auto entry, act::parse_entry(bytes));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        MITHAQ_TRY(auto receipt, reader_.receipt(index, *head_, reader_.nodes()));
        acts_.emplace(number, Held{{number, std::string(entry.note), std::move(receipt)}, act.id});
        for (const auto& line : act.note.signatures) MITHAQ_CHECK(add_key(line.name));
        return act.id;
    }

    CaseEvidence take() && {
        CaseEvidence out;
        for (auto& [number, held] : acts_) out.acts.push_back(std::move(held.act));
        for (const auto& [name, key] : keys_) out.keys.push_back(*key);
        return out;
    }

  private:
    struct Held {
        CaseAct act;
        Hash id;
    };

    // A key, the root above it, and the acts that registered both.
    Result<void> add_key(const std::string& name) {
        auto found = by_name_.find(name);
        if (found == by_name_.end() || !keys_.emplace(name, found->second).second) return {};
        const rules::Key& key = *found->second;
        MITHAQ_CHECK(add(key.number));
        if (key.revoked) MITHAQ_CHECK(add(*key.revoked));
        if (key.participant == kRegister) return {};
        return add_key(act::key_name(origin(name), key.participant, "root"));
    }
    static std::string origin(std::string_view key_name) {
        auto label = key_name.rfind('/');
        return std::string(key_name.substr(0, key_name.rfind('/', label - 1)));
    }

    const log::Reader& reader_;
    std::shared_ptr<const log::Reader::Head> head_;
    std::map<std::string, const rules::Key*> by_name_, keys_;
    std::map<std::uint64_t, Held> acts_;
};

std::string evidence_json(const CaseEvidence& evidence) {
    json::array keys;
    for (const auto& key : evidence.keys) {
        json::object one{{"participant", key.participant},
                         {"purpose", act::purpose_name(key.purpose)},
                         {"vkey", note::format_verifier_key(key.verifier)},
                         {"number", key.number}};
        if (key.revoked) one["revoked"] = *key.revoked;
        keys.push_back(std::move(one));
    }
    json::array acts;
    for (const auto& act : evidence.acts)
        acts.push_back({{"number", act.number}, {"note", act.note}, {"receipt", act.receipt}});
    std::string text = json::serialize(json::object{{"format", "mithaq-case/0"},
                                                    {"subject", act::hex(evidence.subject)},
                                                    {"made", format_instant(evidence.made)},
                                                    {"anchor", log::format_anchor(evidence.anchor)},
                                                    {"rulebook", evidence.rulebook},
                                                    {"keys", std::move(keys)},
                                                    {"acts", std::move(acts)}});
    // Whatever an act holds, it cannot end the element that it stands in.
    std::string out;
    out.reserve(text.size());
    for (char c : text)
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    return out;
}

std::string source_of(std::string_view bytes) {
    return fmt::format("'sha256-{}'", to_base64(sha256(bytes).bytes));
}

}  // namespace

Result<CaseEvidence> gather(const log::Reader& reader, const log::Anchor& anchor,
                            const std::vector<rules::Key>& keys, std::uint64_t subject,
                            std::vector<std::uint64_t> related, Instant made) {
    Gathering gathering(reader, keys);
    MITHAQ_TRY(auto id, gathering.add(subject));
    related.push_back(0);
    for (std::uint64_t number : related) MITHAQ_CHECK(gathering.add(number));
    MITHAQ_TRY(auto founding, reader.entry(tree::LeafIndex{0}));
    MITHAQ_TRY(auto entry, act::parse_entry(founding));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    MITHAQ_TRY(auto hash,
               hash_from_hex(act.body().at("rulebook").get_object().at("sha256").get_string()));
    MITHAQ_TRY(auto rulebook, reader.rulebook(hash));
    CaseEvidence out = std::move(gathering).take();
    out.subject = id;
    out.made = made;
    out.anchor = anchor;
    out.rulebook = std::move(rulebook);
    return out;
}

std::string case_file(const CaseEvidence& evidence, const CaseProgram& program,
                      std::string_view language, std::string_view title) {
    // The page runs this program and nothing else, and asks nobody for anything.
    const std::string policy = fmt::format(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        source_of(program.script), source_of(program.style));
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\"><title>{}</title>"
        "<style>{}</style></head>\n<body><main id=\"case\"></main>\n"
        "<script type=\"application/json\" id=\"evidence\">{}</script>\n<script>{}</script>"
        "</body></html>\n",
        escape(language), is_right_to_left(language) ? "rtl" : "ltr", policy, escape(title),
        program.style, evidence_json(evidence), program.script);
}

}  // namespace mithaq::out
