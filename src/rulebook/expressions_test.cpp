#include "rulebook/expressions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace mithaq::rulebook {
namespace {

// What was understood, in another notation, so that a row shows it.
std::string shown(const Path& path) {
    constexpr const char* kParts[] = {"id",   "stamp", "effective", "from",
                                      "body", "item",  "now",       "re"};
    return fmt::format("{}:{}:{}", path.name, kParts[static_cast<std::size_t>(path.part)],
                       fmt::join(path.fields, "/"));
}

std::string shown(const Value& value) {
    if (value.kind == Value::Kind::integer) return std::to_string(value.integer);
    if (value.kind == Value::Kind::text) return fmt::format("\"{}\"", value.text);
    std::string out = shown(value.path);
    for (const Offset& offset : value.offsets)
        out += fmt::format(" {}ms{}d{}w", offset.ms, offset.days, offset.working_days);
    return out;
}

std::string shown(const std::vector<SetTerm>& terms) {
    std::string out;
    for (const SetTerm& term : terms) {
        out += term.joined;
        switch (term.kind) {
            case SetTerm::Kind::code:
                out += "code " + term.word;
                break;
            case SetTerm::Kind::set:
                out += "set " + term.word;
                break;
            case SetTerm::Kind::participants:
                out += "all";
                break;
            case SetTerm::Kind::registries:
                out += "registries";
                break;
            case SetTerm::Kind::path:
                out += shown(term.path);
                break;
            case SetTerm::Kind::group:
                out += "(" + shown(term.terms) + ")";
        }
    }
    return out;
}

std::string shown(const SetOf& set) {
    return shown(set.terms);
}

std::string shown(const Condition& condition) {
    constexpr const char* kSigns[] = {"<", "<=", "==", "!=", ">=", ">"};
    if (condition.kind == Condition::Kind::present) return "present " + shown(condition.left);
    if (condition.kind == Condition::Kind::absent) return "absent " + shown(condition.left);
    return fmt::format("{} {} {}", shown(condition.left),
                       kSigns[static_cast<std::size_t>(condition.comparison)],
                       shown(condition.right));
}

std::string shown(const Pattern& pattern) {
    return fmt::format("{} {} {}", pattern.form, fmt::join(pattern.field, "/"), pattern.value);
}

std::string shown(const Due& due) {
    switch (due.kind) {
        case Due::Kind::none:
            return "none";
        case Due::Kind::value:
            return shown(due.value);
        case Due::Kind::yearly:
            return fmt::format("yearly {} {}", due.month, due.day);
        case Due::Kind::session:
            return "session " + due.session;
    }
    return "";
}

std::string shown(const Threshold& threshold) {
    constexpr const char* kBases[] = {"", " of cast", " of set", " of yes and no"};
    return fmt::format("{}{}/{}{}", threshold.more_than ? ">" : ">=", threshold.numerator,
                       threshold.denominator, kBases[static_cast<std::size_t>(threshold.base)]);
}

std::string shown(const Trigger& trigger) {
    if (trigger.kind == Trigger::Kind::form) return "form " + shown(trigger.form);
    return (trigger.kind == Trigger::Kind::stage ? "stage " : "count ") + trigger.name;
}

struct Row {
    std::string text, expected;  // "-": it is none
};
template <typename T>
void rows(Result<T> (*parse)(std::string_view), const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        auto parsed = parse(row.text);
        EXPECT_EQ(parsed ? shown(*parsed) : "-", row.expected) << row.text;
        if (parsed) {
            if constexpr (requires { parsed->source; }) EXPECT_EQ(parsed->source, row.text);
        } else {
            EXPECT_EQ(parsed.error().code, Errc::malformed);
            EXPECT_EQ(parsed.error().type, "rulebook-expression");
            EXPECT_FALSE(parsed.error().message.empty()) << row.text;
        }
    }
}

