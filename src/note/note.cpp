#include "note/note.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/sha256.h"
#include "base/utf8.h"

namespace mithaq::note {

namespace {

constexpr std::string_view kLinePrefix = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::string_view kPrivatePrefix = "PRIVATE+KEY+";
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;

// The code points of Unicode property White_Space, in UTF-8; the set has not changed since 2013.
// The controls among them (U+0009-000D) are below 0x20 and refused as such. No sequence here can
// begin inside another character, so they can be searched for as bytes.
constexpr std::string_view kSpaces[] = {
    " ",             // U+0020
    "\xc2\x85",      // U+0085 next line
    "\xc2\xa0",      // U+00A0 no-break space
    "\xe1\x9a\x80",  // U+1680 ogham space mark
    "\xe2\x80\x80",
    "\xe2\x80\x81",
    "\xe2\x80\x82",
    "\xe2\x80\x83",  // U+2000-
    "\xe2\x80\x84",
    "\xe2\x80\x85",
    "\xe2\x80\x86",
    "\xe2\x80\x87",
    "\xe2\x80\x88",
    "\xe2\x80\x89",
    "\xe2\x80\x8a",  // -U+200A
    "\xe2\x80\xa8",  // U+2028 line separator
    "\xe2\x80\xa9",  // U+2029 paragraph separator
    "\xe2\x80\xaf",  // U+202F narrow no-break space
    "\xe2\x81\x9f",  // U+205F medium mathematical space
    "\xe3\x80\x80",  // U+3000 ideographic space
};

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20;
}

// What both key texts are: name, id, and 32 bytes with their type before them.
struct KeyText {
    std::string name;
    std::uint32_t id = 0;
    KeyType type{};
    std::array<std::uint8_t, 32> bytes{};
};

Result<KeyText> parse_key_text(std::string_view text) {
    std::size_t first = text.find('+');
    std::size_t second = first == text.npos ? first : text.find('+', first + 1);
    if (second == text.npos)
        return err(Errc::malformed, "key-text", "a key is written <name>+<8 hex digits>+<base64>");
    KeyText key;
    key.name = text.substr(0, first);
    if (!is_key_name(key.name))
        return err(Errc::malformed, "key-name",
                   "a key's name is UTF-8, not empty, without spaces, controls or '+'");
    MITHAQ_TRY(std::string id, from_hex(text.substr(first + 1, second - first - 1)));
    if (id.size() != kKeyIdBytes)
        return err(Errc::malformed, "key-id",
                   fmt::format("the id of key {} is not 8 hexadecimal digits", key.name));
    key.id = read_u32_be(id.data());
    MITHAQ_TRY(std::string bytes, from_base64(text.substr(second + 1)));
    if (bytes.empty())
        return err(Errc::malformed, "key-text", fmt::format("key {} has no bytes", key.name));
    auto type = static_cast<std::uint8_t>(bytes[0]);
    if (type == 0x06)
        return err(Errc::unsupported, "key-type",
                   fmt::format("key {} is ML-DSA-44 (type 0x06), which this version cannot verify; "
                               "use the Ed25519 key of the same holder",
                               key.name));
    if (type != static_cast<std::uint8_t>(KeyType::ed25519) &&
        type != static_cast<std::uint8_t>(KeyType::cosignature))
        return err(Errc::unsupported, "key-type",
                   fmt::format("key {} is of type {:#04x}; known are 0x01 (Ed25519) and 0x04 "
                               "(Ed25519 cosignature)",
                               key.name, type));
    key.type = static_cast<KeyType>(type);
    if (bytes.size() != 1 + key.bytes.size())
        return err(
            Errc::malformed, "key-text",
            fmt::format("key {} has {} bytes after its type, not 32", key.name, bytes.size() - 1));
    std::memcpy(key.bytes.data(), bytes.data() + 1, key.bytes.size());
    return key;
}

Result<void> check_key_id(const VerifierKey& key, std::uint32_t written) {
    if (key.id != written)
        return err(Errc::malformed, "key-id",
                   fmt::format("key {} is written with id {:08x}, but its bytes give {:08x}",
                               key.name, written, key.id));
    return {};
}

std::string format_key_text(const VerifierKey& key, ByteSpan bytes) {
    std::string typed(1, static_cast<char>(key.type));
    typed += as_text(bytes);
    return fmt::format("{}+{:08x}+{}", key.name, key.id, to_base64(as_bytes(typed)));
}

std::string cosigned_message(std::string_view text, std::uint64_t time_s) {
    return fmt::format("cosignature/v1\ntime {}\n{}", time_s, text);
}

Error malformed_note(std::string what) {
    return Error{Errc::malformed, "note-malformed", std::move(what), {}, {}};
}

Result<SignatureLine> parse_signature_line(std::string_view line, std::size_t number) {
    auto malformed = [&](std::string_view what) {
        return std::unexpected(
            malformed_note(fmt::format("signature line {} of the note {}", number, what)));
    };
    if (!line.starts_with(kLinePrefix))
        return malformed("does not begin with an em dash and space");
    line.remove_prefix(kLinePrefix.size());
    std::size_t space = line.find(' ');
    if (space == line.npos) return malformed("has no space after the key's name");
    SignatureLine out;
    out.name = line.substr(0, space);
    if (!is_key_name(out.name)) return malformed("has a key name with a space or '+', or none");
    auto bytes = from_base64(line.substr(space + 1));
    if (!bytes) return malformed("has a signature that is not canonical base64");
    if (bytes->size() <= kKeyIdBytes) return malformed("has a signature shorter than 5 bytes");
    out.id = read_u32_be(bytes->data());
    out.bytes = bytes->substr(kKeyIdBytes);
    return out;
}

}  // namespace

