// Reads a bundle's JSON and finds every fault in it: load_bundle answers with the first, and
// check_sources shows them all. Not for other modules.
#pragma once

#include "rulebook/rulebook.h"

namespace mithaq::rulebook {

// What is there of `bundle` goes to `out`, which is a rulebook when nothing was added to
// `findings`. `unread`: members whose source could not be read; they are not missed, and nothing is
// compared with them.
void read_bundle(const json::value& bundle, const std::set<std::string, std::less<>>& unread,
                 Rulebook& out, Findings& findings);

// The first day of a partial date; nothing of nothing.
std::string first_day(std::string_view date);

// `text` in words, as they are compared: lower case, without marks above and below.
std::vector<std::string> words_of(std::string_view text);

}  // namespace mithaq::rulebook
