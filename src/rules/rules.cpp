#include "rules/rules.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/names.h"

namespace mithaq::rules {
namespace {

using act::Act;

constexpr std::string_view kRegister = "REGISTER";
constexpr std::int64_t kExpiresMaxMs = 90 * kDayMs;

std::unexpected<Error> refuse(std::string_view type, std::string message, std::string pointer,
                              std::string rule) {
    return err(Errc::refused, type, std::move(message), std::move(pointer), std::move(rule));
}

// ---- Forms of the edition

constexpr std::string_view kKeyAdd = R"({"type":"object","additionalProperties":false,
 "required":["purpose","vkey","possession"],"properties":{
  "purpose":{"type":"string","enum":["submit","witness","mirror","audit","seal"]},
  "vkey":{"type":"string","maxLength":512},"possession":{"type":"string","maxLength":88}}})";
constexpr std::string_view kKeyRevoke = R"({"type":"object","additionalProperties":false,
 "required":["key"],"properties":{"key":{"type":"string","maxLength":512}}})";
constexpr std::string_view kKeyEnrol = R"({"type":"object","additionalProperties":false,
 "required":["participant","vkey","possession"],"properties":{
  "participant":{"type":"string","x-mithaq":"participant"},
  "vkey":{"type":"string","maxLength":512},"possession":{"type":"string","maxLength":88}}})";
constexpr std::string_view kClockTick =
    R"({"type":"object","additionalProperties":false,"properties":{}})";
constexpr std::string_view kRegisterFound = R"({"type":"object","additionalProperties":false,
 "required":["edition","rulebook","keys","participants"],"properties":{
  "edition":{"type":"integer","const":0},"training":{"type":"boolean","const":true},
  "rulebook":{"type":"object","additionalProperties":false,"required":["sha256","size"],"properties":{
    "sha256":{"type":"string","minLength":64,"maxLength":64},"size":{"type":"integer","minimum":1}}},
  "keys":{"type":"array","minItems":3,"maxItems":3,"items":{"type":"object","additionalProperties":false,
    "required":["purpose","vkey","possession"],"properties":{"purpose":{"type":"string"},
    "vkey":{"type":"string","maxLength":512},"possession":{"type":"string","maxLength":88}}}},
  "participants":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,
    "required":["participant","vkey","possession"],"properties":{
    "participant":{"type":"string","x-mithaq":"participant"},
    "vkey":{"type":"string","maxLength":512},"possession":{"type":"string","maxLength":88}}}}}})";

struct EditionForm {
    rulebook::Schema schema;
    Purpose signed_by;
};

const std::map<std::string, EditionForm, std::less<>>& edition_forms() {
    static const auto forms = [] {
        std::map<std::string, EditionForm, std::less<>> out;
        auto add = [&](std::string name, std::string_view schema, Purpose signed_by) {
            out.emplace(std::move(name),
                        EditionForm{rulebook::Schema::compile(parse_json(schema).value()).value(),
                                    signed_by});
        };
        add("register.found", kRegisterFound, Purpose::clock);
        add("key.add", kKeyAdd, Purpose::root);
        add("key.revoke", kKeyRevoke, Purpose::root);
        add("key.enrol", kKeyEnrol, Purpose::submit);
        add("clock.tick", kClockTick, Purpose::clock);
        return out;
    }();
    return forms;
}

bool belongs_to_edition(std::string_view form) {
    return form.starts_with("register.") || form.starts_with("key.") || form.starts_with("clock.");
}

std::string text_at(const json::object& object, std::string_view name) {
    return std::string(object.at(name).get_string());
}

// ---- Keys that an act brings in

struct NewKey {
    std::string participant;
    Purpose purpose;
    note::VerifierKey verifier;
};

