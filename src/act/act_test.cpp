#include "act/act.h"

#include <map>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "act/entry.h"
#include "act/keys.h"
#include "base/sha256.h"

namespace mithaq::act {
namespace {

// Header name -> its value, as JSON text: so that what is not an act can be written too.
using Headers = std::map<std::string, std::string>;

const std::string kHex(64, 'a');
const std::string kRoot = to_base64(Hash{}.bytes);

Headers required() {
    return {{"act", R"("mithaq/0")"},
            {"register", R"("register.example/basic/log")"},
            {"form", R"("communication.plain")"},
            {"from", R"(["XAA"])"},
            {"seen", R"({"size":1,"root":")" + kRoot + "\"}"},
            {"expires", R"("2026-11-24T09:00:00Z")"},
            {"body", "{}"}};
}

std::string text_of(const Headers& headers) {
    std::string out;
    for (const auto& [name, value] : headers)
        out += fmt::format("{}\"{}\":{}", out.empty() ? "{" : ",", name, value);
    return out + "}\n";
}

note::SignerKey signer(std::string_view participant = "XAA") {
    return note::make_signer_key(key_name("register.example/basic/log", participant, "main"),
                                 sha256(participant).bytes);
}

std::string note_of(std::string_view text) {
    return note::format_note({std::string(text), {note::sign(signer(), text)}});
}

// "ok", or the error's type and pointer with a space between.
template <typename T>
std::string said(const Result<T>& result) {
    return result ? "ok" : result.error().type + " " + result.error().pointer;
}
std::string judge(std::string_view text) {
    return said(parse_act(note_of(text)));
}
std::string judge(const Headers& headers) {
    return judge(text_of(headers));
}

// A JSON string of `n` characters that take two bytes each.
std::string characters(std::size_t n) {
    std::string out = "\"";
    for (std::size_t i = 0; i < n; ++i) out += "\u00e9";
    return out + "\"";
}
std::string list(std::size_t n, std::string_view element) {
    std::string out = "[";
    for (std::size_t i = 0; i < n; ++i) out += fmt::format("{}{}", i ? "," : "", element);
    return out + "]";
}
std::string authors(std::size_t n) {
    std::string out = "[";
    for (std::size_t i = 0; i < n; ++i) out += fmt::format("{}\"P{}\"", i ? "," : "", i);
    return out + "]";
}
std::string reference(std::string_view id, std::string_view rest) {
    return fmt::format(R"([{{"id":"{}"{}}}])", id, rest);
}
std::string enclosure(std::string_view size, std::string_view type, std::string_view name) {
    return fmt::format(R"([{{"sha256":"{}","size":{},"type":"{}","name":{}}}])", kHex, size, type,
                       name);
}
std::string received(std::string_view from, std::string_view via, std::string_view at,
                     std::string_view by) {
    return fmt::format(R"({{"from":{},"via":{},"at":"{}","by":{}}})", from, via, at, by);
}

TEST(Act, OfTheRequiredHeadersAloneIsRead) {
    auto act = parse_act(note_of(text_of(required()))).value();
    EXPECT_EQ(act.origin, "register.example/basic/log");
    EXPECT_EQ(act.form, "communication.plain");
    EXPECT_EQ(act.from, std::vector<std::string>{"XAA"});
    EXPECT_EQ(act.seen.size, 1u);
    EXPECT_EQ(act.seen.root, Hash{});
    EXPECT_EQ(act.expires, parse_instant("2026-11-24T09:00:00Z").value());
    EXPECT_TRUE(act.body().empty());
    EXPECT_FALSE(act.matter || act.received);
    EXPECT_TRUE(act.re.empty() && act.ref.empty() && act.marking.empty());
    EXPECT_TRUE(act.languages.empty() && act.enclosures.empty());
}

TEST(Act, OfEveryHeaderIsRead) {
    auto headers = required();
    headers["matter"] = '"' + kHex + '"';
    headers["re"] = reference(kHex, R"(,"as":"replies","item":"4")");
    headers["ref"] = R"("DG/1")";
    headers["dated"] = R"({"gregorian":"2026-11-23","hijri":"13 Jumada II 1448"})";
    headers["marking"] = R"("open")";
    headers["languages"] = R"({"ar":"original","en":"courtesy"})";
    headers["enclosures"] = enclosure("0", "application/pdf", R"("a.pdf")");
    headers["received"] = received(R"(["XAB"])", R"("post")", "2026-11-23T09:00:00Z", R"("clerk")");
    auto act = parse_act(note_of(text_of(headers)));
    ASSERT_EQ(said(act), "ok");
    EXPECT_EQ(hex(*act->matter), kHex);
    EXPECT_EQ(hex(act->re.at(0).id), kHex);
    EXPECT_EQ(act->re[0].as, "replies");
    EXPECT_EQ(act->re[0].item, "4");
    EXPECT_EQ(act->ref, "DG/1");
    EXPECT_EQ(act->marking, "open");
    EXPECT_EQ(act->languages, (std::vector<std::string>{"ar", "en"}));
    EXPECT_EQ(act->enclosures.at(0).type, "application/pdf");
    EXPECT_EQ(act->enclosures[0].name, "a.pdf");
    EXPECT_EQ(act->received->from, std::vector<std::string>{"XAB"});
    EXPECT_EQ(act->received->via, "post");
    EXPECT_EQ(act->received->by, "clerk");
    EXPECT_EQ(format_instant(act->received->at), "2026-11-23T09:00:00Z");
}

struct Row {
    std::string name, value;  // an empty value leaves the header out
    std::string expected;
};

void judge_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        auto headers = required();
        if (row.value.empty())
            headers.erase(row.name);
        else
            headers[row.name] = row.value;
        EXPECT_EQ(judge(headers), row.expected) << row.name << " " << row.value.substr(0, 200);
    }
}

