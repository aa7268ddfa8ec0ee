// Every changing operation of a register's life fails once in every way a disk has; then the power
// goes, or not; then the register is opened again and must be whole (DESIGN 3.2, tests/model).
#include <cstdlib>

#include <gtest/gtest.h>

#include "base/files_testing.h"
#include "log/audit.h"
#include "log/log_testing.h"

namespace mithaq::log {
namespace {

using Operation = MemoryFiles::Operation;
using Fault = MemoryFiles::Fault;
using Crash = MemoryFiles::Crash;

constexpr Fault kFaults[] = {Fault::failed, Fault::persisted, Fault::cut_short, Fault::lost,
                             Fault::disk_full};
const Layout kLayout{"register", "aside"};

std::string describe(const MemoryFiles::Done& done, Fault fault) {
    constexpr std::string_view kOperations[] = {"create",  "write",  "sync",   "truncate",
                                                "replace", "remove", "rename", "sync_dir"};
    constexpr std::string_view kFaultNames[] = {"failed", "persisted", "cut short", "lost",
                                                "disk full"};
    return fmt::format("{} of {}: {}", kOperations[static_cast<int>(done.operation)], done.path,
                       kFaultNames[static_cast<int>(fault)]);
}

// What the world outside has been told.
struct Told {
    std::optional<Anchor> anchor;
    std::vector<std::string> entries;  // acknowledged, by number
    std::vector<tree::Checkpoint> heads;

    void head(const Writer& writer) {
        auto head = const_cast<Writer&>(writer).reader().head()->checkpoint;
        if (heads.empty() || heads.back() != head) heads.push_back(head);
    }
};

// A register's life: batches with snapshots and restarts between them. Signed once, in a life
// without faults, so that a thousand lives cost little.
class Life {
  public:
    Life() {
        MemoryFiles files;
        TestRegister made(files);
        MITHAQ_ASSERT(made.open());
        const TestCast& cast = made.cast();
        auto batch = [&](const std::vector<std::string>& notes) {
            MITHAQ_ASSERT(made.register_all(notes));
            for (const auto& note : notes) step(Step::act, note);
            step(Step::commit);
        };
        tree::Checkpoint first = made.head();
        // Valid at any time after entry 0, whatever else was registered or lost.
        later_ = {
            test_prepared(cast.key_add("XAB", first, "later")),
            test_prepared(cast.sign(cast.act_text("communication.plain",
                                                  {{"text", {{"en", "Later."}}}}, {"XAB"}, first),
                                    {cast.named("XAB", "later")}))};
        batch({cast.key_add("XAA", first), cast.key_add("XAB", first),
               cast.key_add("REGISTRY", first)});
        batch({cast.plain("XAA", "One.", made.head()), cast.plain("XAB", "Two.", first)});
        step(Step::snapshot);
        auto one = to_hex(made.writer().state().id_of(4).bytes);
        batch({cast.key_enrol("XAC", made.head()), cast.key_revoke("XAB", made.head()),
               cast.plain("XAA", "Three.", made.head(),
                          {{"re", {{{"id", one}, {"as", "follows"}}}}})});
        batch({cast.key_add("XAC", made.head())});
        step(Step::restart);
        batch({cast.plain("XAC", "Four.", made.head())});
        step(Step::snapshot);
        batch({cast.tick(made.head()), cast.plain("XAA", "Five.", made.head())});
        step(Step::restart);
        prepare_all(made.writer().state());
    }

    // Lives until something fails or the end. What was told stays told.
    Result<void> run(MemoryFiles& files, Told& told) const {
        MITHAQ_TRY(told.anchor, cast_.found(files, kLayout));
        MITHAQ_TRY(auto writer, open(files));
        std::vector<std::string> entries{writer->reader().entry({0}).value()};
        told.entries = entries;
        told.head(*writer);
        Instant stamp = kTestStart;
        for (const Step& step : steps_) {
            switch (step.what) {
                case Step::act:
                    stamp.ms += kSecondMs;
                    MITHAQ_CHECK(writer->append(*step.prepared, stamp));
                    entries.push_back(act::entry_line(stamp) +
                                      note::format_note(step.prepared->act.note));
                    break;
                case Step::commit: {
                    auto committed = writer->commit();
                    told.head(*writer);  // readers ask at any time, also when it failed
                    MITHAQ_CHECK(committed);
                    told.entries = entries;
                    break;
                }
                case Step::snapshot:
                    MITHAQ_CHECK(writer->write_snapshot());
                    break;
                case Step::restart:
                    writer.reset();
                    MITHAQ_TRY(writer, open(files));
                    break;
            }
            told.head(*writer);
        }
        return {};
    }

