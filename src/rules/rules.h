// The only place that decides. Pure: a judgement is a function of the log's prefix and the entry's
// bytes, the same on every machine. Edition 0 (docs/FORMATS.md, "Act": Valid if and only if).
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "act/act.h"
#include "act/entry.h"
#include "rules/state.h"
#include "tree/tree.h"

namespace mithaq::rules {

// Every key ever registered, by name: what signatures are checked against before it is known
// whether the key is the participant's *now*. Grows only.
using KeyRing = std::unordered_map<std::string, note::VerifierKey>;

// An act with what can be worked out without the state; any thread may make one.
struct Prepared {
    act::Act act;
    struct Line {
        note::PublicKey key;  // that it was checked against
        bool valid = false;
    };
    std::vector<std::optional<Line>> lines;  // one a signature line; nothing when not checked
};

Prepared prepare(act::Act act, const KeyRing& keys);

// Root of this log at a size it has; asked only for 1 <= size <= state.size().
using RootAt = std::function<Result<Hash>(tree::TreeSize)>;

// May this act be registered next, stamped `stamp`? `refused` with problem, pointer and rule; a
// text that is registered already is `conflict` "already-registered". Entry 0 must be
// register.found.
Result<void> admit(const State& state, const Prepared& prepared, Instant stamp,
                   const RootAt& root_at, const RulebookSource& rulebooks);

// Only after admit() said yes for the same arguments.
void apply(State& state, const Prepared& prepared, Instant stamp, const RulebookSource& rulebooks);

// ---- Refusals (docs/FORMATS.md, "Refusal")

struct Refusal {
    std::string origin;
    Hash act_id;
    Instant at;
    tree::TreeSize size;  // the head it was judged at
    Hash root;
    std::string problem;
    std::string pointer;  // empty is written "-"
    std::string rule;
};

std::string sign_refusal(const Refusal& refusal, const note::SignerKey& key);
Result<Refusal> open_refusal(std::string_view note, const note::VerifierKey& key);

}  // namespace mithaq::rules
