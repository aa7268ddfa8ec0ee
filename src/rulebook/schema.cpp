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

bool is_partial_date(std::string_view text) {
    constexpr std::string_view kFirst = "0000-01-01";
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
    return parse_date(std::string(text) + std::string(kFirst.substr(text.size()))).has_value();
}

bool is_session(std::string_view text) {
    auto slash = text.find('/');
    if (slash == std::string_view::npos || !is_participant_code(text.substr(0, slash)))
        return false;
    std::string_view number = text.substr(slash + 1);
    if (number.ends_with('E')) number.remove_suffix(1);
    return !number.empty() && number.size() <= 4 && number[0] != '0' &&
           std::all_of(number.begin(), number.end(), digit);
}

bool is_theme_code(std::string_view text) {
    return is_register_name(text);  // the same shape
}

enum class Kind { object, array, string, integer, boolean, one_of };
enum class Special {
    none,
    instant,
    date,
    partial_date,
    participant,
    act,
    session,
    due,
    theme,
    decimal,
    money,
    text
};

struct Schema::Node {
    Kind kind = Kind::object;
    Special special = Special::none;
    std::string_view special_name;
    bool speaks = false;  // it, or something in it, is a string that x-mithaq gives a kind
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
    void visit(const json::value& value, std::string& at, const Visitor& say) const;
    const Node* alternative_for(const json::object& object) const;
};

// ---- reading a schema

