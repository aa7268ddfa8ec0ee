// A rulebook: what one organisation brings. Read from its canonical bundle, whose bytes entry 0
// adopts; built from a folder of TOML that people read (docs/FORMATS.md, "Rulebook bundle").
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "rulebook/schema.h"

namespace mithaq::rulebook {

constexpr std::size_t kBundleBytesMax = 4 << 20;

struct Participant {
    std::string kind;
    std::map<std::string, std::string> names;  // by language
    bool may_submit() const { return kind != "named"; }
};

struct Form {
    std::map<std::string, std::string> title;
    Schema schema;
};

struct Rulebook {
    std::string name;
    std::map<std::string, std::string> title;
    std::set<std::string, std::less<>> languages;
    std::set<std::string, std::less<>> markings;
    std::string enrols;                             // who brings in a new participant
    std::set<std::string, std::less<>> registries;  // who may enter what came on paper
    std::map<std::string, Participant, std::less<>> participants;
    std::map<std::string, Form, std::less<>> forms;
    Hash sha256;           // of the bundle
    std::size_t size = 0;  // of the bundle, in bytes
};

// `malformed` "rulebook-…" with a pointer into the bundle; not canonical is malformed too.
Result<std::shared_ptr<const Rulebook>> load_bundle(std::string_view bundle);

// `sources`: path below the rulebook's folder -> TOML text (rulebook.toml, participants.toml,
// forms/*.toml). The error's message begins with file, line and column. The result loads.
Result<std::string> build_bundle(const std::map<std::string, std::string>& sources);

}  // namespace mithaq::rulebook