// Reads one {vkey, possession} and checks all that a new key must be, but for the keys before it.
Result<NewKey> read_new_key(const std::string& origin, const json::object& object,
                            std::string participant, Purpose purpose, const std::string& at) {
    constexpr std::string_view kRule =
        "a key is of prime order, its name is its participant's, and "
        "who registers it proves to hold it";
    auto key = note::parse_verifier_key(std::string_view(object.at("vkey").get_string()));
    if (!key) return refuse("key-malformed", key.error().message, at + "/vkey", std::string(kRule));
    bool cosigns = purpose == Purpose::witness || purpose == Purpose::mirror;
    if (key->type != (cosigns ? note::KeyType::cosignature : note::KeyType::ed25519))
        return refuse("key-type", "this purpose takes another type of key", at + "/vkey",
                      std::string(kRule));
    std::string prefix = act::key_name(origin, participant, "");
    bool named = purpose == Purpose::checkpoint
                     ? key->name == origin
                     : key->name.starts_with(prefix) &&
                           is_key_label(std::string_view(key->name).substr(prefix.size()));
    bool is_root_name = key->name == prefix + "root";
    if (!named || is_root_name != (purpose == Purpose::root))
        return refuse("key-name",
                      fmt::format("the key's name must be {}",
                                  purpose == Purpose::checkpoint ? origin
                                  : purpose == Purpose::root     ? prefix + "root"
                                                                 : prefix + "<name>, not root"),
                      at + "/vkey", std::string(kRule));
    if (!note::ed25519_is_prime_order(key->key))
        return refuse("key-not-prime-order", "the public key is not a point of prime order",
                      at + "/vkey", std::string(kRule));
    if (!act::verify_possession(origin, participant, purpose, *key,
                                std::string_view(object.at("possession").get_string())))
        return refuse("key-possession",
                      "the possession is not the new key's signature over its text",
                      at + "/possession", std::string(kRule));
    return NewKey{std::move(participant), purpose, std::move(*key)};
}

// The keys that an act whose body fits its form brings in, each checked against `state`.
Result<std::vector<NewKey>> new_keys(const State& state, const Act& act) {
    std::vector<NewKey> out;
    const json::object& body = act.body();
    if (act.form == "key.add") {
        MITHAQ_TRY(auto key, read_new_key(act.origin, body, act.from[0],
                                          *act::purpose_of(text_at(body, "purpose")), "/body"));
        out.push_back(std::move(key));
    } else if (act.form == "key.enrol") {
        MITHAQ_TRY(auto key, read_new_key(act.origin, body, text_at(body, "participant"),
                                          Purpose::root, "/body"));
        out.push_back(std::move(key));
    } else if (act.form == "register.found") {
        std::size_t index = 0;
        for (Purpose purpose : {Purpose::checkpoint, Purpose::clock, Purpose::refusal}) {
            std::string at = fmt::format("/body/keys/{}", index);
            const auto& object = body.at("keys").get_array()[index++].get_object();
            if (text_at(object, "purpose") != act::purpose_name(purpose))
                return refuse("key-purpose",
                              "the keys are checkpoint, clock, refusal, in this order",
                              at + "/purpose", "one key for each purpose of the register");
            MITHAQ_TRY(auto key,
                       read_new_key(act.origin, object, std::string(kRegister), purpose, at));
            out.push_back(std::move(key));
        }
        index = 0;
        for (const auto& value : body.at("participants").get_array()) {
            std::string at = fmt::format("/body/participants/{}", index++);
            const auto& object = value.get_object();
            MITHAQ_TRY(auto key, read_new_key(act.origin, object, text_at(object, "participant"),
                                              Purpose::root, at));
            out.push_back(std::move(key));
        }
    }
    constexpr std::string_view kOnce =
        "a public key stands once in the register, for one participant "
        "and one purpose; a key's name is never used twice";
    std::set<note::PublicKey> bytes;
    std::set<std::string> names;
    for (const NewKey& key : out) {
        if (state.key_used(key.verifier.key) || !bytes.insert(key.verifier.key).second)
            return refuse("key-used", "this public key is in the register already", "/body",
                          std::string(kOnce));
        if (state.key(key.verifier.name) || !names.insert(key.verifier.name).second)
            return refuse(
                "key-name-used",
                fmt::format("a key named {} is in the register already", key.verifier.name),
                "/body", std::string(kOnce));
    }
    return out;
}

// ---- The steps of admission, in the order of FORMATS

