#include "story/explore.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "rules/evaluate.h"
#include "story/body.h"
#include "story/tell.h"

namespace mithaq::story {
namespace {

using rulebook::Condition;
using rulebook::Move;
using rulebook::Part;
using rules::Matter;
using rules::Scene;
using rules::Submission;

constexpr std::int64_t kHourMs = 3600 * kSecondMs;
constexpr std::size_t kTriesMax = 200;  // bodies × references × authors of one move

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

Scene scene_of(const rulebook::Rulebook& rulebook, const Matter* matter, Instant now,
               const Submission* act = nullptr, const Move* move = nullptr) {
    return {rulebook, matter, act, move, nullptr, now, now};
}

bool reads_body_at_hand(const rulebook::Value& value, const Move& move) {
    return rules::reads_at_hand(value, move) && value.path.part == Part::body;
}

void set_at(json::object& body, const std::vector<std::string>& fields, json::value value) {
    json::object* at = &body;
    for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
        auto& member = (*at)[fields[i]];
        if (!member.is_object()) member = json::object();
        at = &member.get_object();
    }
    (*at)[fields.back()] = std::move(value);
}

const json::object* member_schema(const rulebook::Rulebook& rulebook, const std::string& form,
                                  const std::vector<std::string>& fields) {
    auto found = rulebook.forms.find(form);
    if (found == rulebook.forms.end()) return nullptr;
    const json::object* at = &found->second.annotated;
    for (const auto& name : fields) {
        const auto* properties = at->if_contains("properties");
        const auto* object = properties ? properties->if_object() : nullptr;
        const auto* child = object ? object->if_contains(name) : nullptr;
        at = child ? child->if_object() : nullptr;
        if (!at) return nullptr;
    }
    return at;
}

std::string_view word_in(const json::object& schema, std::string_view name) {
    const auto* value = schema.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

// Values near `near` that a field of this schema may hold.
std::vector<json::value> near_values(const rules::Scalar& near, const json::object& schema,
                                     const rulebook::Calendar& calendar) {
    std::vector<json::value> out;
    const std::string_view special = word_in(schema, "x-mithaq");
    if (auto at = rules::instant_of(near, calendar)) {
        for (std::int64_t ms : {std::int64_t{0}, kDayMs, -kDayMs, 2 * kDayMs}) {
            const Instant moved{at->ms + ms};
            if (special == "date" || special == "due")
                out.emplace_back(rulebook::format_day(calendar.day_of(Instant{moved.ms - 1})));
            else
                out.emplace_back(format_instant(Instant{moved.ms + kSecondMs - 1}));
        }
    } else if (const auto* number = std::get_if<std::int64_t>(&near)) {
        for (std::int64_t more : {0, 1, -1}) out.emplace_back(*number + more);
    } else if (const auto* text = std::get_if<std::string>(&near)) {
        out.emplace_back(*text);
        if (const auto* values = schema.if_contains("enum"))
            for (const auto& value : values->as_array()) out.push_back(value);
    }
    return out;
}

std::string joined(const std::vector<std::string>& list) {
    return fmt::format("{}", fmt::join(list, ","));
}

void names_in(const std::vector<rulebook::SetTerm>& terms, std::set<std::string>& out) {
    for (const auto& term : terms) {
        if (term.kind == rulebook::SetTerm::Kind::path) out.insert(term.path.name);
        names_in(term.terms, out);
    }
}

// Names that rules read; by others nothing can tell two states apart.
std::set<std::string> names_read(const rulebook::Procedure& procedure) {
    std::set<std::string> out;
    for (const Move& move : procedure.moves) {
        names_in(move.by.terms, out);
        for (const auto& require : move.require)
            for (const auto* value : {&require.condition.left, &require.condition.right})
                out.insert(value->path.name);
        for (const auto& need : move.re)
            if (!need.optional) out.insert(need.name);
    }
    for (const auto& after : procedure.afters) out.insert(after.at.path.name);
    for (const auto& count : procedure.counts) {
        names_in(count.by.terms, out);
        out.insert(count.instant.path.name);
        out.insert(count.of);
    }
    for (const auto& ask : procedure.asks) {
        names_in(ask.of.terms, out);
        if (ask.each) out.insert(ask.each->name);
        out.insert(ask.due.value.path.name);
        out.insert(ask.about);
    }
    return out;
}

}  // namespace

// ---- Telling

std::string expected_of(const Matter& matter, const rules::Trace& trace) {
    using Kind = rules::Event::Kind;
    std::vector<std::string> out;
    std::string other;
    for (const auto& event : trace) {
        auto words = tell(matter, event);
        if (words.empty()) continue;
        if (event.kind == Kind::asked || event.kind == Kind::answered ||
            event.kind == Kind::reminded || event.kind == Kind::released ||
            event.kind == Kind::counted)
            other = std::move(words);
        else
            out.push_back(std::move(words));
    }
    if (out.empty()) return other.empty() ? "nothing" : other;
    return fmt::format("{}", fmt::join(out, "; "));
}

std::string Explorer::story(std::size_t node, const std::vector<std::string>& more) const {
    std::vector<std::string> lines = more;
    for (std::size_t at = node; at != 0; at = nodes_[at].parent)
        lines.insert(lines.begin(), nodes_[at].line);
    if (lines.empty()) return {};
    std::string out = fmt::format("rules  {}\n", rulebook_->name);
    for (const auto& line : lines) out += line + "\n";
    return out;
}

std::string Explorer::line_of(const Attempt& attempt, const std::vector<std::string>& forms,
                              std::string_view expected) const {
    const Submission& act = attempt.submission;
    const auto& calendar = rulebook_->calendar;
    std::string out = format_local(local_of(act.stamp, calendar)) + "  ";
    if (act.received)
        out += fmt::format("{} for {} at {} by {}  ", *rulebook_->registries.begin(),
                           joined(act.authors), format_local(local_of(*act.received, calendar)),
                           rulebook_->ways.begin()->first);
    else
        out += joined(act.authors) + "  ";
    out += fmt::format("{} =a{}", act.form, forms.size() + 1);
    if (!forms.empty()) out += " on a1";
    for (const auto& re : act.re)
        out +=
            fmt::format(" re a{}{} as {}", re.number, re.item.empty() ? "" : "/" + re.item, re.as);
    json::object given;
    if (auto found = rulebook_->forms.find(act.form); found != rulebook_->forms.end()) {
        auto value = filled(found->second.annotated, {*rulebook_, act.authors[0], act.stamp});
        if (auto* object = value.if_object()) given = std::move(*object);
    }
    for (const auto& pair : attempt.body) {
        const auto* already = given.if_contains(pair.key());
        if (already && *already == pair.value()) continue;
        out += fmt::format(" {}={}", std::string_view(pair.key()), canonical_json(pair.value()));
    }
    return fmt::format("{}  {}", out, expected);
}

std::string Explorer::next_line(std::size_t index) const {
    const Node& node = nodes_[index];
    auto at = rules::next_change(*node.matter);
    if (!at) return {};
    Matter matter = *node.matter;
    rules::Trace trace;
    rules::advance(matter, *at, &trace);
    return fmt::format("{}  -  -  {}", format_local(local_of(*at, rulebook_->calendar)),
                       expected_of(matter, trace));
}

std::string Explorer::refused_line(std::size_t index, std::uint32_t number) const {
    const Node& node = nodes_[index];
    const Matter* matter = node.matter ? &*node.matter : nullptr;
    const Move& move = procedure_.moves[number];
    Attempt attempt;
    attempt.move = number;
    attempt.submission.form = move.forms[0].form;
    attempt.submission.stamp = node.now;
    attempt.submission.authors = {other_member()};
    auto made = bodies(matter, node.now, attempt.submission.form);
    if (made.empty()) return {};
    attempt.body = std::move(made[0]);
    attempt.submission.body = &attempt.body;
    auto sets = references(node, matter, move, attempt.submission.form);
    if (!sets.empty()) attempt.submission.re = sets[0];
    auto judged = rules::judge(*rulebook_, matter, attempt.submission);
    if (judged) return {};
    return line_of(attempt, node.forms,
                   fmt::format("refused {} {}", judged.error().type, judged.error().rule));
}

// ---- What may be submitted

// A state that is not the first, to be named in bodies.
std::string Explorer::other_member() const {
    std::vector<std::string> states, all;
    for (const auto& [code, participant] : rulebook_->participants) {
        if (!participant.may_submit()) continue;
        all.push_back(code);
        if (participant.kind == "state") states.push_back(code);
    }
    const auto& list = states.empty() ? all : states;
    return list[list.size() > 1 ? 1 : 0];
}

std::vector<std::vector<std::string>> Explorer::authors(const Matter* matter, Instant at,
                                                        const Move& move, const std::string& form,
                                                        const json::object& body) const {
    Submission act;
    act.stamp = at;
    act.form = form;
    act.body = &body;
    const auto scene = scene_of(*rulebook_, matter, at, &act);
    rules::Codes by;
    for (const auto& [code, participant] : rulebook_->participants)
        if (participant.may_submit() && rules::entitled(move.by, code, scene)) by.push_back(code);
    std::vector<std::vector<std::string>> out;
    auto offer = [&](std::vector<std::string> some) {
        if (some.size() > act::kAuthorsMax) some.resize(act::kAuthorsMax);
        if (!some.empty() && std::ranges::find(out, some) == out.end())
            out.push_back(std::move(some));
    };
    if (by.empty()) return out;
    offer({by[0]});
    auto has_part = [&](const std::string& code) {
        return matter && std::ranges::any_of(matter->names, [&](const auto& named) {
                   return contains(named.second.from, code);
               });
    };
    auto without = std::ranges::find_if_not(by, has_part);
    if (without != by.end()) offer({*without});
    auto with = std::ranges::find_if(by, has_part);
    if (with != by.end()) offer({*with});
    if (!matter) return out;
    for (std::size_t i = 0; i < procedure_.counts.size(); ++i)
        if (const auto& counting = matter->counts[i];
            counting && procedure_.counts[i].form.form == form) {
            std::vector<std::string> all;
            std::ranges::set_intersection(by, counting->set, std::back_inserter(all));
            offer(std::move(all));
        }
    for (const auto& duty : matter->duties) {
        const auto& ask = procedure_.asks[duty.ask];
        if (std::ranges::none_of(ask.answer,
                                 [&](const auto& pattern) { return pattern.form == form; }))
            continue;
        std::vector<std::string> all;
        for (const auto& name : rules::awaited(*matter, duty))
            for (const auto& code : by)
                if (rules::speaks_for(*rulebook_, code, name)) {
                    if (!contains(all, code)) all.push_back(code);
                    break;
                }
        offer(std::move(all));
    }
    return out;
}

std::vector<json::object> Explorer::bodies(const Matter* matter, Instant at,
                                           const std::string& form) const {
    std::vector<json::object> out;
    auto found = rulebook_->forms.find(form);
    if (found == rulebook_->forms.end()) return out;
    const rulebook::Form& of = found->second;
    auto offer = [&](json::object body) {
        if (std::ranges::find(out, body) == out.end() &&
            of.schema.check(body, "/body", rulebook_->languages))
            out.push_back(std::move(body));
    };
    auto made = [&](Instant now, bool everything) {
        auto value = filled(of.annotated, {*rulebook_, other_member(), now, everything});
        return value.is_object() ? value.get_object() : json::object();
    };
    const Instant later{at.ms + 30 * kDayMs};
    offer(made(later, false));
    offer(made(later, true));
    auto vary = [&](const std::vector<std::string>& field, const json::value& value) {
        for (bool everything : {false, true}) {
            auto body = made(later, everything);
            set_at(body, field, value);
            offer(std::move(body));
        }
    };
    auto vary_by = [&](const rulebook::Pattern& pattern) {
        if (pattern.form == form && !pattern.field.empty())
            vary(pattern.field, json::value(pattern.value));
    };
    for (const auto& move : procedure_.moves)
        for (const auto& pattern : move.forms) vary_by(pattern);
    for (const auto& ask : procedure_.asks) {
        for (const auto& pattern : ask.answer) vary_by(pattern);
        for (const auto& pattern : ask.remind) vary_by(pattern);
        for (const auto& end : ask.release) vary_by(end.form);
        vary_by(ask.on.form);
    }
    for (const auto& count : procedure_.counts) {
        vary_by(count.form);
        if (count.form.form == form && !count.choice.empty())
            for (const char* choice : {"yes", "no"}) vary(count.choice, json::value(choice));
    }
    if (matter)
        if (auto next = rules::next_change(*matter)) offer(made(*next, false));
    offer(made(Instant{at.ms - kDayMs}, false));
    return out;
}

// The references that the move needs, in a few ways.
Explorer::References Explorer::needed(const Node& node, const Matter& matter,
                                      const Move& move) const {
    References out = {{}};
    for (const auto& need : move.re) {
        if (need.optional) continue;
        std::vector<std::uint64_t> targets;
        auto offer = [&](std::uint64_t number) {
            const bool fits = need.form.empty() || node.forms[number - 1] == need.form;
            if (fits && std::ranges::find(targets, number) == targets.end() && targets.size() < 3)
                targets.push_back(number);
        };
        if (auto named = matter.names.find(need.name); named != matter.names.end())
            offer(named->second.number);
        for (const auto& duty : matter.duties) offer(duty.about);
        for (std::size_t i = node.forms.size(); i > 0; --i) offer(i);
        References longer;
        for (const auto& set : out)
            for (std::uint64_t target : targets) {
                longer.push_back(set);
                longer.back().push_back({target, {}, need.as, node.forms[target - 1]});
            }
        out = std::move(longer);
        if (out.size() > 6) out.resize(6);
    }
    return out;
}

// The acts, and items of them, that this form answers, reminds of, releases or votes on.
std::set<std::pair<std::uint64_t, std::string>> Explorer::meant(const Matter& matter,
                                                                const std::string& form) const {
    std::set<std::pair<std::uint64_t, std::string>> out;
    auto names = [&](const std::vector<rulebook::Pattern>& patterns) {
        return std::ranges::any_of(patterns, [&](const auto& one) { return one.form == form; });
    };
    for (const auto& duty : matter.duties) {
        const auto& ask = procedure_.asks[duty.ask];
        const bool ends = std::ranges::any_of(
            ask.release, [&](const auto& end) { return end.form.form == form; });
        if (rules::is_open(matter, duty) && (names(ask.answer) || names(ask.remind) || ends))
            out.emplace(duty.about, duty.item);
    }
    for (std::size_t i = 0; i < procedure_.counts.size(); ++i)
        if (matter.counts[i] && procedure_.counts[i].form.form == form)
            out.emplace(matter.counts[i]->of, "");
    return out;
}

Explorer::References Explorer::references(const Node& node, const Matter* matter, const Move& move,
                                          const std::string& form) const {
    if (!matter) return {{}};
    const References plain = needed(node, *matter, move);
    std::string free = "reaffirms";
    for (const char* word : {"basis", "implements", "follows", "replies"})
        if (std::ranges::none_of(move.re, [&](const auto& need) { return need.as == word; }))
            free = word;
    References out;
    for (const auto& [number, item] : meant(*matter, form))
        for (std::size_t i = 0; i < plain.size() && out.size() < 6; ++i) {
            auto set = plain[i];
            auto there = std::ranges::find(set, number, &Submission::Reference::number);
            if (there != set.end())
                there->item = item;
            else
                set.push_back({number, item, free, node.forms[number - 1]});
            out.push_back(std::move(set));
        }
    out.insert(out.end(), plain.begin(), plain.end());
    return out;
}

// Changes the body so that the requirements of the move hold; false when that was not possible.
bool Explorer::repair(const Matter* matter, Attempt& attempt) const {
    const Move& move = procedure_.moves[attempt.move];
    auto first_failing = [&]() -> const Condition* {
        attempt.submission.body = &attempt.body;
        auto scene =
            scene_of(*rulebook_, matter, attempt.submission.stamp, &attempt.submission, &move);
        if (attempt.submission.received) scene.effective = attempt.submission.effective();
        for (const auto& require : move.require)
            if (!rules::holds(require.condition, scene)) return &require.condition;
        return nullptr;
    };
    for (std::size_t round = 0; round <= move.require.size(); ++round) {
        const Condition* failing = first_failing();
        if (!failing) return true;
        const bool left = reads_body_at_hand(failing->left, move);
        const auto& own = left ? failing->left : failing->right;
        if (!reads_body_at_hand(own, move)) return false;
        const auto* schema = member_schema(*rulebook_, attempt.submission.form, own.path.fields);
        if (!schema) return false;
        const auto before = attempt.body;
        std::vector<json::value> values;
        if (failing->kind == Condition::Kind::present)
            values.push_back(filled(*schema, {*rulebook_, other_member(),
                                              Instant{attempt.submission.stamp.ms + kDayMs}}));
        else if (failing->kind == Condition::Kind::compare)
            values =
                near_values(rules::evaluate(left ? failing->right : failing->left,
                                            scene_of(*rulebook_, matter, attempt.submission.stamp,
                                                     &attempt.submission, &move)),
                            *schema, rulebook_->calendar);
        bool better = false;
        for (auto& value : values) {
            attempt.body = before;
            set_at(attempt.body, own.path.fields, std::move(value));
            if (first_failing() != failing) {
                better = true;
                break;
            }
        }
        if (!better) return false;
    }
    return first_failing() == nullptr;
}

// ---- The search

Explorer::Explorer(std::shared_ptr<const rulebook::Rulebook> rulebook,
                   const rulebook::Procedure& procedure, const Bounds& bounds)
    : rulebook_(std::move(rulebook)), procedure_(procedure), bounds_(bounds) {
    const auto read = names_read(procedure_);
    told_apart_.insert(read.begin(), read.end());
    // A Monday in a year that is no leap year.
    const Local start = parse_local("2027-02-01 09:00").value();
    nodes_.push_back({{}, instant_of(start, rulebook_->calendar), {}, 0, 0, {}});
}

// Breadth first up to half of the states, for the shortest stories; then whatever stands at the
// stage that was looked at least, for what lies far off.
void Explorer::run() {
    std::vector<bool> done;
    std::map<std::string, std::size_t> looked;
    auto stage_of = [&](std::size_t i) {
        return nodes_[i].matter ? nodes_[i].matter->stage_name() : std::string();
    };
    for (;;) {
        done.resize(nodes_.size());
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (done[i] || nodes_[i].depth >= bounds_.depth) continue;
            if (!next || looked[stage_of(i)] < looked[stage_of(*next)]) next = i;
            if (nodes_.size() < bounds_.states / 2) break;
        }
        if (!next) break;
        if (nodes_.size() >= bounds_.states) break;
        done[*next] = true;
        ++looked[stage_of(*next)];
        expand(*next);
    }
    done.resize(nodes_.size());
    bounded_ = std::ranges::find(done, false) != done.end();
}

