// Reads one register's folder up to the newest durable checkpoint: an immutable prefix. The process
// that writes hands each new checkpoint to publish(); any thread may read.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/files.h"
#include "log/layout.h"
#include "tree/checkpoint.h"

namespace mithaq::log {

class Reader {
  public:
    Reader(Files& files, Layout layout) : files_(files), layout_(std::move(layout)) {}

    struct Head {
        tree::Checkpoint checkpoint;
        std::string note;  // the signed checkpoint, verbatim
        tree::TreeSize size() const { return checkpoint.size; }
    };
    void publish(std::shared_ptr<const Head> head);
    std::shared_ptr<const Head> head() const;

    Result<std::string> entry(tree::LeafIndex index) const;
    // Entries [first, first + count), each as u16 length and bytes: a bundle, or part of one.
    Result<std::string> entries(std::uint64_t first, std::uint64_t count) const;
    // Body of a tlog-tiles resource below the durable size; `not_found` beyond it.
    Result<std::string> tile(const tree::Tile& tile) const;
    Result<Hash> node(unsigned height, std::uint64_t index) const;
    Result<std::string> rulebook(const Hash& sha256) const;
    // The receipt of `index` under `head`; `first_line` is the entry's, read when it is not given.
    Result<std::string> receipt(tree::LeafIndex index, std::string first_line, const Head& head,
                                const tree::NodeFn& node) const;
    Result<std::string> receipt(tree::LeafIndex index, const Head& head,
                                const tree::NodeFn& node) const;
    tree::NodeFn nodes() const {
        return [this](unsigned height, std::uint64_t index) { return node(height, index); };
    }
    const Layout& layout() const { return layout_; }

  private:
    // Opened on first use: levels appear as the log grows.
    Result<File*> file(const std::string& name) const;

    Files& files_;
    Layout layout_;
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::unique_ptr<File>> open_;
    std::shared_ptr<const Head> head_;
};

}  // namespace mithaq::log
