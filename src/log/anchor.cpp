#include "log/anchor.h"

#include "base/names.h"

namespace mithaq::log {

std::string format_anchor(const Anchor& anchor) {
    return anchor.origin + "\n" + note::format_verifier_key(anchor.key) + "\n" +
           to_hex(anchor.entry0.bytes) + "\n";
}

Result<Anchor> parse_anchor(std::string_view text) {
    auto bad = [](std::string message) {
        return err(Errc::malformed, "anchor", std::move(message));
    };
    auto first = text.find('\n');
    auto second = first == std::string_view::npos ? first : text.find('\n', first + 1);
    if (second == std::string_view::npos || text.find('\n', second + 1) + 1 != text.size())
        return bad("an anchor has three lines: origin, verifier key, SHA-256 of entry 0");
    Anchor anchor;
    anchor.origin = text.substr(0, first);
    if (!is_origin(anchor.origin)) return bad("line 1 is not an origin <host>/<register>/log");
    auto key = note::parse_verifier_key(text.substr(first + 1, second - first - 1));
    if (!key) return bad("line 2: " + key.error().message);
    anchor.key = std::move(*key);
    if (anchor.key.name != anchor.origin || anchor.key.type != note::KeyType::ed25519)
        return bad("line 2 is not the Ed25519 key of this origin");
    auto entry0 = hash_from_hex(text.substr(second + 1, text.size() - second - 2));
    if (!entry0) return bad("line 3: " + entry0.error().message);
    anchor.entry0 = *entry0;
    return anchor;
}

}  // namespace mithaq::log
