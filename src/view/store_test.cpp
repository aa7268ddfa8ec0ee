#include "view/store.h"

#include <fstream>

#include <gtest/gtest.h>

#include "view/dump.h"
#include "view/random_record_testing.h"

namespace mithaq::view {
namespace {

std::string dump_of(const std::string& path) {
    std::string out;
    EXPECT_TRUE(dump(path, [&](std::string_view line) { out += line; }));
    return out;
}

// Taken in by so many at a time.
std::string dump_of(const log::Reader& reader, std::shared_ptr<const rulebook::Rulebook> rulebook,
                    std::uint64_t entries_max) {
    TestFolder folder;
    auto store = Store::open(folder.path("v"), reader, std::move(rulebook)).value();
    while (!store.advance(entries_max).value()) continue;
    return dump_of(folder.path("v"));
}

TEST(Store, HoweverItWasMadeItsDumpIsTheSame) {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        RandomRecord record(seed);
        TestFolder folder;
        TestPrefix shown(record.log.files, record.log.reader(), 1);
        // As the log grows: in batches of chance, closed and opened again between some.
        std::optional<Store> store;
        for (int round = 0; round < 12; ++round) {
            record.grow(1 + record.below(12));
            shown.show(record.log.reader(), record.log.size() - record.below(2));
            if (!store || record.below(3) == 0) {
                store.reset();
                store.emplace(
                    Store::open(folder.path("v"), shown.reader(), record.log.rulebook).value());
            }
            while (!store->advance(1 + record.below(9)).value()) continue;
        }
        shown.show(record.log.reader(), record.log.size());
        while (!store->advance(1000).value()) continue;
        std::string grown = dump_of(folder.path("v"));
        EXPECT_GT(grown.size(), 10'000u);
        EXPECT_EQ(dump_of(record.log.reader(), record.log.rulebook, 1000), grown);
        EXPECT_EQ(dump_of(record.log.reader(), record.log.rulebook, 1), grown);
        // Deleted, it comes back.
        store.reset();
        ASSERT_TRUE(remove_view(folder.path("v")));
        store.emplace(
            Store::open(folder.path("v"), record.log.reader(), record.log.rulebook).value());
        EXPECT_EQ(store->size().value, 0u);
        while (!store->advance(1000).value()) continue;
        EXPECT_EQ(dump_of(folder.path("v")), grown);
    }
}

struct StoreTest : testing::Test {
    RandomRecord record{7};
    TestFolder folder;
    const std::string path = folder.path("v");

