// The forms of names (docs/FORMATS.md, "Names"), in one place.
#pragma once

#include <string_view>

namespace mithaq {

bool is_participant_code(std::string_view text);  // [A-Z][A-Z0-9-]{1,15}
bool is_form_name(std::string_view text);  // [a-z][a-z0-9-]*(.[a-z][a-z0-9-]*)+, at most 64 bytes
bool is_language(std::string_view text);   // [a-z]{2,3}
bool is_key_label(std::string_view text);  // [a-z0-9-]{1,24}, the last part of a key's name
bool is_register_name(std::string_view text);  // [a-z][a-z0-9-]{0,31}
bool is_origin(std::string_view text);         // `<host>/<register>/log`

}  // namespace mithaq
