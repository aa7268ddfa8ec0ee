#include "log/export.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "act/act.h"
#include "act/entry.h"
#include "base/sha256.h"
#include "log/layout.h"

namespace mithaq::log {
namespace {

class Export {
  public:
    Export(Source& source, Files& files, const std::string& out)
        : source_(source), files_(files), out_(out) {}

    Result<ExportReport> run(const note::VerifierKey& key) {
        MITHAQ_TRY(auto notes, source_.checkpoints());
        std::string newest;
        for (const auto& note : notes) {
            auto opened = tree::open_checkpoint(note, key);
            if (!opened || opened->checkpoint.size <= report_.head.size) continue;
            report_.head = opened->checkpoint;
            newest = note;
        }
        if (newest.empty())
            return err(Errc::unverified, "checkpoint-signature",
                       "no checkpoint here is signed by the register's key of the anchor");
        std::uint64_t size = report_.head.size.value;
        for (std::uint64_t index = 0; index * tree::kTileWidth < size; ++index)
            MITHAQ_CHECK(
                bundle(index, std::min(tree::kTileWidth, size - index * tree::kTileWidth)));
        for (unsigned level = 0; level < levels_.size(); ++level)
            MITHAQ_CHECK(tile(level));  // what is left over: the partial tile
        if (frontier_.root() != report_.head.root)
            return err(
                Errc::unverified, "entries-differ",
                "the entries do not give the root of the checkpoint; `mithaq log verify` says "
                "where");
        MITHAQ_CHECK(write("checkpoint", newest));
        return report_;
    }

  private:
    Result<void> bundle(std::uint64_t index, std::uint64_t width) {
        MITHAQ_TRY(auto bytes, source_.bundle(index, width));
        MITHAQ_CHECK(
            write(tree::tile_path({.entries = true, .index = index, .width = width}), bytes));
        MITHAQ_TRY(auto entries, tree::split_bundle(bytes));
        for (auto entry : entries) {
            if (frontier_.size().value == 0) MITHAQ_CHECK(rulebook(entry));
            if (entry.contains(R"("enclosures":)")) MITHAQ_CHECK(enclosures(entry));
            frontier_.append(tree::leaf_hash(entry),
                             [&](unsigned height, std::uint64_t, const Hash& hash) {
                                 if (height % tree::kTileHeight == 0)
                                     levels_[height / tree::kTileHeight] += hash.view();
                             });
            for (unsigned level = 0; level < levels_.size(); ++level)
                if (levels_[level].size() == tree::kTileWidth * 32) MITHAQ_CHECK(tile(level));
        }
        return {};
    }

    Result<void> tile(unsigned level) {
        std::string& hashes = levels_[level];
        if (hashes.empty()) return {};
        std::uint64_t width = hashes.size() / 32;
        MITHAQ_CHECK(write(
            tree::tile_path({.level = level, .index = tiles_[level]++, .width = width}), hashes));
        hashes.clear();
        return {};
    }

    // The bundle that entry 0 names travels with the log: nothing judges it without.
    Result<void> rulebook(std::string_view entry0) {
        MITHAQ_TRY(auto entry, act::parse_entry(entry0));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        const auto* named = act.body().if_contains("rulebook");
        const auto* object = named ? named->if_object() : nullptr;
        const auto* hex = object ? object->if_contains("sha256") : nullptr;
        if (!hex || !hex->is_string())
            return err(Errc::malformed, "entry-0", "entry 0 names no rulebook");
        MITHAQ_TRY(auto hash, hash_from_hex(hex->get_string()));
        MITHAQ_TRY(auto bytes, source_.rulebook(hash));
        if (sha256(bytes) != hash)
            return err(Errc::unverified, "rulebook-hash",
                       "the rulebook has other bytes than entry 0 says");
        return write("rulebooks/" + to_hex(hash.bytes) + ".json", bytes);
    }

    Result<void> enclosures(std::string_view bytes) {
        MITHAQ_TRY(auto entry, act::parse_entry(bytes));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        for (const auto& one : act.enclosures) MITHAQ_CHECK(enclosure(one.sha256));
        return {};
    }

    // Copied once, under another name until it is whole; an absent one is absent there too.
    Result<void> enclosure(const Hash& hash) {
        const std::string path = out_ + "/enclosures/" + to_hex(hash.bytes);
        if (files_.exists(path)) return {};
        MITHAQ_CHECK(files_.make_dir(out_ + "/enclosures"));
        MITHAQ_TRY(auto file, files_.open(path + ".new", OpenMode::create));
        MITHAQ_CHECK(file->truncate(0));
        Sha256 hashing;
        std::uint64_t size = 0;
        auto copied = source_.enclosure(hash, [&](std::string_view bytes) -> Result<void> {
            hashing.update(bytes);
            MITHAQ_CHECK(file->write(size, bytes));
            size += bytes.size();
            return {};
        });
        if (copied && hashing.finish() == hash) {
            ++report_.files;
            return files_.rename(path + ".new", path);
        }
        MITHAQ_CHECK(files_.remove(path + ".new"));
        if (copied)
            return err(Errc::unverified, "enclosure-differs",
                       fmt::format("the content of the enclosure {} has other bytes than its name "
                                   "says; put the right file there, or remove it",
                                   to_hex(hash.bytes)));
        if (copied.error().code != Errc::not_found) return copied;
        return {};
    }

    Result<void> write(const std::string& name, std::string_view bytes) {
        std::string path = out_ + "/" + name;
        MITHAQ_CHECK(files_.make_dir(path.substr(0, path.rfind('/'))));
        MITHAQ_TRY(auto file, files_.open(path, OpenMode::create));
        MITHAQ_CHECK(file->truncate(bytes.size()));
        MITHAQ_CHECK(file->write(0, bytes));
        ++report_.files;
        return {};
    }

    Source& source_;
    Files& files_;
    std::string out_;
    ExportReport report_;
    tree::Frontier frontier_;
    std::array<std::string, kLevelsMax> levels_;
    std::array<std::uint64_t, kLevelsMax> tiles_{};
};

}  // namespace

Result<ExportReport> export_tree(Source& source, const note::VerifierKey& key, Files& files,
                                 const std::string& out) {
    return Export(source, files, out).run(key);
}

}  // namespace mithaq::log
