// The seam for files. Everything the log does to a disk goes through here, so that tests can make
// any write or sync fail, persist by halves, or vanish at a crash (base/files_testing.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mithaq {

// An open file. Writers use one thread; reads may come from any.
class File {
  public:
    virtual ~File() = default;
    virtual Result<std::uint64_t> size() = 0;
    // Reads up to `length` bytes at `offset`; shorter only at the end of the file.
    virtual Result<std::string> read(std::uint64_t offset, std::size_t length) = 0;
    // Writes all of `bytes` at `offset` or fails; after a failure what is on disk there is unknown.
    virtual Result<void> write(std::uint64_t offset, std::string_view bytes) = 0;
    // fdatasync: durable on return. A failure is `fatal`: the page cache can no longer be believed.
    virtual Result<void> sync() = 0;
    virtual Result<void> truncate(std::uint64_t size) = 0;
};

enum class OpenMode { read, create };  // create: read and write, made when absent

class Files {
  public:
    virtual ~Files() = default;
    virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    // A new or replaced small file, durable on return: temporary file, sync, rename, sync
    // directory.
    virtual Result<void> replace(const std::string& path, std::string_view bytes) = 0;
    virtual Result<std::string> read_all(const std::string& path) = 0;  // `not_found` when absent
    // Both names in one folder; what had the new one is gone. Durable after sync_dir.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    // A file without a name on the disk of `dir`: gone when it is closed, or the process ends.
    virtual Result<std::unique_ptr<File>> temporary(const std::string& dir) = 0;
    virtual Result<void> make_dir(const std::string& path) = 0;  // and its parents; fine if there
    virtual Result<void> sync_dir(const std::string& path) = 0;
    virtual Result<std::vector<std::string>> list(const std::string& dir) = 0;  // names, sorted
    virtual bool exists(const std::string& path) = 0;
    virtual Result<void> remove(const std::string& path) = 0;
    // Bytes that may still be written below `path`.
    virtual Result<std::uint64_t> free_bytes(const std::string& path) = 0;
    // Holds an exclusive lock on `path` (made when absent) while the result lives.
    // `conflict` when another process or handle holds it.
    virtual Result<std::unique_ptr<File>> lock(const std::string& path) = 0;
};

// POSIX. Secret files: mode 0600 for names that end in ".secret", 0644 for all others.
class PosixFiles final : public Files {
  public:
    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    Result<void> replace(const std::string& path, std::string_view bytes) override;
    Result<std::string> read_all(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<std::unique_ptr<File>> temporary(const std::string& dir) override;
    Result<void> make_dir(const std::string& path) override;
    Result<void> sync_dir(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& dir) override;
    bool exists(const std::string& path) override;
    Result<void> remove(const std::string& path) override;
    Result<std::uint64_t> free_bytes(const std::string& path) override;
    Result<std::unique_ptr<File>> lock(const std::string& path) override;
};

}  // namespace mithaq
