#include "view/list.h"

#include <algorithm>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "base/names.h"
#include "base/utf8.h"
#include "view/fold.h"

namespace mithaq::view {
namespace {

constexpr std::size_t kValueBytesMax = 1024;
constexpr std::size_t kValuesMax = 64;  // of one filter

constexpr Sort kSorts[] = {
    {"-date", "ifnull(act.day, '')", "ifnull(act.day, '') DESC, act.number DESC",
     "ifnull(act.day, '') <= ? AND (ifnull(act.day, '') < ? OR act.number < ?)"},
    {"date", "ifnull(act.day, '~')", "ifnull(act.day, '~'), act.number",
     "ifnull(act.day, '~') >= ? AND (ifnull(act.day, '~') > ? OR act.number > ?)"},
    {"-number", "''", "act.number DESC", "? = '' AND ? = '' AND act.number < ?"},
    {"number", "''", "act.number", "? = '' AND ? = '' AND act.number > ?"},
};

bool any_word(std::string_view text) {
    return !text.empty();
}

struct Listed {
    std::string_view name, facet, sql;
    bool (*is)(std::string_view);
    std::string_view wanted;
};
// Filters of several values, separated by commas: each is bound as one JSON array.
constexpr Listed kListed[] = {
    {"form", "form", "act.form IN (SELECT value FROM json_each(?))", is_form_name,
     "names of forms"},
    {"kind", "kind", "act.kind IN (SELECT value FROM json_each(?))", any_word, "kinds"},
    {"organ", "organ", "act.organ IN (SELECT value FROM json_each(?))", is_participant_code,
     "codes of participants"},
    {"session", "", "act.session IN (SELECT value FROM json_each(?))", any_word, "sessions"},
    {"participant", "",
     "act.number IN (SELECT number FROM party WHERE code IN (SELECT value FROM json_each(?)))",
     is_participant_code, "codes of participants"},
    {"theme", "theme",
     "act.number IN (SELECT number FROM theme WHERE code IN (SELECT value FROM json_each(?)))",
     any_word, "themes"},
    {"checked", "checked", "act.checked IN (SELECT value FROM json_each(?))", any_word,
     "yes, no or corrected"},
    {"marking", "", "act.marking IN (SELECT value FROM json_each(?))", any_word, "markings"},
};

struct Exact {
    std::string_view name, facet, sql;
};
constexpr Exact kExact[] = {
    {"ref", "", "act.ref = ?"},
    {"symbol", "", "act.symbol = ?"},
    {"direction", "", "act.direction = ?"},
};

const std::string* find(const Parameters& asked, std::string_view name) {
    auto found = asked.find(name);
    return found == asked.end() ? nullptr : &found->second;
}

Result<std::string> json_of_list(std::string_view text, const Listed& about) {
    json::array values;
    while (true) {
        std::string_view one = text.substr(0, text.find(','));
        if (!about.is(one) || values.size() == kValuesMax)
            return bad_query(about.name, fmt::format("holds at most {} {}, separated by commas",
                                                     kValuesMax, about.wanted));
        values.emplace_back(one);
        if (one.size() == text.size()) return json::serialize(values);
        text.remove_prefix(one.size() + 1);
    }
}

bool is_year(std::string_view text) {
    return text.size() == 4 && parse_date(std::string(text) + "-01-01").has_value();
}

Result<void> read_filters(const Parameters& asked, std::vector<Filter>& out) {
    if (!asked.contains("form")) out.push_back({"", "act.quiet = 0", {}});
    for (const Listed& about : kListed) {
        const auto* text = find(asked, about.name);
        if (!text) continue;
        MITHAQ_TRY(auto values, json_of_list(*text, about));
        Filter filter{about.facet, about.sql, {std::move(values)}};
        // The register's own forms are counted where they were asked for.
        if (about.name == "form")
            filter.instead = "(act.quiet = 0 OR act.form IN (SELECT value FROM json_each(?)))";
        out.push_back(std::move(filter));
    }
    for (const Exact& about : kExact)
        if (const auto* text = find(asked, about.name))
            out.push_back({about.facet, about.sql, {*text}});
    if (const auto* way = find(asked, "direction"); way && *way != "in" && *way != "out")
        return bad_query("direction", "is in or out");
    if (const auto* year = find(asked, "from")) {
        if (!is_year(*year)) return bad_query("from", "is a year of four digits");
        out.push_back({"decade", "ifnull(act.day, '') >= ?", {*year}});
    }
    if (const auto* year = find(asked, "until")) {
        if (!is_year(*year)) return bad_query("until", "is a year of four digits");
        // Every date of that year, and the year itself, sort before it.
        out.push_back({"decade", "ifnull(act.day, '') < ? AND act.day IS NOT NULL", {*year + "~"}});
    }
    if (const auto* part = find(asked, "contains")) {
        std::string folded = fold(*part);
        if (folded.empty()) return bad_query("contains", "holds at least one letter or digit");
        out.push_back({"",
                       "act.number IN (SELECT number FROM words WHERE instr(folded, ?) > 0)",
                       {std::move(folded)}});
    }
    return {};
}

// Hex of "<sort> <as of> <number> <key>": opaque, and whoever makes one up only chooses where a
// page begins.
Result<Cursor> read_cursor(std::string_view text, const Sort& sort) {
    auto bad = [] {
        return bad_query("cursor", "is `next` of the page before, with the same sort");
    };
    auto bytes = from_hex(text);
    if (!bytes) return bad();
    std::string_view rest = *bytes;
    std::string_view parts[3];
    for (auto& part : parts) {
        auto end = rest.find(' ');
        if (end == std::string_view::npos) return bad();
        part = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    auto as_of = parse_decimal(parts[1]);
    auto number = parse_decimal(parts[2]);
    if (parts[0] != sort.name || !as_of || !number || !is_utf8(rest)) return bad();
    return Cursor{*as_of, *number, std::string(rest)};
}

}  // namespace

std::unexpected<Error> bad_query(std::string_view name, std::string_view wanted) {
    return err(Errc::malformed, "query", fmt::format("`{}` {}", name, wanted));
}

Result<void> check_names(const Parameters& asked, std::initializer_list<std::string_view> names) {
    for (const auto& [name, value] : asked) {
        if (std::ranges::find(names, name) == names.end())
            return err(Errc::malformed, "query",
                       fmt::format("a name that this question does not have; it has {}",
                                   fmt::join(names, ", ")));
        if (value.size() > kValueBytesMax || !is_utf8(value))
            return bad_query(name, fmt::format("is UTF-8 of at most {} bytes", kValueBytesMax));
    }
    return {};
}

Result<std::uint64_t> number_of(const Parameters& asked, std::string_view name,
                                std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) {
    const auto* text = find(asked, name);
    if (!text) return otherwise;
    auto number = parse_decimal(*text);
    if (!number || *number < least || *number > most)
        return bad_query(name, fmt::format("is a number from {} to {}", least, most));
    return *number;
}

Result<List> read_list(const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"form", "kind", "organ", "session", "participant", "theme",
                                     "checked", "marking", "direction", "ref", "symbol", "from",
                                     "until", "contains", "sort", "limit", "cursor", "as-of"}));
    List out;
    MITHAQ_CHECK(read_filters(asked, out.filters));
    MITHAQ_TRY(out.limit, number_of(asked, "limit", kLimitDefault, 1, kLimitMax));
    const auto* name = find(asked, "sort");
    for (const Sort& sort : kSorts)
        if (!out.sort && (!name || sort.name == *name)) out.sort = &sort;
    if (!out.sort) return bad_query("sort", "is date, -date, number or -number");
    if (const auto* cursor = find(asked, "cursor")) {
        MITHAQ_TRY(out.cursor, read_cursor(*cursor, *out.sort));
    }
    return out;
}

