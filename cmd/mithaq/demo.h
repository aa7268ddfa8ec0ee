// `mithaq demo`: a register with invented participants that works from an empty folder.
#pragma once

#include <string>

#include "base/result.h"

namespace mithaq::cmd {

struct DemoOptions {
    std::string data = "data/demo";
    std::string texts;  // a file, a paragraph a line; empty: our own
    std::uint16_t port = 8480;
    bool no_serve = false;
};

Result<int> demo(const DemoOptions& options);

}  // namespace mithaq::cmd