Result<void> check_head(const State& state, const Act& act, Instant stamp, const RootAt& root_at) {
    constexpr std::string_view kSeen =
        "an act names a head of this register that its author had "
        "verified";
    if (act.seen.size < 1 || act.seen.size > state.size())
        return refuse("seen-unknown",
                      fmt::format("`seen` names a head of size {}; this register has sizes 1 to {}",
                                  act.seen.size, state.size()),
                      "/seen/size", std::string(kSeen));
    MITHAQ_TRY(auto root, root_at(tree::TreeSize{act.seen.size}));
    if (root != act.seen.root)
        return refuse(
            "seen-unknown",
            fmt::format("`seen` names another root at size {} than this register's: the act "
                        "was made on another branch of it",
                        act.seen.size),
            "/seen/root", std::string(kSeen));
    constexpr std::string_view kExpires =
        "an act is registered before it expires, and expires within "
        "90 days";
    if (act.expires->ms <= stamp.ms)
        return refuse("expired",
                      fmt::format("the act expired at {}; it is {}", format_instant(*act.expires),
                                  format_stamp(stamp)),
                      "/expires", std::string(kExpires));
    if (act.expires->ms > stamp.ms + kExpiresMaxMs)
        return refuse("expires-too-far",
                      fmt::format("the act expires at {}, more than 90 days from now",
                                  format_instant(*act.expires)),
                      "/expires", std::string(kExpires));
    return {};
}

// The file that the act names, by the number of its opening act.
Result<std::optional<std::uint64_t>> find_matter(const State& state, const Act& act) {
    if (!act.matter) return std::nullopt;
    auto number = state.number_of(*act.matter);
    if (!number || !state.matters().contains(*number))
        return refuse("matter-unknown", "no file of this register was opened by that communication",
                      "/matter", "a file is named by the communication that opened it");
    return number;
}

// The form's schema, and the purpose of the keys that sign it.
struct FormInUse {
    const rulebook::Schema* schema;
    Purpose signed_by;
};

Result<FormInUse> find_form(const rulebook::Rulebook& rulebook, const Act& act) {
    if (belongs_to_edition(act.form)) {
        auto found = edition_forms().find(act.form);
        if (found == edition_forms().end())
            return refuse("form-reserved",
                          fmt::format("{} is reserved and not built yet", act.form), "/form",
                          "forms register.*, key.* and clock.* belong to the edition");
        return FormInUse{&found->second.schema, found->second.signed_by};
    }
    auto found = rulebook.forms.find(act.form);
    if (found == rulebook.forms.end())
        return refuse("form-unknown", fmt::format("the rulebook has no form {}", act.form), "/form",
                      "an act has a form of the rulebook");
    return FormInUse{&found->second.schema, Purpose::submit};
}

Result<void> check_signature(const State& state, const Prepared& prepared, std::size_t index,
                             Purpose purpose) {
    const Act& act = prepared.act;
    const auto& line = act.note.signatures[index];
    std::string pointer = fmt::format("/from/{}", index);
    if (!line.name.starts_with(act::key_name(act.origin, act.from[index], "")))
        return refuse("signature-order",
                      fmt::format("signature {} is named {}, but {} is expected there", index + 1,
                                  line.name, act.from[index]),
                      pointer, "one signature for each author, in their order");
    const Key* key = state.key(line.name);
    if (!key || key->participant != act.from[index] || key->verifier.id != line.id)
        return refuse("key-unknown",
                      fmt::format("{} has no key {} in this register", act.from[index], line.name),
                      pointer, "an author signs with a key that the register knows as its own");
    if (key->revoked)
        return refuse("key-revoked",
                      fmt::format("{} was revoked by number {}", line.name, *key->revoked), pointer,
                      "a revoked key signs nothing more");
    if (key->purpose != purpose)
        return refuse(
            "key-purpose",
            fmt::format("{} is a key for {}; this form is signed with one for {}", line.name,
                        act::purpose_name(key->purpose), act::purpose_name(purpose)),
            pointer, "a key has one purpose");
    const auto& checked = prepared.lines[index];
    bool valid = checked && checked->key == key->verifier.key
                     ? checked->valid
                     : note::verify_line(key->verifier, line, act.note.text);
    if (!valid)
        return refuse("signature-invalid",
                      fmt::format("the signature of {} does not verify", line.name), pointer,
                      "every signature verifies over the text");
    return {};
}

Result<void> check_signatures(const State& state, const Prepared& prepared, Purpose purpose) {
    const Act& act = prepared.act;
    if (act.note.signatures.size() != act.from.size())
        return refuse("signature-count",
                      fmt::format("{} authors and {} signature lines", act.from.size(),
                                  act.note.signatures.size()),
                      "/from", "one signature for each author, in their order");
    for (std::size_t i = 0; i < act.from.size(); ++i)
        MITHAQ_CHECK(check_signature(state, prepared, i, purpose));
    return {};
}

