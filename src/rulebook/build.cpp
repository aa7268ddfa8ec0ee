// TOML in, canonical bundle out. toml++ reads; dates and floats have no place in a rulebook.
#include <fmt/format.h>
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "base/json.h"
#include "rulebook/rulebook.h"

namespace mithaq::rulebook {
namespace {

std::unexpected<Error> bad(const std::string& file, const toml::source_region& where,
                           std::string_view what) {
    return err(Errc::malformed, "rulebook-source",
               fmt::format("{}:{}:{}: {}", file, where.begin.line, where.begin.column, what));
}

Result<json::value> to_json(const toml::node& node, const std::string& file) {
    if (const auto* table = node.as_table()) {
        json::object out;
        for (const auto& [key, value] : *table) {
            MITHAQ_TRY(auto child, to_json(value, file));
            out.emplace(std::string_view(key.str()), std::move(child));
        }
        return out;
    }
    if (const auto* array = node.as_array()) {
        json::array out;
        for (const auto& value : *array) {
            MITHAQ_TRY(auto child, to_json(value, file));
            out.push_back(std::move(child));
        }
        return out;
    }
    if (const auto* text = node.as_string()) return json::value(std::string_view(text->get()));
    if (const auto* number = node.as_integer()) return json::value(number->get());
    if (const auto* flag = node.as_boolean()) return json::value(flag->get());
    return bad(file, node.source(), "only texts, integers, true and false, lists and tables are used");
}

Result<json::object> read(const std::string& file, const std::string& text) {
    auto parsed = toml::parse(text, file);
    if (!parsed) return bad(file, parsed.error().source(), parsed.error().description());
    MITHAQ_TRY(auto value, to_json(parsed.table(), file));
    return std::move(value.get_object());
}

}  // namespace

Result<std::string> build_bundle(const std::map<std::string, std::string>& sources) {
    json::object bundle;
    json::object forms;
    bool participants = false;
    for (const auto& [file, text] : sources) {
        MITHAQ_TRY(auto object, read(file, text));
        if (file == "rulebook.toml") {
            for (std::string_view name : {"bundle", "forms", "participants"})
                if (object.contains(name))
                    return err(Errc::malformed, "rulebook-source",
                               fmt::format("{}: \"{}\" does not come from this file", file, name));
            for (auto& pair : object) bundle.insert_or_assign(pair.key(), pair.value());
        } else if (file == "participants.toml") {
            bundle["participants"] = std::move(object);
            participants = true;
        } else if (file.starts_with("forms/") && file.ends_with(".toml")) {
            // The file's name is the form's name, so that it can be found.
            forms.emplace(file.substr(6, file.size() - 11), std::move(object));
        } else {
            return err(Errc::malformed, "rulebook-source",
                       fmt::format("{}: no such file belongs to a rulebook", file));
        }
    }
    if (!sources.contains("rulebook.toml") || !participants)
        return err(Errc::malformed, "rulebook-source",
                   "a rulebook has rulebook.toml and participants.toml");
    bundle["bundle"] = "mithaq-rulebook/0";
    bundle["forms"] = std::move(forms);
    std::string text = canonical_json(bundle) + "\n";
    MITHAQ_CHECK(load_bundle(text));
    return text;
}

}  // namespace mithaq::rulebook
