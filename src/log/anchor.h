// The anchor of all trust in one register: origin, checkpoint key, SHA-256 of entry 0. Three lines,
// printable on paper (docs/FORMATS.md, "Anchor").
#pragma once

#include <string>
#include <string_view>

#include "note/note.h"

namespace mithaq::log {

struct Anchor {
    std::string origin;
    note::VerifierKey key;
    Hash entry0;
};

std::string format_anchor(const Anchor& anchor);
Result<Anchor> parse_anchor(std::string_view text);

}  // namespace mithaq::log
