// Checkpoints, proofs and policies as files: C2SP tlog-checkpoint, tlog-proof, tlog-policy
// (TLOG.md 1.2, 1.6, 1.7), and the offline check of a receipt that they make together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "note/note.h"
#include "tree/tree.h"

namespace mithaq::tree {

struct Checkpoint {
    std::string origin;
    TreeSize size;
    Hash root;
    bool operator==(const Checkpoint&) const = default;
};

// The body, three lines. Parsing reads extension lines and ignores them (tlog-checkpoint); none are
// written. "checkpoint-body" when it is no checkpoint.
std::string format_checkpoint(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view body);

// A checkpoint note, and what it says, after its signature was verified. Lines of unknown keys may
// stand in it.
struct SignedCheckpoint {
    Checkpoint checkpoint;
    note::Note note;
};
// By `log`, whose name must be the checkpoint's origin ("checkpoint-origin").
Result<SignedCheckpoint> open_checkpoint(std::string_view note, const note::VerifierKey& log);
std::string sign_checkpoint(const Checkpoint& checkpoint, const note::SignerKey& log);

// c2sp.org/tlog-proof@v1. Each proof has one spelling; all else is "proof-malformed".
struct Proof {
    std::optional<std::string> extra;  // decoded; unauthenticated until the leaf hash covers it
    LeafIndex index;
    std::vector<Hash> hashes;  // at most 63
    std::string checkpoint;    // the note, verbatim
};
std::string format_proof(const Proof& proof);
Result<Proof> parse_proof(std::string_view text);

// tlog-policy. Parsing gives every fault its line number ("policy-malformed"); keys of a kind this
// version cannot verify, as ML-DSA, are `unsupported`.
class Policy {
  public:
    static Result<Policy> parse(std::string_view text);
    // In this order: a note that is a checkpoint ("checkpoint-note", "checkpoint-body"); no line of
    // a known key that does not verify, and one that does ("checkpoint-signature"); signed by a log
    // whose name is the origin ("policy-log"); cosigned by the quorum ("policy-quorum").
    // Lines that the quorum does not need can be lost or renamed and the checkpoint still opens: to
    // have every byte count, publish the log's line and a quorum's, no more (TLOG.md 1.1).
    Result<SignedCheckpoint> open(std::string_view checkpoint_note) const;
    const std::vector<note::VerifierKey>& logs() const { return logs_; }
    bool asks_for_witnesses() const { return quorum_.has_value(); }

  private:
    class Reader;
    struct Member {
        std::string name;
        std::optional<std::size_t> witness;  // index into witnesses_
        std::vector<std::size_t> group;      // indices into members_
        std::size_t needed = 1;
    };
    std::vector<note::VerifierKey> logs_;
    std::vector<note::VerifierKey> witnesses_;
    std::vector<Member> members_;
    std::optional<std::size_t> quorum_;
};

// The checkpoint by the policy, then the entry's inclusion ("inclusion-proof").
Result<SignedCheckpoint> verify_proof(const Proof& proof, std::string_view entry,
                                      const Policy& policy);

}  // namespace mithaq::tree
