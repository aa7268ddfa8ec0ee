// Folders of files that are in memory: those inside the program.
#pragma once

#include <map>
#include <string>

#include "rulebook/rulebook.h"

namespace mithaq::cmd {

using Folder = std::map<std::string, std::string>;  // path -> bytes

// The files below `dir`, by their paths there.
Folder folder_below(const Folder& folder, const std::string& dir);
// The sources of the rulebook in `dir`, with what it takes from others by `extends`.
Result<rulebook::Sources> folder_sources(const Folder& folder, const std::string& dir);

}  // namespace mithaq::cmd
