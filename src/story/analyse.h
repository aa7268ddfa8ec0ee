// What is wrong with procedures that no single rule shows: the engine itself is run over a small
// world, breadth first, so that each finding comes with the shortest story that shows it.
//
// The world: one file; each submission that a move of its stage may take, by the first who may, the
// first who had no part so far and the first who had, by all together where votes or answers are
// counted; bodies with what the form requires, with everything, with each value that a pattern or
// choice names, with instants to come and gone, and repaired by the requirements that fail; time
// goes on to each next change and to each instant that a requirement waits for. States that agree
// in stage, names, counts, asks, clocks and in which requirements hold are one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/rulebook.h"

namespace mithaq::story {

struct Finding {
    enum class Kind : std::uint8_t {
        never_reached,   // a stage
        no_way_out,      // of a stage that is not final
        nobody_answers,  // an ask, of those who are asked
        nobody_submits,  // a form of a move
        clock_absent,    // a clock's field may be absent: it never passes then
        set_empty,       // whose: a move, an ask, a count
        never_counted,   // a count that cannot be reached
        race,            // two things at one instant, with different results
        bounded          // not explored further
    } kind{};
    std::string type;     // of the procedure
    std::string name;     // of the stage, ask or count; the form; the rule
    std::string message;  // one sentence
    std::string story;    // docs/FORMATS.md, "Story files"; empty where nothing can be shown
    bool error = false;   // wrong in any reading; else somebody should look
};
std::string_view kind_name(Finding::Kind kind);  // never-reached, no-way-out, …

struct Bounds {
    std::size_t states = 1000;  // of each procedure
    std::uint32_t depth = 24;   // lines of a story
};

// By type, then kind, then name.
std::vector<Finding> analyse(const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                             const Bounds& bounds = {});

}  // namespace mithaq::story
