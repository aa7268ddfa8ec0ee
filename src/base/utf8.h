// UTF-8 by Boost.Locale's decoder: no overlong forms, no surrogates, at most U+10FFFF.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mithaq {

// Offset of the first byte that does not belong to well-formed UTF-8, or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) {
    return !first_invalid_utf8(text);
}

// Number of code points of well-formed UTF-8.
std::size_t code_points(std::string_view text);

}  // namespace mithaq
