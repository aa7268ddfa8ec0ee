#include "view/filed.h"

#include <algorithm>

#include <boost/json/value_from.hpp>
#include <fmt/format.h>

#include "base/names.h"
#include "view/fold.h"

namespace mithaq::view {
namespace {

// A list stays small whatever its acts hold; the whole is in the act.
constexpr std::size_t kTitlePointsMax = 1000;
constexpr std::size_t kFirstWordsMax = 160;  // of a text that has no title
constexpr std::size_t kWordBytesMax = 512;

std::string shortened(std::string_view text, std::size_t points_max) {
    std::size_t points = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool starts = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (starts && points++ == points_max) return std::string(text.substr(0, at)) + "…";
    }
    return std::string(text);
}

bool is_partial_date(std::string_view text) {
    if (text.size() == 10) return parse_date(text).has_value();
    if (text.size() == 7) return parse_date(std::string(text) + "-01").has_value();
    return text.size() == 4 && parse_date(std::string(text) + "-01-01").has_value();
}

std::optional<std::string> word(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string()) return std::nullopt;
    const auto& text = value->get_string();
    if (text.empty() || text.size() > kWordBytesMax) return std::nullopt;
    return std::string(text);
}

// A map of languages; empty where there is none.
json::object texts(const json::object& body, std::string_view name,
                   std::size_t points_max = kTitlePointsMax) {
    json::object out;
    const auto* value = body.if_contains(name);
    if (!value || !value->is_object()) return out;
    for (const auto& pair : value->get_object()) {
        if (!is_language(pair.key()) || !pair.value().is_string()) return {};
        out[pair.key()] = shortened(pair.value().get_string(), points_max);
    }
    return out;
}

// A line to know it by.
json::object title_of(const json::object& body) {
    for (std::string_view name : {"title", "subject"})
        if (auto title = texts(body, name); !title.empty()) return title;
    return texts(body, "text", kFirstWordsMax);
}

json::object when_of(const act::Act& act) {
    json::object out;
    const auto* value = act.body().if_contains("when");
    if (!value || !value->is_object()) value = act.document.if_contains("dated");
    if (!value) return out;
    for (std::string_view name : {"gregorian", "until"})
        if (auto date = word(value->get_object(), name); date && is_partial_date(*date))
            out[name] = *date;
    if (auto printed = word(value->get_object(), "hijri")) out["hijri"] = *printed;
    return out;
}

std::vector<std::string> words_of(const json::object& body, std::string_view name) {
    std::vector<std::string> out;
    const auto* value = body.if_contains(name);
    if (!value || !value->is_array()) return out;
    for (const auto& one : value->get_array())
        if (one.is_string() && !one.get_string().empty() &&
            one.get_string().size() <= kWordBytesMax)
            out.emplace_back(one.get_string());
    return out;
}

void once_each(std::vector<std::string>& codes) {
    std::ranges::sort(codes);
    auto left = std::ranges::unique(codes);
    codes.erase(left.begin(), left.end());
}

std::optional<std::string> day_of(const Filed& filed, const act::Act& act, Instant stamp) {
    if (const auto* when = filed.brief.if_contains("when"))
        if (auto day = word(when->get_object(), "gregorian")) return day;
    if (act.received) return format_instant(act.received->at).substr(0, 10);
    if (filed.checked) return std::nullopt;
    return format_stamp(stamp).substr(0, 10);
}

std::optional<std::string> direction_of(const Filed& filed, const act::Act& act,
                                        const rulebook::Rulebook& rulebook) {
    if (act.received) return "in";
    if (!filed.quiet && rulebook.registries.contains(act.from[0])) return "out";
    return std::nullopt;
}

void read_headers(Filed& out, const act::Act& act, std::uint64_t number, Instant stamp) {
    out.id = act.id;
    out.stamp = stamp;
    out.form = act.form;
    out.references = act.re;
    out.brief = {{"number", number},
                 {"id", act::hex(act.id)},
                 {"stamp", format_stamp(stamp)},
                 {"form", act.form},
                 {"from", json::value_from(act.from)}};
    if (act.received)
        out.brief["received"] = {{"from", json::value_from(act.received->from)},
                                 {"via", act.received->via},
                                 {"at", format_instant(act.received->at)}};
    if (!act.ref.empty()) out.ref = act.ref;
    if (!act.marking.empty()) out.marking = act.marking;
    for (std::string_view prefix : {"clock.", "key.", "register."})
        out.quiet = out.quiet || act.form.starts_with(prefix);
}

}  // namespace

Filed filed_of(const act::Act& act, std::uint64_t number, Instant stamp,
               const rulebook::Rulebook& rulebook) {
    const json::object& body = act.body();
    Filed out;
    read_headers(out, act, number, stamp);
    out.kind = word(body, "kind");
    out.symbol = word(body, "symbol");
    out.session = word(body, "session");
    if (auto organ = word(body, "organ"); organ && is_participant_code(*organ)) out.organ = organ;
    if (auto checked = word(body, "checked");
        checked == "yes" || checked == "no" || checked == "corrected")
        out.checked = checked;
    auto put = [&](std::string_view name, const std::optional<std::string>& value) {
        if (value) out.brief[name] = *value;
    };
    auto title = title_of(body);
    put("ref", out.ref);
    put("marking", out.marking);
    put("kind", out.kind);
    put("symbol", out.symbol);
    if (!title.empty()) out.brief["title"] = title;
    put("organ", out.organ);
    put("session", out.session);
    if (auto place = texts(body, "place"); !place.empty()) out.brief["place"] = std::move(place);
    if (auto when = when_of(act); !when.empty()) out.brief["when"] = std::move(when);
    out.themes = words_of(body, "themes");
    if (!out.themes.empty()) out.brief["themes"] = json::value_from(out.themes);
    auto to = words_of(body, "to");
    std::erase_if(to, [](const std::string& code) { return !is_participant_code(code); });
    if (!to.empty()) out.brief["to"] = json::value_from(to);
    put("checked", out.checked);
    if (const auto* reply = body.if_contains("reply"); reply && reply->is_object())
        if (auto by = word(reply->get_object(), "by"); by && parse_date(*by)) put("reply_by", by);

    out.parties = std::move(to);
    out.parties.insert(out.parties.end(), act.from.begin(), act.from.end());
    if (act.received)
        out.parties.insert(out.parties.end(), act.received->from.begin(), act.received->from.end());
    if (out.organ) out.parties.push_back(*out.organ);
    once_each(out.parties);
    once_each(out.themes);
    out.day = day_of(out, act, stamp);
    out.direction = direction_of(out, act, rulebook);
    for (const auto& language : title) out.words += fold(language.value().get_string()) + "\n";
    if (out.symbol) out.words += fold(*out.symbol) + "\n";
    if (out.ref) out.words += fold(*out.ref) + "\n";
    return out;
}

}  // namespace mithaq::view
