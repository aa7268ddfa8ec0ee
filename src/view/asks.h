// What the answers about files share: a line for each act that they name, codes in order, and the
// places where pages of lists begin.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "rulebook/rulebook.h"
#include "view/answers.h"

namespace mithaq::view {

// An ask by its place: the file, and which there.
struct AskKey {
    std::uint64_t matter = 0;
    std::uint32_t index = 0;
};

// Lines to know acts by, each read once; for one answer.
class ActBriefs {
  public:
    explicit ActBriefs(Database& database) : database_(&database) {}
    Result<json::object> of(std::uint64_t number);

  private:
    Database* database_;
    std::map<std::uint64_t, json::object> known_;
};

// Participants in the order of precedence of one day.
class Precedence {
  public:
    Precedence(const rulebook::Rulebook& rulebook, Instant at);
    const std::vector<std::string>& order() const { return order_; }
    std::vector<std::string> sorted(std::vector<std::string> codes) const;
    std::size_t rank(std::string_view code) const;

  private:
    std::vector<std::string> order_;
    std::map<std::string, std::size_t, std::less<>> ranks_;
};

// People's words of an element of a list: what it is called there.
std::optional<json::object> words_of_item(const json::object& item);

// Where the next page of a list about files begins: numbers, the first the moment that the pages
// are of. Opaque to whoever asks.
std::string write_place(const std::vector<std::int64_t>& numbers);
// Of `before`; nothing when it was not given.
Result<std::vector<std::int64_t>> read_place(const Parameters& asked, std::size_t numbers);

// `name`'s value as codes, types or forms: a JSON array, for json_each. Empty: not given.
Result<std::string> listed(const Parameters& asked, std::string_view name,
                           bool (*is)(std::string_view), std::string_view wanted);
// A query as it grows: conditions and their values, in one order.
struct Conditions {
    std::string sql;
    std::vector<Value> values;

    template <typename... Values>
    void add(std::string_view condition, Values... bound) {
        if (!sql.empty()) sql += " AND ";
        sql += condition;
        (values.emplace_back(std::move(bound)), ...);
    }
    // What `listed` gave. One value leaves an index its order; of several, one walks.
    void add_listed(std::string_view column, const std::string& list);
};

// The reader that `for` names; empty: anybody.
Result<std::string> reader_of(const Parameters& asked, const rulebook::Rulebook& rulebook);
// `participant`; empty: not given.
Result<std::string> participant_of(const Parameters& asked);

}  // namespace mithaq::view
