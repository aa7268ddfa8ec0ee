#include "rulebook/schema.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace mithaq::rulebook {
namespace {

const std::set<std::string, std::less<>> kLanguages = {"ar", "en", "fr"};

// What compile says: "ok", or the error's type and pointer.
std::string compiled(std::string_view schema) {
    auto result = Schema::compile(parse_json(schema, {.depth_max = 64}).value());
    return result ? "ok" : result.error().type + " " + result.error().pointer;
}

// What check says of `value` at "/body".
std::string checked(std::string_view schema, std::string_view value) {
    auto result = Schema::compile(parse_json(schema).value())
                      .value()
                      .check(parse_json(value).value(), "/body", kLanguages);
    if (result) return "ok";
    EXPECT_EQ(result.error().code, Errc::refused);
    return result.error().type + " " + result.error().pointer;
}

struct Row {
    std::string schema, value, expected;
};
void check_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows)
        EXPECT_EQ(checked(row.schema, row.value), row.expected) << row.schema << " " << row.value;
}

struct CompileRow {
    std::string schema, pointer;  // "-" when it is a form's schema
};
void compile_rows(const std::vector<CompileRow>& rows) {
    for (const CompileRow& row : rows)
        EXPECT_EQ(compiled(row.schema),
                  row.pointer == "-" ? "ok" : "rulebook-schema " + row.pointer)
            << row.schema;
}

constexpr std::string_view kClosed = R"("type":"object","additionalProperties":false)";
std::string closed(std::string_view rest) {
    return fmt::format("{{{}{}}}", kClosed, rest);
}
std::string string(std::string_view rest) {
    return fmt::format(R"({{"type":"string"{}}})", rest);
}
std::string special(std::string_view name) {
    return string(fmt::format(R"(,"x-mithaq":"{}")", name));
}

TEST(Schema, HasTheKeywordsOfTheSubsetAlone) {
    compile_rows({
        {closed(""), "-"},
        {closed(R"(,"title":{"en":"x"},"description":{"en":"x"})"), "-"},
        {"[]", ""},
        {"true", ""},
        {"\"string\"", ""},
        {"{}", "/type"},
        {R"({"type":"null"})", "/type"},
        {R"({"type":"number"})", "/type"},
        {R"({"type":["string","integer"]})", "/type"},
        {R"({"type":1})", "/type"},
        {R"({"type":"String"})", "/type"},
    });
    // Keywords of JSON Schema that are not of the subset, on every kind of value.
    for (std::string_view keyword : {"$ref",
                                     "$id",
                                     "$defs",
                                     "$schema",
                                     "$comment",
                                     "pattern",
                                     "default",
                                     "format",
                                     "not",
                                     "if",
                                     "then",
                                     "else",
                                     "allOf",
                                     "anyOf",
                                     "nullable",
                                     "examples",
                                     "readOnly",
                                     "contains",
                                     "prefixItems",
                                     "uniqueItems",
                                     "multipleOf",
                                     "exclusiveMinimum",
                                     "exclusiveMaximum",
                                     "minProperties",
                                     "maxProperties",
                                     "patternProperties",
                                     "propertyNames",
                                     "dependentRequired",
                                     "unevaluatedProperties",
                                     "contentEncoding",
                                     "x-other"})
        for (std::string base :
             {closed(fmt::format(R"(,"{}":0)", keyword)),
              string(fmt::format(R"(,"{}":0)", keyword)),
              fmt::format(R"({{"type":"integer","{}":0}})", keyword),
              fmt::format(R"({{"type":"boolean","{}":0}})", keyword),
              fmt::format(R"({{"type":"array","items":{{"type":"boolean"}},"{}":0}})", keyword)})
            EXPECT_EQ(compiled(base), fmt::format("rulebook-schema /{}", keyword)) << base;
}

