// The rules in sentences, and why things are as they are, from one set of sentences:
// sentences.toml, grammar.toml and the titles of the rulebook (docs/FORMATS.md, "Sentences"). What
// the rulebook has no sentence for is not said. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/matter.h"

namespace mithaq::rules {

struct Section {
    std::string heading;
    std::vector<std::string> paragraphs;
};

// Of "text/move/3" and the like; with its basis at the end. Empty when there is no such rule, or
// the rulebook does not have the language.
std::string rule_in_words(const rulebook::Rulebook& rulebook, std::string_view rule,
                          std::string_view language);
// The whole procedure: what it is, its stages, what may be submitted, what happens of itself,
// counts, actions requested, tables. Empty when there is no such type.
std::vector<Section> procedure_in_words(const rulebook::Rulebook& rulebook, std::string_view type,
                                        std::string_view language);
// What stands before all procedures: times, working days, who is told of what has not come.
Section general_in_words(const rulebook::Rulebook& rulebook, std::string_view language);

struct Because {
    std::string text;
    std::string basis;  // of the rule; may be empty
    std::string rule;   // "text/move/3"; may be empty
    std::vector<std::uint64_t> acts;
    std::vector<Instant> instants;
};

// Why the file is at its stage: what led there, the rule, what comes next of itself, and which
// communications had no effect. `trace` is that of the whole file, up to the same instant.
std::vector<Because> why_stage(const Matter& matter, const Trace& trace, const Sessions& sessions,
                               std::string_view language);

// An act that gave a session the day it opens.
struct Opening {
    std::uint64_t act = 0;
    std::int64_t opens = 0;  // day, from 1970-01-01
};
// Why the action is requested, of whom, by when, and how it stands. It never says who has not
// answered. `openings` of the session it is due at, in order; without them a date is not said to
// have moved.
std::vector<Because> why_ask(const Matter& matter, const Trace& trace, std::uint32_t duty,
                             const Sessions& sessions, std::string_view language,
                             const std::vector<Opening>& openings = {});
// How a count stands: `count` is its place in the procedure.
std::vector<Because> why_count(const Matter& matter, const Trace& trace, std::uint32_t count,
                               std::string_view language);
// Why an act is not registered, or came on paper and has no effect. Empty for a problem that no
// procedure decides: a signature, a form.
std::vector<Because> why_refusal(const rulebook::Rulebook& rulebook, const Error& error,
                                 std::string_view language);

}  // namespace mithaq::rules
