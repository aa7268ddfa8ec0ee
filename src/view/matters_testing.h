// A register with files of every kind of row: letters that ask for replies and for points of
// theirs, wait, are supported and lapse; meetings at which points are due. REGISTRY is told who has
// not replied.
#pragma once

#include "rules/files_testing.h"
#include "view/view_testing.h"

namespace mithaq::view {

inline const char* const kLetterProcedure = R"(
title = { ar = "t", en = "Letter", fr = "t" }
[[stage]]
name = "open"
title = T
[[stage]]
name = "waiting"
title = T
[[stage]]
name = "lapsed"
title = T
final = true
[[stage]]
name = "settled"
title = T
final = true

[[move]]
form = "letter.send"
by = "participants"
to = "open"
as = "letter"
[[move]]
form = ["letter.reply", "letter.point"]
by = "participants"
in = ["open", "waiting", "lapsed", "settled"]
[[move]]
form = "letter.remind"
by = "REGISTRY"
in = ["open", "waiting", "lapsed", "settled"]
[[move]]
form = "letter.release"
by = "letter.from + REGISTRY"
in = ["open", "waiting", "lapsed", "settled"]
[[move]]
form = "letter.wait"
by = "participants"
in = ["open"]
to = "waiting"
as = "wait"
help = { ar = "h", en = "Wait.", fr = "h" }
[[move]]
form = "letter.support"
by = "members"
in = ["waiting"]
require = [ { if = "now < wait.body.until", says = T } ]
[[move]]
form = "letter.back"
by = "members"
in = ["waiting", "lapsed"]
effective = ["lapsed"]
require = [ { if = "effective < wait.body.until", says = T } ]
to = "open"

[[after]]
in = ["waiting"]
at = "wait.body.until"
to = "lapsed"

[[count]]
name = "support"
of = "wait"
in = ["waiting"]
form = "letter.support"
by = "members"
until = "wait.body.until"
reach = "at least 2"
to = "settled"

[[ask]]
name = "reply"
title = { ar = "t", en = "A reply", fr = "t" }
on = "form letter.send"
of = "letter.body.to"
answer = ["letter.reply"]
remind = ["letter.remind"]
due = "letter.body.by"
character = "letter.body.character"
release = ["form letter.release"]
urgency = "immediate"
[[ask]]
name = "point"
title = { ar = "t", en = "A point", fr = "t" }
on = "stage settled"
each = "letter.body.points"
of = "item.addressees"
answer = ["letter.point"]
remind = ["letter.remind"]
due = "item.due"
character = "obligation"
release = ["stage open"]

[[table]]
name = "replies"
title = T
rows = "participants"
columns = [ { form = "letter.reply", title = T }, { form = ["letter.point", "letter.support"], title = T } ]
[[table]]
name = "points"
title = T
rows = "letter.body.points"
columns = [ { form = "letter.point", title = T } ]
[[table]]
name = "years"
title = T
rows = "participants"
columns = [ { form = "letter.reply" } ]
by = "body.year"
)";

inline const char* const kMeetingProcedure = R"(
title = T
[[stage]]
name = "convened"
title = T
[[move]]
form = "meeting.convene"
by = "participants"
to = "convened"
as = "dates"
[[move]]
form = "meeting.postpone"
by = "participants"
in = ["convened"]
as = "dates"
[session]
name = "dates.body.name"
opens = "dates.body.opens"
)";

inline rulebook::Sources matter_sources() {
    using rules::testing::form_file;
    const std::string text = rules::testing::text_of("t");
    auto worded = [&](std::string_view sources) {
        std::string out(sources);
        for (auto at = out.find("= T"); at != out.npos; at = out.find("= T", at + 1))
            out.replace(at + 2, 1, text);
        return out;
    };
    const std::string word = "type = \"string\"\nx-mithaq = \"session\"";
    const std::string codes =
        "type = \"array\"\nmaxItems = 9\n[schema.properties.{0}.items]\ntype = \"string\"\n"
        "x-mithaq = \"participant\"";
    const std::string points = worded(
        "type = \"array\"\nmaxItems = 9\n[schema.properties.points.items]\ntype = \"object\"\n"
        "additionalProperties = false\nrequired = [\"item\", \"addressees\"]\n"
        "[schema.properties.points.items.properties.item]\ntype = \"string\"\nmaxLength = 16\n"
        "title = T\n[schema.properties.points.items.properties.text]\ntype = \"object\"\n"
        "x-mithaq = \"text\"\ntitle = T\n"
        "[schema.properties.points.items.properties.due]\ntype = \"string\"\n"
        "x-mithaq = \"due\"\ntitle = T\n"
        "[schema.properties.points.items.properties.addressees]\ntype = \"array\"\nminItems = 1\n"
        "maxItems = 9\ntitle = T\n"
        "[schema.properties.points.items.properties.addressees.items]\ntype = \"string\"\n"
        "x-mithaq = \"participant\"");
    const std::string title = "type = \"object\"\nx-mithaq = \"text\"";
    const std::string date(rules::testing::kDateField);
    rulebook::Sources out{
        {"procedures/letter.toml", worded(kLetterProcedure)},
        {"procedures/meeting.toml", worded(kMeetingProcedure)},
        {"forms/letter.send.toml",
         form_file("send",
                   {{"to", fmt::format(fmt::runtime(codes), "to")},
                    {"by", date},
                    {"character", worded("type = \"string\"\nenum = [\"request\", \"obligation\"]\n"
                                         "titles.request = T\ntitles.obligation = T")},
                    {"title", title},
                    {"points", points}})},
        {"forms/letter.wait.toml",
         form_file("wait", {{"until", std::string(rules::testing::kInstantField)}}, "\"until\"")},
        {"forms/letter.reply.toml", form_file("reply", {{"year", "type = \"integer\""}})},
        {"forms/meeting.convene.toml", form_file("convene", {{"name", word}, {"opens", date}})},
        {"forms/meeting.postpone.toml", form_file("postpone", {{"name", word}, {"opens", date}})}};
    for (const char* name : {"point", "remind", "release", "support", "back"})
        out[fmt::format("forms/letter.{}.toml", name)] = form_file(name, {});
    out["rulebook.toml"] =
        "sees = \"REGISTRY\"\n" + log::read_test_file("rulebooks/basic/rulebook.toml");
    return out;
}

inline const std::string& matter_bundle() {
    static const std::string bundle = log::basic_bundle_with(matter_sources());
    return bundle;
}

}  // namespace mithaq::view