bool is_key_name(std::string_view name) {
    auto plain = [](char c) { return c > ' ' && c <= '~' && c != '+'; };
    if (!name.empty() && std::ranges::all_of(name, plain)) return true;
    return !name.empty() && is_utf8(name) && name.find('+') == name.npos &&
           std::ranges::none_of(name, is_control) &&
           std::ranges::none_of(kSpaces, [&](auto space) { return name.find(space) != name.npos; });
}

// First 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
std::uint32_t key_id(std::string_view name, KeyType type, const PublicKey& key) {
    char type_byte = static_cast<char>(type);
    Hash hash = sha256({name, "\n", std::string_view(&type_byte, 1), as_text(key)});
    return read_u32_be(hash.bytes.data());
}

VerifierKey make_verifier_key(std::string name, KeyType type, const PublicKey& key) {
    MITHAQ_ASSERT(is_key_name(name));
    std::uint32_t id = key_id(name, type, key);
    return {std::move(name), id, type, key};
}

Result<VerifierKey> parse_verifier_key(std::string_view vkey) {
    MITHAQ_TRY(KeyText text, parse_key_text(vkey));
    VerifierKey key = make_verifier_key(std::move(text.name), text.type, text.bytes);
    MITHAQ_CHECK(check_key_id(key, text.id));
    return key;
}

std::string format_verifier_key(const VerifierKey& key) {
    return format_key_text(key, key.key);
}

SignerKey make_signer_key(std::string name, const Seed& seed, KeyType type) {
    return {make_verifier_key(std::move(name), type, ed25519_public(seed)), seed};
}

Result<SignerKey> parse_signer_key(std::string_view text) {
    if (!text.starts_with(kPrivatePrefix))
        return err(Errc::malformed, "key-text", "a private key begins with PRIVATE+KEY+");
    MITHAQ_TRY(KeyText parsed, parse_key_text(text.substr(kPrivatePrefix.size())));
    SignerKey key = make_signer_key(std::move(parsed.name), parsed.bytes, parsed.type);
    MITHAQ_CHECK(check_key_id(key.verifier, parsed.id));
    return key;
}

std::string format_signer_key(const SignerKey& key) {
    return std::string(kPrivatePrefix) + format_key_text(key.verifier, key.seed);
}

