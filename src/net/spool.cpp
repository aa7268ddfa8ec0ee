#include "net/spool.h"

#include <algorithm>

namespace mithaq::net {
namespace {

// A body of unknown length takes its room in steps.
constexpr std::uint64_t kStepBytes = 1 << 20;

}  // namespace

BodyFile::~BodyFile() {
    spool_->give_back(reserved_, 1);
}

Result<void> BodyFile::append(std::string_view bytes) {
    if (size_ + bytes.size() > reserved_) {
        std::uint64_t more = std::max<std::uint64_t>(size_ + bytes.size() - reserved_, kStepBytes);
        MITHAQ_CHECK(spool_->reserve(more, 0));
        reserved_ += more;
    }
    MITHAQ_CHECK(file_->write(size_, bytes));
    size_ += bytes.size();
    return {};
}

Result<std::shared_ptr<BodyFile>> Spool::open(std::uint64_t bytes) {
    MITHAQ_CHECK(reserve(bytes, 1));
    auto file = files_->temporary(dir_);
    if (!file) {
        give_back(bytes, 1);
        return std::unexpected(file.error());
    }
    return std::shared_ptr<BodyFile>(new BodyFile(shared_from_this(), std::move(*file), bytes));
}

Result<void> Spool::reserve(std::uint64_t bytes, std::size_t files) {
    std::lock_guard lock(mutex_);
    if (files_open_ + files > files_max_ || bytes > bytes_max_ - bytes_held_)
        return err(Errc::busy, "http-spool-full",
                   "Other large requests take all the room there is; come back in a moment.");
    // What is held and written already is counted twice: on the safe side.
    auto free = files_->free_bytes(dir_);
    if (free && *free < free_bytes_min_ + bytes_held_ + bytes)
        return err(Errc::busy, "http-spool-full", "The machine's disk is nearly full.");
    files_open_ += files;
    bytes_held_ += bytes;
    return {};
}

void Spool::give_back(std::uint64_t bytes, std::size_t files) {
    std::lock_guard lock(mutex_);
    files_open_ -= files;
    bytes_held_ -= bytes;
}

Result<std::string_view> BodySource::read() {
    if (file_) {
        MITHAQ_TRY(piece_, file_->read(at_, piece_bytes_));
        at_ += piece_.size();
        return std::string_view(piece_);
    }
    auto piece = memory_.substr(static_cast<std::size_t>(at_), piece_bytes_);
    at_ += piece.size();
    return piece;
}

}  // namespace mithaq::net