    Result<std::unique_ptr<Writer>> open(MemoryFiles& files) const {
        return Writer::open(files, kLayout, cast_.register_keys());
    }

    // Opens what a fault has left, and compares it with what was told; then the register goes on,
    // the power is cut, and it is compared again.
    void recover(MemoryFiles& files, Told told) const {
        if (!files.exists(kLayout.path("anchor"))) {
            ASSERT_FALSE(told.anchor);  // so nothing was told: found it again
            auto anchor = cast_.found(files, kLayout, {kTestStart.ms + kDayMs});
            ASSERT_TRUE(anchor) << anchor.error().message;
            told.anchor = *anchor;
        }
        told_is_durable(files, told);
        // What the first start shows must be durable before it shows it; the second goes on.
        for (int start = 0; start < 3; ++start) {
            auto opened = open(files);
            ASSERT_TRUE(opened) << opened.error().type << ": " << opened.error().message;
            Writer& writer = **opened;
            compare(writer, told);
            if (start == 1) {
                Instant stamp{kTestStart.ms + 2 * kDayMs};
                // Founded again at another time, it is another register: these are not for it.
                if (writer.reader().entry({0})->starts_with(act::entry_line(kTestStart)))
                    for (const auto& act : later_) ASSERT_TRUE(writer.append(act, stamp));
                ASSERT_TRUE(writer.commit());
            }
            told.entries.clear();
            for (std::uint64_t i = 0; i < writer.state().size(); ++i)
                told.entries.push_back(writer.reader().entry({i}).value());
            told.head(writer);
            opened->reset();
            told_is_durable(files, told);
            files.crash(Crash::lose);
        }
        audit_is_clean(files, told);
    }

  private:
    struct Step {
        enum What { act, commit, snapshot, restart } what;
        std::string note;
        std::optional<rules::Prepared> prepared;
    };
    void step(Step::What what, std::string note = {}) {
        steps_.push_back({what, std::move(note), {}});
    }
    void prepare_all(const rules::State& state) {
        rules::KeyRing ring;
        for (const auto& [name, key] : state.keys()) ring.emplace(name, key.verifier);
        for (Step& step : steps_)
            if (step.what == Step::act)
                step.prepared = rules::prepare(act::parse_act(step.note).value(), ring);
    }

    static void compare(Writer& writer, const Told& told) {
        ASSERT_GE(writer.state().size(), told.entries.size()) << "acknowledged entries are lost";
        for (std::uint64_t i = 0; i < told.entries.size(); ++i)
            ASSERT_EQ(writer.reader().entry({i}), told.entries[i]) << "number " << i;
        for (const auto& head : told.heads) {
            auto root = writer.root_at()(head.size);
            ASSERT_TRUE(root) << root.error().message;
            ASSERT_EQ(*root, head.root) << "two histories at size " << head.size.value;
        }
    }
    // What was told would be there in both places if the power went now, and aside is not ahead.
    void told_is_durable(const MemoryFiles& now, const Told& told) const {
        if (told.heads.empty()) return;
        MemoryFiles files(now);
        files.crash(Crash::lose);
        const auto& key = cast_.register_keys().checkpoint.verifier;
        auto slots = Slots::open(files, kLayout.path("checkpoint"), OpenMode::read, key);
        auto aside = Slots::open(files, kLayout.aside_checkpoint(), OpenMode::read, key);
        ASSERT_TRUE(slots && slots->newest());
        ASSERT_TRUE(aside && aside->newest());
        ASSERT_GE(slots->newest()->checkpoint.size, aside->newest()->checkpoint.size);
        ASSERT_GE(aside->newest()->checkpoint.size, told.heads.back().size);
    }
    static void audit_is_clean(MemoryFiles& files, const Told& told) {
        auto source = open_folder(files, kLayout.dir);
        ASSERT_TRUE(source);
        AuditOptions options;
        options.anchor =
            told.anchor ? *told.anchor : parse_anchor(files.get("register/anchor")).value();
        options.threads = 1;
        auto report = audit(**source, options);
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(report->entries, told.entries.size());
        for (const auto& finding : report->findings)
            ADD_FAILURE() << finding.where << ": " << finding.what;
    }

