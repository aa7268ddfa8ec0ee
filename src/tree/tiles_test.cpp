#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tree/tree.h"

namespace mithaq::tree {
namespace {

TEST(TilePath, GroupsTheIndexByThousands) {
    auto hashes = [](unsigned level, std::uint64_t index, std::uint64_t width = kTileWidth) {
        return tile_path({false, level, index, width});
    };
    EXPECT_EQ(hashes(0, 0), "tile/0/000");
    EXPECT_EQ(hashes(0, 999), "tile/0/999");
    EXPECT_EQ(hashes(0, 1000), "tile/0/x001/000");
    EXPECT_EQ(hashes(2, 1234067), "tile/2/x001/x234/067");
    EXPECT_EQ(hashes(63, 5), "tile/63/005");
    EXPECT_EQ(tile_path({true, 0, 1234, kTileWidth}), "tile/entries/x001/234");
    EXPECT_EQ(hashes(0, ~std::uint64_t{0}), "tile/0/x018/x446/x744/x073/x709/x551/615");
}

TEST(TilePath, OfAPartialTileCarriesItsWidth) {
    EXPECT_EQ(tile_path({false, 0, 273, 112}), "tile/0/273.p/112");
    EXPECT_EQ(tile_path({true, 0, 0, 1}), "tile/entries/000.p/1");
}

TEST(TilePath, RoundTrips) {
    EXPECT_TRUE(rc::check([] {
        Tile tile;
        tile.entries = *rc::gen::arbitrary<bool>();
        tile.level = tile.entries ? 0 : *rc::gen::inRange(0u, 64u);
        tile.index = *rc::gen::arbitrary<std::uint64_t>() >> *rc::gen::inRange(0, 64);
        tile.width = *rc::gen::inRange<std::uint64_t>(1, 257);
        RC_ASSERT(parse_tile_path(tile_path(tile)).value() == tile);
    }));
}

TEST(TilePath, HasOneSpelling) {
    for (auto bad : {"",
                     "tile",
                     "tile/",
                     "tile/0",
                     "tile/0/",
                     "tile//000",
                     "tile/0/0",
                     "tile/0/00",
                     "tile/0/0000",
                     "tile/0/1000",
                     "tile/0/x000/000",
                     "tile/0/x001",
                     "tile/0/x001/",
                     "tile/0/001/000",
                     "tile/0/x01/000",
                     "tile/0/x001/x000",
                     "tile/0/X001/000",
                     "tile/0/x001//000",
                     "tile/00/000",
                     "tile/01/000",
                     "tile/64/000",
                     "tile/-1/000",
                     "tile/+1/000",
                     "tile/256/000",
                     "tile/entries/",
                     "tile/Entries/000",
                     "tile/entries/000.p/0",
                     "tile/0/000.p/256",
                     "tile/0/000.p/257",
                     "tile/0/000.p/01",
                     "tile/0/000.p/",
                     "tile/0/000.p",
                     "tile/0/000.p/1/",
                     "tile/0/000.p/1 ",
                     "tile/0/000.p/18446744073709551617",
                     "/tile/0/000",
                     "tile/0/000/",
                     "tile/0/000\n",
                     "tile/0/../000",
                     "tile/0/-01",
                     "tile/0/ 00",
                     "tile/0/x018/x446/x744/x073/x709/x551/616",
                     "tile/0/x001/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/000",
                     "tile/data/000",
                     "checkpoint"}) {
        auto tile = parse_tile_path(bad);
        ASSERT_FALSE(tile) << bad;
        EXPECT_EQ(tile.error().type, "tile-path");
    }
}

TEST(TileLevels, HaveTheWidthsOfTheSpecification) {
    auto width = [](unsigned level, std::uint64_t size) {
        return tile_level_width(level, TreeSize{size});
    };
    // 70,000: 273 full and 112 at level 0; 1 full and 17 at level 1; 1 at level 2.
    EXPECT_EQ(width(0, 70'000), 273u * 256 + 112);
    EXPECT_EQ(width(1, 70'000), 256u + 17);
    EXPECT_EQ(width(2, 70'000), 1u);
    EXPECT_EQ(width(3, 70'000), 0u);
    EXPECT_EQ(width(0, 256), 256u);
    EXPECT_EQ(width(1, 256), 1u);
    EXPECT_EQ(width(1, 255), 0u);
    EXPECT_EQ(width(7, ~std::uint64_t{0}), 255u);
    for (unsigned level = 8; level < 64; ++level) EXPECT_EQ(width(level, ~std::uint64_t{0}), 0u);
}

TEST(Bundle, IsSplitIntoItsEntries) {
    std::string bundle;
    std::vector<std::string> entries = {"one", "", std::string(kEntryBytesMax, 'x'), "four"};
    for (const std::string& entry : entries) {
        append_u16_be(bundle, static_cast<std::uint16_t>(entry.size()));
        bundle += entry;
    }
    auto split = split_bundle(bundle).value();
    ASSERT_EQ(split.size(), entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(split[i], entries[i]);
    EXPECT_TRUE(split_bundle("").value().empty());
}

TEST(Bundle, CutInsideARecordIsMalformed) {
    using namespace std::string_literals;
    std::string bundle = "\0\3one\0\0\0\2ab"s;
    for (std::size_t length = 0; length < bundle.size(); ++length)
        EXPECT_EQ(split_bundle(std::string_view(bundle).substr(0, length)).has_value(),
                  length == 0 || length == 5 || length == 7)
            << length;
    EXPECT_FALSE(split_bundle(bundle + "\0"s));
}

}  // namespace
}  // namespace mithaq::tree