Result<void> check_edition_form(const State& state, const Act& act) {
    if (!belongs_to_edition(act.form)) return {};
    if (act.from.size() != 1 || act.received || act.matter || !act.re.empty() ||
        !act.enclosures.empty())
        return refuse("edition-form", "one author, no file, references, enclosures or paper",
                      "/from", "forms of the edition stand alone");
    if (act.form == "register.found")
        return refuse("already-founded", "the register is founded by entry 0 alone", "/form",
                      "entry 0 founds the register");
    if (act.form == "key.add" && text_at(act.body(), "purpose") == "seal")
        return refuse("form-reserved", "the purpose seal is reserved and not built yet",
                      "/body/purpose", "a key has one of the purposes of this edition");
    MITHAQ_CHECK(new_keys(state, act));
    if (act.form == "key.revoke") {
        const Key* key = state.key(text_at(act.body(), "key"));
        if (!key || key->participant != act.from[0] || key->purpose == Purpose::root ||
            key->revoked)
            return refuse("key-unknown", "not an active key of this participant, or its root",
                          "/body/key",
                          "a participant revokes its own active keys, the root excepted");
    } else if (act.form == "key.enrol") {
        if (act.from[0] != state.rulebook().enrols)
            return refuse("not-entitled",
                          fmt::format("{} enrols participants", state.rulebook().enrols), "/from/0",
                          "new participants are enrolled by whom the rulebook names");
        auto found = state.rulebook().participants.find(text_at(act.body(), "participant"));
        if (found == state.rulebook().participants.end() || !found->second.may_submit())
            return refuse("participant-unknown", "the rulebook names no such participant",
                          "/body/participant",
                          "a participant is in the rulebook before it is enrolled");
    }
    return {};
}

// Whom and what a body that fits names: participants, the organ of a session, themes. The first
// that the rulebook does not know.
Result<void> check_names(const rulebook::Rulebook& rulebook, const rulebook::Schema& schema,
                         const Act& act) {
    Result<void> out;
    schema.visit(act.document.at("body"), "/body",
                 [&](std::string_view kind, std::string_view pointer, std::string_view text) {
                     if (!out) return;
                     if (kind == "participant" || kind == "session") {
                         std::string_view code = text.substr(0, text.find('/'));
                         if (!rulebook.participants.contains(code))
                             out = refuse("participant-unknown",
                                          fmt::format("the rulebook names no participant {}", code),
                                          std::string(pointer), "who is named is in the rulebook");
                     } else if (kind == "theme" && !rulebook.themes.contains(text)) {
                         out = refuse("theme-unknown",
                                      fmt::format("the rulebook has no theme {}", text),
                                      std::string(pointer), "themes are the organisation's");
                     }
                 });
    return out;
}

Result<void> check_rulebook_values(const rulebook::Rulebook& rulebook, const Act& act,
                                   Instant stamp) {
    if (!act.marking.empty() && !rulebook.markings.contains(act.marking))
        return refuse("marking-unknown", "the rulebook has no such marking", "/marking",
                      "markings are the organisation's");
    for (const auto& language : act.languages)
        if (!rulebook.languages.contains(language))
            return refuse("language-unknown", "not a language of the rulebook",
                          pointer_join("/languages", language), "languages are the organisation's");
    if (!act.received) return {};
    constexpr std::string_view kPaper =
        "what came on paper is entered by the registry, in the sender's "
        "name, after it was received";
    for (const auto& author : act.from)
        if (!rulebook.registries.contains(author))
            return refuse("received-not-allowed", fmt::format("{} is not a registry", author),
                          "/received", std::string(kPaper));
    if (!rulebook.ways.contains(act.received->via))
        return refuse("via-unknown",
                      fmt::format("the rulebook has no way \"{}\"", act.received->via),
                      "/received/via", "the ways in which paper comes are the organisation's");
    for (std::size_t i = 0; i < act.received->from.size(); ++i)
        if (!rulebook.participants.contains(act.received->from[i]))
            return refuse("participant-unknown", "the rulebook names no such sender",
                          fmt::format("/received/from/{}", i), std::string(kPaper));
    if (act.received->at > stamp)
        return refuse("received-later", "received after its registration", "/received/at",
                      std::string(kPaper));
    return {};
}

