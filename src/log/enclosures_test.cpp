#include "log/enclosures.h"

#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/files_testing.h"

namespace mithaq::log {
namespace {

using Operation = MemoryFiles::Operation;
using Fault = MemoryFiles::Fault;
using Crash = MemoryFiles::Crash;

const Layout kLayout{"register", "aside"};

struct Store {
    MemoryFiles& files;
    Enclosures enclosures{files, kLayout};

    explicit Store(MemoryFiles& on) : files(on) {
        MITHAQ_ASSERT(files.make_dir("register"));
        MITHAQ_ASSERT(enclosures.recover());
    }
    // In pieces, as a body arrives.
    Result<Hash> keep(std::string_view bytes, std::size_t piece = 7) {
        MITHAQ_TRY(auto writer, enclosures.begin());
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            MITHAQ_CHECK(writer.write(bytes.substr(at, piece)));
        MITHAQ_CHECK(writer.keep());
        return writer.hash();
    }
    std::string read(const Hash& hash) const {
        auto content = enclosures.open(hash);
        return content ? content->file->read(0, content->size).value() : "absent";
    }
    std::vector<std::string> names() const { return files.list("register/enclosures").value(); }
};

TEST(Enclosures, AreKeptByTheirHash) {
    MemoryFiles files;
    Store store(files);
    auto hash = store.keep("the scan of a note");
    ASSERT_TRUE(hash);
    EXPECT_EQ(*hash, sha256("the scan of a note"));
    EXPECT_TRUE(store.enclosures.present(*hash));
    EXPECT_EQ(store.read(*hash), "the scan of a note");
    EXPECT_EQ(store.names(), std::vector<std::string>{to_hex(hash->bytes)});
    EXPECT_FALSE(store.enclosures.present(sha256("another")));
    auto absent = store.enclosures.open(sha256("another"));
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, Errc::not_found);
    auto nothing = store.keep("");
    ASSERT_TRUE(nothing);
    EXPECT_EQ(store.enclosures.open(*nothing)->size, 0u);
}

TEST(Enclosures, DroppedUnkeptLeaveNothing) {
    MemoryFiles files;
    Store store(files);
    {
        auto writer = store.enclosures.begin();
        ASSERT_TRUE(writer && writer->write("half of it"));
        EXPECT_EQ(store.names().size(), 1u);
    }
    EXPECT_TRUE(store.names().empty());
}

TEST(Enclosures, SentByManyAtOnceAreOneFile) {
    MemoryFiles files;
    Store store(files);
    std::vector<std::thread> threads;
    std::atomic<int> kept = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            for (int round = 0; round < 50; ++round)
                kept += store.keep(fmt::format("content {}", round), i + 1).has_value();
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(kept, 200);
    EXPECT_EQ(store.names().size(), 50u);
    for (int round = 0; round < 50; ++round) {
        std::string bytes = fmt::format("content {}", round);
        EXPECT_EQ(store.read(sha256(bytes)), bytes);
    }
}

TEST(Enclosures, AStartRemovesWhatWasUnfinished) {
    MemoryFiles files;
    Store before(files);
    auto kept = before.keep("whole");
    ASSERT_TRUE(kept);
    files.put("register/enclosures/0.new", "half");
    Store after(files);
    EXPECT_EQ(after.names(), std::vector<std::string>{to_hex(kept->bytes)});
}

// ---- Whatever fails: what keep() said is there stays there, and what has a name has its bytes.

struct Life {
    std::vector<std::string> told;
    bool ended = false;  // by a failed sync

    // A content is tried once more when the process may go on.
    void run(MemoryFiles& files) {
        if (auto made = files.make_dir("register"); !made) return;
        Enclosures enclosures(files, kLayout);
        if (!enclosures.recover()) return;
        for (std::string_view bytes : {"one, a scan", "two", "one, a scan", "three, longer"})
            for (int tries = 0; tries < 2 && !ended; ++tries) {
                auto kept = keep(enclosures, bytes);
                if (kept) {
                    told.emplace_back(bytes);
                    break;
                }
                ended = kept.error().code == Errc::fatal;
            }
    }

  private:
    static Result<void> keep(Enclosures& enclosures, std::string_view bytes) {
        MITHAQ_TRY(auto writer, enclosures.begin());
        MITHAQ_CHECK(writer.write(bytes.substr(0, 2)));
        MITHAQ_CHECK(writer.write(bytes.substr(2)));
        return writer.keep();
    }
};

void expect_whole(MemoryFiles& files, const Life& life) {
    Store store(files);
    for (const auto& bytes : life.told) EXPECT_EQ(store.read(sha256(bytes)), bytes);
    for (const auto& name : store.names())
        EXPECT_EQ(to_hex(sha256(files.get("register/enclosures/" + name)).bytes), name);
}

TEST(Enclosures, WhateverFailsWhatWasKeptIsThereWhole) {
    MemoryFiles whole;
    Life all;
    all.run(whole);
    ASSERT_EQ(all.told.size(), 4u);
    auto done = whole.done();
    std::size_t lives = 0;
    for (std::uint64_t index = 0; index < done.size(); ++index)
        for (Fault fault :
             {Fault::failed, Fault::persisted, Fault::cut_short, Fault::lost, Fault::disk_full}) {
            if (!MemoryFiles::can(done[index].operation, fault)) continue;
            SCOPED_TRACE(fmt::format("operation {}, {}: fault {}", index, done[index].path,
                                     static_cast<int>(fault)));
            MemoryFiles files;
            files.fail_at(index, fault);
            Life life;
            life.run(files);
            ASSERT_TRUE(files.failed());
            for (auto crash : {Crash::lose, Crash::keep, Crash::mix}) {
                MemoryFiles after(files);
                after.crash(crash, static_cast<std::uint32_t>(index));
                expect_whole(after, life);
                after.crash(Crash::lose);  // what a start shows is durable
                expect_whole(after, life);
                ++lives;
            }
            expect_whole(files, life);
        }
    EXPECT_GT(lives, 100u);
}

}  // namespace
}  // namespace mithaq::log
