#include "rulebook/fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mithaq::rulebook {

void Fields::bad(std::string message, std::string at) {
    findings_.push_back(
        {Errc::malformed, "rulebook-bundle", std::move(message), std::move(at), {}});
}

const json::object* Fields::object(const json::value& value, const std::string& at,
                                   std::initializer_list<std::string_view> names,
                                   std::initializer_list<std::string_view> optional) {
    const auto* object = value.if_object();
    if (!object) {
        bad("an object is expected here", at);
        return nullptr;
    }
    for (std::string_view name : names)
        if (!object->contains(name) && !(at.empty() && is_unread(name)))
            bad(fmt::format("\"{}\" is missing", name), at);
    auto among = [](std::initializer_list<std::string_view> list, std::string_view name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (const auto& pair : *object)
        if (!among(names, pair.key()) && !among(optional, pair.key()))
            bad(fmt::format("unknown name \"{}\"", std::string_view(pair.key())),
                pointer_join(at, pair.key()));
    return object;
}

const json::array* Fields::list(const json::object& object, std::string_view name,
                                std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value) return nullptr;
    at = pointer_join(at, name);
    const auto* list = value->if_array();
    if (!list) bad("a list is expected here", at);
    return list;
}

std::string Fields::string(const json::object& object, std::string_view name,
                           const std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value) return {};
    if (value->is_string() && !value->get_string().empty()) return std::string(value->get_string());
    bad("a string that is not empty is expected here", pointer_join(at, name));
    return {};
}

bool Fields::boolean(const json::object& object, std::string_view name, const std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value) return false;
    if (value->is_bool()) return value->get_bool();
    bad("true or false is expected here", pointer_join(at, name));
    return false;
}

std::string Fields::choice(const json::object& object, std::string_view name, const std::string& at,
                           Choices choices) {
    std::string out = string(object, name, at);
    if (!out.empty() && std::find(choices.begin(), choices.end(), out) == choices.end())
        bad(fmt::format("\"{}\" is none of {}", out, fmt::join(choices, ", ")),
            pointer_join(at, name));
    return out;
}

std::string Fields::date(const json::object& object, std::string_view name, const std::string& at) {
    std::string out = string(object, name, at);
    if (out.empty() || is_partial_date(out)) return out;
    bad(fmt::format("\"{}\" is no date: 1969, 1969-09 or 1969-09-25", out), pointer_join(at, name));
    return std::string(kNoDate);
}

Checked Fields::checked(const json::object& object, const std::string& at) {
    constexpr std::array<std::string_view, 3> kChecked = {"yes", "no", "corrected"};
    std::string word = choice(object, "checked", at, kChecked);
    return word == "yes" ? Checked::yes : word == "corrected" ? Checked::corrected : Checked::no;
}

std::vector<std::string> Fields::strings(const json::value& value, const std::string& at) {
    std::vector<std::string> out;
    const auto* list = value.if_array();
    if (!list) {
        bad("a list is expected here", at);
        return out;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto* text = (*list)[i].if_string();
        std::string where = fmt::format("{}/{}", at, i);
        if (!text || text->empty())
            bad("a string that is not empty is expected here", where);
        else if (std::find(out.begin(), out.end(), std::string_view(*text)) != out.end())
            bad(fmt::format("\"{}\" stands here twice", std::string_view(*text)), where);
        else
            out.emplace_back(*text);
    }
    return out;
}

Text Fields::text(const json::value& value, const std::string& at) {
    Text out;
    const auto* object = value.if_object();
    if (!object) {
        bad("a text is a table of languages, like { en = \"…\" }", at);
        return out;
    }
    for (const auto& pair : *object) {
        std::string where = pointer_join(at, pair.key());
        if (!languages_.empty() && !languages_.contains(std::string_view(pair.key())))
            bad(fmt::format("\"{}\" is not a language of the rulebook",
                            std::string_view(pair.key())),
                where);
        else if (!pair.value().is_string() || pair.value().get_string().empty())
            bad("a string that is not empty is expected here", where);
        else
            out.emplace(pair.key(), pair.value().get_string());
    }
    for (const auto& language : languages_)
        if (!object->contains(language))
            bad(fmt::format("the text is missing in \"{}\"", language), at);
    return out;
}

Text Fields::text(const json::object& object, std::string_view name, const std::string& at) {
    const auto* value = object.if_contains(name);
    return value ? text(*value, pointer_join(at, name)) : Text();
}

}  // namespace mithaq::rulebook
