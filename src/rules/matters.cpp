// All files of a register. Closed ones are kept as their records: they are read again when an act
// belongs to one, and until then cost a look-up in nothing.
#include "rules/state.h"
#include "tree/tree.h"

namespace mithaq::rules {
namespace {

Matter read_own(const std::string& record,
                const std::shared_ptr<const rulebook::Rulebook>& rulebook) {
    auto matter = read_record(record, rulebook);
    MITHAQ_ASSERT(matter.has_value());  // it was written by record_of
    return std::move(*matter);
}

}  // namespace

const Matter* Matters::find(std::uint64_t number, Instant stamp,
                            std::optional<Matter>& kept) const {
    if (auto open = open_.find(number); open != open_.end()) {
        const Open& one = open->second;
        if (!one.change || *one.change > stamp) return &one.matter;
        kept = one.matter;
        advance(*kept, stamp);
        return &*kept;
    }
    auto closed = closed_.find(number);
    if (closed == closed_.end()) return nullptr;
    kept = read_own(closed->second.record, closed->second.rulebook);
    return &*kept;  // nothing passes in it any more
}

std::optional<Matter> Matters::at(std::uint64_t number, Instant stamp) const {
    std::optional<Matter> kept;
    const Matter* found = find(number, stamp, kept);
    if (found && !kept) kept = *found;
    return kept;
}

std::vector<std::uint64_t> Matters::numbers() const {
    std::vector<std::uint64_t> out;
    out.reserve(open_.size() + closed_.size());
    auto open = open_.begin();
    auto closed = closed_.begin();
    while (open != open_.end() || closed != closed_.end()) {
        if (closed == closed_.end() || (open != open_.end() && open->first < closed->first))
            out.push_back((open++)->first);
        else
            out.push_back((closed++)->first);
    }
    return out;
}

std::optional<Instant> Matters::next_instant() const {
    std::optional<Instant> out;
    for (const auto* list : {&changes_, &ticks_})
        if (!list->empty() && (!out || list->begin()->first < *out)) out = list->begin()->first;
    return out;
}

void Matters::each_record(const std::function<void(std::uint64_t, std::string_view)>& told) const {
    for (std::uint64_t number : numbers()) {
        if (auto open = open_.find(number); open != open_.end())
            told(number, record_of(open->second.matter));
        else
            told(number, closed_.find(number)->second.record);
    }
}

void Matters::each_leaf(const std::function<void(const Hash&)>& told) const {
    for (std::uint64_t number : numbers()) {
        if (auto open = open_.find(number); open != open_.end())
            told(tree::leaf_hash(record_of(open->second.matter)));
        else
            told(closed_.find(number)->second.leaf);
    }
}

void Matters::forget(std::uint64_t number) {
    if (auto open = open_.find(number); open != open_.end()) {
        if (open->second.change) changes_.erase({*open->second.change, number});
        if (open->second.tick) ticks_.erase({*open->second.tick, number});
        open_.erase(open);
    }
    closed_.erase(number);
}

void Matters::convene(const Matter& matter) {
    if (!matter.procedure->session_name) return;
    for (auto at = convened_.begin(); at != convened_.end();) {
        const bool had = at->second.erase(matter.number) > 0;
        if (had && at->second.empty())
            sessions_.erase(at->first);
        else if (had)
            sessions_[at->first] = {at->second.rbegin()->first, at->second.rbegin()->second};
        at = at->second.empty() ? convened_.erase(at) : std::next(at);
    }
    auto made = session_of(matter);
    if (!made || !made->second) return;
    auto& days = convened_[made->first];
    days[matter.number] = *made->second;
    sessions_[made->first] = {days.rbegin()->first, days.rbegin()->second};
}

Matter Matters::take(std::uint64_t number, Instant stamp) {
    if (auto open = open_.find(number); open != open_.end()) {
        Matter out = std::move(open->second.matter);
        advance(out, stamp);
        return out;
    }
    auto closed = closed_.find(number);
    MITHAQ_ASSERT(closed != closed_.end());
    return read_own(closed->second.record, closed->second.rulebook);
}

// The lists of what comes next change only where that does.
void Matters::expect(std::uint64_t number, Open& open, std::optional<Instant> change,
                     std::optional<Instant> tick) {
    auto move = [&](auto& list, std::optional<Instant>& from, std::optional<Instant> to) {
        if (from == to) return;
        if (from) list.erase({*from, number});
        if (to) list.emplace(*to, number);
        from = to;
    };
    move(changes_, open.change, change);
    move(ticks_, open.tick, tick);
}

void Matters::put(Matter matter, Instant stamp) {
    const std::uint64_t number = matter.number;
    convene(matter);
    auto change = next_change(matter);
    auto tick = next_due(matter, stamp);
    if (!change && !tick && matter.closed()) {
        forget(number);
        std::string record = record_of(matter);
        Hash leaf = tree::leaf_hash(record);
        closed_.emplace(number, Closed{std::move(record), leaf, std::move(matter.rulebook)});
        return;
    }
    closed_.erase(number);
    Open& open = open_[number];
    open.matter = std::move(matter);
    expect(number, open, change, tick);
}

void Matters::pass(Instant stamp) {
    while (!changes_.empty() && changes_.begin()->first <= stamp) {
        Matter matter = std::move(open_.find(changes_.begin()->second)->second.matter);
        advance(matter, stamp);
        put(std::move(matter), stamp);
    }
    // Dues change nothing; they are told by a tick, and are past now.
    while (!ticks_.empty() && ticks_.begin()->first <= stamp) {
        Matter matter = std::move(open_.find(ticks_.begin()->second)->second.matter);
        put(std::move(matter), stamp);
    }
}

Result<void> Matters::put_record(std::string_view record,
                                 std::shared_ptr<const rulebook::Rulebook> rulebook,
                                 Instant stamp) {
    MITHAQ_TRY(auto matter, read_record(record, std::move(rulebook)));
    put(std::move(matter), stamp);
    return {};
}

}  // namespace mithaq::rules
