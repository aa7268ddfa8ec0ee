// Text and JSON travel compressed (RFC 1952) to who accepts it. Nothing secret stands beside what a
// peer chose, so lengths give nothing away.
#pragma once

#include <string>
#include <string_view>

#include "net/http.h"

namespace mithaq::api {

bool accepts_gzip(const net::Request& request);
bool is_worth_compressing(std::string_view content_type, std::size_t bytes);
// Levels of zlib: 1 is fast, 9 small.
std::string gzip(std::string_view bytes, int level);
// Compresses the answer where that is worth it, and says that it depends on who asks.
void compress(net::Response& response, bool accepted);

}  // namespace mithaq::api