TEST(Act, RequiredHeadersAreThereAndOfTheirForm) {
    judge_rows({
        {"act", "", "act-missing-name "},
        {"act", R"("mithaq/1")", "act-format /act"},
        {"act", "0", "act-header /act"},
        {"register", "", "act-missing-name "},
        {"register", "{}", "act-header /register"},
        {"register", R"("")", "act-header /register"},
        {"register", characters(255), "ok"},
        {"register", characters(256), "act-header /register"},
        {"form", "", "act-missing-name "},
        {"form", R"("plain")", "act-header /form"},
        {"form", R"("Communication.plain")", "act-header /form"},
        {"form", R"("communication.")", "act-header /form"},
        {"form", R"("communication..plain")", "act-header /form"},
        {"form", R"("communication.1plain")", "act-header /form"},
        {"form", R"("a.)" + std::string(62, 'b') + '"', "ok"},
        {"form", R"("a.)" + std::string(63, 'b') + '"', "act-header /form"},
        {"from", "", "act-missing-name "},
        {"from", R"("XAA")", "act-header /from"},
        {"from", "[]", "act-header /from"},
        {"from", "[1]", "act-header /from/0"},
        {"from", R"(["XAA","Xab"])", "act-header /from/1"},
        {"from", R"(["XAA","X"])", "act-header /from/1"},
        {"from", R"(["XAA","1A"])", "act-header /from/1"},
        {"from", R"(["ABCDEFGHIJKLMNOP"])", "ok"},
        {"from", R"(["ABCDEFGHIJKLMNOPQ"])", "act-header /from/0"},
        {"from", R"(["XAA","XAB","XAA"])", "act-header /from/2"},
        {"from", authors(100), "ok"},
        {"from", authors(101), "act-header /from"},
        {"seen", "", "act-missing-name "},
        {"seen", "1", "act-header /seen"},
        {"seen", "{}", "act-missing-name /seen"},
        {"seen", R"({"size":1})", "act-missing-name /seen"},
        {"seen", R"({"size":-1,"root":")" + kRoot + "\"}", "act-header /seen/size"},
        {"seen", R"({"size":"1","root":")" + kRoot + "\"}", "act-header /seen/size"},
        {"seen", R"({"size":1,"root":""})", "act-header /seen/root"},
        {"seen", R"({"size":1,"root":"AAAA"})", "act-header /seen/root"},
        {"seen", R"({"size":1,"root":")" + kRoot.substr(0, 43) + "\"}", "act-header /seen/root"},
        {"seen", R"({"size":1,"root":")" + kRoot.substr(0, 42) + "B=\"}", "act-header /seen/root"},
        {"seen", R"({"size":1,"root":")" + kRoot + R"(","x":1})", "act-unknown-name /seen"},
        {"expires", "", "act-missing-name "},
        {"expires", "1", "act-header /expires"},
        {"expires", R"("2026-11-24")", "act-header /expires"},
        {"expires", R"("2026-11-24T09:00:00.000Z")", "act-header /expires"},
        {"expires", R"("2026-11-24T09:00:60Z")", "act-header /expires"},
        {"expires", R"("2026-11-24T09:00:00+00:00")", "act-header /expires"},
        {"body", "", "act-missing-name "},
        {"body", "[]", "act-header /body"},
        {"body", R"({"anything":[true]})", "ok"},
        {"title", R"("x")", "act-unknown-name /title"},
        {"a~/b", "1", "act-unknown-name /a~0~1b"},
    });
}