Result<void> check_references(const State& state, const Act& act) {
    for (std::size_t i = 0; i < act.re.size(); ++i)
        if (!state.number_of(act.re[i].id))
            return refuse("reference-unknown", "no such communication is registered here",
                          fmt::format("/re/{}/id", i), "what is referred to is registered");
    return {};
}

// What the rules of files make of an act: the move that allows it, and the file that it changes.
struct Consequence {
    std::optional<Matter> kept;
    const Matter* matter = nullptr;  // null: it opens one
    Submission submission;
    Judgement judgement;
};

Submission submission_in(const State& state, const Act& act, Instant stamp) {
    return submission_of(act, state.size(), stamp, [&](const Hash& id) {
        const std::uint64_t number = state.number_of(id).value();
        return std::pair(number, state.form_of(number));
    });
}

// Nothing where the act changes no file: its form knows none, or it came on paper and no move
// allows it. What it refers to is registered.
Result<void> consequence_of(const State& state, const Act& act, Instant stamp,
                            std::optional<Consequence>& out) {
    if (belongs_to_edition(act.form)) return {};
    MITHAQ_TRY(auto number, find_matter(state, act));
    if (!number && !opened_by(state.rulebook(), act.form)) {
        if (act.received || !is_procedural(state.rulebook(), act.form)) return {};
        return refuse("matter-required",
                      fmt::format("{} belongs to a file that is there already", act.form),
                      "/matter", "a form that opens no file names one");
    }
    out.emplace();
    if (number) out->matter = state.matters().find(*number, stamp, out->kept);
    out->submission = submission_in(state, act, stamp);
    auto judged = judge(state.rulebook(), out->matter, out->submission);
    if (judged) {
        out->judgement = *judged;
        return {};
    }
    out.reset();
    if (act.received) return {};
    return std::unexpected(std::move(judged).error());
}

Result<void> admit_founding(const State& state, const Prepared& prepared,
                            const RulebookSource& rulebooks) {
    const Act& act = prepared.act;
    constexpr std::string_view kRule =
        "entry 0 founds the register and is vouched for by its anchor";
    if (act.form != "register.found" ||
        act.from != std::vector<std::string>{std::string(kRegister)})
        return refuse("not-founded", "entry 0 is register.found, from REGISTER", "/form",
                      std::string(kRule));
    if (!is_origin(act.origin))
        return refuse("origin", "an origin is <host>/<register>/log", "/register",
                      std::string(kRule));
    if (act.seen.size != 0 || act.seen.root != tree::empty_root() || act.expires || act.matter ||
        act.received || !act.re.empty() || !act.enclosures.empty())
        return refuse("edition-form", "entry 0 has seen the empty tree and nothing else", "",
                      std::string(kRule));
    MITHAQ_CHECK(
        edition_forms().at("register.found").schema.check(act.document.at("body"), "/body", {}));
    MITHAQ_TRY(auto keys, new_keys(state, act));
    const note::VerifierKey& clock = keys[1].verifier;
    if (act.note.signatures.size() != 1 ||
        !note::verify_line(clock, act.note.signatures[0], act.note.text))
        return refuse("signature-invalid", "entry 0 is not signed by the clock key that it names",
                      "/body/keys/1", std::string(kRule));
    const auto& named = act.body().at("rulebook").get_object();
    auto hash = hash_from_hex(named.at("sha256").get_string());
    if (!hash)
        return refuse("body-format", "not a SHA-256", "/body/rulebook/sha256", std::string(kRule));
    MITHAQ_TRY(auto rulebook, rulebooks(*hash));
    if (named.at("size") != rulebook->size)
        return refuse("rulebook-size", fmt::format("the rulebook has {} bytes", rulebook->size),
                      "/body/rulebook/size", std::string(kRule));
    MITHAQ_CHECK(check_rulebook_values(*rulebook, act, Instant{}));
    for (std::size_t i = 3; i < keys.size(); ++i) {
        auto found = rulebook->participants.find(keys[i].participant);
        if (found == rulebook->participants.end() || !found->second.may_submit())
            return refuse("participant-unknown", "the rulebook names no such participant",
                          fmt::format("/body/participants/{}/participant", i - 3),
                          std::string(kRule));
    }
    return {};
}

}  // namespace

