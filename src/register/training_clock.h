// The clock of a training register: the clock beneath it, ahead by an offset that is kept in the
// register's folder and only grows. It can be made to stand, so that what is played there gets
// exactly its instants. Any thread may read it; one thread moves it.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/files.h"

namespace mithaq::reg {

class TrainingClock final : public Clock {
  public:
    // What `path` says; 0 where there is no such file. `malformed` "clock-offset".
    static Result<std::unique_ptr<TrainingClock>> open(Files& files, Clock& base, std::string path);
    // The offset with which the clock would read `at` now, kept at `path`: for a founding.
    static Result<void> keep(Files& files, Clock& base, const std::string& path, Instant at);

    Instant wall() override;
    // Moves as wall() does, so that the two always agree where the clock beneath is in no doubt.
    std::int64_t boottime_ms() override;

    // Keeps an offset with which the clock would read no less than `to` from now on. Durable on
    // return, and before anything is stamped so: a start never finds entries ahead of its clock.
    Result<void> reach(Instant to);
    // Reads `at`, which is not before wall() and was reached, and stands there.
    void stand_at(Instant at);
    // Runs again, from what the kept offset says, which is not before where it stands.
    void go_on();

  private:
    TrainingClock(Files& files, Clock& base, std::string path, std::int64_t offset_ms)
        : files_(files), base_(base), path_(std::move(path)), offset_ms_(offset_ms) {}

    Files& files_;
    Clock& base_;
    const std::string path_;
    std::mutex mutex_;
    std::int64_t offset_ms_;  // kept
    std::optional<Instant> standing_;
};

}  // namespace mithaq::reg
