#include "view/answers.h"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/value_from.hpp>
#include <fmt/format.h>

#include "act/act.h"
#include "act/entry.h"
#include "view/list.h"

namespace mithaq::view {
namespace {

// Acts that reaffirm this text, or reaffirm one that does, and so on. References lead to earlier
// numbers only, so it ends; UNION counts each once.
constexpr std::string_view kReaffirming =
    "WITH RECURSIVE chain(number) AS ("
    "SELECT source FROM reference WHERE target = ? AND how = 'reaffirms' AND source <= ? "
    "UNION SELECT reference.source FROM chain JOIN reference ON reference.target = chain.number "
    "AND how = 'reaffirms' AND source <= ? LIMIT ?) ";

std::string standing_of(std::string_view how) {
    return how == "corrects" ? "corrected" : how == "supersedes" ? "superseded" : "withdrawn";
}

std::unexpected<Error> no_such_act() {
    return err(Errc::not_found, "not-found", "there is no such communication in the record");
}

std::string day_of(Instant instant) {
    return format_instant(instant).substr(0, 10);
}

// 1969, 1969-09 or 1969-09-25; a year alone is a number where both may stand.
bool is_day_or_month(std::string_view text) {
    return parse_date(text.size() == 7 ? std::string(text) + "-01" : std::string(text)).has_value();
}

// A suspension does not end a membership: it is one from its first day on.
std::string since_of(const rulebook::Participant& participant, const rulebook::Status& status) {
    std::string since = status.from;
    if (status.as != "member") return since;
    for (const auto* at = &status; at >= participant.statuses.data(); --at) {
        if (at->as == "member") since = at->from;
        if (at->as != "member" && at->as != "suspended") break;
    }
    return since;
}

json::object names_of(const rulebook::Name& name) {
    json::object out{{"short", json::value_from(name.short_name)}};
    if (!name.formal.empty()) out["formal"] = json::value_from(name.formal);
    if (!name.adjective.empty()) out["adjective"] = json::value_from(name.adjective);
    if (!name.article.empty()) out["article"] = json::value_from(name.article);
    return out;
}

}  // namespace

Result<Answers::Reading> Answers::begin() {
    database_.set_deadline(std::chrono::steady_clock::now() + kQuestionMax);
    MITHAQ_CHECK(database_.script("BEGIN"));
    return Reading(database_);
}

// ---- Moments

Result<Answers::Moment> Answers::newest() {
    std::optional<Moment> out;
    MITHAQ_CHECK(
        database_.rows("SELECT number, stamp FROM act ORDER BY number DESC LIMIT 1",
                       [&](Row row) { out = Moment{row.number(0), Instant{row.integer(1)}}; }));
    if (!out)
        return err(Errc::unavailable, "view-behind",
                   "the record is still being read; ask again in a moment");
    return *out;
}

Result<bool> Answers::is_newest(const Moment& moment) {
    MITHAQ_TRY(auto last, newest());
    return moment.number == last.number;
}

Result<Answers::Moment> Answers::at_number(std::uint64_t number) {
    std::optional<Moment> out;
    MITHAQ_CHECK(database_.rows(
        "SELECT number, stamp FROM act WHERE number = ?",
        [&](Row row) { out = Moment{row.number(0), Instant{row.integer(1)}}; }, number));
    if (out) return *out;
    MITHAQ_TRY(auto last, newest());
    return bad_query("as-of", fmt::format("is a number from 0 to {}, so far", last.number));
}

// The last entry stamped at or before it: stamps never decrease, so halving finds it.
Result<Answers::Moment> Answers::at_instant(Instant instant) {
    MITHAQ_TRY(auto found, newest());
    std::uint64_t low = 0, high = found.number + 1;  // those below low are, those from high are not
    while (low < high) {
        std::uint64_t middle = low + (high - low) / 2;
        MITHAQ_TRY(auto there, at_number(middle));
        if (there.stamp <= instant) {
            found = there;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0)
        return err(Errc::not_found, "not-found", "nothing was registered here at that time");
    return found;
}

Result<Answers::Moment> Answers::moment(const Parameters& asked) {
    auto found = asked.find("as-of");
    if (found == asked.end()) return newest();
    const std::string& text = found->second;
    if (auto number = parse_decimal(text)) return at_number(*number);
    if (auto instant = parse_instant(text)) return at_instant(*instant);
    if (auto stamp = parse_stamp(text)) return at_instant(*stamp);
    if (auto day = parse_date(text)) return at_instant({day->ms + kDayMs - 1});
    return bad_query("as-of",
                     "is a registration number, an instant as 2026-11-24T09:00:00Z, or a day");
}

json::object as_of(std::uint64_t number, Instant stamp) {
    return {{"number", number}, {"stamp", format_stamp(stamp)}};
}

// ---- One act

Result<std::uint64_t> Answers::resolve(std::string_view ref) {
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto now, newest());
    return resolve_at(ref, now);
}

Result<std::uint64_t> Answers::resolve_at(std::string_view ref, const Moment& moment) {
    std::optional<std::int64_t> number;
    if (auto id = hash_from_hex(ref)) {
        MITHAQ_TRY(number, database_.integer("SELECT number FROM act WHERE id = ? AND number <= ?",
                                             *id, moment.number));
    }
    if (auto decimal = parse_decimal(ref); !number && decimal && *decimal <= moment.number)
        return *decimal;
    for (const char* sql : {"SELECT max(number) FROM act WHERE symbol = ? AND number <= ?",
                            "SELECT max(number) FROM act WHERE ref = ? AND number <= ?"})
        if (!number) {
            MITHAQ_TRY(number, database_.integer(sql, ref, moment.number));
        }
    if (!number) return no_such_act();
    return static_cast<std::uint64_t>(*number);
}

Result<json::object> Answers::brief(std::uint64_t number, const Moment& moment) {
    json::object out;
    MITHAQ_CHECK(database_.rows(
        "SELECT json FROM brief WHERE number = ?",
        [&](Row row) { out = json::parse(row.bytes(0)).as_object(); }, number));
    MITHAQ_TRY(auto cited, database_.integer("SELECT count(DISTINCT source) FROM reference "
                                             "WHERE target = ? AND source <= ?",
                                             number, moment.number));
    out["cited"] = cited.value_or(0);
    MITHAQ_TRY(auto reaffirmed,
               database_.integer(std::string(kReaffirming) + "SELECT count(*) FROM chain", number,
                                 moment.number, moment.number, kReaffirmedMax));
    out["reaffirmed"] = reaffirmed.value_or(0);
    // Any registered communication may say so; its page shows who did. A part of a text that is
    // replaced or withdrawn leaves the text standing.
    MITHAQ_CHECK(database_.rows(
        "SELECT how FROM reference WHERE target = ? AND source <= ? AND (how = 'corrects' OR "
        "(how IN ('supersedes', 'withdraws') AND item = '')) "
        "ORDER BY source DESC, position DESC LIMIT 1",
        [&](Row row) { out["standing"] = standing_of(row.bytes(0)); }, number, moment.number));
    MITHAQ_TRY(auto replies,
               database_.integer("SELECT count(DISTINCT source) FROM reference "
                                 "WHERE target = ? AND how = 'replies' AND source <= ?",
                                 number, moment.number));
    out["replies"] = replies.value_or(0);
    return out;
}

Result<json::array> Answers::briefs(const std::vector<std::uint64_t>& numbers,
                                    const Moment& moment) {
    json::array out;
    for (std::uint64_t number : numbers) {
        MITHAQ_TRY(auto one, brief(number, moment));
        out.push_back(std::move(one));
    }
    return out;
}

// What the act itself says, from the log.
Result<void> Answers::add_act(json::object& out, std::uint64_t number) {
    MITHAQ_TRY(auto bytes, context_.reader.entry(tree::LeafIndex{number}));
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    out["body"] = act.body();
    for (const char* name : {"languages", "dated"})
        if (const auto* value = act.document.if_contains(name)) out[name] = *value;
    json::array enclosures;
    for (const act::Enclosure& one : act.enclosures)
        enclosures.push_back({{"sha256", act::hex(one.sha256)},
                              {"size", one.size},
                              {"type", one.type},
                              {"name", one.name},
                              {"present", context_.present && context_.present(one.sha256)}});
    out["enclosures"] = std::move(enclosures);
    return {};
}

// Rows of (number of the other act, how, item), each with that act as `other`.
Result<json::array> Answers::references(std::string_view sql, std::string_view other,
                                        std::uint64_t number, const Moment& moment) {
    struct Found {
        std::uint64_t number;
        std::string how, item;
    };
    std::vector<Found> found;
    MITHAQ_CHECK(database_.rows(
        sql, [&](Row row) { found.push_back({row.number(0), row.text(1), row.text(2)}); }, number,
        moment.number, kCitedByMax));
    json::array out;
    for (auto& one : found) {
        json::object reference{{"as", one.how}};
        if (!one.item.empty()) reference["item"] = one.item;
        MITHAQ_TRY(auto act, brief(one.number, moment));
        reference[other] = std::move(act);
        out.push_back(std::move(reference));
    }
    return out;
}

// "Reaffirmed n times since …": the earliest date among the text and those that reaffirm it.
Result<void> Answers::add_since(json::object& out, std::uint64_t number, const Moment& moment) {
    const auto& reaffirmed = out.at("item").as_object().at("reaffirmed");
    out["reaffirmed"] = reaffirmed;
    if (reaffirmed.to_number<std::uint64_t>() == 0) return {};
    return database_.rows(
        std::string(kReaffirming) +
            "SELECT min(day) FROM act WHERE number = ? OR number IN (SELECT number FROM chain)",
        [&](Row row) {
            if (!row.null(0)) out["reaffirmed_since"] = row.bytes(0);
        },
        number, moment.number, moment.number, kReaffirmedMax, number);
}

Result<json::object> Answers::item(std::string_view ref, const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"as-of"}));
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    MITHAQ_TRY(auto number, resolve_at(ref, then));
    json::object out{{"as_of", as_of(then.number, then.stamp)}};
    MITHAQ_TRY(auto item, brief(number, then));
    out["item"] = std::move(item);
    MITHAQ_CHECK(add_matter(out, number, then));
    MITHAQ_CHECK(add_act(out, number));
    MITHAQ_TRY(auto cites, references("SELECT target, how, item FROM reference WHERE source = ? "
                                      "AND source <= ? ORDER BY position LIMIT ?",
                                      "target", number, then));
    out["cites"] = std::move(cites);
    MITHAQ_TRY(auto cited_by, references("SELECT source, how, item FROM reference WHERE target = ? "
                                         "AND source <= ? ORDER BY source, position LIMIT ?",
                                         "source", number, then));
    out["cited_by"] = std::move(cited_by);
    MITHAQ_CHECK(add_since(out, number, then));
    return out;
}