TEST(Pattern, IsAFormOrOneWithOneValueOfAField) {
    rows(parse_pattern,
         {{"text.table", "text.table  "},
          {"assistance.deliver(final=yes)", "assistance.deliver final yes"},
          {"note.send(reply.character=request)", "note.send reply/character request"},
          {"table", "-"},
          {"Text.table", "-"},
          {"text.table ", "-"},
          {"text.table()", "-"},
          {"text.table(a)", "-"},
          {"text.table(a=)", "-"},
          {"text.table(=b)", "-"},
          {"text.table(a=b", "-"},
          {"text.table(a=b)c", "-"},
          {"text.table(a=b, c=d)", "-"},
          {"text.table(a=b)(c=d)", "-"},
          {"text.table(a..b=c)", "-"},
          {"", "-"}});
}

TEST(Set, IsReadFromLeftToRight) {
    rows(parse_set, {{"SG", "+code SG"},
                     {"members", "+set members"},
                     {"participants - registries", "+all-registries"},
                     {"members + SG & arab-group", "+set members+code SG&set arab-group"},
                     {"members & (SG + CHAIR)", "+set members&(+code SG+code CHAIR)"},
                     {"(members)", "+(+set members)"},
                     {"text.from", "+text:from:"},
                     {"item.addressees & participants", "+:item:addressees&all"},
                     {"act.from - act.body.a.b", "+act:from:-act:body:a/b"},
                     {"  members   +  SG ", "+set members+code SG"},
                     {"GROUP-A - XAB", "+code GROUP-A-code XAB"},
                     {"members +SG", "-"},
                     {"members+SG", "-"},
                     {"members SG", "-"},
                     {"members +", "-"},
                     {"+ members", "-"},
                     {"(members", "-"},
                     {"members)", "-"},
                     {"()", "-"},
                     {"text.body", "-"},
                     {"Members", "-"},
                     {"'members'", "-"},
                     {"((((((((members))))))))", "+(+(+(+(+(+(+(+(+set members))))))))"},
                     {"(((((((((members)))))))))", "-"},
                     {"", "-"},
                     {"  ", "-"}});
}

TEST(Path, SaysOfWhatAndWhatOfIt) {
    rows(parse_path, {{"now", ":now:"},
                      {"effective", ":effective:"},
                      {"text", "text:id:"},
                      {"text.stamp", "text:stamp:"},
                      {"text.effective", "text:effective:"},
                      {"text.from", "text:from:"},
                      {"text.body.actions", "text:body:actions"},
                      {"follow-up.body.a.b-c.D_1", "follow-up:body:a/b-c/D_1"},
                      {"act.stamp", "act:stamp:"},
                      {"act.body.a", "act:body:a"},
                      {"act.re.text", "act:re:text"},
                      {"item.due", ":item:due"},
                      {"act", "-"},
                      {"item", "-"},
                      {"none", "-"},
                      {"sees", "-"},
                      {"participants.from", "-"},
                      {"now.stamp", "-"},
                      {"text.body", "-"},
                      {"text.body.", "-"},
                      {"text.body..a", "-"},
                      {"text.body.a b", "-"},
                      {"text.number", "-"},
                      {"text.re.a", "-"},
                      {"act.re.", "-"},
                      {"act.re.A", "-"},
                      {"Text", "-"},
                      {"", "-"}});
}

TEST(Value, IsAPathWithOffsetsOrALiteral) {
    rows(parse_value, {{"0", "0"},
                       {"-12", "-12"},
                       {"9007199254740991", "9007199254740991"},
                       {"'a b'", "\"a b\""},
                       {"now + PT48H", ":now: 172800000ms0d0w"},
                       {"now - PT30M", ":now: -1800000ms0d0w"},
                       {"act.body.starts - P42D", "act:body:starts 0ms-42d0w"},
                       {"now + P10WD", ":now: 0ms0d10w"},
                       {"now - P1WD + P2D", ":now: 0ms0d-1w 0ms2d0w"},
                       {"now + P36525D", ":now: 0ms36525d0w"},
                       {"now + P36526D", "-"},
                       {"now + PT876600H", ":now: 3155760000000ms0d0w"},
                       {"now + PT876601H", "-"},
                       {"now + P9999WD", ":now: 0ms0d9999w"},
                       {"now + P10000WD", "-"},
                       {"now + P1D + P1D + P1D + P1D + P1D", "-"},
                       {"9007199254740992", "-"},
                       {"01", "-"},
                       {"1.5", "-"},
                       {"-", "-"},
                       {"''", "-"},
                       {"'a", "-"},
                       {"5 + P1D", "-"},
                       {"now + P0D", "-"},
                       {"now + P01D", "-"},
                       {"now + P1Y", "-"},
                       {"now + PT1S", "-"},
                       {"now + P1W", "-"},
                       {"now + PD", "-"},
                       {"now + PWD", "-"},
                       {"now +", "-"},
                       {"now +P1D", "-"},
                       {"now P1D", "-"},
                       {"now + + P1D", "-"},
                       {"", "-"}});
}

