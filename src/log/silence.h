// Proof of silence: that up to an instant a register holds no communication of a kind, in one file
// (docs/FORMATS.md, "Proof of silence"). There is no short proof of absence: whoever checks one
// replays a copy of the log up to the first entry stamped at or after that instant.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/audit.h"
#include "log/source.h"
#include "rules/matter.h"

namespace mithaq::log {

struct Silence {
    std::string origin;
    Hash matter;  // id of the act that opened the file
    // Of a stage: nothing that leads out of `stage`, in which the file stands right before `until`,
    // came since it was entered. Of a reply: `participant` has not answered the file's ask `ask`.
    enum class Of : std::uint8_t { stage, reply } of = Of::stage;
    std::string stage;
    std::uint32_t ask = 0;
    std::string participant;
    Instant until;
    std::uint64_t number = 0;  // the first entry stamped at `until` or later
    Instant stamp;             // of that entry
    std::string checkpoint;    // a signed note that covers it
};
std::string format_silence(const Silence& silence);
// "silence" names the line.
Result<Silence> parse_silence(std::string_view text);

// What the copy of the log shows beside the claim itself.
struct SilenceShown {
    std::string type;                   // of the file
    Instant since;                      // the stage was entered, or the ask arose
    std::optional<std::uint64_t> by;    // the act that led there; nothing: an instant did
    std::vector<std::string> forms;     // that would have broken it
    rules::Codes whose;                 // who may have submitted them
    std::vector<std::uint64_t> others;  // acts of the file registered meanwhile, that did not
    std::uint64_t replayed = 0;         // entries
};

// Opens the same log again, from its beginning.
using SourceAgain = std::function<Result<std::unique_ptr<Source>>()>;

// The opening act of the file that `ref` (identifier, number, own number or symbol of a registered
// act, the newest) is in; `not_found` when it is in none.
Result<Hash> find_file(Source& source, const tree::Checkpoint& head, std::string_view ref);

// Fills in what the claim leaves open (`number`, `stamp`, `checkpoint`, an empty `stage`, and of a
// reply without an instant its due date) from a log that was verified, and judges it. `unverified`
// "silence-broken" when it does not hold, `unavailable` "silence-early" when nothing is stamped at
// or after the instant yet, `malformed` "silence-claim" when there is no such ask, or the stage is
// another.
Result<SilenceShown> prove_silence(const SourceAgain& open, const tree::Checkpoint& head,
                                   const std::string& head_note, Silence& claim, bool until_given);

// Verifies the copy against the anchor as `log verify` does, then judges the claim by it. `audit`
// holds what was found. `unverified` "silence-copy" when the copy is not whole or not the log that
// the proof is of.
Result<SilenceShown> check_silence(const SourceAgain& open, const Anchor& anchor,
                                   const AuditOptions& options, const Silence& claim,
                                   AuditReport& audited);

}  // namespace mithaq::log
