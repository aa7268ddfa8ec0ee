// What the small languages of a procedure mean at a moment (docs/RULES.md, section 3). Not for
// other modules, but for the search in story, and the lists that the view reads.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "rules/matter.h"

namespace mithaq::rules {

// A value at hand: an instant, a day (a date), an integer, the number of an act, or words; nothing
// when what it reads is absent.
struct Day {
    std::int64_t number = 0;  // from 1970-01-01, at the rulebook's offset
};
struct ActNumber {
    std::uint64_t number = 0;
};
using Scalar = std::variant<std::monostate, Instant, Day, std::int64_t, ActNumber, std::string>;

// What paths can read.
struct Scene {
    const rulebook::Rulebook& rulebook;
    const Matter* matter = nullptr;        // may be null: the act at hand opens one
    const Submission* act = nullptr;       // at hand; null when an instant passes
    const rulebook::Move* move = nullptr;  // that allows the act at hand; for its names
    const json::object* item = nullptr;    // under `each`
    Instant now, effective;
};

Scalar evaluate(const rulebook::Value& value, const Scene& scene);
bool holds(const rulebook::Condition& condition, const Scene& scene);
// The instant of a date is the end of that day; nothing for what is neither.
std::optional<Instant> instant_of(const Scalar& scalar, const rulebook::Calendar& calendar);

// The value below `object`, field by field; null when one is absent.
const json::value* field_at(const json::object* object, const std::vector<std::string>& fields);
// Whether the value is one of the act that the move would allow.
bool reads_at_hand(const rulebook::Value& value, const rulebook::Move& move);
// The list at a path of a body; null when there is none.
const json::array* list_at(const rulebook::Path& path, const Scene& scene);
// Words at a path; empty when there are none.
std::string text_at(const rulebook::Path& path, const Scene& scene);

bool matches(const rulebook::Pattern& pattern, std::string_view form, const json::object& body);
bool matches_any(const std::vector<rulebook::Pattern>& patterns, std::string_view form,
                 const json::object& body);

Codes expand(const rulebook::SetOf& set, const Scene& scene);
// As `expand` would say, in a few steps; and whoever is in the set that a name at a path speaks for
// is in it too.
bool entitled(const rulebook::SetOf& set, std::string_view code, const Scene& scene);
// Whether `code` may answer where `name` is asked: itself, or it is in the set that `name` speaks
// for.
bool speaks_for(const rulebook::Rulebook& rulebook, std::string_view code, std::string_view name);

}  // namespace mithaq::rules
