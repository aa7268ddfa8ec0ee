// Words as a rulebook's `never` compares them, by a table of our own: what is a rulebook must not
// change with a library.
#include <algorithm>

#include "rulebook/reader.h"

namespace mithaq::rulebook {
namespace {

// The next code point of well-formed UTF-8; removes it from `text`.
char32_t take(std::string_view& text) {
    auto lead = static_cast<unsigned char>(text[0]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i)
        point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3fU);
    text.remove_prefix(length);
    return point;
}

bool within(char32_t point, char32_t first, char32_t last) {
    return point >= first && point <= last;
}

// Accents that stand by themselves, and the vowels of Arabic.
bool is_mark(char32_t point) {
    return within(point, 0x300, 0x36f) || within(point, 0x610, 0x61a) ||
           within(point, 0x64b, 0x65f) || point == 0x670;
}

// Letters, digits and hyphens make words; so does everything that is not known to be punctuation.
bool in_word(char32_t point) {
    if (point < 0x80) {
        return point == '-' || within(point, '0', '9') || within(point, 'a', 'z') ||
               within(point, 'A', 'Z');
    }
    return !(within(point, 0x80, 0xbf) || point == 0xd7 || point == 0xf7 || point == 0x60c ||
             point == 0x61b || point == 0x61f || within(point, 0x66a, 0x66d) || point == 0x6d4 ||
             within(point, 0x2000, 0x206f) || within(point, 0x3000, 0x303f));
}

char32_t lower(char32_t point) {
    if (within(point, 'A', 'Z') || (within(point, 0xc0, 0xde) && point != 0xd7)) return point + 32;
    return point == 0x152 ? 0x153 : point;
}

void put(char32_t point, std::string& out) {
    auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0U | point >> 6U);
        byte(0x80U | (point & 0x3fU));
    } else {
        if (point < 0x10000) {
            byte(0xe0U | point >> 12U);
        } else {
            byte(0xf0U | point >> 18U);
            byte(0x80U | (point >> 12U & 0x3fU));
        }
        byte(0x80U | (point >> 6U & 0x3fU));
        byte(0x80U | (point & 0x3fU));
    }
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    while (!text.empty()) {
        char32_t point = take(text);
        if (is_mark(point)) continue;
        if (in_word(point)) {
            put(lower(point), word);
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) out.push_back(std::move(word));
    return out;
}

}  // namespace mithaq::rulebook
