// Reading a text line by line.
#pragma once

#include <optional>
#include <string_view>

namespace mithaq::tree {

// Takes the next line and its newline off `text`; nothing when no newline is left.
inline std::optional<std::string_view> take_line(std::string_view& text) {
    std::size_t end = text.find('\n');
    if (end == text.npos) return std::nullopt;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

}  // namespace mithaq::tree
