#include <fmt/format.h>

#include "tree/checkpoint.h"
#include "tree/lines.h"

namespace mithaq::tree {

namespace {
constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kHashesMax = 63;
}  // namespace

std::string format_proof(const Proof& proof) {
    std::string out = fmt::format("{}\n", kHeader);
    if (proof.extra) out += fmt::format("{}{}\n", kExtra, to_base64(as_bytes(*proof.extra)));
    out += fmt::format("{}{}\n", kIndex, proof.index.value);
    for (const Hash& hash : proof.hashes) out += to_base64(hash.bytes) + "\n";
    return out + "\n" + proof.checkpoint;
}

// Each line has one spelling, so format_proof(parse_proof(text)) is `text`.
Result<Proof> parse_proof(std::string_view text) {
    auto malformed = [](std::string what) {
        return err(Errc::malformed, "proof-malformed", std::move(what));
    };
    if (take_line(text) != kHeader)
        return malformed(fmt::format("the proof does not begin with the line {}", kHeader));
    Proof proof;
    auto line = take_line(text);
    if (line && line->starts_with(kExtra)) {
        auto extra = from_base64(line->substr(kExtra.size()));
        if (!extra) return malformed("the proof's extra line is not canonical base64");
        proof.extra = std::move(*extra);
        line = take_line(text);
    }
    if (!line || !line->starts_with(kIndex)) return malformed("the proof has no index line");
    auto index = parse_decimal(line->substr(kIndex.size()));
    if (!index) return malformed("the proof's index is not a decimal number");
    proof.index = LeafIndex{*index};
    for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
        auto hash = hash_from_base64(*line);
        if (!hash)
            return malformed(fmt::format("line {} of the inclusion proof is not a hash in base64",
                                         proof.hashes.size() + 1));
        if (proof.hashes.size() == kHashesMax)
            return malformed(fmt::format("the proof has more than {} hashes", kHashesMax));
        proof.hashes.push_back(*hash);
    }
    if (!line) return malformed("the proof has no blank line before its checkpoint");
    proof.checkpoint = text;
    return proof;
}

Result<SignedCheckpoint> verify_proof(const Proof& proof, std::string_view entry,
                                      const Policy& policy) {
    MITHAQ_TRY(SignedCheckpoint signed_checkpoint, policy.open(proof.checkpoint));
    const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
    MITHAQ_CHECK(verify_inclusion(proof.index, checkpoint.size, leaf_hash(entry), proof.hashes,
                                  checkpoint.root));
    return signed_checkpoint;
}

}  // namespace mithaq::tree
