#include "register/training_clock.h"

#include <charconv>

#include <fmt/format.h>

namespace mithaq::reg {
namespace {

Result<std::int64_t> parse_offset(std::string_view text) {
    std::int64_t out = 0;
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (code != std::errc() || end + 1 != text.data() + text.size() || *end != '\n')
        return err(Errc::malformed, "clock-offset",
                   "the file clock.offset of a training register holds milliseconds and a newline");
    return out;
}

Result<void> write_offset(Files& files, const std::string& path, std::int64_t offset_ms) {
    return files.replace(path, fmt::format("{}\n", offset_ms));
}

}  // namespace

Result<std::unique_ptr<TrainingClock>> TrainingClock::open(Files& files, Clock& base,
                                                           std::string path) {
    std::int64_t offset_ms = 0;
    if (files.exists(path)) {
        MITHAQ_TRY(auto text, files.read_all(path));
        MITHAQ_TRY(offset_ms, parse_offset(text));
    }
    return std::unique_ptr<TrainingClock>(
        new TrainingClock(files, base, std::move(path), offset_ms));
}

Result<void> TrainingClock::keep(Files& files, Clock& base, const std::string& path, Instant at) {
    return write_offset(files, path, at.ms - base.wall().ms);
}

Instant TrainingClock::wall() {
    std::lock_guard lock(mutex_);
    return standing_ ? *standing_ : Instant{base_.wall().ms + offset_ms_};
}

std::int64_t TrainingClock::boottime_ms() {
    std::lock_guard lock(mutex_);
    return base_.boottime_ms() + (standing_ ? standing_->ms - base_.wall().ms : offset_ms_);
}

Result<void> TrainingClock::reach(Instant to) {
    std::lock_guard lock(mutex_);
    const std::int64_t wanted = to.ms - base_.wall().ms;
    if (wanted <= offset_ms_) return {};
    MITHAQ_CHECK(write_offset(files_, path_, wanted));
    offset_ms_ = wanted;
    return {};
}

void TrainingClock::stand_at(Instant at) {
    std::lock_guard lock(mutex_);
    standing_ = at;
}

void TrainingClock::go_on() {
    std::lock_guard lock(mutex_);
    standing_.reset();
}

}  // namespace mithaq::reg