TEST(Act, OptionalHeadersAreOfTheirForm) {
    judge_rows({
        {"matter", '"' + kHex + '"', "ok"},
        {"matter", '"' + kHex.substr(1) + '"', "act-header /matter"},
        {"matter", '"' + kHex.substr(1) + "A\"", "act-header /matter"},
        {"matter", '"' + kHex + "aa\"", "act-header /matter"},
        {"ref", R"("")", "act-header /ref"},
        {"ref", "1", "act-header /ref"},
        {"ref", characters(1), "ok"},
        {"ref", characters(128), "ok"},
        {"ref", characters(129), "act-header /ref"},
        {"marking", R"("")", "act-header /marking"},
        {"marking", characters(64), "ok"},
        {"marking", characters(65), "act-header /marking"},
        {"dated", "{}", "act-header /dated"},
        {"dated", R"("2026-11-23")", "act-header /dated"},
        {"dated", R"({"gregorian":"2026-02-29"})", "act-header /dated/gregorian"},
        {"dated", R"({"gregorian":"2026-11-23T00:00:00Z"})", "act-header /dated/gregorian"},
        {"dated", R"({"gregorian":""})", "act-header /dated/gregorian"},
        {"dated", R"({"gregorian":"2024-02-29"})", "ok"},
        {"dated", R"({"hijri":)" + characters(64) + "}", "ok"},
        {"dated", R"({"hijri":)" + characters(65) + "}", "act-header /dated/hijri"},
        {"dated", R"({"julian":"x"})", "act-unknown-name /dated"},
        {"languages", "{}", "act-header /languages"},
        {"languages", "[]", "act-header /languages"},
        {"languages", R"({"ar":"original","fr":"authentic","en":"official","es":"courtesy"})",
         "ok"},
        {"languages", R"({"ar":"translated"})", "act-header /languages/ar"},
        {"languages", R"({"ar":1})", "act-header /languages/ar"},
        {"languages", R"({"arab":"original"})", "act-header /languages/arab"},
        {"languages", R"({"a":"original"})", "act-header /languages/a"},
        {"languages", R"({"AR":"original"})", "act-header /languages/AR"},
    });
}

TEST(Act, ReferencesAndEnclosuresAreOfTheirForm) {
    std::string one = R"({"id":")" + kHex + R"(","as":"basis"})";
    std::string file = enclosure("1", "a/b", "\"n\"");
    std::string media = "a/" + std::string(125, 'b');
    judge_rows({
        {"re", "[]", "act-header /re"},
        {"re", "{}", "act-header /re"},
        {"re", "[1]", "act-header /re/0"},
        {"re", list(100, one), "ok"},
        {"re", list(101, one), "act-header /re"},
        {"re", reference(kHex, ""), "act-missing-name /re/0"},
        {"re", reference(kHex.substr(2), R"(,"as":"basis")"), "act-header /re/0/id"},
        {"re", reference(kHex, R"(,"as":"bases")"), "act-header /re/0/as"},
        {"re", reference(kHex, R"(,"as":"basis","item":"")"), "act-header /re/0/item"},
        {"re", reference(kHex, R"(,"as":"basis","item":)" + characters(64)), "ok"},
        {"re", reference(kHex, R"(,"as":"basis","item":)" + characters(65)),
         "act-header /re/0/item"},
        {"re", reference(kHex, R"(,"as":"basis","why":"x")"), "act-unknown-name /re/0"},
        {"re", "[" + one + R"(,{"as":"basis"}])", "act-missing-name /re/1"},
        {"enclosures", "[]", "act-header /enclosures"},
        {"enclosures", list(64, file.substr(1, file.size() - 2)), "ok"},
        {"enclosures", list(65, file.substr(1, file.size() - 2)), "act-header /enclosures"},
        {"enclosures", enclosure("-1", "a/b", "\"n\""), "act-header /enclosures/0/size"},
        {"enclosures", enclosure("9007199254740991", "a/b", "\"n\""), "ok"},
        {"enclosures", enclosure("1", "a", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "a/", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "/b", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "a/b/c", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "a/b;c=d", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "A/b", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "image/svg+xml", "\"n\""), "ok"},
        {"enclosures", enclosure("1", media, "\"n\""), "ok"},
        {"enclosures", enclosure("1", media + "b", "\"n\""), "act-header /enclosures/0/type"},
        {"enclosures", enclosure("1", "a/b", "\"\""), "act-header /enclosures/0/name"},
        {"enclosures", enclosure("1", "a/b", characters(128)), "ok"},
        {"enclosures", enclosure("1", "a/b", characters(129)), "act-header /enclosures/0/name"},
        {"enclosures", R"([{"size":1,"type":"a/b","name":"n"}])", "act-missing-name /enclosures/0"},
    });
    for (std::string_view as :
         {"basis", "replies", "implements", "reaffirms", "adopts", "transmits", "amends",
          "corrects", "supersedes", "withdraws", "follows", "supports", "releases"})
        judge_rows({{"re", reference(kHex, fmt::format(R"(,"as":"{}")", as)), "ok"}});
}

