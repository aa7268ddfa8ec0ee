// Plays a story: every line a real act through admission, or time that passes; then what is
// expected is compared with what happened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "story/story.h"
#include "story/world.h"

namespace mithaq::story {

struct Failure {
    std::uint32_t line = 1, column = 1;
    std::string expected;  // as the story writes it; empty: something happened that it does not say
    std::string what;      // what is not so, and what is
};

// What happened on one line, in the words in which it would be expected, and why.
struct Told {
    std::uint32_t line = 1;
    std::vector<std::string> happened;
    std::vector<std::string> why;  // rules, in words
};

// What one line submitted, so that it can be submitted elsewhere too.
struct Played {
    Instant at;
    Submitted submitted;                  // its `matter` by number below
    std::optional<std::uint64_t> matter;  // the act that opened the file
    std::optional<std::uint64_t> number;  // that it got here; nothing: refused
};

struct Report {
    std::vector<Told> lines;        // as the story's
    std::vector<Played> played;     // of the lines that submit something
    std::vector<Failure> failures;  // none: all of it holds
};

// `bundle` is the rulebook that the story names. Errors: a bundle that does not load.
Result<Report> run(const Story& story, const std::string& bundle);

}  // namespace mithaq::story
