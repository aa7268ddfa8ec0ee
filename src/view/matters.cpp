// Files: `matters`, and the page of one.
#include <algorithm>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/value_from.hpp>
#include <fmt/format.h>

#include "rulebook/expressions.h"
#include "view/asks.h"
#include "view/list.h"
#include "view/replay.h"

namespace mithaq::view {
namespace {

using rules::Event;

// ---- The page of one file

std::string_view kind_name(Event::Kind kind) {
    switch (kind) {
        case Event::Kind::opened:
            return "opened";
        case Event::Kind::stage:
            return "stage";
        case Event::Kind::asked:
            return "asked";
        case Event::Kind::answered:
            return "answered";
        case Event::Kind::reminded:
            return "reminded";
        case Event::Kind::released:
            return "released";
        case Event::Kind::counting:
            return "counting";
        case Event::Kind::counted:
            return "counted";
        case Event::Kind::reached:
            return "reached";
        case Event::Kind::not_reached:
            return "not-reached";
        case Event::Kind::closed:
            return "closed";
        case Event::Kind::reopened:
            return "reopened";
        case Event::Kind::no_effect:
            return "no-effect";
        case Event::Kind::moved:
            return "moved";
    }
    return {};
}

// What a file is made of, as its page shows it.
class MatterPage {
  public:
    MatterPage(const Replayed& replayed, const rulebook::Rulebook& rulebook, Instant now,
               ActBriefs& acts)
        : replayed_(replayed),
          matter_(*replayed.matter),
          procedure_(*matter_.procedure),
          now_(now),
          precedence_(rulebook, now),
          acts_(acts) {}

    Result<void> add(json::object& out) {
        out["stages"] = stages();
        if (matter_.by) {
            MITHAQ_TRY(out["by"], acts_.of(*matter_.by));
        }
        out["rule"] = rules::format_rule(procedure_.type, matter_.rule);
        bool truncated = false;
        MITHAQ_TRY(out["events"], events(truncated));
        out["clocks"] = clocks();
        MITHAQ_TRY(out["counts"], counts());
        out["allowed"] = allowed();
        MITHAQ_TRY(out["tables"], tables());
        if (auto session = rules::session_of(matter_)) {
            json::object shown{{"name", session->first}};
            if (session->second) shown["opens"] = rulebook::format_day(*session->second);
            out["session"] = std::move(shown);
        }
        MITHAQ_TRY(out["acts"], acts(truncated));
        if (truncated) out["truncated"] = true;
        return {};
    }

  private:
    json::array stages() const {
        json::array out;
        for (const auto& stage : procedure_.stages) {
            json::object one{{"name", stage.name},
                             {"title", json::value_from(stage.title)},
                             {"final", stage.final}};
            for (const Event& event : replayed_.trace)  // the last time
                if (event.kind == Event::Kind::stage && event.name == stage.name)
                    one["reached"] = format_stamp(event.at);
            if (stage.name == matter_.stage_name()) one["current"] = true;
            out.push_back(std::move(one));
        }
        return out;
    }

    Result<json::array> events(bool& truncated) {
        const auto& trace = replayed_.trace;
        truncated = truncated || trace.size() > kShownMax;
        json::array out;
        for (std::size_t i = trace.size() - std::min(trace.size(), kShownMax); i < trace.size();
             ++i) {
            const Event& event = trace[i];
            json::object one{{"kind", kind_name(event.kind)}, {"at", format_stamp(event.at)}};
            if (event.act) {
                MITHAQ_TRY(one["act"], acts_.of(*event.act));
            }
            if (event.rule) one["rule"] = rules::format_rule(procedure_.type, *event.rule);
            if (!event.name.empty()) one["name"] = event.name;
            if (event.duty) one["duty"] = *event.duty;
            if (!event.participants.empty())
                one["participants"] = json::value_from(precedence_.sorted(event.participants));
            if (!event.refusal.empty()) one["refusal"] = event.refusal;
            out.push_back(std::move(one));
        }
        return out;
    }

    json::array clocks() const {
        json::array out;
        for (const auto& clock : rules::clocks(matter_)) {
            const bool after = clock.rule.kind == rules::Rule::Kind::after;
            json::object one{{"kind", after ? "after" : "count"},
                             {"index", clock.rule.index},
                             {"at", format_stamp(clock.at)}};
            if (after) {
                one["to"] = procedure_.afters[clock.rule.index].to;
            } else {
                const auto& count = procedure_.counts[clock.rule.index];
                if (!count.otherwise.empty()) one["to"] = count.otherwise;
                one["name"] = count.name;
            }
            out.push_back(std::move(one));
        }
        return out;
    }

