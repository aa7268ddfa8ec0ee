// What the log's prefix has established: participants, keys, numbers. A function of the prefix and
// of nothing else; rules::admit reads it, rules::apply alone changes it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "act/keys.h"
#include "base/bytes.h"
#include "base/instant.h"
#include "rulebook/rulebook.h"

namespace mithaq::rules {

using act::Purpose;

struct Key {
    std::string participant;  // REGISTER for the register's own
    Purpose purpose = Purpose::submit;
    note::VerifierKey verifier;
    std::uint64_t number = 0;              // of the act that registered it
    std::optional<std::uint64_t> revoked;  // number of the act that revoked it
};

// Act id -> number. Ids are kept whole (a truncated key could be made to collide); the table beside
// them holds numbers only, so a million acts cost 32 MB of ids and 8 MB of table.
class IdIndex {
  public:
    std::optional<std::uint64_t> find(const Hash& id) const;
    void append(const Hash& id);  // gets the next number; must not be there yet
    const std::vector<Hash>& ids() const { return ids_; }

  private:
    void grow();
    std::vector<Hash> ids_;
    std::vector<std::uint32_t> slots_;  // number + 1; 0 is empty
};

using RulebookSource =
    std::function<Result<std::shared_ptr<const rulebook::Rulebook>>(const Hash& sha256)>;

class State {
  public:
    std::uint64_t size() const { return ids_.ids().size(); }
    Instant last_stamp() const { return last_stamp_; }
    const std::string& origin() const { return origin_; }
    const rulebook::Rulebook& rulebook() const { return *rulebook_; }
    const std::map<std::string, Key, std::less<>>& keys() const { return keys_; }
    const Key* key(std::string_view name) const;
    // The register's own key for `purpose`, or the participant's root.
    const Key* key_of(std::string_view participant, Purpose purpose) const;
    std::optional<std::uint64_t> number_of(const Hash& id) const { return ids_.find(id); }
    const Hash& id_of(std::uint64_t number) const { return ids_.ids()[number]; }
    bool key_used(const note::PublicKey& key) const { return used_.contains(key); }

    // Snapshot (docs/FORMATS.md, "Local state"): header line of canonical JSON, ids, SHA-256 of
    // both. `root` is the tree's at this size.
    std::string encode(const Hash& root) const;
    struct Decoded;
    static Result<Decoded> decode(std::string_view bytes, const RulebookSource& rulebooks);

  private:
    friend struct Mutation;  // rules.cpp
    Instant last_stamp_{};
    std::string origin_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    std::map<std::string, Key, std::less<>> keys_;  // by key name
    std::set<note::PublicKey> used_;
    IdIndex ids_;
};

struct State::Decoded {
    State state;
    Hash root;
};

}  // namespace mithaq::rules
