#include "rules/state.h"

#include <algorithm>

#include "base/json.h"
#include "base/sha256.h"
#include "tree/tree.h"

namespace mithaq::rules {

std::optional<std::uint64_t> IdIndex::find(const Hash& id) const {
    if (slots_.empty()) return std::nullopt;
    std::size_t mask = slots_.size() - 1;
    for (std::size_t at = HashOfHash{}(id)&mask; slots_[at] != 0; at = (at + 1) & mask)
        if (ids_[slots_[at] - 1] == id) return slots_[at] - 1;
    return std::nullopt;
}

void IdIndex::append(const Hash& id) {
    if ((ids_.size() + 1) * 2 > slots_.size()) grow();
    std::size_t mask = slots_.size() - 1;
    std::size_t at = HashOfHash{}(id)&mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    ids_.push_back(id);
    slots_[at] = static_cast<std::uint32_t>(ids_.size());
}

void IdIndex::grow() {
    slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
    std::size_t mask = slots_.size() - 1;
    for (std::size_t number = 0; number < ids_.size(); ++number) {
        std::size_t at = HashOfHash{}(ids_[number]) & mask;
        while (slots_[at] != 0) at = (at + 1) & mask;
        slots_[at] = static_cast<std::uint32_t>(number + 1);
    }
}

const Key* State::key(std::string_view name) const {
    auto found = keys_.find(name);
    return found == keys_.end() ? nullptr : &found->second;
}

const Key* State::key_of(std::string_view participant, Purpose purpose) const {
    for (const auto& [name, key] : keys_)
        if (key.participant == participant && key.purpose == purpose && !key.revoked) return &key;
    return nullptr;
}

namespace {

json::object key_record(const Key& key) {
    json::object out{{"participant", key.participant},
                     {"purpose", act::purpose_name(key.purpose)},
                     {"vkey", note::format_verifier_key(key.verifier)},
                     {"number", key.number}};
    if (key.revoked) out["revoked"] = *key.revoked;
    return out;
}

}  // namespace

void State::append(const act::Act& act) {
    ids_.append(act.id);
    auto [at, added] =
        form_index_.try_emplace(act.form, static_cast<std::uint16_t>(form_names_.size()));
    if (added) {
        MITHAQ_ASSERT(form_names_.size() < 65'536);
        form_names_.push_back(act.form);
    }
    forms_.push_back(at->second);
}

Hash State::root() const {
    tree::Frontier frontier;
    auto add = [&](const Hash& leaf) {
        frontier.append(leaf, [](unsigned, std::uint64_t, const Hash&) {});
    };
    auto add_record = [&](const json::object& record) {
        add(tree::leaf_hash(canonical_json(record)));
    };
    add_record({{"origin", origin_},
                {"edition", 0},
                {"rulebook", to_hex(rulebook_->sha256.bytes)},
                {"size", size()},
                {"stamp", format_stamp(last_stamp_)}});
    for (const auto& [name, key] : keys_) add_record(key_record(key));
    for (const auto& [name, session] : matters_.sessions())
        add_record({{"session", name},
                    {"matter", session.matter},
                    {"opens", rulebook::format_day(session.opens)}});
    matters_.each_leaf(add);
    return frontier.root();
}

std::string State::encode(const Hash& root) const {
    json::array keys;
    for (const auto& [name, key] : keys_) keys.push_back(key_record(key));
    json::object header{{"snapshot", "mithaq-snapshot/1"},
                        {"edition", 0},
                        {"origin", origin_},
                        {"rulebook", to_hex(rulebook_->sha256.bytes)},
                        {"size", size()},
                        {"root", to_hex(root.bytes)},
                        {"stamp", format_stamp(last_stamp_)},
                        {"keys", std::move(keys)},
                        {"forms", json::array(form_names_.begin(), form_names_.end())},
                        {"files", matters_.open_count() + matters_.closed_count()}};
    std::string out = canonical_json(header) + "\n";
    matters_.each_record([&](std::uint64_t, std::string_view record) {
        out += record;
        out += '\n';
    });
    out.reserve(out.size() + size() * 34 + 32);
    for (const Hash& id : ids_.ids()) out += id.view();
    for (std::uint16_t form : forms_) append_u16_be(out, form);
    out += sha256(out).view();
    return out;
}

Result<State::Decoded> State::decode(std::string_view bytes, const RulebookSource& rulebooks) {
    auto bad = [] {
        return err(Errc::malformed, "snapshot", "the snapshot is not whole or not of this version");
    };
    auto end = bytes.find('\n');
    if (bytes.size() < 32 || end == std::string_view::npos || end + 33 > bytes.size()) return bad();
    if (sha256(bytes.substr(0, bytes.size() - 32)).view() != bytes.substr(bytes.size() - 32))
        return bad();
    MITHAQ_TRY(auto value, parse_json(bytes.substr(0, end), {.bytes_max = 64 << 20}));
    // What follows was written by encode(): its sum holds, and it is trusted like the program.
    const auto& header = value.as_object();
    if (header.at("snapshot") != "mithaq-snapshot/1" || header.at("edition") != 0) return bad();
    Decoded out;
    State& state = out.state;
    state.origin_ = header.at("origin").as_string();
    MITHAQ_TRY(state.last_stamp_, parse_stamp(header.at("stamp").as_string()));
    MITHAQ_TRY(auto rulebook_hash, hash_from_hex(header.at("rulebook").as_string()));
    MITHAQ_TRY(state.rulebook_, rulebooks(rulebook_hash));
    MITHAQ_TRY(out.root, hash_from_hex(header.at("root").as_string()));
    for (const auto& entry : header.at("keys").as_array()) {
        const auto& object = entry.as_object();
        Key key;
        key.participant = object.at("participant").as_string();
        key.purpose = act::purpose_of(object.at("purpose").as_string()).value();
        MITHAQ_TRY(key.verifier, note::parse_verifier_key(object.at("vkey").as_string()));
        key.number = object.at("number").to_number<std::uint64_t>();
        if (const auto* revoked = object.if_contains("revoked"))
            key.revoked = revoked->to_number<std::uint64_t>();
        state.used_.insert(key.verifier.key);
        state.keys_.emplace(key.verifier.name, std::move(key));
    }
    bytes.remove_suffix(32);
    bytes.remove_prefix(end + 1);
    for (auto files = header.at("files").to_number<std::uint64_t>(); files > 0; --files) {
        end = bytes.find('\n');
        if (end == std::string_view::npos) return bad();
        MITHAQ_CHECK(
            state.matters_.put_record(bytes.substr(0, end), state.rulebook_, state.last_stamp_));
        bytes.remove_prefix(end + 1);
    }
    const auto size = header.at("size").to_number<std::uint64_t>();
    if (bytes.size() != size * 34) return bad();
    for (const auto& name : header.at("forms").as_array()) {
        state.form_index_.emplace(std::string(name.as_string()),
                                  static_cast<std::uint16_t>(state.form_names_.size()));
        state.form_names_.emplace_back(name.as_string());
    }
    for (std::uint64_t i = 0; i < size; ++i) {
        state.ids_.append(hash_from_bytes(as_bytes(bytes.substr(i * 32, 32))).value());
        state.forms_.push_back(read_u16_be(bytes.data() + size * 32 + i * 2));
        if (state.forms_.back() >= state.form_names_.size()) return bad();
    }
    return out;
}

}  // namespace mithaq::rules
