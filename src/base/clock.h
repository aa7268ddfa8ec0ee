// The seams for time and chance: a seed replays a failure.
#pragma once

#include <cstdint>
#include <span>

#include "base/instant.h"

namespace mithaq {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant wall() = 0;              // UTC, may be set back or forward by anyone
    virtual std::int64_t boottime_ms() = 0;  // CLOCK_BOOTTIME: never set, counts sleep
};

class SystemClock final : public Clock {
  public:
    Instant wall() override;
    std::int64_t boottime_ms() override;
};

class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace mithaq