// ---- Lists

Result<json::object> Answers::record(const Parameters& asked) {
    MITHAQ_TRY(auto list, read_list(asked));
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    if (list.cursor && asked.contains("as-of") && list.cursor->as_of != then.number)
        return bad_query("cursor", "is of a page with another as-of");
    if (list.cursor) {
        MITHAQ_TRY(then, at_number(list.cursor->as_of));
    }
    const Sort& sort = *list.sort;
    std::vector<Value> values{static_cast<std::int64_t>(then.number)};
    std::string sql =
        fmt::format("SELECT act.number, {} FROM act WHERE act.number <= ?", sort.key) +
        list.where(values);
    if (list.cursor) {
        sql += fmt::format(" AND {}", sort.after);
        values.insert(values.end(), {list.cursor->key, list.cursor->key,
                                     static_cast<std::int64_t>(list.cursor->number)});
    }
    sql += fmt::format(" ORDER BY {} LIMIT ?", sort.order);
    values.emplace_back(static_cast<std::int64_t>(list.limit + 1));
    std::vector<std::uint64_t> numbers;
    Cursor last{then.number, 0, {}};
    bool more = false;
    MITHAQ_CHECK(database_.rows(
        sql,
        [&](Row row) {
            more = numbers.size() == list.limit;
            if (more) return;
            numbers.push_back(row.number(0));
            last.number = row.number(0);
            last.key = row.text(1);
        },
        values));
    MITHAQ_TRY(auto counts, count(list, then));
    MITHAQ_TRY(auto items, briefs(numbers, then));
    json::object facets;
    for (const char* name : {"form", "kind", "organ", "theme", "checked", "decade"})
        facets[name] = json::value_from(counts.facets[name]).as_object();
    json::object out{{"as_of", as_of(then.number, then.stamp)},
                     {"total", counts.total},
                     {"items", std::move(items)}};
    if (more) out["next"] = write_cursor(sort, last);
    out["facets"] = std::move(facets);
    return out;
}