TEST(Condition, ComparesOrAsksWhetherSomethingIsThere) {
    rows(parse_condition,
         {{"effective < silence.body.until", ":effective: < silence:body:until"},
          {"silence.body.until >= now + PT72H", "silence:body:until >= :now: 259200000ms0d0w"},
          {"act.re.text == text", "act:re:text == text:id:"},
          {"act.body.kind != 'a < b'", "act:body:kind != \"a < b\""},
          {"3 <= act.body.n", "3 <= act:body:n"},
          {"act.body.n > -1", "act:body:n > -1"},
          {"present text.body.a", "present text:body:a"},
          {"absent break", "absent break:id:"},
          {"present", "-"},
          {"present now + P1D", "-"},
          {"present 'a'", "-"},
          {"now", "-"},
          {"now <", "-"},
          {"now < now < now", "-"},
          {"now = now", "-"},
          {"now<now", "-"},
          {"now <> now", "-"},
          {"", "-"}});
}

TEST(Due, IsNoneAValueADayOfTheYearOrASession) {
    rows(parse_due, {{"none", "none"},
                     {"now + PT72H", ":now: 259200000ms0d0w"},
                     {"item.due", ":item:due"},
                     {"12-15", "yearly 12 15"},
                     {"01-31", "yearly 1 31"},
                     {"02-28", "yearly 2 28"},
                     {"02-29", "-"},  // not in every year
                     {"04-31", "-"},
                     {"13-01", "-"},
                     {"00-10", "-"},
                     {"10-00", "-"},
                     {"CFM/27", "session CFM/27"},
                     {"ISC/4E", "session ISC/4E"},
                     {"CFM/0", "-"},
                     {"cfm/27", "-"},
                     {"12", "-"},
                     {"'a'", "-"},
                     {"2027-01-01", "-"},
                     {"", "-"}});
}

TEST(Threshold, IsANumberOrAShareThatCanBeReached) {
    rows(parse_threshold, {{"at least 12", ">=12/0"},
                           {"more than 0", ">0/0"},
                           {"at least 2/3 of cast", ">=2/3 of cast"},
                           {"more than 1/2 of yes+no", ">1/2 of yes and no"},
                           {"at least 1/1 of set", ">=1/1 of set"},
                           {"at least 0", "-"},
                           {"at least 10000", "-"},
                           {"at least 0/2 of set", "-"},
                           {"at least 3/2 of set", "-"},
                           {"more than 1/1 of set", "-"},
                           {"at least 1/0 of set", "-"},
                           {"at least 1/2", "-"},
                           {"at least 1/2 of all", "-"},
                           {"at least 1/2 of yes + no", "-"},
                           {"at least 12 of set", "-"},
                           {"at most 12", "-"},
                           {"more 12", "-"},
                           {"at least", "-"},
                           {"12", "-"},
                           {"at least -1", "-"},
                           {"", "-"}});
}

TEST(Trigger, IsAStageAFormOrACount) {
    rows(parse_trigger, {{"stage adopted", "stage adopted"},
                         {"form text.release", "form text.release  "},
                         {"form note.send(a=b)", "form note.send a b"},
                         {"count support", "count support"},
                         {"stage", "-"},
                         {"stage Adopted", "-"},
                         {"stage  adopted", "-"},
                         {"form release", "-"},
                         {"instant x", "-"},
                         {"adopted", "-"},
                         {"", "-"}});
}

}  // namespace
}  // namespace mithaq::rulebook
