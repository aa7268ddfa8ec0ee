#include "rulebook/schema.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/utf8.h"

namespace mithaq::rulebook {
namespace {

bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_act_id(std::string_view text) {
    return text.size() == 64 && from_hex(text).has_value();
}

// "CFM/27": an organ and the number of its session.
bool is_session(std::string_view text) {
    auto slash = text.find('/');
    return slash != std::string_view::npos && is_participant_code(text.substr(0, slash)) &&
           text.size() - slash <= 7 && !text.substr(slash + 1).starts_with('0') &&
           parse_decimal(text.substr(slash + 1)).has_value();
}

// -?(0|[1-9][0-9]*)(.[0-9]+)?, at most 40 characters.
bool is_decimal(std::string_view text) {
    if (text.size() > 40) return false;
    if (text.starts_with('-')) text.remove_prefix(1);
    auto point = text.find('.');
    std::string_view whole = text.substr(0, point);
    if (whole.empty() || (whole.size() > 1 && whole[0] == '0') ||
        !std::all_of(whole.begin(), whole.end(), digit))
        return false;
    if (point == std::string_view::npos) return true;
    std::string_view fraction = text.substr(point + 1);
    return !fraction.empty() && std::all_of(fraction.begin(), fraction.end(), digit);
}

}  // namespace

enum class Kind { object, array, string, integer, boolean, one_of };
enum class Special { none, instant, date, participant, act, session, decimal, money, text };

struct Schema::Node {
    Kind kind = Kind::object;
    Special special = Special::none;
    std::optional<json::value> constant;
    std::vector<json::value> enumeration;
    std::map<std::string, std::shared_ptr<const Node>, std::less<>> properties;
    std::vector<std::string> required;
    std::shared_ptr<const Node> items;
    std::optional<std::int64_t> min, max;  // items, code points or value, by kind
    std::vector<std::shared_ptr<const Node>> alternatives;
    std::string discriminator;

    Result<void> check(const json::value& value, const std::string& at,
                       const std::set<std::string, std::less<>>& languages) const;
    Result<void> check_object(const json::object& object, const std::string& at,
                              const std::set<std::string, std::less<>>& languages) const;
    Result<void> check_string(std::string_view text, const std::string& at) const;
    Result<void> check_special_object(const json::object& object, const std::string& at,
                                      const std::set<std::string, std::less<>>& languages) const;
};

// ---- reading a schema

namespace {

std::unexpected<Error> bad_schema(std::string message, std::string_view at) {
    return err(Errc::malformed, "rulebook-schema", std::move(message), std::string(at));
}

Result<std::optional<std::int64_t>> bound(const json::object& object, std::string_view name,
                                          std::string_view at) {
    const auto* value = object.if_contains(name);
    if (!value) return std::nullopt;
    if (!value->is_int64()) return bad_schema("a bound is an integer", pointer_join(at, name));
    return value->get_int64();
}

const std::map<std::string_view, Kind> kTypes = {{"object", Kind::object},
                                                 {"array", Kind::array},
                                                 {"string", Kind::string},
                                                 {"integer", Kind::integer},
                                                 {"boolean", Kind::boolean}};
const std::map<std::string_view, Special> kSpecials = {{"instant", Special::instant},
                                                       {"date", Special::date},
                                                       {"participant", Special::participant},
                                                       {"act", Special::act},
                                                       {"session", Special::session},
                                                       {"decimal", Special::decimal},
                                                       {"money", Special::money},
                                                       {"text", Special::text}};

// Which keywords each kind may carry, beside type, title, description, const, enum, x-mithaq.
bool keyword_fits(std::string_view keyword, Kind kind) {
    static const std::map<std::string_view, Kind> kOwner = {{"properties", Kind::object},
                                                            {"required", Kind::object},
                                                            {"additionalProperties", Kind::object},
                                                            {"items", Kind::array},
                                                            {"minItems", Kind::array},
                                                            {"maxItems", Kind::array},
                                                            {"minLength", Kind::string},
                                                            {"maxLength", Kind::string},
                                                            {"minimum", Kind::integer},
                                                            {"maximum", Kind::integer},
                                                            {"oneOf", Kind::one_of}};
    if (keyword == "title" || keyword == "description") return true;
    if (keyword == "type" || keyword == "const" || keyword == "enum" || keyword == "x-mithaq")
        return kind != Kind::one_of;
    auto owner = kOwner.find(keyword);
    return owner != kOwner.end() && owner->second == kind;
}

}  // namespace

struct Schema::Compiler {
    using NodePtr = std::shared_ptr<const Node>;