// ---- Who cites whom

// By distance, each distance by number; one more than kNodesMax when there are more.
Result<std::vector<std::uint64_t>> Answers::nodes_around(std::uint64_t number, std::uint64_t depth,
                                                         const Moment& moment) {
    std::vector<std::uint64_t> out{number};
    std::set<std::uint64_t> seen{number};
    std::size_t done = 0;
    for (std::uint64_t distance = 0; distance < depth; ++distance) {
        std::set<std::uint64_t> next;
        for (; done < out.size(); ++done)
            MITHAQ_CHECK(database_.rows(
                "SELECT target FROM reference WHERE source = ? UNION "
                "SELECT source FROM reference WHERE target = ? AND source <= ? ORDER BY 1 LIMIT ?",
                [&](Row row) {
                    if (!seen.contains(row.number(0))) next.insert(row.number(0));
                },
                out[done], out[done], moment.number, kNodesMax + 1));
        for (std::uint64_t one : next) {
            if (out.size() > kNodesMax) return out;
            out.push_back(one);
            seen.insert(one);
        }
    }
    return out;
}

// One more than kEdgesMax when there are more.
Result<json::array> Answers::edges_among(const std::set<std::uint64_t>& nodes) {
    json::array out;
    for (std::uint64_t node : nodes) {
        MITHAQ_CHECK(database_.rows(
            "SELECT target, how, item FROM reference WHERE source = ? ORDER BY position",
            [&](Row row) {
                if (!nodes.contains(row.number(0)) || out.size() > kEdgesMax) return;
                json::object edge{{"from", node}, {"to", row.number(0)}, {"as", row.bytes(1)}};
                if (!row.bytes(2).empty()) edge["item"] = row.bytes(2);
                out.push_back(std::move(edge));
            },
            node));
    }
    return out;
}

