#include "story/world.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/sha256.h"
#include "rules/replay.h"

namespace mithaq::story {
namespace {

using act::Purpose;

constexpr std::string_view kRegister = "REGISTER";
constexpr std::int64_t kExpiresMs = 30 * kDayMs;

// The seed is the name's hash: the same name is the same key in every run.
note::SignerKey key_named(const std::string& name) {
    return note::make_signer_key(name, sha256("seed of " + name).bytes);
}

std::string signed_note(const json::object& headers, const std::vector<note::SignerKey>& keys) {
    note::Note note{canonical_json(headers) + "\n", {}};
    for (const auto& key : keys) note.signatures.push_back(note::sign(key, note.text));
    return note::format_note(note);
}

json::array codes(const std::vector<std::string>& list) {
    return json::array(list.begin(), list.end());
}

}  // namespace

void add_ties(json::object& headers, const Submitted& submitted,
              const std::function<std::string(std::uint64_t)>& id_of) {
    json::array list;
    for (const auto& reference : submitted.re) {
        json::object one{{"id", id_of(reference.number)}, {"as", reference.as}};
        if (!reference.item.empty()) one["item"] = reference.item;
        list.push_back(std::move(one));
    }
    if (!list.empty()) headers["re"] = std::move(list);
    if (const auto& received = submitted.received)
        headers["received"] = json::object{{"from", codes(received->from)},
                                           {"via", received->via},
                                           {"at", format_instant(received->at)},
                                           {"by", received->by}};
}

World::World(std::string bundle, std::shared_ptr<const rulebook::Rulebook> rulebook, Instant now)
    : bundle_(std::move(bundle)),
      rulebook_(std::move(rulebook)),
      now_(now),
      roots_{tree::empty_root()} {}

Result<World> World::found(std::string bundle, Instant at) {
    MITHAQ_TRY(auto rulebook, rulebook::load_bundle(bundle));
    World out(std::move(bundle), std::move(rulebook), at);
    MITHAQ_CHECK(out.add(signed_note(out.founding(), {out.key(kRegister, "clock")})));
    return out;
}

std::string World::origin() const {
    return fmt::format("story.example/{}/log", rulebook_->name);
}

note::SignerKey World::key(std::string_view participant, std::string_view label) const {
    return key_named(act::key_name(origin(), participant, label));
}

json::object World::possessed(std::string_view participant, Purpose purpose,
                              const note::SignerKey& key) const {
    return {{"vkey", note::format_verifier_key(key.verifier)},
            {"possession", act::prove_possession(origin(), participant, purpose, key)}};
}

json::object World::headers(std::string_view form, const std::vector<std::string>& from,
                            json::object body) const {
    return {{"act", "mithaq/0"},
            {"register", origin()},
            {"form", form},
            {"from", codes(from)},
            {"seen", {{"size", state_.size()}, {"root", to_base64(roots_.back().bytes)}}},
            {"expires", format_instant(Instant{now_.ms + kExpiresMs})},
            {"body", std::move(body)}};
}

json::object World::founding() const {
    json::array keys;
    for (const auto& [purpose, key] : {std::pair(Purpose::checkpoint, key_named(origin())),
                                       std::pair(Purpose::clock, key(kRegister, "clock")),
                                       std::pair(Purpose::refusal, key(kRegister, "refusal"))}) {
        auto object = possessed(kRegister, purpose, key);
        object["purpose"] = act::purpose_name(purpose);
        keys.push_back(std::move(object));
    }
    auto enrols = possessed(rulebook_->enrols, Purpose::root, key(rulebook_->enrols, "root"));
    enrols["participant"] = rulebook_->enrols;
    json::object out = headers(
        "register.found", {std::string(kRegister)},
        {{"edition", 0},
         {"rulebook", {{"sha256", to_hex(rulebook_->sha256.bytes)}, {"size", rulebook_->size}}},
         {"keys", std::move(keys)},
         {"participants", json::array{std::move(enrols)}}});
    out.erase("expires");
    return out;
}

rules::RulebookSource World::rulebooks() const {
    return [rulebook = rulebook_](
               const Hash& sha256) -> Result<std::shared_ptr<const rulebook::Rulebook>> {
        if (sha256 != rulebook->sha256)
            return err(Errc::not_found, "rulebook-unknown", "no such rulebook");
        return rulebook;
    };
}

Result<act::Act> World::add(std::string_view note) {
    MITHAQ_TRY(auto act, act::parse_act(note));
    auto prepared = rules::prepare(std::move(act), ring_);
    auto root_at = [&](tree::TreeSize size) -> Result<Hash> { return roots_.at(size.value); };
    MITHAQ_CHECK(rules::admit(state_, prepared, now_, root_at, rulebooks()));
    rules::apply(state_, prepared, now_, rulebooks());
    frontier_.append(tree::leaf_hash(act::entry_line(now_) + std::string(note)));
    roots_.push_back(frontier_.root());
    for (const auto& [name, key] : state_.keys()) ring_.emplace(name, key.verifier);
    return std::move(prepared.act);
}

// Who is not in the rulebook, or may not submit, is left as it is: its act is refused then.
void World::speak(const std::string& participant) {
    auto found = rulebook_->participants.find(participant);
    if (speaking_.contains(participant) || found == rulebook_->participants.end() ||
        !found->second.may_submit())
        return;
    const std::string& enrols = rulebook_->enrols;
    if (participant != enrols) {
        speak(enrols);
        auto body = possessed(participant, Purpose::root, key(participant, "root"));
        body["participant"] = participant;
        auto note =
            signed_note(headers("key.enrol", {enrols}, std::move(body)), {key(enrols, "main")});
        MITHAQ_ASSERT(add(note).has_value());
    }
    auto body = possessed(participant, Purpose::submit, key(participant, "main"));
    body["purpose"] = act::purpose_name(Purpose::submit);
    auto note =
        signed_note(headers("key.add", {participant}, std::move(body)), {key(participant, "root")});
    MITHAQ_ASSERT(add(note).has_value());
    speaking_.insert(participant);
}

std::vector<Happening> World::pass(Instant at) {
    MITHAQ_ASSERT(at >= now_);
    now_ = at;
    // By instant, then by number of the file; a file's own events are in order already.
    std::multimap<std::pair<Instant, std::uint64_t>, Happening> ordered;
    for (auto& [number, matter] : matters_) {
        rules::Trace trace;
        rules::advance(matter, at, &trace);
        for (auto& event : trace)
            ordered.emplace(std::pair(event.at, number), Happening{number, event});
    }
    compare();
    std::vector<Happening> out;
    for (auto& [place, happening] : ordered) out.push_back(std::move(happening));
    return out;
}

Outcome World::submit(const Submitted& submitted) {
    for (const auto& author : submitted.from) speak(author);
    json::object headers = this->headers(submitted.form, submitted.from, submitted.body);
    if (submitted.matter) headers["matter"] = act::hex(*submitted.matter);
    add_ties(headers, submitted,
             [&](std::uint64_t number) { return act::hex(state_.id_of(number)); });
    std::vector<note::SignerKey> keys;
    keys.reserve(submitted.from.size());
    for (const auto& author : submitted.from) keys.push_back(key(author, "main"));
    Outcome out;
    auto act = add(signed_note(headers, keys));
    if (!act) {
        out.refused = std::move(act).error();
        return out;
    }
    out.number = state_.size() - 1;
    follow(*act, out);
    compare();
    return out;
}

// What the act makes of its file alone, beside the state.
void World::follow(const act::Act& act, Outcome& out) {
    const std::uint64_t number = *out.number;
    std::optional<rules::Matter> matter;
    if (act.matter) {
        out.matter = state_.number_of(*act.matter);
        matter = std::move(matters_.at(out.matter.value()));
    }
    auto submission = rules::submission_of(act, number, now_, [&](const Hash& id) {
        auto target = state_.number_of(id).value();
        return std::pair(target, state_.form_of(target));
    });
    rules::Trace trace;
    MITHAQ_ASSERT(rules::take(matter, rulebook_, submission, &trace).has_value());
    if (matter) {
        out.matter = matter->number;
        belongs_[number] = matter->number;
        matters_.insert_or_assign(matter->number, std::move(*matter));
    }
    for (auto& event : trace) out.events.push_back({out.matter.value_or(number), std::move(event)});
}

// The state that admission reads must hold what the acts of each file make of it alone, and read
// it again from its record.
void World::compare() const {
    MITHAQ_ASSERT(state_.matters().numbers().size() == matters_.size());
    for (const auto& [number, matter] : matters_) {
        const std::string record = rules::record_of(matter);
        auto held = state_.matters().at(number, now_);
        MITHAQ_ASSERT(held && rules::record_of(*held) == record);
        auto read = rules::read_record(record, rulebook_);
        MITHAQ_ASSERT(read && rules::record_of(*read) == record);
    }
}

const rules::Matter* World::matter(std::uint64_t number) const {
    auto found = matters_.find(number);
    return found == matters_.end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> World::matter_of(std::uint64_t act) const {
    auto found = belongs_.find(act);
    return found == belongs_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace mithaq::story
