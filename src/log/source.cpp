#include "log/source.h"

#include <fmt/format.h>

#include "log/enclosures.h"
#include "log/slots.h"

namespace mithaq::log {
namespace {

class Folder final : public Source {
  public:
    Folder(Files& files, Layout layout, std::unique_ptr<File> entries)
        : files_(files),
          layout_(std::move(layout)),
          entries_(std::move(entries)),
          scan_(*entries_, 0) {}

    Result<std::vector<std::string>> checkpoints() override {
        MITHAQ_TRY(auto bytes, files_.read_all(layout_.path("checkpoint")));
        std::vector<std::string> out;
        for (std::size_t at = 0; at < bytes.size(); at += kSlotBytes) {
            std::string slot = bytes.substr(at, kSlotBytes);
            slot.erase(slot.find_last_not_of('\0') + 1);
            if (!slot.empty()) out.push_back(std::move(slot));
        }
        return out;
    }

    Result<std::string> bundle(std::uint64_t index, std::uint64_t width) override {
        if (index == 0) {
            scan_ = RecordScan(*entries_, 0);
            next_ = 0;
        }
        MITHAQ_ASSERT(index == next_);
        ++next_;
        std::string out;
        for (std::uint64_t i = 0; i < width; ++i) {
            MITHAQ_TRY(auto record, scan_.next());
            if (!record)
                return err(
                    Errc::not_found, "entries-short",
                    fmt::format("entries: ends before number {}", index * tree::kTileWidth + i));
            append_u16_be(out, static_cast<std::uint16_t>(record->size()));
            out += *record;
        }
        return out;
    }

    Result<std::string> hashes(const tree::Tile& tile) override {
        return derived(layout_.level(tile.level), tile.index * tree::kTileWidth * 32,
                       tile.width * 32);
    }

    Result<std::string> rulebook(const Hash& sha256) override {
        return files_.read_all(layout_.rulebook(sha256));
    }

    Result<void> enclosure(const Hash& sha256, const Take& take) override {
        MITHAQ_TRY(auto content, Enclosures(files_, layout_).open(sha256));
        constexpr std::size_t kPieceBytes = 256 * 1024;
        for (std::uint64_t at = 0; at < content.size;) {
            MITHAQ_TRY(auto piece, content.file->read(at, kPieceBytes));
            if (piece.empty()) break;  // cut while it was read
            at += piece.size();
            MITHAQ_CHECK(take(piece));
        }
        return {};
    }

    Result<std::string> offsets(std::uint64_t first, std::uint64_t count) override {
        return derived(layout_.path("offsets"), first * 8, count * 8);
    }

  private:
    // Derived files may be short, or deleted: a start rebuilds them.
    Result<std::string> derived(const std::string& path, std::uint64_t offset, std::size_t length) {
        auto file = files_.open(path, OpenMode::read);
        if (!file && file.error().code != Errc::not_found) return std::unexpected(file.error());
        std::string bytes;
        if (file) {
            MITHAQ_TRY(bytes, (*file)->read(offset, length));
        }
        if (bytes.size() != length)
            return err(Errc::not_found, "derived-behind", "shorter than the log");
        return bytes;
    }

    Files& files_;
    Layout layout_;
    std::unique_ptr<File> entries_;
    RecordScan scan_;
    std::uint64_t next_ = 0;
};

class Paths final : public Source {
  public:
    explicit Paths(Fetch fetch) : fetch_(std::move(fetch)) {}

    Result<std::vector<std::string>> checkpoints() override {
        MITHAQ_TRY(auto note, fetch_("checkpoint"));
        return std::vector<std::string>{std::move(note)};
    }
    Result<std::string> bundle(std::uint64_t index, std::uint64_t width) override {
        MITHAQ_TRY(auto bytes,
                   fetch_(tree::tile_path({.entries = true, .index = index, .width = width})));
        MITHAQ_TRY(auto entries, tree::split_bundle(bytes));
        if (entries.size() != width)
            return err(Errc::malformed, "bundle-width",
                       fmt::format("the bundle has {} entries, not {}", entries.size(), width));
        return bytes;
    }
    Result<std::string> hashes(const tree::Tile& tile) override {
        return fetch_(tree::tile_path(tile));
    }
    Result<std::string> rulebook(const Hash& sha256) override {
        return fetch_("rulebooks/" + to_hex(sha256.bytes) + ".json");
    }
    Result<void> enclosure(const Hash& sha256, const Take& take) override {
        MITHAQ_TRY(auto bytes, fetch_("enclosures/" + to_hex(sha256.bytes)));
        return take(bytes);
    }
    Result<std::string> offsets(std::uint64_t, std::uint64_t) override { return std::string(); }

  private:
    Fetch fetch_;
};

}  // namespace

Result<std::unique_ptr<Source>> open_folder(Files& files, const std::string& dir) {
    Layout layout{dir, ""};
    MITHAQ_TRY(auto entries, files.open(layout.path("entries"), OpenMode::read));
    return std::make_unique<Folder>(files, std::move(layout), std::move(entries));
}

std::unique_ptr<Source> open_paths(Fetch fetch) {
    return std::make_unique<Paths>(std::move(fetch));
}

}  // namespace mithaq::log
