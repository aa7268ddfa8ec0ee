#include "base/instant.h"

#include <chrono>

#include <fmt/format.h>

namespace mithaq {
namespace {

// Reads the digits that `shape` marks with '0'; every other character must match. -1 on a mismatch.
bool matches(std::string_view text, std::string_view shape) {
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

int number(std::string_view text, std::size_t at, std::size_t length) {
    int value = 0;
    for (char c : text.substr(at, length)) value = value * 10 + (c - '0');
    return value;
}

Result<Instant> parse(std::string_view text, std::string_view shape) {
    auto bad = [&] {
        return err(Errc::malformed, "instant",
                   fmt::format("not of the form {} within the years 1900-9999", shape));
    };
    if (!matches(text, shape)) return bad();
    using namespace std::chrono;
    year_month_day date{year{number(text, 0, 4)}, month(static_cast<unsigned>(number(text, 5, 2))),
                        day(static_cast<unsigned>(number(text, 8, 2)))};
    if (!date.ok() || static_cast<int>(date.year()) < 1900) return bad();
    std::int64_t ms = sys_days(date).time_since_epoch().count() * kDayMs;
    if (shape.size() > 10) {
        int hour = number(text, 11, 2);
        int minute = number(text, 14, 2);
        int second = number(text, 17, 2);
        if (hour > 23 || minute > 59 || second > 59) return bad();
        ms += ((hour * 60 + minute) * 60 + second) * kSecondMs;
    }
    if (shape.size() > 20) ms += number(text, 20, 3);
    return Instant{ms};
}

struct Fields {
    int year;
    unsigned month, day;
    int hour, minute, second, ms;
};

Fields fields(Instant instant) {
    using namespace std::chrono;
    sys_time<milliseconds> time{milliseconds(instant.ms)};
    auto days = floor<std::chrono::days>(time);
    year_month_day date{days};
    auto rest = static_cast<int>((time - days).count());
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            rest / 3'600'000,
            rest / 60'000 % 60,
            rest / 1000 % 60,
            rest % 1000};
}

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
    return parse(text, "0000-00-00T00:00:00Z");
}
Result<Instant> parse_stamp(std::string_view text) {
    return parse(text, "0000-00-00T00:00:00.000Z");
}
Result<Instant> parse_date(std::string_view text) {
    return parse(text, "0000-00-00");
}

std::string format_instant(Instant instant) {
    Fields f = fields(instant);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", f.year, f.month, f.day, f.hour,
                       f.minute, f.second);
}

std::string format_stamp(Instant instant) {
    Fields f = fields(instant);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", f.year, f.month, f.day, f.hour,
                       f.minute, f.second, f.ms);
}

}  // namespace mithaq