std::string write_cursor(const Sort& sort, const Cursor& cursor) {
    return to_hex(
        as_bytes(fmt::format("{} {} {} {}", sort.name, cursor.as_of, cursor.number, cursor.key)));
}

std::string List::where(std::vector<Value>& values, std::string_view but) const {
    std::string out;
    for (const Filter& filter : filters) {
        bool own = !but.empty() && filter.facet == but;
        if (own && filter.instead.empty()) continue;
        out += fmt::format(" AND {}", own ? filter.instead : filter.sql);
        values.insert(values.end(), filter.values.begin(), filter.values.end());
    }
    return out;
}

bool List::filters_by(std::string_view facet) const {
    return std::ranges::any_of(filters, [&](const Filter& one) { return one.facet == facet; });
}

std::string List::question() const {
    json::array out;
    for (const Filter& filter : filters) {
        out.emplace_back(filter.sql);
        for (const Value& value : filter.values) out.emplace_back(std::get<std::string>(value));
    }
    return json::serialize(out);
}

// ---- Counts

std::optional<Counts> CountsCache::find(const std::string& question) const {
    std::lock_guard lock(mutex_);
    for (const auto& [asked, counts] : kept_)
        if (asked == question) return counts;
    return std::nullopt;
}

void CountsCache::keep(const std::string& question, const Counts& counts) {
    std::lock_guard lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at) {
        if (at->first != question) continue;
        if (at->second.upto < counts.upto) at->second = counts;
        kept_.splice(kept_.begin(), kept_, at);
        return;
    }
    kept_.emplace_front(question, counts);
    if (kept_.size() > kKeptMax) kept_.pop_back();
}

