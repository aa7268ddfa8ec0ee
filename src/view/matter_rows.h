// The rows about files: which acts are in which, where each stands, what is asked of whom. Like all
// rows they are only added, each under the number of the entry at which it takes effect; an instant
// takes effect at the first entry stamped at or after it. Beside them a few columns say how it
// stands now.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "act/act.h"
#include "log/reader.h"
#include "rules/matter.h"
#include "view/sqlite.h"

namespace mithaq::view {

extern const char* const kMatterTables;

class MatterRows {
  public:
    MatterRows(const log::Reader& reader, std::shared_ptr<const rulebook::Rulebook> rulebook)
        : reader_(&reader), rulebook_(std::move(rulebook)) {}

    // Whether the act may be in a file, or open one.
    static bool concerns(const rulebook::Rulebook& rulebook, const act::Act& act);

    // What a view's file holds already: where each file stands and what passes next.
    Result<void> load(Database& database);

    // The entry `number`, whose row in `act` is there: first every instant up to its stamp passes
    // in every file; then `act` does what it does. It is null when it concerns no file; `parties`
    // as in Filed.
    Result<void> take(Database& database, std::uint64_t number, Instant stamp, const act::Act* act,
                      const std::vector<std::string>& parties);

  private:
    // A file kept ready, with what is compared before and after.
    struct Ready {
        std::optional<rules::Matter> matter;
        std::set<std::uint32_t> open;  // duties
        std::optional<std::pair<std::string, std::optional<std::int64_t>>> session;
        std::list<std::uint64_t>::iterator used;
    };
    // What happened in one file at one entry.
    struct Happened {
        Database& database;
        std::uint64_t number = 0;
        Ready& ready;
        const rules::Trace& trace;
        const json::object* body = nullptr;  // of the act at hand
    };

    Result<Ready*> ready(Database& database, std::uint64_t matter);
    Ready& keep(std::uint64_t matter);
    Result<void> pass(Database& database, std::uint64_t number, Instant stamp,
                      std::optional<std::uint64_t> acted);
    Result<void> take_act(Database& database, std::uint64_t number, Instant stamp,
                          const act::Act& act, std::uint64_t matter,
                          const std::vector<std::string>& parties);
    Result<void> add_duties(const Happened& happened);
    Result<void> add_state(const Happened& happened);
    Result<void> add_duty(const Happened& happened, std::uint32_t index);
    Result<void> add_ends(const Happened& happened, const std::set<std::uint32_t>& touched);
    Result<void> add_session(const Happened& happened);
    void set_clock(std::uint64_t matter, std::optional<Instant> next);

    const log::Reader* reader_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    Instant last_{};  // stamp of the entry before
    std::uint64_t size_ = 0;
    std::set<std::pair<Instant, std::uint64_t>> clocks_;
    std::unordered_map<std::uint64_t, Instant> clock_of_;
    std::unordered_map<std::uint64_t, Ready> ready_;
    std::list<std::uint64_t> used_;  // newest first
};

}  // namespace mithaq::view
