// The case file: one page that holds a communication's evidence, and a small program that verifies
// it offline before it shows anything (docs/FORMATS.md, "Case file").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "log/anchor.h"
#include "log/reader.h"
#include "rules/state.h"

namespace mithaq::out {

struct CaseAct {
    std::uint64_t number = 0;
    std::string note, receipt;
};

struct CaseEvidence {
    Hash subject;  // the communication that it is about
    Instant made;
    log::Anchor anchor;
    std::string rulebook;          // the bundle, verbatim
    std::vector<rules::Key> keys;  // that signed any of the acts, and those that vouch for them
    std::vector<CaseAct> acts;     // by number, each once
};

// The evidence for `subject` and the communications in `related`: these acts, entry 0, and what
// registered or revoked every key that signed one of them, with receipts under the newest head.
Result<CaseEvidence> gather(const log::Reader& reader, const log::Anchor& anchor,
                            const std::vector<rules::Key>& keys, std::uint64_t subject,
                            std::vector<std::uint64_t> related, Instant made);

// What runs in the page; made once, from web/.
struct CaseProgram {
    std::string_view script, style;
};

std::string case_file(const CaseEvidence& evidence, const CaseProgram& program,
                      std::string_view language, std::string_view title);

}  // namespace mithaq::out
