#include <array>

#include <fmt/format.h>

#include "rules/rules.h"

namespace mithaq::rules {

std::string sign_refusal(const Refusal& refusal, const note::SignerKey& key) {
    auto or_dash = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
    note::Note note;
    note.text = fmt::format("mithaq-refusal/0\n{}\n{}\n{}\n{} {}\n{}\n{}\n{}\n", refusal.origin,
                            to_hex(refusal.act_id.bytes), format_stamp(refusal.at),
                            refusal.size.value, to_base64(refusal.root.bytes), refusal.problem,
                            or_dash(refusal.pointer), or_dash(refusal.rule));
    note.signatures.push_back(note::sign(key, note.text));
    return note::format_note(note);
}

Result<Refusal> open_refusal(std::string_view bytes, const note::VerifierKey& key) {
    MITHAQ_TRY(auto note, note::parse_note(bytes));
    MITHAQ_CHECK(note::verify_note(note, {key}));
    std::array<std::string, 8> lines;
    std::string_view rest = note.text;
    auto bad = [] { return err(Errc::malformed, "refusal", "not a mithaq-refusal/0"); };
    for (auto& line : lines) {
        auto end = rest.find('\n');
        if (end == std::string_view::npos) return bad();
        line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    if (lines[0] != "mithaq-refusal/0" || !rest.empty()) return bad();
    Refusal out;
    out.origin = lines[1];
    MITHAQ_TRY(out.act_id, hash_from_hex(lines[2]));
    MITHAQ_TRY(out.at, parse_stamp(lines[3]));
    auto space = lines[4].find(' ');
    if (space == std::string::npos) return bad();
    MITHAQ_TRY(out.size.value, parse_decimal(std::string_view(lines[4]).substr(0, space)));
    MITHAQ_TRY(out.root, hash_from_base64(std::string_view(lines[4]).substr(space + 1)));
    out.problem = lines[5];
    if (lines[6] != "-") out.pointer = lines[6];
    if (lines[7] != "-") out.rule = lines[7];
    return out;
}

}  // namespace mithaq::rules
