// Fixed and free byte strings, and their two text forms. Byte texts are std::string: what is signed
// is bytes, and they travel verbatim.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mithaq {

using ByteSpan = std::span<const std::uint8_t>;

inline ByteSpan as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// 32 bytes that are a SHA-256 digest; never a std::string.
struct Hash {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Hash&) const = default;
    std::string_view view() const { return as_text(bytes); }
};

// Hash from exactly 32 bytes; anything else is `malformed`.
Result<Hash> hash_from_bytes(ByteSpan bytes);

struct HashOfHash {  // for hash tables: a digest's first bytes are as good as any hash
    std::size_t operator()(const Hash& hash) const {
        std::size_t value;
        std::memcpy(&value, hash.bytes.data(), sizeof value);
        return value;
    }
};

std::string to_hex(ByteSpan bytes);                  // lower case
Result<std::string> from_hex(std::string_view hex);  // lower case only
Result<Hash> hash_from_hex(std::string_view hex);
std::string to_base64(ByteSpan bytes);  // RFC 4648 section 4, padded
// Strict: padding required, no white space, unused trailing bits zero. So each value has one
// spelling. (Go's decoder lets trailing bits pass: TLOG.md 1.1, A.4 case 2; a wanted difference.)
Result<std::string> from_base64(std::string_view text);
Result<Hash> hash_from_base64(std::string_view text);

void append_u16_be(std::string& out, std::uint16_t value);
void append_u32_be(std::string& out, std::uint32_t value);
void append_u64_be(std::string& out, std::uint64_t value);
std::uint16_t read_u16_be(const void* at);
std::uint32_t read_u32_be(const void* at);
std::uint64_t read_u64_be(const void* at);

// "0" or no leading zero, digits only, < 2^63.
Result<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace mithaq
