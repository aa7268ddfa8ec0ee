#include "view/matter_rows.h"

#include <algorithm>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "rules/evaluate.h"
#include "rules/replay.h"
#include "view/asks.h"
#include "view/replay.h"

namespace mithaq::view {

using rules::Event;
using rules::Matter;

// `duty_end`: state 1 answered, 2 released; a duty ends once. `session` has a null name when the
// file makes none any more. `stage`, `closed` and `open` in `matter`, `matter_party`, `duty` and
// `duty_of` follow the others: they say how it stands now, so that what is open is found among what
// is open.
const char* const kMatterTables = R"(
CREATE TABLE matter(
  number INTEGER PRIMARY KEY, type TEXT NOT NULL, stage TEXT NOT NULL,
  closed INTEGER NOT NULL) STRICT;
CREATE INDEX matter_type ON matter(type, number);
CREATE INDEX matter_stage ON matter(stage, number);
CREATE INDEX matter_open ON matter(number) WHERE closed = 0;
CREATE TABLE matter_act(
  number INTEGER PRIMARY KEY, matter INTEGER NOT NULL, no_effect INTEGER NOT NULL) STRICT;
CREATE INDEX matter_act_matter ON matter_act(matter, number);
CREATE TABLE matter_state(
  matter INTEGER NOT NULL, number INTEGER NOT NULL, stage TEXT NOT NULL, since INTEGER NOT NULL,
  closed INTEGER NOT NULL, next INTEGER, asks_open INTEGER NOT NULL, asks_all INTEGER NOT NULL,
  PRIMARY KEY (matter, number)) STRICT, WITHOUT ROWID;
CREATE TABLE matter_party(
  code TEXT NOT NULL, matter INTEGER NOT NULL, number INTEGER NOT NULL, open INTEGER NOT NULL,
  PRIMARY KEY (code, matter)) STRICT, WITHOUT ROWID;
CREATE INDEX matter_party_matter ON matter_party(matter);
CREATE INDEX matter_party_open ON matter_party(code, matter) WHERE open = 1;
CREATE TABLE duty(
  matter INTEGER NOT NULL, idx INTEGER NOT NULL, number INTEGER NOT NULL, type TEXT NOT NULL,
  ask INTEGER NOT NULL, item TEXT NOT NULL, about INTEGER NOT NULL, about_form TEXT NOT NULL,
  since INTEGER NOT NULL, by_act INTEGER, due INTEGER, session TEXT, character TEXT NOT NULL,
  words TEXT, open INTEGER NOT NULL, PRIMARY KEY (matter, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX duty_number ON duty(number DESC, matter, idx);
CREATE INDEX duty_due ON duty(due, session, matter, idx);
CREATE INDEX duty_open_number ON duty(number DESC, matter, idx, type, ask, about_form)
  WHERE open = 1;
CREATE INDEX duty_open_due ON duty(due, session, matter, idx) WHERE open = 1;
CREATE TABLE duty_of(
  code TEXT NOT NULL, number INTEGER NOT NULL, matter INTEGER NOT NULL, idx INTEGER NOT NULL,
  open INTEGER NOT NULL, PRIMARY KEY (code, number DESC, matter, idx)) STRICT, WITHOUT ROWID;
CREATE INDEX duty_of_duty ON duty_of(matter, idx);
CREATE INDEX duty_of_open ON duty_of(code, number DESC, matter, idx) WHERE open = 1;
CREATE TABLE duty_answer(
  matter INTEGER NOT NULL, idx INTEGER NOT NULL, number INTEGER NOT NULL,
  participant TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (matter, idx, number, participant)) STRICT, WITHOUT ROWID;
CREATE TABLE duty_reminder(
  matter INTEGER NOT NULL, idx INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (matter, idx, number)) STRICT, WITHOUT ROWID;
CREATE TABLE duty_end(
  matter INTEGER NOT NULL, idx INTEGER NOT NULL, number INTEGER NOT NULL, state INTEGER NOT NULL,
  at INTEGER NOT NULL, act INTEGER, PRIMARY KEY (matter, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE session(
  matter INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT, opens INTEGER,
  PRIMARY KEY (matter, number)) STRICT, WITHOUT ROWID;
)";

namespace {

// So many files are kept ready; another is computed again when something happens in it.
constexpr std::size_t kReadyMax = 8'192;

// Of the element that the duty is about, in the list that its ask reads.
std::optional<std::string> words_of(const Matter& matter, const rules::Duty& duty,
                                    const json::object* at_hand) {
    const auto& each = matter.procedure->asks[duty.ask].each;
    if (!each || duty.item.empty()) return std::nullopt;
    rules::Submission act;
    act.body = at_hand;
    const auto* list = rules::list_at(*each, {*matter.rulebook, &matter, at_hand ? &act : nullptr,
                                              nullptr, nullptr, matter.last, matter.last});
    if (!list) return std::nullopt;
    for (const auto& one : *list) {
        const auto* item = one.if_object();
        const auto* name = item ? item->if_contains("item") : nullptr;
        if (!name || !name->is_string() || name->get_string() != duty.item) continue;
        auto words = words_of_item(*item);
        return words ? std::optional(json::serialize(*words)) : std::nullopt;
    }
    return std::nullopt;
}

Result<std::uint64_t> number_of(Database& database, const Hash& id) {
    MITHAQ_TRY(auto number, database.integer("SELECT number FROM act WHERE id = ?", id));
    if (!number) return err(Errc::conflict, "view-matter", "an act of a file that is not here");
    return static_cast<std::uint64_t>(*number);
}

}  // namespace

bool MatterRows::concerns(const rulebook::Rulebook& rulebook, const act::Act& act) {
    return act.matter || rules::opened_by(rulebook, act.form);
}

Result<void> MatterRows::load(Database& database) {
    MITHAQ_CHECK(
        database.rows("SELECT number, stamp FROM act ORDER BY number DESC LIMIT 1", [&](Row row) {
            size_ = row.number(0) + 1;
            last_ = Instant{row.integer(1)};
        }));
    return database.rows(
        "SELECT matter, next FROM matter_state AS state WHERE next IS NOT NULL AND number = "
        "(SELECT max(number) FROM matter_state WHERE matter = state.matter)",
        [&](Row row) { set_clock(row.number(0), Instant{row.integer(1)}); });
}

void MatterRows::set_clock(std::uint64_t matter, std::optional<Instant> next) {
    if (auto found = clock_of_.find(matter); found != clock_of_.end()) {
        clocks_.erase({found->second, matter});
        clock_of_.erase(found);
    }
    if (!next) return;
    clocks_.emplace(*next, matter);
    clock_of_.emplace(matter, *next);
}

MatterRows::Ready& MatterRows::keep(std::uint64_t matter) {
    if (ready_.size() >= kReadyMax) {
        ready_.erase(used_.back());
        used_.pop_back();
    }
    used_.push_front(matter);
    Ready& out = ready_[matter];
    out.used = used_.begin();
    return out;
}

// As it is after the entry before.
Result<MatterRows::Ready*> MatterRows::ready(Database& database, std::uint64_t matter) {
    if (auto found = ready_.find(matter); found != ready_.end()) {
        used_.splice(used_.begin(), used_, found->second.used);
        return &found->second;
    }
    MITHAQ_TRY(auto replayed, replay(database, *reader_, rulebook_, matter, size_ - 1, last_));
    Ready& out = keep(matter);
    out.matter = std::move(replayed.matter);
    out.session = rules::session_of(*out.matter);
    for (std::uint32_t i = 0; i < out.matter->duties.size(); ++i)
        if (rules::is_open(*out.matter, out.matter->duties[i])) out.open.insert(i);
    return &out;
}

Result<void> MatterRows::take(Database& database, std::uint64_t number, Instant stamp,
                              const act::Act* act, const std::vector<std::string>& parties) {
    std::optional<std::uint64_t> matter;
    if (act && act->matter) {
        MITHAQ_TRY(matter, number_of(database, *act->matter));
    }
    MITHAQ_CHECK(pass(database, number, stamp, matter));
    if (act)
        MITHAQ_CHECK(take_act(database, number, stamp, *act, matter.value_or(number), parties));
    size_ = number + 1;
    last_ = stamp;
    return {};
}

// Where the act's own file stands is added when that act has been taken: once at each number.
Result<void> MatterRows::pass(Database& database, std::uint64_t number, Instant stamp,
                              std::optional<std::uint64_t> acted) {
    while (!clocks_.empty() && clocks_.begin()->first <= stamp) {
        const std::uint64_t matter = clocks_.begin()->second;
        MITHAQ_TRY(Ready * ready, ready(database, matter));
        rules::Trace trace;
        rules::advance(*ready->matter, stamp, &trace);
        set_clock(matter, rules::next_change(*ready->matter));
        const Happened happened{database, number, *ready, trace};
        MITHAQ_CHECK(add_duties(happened));
        if (matter != acted) MITHAQ_CHECK(add_state(happened));
    }
    return {};
}

Result<void> MatterRows::take_act(Database& database, std::uint64_t number, Instant stamp,
                                  const act::Act& act, std::uint64_t matter,
                                  const std::vector<std::string>& parties) {
    ActFinder finder(database);
    const auto submission = rules::submission_of(act, number, stamp, finder.find());
    MITHAQ_CHECK(finder.outcome());
    Ready* ready = nullptr;
    if (act.matter) {
        MITHAQ_TRY(ready, this->ready(database, matter));
    } else {
        ready = &keep(number);
    }
    rules::Trace trace;
    auto taken = rules::take(ready->matter, rulebook_, submission, &trace);
    if (!taken)
        return err(
            Errc::conflict, "view-matter",
            fmt::format("number {} is not allowed in its file: {}", number, taken.error().message));
    if (!ready->matter) {  // on paper, and opens nothing: it stands alone
        used_.erase(ready->used);
        ready_.erase(number);
        return {};
    }
    MITHAQ_CHECK(database.run("INSERT INTO matter_act VALUES (?, ?, ?)", number, matter,
                              taken->has_value() ? 0 : 1));
    for (const auto& code : parties)
        MITHAQ_CHECK(database.run("INSERT OR IGNORE INTO matter_party VALUES (?, ?, ?, 1)",
                                  std::string_view(code), matter, number));
    set_clock(matter, rules::next_change(*ready->matter));
    const Happened happened{database, number, *ready, trace, submission.body};
    MITHAQ_CHECK(add_duties(happened));
    MITHAQ_CHECK(add_session(happened));
    return add_state(happened);
}

Result<void> MatterRows::add_duties(const Happened& happened) {
    auto& [database, number, ready, trace, body] = happened;
    const Matter& matter = *ready.matter;
    std::set<std::uint32_t> touched;
    for (const Event& event : trace) {
        if (!event.duty) continue;
        touched.insert(*event.duty);
        if (event.kind == Event::Kind::asked) MITHAQ_CHECK(add_duty(happened, *event.duty));
        if (event.kind == Event::Kind::reminded)
            MITHAQ_CHECK(database.run("INSERT INTO duty_reminder VALUES (?, ?, ?)", matter.number,
                                      *event.duty, number));
        if (event.kind != Event::Kind::answered) continue;
        for (const auto& answer : matter.duties[*event.duty].answers)
            if (answer.number == number)
                MITHAQ_CHECK(database.run("INSERT INTO duty_answer VALUES (?, ?, ?, ?, ?)",
                                          matter.number, *event.duty, number,
                                          std::string_view(answer.participant), answer.at.ms));
    }
    return add_ends(happened, touched);
}

Result<void> MatterRows::add_state(const Happened& happened) {
    auto& [database, number, ready, trace, body] = happened;
    const Matter& matter = *ready.matter;
    auto next = rules::next_change(matter);
    const bool closed = matter.procedure->stages[matter.stage].final && ready.open.empty();
    const std::string_view stage = matter.stage_name();
    MITHAQ_CHECK(database.run("INSERT INTO matter_state VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              matter.number, number, stage, matter.since.ms, closed ? 1 : 0,
                              next ? std::optional(next->ms) : std::nullopt, ready.open.size(),
                              matter.duties.size()));
    MITHAQ_CHECK(database.run(
        "INSERT INTO matter VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
        "stage = excluded.stage, closed = excluded.closed",
        matter.number, std::string_view(matter.procedure->type), stage, closed ? 1 : 0));
    return database.run("UPDATE matter_party SET open = ?1 WHERE matter = ?2 AND open <> ?1",
                        closed ? 0 : 1, matter.number);
}

Result<void> MatterRows::add_duty(const Happened& happened, std::uint32_t index) {
    auto& [database, number, ready, trace, body] = happened;
    const Matter& matter = *ready.matter;
    const rules::Duty& duty = matter.duties[index];
    std::string form;
    MITHAQ_CHECK(database.rows(
        "SELECT form FROM act WHERE number = ?", [&](Row row) { form = row.text(0); }, duty.about));
    auto words = words_of(matter, duty, body);
    MITHAQ_CHECK(
        database.run("INSERT INTO duty VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                     matter.number, index, number, std::string_view(matter.procedure->type),
                     duty.ask, std::string_view(duty.item), duty.about, std::string_view(form),
                     duty.since.ms, duty.by, duty.due ? std::optional(duty.due->ms) : std::nullopt,
                     duty.session.empty() ? std::nullopt : std::optional(duty.session),
                     std::string_view(duty.character), words));
    for (const auto& code : duty.of) {
        MITHAQ_CHECK(database.run("INSERT INTO duty_of VALUES (?, ?, ?, ?, 1)",
                                  std::string_view(code), number, matter.number, index));
        MITHAQ_CHECK(database.run("INSERT OR IGNORE INTO matter_party VALUES (?, ?, ?, 1)",
                                  std::string_view(code), matter.number, number));
    }
    return {};
}

Result<void> MatterRows::add_ends(const Happened& happened,
                                  const std::set<std::uint32_t>& touched) {
    auto& [database, number, ready, trace, body] = happened;
    const Matter& matter = *ready.matter;
    for (std::uint32_t index : touched) {
        const rules::Duty& duty = matter.duties[index];
        if (rules::is_open(matter, duty)) {
            ready.open.insert(index);
            continue;
        }
        const bool asked_now = std::ranges::any_of(trace, [&](const Event& event) {
            return event.kind == Event::Kind::asked && event.duty == index;
        });
        if (ready.open.erase(index) == 0 && !asked_now) continue;  // it had ended already
        if (duty.released)
            MITHAQ_CHECK(database.run("INSERT INTO duty_end VALUES (?, ?, ?, 2, ?, ?)",
                                      matter.number, index, number, duty.released->ms,
                                      duty.released_by));
        else
            MITHAQ_CHECK(database.run("INSERT INTO duty_end VALUES (?, ?, ?, 1, ?, ?)",
                                      matter.number, index, number, duty.answers.back().at.ms,
                                      duty.answers.back().number));
        for (const char* sql : {"UPDATE duty SET open = 0 WHERE matter = ? AND idx = ?",
                                "UPDATE duty_of SET open = 0 WHERE matter = ? AND idx = ?"})
            MITHAQ_CHECK(database.run(sql, matter.number, index));
    }
    return {};
}

Result<void> MatterRows::add_session(const Happened& happened) {
    auto& [database, number, ready, trace, body] = happened;
    auto session = rules::session_of(*ready.matter);
    if (session == ready.session) return {};
    ready.session = session;
    std::optional<std::string> name;
    std::optional<std::int64_t> opens;
    if (session) {
        name = session->first;
        opens = session->second;
    }
    return database.run("INSERT INTO session VALUES (?, ?, ?, ?)", ready.matter->number, number,
                        name, opens);
}

}  // namespace mithaq::view
