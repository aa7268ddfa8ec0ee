// Ed25519 with the acceptance rule of docs/FORMATS.md ("Ed25519 acceptance"): accept if and only if
// A is canonical, A and R are not of small order, S < L, and enc(S·B − k·A) equals R's bytes (no
// cofactor). The same rule stands in web/src/verifier. libsodium 1.0.18 does all but what the tests say.
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
