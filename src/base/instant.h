// Instants: UTC, milliseconds since 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mithaq {

struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kDayMs = 86'400 * kSecondMs;

// `YYYY-MM-DDTHH:MM:SSZ`, years 1900-9999: instants inside acts.
Result<Instant> parse_instant(std::string_view text);
// `YYYY-MM-DDTHH:MM:SS.mmmZ`: the register's stamps.
Result<Instant> parse_stamp(std::string_view text);
// `YYYY-MM-DD`, as the instant that day begins in UTC.
Result<Instant> parse_date(std::string_view text);

std::string format_instant(Instant instant);  // rounds down to the second
std::string format_stamp(Instant instant);

}  // namespace mithaq
