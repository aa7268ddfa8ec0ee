#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace mithaq {

namespace {

// Bytes of the character that begins at `at`, by Unicode's table of well-formed sequences (3-7);
// 0 when there is none. `at` is not ASCII.
std::size_t sequence_bytes(const unsigned char* at, std::size_t left) {
    const unsigned char first = at[0];
    auto between = [&](std::size_t index, unsigned char low, unsigned char high) {
        return index < left && at[index] >= low && at[index] <= high;
    };
    auto follows = [&](std::size_t index) { return between(index, 0x80, 0xBF); };
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {  // no overlong form, no surrogate
        unsigned char low = first == 0xE0 ? 0xA0 : 0x80;
        unsigned char high = first == 0xED ? 0x9F : 0xBF;
        return between(1, low, high) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {  // no overlong form, nothing beyond U+10FFFF
        unsigned char low = first == 0xF0 ? 0x90 : 0x80;
        unsigned char high = first == 0xF4 ? 0x8F : 0xBF;
        return between(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    const auto* begin = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        if (begin[at] >= 0x80) {
            std::size_t bytes = sequence_bytes(begin + at, text.size() - at);
            if (bytes == 0) return at;
            at += bytes;
            continue;
        }
        ++at;
        // ASCII comes in runs: eight at a time.
        for (std::uint64_t word; text.size() - at >= 8; at += 8) {
            std::memcpy(&word, begin + at, 8);
            if ((word & 0x8080808080808080u) != 0) break;
        }
    }
    return std::nullopt;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

}  // namespace mithaq
