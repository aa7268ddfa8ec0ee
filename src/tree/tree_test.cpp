#include "tree/tree.h"

#include <bit>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tree/oracle_testing.h"

namespace mithaq::tree {
namespace {

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash(std::to_string(i)));
    return out;
}

Hash hash(std::string_view base64) {
    return hash_from_base64(base64).value();
}

bool included(std::uint64_t index, std::uint64_t size, const Hash& leaf,
              std::span<const Hash> proof, const Hash& root) {
    return verify_inclusion(LeafIndex{index}, TreeSize{size}, leaf, proof, root).has_value();
}
bool consistent(std::uint64_t first, std::uint64_t second, const Hash& first_root,
                const Hash& second_root, std::span<const Hash> proof) {
    return verify_consistency(TreeSize{first}, TreeSize{second}, first_root, second_root, proof)
        .has_value();
}

constexpr std::size_t kAllSizes = 300;

TEST(Hashes, HaveTheirPrefixes) {
    EXPECT_EQ(to_hex(leaf_hash("").bytes),
              "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    EXPECT_EQ(to_hex(empty_root().bytes),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // The tree of "" and 0x00 in the test vectors of Certificate Transparency.
    EXPECT_EQ(to_hex(node_hash(leaf_hash(""), leaf_hash(std::string_view("\0", 1))).bytes),
              "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

TEST(InclusionProof, OfEveryLeafOfEverySizeTo300IsTheRfcs) {
    Oracle oracle(leaves(kAllSizes));
    NodeFn node = oracle.nodes();
    for (std::size_t size = 0; size <= kAllSizes; ++size) {
        Hash root = oracle.root(size);
        ASSERT_EQ(root_at(TreeSize{size}, node).value(), root);
        for (std::size_t i = 0; i < size; ++i) {
            auto proof = inclusion_proof(LeafIndex{i}, TreeSize{size}, node).value();
            ASSERT_EQ(proof, oracle.path(i, 0, size)) << i << " of " << size;
            ASSERT_TRUE(included(i, size, oracle.mth(i, 1), proof, root)) << i << " of " << size;
        }
        EXPECT_FALSE(inclusion_proof(LeafIndex{size}, TreeSize{size}, node));
    }
}

TEST(ConsistencyProof, OfEveryPairOfSizesTo300IsTheRfcs) {
    Oracle oracle(leaves(kAllSizes));
    NodeFn node = oracle.nodes();
    for (std::size_t second = 0; second <= kAllSizes; ++second) {
        for (std::size_t first = 0; first <= second; ++first) {
            auto proof = consistency_proof(TreeSize{first}, TreeSize{second}, node).value();
            if (first > 0) ASSERT_EQ(proof, oracle.proof(first, second)) << first << " " << second;
            ASSERT_TRUE(consistent(first, second, oracle.root(first), oracle.root(second), proof))
                << first << " " << second;
        }
        EXPECT_FALSE(consistency_proof(TreeSize{second + 1}, TreeSize{second}, node));
    }
}

// Each proof that is one change away: a bit of a hash, a hash more, less, twice or exchanged.
std::vector<std::vector<Hash>> mutations(const std::vector<Hash>& proof) {
    std::vector<std::vector<Hash>> out;
    for (std::size_t i = 0; i < proof.size(); ++i) {
        for (std::size_t byte : {0u, 13u, 31u}) {
            out.push_back(proof);
            out.back()[i].bytes[byte] ^= 0x10;
        }
        out.push_back(proof);
        out.back().erase(out.back().begin() + static_cast<std::ptrdiff_t>(i));
        out.push_back(proof);
        out.back().insert(out.back().begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
        if (i > 0) {
            out.push_back(proof);
            std::swap(out.back()[i - 1], out.back()[i]);
        }
    }
    out.push_back(proof);
    out.back().push_back(Hash{});
    out.push_back(proof);
    out.back().insert(out.back().begin(), Hash{});
    return out;
}

TEST(InclusionProof, ThatIsChangedIsRefused) {
    constexpr std::size_t kSizes = 40;
    Oracle oracle(leaves(kSizes + 2));
    for (std::size_t size = 1; size <= kSizes; ++size) {
        Hash root = oracle.root(size);
        for (std::size_t i = 0; i < size; ++i) {
            auto proof = oracle.path(i, 0, size);
            Hash leaf = oracle.mth(i, 1);
            for (const auto& changed : mutations(proof))
                ASSERT_FALSE(included(i, size, leaf, changed, root)) << i << " of " << size;
            for (std::size_t other = 0; other < kSizes + 2; ++other) {
                if (other == i) continue;
                ASSERT_FALSE(included(other, size, leaf, proof, root)) << i << " " << other;
                ASSERT_FALSE(included(i, size, oracle.mth(other, 1), proof, root));
            }
            ASSERT_FALSE(included(i, size, leaf, proof, oracle.root(size - 1)));
            ASSERT_FALSE(included(i, size, leaf, proof, oracle.root(size + 1)));
        }
    }
}

TEST(ConsistencyProof, ThatIsChangedIsRefused) {
    constexpr std::size_t kSizes = 40;
    Oracle oracle(leaves(kSizes + 1));
    for (std::size_t second = 0; second <= kSizes; ++second) {
        for (std::size_t first = 0; first <= second; ++first) {
            std::vector<Hash> proof;
            if (first > 0) proof = oracle.proof(first, second);
            Hash old_root = oracle.root(first);
            Hash new_root = oracle.root(second);
            for (const auto& changed : mutations(proof))
                ASSERT_FALSE(consistent(first, second, old_root, new_root, changed))
                    << first << " " << second;
            Hash other = old_root;
            other.bytes[7] ^= 1;
            ASSERT_FALSE(consistent(first, second, other, new_root, proof));
            if (first == 0 && second > 0) continue;  // any tree extends the empty one
            other = new_root;
            other.bytes[7] ^= 1;
            ASSERT_FALSE(consistent(first, second, old_root, other, proof));
            if (first > 0 && first < second) {
                ASSERT_FALSE(consistent(second, first, new_root, old_root, proof));
                ASSERT_FALSE(consistent(first, first, old_root, new_root, {}));
                ASSERT_FALSE(consistent(first, second, old_root, new_root, {}));
            }
        }
    }
}

// Trees of equal leaves: the hash of a range depends on its length alone, so any size can be asked.
class EqualLeaves {
  public:
    Hash mth(std::uint64_t count) {
        if (count == 0) return empty_root();
        if (count == 1) return leaf_hash("x");
        if (auto at = known_.find(count); at != known_.end()) return at->second;
        std::uint64_t k = std::bit_floor(count - 1);
        return known_[count] = node_hash(mth(k), mth(count - k));
    }
    NodeFn nodes() {
        return [this](unsigned height, std::uint64_t) -> Result<Hash> {
            return mth(std::uint64_t{1} << height);
        };
    }

  private:
    std::map<std::uint64_t, Hash> known_;
};

TEST(Proofs, HoldInTreesOfAnySize) {
    EqualLeaves oracle;
    NodeFn node = oracle.nodes();
    auto sizes = rc::gen::map(
        rc::gen::pair(rc::gen::inRange(1, 63), rc::gen::arbitrary<std::uint64_t>()),
        [](std::pair<int, std::uint64_t> p) { return (p.second & ((1ull << p.first) - 1)) + 1; });
    EXPECT_TRUE(rc::check([&] {
        std::uint64_t second = *sizes;
        std::uint64_t first = (*rc::gen::arbitrary<std::uint64_t>()) % second + 1;
        auto inclusion = inclusion_proof(LeafIndex{first - 1}, TreeSize{second}, node).value();
        RC_ASSERT(inclusion.size() <= 63u);
        RC_ASSERT(included(first - 1, second, leaf_hash("x"), inclusion, oracle.mth(second)));
        auto consistency = consistency_proof(TreeSize{first}, TreeSize{second}, node).value();
        RC_ASSERT(consistent(first, second, oracle.mth(first), oracle.mth(second), consistency));
        RC_ASSERT(Frontier::at(TreeSize{second}, node).value().root() == oracle.mth(second));
        if (first == second) return;
        RC_ASSERT(
            !consistent(first, second, oracle.mth(first), oracle.mth(second + 1), consistency));
        consistency.back().bytes[0] ^= 1;
        RC_ASSERT(!consistent(first, second, oracle.mth(first), oracle.mth(second), consistency));
    }));
}

TEST(Proofs, OfRandomLargerTreesAreTheRfcs) {
    constexpr std::size_t kLeaves = 5000;
    Oracle oracle(leaves(kLeaves));
    NodeFn node = oracle.nodes();
    EXPECT_TRUE(rc::check([&] {
        auto second = *rc::gen::inRange<std::size_t>(1, kLeaves + 1);
        auto first = *rc::gen::inRange<std::size_t>(1, second + 1);
        RC_ASSERT(inclusion_proof(LeafIndex{first - 1}, TreeSize{second}, node).value() ==
                  oracle.path(first - 1, 0, second));
        RC_ASSERT(consistency_proof(TreeSize{first}, TreeSize{second}, node).value() ==
                  oracle.proof(first, second));
    }));
}

TEST(Proofs, PassOnTheFailureOfTheStore) {
    NodeFn broken = [](unsigned, std::uint64_t) -> Result<Hash> {
        return err(Errc::io, "broken", "broken");
    };
    EXPECT_EQ(root_at(TreeSize{3}, broken).error().code, Errc::io);
    EXPECT_EQ(inclusion_proof(LeafIndex{0}, TreeSize{3}, broken).error().code, Errc::io);
    EXPECT_EQ(inclusion_proof(LeafIndex{2}, TreeSize{3}, broken).error().code, Errc::io);
    EXPECT_EQ(consistency_proof(TreeSize{1}, TreeSize{3}, broken).error().code, Errc::io);
    EXPECT_EQ(consistency_proof(TreeSize{3}, TreeSize{4}, broken).error().code, Errc::io);
    EXPECT_EQ(Frontier::at(TreeSize{3}, broken).error().code, Errc::io);
}

TEST(Frontier, IsTheTreeAtEverySize) {
    std::vector<Hash> all = leaves(kAllSizes);
    Oracle oracle(all);
    Frontier frontier;
    std::size_t completed = 0;
    for (std::size_t size = 0; size <= kAllSizes; ++size) {
        ASSERT_EQ(frontier.size(), TreeSize{size});
        ASSERT_EQ(frontier.root(), oracle.root(size));
        ASSERT_EQ(Frontier::at(TreeSize{size}, oracle.nodes()).value().root(), oracle.root(size));
        if (size == kAllSizes) break;
        frontier.append(all[size], [&](unsigned height, std::uint64_t index, const Hash& node) {
            ++completed;
            ASSERT_EQ(node, oracle.mth(index << height, std::size_t{1} << height));
        });
    }
    EXPECT_EQ(completed, 2 * kAllSizes - static_cast<std::size_t>(std::popcount(kAllSizes)));
    // One that was loaded goes on like one that grew.
    Frontier loaded = Frontier::at(TreeSize{137}, oracle.nodes()).value();
    for (std::size_t i = 137; i < kAllSizes; ++i) loaded.append(all[i]);
    EXPECT_EQ(loaded.root(), frontier.root());
}

// A witness exchange whose leaf hashes are 0x2a, k, zeros (TLOG.md A.4).
TEST(ConsistencyProof, OfTheWitnessExchangeHolds) {
    std::vector<Hash> p(5);
    for (std::size_t k = 0; k < p.size(); ++k) {
        p[k].bytes[0] = 0x2a;
        p[k].bytes[1] = static_cast<std::uint8_t>(k);
    }
    Oracle oracle(p);
    Hash r3 = hash("RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=");
    Hash r5 = hash("QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=");
    EXPECT_EQ(p[1], hash("KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    EXPECT_EQ(root_at(TreeSize{3}, oracle.nodes()).value(), r3);
    EXPECT_EQ(root_at(TreeSize{5}, oracle.nodes()).value(), r5);
    std::vector<Hash> from1to3 = {p[1], p[2]};
    std::vector<Hash> from3to5 = {p[2], p[3], hash("wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE="),
                                  p[4]};
    std::vector<Hash> from1to5 = {p[1], hash("+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI="), p[4]};
    EXPECT_EQ(consistency_proof(TreeSize{1}, TreeSize{3}, oracle.nodes()).value(), from1to3);
    EXPECT_EQ(consistency_proof(TreeSize{3}, TreeSize{5}, oracle.nodes()).value(), from3to5);
    EXPECT_EQ(consistency_proof(TreeSize{1}, TreeSize{5}, oracle.nodes()).value(), from1to5);
    EXPECT_TRUE(consistent(1, 3, p[0], r3, from1to3));
    EXPECT_TRUE(consistent(3, 5, r3, r5, from3to5));
    EXPECT_TRUE(consistent(1, 5, p[0], r5, from1to5));
    EXPECT_FALSE(consistent(1, 3, p[0], r3, {}));
    from1to3[1].bytes[30] ^= 1;
    EXPECT_FALSE(consistent(1, 3, p[0], r3, from1to3));
}

}  // namespace
}  // namespace mithaq::tree
