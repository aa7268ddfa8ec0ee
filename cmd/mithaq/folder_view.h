// A register's folder, read without its program: the log up to its newest checkpoint, and a view of
// it beside it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/files.h"
#include "base/json.h"
#include "log/reader.h"
#include "rulebook/rulebook.h"
#include "view/answers.h"

namespace mithaq::cmd {

// The folder's log up to its newest checkpoint, and the rulebook that entry 0 names.
struct Folder {
    PosixFiles files;
    std::unique_ptr<log::Reader> reader;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
};

Result<void> open_folder(const std::string& dir, Folder& out);
// An answer from the folder's view, which is brought up to date first; `conflict`
// "directory-in-use" while a register serves it.
Result<json::object> answer_beside(
    const std::string& dir, const Folder& folder,
    const std::function<Result<json::object>(view::Answers& answers)>& question);

}  // namespace mithaq::cmd
