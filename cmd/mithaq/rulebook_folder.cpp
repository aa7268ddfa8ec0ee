#include "rulebook_folder.h"

#include <filesystem>

#include <fmt/format.h>

namespace mithaq::cmd {
namespace {

constexpr int kExtendsMax = 4;

Result<rulebook::Sources> sources(const Folder& folder, const std::string& dir, int depth) {
    rulebook::Sources own = folder_below(folder, dir);
    std::erase_if(own, [](const auto& file) { return file.first.starts_with("record/"); });
    if (own.empty())
        return err(Errc::not_found, "rulebook-source", fmt::format("{} holds no rulebook", dir));
    auto extends = rulebook::extends_of(own);
    if (!extends) return own;
    if (depth == kExtendsMax)
        return err(Errc::malformed, "rulebook-source",
                   fmt::format("{}: more than {} rulebooks extend one another", dir, kExtendsMax));
    auto base = (std::filesystem::path(dir) / *extends).lexically_normal().string();
    MITHAQ_TRY(auto inherited, sources(folder, base, depth + 1));
    return rulebook::inherit(std::move(own), inherited);
}

}  // namespace

Folder folder_below(const Folder& folder, const std::string& dir) {
    Folder out;
    for (const auto& [path, bytes] : folder)
        if (path.starts_with(dir + "/") && path.ends_with(".toml"))
            out.emplace(path.substr(dir.size() + 1), bytes);
    return out;
}

Result<rulebook::Sources> folder_sources(const Folder& folder, const std::string& dir) {
    return sources(folder, dir, 1);
}

}  // namespace mithaq::cmd
