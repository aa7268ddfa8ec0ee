// ASCII letters as HTTP compares them. The C locale functions would ask the locale.
#pragma once

#include <algorithm>
#include <string_view>

namespace mithaq::net {

inline char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

inline bool iequals(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

inline int hex_value(char c) {  // -1 for what is no hex digit
    if (c >= '0' && c <= '9') return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace mithaq::net
