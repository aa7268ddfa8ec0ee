#include "log/reader.h"

#include <fmt/format.h>

#include "log/nodes.h"

namespace mithaq::log {

void Reader::publish(std::shared_ptr<const Head> head) {
    std::lock_guard lock(mutex_);
    head_ = std::move(head);
}

std::shared_ptr<const Reader::Head> Reader::head() const {
    std::lock_guard lock(mutex_);
    return head_;
}

Result<File*> Reader::file(const std::string& name) const {
    std::lock_guard lock(mutex_);
    auto& slot = open_[name];
    if (!slot) {
        MITHAQ_TRY(slot, files_.open(layout_.path(name), OpenMode::read));
    }
    return slot.get();
}

Result<std::string> Reader::entries(std::uint64_t first, std::uint64_t count) const {
    std::uint64_t size = head()->size().value;
    if (first > size || count > size - first)
        return err(Errc::not_found, "beyond-the-log",
                   fmt::format("the log has {} entries so far", size));
    if (count == 0) return std::string();
    MITHAQ_TRY(auto* offsets, file("offsets"));
    std::uint64_t before = first == 0 ? 0 : 1;  // the end of the entry before is where this begins
    MITHAQ_TRY(auto ends, offsets->read((first - before) * 8, (count + before) * 8));
    if (ends.size() != (count + before) * 8)
        return err(Errc::io, "offsets-short",
                   "offsets is shorter than the log; restart the register");
    std::uint64_t begin = before == 0 ? 0 : read_u64_be(ends.data());
    std::uint64_t end = read_u64_be(ends.data() + ends.size() - 8);
    MITHAQ_TRY(auto* file_of_entries, file("entries"));
    return file_of_entries->read(begin, end - begin);
}

Result<std::string> Reader::entry(tree::LeafIndex index) const {
    MITHAQ_TRY(auto record, entries(index.value, 1));
    return record.substr(2);
}

Result<std::string> Reader::tile(const tree::Tile& tile) const {
    std::uint64_t first = tile.index * tree::kTileWidth;
    if (tile.index >= std::uint64_t{1} << 55 || tile.level >= kLevelsMax ||
        first + tile.width > tree::tile_level_width(tile.entries ? 0 : tile.level, head()->size()))
        return err(Errc::not_found, "beyond-the-log", "the log has no such tile so far");
    if (tile.entries) return entries(first, tile.width);
    MITHAQ_TRY(auto* level, file(fmt::format("level-{}", tile.level)));
    return level->read(first * 32, tile.width * 32);
}

Result<Hash> Reader::node(unsigned height, std::uint64_t index) const {
    unsigned level = height / tree::kTileHeight;
    unsigned above = height % tree::kTileHeight;
    MITHAQ_TRY(auto* hashes, file(fmt::format("level-{}", level)));
    std::uint64_t count = std::uint64_t{1} << above;
    MITHAQ_TRY(auto bytes, hashes->read((index << above) * 32, count * 32));
    if (bytes.size() != count * 32)
        return err(Errc::io, "level-short",
                   "a level is shorter than the log; restart the register");
    return fold(bytes);
}

Result<std::string> Reader::rulebook(const Hash& sha256) const {
    return files_.read_all(layout_.rulebook(sha256));
}

Result<std::string> Reader::receipt(tree::LeafIndex index, const Head& head,
                                    const tree::NodeFn& node) const {
    MITHAQ_TRY(auto bytes, entry(index));
    return receipt(index, bytes.substr(0, bytes.find('\n') + 1), head, node);
}

Result<std::string> Reader::receipt(tree::LeafIndex index, std::string first_line, const Head& head,
                                    const tree::NodeFn& node) const {
    tree::Proof proof;
    proof.extra = std::move(first_line);
    proof.index = index;
    MITHAQ_TRY(proof.hashes, tree::inclusion_proof(index, head.size(), node));
    proof.checkpoint = head.note;
    return tree::format_proof(proof);
}

}  // namespace mithaq::log
