// The low-level calls, on purpose: the one-shot SHA256() looks its algorithm up each time and is
// four times slower on 64-byte inputs (DEPENDENCIES.md). They are deprecated, hence the next line.
#define OPENSSL_API_COMPAT 0x10100000L
#include "base/sha256.h"

namespace mithaq {

Sha256::Sha256() {
    SHA256_Init(&context_);
}

void Sha256::update(std::string_view bytes) {
    SHA256_Update(&context_, bytes.data(), bytes.size());
}

Hash Sha256::finish() {
    Hash hash;
    SHA256_Final(hash.bytes.data(), &context_);
    return hash;
}

Hash sha256(std::initializer_list<std::string_view> parts) {
    Sha256 context;
    for (std::string_view part : parts) context.update(part);
    return context.finish();
}

}  // namespace mithaq
