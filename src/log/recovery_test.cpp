// What a start finds, and what it makes of it: tails, copies, snapshots, derived files, keys.
#include <random>

#include <gtest/gtest.h>

#include "base/files_testing.h"
#include "log/log_testing.h"

namespace mithaq::log {
namespace {

std::string record(Instant stamp, std::string_view note) {
    std::string entry = act::entry_line(stamp) + std::string(note);
    std::string out;
    append_u16_be(out, static_cast<std::uint16_t>(entry.size()));
    return out + entry;
}

std::string state_of(TestRegister& made) {
    return made.writer().state().encode(made.writer().root());
}

template <typename T>
std::string error_of(const Result<T>& result) {
    return result ? "no error" : result.error().type;
}

// A register of four entries: its founding and three keys; closed.
class Recovery : public ::testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(made.open());
        ASSERT_TRUE(made.add_keys());
        four = made.head();
    }
    std::string plain(std::string_view text) { return made.cast().plain("XAA", text, four); }
    Instant later(std::int64_t seconds) { return {kTestStart.ms + 3600'000 + seconds * kSecondMs}; }
    // Closed, with this behind its entries.
    Result<void> open_with_tail(const std::string& tail) {
        made.close();
        files.put("register/entries", files.get("register/entries") + tail);
        return made.open();
    }
    const RecoveryReport& report() { return made.writer().recovery(); }

    MemoryFiles files;
    TestRegister made{files};
    tree::Checkpoint four;
};

TEST_F(Recovery, AFullDiskEndsTheProcessAndWhenThereIsSpaceAgainTheRegisterGoesOn) {
    made.close();
    ASSERT_TRUE(made.open());
    ASSERT_TRUE(made.append(plain("For a full disk.")));
    files.fail_at(files.done().size(), MemoryFiles::Fault::disk_full);
    EXPECT_EQ(error_of(made.writer().commit()), "disk-full");
    EXPECT_EQ(made.head(), four);
    ASSERT_TRUE(made.open());
    EXPECT_EQ(made.head(), four);
    EXPECT_EQ(report().cut_because, "torn");
    ASSERT_TRUE(made.register_all({plain("For a full disk.")}));
    EXPECT_EQ(made.head().size.value, 5u);
}

TEST_F(Recovery, ASecondWriterOnOneFolderIsRefusedUntilTheFirstIsGone) {
    auto second = [&] { return Writer::open(files, made.layout(), made.cast().register_keys()); };
    EXPECT_EQ(error_of(second()), "directory-in-use");
    made.close();
    EXPECT_EQ(error_of(second()), "no error");
}

TEST_F(Recovery, AnUnfinishedFoundingHoldsNothingAndAFinishedOneIsNotRepeated) {
    EXPECT_EQ(error_of(made.cast().found(files, made.layout())), "already-founded");
    made.close();
    files.erase("register/anchor");
    EXPECT_EQ(error_of(made.open()), "not-founded");
}

TEST_F(Recovery, ATailTornAtAnyByteIsCutThere) {
    made.close();
    const MemoryFiles before(files);
    std::string last = record(later(0), plain("The last."));
    for (std::size_t length = 0; length <= last.size(); ++length) {
        SCOPED_TRACE(length);
        MemoryFiles torn(before);
        torn.put("register/entries", torn.get("register/entries") + last.substr(0, length));
        TestRegister again(torn);
        ASSERT_TRUE(again.open());
        bool is_whole = length == last.size();
        ASSERT_EQ(again.head().size.value, is_whole ? 5u : 4u);
        const RecoveryReport& report = again.writer().recovery();
        ASSERT_EQ(report.rolled_forward, is_whole ? 1u : 0u);
        ASSERT_EQ(report.bytes_cut, is_whole ? 0 : length);
        ASSERT_EQ(report.cut_because, is_whole || length == 0 ? "" : "torn");
    }
}

TEST_F(Recovery, AValidTailIsRolledForwardAndSigned) {
    ASSERT_TRUE(open_with_tail(record(later(0), plain("A.")) + record(later(1), plain("B.")) +
                               record(later(1), plain("C."))));
    EXPECT_EQ(report().replayed, 4u);
    EXPECT_EQ(report().rolled_forward, 3u);
    EXPECT_EQ(report().bytes_cut, 0u);
    EXPECT_EQ(made.head().size.value, 7u);
    EXPECT_EQ(made.writer().uncommitted(), 0u);
    ASSERT_TRUE(made.open());
    EXPECT_EQ(report().replayed, 7u);
    EXPECT_EQ(report().rolled_forward, 0u);
}

TEST_F(Recovery, ATailIsCutAtItsFirstInadmissibleEntryAndTheReasonIsNamed) {
    const TestCast& cast = made.cast();
    auto other_head = four;
    other_head.root = tree::leaf_hash("another branch");
    auto text = cast.act_text("communication.plain", {{"text", {{"en", "X."}}}}, {"XAA"}, four);
    const std::pair<std::string, std::string> bad[] = {
        {"key-unknown", record(later(1), cast.sign(text, {cast.named("XAA", "other")}))},
        {"signature-invalid",
         record(later(1), cast.sign(text, {cast.submit("XAA")}).replace(text.find("X."), 2, "Y."))},
        {"seen-unknown", record(later(1), cast.plain("XAA", "X.", other_head))},
        {"stamp-decreasing", record(kTestStart, plain("X."))},
        {"expired", record({kTestStart.ms + 31 * kDayMs}, plain("X."))},
        {"already-registered", record(later(1), plain("Good."))},
        {"entry-line", record(later(1), plain("X.")).replace(2, 1, "M")},
        {"entry-line", std::string(64, '\0')},
    };
    std::string good = record(later(0), plain("Good."));
    std::string after = record(later(2), plain("After."));
    made.close();
    for (const auto& [because, tail] : bad) {
        SCOPED_TRACE(because);
        MemoryFiles tailed(files);
        tailed.put("register/entries", tailed.get("register/entries") + good + tail + after);
        TestRegister again(tailed);
        ASSERT_TRUE(again.open());
        const RecoveryReport& report = again.writer().recovery();
        EXPECT_EQ(report.rolled_forward, 1u);
        EXPECT_EQ(report.cut_because, because);
        EXPECT_EQ(report.bytes_cut, tail.size() + after.size());
        EXPECT_EQ(again.head().size.value, 5u);
        EXPECT_EQ(tailed.get("register/entries"), files.get("register/entries") + good);
    }
}

// ---- Copies of the folder

TEST_F(Recovery, ARestoredOlderFolderIsRefusedAndNothingInItIsTouched) {
    for (bool snapshot : {false, true}) {
        SCOPED_TRACE(snapshot);
        if (snapshot) ASSERT_TRUE(made.writer().write_snapshot());
        made.close();
        auto older = files.copy("register");
        ASSERT_TRUE(made.open());
        ASSERT_TRUE(made.add_plain(3));
        auto newest = made.head();
        made.close();
        auto newer = files.copy("register");
        auto aside = files.copy("aside");
        files.put_back("register", older);
        EXPECT_EQ(error_of(made.open()), "restored-older");
        EXPECT_EQ(files.copy("register"), older);
        EXPECT_EQ(files.copy("aside"), aside);
        files.put_back("register", newer);
        ASSERT_TRUE(made.open());
        EXPECT_EQ(made.head(), newest);
    }
}

// The copy had been taken between slot and aside, or its slots were lost: all entries are there.
TEST_F(Recovery, AFolderWhoseCheckpointIsOlderThanAsideGoesOnWhenItHasAllEntries) {
    std::string older = files.get("register/checkpoint");
    ASSERT_TRUE(made.add_plain(2));
    auto newest = made.head();
    made.close();
    files.put("register/checkpoint", older);
    ASSERT_TRUE(made.open());
    EXPECT_EQ(made.head(), newest);
}

TEST_F(Recovery, TwoCopiesThatBothWentOnAreRefusedTogether) {
    made.close();
    MemoryFiles other_files(files);
    TestRegister other(other_files);
    ASSERT_TRUE(made.open());
    ASSERT_TRUE(other.open());
    ASSERT_TRUE(made.add_plain(2));
    auto ours = made.head();
    made.close();
    // Shorter than what is aside: an older copy. As long, or longer: a fork.
    for (const char* expected : {"restored-older", "heads-fork", "heads-fork"}) {
        ASSERT_TRUE(other.register_all({other.cast().plain("XAB", "Elsewhere.", other.head())}));
        SCOPED_TRACE(other.head().size.value);
        MemoryFiles mixed(files);
        mixed.put_back("register", other_files.copy("register"));
        auto copied = mixed.copy("register");
        TestRegister opened(mixed);
        EXPECT_EQ(error_of(opened.open()), expected);
        EXPECT_EQ(mixed.get("register/entries"), copied["register/entries"]);
        EXPECT_EQ(mixed.get("register/checkpoint"), copied["register/checkpoint"]);
        EXPECT_EQ(mixed.copy("aside"), files.copy("aside"));
    }
    ASSERT_TRUE(made.open());
    EXPECT_EQ(made.head(), ours);
}

TEST_F(Recovery, WithoutWhatWasPutAsideNothingIsSigned) {
    made.close();
    std::string aside = files.get("aside/checkpoint");
    files.erase("aside/checkpoint");
    EXPECT_EQ(error_of(made.open()), "aside-missing");
    files.put("aside/checkpoint", std::string(kSlotBytes, '\0'));
    EXPECT_EQ(error_of(made.open()), "aside-missing");
    files.put("aside/checkpoint", aside);
    EXPECT_TRUE(made.open());
}

TEST_F(Recovery, AChangedEntryBelowTheCheckpointKeepsTheRegisterFromSigning) {
    made.close();
    std::string entries = files.get("register/entries");
    for (std::size_t at = 0; at < entries.size(); at += 97) {
        SCOPED_TRACE(at);
        std::string changed = entries;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        files.put("register/entries", changed);
        EXPECT_EQ(error_of(made.open()), "entries-differ");
        EXPECT_EQ(files.get("register/entries"), changed);
    }
    files.put("register/entries", entries.substr(0, entries.size() - 1));
    EXPECT_EQ(error_of(made.open()), "entries-differ");
    files.put("register/entries", entries);
    EXPECT_TRUE(made.open());
}

TEST_F(Recovery, OneTornSlotCostsNothingAndTwoStopTheRegister) {
    ASSERT_TRUE(made.add_plain(1));
    auto newest = made.head();
    made.close();
    const std::string slots = files.get("register/checkpoint");
    ASSERT_EQ(slots.size(), 2 * kSlotBytes);
    for (std::size_t slot : {0, 1}) {
        SCOPED_TRACE(slot);
        std::string torn = slots;
        torn[slot * kSlotBytes + 100] = '~';
        files.put("register/checkpoint", torn);
        ASSERT_TRUE(made.open());
        EXPECT_EQ(made.head(), newest);
        made.close();
    }
    files.put("register/checkpoint", std::string(2 * kSlotBytes, '\0'));
    EXPECT_EQ(error_of(made.open()), "checkpoint-missing");
}

TEST_F(Recovery, WithoutTheRulebookNothingIsJudged) {
    made.close();
    std::string path = made.layout().rulebook(sha256(small_bundle()));
    files.put(path, small_bundle() + "\n");
    EXPECT_EQ(error_of(made.open()), "rulebook-hash");
    files.erase(path);
    EXPECT_EQ(error_of(made.open()), "rulebook-missing");
    files.put(path, small_bundle());
    EXPECT_TRUE(made.open());
}

// ---- Keys

TEST_F(Recovery, OtherKeysThanTheLogNamesAreRefused) {
    made.close();
    auto before = files.copy("register");
    auto open_with = [&](RegisterKeys keys) {
        return error_of(Writer::open(files, made.layout(), std::move(keys)));
    };
    auto seed = test_seed("another");
    for (auto member : {&RegisterKeys::checkpoint, &RegisterKeys::clock, &RegisterKeys::refusal}) {
        RegisterKeys keys = made.cast().register_keys();
        keys.*member = note::make_signer_key((keys.*member).verifier.name, seed);
        EXPECT_EQ(open_with(keys),
                  member == &RegisterKeys::checkpoint ? "checkpoint-missing" : "keys-other");
        EXPECT_EQ(files.get("register/checkpoint"), before["register/checkpoint"]);
    }
    RegisterKeys keys = made.cast().register_keys();
    std::swap(keys.clock, keys.refusal);
    EXPECT_EQ(open_with(keys), "keys-other");
    EXPECT_EQ(open_with(made.cast().register_keys()), "no error");
}

TEST_F(Recovery, TheKeysInTheFolderAreThoseItWasFoundedWith) {
    auto keys = load_register_keys(files, made.layout());
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->checkpoint.verifier, made.cast().register_keys().checkpoint.verifier);
    EXPECT_EQ(keys->clock.seed, made.cast().register_keys().clock.seed);
    EXPECT_EQ(keys->refusal.seed, made.cast().register_keys().refusal.seed);
    std::string secret = files.get("register/keys/clock.secret");
    files.put("register/keys/clock.secret", secret.replace(secret.size() / 2, 1, "*"));
    EXPECT_FALSE(load_register_keys(files, made.layout()));
    files.erase("register/keys/clock.secret");
    EXPECT_FALSE(load_register_keys(files, made.layout()));
}

// ---- Snapshots and derived files

class Derived : public Recovery {
  protected:
    void SetUp() override {
        Recovery::SetUp();
        ASSERT_TRUE(made.register_all({made.cast().key_enrol("XAC", four),
                                       made.cast().key_revoke("XAB", four), plain("One.")}));
        ASSERT_TRUE(made.writer().write_snapshot());
        ASSERT_TRUE(made.add_plain(300));
        state = state_of(made);
        made.close();
        folder = files.copy("register");
    }
    void expect_rebuilt(std::uint64_t from_snapshot) {
        ASSERT_TRUE(made.open());
        EXPECT_EQ(state_of(made), state);
        EXPECT_EQ(report().from_snapshot, from_snapshot);
        EXPECT_EQ(report().replayed, 307 - from_snapshot);
        made.close();
        for (const char* name : {"offsets", "level-0", "level-1", "entries"})
            EXPECT_EQ(files.get(made.layout().path(name)), folder[made.layout().path(name)])
                << name;
    }
    std::string state;
    MemoryFiles::Copy folder;
};

TEST_F(Derived, ASnapshotSavesReadingAndChangesNothing) {
    expect_rebuilt(7);
    files.erase("register/snapshot");
    expect_rebuilt(0);
}

TEST_F(Derived, DeletedOrCutDerivedFilesAreRebuiltToTheSameBytes) {
    for (const char* name : {"offsets", "level-0", "level-1"})
        for (bool snapshot : {true, false}) {
            std::string path = made.layout().path(name);
            for (std::size_t size :
                 {std::size_t{0}, std::size_t{31}, std::size_t{100}, folder[path].size() - 1}) {
                SCOPED_TRACE(fmt::format("{} cut to {}, snapshot {}", name, size, snapshot));
                files.put_back("register", folder);
                if (!snapshot) files.erase("register/snapshot");
                files.put(path, folder[path].substr(0, size));
                bool needed = std::string_view(name) == "level-0"
                                  ? size < 7 * 32
                                  : std::string_view(name) == "offsets" && size < 7 * 8;
                expect_rebuilt(snapshot && !needed ? 7 : 0);
            }
            files.erase(path);
            expect_rebuilt(snapshot && std::string_view(name) == "level-1" ? 7 : 0);
        }
}

TEST_F(Derived, ASnapshotWithAnyByteChangedIsIgnored) {
    const std::string snapshot = folder["register/snapshot"];
    auto rulebooks = rulebooks_beside(files, made.layout());
    for (std::size_t at = 0; at < snapshot.size(); ++at) {
        std::string changed = snapshot;
        changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
        ASSERT_FALSE(rules::State::decode(changed, rulebooks)) << at;
        if (at % 250 != 0) continue;
        SCOPED_TRACE(at);
        files.put("register/snapshot", changed);
        expect_rebuilt(0);
    }
    for (std::size_t size : {std::size_t{0}, std::size_t{32}, snapshot.size() - 1}) {
        files.put("register/snapshot", snapshot.substr(0, size));
        expect_rebuilt(0);
    }
}

// Its sum holds, but it is of another log: its root is not that of these hashes.
TEST_F(Derived, ASnapshotOfAnotherLogIsIgnored) {
    MemoryFiles other_files;
    TestRegister other(other_files);
    ASSERT_TRUE(other.open());
    ASSERT_TRUE(other.add_keys());
    ASSERT_TRUE(other.register_all({other.cast().plain("XAB", "Elsewhere.", other.head())}));
    ASSERT_TRUE(other.writer().write_snapshot());
    files.put("register/snapshot", other_files.get("register/snapshot"));
    expect_rebuilt(0);
}

// A copy of the snapshot of a longer log beside a shorter one.
TEST_F(Derived, ASnapshotAheadOfTheCheckpointIsIgnored) {
    ASSERT_TRUE(made.open());
    ASSERT_TRUE(made.add_plain(1));
    ASSERT_TRUE(made.writer().write_snapshot());
    std::string ahead = files.get("register/snapshot");
    made.close();
    MemoryFiles fresh;
    for (const auto& [path, bytes] : folder) fresh.put(path, bytes);
    fresh.put("register/snapshot", ahead);
    std::string slots = folder["register/checkpoint"];
    fresh.put("aside/checkpoint", slots);
    TestRegister opened(fresh);
    ASSERT_TRUE(opened.open());
    EXPECT_EQ(opened.writer().recovery().from_snapshot, 0u);
    EXPECT_EQ(state_of(opened), state);
}

// Random lives: whatever the snapshot, what is replayed behind it gives the same state.
TEST(Snapshots, OfAnySizeAndTheReplayBehindThemGiveTheStateOfAFullReplay) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        MemoryFiles files;
        TestRegister made(files);
        ASSERT_TRUE(made.open());
        std::vector<std::string> snapshots;
        std::map<std::string, std::string> labels;  // of each one's key in use
        for (int batch = 0; batch < 12; ++batch) {
            for (auto left = random() % 4; left > 0; --left) {
                std::string who = random() % 2 == 0 ? "XAA" : "XAB";
                std::string text = fmt::format("{} {}", batch, left);
                std::string& label = labels[who];
                if (label.empty()) {
                    label = fmt::format("k{}-{}", batch, left);
                    ASSERT_TRUE(made.append(made.cast().key_add(who, made.head(), label)));
                } else if (random() % 4 == 0) {
                    ASSERT_TRUE(made.append(made.cast().key_revoke(who, made.head(), label)));
                    label.clear();
                } else {
                    ASSERT_TRUE(made.append(made.cast().sign(
                        made.cast().act_text("communication.plain", {{"text", {{"en", text}}}},
                                             {who}, made.head()),
                        {made.cast().named(who, label)})));
                }
            }
            ASSERT_TRUE(made.writer().commit());
            if (random() % 2 != 0) continue;
            ASSERT_TRUE(made.writer().write_snapshot());
            snapshots.push_back(files.get("register/snapshot"));
        }
        const std::string live = state_of(made);
        const std::uint64_t size = made.writer().state().size();
        made.close();
        for (const auto& snapshot : snapshots) {
            files.put("register/snapshot", snapshot);
            ASSERT_TRUE(made.open());
            const RecoveryReport& report = made.writer().recovery();
            EXPECT_GT(report.from_snapshot, 0u);
            EXPECT_EQ(report.from_snapshot + report.replayed, size);
            EXPECT_EQ(state_of(made), live);
            made.close();
        }
        files.erase("register/snapshot");
        ASSERT_TRUE(made.open());
        EXPECT_EQ(made.writer().recovery().from_snapshot, 0u);
        EXPECT_EQ(state_of(made), live);
    }
}

}  // namespace
}  // namespace mithaq::log