// Instants to which time may go on: the next change, and what a requirement waits for.
std::set<Instant> Explorer::instants(const Node& node) const {
    std::set<Instant> out;
    if (auto next = rules::next_change(*node.matter)) out.insert(*next);
    for (const Move& move : procedure_.moves) {
        if (!contains(move.in, node.matter->stage_name())) continue;
        const auto scene = scene_of(*rulebook_, &*node.matter, node.now, nullptr, &move);
        for (const auto& require : move.require) {
            const auto& condition = require.condition;
            if (condition.kind != Condition::Kind::compare || rules::holds(condition, scene))
                continue;
            if (rules::reads_at_hand(condition.left, move) ||
                rules::reads_at_hand(condition.right, move))
                continue;
            for (const auto* value : {&condition.left, &condition.right})
                if (auto at =
                        rules::instant_of(rules::evaluate(*value, scene), rulebook_->calendar);
                    at && *at > node.now)
                    out.insert(Instant{at->ms + 60 * kSecondMs});
        }
    }
    return out;
}

void Explorer::expand(std::size_t index) {
    const Instant now = nodes_[index].now;
    if (!nodes_[index].matter) return submit(index, now);
    seen_.expanded.insert(nodes_[index].matter->stage_name());
    auto next = rules::next_change(*nodes_[index].matter);
    const Instant soon{now.ms + kHourMs};
    submit(index, next && *next <= soon ? now : soon);
    const auto passing = instants(nodes_[index]);
    for (Instant at : passing) pass_to(index, at);
}