Result<Note> parse_note(std::string_view bytes) {
    if (auto at = first_invalid_utf8(bytes))
        return std::unexpected(
            malformed_note(fmt::format("the note is not UTF-8 at byte {}", *at)));
    auto refused = [](char c) { return is_control(c) && c != '\n'; };
    bool any = false;  // without a branch for each byte, so that many are taken at once
    for (char c : bytes) any |= refused(c);
    if (any)
        return std::unexpected(
            malformed_note(fmt::format("the note has a control character at byte {}",
                                       std::ranges::find_if(bytes, refused) - bytes.begin())));
    std::size_t blank = bytes.rfind("\n\n");
    if (blank == bytes.npos)
        return std::unexpected(malformed_note("the note has no blank line before its signatures"));
    std::string_view lines = bytes.substr(blank + 2);
    if (!lines.ends_with('\n'))
        return std::unexpected(
            malformed_note("the note does not end with a signature line and a newline"));
    Note note;
    note.text = bytes.substr(0, blank + 1);
    while (!lines.empty()) {
        std::size_t end = lines.find('\n');
        if (note.signatures.size() == kSignatureLinesMax)
            return std::unexpected(malformed_note(
                fmt::format("the note has more than {} signature lines", kSignatureLinesMax)));
        MITHAQ_TRY(SignatureLine line,
                   parse_signature_line(lines.substr(0, end), note.signatures.size() + 1));
        note.signatures.push_back(std::move(line));
        lines.remove_prefix(end + 1);
    }
    return note;
}

std::string format_signature_line(const SignatureLine& line) {
    std::string bytes;
    append_u32_be(bytes, line.id);
    bytes += line.bytes;
    return fmt::format("{}{} {}\n", kLinePrefix, line.name, to_base64(as_bytes(bytes)));
}

std::string format_note(const Note& note) {
    std::string out = note.text + "\n";
    for (const SignatureLine& line : note.signatures) out += format_signature_line(line);
    return out;
}

SignatureLine sign(const SignerKey& key, std::string_view text) {
    MITHAQ_ASSERT(key.verifier.type == KeyType::ed25519);
    Signature signature = ed25519_sign(key.seed, as_bytes(text));
    return {key.verifier.name, key.verifier.id, std::string(as_text(signature))};
}

SignatureLine cosign(const SignerKey& key, std::string_view text, std::uint64_t time_s) {
    MITHAQ_ASSERT(key.verifier.type == KeyType::cosignature);
    MITHAQ_ASSERT(time_s >> 63 == 0);
    Signature signature = ed25519_sign(key.seed, as_bytes(cosigned_message(text, time_s)));
    SignatureLine line{key.verifier.name, key.verifier.id, {}};
    append_u64_be(line.bytes, time_s);
    line.bytes += as_text(signature);
    return line;
}

bool verify_line(const VerifierKey& key, const SignatureLine& line, std::string_view text) {
    if (!names(line, key)) return false;
    bool timed = key.type == KeyType::cosignature;
    std::size_t signature_at = timed ? kTimeBytes : 0;
    Signature signature;
    if (line.bytes.size() != signature_at + signature.size()) return false;
    std::memcpy(signature.data(), line.bytes.data() + signature_at, signature.size());
    if (!timed) return ed25519_verify(key.key, as_bytes(text), signature);
    std::uint64_t time_s = read_u64_be(line.bytes.data());
    return time_s >> 63 == 0 &&
           ed25519_verify(key.key, as_bytes(cosigned_message(text, time_s)), signature);
}

Result<std::vector<std::size_t>> verify_note(const Note& note,
                                             const std::vector<VerifierKey>& keys) {
    std::vector<std::size_t> signers;
    std::vector<const SignatureLine*> judged;
    for (const SignatureLine& line : note.signatures) {
        auto same = [&](const SignatureLine* other) {
            return other->id == line.id && other->name == line.name;
        };
        if (std::ranges::any_of(judged, same)) continue;
        bool known = false;
        bool verified = false;
        // Two keys can share name and id (32 bits); then the line is by whichever it verifies
        // under.
        for (std::size_t i = 0; i < keys.size() && !verified; ++i) {
            if (!names(line, keys[i])) continue;
            known = true;
            verified = verify_line(keys[i], line, note.text);
            if (verified) signers.push_back(i);
        }
        if (!known) continue;
        if (!verified)
            return err(
                Errc::unverified, "note-signature",
                fmt::format("the signature by {}+{:08x} does not verify", line.name, line.id));
        judged.push_back(&line);
    }
    if (signers.empty())
        return err(Errc::unverified, "note-unsigned", "none of the known keys signed the note");
    return signers;
}

}  // namespace mithaq::note