    TestCast cast_;
    std::vector<Step> steps_;
    std::vector<rules::Prepared> later_;
};

const Life& life() {
    static const Life life;
    return life;
}

// What may happen between the end of the process and its next start.
struct Between {
    std::string_view name;
    void (*happen)(MemoryFiles&);
};
constexpr Between kBetween[] = {
    {"the process ends, the machine lives", [](MemoryFiles&) {}},
    {"clean pages are dropped", [](MemoryFiles& files) { files.drop_clean_pages(); }},
    {"the power goes, nothing more was written",
     [](MemoryFiles& files) { files.crash(Crash::lose); }},
    {"the power goes, all was written", [](MemoryFiles& files) { files.crash(Crash::keep); }},
    {"the power goes, some was written", [](MemoryFiles& files) { files.crash(Crash::mix, 1); }},
    {"the power goes, other was written", [](MemoryFiles& files) { files.crash(Crash::mix, 2); }},
};

bool is_long() {
    const char* value = std::getenv("MITHAQ_LONG");
    return value != nullptr && *value != '\0';
}

TEST(Faults, WhateverFailsNothingAcknowledgedIsLostAndThereIsOneHistory) {
    MemoryFiles whole;
    Told all;
    ASSERT_TRUE(life().run(whole, all));
    auto done = whole.done();
    ASSERT_EQ(all.entries.size(), 13u);
    std::size_t lives = 0;
    for (std::uint64_t index = 0; index < done.size(); ++index)
        for (Fault fault : kFaults) {
            if (!MemoryFiles::can(done[index].operation, fault)) continue;
            SCOPED_TRACE(fmt::format("operation {}: {}", index, describe(done[index], fault)));
            MemoryFiles files;
            files.fail_at(index, fault);
            Told told;
            auto lived = life().run(files, told);
            ASSERT_TRUE(files.failed());
            ASSERT_FALSE(lived) << "a fault that nobody noticed";
            for (std::size_t i = 0; i < std::size(kBetween); ++i) {
                // All of them under MITHAQ_LONG; else a third, others for each fault.
                if (!is_long() && (i + index + static_cast<std::size_t>(fault)) % 3 != 0) continue;
                const Between& between = kBetween[i];
                SCOPED_TRACE(between.name);
                MemoryFiles after(files);
                between.happen(after);
                life().recover(after, told);
                ++lives;
                if (HasFatalFailure() || HasNonfatalFailure()) return;
            }
        }
    RecordProperty("operations", static_cast<int>(done.size()));
    RecordProperty("lives", static_cast<int>(lives));
}

// The same for what a start does, after each of the faults that leave it most to do.
TEST(Faults, WhateverFailsDuringARecoveryTheNextOneIsWhole) {
    MemoryFiles whole;
    Told all;
    ASSERT_TRUE(life().run(whole, all));
    // The last commit: its entries, its slot, its aside.
    std::vector<std::uint64_t> syncs;
    auto done = whole.done();
    for (std::uint64_t index = 0; index < done.size(); ++index)
        if (done[index].operation == Operation::sync) syncs.push_back(index);
    for (std::uint64_t first : {syncs.end()[-3], syncs.end()[-2], syncs.end()[-1]}) {
        SCOPED_TRACE(fmt::format("first {}", describe(done[first], Fault::lost)));
        MemoryFiles files;
        files.fail_at(first, Fault::lost);
        Told told;
        ASSERT_FALSE(life().run(files, told));
        for (const Between& before : {kBetween[0], kBetween[4]}) {
            MemoryFiles left(files);
            before.happen(left);
            MemoryFiles counted(left);
            ASSERT_TRUE(life().open(counted));
            auto steps = counted.done();
            for (std::uint64_t index = 0; index < steps.size(); ++index)
                for (Fault fault : kFaults) {
                    if (!MemoryFiles::can(steps[index].operation, fault)) continue;
                    const Between& between =
                        kBetween[(index + static_cast<std::size_t>(fault)) % std::size(kBetween)];
                    SCOPED_TRACE(fmt::format("{}; then operation {}: {}; {}", before.name, index,
                                             describe(steps[index], fault), between.name));
                    MemoryFiles again(left);
                    again.fail_at(index, fault);
                    ASSERT_FALSE(life().open(again)) << "a fault that nobody noticed";
                    between.happen(again);
                    life().recover(again, told);
                    if (HasFatalFailure() || HasNonfatalFailure()) return;
                }
        }
    }
}

}  // namespace
}  // namespace mithaq::log
