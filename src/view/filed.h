// What the view keeps of one act: its line in a list, and what it can be found by. Read from the
// headers and from the members of a body that mean the same in every form (title or subject,
// symbol, kind, organ, session, place, when, themes, to, checked, reply). A member of another shape
// is another form's own, and is passed over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "act/act.h"
#include "rulebook/rulebook.h"

namespace mithaq::view {

struct Filed {
    Hash id;
    Instant stamp;
    std::string form;
    std::vector<act::Reference> references;
    json::object brief;  // all of a list's line but what later acts say
    bool quiet = false;  // the register's own business: clock.*, key.*, register.*
    std::optional<std::string> ref, marking, kind, symbol, organ, session, checked;
    std::optional<std::string> direction;  // "in": came on paper; "out": a registry's own
    // Partial date that it is sorted by: body `when`, else `dated`, else the day it was received,
    // else registered; none for a record of something earlier whose date is not known.
    std::optional<std::string> day;
    std::vector<std::string> parties;  // from, received.from, to and organ; once each
    std::vector<std::string> themes;   // once each
    std::string words;                 // titles, symbol and ref, folded, one a line
};

Filed filed_of(const act::Act& act, std::uint64_t number, Instant stamp,
               const rulebook::Rulebook& rulebook);

}  // namespace mithaq::view
