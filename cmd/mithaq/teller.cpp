#include "teller.h"

#include <fmt/format.h>

namespace mithaq::cmd {
namespace {

constexpr JsonLimits kAnswer{.depth_max = 32, .bytes_max = 16 << 20};

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (unsigned char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        out += plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
    }
    return out;
}

std::string date_of(const json::object& brief) {
    const auto* when = brief.if_contains("when");
    if (!when) return said(brief, "stamp").substr(0, 10);
    return said(when->get_object(), "gregorian");
}

}  // namespace

std::string question(const std::string& path, const Asked& asked) {
    std::string out = path;
    for (const auto& [name, value] : asked)
        out += fmt::format("{}{}={}", out == path ? '?' : '&', name, percent_encoded(value));
    return out;
}

std::string said(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string harmless(std::string_view text) {
    std::string out(text);
    for (std::string_view turn :
         {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
        for (auto at = out.find(turn); at != out.npos; at = out.find(turn))
            out.erase(at, turn.size());
    return out;
}

std::string line_of(const Teller& teller, const json::object& brief) {
    std::string symbol = said(brief, "symbol");
    if (symbol.empty()) symbol = said(brief, "ref");
    std::string out =
        fmt::format("{:>6}  {:<10}  {}", brief.at("number").to_number<std::uint64_t>(),
                    date_of(brief), teller.kind(brief));
    if (!symbol.empty()) out += "  " + harmless(symbol);
    if (auto title = teller.words(brief.if_contains("title")); !title.empty()) out += "  " + title;
    if (auto standing = said(brief, "standing"); !standing.empty())
        out += fmt::format("  [{}]", teller.term("standing." + standing));
    return out;
}

Result<json::object> answer_of(Remote& remote, const std::string& path) {
    MITHAQ_TRY(auto text, remote.get(path));
    MITHAQ_TRY(auto value, parse_json(text, kAnswer));
    if (!value.is_object())
        return err(Errc::malformed, "answer", "the register's answer is not an object");
    return std::move(value.as_object());
}

Result<json::object> find_item(Remote& remote, const std::string& wanted, const Asked& filters) {
    for (const char* name : {"", "symbol", "ref"}) {
        std::string ref = wanted;
        if (*name) {
            auto asked = filters;
            asked.insert(asked.end(), {{name, ref}, {"sort", "-number"}, {"limit", "1"}});
            MITHAQ_TRY(auto list, answer_of(remote, question("/api/v1/record", asked)));
            const json::array& items = list.at("items").as_array();
            if (items.empty()) continue;
            ref = said(items[0].as_object(), "id");
        } else if (ref.find_first_not_of("0123456789abcdef") != ref.npos) {
            continue;
        }
        auto item = answer_of(remote, question("/api/v1/record/" + ref, filters));
        if (item || *name || item.error().code != Errc::not_found) return item;
    }
    return err(Errc::not_found, "not-found",
               fmt::format("the record holds nothing with the identifier, number, symbol or "
                           "reference {}",
                           wanted));
}

Result<std::shared_ptr<const rulebook::Rulebook>> rulebook_of(Remote& remote) {
    MITHAQ_TRY(auto about, answer_of(remote, "/api/v1/register"));
    MITHAQ_TRY(auto bundle,
               remote.get(fmt::format("/log/rulebooks/{}.json",
                                      said(about.at("rulebook").as_object(), "sha256"))));
    return rulebook::load_bundle(bundle);
}

}  // namespace mithaq::cmd
