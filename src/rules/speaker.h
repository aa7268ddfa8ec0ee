// Phrases from which rules and reasons are put together. Not for other modules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/matter.h"

namespace mithaq::rules {

// Where a phrase stands: what `now`, `act` and `item` mean there.
struct Place {
    const Procedure* procedure = nullptr;
    enum class Kind : std::uint8_t { move, after, count, ask } kind = Kind::move;
    std::vector<rulebook::Pattern> at_hand;  // forms of the act at hand
    const rulebook::Path* each = nullptr;    // the list that `item` is of
};

class Speaker {
  public:
    // Both outlive it.
    Speaker(const rulebook::Rulebook& rulebook, std::string_view language);

    // False: it has nothing to say.
    explicit operator bool() const { return grammar_ != nullptr; }
    const rulebook::Rulebook& rulebook() const { return rulebook_; }
    const rulebook::Grammar& grammar() const { return *grammar_; }

    // The sentence, empty when the rulebook has none; `sentence` begins with a capital.
    std::string say(std::string_view key, const rulebook::Arguments& arguments = {}) const;
    std::string sentence(std::string_view key, const rulebook::Arguments& arguments = {}) const;
    std::string pick(const rulebook::Text& text) const;
    std::string quoted(const rulebook::Text& text) const;
    std::string list(const std::vector<std::string>& items) const;
    std::string alternatives(const std::vector<std::string>& items) const;

    std::string participant(std::string_view code) const;
    std::string participants(const Codes& codes) const;
    std::string form(std::string_view name) const;  // quoted title
    std::string pattern(const rulebook::Pattern& pattern) const;
    std::string patterns(const std::vector<rulebook::Pattern>& patterns) const;
    std::string stage(const Procedure& procedure, std::string_view name) const;
    // "any of the stages …"
    std::string stages(const Procedure& procedure, const std::vector<std::string>& names) const;
    // The forms that the file remembers by this name; what is at hand for "act".
    std::string named(std::string_view name, const Place& place) const;
    std::string set(const rulebook::SetOf& set, const Place& place, bool any) const;
    // `key` is instant.at, instant.until or instant.by.
    std::string instant(std::string_view key, const rulebook::Value& value,
                        const Place& place) const;
    bool is_day(const rulebook::Value& value, const Place& place) const;
    std::string threshold(const rulebook::Threshold& threshold, const std::string& set) const;
    std::string due(const rulebook::Due& due, const Place& place) const;
    std::string trigger(const rulebook::Trigger& trigger, const Place& place) const;
    // Any of them; stages are named in one breath.
    std::string triggers(const std::vector<rulebook::Trigger>& triggers, const Place& place) const;

    // A field's title, and where it stands: "in «form»".
    std::string field(const rulebook::Path& path, const Place& place) const;
    std::string field_place(const rulebook::Path& path, const Place& place) const;

    std::string day(std::int64_t day) const;
    std::string at(Instant instant) const;
    // The day of which the instant is the end, at the rulebook's offset.
    std::optional<std::int64_t> ends_day(Instant instant) const;

  private:
    // One phrase, or the names of a short list.
    std::vector<std::string> set_term(const rulebook::SetTerm& term, const Place& place,
                                      bool any) const;
    std::string set_terms(const std::vector<rulebook::SetTerm>& terms, const Place& place,
                          bool any) const;
    std::string length(const rulebook::Offset& offset) const;
    std::string base(const rulebook::Path& path, const Place& place) const;
    std::vector<std::string> forms_of(std::string_view name, const Place& place) const;
    // Schemas from the outermost field of the path to the innermost; shorter when one is not found.
    std::vector<const json::object*> schemas(const rulebook::Path& path, const Place& place) const;
    std::string field_kind(const rulebook::Path& path, const Place& place) const;

    const rulebook::Rulebook& rulebook_;
    std::string language_;
    const rulebook::Grammar* grammar_ = nullptr;
};

// "text/move/3" without its basis, and the basis; empty when there is none.
std::string rule_sentence(const Speaker& speaker, const Procedure& procedure, const Rule& rule);
const rulebook::Text* rule_basis(const Procedure& procedure, const Rule& rule);

// With a full stop.
std::string ended(std::string text);
// Sentences one after the other.
void add(std::string& out, const std::string& sentence);

}  // namespace mithaq::rules
