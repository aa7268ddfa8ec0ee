#include "story/body.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace mithaq::story {
namespace {

std::string_view text_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::int64_t number_in(const json::object& object, std::string_view name, std::int64_t otherwise) {
    const auto* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : otherwise;
}

const json::object* object_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? value->if_object() : nullptr;
}

const json::array* list_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? value->if_array() : nullptr;
}

// Fills in: where in the nearest list it is, counted from 0.
class Filler {
  public:
    explicit Filler(const Filling& filling) : filling_(filling) {}

    json::value made(const json::object& schema, std::size_t index, std::string_view name) const;
    void complete(json::value& value, const json::object& schema, std::size_t index) const;

  private:
    std::string word(const json::object& schema, std::size_t index, std::string_view name) const;
    json::object text(std::string_view words) const {
        const auto& languages = filling_.rulebook.languages;
        return {{languages.contains("en") ? "en" : *languages.begin(), words}};
    }
    std::string today() const {
        return rulebook::format_day(filling_.rulebook.calendar.day_of(filling_.now));
    }
    const Filling& filling_;
};

// The alternative that the value's first words choose, else the first.
const json::object* alternative(const json::array& list, const json::value* value) {
    const json::object* first = nullptr;
    const auto* object = value ? value->if_object() : nullptr;
    for (const auto& one : list) {
        const auto* schema = one.if_object();
        if (!schema) continue;
        if (!first) first = schema;
        const auto* properties = object_in(*schema, "properties");
        if (!object || !properties) continue;
        for (const auto& pair : *properties) {
            const auto* child = pair.value().if_object();
            const auto* constant = child ? child->if_contains("const") : nullptr;
            const auto* given = object->if_contains(pair.key());
            if (constant && given && *constant == *given) return schema;
        }
    }
    return first;
}

std::string Filler::word(const json::object& schema, std::size_t index,
                         std::string_view name) const {
    const std::string_view special = text_in(schema, "x-mithaq");
    if (special == "instant") return format_instant(filling_.now);
    if (special == "date" || special == "partial-date" || special == "due") return today();
    if (special == "participant") return filling_.author;
    if (special == "session") return filling_.author + "/1";
    if (special == "decimal") return "1";
    if (special == "act") return std::string(64, '0');
    if (special == "theme" && !filling_.rulebook.themes.empty())
        return filling_.rulebook.themes.begin()->first;
    if (name == "item") return std::to_string(index + 1);
    std::string out;
    for (auto length = number_in(schema, "minLength", 1); length > 0; --length) out += "…";
    return out.empty() ? "…" : out;
}

json::value Filler::made(const json::object& schema, std::size_t index,
                         std::string_view name) const {
    if (const auto* list = list_in(schema, "oneOf")) {
        json::value out = json::object();
        if (const auto* chosen = alternative(*list, nullptr)) complete(out, *chosen, index);
        return out;
    }
    if (const auto* constant = schema.if_contains("const")) return *constant;
    if (const auto* values = list_in(schema, "enum"); values && !values->empty())
        return (*values)[index % values->size()];
    const std::string_view type = text_in(schema, "type");
    if (type == "string") return json::value(word(schema, index, name));
    if (type == "integer") {
        auto least = number_in(schema, "minimum", 1);
        return std::min(std::max<std::int64_t>(least, 1),
                        number_in(schema, "maximum", std::max<std::int64_t>(least, 1)));
    }
    if (type == "boolean") return true;
    if (text_in(schema, "x-mithaq") == "text") return text("…");
    if (text_in(schema, "x-mithaq") == "money") return {{"amount", "1"}, {"currency", "USD"}};
    json::value out = type == "array" ? json::value(json::array()) : json::value(json::object());
    complete(out, schema, index);
    return out;
}

