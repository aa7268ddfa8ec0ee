#include <gtest/gtest.h>

#include "register/register_testing.h"

namespace mithaq::reg {
namespace {

using Then = Register::Then;

const Instant kFirst = parse_stamp("2027-12-30T09:00:00.000Z").value();

// A training register, founded at kFirst while the wall clock reads 2026.
struct TrainingTest : testing::Test {
    MemoryFiles files;
    log::Layout layout{"register", "aside"};
    log::TestCast cast;
    ManualClock clock{log::kTestStart};
    std::unique_ptr<Register> reg;

    TrainingTest() {
        MITHAQ_ASSERT(keep_training_clock(files, clock, layout, kFirst));
        MITHAQ_ASSERT(log::found(files, layout, cast.origin(), log::small_bundle(),
                                 cast.register_keys(), cast.founders(), kFirst, true));
        start();
    }
    void start() {
        reg.reset();
        reg = Register::start(files, clock, layout, {}).value();
        MITHAQ_ASSERT(move(reg->clock().wall(), Then::run));  // the tick of the start is there
    }
    Result<void> move(Instant to, Then then) {
        auto promise = std::make_shared<std::promise<Result<void>>>();
        auto future = promise->get_future();
        reg->move_clock(to, then, [promise](Result<void> done) { promise->set_value(done); });
        return awaited(std::move(future));
    }
    tree::Checkpoint head() const { return reg->reader().head()->checkpoint; }
    std::uint64_t size() const { return head().size.value; }
    Instant stamp_of(std::uint64_t number) const {
        return act::parse_entry(reg->reader().entry(tree::LeafIndex{number}).value())->stamp;
    }
    json::object valid() const {  // expires by the register's clock, not by the world's
        return {{"expires", format_instant({reg->clock().wall().ms + kDayMs})}};
    }
    Answer plain(std::string_view text) {
        return send(*reg, cast.plain("XAA", text, head(), valid()));
    }
    void add_key() {
        auto added = cast.submit("XAA");
        json::object body{{"purpose", "submit"},
                          {"vkey", note::format_verifier_key(added.verifier)},
                          {"possession", act::prove_possession(cast.origin(), "XAA",
                                                               act::Purpose::submit, added)}};
        MITHAQ_ASSERT(
            send(*reg, cast.signed_act("key.add", body, {"XAA"}, head(), valid())).registered());
    }
};

TEST_F(TrainingTest, StampsRunFromWhereItWasFounded) {
    EXPECT_TRUE(reg->training());
    EXPECT_EQ(stamp_of(0), kFirst);
    EXPECT_EQ(stamp_of(1), kFirst);  // the tick of the start
    clock.pass(1'500);
    add_key();
    EXPECT_EQ(stamp_of(2), Instant{kFirst.ms + 1'500});
}

TEST_F(TrainingTest, StandsAtTheInstantItIsMovedToUntilItRunsAgain) {
    add_key();
    const Instant at = parse_stamp("2027-12-30T23:59:59.999Z").value();
    ASSERT_TRUE(move(at, Then::stand));
    clock.pass(60'000);
    EXPECT_EQ(plain("One.").registered()->stamp, at);
    clock.pass(60'000);
    EXPECT_EQ(plain("Two.").registered()->stamp, at);
    ASSERT_TRUE(move(at, Then::run));
    // Never back: what passed while it stood has passed.
    EXPECT_EQ(plain("Three.").registered()->stamp, Instant{at.ms + 120'000});
}

TEST_F(TrainingTest, FilesATickEachDayOnTheWay) {
    const std::uint64_t before = size();
    ASSERT_TRUE(move(parse_stamp("2028-03-01T12:00:00.000Z").value(), Then::run));
    ASSERT_EQ(size(), before + 62);  // 31 December, January, the leap February, 1 March
    for (std::uint64_t i = 0; i < 62; ++i)
        EXPECT_EQ(stamp_of(before + i),
                  Instant{(kFirst.ms / kDayMs + 1 + static_cast<std::int64_t>(i)) * kDayMs});
    auto source = log::open_folder(files, layout.dir).value();
    EXPECT_TRUE(log::audit(*source, {.anchor = reg->anchor(), .threads = 1, .progress = {}}));
}

TEST_F(TrainingTest, GoesForwardOnlyAndTenYearsAtMost) {
    auto back = move({kFirst.ms - 1}, Then::run);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().type, "clock-back");
    auto far = move({kFirst.ms + 3'660 * kDayMs + 1}, Then::run);
    ASSERT_FALSE(far);
    EXPECT_EQ(far.error().type, "clock-far");
    EXPECT_EQ(reg->clock().wall(), kFirst);
}

TEST_F(TrainingTest, KeepsItsTimeOverAStart) {
    const Instant at{kFirst.ms + 400 * kDayMs};
    ASSERT_TRUE(move(at, Then::stand));
    reg->stop();
    clock.pass(5'000);
    start();
    EXPECT_EQ(reg->clock().wall(), Instant{at.ms + 5'000});
    clock.pass(30 * kDayMs);  // a start long after is in doubt, but for who moves the clock
    reg->stop();
    start();
    EXPECT_EQ(stamp_of(size() - 1), Instant{at.ms + 30 * kDayMs + 5'000});
}

TEST_F(TrainingTest, StartsWithNoOtherOffsetThanOneItCanRead) {
    reg.reset();
    for (const char* text : {"", "12", "1 2\n", "0x12\n", "12\n\n", "99999999999999999999\n"}) {
        ASSERT_TRUE(files.replace(layout.path("clock.offset"), text));
        auto opened = Register::start(files, clock, layout, {});
        ASSERT_FALSE(opened) << text;
        EXPECT_EQ(opened.error().type, "clock-offset");
    }
}

TEST_F(TrainingTest, IsNeverInDoubtBecauseItsClockWasMoved) {
    add_key();
    ASSERT_TRUE(move({kFirst.ms + 40 * kDayMs}, Then::run));
    EXPECT_TRUE(plain("One.").registered());
    clock.jump(60'000);  // the clock beneath it jumps
    EXPECT_EQ(plain("Two.").type(), "clock-in-doubt");
}

TEST(OrdinaryRegister, RefusesToHaveItsClockMoved) {
    MemoryFiles files;
    Site site(files);
    // Not even with the file of a training register in its folder.
    ASSERT_TRUE(
        keep_training_clock(files, site.clock, site.layout, {site.clock.wall().ms + kDayMs}));
    site.start();
    EXPECT_FALSE(site.reg->training());
    Result<void> answer{};
    site.reg->move_clock({site.clock.wall().ms + 1}, Then::run,
                         [&](Result<void> done) { answer = std::move(done); });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().type, "not-training");
    site.add_keys();
    EXPECT_EQ(site.send(site.plain("One.")).registered()->stamp, site.clock.wall());
}

}  // namespace
}  // namespace mithaq::reg
