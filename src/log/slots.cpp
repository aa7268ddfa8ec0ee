#include "log/slots.h"

#include <algorithm>

namespace mithaq::log {
namespace {

std::string slot_bytes(const std::string& note) {
    MITHAQ_ASSERT(note.size() < kSlotBytes);
    std::string bytes = note;
    bytes.resize(kSlotBytes);
    return bytes;
}

}  // namespace

Result<Slots> Slots::open(Files& files, const std::string& path, OpenMode mode,
                          const note::VerifierKey& key) {
    Slots out;
    MITHAQ_TRY(out.file_, files.open(path, mode));
    for (unsigned slot = 0; slot < 2; ++slot) {
        MITHAQ_TRY(auto bytes, out.file_->read(slot * kSlotBytes, kSlotBytes));
        bytes.resize(std::min(bytes.size(), bytes.find('\0')));
        auto opened = tree::open_checkpoint(bytes, key);
        if (!opened) continue;
        if (!out.newest_ || out.newest_->checkpoint.size < opened->checkpoint.size) {
            out.older_ = std::move(out.newest_);
            out.newest_ = std::move(*opened);
            out.next_ = 1 - slot;
        } else {
            out.older_ = std::move(*opened);
        }
    }
    return out;
}

Result<Slots> Slots::renew(Files& files, const std::string& path, const std::string& note,
                           const note::VerifierKey& key) {
    MITHAQ_CHECK(files.replace(path, slot_bytes(note)));
    return open(files, path, OpenMode::create, key);
}

Result<void> Slots::write(const std::string& note, const tree::SignedCheckpoint& checkpoint) {
    MITHAQ_CHECK(file_->write(next_ * kSlotBytes, slot_bytes(note)));
    MITHAQ_CHECK(file_->sync());
    older_ = std::move(newest_);
    newest_ = checkpoint;
    next_ = 1 - next_;
    return {};
}

}  // namespace mithaq::log
