// Large bodies lie in nameless files, not in memory. What all of them together may take is bounded;
// who is over it is told "not now" before its bytes are read.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/files.h"
#include "net/http.h"

namespace mithaq::net {

class Spool;

// One body. The connection appends; then any thread reads. Gone when the last owner lets go of it.
class BodyFile {
  public:
    ~BodyFile();
    BodyFile(const BodyFile&) = delete;
    BodyFile& operator=(const BodyFile&) = delete;

    Result<void> append(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    Result<std::string> read(std::uint64_t offset, std::size_t length) const {
        return file_->read(offset, length);
    }

  private:
    friend class Spool;
    BodyFile(std::shared_ptr<Spool> spool, std::unique_ptr<File> file, std::uint64_t reserved)
        : spool_(std::move(spool)), file_(std::move(file)), reserved_(reserved) {}

    std::shared_ptr<Spool> spool_;
    std::unique_ptr<File> file_;
    std::uint64_t reserved_;
    std::uint64_t size_ = 0;
};

// A server's bodies in files. Any thread; it lives as long as the last of them.
class Spool : public std::enable_shared_from_this<Spool> {
  public:
    // `free_bytes_min` stay free on the disk: it is the log's too.
    Spool(std::unique_ptr<Files> files, std::string dir, std::size_t files_max,
          std::uint64_t bytes_max, std::uint64_t free_bytes_min)
        : files_(std::move(files)),
          dir_(std::move(dir)),
          files_max_(files_max),
          bytes_max_(bytes_max),
          free_bytes_min_(free_bytes_min) {}

    // Room for `bytes` is held from now on; a body may grow past it while there is room.
    // busy "http-spool-full"; io.
    Result<std::shared_ptr<BodyFile>> open(std::uint64_t bytes);

  private:
    friend class BodyFile;
    Result<void> reserve(std::uint64_t bytes, std::size_t files);
    void give_back(std::uint64_t bytes, std::size_t files);

    std::unique_ptr<Files> files_;
    std::string dir_;
    std::size_t files_max_;
    std::uint64_t bytes_max_;
    std::uint64_t free_bytes_min_;
    std::mutex mutex_;
    std::size_t files_open_ = 0;
    std::uint64_t bytes_held_ = 0;
};

// Reads a body from its beginning, in pieces, wherever it lies. A body in memory must outlive it.
class BodySource {
  public:
    static constexpr std::size_t kPieceBytes = 64 * 1024;

    explicit BodySource(const Request& request, std::size_t piece_bytes = kPieceBytes)
        : memory_(request.body), file_(request.body_file), piece_bytes_(piece_bytes) {}
    explicit BodySource(std::string_view memory, std::size_t piece_bytes = kPieceBytes)
        : memory_(memory), piece_bytes_(piece_bytes) {}

    std::uint64_t size() const { return file_ ? file_->size() : memory_.size(); }
    // The next bytes, empty at the end; they stay until the next call.
    Result<std::string_view> read();

  private:
    std::string_view memory_;
    std::shared_ptr<const BodyFile> file_;
    std::size_t piece_bytes_;
    std::uint64_t at_ = 0;
    std::string piece_;
};

}  // namespace mithaq::net