TEST(Act, WhatCameOnPaperIsOfItsForm) {
    constexpr std::string_view kAt = "2026-11-23T09:00:00Z";
    judge_rows({
        {"received", "[]", "act-header /received"},
        {"received", "{}", "act-missing-name /received"},
        {"received", received("[]", "\"v\"", kAt, "\"b\""), "act-header /received/from"},
        {"received", received(R"(["XAA","xab"])", "\"v\"", kAt, "\"b\""),
         "act-header /received/from/1"},
        {"received", received(R"(["XAA","XAA"])", "\"v\"", kAt, "\"b\""),
         "act-header /received/from/1"},
        {"received", received(R"(["XAA"])", "\"\"", kAt, "\"b\""), "act-header /received/via"},
        {"received", received(R"(["XAA"])", characters(64), kAt, characters(64)), "ok"},
        {"received", received(R"(["XAA"])", characters(65), kAt, "\"b\""),
         "act-header /received/via"},
        {"received", received(R"(["XAA"])", "\"v\"", "2026-11-23", "\"b\""),
         "act-header /received/at"},
        {"received", received(R"(["XAA"])", "\"v\"", kAt, characters(65)),
         "act-header /received/by"},
    });
}

TEST(Act, OfTheFoundingHasNoExpiryAndOthersHave) {
    auto headers = required();
    headers["form"] = R"("register.found")";
    headers.erase("expires");
    EXPECT_FALSE(parse_act(note_of(text_of(headers)))->expires.has_value());
    headers["form"] = R"("register.adopt")";
    EXPECT_EQ(judge(headers), "act-missing-name ");
}

// ---- the text

std::string with_body(std::string_view body) {
    auto headers = required();
    headers["body"] = body;
    return text_of(headers);
}
std::string nested(std::size_t depth) {  // {"a":{"a":…{}}}, `depth` objects
    std::string out;
    for (std::size_t i = 1; i < depth; ++i) out += R"({"a":)";
    out += "{}";
    return out + std::string(depth - 1, '}');
}

TEST(ActText, IsOneObjectFromItsFirstByteToItsLast) {
    std::string text = text_of(required());
    std::string object = text.substr(0, text.size() - 1);
    EXPECT_EQ(judge(text), "ok");
    EXPECT_EQ(judge(" " + text), "act-text ");
    EXPECT_EQ(judge("\n" + text), "act-text ");
    EXPECT_EQ(judge("\xef\xbb\xbf" + text), "act-text ");
    EXPECT_EQ(judge(object + " \n"), "act-text ");
    EXPECT_EQ(judge(text + "\n"), "act-text ");
    EXPECT_EQ(judge("[" + object + "]\n"), "act-text ");
    EXPECT_EQ(judge("\"x\"\n"), "act-text ");
    EXPECT_EQ(judge("{}\n"), "act-missing-name ");
    EXPECT_EQ(judge("{\n"), "act-text ");
    EXPECT_EQ(judge(object + object + "\n"), "json-syntax ");
    EXPECT_EQ(judge(object + "\n" + text), "json-syntax ");
    EXPECT_EQ(judge(object + "}\n"), "json-syntax ");
    EXPECT_EQ(judge(object.substr(0, object.size() - 1) + ",}\n"), "json-syntax /seen");
    EXPECT_EQ(judge("{\"act\"}\n"), "json-syntax /act");
    // White space between the tokens belongs to JSON; it only gives another id.
    EXPECT_EQ(judge("{\n\n  " + text.substr(1)), "ok");
}

