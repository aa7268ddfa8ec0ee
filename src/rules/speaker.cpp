#include "rules/speaker.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace mithaq::rules {
namespace {

using rulebook::Argument;
using rulebook::Arguments;
using rulebook::Offset;
using rulebook::Part;
using rulebook::Path;
using rulebook::SetTerm;
using rulebook::Text;
using rulebook::Value;

// A list of participants of a set is spoken by name up to this length.
constexpr std::size_t kNamedMax = 4;

std::string yes_if(bool condition) {
    return condition ? "yes" : "no";
}

const json::object* object_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? value->if_object() : nullptr;
}

// The schema of a property, in whichever alternative has it; null when there is none.
const json::object* property(const json::object& schema, std::string_view name) {
    const json::object* of = &schema;
    if (const auto* items = object_in(schema, "items")) of = items;
    if (const auto* properties = object_in(*of, "properties"))
        if (const auto* found = object_in(*properties, name)) return found;
    const auto* alternatives = of->if_contains("oneOf");
    if (!alternatives || !alternatives->is_array()) return nullptr;
    for (const auto& one : alternatives->get_array())
        if (const auto* schema_of_one = one.if_object())
            if (const auto* found = property(*schema_of_one, name)) return found;
    return nullptr;
}

std::string_view way_of(const Offset& offset) {
    return offset.ms < 0 || offset.days < 0 || offset.working_days < 0 ? "before" : "after";
}

// Words for the fractions that have one.
std::string fraction_of(const rulebook::Threshold& threshold) {
    if (threshold.numerator == threshold.denominator && !threshold.more_than) return "whole";
    constexpr std::pair<std::pair<int, int>, std::string_view> kFractions[] = {
        {{1, 2}, "half"},    {{1, 3}, "third"},          {{2, 3}, "two_thirds"},
        {{1, 4}, "quarter"}, {{3, 4}, "three_quarters"},
    };
    for (const auto& [fraction, word] : kFractions)
        if (threshold.numerator == fraction.first && threshold.denominator == fraction.second)
            return std::string(word);
    return "none";
}

}  // namespace

Speaker::Speaker(const rulebook::Rulebook& rulebook, std::string_view language)
    : rulebook_(rulebook), language_(language) {
    auto found = rulebook.grammar.find(language);
    if (found != rulebook.grammar.end() && rulebook.languages.contains(language))
        grammar_ = &found->second;
}

std::string Speaker::say(std::string_view key, const Arguments& arguments) const {
    auto sentence = rulebook_.sentences.find(key);
    if (!grammar_ || sentence == rulebook_.sentences.end()) return {};
    auto message = sentence->second.find(language_);
    return message == sentence->second.end() ? std::string()
                                             : message->second.format(arguments, *grammar_);
}

std::string Speaker::sentence(std::string_view key, const Arguments& arguments) const {
    return rulebook::capitalised(say(key, arguments));
}

std::string Speaker::pick(const Text& text) const {
    auto found = text.find(language_);
    return found == text.end() ? std::string() : found->second;
}

std::string Speaker::quoted(const Text& text) const {
    return say("title.quoted", {{"title", pick(text)}});
}

std::string Speaker::list(const std::vector<std::string>& items) const {
    return rulebook::format_list(items, *grammar_);
}

std::string Speaker::alternatives(const std::vector<std::string>& items) const {
    if (items.empty()) return {};
    std::string out = items[0];
    for (std::size_t i = 1; i < items.size(); ++i)
        out = say(i + 1 == items.size() ? "or.last" : "or.more",
                  {{"first", out}, {"second", items[i]}});
    return out;
}

// ---- Who

std::string Speaker::participant(std::string_view code) const {
    auto found = rulebook_.participants.find(code);
    if (found == rulebook_.participants.end()) return std::string(code);
    const auto& name = found->second.current();
    std::string short_name = pick(name.short_name);
    std::string article = pick(name.article);
    if (!article.empty()) short_name = article + (article.ends_with("’") ? "" : " ") + short_name;
    return say("participant", {{"kind", found->second.kind}, {"name", short_name}});
}

std::string Speaker::participants(const Codes& codes) const {
    std::vector<std::string> names;
    for (const auto& code : codes) names.push_back(participant(code));
    return list(names);
}