void Explorer::pass_to(std::size_t index, Instant at) {
    Matter matter = *nodes_[index].matter;
    rules::Trace trace;
    rules::advance(matter, at, &trace);
    std::string line = fmt::format("{}  -  -  {}", format_local(local_of(at, rulebook_->calendar)),
                                   expected_of(matter, trace));
    add(index, std::move(matter), at, nodes_[index].forms, trace, std::move(line));
}

void Explorer::submit(std::size_t index, Instant at) {
    for (std::uint32_t i = 0; i < procedure_.moves.size(); ++i) {
        const Move& move = procedure_.moves[i];
        // Copied: nodes move when others are added.
        const std::optional<Matter> matter = nodes_[index].matter;
        if (matter ? contains(move.in, matter->stage_name()) : move.opens())
            submit_move(index, matter ? &*matter : nullptr, at, i);
    }
}

void Explorer::submit_move(std::size_t index, const Matter* matter, Instant at,
                           std::uint32_t number) {
    const Move& move = procedure_.moves[number];
    std::set<std::string> forms;
    for (const auto& pattern : move.forms) forms.insert(pattern.form);
    for (const auto& form : forms) {
        const auto made = bodies(matter, at, form);
        const Node node{{}, nodes_[index].now, nodes_[index].forms, 0, 0, {}};
        const auto sets = references(node, matter, move, form);
        std::vector<std::optional<Instant>> ways = {std::nullopt};
        if (matter && contains(move.effective, matter->stage_name()) &&
            !rulebook_->registries.empty() && !rulebook_->ways.empty())
            ways.emplace_back(Instant{(matter->since.ms / kSecondMs) * kSecondMs - kHourMs});
        std::size_t tries = 0;
        bool anybody = false;
        for (const auto& body : made) {
            const auto by = authors(matter, at, move, form, body);
            anybody = anybody || !by.empty();
            for (const auto& set : sets)
                for (const auto& received : ways)
                    for (const auto& some : by) {
                        if (++tries > kTriesMax) break;
                        Attempt attempt;
                        attempt.move = number;
                        attempt.submission.number = nodes_[index].forms.size() + 1;
                        attempt.submission.stamp = at;
                        attempt.submission.received = received;
                        attempt.submission.form = form;
                        attempt.submission.authors = some;
                        attempt.submission.re = set;
                        attempt.body = body;
                        take(index, matter, at, std::move(attempt));
                        if (nodes_.size() >= bounds_.states) return;
                    }
        }
        if (!anybody) seen_.by_nobody.emplace(number, index);
    }
}