TEST(ActText, HasNoControlCharacterAndIsUtf8) {
    const std::vector<std::string> bad = {"\t",       "\r",           std::string(1, '\0'),
                                          "\x1f",     "\xff",         "\x80",
                                          "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
    for (const std::string& inside : bad) {
        EXPECT_EQ(judge(with_body(fmt::format(R"({{"a":"{}"}})", inside))), "note-malformed ");
        EXPECT_EQ(judge("{" + inside + text_of(required()).substr(1)), "note-malformed ");
    }
    EXPECT_EQ(judge(text_of(required()).substr(0, 20) + "\r\n"), "note-malformed ");
    EXPECT_EQ(judge(with_body("{\"a\":\"\x7f\"}")), "json-control-character /body/a");
    EXPECT_EQ(judge(with_body("{\"a\":\"\xc2\x85\"}")), "json-control-character /body/a");
    EXPECT_EQ(judge(with_body("{\"a\":\"\xc2\xa0\"}")), "ok");
    EXPECT_EQ(judge(with_body("{\"a\":\"x\ny\"}")), "json-syntax /body/a");
    // Noncharacters and bidirectional controls are allowed.
    EXPECT_EQ(judge(with_body("{\"a\":\"\xef\xbf\xbf\xe2\x80\xae\"}")), "ok");
}

TEST(ActText, IsStrictJson) {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {R"({"a":1,"b":2,"a":3})", "json-duplicate-name /body/a"},
        {R"({"a":1,"\u0061":3})", "json-duplicate-name /body/a"},
        {R"({"x":[{"a":1},{"a":1,"a":1}]})", "json-duplicate-name /body/x/1/a"},
        {R"({"é":1})", "json-name /body"},
        {R"({"\u00e9":1})", "json-name /body"},
        {R"({"\n":1})", "json-name /body"},
        {R"({"":1})", "ok"},
        {R"({"a":null})", "json-null /body/a"},
        {R"({"a":1.0})", "json-number /body/a"},
        {R"({"a":1e2})", "json-number /body/a"},
        {R"({"a":[0,-0]})", "json-number /body/a/1"},
        {R"({"a":-1})", "ok"},
        {R"({"a":9007199254740991})", "ok"},
        {R"({"a":9007199254740992})", "json-number /body/a"},
        {R"({"a":-9007199254740991})", "ok"},
        {R"({"a":-9007199254740992})", "json-number /body/a"},
        {R"({"a":18446744073709551616})", "json-number /body/a"},
        {R"({"a":NaN})", "json-syntax /body/a"},
        {R"({"a":"\ud800"})", "json-syntax /body/a"},
        {R"({"a":"\udc00"})", "json-syntax /body/a"},
        {R"({"a":"\udc00\ud800"})", "json-syntax /body/a"},
        {R"({"a":"\ud83d\ude00"})", "ok"},
        {R"({"a":"\n"})", "ok"},
        {R"({"a":"\t"})", "json-control-character /body/a"},
        {R"({"a":"\u0000"})", "json-control-character /body/a"},
        {R"({"a":"\u007f"})", "json-control-character /body/a"},
        {R"({"a":"\u009f"})", "json-control-character /body/a"},
        {R"({"a":"\u00a0"})", "ok"},
        {R"({"a":'x'})", "json-syntax /body/a"},
        {R"({"a":1,})", "json-syntax /body/a"},
        {R"({"a":1 /* x */})", "json-syntax /body/a"},
        {nested(15), "ok"},  // the act is depth 1, its body 2
    };
    for (const auto& [body, expected] : rows) EXPECT_EQ(judge(with_body(body)), expected) << body;
    EXPECT_TRUE(judge(with_body(nested(16))).starts_with("json-depth /body/a/a/a"));
    // A deep text costs no stack.
    EXPECT_TRUE(
        judge(with_body(R"({"a":)" + std::string(50'000, '[') + "}")).starts_with("json-depth "));
}

TEST(ActText, AndSignaturesTogetherHaveAtMost60KiB) {
    auto fitted = [](std::size_t size) {
        std::size_t empty = note_of(with_body(R"({"a":""})")).size();
        return note_of(with_body(fmt::format(R"({{"a":"{}"}})", std::string(size - empty, 'x'))));
    };
    ASSERT_EQ(fitted(kActBytesMax).size(), 61'440u);
    EXPECT_EQ(said(parse_act(fitted(kActBytesMax))), "ok");
    auto over = parse_act(fitted(kActBytesMax + 1));
    EXPECT_EQ(said(over), "act-too-large ");
    EXPECT_EQ(over.error().code, Errc::too_large);
}

TEST(Act, IdIsTheTextsHashWhoeverSigns) {
    std::string text = text_of(required());
    auto one = parse_act(note_of(text)).value();
    auto other = parse_act(note::format_note({text, {note::sign(signer("XAB"), text)}})).value();
    EXPECT_EQ(one.id, sha256(text));
    EXPECT_EQ(one.id, other.id);
    EXPECT_EQ(one.id, act_id(text));
    EXPECT_EQ(hex(one.id), to_hex(sha256(text).bytes));
}

TEST(Act, WithAnyByteChangedIsAnotherActOrNone) {
    auto headers = required();
    headers["ref"] = R"("é/1")";
    headers["body"] = R"({"text":{"en":"x\u0020y"}})";
    const std::string text = text_of(headers);
    const std::string note = note_of(text);
    const Hash id = parse_act(note)->id;
    const note::VerifierKey key = signer().verifier;
    std::size_t parsed = 0;
    for (std::size_t at = 0; at < note.size(); ++at)
        for (int flip : {0x01, 0x02, 0x20, 0x80}) {
            std::string changed = note;
            changed[at] = static_cast<char>(changed[at] ^ flip);
            auto act = parse_act(changed);
            if (!act) continue;
            ++parsed;
            bool verifies = note::verify_line(key, act->note.signatures.at(0), act->note.text);
            EXPECT_FALSE(verifies) << at;
            EXPECT_EQ(act->id == id, act->note.text == text) << at;
        }
    EXPECT_GT(parsed, 100u);  // most changes inside strings still read: the signature is what holds
    // One byte less or more.
    for (std::size_t at = 0; at < note.size(); ++at) {
        std::string shorter = note;
        shorter.erase(at, 1);
        if (auto act = parse_act(shorter); act)
            EXPECT_FALSE(note::verify_line(key, act->note.signatures.at(0), act->note.text)) << at;
    }
}

// ---- writing

TEST(ActText, WrittenIsReadAgain) {
    json::object headers{{"body", {{"text", {{"en", "line\nfeed, \"quoted\", \u00e9"}}}}},
                         {"expires", "2026-11-24T09:00:00Z"},
                         {"seen", {{"size", 1}, {"root", kRoot}}},
                         {"from", json::array{"XAA", "XAB"}},
                         {"form", "communication.plain"},
                         {"ref", "1"},
                         {"register", "register.example/basic/log"}};
    std::string text = write_act_text(headers).value();
    EXPECT_EQ(text, R"({"act":"mithaq/0","register":"register.example/basic/log",)"
                    R"("form":"communication.plain","from":["XAA","XAB"],)"
                    R"("seen":{"size":1,"root":")" +
                        kRoot +
                        R"("},"expires":"2026-11-24T09:00:00Z","ref":"1",)"
                        R"("body":{"text":{"en":"line\nfeed, \"quoted\", é"}}})"
                        "\n");
    auto act = parse_act(note_of(text)).value();
    json::object read = act.document;
    read.erase("act");
    EXPECT_EQ(read, headers);
}

