// Hashes of complete subtrees: folding runs of hashes, and a bounded memory of those used lately.
#pragma once

#include <string_view>
#include <unordered_map>

#include "tree/tree.h"

namespace mithaq::log {

// Root of the complete subtree over 2^n hashes of 32 bytes each.
Hash fold(std::string_view hashes);

// Owned by one thread. Forgets everything when full: what is asked again is read again.
class NodeCache {
  public:
    explicit NodeCache(tree::NodeFn source) : source_(std::move(source)) {}

    void put(unsigned height, std::uint64_t index, const Hash& hash);
    Result<Hash> node(unsigned height, std::uint64_t index);
    tree::NodeFn fn() {
        return [this](unsigned height, std::uint64_t index) { return node(height, index); };
    }

  private:
    static constexpr std::size_t kNodesMax = 1 << 16;
    tree::NodeFn source_;
    std::unordered_map<std::uint64_t, Hash> nodes_;  // by height << 56 | index
};

}  // namespace mithaq::log
