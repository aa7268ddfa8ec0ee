// One register at work: queue -> rules.admit -> log.append -> receipt. Any thread may call; one
// sequencer thread owns the log's Writer and with it the rules' state.
//
// An act that names enclosures, or comes with contents, takes a longer way: the sequencer judges it
// first, so that only what would be registered may fill the disk; the keeper thread then makes the
// contents durable; then it is judged again and appended like any other.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <variant>
#include <vector>

#include "log/writer.h"
#include "register/clock_guard.h"
#include "register/contents.h"
#include "register/training_clock.h"

namespace mithaq::reg {

// What an act's author gets. `receipt` is a tlog-proof under the newest durable checkpoint.
struct Registered {
    Hash id;
    std::uint64_t number = 0;
    Instant stamp;
    bool first = false;  // false: the text was registered before
    std::string receipt;
    std::optional<std::string> registered_note;  // when its signature lines differ from those sent
};

// Why an act is not registered. With a refusal note it was judged; without, it was not.
struct Problem {
    Error error;
    std::string refusal;
    unsigned retry_after_s = 0;  // 0: repeating the same bytes will not help, or help is not known
};

using Outcome = std::variant<Registered, Problem>;
using Done = std::move_only_function<void(Outcome)>;

struct Quotas {
    std::size_t queue_acts_max = 4096;
    std::size_t queue_bytes_max = 4 << 20;  // of notes; read, they take 2 to 24 times that
    std::uint64_t participant_acts_a_day = 20'000;
    std::uint64_t participant_bytes_a_day = 256 << 20;
    std::uint64_t participant_enclosure_bytes_a_day = 1 << 30;
    std::uint64_t enclosure_bytes_max = 32 << 20;  // each
    std::size_t keeping_acts_max = 64;             // whose contents are being made durable
    std::uint64_t free_bytes_min = 64 << 20;       // on the disk; below it nothing new is taken
};

struct Options {
    Quotas quotas;
    std::uint64_t snapshot_every = 100'000;  // entries; and at stop()
    // Called once, by the sequencer, when the register must end: nothing is registered after it.
    std::function<void(const Error&)> on_fatal;
};

// Before a training register is founded, with its entry 0 stamped `at`: its clock begins there.
Result<void> keep_training_clock(Files& files, Clock& clock, const log::Layout& layout, Instant at);

class Register {
  public:
    // Recovers the folder and files the tick of the start. `files` and `clock` outlive it.
    static Result<std::unique_ptr<Register>> start(Files& files, Clock& clock,
                                                   const log::Layout& layout, Options options);
    ~Register();
    void stop();  // answers what is queued, writes the snapshot

    // Reads and checks on the calling thread, which costs about one signature check; `done` is
    // called once, on this thread or on the sequencer's.
    void submit(std::string_view note, Done done) { submit(note, nullptr, std::move(done)); }
    // With the contents of its enclosures, those that are not here yet. They are read on the
    // keeper's thread, once the act would be admitted; a known act's are not read at all.
    void submit(std::string_view note, std::unique_ptr<EnclosureSource> contents, Done done);

    enum class Standing { unknown, queued, registered };
    struct Found {
        Standing standing = Standing::unknown;
        std::uint64_t number = 0;  // when registered
    };
    Found find(const Hash& id) const;
    // The file that a registered act opened or belongs to, by its opening act; nothing when it
    // stands alone.
    Result<std::optional<Hash>> file_of(const Hash& id) const;

    const log::Reader& reader() const { return writer_->reader(); }
    const log::Enclosures& enclosures() const { return enclosures_; }
    const Quotas& quotas() const { return options_.quotas; }
    const log::Anchor& anchor() const { return anchor_; }
    const log::RecoveryReport& recovery() const { return writer_->recovery(); }
    std::shared_ptr<const rulebook::Rulebook> rulebook() const { return rulebook_; }
    std::vector<rules::Key> keys() const;

    // Entry 0 says that this is a training register: its clock can be moved.
    bool training() const { return training_ != nullptr; }
    // What stamps are read from; the system's, or the training register's own.
    Clock& clock() const { return training_ ? *training_ : clock_; }
    enum class Then { run, stand };  // what the clock does once it is there
    // Moves a training register's clock forward to `to`, filing a tick at every instant in between
    // at which something passes or falls due, and each day. `done` is called once all that is
    // durable, on the sequencer's thread. `refused` "not-training", "clock-back" or "clock-far";
    // `unavailable` when the register stops.
    void move_clock(Instant to, Then then, std::move_only_function<void(Result<void>)> done);

