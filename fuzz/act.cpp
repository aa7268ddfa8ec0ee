// What reads as an act is within the limits of its format, has its text's id and is written back
// byte for byte as a note.
#include "act/act.h"

#include "base/names.h"
#include "base/sha256.h"
#include "base/utf8.h"

using namespace mithaq;

namespace {

void check_length(std::string_view text, std::size_t length_max) {
    MITHAQ_ASSERT(!text.empty() && code_points(text) <= length_max);
}

void check_headers(const act::Act& act) {
    MITHAQ_ASSERT(act.from.size() >= 1 && act.from.size() <= act::kAuthorsMax);
    for (const auto& author : act.from) MITHAQ_ASSERT(is_participant_code(author));
    MITHAQ_ASSERT(is_form_name(act.form));
    MITHAQ_ASSERT(act.expires || act.form == "register.found");
    check_length(act.origin, 255);
    if (act.document.contains("ref")) check_length(act.ref, 128);
    if (act.document.contains("marking")) check_length(act.marking, 64);
    MITHAQ_ASSERT(act.document.contains("re") == !act.re.empty() && act.re.size() <= 100);
    for (const auto& reference : act.re) MITHAQ_ASSERT(code_points(reference.item) <= 64);
    MITHAQ_ASSERT(act.document.contains("languages") == !act.languages.empty());
    for (const auto& language : act.languages) MITHAQ_ASSERT(is_language(language));
    MITHAQ_ASSERT(act.document.contains("enclosures") == !act.enclosures.empty());
    MITHAQ_ASSERT(act.enclosures.size() <= 64);
    for (const auto& enclosure : act.enclosures) check_length(enclosure.name, 128);
    if (act.received) check_length(act.received->via, 64);
    MITHAQ_ASSERT(act.document.contains("matter") == act.matter.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    // As a whole note, and as the text of one, so that the JSON is reached without a signature.
    if (auto act = act::parse_act(bytes)) {
        MITHAQ_ASSERT(bytes.size() <= act::kActBytesMax);
        MITHAQ_ASSERT(note::format_note(act->note) == bytes);
        MITHAQ_ASSERT(act->id == sha256(act->note.text));
        MITHAQ_ASSERT(act->note.text.starts_with('{') && act->note.text.ends_with("}\n"));
    }
    auto act = act::read_act(note::Note{std::string(bytes), {}});
    if (!act) return 0;
    check_headers(*act);
    // Written anew it is another text with the same document.
    json::object headers = act->document;
    headers.erase("act");
    if (auto text = act::write_act_text(headers))
        MITHAQ_ASSERT(act::read_act(note::Note{*text, {}}).value().document == act->document);
    else
        MITHAQ_ASSERT(text.error().type == "json-size");  // escapes can be longer
    return 0;
}
