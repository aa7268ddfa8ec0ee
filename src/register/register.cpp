#include "register/register.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace mithaq::reg {
namespace {

constexpr std::size_t kBatchActsMax = 1024;
// How long an idle sequencer sleeps before it looks at the clock for a tick.
constexpr std::chrono::milliseconds kIdle{500};
constexpr std::string_view kClockAccept = "clock.accept";
constexpr std::string_view kClockOffset = "clock.offset";
// A day's tick for ten years: what one batch may hold.
constexpr std::int64_t kMoveMaxMs = 3'660 * kDayMs;
constexpr std::string_view kDiskNearlyFull =
    "the register's disk is nearly full; nothing new is taken until there is room";
constexpr std::string_view kStopping = "the register is stopping; send the same bytes again later";

Problem not_judged(Errc code, std::string_view type, std::string message,
                   unsigned retry_after_s = 0) {
    return Problem{Error{code, std::string(type), std::move(message), {}, {}}, {}, retry_after_s};
}

// Why the keeper could not make contents durable. None of it is a judgement.
Problem not_kept(Error error) {
    if (error.type == "disk-full")
        return not_judged(Errc::busy, "disk-nearly-full", std::string(kDiskNearlyFull), 60);
    bool later = error.code == Errc::unavailable;
    return Problem{std::move(error), {}, later ? 5u : 0u};
}

// Whether entry 0 says so.
Result<bool> is_training(const log::Reader& reader) {
    MITHAQ_TRY(auto bytes, reader.entry(tree::LeafIndex{0}));
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    return act.body().contains("training");
}

}  // namespace

Result<void> keep_training_clock(Files& files, Clock& clock, const log::Layout& layout,
                                 Instant at) {
    MITHAQ_CHECK(files.make_dir(layout.dir));
    return TrainingClock::keep(files, clock, layout.path(kClockOffset), at);
}

Result<std::unique_ptr<Register>> Register::start(Files& files, Clock& clock,
                                                  const log::Layout& layout, Options options) {
    std::unique_ptr<Register> out(new Register(files, clock, layout, std::move(options)));
    MITHAQ_TRY(auto anchor, files.read_all(layout.path("anchor")));
    MITHAQ_TRY(out->anchor_, log::parse_anchor(anchor));
    MITHAQ_TRY(auto keys, log::load_register_keys(files, layout));
    MITHAQ_TRY(out->writer_, log::Writer::open(files, layout, std::move(keys)));
    MITHAQ_CHECK(out->enclosures_.recover());
    const rules::State& state = out->writer_->state();
    MITHAQ_TRY(out->rulebook_, log::rulebooks_beside(files, layout)(state.rulebook().sha256));
    MITHAQ_TRY(bool training, is_training(out->reader()));
    if (training) {
        MITHAQ_TRY(out->training_, TrainingClock::open(files, clock, layout.path(kClockOffset)));
    }
    out->guard_.emplace(out->clock(), state.last_stamp());
    out->snapshot_size_ = out->writer_->recovery().from_snapshot;
    out->publish_keys();
    out->sequencer_ = std::thread([self = out.get()] { self->run(); });
    out->keeper_ = std::thread([self = out.get()] { self->keep_contents(); });
    return out;
}

Register::~Register() {
    stop();
}

void Register::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (sequencer_.joinable()) sequencer_.join();
    {
        std::lock_guard lock(mutex_);
        keeper_ends_ = true;
    }
    keeper_wake_.notify_all();
    if (keeper_.joinable()) keeper_.join();
    wake_waiters();
}

// ---- On the caller's thread

void Register::submit(std::string_view bytes, std::unique_ptr<EnclosureSource> contents,
                      Done done) {
    auto note = act::parse_act_note(bytes);
    if (!note) return done(Problem{note.error(), {}, 0});
    std::string_view text = bytes.substr(0, note->text.size());  // a note begins with its text
    auto act = act::read_act(std::move(*note));
    if (!act) {
        auto now = guard_->stamp();
        if (!now) return done(Problem{now.error(), {}, 30});
        return done(
            refuse_at_head(act::act_id(text), act.error(), *now, reader().head()->checkpoint));
    }
    std::shared_ptr<const rules::KeyRing> ring;
    {
        std::lock_guard lock(mutex_);
        ring = ring_;
    }
    Item item{rules::prepare(std::move(*act), *ring), bytes.size(), std::move(done),
              std::move(contents)};
    if (auto turned_away = enqueue(item)) return item.done(std::move(*turned_away));
    wake_.notify_one();
}

