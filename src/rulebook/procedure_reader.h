// Reads and checks the procedures of a bundle, docs/RULES.md section 2. Not for other modules.
#pragma once

#include <functional>
#include <string_view>

#include "base/json.h"
#include "rulebook/rulebook.h"

namespace mithaq::rulebook {

// What procedures may name. A form that is there and has faults of its own is not looked into;
// nothing is said of participants and sets whose file could not be read.
struct Nameable {
    std::function<bool(std::string_view form)> is_form;
    bool participants = true, sets = true;
};

// `value` is the bundle's `procedures`. The rulebook has its languages, participants, sets and
// forms; it gets the procedures. Every fault goes to the findings.
void read_procedures(const json::value& value, const Nameable& nameable, Rulebook& rulebook,
                     Findings& findings);
// A set expression in which no file is at hand, at `at`.
SetOf read_plain_set(const json::value& value, const std::string& at, const Nameable& nameable,
                     const Rulebook& rulebook, Findings& findings);
void read_calendar(const json::value& value, const std::string& at, Calendar& out,
                   Findings& findings);

}  // namespace mithaq::rulebook
