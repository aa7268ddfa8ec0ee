// Why a file, an ask or a count stands as it does, and why something was refused: sentences of the
// rules (rules/words.h), with lines for the acts that they rest on.
#include <algorithm>

#include <fmt/format.h>

#include "rules/words.h"
#include "view/asks.h"
#include "view/list.h"
#include "view/replay.h"

namespace mithaq::view {
namespace {

// One of the rulebook's, its first when none is asked for.
Result<std::string> language_of(const Parameters& asked, const rulebook::Rulebook& rulebook) {
    auto found = asked.find("lang");
    if (found == asked.end()) return *rulebook.languages.begin();
    if (rulebook.languages.contains(found->second)) return found->second;
    return bad_query("lang", fmt::format("is one of {}", fmt::join(rulebook.languages, ", ")));
}

// As the register would have answered; `problem` and `rule` are what it said.
Error refusal_of(const Parameters& asked, const rules::Trace& trace, const std::string& type) {
    Error out{Errc::refused, "move-stage", {}, {}, asked.at("refusal")};
    auto rule = rules::parse_rule(out.rule);
    if (rule && rule->second.kind == rules::Rule::Kind::require) out.type = "move-require";
    for (const auto& event : trace)  // what came on paper without effect
        if (event.rule && rules::format_rule(type, *event.rule) == out.rule &&
            event.kind == rules::Event::Kind::no_effect)
            out.type = event.refusal;
    if (auto problem = asked.find("problem"); problem != asked.end()) out.type = problem->second;
    return out;
}

Result<json::array> shown(const std::vector<rules::Because>& sentences, ActBriefs& acts) {
    json::array out;
    for (const auto& because : sentences) {
        json::object one{{"text", because.text}};
        if (!because.basis.empty()) one["basis"] = because.basis;
        if (!because.rule.empty()) one["rule"] = because.rule;
        json::array named, instants;
        for (std::uint64_t number : because.acts) {
            MITHAQ_TRY(auto act, acts.of(number));
            named.push_back(std::move(act));
        }
        for (Instant instant : because.instants) instants.emplace_back(format_stamp(instant));
        one["acts"] = std::move(named);
        one["instants"] = std::move(instants);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace

// The acts that gave a session its day, in order.
Result<std::vector<rules::Opening>> Answers::openings(const std::string& session,
                                                      const Moment& moment) {
    std::vector<rules::Opening> out;
    if (session.empty()) return out;
    MITHAQ_CHECK(database_.rows(
        "SELECT number, opens FROM session WHERE name = ? AND number <= ? AND opens IS NOT NULL "
        "ORDER BY number",
        [&](Row row) { out.push_back({row.number(0), row.integer(1)}); }, std::string_view(session),
        moment.number));
    return out;
}

Result<std::vector<rules::Because>> Answers::because(const Parameters& asked,
                                                     const Replayed& replayed,
                                                     const std::string& language,
                                                     const Moment& moment, json::object& of) {
    const rules::Matter& matter = *replayed.matter;
    MITHAQ_TRY(auto convened, sessions(moment));
    if (asked.contains("ask")) {
        if (matter.duties.empty())
            return err(Errc::not_found, "not-found", "nothing is asked in this file");
        MITHAQ_TRY(auto index, number_of(asked, "ask", 0, 0, matter.duties.size() - 1));
        MITHAQ_TRY(auto openings, openings(matter.duties[index].session, moment));
        of["ask"] = index;
        return rules::why_ask(matter, replayed.trace, static_cast<std::uint32_t>(index), convened,
                              language, openings);
    }
    if (auto count = asked.find("count"); count != asked.end()) {
        const auto& counts = matter.procedure->counts;
        auto found = std::ranges::find(counts, count->second, &rulebook::Count::name);
        if (found == counts.end()) return bad_query("count", "is the name of a count of this file");
        of["count"] = count->second;
        return rules::why_count(matter, replayed.trace,
                                static_cast<std::uint32_t>(found - counts.begin()), language);
    }
    if (auto refusal = asked.find("refusal"); refusal != asked.end()) {
        of["refusal"] = refusal->second;
        return rules::why_refusal(
            *matter.rulebook, refusal_of(asked, replayed.trace, matter.procedure->type), language);
    }
    return rules::why_stage(matter, replayed.trace, convened, language);
}

Result<json::object> Answers::why(std::string_view ref, const Parameters& asked) {
    MITHAQ_CHECK(
        check_names(asked, {"ask", "count", "refusal", "problem", "form", "lang", "as-of"}));
    MITHAQ_TRY(auto language, language_of(asked, *context_.rulebook));
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    MITHAQ_TRY(auto matter, matter_of(ref, then));
    MITHAQ_TRY(auto replayed, replay(database_, context_.reader, context_.rulebook, matter,
                                     then.number, then.stamp));
    json::object of;
    MITHAQ_TRY(of["matter"], matter_brief(matter, then));
    MITHAQ_TRY(auto sentences, because(asked, replayed, language, then, of));
    ActBriefs acts(database_);
    MITHAQ_TRY(auto said, shown(sentences, acts));
    return json::object{{"as_of", as_of(then.number, then.stamp)},
                        {"of", std::move(of)},
                        {"sentences", std::move(said)}};
}

}  // namespace mithaq::view
