// The body of a communication under the labels of its form.
#pragma once

#include "act/act.h"
#include "out/html.h"
#include "out/words.h"

namespace mithaq::out {

// A description list of every member of the body but those in `without`.
void write_body(Html& html, const Words& words, const act::Act& act, std::string_view date,
                std::initializer_list<std::string_view> without = {});

// A text in all its languages: the reader's first, each with what kind of version it is.
void write_versions(Html& html, const Words& words, const json::object& texts, const act::Act& act);

// What the rules call a form.
std::string form_title(const Words& words, std::string_view form);

}  // namespace mithaq::out