TEST(ActText, IsNotWrittenWhenItWouldNotBeRead) {
    json::object headers{{"register", "register.example/basic/log"},
                         {"form", "communication.plain"},
                         {"from", json::array{"XAA"}},
                         {"seen", {{"size", 1}, {"root", kRoot}}},
                         {"expires", "2026-11-24T09:00:00Z"},
                         {"body", json::object()}};
    ASSERT_EQ(said(write_act_text(headers)), "ok");
    auto with = [&](std::string_view name, json::value value) {
        json::object out = headers;
        out[name] = std::move(value);
        return said(write_act_text(out));
    };
    EXPECT_EQ(with("act", "mithaq/0"), "act-unknown-name ");
    EXPECT_EQ(with("title", "x"), "act-unknown-name ");
    EXPECT_EQ(with("ref", ""), "act-header /ref");
    EXPECT_EQ(with("ref", nullptr), "json-null /ref");
    EXPECT_EQ(with("body", {{"a", 1.5}}), "json-number /body/a");
    EXPECT_EQ(with("body", {{"a", std::string(kActBytesMax, 'x')}}), "json-size ");
    headers.erase("body");
    EXPECT_EQ(said(write_act_text(headers)), "act-missing-name ");
}

// ---- entries and keys

TEST(Entry, IsALineWithTheStampAndThenTheNote) {
    Instant stamp = parse_stamp("2026-11-23T09:30:00.123Z").value();
    std::string bytes = entry_line(stamp) + "any\nnote\n";
    EXPECT_EQ(bytes, "mithaq-entry/0 2026-11-23T09:30:00.123Z\nany\nnote\n");
    auto entry = parse_entry(bytes).value();
    EXPECT_EQ(entry.stamp, stamp);
    EXPECT_EQ(entry.note, "any\nnote\n");
    for (std::string_view bad :
         {"", "\n", "mithaq-entry/0 2026-11-23T09:30:00.123Z", "mithaq-entry/0 \n",
          "mithaq-entry/0 2026-11-23T09:30:00Z\n", "mithaq-entry/0  2026-11-23T09:30:00.123Z\n",
          "mithaq-entry/0 2026-11-23T09:30:00.123Z \n",
          "mithaq-entry/0 2026-11-23T09:30:00.123Z\r\n",
          "mithaq-entry/1 2026-11-23T09:30:00.123Z\n", "mithaq-entry/0 2026-13-23T09:30:00.123Z\n",
          "mithaq-entry/0\n2026-11-23T09:30:00.123Z\n",
          " mithaq-entry/0 2026-11-23T09:30:00.123Z\n"})
        EXPECT_EQ(said(parse_entry(bad)), "entry-line ") << bad;
}

