// What keys are for, and the proof that whoever registers one holds it (docs/FORMATS.md, "Forms of
// the edition").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "note/note.h"

namespace mithaq::act {

enum class Purpose { root, submit, witness, mirror, audit, checkpoint, clock, refusal };

std::string_view purpose_name(Purpose purpose);
std::optional<Purpose> purpose_of(std::string_view name);

// `<origin>/<participant>/<label>`
std::string key_name(std::string_view origin, std::string_view participant, std::string_view label);

std::string possession_text(std::string_view origin, std::string_view participant, Purpose purpose,
                            const note::VerifierKey& key);
// base64 of 64 bytes, by `key` itself.
std::string prove_possession(std::string_view origin, std::string_view participant, Purpose purpose,
                             const note::SignerKey& key);
bool verify_possession(std::string_view origin, std::string_view participant, Purpose purpose,
                       const note::VerifierKey& key, std::string_view possession);

}  // namespace mithaq::act
