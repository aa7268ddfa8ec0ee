// What is asked of whom: `asks`, and the asks of one file.
#include "view/asks.h"

#include <algorithm>
#include <tuple>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <fmt/format.h>

#include "base/names.h"
#include "base/utf8.h"
#include "rulebook/expressions.h"
#include "rules/courtesy.h"
#include "view/list.h"

namespace mithaq::view {
namespace {

constexpr std::size_t kValuesMax = 64;  // of one filter
constexpr std::int64_t kNever = INT64_MAX;

// An instant, or where a day begins at the rulebook's offset.
Result<std::optional<Instant>> when_of(const Parameters& asked, std::string_view name,
                                       const rulebook::Calendar& calendar) {
    auto found = asked.find(name);
    if (found == asked.end()) return std::nullopt;
    if (auto instant = parse_instant(found->second)) return *instant;
    if (auto stamp = parse_stamp(found->second)) return *stamp;
    if (auto day = rulebook::parse_day(found->second)) return calendar.end_of(*day - 1);
    return bad_query(name, "is an instant as 2026-11-24T09:00:00Z, or a day");
}

}  // namespace

// ---- What is shared

Result<json::object> ActBriefs::of(std::uint64_t number) {
    if (auto found = known_.find(number); found != known_.end()) return found->second;
    json::object whole, out;
    MITHAQ_CHECK(database_->rows(
        "SELECT json FROM brief WHERE number = ?",
        [&](Row row) { whole = json::parse(row.bytes(0)).as_object(); }, number));
    for (std::string_view name : {"number", "id", "stamp", "form", "from", "received", "ref",
                                  "marking", "kind", "symbol", "title"})
        if (const auto* value = whole.if_contains(name)) out[name] = *value;
    return known_.emplace(number, std::move(out)).first->second;
}

Precedence::Precedence(const rulebook::Rulebook& rulebook, Instant at)
    : order_(rulebook.order_at(format_instant(at).substr(0, 10))) {
    for (std::size_t i = 0; i < order_.size(); ++i) ranks_.emplace(order_[i], i);
}

std::size_t Precedence::rank(std::string_view code) const {
    auto found = ranks_.find(code);
    return found == ranks_.end() ? order_.size() : found->second;
}

std::vector<std::string> Precedence::sorted(std::vector<std::string> codes) const {
    std::ranges::sort(codes, {},
                      [&](const std::string& code) { return std::pair(rank(code), code); });
    return codes;
}

std::optional<json::object> words_of_item(const json::object& item) {
    for (std::string_view name : {"text", "title", "subject", "what"}) {
        const auto* value = item.if_contains(name);
        if (!value || !value->is_object() || value->get_object().empty()) continue;
        bool words = true;
        for (const auto& pair : value->get_object())
            words = words && is_language(pair.key()) && pair.value().is_string();
        if (words) return value->get_object();
    }
    return std::nullopt;
}

std::string write_place(const std::vector<std::int64_t>& numbers) {
    return to_hex(as_bytes(fmt::format("{}", fmt::join(numbers, " "))));
}

Result<std::vector<std::int64_t>> read_place(const Parameters& asked, std::size_t numbers) {
    std::vector<std::int64_t> out;
    auto found = asked.find("before");
    if (found == asked.end()) return out;
    auto bad = [] { return bad_query("before", "is `next` of the page before"); };
    auto bytes = from_hex(found->second);
    if (!bytes) return bad();
    std::string_view rest = *bytes;
    while (out.size() < numbers) {
        std::string_view one = rest.substr(0, rest.find(' '));
        auto number = parse_decimal(one.starts_with('-') ? one.substr(1) : one);
        if (!number || *number > static_cast<std::uint64_t>(kNever)) return bad();
        auto value = static_cast<std::int64_t>(*number);
        out.push_back(one.starts_with('-') ? -value : value);
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    }
    if (!rest.empty()) return bad();
    return out;
}

Result<std::string> listed(const Parameters& asked, std::string_view name,
                           bool (*is)(std::string_view), std::string_view wanted) {
    auto found = asked.find(name);
    if (found == asked.end()) return std::string();
    json::array values;
    std::string_view text = found->second;
    while (true) {
        std::string_view one = text.substr(0, text.find(','));
        if (!is(one) || values.size() == kValuesMax)
            return bad_query(
                name, fmt::format("holds at most {} {}, separated by commas", kValuesMax, wanted));
        values.emplace_back(one);
        if (one.size() == text.size()) return json::serialize(values);
        text.remove_prefix(one.size() + 1);
    }
}

Result<std::string> reader_of(const Parameters& asked, const rulebook::Rulebook& rulebook) {
    auto found = asked.find("for");
    if (found == asked.end()) return std::string();
    if (!rulebook.participants.contains(found->second))
        return bad_query("for", "is the code of a participant of this register");
    return found->second;
}

Result<std::string> participant_of(const Parameters& asked) {
    auto found = asked.find("participant");
    if (found == asked.end()) return std::string();
    if (!is_participant_code(found->second))
        return bad_query("participant", "is the code of a participant");
    return found->second;
}

// ---- One ask

// `shown` gets what its row alone says.
Result<void> Answers::read_ask(const AskKey& key, const Moment& moment, rules::Duty& out,
                               json::object& shown) {
    MITHAQ_CHECK(database_.rows(
        "SELECT type, ask, item, about, since, due, session, character, words FROM duty "
        "WHERE matter = ? AND idx = ?",
        [&](Row row) {
            shown["type"] = row.text(0);
            out.ask = static_cast<std::uint32_t>(row.number(1));
            out.item = row.text(2);
            out.about = row.number(3);
            out.since = Instant{row.integer(4)};
            if (!row.null(5)) out.due = Instant{row.integer(5)};
            out.session = row.text(6);
            out.character = row.text(7);
            if (!row.null(8)) shown["text"] = json::parse(row.bytes(8));
        },
        key.matter, key.index));
    MITHAQ_CHECK(database_.rows(
        "SELECT code FROM duty_of WHERE matter = ? AND idx = ? ORDER BY code",
        [&](Row row) { out.of.push_back(row.text(0)); }, key.matter, key.index));
    MITHAQ_CHECK(database_.rows(
        "SELECT participant, number, at FROM duty_answer WHERE matter = ? AND idx = ? AND "
        "number <= ? ORDER BY number, participant",
        [&](Row row) {
            out.answers.push_back({row.text(0), row.number(1), Instant{row.integer(2)}});
        },
        key.matter, key.index, moment.number));
    MITHAQ_CHECK(database_.rows(
        "SELECT number FROM duty_reminder WHERE matter = ? AND idx = ? AND number <= ? "
        "ORDER BY number",
        [&](Row row) { out.reminders.push_back(row.number(0)); }, key.matter, key.index,
        moment.number));
    return database_.rows(
        "SELECT at, act FROM duty_end WHERE matter = ? AND idx = ? AND number <= ? AND state = 2",
        [&](Row row) {
            out.released = Instant{row.integer(0)};
            if (!row.null(1)) out.released_by = row.number(1);
        },
        key.matter, key.index, moment.number);
}

namespace {

// What of an ask can name acts.
Result<void> add_acts(json::object& out, const rules::Duty& duty, const Precedence& precedence,
                      ActBriefs& acts) {
    auto answered = duty.answers;
    std::ranges::sort(answered, {}, [&](const rules::Answer& answer) {
        return std::tuple(precedence.rank(answer.participant), answer.participant, answer.number);
    });
    json::array answers, reminders;
    for (const auto& answer : answered) {
        MITHAQ_TRY(auto act, acts.of(answer.number));
        answers.push_back({{"participant", answer.participant},
                           {"at", format_stamp(answer.at)},
                           {"act", std::move(act)}});
    }
    out["answers"] = std::move(answers);
    for (std::uint64_t number : duty.reminders) {
        MITHAQ_TRY(auto act, acts.of(number));
        reminders.push_back(std::move(act));
    }
    out["reminders"] = std::move(reminders);
    if (!duty.released) return {};
    json::object released{{"at", format_stamp(*duty.released)}};
    if (duty.released_by) {
        MITHAQ_TRY(released["act"], acts.of(*duty.released_by));
    }
    out["released"] = std::move(released);
    return {};
}

}  // namespace

Result<json::array> Answers::asks_of(const std::vector<AskKey>& keys, const Moment& moment,
                                     const rules::Sessions& sessions, std::string_view reader,
                                     ActBriefs& acts) {
    const rulebook::Rulebook& rulebook = *context_.rulebook;
    const Precedence precedence(rulebook, moment.stamp);
    std::map<std::uint64_t, json::object> files;
    json::array out;
    for (const AskKey& key : keys) {
        rules::Duty duty;
        json::object row;
        MITHAQ_CHECK(read_ask(key, moment, duty, row));
        rules::Matter matter;  // as far as what follows reads it
        matter.number = key.matter;
        matter.rulebook = context_.rulebook;
        matter.procedure = &rulebook.procedures.at(std::string(row.at("type").as_string()));
        const rulebook::Ask& ask = matter.procedure->asks.at(duty.ask);
        const auto due = rules::due_of(matter, duty, sessions);
        const auto told = rules::told(matter, duty, due, moment.stamp, reader);

        json::object one{
            {"index", key.index}, {"name", ask.name}, {"title", json::value_from(ask.title)}};
        if (!duty.item.empty()) one["item"] = duty.item;
        if (const auto* words = row.if_contains("text")) one["text"] = *words;
        MITHAQ_TRY(one["about"], acts.of(duty.about));
        one["since"] = format_stamp(duty.since);
        one["of"] = json::value_from(precedence.sorted(duty.of));
        if (due) one["due"] = format_stamp(*due);
        if (!duty.session.empty()) one["session"] = duty.session;
        one["character"] = duty.character;
        if (!ask.urgency.empty()) one["urgency"] = ask.urgency;
        one["state"] = duty.released                  ? "released"
                       : rules::is_open(matter, duty) ? "open"
                                                      : "answered";
        if (told.passed) one["passed"] = true;
        if (told.awaited) one["awaited"] = json::value_from(precedence.sorted(*told.awaited));
        MITHAQ_CHECK(add_acts(one, duty, precedence, acts));
        auto file = files.find(key.matter);
        if (file == files.end()) {
            MITHAQ_TRY(auto brief, matter_brief(key.matter, moment));
            file = files.emplace(key.matter, std::move(brief)).first;
        }
        one["matter"] = file->second;
        out.push_back(std::move(one));
    }
    return out;
}

Result<std::vector<AskKey>> Answers::asks_in(std::uint64_t matter, const Moment& moment) {
    std::vector<AskKey> out;
    MITHAQ_CHECK(database_.rows(
        "SELECT idx FROM duty WHERE matter = ? AND number <= ? ORDER BY idx",
        [&](Row row) { out.push_back({matter, static_cast<std::uint32_t>(row.number(0))}); },
        matter, moment.number));
    return out;
}

// ---- The list

namespace {

// When it is due where its row says so, where a session does, and where either may.
constexpr std::string_view kOwnDue = "duty.due",
                           kSessionDue =
                               "(SELECT due FROM dates WHERE dates.session = duty.session)",
                           kDue =
                               "ifnull(duty.due, (SELECT due FROM dates WHERE dates.session = "
                               "duty.session))";

std::string json_of_sessions(const rules::Sessions& sessions, const rulebook::Rulebook& rulebook) {
    json::object out;
    for (const auto& [name, session] : sessions)
        out[name] = rulebook.calendar.end_of(session.opens - 1).ms;
    return json::serialize(out);
}

// Whoever answers where `code` is asked: itself, or those that it speaks for.
std::string answering(const rulebook::Rulebook& rulebook, const std::string& code) {
    json::array out{json::string(code)};
    auto found = rulebook.participants.find(code);
    if (found != rulebook.participants.end() && !found->second.speaks.empty())
        for (const auto& member : rulebook.members_of(found->second.speaks))
            out.emplace_back(member);
    return json::serialize(out);
}

// The names by which `code` is asked: its own, and those that speak for it.
std::vector<std::string> asked_as(const rulebook::Rulebook& rulebook, const std::string& code) {
    std::vector<std::string> out{code};
    for (const auto& [name, participant] : rulebook.participants) {
        if (participant.speaks.empty()) continue;
        const auto members = rulebook.members_of(participant.speaks);
        if (name != code && std::ranges::find(members, code) != members.end()) out.push_back(name);
    }
    return out;
}

// [type, index] of the asks that one of these forms answers.
std::string answered_by(const rulebook::Rulebook& rulebook, const json::array& forms) {
    json::array out;
    for (const auto& [type, procedure] : rulebook.procedures)
        for (std::size_t i = 0; i < procedure.asks.size(); ++i)
            if (std::ranges::any_of(procedure.asks[i].answer, [&](const auto& pattern) {
                    return std::ranges::find(forms, json::value(pattern.form)) != forms.end();
                }))
                out.emplace_back(fmt::format("{}/{}", type, i));
    return json::serialize(out);
}

// Where asks are looked for, and what they are put in order by.
struct Branch {
    bool whose = false;  // among those of one participant
    bool open = false;   // and among those open now; the planner has no counts to see that by
    std::string_view due{};
    Conditions where{};
    std::string key{}, order{};

