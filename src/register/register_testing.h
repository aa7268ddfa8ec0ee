// A register at work for tests: a clock that stands still until it is moved, a disk in memory, and
// answers that can be waited for. Tests run with the tree's root as working directory.
#pragma once

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/files_testing.h"
#include "log/audit.h"
#include "log/log_testing.h"
#include "register/register.h"

namespace mithaq::reg {

class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant wall) : wall_ms_(wall.ms) {}
    Instant wall() override { return {wall_ms_}; }
    std::int64_t boottime_ms() override { return boottime_ms_; }

    void pass(std::int64_t ms) {  // time goes on: both move
        boottime_ms_ += ms;
        wall_ms_ += ms;
    }
    void set_wall(Instant wall) { wall_ms_ = wall.ms; }
    void jump(std::int64_t ms) { wall_ms_ += ms; }
    void reboot() { boottime_ms_ = 0; }

  private:
    std::atomic<std::int64_t> wall_ms_, boottime_ms_{5'000};
};

// Only so that a test that would hang fails instead.
inline constexpr std::chrono::seconds kPatience{60};

template <typename T>
T awaited(std::future<T> future) {
    MITHAQ_ASSERT(future.wait_for(kPatience) == std::future_status::ready);
    return future.get();
}

struct Answer {
    Outcome outcome;
    tree::TreeSize durable;  // when it was given

    const Registered* registered() const { return std::get_if<Registered>(&outcome); }
    const Problem* problem() const { return std::get_if<Problem>(&outcome); }
    // The problem's type, or "registered".
    std::string type() const { return registered() ? "registered" : problem()->error.type; }
    std::uint64_t number() const {
        MITHAQ_ASSERT(registered());
        return registered()->number;
    }
};

inline std::future<Answer> submit(Register& reg, std::string note) {
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    reg.submit(std::move(note), [promise, &reg](Outcome outcome) {
        promise->set_value({std::move(outcome), reg.reader().head()->size()});
    });
    return future;
}

// Contents in memory, as they would come with an act.
class TestContents final : public EnclosureSource {
  public:
    struct One {
        std::string name, bytes;
    };
    explicit TestContents(std::vector<One> all, std::size_t piece = 1000)
        : all_(std::move(all)), piece_(piece) {}

    Result<std::optional<Sent>> next() override {
        if (at_ == all_.size()) return std::nullopt;
        left_ = all_[at_++].bytes;
        return Sent{all_[at_ - 1].name, "text/plain"};
    }
    Result<std::string_view> read() override {
        auto piece = left_.substr(0, piece_);
        left_.remove_prefix(piece.size());
        return piece;
    }

  private:
    std::vector<One> all_;
    std::size_t piece_, at_ = 0;
    std::string_view left_;
};

inline std::future<Answer> submit(Register& reg, std::string note,
                                  std::unique_ptr<EnclosureSource> contents) {
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    reg.submit(std::move(note), std::move(contents), [promise, &reg](Outcome outcome) {
        promise->set_value({std::move(outcome), reg.reader().head()->size()});
    });
    return future;
}

// The header `enclosures` that names these contents.
inline json::object naming(const std::vector<TestContents::One>& contents) {
    json::array list;
    for (const auto& one : contents)
        list.push_back({{"sha256", to_hex(sha256(one.bytes).bytes)},
                        {"size", one.bytes.size()},
                        {"type", "text/plain"},
                        {"name", one.name}});
    return {{"enclosures", std::move(list)}};
}

inline Answer send(Register& reg, std::string note) {
    return awaited(submit(reg, std::move(note)));
}

// Waits until the durable size is beyond `size`.
inline void await_growth(Register& reg, std::uint64_t size) {
    auto grown = std::make_shared<std::promise<void>>();
    auto future = grown->get_future();
    reg.wait_beyond(size, 1000 * kDayMs, [grown] { grown->set_value(); });
    awaited(std::move(future));
}

// While it lives the sequencer stands still, between a commit and the next batch.
class Hold {
  public:
    // `known`: a registered note, so that nothing is appended.
    Hold(Register& reg, std::string known) {
        auto held = std::make_shared<std::promise<void>>();
        auto begun = held->get_future();
        reg.submit(std::move(known), [held, end = end_.get_future()](Outcome) {
            held->set_value();
            end.wait();
        });
        awaited(std::move(begun));
    }
    ~Hold() { end_.set_value(); }
    Hold(const Hold&) = delete;

  private:
    std::promise<void> end_;
};

inline std::uint64_t count_form(const Register& reg, std::string_view form) {
    std::uint64_t count = 0;
    for (std::uint64_t number = 0; number < reg.reader().head()->size().value; ++number) {
        auto bytes = reg.reader().entry(tree::LeafIndex{number}).value();
        count += act::parse_act(act::parse_entry(bytes)->note)->form == form;
    }
    return count;
}

// One register's folder, founded, on any disk; started and stopped at will.
struct Site {
    Files& files;
    log::Layout layout;
    log::TestCast cast;
    ManualClock clock{{log::kTestStart.ms + kSecondMs}};
    Options options;
    std::unique_ptr<Register> reg;

    explicit Site(Files& on, log::Layout where = {"register", "aside"})
        : files(on), layout(std::move(where)) {
        if (!files.exists(layout.path("anchor"))) MITHAQ_ASSERT(cast.found(files, layout));
    }

    Result<void> open() {
        MITHAQ_TRY(reg, Register::start(files, clock, layout, options));
        return {};
    }
    // Opens, and waits for the tick of the start: the clock must not be in doubt.
    void start() {
        MITHAQ_ASSERT(open());
        const auto& found = reg->recovery();
        await_growth(*reg, found.from_snapshot + found.replayed + found.rolled_forward);
    }
    void restart() {
        reg.reset();
        start();
    }
    void add_keys() {
        for (const char* code : {"XAA", "XAB", "REGISTRY"})
            MITHAQ_ASSERT(send(cast.key_add(code, head())).registered());
    }

    Answer send(std::string note) { return reg::send(*reg, std::move(note)); }
    Answer send(std::string note, std::vector<TestContents::One> contents) {
        return awaited(
            submit(*reg, std::move(note), std::make_unique<TestContents>(std::move(contents))));
    }
    tree::Checkpoint head() const { return reg->reader().head()->checkpoint; }
    std::uint64_t size() const { return head().size.value; }
    std::string entry(std::uint64_t number) const {
        return reg->reader().entry(tree::LeafIndex{number}).value();
    }
    std::string note_of(std::uint64_t number) const {
        return std::string(act::parse_entry(entry(number))->note);
    }
    std::string plain(std::string_view text, const json::object& headers = {}) const {
        return cast.plain("XAA", text, head(), headers);
    }
    // What the whole folder is found to be, from outside.
    log::AuditReport audit() const {
        auto source = log::open_folder(files, layout.dir).value();
        return log::audit(*source, {.anchor = reg->anchor(), .threads = 1, .progress = {}}).value();
    }
};

}  // namespace mithaq::reg
