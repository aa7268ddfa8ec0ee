// What parses as a note or key is written back byte for byte, and judging it does not fail.
#include "note/note.h"

using namespace mithaq;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const note::VerifierKey kKnown =
        note::parse_verifier_key(
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
            .value();
    std::string_view text = as_text({data, size});
    if (auto parsed = note::parse_note(text)) {
        MITHAQ_ASSERT(note::format_note(*parsed) == text);
        MITHAQ_ASSERT(!parsed->signatures.empty());
        // A key for each line: names are valid, and random bytes are no signature.
        std::vector<note::VerifierKey> keys = {kKnown};
        for (const note::SignatureLine& line : parsed->signatures) {
            keys.push_back(note::make_verifier_key(line.name, note::KeyType::cosignature, {}));
            keys.back().id = line.id;
        }
        if (auto signers = note::verify_note(*parsed, keys))
            MITHAQ_ASSERT(*signers == std::vector<std::size_t>{0});
    }
    if (auto key = note::parse_verifier_key(text))
        MITHAQ_ASSERT(note::format_verifier_key(*key) == text);
    if (auto key = note::parse_signer_key(text))
        MITHAQ_ASSERT(note::format_signer_key(*key) == text);
    return 0;
}
