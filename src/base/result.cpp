#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace mithaq {

void assertion_failed(const char* what, const char* file, int line) {
    std::fprintf(stderr, "mithaq: assertion failed: %s (%s:%d)\n", what, file, line);
    std::abort();
}

}  // namespace mithaq
