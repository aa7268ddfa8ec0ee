// What a list was asked for, read and bounded, as pieces of SQL and their values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/answers.h"

namespace mithaq::view {

// A condition on `act`; `sql` is a constant.
struct Filter {
    std::string_view facet;  // whose counts leave it out; may be empty
    std::string_view sql;
    std::vector<Value> values;
    std::string_view instead{};  // holds for that facet, with the same values; may be empty
};

// How rows are put in order, `key` being what they are compared by before their number.
struct Sort {
    std::string_view name, key, order;
    // Of rows after (key, number), the key bound twice; rows have no key where it is the number.
    std::string_view after;
};

// Where the next page begins, and of which moment the pages are.
struct Cursor {
    std::uint64_t as_of = 0;
    std::uint64_t number = 0;
    std::string key;
};

struct List {
    std::vector<Filter> filters;
    const Sort* sort = nullptr;
    std::uint64_t limit = kLimitDefault;
    std::optional<Cursor> cursor;

    // " AND …" for all filters but those of `but`, and their values after `values`.
    std::string where(std::vector<Value>& values, std::string_view but = {}) const;
    bool filters_by(std::string_view facet) const;
    // One text for all lists with these filters.
    std::string question() const;
};

Result<List> read_list(const Parameters& asked);
std::string write_cursor(const Sort& sort, const Cursor& cursor);

// "query": `name` of the question is not what it should be.
std::unexpected<Error> bad_query(std::string_view name, std::string_view wanted);
// No names but these, and values that are UTF-8 of at most kValueBytesMax.
Result<void> check_names(const Parameters& asked, std::initializer_list<std::string_view> names);
// The number that `name` gives, or `otherwise`.
Result<std::uint64_t> number_of(const Parameters& asked, std::string_view name,
                                std::uint64_t otherwise, std::uint64_t least, std::uint64_t most);

}  // namespace mithaq::view