// Takes `item`, or says why not and leaves it as it is.
std::optional<Problem> Register::enqueue(Item& item) {
    std::lock_guard lock(mutex_);
    if (stopping_ || failed_)
        return not_judged(Errc::unavailable, "stopping", std::string(kStopping), 5);
    if (queue_.size() >= options_.quotas.queue_acts_max ||
        queue_bytes_ + item.bytes > options_.quotas.queue_bytes_max)
        return not_judged(Errc::busy, "queue-full",
                          "more is waiting than can be taken; send the same bytes again", 1);
    queue_bytes_ += item.bytes;
    queued_.insert(item.prepared.act.id);
    queue_.push_back(std::move(item));
    return std::nullopt;
}

Register::Found Register::find(const Hash& id) const {
    // The queue first: what leaves it in between is in the state by then.
    bool queued = false;
    {
        std::lock_guard lock(mutex_);
        queued = queued_.contains(id);
    }
    std::optional<std::uint64_t> number;
    {
        std::lock_guard lock(state_mutex_);
        number = writer_->state().number_of(id);
    }
    if (number && *number < reader().head()->size().value) return {Standing::registered, *number};
    return {number || queued ? Standing::queued : Standing::unknown, 0};
}

Result<std::optional<Hash>> Register::file_of(const Hash& id) const {
    auto found = find(id);
    if (found.standing != Standing::registered) return std::nullopt;
    {
        std::lock_guard lock(state_mutex_);
        if (writer_->state().matters().contains(found.number)) return id;
    }
    MITHAQ_TRY(auto bytes, reader().entry(tree::LeafIndex{found.number}));
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    return act.matter;
}

std::vector<rules::Key> Register::keys() const {
    std::lock_guard lock(mutex_);
    return keys_;
}

void Register::move_clock(Instant to, Then then, std::move_only_function<void(Result<void>)> done) {
    if (!training_)
        return done(err(
            Errc::refused, "not-training",
            fmt::format("{} is not a training register: its time is everybody's", anchor_.origin)));
    {
        std::lock_guard lock(mutex_);
        if (!stopping_ && !failed_) {
            moves_.push_back({to, then, std::move(done)});
            wake_.notify_one();
            return;
        }
    }
    done(err(Errc::unavailable, "stopping", std::string(kStopping)));
}

void Register::wait_beyond(std::uint64_t size, std::int64_t wait_ms,
                           std::move_only_function<void()> woken) {
    {
        std::lock_guard lock(mutex_);
        if (!stopping_ && !failed_ && waiters_.size() < kWaitersMax &&
            reader().head()->size().value <= size) {
            waiters_.push_back({size, clock_.boottime_ms() + wait_ms, std::move(woken)});
            return;
        }
    }
    woken();
}

Problem Register::refuse_at_head(const Hash& id, Error error, Instant at,
                                 const tree::Checkpoint& head) {
    rules::Refusal refusal{anchor_.origin, id,        at, head.size, head.root, error.type,
                           error.pointer,  error.rule};
    return Problem{std::move(error), rules::sign_refusal(refusal, writer_->keys().refusal), 0};
}

// ---- On the sequencer's thread

