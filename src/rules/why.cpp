// Why: the same sentences as the rules', with the acts and instants of one file.
#include <algorithm>

#include "rules/evaluate.h"
#include "rules/speaker.h"
#include "rules/words.h"

namespace mithaq::rules {
namespace {

using Number = std::int64_t;

Number number_of(std::uint64_t number) {
    return static_cast<Number>(number);
}

class Reasons {
  public:
    Reasons(const Speaker& speaker, const Procedure& procedure)
        : speaker_(speaker), procedure_(procedure) {}

    void say(std::string text, std::vector<std::uint64_t> acts = {},
             std::vector<Instant> instants = {}) {
        if (!text.empty())
            out_.push_back({std::move(text), {}, {}, std::move(acts), std::move(instants)});
    }
    // The rule in its own words, with its basis.
    void say_rule(const Rule& rule) {
        std::string text = rule_sentence(speaker_, procedure_, rule);
        if (text.empty()) return;
        const rulebook::Text* basis = rule_basis(procedure_, rule);
        out_.push_back({std::move(text),
                        basis ? speaker_.pick(*basis) : std::string(),
                        format_rule(procedure_.type, rule),
                        {},
                        {}});
    }
    std::vector<Because> take() { return std::move(out_); }

  private:
    const Speaker& speaker_;
    const Procedure& procedure_;
    std::vector<Because> out_;
};

// The event that this act was, when a move allowed it; null when the trace does not know.
const Event* event_of(const Trace& trace, std::uint64_t act) {
    auto found = std::ranges::find_if(trace, [&](const Event& event) {
        return event.act == act &&
               (event.kind == Event::Kind::opened || event.kind == Event::Kind::moved);
    });
    return found == trace.end() ? nullptr : &*found;
}

// The form and authors of an act of the file.
std::string form_of(const Speaker& speaker, const Trace& trace, std::uint64_t act) {
    const Event* event = event_of(trace, act);
    return event ? speaker.form(event->name) : speaker.say("title.any");
}

std::string stage_reason(const Speaker& speaker, const Matter& matter, const Trace& trace) {
    const Procedure& procedure = *matter.procedure;
    rulebook::Arguments arguments{{"stage", speaker.stage(procedure, matter.stage_name())},
                                  {"since", speaker.at(matter.since)}};
    if (matter.rule.kind == Rule::Kind::after && matter.rule.index < procedure.afters.size()) {
        const Place place{&procedure, Place::Kind::after, {}, nullptr};
        arguments["at"] =
            speaker.instant("instant.at", procedure.afters[matter.rule.index].at, place);
        return speaker.sentence("why.stage-by-time", arguments);
    }
    if (matter.rule.kind == Rule::Kind::count && matter.rule.index < procedure.counts.size()) {
        const auto& count = procedure.counts[matter.rule.index];
        const auto& counting = matter.counts[matter.rule.index];
        // A count that began anew since says nothing of the one that led here.
        const bool reached =
            counting && counting->decided ? counting->reached : count.to == matter.stage_name();
        arguments["form"] = speaker.pattern(count.form);
        arguments["reached"] = reached ? "yes" : "no";
        return speaker.sentence("why.stage-by-count", arguments);
    }
    const Event* event = matter.by ? event_of(trace, *matter.by) : nullptr;
    if (!event) return {};
    arguments["form"] = speaker.form(event->name);
    arguments["authors"] = speaker.participants(event->participants);
    arguments["number"] = number_of(*matter.by);
    return speaker.sentence("why.stage-by-act", arguments);
}

// What comes next of itself: the stage that the earliest clock leads to.
void say_next(Reasons& reasons, const Speaker& speaker, const Matter& matter) {
    auto next = next_change(matter);
    if (!next) return;
    Matter then = matter;
    Trace trace;
    advance(then, *next, &trace);
    auto entered = std::ranges::find(trace, Event::Kind::stage, &Event::kind);
    if (entered == trace.end()) return;
    const std::string to = speaker.stage(*matter.procedure, entered->name);
    if (auto day = speaker.ends_day(*next))
        reasons.say(speaker.sentence("why.next-end", {{"to", to}, {"day", speaker.day(*day)}}), {},
                    {*next});
    else
        reasons.say(speaker.sentence("why.next", {{"to", to}, {"at", speaker.at(*next)}}), {},
                    {*next});
    if (entered->rule) reasons.say_rule(*entered->rule);
}

void say_state(Reasons& reasons, const Speaker& speaker, const Matter& matter) {
    if (matter.resting) reasons.say(speaker.sentence("why.resting"));
    if (!matter.procedure->stages[matter.stage].final) return;
    const auto open = std::ranges::count_if(
        matter.duties, [&](const Duty& duty) { return is_open(matter, duty); });
    if (open == 0)
        reasons.say(speaker.sentence("why.closed"));
    else
        reasons.say(speaker.sentence("why.final-open", {{"n", Number{open}}}));
}

// Words of a refusal; empty for a problem that no procedure decides.
std::string refusal_reason(const Speaker& speaker, const Procedure* procedure,
                           const std::optional<Rule>& rule, std::string_view type) {
    if (type == "matter-required") return speaker.sentence("refusal.matter-required");
    if (!type.starts_with("move-") || !procedure) return {};
    const bool known = rule && rule->index < procedure->moves.size() &&
                       (rule->kind == Rule::Kind::move || rule->kind == Rule::Kind::require);
    if (!known)
        return type == "move-form" ? speaker.sentence("refusal.move-form",
                                                      {{"title", speaker.pick(procedure->title)}})
                                   : speaker.sentence("refusal.other");
    const auto& move = procedure->moves[rule->index];
    const std::string forms = speaker.patterns(move.forms);
    if (type == "move-stage")
        return move.opens() ? speaker.sentence("refusal.opens", {{"forms", forms}})
                            : speaker.sentence("refusal.move-stage",
                                               {{"forms", forms},
                                                {"stages", speaker.stages(*procedure, move.in)}});
    if (type == "move-author") {
        const Place place{procedure, Place::Kind::move, move.forms, nullptr};
        return speaker.sentence("refusal.move-author",
                                {{"forms", forms}, {"by", speaker.set(move.by, place, true)}});
    }
    if (type == "move-reference") return speaker.sentence("refusal.move-reference");
    if (type == "move-require" && rule->requirement < move.require.size())
        return speaker.sentence(
            "refusal.move-require",
            {{"says", ended(speaker.pick(move.require[rule->requirement].says))}});
    return speaker.sentence("refusal.other");
}

void say_without_effect(Reasons& reasons, const Speaker& speaker, const Matter& matter,
                        const Trace& trace) {
    for (const Event& event : trace) {
        if (event.kind != Event::Kind::no_effect || !event.act) continue;
        const std::string reason =
            refusal_reason(speaker, matter.procedure, event.rule, event.refusal);
        std::string text = speaker.sentence("why.no-effect",
                                            {{"form", speaker.form(event.name)},
                                             {"authors", speaker.participants(event.participants)},
                                             {"number", number_of(*event.act)},
                                             {"reason", reason}});
        while (text.ends_with(' ')) text.pop_back();
        reasons.say(std::move(text), {*event.act}, {event.at});
        if (event.rule) reasons.say_rule({Rule::Kind::move, event.rule->index, 0});
    }
}

// ---- Actions requested

void say_asked(Reasons& reasons, const Speaker& speaker, const Matter& matter, const Trace& trace,
               const Duty& duty) {
    const Procedure& procedure = *matter.procedure;
    const auto& ask = procedure.asks[duty.ask];
    rulebook::Arguments arguments{{"title", speaker.quoted(ask.title)},
                                  {"since", speaker.at(duty.since)},
                                  {"of", speaker.participants(duty.of)}};
    std::vector<std::uint64_t> acts;
    std::string text;
    if (duty.by) {
        acts.push_back(*duty.by);
        arguments["form"] = form_of(speaker, trace, *duty.by);
        arguments["number"] = number_of(*duty.by);
        text = speaker.sentence("why.asked-by-act", arguments);
    } else {
        std::string stage = ask.on.name;
        for (const auto& count : procedure.counts)
            if (ask.on.kind == rulebook::Trigger::Kind::count && count.name == ask.on.name)
                stage = count.to;
        arguments["stage"] = speaker.stage(procedure, stage);
        text = speaker.sentence("why.asked-by-time", arguments);
    }
    if (!duty.item.empty()) {
        acts.push_back(duty.about);
        add(text,
            speaker.sentence("why.item", {{"item", duty.item}, {"number", number_of(duty.about)}}));
    }
    std::string character = duty.character;
    std::ranges::replace(character, '-', '_');
    add(text, speaker.sentence("ask.character", {{"character", character}}));
    reasons.say(std::move(text), std::move(acts), {duty.since});
}

void say_due(Reasons& reasons, const Speaker& speaker, const Matter& matter, const Duty& duty,
             const Sessions& sessions, const std::vector<Opening>& openings) {
    if (!duty.session.empty()) {
        auto at = due_of(matter, duty, sessions);
        auto day = at ? speaker.ends_day(*at) : std::nullopt;
        if (!day) {
            reasons.say(speaker.sentence("why.due-unknown", {{"session", duty.session}}));
            return;
        }
        reasons.say(speaker.sentence("why.due-session",
                                     {{"session", duty.session}, {"day", speaker.day(*day)}}),
                    {}, {*at});
        for (std::size_t i = 1; i < openings.size(); ++i)
            if (openings[i].opens != openings[i - 1].opens)
                reasons.say(speaker.sentence("why.due-moved",
                                             {{"session", duty.session},
                                              {"before", speaker.day(openings[i - 1].opens)},
                                              {"day", speaker.day(openings[i].opens)},
                                              {"number", number_of(openings[i].act)}}),
                            {openings[i].act});
        return;
    }
    if (!duty.due)
        reasons.say(speaker.sentence("why.due-none"));
    else if (auto day = speaker.ends_day(*duty.due))
        reasons.say(speaker.sentence("why.due-end", {{"day", speaker.day(*day)}}), {}, {*duty.due});
    else
        reasons.say(speaker.sentence("why.due", {{"at", speaker.at(*duty.due)}}), {}, {*duty.due});
}

void say_answers(Reasons& reasons, const Speaker& speaker, const Matter& matter, const Duty& duty) {
    for (const auto& answer : duty.answers)
        reasons.say(
            speaker.sentence("why.answered", {{"at", speaker.at(answer.at)},
                                              {"who", speaker.participant(answer.participant)},
                                              {"number", number_of(answer.number)}}),
            {answer.number}, {answer.at});
    for (std::uint64_t reminder : duty.reminders)
        reasons.say(speaker.sentence("why.reminded", {{"number", number_of(reminder)}}),
                    {reminder});
    if (duty.released) {
        std::vector<std::uint64_t> acts;
        if (duty.released_by) acts.push_back(*duty.released_by);
        reasons.say(speaker.sentence("why.released", {{"at", speaker.at(*duty.released)}}),
                    std::move(acts), {*duty.released});
    } else if (!is_open(matter, duty)) {
        reasons.say(speaker.sentence("why.all-answered"));
    }
}

}  // namespace

std::vector<Because> why_stage(const Matter& matter, const Trace& trace,
                               const Sessions& /*sessions*/, std::string_view language) {
    const Speaker speaker(*matter.rulebook, language);
    if (!speaker) return {};
    Reasons reasons(speaker, *matter.procedure);
    std::vector<std::uint64_t> acts;
    if (matter.by) acts.push_back(*matter.by);
    reasons.say(stage_reason(speaker, matter, trace), std::move(acts), {matter.since});
    reasons.say_rule(matter.rule);
    say_state(reasons, speaker, matter);
    say_next(reasons, speaker, matter);
    say_without_effect(reasons, speaker, matter, trace);
    return reasons.take();
}

std::vector<Because> why_ask(const Matter& matter, const Trace& trace, std::uint32_t duty,
                             const Sessions& sessions, std::string_view language,
                             const std::vector<Opening>& openings) {
    const Speaker speaker(*matter.rulebook, language);
    if (!speaker || duty >= matter.duties.size()) return {};
    const Duty& one = matter.duties[duty];
    Reasons reasons(speaker, *matter.procedure);
    say_asked(reasons, speaker, matter, trace, one);
    say_due(reasons, speaker, matter, one, sessions, openings);
    say_answers(reasons, speaker, matter, one);
    reasons.say_rule({Rule::Kind::ask, one.ask, 0});
    return reasons.take();
}

std::vector<Because> why_count(const Matter& matter, const Trace& trace, std::uint32_t count,
                               std::string_view language) {
    (void)trace;  // all that is said is in the file
    const Speaker speaker(*matter.rulebook, language);
    if (!speaker || count >= matter.counts.size()) return {};
    const auto& rule = matter.procedure->counts[count];
    const auto& counting = matter.counts[count];
    Reasons reasons(speaker, *matter.procedure);
    if (!counting) {
        reasons.say(speaker.sentence("why.not-counting"));
    } else {
        Number yes = 0, no = 0;
        std::vector<std::uint64_t> acts{counting->of};
        for (const auto& vote : counting->votes) {
            yes += vote.choice == "yes";
            no += vote.choice == "no";
            acts.push_back(vote.number);
        }
        std::string text = speaker.sentence("why.counting", {{"form", speaker.pattern(rule.form)},
                                                             {"number", number_of(counting->of)}});
        const Number abstain = static_cast<Number>(counting->votes.size()) - yes - no;
        add(text,
            rule.choice.empty()
                ? speaker.sentence("why.supports", {{"yes", yes}})
                : speaker.sentence("why.votes", {{"yes", yes}, {"no", no}, {"abstain", abstain}}));
        reasons.say(std::move(text), std::move(acts));
        if (counting->decided)
            reasons.say(
                speaker.sentence("why.decided", {{"reached", counting->reached ? "yes" : "no"},
                                                 {"at", speaker.at(*counting->decided)}}),
                {}, {*counting->decided});
    }
    reasons.say_rule({Rule::Kind::count, count, 0});
    return reasons.take();
}

std::vector<Because> why_refusal(const rulebook::Rulebook& rulebook, const Error& error,
                                 std::string_view language) {
    const Speaker speaker(rulebook, language);
    if (!speaker) return {};
    auto parsed = parse_rule(error.rule);
    auto found = rulebook.procedures.find(parsed ? parsed->first : error.rule);
    const Procedure* procedure = found == rulebook.procedures.end() ? nullptr : &found->second;
    const std::optional<Rule> rule = parsed ? std::optional(parsed->second) : std::nullopt;
    std::string text = refusal_reason(speaker, procedure, rule, error.type);
    if (text.empty()) return {};
    if (!procedure || !rule) return {Because{std::move(text), {}, error.rule, {}, {}}};
    Reasons reasons(speaker, *procedure);
    reasons.say(std::move(text));
    reasons.say_rule({Rule::Kind::move, rule->index, 0});
    auto out = reasons.take();
    out.front().rule = error.rule;
    if (out.size() > 1) out.front().basis = out.back().basis;
    return out;
}

}  // namespace mithaq::rules
