// `mithaq import`: a history, written down in a folder, registered by an archive or a registry.
// Each record is registered once, however often and however far the command ran.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command.h"
#include "desk/outbox.h"

namespace mithaq::cmd {

// One record of a folder (docs/FORMATS.md, "Record").
struct Record {
    std::string file, key, form;
    json::object headers;  // ref, dated, marking, languages, received, as they go into the act
    json::object body;
    std::string matter;  // key of the record that opened its file; may be empty
    struct Reference {
        std::string to, item, as;  // `to` is another record's key
    };
    std::vector<Reference> re;
};

// `sources`: path -> TOML. In an order in which each comes after those it refers to and the one
// that opened its file. `malformed` "record" names file and key: an unknown member, a key twice, a
// reference to nothing, a circle.
Result<std::vector<Record>> read_records(const std::map<std::string, std::string>& sources);

// A catalogue in tab-separated columns, a document a row. `guide` is its TOML, catalogue.toml:
// which organs, kinds and ways of writing a symbol the columns use. Without the documents that one
// of `records` describes.
Result<std::vector<Record>> read_catalogue(const std::string& table, const std::string& guide,
                                           const std::vector<Record>& records);

// Who imports, where, and what keeps it from signing anything twice.
struct Importer {
    Remote& remote;
    log::Anchor anchor;
    note::SignerKey key;
    std::string participant;
    desk::Outbox outbox;
};
// `refused` "import-author" when the rules of the register do not make the key's participant an
// archive or a registry: nobody else's history is entered by this command.
Result<Importer> importer(Files& files, Remote& remote, const log::Anchor& anchor,
                          note::SignerKey key, const std::string& outbox);

struct Imported {
    std::size_t registered = 0, before = 0;
    std::vector<std::string> differ;  // keys that are registered with other content
};
// `progress`: how many of how many are done. Stops at the first that the register refuses.
Result<Imported> import_records(Importer& importer, const std::vector<Record>& records,
                                const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace mithaq::cmd