void Register::run() {
    run_batch({});  // the tick of the start
    while (!failed_) {
        std::deque<Item> batch;
        std::optional<Move> move;
        {
            std::unique_lock lock(mutex_);
            auto ended = [&] { return stopping_ && keeping_ == 0; };
            auto idle = [&] { return queue_.empty() && moves_.empty(); };
            wake_.wait_for(lock, kIdle, [&] { return ended() || !idle(); });
            if (ended() && idle()) break;
            if (!moves_.empty()) {
                move = std::move(moves_.front());
                moves_.pop_front();
            }
            while (!queue_.empty() && batch.size() < kBatchActsMax) {
                queue_bytes_ -= queue_.front().bytes;
                batch.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        if (move) run_move(std::move(*move));
        if (!failed_) run_batch(std::move(batch));
    }
    if (failed_) return;
    if (auto written = writer_->write_snapshot(); !written) fail(written.error());
}

void Register::run_batch(std::deque<Item> batch) {
    take_clock_word();
    tick_if_due();
    std::vector<Judged> judged;
    judged.reserve(batch.size());
    Result<void> durable{};
    for (Item& item : batch) {
        // Contents that could not be synced: as with the log's own files, the disk is not believed.
        if (item.kept && !*item.kept && item.kept->error().code == Errc::fatal)
            durable = *item.kept;
        if (auto one = judge(std::move(item))) judged.push_back(std::move(*one));
    }
    if (durable) durable = writer_->commit();
    if (!durable) {
        // What is on disk is not known now. Nothing of this batch is acknowledged; the next start
        // reads what is there. All are answered before fail(), which may end the process.
        for (Judged& one : judged)
            one.item.done(
                not_judged(Errc::unavailable, "stopping",
                           "the register could not make the entry durable and has stopped; "
                           "send the same bytes again later",
                           5));
        fail(durable.error());
        return;
    }
    publish_keys();
    for (Judged& one : judged) answer(std::move(one));
    wake_waiters();
    std::uint64_t size = writer_->state().size();
    if (size - snapshot_size_ >= options_.snapshot_every) {
        snapshot_size_ = size;
        if (auto written = writer_->write_snapshot(); !written) fail(written.error());
    }
}

// Nothing is uncommitted when it begins.
void Register::run_move(Move move) {
    auto moved = advance_clock(move);
    if (auto durable = writer_->commit(); !durable) {
        move.done(err(Errc::unavailable, "stopping", std::string(kStopping)));
        return fail(durable.error());
    }
    wake_waiters();
    move.done(std::move(moved));
}

Result<void> Register::advance_clock(const Move& move) {
    const Instant from = training_->wall();
    if (move.to < from)
        return err(Errc::refused, "clock-back",
                   fmt::format("the register's clock reads {}, and goes forward only",
                               format_stamp(from)));
    if (move.to.ms - from.ms > kMoveMaxMs)
        return err(Errc::refused, "clock-far", "the clock is moved by ten years at most at once");
    MITHAQ_CHECK(training_->reach(move.to));
    guard_->accept();  // who moves the clock says what it reads
    const rules::Matters& files = writer_->state().matters();
    for (Instant at = from; at <= move.to;) {
        training_->stand_at(at);
        tick_if_due();
        const Instant midnight{(at.ms / kDayMs + 1) * kDayMs};
        const auto due = files.next_instant();
        at = due && *due > at ? std::min(*due, midnight) : midnight;
    }
    training_->stand_at(move.to);
    if (move.then == Then::run) training_->go_on();
    return {};
}

std::optional<Register::Judged> Register::judge(Item item) {
    const act::Act& act = item.prepared.act;
    if (item.kept) keeping_bytes_ -= item.contents_bytes;
    if (auto known = writer_->state().number_of(act.id)) return Judged{std::move(item), *known, {}};
    auto now = guard_->stamp();
    if (!now) return Judged{std::move(item), Problem{now.error(), {}, 30}, {}};
    if (item.kept && !*item.kept) {
        auto& used = used_by(item, *now).enclosure_bytes;
        used -= std::min(used, item.contents_bytes);  // it may be another day by now
        Problem problem = not_kept(item.kept->error());
        return Judged{std::move(item), std::move(problem), {}};
    }
    if (auto may = may_take(item, *now); !may)
        return Judged{std::move(item), Problem{may.error(), {}, 60}, {}};
    if (!item.kept && (!act.enclosures.empty() || item.contents)) {
        auto problem = hand_to_keeper(item, *now);
        if (!problem) return std::nullopt;
        return Judged{std::move(item), std::move(*problem), {}};
    }
    Result<std::uint64_t> number = [&] {
        std::lock_guard lock(state_mutex_);
        return writer_->append(item.prepared, *now);
    }();
    if (number) {
        Used& used = used_by(item, *now);
        ++used.acts;
        used.bytes += item.bytes;
        return Judged{std::move(item), *number, *now};
    }
    Problem problem = refused(item, number.error(), *now);
    return Judged{std::move(item), std::move(problem), {}};
}

// Signed at the head it was judged at, which is released only after the commit that covers it.
Problem Register::refused(const Item& item, Error error, Instant stamp) {
    if (error.code != Errc::refused) return Problem{std::move(error), {}, 30};
    tree::Checkpoint head{anchor_.origin, tree::TreeSize{writer_->state().size()}, writer_->root()};
    return refuse_at_head(item.prepared.act.id, std::move(error), stamp, head);
}

Register::Used& Register::used_by(const Item& item, Instant stamp) {
    Used& used = used_[item.prepared.act.from[0]];
    if (std::int64_t day = stamp.ms / kDayMs; used.day != day) used = Used{day};
    return used;
}

// ---- Contents of enclosures

// Takes `item`, or says why not and leaves it as it is. What would not be registered may not fill
// the disk, so it is judged before its contents are looked at.
std::optional<Problem> Register::hand_to_keeper(Item& item, Instant stamp) {
    if (auto admitted = writer_->judge(item.prepared, stamp); !admitted)
        return refused(item, admitted.error(), stamp);
    auto bytes = room_for_contents(item, stamp);
    if (!bytes) return Problem{bytes.error(), {}, bytes.error().code == Errc::busy ? 60u : 0u};
    {
        std::lock_guard lock(mutex_);
        if (keeping_ >= options_.quotas.keeping_acts_max)
            return not_judged(Errc::busy, "queue-full",
                              "more enclosures are waiting than can be taken; send the same again",
                              1);
        ++keeping_;
        item.contents_bytes = *bytes;
        used_by(item, stamp).enclosure_bytes += *bytes;
        keeping_bytes_ += *bytes;
        to_keep_.push_back(std::move(item));
    }
    keeper_wake_.notify_one();
    return std::nullopt;
}

// The bytes that are not here yet.
Result<std::uint64_t> Register::room_for_contents(const Item& item, Instant stamp) {
    const Quotas& quotas = options_.quotas;
    std::uint64_t bytes = 0;
    for (const auto& one : item.prepared.act.enclosures) {
        if (enclosures_.present(one.sha256)) continue;
        if (one.size > quotas.enclosure_bytes_max)
            return err(Errc::too_large, "enclosure-too-large",
                       fmt::format("the enclosure '{}' has {} bytes; at most {} are taken",
                                   one.name, one.size, quotas.enclosure_bytes_max));
        bytes += one.size;
    }
    if (used_by(item, stamp).enclosure_bytes + bytes > quotas.participant_enclosure_bytes_a_day)
        return err(Errc::busy, "quota",
                   fmt::format("{} has reached what one participant may enclose in a day",
                               item.prepared.act.from[0]));
    auto free = files_.free_bytes(reader().layout().dir);
    if (bytes > 0 && free && *free < quotas.free_bytes_min + keeping_bytes_ + bytes)
        return err(Errc::busy, "disk-nearly-full", std::string(kDiskNearlyFull));
    return bytes;
}

// The keeper's thread: one act's contents after another, so that who finds a content present may
// rely on its being durable. It waits for the disk only, never for a peer.
void Register::keep_contents() {
    while (true) {
        Item item;
        bool stopping = false;
        {
            std::unique_lock lock(mutex_);
            keeper_wake_.wait(lock, [&] { return keeper_ends_ || !to_keep_.empty(); });
            if (to_keep_.empty()) return;
            item = std::move(to_keep_.front());
            to_keep_.pop_front();
            stopping = stopping_ || failed_;
        }
        if (stopping)
            item.kept = err(Errc::unavailable, "stopping", std::string(kStopping));
        else
            item.kept =
                take_contents(enclosures_, item.prepared.act.enclosures, item.contents.get());
        item.contents.reset();
        take_back(std::move(item));
    }
}

void Register::take_back(Item item) {
    {
        std::lock_guard lock(mutex_);
        --keeping_;
        if (!failed_) {
            queue_bytes_ += item.bytes;
            queue_.push_back(std::move(item));
            wake_.notify_one();
            return;
        }
    }
    item.done(not_judged(Errc::unavailable, "stopping", std::string(kStopping), 5));
}

// Quotas are not judgements: what they turn away may be sent again as it is.
Result<void> Register::may_take(const Item& item, Instant stamp) {
    const Quotas& quotas = options_.quotas;
    std::int64_t now = clock_.boottime_ms();
    if (!disk_checked_ms_ || now - *disk_checked_ms_ >= 1000) {
        disk_checked_ms_ = now;
        auto free = files_.free_bytes(reader().layout().dir);
        disk_low_ = free && *free < quotas.free_bytes_min;
    }
    if (disk_low_) return err(Errc::busy, "disk-nearly-full", std::string(kDiskNearlyFull));
    // Looked up, not made: before the judgement anyone can write any name there.
    auto found = used_.find(item.prepared.act.from[0]);
    std::int64_t day = stamp.ms / kDayMs;
    Used used = found != used_.end() && found->second.day == day ? found->second : Used{day};
    if (used.acts >= quotas.participant_acts_a_day ||
        used.bytes + item.bytes > quotas.participant_bytes_a_day)
        return err(Errc::busy, "quota",
                   fmt::format("{} has reached what one participant may register in a day",
                               item.prepared.act.from[0]));
    return {};
}

// An operator's word in the folder ends a doubt. It is used up at once, in doubt or not, and before
// it is believed: one that stayed would accept a later doubt that its author never saw.
void Register::take_clock_word() {
    std::string word = reader().layout().path(kClockAccept);
    if (files_.exists(word) && files_.remove(word)) guard_->accept();
}

void Register::answer(Judged judged) {
    {
        std::lock_guard lock(mutex_);
        queued_.erase(queued_.find(judged.item.prepared.act.id));
    }
    if (auto* problem = std::get_if<Problem>(&judged.verdict))
        return judged.item.done(std::move(*problem));
    Registered out;
    const act::Act& act = judged.item.prepared.act;
    out.id = act.id;
    out.number = std::get<std::uint64_t>(judged.verdict);
    out.first = judged.stamped.has_value();
    tree::LeafIndex index{out.number};
    // Registered and durable, but it cannot be read: the disk is failing.
    auto unreadable = [&](Error error) { judged.item.done(Problem{std::move(error), {}, 30}); };
    if (out.first) {
        out.stamp = *judged.stamped;
    } else {
        auto bytes = reader().entry(index);
        if (!bytes) return unreadable(bytes.error());
        auto entry = act::parse_entry(*bytes);
        if (!entry) return unreadable(entry.error());
        out.stamp = entry->stamp;
        if (entry->note != note::format_note(act.note)) out.registered_note = entry->note;
    }
    auto receipt = writer_->receipt(index, out.stamp);
    if (!receipt) return unreadable(receipt.error());
    out.receipt = std::move(*receipt);
    judged.item.done(std::move(out));
}

// On start, at 00:00 UTC, and when something has passed or fallen due in a file. While the clock is
// in doubt there is none.
void Register::tick_if_due() {
    const Instant wall = clock().wall();
    const auto next = writer_->state().matters().next_instant();
    // Not `==`: a wall clock that went back across midnight would tick without end. The tick itself
    // lets pass what is due, so that there is one.
    if (wall.ms / kDayMs <= ticked_day_ && (!next || *next > wall)) return;
    auto now = guard_->stamp();
    if (!now) return;
    ticked_day_ = now->ms / kDayMs;
    auto head = reader().head();
    json::object headers{
        {"register", anchor_.origin},
        {"form", "clock.tick"},
        {"from", {"REGISTER"}},
        {"seen", {{"size", head->size().value}, {"root", to_base64(head->checkpoint.root.bytes)}}},
        // Ticks that a moved clock files between two heads must not have one text.
        {"expires",
         format_instant(Instant{now->ms + kDayMs +
                                static_cast<std::int64_t>(writer_->uncommitted()) * kSecondMs})},
        {"body", json::object()}};
    note::Note note{act::write_act_text(headers).value(), {}};
    note.signatures.push_back(note::sign(writer_->keys().clock, note.text));
    auto act = act::read_act(std::move(note));
    MITHAQ_ASSERT(act.has_value());
    // Two starts within a millisecond of the same head make the same text: it is there already.
    if (writer_->state().number_of(act->id)) return;
    std::lock_guard lock(state_mutex_);
    auto number = writer_->append(rules::prepare(std::move(*act), {}), *now);
    MITHAQ_ASSERT(number.has_value() || number.error().code != Errc::refused);
}

void Register::publish_keys() {
    const auto& keys = writer_->state().keys();
    std::lock_guard lock(mutex_);
    std::size_t revoked = 0;
    for (const auto& key : keys_) revoked += key.revoked.has_value();
    std::size_t revoked_now = 0;
    for (const auto& [name, key] : keys) revoked_now += key.revoked.has_value();
    if (ring_ && keys_.size() == keys.size() && revoked == revoked_now) return;
    auto ring = std::make_shared<rules::KeyRing>();
    keys_.clear();
    for (const auto& [name, key] : keys) {
        ring->emplace(name, key.verifier);
        keys_.push_back(key);
    }
    ring_ = std::move(ring);
}

void Register::wake_waiters() {
    std::vector<std::move_only_function<void()>> ready;
    {
        std::lock_guard lock(mutex_);
        if (waiters_.empty()) return;
        std::uint64_t size = reader().head()->size().value;
        std::int64_t now = clock_.boottime_ms();
        std::erase_if(waiters_, [&](Waiter& waiter) {
            bool wait = !stopping_ && !failed_ && size <= waiter.size && now < waiter.until_ms;
            if (!wait) ready.push_back(std::move(waiter.woken));
            return !wait;
        });
    }
    for (auto& woken : ready) woken();
}

void Register::fail(const Error& error) {
    std::deque<Item> left;
    std::deque<Move> moves;
    {
        std::lock_guard lock(mutex_);
        failed_ = true;
        left.swap(queue_);
        moves.swap(moves_);
    }
    for (Move& move : moves) move.done(err(Errc::unavailable, "stopping", std::string(kStopping)));
    for (Item& item : left)
        item.done(not_judged(Errc::unavailable, "stopping",
                             "the register has stopped; send the same bytes again later", 5));
    wake_waiters();
    if (options_.on_fatal) options_.on_fatal(error);
}

}  // namespace mithaq::reg
