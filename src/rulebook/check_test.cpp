// A rulebook that is wrong in many ways hears of all of them at once, each with file, line, column.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rulebook/rulebook.h"

namespace mithaq::rulebook {
namespace {

using ::testing::ElementsAreArray;

// "file:line:column: what"
std::vector<std::string> said(const std::vector<Fault>& faults) {
    std::vector<std::string> out;
    for (const Fault& fault : faults)
        out.push_back(
            fmt::format("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.what));
    return out;
}

const Sources kBroken = {
    {"rulebook.toml", R"(edition   = 0
name      = "broken"
languages = ["en", "fr"]
title     = { en = "Broken" }
enrols    = "XAY"
registries = ["XAA", "XZA"]
colour    = "green"
forms     = {}
extends   = 1
holidays  = 2026-01-01

[markings]
Open      = { title = { en = "open", fr = "public" } }

[sets]
both      = { title = { en = "a", fr = "b" }, kind = "state", list = [
    "XAA",
    "XAX",
] }

[[precedence]]
from      = "1990"
order     = ["XAA", "XAB", "XAA"]
title     = { en = "a", fr = "b" }
source    = "s"
checked   = "perhaps"

[[precedence]]
from      = "1980-13"
order     = "XAA"
title     = { en = "a", fr = "b" }
source    = "s"
checked   = "yes"
)"},
    {"participants.toml", R"([XAA]
kind = "state"
[[XAA.names]]
until   = "1990-06"
short   = { en = "A", fr = "A", de = "A" }
source  = "s"
checked = "yes"
[[XAA.names]]
from    = "1990"
short   = { en = "A", fr = "A" }
formal  = "Republic of A"
article = { fr = "l'" }
checked = "yes"
[[XAA.status]]
as      = "guest"
from    = "1970"
until   = "1969"
source  = "s"
checked = "yes"

[XAB]
kind = "kingdom"
names = []

[REGISTER]
kind = "office"
names = [{ short = { en = "x", fr = "x" }, source = "s", checked = "yes" }]

[XZA]
kind = "third-state"
names = [{ short = { en = "x", fr = "x" }, source = "", checked = "yes" }]
)"},
    {"terms.toml", R"(act = { en = "The act", fr = "communication" }
desk = { en = "registry" }
[never]
en = ["act", "two words"]
ar = ["x"]
)"},
    {"themes.toml", R"([Peace]
kind = "topic"
title = { en = "Peace", fr = "Paix" }
origin = "theirs"
)"},
    {"forms/a.b.toml", R"(title = { en = "A", fr = "A" }
[schema]
type = "object"
additionalProperties = true
required = ["c"]
[schema.properties.a]
type = "text"
pattern = "x"
[schema.properties.b]
type = "string"
enum = ["x", "y"]
titles.x = { en = "x", fr = "x" }
titles.z = { en = "z", fr = "z" }
x-mithaq = "email"
minLength = 1.5
[schema.properties.list]
type = "array"
title = { en = "List" }
[schema.properties."né"]
type = "boolean"
)"},
    {"forms/key.add.toml", "title = { en = \"K\", fr = \"K\" }\n[schema]\ntype = \"boolean\"\n"},
    {"forms/cut.off.toml", "title = { en = \"K\",\n"},
    {"notes.md", "# not a rulebook's\n"},
};

TEST(Check, TellsEveryFaultAtOnce) {
    const std::vector<std::string> expected = {
        R"(forms/a.b.toml:4:1: every object says additionalProperties = false)",
        R"(forms/a.b.toml:5:1: "c" is not a property)",
        R"(forms/a.b.toml:7:1: type is object, array, string, integer or boolean)",
        R"(forms/a.b.toml:8:1: not a keyword that a form may use here)",
        R"(forms/a.b.toml:11:14: "y" has no title: titles.y = { … })",
        R"(forms/a.b.toml:13:8: a title for what is no value of the enum)",
        R"(forms/a.b.toml:14:1: x-mithaq is one of act, date, decimal, due, instant, money, partial-date, participant, session, text, theme)",
        R"(forms/a.b.toml:15:13: only texts, integers, true and false, lists and tables are used; a date is a text)",
        R"(forms/a.b.toml:16:20: an array says what its items are)",
        R"(forms/a.b.toml:18:1: the text is missing in "fr")",
        R"(forms/a.b.toml:19:20: a name has only letters without accents, digits and signs)",
        R"(forms/cut.off.toml:1:20: Error while parsing inline table: expected key or closing '}', saw '\n')",
        R"(forms/key.add.toml:1:1: not a name of a form, or one that belongs to the edition)",
        R"(notes.md:1:1: no such file belongs to a rulebook)",
        R"(participants.toml:5:33: "de" is not a language of the rulebook)",
        R"(participants.toml:8:1: "source" is missing)",
        R"(participants.toml:9:1: begins while the one before it is valid, until 1990-06)",
        R"(participants.toml:11:1: a text is a table of languages, like { en = "…" })",
        R"(participants.toml:12:13: an article is le, la, les, l’ (with this apostrophe) or "")",
        R"(participants.toml:15:1: "guest" is none of member, observer, suspended, withdrawn)",
        R"(participants.toml:17:1: ends before it begins)",
        R"(participants.toml:22:1: "kingdom" is none of state, observer, organ, office, group, archive, third-state, organisation, entity)",
        R"(participants.toml:23:1: a list that is not empty is expected here)",
        R"(participants.toml:25:2: not a code of a participant: [A-Z][A-Z0-9-]{1,15}, not REGISTER)",
        R"(participants.toml:31:44: a string that is not empty is expected here)",
        R"(rulebook.toml:4:1: the text is missing in "fr")",
        R"(rulebook.toml:5:1: XAY is not in participants)",
        R"(rulebook.toml:6:22: XZA may be named, and submits nothing)",
        R"(rulebook.toml:7:1: unknown name "colour")",
        R"(rulebook.toml:8:1: "forms" does not come from this file)",
        R"(rulebook.toml:9:13: `extends` is the folder of a rulebook)",
        R"(rulebook.toml:10:13: only texts, integers, true and false, lists and tables are used; a date is a text)",
        R"(rulebook.toml:13:1: not a code: [a-z][a-z0-9-]{0,31})",
        R"(rulebook.toml:16:1: a set is either of a kind or a list)",
        R"(rulebook.toml:18:5: XAX is not in participants)",
        R"(rulebook.toml:23:28: "XAA" stands here twice)",
        R"(rulebook.toml:26:1: "perhaps" is none of yes, no, corrected)",
        R"(rulebook.toml:29:1: "1980-13" is no date: 1969, 1969-09 or 1969-09-25)",
        R"(rulebook.toml:30:1: a list is expected here)",
        R"(terms.toml:1:9: "act" is a word that `never` keeps from people)",
        R"(terms.toml:2:1: the text is missing in "fr")",
        R"(terms.toml:4:1: "two words" is not one word)",
        R"(terms.toml:5:1: "ar" is not a language of the rulebook)",
        R"(themes.toml:1:2: not a code of a theme: [a-z][a-z0-9-]{0,31})",
        R"(themes.toml:2:1: "topic" is none of dimension, principle)",
        R"(themes.toml:4:1: "theirs" is none of source, ours)",
    };
    EXPECT_THAT(said(check_sources(kBroken)), ElementsAreArray(expected));
    // Whoever builds it hears of the first, and how many more there are.
    EXPECT_EQ(build_bundle(kBroken).error().message,
              expected.front() + "; `mithaq rulebook check` tells 45 more");
}

TEST(Check, SaysNothingOfWhatAFileThatCannotBeReadMightHold) {
    Sources sources = kBroken;
    for (const char* file : {"forms/a.b.toml", "forms/key.add.toml", "forms/cut.off.toml",
                             "notes.md", "terms.toml", "themes.toml"})
        sources.erase(file);
    sources["participants.toml"] = "[XAA\n";
    sources["rulebook.toml"] =
        "edition = 0\nname = \"x\"\nlanguages = [\"en\"]\ntitle = { en = \"X\" }\n"
        "enrols = \"XAA\"\nregistries = [\"XAB\"]\n";
    EXPECT_EQ(said(check_sources(sources)).size(), 1u);
    // Of what the head would have said, the others are not judged.
    sources["participants.toml"] =
        "[XAA]\nkind = \"state\"\nnames = [{ short = { xx = \"A\" }, source = \"s\" }]\n";
    sources["rulebook.toml"] = "[\n";
    EXPECT_EQ(said(check_sources(sources)).size(), 2u);
}

TEST(Check, FindsWhatNoJsonHolds) {
    Sources sources = kBroken;
    auto faults = [&](const std::string& term) {
        Sources changed = {
            {"rulebook.toml",
             "edition = 0\nname = \"x\"\nlanguages = [\"en\"]\ntitle = { en = \"X\" }\n"
             "enrols = \"XAA\"\nregistries = []\n"},
            {"participants.toml",
             "[XAA]\nkind = \"state\"\nnames = [{ short = { en = \"A\" }, source = \"s\", checked "
             "= \"no\" }]\n"},
            {"terms.toml", term}};
        auto out = said(check_sources(changed));
        EXPECT_LE(out.size(), 1u);
        return out.empty() ? "" : out[0].substr(0, out[0].find(": "));
    };
    EXPECT_EQ(faults("a = { en = \"two\\nlines\" }\n"), "");
    EXPECT_EQ(faults("\n\na = { en = \"a\\ttab\" }\n"), "terms.toml:3:12");
    EXPECT_EQ(faults("a = { en = \"\\u0085\" }\n"), "terms.toml:1:12");
    EXPECT_EQ(faults("a = { en = 1.5 }\n"), "terms.toml:1:12");
    EXPECT_EQ(faults("\"é\" = { en = \"e\" }\n"), "terms.toml:1:1");
}

TEST(Check, OfABundleNamesThePlaceByItsPointer) {
    EXPECT_THAT(said(check_bundle("{}")), ElementsAreArray({":1:1: the bundle is not in canonical "
                                                            "form; build it with `mithaq rulebook "
                                                            "build`"}));
    auto faults = check_bundle("{\"bundle\":\"x\",\"edition\":0}\n");
    EXPECT_EQ(faults.size(), 15u);
    EXPECT_EQ(faults.back().what, "/bundle: not mithaq-rulebook/0");
    EXPECT_TRUE(check_bundle(build_bundle({{"rulebook.toml",
                                            "edition = 0\nname = \"x\"\nlanguages = [\"en\"]\n"
                                            "title = { en = \"X\" }\nenrols = \"XAA\"\n"
                                            "registries = []\n"},
                                           {"participants.toml",
                                            "[XAA]\nkind = \"state\"\nnames = [{ short = { en = "
                                            "\"A\" }, source = \"s\", checked = \"no\" }]\n"}})
                                 .value())
                    .empty());
}

TEST(Extends, TakesTheFilesThatAreNotThere) {
    Sources own = {{"rulebook.toml", "extends = \"../base\"\n"}, {"terms.toml", "own"}};
    EXPECT_EQ(extends_of(own), "../base");
    EXPECT_EQ(extends_of({}), std::nullopt);
    EXPECT_EQ(extends_of({{"rulebook.toml", "extends = 1\n"}}), std::nullopt);
    EXPECT_EQ(extends_of({{"rulebook.toml", "[\n"}}), std::nullopt);
    EXPECT_EQ(extends_of({{"rulebook.toml", ""}}), std::nullopt);
    const Sources base = {
        {"rulebook.toml", "base"}, {"terms.toml", "base"}, {"forms/a.b.toml", "base"}};
    EXPECT_EQ(inherit(own, base), (Sources{{"rulebook.toml", "extends = \"../base\"\n"},
                                           {"terms.toml", "own"},
                                           {"forms/a.b.toml", "base"}}));
    EXPECT_FALSE(inherit({}, base).contains("rulebook.toml"));
}

}  // namespace
}  // namespace mithaq::rulebook
