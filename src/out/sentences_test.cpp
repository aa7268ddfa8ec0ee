// Sentences, counted, listed and dated by the rulebook's data, as ICU 72 does it by its own.
#include <random>
#include <unicode/dtfmtsym.h>
#include <unicode/listformatter.h>
#include <unicode/msgfmt.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "out/out_testing.h"

namespace mithaq::out {
namespace {

using rulebook::Arguments;
using rulebook::Grammar;
using rulebook::Message;

constexpr std::string_view kLanguages[] = {"ar", "en", "fr"};

const rulebook::Rulebook& basic() {
    static const auto kBasic = rulebook::load_bundle(log::basic_bundle()).value();
    return *kBasic;
}
const Grammar& grammar_of(std::string_view language) {
    return basic().grammar.find(language)->second;
}
icu::Locale locale_of(std::string_view language) {
    return icu::Locale(language == "ar" ? "ar@numbers=latn" : std::string(language).c_str());
}
icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}
std::string narrow(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

// What ICU says, its numbers without the signs that group them; nothing when it does not parse.
std::optional<std::string> icu_says(std::string_view message, const Arguments& arguments,
                                    std::string_view language) {
    UErrorCode code = U_ZERO_ERROR;
    UParseError where;
    icu::MessageFormat format(wide(message), locale_of(language), where, code);
    if (U_FAILURE(code)) return std::nullopt;
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(wide(name));
        if (const auto* number = std::get_if<std::int64_t>(&value))
            values.emplace_back(*number);
        else
            values.emplace_back(wide(std::get<std::string>(value)));
    }
    icu::UnicodeString out;
    format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out, code);
    if (U_FAILURE(code)) return std::nullopt;
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < out.length(); ++i) {
        const char16_t c = out[i];
        const bool between = i > 0 && i + 1 < out.length() && out[i - 1] >= '0' &&
                             out[i - 1] <= '9' && out[i + 1] >= '0' && out[i + 1] <= '9';
        if (!between || (c != ',' && c != 0x202f && c != 0xa0)) plain += c;
    }
    return narrow(plain);
}

std::string we_say(std::string_view message, const Arguments& arguments,
                   std::string_view language) {
    return Message::parse(message).value().format(arguments, grammar_of(language));
}

TEST(SentencesAndIcu, CountAlike) {
    constexpr std::string_view kMessage =
        "{n, plural, =7 {seven} zero {z#} one {o#} two {t#} few {f#} many {m#} other {x#}} {n, "
        "number}";
    for (std::string_view language : kLanguages) {
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<icu::PluralRules> rules(
            icu::PluralRules::forLocale(locale_of(language), code));
        ASSERT_TRUE(U_SUCCESS(code));
        auto same = [&](std::int64_t n) {
            EXPECT_EQ(rulebook::plural_category(n, grammar_of(language)),
                      narrow(rules->select(static_cast<double>(n))))
                << language << " " << n;
            EXPECT_EQ(we_say(kMessage, {{"n", n}}, language),
                      icu_says(kMessage, {{"n", n}}, language))
                << language << " " << n;
        };
        for (std::int64_t n = 0; n <= 200; ++n) same(n);
        for (std::int64_t n = 1; n < 1'000'000'000'000; n *= 10)
            for (std::int64_t around = -3; around <= 12; ++around)
                if (n + around >= 0) same(n + around);
        std::mt19937_64 random(1);
        for (int i = 0; i < 500; ++i)
            same(static_cast<std::int64_t>(random() % (std::uint64_t{1} << 53U)));
    }
}

// A message of random parts; what begins like a quote may be none.
std::string random_message(std::mt19937_64& random, int depth) {
    static constexpr std::string_view kWords[] = {"a",   " ", "l'archive", "''",      "'{'", "'}'",
                                                  "'#'", "#", "ü",         "العربية", "'{x", "it's",
                                                  "'",   "|", "'|",        ";",       "«»"};
    std::string out;
    for (auto parts = random() % 4; parts > 0; --parts) {
        auto inner = [&] { return random_message(random, depth + 1); };
        switch (depth > 3 ? random() % 3 : random() % 5) {
            case 0:
            case 1:
                out += kWords[random() % std::size(kWords)];
                break;
            case 2:
                out += random() % 2 == 0 ? "{x}" : "{ n , number }";
                break;
            case 3:
                out += fmt::format("{{n, plural, =2{{{}}} one {{{}}} other {{{}}}}}", inner(),
                                   inner(), inner());
                break;
            default:
                out += fmt::format("{{ k , select, yes {{{}}} other{{{}}} }}", inner(), inner());
        }
    }
    return out;
}

