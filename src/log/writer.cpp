#include "log/writer.h"

#include <map>

#include <fmt/format.h>

#include "base/json.h"
#include "base/sha256.h"
#include "log/records.h"

namespace mithaq::log {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

std::string found_text(const std::string& origin, const std::string& bundle,
                       const RegisterKeys& keys,
                       const std::vector<FoundingParticipant>& participants, bool training) {
    json::array register_keys, roots;
    auto add = [&](rules::Purpose purpose, const note::SignerKey& key) {
        register_keys.push_back(
            {{"purpose", act::purpose_name(purpose)},
             {"vkey", note::format_verifier_key(key.verifier)},
             {"possession", act::prove_possession(origin, "REGISTER", purpose, key)}});
    };
    add(rules::Purpose::checkpoint, keys.checkpoint);
    add(rules::Purpose::clock, keys.clock);
    add(rules::Purpose::refusal, keys.refusal);
    for (const auto& participant : participants)
        roots.push_back({{"participant", participant.participant},
                         {"vkey", note::format_verifier_key(participant.root)},
                         {"possession", participant.possession}});
    json::object headers{
        {"register", origin},
        {"form", "register.found"},
        {"from", {"REGISTER"}},
        {"seen", {{"size", 0}, {"root", to_base64(tree::empty_root().bytes)}}},
        {"body",
         {{"edition", 0},
          {"rulebook", {{"sha256", to_hex(sha256(bundle).bytes)}, {"size", bundle.size()}}},
          {"keys", std::move(register_keys)},
          {"participants", std::move(roots)}}}};
    if (training) headers.at("body").as_object()["training"] = true;
    return act::write_act_text(headers).value();
}

constexpr std::string_view kKeyFiles[] = {"keys/checkpoint.secret", "keys/clock.secret",
                                          "keys/refusal.secret"};

}  // namespace

RegisterKeys make_register_keys(const std::string& origin, Random& random) {
    auto make = [&](std::string name) {
        note::Seed seed;
        random.fill(seed);
        return note::make_signer_key(std::move(name), seed);
    };
    return {make(origin), make(act::key_name(origin, "REGISTER", "clock")),
            make(act::key_name(origin, "REGISTER", "refusal"))};
}

Result<RegisterKeys> load_register_keys(Files& files, const Layout& layout) {
    RegisterKeys keys;
    note::SignerKey* into[] = {&keys.checkpoint, &keys.clock, &keys.refusal};
    for (std::size_t i = 0; i < 3; ++i) {
        MITHAQ_TRY(auto text, files.read_all(layout.path(kKeyFiles[i])));
        if (text.ends_with('\n')) text.pop_back();
        MITHAQ_TRY(*into[i], note::parse_signer_key(text));
    }
    return keys;
}

rules::RulebookSource rulebooks_beside(Files& files, const Layout& layout) {
    using Loaded = std::shared_ptr<const rulebook::Rulebook>;
    auto loaded = std::make_shared<std::map<Hash, Loaded>>();
    return [&files, layout, loaded](const Hash& hash) -> Result<Loaded> {
        auto found = loaded->find(hash);
        if (found != loaded->end()) return found->second;
        auto bytes = files.read_all(layout.rulebook(hash));
        if (!bytes)
            return err(Errc::not_found, "rulebook-missing",
                       fmt::format("the log names the rulebook {}, which is not beside it: {}",
                                   to_hex(hash.bytes), bytes.error().message));
        if (sha256(*bytes) != hash)
            return err(Errc::unverified, "rulebook-hash",
                       fmt::format("the rulebook {} has other bytes than its name says",
                                   to_hex(hash.bytes)));
        MITHAQ_TRY(auto rulebook, rulebook::load_bundle(*bytes));
        loaded->emplace(hash, rulebook);
        return rulebook;
    };
}

