#include "rulebook/expressions.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/names.h"
#include "rulebook/schema.h"

namespace mithaq::rulebook {
namespace {

// An offset reaches a hundred years at most, so that no sum leaves what is counted with.
constexpr std::int64_t kDaysMax = 36'525;
constexpr std::int64_t kWorkingDaysMax = 9'999;
constexpr std::size_t kOffsetsMax = 4;
constexpr int kGroupsMax = 8;
constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;

constexpr std::array<std::string_view, 7> kOwnWords = {"act",  "item",    "now",   "effective",
                                                       "none", "present", "absent"};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::unexpected<Error> bad(std::string message) {
    return err(Errc::malformed, "rulebook-expression", std::move(message));
}

// Digits alone, without a leading zero, at most `max`; -1 when it is none.
std::int64_t number(std::string_view text, std::int64_t max) {
    if (text.empty() || text.size() > 16 || (text.size() > 1 && text[0] == '0') ||
        !std::all_of(text.begin(), text.end(), digit))
        return -1;
    std::int64_t out = 0;
    for (char c : text) out = out * 10 + (c - '0');
    return out <= max ? out : -1;
}

// Words apart by spaces; 'quoted text' is one word, with its quotes, and so is a parenthesis.
class Words {
  public:
    static Result<Words> of(std::string_view text) {
        Words out;
        while (!text.empty()) {
            std::size_t length = 1;
            if (text[0] == '\'') {
                length = text.find('\'', 1);
                if (length == std::string_view::npos) return bad("a quoted text ends with '");
                ++length;
            } else if (text[0] != ' ' && text[0] != '(' && text[0] != ')') {
                length = std::min(text.find_first_of(" ()'"), text.size());
            }
            if (text[0] != ' ') out.words_.push_back(text.substr(0, length));
            text.remove_prefix(length);
        }
        if (out.words_.empty()) return bad("nothing is written here");
        return out;
    }

    bool done() const { return next_ == words_.size(); }
    // Empty at the end.
    std::string_view peek() const { return done() ? std::string_view() : words_[next_]; }
    std::string_view take() {
        std::string_view word = peek();
        if (!done()) ++next_;
        return word;
    }
    bool take(std::string_view word) {
        if (peek() != word) return false;
        ++next_;
        return true;
    }
    Result<void> end() const {
        if (!done()) return bad(fmt::format("\"{}\" is not expected here", peek()));
        return {};
    }

