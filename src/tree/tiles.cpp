#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "tree/tree.h"

namespace mithaq::tree {

namespace {

constexpr std::string_view kPrefix = "tile/";
constexpr std::string_view kEntries = "entries";
constexpr unsigned kLevelMax = 63;
constexpr std::size_t kPathBytesMax =
    64;  // the longest is tile/63/x18/… with 28 characters of index

// 1234067 -> "x001/x234/067"
std::string index_path(std::uint64_t index) {
    std::string out = fmt::format("{:03}", index % 1000);
    while (index >= 1000) {
        index /= 1000;
        out = fmt::format("x{:03}/{}", index % 1000, out);
    }
    return out;
}

// All of `text` as a decimal number. Leading zeros pass here; the caller compares the spelling.
template <typename T>
bool read_number(std::string_view text, T& value) {
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc{} && end == text.data() + text.size();
}

// The parts before and after the first `separator`; the second empty when there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text,
                                                  std::string_view separator) {
    std::size_t at = text.find(separator);
    if (at == text.npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + separator.size())};
}

}  // namespace

std::string tile_path(const Tile& tile) {
    std::string out(kPrefix);
    out += tile.entries ? std::string(kEntries) : fmt::format("{}", tile.level);
    out += "/" + index_path(tile.index);
    if (tile.width != kTileWidth) out += fmt::format(".p/{}", tile.width);
    return out;
}

Result<Tile> parse_tile_path(std::string_view path) {
    auto malformed = [&] {
        return err(Errc::malformed, "tile-path",
                   "not the path of a tile: tile/<level or entries>/<index>[.p/<width>]");
    };
    if (path.size() > kPathBytesMax || !path.starts_with(kPrefix)) return malformed();
    auto [level, rest] = cut(path.substr(kPrefix.size()), "/");
    auto [groups, width] = cut(rest, ".p/");
    Tile tile;
    tile.entries = level == kEntries;
    if (!tile.entries && (!read_number(level, tile.level) || tile.level > kLevelMax))
        return malformed();
    std::string digits;
    for (char c : groups)
        if (c != 'x' && c != '/') digits += c;
    if (!read_number(digits, tile.index)) return malformed();
    if (!width.empty() &&
        (!read_number(width, tile.width) || tile.width == 0 || tile.width >= kTileWidth))
        return malformed();
    // One spelling a tile: what we would have written.
    if (tile_path(tile) != path) return malformed();
    return tile;
}

std::uint64_t tile_level_width(unsigned level, TreeSize size) {
    unsigned shift = level * kTileHeight;
    return shift < std::numeric_limits<std::uint64_t>::digits ? size.value >> shift : 0;
}

Result<std::vector<std::string_view>> split_bundle(std::string_view bundle) {
    std::vector<std::string_view> entries;
    while (!bundle.empty()) {
        if (bundle.size() < 2 || bundle.size() - 2 < read_u16_be(bundle.data()))
            return err(Errc::malformed, "bundle-cut",
                       fmt::format("entry {} of the bundle is cut off", entries.size()));
        std::size_t length = read_u16_be(bundle.data());
        entries.push_back(bundle.substr(2, length));
        bundle.remove_prefix(2 + length);
    }
    return entries;
}

}  // namespace mithaq::tree
