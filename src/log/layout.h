// Names and sizes of one register's folder (docs/FORMATS.md, "Local state").
#pragma once

#include <string>

#include "base/bytes.h"

namespace mithaq::log {

struct Layout {
    std::string dir;
    std::string aside;  // another folder, on other storage where there is some

    std::string path(std::string_view name) const { return dir + "/" + std::string(name); }
    std::string aside_checkpoint() const { return aside + "/checkpoint"; }
    std::string level(unsigned level) const { return path("level-" + std::to_string(level)); }
    std::string enclosures() const { return path("enclosures"); }
    std::string enclosure(const Hash& sha256) const {
        return enclosures() + "/" + to_hex(sha256.bytes);
    }
    std::string rulebook(const Hash& sha256) const {
        return path("rulebooks/" + to_hex(sha256.bytes) + ".json");
    }
};

// 256^7 leaves are never reached.
constexpr unsigned kLevelsMax = 7;

}  // namespace mithaq::log