TEST(Purpose, HasOneNameEach) {
    for (Purpose purpose : {Purpose::root, Purpose::submit, Purpose::witness, Purpose::mirror,
                            Purpose::audit, Purpose::checkpoint, Purpose::clock, Purpose::refusal})
        EXPECT_EQ(purpose_of(purpose_name(purpose)), purpose);
    EXPECT_EQ(purpose_name(Purpose::refusal), "refusal");
    EXPECT_FALSE(purpose_of("seal") || purpose_of("") || purpose_of("Root"));
}

TEST(Possession, HoldsForItsOriginParticipantPurposeAndKeyAlone) {
    auto key = signer();
    auto other = note::make_signer_key(key.verifier.name + "2", key.seed);  // the same 32 bytes
    std::string proof = prove_possession("o.example/a/log", "XAA", Purpose::submit, key);
    EXPECT_EQ(possession_text("o.example/a/log", "XAA", Purpose::submit, key.verifier),
              "mithaq-possession/0\no.example/a/log\nXAA\nsubmit\n" +
                  note::format_verifier_key(key.verifier) + "\n");
    auto holds = [&](std::string_view origin, std::string_view participant, Purpose purpose,
                     const note::SignerKey& of, std::string_view text) {
        return verify_possession(origin, participant, purpose, of.verifier, text);
    };
    EXPECT_TRUE(holds("o.example/a/log", "XAA", Purpose::submit, key, proof));
    EXPECT_FALSE(holds("o.example/b/log", "XAA", Purpose::submit, key, proof));
    EXPECT_FALSE(holds("o.example/a/log", "XAB", Purpose::submit, key, proof));
    EXPECT_FALSE(holds("o.example/a/log", "XAA", Purpose::root, key, proof));
    EXPECT_FALSE(holds("o.example/a/log", "XAA", Purpose::submit, other, proof));
    EXPECT_FALSE(holds("o.example/a/log", "XAA", Purpose::submit, key, ""));
    EXPECT_FALSE(holds("o.example/a/log", "XAA", Purpose::submit, key, proof + "\n"));
    EXPECT_FALSE(holds("o.example/a/log", "XAA", Purpose::submit, key, proof.substr(4)));
}

}  // namespace
}  // namespace mithaq::act