TEST(SentencesAndIcu, SayRandomMessagesAlike) {
    std::mt19937_64 random(2);
    int said = 0;
    for (int i = 0; i < 30'000; ++i) {
        const std::string message = random_message(random, 0);
        auto parsed = Message::parse(message);
        if (!parsed) continue;  // ours are fewer
        ++said;
        const std::string_view language = kLanguages[random() % 3];
        const Arguments arguments{{"x", "it's {n} #"},
                                  {"n", static_cast<std::int64_t>(random() % 150)},
                                  {"k", random() % 2 == 0 ? "yes" : "no"}};
        EXPECT_EQ(parsed->format(arguments, grammar_of(language)),
                  icu_says(message, arguments, language))
            << language << ": " << message;
    }
    EXPECT_GT(said, 10'000);
}

TEST(SentencesAndIcu, RefuseAtLeastWhatItRefuses) {
    std::mt19937_64 random(3);
    constexpr std::string_view kCharacters = "{}{}{}''#,, =nxk1otherpluralselectnumber ";
    int parsed = 0;
    for (int i = 0; i < 300'000; ++i) {
        std::string message = "{n, plural, other {";
        for (auto length = random() % 12; length > 0; --length)
            message += kCharacters[random() % kCharacters.size()];
        if (random() % 4 != 0) message += "}}";
        if (!Message::parse(message)) continue;
        ++parsed;
        UErrorCode code = U_ZERO_ERROR;
        UParseError where;
        icu::MessageFormat format(wide(message), locale_of("en"), where, code);
        EXPECT_TRUE(U_SUCCESS(code)) << message;
    }
    EXPECT_GT(parsed, 1000);
}

TEST(SentencesAndIcu, ListAlike) {
    for (std::string_view language : kLanguages) {
        UErrorCode code = U_ZERO_ERROR;
        // The series comma is not ours.
        std::unique_ptr<icu::ListFormatter> format(icu::ListFormatter::createInstance(
            icu::Locale(language == "en" ? "en_GB" : std::string(language).c_str()), code));
        ASSERT_TRUE(U_SUCCESS(code));
        for (std::size_t length = 0; length < 9; ++length) {
            std::vector<std::string> items;
            std::vector<icu::UnicodeString> theirs;
            for (std::size_t i = 0; i < length; ++i) {
                items.push_back(fmt::format("الأردن{}", i));
                theirs.push_back(wide(items.back()));
            }
            icu::UnicodeString out;
            format->format(theirs.data(), static_cast<std::int32_t>(length), out, code);
            ASSERT_TRUE(U_SUCCESS(code));
            EXPECT_EQ(rulebook::format_list(items, grammar_of(language)), narrow(out)) << language;
        }
    }
}

TEST(SentencesAndIcu, DateAlike) {
    for (std::string_view language : kLanguages) {
        UErrorCode code = U_ZERO_ERROR;
        icu::SimpleDateFormat format(wide(language == "ar" ? "d MMMM y'م'" : "d MMMM y"),
                                     locale_of(language), code);
        format.adoptTimeZone(icu::TimeZone::createTimeZone("GMT+3"));
        ASSERT_TRUE(U_SUCCESS(code));
        std::mt19937_64 random(4);
        for (int i = 0; i < 2000; ++i) {
            const Instant instant{static_cast<std::int64_t>(random() % 4'000'000'000'000) -
                                  std::int64_t{kDayMs} * 365 * 69};
            icu::UnicodeString out;
            format.format(static_cast<UDate>(instant.ms), out);
            std::string theirs = narrow(out);
            // French writes the first of a month as an ordinal, in prose.
            if (language == "fr" && theirs.starts_with("1 ")) theirs.insert(1, "er");
            const std::int64_t local = instant.ms + 3 * 3600 * kSecondMs;
            const std::int64_t day = (local >= 0 ? local : local - kDayMs + 1) / kDayMs;
            EXPECT_EQ(rulebook::format_day_in(day, grammar_of(language)), theirs);
            const std::string at = rulebook::format_instant_in(instant, 180, grammar_of(language));
            EXPECT_TRUE(at.starts_with(theirs)) << at;
        }
    }
}

}  // namespace
}  // namespace mithaq::out
