#include "base/clock.h"

#include <ctime>

#include <sodium.h>

namespace mithaq {

Instant SystemClock::wall() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return Instant{now.tv_sec * kSecondMs + now.tv_nsec / 1'000'000};
}

std::int64_t SystemClock::boottime_ms() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * kSecondMs + now.tv_nsec / 1'000'000;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

}  // namespace mithaq
