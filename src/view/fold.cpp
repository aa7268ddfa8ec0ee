#include "view/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/result.h"

namespace mithaq::view {
namespace {

constexpr UChar32 kDropped = 0;

// Of a code point that is decomposed and case folded.
UChar32 folded(UChar32 c) {
    if (c < 0x80) return u_isUWhiteSpace(c) ? ' ' : c;
    if (u_charType(c) == U_NON_SPACING_MARK) return kDropped;
    if (int digit = u_charDigitValue(c); digit >= 0) return '0' + digit;
    if (u_isUWhiteSpace(c)) return ' ';
    switch (c) {
        case 0x0640:  // tatweel
            return kDropped;
        case 0x0671:  // alef wasla; madda and hamza came off as marks
            return 0x0627;
        case 0x0649:  // alef maqsura and the Persian ya
        case 0x06CC:
            return 0x064A;
        case 0x0629:  // ta marbuta
            return 0x0647;
        case 0x06A9:  // the Persian kaf
            return 0x0643;
        case 0x2018:
        case 0x2019:
        case 0x02BC:
            return '\'';
        case 0x2212:
            return '-';
        default:
            return c >= 0x2010 && c <= 0x2015 ? '-' : c;
    }
}

const icu::Normalizer2& normalizer(bool decomposing) {
    UErrorCode code = U_ZERO_ERROR;
    const auto* out = decomposing ? icu::Normalizer2::getNFDInstance(code)
                                  : icu::Normalizer2::getNFKCCasefoldInstance(code);
    MITHAQ_ASSERT(U_SUCCESS(code) && out);  // its data is in the library
    return *out;
}

}  // namespace

std::string fold(std::string_view text) {
    UErrorCode code = U_ZERO_ERROR;
    auto whole =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    auto parts = normalizer(true).normalize(normalizer(false).normalize(whole, code), code);
    MITHAQ_ASSERT(U_SUCCESS(code));
    icu::UnicodeString out;
    for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
        UChar32 c = folded(parts.char32At(at));
        bool doubled = c == ' ' && (out.isEmpty() || out[out.length() - 1] == ' ');
        if (c != kDropped && !doubled) out.append(c);
    }
    if (out.endsWith(" ")) out.truncate(out.length() - 1);
    std::string utf8;
    return out.toUTF8String(utf8);
}

}  // namespace mithaq::view
