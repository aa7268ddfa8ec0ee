#include "rules/matter.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "rules/evaluate.h"

namespace mithaq::rules {
namespace {

using rulebook::Move;
using rulebook::Trigger;

constexpr int kCascadeMax = 16;

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

// ---- Judging

// How far a move came before it failed; later is closer.
enum class Reached { form, stage, author, reference, require, all };

struct Attempt {
    Reached reached = Reached::form;
    std::size_t at = 0;  // which author, reference or requirement failed
};

// Whether the references that a move needs are there, each once.
std::optional<std::size_t> missing_reference(const Move& move, const Submission& submission) {
    for (std::size_t i = 0; i < move.re.size(); ++i) {
        const auto& need = move.re[i];
        std::size_t found = 0;
        bool part = false;
        for (const auto& reference : submission.re) {
            if (reference.as != need.as) continue;
            if (!need.form.empty() && reference.form != need.form) continue;
            ++found;
            part = part || !reference.item.empty();
        }
        if ((found > 1 && !need.many) || (found == 0 && !need.optional) || (part && !need.item))
            return i;
    }
    return std::nullopt;
}

Instant effective_in(const Move& move, const Matter* matter, const Submission& submission) {
    const bool earlier = matter && contains(move.effective, matter->stage_name());
    return earlier ? submission.effective() : submission.stamp;
}

Attempt attempt(const rulebook::Rulebook& rulebook, const Move& move, const Matter* matter,
                const Submission& submission) {
    if (!matches_any(move.forms, submission.form, *submission.body)) return {};
    if (matter ? !contains(move.in, matter->stage_name()) : !move.opens())
        return {Reached::stage, 0};
    Scene scene{rulebook,
                matter,
                &submission,
                &move,
                nullptr,
                submission.stamp,
                effective_in(move, matter, submission)};
    // Who may is read in the file as it stood: else a move could make its own author entitled.
    Scene before = scene;
    before.move = nullptr;
    for (std::size_t i = 0; i < submission.authors.size(); ++i)
        if (!entitled(move.by, submission.authors[i], before)) return {Reached::author, i};
    if (auto missing = missing_reference(move, submission)) return {Reached::reference, *missing};
    for (std::size_t i = 0; i < move.require.size(); ++i)
        if (!holds(move.require[i].condition, scene)) return {Reached::require, i};
    return {Reached::all, 0};
}

// Where in the act the requirement looks; empty when it looks at none of its fields.
std::string pointer_of(const Move& move, const rulebook::Condition& condition) {
    for (const auto* value : {&condition.left, &condition.right}) {
        const auto& path = value->path;
        if (value->kind != rulebook::Value::Kind::path || path.part != rulebook::Part::body)
            continue;
        if (path.name != "act" && path.name != move.as) continue;
        std::string out = "/body";
        for (const auto& name : path.fields) out = pointer_join(out, name);
        return out;
    }
    return {};
}

Error refusal(const Procedure& procedure, const Submission& submission, std::size_t move,
              const Attempt& attempt) {
    const Move& rule = procedure.moves[move];
    auto make = [&](std::string_view type, std::string message, std::string pointer,
                    Rule::Kind kind = Rule::Kind::move) {
        return Error{Errc::refused, std::string(type), std::move(message), std::move(pointer),
                     format_rule(procedure.type, Rule{kind, static_cast<std::uint32_t>(move),
                                                      static_cast<std::uint32_t>(attempt.at)})};
    };
    switch (attempt.reached) {
        case Reached::stage:
            return make(
                "move-stage",
                fmt::format("{} is not submitted at this stage of the file", submission.form),
                "/form");
        case Reached::author:
            return make(
                "move-author",
                fmt::format("{} does not submit {} here", submission.authors[attempt.at],
                            submission.form),
                fmt::format("{}/{}", submission.received ? "/received/from" : "/from", attempt.at));
        case Reached::reference: {
            const auto& need = rule.re[attempt.at];
            return make("move-reference",
                        fmt::format("a reference \"{}\"{} is needed{}", need.as,
                                    need.form.empty() ? "" : " to a " + need.form,
                                    need.many ? "" : ", once"),
                        "/re");
        }
        default: {
            const auto& condition = rule.require[attempt.at].condition;
            return make("move-require", fmt::format("this does not hold: {}", condition.source),
                        pointer_of(rule, condition), Rule::Kind::require);
        }
    }
}

// ---- What happens

Remembered remembered(const Procedure& procedure, const std::string& name,
                      const Submission& submission, Instant effective) {
    Remembered out{submission.number, submission.authors, submission.stamp, effective, {}};
    auto read = procedure.remembered.find(name);
    if (read == procedure.remembered.end()) return out;
    for (const auto& field : read->second)
        if (const auto* value = submission.body->if_contains(field)) out.body[field] = *value;
    return out;
}

std::int64_t base_of(const rulebook::Threshold& threshold, const Counting& counting) {
    using Base = rulebook::Threshold::Base;
    switch (threshold.base) {
        case Base::none:
            return 0;
        case Base::cast:
            return static_cast<std::int64_t>(counting.votes.size());
        case Base::set:
            return static_cast<std::int64_t>(counting.set.size());
        case Base::yes_and_no:
            return std::ranges::count_if(counting.votes,
                                         [](const Vote& vote) { return vote.choice != "abstain"; });
    }
    return 0;
}

bool reached(const rulebook::Threshold& threshold, std::int64_t counted, const Counting& counting) {
    if (threshold.base == rulebook::Threshold::Base::none)
        return threshold.more_than ? counted > threshold.numerator : counted >= threshold.numerator;
    const std::int64_t base = base_of(threshold, counting);
    if (base == 0) return false;
    std::int64_t left = threshold.denominator * counted, right = threshold.numerator * base;
    return threshold.more_than ? left > right : left >= right;
}

bool reached(const rulebook::Count& count, const Counting& counting) {
    if (count.quorum &&
        !reached(*count.quorum, static_cast<std::int64_t>(counting.votes.size()), counting))
        return false;
    auto yes = std::ranges::count(counting.votes, "yes", &Vote::choice);
    return reached(count.reach, yes, counting);
}

// Every clock that runs, in the order in which those of one instant pass.
template <typename Each>
void each_clock(const Matter& matter, Each each) {
    if (matter.resting) return;
    const Scene scene{*matter.rulebook, &matter,      nullptr,     nullptr,
                      nullptr,          matter.since, matter.since};
    auto offer = [&](const rulebook::Value& value, const Rule& rule) {
        auto at = instant_of(evaluate(value, scene), matter.rulebook->calendar);
        if (!at) return;
        // What an act has moved into the past passes now, not before the act.
        if (*at < matter.last) at = matter.last;
        each(Clock{*at, rule});
    };
    const Procedure& procedure = *matter.procedure;
    for (std::uint32_t i = 0; i < procedure.afters.size(); ++i) {
        const auto& after = procedure.afters[i];
        if (contains(after.in, matter.stage_name()) && after.to != matter.stage_name())
            offer(after.at, {Rule::Kind::after, i});
    }
    for (std::uint32_t i = 0; i < procedure.counts.size(); ++i) {
        const auto& counting = matter.counts[i];
        if (counting && !counting->decided && contains(procedure.counts[i].in, matter.stage_name()))
            offer(procedure.counts[i].instant, {Rule::Kind::count, i});
    }
}

// What passes next of itself.
std::optional<Clock> next_of(const Matter& matter) {
    std::optional<Clock> out;
    each_clock(matter, [&](const Clock& clock) {
        if (!out || clock.at < out->at) out = clock;
    });
    return out;
}

class Stepper {
  public:
    Stepper(Matter& matter, Trace* trace)
        : matter_(matter), procedure_(*matter.procedure), trace_(trace) {}

