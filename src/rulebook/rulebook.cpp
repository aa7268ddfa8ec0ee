#include "rulebook/rulebook.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/names.h"
#include "base/sha256.h"

namespace mithaq::rulebook {
namespace {

std::unexpected<Error> bad(std::string message, std::string_view at) {
    return err(Errc::malformed, "rulebook-bundle", std::move(message), std::string(at));
}

// The one object at `at` with exactly these names.
Result<const json::object*> object_with(const json::value& value,
                                        std::initializer_list<std::string_view> names,
                                        const std::string& at) {
    const auto* object = value.if_object();
    if (!object) return bad("an object is expected here", at);
    for (std::string_view name : names)
        if (!object->contains(name)) return bad(fmt::format("\"{}\" is missing", name), at);
    for (const auto& pair : *object)
        if (std::find(names.begin(), names.end(), std::string_view(pair.key())) == names.end())
            return bad("unknown name", pointer_join(at, pair.key()));
    return object;
}

Result<std::string> string_at(const json::object& object, std::string_view name,
                              const std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string() || value->get_string().empty())
        return bad("a string is expected here", pointer_join(at, name));
    return std::string(value->get_string());
}

Result<std::set<std::string, std::less<>>> strings_at(const json::object& object,
                                                      std::string_view name) {
    std::string at = pointer_join("", name);
    const auto* list = object.at(name).if_array();
    if (!list) return bad("a list is expected here", at);
    std::set<std::string, std::less<>> out;
    for (const auto& value : *list)
        if (!value.is_string() || value.get_string().empty() ||
            !out.emplace(value.get_string()).second)
            return bad("different strings are expected here", at);
    return out;
}

Result<Text> language_map(const json::value& value,
                          const std::set<std::string, std::less<>>& languages,
                          const std::string& at) {
    const auto* object = value.if_object();
    if (!object || object->empty()) return bad("a text by language is expected here", at);
    Text out;
    for (const auto& pair : *object) {
        if (!languages.contains(std::string_view(pair.key())) || !pair.value().is_string() ||
            pair.value().get_string().empty())
            return bad("a text in a language of the rulebook is expected here",
                       pointer_join(at, pair.key()));
        out.emplace(pair.key(), pair.value().get_string());
    }
    return out;
}

constexpr std::array kKinds = {"state", "observer", "organ",      "office",
                               "group", "archive",  "third-state"};

Result<void> read_participants(const json::object& bundle, Rulebook& out) {
    const auto* list = bundle.at("participants").if_object();
    if (!list) return bad("an object is expected here", "/participants");
    for (const auto& pair : *list) {
        std::string at = pointer_join("/participants", pair.key());
        if (!is_participant_code(pair.key()) || pair.key() == "REGISTER")
            return bad("not a code of a participant: [A-Z][A-Z0-9-]{1,15}, not REGISTER", at);
        MITHAQ_TRY(const auto* object, object_with(pair.value(), {"kind", "names"}, at));
        Participant participant;
        MITHAQ_TRY(participant.kind, string_at(*object, "kind", at));
        if (std::find(kKinds.begin(), kKinds.end(), participant.kind) == kKinds.end())
            return bad("unknown kind of participant", at + "/kind");
        Name name;
        MITHAQ_TRY(name.short_name,
                   language_map(object->at("names"), out.languages, at + "/names"));
        participant.names.push_back(std::move(name));
        out.participants.emplace(pair.key(), std::move(participant));
    }
    return {};
}

Result<void> read_forms(const json::object& bundle, Rulebook& out) {
    const auto* list = bundle.at("forms").if_object();
    if (!list) return bad("an object is expected here", "/forms");
    for (const auto& pair : *list) {
        std::string at = pointer_join("/forms", pair.key());
        std::string_view name = pair.key();
        if (!is_form_name(name) || name.starts_with("register.") || name.starts_with("key.") ||
            name.starts_with("clock."))
            return bad("not a name of a form, or one that belongs to the edition", at);
        MITHAQ_TRY(const auto* object, object_with(pair.value(), {"schema", "title"}, at));
        auto schema = Schema::compile(object->at("schema"));
        if (!schema) {
            schema.error().pointer = at + "/schema" + schema.error().pointer;
            return std::unexpected(schema.error());
        }
        MITHAQ_TRY(auto title, language_map(object->at("title"), out.languages, at + "/title"));
        out.forms.emplace(
            name, Form{std::move(title), {}, std::move(*schema), object->at("schema").as_object()});
    }
    return {};
}

}  // namespace

Result<std::shared_ptr<const Rulebook>> load_bundle(std::string_view bundle) {
    MITHAQ_TRY(auto value, parse_json(bundle, {.depth_max = 32, .bytes_max = kBundleBytesMax}));
    if (canonical_json(value) + "\n" != bundle)
        return bad("the bundle is not in canonical form; build it with `mithaq rulebook build`",
                   "");
    auto out = std::make_shared<Rulebook>();
    MITHAQ_TRY(const auto* object,
               object_with(value,
                           {"bundle", "edition", "enrols", "forms", "languages", "markings", "name",
                            "participants", "registries", "title"},
                           ""));
    if (object->at("bundle") != "mithaq-rulebook/0") return bad("not mithaq-rulebook/0", "/bundle");
    if (object->at("edition") != 0)
        return err(Errc::unsupported, "rulebook-edition", "only edition 0 is known here",
                   "/edition");
    MITHAQ_TRY(out->name, string_at(*object, "name", ""));
    MITHAQ_TRY(out->languages, strings_at(*object, "languages"));
    for (const auto& language : out->languages)
        if (!is_language(language)) return bad("not a language code", "/languages");
    MITHAQ_TRY(out->title, language_map(object->at("title"), out->languages, "/title"));
    MITHAQ_TRY(auto markings, strings_at(*object, "markings"));
    for (const auto& marking : markings) out->markings.emplace(marking, Text());
    MITHAQ_CHECK(read_participants(*object, *out));
    MITHAQ_TRY(out->enrols, string_at(*object, "enrols", ""));
    MITHAQ_TRY(out->registries, strings_at(*object, "registries"));
    auto submits = [&](const std::string& code) {
        auto found = out->participants.find(code);
        return found != out->participants.end() && found->second.may_submit();
    };
    if (!submits(out->enrols)) return bad("names no participant that submits", "/enrols");
    for (const auto& code : out->registries)
        if (!submits(code)) return bad("names no participant that submits", "/registries");
    MITHAQ_CHECK(read_forms(*object, *out));
    out->sha256 = sha256(bundle);
    out->size = bundle.size();
    return std::shared_ptr<const Rulebook>(std::move(out));
}

}  // namespace mithaq::rulebook
