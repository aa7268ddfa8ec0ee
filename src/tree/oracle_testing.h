// RFC 6962 section 2.1 as it is written there, over leaf hashes: the oracle for tests. Subtree
// hashes are remembered, nothing else is clever.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "tree/tree.h"

namespace mithaq::tree {

class Oracle {
  public:
    explicit Oracle(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}

    // MTH(D[begin : begin + count])
    Hash mth(std::size_t begin, std::size_t count) {
        if (count == 0) return empty_root();
        if (count == 1) return leaves_[begin];
        auto [at, fresh] = known_.try_emplace({begin, count});
        if (fresh) {
            std::size_t k = split(count);
            Hash hash = node_hash(mth(begin, k), mth(begin + k, count - k));
            known_[{begin, count}] = hash;
            return hash;
        }
        return at->second;
    }
    Hash root(std::size_t size) { return mth(0, size); }

    // PATH(m, D[begin : begin + count]); m counts from `begin`.
    std::vector<Hash> path(std::size_t m, std::size_t begin, std::size_t count) {
        if (count == 1) return {};
        std::size_t k = split(count);
        std::vector<Hash> out = m < k ? path(m, begin, k) : path(m - k, begin + k, count - k);
        out.push_back(m < k ? mth(begin + k, count - k) : mth(begin, k));
        return out;
    }

    // PROOF(m, D[n]) = SUBPROOF(m, D[n], true)
    std::vector<Hash> proof(std::size_t m, std::size_t n) { return subproof(m, 0, n, true); }

    NodeFn nodes() {
        return [this](unsigned height, std::uint64_t index) -> Result<Hash> {
            std::size_t count = std::size_t{1} << height;
            MITHAQ_ASSERT((index + 1) * count <= leaves_.size());
            return mth(index * count, count);
        };
    }

  private:
    static std::size_t split(std::size_t n) {
        std::size_t k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }
    std::vector<Hash> subproof(std::size_t m, std::size_t begin, std::size_t n, bool known) {
        if (m == n) return known ? std::vector<Hash>{} : std::vector<Hash>{mth(begin, n)};
        std::size_t k = split(n);
        std::vector<Hash> out =
            m <= k ? subproof(m, begin, k, known) : subproof(m - k, begin + k, n - k, false);
        out.push_back(m <= k ? mth(begin + k, n - k) : mth(begin, k));
        return out;
    }

    std::vector<Hash> leaves_;
    std::map<std::pair<std::size_t, std::size_t>, Hash> known_;
};

}  // namespace mithaq::tree
