#include "rulebook/message.h"

#include <gtest/gtest.h>

namespace mithaq::rulebook {
namespace {

Grammar english() {
    Grammar out;
    out.plurals = {{"one", "i = 1 and v = 0"}};
    out.months = {"January", "February", "March",     "April",   "May",      "June",
                  "July",    "August",   "September", "October", "November", "December"};
    out.date = "{day} {month} {year}";
    out.time = "{date}, {hour}:{minute} ({zone})";
    out.list_two = "{0} and {1}";
    out.list_start = out.list_middle = "{0}, {1}";
    out.list_end = "{0} and {1}";
    return out;
}

std::string said(std::string_view message, const Arguments& arguments = {},
                 const Grammar& grammar = english()) {
    auto parsed = Message::parse(message);
    return parsed ? parsed->format(arguments, grammar) : parsed.error().message;
}

TEST(Message, SaysItsArguments) {
    EXPECT_EQ(said("To { name }, {n, number}.", {{"name", "Alfa"}, {"n", 12345}}),
              "To Alfa, 12345.");
    EXPECT_EQ(said("{missing}"), "{missing}");
    EXPECT_EQ(said("{n}", {{"n", -7}}), "-7");
    EXPECT_EQ(said(""), "");
}

TEST(Message, CountsAndChooses) {
    constexpr std::string_view kPlural =
        "{n, plural, =0 {no reply} one {# reply} other {# replies of {who}}}";
    EXPECT_EQ(said(kPlural, {{"n", 0}, {"who", "x"}}), "no reply");
    EXPECT_EQ(said(kPlural, {{"n", 1}, {"who", "x"}}), "1 reply");
    EXPECT_EQ(said(kPlural, {{"n", 2}, {"who", "x"}}), "2 replies of x");
    // What is exact comes before the category, wherever it stands.
    EXPECT_EQ(said("{n, plural, one {a} other {b} =1 {c}}", {{"n", 1}}), "c");
    EXPECT_EQ(said("{k, select, no {a} other {b}}", {{"k", "no"}}), "a");
    EXPECT_EQ(said("{k, select, no {a} other {b}}", {{"k", "yes"}}), "b");
    EXPECT_EQ(said("{k, select, other {{n, plural, one {#!} other {#}}}}", {{"k", ""}, {"n", 1}}),
              "1!");
}

TEST(Message, QuotesAsIcuDoes) {
    EXPECT_EQ(said("l'archive, l''archive"), "l'archive, l'archive");
    EXPECT_EQ(said("'{'x'}' '{it''s}'"), "{x} {it's}");
    EXPECT_EQ(said("'{to the end"), "{to the end");
    EXPECT_EQ(said("end'"), "end'");
    EXPECT_EQ(said("'#' #"), "'#' #");
    EXPECT_EQ(said("{n, plural, other {'#' # '{'}}", {{"n", 3}}), "# 3 {");
    // Only the argument around it says whether # counts.
    EXPECT_EQ(said("{n, plural, other {{k, select, other {#}}}}", {{"n", 3}, {"k", ""}}), "#");
}

TEST(Message, SaysWhereItIsMalformed) {
    EXPECT_EQ(said("a } b"), "a brace that closes nothing; quote it: '}' (character 3)");
    EXPECT_EQ(said("é {"),
              "the name of an argument is expected here: [a-z][a-z0-9_]{0,31} (character 4)");
    EXPECT_EQ(said("{0}"),
              "the name of an argument is expected here: [a-z][a-z0-9_]{0,31} (character 2)");
    EXPECT_EQ(said("{a b}"), "a comma or } is expected here (character 4)");
    EXPECT_EQ(said("{a, date}"), "number, plural or select is meant here (character 9)");
    EXPECT_EQ(said("{a, number, integer}"),
              "a number is written {name, number}, and no other way (character 11)");
    EXPECT_EQ(said("{a, plural, one {x}}"), "a has no case `other` (character 21)");
    EXPECT_EQ(said("{a, plural, offset:1 other {x}}"),
              "a plural’s cases are =N, zero, one, two, few, many and other (character 19)");
    EXPECT_EQ(said("{a, plural, =1 {x} =1 {y} other {}}"),
              "this case stands here twice (character 26)");
    EXPECT_EQ(said("{a, plural, =x {x}}"),
              "a number of up to nine digits is expected here (character 14)");
    EXPECT_EQ(said("{a, select, x y {x}}"), "{ is expected here (character 15)");
    EXPECT_EQ(said("{a, select, other {x}"), "a case is expected here: word {…} (character 22)");
    EXPECT_EQ(said("{a, select, other {x"), "} is expected here (character 21)");
    std::string deep = "{a}", long_text(kMessageBytesMax + 1, 'x');
    for (int i = 0; i <= kMessageDepthMax; ++i) deep = "{a, select, other {" + deep + "}}";
    EXPECT_TRUE(said(deep).starts_with("nested too deep"));
    EXPECT_EQ(said(long_text), "longer than 4096 bytes");
}

TEST(Message, KnowsItsArgumentsAndWords) {
    auto message = Message::parse("a {x} {n, plural, one {b {y}} other {c}} {m, number}").value();
    EXPECT_EQ(message.arguments(), (std::map<std::string, bool, std::less<>>{
                                       {"m", true}, {"n", true}, {"x", false}, {"y", false}}));
    EXPECT_EQ(message.words(), "a \n \nb \nc\n \n");
    EXPECT_TRUE(message.lacking(english()).empty());
    Grammar dual = english();
    dual.plurals.push_back({"two", "n = 2"});
    EXPECT_EQ(message.lacking(dual), std::vector<std::string>{"n: two"});
}

TEST(Message, MeltsWhereAnArgumentBegins) {
    Grammar french = english();
    french.seams = {{" de ", "le ", " du "}, {" de ", "les ", " des "}};
    EXPECT_EQ(said("celle de {x}", {{"x", "le Bêta"}}, french), "celle du Bêta");
    EXPECT_EQ(said("celle de {x}", {{"x", "les États"}}, french), "celle des États");
    EXPECT_EQ(said("celle de {x}", {{"x", "l’Alfa"}}, french), "celle de l’Alfa");
    EXPECT_EQ(said("celle de le Bêta", {}, french), "celle de le Bêta");
    EXPECT_EQ(said("{a}{x}", {{"a", "fin de "}, {"x", "le Bêta"}}, french), "fin du Bêta");
}

TEST(PluralRules, AreThoseOfCldr) {
    EXPECT_EQ(plural_rule_holds("n % 100 = 3..10", 103), true);
    EXPECT_EQ(plural_rule_holds("n % 100 = 3..10", 11), false);
    EXPECT_EQ(plural_rule_holds("n = 0,2..3 and n != 2 or i = 9", 3), true);
    EXPECT_EQ(plural_rule_holds("n = 0,2..3 and n != 2 or i = 9", 2), false);
    EXPECT_EQ(plural_rule_holds("n = 0,2..3 and n != 2 or i = 9", -9), true);
    EXPECT_EQ(plural_rule_holds("v = 0 and e != 0..5", 1), false);
    for (std::string_view wrong : {"", "n", "n =", "n = 1 and", "n % 0 = 1", "n = 3..1", "x = 1",
                                   "n = 1 n = 2", "n is 1", "n = 1234567890123456"})
        EXPECT_EQ(plural_rule_holds(wrong, 1), std::nullopt) << wrong;
}

TEST(Grammars, WriteListsNumbersAndDates) {
    Grammar grammar = english();
    EXPECT_EQ(format_list({}, grammar), "");
    EXPECT_EQ(format_list({"a"}, grammar), "a");
    EXPECT_EQ(format_list({"a", "{1}"}, grammar), "a and {1}");
    EXPECT_EQ(format_list({"a", "b", "c", "d"}, grammar), "a, b, c and d");
    EXPECT_EQ(format_day_in(0, grammar), "1 January 1970");
    EXPECT_EQ(format_day_in(-1, grammar), "31 December 1969");
    EXPECT_EQ(format_day_in(59 + 365 * 30 + 7, grammar), "29 February 2000");
    EXPECT_EQ(format_instant_in(Instant{0}, 0, grammar), "1 January 1970, 00:00 (UTC)");
    EXPECT_EQ(format_instant_in(Instant{-1}, 180, grammar), "1 January 1970, 02:59 (UTC+3)");
    EXPECT_EQ(format_instant_in(Instant{-1}, -330, grammar), "31 December 1969, 18:29 (UTC-5:30)");
    grammar.digits = "٠١٢٣٤٥٦٧٨٩";
    EXPECT_EQ(format_number(-120, grammar), "-١٢٠");
    EXPECT_EQ(format_instant_in(Instant{0}, 0, grammar), "١ January ١٩٧٠, ٠٠:٠٠ (UTC)");
}

TEST(Sentences, BeginWithACapital) {
    EXPECT_EQ(capitalised("l’Alfa"), "L’Alfa");
    EXPECT_EQ(capitalised("à"), "À");
    EXPECT_EQ(capitalised("œuvre"), "Œuvre");
    EXPECT_EQ(capitalised("÷"), "÷");
    EXPECT_EQ(capitalised("«x»"), "«x»");
    EXPECT_EQ(capitalised("الرئاسة"), "الرئاسة");
    EXPECT_EQ(capitalised(""), "");
}

}  // namespace
}  // namespace mithaq::rulebook
