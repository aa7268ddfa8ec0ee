#include "register/register.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "register/register_testing.h"

namespace mithaq::reg {
namespace {

using Standing = Register::Standing;

struct RegisterTest : testing::Test {
    MemoryFiles files;
    Site site{files};

    Hash id(const std::string& note) const { return act::act_id(act::parse_act_note(note)->text); }
    void start_with_keys() {
        site.start();
        site.add_keys();
    }
    void expect_receipt(const Registered& registered) const {
        auto proof = tree::parse_proof(registered.receipt);
        ASSERT_TRUE(proof) << registered.receipt;
        EXPECT_EQ(proof->index, tree::LeafIndex{registered.number});
        auto policy = tree::Policy::parse(fmt::format(
            "log {}\nquorum none\n", note::format_verifier_key(site.reg->anchor().key)));
        auto entry = site.entry(registered.number);
        auto head = tree::verify_proof(*proof, entry, policy.value());
        ASSERT_TRUE(head) << head.error().message;
        EXPECT_EQ(*proof->extra, act::entry_line(registered.stamp));
        EXPECT_TRUE(entry.starts_with(*proof->extra));
        EXPECT_LE(head->checkpoint.size, site.head().size);
    }
    // A judgement: signed, of this text, at a head that was durable when the answer was given.
    void expect_refusal(const Answer& answer, const std::string& note, std::string_view type) {
        ASSERT_EQ(answer.type(), type);
        const Problem& problem = *answer.problem();
        auto refusal =
            rules::open_refusal(problem.refusal, site.cast.register_keys().refusal.verifier);
        ASSERT_TRUE(refusal) << problem.refusal;
        EXPECT_EQ(refusal->origin, site.cast.origin());
        EXPECT_EQ(refusal->act_id, id(note));
        EXPECT_EQ(refusal->problem, type);
        EXPECT_EQ(refusal->pointer, problem.error.pointer);
        EXPECT_EQ(refusal->rule, problem.error.rule);
        EXPECT_EQ(refusal->at, site.clock.wall());
        EXPECT_LE(refusal->size, answer.durable);
        EXPECT_EQ(tree::root_at(refusal->size, site.reg->reader().nodes()), refusal->root);
        EXPECT_EQ(problem.retry_after_s, 0u);
        EXPECT_EQ(site.reg->find(id(note)).standing, Standing::unknown);
    }
    void expect_not_judged(const Answer& answer, std::string_view type, Errc code) const {
        ASSERT_EQ(answer.type(), type);
        EXPECT_EQ(answer.problem()->error.code, code);
        EXPECT_EQ(answer.problem()->refusal, "");
    }
    void expect_sound() const {
        auto report = site.audit();
        for (const auto& finding : report.findings)
            ADD_FAILURE() << finding.where << ": " << finding.what;
        EXPECT_EQ(report.head.size, site.head().size);
    }
};

// ---- Acknowledgements

TEST_F(RegisterTest, AnActIsAnsweredWithAReceiptThatVerifiesOffline) {
    start_with_keys();
    auto note = site.plain("First.");
    site.clock.pass(1'234);
    auto answer = site.send(note);
    ASSERT_TRUE(answer.registered());
    const Registered& registered = *answer.registered();
    EXPECT_TRUE(registered.first);
    EXPECT_EQ(registered.id, id(note));
    EXPECT_EQ(registered.number, 5u);  // after the founding, the tick and three keys
    EXPECT_EQ(registered.stamp, site.clock.wall());
    EXPECT_FALSE(registered.registered_note);
    EXPECT_GT(answer.durable.value, registered.number);
    EXPECT_EQ(site.note_of(5), note);
    expect_receipt(registered);
    expect_sound();
}

TEST_F(RegisterTest, AKnownTextGetsTheSameNumberUnderANewerHead) {
    start_with_keys();
    auto note = site.plain("Again.");
    auto first = site.send(note);
    site.clock.pass(60'000);
    ASSERT_TRUE(site.send(site.plain("Between.")).registered());
    auto size = site.size();
    auto again = site.send(note);
    ASSERT_TRUE(again.registered());
    EXPECT_FALSE(again.registered()->first);
    EXPECT_EQ(again.number(), first.number());
    EXPECT_EQ(again.registered()->stamp, first.registered()->stamp);
    EXPECT_FALSE(again.registered()->registered_note);
    EXPECT_NE(again.registered()->receipt, first.registered()->receipt);
    expect_receipt(*again.registered());
    EXPECT_EQ(site.size(), size);
}

TEST_F(RegisterTest, AKnownTextUnderOtherSignaturesComesBackWithTheRegisteredNote) {
    start_with_keys();
    ASSERT_TRUE(site.send(site.cast.key_add("XAA", site.head(), "second")).registered());
    auto text = site.cast.act_text("communication.plain", {{"text", {{"en", "Two keys."}}}},
                                   {"XAA"}, site.head());
    auto by = [&](const note::SignerKey& key) { return log::TestCast::sign(text, {key}); };
    auto first = site.send(by(site.cast.submit("XAA")));
    ASSERT_TRUE(first.registered());
    auto garbage = act::parse_act_note(by(site.cast.submit("XAA"))).value();
    garbage.signatures[0].bytes[0] ^= 1;
    // Its signatures are not judged again, whatever they are.
    for (const auto& other :
         {by(site.cast.named("XAA", "second")), by(site.cast.submit("XAB")),
          by(site.cast.named("XAA", "unheard-of")), note::format_note(garbage)}) {
        auto again = site.send(other);
        ASSERT_TRUE(again.registered()) << again.type();
        EXPECT_EQ(again.number(), first.number());
        EXPECT_EQ(again.registered()->registered_note, by(site.cast.submit("XAA")));
        expect_receipt(*again.registered());
    }
    // Not after the key that signed it was revoked either.
    ASSERT_TRUE(site.send(site.cast.key_revoke("XAA", site.head())).registered());
    EXPECT_EQ(site.send(by(site.cast.submit("XAA"))).number(), first.number());
}

TEST_F(RegisterTest, OneTextSentByManyAtOnceIsRegisteredOnce) {
    start_with_keys();
    for (int round = 0; round < 5; ++round) {
        auto note = site.plain(fmt::format("Round {}.", round));
        auto size = site.size();
        std::vector<std::thread> senders;
        std::mutex mutex;
        std::set<std::uint64_t> numbers;
        int firsts = 0;
        for (int i = 0; i < 12; ++i)
            senders.emplace_back([&] {
                auto answer = site.send(note);
                std::lock_guard lock(mutex);
                numbers.insert(answer.number());
                firsts += answer.registered()->first;
            });
        for (auto& sender : senders) sender.join();
        EXPECT_EQ(numbers, std::set<std::uint64_t>{size});
        EXPECT_EQ(firsts, 1);
        EXPECT_EQ(site.size(), size + 1);
    }
    expect_sound();
}

// In one batch, where the second finds the first not yet durable.
TEST_F(RegisterTest, ATextTwiceInOneBatchIsRegisteredOnce) {
    start_with_keys();
    auto note = site.plain("Twice.");
    std::vector<std::future<Answer>> answers;
    {
        Hold hold(*site.reg, site.note_of(2));
        for (int i = 0; i < 3; ++i) answers.push_back(submit(*site.reg, note));
    }
    bool first = true;
    for (auto& answer : answers) {
        auto got = awaited(std::move(answer));
        EXPECT_EQ(got.number(), 5u);
        EXPECT_EQ(got.registered()->first, std::exchange(first, false));
        expect_receipt(*got.registered());
    }
    EXPECT_EQ(site.size(), 6u);
}

// ---- Refusals

TEST_F(RegisterTest, WhatIsJudgedAndNotRegisteredIsRefusedWithASignature) {
    start_with_keys();
    const log::TestCast other("other.example/basic/log");
    auto signed_text = [&](std::string text) {
        return log::TestCast::sign(std::move(text), {site.cast.submit("XAA")});
    };
    auto head = site.head();
    auto wrong_root = head;
    wrong_root.root.bytes[0] ^= 1;
    auto beyond = head;
    beyond.size.value += 1;
    auto good = act::parse_act_note(site.plain("Good.")).value();
    good.signatures[0].bytes[5] ^= 1;
    std::string now = format_instant(site.clock.wall());
    struct Case {
        std::string_view type;
        std::string note;
    };
    const Case cases[] = {
        // Judged on the thread that brings it.
        {"act-text", signed_text("Not an act.\n")},
        {"json-duplicate-name", signed_text("{\"act\":\"mithaq/0\",\"act\":\"mithaq/0\"}\n")},
        {"act-unknown-name", signed_text("{\"\\u007e\":1}\n")},
        {"json-name", signed_text("{\"a\\nb\":1}\n")},
        {"json-name", signed_text("{\"x\":{\"a\\nb\":{\"c\":null}}}\n")},
        {"register-other", other.plain("XAA", "Elsewhere.", head)},
        // Judged by the sequencer.
        {"expired", site.plain("Late.", {{"expires", now}})},
        {"seen-unknown", site.cast.plain("XAA", "Wrong root.", wrong_root)},
        {"seen-unknown", site.cast.plain("XAA", "Not yet.", beyond)},
        {"key-unknown", site.cast.plain("XAC", "No key.", head)},
        {"signature-invalid", note::format_note(good)},
        {"form-unknown", site.cast.signed_act("no.such", json::object(), {"XAA"}, head)},
        {"key-possession",
         site.cast.signed_act(
             "key.add",
             {{"purpose", "submit"},
              {"vkey", note::format_verifier_key(site.cast.named("XAA", "new").verifier)},
              {"possession", std::string(86, 'A') + "=="}},
             {"XAA"}, head)},
    };
    auto size = site.size();
    for (const Case& one : cases) {
        SCOPED_TRACE(one.note);
        expect_refusal(site.send(one.note), one.note, one.type);
        // Nothing is remembered of it: it is judged afresh.
        expect_refusal(site.send(one.note), one.note, one.type);
    }
    EXPECT_EQ(site.size(), size);
}

// The second act is refused at a head that covers the first, so it must not leave before it.
TEST_F(RegisterTest, ARefusalIsGivenWhenItsHeadIsDurable) {
    start_with_keys();
    auto good = site.plain("First."), bad = site.cast.plain("XAC", "No key.", site.head());
    std::future<Answer> first, second;
    {
        Hold hold(*site.reg, site.note_of(2));
        first = submit(*site.reg, good);
        second = submit(*site.reg, bad);
    }
    EXPECT_EQ(awaited(std::move(first)).number(), 5u);
    auto answer = awaited(std::move(second));
    expect_refusal(answer, bad, "key-unknown");
    auto refusal =
        rules::open_refusal(answer.problem()->refusal, site.cast.register_keys().refusal.verifier);
    EXPECT_EQ(refusal->size.value, 6u);
}

// ---- What is not judged is not signed

TEST_F(RegisterTest, WhatIsNoNoteOrTooLargeIsNotJudged) {
    start_with_keys();
    expect_not_judged(site.send("no note"), "note-malformed", Errc::malformed);
    expect_not_judged(site.send(""), "note-malformed", Errc::malformed);
    expect_not_judged(site.send(std::string(act::kActBytesMax + 1, '\n')), "act-too-large",
                      Errc::too_large);
}

TEST_F(RegisterTest, AnActWithEnclosuresWaitsForThem) {
    start_with_keys();
    json::object enclosure{{"sha256", std::string(64, '0')},
                           {"size", 3},
                           {"type", "application/pdf"},
                           {"name", "map.pdf"}};
    expect_not_judged(site.send(site.plain("With a map.", {{"enclosures", {enclosure}}})),
                      "enclosure-missing", Errc::conflict);
}

TEST_F(RegisterTest, TheQueueHoldsSoManyActsAndNoMore) {
    site.options.quotas.queue_acts_max = 3;
    start_with_keys();
    std::vector<std::future<Answer>> taken;
    {
        Hold hold(*site.reg, site.note_of(2));
        for (int i = 0; i < 3; ++i)
            taken.push_back(submit(*site.reg, site.plain(fmt::format("Taken {}.", i))));
        auto note = site.plain("One more.");
        auto answer = site.send(note);
        expect_not_judged(answer, "queue-full", Errc::busy);
        EXPECT_GT(answer.problem()->retry_after_s, 0u);
        EXPECT_EQ(site.reg->find(id(note)).standing, Standing::unknown);
    }
    for (auto& answer : taken) EXPECT_TRUE(awaited(std::move(answer)).registered());
    EXPECT_TRUE(site.send(site.plain("One more.")).registered());
}

TEST_F(RegisterTest, TheQueueHoldsSoManyBytesAndNoMore) {
    site.options.quotas.queue_bytes_max = 8'000;
    start_with_keys();
    std::vector<std::future<Answer>> taken;
    auto note = [&](std::size_t bytes) { return site.plain(std::string(bytes, 'x')); };
    {
        Hold hold(*site.reg, site.note_of(2));
        taken.push_back(submit(*site.reg, note(3'000)));
        taken.push_back(submit(*site.reg, note(3'001)));
        expect_not_judged(site.send(note(2'000)), "queue-full", Errc::busy);
        taken.push_back(submit(*site.reg, note(500)));  // what still fits is taken
    }
    for (auto& answer : taken) EXPECT_TRUE(awaited(std::move(answer)).registered());
}

TEST_F(RegisterTest, AParticipantsActsADayAreCountedByItsOwnActsAlone) {
    site.options.quotas.participant_acts_a_day = 3;  // its key is the first
    start_with_keys();
    auto known = site.plain("One.");
    ASSERT_TRUE(site.send(known).registered());
    // What is refused does not count, and least of all against whom it is not from.
    for (int i = 0; i < 5; ++i) {
        auto forged = log::TestCast::sign(
            site.cast.act_text("communication.plain", {{"text", {{"en", "Forged."}}}}, {"XAA"},
                               site.head()),
            {site.cast.submit("XAB")});
        expect_refusal(site.send(forged), forged, "signature-order");
    }
    ASSERT_TRUE(site.send(site.plain("Two.")).registered());
    auto answer = site.send(site.plain("Three."));
    expect_not_judged(answer, "quota", Errc::busy);
    EXPECT_GT(answer.problem()->retry_after_s, 0u);
    EXPECT_TRUE(site.send(known).registered());
    EXPECT_TRUE(site.send(site.cast.plain("XAB", "Mine.", site.head())).registered());
    site.clock.pass(parse_date("2026-11-24")->ms - site.clock.wall().ms);
    EXPECT_TRUE(site.send(site.plain("Three.")).registered());
}

TEST_F(RegisterTest, AParticipantsBytesADayAreCounted) {
    site.options.quotas.participant_bytes_a_day = 3'000;
    start_with_keys();
    EXPECT_TRUE(site.send(site.plain(std::string(1'500, 'x'))).registered());
    expect_not_judged(site.send(site.plain(std::string(1'500, 'y'))), "quota", Errc::busy);
    EXPECT_TRUE(site.send(site.plain("Short.")).registered());
    // Also for one that has registered nothing yet.
    expect_not_judged(site.send(site.cast.plain("REGISTRY", std::string(3'500, 'z'), site.head())),
                      "quota", Errc::busy);
}

TEST_F(RegisterTest, NothingNewIsTakenWhileTheDiskIsNearlyFull) {
    start_with_keys();
    auto known = site.plain("Known.");
    ASSERT_TRUE(site.send(known).registered());
    files.set_free_bytes(site.options.quotas.free_bytes_min - 1);
    site.clock.pass(1'000);
    expect_not_judged(site.send(site.plain("New.")), "disk-nearly-full", Errc::busy);
    EXPECT_TRUE(site.send(known).registered());
    files.set_free_bytes(site.options.quotas.free_bytes_min);
    site.clock.pass(1'000);
    EXPECT_TRUE(site.send(site.plain("New.")).registered());
}

// A refusal names its time, so while that is in doubt none is given, on either path (fixed: those
// of the receiving thread were stamped with the wall clock, whatever it said).
TEST_F(RegisterTest, WhileTheClockIsInDoubtNothingIsJudged) {
    start_with_keys();
    auto known = site.plain("Known.");
    ASSERT_TRUE(site.send(known).registered());
    auto size = site.size();
    site.clock.jump(kDayMs);
    auto no_act = log::TestCast::sign("Not an act.\n", {site.cast.submit("XAA")});
    for (const auto& note :
         {site.plain("New."), site.cast.plain("XAC", "No key.", site.head()), no_act}) {
        auto answer = site.send(note);
        expect_not_judged(answer, "clock-in-doubt", Errc::unavailable);
        EXPECT_GT(answer.problem()->retry_after_s, 0u);
    }
    EXPECT_TRUE(site.send(known).registered());
    EXPECT_EQ(site.size(), size);  // no tick of the day it claims to be
    site.clock.jump(-kDayMs);
    EXPECT_TRUE(site.send(site.plain("New.")).registered());
    expect_refusal(site.send(no_act), no_act, "act-text");
}

TEST_F(RegisterTest, TheOperatorsWordEndsADoubtAndIsUsedUp) {
    start_with_keys();
    site.clock.jump(kDayMs);
    expect_not_judged(site.send(site.plain("New.")), "clock-in-doubt", Errc::unavailable);
    auto size = site.size();
    files.put("register/clock.accept", "");
    await_growth(*site.reg, size);  // the tick of the day that it is
    EXPECT_FALSE(files.exists("register/clock.accept"));
    auto answer = site.send(site.plain("New."));
    ASSERT_TRUE(answer.registered());
    EXPECT_EQ(answer.registered()->stamp, site.clock.wall());
    site.clock.jump(-kDayMs);
    expect_not_judged(site.send(site.plain("Newer.")), "clock-in-doubt", Errc::unavailable);
}

// Fixed: a word given when there was no doubt stayed, and accepted the next one unseen.
TEST_F(RegisterTest, AWordGivenWithoutADoubtDoesNotAcceptALaterOne) {
    start_with_keys();
    files.put("register/clock.accept", "");
    ASSERT_TRUE(site.send(site.plain("No doubt.")).registered());
    EXPECT_FALSE(files.exists("register/clock.accept"));
    site.clock.jump(kDayMs);
    expect_not_judged(site.send(site.plain("Doubt.")), "clock-in-doubt", Errc::unavailable);
}

// Fixed: it was believed, and stayed for the next doubt.
TEST_F(RegisterTest, AWordThatCannotBeUsedUpIsNotBelieved) {
    start_with_keys();
    site.clock.jump(kDayMs);
    expect_not_judged(site.send(site.plain("New.")), "clock-in-doubt", Errc::unavailable);
    {
        Hold hold(*site.reg, site.note_of(2));
        files.fail_at(files.done().size(), MemoryFiles::Fault::failed);
        files.put("register/clock.accept", "");
    }
    expect_not_judged(site.send(site.plain("New.")), "clock-in-doubt", Errc::unavailable);
    EXPECT_TRUE(files.failed());
}

// ---- Ticks

TEST_F(RegisterTest, EachStartAndEachMidnightFilesATick) {
    site.start();
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 1u);
    site.clock.pass(1);
    site.restart();
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 2u);
    site.clock.pass(parse_date("2026-11-24")->ms - 1 - site.clock.wall().ms);
    site.add_keys();
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 2u);
    for (std::uint64_t ticks : {3, 4}) {
        auto size = site.size();
        site.clock.pass(ticks == 3 ? 1 : kDayMs);
        await_growth(*site.reg, size);  // of itself: nobody sends anything
        EXPECT_EQ(site.size(), size + 1);
        EXPECT_EQ(count_form(*site.reg, "clock.tick"), ticks);
    }
    expect_sound();
}

// Fixed: the day of the last tick was compared for equality, and the clock's day was the one before
// until it had passed midnight again: a tick in every batch.
TEST_F(RegisterTest, AClockThatGoesBackAcrossMidnightFilesNoMoreTicks) {
    start_with_keys();
    auto size = site.size();
    site.clock.pass(parse_date("2026-11-24")->ms + 500 - site.clock.wall().ms);
    await_growth(*site.reg, size);
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 2u);
    site.clock.jump(-1'000);
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(site.send(site.plain(fmt::format("Number {}.", i))).registered());
    site.clock.pass(1'000);
    ASSERT_TRUE(site.send(site.plain("After midnight.")).registered());
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 2u);
}

TEST_F(RegisterTest, AStartLongAfterTheLastEntryWaitsForTheOperator) {
    start_with_keys();
    site.reg.reset();
    site.clock.pass(kStartGapMaxMs + 1);
    site.clock.reboot();
    ASSERT_TRUE(site.open());
    auto size = site.size();
    expect_not_judged(site.send(site.plain("New.")), "clock-in-doubt", Errc::unavailable);
    EXPECT_EQ(site.size(), size);
    files.put("register/clock.accept", "");
    await_growth(*site.reg, size);
    EXPECT_TRUE(site.send(site.plain("New.")).registered());
    EXPECT_EQ(count_form(*site.reg, "clock.tick"), 2u);
}

// ---- Starting, stopping, failing

TEST_F(RegisterTest, ARestartKnowsWhatItKnew) {
    start_with_keys();
    ASSERT_TRUE(site.send(site.cast.key_add("XAA", site.head(), "second")).registered());
    ASSERT_TRUE(site.send(site.cast.key_revoke("XAA", site.head(), "second")).registered());
    auto note = site.plain("Kept.");
    auto number = site.send(note).number();
    auto size = site.size();
    auto describe = [&] {
        std::vector<std::string> out;
        for (const auto& key : site.reg->keys())
            out.push_back(fmt::format(
                "{} {} {} {} {}", key.participant, act::purpose_name(key.purpose),
                note::format_verifier_key(key.verifier), key.number, key.revoked.value_or(0)));
        return out;
    };
    auto keys = describe();
    EXPECT_EQ(keys.size(), 3u + 3u + 4u);
    auto rulebook = site.reg->rulebook()->sha256;
    for (bool with_snapshot : {true, false}) {
        site.reg.reset();
        if (!with_snapshot) files.erase("register/snapshot");
        site.clock.pass(1);
        site.start();
        EXPECT_EQ(site.reg->recovery().from_snapshot, with_snapshot ? size : 0u);
        EXPECT_EQ(describe(), keys);
        EXPECT_EQ(site.reg->rulebook()->sha256, rulebook);
        EXPECT_EQ(site.reg->find(id(note)).standing, Standing::registered);
        EXPECT_EQ(site.reg->find(id(note)).number, number);
        EXPECT_EQ(site.send(note).number(), number);
        expect_sound();
    }
}

TEST_F(RegisterTest, ASnapshotIsWrittenEverySoManyEntries) {
    site.options.snapshot_every = 10;
    start_with_keys();  // five entries
    EXPECT_FALSE(files.exists("register/snapshot"));
    for (int i = 0; i < 6; ++i)  // the batch after it has come
        ASSERT_TRUE(site.send(site.plain(fmt::format("Number {}.", i))).registered());
    ASSERT_TRUE(files.exists("register/snapshot"));
    auto once = files.count(MemoryFiles::Operation::replace);
    for (int i = 0; i < 8; ++i)
        ASSERT_TRUE(site.send(site.plain(fmt::format("And {}.", i))).registered());
    EXPECT_EQ(files.count(MemoryFiles::Operation::replace), once);
    for (int i = 8; i < 10; ++i)
        ASSERT_TRUE(site.send(site.plain(fmt::format("And {}.", i))).registered());
    EXPECT_EQ(files.count(MemoryFiles::Operation::replace), once + 1);
}

TEST_F(RegisterTest, StopAnswersAllThatIsQueuedAndTakesNoMore) {
    start_with_keys();
    std::vector<std::future<Answer>> queued;
    std::thread stopper;
    {
        Hold hold(*site.reg, site.note_of(2));
        for (int i = 0; i < 50; ++i)
            queued.push_back(submit(*site.reg, site.plain(fmt::format("Number {}.", i))));
        stopper = std::thread([&] { site.reg->stop(); });
    }
    for (auto& answer : queued) EXPECT_TRUE(awaited(std::move(answer)).registered());
    stopper.join();
    // Fixed: this answer was given with a lock held, so that it could not ask the register
    // anything.
    std::promise<std::size_t> keys;
    site.reg->submit(site.plain("Too late."),
                     [&](Outcome) { keys.set_value(site.reg->keys().size()); });
    EXPECT_GT(awaited(keys.get_future()), 0u);
    expect_not_judged(site.send(site.plain("Too late.")), "stopping", Errc::unavailable);
    expect_sound();
    site.clock.pass(1);
    site.restart();
    EXPECT_EQ(site.reg->recovery().from_snapshot, 55u);
}

// Each operation of a commit fails once in each way that it can. The batch is answered, none of it
// acknowledged, before the process is told to end (fixed: it was told first); the next start
// registers each act at most once.
TEST_F(RegisterTest, ACommitThatFailsAcknowledgesNothingAndIsRecovered) {
    start_with_keys();
    auto before = files.done().size();
    ASSERT_TRUE(site.send(site.plain("How many operations?")).registered());
    auto operations = files.done().size() - before;
    ASSERT_GE(operations, 6u);
    site.reg.reset();
    for (std::size_t at = 0; at < operations; ++at) {
        for (auto fault : {MemoryFiles::Fault::failed, MemoryFiles::Fault::persisted,
                           MemoryFiles::Fault::cut_short, MemoryFiles::Fault::lost}) {
            SCOPED_TRACE(fmt::format("operation {}, fault {}", at, static_cast<int>(fault)));
            MemoryFiles disk(files);
            Site damaged(disk);
            std::atomic<int> answered = 0, ended = 0, answered_at_end = 0;
            damaged.options.on_fatal = [&](const Error&) {
                ++ended;
                answered_at_end = answered.load();
            };
            damaged.clock.pass(60'000);
            damaged.start();
            std::vector<std::string> notes;
            std::vector<std::future<Answer>> answers;
            {
                Hold hold(*damaged.reg, damaged.note_of(2));
                for (int i = 0; i < 3; ++i) {
                    notes.push_back(damaged.plain(fmt::format("Number {}.", i)));
                    auto promise = std::make_shared<std::promise<Answer>>();
                    answers.push_back(promise->get_future());
                    damaged.reg->submit(notes.back(), [&, promise](Outcome outcome) {
                        ++answered;
                        promise->set_value({std::move(outcome), {}});
                    });
                }
                disk.fail_at(disk.done().size() + at, fault);
            }
            std::vector<Answer> got;
            for (auto& answer : answers) got.push_back(awaited(std::move(answer)));
            if (!disk.failed()) {  // not a fault of this operation
                for (const auto& answer : got) EXPECT_TRUE(answer.registered());
                continue;
            }
            for (const auto& answer : got) {
                expect_not_judged(answer, "stopping", Errc::unavailable);
                EXPECT_GT(answer.problem()->retry_after_s, 0u);
            }
            bool woken = false;
            damaged.reg->stop();
            damaged.reg->wait_beyond(1'000, kDayMs, [&] { woken = true; });
            EXPECT_TRUE(woken);
            expect_not_judged(damaged.send(damaged.plain("After.")), "stopping", Errc::unavailable);
            EXPECT_EQ(ended, 1);
            EXPECT_EQ(answered_at_end, 3);
            damaged.clock.pass(1);
            damaged.restart();
            std::set<std::uint64_t> numbers;
            for (const auto& note : notes) numbers.insert(damaged.send(note).number());
            EXPECT_EQ(numbers.size(), 3u);
            EXPECT_EQ(count_form(*damaged.reg, "communication.plain"), 4u);
            EXPECT_TRUE(damaged.audit().findings.empty());
        }
    }
}

TEST_F(RegisterTest, WhatWaitsBehindAFailedBatchIsAnsweredToo) {
    start_with_keys();
    std::vector<Error> ends;
    site.reg.reset();
    site.options.on_fatal = [&](const Error& error) { ends.push_back(error); };
    site.clock.pass(1);
    site.start();
    // Held in the answer that follows the failed commit: the rest queues up behind it.
    std::promise<void> failing, go_on;
    std::future<Answer> behind;
    {
        Hold hold(*site.reg, site.note_of(2));
        files.fail_at(files.done().size(), MemoryFiles::Fault::failed);
        site.reg->submit(site.plain("In the batch."), [&](Outcome outcome) {
            EXPECT_TRUE(std::holds_alternative<Problem>(outcome));
            failing.set_value();
            go_on.get_future().wait();
        });
    }
    awaited(failing.get_future());
    auto note = site.plain("Behind it.");
    behind = submit(*site.reg, note);
    bool woken = false;
    site.reg->wait_beyond(1'000, kDayMs, [&] { woken = true; });
    EXPECT_FALSE(woken);
    go_on.set_value();
    expect_not_judged(awaited(std::move(behind)), "stopping", Errc::unavailable);
    site.reg->stop();
    EXPECT_TRUE(woken);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].code, Errc::io);
}

TEST_F(RegisterTest, ASnapshotThatFailsEndsTheRegisterAfterItsAnswers) {
    std::atomic<int> ended = 0;
    site.options.on_fatal = [&](const Error&) { ++ended; };
    start_with_keys();
    files.fail_at(files.done().size(), MemoryFiles::Fault::failed);  // a sync, of the snapshot's
    site.reg->stop();
    EXPECT_EQ(ended, 1);
    site.clock.pass(1);
    site.restart();
    expect_sound();
}

// ---- Waiting, finding

TEST_F(RegisterTest, WhoWaitsIsWokenByGrowthByTimeAndByTheEnd) {
    start_with_keys();
    auto wait = [&](std::uint64_t size, std::int64_t ms) {
        auto promise = std::make_shared<std::promise<std::uint64_t>>();
        auto future = promise->get_future();
        site.reg->wait_beyond(size, ms, [promise, this] { promise->set_value(site.size()); });
        return future;
    };
    auto is_waiting = [](const auto& future) {
        return future.wait_for(std::chrono::seconds(0)) == std::future_status::timeout;
    };
    auto size = site.size();
    EXPECT_FALSE(is_waiting(wait(size - 1, kDayMs)));
    auto growth = wait(size, kDayMs), more = wait(size + 1, kDayMs), time = wait(size + 9, 20'000),
         end = wait(size + 9, kDayMs);
    EXPECT_TRUE(is_waiting(growth));
    ASSERT_TRUE(site.send(site.plain("Grow.")).registered());
    EXPECT_EQ(awaited(std::move(growth)), size + 1);
    EXPECT_TRUE(is_waiting(more));
    ASSERT_TRUE(site.send(site.plain("Grow.", {{"ref", "A/1"}})).registered());
    EXPECT_EQ(awaited(std::move(more)), size + 2);
    site.clock.pass(19'999);
    ASSERT_TRUE(site.send(site.plain("Grow on.")).registered());
    EXPECT_TRUE(is_waiting(time));
    site.clock.pass(1);
    EXPECT_EQ(awaited(std::move(time)), size + 3);
    EXPECT_TRUE(is_waiting(end));
    site.reg->stop();
    EXPECT_FALSE(is_waiting(end));
    EXPECT_FALSE(is_waiting(wait(size + 9, kDayMs)));
}

TEST_F(RegisterTest, WaitersBeyondTheirNumberAreWokenAtOnce) {
    start_with_keys();
    std::atomic<int> woken = 0;
    for (int i = 0; i < 1024; ++i) site.reg->wait_beyond(1'000, kDayMs, [&] { ++woken; });
    EXPECT_EQ(woken, 0);
    site.reg->wait_beyond(1'000, kDayMs, [&] { ++woken; });
    EXPECT_EQ(woken, 1);
    site.reg->stop();
    EXPECT_EQ(woken, 1025);
}

TEST_F(RegisterTest, AnActIsFoundQueuedThenRegistered) {
    start_with_keys();
    auto note = site.plain("Where?");
    EXPECT_EQ(site.reg->find(id(note)).standing, Standing::unknown);
    std::future<Answer> answer;
    {
        Hold hold(*site.reg, site.note_of(2));
        answer = submit(*site.reg, note);
        EXPECT_EQ(site.reg->find(id(note)).standing, Standing::queued);
    }
    auto number = awaited(std::move(answer)).number();
    EXPECT_EQ(site.reg->find(id(note)).standing, Standing::registered);
    EXPECT_EQ(site.reg->find(id(note)).number, number);
}

}  // namespace
}  // namespace mithaq::reg