TEST(Schema, TakesAKeywordOnlyWhereItSaysSomething) {
    const std::string items = R"("items":{"type":"boolean"})";
    compile_rows({
        {R"({"type":"integer","minLength":1})", "/minLength"},
        {R"({"type":"string","minimum":1})", "/minimum"},
        {R"({"type":"string","maxItems":1})", "/maxItems"},
        {R"({"type":"boolean","maximum":1})", "/maximum"},
        {R"({"type":"boolean","required":[]})", "/required"},
        {R"({"type":"string",)" + items + "}", "/items"},
        {R"({"type":"array",)" + items + R"(,"maxLength":1})", "/maxLength"},
        {closed("," + items), "/items"},
        {R"({"type":"array"})", ""},
        {R"({"type":"array","items":[{"type":"boolean"}]})", "/items"},
        {R"({"type":"array","items":true})", "/items"},
        {R"({"type":"array","items":{"type":"null"}})", "/items/type"},
        {string(R"(,"minLength":"1")"), "/minLength"},
        {string(R"(,"minLength":2,"maxLength":1)"), ""},
        {string(R"(,"minLength":1,"maxLength":1)"), "-"},
        {R"({"type":"integer","minimum":2,"maximum":1})", ""},
        {R"({"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":1})", ""},
        {string(R"(,"enum":[])"), "/enum"},
        {string(R"(,"enum":"a")"), "/enum"},
        {string(R"(,"enum":["a"])"), "-"},
        {string(R"(,"enum":["a"],"titles":{"a":{"en":"x"}})"), "-"},
        {string(R"(,"enum":["a","b","a"])"), "/enum"},
        {R"({"type":"integer","enum":[1],"titles":{}})", "/titles"},
        {string(R"(,"minLength":-1)"), "/minLength"},
        {R"({"type":"array",)" + items + R"(,"maxItems":-1})", "/maxItems"},
        {R"({"type":"integer","minimum":-1})", "-"},
    });
}

TEST(Schema, OfAnObjectIsClosed) {
    compile_rows({
        {R"({"type":"object"})", ""},
        {R"({"type":"object","properties":{}})", ""},
        {R"({"type":"object","additionalProperties":true})", "/additionalProperties"},
        {R"({"type":"object","additionalProperties":{"type":"string"}})", "/additionalProperties"},
        {closed(R"(,"properties":[])"), "/properties"},
        {closed(R"(,"properties":{"a/b":{"type":"null"}})"), "/properties/a~1b/type"},
        {closed(R"(,"properties":{"a":{"type":"object"}})"), "/properties/a"},
        {closed(R"(,"required":"a")"), "/required"},
        {closed(R"(,"required":["a"])"), "/required"},
        {closed(R"(,"required":[1],"properties":{"a":{"type":"string"}})"), "/required"},
        {closed(R"(,"required":["a"],"properties":{"a":{"type":"string"}})"), "-"},
        {closed(R"(,"required":["a","a"],"properties":{"a":{"type":"string"}})"), "/required"},
    });
}

TEST(Schema, SaysInWhichKindAFormOfItsOwnStands) {
    for (std::string_view name : {"instant", "date", "partial-date", "participant", "act",
                                  "session", "due", "theme", "decimal"}) {
        EXPECT_EQ(compiled(special(name)), "ok") << name;
        EXPECT_EQ(compiled(fmt::format(R"({{"type":"object","x-mithaq":"{}"}})", name)),
                  "rulebook-schema /x-mithaq");
    }
    for (std::string_view name : {"money", "text"}) {
        EXPECT_EQ(compiled(fmt::format(R"({{"type":"object","x-mithaq":"{}"}})", name)), "ok");
        EXPECT_EQ(compiled(special(name)), "rulebook-schema /x-mithaq") << name;
        for (std::string_view rest :
             {R"("properties":{})", R"("additionalProperties":false)", R"("required":[])"})
            EXPECT_EQ(
                compiled(fmt::format(R"({{"type":"object","x-mithaq":"{}",{}}})", name, rest)),
                "rulebook-schema ");
    }
    compile_rows({
        {special("email"), "/x-mithaq"},
        {string(R"(,"x-mithaq":1)"), "/x-mithaq"},
        {R"({"type":"integer","x-mithaq":"decimal"})", "/x-mithaq"},
    });
}

std::string alternative(std::string_view name, std::string_view value,
                        std::string_view required = R"("kind")") {
    return closed(fmt::format(
        R"(,"required":[{}],"properties":{{"kind":{{"type":"string","const":"{}"}},"{}":{{"type":"integer"}}}})",
        required, value, name));
}
std::string one_of(std::string_view list) {
    return fmt::format(R"({{"oneOf":[{}]}})", list);
}

