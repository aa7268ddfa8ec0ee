// One file, computed again from its own acts as the log holds them: for a page about it, and for
// the follower when it has put that file away.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "act/act.h"
#include "log/reader.h"
#include "rules/replay.h"
#include "view/sqlite.h"

namespace mithaq::view {

struct Replayed {
    std::optional<rules::Matter> matter;  // there
    rules::Trace trace;
    std::vector<std::uint64_t> numbers;  // of its acts, those without effect too
    std::vector<rules::Taken> taken;     // acts that had effect
    std::deque<act::Act> acts;           // whose bodies those point into
};

// Number and form of an act that is registered; for rules::submission_of.
class ActFinder {
  public:
    explicit ActFinder(Database& database) : database_(&database) {}
    rules::FindAct find();
    // What went wrong in one of the searches.
    const Result<void>& outcome() const { return outcome_; }

  private:
    Database* database_;
    Result<void> outcome_;
};

// The file `matter` by its acts numbered up to `last`; every instant up to `now` has passed.
// `conflict` "view-matter" when its acts do not make one.
Result<Replayed> replay(Database& database, const log::Reader& reader,
                        const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                        std::uint64_t matter, std::uint64_t last, Instant now);

}  // namespace mithaq::view
