// Bodies of acts from what somebody who writes stories cares about: the rest of what the form
// requires is filled in from its schema, the same every time.
#pragma once

#include <string>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "rulebook/rulebook.h"
#include "story/story.h"

namespace mithaq::story {

struct Filling {
    const rulebook::Rulebook& rulebook;
    std::string author;
    Instant now;
    bool everything = false;  // what the form does not require, too
};

// `refused` "story-field" where a value cannot stand at its path; its pointer is the path. A form
// that the rulebook does not have gets what is given and no more.
Result<json::object> body_of(std::string_view form, const std::vector<Given>& given,
                             const Filling& filling);

// Adds what `schema`, as it is written in the rulebook, requires and `value` lacks: the first value
// of an enum, "…" for words, now, today, the author, the least number of elements. Elements of a
// list get the items 1, 2, …
void fill(json::value& value, const json::object& schema, const Filling& filling);
// A value that has only what the schema requires.
json::value filled(const json::object& schema, const Filling& filling);

}  // namespace mithaq::story
