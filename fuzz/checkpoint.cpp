// A checkpoint's body has one spelling, apart from its extension lines.
#include "tree/checkpoint.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = as_text({data, size});
    // As a body, and as the text of a note.
    note::Note note = note::parse_note(text).value_or(note::Note{});
    for (std::string_view body : {text, std::string_view(note.text)}) {
        auto parsed = tree::parse_checkpoint(body);
        if (!parsed) continue;
        std::string formatted = tree::format_checkpoint(*parsed);
        MITHAQ_ASSERT(body.starts_with(formatted));
        MITHAQ_ASSERT(tree::parse_checkpoint(formatted).value() == *parsed);
        MITHAQ_ASSERT(body.ends_with('\n') && body.find("\n\n") == body.npos);
    }
    return 0;
}
