// Reads grammar.toml and sentences.toml, the bundle's `grammar` and `sentences`. Not for other
// modules.
#pragma once

#include <string>

#include "base/json.h"
#include "rulebook/rulebook.h"

namespace mithaq::rulebook {

// `at` is the pointer of `value`. What can be read goes to the rulebook, whose languages, `never`
// and grammar (before sentences) are read already; every fault goes to the findings.
void read_grammar(const json::value& value, const std::string& at, Rulebook& rulebook,
                  Findings& findings);
void read_sentences(const json::value& value, const std::string& at, Rulebook& rulebook,
                    Findings& findings);

}  // namespace mithaq::rulebook