    Result<json::array> counts() {
        json::array out;
        for (std::size_t i = 0; i < matter_.counts.size(); ++i) {
            if (!matter_.counts[i]) continue;
            const rules::Counting& counting = *matter_.counts[i];
            const rulebook::Count& count = procedure_.counts[i];
            json::object one{{"name", count.name}};
            MITHAQ_TRY(one["of"], acts_.of(counting.of));
            one["set"] = json::value_from(precedence_.sorted(counting.set));
            auto cast = counting.votes;
            std::ranges::sort(cast, {}, [&](const rules::Vote& vote) {
                return std::pair(precedence_.rank(vote.participant), vote.participant);
            });
            json::array votes;
            for (const auto& vote : cast) {
                MITHAQ_TRY(auto act, acts_.of(vote.number));
                votes.push_back({{"participant", vote.participant},
                                 {"act", std::move(act)},
                                 {"choice", vote.choice}});
            }
            one["votes"] = std::move(votes);
            one["reached"] = counting.reached;
            if (counting.decided) one["decided"] = format_stamp(*counting.decided);
            one["reach"] = count.reach.source;
            if (count.quorum) one["quorum"] = count.quorum->source;
            one["needed"] = rules::needed(count.reach, counting);
            out.push_back(std::move(one));
        }
        return out;
    }

    json::array allowed() const {
        json::array out;
        for (const auto& move : rules::allowed(matter_, now_)) {
            json::object one{{"move", move.move},
                             {"forms", json::value_from(move.forms)},
                             {"by", json::value_from(precedence_.sorted(move.by))},
                             {"unmet", json::value_from(move.unmet)}};
            if (const auto& help = procedure_.moves[move.move].help; !help.empty())
                one["help"] = json::value_from(help);
            out.push_back(std::move(one));
        }
        return out;
    }

    Result<json::array> tables() {
        json::array out;
        for (const auto& table : procedure_.tables) {
            const auto cells = rules::cells_of(table, replayed_.taken, precedence_.order());
            json::array columns, rows;
            for (std::size_t i = 0; i < cells.columns.size(); ++i) {
                json::object column{{"key", cells.columns[i]}};
                if (table.by.empty()) column["title"] = json::value_from(table.columns[i].title);
                columns.push_back(std::move(column));
            }
            for (const auto& row : cells.rows) {
                MITHAQ_TRY(auto shown, table_row(row));
                rows.push_back(std::move(shown));
            }
            out.push_back({{"name", table.name},
                           {"title", json::value_from(table.title)},
                           {"columns", std::move(columns)},
                           {"rows", std::move(rows)}});
        }
        return out;
    }

    Result<json::object> table_row(const rules::Cells::Row& row) {
        json::object out;
        if (row.item) {
            out["item"] = row.item->at("item");
            if (auto words = words_of_item(*row.item)) out["title"] = *words;
        } else {
            out["participant"] = row.participant;
        }
        json::array cells;
        for (const auto& numbers : row.cells) {
            json::array cell;
            for (std::uint64_t number : numbers) {
                MITHAQ_TRY(auto act, acts_.of(number));
                cell.push_back(std::move(act));
            }
            cells.push_back(std::move(cell));
        }
        out["cells"] = std::move(cells);
        return out;
    }

    Result<json::array> acts(bool& truncated) {
        const auto& all = replayed_.numbers;
        truncated = truncated || all.size() > kShownMax;
        json::array out;
        for (std::size_t i = all.size() - std::min(all.size(), kShownMax); i < all.size(); ++i) {
            MITHAQ_TRY(auto act, acts_.of(all[i]));
            out.push_back(std::move(act));
        }
        return out;
    }