std::vector<std::string> Speaker::set_term(const SetTerm& term, const Place& place,
                                           bool any) const {
    auto names = [&](const auto& codes) {
        std::vector<std::string> out;
        out.reserve(codes.size());
        for (const auto& code : codes) out.push_back(participant(code));
        return out;
    };
    switch (term.kind) {
        case SetTerm::Kind::code:
            return {participant(term.word)};
        case SetTerm::Kind::participants:
            return {say("set.participants", {{"any", yes_if(any)}})};
        case SetTerm::Kind::registries:
            return names(rulebook_.registries);
        case SetTerm::Kind::group:
            return {set_terms(term.terms, place, any)};
        case SetTerm::Kind::set: {
            auto found = rulebook_.sets.find(term.word);
            if (found == rulebook_.sets.end()) return {};
            const rulebook::Set& set = found->second;
            if (!set.kind.empty()) return {say("set.titled", {{"title", pick(set.title)}})};
            if (set.list.size() <= kNamedMax) return names(set.list);
            return {say("set.listed", {{"title", pick(set.title)}})};
        }
        case SetTerm::Kind::path:
            break;
    }
    if (term.path.part == Part::from)
        return {say("set.author", {{"form", named(term.path.name, place)}})};
    return {say("set.named",
                {{"field", field(term.path, place)}, {"place", field_place(term.path, place)}})};
}

// From left to right; what is joined alike stands in one list.
std::string Speaker::set_terms(const std::vector<SetTerm>& terms, const Place& place,
                               bool any) const {
    std::vector<std::string> out;
    auto joined = [&](const std::vector<std::string>& items) {
        return any ? alternatives(items) : list(items);
    };
    for (std::size_t i = 0; i < terms.size();) {
        const char how = terms[i].joined;
        std::vector<std::string> same;
        std::size_t first = i;
        for (; i < terms.size() && terms[i].joined == how; ++i)
            for (auto& phrase : set_term(terms[i], place, any)) same.push_back(std::move(phrase));
        if (how == '+') {
            out.insert(out.end(), same.begin(), same.end());
        } else if (how == '&' && i == first + 1 &&
                   terms[first].kind == SetTerm::Kind::participants) {
            out = {say("set.also-participants", {{"set", joined(out)}})};
        } else if (how == '&') {
            out = {say("set.also", {{"set", joined(out)}, {"other", list(same)}})};
        } else {
            out = {say("set.except", {{"set", joined(out)}, {"other", list(same)}})};
        }
    }
    return joined(out);
}

std::string Speaker::set(const rulebook::SetOf& set, const Place& place, bool any) const {
    std::string out = set_terms(set.terms, place, any);
    return out.empty() ? say("set.nobody") : out;
}

// ---- What

std::string Speaker::form(std::string_view name) const {
    auto found = rulebook_.forms.find(name);
    return found == rulebook_.forms.end() ? say("title.any") : quoted(found->second.title);
}

std::string Speaker::pattern(const rulebook::Pattern& pattern) const {
    auto found = rulebook_.forms.find(pattern.form);
    if (found == rulebook_.forms.end() || pattern.field.empty()) return form(pattern.form);
    const json::object* schema = &found->second.annotated;
    for (const auto& name : pattern.field)
        if (schema) schema = property(*schema, name);
    auto in_language = [&](const json::value* text) {
        const auto* words =
            text && text->is_object() ? text->get_object().if_contains(language_) : nullptr;
        return words && words->is_string() ? std::string(words->get_string()) : std::string();
    };
    std::string value;
    if (const auto* titles = schema ? object_in(*schema, "titles") : nullptr)
        value = in_language(titles->if_contains(pattern.value));
    const std::string field = schema ? in_language(schema->if_contains("title")) : std::string();
    return say("title.with", {{"title", pick(found->second.title)},
                              {"field", field.empty() ? pattern.field.back() : field},
                              {"value", value.empty() ? pattern.value : value}});
}

std::string Speaker::patterns(const std::vector<rulebook::Pattern>& patterns) const {
    std::vector<std::string> out;
    out.reserve(patterns.size());
    for (const auto& one : patterns) out.push_back(pattern(one));
    return alternatives(out);
}

std::string Speaker::stage(const Procedure& procedure, std::string_view name) const {
    auto found = procedure.stage(name);
    return found ? quoted(procedure.stages[*found].title) : std::string();
}

std::string Speaker::stages(const Procedure& procedure,
                            const std::vector<std::string>& names) const {
    // Long lists are said by what they leave out.
    std::vector<std::string> titles, others;
    bool open = true;  // all that are not final, and no other
    for (const auto& one : procedure.stages) {
        const bool named = std::ranges::find(names, one.name) != names.end();
        open = open && named != one.final;
        if (!named) others.push_back(quoted(one.title));
    }
    for (const auto& name : names) titles.push_back(stage(procedure, name));
    auto said = [&](std::string_view many, std::string stages) {
        return say("stages", {{"many", std::string(many)}, {"stages", std::move(stages)}});
    };
    if (names.size() == 1) return said("no", titles[0]);
    if (others.empty()) return said("all", {});
    if (open) return said("open", {});
    if (others.size() <= 2 && names.size() > 3) return said("except", list(others));
    return said("yes", alternatives(titles));
}

