#include "rules/courtesy.h"

#include <algorithm>

#include "rules/evaluate.h"

namespace mithaq::rules {

bool sees(const rulebook::Rulebook& rulebook, std::string_view reader) {
    if (reader.empty()) return false;
    return entitled(rulebook.sees, reader,
                    Scene{rulebook, nullptr, nullptr, nullptr, nullptr, Instant{}, Instant{}});
}

Told told(const Matter& matter, const Duty& duty, std::optional<Instant> due, Instant now,
          std::string_view reader) {
    Told out;
    const bool all = sees(*matter.rulebook, reader);
    if (!all && std::ranges::find(duty.of, reader) == duty.of.end()) return out;
    out.awaited = awaited(matter, duty);
    if (!all) std::erase_if(*out.awaited, [&](const std::string& code) { return code != reader; });
    const bool binding = duty.character == "obligation" || duty.character == "decision";
    out.passed = binding && due && *due <= now && !out.awaited->empty();
    return out;
}

}  // namespace mithaq::rules