void Filler::complete(json::value& value, const json::object& schema, std::size_t index) const {
    if (const auto* list = list_in(schema, "oneOf")) {
        if (const auto* chosen = alternative(*list, &value)) complete(value, *chosen, index);
        return;
    }
    if (auto* array = value.if_array()) {
        const auto* items = object_in(schema, "items");
        if (!items) return;
        const auto least =
            static_cast<std::size_t>(number_in(schema, "minItems", filling_.everything ? 1 : 0));
        for (std::size_t i = 0; i < array->size(); ++i) complete((*array)[i], *items, i);
        while (array->size() < least) array->push_back(made(*items, array->size(), ""));
        return;
    }
    auto* object = value.if_object();
    const auto* properties = object_in(schema, "properties");
    if (!object || !properties) return;
    for (auto& pair : *object)
        if (const auto* child = object_in(*properties, pair.key()))
            complete(pair.value(), *child, index);
    const auto* required = list_in(schema, "required");
    for (const auto& pair : *properties) {
        const json::value name(pair.key());
        const bool needed = filling_.everything ||
                            (required && std::ranges::find(*required, name) != required->end());
        const auto* child = pair.value().if_object();
        if (child && needed && !object->contains(pair.key()))
            object->emplace(pair.key(), made(*child, index, pair.key()));
    }
}

// The schema of a member; null when there is none.
const json::object* child_of(const json::object* schema, const std::string& name) {
    if (!schema) return nullptr;
    if (const auto* properties = object_in(*schema, "properties"))
        return object_in(*properties, name);
    if (const auto* list = list_in(*schema, "oneOf"))
        for (const auto& one : *list)
            if (const auto* found = child_of(one.if_object(), name)) return found;
    return nullptr;
}

json::value plain_value(const Given& given, std::string_view text, const json::object* schema,
                        const Filling& filling) {
    const std::string_view type = schema ? text_in(*schema, "type") : std::string_view();
    const std::string_view special = schema ? text_in(*schema, "x-mithaq") : std::string_view();
    if (special == "text") {
        const auto& languages = filling.rulebook.languages;
        return json::object{{languages.contains("en") ? "en" : *languages.begin(), text}};
    }
    if (special == "money")
        if (auto space = text.find(' '); space != std::string_view::npos)
            return json::object{{"amount", text.substr(0, space)},
                                {"currency", text.substr(space + 1)}};
    if (special == "instant" || special == "due")
        if (auto local = parse_local(text))
            return json::value(format_instant(
                Instant{local->as_utc.ms - filling.rulebook.calendar.offset_minutes * 60'000LL}));
    if (type == "integer" && given.kind == Given::Kind::bare) {
        std::int64_t number = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size()) return number;
    }
    if (type == "boolean" && given.kind == Given::Kind::bare && (text == "true" || text == "false"))
        return text == "true";
    if (type == "array") {
        json::array out;
        const auto* items = object_in(*schema, "items");
        if (given.kind == Given::Kind::quoted) {
            out.push_back(plain_value(given, text, items, filling));
            return out;
        }
        for (std::size_t from = 0;;) {
            auto end = text.find(',', from);
            out.push_back(plain_value(given, text.substr(from, end - from), items, filling));
            if (end == std::string_view::npos) return out;
            from = end + 1;
        }
    }
    return json::value(text);
}

}  // namespace

void fill(json::value& value, const json::object& schema, const Filling& filling) {
    Filler(filling).complete(value, schema, 0);
}

json::value filled(const json::object& schema, const Filling& filling) {
    return Filler(filling).made(schema, 0, "");
}

Result<json::object> body_of(std::string_view form, const std::vector<Given>& given,
                             const Filling& filling) {
    auto found = filling.rulebook.forms.find(form);
    const json::object* schema =
        found == filling.rulebook.forms.end() ? nullptr : &found->second.annotated;
    json::value body = json::object();
    for (const Given& one : given) {
        json::object* object = &body.get_object();
        const json::object* at = schema;
        for (std::size_t i = 0; i + 1 < one.path.size(); ++i) {
            at = child_of(at, one.path[i]);
            auto [member, added] = object->emplace(one.path[i], json::object());
            object = member->value().if_object();
            if (!object)
                return err(Errc::refused, "story-field",
                           fmt::format("{} has a value of its own above", one.path[i]),
                           fmt::format("{}", fmt::join(one.path, ".")));
        }
        at = child_of(at, one.path.back());
        json::value value;
        if (one.kind == Given::Kind::json) {
            MITHAQ_TRY(value, parse_json(one.text));
        } else {
            value = plain_value(one, one.text, at, filling);
        }
        if (!object->emplace(one.path.back(), std::move(value)).second)
            return err(Errc::refused, "story-field", "this field has a value already",
                       fmt::format("{}", fmt::join(one.path, ".")));
    }
    if (schema) fill(body, *schema, filling);
    return std::move(body.get_object());
}

}  // namespace mithaq::story
