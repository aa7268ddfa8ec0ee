// One file: what its acts have made of it by the procedure it follows (docs/RULES.md). A function
// of its own acts, their stamps and the rulebook; no clock, no other file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "act/act.h"
#include "base/instant.h"
#include "base/json.h"
#include "rulebook/rulebook.h"

namespace mithaq::rules {

using rulebook::Procedure;
using Codes = std::vector<std::string>;  // by code, each once

// An act as procedures see it.
struct Submission {
    std::uint64_t number = 0;  // that it has, or would get
    Instant stamp;
    std::optional<Instant> received;  // of what came on paper
    std::string form;
    std::vector<std::string> authors;  // whose act it is: on paper `received.from`
    struct Reference {
        std::uint64_t number = 0;
        std::string item, as;
        std::string form;  // of the act referred to
    };
    std::vector<Reference> re;
    const json::object* body = nullptr;  // outlives the submission

    Instant effective() const { return received && *received < stamp ? *received : stamp; }
};
// Number and form of an act by its id; what `re` names is registered.
using FindAct = std::function<std::pair<std::uint64_t, std::string>(const Hash& id)>;
Submission submission_of(const act::Act& act, std::uint64_t number, Instant stamp,
                         const FindAct& find);

// Which rule of a procedure, by its place there. "text/move/3", "text/move/3/require/0",
// "note/ask/0", "text/after/0", "text/count/0".
struct Rule {
    enum class Kind : std::uint8_t { move, require, after, count, ask } kind = Kind::move;
    std::uint32_t index = 0;
    std::uint32_t requirement = 0;  // of require
    bool operator==(const Rule&) const = default;
};
std::string format_rule(std::string_view type, const Rule& rule);
// The type and the rule; nothing when it is none.
std::optional<std::pair<std::string, Rule>> parse_rule(std::string_view text);

struct Remembered {
    std::uint64_t number = 0;
    Codes from;
    Instant stamp, effective;
    json::object body;  // only what the procedure reads of it (Procedure::remembered)
};

struct Answer {
    std::string participant;
    std::uint64_t number = 0;
    Instant at;  // "received on": its effective time
};

// An ask that arose: one for each item, to all who are asked.
struct Duty {
    std::uint32_t ask = 0;  // in procedure.asks
    std::string item;       // may be empty
    std::uint64_t about = 0;
    Instant since;
    std::optional<std::uint64_t> by;  // the act that raised it; nothing: an instant did
    Codes of;
    std::optional<Instant> due;  // fixed when it arose
    std::string session;         // due the day before it opens; else empty
    std::string character;
    std::vector<Answer> answers;  // in order; a participant may have several
    std::vector<std::uint64_t> reminders;
    std::optional<Instant> released;
    std::optional<std::uint64_t> released_by;
};

struct Vote {
    std::string participant;
    std::uint64_t number = 0;
    std::string choice;  // yes, no, abstain
};
struct Counting {
    std::uint64_t of = 0;
    Codes set;
    std::vector<Vote> votes;  // newest of each participant, by code
    std::optional<Instant> decided;
    bool reached = false;
};

struct Matter {
    std::uint64_t number = 0;  // of the act that opened it
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    const Procedure* procedure = nullptr;  // in `rulebook`
    std::uint32_t stage = 0;
    Instant since;                    // the stage was entered
    std::optional<std::uint64_t> by;  // the act that led there; nothing: an instant did
    Rule rule;                        // that led there
    Instant last;                     // its newest act, or instant that passed; never decreases
    std::map<std::string, Remembered, std::less<>> names;
    std::vector<std::optional<Counting>> counts;  // as procedure.counts
    std::vector<Duty> duties;                     // in the order they arose
    bool resting = false;  // too many stages at one instant: its clocks wait for the next act