    StoreTest() {
        record.grow(30);
        auto store = open().value();
        EXPECT_TRUE(store.advance(1000).value());
    }
    Result<Store> open(const log::Reader& reader) {
        return Store::open(path, reader, record.log.rulebook);
    }
    Result<Store> open() { return open(record.log.reader()); }
};

TEST_F(StoreTest, WhatFitsIsKept) {
    EXPECT_EQ(open().value().size().value, record.log.size());
}

TEST_F(StoreTest, AFileThatIsNoDatabaseIsMadeAnew) {
    std::string whole = dump_of(path);
    for (std::string_view bytes :
         {"", "not a database at all, whatever it is called", "SQLite format 3"}) {
        ASSERT_TRUE(remove_view(path));
        std::ofstream(path) << std::string(5000, '\0').replace(0, bytes.size(), bytes);
        auto store = open();
        ASSERT_TRUE(store) << store.error().message;
        EXPECT_EQ(store->size().value, 0u);
        EXPECT_TRUE(store->advance(1000).value());
        EXPECT_EQ(dump_of(path), whole);
    }
}

TEST_F(StoreTest, ALogThatIsShorterThanItIsAnotherLog) {
    TestPrefix shorter(record.log.files, record.log.reader(), record.log.size() - 1);
    EXPECT_EQ(open(shorter.reader()).value().size().value, 0u);
}

TEST_F(StoreTest, ALogWithAnotherHistoryIsAnotherLog) {
    RandomRecord other(8);
    other.grow(40);
    EXPECT_EQ(Store::open(path, other.log.reader(), other.log.rulebook).value().size().value, 0u);
}

TEST_F(StoreTest, AnotherRulebookMakesItAnew) {
    auto changed = std::make_shared<rulebook::Rulebook>(*record.log.rulebook);
    changed->sha256.bytes[0] ^= 1;
    EXPECT_EQ(Store::open(path, record.log.reader(), changed).value().size().value, 0u);
}

TEST_F(StoreTest, AnotherVersionsFileIsMadeAnew) {
    ASSERT_TRUE(Database::open(path, Database::Mode::write)->script("UPDATE meta SET schema = 0"));
    EXPECT_EQ(open().value().size().value, 0u);
    ASSERT_TRUE(Database::open(path, Database::Mode::write)
                    ->script("DROP TABLE meta; CREATE TABLE meta(x)"));
    EXPECT_EQ(open().value().size().value, 0u);
}

TEST_F(StoreTest, OneProcessFollowsAFile) {
    auto held = open();
    ASSERT_TRUE(held);
    auto second = open();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().type, "directory-in-use");
}

TEST_F(StoreTest, AHeadThatTheEntriesDoNotGiveIsNotFollowed) {
    std::uint64_t before = record.log.size();
    TestPrefix shown(record.log.files, record.log.reader(), before);
    auto store = open(shown.reader()).value();
    std::string kept = dump_of(path);
    record.grow(5);
    log::Reader other(record.log.files, record.log.reader().layout());
    auto head = std::make_shared<log::Reader::Head>(*record.log.reader().head());
    head->checkpoint.root.bytes[5] ^= 1;
    const_cast<log::Reader&>(shown.reader()).publish(head);
    auto reached = store.advance(1000);
    ASSERT_FALSE(reached);
    EXPECT_EQ(reached.error().code, Errc::conflict);
    EXPECT_EQ(reached.error().type, "view-root");
    EXPECT_EQ(dump_of(path), kept);
    shown.show(record.log.reader(), before - 1);
    EXPECT_EQ(store.advance(1000).error().type, "view-ahead");
}

// ---- As of

// Each question of each kind that this record can be asked, as of now.
std::vector<std::pair<std::string, Parameters>> questions(RandomRecord& record,
                                                          std::uint64_t number) {
    std::vector<std::pair<std::string, Parameters>> out{
        {"graph", {}},
        {"participants", {}},
        {"record", {{"limit", "200"}, {"sort", "number"}}},
        {"record", {{"form", "key.add,text.record,register.found"}}}};
    for (const char* sort : {"date", "-date", "number", "-number"})
        out.push_back({"record", {{"sort", sort}, {"limit", "4"}}});
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"kind", "charter"},
             {"kind", "charter,resolution"},
             {"organ", "XAB"},
             {"participant", "XAC,REGISTRY"},
             {"checked", "no"},
             {"direction", "in"},
             {"direction", "out"},
             {"from", "1980"},
             {"until", "1991"},
             {"contains", "امن"},
             {"contains", "state"},
             {"ref", "R/1"},
             {"symbol", "S/2"},
             {"theme", record.log.rulebook->themes.empty()
                           ? "none"
                           : record.log.rulebook->themes.begin()->first}})
        out.push_back({"record", {{name, value}, {"limit", "3"}}});
    for (std::uint64_t i = 0; i <= number; ++i) out.push_back({"item", {{"", std::to_string(i)}}});
    for (int i = 0; i < 4; ++i)
        out.push_back({"graph",
                       {{"around", std::to_string(record.below(number + 1))},
                        {"depth", std::to_string(1 + record.below(4))}}});
    return out;
}

std::string answer_to(Answers& answers, const std::string& kind, Parameters asked) {
    Result<json::object> out;
    if (kind == "record") out = answers.record(asked);
    if (kind == "graph") out = answers.graph(asked);
    if (kind == "participants") out = answers.participants(asked);
    if (kind == "item") {
        std::string ref = asked.extract("").mapped();
        out = answers.item(ref, asked);
    }
    return out ? canonical_json(*out) : out.error().type + ": " + out.error().message;
}

TEST(Answers, AsOfANumberAreThoseOfARecordThatEndsThere) {
    for (std::uint32_t seed = 11; seed <= 13; ++seed) {
        RandomRecord record(seed);
        record.grow(70);
        TestFolder folder;
        TestView whole(folder.path("whole"), record.log.reader(), record.log.rulebook);
        for (int round = 0; round < 6; ++round) {
            std::uint64_t number = record.below(record.log.size());
            TestPrefix prefix(record.log.files, record.log.reader(), number + 1);
            TestFolder beside;
            TestView ended(beside.path("v"), prefix.reader(), record.log.rulebook);
            for (auto [kind, asked] : questions(record, number)) {
                std::string then = answer_to(*ended.answers, kind, asked);
                ASSERT_TRUE(then.starts_with("{")) << then;
                asked["as-of"] = std::to_string(number);
                EXPECT_EQ(answer_to(*whole.answers, kind, asked), then) << kind << " " << number;
                // The next page, too, is of that moment.
                if (auto next = then.find("\"next\":\""); next != then.npos) {
                    asked["cursor"] = then.substr(next + 8, then.find('"', next + 8) - next - 8);
                    std::string page = answer_to(*whole.answers, kind, asked);
                    asked.erase("as-of");
                    EXPECT_EQ(answer_to(*ended.answers, kind, asked), page);
                    EXPECT_EQ(answer_to(*whole.answers, kind, asked), page);
                }
            }
        }
    }
}

}  // namespace
}  // namespace mithaq::view