Prepared prepare(act::Act act, const KeyRing& keys) {
    Prepared out{std::move(act), {}};
    const note::Note& note = out.act.note;
    // Who names a known key a hundred times pays with one line, we would with a hundred checks: so
    // the first that fails ends it, and admit() will refuse there or check the rest itself.
    bool worthwhile = note.signatures.size() == out.act.from.size();
    for (const auto& line : note.signatures) {
        auto found = keys.find(line.name);
        if (!worthwhile || found == keys.end() || found->second.id != line.id) {
            out.lines.emplace_back();
            continue;
        }
        worthwhile = note::verify_line(found->second, line, note.text);
        out.lines.push_back(Prepared::Line{found->second.key, worthwhile});
    }
    return out;
}

Result<void> admit(const State& state, const Prepared& prepared, Instant stamp,
                   const RootAt& root_at, const RulebookSource& rulebooks) {
    const Act& act = prepared.act;
    if (state.size() == 0) return admit_founding(state, prepared, rulebooks);
    if (act.origin != state.origin())
        return refuse(
            "register-other",
            fmt::format("the act is for {}, this register is {}", act.origin, state.origin()),
            "/register", "an act is valid in no other register");
    if (state.number_of(act.id))
        return err(Errc::conflict, "already-registered", "this text is registered already", "",
                   "a text is registered once");
    if (stamp < state.last_stamp())
        return refuse("stamp-decreasing", "stamped before the entry that precedes it", "",
                      "stamps never decrease");
    if (!act.expires)
        return refuse("already-founded", "the register is founded by entry 0 alone", "/form",
                      "entry 0 founds the register");
    MITHAQ_CHECK(check_head(state, act, stamp, root_at));
    MITHAQ_CHECK(find_matter(state, act));
    MITHAQ_TRY(auto form, find_form(state.rulebook(), act));
    MITHAQ_CHECK(check_signatures(state, prepared, form.signed_by));
    MITHAQ_CHECK(form.schema->check(act.document.at("body"), "/body", state.rulebook().languages));
    MITHAQ_CHECK(check_edition_form(state, act));
    if (!belongs_to_edition(act.form))
        MITHAQ_CHECK(check_names(state.rulebook(), *form.schema, act));
    MITHAQ_CHECK(check_rulebook_values(state.rulebook(), act, stamp));
    MITHAQ_CHECK(check_references(state, act));
    std::optional<Consequence> consequence;
    return consequence_of(state, act, stamp, consequence);
}

// The one place that changes a State.
struct Mutation {
    State& state;

    void operator()(const Act& act, Instant stamp, const RulebookSource& rulebooks) {
        if (act.form == "register.found") {
            state.origin_ = act.origin;
            auto hash =
                hash_from_hex(act.body().at("rulebook").get_object().at("sha256").get_string());
            state.rulebook_ = rulebooks(*hash).value();
        }
        if (belongs_to_edition(act.form)) change_keys(act);
        state.matters_.pass(stamp);
        if (state.size() > 0) change_file(act, stamp);
        state.append(act);
        state.last_stamp_ = stamp;
    }

    void change_file(const Act& act, Instant stamp) {
        std::optional<Consequence> consequence;
        auto judged = consequence_of(state, act, stamp, consequence);
        MITHAQ_ASSERT(judged.has_value());
        if (!consequence) return;
        const Submission& submission = consequence->submission;
        if (!consequence->matter)
            return state.matters_.put(open(state.rulebook_, consequence->judgement, submission),
                                      stamp);
        Matter matter = state.matters_.take(consequence->matter->number, stamp);
        step(matter, consequence->judgement, submission);
        state.matters_.put(std::move(matter), stamp);
    }

    void change_keys(const Act& act) {
        std::uint64_t number = state.size();
        auto keys = new_keys(state, act);
        MITHAQ_ASSERT(keys.has_value());
        for (NewKey& key : *keys) {
            state.used_.insert(key.verifier.key);
            std::string name = key.verifier.name;
            state.keys_.emplace(name, Key{key.participant, key.purpose, key.verifier, number, {}});
        }
        if (act.form == "key.revoke")
            state.keys_.find(text_at(act.body(), "key"))->second.revoked = number;
    }
};

void apply(State& state, const Prepared& prepared, Instant stamp, const RulebookSource& rulebooks) {
    Mutation{state}(prepared.act, stamp, rulebooks);
}

}  // namespace mithaq::rules