    static Result<NodePtr> compile(const json::value& value, const std::string& at, int depth) {
        if (depth > 16) return bad_schema("nested deeper than 16", at);
        const auto* object = value.if_object();
        if (!object) return bad_schema("a schema is an object", at);
        auto node = std::make_shared<Node>();
        MITHAQ_CHECK(kind_of(*object, at, *node));
        for (const auto& pair : *object)
            if (!keyword_fits(pair.key(), node->kind))
                return bad_schema("not a keyword that a form may use here",
                                  pointer_join(at, pair.key()));
        if (const auto* constant = object->if_contains("const")) node->constant = *constant;
        if (const auto* values = object->if_contains("enum")) {
            if (!values->is_array() || values->get_array().empty())
                return bad_schema("enum is a list of values", at + "/enum");
            node->enumeration.assign(values->get_array().begin(), values->get_array().end());
        }
        switch (node->kind) {
            case Kind::object:
                MITHAQ_CHECK(object_keywords(*object, at, depth, *node));
                break;
            case Kind::array:
                MITHAQ_CHECK(array_keywords(*object, at, depth, *node));
                break;
            case Kind::string:
                MITHAQ_CHECK(bounds(*object, "minLength", "maxLength", at, *node));
                break;
            case Kind::integer:
                MITHAQ_CHECK(bounds(*object, "minimum", "maximum", at, *node));
                break;
            case Kind::boolean:
                break;
            case Kind::one_of:
                MITHAQ_CHECK(alternatives(*object, at, depth, *node));
                break;
        }
        return NodePtr(node);
    }

    static Result<void> kind_of(const json::object& object, const std::string& at, Node& node) {
        if (object.contains("oneOf")) {
            node.kind = Kind::one_of;
            return {};
        }
        const auto* type = object.if_contains("type");
        auto kind = type && type->is_string() ? kTypes.find(std::string_view(type->get_string()))
                                              : kTypes.end();
        if (kind == kTypes.end())
            return bad_schema("type is object, array, string, integer or boolean", at + "/type");
        node.kind = kind->second;
        if (const auto* special = object.if_contains("x-mithaq")) {
            auto found = special->is_string()
                             ? kSpecials.find(std::string_view(special->get_string()))
                             : kSpecials.end();
            if (found == kSpecials.end()) return bad_schema("unknown x-mithaq", at + "/x-mithaq");
            bool wants_object = found->second == Special::money || found->second == Special::text;
            if (node.kind != (wants_object ? Kind::object : Kind::string))
                return bad_schema("x-mithaq does not go with this type", at + "/x-mithaq");
            node.special = found->second;
        }
        return {};
    }

    static Result<void> bounds(const json::object& object, std::string_view low,
                               std::string_view high, const std::string& at, Node& node) {
        MITHAQ_TRY(node.min, bound(object, low, at));
        MITHAQ_TRY(node.max, bound(object, high, at));
        if (node.min && node.max && *node.min > *node.max)
            return bad_schema("the lower bound is above the upper", at);
        return {};
    }

