// A small rulebook for tests of files: a paper that is adopted by silence or by votes, with actions
// that follow it, and sessions at which they are due. Every form and every kind of rule in little.
#pragma once

#include <map>
#include <string>

#include <fmt/format.h>

#include "rules/rules_testing.h"

namespace mithaq::rules::testing {

inline std::string text_of(std::string_view words) {
    return fmt::format("{{ ar = \"{0}\", en = \"{0}\", fr = \"{0}\" }}", words);
}

// `fields`: name -> the rest of its schema, as TOML.
inline std::string form_file(std::string_view title,
                             const std::map<std::string, std::string>& fields,
                             std::string_view required = "") {
    std::string out = fmt::format(
        "title = {}\n[schema]\ntype = \"object\"\nadditionalProperties = false\nrequired = [{}]\n",
        text_of(title), required);
    if (fields.empty()) out += "properties = {}\n";
    for (const auto& [name, schema] : fields)
        out += fmt::format("[schema.properties.{}]\ntitle = {}\n{}\n", name, text_of(name), schema);
    return out;
}

inline constexpr std::string_view kInstantField = "type = \"string\"\nx-mithaq = \"instant\"";
inline constexpr std::string_view kDateField = "type = \"string\"\nx-mithaq = \"date\"";

// " T" stands for a text.
inline constexpr std::string_view kPaperProcedure = R"(
title = T
[[stage]]
name = "tabled"
title = T
[[stage]]
name = "silence"
title = T
[[stage]]
name = "elapsed"
title = T
[[stage]]
name = "voting"
title = T
[[stage]]
name = "adopted"
title = T
final = true
[[stage]]
name = "not-adopted"
title = T
final = true
[[stage]]
name = "withdrawn"
title = T
final = true

[[move]]
form = "paper.table"
by = "members"
to = "tabled"
as = "paper"
[[move]]
form = "paper.silence"
by = "CHAIR"
in = ["tabled"]
to = "silence"
as = "silence"
re = { paper = { as = "follows", form = "paper.table" } }
require = [ { if = "silence.body.until >= now + PT72H", says = T }, { if = "act.re.paper == paper", says = T } ]
[[move]]
form = "paper.object"
by = "members"
in = ["silence", "elapsed"]
effective = ["elapsed"]
require = [ { if = "effective < silence.body.until", says = T } ]
to = "tabled"
[[move]]
form = "paper.confirm"
by = "CHAIR"
in = ["elapsed"]
to = "adopted"
[[move]]
form = "paper.vote"
by = "CHAIR"
in = ["tabled"]
to = "voting"
as = "vote"
[[move]]
form = "paper.ballot"
by = "members"
in = ["voting"]
[[move]]
form = "paper.revise"
by = "paper.from"
in = ["tabled"]
as = "paper"
[[move]]
form = "paper.withdraw"
by = "paper.from"
in = ["tabled", "silence", "voting"]
to = "withdrawn"
[[move]]
form = ["paper.inform", "paper.remind", "paper.release"]
by = "members + CHAIR"
in = ["adopted"]

[[after]]
in = ["silence"]
at = "silence.body.until"
to = "elapsed"

[[count]]
name = "ballots"
of = "vote"
in = ["voting"]
form = "paper.ballot"
by = "members"
choice = "body.choice"
at = "vote.body.closes"
reach = "more than 1/2 of yes+no"
quorum = "at least 1/2 of set"
to = "adopted"
otherwise = "not-adopted"

[[ask]]
name = "follow-up"
title = T
on = "stage adopted"
each = "paper.body.actions"
of = "item.addressees"
answer = ["paper.inform"]
remind = ["paper.remind"]
due = "item.due"
character = "request"
release = ["form paper.release"]
)";

// The rulebook's files beside those of rulebooks/basic.
inline std::map<std::string, std::string> paper_files() {
    std::map<std::string, std::string> out;
    std::string procedure(kPaperProcedure);
    const std::string text = text_of("t");
    for (auto at = procedure.find(" T"); at != std::string::npos; at = procedure.find(" T", at + 1))
        procedure.replace(at + 1, 1, text);
    out["procedures/paper.toml"] = procedure;
    for (const char* name : {"table", "revise"})
        out[fmt::format("forms/paper.{}.toml", name)] = form_file(
            name,
            {{"actions",
              "type = \"array\"\nmaxItems = 20\n[schema.properties.actions.items]\ntype = "
              "\"object\"\n"
              "additionalProperties = false\nrequired = [\"item\", \"addressees\"]\n"
              "[schema.properties.actions.items.properties.item]\ntype = \"string\"\nmaxLength = "
              "16\n"
              "title = " +
                  text +
                  "\n"
                  "[schema.properties.actions.items.properties.due]\ntype = \"string\"\n"
                  "x-mithaq = \"due\"\ntitle = " +
                  text +
                  "\n"
                  "[schema.properties.actions.items.properties.addressees]\ntype = \"array\"\n"
                  "minItems = 1\nmaxItems = 9\ntitle = " +
                  text +
                  "\n"
                  "[schema.properties.actions.items.properties.addressees.items]\ntype = "
                  "\"string\"\n"
                  "x-mithaq = \"participant\""}});
    out["forms/paper.silence.toml"] =
        form_file("silence", {{"until", std::string(kInstantField)}}, "\"until\"");
    out["forms/paper.vote.toml"] =
        form_file("vote", {{"closes", std::string(kInstantField)}}, "\"closes\"");
    out["forms/paper.ballot.toml"] = form_file(
        "ballot",
        {{"choice", "type = \"string\"\nenum = [\"yes\", \"no\", \"abstain\"]\ntitles.yes = " +
                        text + "\ntitles.no = " + text + "\ntitles.abstain = " + text}},
        "\"choice\"");
    for (const char* name : {"object", "confirm", "withdraw", "inform", "remind", "release"})
        out[fmt::format("forms/paper.{}.toml", name)] = form_file(name, {});
    return out;
}

}  // namespace mithaq::rules::testing
