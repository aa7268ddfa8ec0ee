// Where an auditor reads a log from: a register's folder, or the static tree of tlog-tiles, whether
// in a folder or behind a web server. Nothing that is derived or cached is believed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "log/layout.h"
#include "log/records.h"
#include "tree/checkpoint.h"

namespace mithaq::log {

class Source {
  public:
    virtual ~Source() = default;
    // Candidate checkpoint notes, unverified; a folder's two slots, or the one that is served.
    virtual Result<std::vector<std::string>> checkpoints() = 0;
    // Bundle `index` with `width` entries. Asked for in ascending order, without gaps, after 0.
    virtual Result<std::string> bundle(std::uint64_t index, std::uint64_t width) = 0;
    // `not_found`: this source does not hold it (a folder's derived files may be behind).
    virtual Result<std::string> hashes(const tree::Tile& tile) = 0;
    virtual Result<std::string> rulebook(const Hash& sha256) = 0;
    // Gives the bytes of an enclosure's content to `take`, piece by piece; nobody has compared them
    // with their name. `not_found`: it is not here, which is no fault.
    using Take = std::function<Result<void>(std::string_view bytes)>;
    virtual Result<void> enclosure(const Hash& sha256, const Take& take) = 0;
    // Ends of the entries as the source itself has noted them; empty where it has none.
    virtual Result<std::string> offsets(std::uint64_t first, std::uint64_t count) = 0;
};

// A register's folder; `dir` needs no other process and takes no lock.
Result<std::unique_ptr<Source>> open_folder(Files& files, const std::string& dir);

// Paths of tlog-tiles below one prefix, fetched by `fetch` ("checkpoint", "tile/0/000.p/5", …).
using Fetch = std::function<Result<std::string>(const std::string& path)>;
std::unique_ptr<Source> open_paths(Fetch fetch);

}  // namespace mithaq::log
