// `mithaq log verify`: every hash, signature and admission decision of a log, replayed from its
// entries; what is wrong is said with its place.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "log/anchor.h"
#include "log/source.h"

namespace mithaq::log {

struct AuditOptions {
    std::optional<Anchor> anchor;  // without it: self-consistent only
    unsigned threads = 2;
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;  // now and then
};

struct Finding {
    std::string where;  // "number 512", "tile/0/001", "checkpoint", …
    std::string what;
};

struct AuditReport {
    tree::Checkpoint head;
    Anchor anchor;  // as given, or as the log itself states it
    bool anchored = false;
    Hash state_root;                     // of what the judged entries led to (docs/RULES.md, 11)
    std::uint64_t files = 0;             // of matters: open and closed
    std::uint64_t entries = 0;           // judged
    std::uint64_t signatures = 0;        // of acts, verified
    std::uint64_t tiles = 0;             // of hashes, compared
    std::uint64_t enclosures = 0;        // named by acts, each content once
    std::uint64_t enclosures_whole = 0;  // of those: here, with the bytes that are named
    std::uint64_t enclosures_absent = 0;
    std::vector<std::string> remarks;  // true things that are not faults
    std::vector<Finding> findings;     // faults, at most kFindingsMax
};

constexpr std::size_t kFindingsMax = 50;

// An Error only when nothing could be judged at all (no checkpoint, no entry 0).
Result<AuditReport> audit(Source& source, const AuditOptions& options);

}  // namespace mithaq::log
