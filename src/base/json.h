// The one strict JSON reader, and canonical JSON. Boost.JSON reads; the strictness is ours, because
// every DOM parser tried accepts duplicate names, fractions and exponents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.h"

namespace mithaq {

namespace json = boost::json;

struct JsonLimits {
    std::size_t depth_max = 16;  // the outermost value is depth 1
    std::size_t bytes_max = 60 * 1024;
};

// Reads one JSON text of one value (docs/FORMATS.md, "JSON inside acts"):
// UTF-8; names ASCII without control characters, no duplicates; integers only, written
// `0|-?[1-9][0-9]*`, |n| < 2^53; no null; after unescaping no U+0000-001F but U+000A, no
// U+007F-009F, no lone surrogate. The error's pointer is where reading stopped.
Result<json::value> parse_json(std::string_view text, const JsonLimits& limits = {});

// Names sorted by their bytes, no white space, shortest escapes; no final newline.
std::string canonical_json(const json::value& value);

// `value` as a JSON string with quotes, shortest escapes.
std::string json_quote(std::string_view text);

// "/a/0" + "b/c" -> "/a/0/b~1c" (RFC 6901).
std::string pointer_join(std::string_view pointer, std::string_view name);

}  // namespace mithaq
