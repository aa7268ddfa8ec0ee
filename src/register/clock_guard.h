// When a stamp may be given: wall clock and boot time must have moved alike since the last stamp
// (DETAILS, "Agreement of clocks"). Any thread may ask.
#pragma once

#include <mutex>
#include <optional>

#include "base/clock.h"

namespace mithaq::reg {

constexpr std::int64_t kClockToleranceMs = 2'000;
constexpr std::int64_t kStartGapMaxMs = 7 * kDayMs;

class ClockGuard {
  public:
    // `last_stamp`: of the newest entry, at a start.
    ClockGuard(Clock& clock, Instant last_stamp) : clock_(clock), last_stamp_(last_stamp) {}

    // The stamp for the next entry or refusal, never below the last; or `unavailable`
    // "clock-in-doubt", which stays until the clocks agree again or accept() is called.
    Result<Instant> stamp();
    // The operator says that the wall clock is right now.
    void accept();

  private:
    struct Reading {
        Instant wall;
        std::int64_t boottime_ms;
    };
    Clock& clock_;
    std::mutex mutex_;
    Instant last_stamp_;
    std::optional<Reading> agreed_;  // when both were last known to be right; nothing at a start
};

}  // namespace mithaq::reg