std::vector<std::string> Speaker::forms_of(std::string_view name, const Place& place) const {
    std::vector<std::string> out;
    auto add_forms = [&](const std::vector<rulebook::Pattern>& patterns) {
        for (const auto& one : patterns)
            if (std::ranges::find(out, one.form) == out.end()) out.push_back(one.form);
    };
    if (name == "act") {
        add_forms(place.at_hand);
    } else if (place.procedure) {
        for (const auto& move : place.procedure->moves)
            if (move.as == name) add_forms(move.forms);
    }
    return out;
}

std::string Speaker::named(std::string_view name, const Place& place) const {
    std::vector<std::string> titles;
    for (const auto& one : forms_of(name, place)) {
        std::string title = form(one);
        if (std::ranges::find(titles, title) == titles.end()) titles.push_back(std::move(title));
    }
    return titles.empty() ? say("title.this") : alternatives(titles);
}

std::vector<const json::object*> Speaker::schemas(const Path& path, const Place& place) const {
    std::vector<const json::object*> roots;
    if (path.part == Part::item) {
        if (place.each)
            if (auto list = schemas(*place.each, place);
                list.size() == place.each->fields.size() && !list.empty())
                roots.push_back(list.back());
    } else {
        for (const auto& one : forms_of(path.name, place))
            if (auto found = rulebook_.forms.find(one); found != rulebook_.forms.end())
                roots.push_back(&found->second.annotated);
    }
    std::vector<const json::object*> best;
    for (const auto* root : roots) {
        std::vector<const json::object*> out;
        const json::object* at = root;
        for (const auto& name : path.fields) {
            at = property(*at, name);
            if (!at) break;
            out.push_back(at);
        }
        if (out.size() > best.size()) best = std::move(out);
    }
    return best;
}

std::string Speaker::field(const Path& path, const Place& place) const {
    auto found = schemas(path, place);
    std::string out;
    for (std::size_t i = 0; i < path.fields.size(); ++i) {
        std::string title = path.fields[i];
        if (i < found.size())
            if (const auto* titles = object_in(*found[i], "title"))
                if (const auto* words = titles->if_contains(language_); words && words->is_string())
                    title = std::string(words->get_string());
        out = out.empty() ? title : say("title.within", {{"outer", out}, {"inner", title}});
    }
    return out;
}

std::string Speaker::field_place(const Path& path, const Place& place) const {
    if (path.part == Part::item) return say("place.item");
    return say("place.act", {{"form", named(path.name, place)}});
}

std::string Speaker::field_kind(const Path& path, const Place& place) const {
    auto found = schemas(path, place);
    if (found.empty() || found.size() != path.fields.size()) return "other";
    const auto* kind = found.back()->if_contains("x-mithaq");
    return kind && kind->is_string() ? std::string(kind->get_string()) : "other";
}

// ---- When

std::string Speaker::length(const Offset& offset) const {
    auto say_number = [&](std::string_view key, std::int64_t n) {
        return say(key, {{"n", n < 0 ? -n : n}});
    };
    if (offset.days != 0) return say_number("length.days", offset.days);
    if (offset.working_days != 0) return say_number("length.working-days", offset.working_days);
    constexpr std::int64_t kMinute = 60 * kSecondMs;
    if (offset.ms % (60 * kMinute) == 0)
        return say_number("length.hours", offset.ms / (60 * kMinute));
    return say_number("length.minutes", offset.ms / kMinute);
}

std::string Speaker::base(const Path& path, const Place& place) const {
    const std::string_view name = path.name.empty() ? "act" : std::string_view(path.name);
    switch (path.part) {
        case Part::now:
            if (place.kind == Place::Kind::after) return say("base.stage");
            if (place.kind == Place::Kind::ask) return say("base.request");
            return say("base.registered", {{"form", named("act", place)}});
        case Part::effective:
            return say("base.received", {{"form", named(name, place)}});
        case Part::body:
        case Part::item:
            return say("base.field", {{"kind", field_kind(path, place)},
                                      {"place", field_place(path, place)},
                                      {"field", field(path, place)}});
        default:
            return say("base.registered", {{"form", named(name, place)}});
    }
}

bool Speaker::is_day(const Value& value, const Place& place) const {
    const bool field = value.path.part == Part::body || value.path.part == Part::item;
    return (field && field_kind(value.path, place) == "date") ||
           std::ranges::any_of(value.offsets,
                               [](const Offset& offset) { return offset.working_days != 0; });
}