namespace {

const std::map<std::string_view, Kind> kTypes = {{"object", Kind::object},
                                                 {"array", Kind::array},
                                                 {"string", Kind::string},
                                                 {"integer", Kind::integer},
                                                 {"boolean", Kind::boolean}};
const std::map<std::string_view, Special> kSpecials = {{"instant", Special::instant},
                                                       {"date", Special::date},
                                                       {"partial-date", Special::partial_date},
                                                       {"participant", Special::participant},
                                                       {"act", Special::act},
                                                       {"session", Special::session},
                                                       {"due", Special::due},
                                                       {"theme", Special::theme},
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
                                                            {"titles", Kind::string},
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

// Goes on after a fault, so that every fault is found; what it returns then is not used.
class Schema::Compiler {
  public:
    using NodePtr = std::shared_ptr<const Node>;

    // Without `texts`, annotations are not looked at.
    Compiler(const Texts* texts, Findings& findings) : texts_(texts), findings_(findings) {}

    // Null when something in it does not check documents as it should.
    NodePtr compile(const json::value& value, const std::string& at, int depth) {
        const std::size_t before = broken_;
        if (depth > 16) return bad("nested deeper than 16", at);
        const auto* object = value.if_object();
        if (!object) return bad("a schema is an object", at);
        auto node = std::make_shared<Node>();
        read_kind(*object, at, *node);
        for (const auto& pair : *object)
            if (!keyword_fits(pair.key(), node->kind))
                bad("not a keyword that a form may use here", pointer_join(at, pair.key()));
        if (const auto* constant = object->if_contains("const")) node->constant = *constant;
        read_enum(*object, at, *node);
        if (texts_) annotations(*object, at, *node);
        if (node->kind == Kind::object) object_keywords(*object, at, depth, *node);
        if (node->kind == Kind::array) array_keywords(*object, at, depth, *node);
        if (node->kind == Kind::string) bounds(*object, "minLength", "maxLength", at, *node);
        if (node->kind == Kind::integer) bounds(*object, "minimum", "maximum", at, *node);
        if (node->kind == Kind::one_of) alternatives(*object, at, depth, *node);
        return broken_ == before ? node : nullptr;
    }

  private:
    std::nullptr_t bad(std::string message, std::string at) {
        ++broken_;
        findings_.push_back(
            {Errc::malformed, "rulebook-schema", std::move(message), std::move(at), {}});
        return nullptr;
    }

    // A kind that is not known is guessed, so that what is below it is looked at.
    void read_kind(const json::object& object, const std::string& at, Node& node) {
        if (object.contains("oneOf")) {
            node.kind = Kind::one_of;
            return;
        }
        const auto* type = object.if_contains("type");
        auto kind = type && type->is_string() ? kTypes.find(std::string_view(type->get_string()))
                                              : kTypes.end();
        if (kind == kTypes.end()) {
            node.kind = object.contains("items")        ? Kind::array
                        : object.contains("properties") ? Kind::object
                                                        : Kind::string;
            bad("type is object, array, string, integer or boolean", at + "/type");
            return;
        }
        node.kind = kind->second;
        const auto* special = object.if_contains("x-mithaq");
        if (!special) return;
        auto found = special->is_string() ? kSpecials.find(std::string_view(special->get_string()))
                                          : kSpecials.end();
        if (found == kSpecials.end()) {
            std::string known;
            for (const auto& [name, special_of] : kSpecials)
                known += (known.empty() ? "" : ", ") + std::string(name);
            bad("x-mithaq is one of " + known, at + "/x-mithaq");
            return;
        }
        bool wants_object = found->second == Special::money || found->second == Special::text;
        if (node.kind != (wants_object ? Kind::object : Kind::string)) {
            bad("x-mithaq does not go with this type", at + "/x-mithaq");
            return;
        }
        node.special_name = found->first;
        node.special = found->second;
        node.speaks = !wants_object;
    }

    void read_enum(const json::object& object, const std::string& at, Node& node) {
        const auto* values = object.if_contains("enum");
        if (!values) return;
        if (!values->is_array() || values->get_array().empty()) {
            bad("enum is a list of values", at + "/enum");
            return;
        }
        for (const auto& value : values->get_array())
            if (std::find(node.enumeration.begin(), node.enumeration.end(), value) ==
                node.enumeration.end())
                node.enumeration.push_back(value);
        if (node.enumeration.size() != values->get_array().size())
            bad("a value stands twice in this enum", at + "/enum");
    }

    // Titles check nothing in documents; a form without them could not be shown.
    void annotations(const json::object& object, const std::string& at, const Node& node) {
        for (std::string_view name : {"title", "description"})
            if (const auto* text = object.if_contains(name))
                (*texts_)(*text, pointer_join(at, name));
        const auto* value = object.if_contains("titles");
        if (node.kind != Kind::string) return;
        const json::object none;
        const auto* titles = value ? value->if_object() : &none;
        if (!titles) {
            bad("titles gives each value of the enum a title", at + "/titles");
            return;
        }
        for (const auto& pair : *titles) {
            std::string where = pointer_join(at + "/titles", pair.key());
            if (std::find(node.enumeration.begin(), node.enumeration.end(),
                          json::value(pair.key())) == node.enumeration.end())
                bad("a title for what is no value of the enum", where);
            (*texts_)(pair.value(), where);
        }
        for (std::size_t i = 0; i < node.enumeration.size(); ++i) {
            const auto* text = node.enumeration[i].if_string();
            if (!text)
                bad("an enum of strings has only strings", fmt::format("{}/enum/{}", at, i));
            else if (!titles->contains(*text))
                bad(fmt::format("\"{}\" has no title: titles.{} = {{ … }}", std::string_view(*text),
                                std::string_view(*text)),
                    fmt::format("{}/enum/{}", at, i));
        }
    }

    std::optional<std::int64_t> bound(const json::object& object, std::string_view name,
                                      const std::string& at) {
        const auto* value = object.if_contains(name);
        if (!value) return std::nullopt;
        const bool counts = name != "minimum" && name != "maximum";
        if (value->is_int64() && !(counts && value->get_int64() < 0)) return value->get_int64();
        bad(counts ? "a bound is an integer from 0" : "a bound is an integer",
            pointer_join(at, name));
        return std::nullopt;
    }

    void bounds(const json::object& object, std::string_view low, std::string_view high,
                const std::string& at, Node& node) {
        node.min = bound(object, low, at);
        node.max = bound(object, high, at);
        if (node.min && node.max && *node.min > *node.max)
            bad("the lower bound is above the upper", at);
    }

    void object_keywords(const json::object& object, const std::string& at, int depth, Node& node) {
        const auto* properties = object.if_contains("properties");
        const auto* closed = object.if_contains("additionalProperties");
        if (node.special != Special::none) {
            if (properties || closed || object.contains("required"))
                bad("x-mithaq says what this object holds", at);
            return;
        }
        if (!closed || !closed->is_bool() || closed->get_bool())
            bad("every object says additionalProperties = false",
                closed ? at + "/additionalProperties" : at);
        if (properties && !properties->is_object()) bad("not an object", at + "/properties");
        const json::object none;
        const auto& children =
            properties && properties->is_object() ? properties->get_object() : none;
        for (const auto& pair : children)
            if (auto child = compile(pair.value(), pointer_join(at + "/properties", pair.key()),
                                     depth + 1)) {
                node.speaks |= child->speaks;
                node.properties.emplace(std::string(pair.key()), std::move(child));
            }
        const auto* required = object.if_contains("required");
        if (!required) return;
        if (!required->is_array()) {
            bad("not a list", at + "/required");
            return;
        }
        for (const auto& value : required->get_array()) {
            const auto* name = value.if_string();
            if (!name || !children.contains(*name))
                bad(fmt::format("{} is not a property", canonical_json(value)), at + "/required");
            else if (std::find(node.required.begin(), node.required.end(),
                               std::string_view(*name)) != node.required.end())
                bad(fmt::format("\"{}\" stands here twice", std::string_view(*name)),
                    at + "/required");
            else
                node.required.emplace_back(*name);
        }
    }

    void array_keywords(const json::object& object, const std::string& at, int depth, Node& node) {
        const auto* items = object.if_contains("items");
        if (!items) bad("an array says what its items are", at);
        if (items) node.items = compile(*items, at + "/items", depth + 1);
        node.speaks = node.items && node.items->speaks;
        bounds(object, "minItems", "maxItems", at, node);
    }

    void alternatives(const json::object& object, const std::string& at, int depth, Node& node) {
        const auto& list = object.at("oneOf");
        if (!list.is_array() || list.get_array().empty()) {
            bad("oneOf is a list of objects", at + "/oneOf");
            return;
        }
        std::set<std::string> seen;
        std::size_t index = 0;
        for (const auto& value : list.get_array()) {
            std::string where = fmt::format("{}/oneOf/{}", at, index++);
            auto child = compile(value, where, depth + 1);
            if (!child) continue;
            if (child->kind != Kind::object || child->required.empty()) {
                bad("an alternative is an object whose first required property tells it", where);
                continue;
            }
            const std::string& name = child->required[0];
            if (node.discriminator.empty()) node.discriminator = name;
            const auto& told = child->properties.at(name);
            if (name != node.discriminator || told->kind != Kind::string || !told->constant ||
                !seen.insert(canonical_json(*told->constant)).second)
                bad("alternatives are told apart by different const strings of one property",
                    where);
            node.speaks |= child->speaks;
            node.alternatives.push_back(std::move(child));
        }
    }

    const Texts* texts_;
    Findings& findings_;
    std::size_t broken_ = 0;
};

Result<Schema> Schema::compile(const json::value& schema) {
    Schema out;
    Findings findings;
    out.root_ = Compiler(nullptr, findings).compile(schema, "", 1);
    if (!findings.empty()) return std::unexpected(findings.front());
    return out;
}

std::optional<Schema> Schema::compile_form(const json::value& schema, const std::string& at,
                                           const Texts& texts, Findings& findings) {
    Schema out;
    out.root_ = Compiler(&texts, findings).compile(schema, at, 1);
    if (!out.root_) return std::nullopt;
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
        case Special::partial_date:
            fits = is_partial_date(text);
            break;
        case Special::theme:
            fits = is_theme_code(text);
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
        case Special::due:  // told apart by their shapes
            fits =
                parse_date(text).has_value() || parse_instant(text).has_value() || is_session(text);
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
    if (const Node* alternative = alternative_for(value.get_object()))
        return alternative->check(value, at, languages);
    return misfit("body-enum",
                  fmt::format("\"{}\" names no alternative of the form", discriminator),
                  pointer_join(at, discriminator));
}

const Schema::Node* Schema::Node::alternative_for(const json::object& object) const {
    const auto* told = object.if_contains(discriminator);
    for (const auto& alternative : alternatives)
        if (told && *alternative->properties.at(discriminator)->constant == *told)
            return alternative.get();
    return nullptr;
}

Result<void> Schema::check(const json::value& value, std::string_view at,
                           const std::set<std::string, std::less<>>& languages) const {
    return root_->check(value, std::string(at), languages);
}

// ---- visiting

namespace {

// What a due is, which fits.
std::string_view due_kind(std::string_view text) {
    return is_session(text) ? "session" : text.size() == 10 ? "date" : "instant";
}

}  // namespace

// `at` grows and shrinks again, so that no pointer is built for what says nothing.
void Schema::Node::visit(const json::value& value, std::string& at, const Visitor& say) const {
    if (!speaks) return;
    const std::size_t length = at.size();
    if (kind == Kind::string) {
        const std::string_view text = value.get_string();
        say(special == Special::due ? due_kind(text) : special_name, at, text);
    } else if (kind == Kind::array) {
        const auto& array = value.get_array();
        for (std::size_t i = 0; i < array.size(); ++i) {
            at += '/';
            at += std::to_string(i);
            items->visit(array[i], at, say);
            at.resize(length);
        }
    } else if (kind == Kind::one_of) {
        alternative_for(value.get_object())->visit(value, at, say);
    } else {
        for (const auto& pair : value.get_object()) {
            const Node& child = *properties.find(std::string_view(pair.key()))->second;
            if (!child.speaks) continue;
            at += pointer_join("", pair.key());
            child.visit(pair.value(), at, say);
            at.resize(length);
        }
    }
}

void Schema::visit(const json::value& value, std::string_view at, const Visitor& say) const {
    std::string pointer(at);
    root_->visit(value, pointer, say);
}

}  // namespace mithaq::rulebook
