#include "rulebook/form_fields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mithaq::rulebook {
namespace {

std::string_view keyword(const json::object& schema, std::string_view name) {
    const auto* value = schema.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

bool is_participant(const json::object& schema) {
    return keyword(schema, "x-mithaq") == "participant";
}

// An object that must have a string called `item`.
bool has_item(const json::object& schema) {
    const auto* required = schema.if_contains("required");
    const auto* list = required ? required->if_array() : nullptr;
    if (!list || std::find(list->begin(), list->end(), json::value("item")) == list->end())
        return false;
    const auto found = fields_in(schema, {"item"});
    return found.size() == 1 && keyword(*found[0], "type") == "string";
}

}  // namespace

std::string_view words_of(FieldType type) {
    switch (type) {
        case FieldType::instant:
            return "an instant";
        case FieldType::date:
            return "a date";
        case FieldType::session:
            return "a session";
        case FieldType::due:
            return "an instant, a date or a session";
        case FieldType::integer:
            return "an integer";
        case FieldType::text:
            return "a text";
        case FieldType::participant:
            return "a participant";
        case FieldType::participants:
            return "a list of participants";
        case FieldType::items:
            return "a list of objects with `item`";
        case FieldType::id:
            return "an act";
        case FieldType::other:
            break;
    }
    return "of a kind that is not compared";
}

std::vector<const json::object*> fields_in(const json::object& schema,
                                           const std::vector<std::string>& fields) {
    std::vector<const json::object*> here = {&schema};
    for (const std::string& field : fields) {
        std::vector<const json::object*> below;
        for (std::size_t i = 0; i < here.size(); ++i) {
            if (const auto* alternatives = here[i]->if_contains("oneOf")) {
                for (const auto& one : alternatives->get_array()) here.push_back(&one.get_object());
                continue;
            }
            const auto* properties = here[i]->if_contains("properties");
            const auto* child = properties ? properties->get_object().if_contains(field) : nullptr;
            if (child) below.push_back(&child->get_object());
        }
        here = std::move(below);
    }
    return here;
}

FieldType type_of(const json::object& schema) {
    constexpr std::array<std::pair<std::string_view, FieldType>, 5> kSpecials = {
        {{"instant", FieldType::instant},
         {"date", FieldType::date},
         {"session", FieldType::session},
         {"due", FieldType::due},
         {"participant", FieldType::participant}}};
    const std::string_view type = keyword(schema, "type");
    if (type == "integer") return FieldType::integer;
    if (type == "array") {
        const auto& items = schema.at("items").get_object();
        if (is_participant(items)) return FieldType::participants;
        return has_item(items) ? FieldType::items : FieldType::other;
    }
    if (type != "string") return FieldType::other;
    for (const auto& [name, special] : kSpecials)
        if (keyword(schema, "x-mithaq") == name) return special;
    return FieldType::text;
}

std::vector<std::string> values_of(const json::object& schema) {
    std::vector<std::string> out;
    if (const auto* values = schema.if_contains("enum"))
        for (const auto& value : values->get_array())
            if (const auto* text = value.if_string()) out.emplace_back(*text);
    if (auto constant = keyword(schema, "const"); !constant.empty()) out.emplace_back(constant);
    return out;
}

}  // namespace mithaq::rulebook
