// Files inside the program (cmake/embed.cmake); each list ends with a null path.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mithaq {

struct Embedded {
    const char* path;
    const char* begin;
    const char* end;
    std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

extern const Embedded embedded_web[];
extern const Embedded embedded_rulebooks[];

inline std::map<std::string, std::string> embedded_files(const Embedded* list) {
    std::map<std::string, std::string> out;
    for (; list->path != nullptr; ++list) out.emplace(list->path, list->bytes());
    return out;
}

}  // namespace mithaq
