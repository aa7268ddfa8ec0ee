#include "rulebook/message.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"

namespace mithaq::rulebook {

struct Message::Part {
    // Words as they are; an argument; the number of the plural around it.
    enum class Kind : std::uint8_t { words, argument, plural, select, hash } kind = Kind::words;
    std::string text;  // words, or the argument's name
    struct Branch {
        std::string word;                   // of select, or a plural's category
        std::optional<std::int64_t> exact;  // "=2"
        std::vector<Part> parts;
    };
    std::vector<Branch> branches;
};

namespace {

using Part = Message::Part;
using Parts = std::vector<Part>;

constexpr std::string_view kCategories[] = {"zero", "one", "two", "few", "many", "other"};

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The grammar of ICU's MessagePattern, with what we do not speak left out.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<Parts> parse() {
        MITHAQ_TRY(auto parts, message(0, false));
        if (at_ != text_.size()) return bad("a brace that closes nothing; quote it: '}'");
        return parts;
    }
    std::map<std::string, bool, std::less<>> arguments;

  private:
    std::unexpected<Error> bad(std::string_view what) const {
        return err(Errc::malformed, "message",
                   fmt::format("{} (character {})", what, code_points(text_.substr(0, at_)) + 1));
    }
    bool ends() const { return at_ == text_.size(); }
    char next() const { return ends() ? '\0' : text_[at_]; }
    bool take(char c) {
        if (next() != c || ends()) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (next() == ' ' || next() == '\n') ++at_;
    }
    // [a-z][a-z0-9_]{0,31}; empty when there is none.
    std::string_view word() {
        std::size_t begin = at_;
        if (is_letter(next()))
            while (is_letter(next()) || is_digit(next()) || next() == '_') ++at_;
        std::string_view out = text_.substr(begin, at_ - begin);
        return out.size() <= 32 ? out : std::string_view();
    }

    Result<Parts> message(int depth, bool in_plural);
    void quote(std::string& words, bool in_plural);
    Result<Part> argument(int depth);
    Result<void> branches(Part& part, int depth);
    Result<Part::Branch> branch(bool plural, int depth);

    std::string_view text_;
    std::size_t at_ = 0;
};

// Up to the end, or to the brace that ends it.
Result<Parts> Parser::message(int depth, bool in_plural) {
    if (depth > kMessageDepthMax) return bad("nested too deep");
    Parts out;
    std::string words;
    auto flush = [&] {
        if (!words.empty()) out.push_back({Part::Kind::words, std::exchange(words, {}), {}});
    };
    while (!ends() && next() != '}') {
        char c = text_[at_];
        if (c == '\'') {
            quote(words, in_plural);
        } else if (c == '#' && in_plural) {
            flush();
            ++at_;
            out.push_back({Part::Kind::hash, {}, {}});
        } else if (c == '{') {
            flush();
            MITHAQ_TRY(auto part, argument(depth));
            out.push_back(std::move(part));
        } else {
            words += c;
            ++at_;
        }
    }
    flush();
    return out;
}

// An apostrophe begins what is quoted before a brace, and in a plural before #; two are one.
void Parser::quote(std::string& words, bool in_plural) {
    ++at_;
    if (take('\'')) {
        words += '\'';
        return;
    }
    const bool quotes = next() == '{' || next() == '}' || (in_plural && next() == '#');
    if (!quotes) {
        words += '\'';
        return;
    }
    while (!ends()) {
        if (take('\'')) {
            if (!take('\'')) return;
            words += '\'';
        } else {
            words += text_[at_++];
        }
    }
}

Result<Part> Parser::argument(int depth) {
    ++at_;  // {
    skip_blanks();
    Part out{Part::Kind::argument, std::string(word()), {}};
    if (out.text.empty())
        return bad("the name of an argument is expected here: [a-z][a-z0-9_]{0,31}");
    bool& counted = arguments[out.text];
    skip_blanks();
    if (take('}')) return out;
    if (!take(',')) return bad("a comma or } is expected here");
    skip_blanks();
    std::string_view type = word();
    skip_blanks();
    if (type == "number") {
        counted = true;
        if (!take('}')) return bad("a number is written {name, number}, and no other way");
        return out;
    }
    if (type != "plural" && type != "select") return bad("number, plural or select is meant here");
    out.kind = type == "plural" ? Part::Kind::plural : Part::Kind::select;
    counted = counted || type == "plural";
    if (!take(',')) return bad("a comma is expected here");
    MITHAQ_CHECK(branches(out, depth));
    return out;
}

