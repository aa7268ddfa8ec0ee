// Sentences: ICU MessageFormat syntax, a small part of it, evaluated with data of the rulebook, so
// that a sentence is the same bytes on every machine (docs/FORMATS.md, "Sentences"). ICU itself is
// the test oracle.
//
//   {name}   {n, number}   {n, plural, =0 {…} one {…} few {…} other {# …}}   {x, select, a {…}
//   other {…}} ' quotes as ICU does ('' is an apostrophe; '{' … ' quotes)
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace mithaq::rulebook {

// What a language needs to count, list and write dates; grammar.toml.
struct Grammar {
    // Category -> CLDR plural rule of integers, such as "n % 100 = 3..10"; without "other".
    struct PluralRule {
        std::string category;
        std::string rule;
    };
    std::vector<PluralRule> plurals;    // the first that holds
    std::string digits = "0123456789";  // ten characters
    std::vector<std::string> months;    // twelve, Gregorian
    std::string date;                   // "{day} {month} {year}"
    std::string time;                   // "{date}, {hour}:{minute}"
    // Lists: "{0} and {1}" of two; start, middle and end of more.
    std::string list_two, list_start, list_middle, list_end;
};

using Argument = std::variant<std::int64_t, std::string>;
using Arguments = std::map<std::string, Argument, std::less<>>;

class Message {
  public:
    // `malformed` "message" with the place in the text.
    static Result<Message> parse(std::string_view text);
    // Names, and whether each is counted by.
    const std::map<std::string, bool, std::less<>>& arguments() const { return arguments_; }
    // Every argument is given; what is missing is written {name}.
    std::string format(const Arguments& arguments, const Grammar& grammar) const;

    struct Part;

  private:
    std::shared_ptr<const std::vector<Part>> parts_;
    std::map<std::string, bool, std::less<>> arguments_;
};

std::string plural_category(std::int64_t n, const Grammar& grammar);
std::string format_list(const std::vector<std::string>& items, const Grammar& grammar);
std::string format_number(std::int64_t n, const Grammar& grammar);  // no grouping
// A day counted from 1970-01-01; an instant at an offset in minutes.
std::string format_day_in(std::int64_t day, const Grammar& grammar);
std::string format_instant_in(Instant instant, std::int32_t offset_minutes, const Grammar& grammar);

}  // namespace mithaq::rulebook
