// `mithaq log export`: the static tree of tlog-tiles, for any web server.
#pragma once

#include <string>

#include "base/files.h"
#include "log/source.h"

namespace mithaq::log {

struct ExportReport {
    tree::Checkpoint head;
    std::uint64_t files = 0;
};

// Writes checkpoint, tile/…, rulebooks/…, enclosures/… (those that entries name and the source has)
// below `out` (made when absent; an older export there is
// brought up to date). Tiles are computed from the entries and must give the checkpoint's root, so
// a damaged folder is not exported. The checkpoint comes last: a reader never sees one too new.
Result<ExportReport> export_tree(Source& source, const note::VerifierKey& key, Files& files,
                                 const std::string& out);

}  // namespace mithaq::log