Result<Anchor> found(Files& files, const Layout& layout, const std::string& origin,
                     const std::string& bundle, const RegisterKeys& keys,
                     const std::vector<FoundingParticipant>& participants, Instant stamp,
                     bool training) {
    if (files.exists(layout.path("anchor")))
        return err(Errc::conflict, "already-founded",
                   fmt::format("{} holds a register already", layout.dir));
    MITHAQ_CHECK(rulebook::load_bundle(bundle));
    for (const auto& dir :
         {layout.dir, layout.path("rulebooks"), layout.path("keys"), layout.aside})
        MITHAQ_CHECK(files.make_dir(dir));
    MITHAQ_TRY(auto lock, files.lock(layout.path("lock")));
    MITHAQ_CHECK(files.replace(layout.rulebook(sha256(bundle)), bundle));
    const note::SignerKey* secrets[] = {&keys.checkpoint, &keys.clock, &keys.refusal};
    for (std::size_t i = 0; i < 3; ++i)
        MITHAQ_CHECK(
            files.replace(layout.path(kKeyFiles[i]), note::format_signer_key(*secrets[i]) + "\n"));

    note::Note note{found_text(origin, bundle, keys, participants, training), {}};
    note.signatures.push_back(note::sign(keys.clock, note.text));
    std::string entry = act::entry_line(stamp) + note::format_note(note);
    MITHAQ_TRY(auto act, act::read_act(std::move(note)));
    // Entry 0 is judged like every other entry: what the rules refuse is not written.
    MITHAQ_CHECK(rules::admit(
        rules::State{}, rules::prepare(std::move(act), {}), stamp,
        [](tree::TreeSize) { return tree::empty_root(); }, rulebooks_beside(files, layout)));
    std::string record;
    append_u16_be(record, static_cast<std::uint16_t>(entry.size()));
    MITHAQ_CHECK(files.replace(layout.path("entries"), record + entry));
    tree::Checkpoint checkpoint{origin, tree::TreeSize{1}, tree::leaf_hash(entry)};
    std::string signed_note = tree::sign_checkpoint(checkpoint, keys.checkpoint);
    // Replaced, not written into: a founding that failed may have left its own checkpoint there.
    for (const auto& path : {layout.path("checkpoint"), layout.aside_checkpoint()})
        MITHAQ_CHECK(Slots::renew(files, path, signed_note, keys.checkpoint.verifier));
    MITHAQ_CHECK(files.sync_dir(layout.dir));
    MITHAQ_CHECK(files.sync_dir(layout.aside));
    // The anchor comes last: a folder without it was not finished and holds nothing.
    Anchor anchor{origin, keys.checkpoint.verifier, sha256(entry)};
    MITHAQ_CHECK(files.replace(layout.path("anchor"), format_anchor(anchor)));
    return anchor;
}

// ---- Opening

Result<std::unique_ptr<Writer>> Writer::open(Files& files, const Layout& layout,
                                             RegisterKeys keys) {
    if (!files.exists(layout.path("anchor")))
        return err(Errc::not_found, "not-founded",
                   fmt::format("{} holds no register (it has no anchor); `mithaq init` makes one",
                               layout.dir));
    std::unique_ptr<Writer> writer(new Writer(files, layout, std::move(keys)));
    MITHAQ_CHECK(writer->recover());
    return writer;
}

Result<void> Writer::recover() {
    MITHAQ_TRY(lock_, files_.lock(layout_.path("lock")));
    MITHAQ_TRY(entries_, files_.open(layout_.path("entries"), OpenMode::create));
    MITHAQ_TRY(offsets_, files_.open(layout_.path("offsets"), OpenMode::create));
    MITHAQ_TRY(auto newest, newest_checkpoint());
    MITHAQ_CHECK(load_snapshot(newest.checkpoint.size));
    MITHAQ_CHECK(check_not_older(newest.checkpoint));
    MITHAQ_CHECK(replay(newest.checkpoint));
    MITHAQ_CHECK(check_heads());
    MITHAQ_CHECK(check_keys());
    MITHAQ_CHECK(renew_heads(newest));
    return roll_forward();
}

