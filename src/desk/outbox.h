// What was signed and has no known end yet: kept before it is sent, sent again as it is until it is
// registered or refused, and never signed twice for a time-out (docs/FORMATS.md, "Local state").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "act/act.h"
#include "base/files.h"
#include "base/sha256.h"

namespace mithaq::desk {

// One folder, a file for each name: the digest of what was asked for, then the signed note.
class Outbox {
  public:
    Outbox(Files& files, std::string dir) : files_(files), dir_(std::move(dir)) {}

    struct Kept {
        Hash digest;  // of what the author asked for; says whether a second request is the same
        std::string note;
    };
    // A file that cannot be read as one is as good as none.
    std::optional<Kept> find(std::string_view name) const;
    Result<void> keep(std::string_view name, const Kept& kept);  // durable on return
    Result<void> forget(std::string_view name);
    // Forgets what can never be registered any more.
    Result<void> forget_expired(Instant now);

  private:
    std::string path(std::string_view name) const {
        return dir_ + "/" + std::string(name) + ".note";
    }

    Files& files_;
    std::string dir_;
};

}  // namespace mithaq::desk
