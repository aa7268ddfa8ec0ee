#include "out/body.h"

#include <algorithm>
#include <array>

namespace mithaq::out {
namespace {

// The order in which people expect what they read; what is not named here follows by name.
constexpr auto kOrder = std::to_array<std::string_view>(
    {"item",       "printed",  "kind",        "title",           "subject", "symbol",    "organ",
     "session",    "place",    "when",        "gregorian",       "until",   "hijri",     "to",
     "addressees", "mandate",  "composition", "summary",         "text",    "character", "due",
     "themes",     "meetings", "paragraphs",  "recommendations", "actions", "reply",     "remark",
     "source",     "checked",  "correction"});

std::size_t rank(std::string_view name) {
    return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), name) - kOrder.begin());
}

const json::object* member(const json::object* object, std::string_view name) {
    const auto* value = object ? object->if_contains(name) : nullptr;
    return value ? value->if_object() : nullptr;
}

// The words that a schema gives in its `title`, or beside a value in its `titles`.
std::string titled(const Words& words, const json::object* texts) {
    if (!texts) return {};
    const auto* text = texts->if_contains(words.language());
    if (!text && !texts->empty()) text = &texts->begin()->value();
    return text && text->is_string() ? std::string(text->get_string()) : std::string();
}

class Writer {
  public:
    Writer(Html& html, const Words& words, const act::Act& act, std::string_view date)
        : html_(html), words_(words), act_(act), date_(date) {}

    void object(const json::object& value, const json::object* schema,
                std::initializer_list<std::string_view> without) {
        std::vector<std::string_view> names;
        for (const auto& pair : value)
            if (std::find(without.begin(), without.end(), pair.key()) == without.end())
                names.emplace_back(pair.key());
        std::sort(names.begin(), names.end(),
                  [](auto a, auto b) { return std::pair(rank(a), a) < std::pair(rank(b), b); });
        if (names.empty()) return;
        html_.open("dl");
        for (std::string_view name : names) {
            const auto* inner = member(member(schema, "properties"), name);
            std::string label = titled(words_, member(inner, "title"));
            html_.open("div").element("dt", label.empty() ? name : label).open("dd");
            write(value.at(name), inner);
            html_.close().close();
        }
        html_.close();
    }

  private:
    void write(const json::value& value, const json::object* schema) {
        const auto* special = schema ? schema->if_contains("x-mithaq") : nullptr;
        if (const auto* object_value = value.if_object()) {
            if (special && *special == "text")
                return write_versions(html_, words_, *object_value, act_);
            return object(*object_value, schema, {});
        }
        if (const auto* list = value.if_array()) return write_list(*list, member(schema, "items"));
        if (const auto* text = value.if_string()) return write_string(*text, schema, special);
        html_.isolated(canonical_json(value));
    }

    void write_list(const json::array& list, const json::object* schema) {
        html_.open("ul");
        for (const auto& value : list) {
            html_.open("li");
            write(value, schema);
            html_.close();
        }
        html_.close();
    }

    void write_string(std::string_view text, const json::object* schema,
                      const json::value* special) {
        if (auto label = titled(words_, member(member(schema, "titles"), text)); !label.empty())
            html_.isolated(label);
        else if (special && *special == "participant")
            html_.isolated(words_.participant(text, date_));
        else if (special && *special == "theme" && words_.rulebook().themes.contains(text))
            html_.isolated(words_.pick(words_.rulebook().themes.find(text)->second.title));
        else if (special && (*special == "date" || *special == "partial-date" ||
                             (*special == "due" && parse_date(text))))
            html_.isolated(words_.gregorian(text));
        else if (special && (*special == "instant" || *special == "due") && parse_instant(text))
            write_instant(parse_instant(text).value());
        else
            html_.isolated(text);
    }

    // "31 January 2027 21:00 UTC"; with seconds only where there are some.
    void write_instant(Instant instant) {
        std::string text = format_instant(instant);
        html_.isolated(words_.gregorian(text.substr(0, 10)));
        html_.text(" ");
        html_.isolated(text.substr(11, text.ends_with(":00Z") ? 5 : 8) + " UTC");
    }

    Html& html_;
    const Words& words_;
    const act::Act& act_;
    std::string_view date_;
};

}  // namespace

void write_versions(Html& html, const Words& words, const json::object& texts,
                    const act::Act& act) {
    std::vector<std::string_view> languages;
    for (const auto& pair : texts) languages.emplace_back(pair.key());
    std::sort(languages.begin(), languages.end(), [&](auto a, auto b) {
        return std::pair(a != words.language(), a) < std::pair(b != words.language(), b);
    });
    const auto* versions = act.document.if_contains("languages");
    for (auto language : languages) {
        html.open("div", {{"class", "version"},
                          {"lang", language},
                          {"dir", is_right_to_left(language) ? "rtl" : "auto"}});
        std::string about = words.term("language." + std::string(language));
        const auto* kind = versions ? versions->get_object().if_contains(language) : nullptr;
        if (kind) about += " · " + words.term("version." + std::string(kind->get_string()));
        if (texts.size() > 1 || kind)
            html.element("p", about,
                         {{"class", "about"},
                          {"lang", words.language()},
                          {"dir", is_right_to_left(words.language()) ? "rtl" : "ltr"}});
        html.element("p", texts.at(language).get_string(), {{"class", "words"}}).close();
    }
}

void write_body(Html& html, const Words& words, const act::Act& act, std::string_view date,
                std::initializer_list<std::string_view> without) {
    auto form = words.rulebook().forms.find(act.form);
    const json::object* schema =
        form == words.rulebook().forms.end() ? nullptr : &form->second.annotated;
    Writer(html, words, act, date).object(act.body(), schema, without);
}

std::string form_title(const Words& words, std::string_view form) {
    auto found = words.rulebook().forms.find(form);
    return found == words.rulebook().forms.end() ? std::string(form)
                                                 : words.pick(found->second.title);
}

}  // namespace mithaq::out
