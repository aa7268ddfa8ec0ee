// Days at an offset, working weeks and holidays: integers only.
#include <gtest/gtest.h>

#include "rulebook/procedure.h"

namespace mithaq::rulebook {
namespace {

std::int64_t day(std::string_view text) {
    return parse_day(text).value();
}
Instant at(std::string_view text) {
    return parse_stamp(text).value();
}

TEST(Day, IsWrittenAndReadBack) {
    for (const char* text : {"1900-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2023-12-31",
                             "2024-02-29", "2100-02-28", "9999-12-31"})
        EXPECT_EQ(format_day(day(text)), text);
    EXPECT_EQ(day("1970-01-01"), 0);
    EXPECT_EQ(day("1969-12-31"), -1);
    EXPECT_EQ(day("2024-03-01") - day("2024-02-28"), 2);
    EXPECT_EQ(day("2100-03-01") - day("2100-02-28"), 1);
    for (const char* text : {"2023-02-29", "2100-02-29", "2023-1-1", "2023-01-01T00:00:00Z", ""})
        EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Calendar, ADayBeginsAndEndsAtTheOffset) {
    Calendar calendar;
    calendar.offset_minutes = 180;
    EXPECT_EQ(calendar.day_of(at("2026-12-31T20:59:59.999Z")), day("2026-12-31"));
    EXPECT_EQ(calendar.day_of(at("2026-12-31T21:00:00.000Z")), day("2027-01-01"));
    EXPECT_EQ(calendar.end_of(day("2026-12-31")), at("2026-12-31T21:00:00.000Z"));
    calendar.offset_minutes = -210;
    EXPECT_EQ(calendar.end_of(day("2026-12-31")), at("2027-01-01T03:30:00.000Z"));
    EXPECT_EQ(calendar.day_of(at("2027-01-01T03:29:59.999Z")), day("2026-12-31"));
    // Before 1970 too.
    calendar.offset_minutes = 60;
    EXPECT_EQ(calendar.day_of(at("1969-12-31T22:59:59.999Z")), -1);
    EXPECT_EQ(calendar.day_of(at("1969-12-31T23:00:00.000Z")), 0);
    EXPECT_EQ(calendar.end_of(-1), at("1969-12-31T23:00:00.000Z"));
    for (std::int64_t one = -1000; one < 1000; ++one) {
        EXPECT_EQ(calendar.day_of(calendar.end_of(one)), one + 1);
        EXPECT_EQ(calendar.day_of(Instant{calendar.end_of(one).ms - 1}), one);
    }
}

TEST(Calendar, WorkingDaysLeaveOutTheWeekEndAndHolidays) {
    Calendar calendar;                               // Monday to Friday
    EXPECT_TRUE(calendar.works(day("2026-11-27")));  // a Friday
    EXPECT_FALSE(calendar.works(day("2026-11-28")));
    EXPECT_FALSE(calendar.works(day("2026-11-29")));
    EXPECT_TRUE(calendar.works(day("2026-11-30")));
    EXPECT_TRUE(calendar.works(day("1969-12-31")));   // a Wednesday
    EXPECT_FALSE(calendar.works(day("1969-12-28")));  // a Sunday
    EXPECT_EQ(format_day(calendar.working_day(day("2026-11-27"), 1)), "2026-11-30");
    EXPECT_EQ(format_day(calendar.working_day(day("2026-11-28"), 1)), "2026-11-30");
    EXPECT_EQ(format_day(calendar.working_day(day("2026-11-30"), -1)), "2026-11-27");
    EXPECT_EQ(format_day(calendar.working_day(day("2026-11-27"), 10)), "2026-12-11");
    calendar.holidays = {"2026-12-01", "2026-12-02", "2026-12-05"};
    EXPECT_EQ(format_day(calendar.working_day(day("2026-11-27"), 10)), "2026-12-15");
    EXPECT_EQ(format_day(calendar.working_day(day("2026-12-15"), -10)), "2026-11-27");
    EXPECT_EQ(calendar.working_day(day("2026-12-01"), 0), day("2026-12-01"));
}

TEST(Calendar, AWeekFromSundayToThursdayOverALeapDayAndTheYearsEnd) {
    Calendar calendar;
    calendar.week = {0, 1, 2, 3, 4};
    EXPECT_FALSE(calendar.works(day("2026-11-27")));  // a Friday
    EXPECT_FALSE(calendar.works(day("2026-11-28")));
    EXPECT_TRUE(calendar.works(day("2026-11-29")));
    // 2024-02-29 is a Thursday.
    EXPECT_EQ(format_day(calendar.working_day(day("2024-02-28"), 1)), "2024-02-29");
    EXPECT_EQ(format_day(calendar.working_day(day("2024-02-28"), 2)), "2024-03-03");
    EXPECT_EQ(format_day(calendar.working_day(day("2024-03-03"), -1)), "2024-02-29");
    // 2026-12-31 is a Thursday.
    EXPECT_EQ(format_day(calendar.working_day(day("2026-12-31"), 1)), "2027-01-03");
    calendar.holidays = {"2027-01-03"};
    EXPECT_EQ(format_day(calendar.working_day(day("2026-12-30"), 2)), "2027-01-04");
    EXPECT_EQ(format_day(calendar.working_day(day("2027-01-04"), -2)), "2026-12-30");
}

TEST(Calendar, ThereAndBackIsTheSameWorkingDay) {
    Calendar calendar;
    calendar.week = {0, 1, 3};
    calendar.holidays = {"2027-01-03", "2027-01-04", "2027-02-10"};
    for (std::int64_t one = day("2026-12-01"); one < day("2027-04-01"); ++one) {
        if (!calendar.works(one)) continue;
        for (std::int32_t n = 1; n < 30; ++n)
            EXPECT_EQ(calendar.working_day(calendar.working_day(one, n), -n), one)
                << format_day(one) << " " << n;
    }
}

}  // namespace
}  // namespace mithaq::rulebook
