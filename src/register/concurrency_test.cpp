// Many threads at one register, on a real disk; run under ThreadSanitizer too. Each thread keeps to
// its own random numbers, so that only the order between threads differs from run to run.
#include <filesystem>
#include <random>
#include <set>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "register/register_testing.h"

namespace mithaq::reg {
namespace {

constexpr int kWriters = 8;
constexpr int kActsEach = 60;

struct Folder {
    std::string path =
        (std::filesystem::path(testing::TempDir()) / fmt::format("mithaq-register-{}", getpid()))
            .string();
    ~Folder() { std::filesystem::remove_all(path); }
};

// What the threads were told, to be held against the log at the end.
struct Told {
    std::mutex mutex;
    std::map<std::uint64_t, Hash> registered;  // by number
    std::map<std::string, int> problems;       // by type
    std::vector<std::string> registered_notes;
    tree::Checkpoint head;  // that all have seen

    void take(const std::string& note, const Answer& answer) {
        std::lock_guard lock(mutex);
        if (!answer.registered()) {
            ++problems[answer.type()];
            return;
        }
        // One number, one text: whoever asks gets the same.
        auto [at, fresh] =
            registered.try_emplace(answer.number(), act::act_id(act::parse_act_note(note)->text));
        EXPECT_EQ(at->second, answer.registered()->id);
        if (answer.registered()->first) {
            EXPECT_TRUE(fresh || !registered_notes.empty());
            registered_notes.push_back(note);
        }
    }
    std::string any_registered(std::mt19937& random) {
        std::lock_guard lock(mutex);
        return registered_notes.empty() ? std::string()
                                        : registered_notes[random() % registered_notes.size()];
    }
};

std::string next_note(Site& site, Told& told, std::mt19937& random, int writer, int i) {
    auto text = fmt::format("Writer {}, number {}.", writer, i);
    const char* participant = writer % 2 ? "XAA" : "XAB";
    std::string label = fmt::format("w{}", writer);
    switch (random() % 8) {
        case 0:
            if (auto known = told.any_registered(random); !known.empty()) return known;
            [[fallthrough]];
        case 1:  // one that others send as well
            return site.cast.plain("XAA", fmt::format("Shared {}.", i % 20), told.head);
        case 2: {  // a signature that does not hold
            auto note =
                act::parse_act_note(site.cast.plain(participant, text, site.head())).value();
            note.signatures[0].bytes[0] ^= 1;
            return note::format_note(note);
        }
        case 3:  // judged at once: for another register
            return log::TestCast("other.example/basic/log").plain(participant, text, site.head());
        case 4:
            return site.cast.key_add(participant, site.head(), label);
        case 5:
            return site.cast.key_revoke(participant, site.head(), label);
        case 6:  // by a key that comes and goes
            return log::TestCast::sign(
                site.cast.act_text("communication.plain", {{"text", {{"en", text}}}}, {participant},
                                   site.head()),
                {site.cast.named(participant, label)});
        default:
            return site.cast.plain(participant, text, site.head());
    }
}

void read_at_random(Site& site, Told& told, std::mt19937& random, const std::atomic<bool>& stop) {
    Register& reg = *site.reg;
    std::atomic<int> waits = 0;
    while (!stop) {
        auto head = reg.reader().head();
        auto size = head->size().value;
        EXPECT_GE(reg.keys().size(), 6u);
        std::uint64_t first = random() % size;
        auto entries = reg.reader().entries(first, std::min<std::uint64_t>(size - first, 64));
        EXPECT_TRUE(entries && tree::split_bundle(*entries));
        tree::LeafIndex index{random() % size};
        EXPECT_TRUE(reg.reader().receipt(index, *head, reg.reader().nodes()));
        EXPECT_EQ(tree::root_at(head->size(), reg.reader().nodes()), head->checkpoint.root);
        if (auto known = told.any_registered(random); !known.empty()) {
            auto id = act::act_id(act::parse_act_note(known)->text);
            EXPECT_EQ(reg.find(id).standing, Register::Standing::registered);
        }
        ++waits;
        reg.wait_beyond(size, 10, [&] { --waits; });
        site.clock.pass(1);
    }
    // The waiters refer to this frame.
    while (waits > 0) {
        site.clock.pass(10);
        std::this_thread::yield();
    }
}

TEST(Concurrency, ManyWritersAndReadersLeaveASoundLogAndOneNumberForEachText) {
    Folder folder;
    PosixFiles files;
    Site site(files, {folder.path + "/register", folder.path + "/aside"});
    site.options.snapshot_every = 50;
    site.options.on_fatal = [](const Error& error) { ADD_FAILURE() << error.message; };
    site.start();
    site.add_keys();
    Told told;
    told.head = site.head();
    std::atomic<bool> stop = false;
    std::vector<std::thread> writers, readers;
    for (int writer = 0; writer < kWriters; ++writer)
        writers.emplace_back([&, writer] {
            std::mt19937 random(static_cast<std::uint32_t>(writer));
            for (int i = 0; i < kActsEach; ++i) {
                auto note = next_note(site, told, random, writer, i);
                auto answer = submit(*site.reg, note);
                // Once it is seen, it is not unknown again until its answer has come (fixed: it
                // was, for a moment, when it left the queue).
                auto id = act::act_id(act::parse_act_note(note)->text);
                bool seen = false;
                while (answer.wait_for(std::chrono::seconds(0)) == std::future_status::timeout) {
                    auto found = site.reg->find(id);
                    if (seen && found.standing == Register::Standing::unknown)
                        EXPECT_FALSE(awaited(std::move(answer)).registered()) << note;
                    if (!answer.valid()) break;
                    seen = found.standing != Register::Standing::unknown;
                }
                if (answer.valid()) told.take(note, awaited(std::move(answer)));
            }
        });
    for (std::uint32_t reader = 0; reader < 2; ++reader)
        readers.emplace_back([&, reader] {
            std::mt19937 random(100 + reader);
            read_at_random(site, told, random, stop);
        });
    for (auto& writer : writers) writer.join();
    stop = true;
    for (auto& reader : readers) reader.join();

    EXPECT_GT(told.registered.size(), 100u);
    for (const auto& type : {"register-other", "signature-invalid", "key-unknown"})
        EXPECT_GT(told.problems[type], 0) << type;
    for (const auto& [type, count] : told.problems)
        EXPECT_TRUE(type == "register-other" || type.starts_with("key-") ||
                    type == "signature-invalid")
            << type;
    // What was acknowledged is what the log holds, each text once, beside the ticks and first keys.
    for (const auto& [number, id] : told.registered)
        EXPECT_EQ(act::act_id(act::parse_act_note(site.note_of(number))->text), id);
    EXPECT_EQ(site.size(), told.registered.size() + 4 + count_form(*site.reg, "clock.tick"));
    site.reg->stop();
    auto report = site.audit();
    for (const auto& finding : report.findings)
        ADD_FAILURE() << finding.where << ": " << finding.what;
    EXPECT_EQ(report.entries, site.size());
}

}  // namespace
}  // namespace mithaq::reg
