#include "act/keys.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace mithaq::act {
namespace {
constexpr std::array<std::string_view, 8> kNames = {"root",  "submit",     "witness", "mirror",
                                                    "audit", "checkpoint", "clock",   "refusal"};
}  // namespace

std::string_view purpose_name(Purpose purpose) {
    return kNames[static_cast<std::size_t>(purpose)];
}

std::optional<Purpose> purpose_of(std::string_view name) {
    auto at = std::find(kNames.begin(), kNames.end(), name);
    if (at == kNames.end()) return std::nullopt;
    return static_cast<Purpose>(at - kNames.begin());
}

std::string key_name(std::string_view origin, std::string_view participant,
                     std::string_view label) {
    return fmt::format("{}/{}/{}", origin, participant, label);
}

std::string possession_text(std::string_view origin, std::string_view participant, Purpose purpose,
                            const note::VerifierKey& key) {
    return fmt::format("mithaq-possession/0\n{}\n{}\n{}\n{}\n", origin, participant,
                       purpose_name(purpose), note::format_verifier_key(key));
}

std::string prove_possession(std::string_view origin, std::string_view participant, Purpose purpose,
                             const note::SignerKey& key) {
    auto text = possession_text(origin, participant, purpose, key.verifier);
    return to_base64(note::ed25519_sign(key.seed, as_bytes(text)));
}

bool verify_possession(std::string_view origin, std::string_view participant, Purpose purpose,
                       const note::VerifierKey& key, std::string_view possession) {
    auto bytes = from_base64(possession);
    note::Signature signature;
    if (!bytes || bytes->size() != signature.size()) return false;
    std::copy(bytes->begin(), bytes->end(), signature.begin());
    auto text = possession_text(origin, participant, purpose, key);
    return note::ed25519_verify(key.key, as_bytes(text), signature);
}

}  // namespace mithaq::act
