#include "rules/words.h"

#include <algorithm>

#include <fmt/format.h>

#include "rules/speaker.h"

namespace mithaq::rules {
namespace {

using rulebook::Ask;
using rulebook::Count;
using rulebook::Move;

std::string yes_if(bool condition) {
    return condition ? "yes" : "no";
}

Place place_of(const Procedure& procedure, const Move& move) {
    return {&procedure, Place::Kind::move, move.forms, nullptr};
}
Place place_of(const Procedure& procedure, const Ask& ask) {
    Place out{&procedure, Place::Kind::ask, {}, ask.each ? &*ask.each : nullptr};
    if (ask.on.kind == rulebook::Trigger::Kind::form) out.at_hand = {ask.on.form};
    return out;
}

std::string reference_sentence(const Speaker& speaker, const rulebook::ReferenceNeed& need) {
    return speaker.sentence("move.refers", {{"optional", yes_if(need.optional)},
                                            {"as", need.as},
                                            {"what", need.form.empty() ? speaker.say("title.any")
                                                                       : speaker.form(need.form)},
                                            {"item", yes_if(need.item)}});
}

std::string move_sentence(const Speaker& speaker, const Procedure& procedure, const Move& move) {
    const Place place = place_of(procedure, move);
    std::string out;
    const rulebook::Argument forms = speaker.patterns(move.forms);
    const rulebook::Argument by = speaker.set(move.by, place, true);
    if (move.opens()) {
        add(out, speaker.sentence("move.opens", {{"forms", forms}, {"by", by}}));
        add(out, speaker.sentence("move.opens-at", {{"stage", speaker.stage(procedure, move.to)}}));
    } else {
        add(out, speaker.sentence("move.may", {{"stages", speaker.stages(procedure, move.in)},
                                               {"forms", forms},
                                               {"by", by}}));
    }
    for (const auto& need : move.re) add(out, reference_sentence(speaker, need));
    for (const auto& requirement : move.require)
        add(out,
            speaker.sentence("move.requires", {{"says", ended(speaker.pick(requirement.says))}}));
    if (!move.effective.empty())
        add(out, speaker.sentence("move.effective",
                                  {{"stages", speaker.stages(procedure, move.effective)}}));
    if (move.opens()) return out;
    if (move.to.empty())
        add(out, speaker.sentence("move.stays"));
    else if (move.in.size() == 1 && move.in[0] == move.to)
        add(out, speaker.sentence("move.anew"));
    else
        add(out, speaker.sentence("move.to", {{"stage", speaker.stage(procedure, move.to)}}));
    return out;
}

std::string after_sentence(const Speaker& speaker, const Procedure& procedure,
                           const rulebook::After& after) {
    const Place place{&procedure, Place::Kind::after, {}, nullptr};
    return speaker.sentence("after.rule", {{"stages", speaker.stages(procedure, after.in)},
                                           {"to", speaker.stage(procedure, after.to)},
                                           {"at", speaker.instant("instant.at", after.at, place)}});
}

std::string count_sentence(const Speaker& speaker, const Procedure& procedure, const Count& count) {
    const Place place{&procedure, Place::Kind::count, {count.form}, nullptr};
    const std::string by = speaker.set(count.by, place, false);
    std::string out =
        speaker.sentence("count.rule", {{"of", speaker.named(count.of, place)},
                                        {"form", speaker.pattern(count.form)},
                                        {"by", by},
                                        {"stages", speaker.stages(procedure, count.in)}});
    const std::string when =
        count.at_instant
            ? speaker.say("count.judged",
                          {{"at", speaker.instant("instant.at", count.instant, place)}})
            : speaker.instant("instant.until", count.instant, place);
    add(out, speaker.sentence("count.needed", {{"votes", yes_if(!count.choice.empty())},
                                               {"threshold", speaker.threshold(count.reach, by)},
                                               {"when", when}}));
    if (count.quorum)
        add(out, speaker.sentence("count.quorum",
                                  {{"threshold", speaker.threshold(*count.quorum, by)}}));
    if (!count.to.empty())
        add(out, speaker.sentence("count.reached", {{"to", speaker.stage(procedure, count.to)}}));
    if (count.otherwise.empty())
        add(out, speaker.sentence("count.stays"));
    else
        add(out, speaker.sentence("count.otherwise",
                                  {{"to", speaker.stage(procedure, count.otherwise)}}));
    return out;
}

// Who may answer where a name that speaks for others is asked.
void add_speaking(std::string& out, const Speaker& speaker, const Place& place,
                  const std::vector<rulebook::SetTerm>& terms) {
    for (const auto& term : terms) {
        add_speaking(out, speaker, place, term.terms);
        auto found = speaker.rulebook().participants.find(term.word);
        if (term.kind != rulebook::SetTerm::Kind::code || term.joined == '-' ||
            found == speaker.rulebook().participants.end() || found->second.speaks.empty())
            continue;
        rulebook::SetOf set;
        set.terms.push_back({'+', rulebook::SetTerm::Kind::set, found->second.speaks, {}, {}});
        add(out, speaker.sentence("ask.speaks", {{"set", speaker.set(set, place, true)}}));
    }
}

std::string ask_sentence(const Speaker& speaker, const Procedure& procedure, const Ask& ask) {
    const Place place = place_of(procedure, ask);
    std::string on = speaker.trigger(ask.on, place);
    if (ask.each)
        on = speaker.say("on.each", {{"on", on},
                                     {"list", speaker.field(*ask.each, place)},
                                     {"place", speaker.field_place(*ask.each, place)}});
    std::string out = speaker.sentence("ask.rule", {{"on", on},
                                                    {"title", speaker.quoted(ask.title)},
                                                    {"of", speaker.set(ask.of, place, false)}});
    add_speaking(out, speaker, place, ask.of.terms);
    if (ask.character_path) {
        add(out, speaker.sentence("ask.character-field",
                                  {{"field", speaker.field(*ask.character_path, place)},
                                   {"place", speaker.field_place(*ask.character_path, place)}}));
    } else {
        std::string character = ask.character;
        std::ranges::replace(character, '-', '_');
        add(out, speaker.sentence("ask.character", {{"character", character}}));
    }
    add(out, speaker.sentence("ask.due", {{"by", speaker.due(ask.due, place)}}));
    if (!ask.urgency.empty())
        add(out,
            speaker.sentence("ask.urgency",
                             {{"urgency", ask.urgency == "immediate" ? "immediate" : "soon"}}));
    if (!ask.answer.empty())
        add(out, speaker.sentence("ask.answer", {{"forms", speaker.patterns(ask.answer)}}));
    if (!ask.remind.empty())
        add(out, speaker.sentence("ask.remind", {{"forms", speaker.patterns(ask.remind)}}));
    if (!ask.release.empty())
        add(out,
            speaker.sentence("ask.release", {{"events", speaker.triggers(ask.release, place)}}));
    return out;
}

std::string table_sentence(const Speaker& speaker, const Procedure& procedure,
                           const rulebook::Table& table) {
    Place place{&procedure, Place::Kind::ask, {}, nullptr};
    for (const auto& column : table.columns)
        place.at_hand.insert(place.at_hand.end(), column.forms.begin(), column.forms.end());
    std::vector<std::string> columns;
    if (table.by.empty()) {
        for (const auto& column : table.columns) columns.push_back(speaker.quoted(column.title));
    } else {
        const rulebook::Path by{"act", rulebook::Part::body, table.by};
        columns.push_back(speaker.say("table.by", {{"field", speaker.field(by, place)},
                                                   {"place", speaker.field_place(by, place)}}));
    }
    rulebook::Arguments arguments{{"title", speaker.quoted(table.title)},
                                  {"columns", speaker.list(columns)}};
    if (!table.rows) return speaker.sentence("table.participants", arguments);
    arguments["list"] = speaker.field(*table.rows, place);
    arguments["place"] = speaker.field_place(*table.rows, place);
    return speaker.sentence("table.items", arguments);
}

std::vector<std::string> stage_paragraphs(const Speaker& speaker, const Procedure& procedure) {
    std::vector<std::string> all, final;
    for (const auto& stage : procedure.stages) {
        all.push_back(speaker.quoted(stage.title));
        if (stage.final) final.push_back(all.back());
    }
    std::string text = speaker.sentence("stages.list", {{"stages", speaker.list(all)}});
    if (!final.empty())
        add(text, speaker.sentence("stages.final", {{"many", yes_if(final.size() > 1)},
                                                    {"stages", speaker.list(final)}}));
    return {text};
}

std::string session_sentence(const Speaker& speaker, const Procedure& procedure) {
    if (!procedure.session_name || !procedure.session_opens) return {};
    const Place place{&procedure, Place::Kind::ask, {}, nullptr};
    const auto &name = *procedure.session_name, &opens = *procedure.session_opens;
    return speaker.sentence("session.rule", {{"name", speaker.field(name, place)},
                                             {"name_place", speaker.field_place(name, place)},
                                             {"opens", speaker.field(opens, place)},
                                             {"opens_place", speaker.field_place(opens, place)}});
}

std::string with_basis(const Speaker& speaker, const Procedure& procedure, const Rule& rule) {
    std::string out = rule_sentence(speaker, procedure, rule);
    const rulebook::Text* basis = rule_basis(procedure, rule);
    if (out.empty() || !basis || basis->empty()) return out;
    std::string words = speaker.pick(*basis);
    if (words.ends_with('.')) words.pop_back();
    add(out, speaker.sentence("rule.basis", {{"basis", words}}));
    return out;
}

}  // namespace

std::string rule_sentence(const Speaker& speaker, const Procedure& procedure, const Rule& rule) {
    auto of = [&](const auto& rules, auto sentence) {
        return rule.index < rules.size() ? sentence(speaker, procedure, rules[rule.index])
                                         : std::string();
    };
    switch (rule.kind) {
        case Rule::Kind::move:
            return of(procedure.moves, move_sentence);
        case Rule::Kind::require: {
            if (rule.index >= procedure.moves.size()) return {};
            const auto& require = procedure.moves[rule.index].require;
            if (rule.requirement >= require.size()) return {};
            return speaker.sentence(
                "move.requires", {{"says", ended(speaker.pick(require[rule.requirement].says))}});
        }
        case Rule::Kind::after:
            return of(procedure.afters, after_sentence);
        case Rule::Kind::count:
            return of(procedure.counts, count_sentence);
        case Rule::Kind::ask:
            return of(procedure.asks, ask_sentence);
    }
    return {};
}

const rulebook::Text* rule_basis(const Procedure& procedure, const Rule& rule) {
    auto of = [&](const auto& rules) {
        return rule.index < rules.size() ? &rules[rule.index].basis : nullptr;
    };
    switch (rule.kind) {
        case Rule::Kind::move:
        case Rule::Kind::require:
            return of(procedure.moves);
        case Rule::Kind::after:
            return of(procedure.afters);
        case Rule::Kind::count:
            return of(procedure.counts);
        case Rule::Kind::ask:
            return of(procedure.asks);
    }
    return nullptr;
}

std::string rule_in_words(const rulebook::Rulebook& rulebook, std::string_view rule,
                          std::string_view language) {
    const Speaker speaker(rulebook, language);
    auto parsed = parse_rule(rule);
    if (!speaker || !parsed) return {};
    auto procedure = rulebook.procedures.find(parsed->first);
    return procedure == rulebook.procedures.end()
               ? std::string()
               : with_basis(speaker, procedure->second, parsed->second);
}

std::vector<Section> procedure_in_words(const rulebook::Rulebook& rulebook, std::string_view type,
                                        std::string_view language) {
    const Speaker speaker(rulebook, language);
    auto found = rulebook.procedures.find(type);
    if (!speaker || found == rulebook.procedures.end()) return {};
    const Procedure& procedure = found->second;
    std::vector<Section> out;
    auto section = [&](std::string_view heading, std::vector<std::string> paragraphs) {
        std::erase(paragraphs, std::string());
        if (!paragraphs.empty()) out.push_back({speaker.sentence(heading), std::move(paragraphs)});
    };
    out.push_back({speaker.pick(procedure.title), {}});
    for (const auto& paragraph :
         {speaker.pick(procedure.help), session_sentence(speaker, procedure)})
        if (!paragraph.empty()) out[0].paragraphs.push_back(paragraph);
    section("section.stages", stage_paragraphs(speaker, procedure));
    auto rules = [&](std::string_view heading, Rule::Kind kind, std::size_t count) {
        std::vector<std::string> paragraphs;
        paragraphs.reserve(count);
        for (std::uint32_t i = 0; i < count; ++i)
            paragraphs.push_back(with_basis(speaker, procedure, {kind, i}));
        section(heading, std::move(paragraphs));
    };
    rules("section.moves", Rule::Kind::move, procedure.moves.size());
    rules("section.afters", Rule::Kind::after, procedure.afters.size());
    rules("section.counts", Rule::Kind::count, procedure.counts.size());
    rules("section.asks", Rule::Kind::ask, procedure.asks.size());
    std::vector<std::string> tables;
    tables.reserve(procedure.tables.size());
    for (const auto& table : procedure.tables)
        tables.push_back(table_sentence(speaker, procedure, table));
    section("section.tables", std::move(tables));
    return out;
}

Section general_in_words(const rulebook::Rulebook& rulebook, std::string_view language) {
    const Speaker speaker(rulebook, language);
    if (!speaker) return {};
    const auto& calendar = rulebook.calendar;
    std::string text =
        speaker.sentence("calendar.zone", {{"zone", rulebook::zone_name(calendar.offset_minutes)}});
    std::vector<std::string> week, holidays;
    for (int day : calendar.week)
        week.push_back(speaker.say("weekday", {{"day", fmt::format("d{}", day)}}));
    for (const auto& holiday : calendar.holidays)
        if (auto day = rulebook::parse_day(holiday)) holidays.push_back(speaker.day(*day));
    add(text, speaker.sentence("calendar.week", {{"days", speaker.list(week)}}));
    if (!holidays.empty())
        add(text, speaker.sentence("calendar.except", {{"days", speaker.list(holidays)}}));
    Section out{speaker.sentence("section.general"), {text}};
    if (!rulebook.sees.terms.empty())
        out.paragraphs.push_back(
            speaker.sentence("sees.rule", {{"set", speaker.set(rulebook.sees, {}, false)}}));
    std::erase(out.paragraphs, std::string());
    return out;
}

}  // namespace mithaq::rules