    std::string from() const {
        if (!whose) return "FROM duty";
        return fmt::format(
            "FROM duty_of AS whose {} CROSS JOIN duty ON duty.matter = whose.matter "
            "AND duty.idx = whose.idx",
            open ? "INDEXED BY duty_of_open" : "");
    }
    std::string column(std::string_view name) const {
        return fmt::format("{}.{}", whose ? "whose" : "duty", name);
    }
};

// Of what moment, and whether that is the newest.
struct When {
    std::int64_t last = 0;
    bool now = false;
};

Result<void> add_state(const Parameters& asked, const rulebook::Rulebook& rulebook, When when,
                       Branch& out) {
    auto found = asked.find("state");
    if (found == asked.end()) return {};
    constexpr std::string_view kEnd =
        "(SELECT state FROM duty_end WHERE matter = duty.matter AND idx = duty.idx AND "
        "number <= ?)";
    const std::string& state = found->second;
    if (state == "answered" || state == "released") {
        out.where.add(fmt::format("{} = {}", kEnd, state == "answered" ? 1 : 2), when.last);
        return {};
    }
    if (state != "open" && state != "awaited")
        return bad_query("state", "is open, answered, released or awaited");
    out.open = when.now;
    if (out.open)
        out.where.add(out.column("open") + " = 1");
    else
        out.where.add(fmt::format("{} IS NULL", kEnd), when.last);
    if (state == "open") return {};
    MITHAQ_TRY(auto participant, participant_of(asked));
    MITHAQ_TRY(auto reader, reader_of(asked, rulebook));
    if (participant.empty() || (reader != participant && !rules::sees(rulebook, reader)))
        return bad_query("state",
                         "awaited is asked about `participant` by itself or by those that the "
                         "rules name; `for` says who asks");
    Conditions answered;
    answered.add("number <= ?", when.last);
    answered.add_listed("participant", answering(rulebook, participant));
    out.where.add(
        fmt::format("NOT EXISTS (SELECT 1 FROM duty_answer WHERE matter = duty.matter "
                    "AND idx = duty.idx AND {})",
                    answered.sql));
    out.where.values.insert(out.where.values.end(), answered.values.begin(), answered.values.end());
    return {};
}

Result<void> add_filters(const Parameters& asked, const rulebook::Rulebook& rulebook, When when,
                         Branch& out) {
    out.where.add(out.column("number") + " <= ?", when.last);
    MITHAQ_TRY(auto forms, listed(asked, "form", is_form_name, "names of forms"));
    if (!forms.empty())
        out.where.add(
            "(duty.about_form IN (SELECT value FROM json_each(?)) OR "
            "duty.type || '/' || duty.ask IN (SELECT value FROM json_each(?)))",
            forms, answered_by(rulebook, json::parse(forms).as_array()));
    MITHAQ_TRY(auto types, listed(asked, "type", rulebook::is_label, "names of procedures"));
    if (!types.empty()) out.where.add_listed("duty.type", types);
    for (const auto& [name, comparison] : {std::pair("due-before", "<="), {"due-after", ">"}}) {
        MITHAQ_TRY(auto date, when_of(asked, name, rulebook.calendar));
        if (!date) continue;
        if (out.due.empty())
            out.where.add("false");
        else
            out.where.add(fmt::format("{} {} ?", out.due, comparison), date->ms);
    }
    return add_state(asked, rulebook, when, out);
}

// The branches that together hold what is asked for. What has a date of its own, what waits for a
// session's, and what has none are apart where dates count: each has an index in its order.
Result<std::vector<Branch>> branches_of(const Parameters& asked, const rulebook::Rulebook& rulebook,
                                        When when, bool by_due) {
    std::vector<Branch> out;
    MITHAQ_TRY(auto participant, participant_of(asked));
    if (!participant.empty()) {
        auto state = asked.find("state");
        const bool awaited = state != asked.end() && state->second == "awaited";
        for (auto& code : awaited ? std::vector{participant} : asked_as(rulebook, participant)) {
            Branch& branch = out.emplace_back(Branch{.whose = true, .due = kDue});
            branch.where.add("whose.code = ?", std::move(code));
        }
    } else if (by_due || asked.contains("due-before") || asked.contains("due-after")) {
        out = {{.due = kOwnDue}, {.due = kSessionDue}, {}};
        out[0].where.add("duty.due IS NOT NULL");
        out[1].where.add("duty.due IS NULL AND duty.session IS NOT NULL");
        out[2].where.add("duty.due IS NULL AND duty.session IS NULL");
    } else {
        out.emplace_back(Branch{.due = kDue});
    }
    for (Branch& branch : out) {
        MITHAQ_CHECK(add_filters(asked, rulebook, when, branch));
        // Newest first, those of one number as they stand in their files; or by date.
        if (!by_due) {
            branch.key = "-" + branch.column("number");
            branch.order = fmt::format("{} DESC, {}, {}", branch.column("number"),
                                       branch.column("matter"), branch.column("idx"));
        } else if (branch.due == kOwnDue) {
            branch.key = kOwnDue;
            branch.order = "duty.due, duty.session, duty.matter, duty.idx";
        } else {
            branch.key = branch.due.empty() ? fmt::format("{}", kNever)
                                            : fmt::format("ifnull({}, {})", branch.due, kNever);
            branch.order = branch.due.empty() ? "duty.matter, duty.idx" : "1, 2, 3";
        }
    }
    return out;
}

// One query of all branches, at most so many rows: [key, file, index]; an ask once.
std::pair<std::string, std::vector<Value>> joined(const std::vector<Branch>& branches,
                                                  const std::string& dates, std::uint64_t limit) {
    std::string sql;
    std::vector<Value> values{dates};
    for (const Branch& branch : branches) {
        const std::string select =
            fmt::format("SELECT {} AS key, duty.matter, duty.idx {} WHERE {} ORDER BY {} LIMIT ?",
                        branch.key, branch.from(), branch.where.sql, branch.order);
        if (branches.size() == 1)
            sql = select;
        else
            sql += fmt::format("{}SELECT * FROM ({})", sql.empty() ? "" : " UNION ", select);
        values.insert(values.end(), branch.where.values.begin(), branch.where.values.end());
        values.emplace_back(static_cast<std::int64_t>(limit));
    }
    if (branches.size() > 1) {
        sql += " ORDER BY 1, 2, 3 LIMIT ?";
        values.emplace_back(static_cast<std::int64_t>(limit));
    }
    return {"WITH dates(session, due) AS (SELECT key, value FROM json_each(?)) " + sql,
            std::move(values)};
}

}  // namespace

void Conditions::add_listed(std::string_view column, const std::string& list) {
    const auto names = json::parse(list).as_array();
    if (names.size() == 1)
        add(fmt::format("{} = ?", column), std::string(names[0].as_string()));
    else
        add(fmt::format("+{} IN (SELECT value FROM json_each(?))", column), list);
}

Result<json::object> Answers::asks(const Parameters& asked) {
    MITHAQ_CHECK(check_names(asked, {"participant", "matter", "form", "type", "state", "due-before",
                                     "due-after", "sort", "limit", "before", "as-of", "for"}));
    MITHAQ_TRY(auto limit, number_of(asked, "limit", kLimitDefault, 1, kLimitMax));
    MITHAQ_TRY(auto reader, reader_of(asked, *context_.rulebook));
    auto sort = asked.find("sort");
    const bool by_due = sort != asked.end() && sort->second == "due";
    if (sort != asked.end() && !by_due && sort->second != "-number")
        return bad_query("sort", "is -number or due");
    // Moment, key, file, index.
    MITHAQ_TRY(auto place, read_place(asked, 4));
    MITHAQ_TRY(auto reading, begin());
    MITHAQ_TRY(auto then, moment(asked));
    if (!place.empty()) {
        MITHAQ_TRY(then, at_number(static_cast<std::uint64_t>(place[0])));
    }
    MITHAQ_TRY(auto convened, sessions(then));
    const std::string dates = json_of_sessions(convened, *context_.rulebook);
    MITHAQ_TRY(bool now, is_newest(then));
    const When when{static_cast<std::int64_t>(then.number), now};
    MITHAQ_TRY(auto branches, branches_of(asked, *context_.rulebook, when, by_due));
    if (auto ref = asked.find("matter"); ref != asked.end()) {
        MITHAQ_TRY(auto matter, matter_of(ref->second, then));
        for (Branch& branch : branches)
            branch.where.add("duty.matter = ?", static_cast<std::int64_t>(matter));
    }
    // The first page is the beginning of what is counted.
    std::uint64_t total = 0;
    std::vector<AskKey> keys;
    std::string next;
    std::vector<std::int64_t> end;
    auto take = [&](Row row) {
        if (keys.size() == limit) {
            if (next.empty()) next = write_place(end);
            return;
        }
        keys.push_back({row.number(1), static_cast<std::uint32_t>(row.number(2))});
        end = {when.last, row.integer(0), row.integer(1), row.integer(2)};
    };
    const auto [all, all_values] = joined(branches, dates, kTotalMax);
    MITHAQ_CHECK(database_.rows(
        all,
        [&](Row row) {
            ++total;
            if (place.empty()) take(row);
        },
        all_values));
    if (!place.empty()) {
        for (Branch& branch : branches) {
            if (!by_due) branch.where.add(branch.column("number") + " <= ?", -place[1]);
            if (branch.key == kOwnDue) branch.where.add("duty.due >= ?", place[1]);
            branch.where.add(fmt::format("({}, duty.matter, duty.idx) > (?, ?, ?)", branch.key),
                             place[1], place[2], place[3]);
        }
        const auto [sql, values] = joined(branches, dates, limit + 1);
        MITHAQ_CHECK(database_.rows(sql, take, values));
    }
    ActBriefs acts(database_);
    MITHAQ_TRY(auto items, asks_of(keys, then, convened, reader, acts));
    json::object out{
        {"as_of", as_of(then.number, then.stamp)}, {"total", total}, {"items", std::move(items)}};
    if (!next.empty()) out["next"] = next;
    return out;
}

}  // namespace mithaq::view
