// Sentences: ICU MessageFormat syntax, a small part of it, evaluated with data of the rulebook, so
// that a sentence is the same bytes on every machine (docs/FORMATS.md, "Sentences"). ICU itself is
// the test oracle.
//
//   {name}   {n, number}   {n, plural, =0 {…} one {…} few {…} other {# …}}   {x, select, a {…}
//   other {…}} ' quotes as ICU does ('' is an apostrophe; '{' … ' quotes)
//
// What parses here means the same to ICU, but for numbers, which are never grouped, and for seams,
// which ICU does not know.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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
    // Messages: of {day}, {month} and {year}; of {date}, {hour}, {minute} and {zone} ("UTC+3").
    std::string date, time;
    // Lists: "{0} and {1}" of two; start, middle and end of more.
    std::string list_two, list_start, list_middle, list_end;
    // What melts together where an argument begins: what stands before it ends with `before`, it
    // begins with `after`, and both become `is`: "de " + "le " = "du ". The first that fits.
    struct Seam {
        std::string before, after, is;
    };
    std::vector<Seam> seams;
};

using Argument = std::variant<std::int64_t, std::string>;
using Arguments = std::map<std::string, Argument, std::less<>>;

constexpr std::size_t kMessageBytesMax = 4096;
constexpr int kMessageDepthMax = 8;  // messages in messages

class Message {
  public:
    // `malformed` "message" with the place in the text.
    static Result<Message> parse(std::string_view text);
    // Names, [a-z][a-z0-9_]{0,31}, and whether each is a number: counted by or written as one.
    const std::map<std::string, bool, std::less<>>& arguments() const { return arguments_; }
    // The plurals in it that lack a category which a number up to 1000 has: "n: few, two".
    std::vector<std::string> lacking(const Grammar& grammar) const;
    // Its own words, without arguments, of all cases.
    std::string words() const;
    // Every argument is given; what is missing is written {name}.
    std::string format(const Arguments& arguments, const Grammar& grammar) const;

    struct Part;

  private:
    std::shared_ptr<const std::vector<Part>> parts_;
    std::map<std::string, bool, std::less<>> arguments_;
};

// Whether a CLDR plural rule holds for an integer (a negative one counts like a positive); nothing
// when it is no rule. rule = and ("or" and)*; and = relation ("and" relation)*; relation =
// operand ["%" number] ("=" | "!=") range ("," range)*; operand n, i, or v, w, f, t, e, c, which
// are 0 of an integer.
std::optional<bool> plural_rule_holds(std::string_view rule, std::int64_t n);
std::string plural_category(std::int64_t n, const Grammar& grammar);
// The message's own letters are capital when it begins a sentence: ASCII, à-ÿ and œ.
std::string capitalised(std::string_view text);
std::string format_list(const std::vector<std::string>& items, const Grammar& grammar);
std::string format_number(std::int64_t n, const Grammar& grammar);  // no grouping
// A day counted from 1970-01-01; an instant at an offset in minutes.
std::string format_day_in(std::int64_t day, const Grammar& grammar);
std::string zone_name(std::int32_t offset_minutes);  // "UTC", "UTC+3", "UTC-5:30"
std::string format_instant_in(Instant instant, std::int32_t offset_minutes, const Grammar& grammar);

}  // namespace mithaq::rulebook
