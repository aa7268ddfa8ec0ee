// C2SP signed-note: keys, signatures over a text, and the text form of both (TLOG.md 1.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "note/ed25519.h"

namespace mithaq::note {

// Signature types of signed-note. Others are `unsupported` in a vkey and unknown on a signature
// line.
enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

// A verifier key: `<name>+<hex id>+<base64(type ‖ key)>`.
struct VerifierKey {
    std::string name;
    std::uint32_t id = 0;
    KeyType type = KeyType::ed25519;
    PublicKey key{};

    bool operator==(const VerifierKey&) const = default;
};

// UTF-8, not empty, no Unicode space, no '+', no control below U+0020 (no note could carry it).
bool is_key_name(std::string_view name);
std::uint32_t key_id(std::string_view name, KeyType type, const PublicKey& key);
// `name` must be a key name: whoever takes it from outside asks is_key_name first.
VerifierKey make_verifier_key(std::string name, KeyType type, const PublicKey& key);
Result<VerifierKey> parse_verifier_key(std::string_view vkey);  // checks the id too
std::string format_verifier_key(const VerifierKey& key);

// `PRIVATE+KEY+<name>+<hex id>+base64(type ‖ seed)`, as Go's tools write it.
struct SignerKey {
    VerifierKey verifier;
    Seed seed{};
};
SignerKey make_signer_key(std::string name, const Seed& seed, KeyType type = KeyType::ed25519);
Result<SignerKey> parse_signer_key(std::string_view text);
std::string format_signer_key(const SignerKey& key);

// One line "— <name> <base64(id ‖ sig)>". `bytes` is what follows the 4 bytes of the id: 64 bytes
// of Ed25519, or 8 of time and 64 of Ed25519 for a cosignature, or anything for types unknown to
// us.
struct SignatureLine {
    std::string name;
    std::uint32_t id = 0;
    std::string bytes;
};

struct Note {
    std::string text;  // through its final newline
    std::vector<SignatureLine> signatures;
};

constexpr std::size_t kSignatureLinesMax = 100;  // as Go's note.Open

// Splits a note at its last blank line. `malformed` when it is not a note: not UTF-8, a control
// character below U+0020 other than LF, no signature line, more than 100, base64 not canonical,
// fewer than 5 decoded bytes. Nothing is verified.
Result<Note> parse_note(std::string_view bytes);
std::string format_note(const Note& note);
std::string format_signature_line(const SignatureLine& line);  // with its newline

// By a key of type `ed25519`.
SignatureLine sign(const SignerKey& key, std::string_view text);
// By a key of type `cosignature`: a checkpoint's body, at `time_s` (< 2^63) seconds since 1970.
SignatureLine cosign(const SignerKey& key, std::string_view text, std::uint64_t time_s);

// True when `line` names `key` (name and id) and its bytes verify over `text`.
bool verify_line(const VerifierKey& key, const SignatureLine& line, std::string_view text);
inline bool names(const SignatureLine& line, const VerifierKey& key) {
    return line.id == key.id && line.name == key.name;
}

// The signed-note rule for checkpoints and refusals: lines of unknown keys are ignored; a line of a
// known key that does not verify rejects the note; a second line by the same key is ignored.
// Returns the indices into `keys` that signed, at least one; else `unverified`.
Result<std::vector<std::size_t>> verify_note(const Note& note,
                                             const std::vector<VerifierKey>& keys);

}  // namespace mithaq::note
