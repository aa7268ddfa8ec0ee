#include "rulebook/procedure.h"

#include <algorithm>

#include <fmt/format.h>

namespace mithaq::rulebook {
namespace {

constexpr std::int64_t kMinuteMs = 60 * kSecondMs;

// Rounds towards the past.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

std::optional<std::size_t> Procedure::stage(std::string_view name) const {
    for (std::size_t i = 0; i < stages.size(); ++i)
        if (stages[i].name == name) return i;
    return std::nullopt;
}

std::int64_t Calendar::day_of(Instant instant) const {
    return floor_div(instant.ms + offset_minutes * kMinuteMs, kDayMs);
}

Instant Calendar::end_of(std::int64_t day) const {
    return Instant{(day + 1) * kDayMs - offset_minutes * kMinuteMs};
}

bool Calendar::works(std::int64_t day) const {
    // 1970-01-01 was a Thursday.
    const std::int64_t weekday = day + 4 - 7 * floor_div(day + 4, 7);
    return week.contains(static_cast<int>(weekday)) && !holidays.contains(format_day(day));
}

// The week has a day and holidays are so many, so this ends.
std::int64_t Calendar::working_day(std::int64_t day, std::int32_t n) const {
    const int step = n < 0 ? -1 : 1;
    for (std::int32_t left = n; left != 0;) {
        day += step;
        if (works(day)) left -= step;
    }
    return day;
}

std::string format_day(std::int64_t day) {
    std::string out = format_instant(Instant{day * kDayMs});
    out.resize(out.find('T'));
    return out;
}

Result<std::int64_t> parse_day(std::string_view text) {
    MITHAQ_TRY(auto instant, parse_date(text));
    return instant.ms / kDayMs;
}

}  // namespace mithaq::rulebook
