#include "tree/checkpoint.h"

#include <fmt/format.h>

#include "tree/lines.h"

namespace mithaq::tree {

std::string format_checkpoint(const Checkpoint& checkpoint) {
    return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size.value,
                       to_base64(checkpoint.root.bytes));
}

Result<Checkpoint> parse_checkpoint(std::string_view body) {
    auto malformed = [](std::string_view what) {
        return err(Errc::malformed, "checkpoint-body", std::string(what));
    };
    auto origin = take_line(body);
    auto size_line = take_line(body);
    auto root_line = take_line(body);
    if (!root_line) return malformed("a checkpoint has at least three lines: origin, size, root");
    if (origin->empty()) return malformed("the checkpoint's origin is empty");
    auto size = parse_decimal(*size_line);
    if (!size) return malformed("the checkpoint's second line is not a tree size");
    auto root = hash_from_base64(*root_line);
    if (!root) return malformed("the checkpoint's third line is not a root hash in base64");
    while (!body.empty()) {
        auto extension = take_line(body);
        if (!extension || extension->empty())
            return malformed("the checkpoint has an empty or unended extension line");
    }
    return Checkpoint{std::string(*origin), TreeSize{*size}, *root};
}

Result<SignedCheckpoint> open_checkpoint(std::string_view note, const note::VerifierKey& log) {
    MITHAQ_TRY(note::Note parsed, note::parse_note(note));
    MITHAQ_CHECK(note::verify_note(parsed, {log}));
    MITHAQ_TRY(Checkpoint checkpoint, parse_checkpoint(parsed.text));
    if (checkpoint.origin != log.name)
        return err(Errc::unverified, "checkpoint-origin",
                   fmt::format("the checkpoint is of {}, the key that signed it of {}",
                               checkpoint.origin, log.name));
    return SignedCheckpoint{std::move(checkpoint), std::move(parsed)};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const note::SignerKey& log) {
    MITHAQ_ASSERT(checkpoint.origin == log.verifier.name);
    std::string body = format_checkpoint(checkpoint);
    note::SignatureLine line = note::sign(log, body);
    return note::format_note({std::move(body), {std::move(line)}});
}

}  // namespace mithaq::tree
