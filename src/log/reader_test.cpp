// What is served below the durable checkpoint, and that it proves what it says.
#include "log/reader.h"

#include <gtest/gtest.h>

#include "log/log_testing.h"

namespace mithaq::log {
namespace {

constexpr std::uint64_t kLargest = ~std::uint64_t{0};

class Served : public ::testing::Test {
  protected:
    static TestLog& log() {
        static TestLog log;
        return log;
    }
    static const Reader& reader() { return log().made.writer().reader(); }
    static tree::Policy policy() {
        auto vkey =
            note::format_verifier_key(log().made.cast().register_keys().checkpoint.verifier);
        return tree::Policy::parse("log " + vkey + "\nquorum none\n").value();
    }
};

TEST_F(Served, EveryEntryHasAReceiptUnderEveryHeadThatCoversIt) {
    auto by = policy();
    std::vector<std::string> entries;
    for (std::uint64_t i = 0; i < 600; ++i) entries.push_back(reader().entry({i}).value());
    ASSERT_EQ(log().heads.size(), 6u);
    for (const auto& head : log().heads) {
        std::uint64_t size = head.size().value;
        for (std::uint64_t i = 0; i < size; ++i) {
            SCOPED_TRACE(fmt::format("number {} of {}", i, size));
            auto receipt = reader().receipt({i}, head, reader().nodes());
            ASSERT_TRUE(receipt) << receipt.error().message;
            auto proof = tree::parse_proof(*receipt);
            ASSERT_TRUE(proof);
            ASSERT_EQ(proof->index.value, i);
            // What the holder of an act has: the receipt and the act's file.
            std::string entry = *proof->extra + entries[i].substr(entries[i].find('\n') + 1);
            auto verified = tree::verify_proof(*proof, entry, by);
            ASSERT_TRUE(verified) << verified.error().message;
            ASSERT_EQ(verified->checkpoint, head.checkpoint);
        }
        EXPECT_FALSE(reader().receipt({size}, head, reader().nodes()));
    }
}

TEST_F(Served, TheWritersReceiptsAreTheReadersToTheByte) {
    for (std::uint64_t i = 0; i < 600; ++i)
        ASSERT_EQ(log().made.writer().receipt({i}).value(),
                  reader().receipt({i}, log().heads.back(), reader().nodes()).value())
            << i;
    EXPECT_FALSE(log().made.writer().receipt({600}));
    EXPECT_FALSE(log().made.writer().receipt({kLargest}));
}

TEST_F(Served, EntriesAreServedUpToTheHeadAndNoFurther) {
    auto all = reader().entries(0, 600);
    ASSERT_TRUE(all);
    EXPECT_EQ(*all, log().files.get("register/entries"));
    auto split = tree::split_bundle(*all);
    ASSERT_TRUE(split);
    EXPECT_EQ(reader().entry({599}), (*split)[599]);
    auto some = reader().entries(255, 3);
    ASSERT_TRUE(some);
    EXPECT_EQ(tree::split_bundle(*some).value(),
              std::vector<std::string_view>(split->begin() + 255, split->begin() + 258));
    EXPECT_EQ(reader().entries(0, 0), "");
    EXPECT_EQ(reader().entries(600, 0), "");
    const std::pair<std::uint64_t, std::uint64_t> beyond[] = {
        {600, 1}, {0, 601}, {599, 2}, {601, 0}, {kLargest, 1}, {1, kLargest}, {kLargest, kLargest}};
    for (auto [first, count] : beyond) {
        auto answer = reader().entries(first, count);
        ASSERT_FALSE(answer) << first << " " << count;
        EXPECT_EQ(answer.error().code, Errc::not_found);
    }
    EXPECT_FALSE(reader().entry({kLargest}));
}

TEST_F(Served, TilesAreServedUpToTheHeadAndNoFurther) {
    auto tile = [](unsigned level, std::uint64_t index, std::uint64_t width) {
        return reader().tile({.level = level, .index = index, .width = width});
    };
    auto bundle = [](std::uint64_t index, std::uint64_t width) {
        return reader().tile({.entries = true, .index = index, .width = width});
    };
    std::string leaves = tile(0, 0, 256).value() + tile(0, 1, 256).value() + tile(0, 2, 88).value();
    ASSERT_EQ(leaves.size(), 600u * 32);
    for (std::uint64_t i = 0; i < 600; ++i)
        ASSERT_EQ(leaves.substr(i * 32, 32), tree::leaf_hash(reader().entry({i}).value()).view());
    EXPECT_EQ(tile(0, 2, 5), leaves.substr(512 * 32, 5 * 32));
    EXPECT_EQ(tile(1, 0, 2).value().substr(32),
              fold(std::string_view(leaves).substr(256 * 32, 256 * 32)).view());
    EXPECT_EQ(bundle(2, 88), reader().entries(512, 88).value());
    EXPECT_EQ(bundle(1, 256), reader().entries(256, 256).value());

    for (auto& answer :
         {tile(0, 2, 89), tile(0, 2, 256), tile(0, 3, 1), tile(1, 0, 3), tile(1, 1, 1),
          tile(2, 0, 1), tile(6, 0, 1), tile(7, 0, 1), tile(63, 0, 1), bundle(2, 89), bundle(3, 1),
          // 2^55 tiles of 256 would be 2^63 hashes; above it products wrap around.
          tile(0, std::uint64_t{1} << 55, 1), tile(0, std::uint64_t{1} << 56, 256),
          tile(0, kLargest, 256), bundle(std::uint64_t{1} << 56, 256), bundle(kLargest, 1)}) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, Errc::not_found);
    }
}

TEST_F(Served, RulebooksAreServedByTheirHash) {
    EXPECT_EQ(reader().rulebook(sha256(small_bundle())), small_bundle());
    EXPECT_FALSE(reader().rulebook(sha256("none")));
}

TEST_F(Served, ReadersSeeTheOldHeadUntilANewOneIsDurable) {
    MemoryFiles files;
    TestRegister made(files);
    ASSERT_TRUE(made.open());
    auto head = made.head();
    ASSERT_TRUE(made.append(made.cast().key_add("XAA", head)));
    EXPECT_EQ(made.writer().uncommitted(), 1u);
    EXPECT_EQ(made.head(), head);
    EXPECT_FALSE(made.writer().reader().entry({1}));
    EXPECT_FALSE(made.writer().receipt({1}));
    ASSERT_TRUE(made.writer().commit());
    EXPECT_EQ(made.head().size.value, 2u);
    EXPECT_TRUE(made.writer().reader().entry({1}));
    EXPECT_TRUE(made.writer().receipt({1}));
}

}  // namespace
}  // namespace mithaq::log