TEST(Schema, OfAlternativesTellsThemApartByOneProperty) {
    const std::string a = alternative("x", "a");
    const std::string b = alternative("y", "b");
    compile_rows({
        {one_of(a + "," + b), "-"},
        {one_of(a), "-"},
        {R"({"oneOf":[]})", "/oneOf"},
        {R"({"oneOf":{}})", "/oneOf"},
        {R"({"oneOf":[)" + a + R"(],"type":"object"})", "/type"},
        {R"({"oneOf":[)" + a + R"(],"minimum":1})", "/minimum"},
        {one_of(a + "," + alternative("y", "a")), "/oneOf/1"},  // the same value twice
        {one_of(a + R"(,{"type":"string"})"), "/oneOf/1"},
        {one_of(closed("")), "/oneOf/0"},
        {one_of(a + "," + alternative("y", "b", R"("y","kind")")), "/oneOf/1"},
        {one_of(alternative("y", "b", R"("y")")), "/oneOf/0"},  // no const
        {one_of(closed(R"(,"required":["k"],"properties":{"k":{"type":"integer","const":1}})")),
         "/oneOf/0"},
        {one_of(a + ",1"), "/oneOf/1"},
    });
    const std::string both = one_of(a + "," + b);
    check_rows({
        {both, R"({"kind":"a","x":1})", "ok"},
        {both, R"({"kind":"b","y":1})", "ok"},
        {both, R"({"kind":"a","y":1})", "body-unknown-name /body/y"},
        {both, R"({"kind":"b","y":"1"})", "body-type /body/y"},
        {both, R"({"kind":"c"})", "body-enum /body/kind"},
        {both, R"({"kind":1})", "body-enum /body/kind"},
        {both, R"({})", "body-enum /body/kind"},
        {both, R"([])", "body-type /body"},
    });
}

TEST(Schema, NestsToSixteenLevels) {
    auto nested = [](int depth) {
        std::string out;
        for (int i = 1; i < depth; ++i) out += R"({"type":"array","items":)";
        return out + R"({"type":"boolean"})" +
               std::string(static_cast<std::size_t>(depth - 1), '}');
    };
    EXPECT_EQ(compiled(nested(16)), "ok");
    EXPECT_TRUE(compiled(nested(17)).starts_with("rulebook-schema /items/items/"));
}

TEST(SchemaCheck, JudgesBothSidesOfEveryBound) {
    const std::string list =
        R"({"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2})";
    const std::string range = R"({"type":"integer","minimum":-1,"maximum":2})";
    const std::string length = string(R"(,"minLength":2,"maxLength":3)");
    check_rows({
        {range, "-2", "body-range /body"},
        {range, "-1", "ok"},
        {range, "2", "ok"},
        {range, "3", "body-range /body"},
        {length, R"("é")", "body-length /body"},
        {length, R"("éé")", "ok"},
        {length, R"("ééé")", "ok"},
        {length, R"("éééé")", "body-length /body"},
        {length, R"("\ud83d\ude00\ud83d\ude00\ud83d\ude00")", "ok"},  // code points, not units
        {list, "[]", "body-length /body"},
        {list, "[1]", "ok"},
        {list, "[1,2]", "ok"},
        {list, "[1,2,3]", "body-length /body"},
        {list, R"([1,"2"])", "body-type /body/1"},
        {R"({"type":"integer","const":3})", "3", "ok"},
        {R"({"type":"integer","const":3})", "4", "body-const /body"},
        {string(R"(,"enum":["a","b"])"), R"("b")", "ok"},
        {string(R"(,"enum":["a","b"])"), R"("c")", "body-enum /body"},
        {R"({"type":"boolean","const":true})", "false", "body-const /body"},
        {R"({"type":"boolean"})", "false", "ok"},
    });
}

