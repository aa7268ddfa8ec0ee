#include <gtest/gtest.h>

#include "rulebook/rulebook.h"

namespace mithaq::rulebook {
namespace {

constexpr std::string_view kGrammar = R"toml(
[ar]
plurals = { one = "n = 1", two = "n = 2", few = "n % 100 = 3..10" }
digits  = "0123456789"
months  = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
date    = "{day} {month} {year}"
time    = "{date} {hour}:{minute}"
list    = { two = "{0} و{1}", start = "{0} و{1}", middle = "{0} و{1}", end = "{0} و{1}" }
seams   = [{ before = " ل", after = "ال", is = " لل" }]
[en]
plurals = { one = "i = 1 and v = 0" }
digits  = "0123456789"
months  = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
date    = "{day} {month} {year}"
time    = "{date}, {hour}:{minute} ({zone})"
list    = { two = "{0} and {1}", start = "{0}, {1}", middle = "{0}, {1}", end = "{0} and {1}" }
)toml";

Sources sources(std::string grammar, std::string sentences) {
    return {{"rulebook.toml",
             "edition = 0\nname = \"small\"\ntitle = { ar = \"a\", en = \"a\" }\n"
             "languages = [\"ar\", \"en\"]\nenrols = \"XAA\"\nregistries = []\n"},
            {"participants.toml",
             "[XAA]\nkind = \"state\"\n[[XAA.names]]\nshort = { ar = \"a\", en = \"a\" }\n"
             "source = \"s\"\nchecked = \"yes\"\n"},
            {"terms.toml", "[never]\nar = []\nen = [\"entry\"]\n"},
            {"grammar.toml", std::move(grammar)},
            {"sentences.toml", std::move(sentences)}};
}

// Every fault, one a line, without its place.
std::string faults(std::string grammar, std::string sentences) {
    std::string out;
    for (const auto& fault : check_sources(sources(std::move(grammar), std::move(sentences))))
        out += fault.file + ": " + fault.what + "\n";
    return out;
}
std::string sentence_faults(std::string_view sentence) {
    return faults(std::string(kGrammar), "\"k\" = " + std::string(sentence) + "\n");
}
// `old` of the grammar replaced.
std::string grammar_faults(std::string_view old, std::string_view by) {
    std::string grammar(kGrammar);
    auto at = grammar.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return faults(grammar.replace(at, old.size(), by), "");
}

TEST(Grammar, IsReadWithItsSentences) {
    auto loaded =
        load_bundle(build_bundle(sources(std::string(kGrammar),
                                         "\"k\" = { ar = \"إلى {who}\", en = \"to {who}\" }"))
                        .value());
    ASSERT_TRUE(loaded) << loaded.error().message;
    const Grammar& arabic = (*loaded)->grammar.at("ar");
    EXPECT_EQ(plural_category(105, arabic), "few");
    EXPECT_EQ(plural_category(0, arabic), "other");
    ASSERT_EQ(arabic.seams.size(), 1U);
    EXPECT_EQ(format_day_in(0, arabic), "1 1 1970");
    EXPECT_EQ((*loaded)->sentences.at("k").at("en").format({{"who", "XAA"}}, arabic), "to XAA");
}

TEST(Grammar, TellsItsFaults) {
    EXPECT_EQ(grammar_faults("[ar]", "[de]"),
              "grammar.toml: the grammar is missing in \"ar\"\n"
              "grammar.toml: \"de\" is not a language of the rulebook\n");
    EXPECT_EQ(grammar_faults("few = ", "other = "),
              "grammar.toml: a plural category is zero, one, two, few or many; other needs no "
              "rule\n");
    EXPECT_EQ(grammar_faults("n % 100 = 3..10", "n mod 100 is 3"),
              "grammar.toml: no plural rule of CLDR: n % 100 = 3..10 and n != 5, or …\n");
    EXPECT_EQ(grammar_faults("\"11\", \"12\"", "\"11\""),
              "grammar.toml: twelve names are expected here\n");
    EXPECT_EQ(grammar_faults("0123456789", "012345678"),
              "grammar.toml: ten characters are expected here\n");
    EXPECT_EQ(grammar_faults("{day} {month}", "{day} {moon}"),
              "grammar.toml: {month} does not stand in it\n"
              "grammar.toml: {moon} is not given here\n");
    EXPECT_EQ(grammar_faults("{date} {hour}", "{date {hour}"),
              "grammar.toml: a comma or } is expected here (character 7)\n");
    EXPECT_EQ(grammar_faults("two = \"{0} و{1}\"", "two = \"{1} و{0}\""),
              "grammar.toml: {0} and then {1} are expected here, once each\n");
    EXPECT_EQ(grammar_faults("after = \"ال\", ", ""), "grammar.toml: \"after\" is missing\n");
    EXPECT_EQ(grammar_faults("digits", "digit"),
              "grammar.toml: \"digits\" is missing\ngrammar.toml: unknown name \"digit\"\n");
}

TEST(SentencesOfARulebook, TellTheirFaults) {
    EXPECT_EQ(sentence_faults("{ ar = \"x\", en = \"x\" }"), "");
    EXPECT_EQ(sentence_faults("{ ar = \"x\" }"),
              "sentences.toml: the sentence is missing in \"en\"\n");
    EXPECT_EQ(sentence_faults("\"x\""),
              "sentences.toml: a sentence is a table of languages, like { en = \"…\" }\n");
    EXPECT_EQ(sentence_faults("{ ar = \"x\", en = \"{n}\" }"),
              "sentences.toml: its arguments differ: none in \"ar\", {n} in \"en\"\n");
    EXPECT_EQ(sentence_faults("{ ar = \"{n}\", en = \"{n, number}\" }"),
              "sentences.toml: its arguments differ: {n} in \"ar\", {n, number} in \"en\"\n");
    EXPECT_EQ(sentence_faults("{ ar = \"{n, number}\", en = \"{n, plural, one {x}}\" }"),
              "sentences.toml: n has no case `other` (character 21)\n");
    EXPECT_EQ(sentence_faults("{ ar = \"{n, plural, one {x} few {y} other {z}}\", en = \"{n, "
                              "plural, one {x} other {y}}\" }"),
              "sentences.toml: a plural lacks a case that its language has: n: two\n");
    EXPECT_EQ(sentence_faults("{ ar = \"x\", en = \"an Entry\" }"),
              "sentences.toml: \"entry\" is a word that `never` keeps from people\n");
    EXPECT_EQ(sentence_faults("{ ar = \"{entry}\", en = \"{entry}\" }"), "");
    EXPECT_EQ(faults(std::string(kGrammar), "\"K x\" = { ar = \"x\", en = \"x\" }\n"),
              "sentences.toml: not a key: [a-z0-9][a-z0-9.-]{0,63}\n");
}

}  // namespace
}  // namespace mithaq::rulebook