Result<void> Parser::branches(Part& part, int depth) {
    for (;;) {
        skip_blanks();
        if (take('}')) break;
        MITHAQ_TRY(auto one, branch(part.kind == Part::Kind::plural, depth));
        if (std::ranges::any_of(part.branches, [&](const Part::Branch& other) {
                return other.word == one.word && other.exact == one.exact;
            }))
            return bad("this case stands here twice");
        part.branches.push_back(std::move(one));
    }
    if (std::ranges::find(part.branches, "other", &Part::Branch::word) == part.branches.end())
        return bad(fmt::format("{} has no case `other`", part.text));
    return {};
}

Result<Part::Branch> Parser::branch(bool plural, int depth) {
    Part::Branch out;
    if (plural && take('=')) {
        std::size_t begin = at_;
        std::int64_t value = 0;
        while (is_digit(next()) && at_ - begin < 9) value = value * 10 + (text_[at_++] - '0');
        if (at_ == begin) return bad("a number of up to nine digits is expected here");
        out.exact = value;
    } else {
        out.word = word();
        if (out.word.empty()) return bad("a case is expected here: word {…}");
        if (plural && std::ranges::find(kCategories, out.word) == std::end(kCategories))
            return bad("a plural’s cases are =N, zero, one, two, few, many and other");
    }
    skip_blanks();
    if (!take('{')) return bad("{ is expected here");
    MITHAQ_TRY(out.parts, message(depth + 1, plural));
    if (!take('}')) return bad("} is expected here");
    return out;
}

// ---- Writing

void append(std::string& out, std::string_view value, const Grammar& grammar) {
    for (const auto& seam : grammar.seams) {
        if (!out.ends_with(seam.before) || !value.starts_with(seam.after)) continue;
        out.resize(out.size() - seam.before.size());
        out += seam.is;
        value.remove_prefix(seam.after.size());
        break;
    }
    out += value;
}

std::string written(const Argument& argument, const Grammar& grammar) {
    if (const auto* number = std::get_if<std::int64_t>(&argument))
        return format_number(*number, grammar);
    return std::get<std::string>(argument);
}

const Part::Branch& chosen(const Part& part, const Argument& argument, const Grammar& grammar) {
    std::string word;
    if (const auto* text = std::get_if<std::string>(&argument)) {
        word = part.kind == Part::Kind::select ? *text : "other";
    } else {
        const std::int64_t number = std::get<std::int64_t>(argument);
        for (const auto& branch : part.branches)
            if (branch.exact == number) return branch;
        word = part.kind == Part::Kind::select ? std::to_string(number)
                                               : plural_category(number, grammar);
    }
    auto named = [&](std::string_view name) {
        return std::ranges::find_if(part.branches, [&](const Part::Branch& branch) {
            return !branch.exact && branch.word == name;
        });
    };
    auto found = named(word);
    if (found == part.branches.end()) found = named("other");
    return *found;
}

void write(const Parts& parts, const Arguments& arguments, const Argument* number,
           const Grammar& grammar, std::string& out) {
    for (const Part& part : parts) {
        if (part.kind == Part::Kind::words) {
            out += part.text;
            continue;
        }
        if (part.kind == Part::Kind::hash) {
            append(out, written(*number, grammar), grammar);
            continue;
        }
        auto given = arguments.find(part.text);
        if (given == arguments.end()) {
            out += fmt::format("{{{}}}", part.text);
        } else if (part.kind == Part::Kind::argument) {
            append(out, written(given->second, grammar), grammar);
        } else {
            write(chosen(part, given->second, grammar).parts, arguments,
                  part.kind == Part::Kind::plural ? &given->second : nullptr, grammar, out);
        }
    }
}

bool has_plural(const Parts& parts) {
    return std::ranges::any_of(parts, [](const Part& part) {
        return part.kind == Part::Kind::plural ||
               std::ranges::any_of(part.branches, [](const Part::Branch& branch) {
                   return has_plural(branch.parts);
               });
    });
}

