// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/bytes.h"

namespace mithaq {

Hash sha256(std::initializer_list<std::string_view> parts);
inline Hash sha256(std::string_view text) {
    return sha256({text});
}

}  // namespace mithaq