    void act(const Judgement& judgement, const Submission& submission);
    void advance(Instant until);

  private:
    Scene scene(Instant now, const Submission* act = nullptr, const Move* move = nullptr) const {
        return {*matter_.rulebook, &matter_, act, move, nullptr, now, now};
    }
    void say(Event::Kind kind, Instant at, std::optional<std::uint64_t> act,
             std::optional<Rule> rule = {}, std::string name = {},
             std::optional<std::uint32_t> duty = {}, Codes participants = {}) {
        if (trace_)
            trace_->push_back(
                {kind, at, act, rule, std::move(name), duty, std::move(participants), {}});
    }

    std::optional<Instant> pass(Instant until);
    void close_or_reopen(bool was_closed, Instant at, std::optional<std::uint64_t> act);
    void withdraw(const Submission& submission);
    void answer(const Submission& submission);
    void count(const Move& move, const Submission& submission);
    void raise(const Trigger& trigger, Instant at, const Submission* act, const Move* move);
    void raise_one(std::uint32_t index, const Scene& scene, std::uint64_t about);
    void enter(std::string_view stage, Instant at, const Submission* act, const Move* move,
               const Rule& rule);
    bool decide(Instant at, const Submission* act, const Move* move);
    void settle(std::uint32_t index, bool reached, Instant at, const Submission* act,
                const Move* move);
    void release(Duty& duty, std::uint32_t index, Instant at, std::optional<std::uint64_t> act);
    bool same(const Trigger& one, const Trigger& other) const {
        return one.kind == other.kind && one.name == other.name;
    }

