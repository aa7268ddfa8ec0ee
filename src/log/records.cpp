#include "log/records.h"

namespace mithaq::log {
namespace {
constexpr std::size_t kReadChunk = 1 << 20;
}  // namespace

Result<std::optional<std::string_view>> RecordScan::next() {
    MITHAQ_CHECK(fill(2));
    if (buffer_.size() - at_ < 2) return std::nullopt;
    std::size_t length = read_u16_be(buffer_.data() + at_);
    MITHAQ_CHECK(fill(2 + length));
    if (buffer_.size() - at_ < 2 + length) return std::nullopt;
    std::string_view record(buffer_.data() + at_ + 2, length);
    at_ += 2 + length;
    return record;
}

Result<void> RecordScan::fill(std::size_t wanted) {
    if (buffer_.size() - at_ >= wanted) return {};
    buffer_.erase(0, at_);
    at_ = 0;
    MITHAQ_TRY(auto more, file_->read(offset_, kReadChunk));
    offset_ += more.size();
    buffer_ += more;
    return {};
}

}  // namespace mithaq::log