TEST(SchemaCheck, KnowsOneKindFromAnother) {
    const std::vector<std::pair<std::string, std::string>> kinds = {
        {closed(""), "{}"},
        {R"({"type":"array","items":{"type":"boolean"}})", "[]"},
        {string(""), "\"\""},
        {R"({"type":"integer"})", "0"},
        {R"({"type":"boolean"})", "false"}};
    for (const auto& [schema, own] : kinds)
        for (const auto& [other, value] : kinds)
            EXPECT_EQ(checked(schema, value), value == own ? "ok" : "body-type /body");
}

TEST(SchemaCheck, FindsTheNamesOfAnObject) {
    const std::string schema =
        closed(R"(,"required":["a"],"properties":{"a":{"type":"integer"},"b":)" +
               closed(R"(,"properties":{"c/d":{"type":"boolean"}})") + "}");
    check_rows({
        {schema, R"({"a":1})", "ok"},
        {schema, R"({"b":{},"a":1})", "ok"},
        {schema, "{}", "body-required /body"},
        {schema, R"({"a":1,"c":1})", "body-unknown-name /body/c"},
        {schema, R"({"a":1,"b":{"a":1}})", "body-unknown-name /body/b/a"},
        {schema, R"({"a":1,"b":{"c/d":1}})", "body-type /body/b/c~1d"},
        {schema, R"({"A":1})", "body-required /body"},
    });
}

TEST(SchemaCheck, KnowsTheFormsOfStrings) {
    const std::string act(64, 'a');
    const std::vector<Row> rows = {
        {"instant", "2026-11-23T09:00:00Z", "ok"},
        {"instant", "2026-11-23T09:00:00.000Z", ""},
        {"instant", "2026-11-23", ""},
        {"instant", "1899-12-31T23:59:59Z", ""},
        {"date", "2024-02-29", "ok"},
        {"date", "2023-02-29", ""},
        {"date", "2023-2-1", ""},
        {"date", "", ""},
        {"partial-date", "1969", "ok"},
        {"partial-date", "1969-09", "ok"},
        {"partial-date", "2024-02-29", "ok"},
        {"partial-date", "2023-02-29", ""},
        {"partial-date", "1969-00", ""},
        {"partial-date", "1969-13", ""},
        {"partial-date", "1969-9", ""},
        {"partial-date", "1969-", ""},
        {"partial-date", "1899", ""},
        {"partial-date", "19690", ""},
        {"partial-date", "", ""},
        {"theme", "good-offices", "ok"},
        {"theme", "a", "ok"},
        {"theme", "a" + std::string(31, '1'), "ok"},
        {"theme", "a" + std::string(32, '1'), ""},
        {"theme", "1a", ""},
        {"theme", "A", ""},
        {"theme", "", ""},
        {"participant", "XAA", "ok"},
        {"participant", "XA-1", "ok"},
        {"participant", "xaa", ""},
        {"participant", "", ""},
        {"act", act, "ok"},
        {"act", act + "a", ""},
        {"act", act.substr(1), ""},
        {"act", act.substr(1) + "A", ""},
        {"act", act.substr(1) + "g", ""},
        {"session", "CFM/27", "ok"},
        {"session", "CFM/9999", "ok"},
        {"session", "CFM/10000", ""},
        {"session", "CFM/4E", "ok"},
        {"session", "CFM/9999E", "ok"},
        {"session", "CFM/E", ""},
        {"session", "CFM/4EE", ""},
        {"session", "CFM/4e", ""},
        {"session", "CFM/0E", ""},
        {"session", "CFM/", ""},  // once read past its end
        {"session", "CFM", ""},
        {"session", "/27", ""},
        {"session", "", ""},
        {"session", "/", ""},
        {"session", "CFM/0", ""},
        {"session", "CFM/027", ""},
        {"session", "CFM/2a", ""},
        {"session", "CFM/27/1", ""},
        {"session", "cfm/27", ""},
        {"due", "2027-01-31", "ok"},
        {"due", "2027-01-31T21:00:00Z", "ok"},
        {"due", "CFM/27", "ok"},
        {"due", "2027-02-29", ""},
        {"due", "2027-01", ""},
        {"due", "2027-01-31T21:00:00.000Z", ""},
        {"due", "CFM/0", ""},
        {"due", "none", ""},
        {"due", "", ""},
        {"decimal", "0", "ok"},
        {"decimal", "-0", "ok"},
        {"decimal", "-12.50", "ok"},
        {"decimal", "0.00", "ok"},
        {"decimal", "1.", ""},
        {"decimal", ".5", ""},
        {"decimal", "01", ""},
        {"decimal", "00.1", ""},
        {"decimal", "+1", ""},
        {"decimal", "--1", ""},
        {"decimal", "1e3", ""},
        {"decimal", "1.2.3", ""},
        {"decimal", "1,2", ""},
        {"decimal", "-", ""},
        {"decimal", "", ""},
        {"decimal", std::string(40, '1'), "ok"},
        {"decimal", std::string(41, '1'), ""},
    };
    for (const Row& row : rows)
        EXPECT_EQ(checked(special(row.schema), fmt::format("\"{}\"", row.value)),
                  row.expected == "ok" ? "ok" : "body-format /body")
            << row.schema << " " << row.value;
}