void find_lacking(const Parts& parts, const std::set<std::string>& categories,
                  std::vector<std::string>& out) {
    for (const Part& part : parts) {
        std::string lacks;
        for (const auto& category : categories)
            if (part.kind == Part::Kind::plural &&
                std::ranges::find(part.branches, category, &Part::Branch::word) ==
                    part.branches.end())
                lacks += (lacks.empty() ? "" : ", ") + category;
        if (!lacks.empty()) out.push_back(fmt::format("{}: {}", part.text, lacks));
        for (const auto& branch : part.branches) find_lacking(branch.parts, categories, out);
    }
}

void collect_words(const Parts& parts, std::string& out) {
    for (const Part& part : parts) {
        if (part.kind == Part::Kind::words) out += part.text + "\n";
        for (const auto& branch : part.branches) collect_words(branch.parts, out);
    }
}

// Text with {0} and {1}.
std::string joined(std::string_view pattern, std::string_view first, std::string_view second) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        std::string_view rest = pattern.substr(i);
        if (rest.starts_with("{0}") || rest.starts_with("{1}")) {
            out += rest[1] == '0' ? first : second;
            i += 3;
        } else {
            out += pattern[i++];
        }
    }
    return out;
}

// ---- Plural rules

class PluralRule {
  public:
    PluralRule(std::string_view text, std::uint64_t n) : text_(text), n_(n) {}

    std::optional<bool> holds() {
        bool any = false;
        do {
            bool all = true;
            do {
                auto one = relation();
                if (!one) return std::nullopt;
                all = all && *one;
            } while (take("and"));
            any = any || all;
        } while (take("or"));
        skip_blanks();
        if (!text_.empty()) return std::nullopt;
        return any;
    }

  private:
    void skip_blanks() {
        while (text_.starts_with(' ')) text_.remove_prefix(1);
    }
    bool take(std::string_view word) {
        skip_blanks();
        if (!text_.starts_with(word)) return false;
        text_.remove_prefix(word.size());
        return true;
    }
    std::optional<std::uint64_t> number() {
        skip_blanks();
        std::size_t length = 0;
        std::uint64_t out = 0;
        for (; length < text_.size() && length < 15 && is_digit(text_[length]); ++length)
            out = out * 10 + static_cast<std::uint64_t>(text_[length] - '0');
        if (length == 0) return std::nullopt;
        text_.remove_prefix(length);
        return out;
    }
    std::optional<bool> relation() {
        skip_blanks();
        constexpr std::string_view kOperands = "nivwftec";
        if (text_.empty() || !kOperands.contains(text_[0])) return std::nullopt;
        std::uint64_t value = text_[0] == 'n' || text_[0] == 'i' ? n_ : 0;
        text_.remove_prefix(1);
        if (take("%")) {
            auto modulus = number();
            if (!modulus || *modulus == 0) return std::nullopt;
            value %= *modulus;
        }
        const bool differs = take("!=");
        if (!differs && !take("=")) return std::nullopt;
        bool in = false;
        do {
            auto first = number();
            auto last = first && take("..") ? number() : first;
            if (!first || !last || *last < *first) return std::nullopt;
            in = in || (value >= *first && value <= *last);
        } while (take(","));
        return in != differs;
    }

    std::string_view text_;
    std::uint64_t n_;
};

std::uint64_t magnitude(std::int64_t n) {
    auto bits = static_cast<std::uint64_t>(n);
    return n < 0 ? ~bits + 1 : bits;
}

// A message of the grammar, which was parsed when the rulebook was read.
std::string spoken(const std::string& message, const Arguments& arguments, const Grammar& grammar) {
    auto parsed = Message::parse(message);
    return parsed ? parsed->format(arguments, grammar) : std::string();
}

}  // namespace

Result<Message> Message::parse(std::string_view text) {
    if (text.size() > kMessageBytesMax)
        return err(Errc::malformed, "message",
                   fmt::format("longer than {} bytes", kMessageBytesMax));
    Parser parser(text);
    MITHAQ_TRY(auto parts, parser.parse());
    Message out;
    out.parts_ = std::make_shared<const std::vector<Part>>(std::move(parts));
    out.arguments_ = std::move(parser.arguments);
    return out;
}

std::string Message::format(const Arguments& arguments, const Grammar& grammar) const {
    std::string out;
    if (parts_) write(*parts_, arguments, nullptr, grammar, out);
    return out;
}

