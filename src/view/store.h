// The view's file: rows that follow from the log's entries and from the rulebook. Rows are only
// ever added, each under the number of its act, so that what was known at number N is what stands
// at or below N (matter_rows.h has the exceptions). May be deleted at any time; it comes back the
// same (dump.h).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "log/reader.h"
#include "rulebook/rulebook.h"
#include "tree/tree.h"
#include "view/filed.h"
#include "view/matter_rows.h"
#include "view/sqlite.h"

namespace mithaq::view {

// The one writer of a file; one thread.
class Store {
  public:
    enum class Held { kept, deleted };
    // What is there is kept, unless it is to be deleted, when it was made by this version, from
    // this rulebook, and is a prefix of this log; else it is deleted and made anew. `conflict`
    // "directory-in-use" while another process follows it. `reader` outlives the store and has a
    // head.
    static Result<Store> open(const std::string& path, const log::Reader& reader,
                              std::shared_ptr<const rulebook::Rulebook> rulebook,
                              Held wanted = Held::kept);

    tree::TreeSize size() const { return frontier_.size(); }
    // Takes in up to `entries_max` entries below the reader's newest head, in one transaction;
    // true when it has reached that head, whose root then comes out. After an Error, open again;
    // after a `conflict`, on what is deleted.
    Result<bool> advance(std::uint64_t entries_max);

  private:
    Store(std::unique_ptr<File> lock, Database database, const log::Reader& reader,
          std::shared_ptr<const rulebook::Rulebook> rulebook, tree::Frontier frontier)
        : lock_(std::move(lock)),
          database_(std::move(database)),
          reader_(&reader),
          rulebook_(std::move(rulebook)),
          frontier_(std::move(frontier)),
          matters_(reader, rulebook_) {}

    struct Entry {
        Hash leaf;
        Filed filed;
        std::string brief;
        std::optional<act::Act> act;  // that concerns a file
    };
    // Any thread; what is read takes little more room than the entries.
    Result<std::vector<Entry>> read(std::uint64_t first, std::uint64_t count) const;
    Result<void> take_in(std::uint64_t first, std::uint64_t end);
    Result<void> add(std::uint64_t number, const Entry& entry);
    Result<void> add_references(std::uint64_t number, const Filed& filed);

    std::unique_ptr<File> lock_;
    Database database_;
    const log::Reader* reader_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    tree::Frontier frontier_;
    MatterRows matters_;
};

Result<void> remove_view(const std::string& path);

}  // namespace mithaq::view