// The newest checkpoint that this register has signed, wherever it is still held. A restored older
// copy of the folder would sign a second history: what is kept aside shows it.
Result<tree::SignedCheckpoint> Writer::newest_checkpoint() {
    const note::VerifierKey& key = keys_.checkpoint.verifier;
    MITHAQ_TRY(slots_, Slots::open(files_, layout_.path("checkpoint"), OpenMode::create, key));
    if (!slots_->newest())
        return err(
            Errc::unverified, "checkpoint-missing",
            fmt::format("{} holds no checkpoint signed by this register's key: take the folder "
                        "from a copy, or the right key",
                        layout_.path("checkpoint")));
    auto aside = Slots::open(files_, layout_.aside_checkpoint(), OpenMode::read, key);
    if (!aside || !aside->newest())
        return err(
            Errc::unavailable, "aside-missing",
            fmt::format("{} has no checkpoint of this register, so it cannot be known whether a "
                        "newer one was signed. Mount or restore it; if it is lost for good, "
                        "docs/OPERATING.md says what to do",
                        layout_.aside_checkpoint()));
    aside_ = std::move(*aside);
    bool aside_ahead = aside_->newest()->checkpoint.size > slots_->newest()->checkpoint.size;
    return aside_ahead ? *aside_->newest() : *slots_->newest();
}

// A snapshot that differs in anything is as good as none.
Result<void> Writer::load_snapshot(tree::TreeSize limit) {
    auto bytes = files_.read_all(layout_.path("snapshot"));
    if (!bytes) return {};
    auto decoded = rules::State::decode(*bytes, rulebooks_);
    if (!decoded || decoded->state.size() > limit.value ||
        decoded->state.origin() != keys_.checkpoint.verifier.name)
        return {};
    tree::TreeSize size{decoded->state.size()};
    auto frontier = tree::Frontier::at(size, reader_.nodes());
    if (!frontier || frontier->root() != decoded->root) return {};
    auto last = offsets_->read((size.value - 1) * 8, 8);
    if (!last || last->size() != 8) return {};
    state_ = std::move(decoded->state);
    frontier_ = std::move(*frontier);
    entries_end_ = read_u64_be(last->data());
    report_.from_snapshot = size.value;
    return {};
}

// Before anything in the folder is touched: whoever brought it back may want to look at it.
Result<void> Writer::check_not_older(const tree::Checkpoint& newest) {
    if (slots_->newest()->checkpoint.size >= newest.size) return {};
    RecordScan scan(*entries_, entries_end_);
    for (std::uint64_t number = state_.size(); number < newest.size.value; ++number) {
        MITHAQ_TRY(auto record, scan.next());
        if (record) continue;
        return err(
            Errc::conflict, "restored-older",
            fmt::format("this folder ends at {} entries, but this register has signed {} ({}): "
                        "it is an older copy. Nothing is signed; bring back the newer copy",
                        number, newest.size.value, layout_.aside_checkpoint()));
    }
    return {};
}

// Cuts the derived files to what is known, so that they grow from there.
Result<void> Writer::cut_derived() {
    tree::TreeSize size{state_.size()};
    MITHAQ_CHECK(offsets_->truncate(size.value * 8));
    offsets_count_ = size.value;
    for (unsigned level = 0; level < kLevelsMax; ++level) {
        level_widths_[level] = tree::tile_level_width(level, size);
        if (level_widths_[level] == 0 && !files_.exists(layout_.level(level))) continue;
        MITHAQ_TRY(levels_[level], files_.open(layout_.level(level), OpenMode::create));
        MITHAQ_CHECK(levels_[level]->truncate(level_widths_[level] * 32));
    }
    return {};
}

// Entries below the checkpoint were judged before it was signed: their bytes are those that were
// judged if and only if the root comes out the same, so signatures need not be checked again.
// Hashes come first, for what was changed on disk may be anything.
Result<void> Writer::replay(const tree::Checkpoint& until) {
    MITHAQ_CHECK(cut_derived());
    std::uint64_t begin = entries_end_;
    RecordScan scan(*entries_, begin);
    for (std::uint64_t number = state_.size(); number < until.size.value; ++number) {
        MITHAQ_TRY(auto record, scan.next());
        if (!record)
            return err(
                Errc::unverified, "entries-differ",
                fmt::format("entries: number {} is not there; the checkpoint of size {} covers "
                            "it. Take the folder from a copy",
                            number, until.size.value));
        take(*record);
        if (batch_offsets_.size() >= kFlushBytes) MITHAQ_CHECK(flush_derived());
        batch_.clear();  // these are in `entries` already
        entries_end_ = scan.offset();
        ++report_.replayed;
    }
    MITHAQ_CHECK(flush_derived());
    if (frontier_.root() != until.root)
        return err(
            Errc::unverified, "entries-differ",
            fmt::format("the {} entries do not give the root that this register has signed: "
                        "something was changed. `mithaq log verify` says where; take the folder "
                        "from a copy",
                        until.size.value));
    RecordScan again(*entries_, begin);
    while (state_.size() < until.size.value) {
        MITHAQ_TRY(auto record, again.next());
        MITHAQ_ASSERT(record);
        MITHAQ_TRY(auto entry, act::parse_entry(*record));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        rules::Prepared prepared{std::move(act), {}};
        // Entry 0 is judged again: it is what finds the rulebook missing.
        if (state_.size() == 0)
            MITHAQ_CHECK(rules::admit(state_, prepared, entry.stamp, root_at(), rulebooks_));
        rules::apply(state_, prepared, entry.stamp, rulebooks_);
    }
    committed_ = state_.size();
    return {};
}

