// Acts with enclosures: their contents first, durable; then the act.
#include "register/contents.h"

#include <gtest/gtest.h>

#include "register/register_testing.h"

namespace mithaq::reg {
namespace {

using One = TestContents::One;
using Standing = Register::Standing;

const One kScan{"scan.pdf", std::string(5000, 's')};
const One kMap{"map.png", "a map"};

struct ContentsTest : testing::Test {
    MemoryFiles files;
    Site site{files};

    void SetUp() override {
        site.start();
        site.add_keys();
    }
    std::string naming_note(const std::vector<One>& named, std::string_view text = "See it.") {
        return site.plain(text, naming(named));
    }
    std::string content(const One& one) const {
        auto found = site.reg->enclosures().open(sha256(one.bytes));
        return found ? found->file->read(0, found->size).value() : "absent";
    }
    std::size_t kept() const { return files.copy("register/enclosures").size(); }
    void expect_not_judged(const Answer& answer, std::string_view type, Errc code,
                           std::string_view pointer = "") const {
        ASSERT_EQ(answer.type(), type);
        EXPECT_EQ(answer.problem()->error.code, code);
        EXPECT_EQ(answer.problem()->error.pointer, pointer);
        EXPECT_EQ(answer.problem()->refusal, "");
    }
};

TEST_F(ContentsTest, AreKeptBeforeTheActThatNamesThemIsRegistered) {
    const std::string note = naming_note({kScan, kMap});
    auto answer = site.send(note, {kMap, kScan});
    ASSERT_TRUE(answer.registered()) << answer.problem()->error.message;
    EXPECT_EQ(content(kScan), kScan.bytes);
    EXPECT_EQ(content(kMap), kMap.bytes);
    // Every content synced and named before the entry is written.
    auto done = files.done();
    auto last = [&](MemoryFiles::Operation operation, std::string_view path) {
        auto found = std::find_if(done.rbegin(), done.rend(), [&](const auto& one) {
            return one.operation == operation && one.path.starts_with(path);
        });
        return done.rend() - found;
    };
    auto written = last(MemoryFiles::Operation::write, "register/entries");
    EXPECT_LT(last(MemoryFiles::Operation::sync, "register/enclosures/"), written);
    EXPECT_LT(last(MemoryFiles::Operation::rename, "register/enclosures/"), written);
    EXPECT_LT(last(MemoryFiles::Operation::sync_dir, "register/enclosures"), written);
    site.reg.reset();
    files.crash(MemoryFiles::Crash::lose);
    site.clock.pass(1);
    site.start();
    EXPECT_EQ(content(kScan), kScan.bytes);
    EXPECT_EQ(site.note_of(answer.number()), note);
}

TEST_F(ContentsTest, NeitherHereNorSentAreAskedFor) {
    std::string note = naming_note({kScan, kMap});
    expect_not_judged(site.send(note), "enclosure-missing", Errc::conflict, "/enclosures/0");
    expect_not_judged(site.send(note, {kScan}), "enclosure-missing", Errc::conflict,
                      "/enclosures/1");
    EXPECT_EQ(kept(), 0u);  // an act's contents are kept together
    EXPECT_EQ(site.reg->find(act::act_id(act::parse_act_note(note)->text)).standing,
              Standing::unknown);
    EXPECT_TRUE(site.send(note, {kScan, kMap}).registered());
}

TEST_F(ContentsTest, ThatAreHereNeedNotBeSentAgain) {
    ASSERT_TRUE(site.send(naming_note({kScan}), {kScan}).registered());
    EXPECT_TRUE(site.send(naming_note({kScan}, "Again.")).registered());
    EXPECT_TRUE(site.send(naming_note({kScan, kMap}, "And more."), {kMap}).registered());
    EXPECT_TRUE(site.send(naming_note({kScan}, "Sent all the same."), {kScan}).registered());
    EXPECT_EQ(kept(), 2u);
}

TEST_F(ContentsTest, OfAKnownActAreNotReadAndItsFirstReceiptIsTheAnswer) {
    std::string note = naming_note({kScan});
    auto first = site.send(note, {kScan});
    ASSERT_TRUE(first.registered());
    for (auto& answer : {site.send(note), site.send(note, {kScan}), site.send(note, {kMap})}) {
        ASSERT_TRUE(answer.registered());
        EXPECT_EQ(answer.number(), first.number());
        EXPECT_FALSE(answer.registered()->first);
    }
    EXPECT_EQ(kept(), 1u);
}

TEST_F(ContentsTest, ThatAreNotWhatTheActNamesAreNotTaken) {
    std::string note = naming_note({kScan, kMap});
    const One other_scan{kScan.name, std::string(5000, 'o')};
    const One long_scan{kScan.name, std::string(5001, 's')};
    for (const One& wrong : {other_scan, long_scan})
        expect_not_judged(site.send(note, {kMap, wrong}), "enclosure-differs", Errc::unverified,
                          "/enclosures/0");
    expect_not_judged(site.send(note, {kScan, {"third.txt", "?"}}), "enclosure-unnamed",
                      Errc::malformed);
    expect_not_judged(site.send(note, {kScan, kMap, kMap}), "enclosure-unnamed", Errc::malformed);
    expect_not_judged(site.send(site.plain("Names none."), {kScan}), "enclosure-unnamed",
                      Errc::malformed);
    EXPECT_EQ(kept(), 0u);
    // The right hash, and a size that no content with it has.
    json::object wrong_size = naming({kScan});
    wrong_size["enclosures"].as_array()[0].as_object()["size"] = 4999;
    note = site.plain("See it.", wrong_size);
    expect_not_judged(site.send(note, {{"other name", kScan.bytes}}), "enclosure-unnamed",
                      Errc::malformed);
    wrong_size["enclosures"].as_array()[0].as_object()["size"] = 5001;
    note = site.plain("See it.", wrong_size);
    expect_not_judged(site.send(note, {kScan}), "enclosure-differs", Errc::unverified,
                      "/enclosures/0");
    ASSERT_TRUE(site.send(naming_note({kScan}), {kScan}).registered());
    expect_not_judged(site.send(note), "enclosure-differs", Errc::unverified, "/enclosures/0");
}

TEST_F(ContentsTest, OfARefusedActAreNotKept) {
    std::string note =
        site.cast.sign(site.cast.act_text("communication.plain", {{"text", {{"en", "X."}}}},
                                          {"XAA"}, site.head(), naming({kScan})),
                       {site.cast.submit("XAB")});
    auto refused = site.send(note, {kScan});
    ASSERT_EQ(refused.type(), "signature-order");
    EXPECT_NE(refused.problem()->refusal, "");  // a judgement, also without contents
    EXPECT_NE(site.send(note).problem()->refusal, "");
    EXPECT_EQ(kept(), 0u);
}

TEST_F(ContentsTest, AreBoundedADayInSizeAndByTheDisk) {
    site.options.quotas.participant_enclosure_bytes_a_day = 8000;
    site.options.quotas.enclosure_bytes_max = 6000;
    site.reg.reset();
    site.clock.pass(1);
    site.start();
    const One large{"large", std::string(6001, 'l')};
    expect_not_judged(site.send(naming_note({large}), {large}), "enclosure-too-large",
                      Errc::too_large);
    // What was not kept is not counted.
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(site.send(naming_note({kScan}), {kMap}).type(), "enclosure-unnamed");
    ASSERT_TRUE(site.send(naming_note({kScan}), {kScan}).registered());
    const One second{"second", std::string(3001, '2')};
    expect_not_judged(site.send(naming_note({second}), {second}), "quota", Errc::busy);
    EXPECT_TRUE(site.send(naming_note({kScan}, "It is here.")).registered());
    EXPECT_TRUE(site.send(site.plain("Without.")).registered());
    site.clock.pass(kDayMs);
    files.set_free_bytes(site.options.quotas.free_bytes_min + 3000);
    std::string note = naming_note({second});
    expect_not_judged(site.send(note, {second}), "disk-nearly-full", Errc::busy);
    EXPECT_EQ(kept(), 1u);
    files.set_free_bytes(site.options.quotas.free_bytes_min + 3001);
    EXPECT_TRUE(site.send(note, {second}).registered());
}

TEST_F(ContentsTest, AFullDiskIsNotNowAndAFailedSyncEndsTheRegister) {
    std::string note = naming_note({kScan});
    std::atomic<int> ended = 0;
    site.options.on_fatal = [&](const Error& error) {
        EXPECT_EQ(error.code, Errc::fatal);
        ++ended;
    };
    site.reg.reset();
    site.clock.pass(1);
    site.start();
    auto next = [&] { return files.done().size(); };
    // create, then five writes of 1000 bytes, then the sync.
    files.fail_at(next() + 3, MemoryFiles::Fault::disk_full);
    expect_not_judged(site.send(note, {kScan}), "disk-nearly-full", Errc::busy);
    EXPECT_EQ(kept(), 0u);
    files.fail_at(next() + 6, MemoryFiles::Fault::lost);
    expect_not_judged(site.send(note, {kScan}), "stopping", Errc::unavailable);
    site.reg.reset();
    EXPECT_EQ(ended, 1);
    site.clock.pass(1);
    site.start();
    EXPECT_EQ(kept(), 0u);
    EXPECT_TRUE(site.send(note, {kScan}).registered());
}

// Its contents do not come before they are let.
class HeldContents final : public EnclosureSource {
  public:
    HeldContents(std::promise<void>& begun, std::shared_future<void> let)
        : begun_(begun), let_(std::move(let)) {}
    Result<std::optional<Sent>> next() override {
        begun_.set_value();
        let_.wait();
        return std::nullopt;
    }
    Result<std::string_view> read() override { return std::string_view(); }