    const Replayed& replayed_;
    const rules::Matter& matter_;
    const rulebook::Procedure& procedure_;
    Instant now_;
    Precedence precedence_;
    ActBriefs& acts_;
};

}  // namespace

// ---- Which file

// By any act in it.
Result<std::uint64_t> Answers::matter_of(std::string_view ref, const Moment& moment) {
    MITHAQ_TRY(auto number, resolve_at(ref, moment));
    MITHAQ_TRY(auto matter,
               database_.integer("SELECT matter FROM matter_act WHERE number = ?", number));
    if (!matter)
        return err(Errc::not_found, "not-found",
                   "this communication stands alone: it is in no file");
    return static_cast<std::uint64_t>(*matter);
}

Result<json::object> Answers::matter_brief(std::uint64_t matter, const Moment& moment) {
    json::object out, opening;
    MITHAQ_CHECK(database_.rows(
        "SELECT json FROM brief WHERE number = ?",
        [&](Row row) { opening = json::parse(row.bytes(0)).as_object(); }, matter));
    out["id"] = opening.at("id");
    out["number"] = matter;
    MITHAQ_CHECK(database_.rows(
        "SELECT type FROM matter WHERE number = ?", [&](Row row) { out["type"] = row.bytes(0); },
        matter));
    if (const auto* title = opening.if_contains("title")) out["title"] = *title;
    MITHAQ_CHECK(database_.rows(
        "SELECT stage FROM matter_state WHERE matter = ? AND number <= ? "
        "ORDER BY number DESC LIMIT 1",
        [&](Row row) { out["stage"] = row.bytes(0); }, matter, moment.number));
    return out;
}

Result<json::object> Answers::matter_row(std::uint64_t matter, const Moment& moment) {
    MITHAQ_TRY(auto out, matter_brief(matter, moment));
    std::optional<Instant> next;
    MITHAQ_CHECK(database_.rows(
        "SELECT since, closed, next, asks_open, asks_all FROM matter_state "
        "WHERE matter = ? AND number <= ? ORDER BY number DESC LIMIT 1",
        [&](Row row) {
            out["since"] = format_stamp({row.integer(0)});
            out["closed"] = row.integer(1) != 0;
            if (!row.null(2)) next = Instant{row.integer(2)};
            out["asks"] = {{"open", row.integer(3)}, {"all", row.integer(4)}};
        },
        matter, moment.number));
    ActBriefs acts(database_);
    MITHAQ_TRY(auto opening, acts.of(matter));
    const auto* received = opening.if_contains("received");
    out["opened"] = {{"stamp", opening.at("stamp")},
                     {"from", received ? received->as_object().at("from") : opening.at("from")}};
    MITHAQ_CHECK(database_.rows(
        "SELECT act.number, act.stamp FROM matter_act JOIN act USING (number) WHERE matter = ? AND "
        "number <= ? ORDER BY number DESC LIMIT 1",
        [&](Row row) {
            out["last"] = {{"number", row.number(0)}, {"stamp", format_stamp({row.integer(1)})}};
        },
        matter, moment.number));
    if (next) out["next"] = format_stamp(*next);
    return out;
}

// A communication's own page: the file it is in.
Result<void> Answers::add_matter(json::object& item, std::uint64_t number, const Moment& moment) {
    std::optional<std::uint64_t> matter;
    bool no_effect = false;
    MITHAQ_CHECK(database_.rows(
        "SELECT matter, no_effect FROM matter_act WHERE number = ?",
        [&](Row row) {
            matter = row.number(0);
            no_effect = row.integer(1) != 0;
        },
        number));
    if (!matter) return {};
    MITHAQ_TRY(item["matter"], matter_brief(*matter, moment));
    if (no_effect) item["without_effect"] = true;
    return {};
}

Result<rules::Sessions> Answers::sessions(const Moment& moment) {
    rules::Sessions out;
    MITHAQ_CHECK(database_.rows(
        "SELECT matter, name, opens FROM session AS made WHERE number = (SELECT max(number) FROM "
        "session WHERE matter = made.matter AND number <= ?) AND opens IS NOT NULL ORDER BY matter",
        [&](Row row) {
            out.insert_or_assign(row.text(1), rules::Session{row.number(0), row.integer(2)});
        },
        moment.number));
    return out;
}

Result<json::object> Answers::matter(std::string_view ref, const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"as-of", "for"}));
    MITHAQ_TRY(auto reader, reader_of(asked, *context_.rulebook));
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    MITHAQ_TRY(auto matter, matter_of(ref, then));
    json::object out{{"as_of", as_of(then.number, then.stamp)}};
    MITHAQ_TRY(auto row, matter_row(matter, then));
    row.erase("asks");
    for (auto& pair : row) out[pair.key()] = std::move(pair.value());
    MITHAQ_TRY(auto replayed, replay(database_, context_.reader, context_.rulebook, matter,
                                     then.number, then.stamp));
    ActBriefs acts(database_);
    MITHAQ_CHECK(MatterPage(replayed, *context_.rulebook, then.stamp, acts).add(out));
    MITHAQ_TRY(auto convened, sessions(then));
    MITHAQ_TRY(auto keys, asks_in(matter, then));
    MITHAQ_TRY(out["asks"], asks_of(keys, then, convened, reader, acts));
    return out;
}

