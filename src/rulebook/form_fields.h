// What stands at a place of a form's body, as its schema says. Not for other modules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace mithaq::rulebook {

enum class FieldType : std::uint8_t {
    instant,
    date,
    session,
    due,  // an instant, a date or a session
    integer,
    text,          // another string
    participant,   // one
    participants,  // a list
    items,         // a list of objects, each with a string `item` that it must have
    id,            // an act's, which no field holds
    other
};
std::string_view words_of(FieldType type);  // "an instant", "a list of participants"

// Where fields are looked for, and how it is called in a message: "text.table".
struct Holder {
    std::string name;
    const json::object* schema = nullptr;
};

// The schemas of the field below `schema`, one for each alternative that has it; empty when there
// is none. `schema` has compiled.
std::vector<const json::object*> fields_in(const json::object& schema,
                                           const std::vector<std::string>& fields);
FieldType type_of(const json::object& schema);
// Values of its enum, or its const; empty when it may be any string.
std::vector<std::string> values_of(const json::object& schema);

}  // namespace mithaq::rulebook