TEST(SchemaCheck, KnowsMoneyAndTexts) {
    const std::string money = R"({"type":"object","x-mithaq":"money"})";
    const std::string text = R"({"type":"object","x-mithaq":"text"})";
    check_rows({
        {money, R"({"amount":"12.50","currency":"XXX"})", "ok"},
        {money, R"({"amount":12,"currency":"XXX"})", "body-format /body"},
        {money, R"({"amount":"12"})", "body-format /body"},
        {money, R"({"currency":"XXX"})", "body-format /body"},
        {money, R"({"amount":"12","currency":"xxx"})", "body-format /body"},
        {money, R"({"amount":"12","currency":"XX"})", "body-format /body"},
        {money, R"({"amount":"12","currency":"XXXX"})", "body-format /body"},
        {money, R"({"amount":"12","currency":1})", "body-format /body"},
        {money, R"({"amount":"12","currency":"XXX","x":1})", "body-format /body"},
        {money, R"("12 XXX")", "body-type /body"},
        {text, R"({"en":"x"})", "ok"},
        {text, R"({"en":"x","ar":"y","fr":"z"})", "ok"},
        {text, "{}", "body-format /body"},
        {text, R"({"en":""})", "body-format /body/en"},
        {text, R"({"en":1})", "body-format /body/en"},
        {text, R"({"en":"x","es":"y"})", "body-language /body/es"},
        {text, R"("x")", "body-type /body"},
    });
}

TEST(Schema, VisitsEachStringThatHasAKind) {
    auto schema = Schema::compile(parse_json(closed(R"(,"properties":{
        "to":{"type":"array","items":{"type":"string","x-mithaq":"participant"}},
        "text":{"type":"object","x-mithaq":"text"},"free":{"type":"string"},
        "a/b":{"oneOf":[{"type":"object","additionalProperties":false,"required":["kind"],
            "properties":{"kind":{"type":"string","const":"s"},
                          "at":{"type":"string","x-mithaq":"session"}}}]},
        "theme":{"type":"string","x-mithaq":"theme"},
        "due":{"type":"array","items":{"type":"string","x-mithaq":"due"}}})"))
                                      .value())
                      .value();
    std::string said;
    auto visit = [&](std::string_view value) {
        said.clear();
        schema.visit(parse_json(value).value(), "/body",
                     [&](std::string_view kind, std::string_view at, std::string_view text) {
                         said += fmt::format("{} {} {};", kind, at, text);
                     });
        return said;
    };
    EXPECT_EQ(visit(R"({"text":{"en":"XAC"},"to":["XAA","XAB"],"free":"XAD",
                        "a/b":{"kind":"s","at":"CFM/27"},"theme":"peace"})"),
              "participant /body/to/0 XAA;participant /body/to/1 XAB;"
              "session /body/a~1b/at CFM/27;theme /body/theme peace;");
    // A due is said to be what it is.
    EXPECT_EQ(visit(R"({"due":["2027-01-01","CFM/27","2027-01-01T00:00:00Z"]})"),
              "date /body/due/0 2027-01-01;session /body/due/1 CFM/27;"
              "instant /body/due/2 2027-01-01T00:00:00Z;");
    EXPECT_EQ(visit("{}"), "");
}

}  // namespace
}  // namespace mithaq::rulebook
