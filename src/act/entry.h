// An entry of the log: the register's stamp and the note, verbatim (docs/FORMATS.md, "Entry").
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace mithaq::act {

struct Entry {
    Instant stamp;
    std::string_view note;  // into the bytes that were parsed
};

std::string entry_line(Instant stamp);              // "mithaq-entry/0 2026-11-23T09:30:00.123Z\n"
Result<Entry> parse_entry(std::string_view bytes);  // "entry-…"; the note is not read

}  // namespace mithaq::act