    const std::string& stage_name() const { return procedure->stages[stage].name; }
    bool closed() const;
};

// Whether the duty still waits for anybody, and for whom: asked, not released, not answered.
bool is_open(const Matter& matter, const Duty& duty);
Codes awaited(const Matter& matter, const Duty& duty);

// What happened, in order: for pages, `why`, stories and the view's rows.
struct Event {
    enum class Kind : std::uint8_t {
        opened,    // the file, with its first stage; `name` is the form, `participants` its authors
        stage,     // entered: `name`
        asked,     // `duty`
        answered,  // `duty`, `participants`
        reminded,  // `duty`
        released,  // `duty`
        counting,  // begins: `name` of the count
        counted,   // `name`, `participants`
        reached,   // `name`
        not_reached,  // `name`
        closed,
        reopened,
        no_effect,  // an act on paper that no move allows: `refusal`; form and authors
        moved       // an act that a move allowed: form and authors; before what it led to
    } kind{};
    Instant at;
    std::optional<std::uint64_t> act;  // nothing: an instant did
    std::optional<Rule> rule;
    std::string name;
    std::optional<std::uint32_t> duty;  // in matter.duties
    Codes participants;
    std::string refusal;  // problem type
};
using Trace = std::vector<Event>;

// ---- Judging

struct Judgement {
    const Procedure* procedure = nullptr;
    std::uint32_t move = 0;
};
// `matter` is null when the act opens one. All instants up to the stamp must have passed
// (`advance`). `refused` "move-…" with a pointer into the act, the rule as format_rule writes it.
Result<Judgement> judge(const rulebook::Rulebook& rulebook, const Matter* matter,
                        const Submission& submission);
// The procedure whose files this form opens; null when none.
const Procedure* opened_by(const rulebook::Rulebook& rulebook, std::string_view form);
// Whether any procedure has a move with this form.
bool is_procedural(const rulebook::Rulebook& rulebook, std::string_view form);

Matter open(std::shared_ptr<const rulebook::Rulebook> rulebook, const Judgement& judgement,
            const Submission& submission, Trace* trace = nullptr);
void step(Matter& matter, const Judgement& judgement, const Submission& submission,
          Trace* trace = nullptr);
// Lets every instant up to `until`, inclusive, pass.
void advance(Matter& matter, Instant until, Trace* trace = nullptr);
// What runs now of itself, and when it passes: an `after`, or the end of a count.
struct Clock {
    Instant at;
    Rule rule;
};
std::vector<Clock> clocks(const Matter& matter);  // in the order of the procedure
// How many of what is counted reach it, with the votes as they stand.
std::int64_t needed(const rulebook::Threshold& threshold, const Counting& counting);
// The next instant at which the stage may change by itself; nothing when there is none.
std::optional<Instant> next_change(const Matter& matter);
// The next instant after `after` at which something changes or is due; for ticks.
std::optional<Instant> next_due(const Matter& matter, Instant after);

// ---- Sessions (docs/RULES.md, 9)

struct Session {
    std::uint64_t matter = 0;
    std::int64_t opens = 0;  // day; days are counted from 1970-01-01
};
using Sessions = std::map<std::string, Session, std::less<>>;
// Name, and the day it opens when it has one; nothing when this file makes no session.
std::optional<std::pair<std::string, std::optional<std::int64_t>>> session_of(const Matter& matter);
// When the duty is due; nothing: no date, or a session that has none yet.
std::optional<Instant> due_of(const Matter& matter, const Duty& duty, const Sessions& sessions);

// ---- What may be done now

struct Allowed {
    std::uint32_t move = 0;
    std::vector<std::string> forms;
    Codes by;
    std::vector<std::uint32_t> unmet;  // requirements that do not read the act at hand and fail now
};
// At `now`, to which the matter has advanced.
std::vector<Allowed> allowed(const Matter& matter, Instant now);

// ---- Records (docs/RULES.md, 11): one canonical JSON object; equal files have equal records.
std::string record_of(const Matter& matter);
Result<Matter> read_record(std::string_view record,
                           std::shared_ptr<const rulebook::Rulebook> rulebook);

}  // namespace mithaq::rules