bool Explorer::take(std::size_t index, const Matter* matter, Instant at, Attempt attempt) {
    if (!repair(matter, attempt)) return false;
    attempt.submission.body = &attempt.body;
    const auto& form = rulebook_->forms.find(attempt.submission.form)->second;
    if (!form.schema.check(attempt.body, "/body", rulebook_->languages)) return false;
    auto judged = rules::judge(*rulebook_, matter, attempt.submission);
    if (!judged) return false;
    seen_.forms.insert(attempt.submission.form);
    rules::Trace trace;
    std::optional<Matter> next;
    if (matter) {
        next = *matter;
        rules::advance(*next, at, &trace);
        rules::step(*next, *judged, attempt.submission, &trace);
    } else {
        next = rules::open(rulebook_, *judged, attempt.submission, &trace);
    }
    auto forms = nodes_[index].forms;
    std::string line = line_of(attempt, forms, expected_of(*next, trace));
    forms.push_back(attempt.submission.form);
    add(index, std::move(*next), at, std::move(forms), trace, std::move(line));
    return true;
}

void Explorer::add(std::size_t parent, Matter matter, Instant at, std::vector<std::string> forms,
                   const rules::Trace& trace, std::string line) {
    const std::string before =
        nodes_[parent].matter ? nodes_[parent].matter->stage_name() : std::string();
    Node node{std::move(matter), at, std::move(forms), parent, nodes_[parent].depth + 1,
              std::move(line)};
    const bool fresh = keys_.insert(key_of(node)).second;
    nodes_.push_back(std::move(node));
    observe(nodes_.size() - 1, trace, before);
    if (fresh) return observe_clocks(nodes_.size() - 1);
    // Kept only when something was seen here first.
    const std::size_t last = nodes_.size() - 1;
    auto first = [&](const auto& map) {
        return std::ranges::any_of(map, [&](const auto& pair) { return pair.second == last; });
    };
    if (first(seen_.stages) || first(seen_.asked) || first(seen_.unasked) ||
        first(seen_.counting) || first(seen_.of_nobody))
        return;
    nodes_.pop_back();
}

