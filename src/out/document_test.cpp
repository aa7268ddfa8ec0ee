#include "out/document.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "out/out_testing.h"

namespace mithaq::out {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kGolden = "tests/golden/out/";
constexpr std::string_view kSheet = "document.css";

bool writes() {
    return std::getenv("MITHAQ_WRITE_GOLDEN") != nullptr;
}

std::string certificate_of(TestPapers& papers, std::uint64_t number, std::string_view language) {
    return certificate(papers.words(language), papers.made->anchor(), papers.registered(number),
                       kSheet);
}
std::string document_of(TestPapers& papers, std::uint64_t number, std::string_view language) {
    return document(papers.words(language), papers.registered(number), kSheet);
}

// The value beside a label.
std::string field(const Page& page, std::string_view label) {
    const auto labels = page.texts("dt"), values = page.texts("dd");
    auto found = std::find(labels.begin(), labels.end(), label);
    if (found != labels.end() && labels.size() == values.size())
        return values[static_cast<std::size_t>(found - labels.begin())];
    ADD_FAILURE() << "no field " << label;
    return {};
}

// ---- What they say

// A due is an instant, a date or a session; each is written as people write it.
TEST(Document, WritesInstantsAndDatesForPeople) {
    const std::string title = "{ ar = \"t\", en = \"Due\", fr = \"t\" }";
    TestPapers papers(log::basic_bundle_with(
        {{"forms/paper.due.toml",
          "title = " + title +
              "\n[schema]\ntype = \"object\"\nadditionalProperties = false\n"
              "[schema.properties.until]\ntype = \"string\"\nx-mithaq = \"instant\"\ntitle = " +
              title + "\n[schema.properties.due]\ntype = \"array\"\ntitle = " + title +
              "\n[schema.properties.due.items]\ntype = \"string\"\nx-mithaq = \"due\"\n"}}));
    auto number = papers.add("paper.due",
                             {{"until", "2027-01-05T06:00:00Z"},
                              {"due", {"2027-01-31", "2027-02-01T21:00:09Z", "XAA/7"}}},
                             "XAA");
    Page page(document_of(papers, number, "en"));
    EXPECT_THAT(page.text(), HasSubstr("5 January 2027 06:00 UTC"));
    EXPECT_THAT(page.text(), HasSubstr("31 January 2027"));
    EXPECT_THAT(page.text(), HasSubstr("1 February 2027 21:00:09 UTC"));
    EXPECT_THAT(page.text(), HasSubstr("XAA/7"));
}

TEST(Certificate, OfPaperSaysWhoSentItHowAndWhenItCameAndWhoEnteredIt) {
    TestPapers papers;
    auto number = papers.add("note.send", paper_body(), "REGISTRY", paper_headers());
    auto registered = papers.registered(number);
    Page page(certificate_of(papers, number, "en"));
    EXPECT_EQ(page.texts("h1"), std::vector<std::string>{"Certificate of registration"});
    EXPECT_THAT(page.texts("p", "paper"),
                ElementsAre("In the name of Kingdom of Beta; received by hand on 23 November 2026 "
                            "/ 13 Jumada al-Akhirah 1448 AH (computed) at 08:55 (UTC) and entered "
                            "by Registry"));
    EXPECT_EQ(field(page, "Registration number"), std::to_string(number));
    EXPECT_EQ(field(page, "Registered on"), format_stamp(registered.stamp));
    EXPECT_EQ(field(page, "From"), "Kingdom of Beta");
    EXPECT_EQ(field(page, "Sender’s reference"), "MFA/POL/317");
    EXPECT_EQ(field(page, "Received on"), "2026-11-23T08:55:00Z");
    EXPECT_EQ(field(page, "Received by"), "by hand");
    EXPECT_EQ(field(page, "Receiving office"), "Front desk");
    EXPECT_EQ(field(page, "Entered by"), "Registry");
    // Not in the reader's language: in the one that it was written in.
    EXPECT_EQ(field(page, "Subject"), "Réunion d’experts");
    EXPECT_EQ(field(page, "Marking"), "restricted");
    EXPECT_EQ(field(page, "Identifier"), act::hex(registered.act.id));
    EXPECT_EQ(field(page, "Register"), papers.cast.origin());
    EXPECT_THAT(page.texts("pre"),
                ElementsAre(log::format_anchor(papers.made->anchor()), registered.receipt));
    const auto enclosures = page.texts("ol", "enclosures");
    ASSERT_EQ(enclosures.size(), 1U);
    for (const std::string& said :
         {std::string("note verbale.pdf"), std::string("48213"), std::string(64, 'a')})
        EXPECT_THAT(enclosures.front(), HasSubstr(said));
    EXPECT_THAT(page.text(), HasSubstr("implies no position"));
}

TEST(Certificate, OfWhatAParticipantSubmittedSpeaksOfNoPaper) {
    TestPapers papers;
    auto number = papers.add("communication.plain", {{"text", {{"en", "Words."}}}}, "XAA");
    Page page(certificate_of(papers, number, "en"));
    EXPECT_EQ(field(page, "From"), "Republic of Alfa");
    EXPECT_TRUE(page.texts("p", "paper").empty());
    for (const char* label : {"Received on", "Entered by", "Sender’s reference", "Subject"})
        EXPECT_THAT(page.texts("dt"), Not(Contains(label)));
    EXPECT_TRUE(page.texts("ol").empty());
}

TEST(Documents, OfATrainingRegisterSaySo) {
    TestPapers papers;
    auto registered =
        papers.registered(papers.add("note.send", paper_body(), "XAA", json::object()));
    for (bool training : {false, true}) {
        registered.training = training;
        const auto words = papers.words("fr");
        Page certified(certificate(words, papers.made->anchor(), registered, kSheet));
        Page printed(document(words, registered, kSheet));
        using Marks = std::vector<std::string>;
        EXPECT_EQ(certified.texts("p", "marking"),
                  training ? Marks{"Registre d’entraînement : cette attestation est sans effet "
                                   "hors de celui-ci."}
                           : Marks{});
        EXPECT_EQ(printed.texts("p", "marking"), training ? Marks{"entraînement"} : Marks{});
    }
}

TEST(Document, PutsTheReadersLanguageFirstAndNamesEachVersion) {
    TestPapers papers;
    auto number = papers.add("note.send", paper_body(), "REGISTRY", paper_headers());
    EXPECT_THAT(
        Page(document_of(papers, number, "ar")).texts("div", "version"),
        ElementsAre(HasSubstr("العربية · ترجمة غير رسمية للاطلاع"), HasSubstr("L’Ambassade")));
    EXPECT_THAT(Page(document_of(papers, number, "fr")).texts("div", "version"),
                ElementsAre(HasSubstr("français · original"), HasSubstr("تفيد السفارة.")));
    Page english(document_of(papers, number, "en"));
    EXPECT_EQ(field(english, "To"), "Registry and Chair");
    for (const auto& element : english.elements)
        if (auto found = element.attributes.find("lang");
            found != element.attributes.end() && found->second == "ar")
            EXPECT_EQ(element.attributes.at("dir"), "rtl");
}

// Every sentence gets all its values.
TEST(Documents, LeaveNoPlaceholderOpen) {
    TestPapers papers;
    json::object body = paper_body();
    body["reply"] = {{"character", "request"}, {"by", "2027-01-31"}};
    auto number = papers.add("note.send", body, "REGISTRY", paper_headers());
    for (const char* language : {"ar", "en", "fr"})
        for (const auto& html :
             {certificate_of(papers, number, language), document_of(papers, number, language)})
            EXPECT_EQ(Page(html).text().find_first_of("{}"), std::string::npos) << language;
}

TEST(Document, SaysWhetherAReplyIsInvitedAndByWhen) {
    TestPapers papers;
    json::object body = paper_body();
    auto reply = [&](const json::object& value) {
        body["reply"] = value;
        auto number = papers.add("note.send", body, "REGISTRY");
        return Page(document_of(papers, number, "en")).texts("p", "reply");
    };
    EXPECT_THAT(
        reply({{"character", "invitation"}, {"by", "2027-01-31"}}),
        ElementsAre("A reply is invited by 31 January 2027 / 23 Sha’ban 1448 AH (computed)"));
    EXPECT_THAT(reply({{"character", "request"}}), ElementsAre("A reply is requested"));
    EXPECT_THAT(reply({{"character", "invitation"}}), ElementsAre("A reply is invited"));
}

// Forms that nobody wrote a page for: every member of the body, under the words of its form.
TEST(Document, OfAnyFormShowsItsWholeBodyUnderTheFormsWords) {
    TestPapers papers;
    auto number = papers.add("text.record",
                             {{"kind", "resolution"},
                              {"title", {{"en", "On border experts"}}},
                              {"symbol", "7/3-X"},
                              {"when", {{"gregorian", "1999-06-28"}, {"hijri", "15 Rabi I 1420"}}},
                              {"source", {{"document", {{"en", "invented"}}}}},
                              {"checked", "no"}},
                             "XAA");
    const std::string text = Page(document_of(papers, number, "en")).text();
    for (const char* said :
         {"On border experts", "7/3-X", "28 June 1999", "15 Rabi I 1420", "invented"})
        EXPECT_THAT(text, HasSubstr(said));
    EXPECT_THAT(text, Not(HasSubstr("text.record")));
}

// ---- Names and dates

TEST(Words, NameAParticipantAsItWasCalledAtThatDate) {
    auto changed = *rulebook::load_bundle(log::basic_bundle()).value();
    auto& names = changed.participants.at("XAB").names;
    names.back().from = "1990-05";
    rulebook::Name old = names.back();
    old.from = "1970";
    old.formal = {{"ar", "قديم"}, {"en", "Duchy of Beta"}, {"fr", "Duché de Bêta"}};
    names.insert(names.begin(), old);
    auto words = Words::in(changed, "en").value();
    EXPECT_EQ(words.participant("XAB", "1990-04-30"), "Duchy of Beta");
    EXPECT_EQ(words.participant("XAB", "1990-05-01"), "Kingdom of Beta");
    EXPECT_EQ(words.participant("XZZ", "1990"), "XZZ");
    EXPECT_EQ(words.participants({"XAA", "XZZ", "XAB"}, "2026"),
              "Republic of Alfa, XZZ and Kingdom of Beta");
}

TEST(Words, WriteADateAsFarAsItIsKnown) {
    TestPapers papers;
    const auto english = papers.words("en"), french = papers.words("fr"),
               arabic = papers.words("ar");
    EXPECT_EQ(english.gregorian("1969"), "1969");
    EXPECT_EQ(english.gregorian("1969-09"), "September 1969");
    EXPECT_EQ(english.gregorian("1969-09-05"), "5 September 1969");
    EXPECT_EQ(french.gregorian("1969-08-25"), "25 août 1969");
    EXPECT_EQ(arabic.gregorian("1969-09-25"), "25 سبتمبر 1969م");
    EXPECT_EQ(english.computed_hijri("1969-09"), "");
    EXPECT_EQ(english.computed_hijri("1969"), "");
    EXPECT_EQ(english.computed_hijri("2026-02-30"), "");
    for (const char* far : {"1900-01-01", "2200-07-07", "9999-12-31"})
        EXPECT_THAT(english.computed_hijri(far), HasSubstr(" AH (computed)")) << far;
    EXPECT_EQ(english.computed_hijri("2026-11-24"), "14 Jumada al-Akhirah 1448 AH (computed)");
    EXPECT_EQ(arabic.computed_hijri("2026-11-24"), "14 جمادى الآخرة 1448هـ (محسوب)");
    // A day begins at midnight UTC, and ends a moment before the next.
    EXPECT_EQ(english.date(parse_stamp("2026-11-24T23:59:59.999Z").value()),
              "24 November 2026 / 14 Jumada al-Akhirah 1448 AH (computed)");
    EXPECT_EQ(english.time(parse_instant("2026-11-24T00:05:59Z").value()), "00:05");
}

// The list is another implementation's; tests/e2e/documents.mjs compares it with that.
TEST(Words, ComputeTheUmmAlQuraDaysThatOthersCompute) {
    TestPapers papers;
    const auto words = papers.words("en");
    std::istringstream list(log::read_test_file(kGolden + "umm-al-qura.txt"));
    std::string gregorian, hijri;
    std::size_t count = 0;
    for (; list >> gregorian >> hijri; ++count) {
        auto first = hijri.find('-'), second = hijri.rfind('-');
        const std::string month = hijri.substr(first + 1, second - first - 1);
        EXPECT_EQ(words.computed_hijri(gregorian),
                  fmt::format("{} {} {} AH (computed)", hijri.substr(second + 1),
                              words.term("calendar.month.hijri." + month), hijri.substr(0, first)))
            << gregorian;
    }
    EXPECT_GT(count, 500U);
}

TEST(Document, KeepsAPrintedHijriDateAndMarksAComputedOne) {
    TestPapers papers;
    auto dated = [&](const json::object& value) {
        auto number =
            papers.add("note.send", paper_body(), "REGISTRY", paper_headers({{"dated", value}}));
        Page page(certificate_of(papers, number, "en"));
        EXPECT_EQ(field(Page(document_of(papers, number, "en")), "Dated"), field(page, "Dated"));
        return field(page, "Dated");
    };
    EXPECT_EQ(dated({{"gregorian", "1999-06-28"}}),
              "28 June 1999 / 14 Rabi al-Awwal 1420 AH (computed)");
    // The day that was printed is not the one that is computed, and stands.
    EXPECT_EQ(dated({{"gregorian", "1999-06-28"}, {"hijri", "15 Rabiul Awal 1420H"}}),
              "28 June 1999 / 15 Rabiul Awal 1420H");
    EXPECT_EQ(dated({{"hijri", "15 ربيع الأول 1420"}}), "15 ربيع الأول 1420");
}

// ---- What is missing

TEST(Words, SayWhichTermIsMissing) {
    const auto sound = *rulebook::load_bundle(log::basic_bundle()).value();
    for (std::string_view key : document_terms()) {
        auto lacking = sound;
        lacking.terms.erase(lacking.terms.find(key));
        auto words = Words::in(lacking, "en");
        ASSERT_FALSE(words) << key;
        EXPECT_EQ(words.error().type, "terms-missing");
        EXPECT_THAT(words.error().message, HasSubstr(fmt::format("term {},", key)));
    }
}

TEST(Words, AreInTheRulebooksLanguagesOnly) {
    const auto rulebook = rulebook::load_bundle(log::basic_bundle()).value();
    for (const char* language : {"de", "", "EN", "ar-SA"}) {
        auto words = Words::in(*rulebook, language);
        ASSERT_FALSE(words) << language;
        EXPECT_EQ(words.error().type, "language");
        EXPECT_EQ(words.error().code, Errc::not_found);
    }
}

// ---- Hostile words

// As long as a reference may be, and as an office's name may be.
const std::string kHostile =
    "</title></pre><script>alert(1)</script><img src=x onerror=alert(2)>&lt;\"'` {date} ]]><!-- "
    "\u202Etxt.exe\u2066\u200F";
const std::string kSmall = "</dd><script>alert(1)</script>\u202E\"'";

// Elements and attributes of our own pages, all of them.
void is_plain(const Page& page) {
    static const std::set<std::string> kTags = {
        "html",   "head", "meta", "title", "link",   "body", "main", "article",
        "header", "p",    "h1",   "h2",    "footer", "dl",   "div",  "dt",
        "dd",     "bdi",  "ol",   "ul",    "li",     "code", "pre"};
    static const std::set<std::string> kAttributes = {"lang", "dir",     "class", "charset",
                                                      "name", "content", "rel",   "href"};
    for (const auto& element : page.elements) {
        EXPECT_TRUE(kTags.contains(element.tag)) << element.tag;
        for (const auto& [name, value] : element.attributes) {
            EXPECT_TRUE(kAttributes.contains(name)) << element.tag << " " << name;
            EXPECT_THAT(value, Not(HasSubstr("alert"))) << element.tag << " " << name;
        }
    }
}

// Every run of it stands in an element of its own direction, so that it turns nothing beside it.
void is_isolated(const Page& page) {
    for (const auto& run : page.runs) {
        if (run.text.find("\u202E") == run.text.npos || run.in.back().tag == "title") continue;
        EXPECT_TRUE(std::any_of(run.in.begin(), run.in.end(),
                                [](const Element& element) {
                                    auto dir = element.attributes.find("dir");
                                    return element.tag == "bdi" ||
                                           (element.tag != "html" &&
                                            dir != element.attributes.end());
                                }))
            << run.in.back().tag << ": " << run.text.substr(0, 60);
    }
}

std::size_t times(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

TEST(Documents, KeepHostileWordsAsWords) {
    TestPapers papers;
    json::object paper = paper_headers({{"ref", kHostile},
                                        {"dated", {{"gregorian", "2026-11-22"}, {"hijri", kSmall}}},
                                        {"enclosures",
                                         {{{"sha256", std::string(64, 'b')},
                                           {"size", 1},
                                           {"type", "text/plain"},
                                           {"name", kHostile}}}}});
    paper["received"].as_object()["by"] = kSmall;
    auto number = papers.add("note.send",
                             {{"to", {"CHAIR"}},
                              {"subject", {{"en", kHostile}, {"ar", kHostile}}},
                              {"text", {{"en", kHostile}, {"ar", kHostile}, {"fr", kHostile}}}},
                             "REGISTRY", paper);
    for (const char* language : {"ar", "en", "fr"})
        for (const auto& html :
             {certificate_of(papers, number, language), document_of(papers, number, language)}) {
            Page page(html);
            is_plain(page);
            is_isolated(page);
            EXPECT_EQ(html.find("<script"), html.npos);
            EXPECT_EQ(html.find("<img"), html.npos);
            EXPECT_GE(times(page.text(), kHostile), 2U) << language;
            EXPECT_GE(times(page.text(), kSmall), 1U) << language;
        }
    EXPECT_EQ(times(Page(document_of(papers, number, "en")).text(), kHostile), 7U);
}

TEST(Documents, KeepSixtyKilobytesOfMarkupAsWords) {
    TestPapers papers;
    std::string text;
    while (text.size() < 59'000) text += "<i>&";
    auto number = papers.add("communication.plain", {{"text", {{"en", text}}}}, "XAA");
    Page page(document_of(papers, number, "en"));
    is_plain(page);
    EXPECT_EQ(times(page.text(), text), 1U);
}

// ---- As they are, to the byte

// Of one small register under the rulebook beside them; MITHAQ_WRITE_GOLDEN=1 writes all anew.
TEST(Documents, AreWhatTheyWere) {
    std::filesystem::create_directories(kGolden);
    auto write = [](const std::string& name, const std::string& bytes) {
        std::ofstream(kGolden + name, std::ios::binary) << bytes;
    };
    if (writes()) write("bundle.json", log::basic_bundle());
    TestPapers papers(log::read_test_file(kGolden + "bundle.json"));
    json::object sent = paper_body();
    sent["reply"] = {{"character", "invitation"}, {"by", "2027-01-31"}};
    auto out = papers.add("note.send", sent, "REGISTRY", {{"ref", "REG/2026/041"}});
    auto in = papers.add("note.reply", paper_body(), "REGISTRY",
                         paper_headers({{"re", {papers.re(out, "replies")}}}));
    auto record = papers.add(
        "text.record",
        {{"kind", "resolution"},
         {"title", {{"ar", "خبراء الحدود"}, {"en", "Border experts"}, {"fr", "Experts"}}},
         {"symbol", "7/3-X"},
         {"when", {{"gregorian", "1999-06-28"}, {"hijri", "15 Rabi al-Awwal 1420"}}},
         {"source", {{"document", {{"ar", "مختلق"}, {"en", "invented"}, {"fr", "inventé"}}}}},
         {"checked", "yes"}},
        "XAA");
    for (auto [name, number] : {std::pair{"out", out}, {"in", in}, {"record", record}})
        for (const char* language : {"ar", "en", "fr"})
            for (const auto& [kind, html] :
                 {std::pair{"certificate", certificate_of(papers, number, language)},
                  {"document", document_of(papers, number, language)}}) {
                const std::string file = fmt::format("{}-{}.{}.html", name, kind, language);
                if (writes()) write(file, html);
                EXPECT_EQ(log::read_test_file(kGolden + file), html) << file;
            }
}

}  // namespace
}  // namespace mithaq::out
