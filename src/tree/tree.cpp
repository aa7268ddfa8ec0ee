#include "tree/tree.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "base/sha256.h"

namespace mithaq::tree {

namespace {

// Root over `peaks`, roots of complete subtrees from the largest to the smallest.
Hash fold(std::span<const Hash> peaks) {
    if (peaks.empty()) return empty_root();
    Hash hash = peaks.back();
    for (std::size_t i = peaks.size() - 1; i-- > 0;) hash = node_hash(peaks[i], hash);
    return hash;
}

// The complete subtrees of leaves [begin, begin + count), largest first. `begin` is a multiple of
// the largest power of two that is at most `count`.
Result<std::vector<Hash>> peaks_of(std::uint64_t begin, std::uint64_t count, const NodeFn& node) {
    std::vector<Hash> peaks;
    while (count != 0) {
        auto height = static_cast<unsigned>(std::bit_width(count) - 1);
        MITHAQ_TRY(peaks.emplace_back(), node(height, begin >> height));
        begin += std::uint64_t{1} << height;
        count -= std::uint64_t{1} << height;
    }
    return peaks;
}

// MTH(D[begin : begin + count]), `begin` as above.
Result<Hash> range_hash(std::uint64_t begin, std::uint64_t count, const NodeFn& node) {
    MITHAQ_TRY(std::vector<Hash> peaks, peaks_of(begin, count, node));
    return fold(peaks);
}

// The largest power of two smaller than `count`, which is at least 2.
std::uint64_t split(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

std::unexpected<Error> does_not_hold(std::string_view type, std::string message) {
    return err(Errc::unverified, type, std::move(message));
}

// Goes up from a node whose sibling is to the left, past the levels where it has none: the right
// edge.
void skip_right_edge(std::uint64_t& at, std::uint64_t& last) {
    while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
    }
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
    return sha256({std::string_view("\0", 1), entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
    char input[65];  // in one piece: one update instead of three
    input[0] = 1;
    std::memcpy(input + 1, left.bytes.data(), 32);
    std::memcpy(input + 33, right.bytes.data(), 32);
    return sha256(std::string_view(input, sizeof input));
}

Hash empty_root() {
    return sha256("");
}

Result<Hash> root_at(TreeSize size, const NodeFn& node) {
    return range_hash(0, size.value, node);
}

// PATH(m, D[n]) goes from the root down, so the proof is built backwards.
Result<std::vector<Hash>> inclusion_proof(LeafIndex index, TreeSize size, const NodeFn& node) {
    if (index.value >= size.value)
        return err(Errc::malformed, "inclusion-range",
                   fmt::format("a tree of {} leaves has no leaf {}", size.value, index.value));
    std::vector<Hash> proof;
    std::uint64_t begin = 0;
    std::uint64_t count = size.value;
    while (count > 1) {
        std::uint64_t left = split(count);
        if (index.value - begin < left) {
            MITHAQ_TRY(proof.emplace_back(), range_hash(begin + left, count - left, node));
            count = left;
        } else {
            MITHAQ_TRY(proof.emplace_back(), range_hash(begin, left, node));
            begin += left;
            count -= left;
        }
    }
    std::ranges::reverse(proof);
    return proof;
}

// SUBPROOF(m, D[n], b) likewise; b says that the verifier knows the subtree at hand: the old root.
Result<std::vector<Hash>> consistency_proof(TreeSize first, TreeSize second, const NodeFn& node) {
    if (first > second)
        return err(
            Errc::malformed, "consistency-range",
            fmt::format("a tree of {} leaves cannot extend one of {}", second.value, first.value));
    std::vector<Hash> proof;
    if (first.value == 0) return proof;
    std::uint64_t begin = 0;
    std::uint64_t count = second.value;
    bool known = true;
    while (first.value - begin != count) {
        std::uint64_t left = split(count);
        if (first.value - begin <= left) {
            MITHAQ_TRY(proof.emplace_back(), range_hash(begin + left, count - left, node));
            count = left;
        } else {
            MITHAQ_TRY(proof.emplace_back(), range_hash(begin, left, node));
            begin += left;
            count -= left;
            known = false;
        }
    }
    if (!known) {
        MITHAQ_TRY(proof.emplace_back(), range_hash(begin, count, node));
    }
    std::ranges::reverse(proof);
    return proof;
}

// RFC 9162 section 2.1.3.2.
Result<void> verify_inclusion(LeafIndex index, TreeSize size, const Hash& leaf,
                              std::span<const Hash> proof, const Hash& root) {
    constexpr std::string_view kType = "inclusion-proof";
    if (index.value >= size.value)
        return does_not_hold(
            kType, fmt::format("a tree of {} leaves has no leaf {}", size.value, index.value));
    std::uint64_t at = index.value;
    std::uint64_t last = size.value - 1;
    Hash hash = leaf;
    for (const Hash& sibling : proof) {
        if (last == 0) return does_not_hold(kType, "the inclusion proof has too many hashes");
        if ((at & 1) == 1 || at == last) {
            hash = node_hash(sibling, hash);
            skip_right_edge(at, last);
        } else {
            hash = node_hash(hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if (last != 0) return does_not_hold(kType, "the inclusion proof has too few hashes");
    if (hash != root)
        return does_not_hold(kType, fmt::format("the entry is not leaf {} of the tree of {} leaves "
                                                "with this root",
                                                index.value, size.value));
    return {};
}

// RFC 9162 section 2.1.4.2.
Result<void> verify_consistency(TreeSize first, TreeSize second, const Hash& first_root,
                                const Hash& second_root, std::span<const Hash> proof) {
    constexpr std::string_view kType = "consistency-proof";
    if (first > second)
        return does_not_hold(kType, fmt::format("a tree of {} leaves cannot extend one of {}",
                                                second.value, first.value));
    if (first.value == 0 || first == second) {
        if (!proof.empty())
            return does_not_hold(kType, "this consistency proof must have no hashes");
        if (first_root != (first.value == 0 ? empty_root() : second_root) ||
            (second.value == 0 && second_root != first_root))
            return does_not_hold(
                kType, fmt::format("two different roots of the tree of {} leaves", first.value));
        return {};
    }
    std::uint64_t at = first.value - 1;
    std::uint64_t last = second.value - 1;
    while ((at & 1) == 1) {
        at >>= 1;
        last >>= 1;
    }
    // When `first` is a power of two the old root itself is where both paths begin.
    if (!std::has_single_bit(first.value) && proof.empty())
        return does_not_hold(kType, "the consistency proof has too few hashes");
    Hash start = first_root;
    if (!std::has_single_bit(first.value)) {
        start = proof.front();
        proof = proof.subspan(1);
    }
    Hash old_hash = start;
    Hash new_hash = start;
    for (const Hash& sibling : proof) {
        if (last == 0) return does_not_hold(kType, "the consistency proof has too many hashes");
        if ((at & 1) == 1 || at == last) {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            skip_right_edge(at, last);
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    if (last != 0) return does_not_hold(kType, "the consistency proof has too few hashes");
    if (old_hash != first_root || new_hash != second_root)
        return does_not_hold(kType, fmt::format("the tree of {} leaves does not extend the tree of "
                                                "{} leaves with these roots",
                                                second.value, first.value));
    return {};
}

Hash Frontier::root() const {
    return fold(peaks_);
}

Result<Frontier> Frontier::at(TreeSize size, const NodeFn& node) {
    Frontier frontier;
    frontier.size_ = size.value;
    MITHAQ_TRY(frontier.peaks_, peaks_of(0, size.value, node));
    return frontier;
}

}  // namespace mithaq::tree
