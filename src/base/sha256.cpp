// The low-level calls, on purpose: the one-shot SHA256() looks its algorithm up each time and is
// four times slower on 64-byte inputs (DEPENDENCIES.md). They are deprecated, hence the next line.
#define OPENSSL_API_COMPAT 0x10100000L
#include "base/sha256.h"

#include <openssl/sha.h>

namespace mithaq {

Hash sha256(std::initializer_list<std::string_view> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (std::string_view part : parts) SHA256_Update(&context, part.data(), part.size());
    Hash hash;
    SHA256_Final(hash.bytes.data(), &context);
    return hash;
}

}  // namespace mithaq
