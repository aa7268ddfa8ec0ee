// The small languages of procedures (docs/RULES.md, 3): text in, structure out. What the words name
// is checked by whoever knows the procedure (procedure_reader.cpp). Every error is `malformed`
// "rulebook-expression" with what is wrong and how it is written.
#pragma once

#include <string_view>

#include "base/result.h"
#include "rulebook/procedure.h"

namespace mithaq::rulebook {

// text.table   assistance.deliver(final=yes)
Result<Pattern> parse_pattern(std::string_view text);

// members + SG & (text.from - item.addressees); around operators stands white space
Result<SetOf> parse_set(std::string_view text);

// silence.body.until   act.re.text   item.due   now
Result<Path> parse_path(std::string_view text);

// a path, an integer or 'text'; after a path any offsets: - P42D + PT48H
Result<Value> parse_value(std::string_view text);

// value <= value   present path   absent path
Result<Condition> parse_condition(std::string_view text);

// none   12-15   CFM/27   value
Result<Due> parse_due(std::string_view text);

// at least 12   more than 1/2 of yes+no
Result<Threshold> parse_threshold(std::string_view text);

// stage adopted   form text.release   count support
Result<Trigger> parse_trigger(std::string_view text);

// [a-z][a-z0-9-]{0,31}: types, stages, counts and what `as` names
bool is_label(std::string_view text);
// participants, registries, sees: terms of a set that are no set of a rulebook
bool is_word_of_sets(std::string_view text);
// A label that the small languages do not use themselves.
bool is_free_name(std::string_view text);
// a.b-c.D: names of the properties of a body, from the outermost
Result<std::vector<std::string>> parse_fields(std::string_view text);

}  // namespace mithaq::rulebook
