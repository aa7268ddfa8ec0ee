#include "base/utf8.h"

#include <cstdint>
#include <cstring>

#include <boost/locale/utf.hpp>

namespace mithaq {

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    namespace utf = boost::locale::utf;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at != end) {
        // Most bytes are ASCII: take them eight at a time.
        while (end - at >= 8) {
            std::uint64_t word;
            std::memcpy(&word, at, 8);
            if ((word & 0x8080808080808080u) != 0) break;
            at += 8;
        }
        if (at == end) break;
        const char* before = at;
        auto point = utf::utf_traits<char>::decode(at, end);
        if (point == utf::illegal || point == utf::incomplete)
            return static_cast<std::size_t>(before - text.data());
    }
    return std::nullopt;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

}  // namespace mithaq