    // Calls `woken` once: when the durable size exceeds `size`, after about `wait_ms`, or when the
    // register stops. Waiters beyond kWaitersMax are woken at once.
    void wait_beyond(std::uint64_t size, std::int64_t wait_ms,
                     std::move_only_function<void()> woken);

  private:
    struct Item {
        rules::Prepared prepared;
        std::size_t bytes = 0;
        Done done;
        std::unique_ptr<EnclosureSource> contents{};
        std::uint64_t contents_bytes = 0;    // counted against the day's share
        std::optional<Result<void>> kept{};  // the keeper's answer
    };
    // An answer that waits for the commit.
    struct Judged {
        Item item;
        std::variant<std::uint64_t, Problem> verdict;  // its number, or why not
        std::optional<Instant> stamped;                // of an entry that this batch appended
    };

    Register(Files& files, Clock& clock, const log::Layout& layout, Options options)
        : files_(files), clock_(clock), options_(std::move(options)), enclosures_(files, layout) {}

    struct Move {
        Instant to;
        Then then = Then::run;
        std::move_only_function<void(Result<void>)> done;
    };

    std::optional<Problem> enqueue(Item& item);
    void run();
    void run_batch(std::deque<Item> batch);
    void run_move(Move move);
    Result<void> advance_clock(const Move& move);
    // Nothing when the keeper has it now.
    std::optional<Judged> judge(Item item);
    Result<void> may_take(const Item& item, Instant stamp);
    std::optional<Problem> hand_to_keeper(Item& item, Instant stamp);
    Result<std::uint64_t> room_for_contents(const Item& item, Instant stamp);
    void keep_contents();
    void take_back(Item item);  // from the keeper
    struct Used;
    Used& used_by(const Item& item, Instant stamp);
    Problem refused(const Item& item, Error error, Instant stamp);
    Problem refuse_at_head(const Hash& id, Error error, Instant at, const tree::Checkpoint& head);
    void answer(Judged judged);
    void take_clock_word();
    void tick_if_due();
    void publish_keys();
    void wake_waiters();
    void fail(const Error& error);

    Files& files_;
    Clock& clock_;
    Options options_;
    log::Enclosures enclosures_;
    log::Anchor anchor_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    std::unique_ptr<TrainingClock> training_;  // null: an ordinary register
    std::unique_ptr<log::Writer>
        writer_;  // the sequencer's; find() reads its state under state_mutex_
    std::optional<ClockGuard> guard_;
    std::int64_t ticked_day_ = -1;
    std::uint64_t snapshot_size_ = 0;
    std::uint64_t keeping_bytes_ = 0;  // handed to the keeper and not judged again
    struct Used {
        std::int64_t day = 0;
        std::uint64_t acts = 0, bytes = 0, enclosure_bytes = 0;
    };
    std::map<std::string, Used> used_;  // by first author, of acts registered since the start
    std::optional<std::int64_t> disk_checked_ms_;  // boot time
    bool disk_low_ = false;

    mutable std::mutex state_mutex_;  // held by the sequencer while the state changes

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Item> queue_;
    std::deque<Move> moves_;
    std::size_t queue_bytes_ = 0;
    std::condition_variable keeper_wake_;
    std::deque<Item> to_keep_;
    std::size_t keeping_ = 0;  // handed to the keeper and not yet back in the queue
    bool keeper_ends_ = false;
    std::unordered_multiset<Hash, HashOfHash> queued_;
    std::shared_ptr<const rules::KeyRing> ring_;
    std::vector<rules::Key> keys_;
    struct Waiter {
        std::uint64_t size;
        std::int64_t until_ms;  // boot time
        std::move_only_function<void()> woken;
    };
    static constexpr std::size_t kWaitersMax = 1024;
    std::vector<Waiter> waiters_;
    bool stopping_ = false;
    bool failed_ = false;
    std::thread sequencer_, keeper_;
};

}  // namespace mithaq::reg
