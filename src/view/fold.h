// The one fold for finding words: what is searched and what is asked for go through it alike.
#pragma once

#include <string>
#include <string_view>

namespace mithaq::view {

// NFKC case fold (ICU), then without non-spacing marks and tatweel; Arabic letters that are written
// in several ways become one (alef, ya, ta marbuta, kaf), digits of all scripts 0-9, dashes "-",
// apostrophes "'", and white space one space. `text` is well-formed UTF-8.
std::string fold(std::string_view text);

}  // namespace mithaq::view
