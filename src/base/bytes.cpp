#include "base/bytes.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <sodium.h>

namespace mithaq {

Result<Hash> hash_from_bytes(ByteSpan bytes) {
    if (bytes.size() != 32)
        return err(Errc::malformed, "hash-length",
                   fmt::format("a SHA-256 hash has 32 bytes, this one has {}", bytes.size()));
    Hash hash;
    std::memcpy(hash.bytes.data(), bytes.data(), 32);
    return hash;
}

std::string to_hex(ByteSpan bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (std::uint8_t byte : bytes) {
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

Result<std::string> from_hex(std::string_view hex) {
    auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    if (hex.size() % 2 != 0)
        return err(Errc::malformed, "hex", "hexadecimal text has an odd number of digits");
    std::string out;
    out.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        int high = digit(hex[i]);
        int low = digit(hex[i + 1]);
        if (high < 0 || low < 0)
            return err(Errc::malformed, "hex",
                       fmt::format("not a lower-case hexadecimal digit near character {}", i));
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

Result<Hash> hash_from_hex(std::string_view hex) {
    MITHAQ_TRY(auto bytes, from_hex(hex));
    return hash_from_bytes(as_bytes(bytes));
}

std::string to_base64(ByteSpan bytes) {
    std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // libsodium counts the terminating NUL
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    std::string out(text.size() / 4 * 3, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    // libsodium 1.0.18 takes every byte above 0x7f for a base64 character where char is signed.
    bool ascii = std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
    if (!ascii ||
        sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                          text.size(), nullptr, &length, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size())
        return err(Errc::malformed, "base64",
                   "not canonical base64 (RFC 4648 section 4, padded, unused bits zero)");
    out.resize(length);
    return out;
}

Result<Hash> hash_from_base64(std::string_view text) {
    MITHAQ_TRY(auto bytes, from_base64(text));
    return hash_from_bytes(as_bytes(bytes));
}

namespace {
template <typename T>
void append_be(std::string& out, T value) {
    for (int shift = (sizeof(T) - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xff);
}
template <typename T>
T read_be(const void* at) {
    const auto* bytes = static_cast<const std::uint8_t*>(at);
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>((value << 8) | bytes[i]);
    return value;
}
}  // namespace

void append_u16_be(std::string& out, std::uint16_t value) {
    append_be(out, value);
}
void append_u32_be(std::string& out, std::uint32_t value) {
    append_be(out, value);
}
void append_u64_be(std::string& out, std::uint64_t value) {
    append_be(out, value);
}
std::uint16_t read_u16_be(const void* at) {
    return read_be<std::uint16_t>(at);
}
std::uint32_t read_u32_be(const void* at) {
    return read_be<std::uint32_t>(at);
}
std::uint64_t read_u64_be(const void* at) {
    return read_be<std::uint64_t>(at);
}

Result<std::uint64_t> parse_decimal(std::string_view text) {
    std::uint64_t value = 0;
    auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || value >> 63 != 0 ||
        (text.size() > 1 && text[0] == '0'))
        return err(Errc::malformed, "decimal",
                   "not a decimal number without sign or leading zeros, below 2^63");
    return value;
}

}  // namespace mithaq
