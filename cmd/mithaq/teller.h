// A register's answers over HTTP, told in the organisation's words.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/json.h"
#include "command.h"
#include "rulebook/rulebook.h"

namespace mithaq::cmd {

using Asked = std::vector<std::pair<std::string, std::string>>;  // name of the query, value
// Path and query, percent-encoded.
std::string question(const std::string& path, const Asked& asked);
Result<json::object> answer_of(Remote& remote, const std::string& path);
// One communication: by identifier or number; else by symbol, else by the sender's own reference.
// Of several the newest. `asked` may say as-of.
Result<json::object> find_item(Remote& remote, const std::string& ref, const Asked& asked);
// The rules that the register has adopted.
Result<std::shared_ptr<const rulebook::Rulebook>> rulebook_of(Remote& remote);

// What a member of an answer says, where there is one.
std::string said(const json::object& object, std::string_view name);
// A text without what turns the writing direction of the lines around it.
std::string harmless(std::string_view text);

// Terms, titles and names in one language; where a rulebook has no word for a code, the code.
class Teller {
  public:
    Teller(std::shared_ptr<const rulebook::Rulebook> rulebook, std::string language)
        : rulebook_(std::move(rulebook)), language_(std::move(language)) {}

    std::string term(const std::string& key) const {
        auto found = rulebook_->terms.find(key);
        return found == rulebook_->terms.end() ? key : pick(found->second);
    }
    std::string filled(const std::string& key, std::string_view name,
                       std::string_view value) const {
        std::string out = term(key), place = fmt::format("{{{}}}", name);
        if (auto at = out.find(place); at != out.npos) return out.replace(at, place.size(), value);
        return out + " " + std::string(value);
    }
    std::string pick(const rulebook::Text& text) const {
        if (auto found = text.find(language_); found != text.end()) return found->second;
        return text.empty() ? std::string() : text.begin()->second;
    }
    // Of a map of languages in an answer.
    std::string words(const json::value* text) const {
        if (!text || !text->is_object() || text->get_object().empty()) return {};
        const json::object& in = text->get_object();
        const auto* own = in.if_contains(language_);
        const json::value& words = own ? *own : in.begin()->value();
        return words.is_string() ? harmless(words.get_string()) : std::string();
    }
    std::string participant(std::string_view code) const {
        auto found = rulebook_->participants.find(code);
        return found == rulebook_->participants.end() ? std::string(code)
                                                      : pick(found->second.current().short_name);
    }
    std::string participants(const json::value& codes) const {
        std::string out;
        for (const auto& code : codes.as_array())
            out += (out.empty() ? "" : ", ") + participant(std::string_view(code.as_string()));
        return out;
    }
    const rulebook::Form* form(std::string_view name) const {
        auto found = rulebook_->forms.find(name);
        return found == rulebook_->forms.end() ? nullptr : &found->second;
    }
    // "resolution", or what the form is called where there is no kind.
    std::string kind(const json::object& brief) const {
        const auto* of = form(said(brief, "form"));
        if (!of) return said(brief, "form");
        std::string kind = said(brief, "kind");
        if (kind.empty()) return pick(of->title);
        return value_title(of->annotated, "kind", kind);
    }
    // The title of a value of the field `name`, else the value.
    std::string value_title(const json::object& schema, std::string_view name,
                            const std::string& value) const {
        boost::system::error_code code;
        const json::value whole = schema;
        const auto* title =
            whole.find_pointer(fmt::format("/properties/{}/titles/{}", name, value), code);
        std::string out = words(title);
        return out.empty() ? harmless(value) : out;
    }

  private:
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    std::string language_;
};

// One line: number, date, kind, symbol or reference, title.
std::string line_of(const Teller& teller, const json::object& brief);

}  // namespace mithaq::cmd