// ---- The list

namespace {

struct FileQuery {
    std::string from;
    Conditions where;
    std::string_view number;  // by which the rows are in order
};

// Files as of `last`; `now`: that is the newest number, whose states are in the files' own rows.
Result<FileQuery> query_of(const Parameters& asked, std::int64_t last, bool now) {
    MITHAQ_TRY(auto types, listed(asked, "type", rulebook::is_label, "names of procedures"));
    MITHAQ_TRY(auto stages, listed(asked, "stage", rulebook::is_label, "names of stages"));
    MITHAQ_TRY(auto participant, participant_of(asked));
    const auto found = asked.find("open");
    const std::string open = found == asked.end() ? "" : found->second;
    if (found != asked.end() && open != "yes" && open != "no")
        return bad_query("open", "is yes or no");
    FileQuery out{"FROM matter", {}, "matter.number"};
    const bool open_now = now && open == "yes";
    if (!participant.empty()) {
        out.from = fmt::format(
            "FROM matter_party AS party {} CROSS JOIN matter ON matter.number = party.matter",
            open_now ? "INDEXED BY matter_party_open" : "");
        out.number = "party.matter";
    }
    const std::string_view state = now ? "matter" : "state";
    if (!now && !(open.empty() && stages.empty())) {
        out.from +=
            " JOIN matter_state AS state ON state.matter = matter.number AND state.number = "
            "(SELECT max(number) FROM matter_state WHERE matter = matter.number AND number <= ?)";
        out.where.values.emplace_back(last);
    }
    out.where.add("matter.number <= ?", last);
    if (!participant.empty()) {
        out.where.add("party.code = ?", participant);
        out.where.add("party.number <= ?", last);
        if (open_now) out.where.add("party.open = 1");
    }
    if (!types.empty())
        out.where.add_listed(stages.empty() ? "matter.type" : "+matter.type", types);
    if (!stages.empty()) out.where.add_listed(fmt::format("{}.stage", state), stages);
    if (!open.empty()) out.where.add(fmt::format("{}.closed = {}", state, open == "yes" ? 0 : 1));
    return out;
}

}  // namespace

Result<json::object> Answers::matters(const Parameters& asked) {
    MITHAQ_CHECK(
        check_names(asked, {"type", "stage", "open", "participant", "limit", "before", "as-of"}));
    MITHAQ_TRY(auto limit, number_of(asked, "limit", kLimitDefault, 1, kLimitMax));
    MITHAQ_TRY(auto place, read_place(asked, 2));  // moment, file
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    if (!place.empty()) {
        MITHAQ_TRY(then, at_number(static_cast<std::uint64_t>(place[0])));
    }
    MITHAQ_TRY(bool now, is_newest(then));
    const auto last = static_cast<std::int64_t>(then.number);
    MITHAQ_TRY(auto query, query_of(asked, last, now));
    // The first page is the beginning of what is counted.
    std::uint64_t total = 0;
    std::vector<std::uint64_t> numbers;
    bool more = false;
    auto take = [&](Row row) {
        more = numbers.size() == limit;
        if (!more) numbers.push_back(row.number(0));
    };
    auto list = [&](std::uint64_t rows_max, auto each) {
        auto values = query.where.values;
        values.emplace_back(static_cast<std::int64_t>(rows_max));
        return database_.rows(fmt::format("SELECT matter.number {} WHERE {} ORDER BY {} DESC "
                                          "LIMIT ?",
                                          query.from, query.where.sql, query.number),
                              each, values);
    };
    MITHAQ_CHECK(list(kTotalMax, [&](Row row) {
        ++total;
        if (place.empty()) take(row);
    }));
    if (!place.empty()) {
        query.where.add(fmt::format("{} < ?", query.number), place[1]);
        MITHAQ_CHECK(list(limit + 1, take));
    }
    json::array items;
    for (std::uint64_t number : numbers) {
        MITHAQ_TRY(auto row, matter_row(number, then));
        items.push_back(std::move(row));
    }
    json::object out{
        {"as_of", as_of(then.number, then.stamp)}, {"total", total}, {"items", std::move(items)}};
    if (more) out["next"] = write_place({last, static_cast<std::int64_t>(numbers.back())});
    return out;
}

}  // namespace mithaq::view
