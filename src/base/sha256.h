// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <initializer_list>
#include <string_view>

#include <openssl/sha.h>

#include "base/bytes.h"

namespace mithaq {

// Of bytes that come in pieces.
class Sha256 {
  public:
    Sha256();
    void update(std::string_view bytes);
    Hash finish();  // once

  private:
    SHA256_CTX context_;
};

Hash sha256(std::initializer_list<std::string_view> parts);
inline Hash sha256(std::string_view text) {
    return sha256({text});
}

}  // namespace mithaq