    Matter& matter_;
    const Procedure& procedure_;
    Trace* trace_;
};

std::optional<Instant> due_instant(const rulebook::Due& due, const Scene& scene,
                                   std::string& session) {
    const auto& calendar = scene.rulebook.calendar;
    switch (due.kind) {
        case rulebook::Due::Kind::none:
            return std::nullopt;
        case rulebook::Due::Kind::session:
            session = due.session;
            return std::nullopt;
        case rulebook::Due::Kind::yearly: {
            std::int64_t today = calendar.day_of(scene.now);
            int year = std::stoi(rulebook::format_day(today).substr(0, 4));
            for (;; ++year) {
                // The 29th of February falls on the 28th where there is none.
                auto day =
                    rulebook::parse_day(fmt::format("{:04}-{:02}-{:02}", year, due.month, due.day));
                if (!day)
                    day = rulebook::parse_day(
                        fmt::format("{:04}-{:02}-{:02}", year, due.month, due.day - 1));
                if (!day) return std::nullopt;  // past the last year
                if (Instant end = calendar.end_of(*day); end > scene.now) return end;
            }
        }
        case rulebook::Due::Kind::value:
            break;
    }
    Scalar value = evaluate(due.value, scene);
    if (const auto* text = std::get_if<std::string>(&value)) {
        session = *text;
        return std::nullopt;
    }
    return instant_of(value, calendar);
}

void Stepper::withdraw(const Submission& submission) {
    for (const auto& reference : submission.re) {
        if (reference.as != "withdraws") continue;
        for (auto& counting : matter_.counts)
            if (counting && !counting->decided)
                std::erase_if(counting->votes, [&](const Vote& vote) {
                    return vote.number == reference.number &&
                           contains(submission.authors, vote.participant);
                });
    }
}

void Stepper::release(Duty& duty, std::uint32_t index, Instant at,
                      std::optional<std::uint64_t> act) {
    if (duty.released || !is_open(matter_, duty)) return;
    duty.released = at;
    duty.released_by = act;
    say(Event::Kind::released, at, act, Rule{Rule::Kind::ask, duty.ask}, {}, index);
}

void Stepper::answer(const Submission& submission) {
    for (std::uint32_t i = 0; i < matter_.duties.size(); ++i) {
        Duty& duty = matter_.duties[i];
        const auto& ask = procedure_.asks[duty.ask];
        const bool names = std::ranges::any_of(submission.re, [&](const auto& reference) {
            if (reference.number == duty.about) return reference.item == duty.item;
            return std::ranges::find(duty.reminders, reference.number) != duty.reminders.end() &&
                   (reference.item.empty() || reference.item == duty.item);
        });
        if (!names) continue;
        const Rule rule{Rule::Kind::ask, duty.ask};
        if (matches_any(ask.answer, submission.form, *submission.body)) {
            Codes answered;
            for (const auto& author : submission.authors)
                if (std::ranges::any_of(duty.of, [&](const auto& name) {
                        return speaks_for(*matter_.rulebook, author, name);
                    })) {
                    duty.answers.push_back({author, submission.number, submission.effective()});
                    answered.push_back(author);
                }
            if (!answered.empty())
                say(Event::Kind::answered, submission.stamp, submission.number, rule, {}, i,
                    std::move(answered));
        }
        if (matches_any(ask.remind, submission.form, *submission.body) && is_open(matter_, duty)) {
            duty.reminders.push_back(submission.number);
            say(Event::Kind::reminded, submission.stamp, submission.number, rule, {}, i);
        }
        for (const auto& end : ask.release)
            if (end.kind == Trigger::Kind::form &&
                matches(end.form, submission.form, *submission.body))
                release(duty, i, submission.stamp, submission.number);
    }
}

void Stepper::count(const Move& move, const Submission& submission) {
    for (std::uint32_t i = 0; i < procedure_.counts.size(); ++i) {
        const auto& count = procedure_.counts[i];
        auto& counting = matter_.counts[i];
        const Rule rule{Rule::Kind::count, i};
        if (!move.as.empty() && move.as == count.of) {
            counting = Counting{submission.number,
                                expand(count.by, scene(submission.stamp, &submission, &move)),
                                {},
                                {},
                                false};
            say(Event::Kind::counting, submission.stamp, submission.number, rule, count.name);
            continue;
        }
        if (!counting || counting->decided || !contains(count.in, matter_.stage_name()) ||
            !matches(count.form, submission.form, *submission.body))
            continue;
        if (std::ranges::none_of(submission.re, [&](const auto& reference) {
                return reference.number == counting->of;
            }))
            continue;
        std::string choice = "yes";
        if (!count.choice.empty()) {
            rulebook::Path path{"act", rulebook::Part::body, count.choice};
            choice = text_at(path, scene(submission.stamp, &submission, &move));
            if (choice != "yes" && choice != "no") choice = "abstain";
        }
        Codes counted;
        for (const auto& author : submission.authors) {
            if (!contains(counting->set, author)) continue;
            auto at = std::ranges::lower_bound(counting->votes, author, {}, &Vote::participant);
            if (at == counting->votes.end() || at->participant != author)
                at = counting->votes.insert(at, Vote{author, 0, {}});
            at->number = submission.number;
            at->choice = choice;
            counted.push_back(author);
        }
        if (!counted.empty())
            say(Event::Kind::counted, submission.stamp, submission.number, rule, count.name, {},
                std::move(counted));
    }
}

void Stepper::raise_one(std::uint32_t index, const Scene& scene, std::uint64_t about) {
    const auto& ask = procedure_.asks[index];
    Duty duty;
    duty.ask = index;
    duty.about = about;
    duty.since = scene.now;
    if (scene.act) duty.by = scene.act->number;
    if (scene.item)
        if (const auto* item = scene.item->if_contains("item"))
            if (const auto* text = item->if_string()) duty.item = std::string(*text);
    duty.of = expand(ask.of, scene);
    if (duty.of.empty()) return;
    duty.due = due_instant(ask.due, scene, duty.session);
    duty.character = ask.character_path ? text_at(*ask.character_path, scene) : ask.character;
    if (duty.character.empty()) duty.character = "request";
    matter_.duties.push_back(std::move(duty));
    say(Event::Kind::asked, scene.now, scene.act ? std::optional(scene.act->number) : std::nullopt,
        Rule{Rule::Kind::ask, index}, {}, static_cast<std::uint32_t>(matter_.duties.size() - 1));
}

void Stepper::raise(const Trigger& trigger, Instant at, const Submission* act, const Move* move) {
    for (std::uint32_t i = 0; i < procedure_.asks.size(); ++i) {
        const auto& ask = procedure_.asks[i];
        if (ask.on.kind != trigger.kind) continue;
        if (trigger.kind == Trigger::Kind::form ? !matches(ask.on.form, act->form, *act->body)
                                                : ask.on.name != trigger.name)
            continue;
        Scene now = scene(at, act, move);
        auto number_of = [&](const std::string& name) -> std::optional<std::uint64_t> {
            if (name == "act") return act ? std::optional(act->number) : std::nullopt;
            auto found = matter_.names.find(name);
            if (found == matter_.names.end()) return std::nullopt;
            return found->second.number;
        };
        std::optional<std::uint64_t> about = act ? act->number : matter_.number;
        if (!ask.about.empty())
            about = number_of(ask.about);
        else if (ask.each)
            about = number_of(ask.each->name);
        if (!about) continue;
        if (!ask.each) {
            raise_one(i, now, *about);
            continue;
        }
        const json::array* items = list_at(*ask.each, now);
        if (!items) continue;
        for (const auto& item : *items) {
            now.item = item.if_object();
            if (now.item) raise_one(i, now, *about);
        }
    }
}

void Stepper::enter(std::string_view stage, Instant at, const Submission* act, const Move* move,
                    const Rule& rule) {
    matter_.stage = static_cast<std::uint32_t>(procedure_.stage(stage).value());
    matter_.since = matter_.last = at;
    matter_.by = act ? std::optional(act->number) : std::nullopt;
    matter_.rule = rule;
    matter_.resting = false;
    say(Event::Kind::stage, at, matter_.by, rule, std::string(stage));
    const Trigger entered{Trigger::Kind::stage, std::string(stage), {}, {}};
    for (std::uint32_t i = 0; i < matter_.duties.size(); ++i)
        for (const auto& end : procedure_.asks[matter_.duties[i].ask].release)
            if (same(end, entered)) release(matter_.duties[i], i, at, matter_.by);
    raise(entered, at, act, move);
}

void Stepper::settle(std::uint32_t index, bool reached, Instant at, const Submission* act,
                     const Move* move) {
    const auto& count = procedure_.counts[index];
    auto& counting = *matter_.counts[index];
    counting.decided = matter_.last = at;
    counting.reached = reached;
    const Rule rule{Rule::Kind::count, index};
    auto number = act ? std::optional(act->number) : std::nullopt;
    say(reached ? Event::Kind::reached : Event::Kind::not_reached, at, number, rule, count.name);
    if (reached) raise({Trigger::Kind::count, count.name, {}, {}}, at, act, move);
    const std::string& to = reached ? count.to : count.otherwise;
    if (!to.empty()) enter(to, at, act, move, rule);
}

// Settles the first count that this act has reached.
bool Stepper::decide(Instant at, const Submission* act, const Move* move) {
    for (std::uint32_t i = 0; i < procedure_.counts.size(); ++i) {
        const auto& count = procedure_.counts[i];
        const auto& counting = matter_.counts[i];
        if (count.at_instant || !counting || counting->decided ||
            !contains(count.in, matter_.stage_name()) || !reached(count, *counting))
            continue;
        settle(i, true, at, act, move);
        return true;
    }
    return false;
}

void Stepper::act(const Judgement& judgement, const Submission& submission) {
    const Move& move = procedure_.moves[judgement.move];
    const Rule rule{Rule::Kind::move, judgement.move};
    const bool was_closed = !move.opens() && matter_.closed();
    const Instant effective = effective_in(move, move.opens() ? nullptr : &matter_, submission);
    matter_.last = submission.stamp;
    matter_.resting = false;
    say(move.opens() ? Event::Kind::opened : Event::Kind::moved, submission.stamp,
        submission.number, rule, submission.form, {}, submission.authors);
    if (!move.as.empty())
        matter_.names.insert_or_assign(move.as,
                                       remembered(procedure_, move.as, submission, effective));
    withdraw(submission);
    answer(submission);
    count(move, submission);
    raise({Trigger::Kind::form, {}, {}, {}}, submission.stamp, &submission, &move);
    if (!move.to.empty()) enter(move.to, submission.stamp, &submission, &move, rule);
    decide(submission.stamp, &submission, &move);
    pass(submission.stamp);
    close_or_reopen(was_closed, submission.stamp, submission.number);
}

// When the last of what passed did; nothing when nothing passed.
std::optional<Instant> Stepper::pass(Instant until) {
    std::optional<Instant> last;
    int deep = 0;
    for (auto due = next_of(matter_); due && due->at <= until; due = next_of(matter_)) {
        deep = last == due->at ? deep + 1 : 1;
        last = due->at;
        if (deep > kCascadeMax) {
            matter_.resting = true;
            break;
        }
        if (due->rule.kind == Rule::Kind::after) {
            enter(procedure_.afters[due->rule.index].to, due->at, nullptr, nullptr, due->rule);
            continue;
        }
        const auto& count = procedure_.counts[due->rule.index];
        const bool won = count.at_instant && reached(count, *matter_.counts[due->rule.index]);
        settle(due->rule.index, won, due->at, nullptr, nullptr);
    }
    return last;
}

void Stepper::close_or_reopen(bool was_closed, Instant at, std::optional<std::uint64_t> act) {
    const bool closed = matter_.closed();
    if (closed != was_closed) say(closed ? Event::Kind::closed : Event::Kind::reopened, at, act);
}

void Stepper::advance(Instant until) {
    const bool was_closed = matter_.closed();
    if (auto last = pass(until)) close_or_reopen(was_closed, *last, std::nullopt);
}

}  // namespace

std::string format_rule(std::string_view type, const Rule& rule) {
    switch (rule.kind) {
        case Rule::Kind::move:
            return fmt::format("{}/move/{}", type, rule.index);
        case Rule::Kind::require:
            return fmt::format("{}/move/{}/require/{}", type, rule.index, rule.requirement);
        case Rule::Kind::after:
            return fmt::format("{}/after/{}", type, rule.index);
        case Rule::Kind::count:
            return fmt::format("{}/count/{}", type, rule.index);
        case Rule::Kind::ask:
            return fmt::format("{}/ask/{}", type, rule.index);
    }
    return {};
}

std::optional<std::pair<std::string, Rule>> parse_rule(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0;;) {
        auto end = text.find('/', at);
        parts.push_back(text.substr(at, end - at));
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    auto index = [](std::string_view digits) -> std::optional<std::uint32_t> {
        std::uint32_t out = 0;
        auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
            return std::nullopt;
        return out;
    };
    if (parts.size() != 3 && parts.size() != 5) return std::nullopt;
    Rule rule;
    auto first = index(parts[2]);
    if (!first) return std::nullopt;
    rule.index = *first;
    if (parts.size() == 5) {
        auto second = index(parts[4]);
        if (parts[1] != "move" || parts[3] != "require" || !second) return std::nullopt;
        rule.kind = Rule::Kind::require;
        rule.requirement = *second;
    } else if (parts[1] == "move") {
        rule.kind = Rule::Kind::move;
    } else if (parts[1] == "after") {
        rule.kind = Rule::Kind::after;
    } else if (parts[1] == "count") {
        rule.kind = Rule::Kind::count;
    } else if (parts[1] == "ask") {
        rule.kind = Rule::Kind::ask;
    } else {
        return std::nullopt;
    }
    return std::pair(std::string(parts[0]), rule);
}

Submission submission_of(const act::Act& act, std::uint64_t number, Instant stamp,
                         const FindAct& find) {
    Submission out;
    out.number = number;
    out.stamp = stamp;
    out.form = act.form;
    out.authors = act.received ? act.received->from : act.from;
    if (act.received) out.received = act.received->at;
    out.body = &act.body();
    for (const auto& reference : act.re) {
        auto [target, form] = find(reference.id);
        out.re.push_back({target, reference.item, reference.as, std::move(form)});
    }
    return out;
}

Codes awaited(const Matter& matter, const Duty& duty) {
    Codes out;
    if (duty.released) return out;
    for (const auto& name : duty.of)
        if (std::ranges::none_of(duty.answers, [&](const Answer& answer) {
                return speaks_for(*matter.rulebook, answer.participant, name);
            }))
            out.push_back(name);
    return out;
}

bool is_open(const Matter& matter, const Duty& duty) {
    return !awaited(matter, duty).empty();
}

bool Matter::closed() const {
    return procedure->stages[stage].final &&
           std::ranges::none_of(duties, [&](const Duty& duty) { return is_open(*this, duty); });
}

const Procedure* opened_by(const rulebook::Rulebook& rulebook, std::string_view form) {
    for (const auto& [type, procedure] : rulebook.procedures)
        for (const Move& move : procedure.moves)
            if (move.opens() &&
                std::ranges::find(move.forms, form, &rulebook::Pattern::form) != move.forms.end())
                return &procedure;
    return nullptr;
}

bool is_procedural(const rulebook::Rulebook& rulebook, std::string_view form) {
    return std::ranges::any_of(rulebook.procedures, [&](const auto& pair) {
        return std::ranges::any_of(pair.second.moves, [&](const Move& move) {
            return std::ranges::find(move.forms, form, &rulebook::Pattern::form) !=
                   move.forms.end();
        });
    });
}

Result<Judgement> judge(const rulebook::Rulebook& rulebook, const Matter* matter,
                        const Submission& submission) {
    const Procedure* procedure = matter ? matter->procedure : opened_by(rulebook, submission.form);
    MITHAQ_ASSERT(procedure);
    Attempt closest;
    std::size_t which = 0;
    for (std::size_t i = 0; i < procedure->moves.size(); ++i) {
        Attempt tried = attempt(rulebook, procedure->moves[i], matter, submission);
        if (tried.reached == Reached::all)
            return Judgement{procedure, static_cast<std::uint32_t>(i)};
        if (tried.reached >= closest.reached) {
            closest = tried;
            which = i;
        }
    }
    if (closest.reached == Reached::form)
        return err(Errc::refused, "move-form",
                   fmt::format("no rule of this file's procedure speaks of {}", submission.form),
                   "/form", procedure->type);
    return std::unexpected(refusal(*procedure, submission, which, closest));
}

Matter open(std::shared_ptr<const rulebook::Rulebook> rulebook, const Judgement& judgement,
            const Submission& submission, Trace* trace) {
    Matter out;
    out.number = submission.number;
    out.rulebook = std::move(rulebook);
    out.procedure = judgement.procedure;
    out.since = submission.stamp;
    out.by = submission.number;
    out.counts.resize(judgement.procedure->counts.size());
    Stepper(out, trace).act(judgement, submission);
    return out;
}

void step(Matter& matter, const Judgement& judgement, const Submission& submission, Trace* trace) {
    Stepper(matter, trace).act(judgement, submission);
}

void advance(Matter& matter, Instant until, Trace* trace) {
    Stepper(matter, trace).advance(until);
}

std::vector<Clock> clocks(const Matter& matter) {
    std::vector<Clock> out;
    each_clock(matter, [&](const Clock& clock) { out.push_back(clock); });
    return out;
}

std::int64_t needed(const rulebook::Threshold& threshold, const Counting& counting) {
    if (threshold.base == rulebook::Threshold::Base::none)
        return threshold.numerator + (threshold.more_than ? 1 : 0);
    // A fraction of nothing is never reached: one vote is what it takes to become a question.
    const std::int64_t base = std::max<std::int64_t>(base_of(threshold, counting), 1);
    const std::int64_t part = threshold.numerator * base, whole = threshold.denominator;
    return threshold.more_than ? part / whole + 1 : (part + whole - 1) / whole;
}

std::optional<Instant> next_change(const Matter& matter) {
    auto next = next_of(matter);
    return next ? std::optional(next->at) : std::nullopt;
}

std::optional<Instant> next_due(const Matter& matter, Instant after) {
    auto out = next_change(matter);
    auto offer = [&](Instant at) {
        if (at > after && (!out || at < *out)) out = at;
    };
    for (const Duty& duty : matter.duties)
        if (duty.due && is_open(matter, duty)) offer(*duty.due);
    if (auto session = session_of(matter); session && session->second)
        offer(matter.rulebook->calendar.end_of(*session->second - 1));
    return out;
}

std::optional<std::pair<std::string, std::optional<std::int64_t>>> session_of(
    const Matter& matter) {
    const Procedure& procedure = *matter.procedure;
    if (!procedure.session_name) return std::nullopt;
    Scene scene{*matter.rulebook, &matter, nullptr, nullptr, nullptr, matter.since, matter.since};
    std::string name = text_at(*procedure.session_name, scene);
    if (name.empty()) return std::nullopt;
    std::optional<std::int64_t> day;
    if (procedure.session_opens)
        if (auto parsed = rulebook::parse_day(text_at(*procedure.session_opens, scene)))
            day = *parsed;
    return std::pair(std::move(name), day);
}

std::optional<Instant> due_of(const Matter& matter, const Duty& duty, const Sessions& sessions) {
    if (duty.session.empty()) return duty.due;
    auto found = sessions.find(duty.session);
    if (found == sessions.end()) return std::nullopt;
    return matter.rulebook->calendar.end_of(found->second.opens - 1);
}

std::vector<Allowed> allowed(const Matter& matter, Instant now) {
    std::vector<Allowed> out;
    const Procedure& procedure = *matter.procedure;
    for (std::uint32_t i = 0; i < procedure.moves.size(); ++i) {
        const Move& move = procedure.moves[i];
        if (!contains(move.in, matter.stage_name())) continue;
        Scene scene{*matter.rulebook, &matter, nullptr, &move, nullptr, now, now};
        Allowed one{i, {}, expand(move.by, scene), {}};
        for (const auto& pattern : move.forms) one.forms.push_back(pattern.form);
        for (std::uint32_t j = 0; j < move.require.size(); ++j) {
            const auto& condition = move.require[j].condition;
            const bool at_hand =
                reads_at_hand(condition.left, move) || reads_at_hand(condition.right, move);
            if (!at_hand && !holds(condition, scene)) one.unmet.push_back(j);
        }
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace mithaq::rules
