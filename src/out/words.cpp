#include "out/words.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unicode/calendar.h>
#include <unicode/gregocal.h>

#include <fmt/format.h>

#include "base/bytes.h"

namespace mithaq::out {
namespace {

constexpr auto kTerms = std::to_array<std::string_view>({"calendar.computed",
                                                         "calendar.date",
                                                         "calendar.date-hijri",
                                                         "calendar.month-year",
                                                         "calendar.month.1",
                                                         "calendar.month.10",
                                                         "calendar.month.11",
                                                         "calendar.month.12",
                                                         "calendar.month.2",
                                                         "calendar.month.3",
                                                         "calendar.month.4",
                                                         "calendar.month.5",
                                                         "calendar.month.6",
                                                         "calendar.month.7",
                                                         "calendar.month.8",
                                                         "calendar.month.9",
                                                         "calendar.month.hijri.1",
                                                         "calendar.month.hijri.10",
                                                         "calendar.month.hijri.11",
                                                         "calendar.month.hijri.12",
                                                         "calendar.month.hijri.2",
                                                         "calendar.month.hijri.3",
                                                         "calendar.month.hijri.4",
                                                         "calendar.month.hijri.5",
                                                         "calendar.month.hijri.6",
                                                         "calendar.month.hijri.7",
                                                         "calendar.month.hijri.8",
                                                         "calendar.month.hijri.9",
                                                         "certificate.check",
                                                         "certificate.computed",
                                                         "certificate.durable",
                                                         "certificate.no-position",
                                                         "certificate.opening",
                                                         "certificate.proof",
                                                         "certificate.title",
                                                         "document.in-the-name-of",
                                                         "document.registered-as",
                                                         "document.print-of",
                                                         "document.reply-invited",
                                                         "document.reply-invited-open",
                                                         "document.reply-requested",
                                                         "document.reply-requested-open",
                                                         "certificate.founding",
                                                         "field.dated",
                                                         "field.enclosures",
                                                         "field.entered-by",
                                                         "field.fingerprint",
                                                         "field.form",
                                                         "field.from",
                                                         "field.identifier",
                                                         "field.languages",
                                                         "field.marking",
                                                         "field.number",
                                                         "field.received-how",
                                                         "field.received-office",
                                                         "field.received-on",
                                                         "field.reference",
                                                         "field.replies-to",
                                                         "field.register",
                                                         "field.registered",
                                                         "field.subject",
                                                         "field.to",
                                                         "list.and",
                                                         "list.comma",
                                                         "field.bytes",

                                                         "version.original",
                                                         "version.authentic",
                                                         "version.official",
                                                         "version.courtesy"});

// Year, month, day by the Umm al-Qura calendar of a day that begins at `day` UTC.
std::array<int, 3> hijri(Instant day) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
        *icu::TimeZone::getGMT(), icu::Locale("en@calendar=islamic-umalqura"), status));
    MITHAQ_ASSERT(U_SUCCESS(status));
    calendar->setTime(static_cast<UDate>(day.ms), status);
    std::array<int, 3> out = {calendar->get(UCAL_YEAR, status),
                              calendar->get(UCAL_MONTH, status) + 1,
                              calendar->get(UCAL_DATE, status)};
    MITHAQ_ASSERT(U_SUCCESS(status));
    return out;
}

std::string filled(std::string_view pattern, std::string_view day, std::string_view month,
                   std::string_view year) {
    std::string out(pattern);
    for (auto [name, value] : {std::pair{"{day}", day}, {"{month}", month}, {"{year}", year}})
        if (auto at = out.find(name); at != out.npos)
            out.replace(at, std::string_view(name).size(), value);
    return out;
}

std::string without_zero(std::string_view number) {
    return std::string(number.substr(number.starts_with('0') ? 1 : 0));
}

std::unexpected<Error> missing(std::string_view key) {
    return err(Errc::conflict, "terms-missing",
               fmt::format("the rules of this register lack the term {}, which documents use; it "
                           "belongs into terms.toml",
                           key));
}

}  // namespace

std::span<const std::string_view> document_terms() {
    return kTerms;
}

Result<Words> Words::in(const rulebook::Rulebook& rulebook, std::string_view language) {
    if (!rulebook.languages.contains(language))
        return err(Errc::not_found, "language",
                   fmt::format("this register has no documents in '{}'", language));
    for (std::string_view key : kTerms)
        if (!rulebook.terms.contains(key)) return missing(key);
    for (const auto& spoken : rulebook.languages)
        if (!rulebook.terms.contains("language." + spoken)) return missing("language." + spoken);
    return Words(rulebook, language);
}

const std::string& Words::term(std::string_view key) const {
    auto found = rulebook_->terms.find(key);
    MITHAQ_ASSERT(found != rulebook_->terms.end());
    return found->second.at(language_);
}

std::string Words::pick(const rulebook::Text& text) const {
    if (auto found = text.find(language_); found != text.end()) return found->second;
    return text.empty() ? std::string() : text.begin()->second;
}

std::string Words::participant(std::string_view code, std::string_view date) const {
    auto found = rulebook_->participants.find(code);
    if (found == rulebook_->participants.end()) return std::string(code);
    const auto& name = rulebook::name_at(found->second, date);
    return pick(name.formal.contains(language_) ? name.formal : name.short_name);
}

std::string Words::participants(const std::vector<std::string>& codes,
                                std::string_view date) const {
    std::vector<std::string> names;
    names.reserve(codes.size());
    for (const auto& code : codes) names.push_back(participant(code, date));
    return list(names);
}

std::string Words::list(const std::vector<std::string>& items) const {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += term(i + 1 == items.size() ? "list.and" : "list.comma");
        out += items[i];
    }
    return out;
}

std::string Words::gregorian(std::string_view date) const {
    if (date.size() < 7) return std::string(date);
    std::string month = term("calendar.month." + without_zero(date.substr(5, 2)));
    if (date.size() < 10) return filled(term("calendar.month-year"), "", month, date.substr(0, 4));
    return filled(term("calendar.date"), without_zero(date.substr(8, 2)), month, date.substr(0, 4));
}

std::string Words::computed_hijri(std::string_view date) const {
    auto day = parse_date(date);
    if (!day) return {};
    auto [year, month, of_month] = hijri(*day);
    return fmt::format(
        "{} ({})",
        filled(term("calendar.date-hijri"), fmt::to_string(of_month),
               term("calendar.month.hijri." + fmt::to_string(month)), fmt::to_string(year)),
        term("calendar.computed"));
}

std::string Words::date(Instant instant) const {
    std::string day = format_instant(instant).substr(0, 10);
    return gregorian(day) + " / " + computed_hijri(day);
}

std::string Words::time(Instant instant) const {
    return format_instant(instant).substr(11, 5);
}

}  // namespace mithaq::out
