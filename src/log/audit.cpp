#include "log/audit.h"

#include <algorithm>
#include <array>
#include <deque>
#include <future>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "base/sha256.h"
#include "rules/rules.h"

namespace mithaq::log {
namespace {

constexpr std::uint64_t kBundlesInChunk =
    2;  // few, so that what is being worked on stays in the cache

// One entry, as far as any thread can take it without the state.
struct Item {
    Hash leaf;
    std::uint64_t bytes = 0;
    Instant stamp{};
    Result<rules::Prepared> prepared;
};

using KeyRing = std::shared_ptr<const rules::KeyRing>;

Item read_item(std::string_view entry, const rules::KeyRing& keys) {
    Item item{tree::leaf_hash(entry), entry.size(), {}, err(Errc::malformed, "entry-line", "")};
    auto parsed = act::parse_entry(entry);
    if (!parsed) {
        item.prepared = std::unexpected(parsed.error());
        return item;
    }
    item.stamp = parsed->stamp;
    auto act = act::parse_act(parsed->note);
    if (act)
        item.prepared = rules::prepare(std::move(*act), keys);
    else
        item.prepared = std::unexpected(act.error());
    return item;
}

struct Chunk {
    std::vector<std::string> bundles;
    std::vector<Item> items;
    std::optional<Error> broken;  // a bundle that is not one: items end before it
    std::uint64_t first = 0;
};

Chunk work(Chunk chunk, const KeyRing& keys) {
    chunk.items.reserve(chunk.bundles.size() * tree::kTileWidth);
    for (const auto& bundle : chunk.bundles) {
        auto entries = tree::split_bundle(bundle);
        if (!entries) {
            chunk.broken = entries.error();
            break;
        }
        for (auto entry : *entries) chunk.items.push_back(read_item(entry, *keys));
    }
    chunk.bundles.clear();
    return chunk;
}

class Audit {
  public:
    Audit(Source& source, const AuditOptions& options) : source_(source), options_(options) {
        rulebooks_ = [this](const Hash& hash) { return rulebook(hash); };
    }

    Result<AuditReport> run() {
        MITHAQ_CHECK(find_head());
        read_all();
        finish();
        return std::move(report_);
    }

  private:
    void found(std::string where, std::string what) {
        if (report_.findings.size() < kFindingsMax)
            report_.findings.push_back({std::move(where), std::move(what)});
    }

    // ---- Which tree: the newest checkpoint that the anchor's key signed.

    Result<Anchor> own_anchor(std::uint64_t size) {
        MITHAQ_TRY(auto bundle, source_.bundle(0, std::min(size, tree::kTileWidth)));
        MITHAQ_TRY(auto entries, tree::split_bundle(bundle));
        if (entries.empty()) return err(Errc::malformed, "entry-0", "the log has no entry 0");
        MITHAQ_TRY(auto entry, act::parse_entry(entries[0]));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        auto none = [] {
            return err(Errc::malformed, "entry-0",
                       "entry 0 names no checkpoint key of the register");
        };
        const auto* keys = act.body().if_contains("keys");
        if (!keys || !keys->is_array() || keys->get_array().empty()) return none();
        const auto* first = keys->get_array()[0].if_object();
        const auto* vkey = first ? first->if_contains("vkey") : nullptr;
        if (!vkey || !vkey->is_string()) return none();
        Anchor anchor{act.origin, {}, sha256(entries[0])};
        MITHAQ_TRY(anchor.key, note::parse_verifier_key(std::string_view(vkey->get_string())));
        return anchor;
    }

    Result<void> find_head() {
        MITHAQ_TRY(auto notes, source_.checkpoints());
        std::uint64_t claimed = 1;
        for (const auto& note : notes)
            if (auto parsed = note::parse_note(note))
                if (auto checkpoint = tree::parse_checkpoint(parsed->text))
                    claimed = std::max(claimed, checkpoint->size.value);
        report_.anchored = options_.anchor.has_value();
        auto own = own_anchor(claimed);
        if (!options_.anchor && !own) return std::unexpected(own.error());
        report_.anchor = options_.anchor ? *options_.anchor : *own;
        if (!own || own->entry0 != report_.anchor.entry0)
            found("number 0", "entry 0 is not the one that the anchor names");
        std::optional<tree::SignedCheckpoint> newest;
        for (const auto& note : notes) {
            auto opened = tree::open_checkpoint(note, report_.anchor.key);
            if (!opened) {
                found("checkpoint", opened.error().message);
                continue;
            }
            heads_.push_back(opened->checkpoint);
            if (!newest || newest->checkpoint.size < opened->checkpoint.size)
                newest = std::move(*opened);
        }
        if (!newest)
            return err(Errc::unverified, "checkpoint-signature",
                       "no checkpoint here is signed by the register's key of the anchor");
        if (newest->checkpoint.origin != report_.anchor.origin)
            return err(Errc::unverified, "checkpoint-origin",
                       fmt::format("the checkpoint is of {}, the anchor of {}",
                                   newest->checkpoint.origin, report_.anchor.origin));
        report_.head = newest->checkpoint;
        return {};
    }

