// A checkpoint kept in two slots that are written in turn, so that a torn write loses one slot and
// never both. A slot counts if its note is signed by the register's key; the greater size wins.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/files.h"
#include "tree/checkpoint.h"

namespace mithaq::log {

constexpr std::size_t kSlotBytes = 8192;

class Slots {
  public:
    // `not_found` when the file is absent and mode is read.
    static Result<Slots> open(Files& files, const std::string& path, OpenMode mode,
                              const note::VerifierKey& key);

    const std::optional<tree::SignedCheckpoint>& newest() const { return newest_; }
    const std::optional<tree::SignedCheckpoint>& older() const { return older_; }

    // The file made anew with this checkpoint alone, durable on return: at a start, where after a
    // failed fsync what was read may be in the page cache only, and writing in place could tear the
    // one slot that is on disk (found by tests/model).
    static Result<Slots> renew(Files& files, const std::string& path, const std::string& note,
                               const note::VerifierKey& key);

    // Durable on return. Writes into the slot that does not hold the newest checkpoint.
    Result<void> write(const std::string& note, const tree::SignedCheckpoint& checkpoint);

  private:
    std::unique_ptr<File> file_;
    std::optional<tree::SignedCheckpoint> newest_, older_;
    unsigned next_ = 0;
};

}  // namespace mithaq::log