// ---- Seeing

void Explorer::observe(std::size_t index, const rules::Trace& trace, const std::string& before) {
    using Kind = rules::Event::Kind;
    const Matter& matter = *nodes_[index].matter;
    std::string stage = before;
    std::set<std::uint32_t> triggered, arose;
    auto trigger = [&](rulebook::Trigger::Kind kind, std::string_view name) {
        for (std::uint32_t i = 0; i < procedure_.asks.size(); ++i)
            if (procedure_.asks[i].on.kind == kind && procedure_.asks[i].on.name == name)
                triggered.insert(i);
    };
    for (const auto& event : trace) {
        const auto rule = event.rule ? event.rule->index : 0;
        switch (event.kind) {
            case Kind::stage:
                if (event.name != stage) seen_.left.insert(stage);
                stage = event.name;
                seen_.stages.emplace(stage, index);
                trigger(rulebook::Trigger::Kind::stage, stage);
                break;
            case Kind::asked:
                seen_.asked.emplace(matter.duties[*event.duty].ask, index);
                arose.insert(matter.duties[*event.duty].ask);
                break;
            case Kind::answered:
                seen_.answered.insert(matter.duties[*event.duty].ask);
                break;
            case Kind::counting:
                seen_.counting.emplace(rule, index);
                if (const auto& counting = matter.counts[rule]) {
                    auto& size = seen_.set_sizes[rule];
                    size = std::max(size, counting->set.size());
                    if (counting->set.empty()) seen_.of_nobody.emplace(rule, index);
                }
                break;
            case Kind::reached:
                seen_.reached.insert(rule);
                trigger(rulebook::Trigger::Kind::count, event.name);
                break;
            default:
                break;
        }
    }
    const bool submitted =
        !trace.empty() && nodes_[index].forms.size() > nodes_[nodes_[index].parent].forms.size();
    for (std::uint32_t i = 0; submitted && i < procedure_.asks.size(); ++i) {
        const auto& on = procedure_.asks[i].on;
        if (on.kind == rulebook::Trigger::Kind::form && on.form.field.empty() &&
            on.form.form == nodes_[index].forms.back())
            triggered.insert(i);
    }
    for (std::uint32_t ask : triggered)
        if (!procedure_.asks[ask].each && !arose.contains(ask)) seen_.unasked.emplace(ask, index);
}