void CountsCache::clear() {
    std::lock_guard lock(mutex_);
    kept_.clear();
}

namespace {

// In the order in which count_rows selects them; themes are of another table.
constexpr std::string_view kColumns[] = {"form", "kind", "organ", "checked", "decade"};

void add_one(std::map<std::string, std::uint64_t>& counts, std::string code, std::uint64_t n) {
    counts[std::move(code)] += n;
}

}  // namespace

// Rows `first` to `last`: of all facets that no filter is about, or of `facet` alone, without its
// own filter.
Result<void> Answers::count_rows(const List& list, std::uint64_t first, std::uint64_t last,
                                 std::string_view facet, Counts& counts) {
    std::vector<Value> values{static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)};
    std::string where = list.where(values, facet);
    auto wanted = [&](std::string_view name) {
        return facet.empty() ? !list.filters_by(name) : facet == name;
    };
    if (facet != "theme")
        MITHAQ_CHECK(database_.rows(
            "SELECT act.form, act.kind, act.organ, act.checked, substr(act.day, 1, 3) "
            "FROM act WHERE act.number BETWEEN ? AND ?" +
                where,
            [&](Row row) {
                counts.total += facet.empty();
                for (int i = 0; i < 5; ++i) {
                    if (!wanted(kColumns[i]) || row.null(i)) continue;
                    std::string code = row.text(i);
                    add_one(counts.facets[std::string(kColumns[i])],
                            kColumns[i] == "decade" ? code + "0" : code, 1);
                }
            },
            values));
    if (!wanted("theme")) return {};
    return database_.rows(
        "SELECT theme.code, count(*) FROM act CROSS JOIN theme ON theme.number = act.number "
        "WHERE act.number BETWEEN ? AND ?" +
            where + " GROUP BY theme.code",
        [&](Row row) { add_one(counts.facets["theme"], row.text(0), row.number(1)); }, values);
}

Result<Counts> Answers::count(const List& list, const Moment& moment) {
    std::string question = list.question();
    Counts counts;
    if (auto known = context_.counts.find(question); known && known->upto <= moment.number + 1)
        counts = std::move(*known);
    if (counts.upto <= moment.number) {
        MITHAQ_CHECK(count_rows(list, counts.upto, moment.number, {}, counts));
        for (std::string_view facet : {"form", "kind", "organ", "checked", "decade", "theme"})
            if (list.filters_by(facet))
                MITHAQ_CHECK(count_rows(list, counts.upto, moment.number, facet, counts));
        counts.upto = moment.number + 1;
        context_.counts.keep(question, counts);
    }
    return counts;
}

}  // namespace mithaq::view
