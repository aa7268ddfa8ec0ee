// The one writer of a register's folder. Judging, appending and recovering are one code: what
// recovery does with the tail of `entries` is what a batch of new acts goes through.
//
// Commit order (DESIGN 3.2): entries, synced -> checkpoint signed, its slot synced -> aside synced
// -> published -> receipts. Invariants: no checkpoint is signed over an entry that is not on disk;
// none that contradicts an earlier one; aside is never ahead of the slot but after a restore.
//
// One thread (the sequencer's) owns a Writer. After an error of commit() the Writer must be dropped
// and the process ended: what is on disk is not known until it is read again.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/files.h"
#include "log/anchor.h"
#include "log/nodes.h"
#include "log/reader.h"
#include "log/slots.h"
#include "rules/rules.h"

namespace mithaq::log {

// The register's own keys, kept in `keys/*.secret`.
struct RegisterKeys {
    note::SignerKey checkpoint, clock, refusal;
};
RegisterKeys make_register_keys(const std::string& origin, Random& random);
Result<RegisterKeys> load_register_keys(Files& files, const Layout& layout);

struct FoundingParticipant {
    std::string participant;
    note::VerifierKey root;
    std::string possession;  // base64
};

// Makes the folder, of a training register when entry 0 shall say so: rulebook, keys, entry 0, the
// checkpoint of size 1, aside and, last, the anchor. `conflict` when there is an anchor already.
Result<Anchor> found(Files& files, const Layout& layout, const std::string& origin,
                     const std::string& bundle, const RegisterKeys& keys,
                     const std::vector<FoundingParticipant>& participants, Instant stamp,
                     bool training = false);

// Loads bundles from beside the log, once each.
rules::RulebookSource rulebooks_beside(Files& files, const Layout& layout);

struct RecoveryReport {
    std::uint64_t from_snapshot = 0;   // entries known without reading them
    std::uint64_t replayed = 0;        // below the checkpoint, read again
    std::uint64_t rolled_forward = 0;  // beyond it, judged again, written again, signed
    std::uint64_t bytes_cut = 0;       // of a torn or invalid tail
    std::string cut_because;           // empty when nothing was cut
};

class Writer {
  public:
    // Recovers and returns when all that is in `entries` is signed and durable. Errors that keep
    // the register from signing, each saying what to do: "directory-in-use", "restored-older",
    // "aside-missing", "heads-fork", "entries-differ", "checkpoint-missing", "keys-other".
    static Result<std::unique_ptr<Writer>> open(Files& files, const Layout& layout,
                                                RegisterKeys keys);

    const rules::State& state() const { return state_; }
    const RecoveryReport& recovery() const { return report_; }
    Reader& reader() { return reader_; }
    const RegisterKeys& keys() const { return keys_; }
    // Root of the tree with all that was appended, committed or not.
    Hash root() const { return frontier_.root(); }
    rules::RootAt root_at();

    // Judges as append() does, and appends nothing.
    Result<void> judge(const rules::Prepared& prepared, Instant stamp);
    // Judges, and appends when admitted: returns the number. Durable only after commit().
    Result<std::uint64_t> append(const rules::Prepared& prepared, Instant stamp);
    // Makes durable and publishes all that was appended. Nothing to do is fine.
    Result<void> commit();
    std::uint64_t uncommitted() const { return state_.size() - committed_; }

    // The receipt of a committed entry, under the newest checkpoint.
    Result<std::string> receipt(tree::LeafIndex index);
    // The same without reading the entry: its stamp is at hand.
    Result<std::string> receipt(tree::LeafIndex index, Instant stamp);

    // Everything derived, so that the next start need not replay. Never on a receipt's path.
    Result<void> write_snapshot();

  private:
    Writer(Files& files, const Layout& layout, RegisterKeys keys)
        : files_(files),
          layout_(layout),
          keys_(std::move(keys)),
          reader_(files, layout),
          nodes_(reader_.nodes()),
          rulebooks_(rulebooks_beside(files, layout)) {}

    Result<void> recover();
    Result<tree::SignedCheckpoint> newest_checkpoint();
    Result<void> load_snapshot(tree::TreeSize limit);
    Result<void> replay(const tree::Checkpoint& until);
    Result<void> check_not_older(const tree::Checkpoint& newest);
    Result<void> check_heads();
    Result<void> check_keys();
    Result<void> renew_heads(const tree::SignedCheckpoint& newest);
    Result<void> roll_forward();
    Result<void> cut_derived();
    void take(std::string_view entry);
    Result<void> flush_derived();

    Files& files_;
    Layout layout_;
    RegisterKeys keys_;
    std::unique_ptr<File> lock_, entries_, offsets_;
    std::array<std::unique_ptr<File>, kLevelsMax> levels_;
    std::optional<Slots> slots_, aside_;

    Reader reader_;
    NodeCache nodes_;
    rules::RulebookSource rulebooks_;
    rules::State state_;
    tree::Frontier frontier_;
    RecoveryReport report_;

    std::uint64_t committed_ = 0;    // entries below the durable checkpoint
    std::uint64_t entries_end_ = 0;  // bytes of `entries` that are committed
    std::string batch_;              // records appended and not yet written
    std::string batch_offsets_;
    std::array<std::string, kLevelsMax> batch_levels_;
    std::array<std::uint64_t, kLevelsMax> level_widths_{};  // hashes in each level file
    std::uint64_t offsets_count_ = 0;
};

}  // namespace mithaq::log