// Clocks that are absent, and two that pass at one instant.
void Explorer::observe_clocks(std::size_t index) {
    const Matter& matter = *nodes_[index].matter;
    const auto scene = scene_of(*rulebook_, &matter, matter.since);
    struct Clock {
        Instant at;
        std::string rule;
        std::vector<std::string> to;
    };
    std::vector<Clock> clocks;
    for (std::uint32_t i = 0; i < procedure_.afters.size(); ++i) {
        const auto& after = procedure_.afters[i];
        if (!contains(after.in, matter.stage_name())) continue;
        auto at = rules::instant_of(rules::evaluate(after.at, scene), rulebook_->calendar);
        if (!at)
            seen_.absent_after.emplace(i, index);
        else if (*at > nodes_[index].now)
            clocks.push_back({*at,
                              rules::format_rule(procedure_.type, {rules::Rule::Kind::after, i}),
                              {after.to}});
    }
    for (std::uint32_t i = 0; i < procedure_.counts.size(); ++i) {
        const auto& count = procedure_.counts[i];
        if (!matter.counts[i] || matter.counts[i]->decided ||
            !contains(count.in, matter.stage_name()))
            continue;
        auto at = rules::instant_of(rules::evaluate(count.instant, scene), rulebook_->calendar);
        if (!at)
            seen_.absent_count.emplace(i, index);
        else if (*at > nodes_[index].now)
            clocks.push_back({*at,
                              rules::format_rule(procedure_.type, {rules::Rule::Kind::count, i}),
                              {count.to, count.otherwise}});
    }
    for (std::size_t i = 0; i < clocks.size(); ++i)
        for (std::size_t j = i + 1; j < clocks.size(); ++j)
            if (clocks[i].at == clocks[j].at && clocks[i].to != clocks[j].to)
                seen_.races.emplace(std::pair(clocks[i].rule, clocks[j].rule), index);
}