    static Result<void> object_keywords(const json::object& object, const std::string& at,
                                        int depth, Node& node) {
        const auto* properties = object.if_contains("properties");
        const auto* closed = object.if_contains("additionalProperties");
        if (node.special != Special::none) {
            if (properties || closed || object.contains("required"))
                return bad_schema("x-mithaq says what this object holds", at);
            return {};
        }
        if (!closed || !closed->is_bool() || closed->get_bool())
            return bad_schema("every object says additionalProperties: false", at);
        if (properties) {
            if (!properties->is_object()) return bad_schema("not an object", at + "/properties");
            for (const auto& pair : properties->get_object()) {
                MITHAQ_TRY(
                    auto child,
                    compile(pair.value(), pointer_join(at + "/properties", pair.key()), depth + 1));
                node.properties.emplace(std::string(pair.key()), std::move(child));
            }
        }
        if (const auto* required = object.if_contains("required")) {
            if (!required->is_array()) return bad_schema("not a list", at + "/required");
            for (const auto& name : required->get_array()) {
                if (!name.is_string() ||
                    !node.properties.contains(std::string_view(name.get_string())))
                    return bad_schema("names what is not a property", at + "/required");
                node.required.emplace_back(name.get_string());
            }
        }
        return {};
    }

    static Result<void> array_keywords(const json::object& object, const std::string& at, int depth,
                                       Node& node) {
        const auto* items = object.if_contains("items");
        if (!items) return bad_schema("an array says what its items are", at);
        MITHAQ_TRY(node.items, compile(*items, at + "/items", depth + 1));
        return bounds(object, "minItems", "maxItems", at, node);
    }

