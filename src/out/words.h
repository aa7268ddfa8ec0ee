// The organisation's words in one language: terms, names as they stood at a date, dates in both
// calendars. Documents are written with them and with nothing else.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "rulebook/rulebook.h"

namespace mithaq::out {

// The terms that documents use; a rulebook that lacks one makes no documents.
std::span<const std::string_view> document_terms();

class Words {
  public:
    // `not_found` "language" when the rulebook has not this language; `conflict` "terms-missing"
    // names the first term of document_terms() that it lacks.
    static Result<Words> in(const rulebook::Rulebook& rulebook, std::string_view language);

    const std::string& language() const { return language_; }
    const rulebook::Rulebook& rulebook() const { return *rulebook_; }
    const std::string& term(std::string_view key) const;
    // In this language; else in the rulebook's first that there is; else nothing.
    std::string pick(const rulebook::Text& text) const;

    // The formal name where there is one, as it stood on `date` (YYYY-MM-DD); an unknown code
    // stands for itself.
    std::string participant(std::string_view code, std::string_view date) const;
    std::string participants(const std::vector<std::string>& codes, std::string_view date) const;
    std::string list(const std::vector<std::string>& items) const;

    // "23 November 2026" of YYYY, YYYY-MM or YYYY-MM-DD.
    std::string gregorian(std::string_view partial_date) const;
    // The same day by the Umm al-Qura calendar, marked as computed; nothing for a date that is not
    // a whole day.
    std::string computed_hijri(std::string_view date) const;
    std::string date(Instant instant) const;  // both calendars, the second marked as computed
    std::string time(Instant instant) const;  // "08:55"

  private:
    Words(const rulebook::Rulebook& rulebook, std::string_view language)
        : rulebook_(&rulebook), language_(language) {}

    const rulebook::Rulebook* rulebook_;
    std::string language_;
};

}  // namespace mithaq::out