// Every checkpoint that we still hold must be one of this tree.
Result<void> Writer::check_heads() {
    for (const auto* held :
         {&slots_->newest(), &slots_->older(), &aside_->newest(), &aside_->older()}) {
        if (!*held || (*held)->checkpoint.size.value == 0) continue;
        MITHAQ_TRY(auto root, tree::root_at((*held)->checkpoint.size, nodes_.fn()));
        if (root != (*held)->checkpoint.root)
            return err(
                Errc::conflict, "heads-fork",
                fmt::format("two checkpoints that this register has signed contradict each other "
                            "(size {}): there are two histories. Nothing more is signed",
                            (*held)->checkpoint.size.value));
    }
    return {};
}

// What other keys would sign, nobody could verify by this log.
Result<void> Writer::check_keys() {
    const std::pair<rules::Purpose, const note::SignerKey*> ours[] = {
        {rules::Purpose::checkpoint, &keys_.checkpoint},
        {rules::Purpose::clock, &keys_.clock},
        {rules::Purpose::refusal, &keys_.refusal}};
    for (const auto& [purpose, key] : ours) {
        const rules::Key* known = state_.key_of("REGISTER", purpose);
        if (!known || known->verifier != key->verifier)
            return err(
                Errc::unverified, "keys-other",
                fmt::format("the {} key in {} is not the one that the log names: take the keys "
                            "from a copy",
                            act::purpose_name(purpose), layout_.path("keys")));
    }
    return {};
}

// After a failed fsync what we read may be in the page cache only: written anew before anyone sees
// it.
Result<void> Writer::renew_heads(const tree::SignedCheckpoint& newest) {
    std::string note = note::format_note(newest.note);
    const note::VerifierKey& key = keys_.checkpoint.verifier;
    MITHAQ_TRY(slots_, Slots::renew(files_, layout_.path("checkpoint"), note, key));
    MITHAQ_TRY(aside_, Slots::renew(files_, layout_.aside_checkpoint(), note, key));
    reader_.publish(
        std::make_shared<Reader::Head>(Reader::Head{newest.checkpoint, std::move(note)}));
    return {};
}

// The tail past the checkpoint is judged, and written again before it is signed: after a failed
// fsync the page cache may show bytes that never reached the disk.
Result<void> Writer::roll_forward() {
    RecordScan scan(*entries_, entries_end_);
    std::uint64_t kept_end = entries_end_;
    while (true) {
        MITHAQ_TRY(auto record, scan.next());
        if (!record) break;
        auto entry = act::parse_entry(*record);
        auto parsed =
            entry ? act::parse_act(entry->note) : Result<act::Act>(std::unexpected(entry.error()));
        auto number = parsed ? append(rules::prepare(std::move(*parsed), {}), entry->stamp)
                             : Result<std::uint64_t>(std::unexpected(parsed.error()));
        if (!number) {
            // A disk that cannot be read is no judgement: nothing is cut for it.
            if (number.error().code == Errc::io) return std::unexpected(number.error());
            report_.cut_because = number.error().type;
            break;
        }
        ++report_.rolled_forward;
        kept_end = scan.offset();
    }
    MITHAQ_TRY(auto size, entries_->size());
    report_.bytes_cut = size - kept_end;
    if (report_.bytes_cut > 0 && report_.cut_because.empty()) report_.cut_because = "torn";
    if (size > entries_end_) MITHAQ_CHECK(entries_->truncate(entries_end_));
    return commit();
}

