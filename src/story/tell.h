// Events in the words in which a story expects them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/matter.h"
#include "story/story.h"

namespace mithaq::story {

// Times of day at the rulebook's offset.
Local local_of(Instant at, const rulebook::Calendar& calendar);
Instant instant_of(Local at, const rulebook::Calendar& calendar);

// Of a file as it is after the event, not `no_effect`; empty for what stories do not speak of.
std::string tell(const rules::Matter& matter, const rules::Event& event);

// How many are in favour so far; -1 where the count has not begun.
std::int64_t in_favour(const rules::Matter& matter, std::string_view count);

}  // namespace mithaq::story
