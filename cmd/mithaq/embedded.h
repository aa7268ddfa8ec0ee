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
extern const Embedded embedded_stories[];
extern const Embedded embedded_openapi[];

// Empty where there is no such file.
inline std::string_view embedded_file(const Embedded* list, std::string_view path) {
    for (; list->path != nullptr; ++list)
        if (list->path == path) return list->bytes();
    return {};
}

inline std::map<std::string, std::string> embedded_files(const Embedded* list) {
    std::map<std::string, std::string> out;
    for (; list->path != nullptr; ++list) out.emplace(list->path, list->bytes());
    return out;
}

}  // namespace mithaq
