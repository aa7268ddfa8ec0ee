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

// The body, three lines. Extension lines are read and ignored by parse (tlog-checkpoint), never written.
std::string format_checkpoint(const Checkpoint& checkpoint);
Result<Checkpoint> parse_checkpoint(std::string_view body);

// A checkpoint note, and what it says, after its signature by `log` was verified.
struct SignedCheckpoint {
    Checkpoint checkpoint;
    note::Note note;
};
Result<SignedCheckpoint> open_checkpoint(std::string_view note, const note::VerifierKey& log);
std::string sign_checkpoint(const Checkpoint& checkpoint, const note::SignerKey& log);

// c2sp.org/tlog-proof@v1
struct Proof {
    std::optional<std::string> extra;  // decoded; unauthenticated until the leaf hash covers it
    LeafIndex index;
    std::vector<Hash> hashes;          // at most 63
    std::string checkpoint;            // the note, verbatim
};
std::string format_proof(const Proof& proof);
Result<Proof> parse_proof(std::string_view text);

// tlog-policy. Parsing gives every fault its line number. ML-DSA keys are `unsupported`.
class Policy {
  public:
    static Result<Policy> parse(std::string_view text);
    // The checkpoint is signed by one of the logs, carries its name's origin, no known key has a bad
    // signature, and the quorum of witnesses cosigned. The origin must equal the log key's name.
    Result<SignedCheckpoint> open(std::string_view checkpoint_note) const;
    const std::vector<note::VerifierKey>& logs() const { return logs_; }
    bool asks_for_witnesses() const { return quorum_.has_value(); }

  private:
    struct Member {
        std::string name;
        std::optional<std::size_t> witness;    // index into witnesses_
        std::vector<std::size_t> group;        // indices into members_
        std::size_t needed = 1;
    };
    std::vector<note::VerifierKey> logs_;
    std::vector<note::VerifierKey> witnesses_;
    std::vector<Member> members_;
    std::optional<std::size_t> quorum_;
};

// Steps of tlog-proof verification, in order: checkpoint by the policy, then inclusion of the entry.
// The error's type says which failed: "proof-…", "policy-…", "checkpoint-…", "inclusion-…".
Result<SignedCheckpoint> verify_proof(const Proof& proof, std::string_view entry,
                                      const Policy& policy);

}  // namespace mithaq::tree