Result<json::object> Answers::graph(const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"around", "depth", "as-of"}));
    MITHAQ_TRY(auto depth, number_of(asked, "depth", 1, 1, kDepthMax));
    auto around = asked.find("around");
    if (around == asked.end() && asked.contains("depth"))
        return bad_query("depth", "is for a graph around one communication; say which by `around`");
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    std::vector<std::uint64_t> numbers;
    if (around != asked.end()) {
        MITHAQ_TRY(auto number, resolve_at(around->second, then));
        MITHAQ_TRY(numbers, nodes_around(number, depth, then));
    } else {
        MITHAQ_CHECK(database_.rows(
            "SELECT number FROM act WHERE number <= ? AND "
            "(EXISTS (SELECT 1 FROM reference WHERE source = act.number) OR "
            "EXISTS (SELECT 1 FROM reference WHERE target = act.number AND source <= ?)) "
            "ORDER BY number DESC LIMIT ?",
            [&](Row row) { numbers.push_back(row.number(0)); }, then.number, then.number,
            kNodesMax + 1));
    }
    bool truncated = numbers.size() > kNodesMax;
    if (truncated) numbers.resize(kNodesMax);
    std::set<std::uint64_t> nodes(numbers.begin(), numbers.end());
    MITHAQ_TRY(auto edges, edges_among(nodes));
    truncated = truncated || edges.size() > kEdgesMax;
    if (edges.size() > kEdgesMax) edges.resize(kEdgesMax);
    MITHAQ_TRY(auto shown, briefs({nodes.begin(), nodes.end()}, then));
    json::object out{{"as_of", as_of(then.number, then.stamp)},
                     {"nodes", std::move(shown)},
                     {"edges", std::move(edges)}};
    if (truncated) out["truncated"] = true;
    return out;
}

// ---- Participants

// At a day of history their names, statuses and order are those of that day, as the rulebook knows
// them now, and what is counted is the record as it is now.
Result<json::object> Answers::participants(const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"as-of"}));
    MITHAQ_TRY(auto reading, begin());
    auto given = asked.find("as-of");
    bool by_day = given != asked.end() && is_day_or_month(given->second);
    MITHAQ_TRY(auto then, by_day ? newest() : moment(asked));
    std::string day = by_day ? given->second : day_of(then.stamp);
    std::map<std::string, std::uint64_t, std::less<>> acts;
    MITHAQ_CHECK(database_.rows(
        "SELECT code, count(*) FROM party WHERE quiet = 0 AND number <= ? GROUP BY code",
        [&](Row row) { acts[row.text(0)] = row.number(1); }, then.number));
    const rulebook::Rulebook& rulebook = *context_.rulebook;
    json::array out;
    for (const auto& code : rulebook.order_at(day)) {
        const rulebook::Participant& participant = rulebook.participants.at(code);
        json::object one{{"code", code},
                         {"kind", participant.kind},
                         {"names", names_of(rulebook::name_at(participant, day))}};
        if (const auto* status = rulebook::status_at(participant, day)) {
            one["status"] = status->as;
            if (auto since = since_of(participant, *status); !since.empty()) one["since"] = since;
        }
        one["acts"] = acts[code];
        out.push_back(std::move(one));
    }
    return json::object{{"as_of", as_of(then.number, then.stamp)},
                        {"participants", std::move(out)}};
}

}  // namespace mithaq::view
