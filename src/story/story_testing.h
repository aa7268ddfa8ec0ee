// A rulebook's folder, as a bundle. Tests run in the root of the tree.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "rulebook/rulebook.h"

namespace mithaq::story::testing {

inline rulebook::Sources sources_in(const std::filesystem::path& folder) {
    rulebook::Sources out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (file.path().extension() != ".toml") continue;
        std::ifstream in(file.path(), std::ios::binary);
        out[file.path().lexically_relative(folder).string()] =
            std::string(std::istreambuf_iterator<char>(in), {});
    }
    return out;
}

inline std::string corners() {
    static const std::string bundle =
        rulebook::build_bundle(sources_in("tests/rulebooks/corners")).value();
    return bundle;
}

}  // namespace mithaq::story::testing
