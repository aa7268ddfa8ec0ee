#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace mithaq {
namespace {

using namespace std::string_literals;

TEST(Base64, HasOneSpellingOfEachValue) {
    EXPECT_EQ(to_base64(as_bytes("a")), "YQ==");
    EXPECT_EQ(from_base64("YQ==").value(), "a");
    EXPECT_EQ(from_base64("").value(), "");
    for (auto bad : {"YQ", "YQ=", "YR==", "YQ==\n", "Y Q==", "YQ==YQ==", "-_==", "Y", "===="})
        EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Base64, TakesNoByteOutsideItsAlphabet) {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t at = 0; at < 7; ++at)
        for (int c = 0; c < 256; ++c) {
            std::string text = "AAAAAAAA";
            text[at] = static_cast<char>(c);
            bool in_alphabet = kAlphabet.find(text[at]) != kAlphabet.npos;
            EXPECT_EQ(from_base64(text).has_value(), in_alphabet) << at << " " << c;
        }
}

TEST(Hex, IsLowerCaseOnly) {
    EXPECT_EQ(from_hex("00ff").value(), "\x00\xff"s);
    EXPECT_FALSE(from_hex("00FF"));
    EXPECT_FALSE(from_hex("0"));
}

TEST(Sha256, OfNothingIsThePublishedValue) {
    EXPECT_EQ(to_base64(sha256("").bytes), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    EXPECT_EQ(sha256({"ab", "c"}), sha256("abc"));
}

TEST(Decimal, HasNoLeadingZeroAndNoSign) {
    EXPECT_EQ(parse_decimal("0").value(), 0u);
    EXPECT_EQ(parse_decimal("9223372036854775807").value(), 9223372036854775807u);
    for (auto bad : {"", "00", "01", "+1", "-1", " 1", "1 ", "9223372036854775808"})
        EXPECT_FALSE(parse_decimal(bad)) << bad;
}

TEST(Instant, RoundTripsAndRefusesWhatIsNoDate) {
    for (auto text : {"1900-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
                      "9999-12-31T23:59:59Z"})
        EXPECT_EQ(format_instant(parse_instant(text).value()), text);
    EXPECT_EQ(format_stamp(parse_stamp("2026-11-23T09:30:00.123Z").value()),
              "2026-11-23T09:30:00.123Z");
    EXPECT_EQ(parse_instant("1970-01-01T00:00:01Z").value().ms, 1000);
    for (auto bad : {"1899-12-31T23:59:59Z", "2023-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
                     "2026-01-01T23:59:60Z", "2026-01-01 23:59:59Z", "2026-01-01T23:59:59",
                     "2026-1-1T00:00:00Z", "2026-01-01T00:00:00.000Z"})
        EXPECT_FALSE(parse_instant(bad)) << bad;
}

TEST(Utf8, FindsTheFirstBadByte) {
    EXPECT_TRUE(is_utf8("سجل ميثاق — registre"));
    EXPECT_EQ(first_invalid_utf8("abcdefgh\xff"), 8u);
    EXPECT_FALSE(is_utf8("\xc0\x80"));          // overlong
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));      // surrogate
    EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));  // beyond U+10FFFF
    EXPECT_FALSE(is_utf8("\xe2\x80"));          // cut
    EXPECT_EQ(code_points("ميثاق"), 5u);
}

std::string type_of(std::string_view text) {
    auto value = parse_json(text);
    return value ? "ok" : value.error().type;
}

TEST(Json, ReadsOnlyTheStrictSubset) {
    EXPECT_EQ(type_of(R"({"a":[1,-2,0,true,"x\n",{"b":{}}]})"), "ok");
    EXPECT_EQ(type_of(R"({"a":"﷐ \u202e"})"), "ok");  // noncharacter, bidirectional control
    EXPECT_EQ(type_of(R"({"a":"\ud83d\ude00"})"), "ok");
    EXPECT_EQ(type_of(R"({"a":1,"a":1})"), "json-duplicate-name");
    EXPECT_EQ(type_of(R"({"a":1,"\u0061":1})"), "json-duplicate-name");
    EXPECT_EQ(type_of(R"({"é":1})"), "json-name");
    EXPECT_EQ(type_of(R"({"a\n":1})"), "json-name");
    for (auto number : {"1.0", "1e3", "-0", "9007199254740992", "-9007199254740992", "1E0",
                        "18446744073709551616", "9999999999999999999", "1.", "0.5"})
        EXPECT_NE(type_of("{\"a\":" + std::string(number) + "}"), "ok") << number;
    EXPECT_EQ(type_of(R"({"a":9007199254740991})"), "ok");
    EXPECT_NE(type_of(R"({"a":01})"), "ok");
    EXPECT_EQ(type_of(R"({"a":null})"), "json-null");
    for (auto bad :
         {R"({"a":"\t"})", R"({"a":"\u0000"})", R"({"a":"\u007f"})", R"({"a":"\u0085"})"})
        EXPECT_EQ(type_of(bad), "json-control-character") << bad;
    EXPECT_EQ(type_of(R"({"a":"\u00a0"})"), "ok");
    for (auto bad : {R"({"a":"\ud800"})", R"({"a":"\udc00x"})", R"({"a":1}x)", R"({"a":1)", "", "{",
                     R"({"a":1,})", "{'a':1}", "// x\n{}", R"({"a":NaN})"})
        EXPECT_EQ(type_of(bad), "json-syntax") << bad;
    // Boost.JSON judges a text that it reads to its end, Boost.Locale one that fails: alike.
    for (auto bad : {"\xff", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                     "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x80", "\x80", "\xc2"})
        for (auto around : {"\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\""})
            EXPECT_EQ(type_of("{\"a\":\"" + std::string(bad) + around + "}"), "json-utf8") << bad;
}

TEST(Json, CountsTheOutermostValueAsDepthOne) {
    auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(type_of(nested(16)), "ok");
    EXPECT_EQ(type_of(nested(17)), "json-depth");
    EXPECT_EQ(type_of(nested(5000)), "json-depth");
}

TEST(Json, SaysWhere) {
    EXPECT_EQ(parse_json(R"({"a":[0,{"b/c":1.5}]})").error().pointer, "/a/1/b~1c");
    EXPECT_EQ(parse_json(R"({"x":{"b":1,"a":2,"b":3}})").error().pointer, "/x/b");
}

TEST(Json, WritesOneCanonicalForm) {
    auto value = parse_json(R"( {"b": [1, "\u00e9\/\n\"\\"], "a": {"d":true,"c":false}} )").value();
    EXPECT_EQ(canonical_json(value), R"({"a":{"c":false,"d":true},"b":[1,"é/\n\"\\"]})");
}

}  // namespace
}  // namespace mithaq