    static Result<void> alternatives(const json::object& object, const std::string& at, int depth,
                                     Node& node) {
        const auto& list = object.at("oneOf");
        if (!list.is_array() || list.get_array().empty())
            return bad_schema("oneOf is a list of objects", at + "/oneOf");
        std::set<std::string> seen;
        std::size_t index = 0;
        for (const auto& value : list.get_array()) {
            std::string where = fmt::format("{}/oneOf/{}", at, index++);
            MITHAQ_TRY(auto child, compile(value, where, depth + 1));
            if (child->kind != Kind::object || child->required.empty())
                return bad_schema(
                    "an alternative is an object whose first required property tells it", where);
            const std::string& name = child->required[0];
            if (node.discriminator.empty()) node.discriminator = name;
            const auto& told = child->properties.at(name);
            if (name != node.discriminator || told->kind != Kind::string || !told->constant ||
                !seen.insert(canonical_json(*told->constant)).second)
                return bad_schema(
                    "alternatives are told apart by different const strings of one property",
                    where);
            node.alternatives.push_back(std::move(child));
        }
        return {};
    }
};

Result<Schema> Schema::compile(const json::value& schema) {
    Schema out;
    MITHAQ_TRY(out.root_, Compiler::compile(schema, "", 1));
    return out;
}

// ---- checking a value

namespace {

std::unexpected<Error> misfit(std::string_view type, std::string message, std::string_view at) {
    return err(Errc::refused, type, std::move(message), std::string(at), "body fits its form");
}

std::string_view kind_word(Kind kind) {
    switch (kind) {
        case Kind::object:
            return "an object";
        case Kind::array:
            return "a list";
        case Kind::string:
            return "a string";
        case Kind::integer:
            return "an integer";
        case Kind::boolean:
            return "true or false";
        case Kind::one_of:
            return "an object";
    }
    return "";
}

bool has_kind(const json::value& value, Kind kind) {
    switch (kind) {
        case Kind::object:
        case Kind::one_of:
            return value.is_object();
        case Kind::array:
            return value.is_array();
        case Kind::string:
            return value.is_string();
        case Kind::integer:
            return value.is_int64();
        case Kind::boolean:
            return value.is_bool();
    }
    return false;
}

}  // namespace

Result<void> Schema::Node::check_string(std::string_view text, const std::string& at) const {
    bool fits = true;
    switch (special) {
        case Special::instant:
            fits = parse_instant(text).has_value();
            break;
        case Special::date:
            fits = parse_date(text).has_value();
            break;
        case Special::participant:
            fits = is_participant_code(text);
            break;
        case Special::act:
            fits = is_act_id(text);
            break;
        case Special::session:
            fits = is_session(text);
            break;
        case Special::decimal:
            fits = is_decimal(text);
            break;
        default:
            break;
    }
    if (!fits) return misfit("body-format", "the string is not of the form asked for here", at);
    auto length = static_cast<std::int64_t>(code_points(text));
    if (min && length < *min)
        return misfit("body-length",
                      fmt::format("{} characters, at least {} are asked", length, *min), at);
    if (max && length > *max)
        return misfit("body-length",
                      fmt::format("{} characters, at most {} are allowed", length, *max), at);
    return {};
}

Result<void> Schema::Node::check_special_object(
    const json::object& object, const std::string& at,
    const std::set<std::string, std::less<>>& languages) const {
    if (special == Special::money) {
        const auto* amount = object.if_contains("amount");
        const auto* currency = object.if_contains("currency");
        if (object.size() != 2 || !amount || !currency || !amount->is_string() ||
            !currency->is_string() || !is_decimal(std::string_view(amount->get_string())) ||
            currency->get_string().size() != 3 ||
            !std::all_of(currency->get_string().begin(), currency->get_string().end(), upper))
            return misfit("body-format",
                          R"(money is {"amount": decimal string, "currency": "XXX"})", at);
        return {};
    }
    if (object.empty()) return misfit("body-format", "a text has at least one language", at);
    for (const auto& pair : object) {
        std::string where = pointer_join(at, pair.key());
        if (!languages.contains(std::string_view(pair.key())))
            return misfit("body-language", "not a language of this register", where);
        if (!pair.value().is_string() || pair.value().get_string().empty())
            return misfit("body-format", "a text in a language is a string that is not empty",
                          where);
    }
    return {};
}

Result<void> Schema::Node::check_object(const json::object& object, const std::string& at,
                                        const std::set<std::string, std::less<>>& languages) const {
    if (special != Special::none) return check_special_object(object, at, languages);
    for (const std::string& name : required)
        if (!object.contains(name))
            return misfit("body-required", fmt::format("\"{}\" is missing", name), at);
    for (const auto& pair : object) {
        auto child = properties.find(std::string_view(pair.key()));
        std::string where = pointer_join(at, pair.key());
        if (child == properties.end())
            return misfit("body-unknown-name", "the form has no such name", where);
        MITHAQ_CHECK(child->second->check(pair.value(), where, languages));
    }
    return {};
}

Result<void> Schema::Node::check(const json::value& value, const std::string& at,
                                 const std::set<std::string, std::less<>>& languages) const {
    if (!has_kind(value, kind))
        return misfit("body-type", fmt::format("{} is expected here", kind_word(kind)), at);
    if (constant && value != *constant)
        return misfit("body-const", fmt::format("only {} stands here", canonical_json(*constant)),
                      at);
    if (!enumeration.empty() &&
        std::find(enumeration.begin(), enumeration.end(), value) == enumeration.end())
        return misfit("body-enum", "not one of the values of the form", at);
    switch (kind) {
        case Kind::object:
            return check_object(value.get_object(), at, languages);
        case Kind::string:
            return check_string(std::string_view(value.get_string()), at);
        case Kind::boolean:
            return {};
        case Kind::integer: {
            std::int64_t number = value.get_int64();
            if ((min && number < *min) || (max && number > *max))
                return misfit("body-range", "outside the range of the form", at);
            return {};
        }
        case Kind::array: {
            const auto& array = value.get_array();
            auto count = static_cast<std::int64_t>(array.size());
            if ((min && count < *min) || (max && count > *max))
                return misfit("body-length", fmt::format("{} items are not allowed here", count),
                              at);
            for (std::size_t i = 0; i < array.size(); ++i)
                MITHAQ_CHECK(items->check(array[i], fmt::format("{}/{}", at, i), languages));
            return {};
        }
        case Kind::one_of:
            break;
    }
    const auto* told = value.get_object().if_contains(discriminator);
    for (const auto& alternative : alternatives)
        if (told && *alternative->properties.at(discriminator)->constant == *told)
            return alternative->check(value, at, languages);
    return misfit("body-enum",
                  fmt::format("\"{}\" names no alternative of the form", discriminator),
                  pointer_join(at, discriminator));
}

Result<void> Schema::check(const json::value& value, std::string_view at,
                           const std::set<std::string, std::less<>>& languages) const {
    return root_->check(value, std::string(at), languages);
}

}  // namespace mithaq::rulebook
