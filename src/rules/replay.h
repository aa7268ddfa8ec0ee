// One file computed alone: from its own acts, in their order (docs/RULES.md, 1). For pages, for
// proofs, and for whoever checks one of them.
#pragma once

#include <memory>
#include <optional>

#include "rules/matter.h"

namespace mithaq::rules {

// What a registered act did to the file that it names, or opens. `matter` is empty before the act
// that opens it, and stays so when no procedure knows that act as an opening one. Every instant up
// to the stamp passes first. The move that allowed it; nothing when it came on paper and none does:
// then an Event says which rule it would have been refused by. `refused` as judge() says for an act
// that no register admits.
Result<std::optional<Judgement>> take(std::optional<Matter>& matter,
                                      const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                                      const Submission& submission, Trace* trace = nullptr);

// ---- Tables (docs/RULES.md, 10)

// An act in a file, by the name that the file gave it when it came; mostly none.
struct Taken {
    Submission submission;
    std::string as;
};

struct Cells {
    std::vector<std::string>
        columns;  // a column's patterns, joined by a space; or the value of `by`
    struct Row {
        std::string participant;                        // or
        const json::object* item = nullptr;             // in the body of one of the acts
        std::vector<std::vector<std::uint64_t>> cells;  // numbers of acts, as `columns`
    };
    std::vector<Row> rows;
};
// Of the acts of a file that had effect, in their order. `precedence`: every participant once.
Cells cells_of(const rulebook::Table& table, const std::vector<Taken>& acts,
               const std::vector<std::string>& precedence);

}  // namespace mithaq::rules
