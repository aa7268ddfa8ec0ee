// What a reader may be told of something asked (docs/RULES.md, 8): who has replied is said to
// everybody; who has not, to a participant about itself and to those that the rulebook names.
#pragma once

#include <optional>
#include <string_view>

#include "rules/matter.h"

namespace mithaq::rules {

// Whether the rulebook's `sees` holds this reader.
bool sees(const rulebook::Rulebook& rulebook, std::string_view reader);

struct Told {
    std::optional<Codes> awaited;  // of these it may be said that they have not answered; nothing:
                                   // it is not spoken of
    bool passed = false;  // it may be said that the date has passed, and of them not all answered
};
// `reader` is a participant's code; empty is anybody. `due` as due_of gives it. An answer stamped
// at that instant is late.
Told told(const Matter& matter, const Duty& duty, std::optional<Instant> due, Instant now,
          std::string_view reader);

}  // namespace mithaq::rules
