#include "base/names.h"

#include <algorithm>

namespace mithaq {
namespace {

bool lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

template <typename Allowed>
bool all(std::string_view text, Allowed allowed) {
    return std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

bool is_participant_code(std::string_view text) {
    return text.size() >= 2 && text.size() <= 16 && upper(text[0]) &&
           all(text, [](char c) { return upper(c) || digit(c) || c == '-'; });
}

bool is_form_name(std::string_view text) {
    if (text.size() > 64) return false;
    bool start = true;
    bool dotted = false;
    for (char c : text) {
        if (start ? !lower(c) : !(lower(c) || digit(c) || c == '-' || c == '.')) return false;
        start = c == '.';
        dotted |= start;
    }
    return dotted && !start;
}

bool is_language(std::string_view text) {
    return (text.size() == 2 || text.size() == 3) && all(text, lower);
}

bool is_key_label(std::string_view text) {
    return !text.empty() && text.size() <= 24 &&
           all(text, [](char c) { return lower(c) || digit(c) || c == '-'; });
}

bool is_register_name(std::string_view text) {
    return !text.empty() && text.size() <= 32 && lower(text[0]) &&
           all(text, [](char c) { return lower(c) || digit(c) || c == '-'; });
}

bool is_origin(std::string_view text) {
    if (text.size() > 255 || !text.ends_with("/log")) return false;
    std::string_view rest = text.substr(0, text.size() - 4);
    auto slash = rest.find('/');
    if (slash == 0 || slash == std::string_view::npos) return false;
    // A host, perhaps with a port: so it cannot begin like anything else that is signed.
    return !rest.starts_with("mithaq-") && is_register_name(rest.substr(slash + 1)) &&
           all(rest.substr(0, slash),
               [](char c) { return lower(c) || digit(c) || c == '-' || c == '.' || c == ':'; });
}

}  // namespace mithaq
