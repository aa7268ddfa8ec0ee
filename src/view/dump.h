// The whole of a view as text, for comparing two: every table, every row in the order of its key,
// a value each between tabs. Equal views give equal bytes, however they came about.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace mithaq::view {

// Calls `put` with one line after another.
Result<void> dump(const std::string& path, const std::function<void(std::string_view)>& put);

}  // namespace mithaq::view
