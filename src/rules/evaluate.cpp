#include "rules/evaluate.h"

#include <algorithm>

namespace mithaq::rules {
namespace {

using rulebook::Part;
using rulebook::Path;
using rulebook::SetTerm;

// An act that a path names: the one at hand, or one the file remembers.
struct Named {
    std::uint64_t number = 0;
    Instant stamp, effective;
    const Codes* from = nullptr;
    const json::object* body = nullptr;
};

std::optional<Named> named(const Path& path, const Scene& scene) {
    const bool at_hand = path.name == "act" ||
                         (scene.move && !scene.move->as.empty() && path.name == scene.move->as);
    if (at_hand) {
        if (!scene.act) return std::nullopt;
        return Named{scene.act->number, scene.act->stamp, scene.effective, &scene.act->authors,
                     scene.act->body};
    }
    if (!scene.matter) return std::nullopt;
    auto found = scene.matter->names.find(path.name);
    if (found == scene.matter->names.end()) return std::nullopt;
    const Remembered& act = found->second;
    return Named{act.number, act.stamp, act.effective, &act.from, &act.body};
}

// What a path of a body or item reads; null when absent.
const json::value* json_at(const Path& path, const Scene& scene) {
    if (path.part == Part::item) return field_at(scene.item, path.fields);
    if (path.part != Part::body) return nullptr;
    auto act = named(path, scene);
    return act ? field_at(act->body, path.fields) : nullptr;
}

Scalar scalar_of(const json::value* value) {
    if (!value) return {};
    if (const auto* number = value->if_int64()) return *number;
    if (const auto* number = value->if_uint64()) return static_cast<std::int64_t>(*number);
    const auto* text = value->if_string();
    if (!text) return {};
    if (auto instant = parse_instant(*text)) return *instant;
    if (auto day = rulebook::parse_day(*text)) return Day{*day};
    return std::string(*text);
}

Scalar read(const Path& path, const Scene& scene) {
    switch (path.part) {
        case Part::now:
            return scene.now;
        case Part::effective:
            if (path.name.empty()) return scene.effective;
            break;
        case Part::body:
        case Part::item:
            return scalar_of(json_at(path, scene));
        case Part::re: {
            if (!scene.act || !scene.move || path.fields.empty()) return {};
            for (const auto& need : scene.move->re) {
                if (need.name != path.fields[0]) continue;
                for (const auto& reference : scene.act->re)
                    if (reference.as == need.as &&
                        (need.form.empty() || reference.form == need.form))
                        return ActNumber{reference.number};
            }
            return {};
        }
        default:
            break;
    }
    auto act = named(path, scene);
    if (!act) return {};
    switch (path.part) {
        case Part::id:
            return ActNumber{act->number};
        case Part::stamp:
            return act->stamp;
        case Part::effective:
            return act->effective;
        default:
            return {};
    }
}

// The last instant that can be written.
constexpr Instant kLast{253'402'300'799'999};

Scalar shifted(const Scalar& from, const rulebook::Offset& offset,
               const rulebook::Calendar& calendar) {
    if (const auto* day = std::get_if<Day>(&from)) {
        if (offset.days != 0) return Day{day->number + offset.days};
        if (offset.working_days != 0)
            return Day{calendar.working_day(day->number, offset.working_days)};
        return {};  // hours on a date: the rulebook would not load
    }
    const auto* instant = std::get_if<Instant>(&from);
    if (!instant) return {};
    if (offset.working_days != 0)
        return Day{calendar.working_day(calendar.day_of(*instant), offset.working_days)};
    Instant out{instant->ms + offset.ms + offset.days * kDayMs};
    if (out > kLast) return {};
    return out;
}

template <typename T>
bool compare(const T& left, rulebook::Comparison comparison, const T& right) {
    using enum rulebook::Comparison;
    switch (comparison) {
        case less:
            return left < right;
        case at_most:
            return !(right < left);
        case equal:
            return left == right;
        case unequal:
            return !(left == right);
        case at_least:
            return !(left < right);
        case greater:
            return right < left;
    }
    return false;
}

bool in_set(const rulebook::Rulebook& rulebook, const std::string& name, std::string_view code) {
    auto found = rulebook.sets.find(name);
    if (found == rulebook.sets.end()) return false;
    const rulebook::Set& set = found->second;
    if (set.kind.empty()) return std::ranges::find(set.list, code) != set.list.end();
    auto participant = rulebook.participants.find(code);
    return participant != rulebook.participants.end() && participant->second.kind == set.kind;
}

// Whether a set's terms name `code`; with `speaking`, also by a name at a path that speaks for it.
struct Membership {
    const Scene& scene;
    bool speaking;

    bool same(std::string_view name, std::string_view code) const {
        return speaking ? speaks_for(scene.rulebook, code, name) : name == code;
    }

    bool in_path(const Path& path, std::string_view code) const {
        if (path.part == Part::from) {
            auto act = named(path, scene);
            return act && std::ranges::any_of(*act->from,
                                              [&](const auto& name) { return same(name, code); });
        }
        const json::value* value = json_at(path, scene);
        if (!value) return false;
        if (const auto* text = value->if_string()) return same(*text, code);
        const auto* list = value->if_array();
        return list && std::ranges::any_of(*list, [&](const json::value& one) {
                   const auto* text = one.if_string();
                   return text && same(*text, code);
               });
    }

