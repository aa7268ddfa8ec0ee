#include "register/clock_guard.h"

#include <gtest/gtest.h>

#include "register/register_testing.h"

namespace mithaq::reg {
namespace {

const Instant kStart = log::kTestStart;

// A guard that has agreed once, at kStart.
struct Guarded {
    ManualClock clock{kStart};
    ClockGuard guard{clock, kStart};

    Guarded() { MITHAQ_ASSERT(guard.stamp() == kStart); }
    bool agrees() { return guard.stamp().has_value(); }
};

void expect_doubt(ClockGuard& guard) {
    auto stamp = guard.stamp();
    ASSERT_FALSE(stamp);
    EXPECT_EQ(stamp.error().code, Errc::unavailable);
    EXPECT_EQ(stamp.error().type, "clock-in-doubt");
}

TEST(ClockGuard, StampsWithTheWallClockWhileItMovesAsBootTimeDoes) {
    Guarded at;
    for (std::int64_t ms : {0, 1, 999, 86'400'000}) {
        at.clock.pass(ms);
        EXPECT_EQ(at.guard.stamp(), at.clock.wall());
    }
}

TEST(ClockGuard, TakesTwoSecondsEitherWayAndNotAMillisecondMore) {
    for (std::int64_t jump : {2'000, -2'000}) {
        Guarded at;
        at.clock.jump(jump);
        EXPECT_TRUE(at.agrees()) << jump;
    }
    for (std::int64_t jump : {2'001, -2'001, 3'600'000, -3'600'000}) {
        Guarded at;
        at.clock.jump(jump);
        expect_doubt(at.guard);
    }
}

TEST(ClockGuard, DoubtStaysUntilTheClocksAgreeAgain) {
    for (std::int64_t jump : {60'000, -60'000}) {
        Guarded at;
        at.clock.jump(jump);
        expect_doubt(at.guard);
        at.clock.pass(kDayMs);  // time alone mends nothing
        expect_doubt(at.guard);
        at.clock.jump(-jump + 1'500);
        EXPECT_EQ(at.guard.stamp(), at.clock.wall());
        at.clock.jump(jump);
        expect_doubt(at.guard);
    }
}

TEST(ClockGuard, AcceptTakesTheWallClockAsItIs) {
    Guarded at;
    at.clock.jump(3 * kDayMs);
    expect_doubt(at.guard);
    at.guard.accept();
    EXPECT_EQ(at.guard.stamp(), at.clock.wall());
    at.clock.jump(-3 * kDayMs);  // what was right before is wrong now
    expect_doubt(at.guard);
}

TEST(ClockGuard, StampsNeverDecreaseNotEvenWhenAnEarlierTimeIsAccepted) {
    Guarded at;
    at.clock.pass(10'000);
    Instant last = at.guard.stamp().value();
    at.clock.jump(-1'900);
    EXPECT_EQ(at.guard.stamp(), last);
    at.clock.pass(1'000);
    EXPECT_EQ(at.guard.stamp(), last);
    at.clock.pass(901);
    EXPECT_EQ(at.guard.stamp(), at.clock.wall());
    last = at.clock.wall();
    at.clock.jump(-kDayMs);
    at.guard.accept();
    EXPECT_EQ(at.guard.stamp(), last);
}

// An oscillator of 100 ppm is 8.6 s off in a day: each stamp measures from the one before.
TEST(ClockGuard, SlowDriftBetweenStampsIsFine) {
    Guarded at;
    for (int hour = 0; hour < 48; ++hour) {
        at.clock.pass(3'600'000);
        at.clock.jump(360);
        EXPECT_TRUE(at.agrees()) << hour;
    }
}

TEST(ClockGuard, ASuspendedMachineIsInNoDoubtSinceBootTimeCountsSleep) {
    Guarded at;
    at.clock.pass(30 * kDayMs);
    EXPECT_TRUE(at.agrees());
}

TEST(ClockGuard, AStartTakesUpToSevenDaysSinceTheLastEntry) {
    for (std::int64_t gap : {std::int64_t{0}, std::int64_t{1}, kStartGapMaxMs}) {
        ManualClock clock{{kStart.ms + gap}};
        EXPECT_EQ(ClockGuard(clock, kStart).stamp(), clock.wall()) << gap;
    }
    ManualClock clock{{kStart.ms + kStartGapMaxMs + 1}};
    ClockGuard guard(clock, kStart);
    expect_doubt(guard);
    guard.accept();
    EXPECT_EQ(guard.stamp(), clock.wall());
}

TEST(ClockGuard, AStartBeforeTheLastEntryIsInDoubtBeyondTwoSeconds) {
    ManualClock clock{{kStart.ms - 2'000}};
    EXPECT_EQ(ClockGuard(clock, kStart).stamp(), kStart);
    clock.jump(-1);
    ClockGuard guard(clock, kStart);
    expect_doubt(guard);
    clock.pass(1);  // at a start there is nothing else to go by: the wall clock has caught up
    EXPECT_EQ(guard.stamp(), kStart);
}

}  // namespace
}  // namespace mithaq::reg