    // ---- Every entry, in order; parsing and signatures on all cores, judging here.

    Result<Chunk> fetch_chunk() {
        Chunk chunk;
        chunk.first = fetched_ * tree::kTileWidth;
        std::uint64_t size = report_.head.size.value;
        for (std::uint64_t i = 0; i < kBundlesInChunk && fetched_ * tree::kTileWidth < size; ++i) {
            std::uint64_t width = std::min(tree::kTileWidth, size - fetched_ * tree::kTileWidth);
            auto bundle = source_.bundle(fetched_, width);
            if (!bundle) {
                chunk.broken = bundle.error();
                fetched_ = size;  // nothing behind it can be placed in the order
                return chunk;
            }
            ++fetched_;
            chunk.bundles.push_back(std::move(*bundle));
        }
        return chunk;
    }

    KeyRing key_ring() {
        if (!ring_ || ring_->size() != state_.keys().size()) {
            auto ring = std::make_shared<rules::KeyRing>();
            for (const auto& [name, key] : state_.keys()) ring->emplace(name, key.verifier);
            ring_ = std::move(ring);
        }
        return ring_;
    }

    void read_all() {
        std::deque<std::future<Chunk>> running;
        std::uint64_t size = report_.head.size.value;
        unsigned threads = std::max(1u, options_.threads);
        while (true) {
            // The first chunk is judged alone: those behind it are checked by the keys that it
            // names.
            std::size_t ahead = state_.size() == 0 ? 1 : 2 * threads + 1;
            while (running.size() < ahead && fetched_ * tree::kTileWidth < size) {
                auto chunk = fetch_chunk();
                running.push_back(
                    std::async(std::launch::async, work, std::move(*chunk), key_ring()));
            }
            if (running.empty()) break;
            Chunk chunk = running.front().get();
            running.pop_front();
            judge_chunk(chunk);
            if (options_.progress) options_.progress(frontier_.size().value, size);
        }
    }

    void judge_chunk(Chunk& chunk) {
        for (Item& item : chunk.items) {
            if (frontier_.size().value == report_.head.size.value) break;
            judge(item);
        }
        if (chunk.broken)
            found(fmt::format("number {}", frontier_.size().value), chunk.broken->message);
    }

    void judge(Item& item) {
        std::uint64_t number = frontier_.size().value;
        judge_rules(item, number);
        end_ += 2 + item.bytes;
        compare_offset(number);
        frontier_.append(item.leaf, [&](unsigned height, std::uint64_t index, const Hash& hash) {
            // Roots of old heads are asked for by `seen`: keep every node of whole tiles' heights.
            if (height % tree::kTileHeight == 0) take_node(height / tree::kTileHeight, index, hash);
        });
        remember_root();
    }

    // The first entry that should not be in the log ends judging: what follows was judged in a
    // state that this log cannot have had.
    void judge_rules(Item& item, std::uint64_t number) {
        if (rules_stopped_) return;
        auto verdict = item.prepared
                           ? rules::admit(state_, *item.prepared, item.stamp, root_at(), rulebooks_)
                           : Result<void>(std::unexpected(item.prepared.error()));
        if (!verdict) {
            const Error& error = verdict.error();
            found(fmt::format("number {}", number),
                  fmt::format("should not have been registered: {}{}{} ({})", error.message,
                              error.pointer.empty() ? "" : " at ", error.pointer, error.type));
            rules_stopped_ = true;
            return;
        }
        report_.signatures += item.prepared->act.note.signatures.size();
        for (const auto& one : item.prepared->act.enclosures)
            enclosures_.try_emplace(one.sha256, number);
        rules::apply(state_, *item.prepared, item.stamp, rulebooks_);
        ++report_.entries;
    }

    // ---- Hashes: our own levels, compared tile by tile with those of the source.

    void take_node(unsigned level, std::uint64_t index, const Hash& hash) {
        levels_[level].append(hash.view());
        if ((index + 1) % tree::kTileWidth == 0) compare_tile(level, index / tree::kTileWidth);
    }

    void compare_tile(unsigned level, std::uint64_t index) {
        std::string_view ours =
            std::string_view(levels_[level]).substr(index * tree::kTileWidth * 32);
        ours = ours.substr(0, tree::kTileWidth * 32);
        if (ours.empty()) return;
        tree::Tile tile{.level = level, .index = index, .width = ours.size() / 32};
        auto theirs = source_.hashes(tile);
        if (!theirs) {
            if (theirs.error().code == Errc::not_found && theirs.error().type == "derived-behind")
                ++behind_;
            else
                found(tree::tile_path(tile), theirs.error().message);
            return;
        }
        ++report_.tiles;
        if (*theirs == ours) return;
        for (std::uint64_t i = 0; i < tile.width && i * 32 + 32 <= theirs->size(); ++i)
            if (theirs->compare(i * 32, 32, ours.substr(i * 32, 32)) != 0)
                return found(tree::tile_path(tile),
                             level == 0
                                 ? fmt::format("holds another hash for number {} than its bytes "
                                               "give: one of the two was changed",
                                               index * tree::kTileWidth + i)
                                 : fmt::format("hash {} is not that of the tile below it", i));
        found(tree::tile_path(tile),
              fmt::format("has {} bytes, not {}", theirs->size(), ours.size()));
    }

