// Ed25519 (RFC 8032) with the acceptance rule of docs/FORMATS.md ("Ed25519 acceptance"). A
// signature R ‖ S by the key A over the message M is accepted if and only if
//   1. A is canonical: its y is below p = 2^255 - 19, and it decodes to a point;
//   2. neither A nor R is one of the 14 encodings of the 8 points of small order;
//   3. S < L, the order of B;
//   4. with k = SHA-512(R ‖ A ‖ M) mod L, the canonical encoding of S·B - k·A is R, byte for byte.
// 4 has no cofactor and makes R canonical. So A of mixed order passes when the equation holds.
// The same rule stands in web/src/verifier; both are held to tests/golden/ed25519.json.
#pragma once

#include <array>

#include "base/bytes.h"

namespace mithaq::note {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
using Seed = std::array<std::uint8_t, 32>;

bool ed25519_verify(const PublicKey& key, ByteSpan message, const Signature& signature);

// Canonical, not of small order, and of prime order: asked once, when a key is registered.
bool ed25519_is_prime_order(const PublicKey& key);

PublicKey ed25519_public(const Seed& seed);
Signature ed25519_sign(const Seed& seed, ByteSpan message);

}  // namespace mithaq::note
