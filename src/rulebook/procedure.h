// Procedures: how a file of one type moves through its stages, as data (docs/RULES.md, sections 2
// and 3). Read and checked here; what happens is decided in rules.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace mithaq::rulebook {

// Language -> words. A text of a rulebook is in all of the rulebook's languages.
using Text = std::map<std::string, std::string, std::less<>>;

// ---- Values (3.3)

enum class Part : std::uint8_t { id, stamp, effective, from, body, item, now, re };

// `text.body.actions` = {"text", body, {"actions"}}; `act.re.text` = {"act", re, {"text"}};
// `item.due` = {"", item, {"due"}}; `now` = {"", now, {}}; `effective` = {"", effective, {}}.
struct Path {
    std::string name;  // "act" for the act at hand
    Part part = Part::id;
    std::vector<std::string> fields;
    bool operator==(const Path&) const = default;
};

struct Offset {
    std::int64_t ms = 0;    // PT48H
    std::int32_t days = 0;  // P42D
    std::int32_t working_days =
        0;  // P10WD; each is negative after `-`, and one of the three is set
    bool operator==(const Offset&) const = default;
};

struct Value {
    enum class Kind : std::uint8_t { path, integer, text } kind = Kind::path;
    Path path;
    std::int64_t integer = 0;
    std::string text;
    std::vector<Offset> offsets;
};

enum class Comparison : std::uint8_t { less, at_most, equal, unequal, at_least, greater };

struct Condition {
    enum class Kind : std::uint8_t { compare, present, absent } kind = Kind::compare;
    Value left, right;  // of present and absent: left is the path
    Comparison comparison = Comparison::equal;
    std::string source;  // as it is written
};

// ---- Sets (3.2)

struct SetTerm {
    char joined = '+';  // + & -; the first is +
    enum class Kind : std::uint8_t { code, set, participants, registries, path, group } kind{};
    std::string word;  // of code and set; "sees" of the group that stands for it
    Path path;
    std::vector<SetTerm> terms;  // of a group; "sees" may be empty
};
struct SetOf {
    std::vector<SetTerm> terms;
    std::string source;  // as it is written
};

// ---- Patterns (3.1)

struct Pattern {
    std::string form;
    std::vector<std::string> field;  // empty: every act of the form
    std::string value;
    std::string source;
};

// ---- A procedure

struct Stage {
    std::string name;
    Text title;
    bool final = false;
};

struct ReferenceNeed {
    std::string name;
    std::string as;
    std::string form;  // may be empty
    bool optional = false;
    bool many = false;  // at least one, or any number with `optional`
    bool item = false;
};

struct Requirement {
    Condition condition;
    Text says;
};

struct Move {
    std::vector<Pattern> forms;
    SetOf by;
    std::vector<std::string> in;  // empty: opens
    std::string to;               // empty: stays
    std::string as;               // may be empty
    std::vector<ReferenceNeed> re;
    std::vector<Requirement> require;
    std::vector<std::string> effective;
    Text basis, help;  // may be empty
    bool opens() const { return in.empty(); }
};

struct After {
    std::vector<std::string> in;
    Value at;
    std::string at_source;
    std::string to;
    Text basis;
};

// at least / more than; n, or n/d of a base (5)
struct Threshold {
    bool more_than = false;
    std::int64_t numerator = 0, denominator = 0;  // denominator 0: a plain number
    enum class Base : std::uint8_t { none, cast, set, yes_and_no } base = Base::none;
    std::string source;
};

struct Count {
    std::string name;
    std::string of;
    std::vector<std::string> in;
    Pattern form;
    SetOf by;
    std::vector<std::string> choice;  // field; empty: every act is a yes
    Value instant;
    std::string instant_source;
    bool at_instant = false;  // `at`; else `until`
    Threshold reach;
    std::optional<Threshold> quorum;
    std::string to, otherwise;  // otherwise may be empty
    Text basis;
};

// What begins or ends an ask.
struct Trigger {
    enum class Kind : std::uint8_t { stage, form, count } kind{};
    std::string name;  // of a stage or count
    Pattern form;
    std::string source;
};

struct Due {
    enum class Kind : std::uint8_t { none, value, yearly, session } kind = Kind::none;
    Value value;
    int month = 0, day = 0;
    std::string session;
    std::string source;
};

struct Ask {
    std::string name;
    Text title;
    Trigger on;
    std::optional<Path> each;
    SetOf of;
    std::vector<Pattern> answer, remind;
    Due due;
    std::string urgency;    // may be empty
    std::string character;  // one of the six, or empty with:
    std::optional<Path> character_path;
    std::vector<Trigger> release;  // stage or form
    std::string about;             // may be empty
    Text basis;
};

struct Column {
    std::vector<Pattern> forms;
    Text title;
};
struct Table {
    std::string name;
    Text title;
    std::optional<Path> rows;  // nothing: participants
    std::vector<Column> columns;
    // A field of the body; then there is one column, without a title, for each of its values. May
    // be empty.
    std::vector<std::string> by;
};

struct Procedure {
    std::string type;
    Text title, help;
    std::vector<Stage> stages;
    std::vector<Move> moves;
    std::vector<After> afters;
    std::vector<Count> counts;
    std::vector<Ask> asks;
    std::vector<Table> tables;
    std::optional<Path> session_name, session_opens;

    // Position, or nothing.
    std::optional<std::size_t> stage(std::string_view name) const;
    // Fields of the body, first segment only, that something reads of the act so named: what a file
    // remembers of it.
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> remembered;
};

// Working week, holidays and the fixed offset (rulebook.toml, [calendar]).
struct Calendar {
    std::int32_t offset_minutes = 0;
    std::set<int> week = {1, 2, 3, 4, 5};         // 0 Sunday .. 6 Saturday
    std::set<std::string, std::less<>> holidays;  // YYYY-MM-DD

    // Days are counted from 1970-01-01, at the offset.
    std::int64_t day_of(Instant instant) const;
    Instant end_of(std::int64_t day) const;  // the first instant of the next day
    bool works(std::int64_t day) const;
    // The n-th working day after `day` (before it when negative).
    std::int64_t working_day(std::int64_t day, std::int32_t n) const;
};
std::string format_day(std::int64_t day);  // YYYY-MM-DD
Result<std::int64_t> parse_day(std::string_view text);

}  // namespace mithaq::rulebook