  private:
    std::promise<void>& begun_;
    std::shared_future<void> let_;
};

TEST_F(ContentsTest, WaitWhileOtherActsAreRegisteredAndNotWithoutEnd) {
    site.options.quotas.keeping_acts_max = 2;
    site.reg.reset();
    site.clock.pass(1);
    site.start();
    ASSERT_TRUE(site.send(naming_note({kScan}), {kScan}).registered());
    std::promise<void> begun, let;
    std::string held_note = naming_note({kScan}, "Held.");
    auto held = submit(*site.reg, held_note,
                       std::make_unique<HeldContents>(begun, let.get_future().share()));
    awaited(begun.get_future());
    auto waiting = submit(*site.reg, naming_note({kScan}, "Waits behind it."), nullptr);
    EXPECT_TRUE(site.send(site.plain("Passes them.")).registered());
    expect_not_judged(site.send(naming_note({kScan}, "One too many.")), "queue-full", Errc::busy);
    EXPECT_EQ(site.reg->find(act::act_id(act::parse_act_note(held_note)->text)).standing,
              Standing::queued);
    // Stopping, what has begun is finished, and what waits may be sent again.
    std::thread stopper([&] { site.reg->stop(); });
    while (send(*site.reg, site.plain("Is it stopping?")).type() != "stopping")
        std::this_thread::yield();
    let.set_value();
    EXPECT_TRUE(awaited(std::move(held)).registered());
    expect_not_judged(awaited(std::move(waiting)), "stopping", Errc::unavailable);
    stopper.join();
}

TEST_F(ContentsTest, SentByManyAtOnceAreOneAndAllActsAreRegistered) {
    std::vector<std::future<Answer>> answers;
    std::vector<std::string> notes;
    for (int i = 0; i < 20; ++i)
        notes.push_back(naming_note({kScan}, fmt::format("Act {}.", i / 2)));
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = t; i < 20; i += 4) {
                auto answer =
                    submit(*site.reg, notes[i],
                           std::make_unique<TestContents>(std::vector<One>{kScan}, 100 + i));
                std::lock_guard lock(mutex);
                answers.push_back(std::move(answer));
            }
        });
    for (auto& thread : threads) thread.join();
    for (auto& answer : answers) EXPECT_TRUE(awaited(std::move(answer)).registered());
    EXPECT_EQ(count_form(*site.reg, "communication.plain"), 10u);
    EXPECT_EQ(kept(), 1u);
}

TEST(Describe, GivesEachContentItsHashAndSize) {
    TestContents source({kScan, kMap}, 7);
    auto found = describe(source, 2);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ((*found)[0].sha256, sha256(kScan.bytes));
    EXPECT_EQ((*found)[0].size, 5000u);
    EXPECT_EQ((*found)[1].name, "map.png");
    EXPECT_EQ((*found)[1].type, "text/plain");
    TestContents again({kScan, kMap});
    EXPECT_EQ(describe(again, 1).error().type, "enclosure-too-large");
}

}  // namespace
}  // namespace mithaq::reg