std::string Speaker::instant(std::string_view key, const Value& value, const Place& place) const {
    std::string from = base(value.path, place);
    std::string way = "at", length_words;
    for (std::size_t i = 0; i < value.offsets.size(); ++i) {
        way = way_of(value.offsets[i]);
        length_words = length(value.offsets[i]);
        if (i + 1 < value.offsets.size())
            from = say("base.shifted", {{"way", way}, {"length", length_words}, {"base", from}});
    }
    const bool day = is_day(value, place);
    // "The day before" has words of its own.
    if (day && !value.offsets.empty() && std::abs(value.offsets.back().days) == 1)
        way = way == "before" ? "eve" : "morrow";
    return say(key, {{"way", way}, {"length", length_words}, {"base", from}, {"day", yes_if(day)}});
}

std::string Speaker::threshold(const rulebook::Threshold& threshold, const std::string& set) const {
    using Base = rulebook::Threshold::Base;
    const std::string more = yes_if(threshold.more_than);
    if (threshold.base == Base::none)
        return say("threshold.number", {{"more", more}, {"n", threshold.numerator}, {"set", set}});
    const std::string of = threshold.base == Base::cast  ? "cast"
                           : threshold.base == Base::set ? "set"
                                                         : "yes_and_no";
    return say("threshold.fraction", {{"more", more},
                                      {"fraction", fraction_of(threshold)},
                                      {"numerator", threshold.numerator},
                                      {"denominator", threshold.denominator},
                                      {"base", of},
                                      {"set", set}});
}

std::string Speaker::due(const rulebook::Due& due, const Place& place) const {
    switch (due.kind) {
        case rulebook::Due::Kind::none:
            return say("due.none");
        case rulebook::Due::Kind::yearly:
            return say("due.yearly",
                       {{"day", std::int64_t{due.day}},
                        {"month", grammar_->months.at(static_cast<std::size_t>(due.month - 1))}});
        case rulebook::Due::Kind::session:
            return say("due.session", {{"session", due.session}});
        case rulebook::Due::Kind::value:
            break;
    }
    const Path& path = due.value.path;
    const bool field = path.part == Part::body || path.part == Part::item;
    if (field && due.value.offsets.empty()) {
        const std::string kind = field_kind(path, place);
        if (kind != "date" && kind != "instant")
            return say("due.field",
                       {{"field", this->field(path, place)}, {"place", field_place(path, place)}});
    }
    return instant("instant.by", due.value, place);
}

std::string Speaker::trigger(const rulebook::Trigger& trigger, const Place& place) const {
    switch (trigger.kind) {
        case rulebook::Trigger::Kind::stage:
            return say("on.stage", {{"stage", stage(*place.procedure, trigger.name)}});
        case rulebook::Trigger::Kind::form:
            return say("on.form", {{"form", pattern(trigger.form)}});
        case rulebook::Trigger::Kind::count:
            for (const auto& count : place.procedure->counts)
                if (count.name == trigger.name)
                    return say("on.count", {{"form", pattern(count.form)}});
    }
    return {};
}

std::string Speaker::triggers(const std::vector<rulebook::Trigger>& triggers,
                              const Place& place) const {
    std::vector<std::string> stages, events;
    for (const auto& one : triggers) {
        if (one.kind == rulebook::Trigger::Kind::stage)
            stages.push_back(stage(*place.procedure, one.name));
        else
            events.push_back(trigger(one, place));
    }
    if (!stages.empty())
        events.insert(events.begin(), say("on.stage", {{"stage", alternatives(stages)}}));
    return alternatives(events);
}

std::string Speaker::day(std::int64_t day) const {
    return rulebook::format_day_in(day, *grammar_);
}

std::string Speaker::at(Instant instant) const {
    return rulebook::format_instant_in(instant, rulebook_.calendar.offset_minutes, *grammar_);
}

std::optional<std::int64_t> Speaker::ends_day(Instant instant) const {
    const std::int64_t before = rulebook_.calendar.day_of(instant) - 1;
    if (rulebook_.calendar.end_of(before) != instant) return std::nullopt;
    return before;
}

std::string ended(std::string text) {
    for (std::string_view end : {".", "!", "?", "؟", "…"})
        if (text.ends_with(end)) return text;
    return text.empty() ? text : text + ".";
}

void add(std::string& out, const std::string& sentence) {
    if (sentence.empty()) return;
    if (!out.empty()) out += ' ';
    out += sentence;
}

}  // namespace mithaq::rules
