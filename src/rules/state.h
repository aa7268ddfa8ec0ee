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
#include "rules/matter.h"

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

// The files of a register, by the number of the act that opened each. Open ones are ready to be
// judged; of a closed one the record is kept, so that they cost no time, and little room.
class Matters {
  public:
    bool contains(std::uint64_t number) const {
        return open_.contains(number) || closed_.contains(number);
    }
    // As it is at `stamp`, to which every instant has passed; not below the last entry's.
    std::optional<Matter> at(std::uint64_t number, Instant stamp) const;
    // The same without a copy where nothing passes by then; `kept` holds it where something does.
    const Matter* find(std::uint64_t number, Instant stamp, std::optional<Matter>& kept) const;

    std::size_t open_count() const { return open_.size(); }
    std::size_t closed_count() const { return closed_.size(); }
    std::vector<std::uint64_t> numbers() const;  // of all, ascending
    const Sessions& sessions() const { return sessions_; }
    // The next instant at which something passes or falls due in any file.
    std::optional<Instant> next_instant() const;
    // Number -> canonical record, all files ascending. Of a closed one its leaf hash is kept.
    void each_record(const std::function<void(std::uint64_t, std::string_view)>& told) const;
    void each_leaf(const std::function<void(const Hash&)>& told) const;

    void pass(Instant stamp);  // every instant up to it, in every file
    // As it is at `stamp`, for put() to bring back what has become of it.
    Matter take(std::uint64_t number, Instant stamp);
    // A new one, or another state of one that is there; as of `stamp`.
    void put(Matter matter, Instant stamp);
    Result<void> put_record(std::string_view record,
                            std::shared_ptr<const rulebook::Rulebook> rulebook, Instant stamp);

  private:
    struct Open {
        Matter matter;
        std::optional<Instant> change, tick;
    };
    struct Closed {
        std::string record;
        Hash leaf;
        std::shared_ptr<const rulebook::Rulebook> rulebook;
    };
    void forget(std::uint64_t number);
    void expect(std::uint64_t number, Open& open, std::optional<Instant> change,
                std::optional<Instant> tick);
    void convene(const Matter& matter);

    std::map<std::uint64_t, Open> open_;
    std::map<std::uint64_t, Closed> closed_;
    std::set<std::pair<Instant, std::uint64_t>> changes_, ticks_;  // of open files
    // Session -> file that makes it -> day; the file opened last counts.
    std::map<std::string, std::map<std::uint64_t, std::int64_t>, std::less<>> convened_;
    Sessions sessions_;
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
    const std::string& form_of(std::uint64_t number) const { return form_names_[forms_[number]]; }
    const Matters& matters() const { return matters_; }

    // Merkle root over canonical records (docs/RULES.md, 11): equal states have equal roots.
    Hash root() const;

    // Snapshot (docs/FORMATS.md, "Local state"): header line of canonical JSON, a line for each
    // file's record, ids, forms, SHA-256 of all that. `root` is the tree's at this size.
    std::string encode(const Hash& root) const;
    struct Decoded;
    static Result<Decoded> decode(std::string_view bytes, const RulebookSource& rulebooks);

  private:
    friend struct Mutation;  // rules.cpp
    Instant last_stamp_{};
    std::string origin_;
    std::map<std::string, Key, std::less<>> keys_;  // by key name
    std::set<note::PublicKey> used_;
    IdIndex ids_;
    std::vector<std::uint16_t> forms_;     // of each act, in form_names_
    std::vector<std::string> form_names_;  // in the order in which they came
    std::map<std::string, std::uint16_t, std::less<>> form_index_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    Matters matters_;

    void append(const act::Act& act);
};

struct State::Decoded {
    State state;
    Hash root;
};

}  // namespace mithaq::rules