    bool in_term(const SetTerm& term, std::string_view code) const {
        const rulebook::Rulebook& rulebook = scene.rulebook;
        switch (term.kind) {
            case SetTerm::Kind::code:
                return term.word == code;
            case SetTerm::Kind::set:
                return in_set(rulebook, term.word, code);
            case SetTerm::Kind::participants: {
                auto found = rulebook.participants.find(code);
                return found != rulebook.participants.end() && found->second.may_submit();
            }
            case SetTerm::Kind::registries:
                return rulebook.registries.contains(code);
            case SetTerm::Kind::path:
                return in_path(term.path, code);
            case SetTerm::Kind::group:
                return in_terms(term.terms, code);
        }
        return false;
    }

    bool in_terms(const std::vector<SetTerm>& terms, std::string_view code) const {
        bool in = false;
        for (const auto& term : terms) {
            if (term.joined == '+')
                in = in || in_term(term, code);
            else if (term.joined == '&')
                in = in && in_term(term, code);
            else
                in = in && !in_term(term, code);
        }
        return in;
    }
};

}  // namespace

const json::value* field_at(const json::object* object, const std::vector<std::string>& fields) {
    const json::value* out = nullptr;
    for (const auto& name : fields) {
        if (!object) return nullptr;
        out = object->if_contains(name);
        if (!out) return nullptr;
        object = out->if_object();
    }
    return out;
}

bool reads_at_hand(const rulebook::Value& value, const rulebook::Move& move) {
    if (value.kind != rulebook::Value::Kind::path) return false;
    const auto& path = value.path;
    return path.name == "act" || (!move.as.empty() && path.name == move.as) ||
           (path.part == Part::effective && path.name.empty());
}

Scalar evaluate(const rulebook::Value& value, const Scene& scene) {
    if (value.kind == rulebook::Value::Kind::integer) return value.integer;
    if (value.kind == rulebook::Value::Kind::text) return value.text;
    Scalar out = read(value.path, scene);
    for (const auto& offset : value.offsets) out = shifted(out, offset, scene.rulebook.calendar);
    return out;
}

std::optional<Instant> instant_of(const Scalar& scalar, const rulebook::Calendar& calendar) {
    if (const auto* instant = std::get_if<Instant>(&scalar)) return *instant;
    if (const auto* day = std::get_if<Day>(&scalar)) return calendar.end_of(day->number);
    return std::nullopt;
}

bool holds(const rulebook::Condition& condition, const Scene& scene) {
    using Kind = rulebook::Condition::Kind;
    if (condition.kind != Kind::compare) {
        const Path& path = condition.left.path;
        const bool body = path.part == Part::body || path.part == Part::item;
        bool there = body ? json_at(path, scene) != nullptr
                          : !std::holds_alternative<std::monostate>(read(path, scene));
        return there == (condition.kind == Kind::present);
    }
    // Words are compared as they are written, also where they look like a date.
    auto words = [&](const rulebook::Value& value) -> std::optional<std::string> {
        if (value.kind == rulebook::Value::Kind::text) return value.text;
        if (value.kind != rulebook::Value::Kind::path) return std::nullopt;
        const json::value* found = json_at(value.path, scene);
        const auto* text = found ? found->if_string() : nullptr;
        if (!text) return std::nullopt;
        return std::string(*text);
    };
    if (condition.left.kind == rulebook::Value::Kind::text ||
        condition.right.kind == rulebook::Value::Kind::text) {
        auto left = words(condition.left), right = words(condition.right);
        return left && right && compare(*left, condition.comparison, *right);
    }
    Scalar left = evaluate(condition.left, scene), right = evaluate(condition.right, scene);
    auto left_at = instant_of(left, scene.rulebook.calendar);
    auto right_at = instant_of(right, scene.rulebook.calendar);
    if (left_at && right_at) return compare(*left_at, condition.comparison, *right_at);
    if (left.index() != right.index()) return false;
    if (const auto* number = std::get_if<std::int64_t>(&left))
        return compare(*number, condition.comparison, std::get<std::int64_t>(right));
    if (const auto* act = std::get_if<ActNumber>(&left))
        return compare(act->number, condition.comparison, std::get<ActNumber>(right).number);
    if (const auto* text = std::get_if<std::string>(&left))
        return compare(*text, condition.comparison, std::get<std::string>(right));
    return false;
}

const json::array* list_at(const Path& path, const Scene& scene) {
    const json::value* value = json_at(path, scene);
    return value ? value->if_array() : nullptr;
}

std::string text_at(const Path& path, const Scene& scene) {
    const json::value* value = json_at(path, scene);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

bool matches(const rulebook::Pattern& pattern, std::string_view form, const json::object& body) {
    if (pattern.form != form) return false;
    if (pattern.field.empty()) return true;
    const json::value* value = field_at(&body, pattern.field);
    const auto* text = value ? value->if_string() : nullptr;
    return text && std::string_view(*text) == pattern.value;
}

bool matches_any(const std::vector<rulebook::Pattern>& patterns, std::string_view form,
                 const json::object& body) {
    return std::ranges::any_of(
        patterns, [&](const rulebook::Pattern& one) { return matches(one, form, body); });
}

Codes expand(const rulebook::SetOf& set, const Scene& scene) {
    const Membership membership{scene, false};
    Codes out;
    for (const auto& [code, participant] : scene.rulebook.participants)
        if (membership.in_terms(set.terms, code)) out.push_back(code);
    return out;
}

bool speaks_for(const rulebook::Rulebook& rulebook, std::string_view code, std::string_view name) {
    if (code == name) return true;
    auto found = rulebook.participants.find(name);
    return found != rulebook.participants.end() && !found->second.speaks.empty() &&
           in_set(rulebook, found->second.speaks, code);
}

bool entitled(const rulebook::SetOf& set, std::string_view code, const Scene& scene) {
    return Membership{scene, true}.in_terms(set.terms, code);
}

}  // namespace mithaq::rules