// ---- Appending

rules::RootAt Writer::root_at() {
    return [this](tree::TreeSize size) -> Result<Hash> {
        if (size == frontier_.size()) return frontier_.root();
        return tree::root_at(size, nodes_.fn());
    };
}

// Adds an admitted entry to the batch and the tree.
void Writer::take(std::string_view entry) {
    append_u16_be(batch_, static_cast<std::uint16_t>(entry.size()));
    batch_ += entry;
    append_u64_be(batch_offsets_, entries_end_ + batch_.size());
    frontier_.append(tree::leaf_hash(entry),
                     [&](unsigned height, std::uint64_t index, const Hash& hash) {
                         nodes_.put(height, index, hash);
                         if (height % tree::kTileHeight == 0)
                             batch_levels_[height / tree::kTileHeight] += hash.view();
                     });
}

Result<void> Writer::judge(const rules::Prepared& prepared, Instant stamp) {
    return rules::admit(state_, prepared, stamp, root_at(), rulebooks_);
}

Result<std::uint64_t> Writer::append(const rules::Prepared& prepared, Instant stamp) {
    MITHAQ_CHECK(judge(prepared, stamp));
    take(act::entry_line(stamp) + note::format_note(prepared.act.note));
    rules::apply(state_, prepared, stamp, rulebooks_);
    return state_.size() - 1;
}

Result<void> Writer::flush_derived() {
    MITHAQ_CHECK(offsets_->write(offsets_count_ * 8, batch_offsets_));
    offsets_count_ += batch_offsets_.size() / 8;
    batch_offsets_.clear();
    for (unsigned level = 0; level < kLevelsMax; ++level) {
        auto& hashes = batch_levels_[level];
        if (hashes.empty()) continue;
        if (!levels_[level]) {
            MITHAQ_TRY(levels_[level], files_.open(layout_.level(level), OpenMode::create));
        }
        MITHAQ_CHECK(levels_[level]->write(level_widths_[level] * 32, hashes));
        level_widths_[level] += hashes.size() / 32;
        hashes.clear();
    }
    return {};
}

Result<void> Writer::commit() {
    if (uncommitted() == 0) return {};
    // 1. Entries on disk.
    MITHAQ_CHECK(entries_->write(entries_end_, batch_));
    MITHAQ_CHECK(entries_->sync());
    // 2. Only then is a checkpoint over them signed, and made durable.
    tree::SignedCheckpoint signed_checkpoint;
    signed_checkpoint.checkpoint = {keys_.checkpoint.verifier.name, frontier_.size(),
                                    frontier_.root()};
    std::string note = tree::sign_checkpoint(signed_checkpoint.checkpoint, keys_.checkpoint);
    MITHAQ_TRY(signed_checkpoint.note, note::parse_note(note));
    MITHAQ_CHECK(slots_->write(note, signed_checkpoint));
    // 3. Only then aside, so that a crash never leaves it ahead.
    MITHAQ_CHECK(aside_->write(note, signed_checkpoint));
    // 4. Only then may anyone see it. Derived files are written, not synced: a start rebuilds them.
    MITHAQ_CHECK(flush_derived());
    entries_end_ += batch_.size();
    batch_.clear();
    committed_ = state_.size();
    reader_.publish(std::make_shared<Reader::Head>(
        Reader::Head{signed_checkpoint.checkpoint, std::move(note)}));
    return {};
}

Result<std::string> Writer::receipt(tree::LeafIndex index) {
    return reader_.receipt(index, *reader_.head(), nodes_.fn());
}

Result<std::string> Writer::receipt(tree::LeafIndex index, Instant stamp) {
    return reader_.receipt(index, act::entry_line(stamp), *reader_.head(), nodes_.fn());
}

Result<void> Writer::write_snapshot() {
    MITHAQ_ASSERT(uncommitted() == 0);
    MITHAQ_CHECK(offsets_->sync());
    for (auto& level : levels_)
        if (level) MITHAQ_CHECK(level->sync());
    return files_.replace(layout_.path("snapshot"), state_.encode(frontier_.root()));
}

}  // namespace mithaq::log
