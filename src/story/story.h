// Story files: a procedure's life told line by line, with what is expected of each
// (docs/FORMATS.md, "Story files"). Reading knows no rulebook; run.h plays what was read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace mithaq::story {

constexpr std::size_t kStoryBytesMax = 1 << 20;

// Where and what; `what` says what to do too. Columns count code points, from 1.
struct Fault {
    std::uint32_t line = 1, column = 1;
    std::string what;
};

// A time of day as the story writes it, at the rulebook's offset: the instant it would be in UTC.
struct Local {
    Instant as_utc;
    auto operator<=>(const Local&) const = default;
};
// `YYYY-MM-DD HH:MM[:SS[.mmm]]`
std::optional<Local> parse_local(std::string_view text);
std::string format_local(Local at);  // the shortest that says it

// field=value
struct Given {
    std::vector<std::string> path;
    enum class Kind : std::uint8_t { bare, quoted, json } kind = Kind::bare;
    std::string text;  // bare as written, quoted without its quotes, JSON as written
    std::uint32_t column = 1;
};
// re LABEL[/ITEM] as WORD
struct Pointing {
    std::string label, item, as;
    std::uint32_t column = 1;
};
struct Paper {
    std::vector<std::string> from;
    Local at;
    std::string via;
};
// What is submitted.
struct Letter {
    std::string form;
    std::string label;  // =LABEL; may be empty
    std::string on;     // may be empty
    std::vector<Pointing> re;
    std::vector<Given> fields;
    std::uint32_t column = 1, on_column = 1;
};

enum class Expect : std::uint8_t {
    opened,
    stages,  // `list`, entered in this order
    asked,
    answered,
    reminded,
    released,
    counted,
    reached,
    not_reached,
    closed,
    reopened,
    no_effect,
    alone,
    refused,
    nothing,
    open,
    not_open,
    allowed,
    not_allowed
};
struct Expected {
    Expect kind = Expect::nothing;
    std::string file;               // LABEL: of which file; empty: of any
    std::string name;               // of an ask or count, a form, a problem's type
    std::string item;               // of an ask; may be empty
    std::vector<std::string> list;  // stages, or participants and sets; may be empty
    std::string due;                // as written; may be empty
    std::string rule;               // may be empty
    std::int64_t count = 0;
    std::uint32_t column = 1;
    std::string source;
};

struct Line {
    std::uint32_t number = 1;
    Local at;
    std::vector<std::string> authors;  // empty: only time passes
    std::optional<Paper> paper;
    std::optional<Letter> letter;
    std::vector<Expected> expected;  // never empty
};

struct Story {
    std::string rulebook;  // a folder's name
    std::map<std::string, std::string, std::less<>> titles;
    std::vector<Line> lines;
};

struct Parsed {
    Story story;
    std::vector<Fault> faults;  // by line and column; the story is whole when there are none
};
Parsed parse(std::string_view text);

}  // namespace mithaq::story