// What rules can tell of a state; two with one key are not both explored.
std::string Explorer::key_of(const Node& node) const {
    const Matter& matter = *node.matter;
    std::string out = matter.stage_name() + (matter.resting ? "!" : "");
    for (const auto& [name, act] : matter.names) {
        if (!told_apart_.contains(name)) continue;
        out += "|" + name;
        for (const auto& pair : act.body) {
            out += fmt::format(",{}", std::string_view(pair.key()));
            const auto* list = pair.value().if_array();
            if (list && list->empty()) out += "0";
            if (auto number = pair.value().if_int64()) out += std::to_string(*number);
        }
    }
    for (const auto& counting : matter.counts) {
        if (!counting) {
            out += "|-";
            continue;
        }
        const auto yes = std::ranges::count(counting->votes, "yes", &rules::Vote::choice);
        const bool all = counting->votes.size() == counting->set.size();
        out +=
            fmt::format("|{}{}{}{}{}", counting->decided ? "d" : "r", counting->reached ? "y" : "n",
                        counting->votes.empty() ? "0" : "+", yes > 0 ? "+" : "0",
                        all ? std::cmp_equal(yes, counting->set.size()) ? "=" : "a" : "");
    }
    std::set<std::string> duties;
    for (const auto& duty : matter.duties)
        duties.insert(fmt::format("{}{}{}{}", duty.ask,
                                  duty.released                   ? "r"
                                  : !rules::is_open(matter, duty) ? "d"
                                  : duty.answers.empty()          ? "o"
                                                                  : "s",
                                  duty.reminders.empty() ? "" : "m", duty.item.empty() ? "" : "i"));
    out += fmt::format("|{}", fmt::join(duties, ","));
    const auto now = scene_of(*rulebook_, &matter, node.now);
    const auto since = scene_of(*rulebook_, &matter, matter.since);
    for (const auto& after : procedure_.afters)
        if (contains(after.in, matter.stage_name()))
            out += rules::instant_of(rules::evaluate(after.at, since), rulebook_->calendar) ? "c"
                                                                                            : "-";
    for (const Move& move : procedure_.moves) {
        if (!contains(move.in, matter.stage_name())) continue;
        for (const auto& require : move.require)
            if (!rules::reads_at_hand(require.condition.left, move) &&
                !rules::reads_at_hand(require.condition.right, move))
                out += rules::holds(require.condition, now) ? "1" : "0";
    }
    return out;
}

}  // namespace mithaq::story
