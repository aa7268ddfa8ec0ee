// `mithaq demo`: the registers that rulebooks/demo.toml describes, from an empty folder.
#pragma once

#include <string>

#include "base/result.h"

namespace mithaq::cmd {

struct DemoOptions {
    std::string data = "data/demo";
    std::string texts;      // a file, a paragraph a line, for the first register; may be empty
    std::string catalogue;  // a table of documents for it; may be empty
    std::string at;         // an instant to which the training register's clock moves; may be empty
    std::uint16_t port = 8480;
    bool no_serve = false;
};

Result<int> demo(const DemoOptions& options);

}  // namespace mithaq::cmd
