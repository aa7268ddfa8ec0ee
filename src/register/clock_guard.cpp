#include "register/clock_guard.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace mithaq::reg {

Result<Instant> ClockGuard::stamp() {
    std::lock_guard lock(mutex_);
    Reading now{clock_.wall(), clock_.boottime_ms()};
    std::int64_t gap = 0;  // what the wall clock has moved beyond what it should have
    bool agree = false;
    if (agreed_) {
        gap = (now.wall.ms - agreed_->wall.ms) - (now.boottime_ms - agreed_->boottime_ms);
        agree = std::abs(gap) <= kClockToleranceMs;
    } else {
        // At a start boot time says nothing of the time since the last entry.
        gap = now.wall.ms - last_stamp_.ms;
        agree = gap >= -kClockToleranceMs && gap <= kStartGapMaxMs;
    }
    if (!agree)
        return err(
            Errc::unavailable, "clock-in-doubt",
            fmt::format(
                "the clock reads {}, which is {} ms off {}: nothing is registered until "
                "it is right again or the operator says `mithaq clock accept` with its folder",
                format_stamp(now.wall), gap,
                agreed_ ? "what has passed since the last entry"
                        : "the last entry, more than a start may be"));
    agreed_ = now;
    last_stamp_ = std::max(last_stamp_, now.wall);
    return last_stamp_;
}

void ClockGuard::accept() {
    std::lock_guard lock(mutex_);
    agreed_ = Reading{clock_.wall(), clock_.boottime_ms()};
}

}  // namespace mithaq::reg
