// The records of `entries` (u16 BE length, bytes), in order, read in large pieces.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/files.h"

namespace mithaq::log {

class RecordScan {
  public:
    RecordScan(File& file, std::uint64_t offset) : file_(&file), offset_(offset) {}

    // The next record's bytes, valid until the next call; nothing at the end or when torn.
    Result<std::optional<std::string_view>> next();
    // Offset of the record that next() would return.
    std::uint64_t offset() const { return offset_ - (buffer_.size() - at_); }

  private:
    Result<void> fill(std::size_t wanted);

    File* file_;
    std::uint64_t offset_;  // of the byte after the buffer
    std::string buffer_;
    std::size_t at_ = 0;
};

}  // namespace mithaq::log