    void compare_offset(std::uint64_t number) {
        append_u64_be(ends_, end_);
        if (ends_.size() < 8 * 4096 && number + 1 < report_.head.size.value) return;
        std::uint64_t count = ends_.size() / 8;
        auto theirs = source_.offsets(number + 1 - count, count);
        if (!theirs)
            ++behind_;
        else if (!theirs->empty() && *theirs != ends_)
            found("offsets", fmt::format("differ from the entries between numbers {} and {}",
                                         number + 1 - count, number));
        ends_.clear();
    }

    // ---- Roots of earlier heads

    Result<Hash> node(unsigned height, std::uint64_t index) {
        unsigned level = height / tree::kTileHeight;
        unsigned above = height % tree::kTileHeight;
        if (above == 0) return hash_from_bytes(as_bytes(levels_[level].substr(index * 32, 32)));
        MITHAQ_TRY(auto left, node(height - 1, index * 2));
        MITHAQ_TRY(auto right, node(height - 1, index * 2 + 1));
        return tree::node_hash(left, right);
    }

    rules::RootAt root_at() {
        return [this](tree::TreeSize size) -> Result<Hash> {
            if (size == last_root_size_) return last_root_;
            MITHAQ_TRY(last_root_,
                       tree::root_at(size, [this](unsigned height, std::uint64_t index) {
                           return node(height, index);
                       }));
            last_root_size_ = size;
            return last_root_;
        };
    }

    void remember_root() {
        for (const auto& head : heads_)
            if (head.size == frontier_.size() && head.root != frontier_.root())
                found("checkpoint",
                      fmt::format("the {} entries do not give the root that the checkpoint signs",
                                  head.size.value));
    }

    void finish() {
        for (unsigned level = 0; level < levels_.size(); ++level)
            if (!levels_[level].empty() && (levels_[level].size() / 32) % tree::kTileWidth != 0)
                compare_tile(level, levels_[level].size() / 32 / tree::kTileWidth);
        if (report_.entries > 0) {
            report_.state_root = state_.root();
            report_.files = state_.matters().open_count() + state_.matters().closed_count();
        }
        if (frontier_.size() != report_.head.size)
            found("entries", fmt::format("{} of {} entries could be read", frontier_.size().value,
                                         report_.head.size.value));
        if (behind_ > 0)
            report_.remarks.push_back("derived files are behind the log; a start rebuilds them");
        check_enclosures();
    }

    // Absent is no fault: content may have been destroyed, or never been given to this copy. What
    // is here must be what its name says.
    void check_enclosures() {
        for (const auto& [hash, number] : enclosures_) {
            Sha256 hashing;
            auto read = source_.enclosure(hash, [&](std::string_view bytes) -> Result<void> {
                hashing.update(bytes);
                return {};
            });
            ++report_.enclosures;
            if (read && hashing.finish() == hash)
                ++report_.enclosures_whole;
            else if (!read && read.error().code == Errc::not_found)
                ++report_.enclosures_absent;
            else
                found("enclosures/" + to_hex(hash.bytes),
                      read ? fmt::format("holds other bytes than number {} names", number)
                           : read.error().message);
        }
        if (report_.enclosures > 0)
            report_.remarks.push_back(fmt::format(
                "of {} enclosures that are named, the contents of {} are here and whole, of {} "
                "absent, which is no fault",
                report_.enclosures, report_.enclosures_whole, report_.enclosures_absent));
    }

    Result<std::shared_ptr<const rulebook::Rulebook>> rulebook(const Hash& hash) {
        if (loaded_ && loaded_->sha256 == hash) return loaded_;
        MITHAQ_TRY(auto bytes, source_.rulebook(hash));
        if (sha256(bytes) != hash)
            return err(Errc::unverified, "rulebook-hash",
                       fmt::format("the rulebook {} has other bytes than its name says",
                                   to_hex(hash.bytes)));
        MITHAQ_TRY(loaded_, rulebook::load_bundle(bytes));
        return loaded_;
    }

    Source& source_;
    const AuditOptions& options_;
    AuditReport report_;
    std::vector<tree::Checkpoint> heads_;
    rules::RulebookSource rulebooks_;
    std::shared_ptr<const rulebook::Rulebook> loaded_;
    rules::State state_;
    tree::Frontier frontier_;
    std::array<std::string, kLevelsMax + 1> levels_;
    KeyRing ring_;
    std::uint64_t fetched_ = 0;  // bundles
    std::uint64_t end_ = 0;      // bytes of `entries` so far
    std::string ends_;
    std::uint64_t behind_ = 0;
    std::map<Hash, std::uint64_t> enclosures_;  // and the first number that names each
    bool rules_stopped_ = false;
    tree::TreeSize last_root_size_{0};
    Hash last_root_;
};

}  // namespace

Result<AuditReport> audit(Source& source, const AuditOptions& options) {
    return Audit(source, options).run();
}

}  // namespace mithaq::log