std::vector<std::string> Message::lacking(const Grammar& grammar) const {
    std::vector<std::string> out;
    if (!parts_ || !has_plural(*parts_)) return out;
    // What no number up to two hundred needs (French, of millions) may be left out.
    std::set<std::string> categories;
    for (std::int64_t n = 0; n <= 200; ++n) categories.insert(plural_category(n, grammar));
    find_lacking(*parts_, categories, out);
    return out;
}

std::string Message::words() const {
    std::string out;
    if (parts_) collect_words(*parts_, out);
    return out;
}

std::optional<bool> plural_rule_holds(std::string_view rule, std::int64_t n) {
    return PluralRule(rule, magnitude(n)).holds();
}

std::string plural_category(std::int64_t n, const Grammar& grammar) {
    for (const auto& plural : grammar.plurals)
        if (plural_rule_holds(plural.rule, n) == true) return plural.category;
    return "other";
}

std::string capitalised(std::string_view text) {
    std::string out(text);
    if (out.empty()) return out;
    auto byte = [&](std::size_t i) {
        return i < out.size() ? static_cast<unsigned char>(out[i]) : 0U;
    };
    if (is_letter(out[0]))
        out[0] = static_cast<char>(out[0] - 32);
    else if (byte(0) == 0xc3 && byte(1) >= 0xa0 && byte(1) <= 0xbe && byte(1) != 0xb7)
        out[1] = static_cast<char>(byte(1) - 32);
    else if (byte(0) == 0xc5 && byte(1) == 0x93)
        out[1] = static_cast<char>(0x92);
    return out;
}

std::string format_list(const std::vector<std::string>& items, const Grammar& grammar) {
    if (items.empty()) return {};
    if (items.size() == 1) return items[0];
    if (items.size() == 2) return joined(grammar.list_two, items[0], items[1]);
    std::string out = joined(grammar.list_start, items[0], items[1]);
    for (std::size_t i = 2; i + 1 < items.size(); ++i)
        out = joined(grammar.list_middle, out, items[i]);
    return joined(grammar.list_end, out, items.back());
}

std::string format_number(std::int64_t n, const Grammar& grammar) {
    std::vector<std::string> digits;
    for (char c : grammar.digits) {
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80) digits.emplace_back();
        if (!digits.empty()) digits.back() += c;
    }
    std::string out;
    for (char c : std::to_string(n)) {
        if (is_digit(c) && digits.size() == 10)
            out += digits[static_cast<std::size_t>(c - '0')];
        else
            out += c;
    }
    return out;
}

std::string format_day_in(std::int64_t day, const Grammar& grammar) {
    using namespace std::chrono;
    // As far as years are written with four digits.
    constexpr std::int64_t kFirst = -719'162, kLast = 2'932'896;
    const year_month_day date{sys_days(days(std::clamp(day, kFirst, kLast)))};
    const std::size_t month = static_cast<unsigned>(date.month()) - 1;
    return spoken(grammar.date,
                  {{"day", static_cast<std::int64_t>(static_cast<unsigned>(date.day()))},
                   {"month", month < grammar.months.size() ? grammar.months[month] : std::string()},
                   {"year", static_cast<std::int64_t>(static_cast<int>(date.year()))}},
                  grammar);
}

std::string zone_name(std::int32_t offset_minutes) {
    std::string out = "UTC";
    if (offset_minutes == 0) return out;
    const int minutes = std::abs(offset_minutes);
    out += fmt::format("{}{}", offset_minutes < 0 ? '-' : '+', minutes / 60);
    if (minutes % 60 != 0) out += fmt::format(":{:02}", minutes % 60);
    return out;
}

std::string format_instant_in(Instant instant, std::int32_t offset_minutes,
                              const Grammar& grammar) {
    const std::int64_t local = instant.ms + std::int64_t{offset_minutes} * 60 * kSecondMs;
    const std::int64_t day = (local >= 0 ? local : local - kDayMs + 1) / kDayMs;
    const std::int64_t minute = (local - day * kDayMs) / (60 * kSecondMs);
    auto two = [&](std::int64_t n) {
        return (n < 10 ? format_number(0, grammar) : "") + format_number(n, grammar);
    };
    return spoken(grammar.time,
                  {{"date", format_day_in(day, grammar)},
                   {"hour", two(minute / 60)},
                   {"minute", two(minute % 60)},
                   {"zone", zone_name(offset_minutes)}},
                  grammar);
}

}  // namespace mithaq::rulebook
