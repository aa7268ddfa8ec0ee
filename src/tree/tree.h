// RFC 6962 Merkle trees: hashes, tile geometry, proofs. Indices are 0-based, sizes are counts, and
// the two are different types. Heights: 0 is the leaf hash; node(h, i) covers leaves [i·2^h,
// (i+1)·2^h).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace mithaq::tree {

struct LeafIndex {
    std::uint64_t value = 0;
    auto operator<=>(const LeafIndex&) const = default;
};
struct TreeSize {
    std::uint64_t value = 0;
    auto operator<=>(const TreeSize&) const = default;
};

Hash leaf_hash(std::string_view entry);               // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 ‖ left ‖ right)
Hash empty_root();                                    // SHA-256("")

// Hash of the complete subtree of height `height` at `index`. Only complete subtrees are asked for.
using NodeFn = std::function<Result<Hash>(unsigned height, std::uint64_t index)>;

Result<Hash> root_at(TreeSize size, const NodeFn& node);
// RFC 6962 section 2.1.1, PATH(m, D[n]); index < size.
Result<std::vector<Hash>> inclusion_proof(LeafIndex index, TreeSize size, const NodeFn& node);
// RFC 6962 section 2.1.2, PROOF(m, D[n]); first <= second; empty for first == 0 or first == second.
Result<std::vector<Hash>> consistency_proof(TreeSize first, TreeSize second, const NodeFn& node);

Result<void> verify_inclusion(LeafIndex index, TreeSize size, const Hash& leaf,
                              std::span<const Hash> proof, const Hash& root);
Result<void> verify_consistency(TreeSize first, TreeSize second, const Hash& first_root,
                                const Hash& second_root, std::span<const Hash> proof);

// The right edge of a growing tree: the roots of its complete subtrees, largest first. Appends one
// leaf in amortised O(1) and knows the root.
class Frontier {
  public:
    // `completed(height, index, hash)` is called for the leaf and each subtree that it completes.
    template <typename OnNode>
    void append(const Hash& leaf, OnNode&& completed) {
        Hash hash = leaf;
        std::uint64_t index = size_;
        unsigned height = 0;
        completed(height, index, hash);
        while (index & 1) {
            hash = node_hash(peaks_.back(), hash);
            peaks_.pop_back();
            index >>= 1;
            ++height;
            completed(height, index, hash);
        }
        peaks_.push_back(hash);
        ++size_;
    }
    void append(const Hash& leaf) {
        append(leaf, [](unsigned, std::uint64_t, const Hash&) {});
    }
    TreeSize size() const { return TreeSize{size_}; }
    Hash root() const;
    static Result<Frontier> at(TreeSize size, const NodeFn& node);

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;
};

// ---- tlog-tiles (TLOG.md 1.3)

constexpr unsigned kTileHeight = 8;
constexpr std::uint64_t kTileWidth = 256;

// A hash tile or, when `entries`, an entry bundle. width 1-256; 256 is a full tile.
struct Tile {
    bool entries = false;
    unsigned level = 0;  // 0-63; 0 for entry bundles
    std::uint64_t index = 0;
    std::uint64_t width = kTileWidth;

    bool operator==(const Tile&) const = default;
};

// "tile/0/x001/234.p/7", "tile/entries/000"
std::string tile_path(const Tile& tile);
// The inverse; exactly the spellings that tile_path writes, anything else is `malformed`.
Result<Tile> parse_tile_path(std::string_view path);
// Number of hashes at `level` in a log of `size`: floor(size / 256^level).
std::uint64_t tile_level_width(unsigned level, TreeSize size);

// Splits a bundle into its entries; `malformed` on a short or overlong record.
Result<std::vector<std::string_view>> split_bundle(std::string_view bundle);
constexpr std::size_t kEntryBytesMax = 65'535;

}  // namespace mithaq::tree
