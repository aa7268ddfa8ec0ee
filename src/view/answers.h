// The questions that a view answers, each from one moment of the record.
//
// What they count, of the entries at or below the moment's number:
//   cited       acts that name this one, whatever as
//   replies     acts that name it as "replies"
//   reaffirmed  acts that name it, or a part of it, as "reaffirms", and those that so name one of
//               these, and so on; each once
//   standing    what the newest act does that names it as "corrects", or names all of it as
//               "supersedes" or "withdraws"; any registered act may, and its page shows who did
//
// Files and what is asked (docs/RULES.md): a file as of N is what its acts up to N have made of it
// at N's stamp. What a reader may be told is decided in rules/courtesy.h; `for` says who reads.
//
// What is asked are the names and values of an HTTP query; `malformed` "query" says which is wrong,
// `not_found` "not-found" that there is no such communication.
#pragma once

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/instant.h"
#include "base/json.h"
#include "log/reader.h"
#include "rulebook/rulebook.h"
#include "rules/words.h"
#include "view/sqlite.h"

namespace mithaq::view {

using Parameters = std::map<std::string, std::string, std::less<>>;

constexpr std::uint64_t kLimitDefault = 50, kLimitMax = 200;
constexpr std::size_t kNodesMax = 500, kEdgesMax = 5'000;  // of a graph
constexpr std::uint64_t kDepthMax = 4;
constexpr std::uint64_t kReaffirmedMax = 1'000;  // counted; so many or more
constexpr std::size_t kCitedByMax = 500;         // shown
constexpr std::uint64_t kTotalMax = 1'000;       // files and asks counted; so many or more
constexpr std::size_t kShownMax = 1'000;         // acts and events of a file: the newest
constexpr std::chrono::seconds kQuestionMax{5};

// Counts of a list, remembered: rows are only added, so counts at a later number are those at an
// earlier one and those of the rows between.
struct Counts {
    std::uint64_t upto = 0;  // rows below it are counted
    std::uint64_t total = 0;
    std::map<std::string, std::map<std::string, std::uint64_t>, std::less<>> facets;
};
class CountsCache {
  public:
    std::optional<Counts> find(const std::string& question) const;
    void keep(const std::string& question, const Counts& counts);
    void clear();

  private:
    static constexpr std::size_t kKeptMax = 64;
    mutable std::mutex mutex_;
    std::list<std::pair<std::string, Counts>> kept_;  // newest first
};

struct Context {
    const log::Reader& reader;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    // Whether the content of an enclosure is here.
    std::function<bool(const Hash&)> present;
    CountsCache& counts;
};

struct List;      // list.h
struct AskKey;    // asks.h
class ActBriefs;  // asks.h
struct Replayed;  // replay.h

// {"number", "stamp"} of the moment that an answer is of.
json::object as_of(std::uint64_t number, Instant stamp);

// One connection; one thread at a time.
class Answers {
  public:
    Answers(Database database, Context context)
        : database_(std::move(database)), context_(std::move(context)) {}

    Result<json::object> record(const Parameters& asked);
    Result<json::object> item(std::string_view ref, const Parameters& asked);
    Result<json::object> graph(const Parameters& asked);
    Result<json::object> participants(const Parameters& asked);
    Result<json::object> matters(const Parameters& asked);
    Result<json::object> matter(std::string_view ref, const Parameters& asked);
    Result<json::object> asks(const Parameters& asked);
    Result<json::object> why(std::string_view ref, const Parameters& asked);
    // By identifier, number, symbol or own reference, tried in this order; of several the newest.
    Result<std::uint64_t> resolve(std::string_view ref);

  private:
    // The record as of the entry `number`, inclusive.
    struct Moment {
        std::uint64_t number = 0;
        Instant stamp;
    };
    // While it lives, the connection sees one moment of the file.
    class Reading {
      public:
        explicit Reading(Database& database) : database_(&database) {}
        Reading(Reading&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
        Reading& operator=(Reading&&) = delete;
        ~Reading() {
            if (!database_) return;
            database_->set_deadline(std::chrono::steady_clock::time_point::max());
            (void)database_->script("ROLLBACK");  // nothing was written
        }

      private:
        Database* database_;
    };

    Result<Reading> begin();
    Result<Moment> newest();
    Result<bool> is_newest(const Moment& moment);
    Result<Moment> moment(const Parameters& asked);
    Result<Moment> at_number(std::uint64_t number);
    Result<Moment> at_instant(Instant instant);
    Result<std::uint64_t> resolve_at(std::string_view ref, const Moment& moment);
    Result<json::object> brief(std::uint64_t number, const Moment& moment);
    Result<json::array> briefs(const std::vector<std::uint64_t>& numbers, const Moment& moment);

    Result<Counts> count(const List& list, const Moment& moment);
    Result<void> count_rows(const List& list, std::uint64_t first, std::uint64_t last,
                            std::string_view facet, Counts& counts);

    Result<void> add_act(json::object& out, std::uint64_t number);
    Result<json::array> references(std::string_view sql, std::string_view other,
                                   std::uint64_t number, const Moment& moment);
    Result<void> add_since(json::object& out, std::uint64_t number, const Moment& moment);

    Result<std::vector<std::uint64_t>> nodes_around(std::uint64_t number, std::uint64_t depth,
                                                    const Moment& moment);
    Result<json::array> edges_among(const std::set<std::uint64_t>& nodes);

    // matters.cpp
    Result<std::uint64_t> matter_of(std::string_view ref, const Moment& moment);
    Result<json::object> matter_brief(std::uint64_t matter, const Moment& moment);
    Result<json::object> matter_row(std::uint64_t matter, const Moment& moment);
    Result<void> add_matter(json::object& item, std::uint64_t number, const Moment& moment);
    Result<rules::Sessions> sessions(const Moment& moment);
    // why.cpp
    Result<std::vector<rules::Opening>> openings(const std::string& session, const Moment& moment);
    Result<std::vector<rules::Because>> because(const Parameters& asked, const Replayed& replayed,
                                                const std::string& language, const Moment& moment,
                                                json::object& of);
    // asks.cpp
    Result<json::array> asks_of(const std::vector<AskKey>& keys, const Moment& moment,
                                const rules::Sessions& sessions, std::string_view reader,
                                ActBriefs& acts);
    Result<void> read_ask(const AskKey& key, const Moment& moment, rules::Duty& out,
                          json::object& shown);
    Result<std::vector<AskKey>> asks_in(std::uint64_t matter, const Moment& moment);

    Database database_;
    Context context_;
};

}  // namespace mithaq::view
