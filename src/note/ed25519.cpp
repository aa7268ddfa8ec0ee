#include "note/ed25519.h"

#include <sodium.h>

namespace mithaq::note {

// 1.0.18 (soname 23) judges exactly by our rule. Later versions multiply by the cofactor, so they
// accept more and verifiers would disagree: do not build with them.
static_assert(SODIUM_LIBRARY_VERSION_MAJOR == 10 && SODIUM_LIBRARY_VERSION_MINOR <= 3,
              "libsodium after 1.0.18 verifies Ed25519 with the cofactor: another acceptance rule");

bool ed25519_verify(const PublicKey& key, ByteSpan message, const Signature& signature) {
    return crypto_sign_ed25519_verify_detached(signature.data(), message.data(), message.size(),
                                               key.data()) == 0;
}

bool ed25519_is_prime_order(const PublicKey& key) {
    if (crypto_core_ed25519_is_valid_point(key.data()) != 1) return false;
    // libsodium without the fix of CVE-2025-69277 lets A + (a point of order 2) pass above. So ask
    // again: L·A is the identity if and only if (L-1)·A is -A, which is A with its sign bit
    // flipped.
    static constexpr std::array<std::uint8_t, 32> kOrderMinusOne = {
        0xec, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    PublicKey product;
    if (crypto_scalarmult_ed25519_noclamp(product.data(), kOrderMinusOne.data(), key.data()) != 0)
        return false;
    product[31] ^= 0x80;
    return product == key;
}

namespace {
struct KeyPair {
    PublicKey public_key;
    std::array<std::uint8_t, crypto_sign_ed25519_SECRETKEYBYTES> secret;

    explicit KeyPair(const Seed& seed) {
        crypto_sign_ed25519_seed_keypair(public_key.data(), secret.data(), seed.data());
    }
    KeyPair(const KeyPair&) = delete;
    KeyPair& operator=(const KeyPair&) = delete;
    ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }
};
}  // namespace

PublicKey ed25519_public(const Seed& seed) {
    return KeyPair(seed).public_key;
}

Signature ed25519_sign(const Seed& seed, ByteSpan message) {
    KeyPair pair(seed);
    Signature signature;
    crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(),
                                 pair.secret.data());
    return signature;
}

}  // namespace mithaq::note