  private:
    std::vector<std::string_view> words_;
    std::size_t next_ = 0;
};

bool is_field(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

// PT48H, PT30M, P42D, P10WD
Result<Offset> parse_offset(std::string_view text, bool minus) {
    auto wrong = [&] {
        return bad(fmt::format(
            "\"{}\" is no offset: PT48H, PT30M, P42D or P10WD, of a hundred years at most", text));
    };
    Offset out;
    auto reads = [&](std::string_view head, std::string_view tail, std::int64_t max) {
        if (!text.starts_with(head) || !text.ends_with(tail) ||
            text.size() <= head.size() + tail.size())
            return std::int64_t{-1};
        auto n = number(text.substr(head.size(), text.size() - head.size() - tail.size()), max);
        return n == 0 ? -1 : n;
    };
    const std::int64_t sign = minus ? -1 : 1;
    constexpr std::int64_t kHourMs = 3600 * kSecondMs;
    if (auto hours = reads("PT", "H", kDaysMax * 24); hours > 0)
        out.ms = sign * hours * kHourMs;
    else if (auto minutes = reads("PT", "M", kDaysMax * 24 * 60); minutes > 0)
        out.ms = sign * minutes * 60 * kSecondMs;
    else if (auto working = reads("P", "WD", kWorkingDaysMax); working > 0)
        out.working_days = static_cast<std::int32_t>(sign * working);
    else if (auto days = reads("P", "D", kDaysMax); days > 0)
        out.days = static_cast<std::int32_t>(sign * days);
    else
        return wrong();
    return out;
}

Result<Value> take_value(Words& words) {
    Value out;
    std::string_view word = words.take();
    if (word.empty()) return bad("a value is missing at the end");
    if (word.starts_with('\'')) {
        out.kind = Value::Kind::text;
        out.text = word.substr(1, word.size() - 2);
        if (out.text.empty()) return bad("a text between ' and ' has at least one letter");
        return out;
    }
    if (digit(word.back()) && (digit(word[0]) || word[0] == '-')) {
        out.kind = Value::Kind::integer;
        out.integer = number(word.substr(word[0] == '-' ? 1 : 0), kIntegerMax);
        if (out.integer < 0) return bad(fmt::format("\"{}\" is no integer", word));
        if (word[0] == '-') out.integer = -out.integer;
        return out;
    }
    MITHAQ_TRY(out.path, parse_path(word));
    while (words.peek() == "+" || words.peek() == "-") {
        const bool minus = words.take() == "-";
        MITHAQ_TRY(out.offsets.emplace_back(), parse_offset(words.take(), minus));
        if (out.offsets.size() > kOffsetsMax)
            return bad(fmt::format("at most {} offsets follow a path", kOffsetsMax));
    }
    return out;
}

Result<std::vector<SetTerm>> take_terms(Words& words, int depth);

Result<SetTerm> take_term(Words& words, int depth) {
    SetTerm out;
    std::string_view word = words.take();
    if (word == "(") {
        if (depth >= kGroupsMax) return bad("parentheses are nested too deep");
        out.kind = SetTerm::Kind::group;
        MITHAQ_TRY(out.terms, take_terms(words, depth + 1));
        if (!words.take(")")) return bad("a parenthesis is not closed");
        return out;
    }
    if (word.empty() || word == ")") return bad("a set ends with a term, such as SG or members");
    if (word == "participants") {
        out.kind = SetTerm::Kind::participants;
    } else if (word == "registries") {
        out.kind = SetTerm::Kind::registries;
    } else if (is_participant_code(word)) {
        out.kind = SetTerm::Kind::code;
        out.word = word;
    } else if (is_label(word)) {
        out.kind = SetTerm::Kind::set;
        out.word = word;
    } else if (word.find('.') != std::string_view::npos) {
        out.kind = SetTerm::Kind::path;
        MITHAQ_TRY(out.path, parse_path(word));
    } else {
        return bad(
            fmt::format("\"{}\" is no term of a set: a code (SG), a set (members), "
                        "participants, registries, NAME.from or a path; around + - & "
                        "stands white space",
                        word));
    }
    return out;
}

Result<std::vector<SetTerm>> take_terms(Words& words, int depth) {
    std::vector<SetTerm> out;
    for (char joined = '+';;) {
        MITHAQ_TRY(out.emplace_back(), take_term(words, depth));
        out.back().joined = joined;
        std::string_view sign = words.peek();
        if (sign != "+" && sign != "-" && sign != "&") return out;
        joined = words.take()[0];
    }
}

std::optional<Comparison> comparison_of(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, Comparison>, 6> kSigns = {
        {{"<", Comparison::less},
         {"<=", Comparison::at_most},
         {"==", Comparison::equal},
         {"!=", Comparison::unequal},
         {">=", Comparison::at_least},
         {">", Comparison::greater}}};
    for (const auto& [sign, comparison] : kSigns)
        if (word == sign) return comparison;
    return std::nullopt;
}

// MM-DD
bool looks_yearly(std::string_view text) {
    return text.size() == 5 && digit(text[0]) && digit(text[1]) && text[2] == '-' &&
           digit(text[3]) && digit(text[4]);
}

Result<void> read_yearly(std::string_view text, Due& out) {
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    out.month = (text[0] - '0') * 10 + (text[1] - '0');
    out.day = (text[3] - '0') * 10 + (text[4] - '0');
    if (out.month < 1 || out.month > 12 || out.day < 1 ||
        out.day > kDays.at(static_cast<std::size_t>(out.month - 1)))
        return bad(fmt::format("\"{}\" is no day that every year has", text));
    return {};
}

Result<void> read_share(std::string_view share, Threshold& out) {
    auto slash = share.find('/');
    if (slash == std::string_view::npos) {
        out.numerator = number(share, 9999);
        if (out.numerator < 0 || (out.numerator == 0 && !out.more_than))
            return bad(fmt::format("\"{}\" is no number that can be reached", share));
        return {};
    }
    out.numerator = number(share.substr(0, slash), 9999);
    out.denominator = number(share.substr(slash + 1), 9999);
    const bool reachable =
        out.more_than ? out.numerator < out.denominator : out.numerator <= out.denominator;
    if (out.numerator < 1 || out.denominator < 1 || !reachable)
        return bad(fmt::format("\"{}\" is no share that can be reached, such as 2/3", share));
    return {};
}

}  // namespace

bool is_label(std::string_view text) {
    return is_register_name(text);  // the same shape
}

bool is_word_of_sets(std::string_view text) {
    return text == "participants" || text == "registries" || text == "sees";
}

bool is_free_name(std::string_view text) {
    return is_label(text) && !is_word_of_sets(text) &&
           std::find(kOwnWords.begin(), kOwnWords.end(), text) == kOwnWords.end();
}

Result<std::vector<std::string>> parse_fields(std::string_view text) {
    std::vector<std::string> out;
    for (std::string_view rest = text;;) {
        auto dot = rest.find('.');
        std::string_view field = rest.substr(0, dot);
        if (!is_field(field)) return bad(fmt::format("\"{}\" names no field of a body", text));
        out.emplace_back(field);
        if (dot == std::string_view::npos) return out;
        rest.remove_prefix(dot + 1);
    }
}

Result<Pattern> parse_pattern(std::string_view text) {
    Pattern out;
    out.source = text;
    auto open = text.find('(');
    out.form = text.substr(0, open);
    if (!is_form_name(out.form))
        return bad(
            fmt::format("\"{}\" is no form, such as text.table or text.vote(vote=yes)", text));
    if (open == std::string_view::npos) return out;
    std::string_view inside = text.substr(open + 1);
    auto equals = inside.find('=');
    if (!inside.ends_with(')') || equals == std::string_view::npos)
        return bad(fmt::format("\"{}\": a condition is written (field=value)", text));
    inside.remove_suffix(1);
    MITHAQ_TRY(out.field, parse_fields(inside.substr(0, equals)));
    out.value = inside.substr(equals + 1);
    if (out.value.empty() || out.value.find_first_of("=(), ") != std::string::npos)
        return bad(fmt::format("\"{}\": one field has one value", text));
    return out;
}

Result<SetOf> parse_set(std::string_view text) {
    MITHAQ_TRY(auto words, Words::of(text));
    SetOf out;
    MITHAQ_TRY(out.terms, take_terms(words, 0));
    MITHAQ_CHECK(words.end());
    out.source = text;
    return out;
}

Result<Path> parse_path(std::string_view text) {
    auto wrong = [&] {
        return bad(
            fmt::format("\"{}\" is no value: now, effective, NAME, NAME.stamp, NAME.effective, "
                        "NAME.body.field, act.re.NAME, item.field, an integer or 'text'",
                        text));
    };
    Path out;
    if (text == "now" || text == "effective") {
        out.part = text == "now" ? Part::now : Part::effective;
        return out;
    }
    auto dot = text.find('.');
    std::string_view head = text.substr(0, dot);
    if (head == "item") {
        if (dot == std::string_view::npos) return wrong();
        out.part = Part::item;
        MITHAQ_TRY(out.fields, parse_fields(text.substr(dot + 1)));
        return out;
    }
    if (head != "act" && !is_free_name(head)) return wrong();
    out.name = head;
    if (dot == std::string_view::npos) {
        if (head == "act") return bad("the act at hand has a name when the move says `as`");
        return out;
    }
    std::string_view rest = text.substr(dot + 1);
    if (rest == "stamp") {
        out.part = Part::stamp;
    } else if (rest == "effective") {
        out.part = Part::effective;
    } else if (rest == "from") {
        out.part = Part::from;
    } else if (rest.starts_with("body.")) {
        out.part = Part::body;
        MITHAQ_TRY(out.fields, parse_fields(rest.substr(5)));
    } else if (head == "act" && rest.starts_with("re.") && is_label(rest.substr(3))) {
        out.part = Part::re;
        out.fields.emplace_back(rest.substr(3));
    } else {
        return wrong();
    }
    return out;
}

Result<Value> parse_value(std::string_view text) {
    MITHAQ_TRY(auto words, Words::of(text));
    MITHAQ_TRY(auto out, take_value(words));
    MITHAQ_CHECK(words.end());
    return out;
}

Result<Condition> parse_condition(std::string_view text) {
    MITHAQ_TRY(auto words, Words::of(text));
    Condition out;
    if (words.peek() == "present" || words.peek() == "absent") {
        out.kind = words.take() == "present" ? Condition::Kind::present : Condition::Kind::absent;
        MITHAQ_TRY(out.left.path, parse_path(words.take()));
    } else {
        MITHAQ_TRY(out.left, take_value(words));
        std::string_view sign = words.take();
        auto comparison = comparison_of(sign);
        if (!comparison)
            return bad(fmt::format("after a value stands < <= == != >= or >, not \"{}\"", sign));
        out.comparison = *comparison;
        MITHAQ_TRY(out.right, take_value(words));
    }
    MITHAQ_CHECK(words.end());
    out.source = text;
    return out;
}

Result<Due> parse_due(std::string_view text) {
    Due out;
    out.source = text;
    if (text == "none") return out;
    if (looks_yearly(text)) {
        out.kind = Due::Kind::yearly;
        MITHAQ_CHECK(read_yearly(text, out));
    } else if (text.find('/') != std::string_view::npos) {
        out.kind = Due::Kind::session;
        out.session = text;
        if (!is_session(text))
            return bad(fmt::format("\"{}\" is no session, such as CFM/27 or CFM/4E", text));
    } else {
        out.kind = Due::Kind::value;
        MITHAQ_TRY(out.value, parse_value(text));
        if (out.value.kind != Value::Kind::path)
            return bad(
                "due is none, a path with or without offsets, a day of every year (12-15) or "
                "a session (CFM/27)");
    }
    return out;
}

Result<Threshold> parse_threshold(std::string_view text) {
    auto wrong = [&] {
        return bad(
            fmt::format("\"{}\" is no threshold: at least 12, more than 1/2 of cast, at "
                        "least 2/3 of set, more than 1/2 of yes+no",
                        text));
    };
    MITHAQ_TRY(auto words, Words::of(text));
    Threshold out;
    out.source = text;
    if (words.take("more") && words.take("than"))
        out.more_than = true;
    else if (!words.take("at") || !words.take("least"))
        return wrong();
    if (words.done()) return wrong();
    MITHAQ_CHECK(read_share(words.take(), out));
    if (out.denominator > 0) {
        if (!words.take("of")) return wrong();
        std::string_view base = words.take();
        if (base != "cast" && base != "set" && base != "yes+no") return wrong();
        out.base = base == "cast"  ? Threshold::Base::cast
                   : base == "set" ? Threshold::Base::set
                                   : Threshold::Base::yes_and_no;
    }
    if (!words.done()) return wrong();
    return out;
}

Result<Trigger> parse_trigger(std::string_view text) {
    Trigger out;
    out.source = text;
    auto space = text.find(' ');
    std::string_view kind = text.substr(0, space);
    std::string_view rest = space == std::string_view::npos ? "" : text.substr(space + 1);
    if (kind == "form") {
        out.kind = Trigger::Kind::form;
        MITHAQ_TRY(out.form, parse_pattern(rest));
        return out;
    }
    if ((kind != "stage" && kind != "count") || !is_label(rest))
        return bad(fmt::format("\"{}\" is none of: stage NAME, form PATTERN, count NAME", text));
    out.kind = kind == "stage" ? Trigger::Kind::stage : Trigger::Kind::count;
    out.name = rest;
    return out;
}

}  // namespace mithaq::rulebook
