// The contents of enclosures, beside the log, each a file named by its SHA-256. Invariant: what has
// a name here is whole and durable. An entry is valid whether its enclosures are here or not; the
// register sees to it that they are before it appends.
//
// Write order: a file "<number>.new", hashed while it is written -> synced -> renamed -> the folder
// synced. A power cut leaves a ".new" file at most, which the next start removes.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/sha256.h"
#include "log/layout.h"

namespace mithaq::log {

class Enclosures {
  public:
    Enclosures(Files& files, Layout layout) : files_(files), layout_(std::move(layout)) {}

    // Makes the folder, removes what unfinished writes left, and makes the names that are there
    // durable: the process may have ended between a rename and its sync. Before any Writer.
    Result<void> recover();

    // Any thread from here on. What is present may not be durable yet: who needs that asks on the
    // thread that keeps.
    bool present(const Hash& sha256) const { return files_.exists(layout_.enclosure(sha256)); }

    struct Content {
        std::unique_ptr<File> file;
        std::uint64_t size = 0;
    };
    Result<Content> open(const Hash& sha256) const;  // not_found when absent

    // One content on its way in. Dropped unkept, it leaves nothing.
    class Writer {
      public:
        Writer(Writer&&) noexcept = default;
        Writer& operator=(Writer&&) = delete;
        ~Writer();

        Result<void> write(std::string_view bytes);
        std::uint64_t size() const { return size_; }
        // No more is written. The name that the content will have.
        Hash hash();
        // Durable and present on return; fine when it was before. After `fatal` the process must
        // end, as after any failed sync.
        Result<void> keep();

      private:
        friend class Enclosures;
        Writer(Files& files, const Layout& layout, std::string path, std::unique_ptr<File> file)
            : files_(&files), layout_(&layout), path_(std::move(path)), file_(std::move(file)) {}

        Files* files_;
        const Layout* layout_;
        std::string path_;
        std::unique_ptr<File> file_;  // null once it is kept
        Sha256 hashing_;
        std::optional<Hash> hash_;
        std::uint64_t size_ = 0;
    };
    Result<Writer> begin();

  private:
    Files& files_;
    Layout layout_;
    std::atomic<std::uint64_t> next_{0};
};

}  // namespace mithaq::log
