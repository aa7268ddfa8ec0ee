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

// A query as it grows: conditions and their values, in one order.
struct Conditions {
    std::string sql;
    std::vector<Value> values;

    template <typename... Values>
    void add(std::string_view condition, Values... bound) {
        sql += " AND ";
        sql += condition;
        (values.emplace_back(std::move(bound)), ...);
    }
};

// When it is due, a session's date looked up; bound once: [name, instant] by name as JSON.
constexpr std::string_view kDue =
    "ifnull(duty.due, (SELECT value FROM json_each(?) WHERE key = duty.session))";

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
std::string asked_as(const rulebook::Rulebook& rulebook, const std::string& code) {
    json::array out{json::string(code)};
    for (const auto& [name, participant] : rulebook.participants) {
        if (participant.speaks.empty()) continue;
        const auto members = rulebook.members_of(participant.speaks);
        if (std::ranges::find(members, code) != members.end()) out.emplace_back(name);
    }
    return json::serialize(out);
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

Result<void> add_state(const Parameters& asked, const rulebook::Rulebook& rulebook,
                       std::int64_t moment, Conditions& out) {
    auto found = asked.find("state");
    if (found == asked.end()) return {};
    constexpr std::string_view kEnd =
        "(SELECT state FROM duty_end WHERE matter = duty.matter AND idx = duty.idx AND "
        "number <= ?)";
    const std::string& state = found->second;
    if (state == "answered" || state == "released") {
        out.add(fmt::format("{} = {}", kEnd, state == "answered" ? 1 : 2), moment);
        return {};
    }
    if (state != "open" && state != "awaited")
        return bad_query("state", "is open, answered, released or awaited");
    out.add(fmt::format("{} IS NULL", kEnd), moment);
    if (state == "open") return {};
    MITHAQ_TRY(auto participant, participant_of(asked));
    MITHAQ_TRY(auto reader, reader_of(asked, rulebook));
    if (participant.empty() || (reader != participant && !rules::sees(rulebook, reader)))
        return bad_query("state",
                         "awaited is asked about `participant` by itself or by those that the "
                         "rules name; `for` says who asks");
    out.add(
        "(duty.matter, duty.idx) IN (SELECT matter, idx FROM duty_of WHERE code = ?) AND NOT "
        "EXISTS (SELECT 1 FROM duty_answer WHERE matter = duty.matter AND idx = duty.idx AND "
        "number <= ? AND participant IN (SELECT value FROM json_each(?)))",
        participant, moment, answering(rulebook, participant));
    return {};
}

Result<void> add_filters(const Parameters& asked, const rulebook::Rulebook& rulebook,
                         const std::string& sessions, Conditions& out) {
    MITHAQ_TRY(auto participant, participant_of(asked));
    if (!participant.empty())
        out.add(
            "(duty.matter, duty.idx) IN (SELECT matter, idx FROM duty_of WHERE code IN "
            "(SELECT value FROM json_each(?)))",
            asked_as(rulebook, participant));
    MITHAQ_TRY(auto forms, listed(asked, "form", is_form_name, "names of forms"));
    if (!forms.empty())
        out.add(
            "(duty.about_form IN (SELECT value FROM json_each(?)) OR "
            "duty.type || '/' || duty.ask IN (SELECT value FROM json_each(?)))",
            forms, answered_by(rulebook, json::parse(forms).as_array()));
    MITHAQ_TRY(auto types, listed(asked, "type", rulebook::is_label, "names of procedures"));
    if (!types.empty()) out.add("duty.type IN (SELECT value FROM json_each(?))", types);
    MITHAQ_TRY(auto before, when_of(asked, "due-before", rulebook.calendar));
    if (before) out.add(fmt::format("{} <= ?", kDue), sessions, before->ms);
    MITHAQ_TRY(auto after, when_of(asked, "due-after", rulebook.calendar));
    if (after) out.add(fmt::format("{} > ?", kDue), sessions, after->ms);
    return {};
}

}  // namespace

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
    const auto last = static_cast<std::int64_t>(then.number);
    Conditions where{"duty.number <= ?", {last}};
    MITHAQ_CHECK(add_filters(asked, *context_.rulebook, dates, where));
    MITHAQ_CHECK(add_state(asked, *context_.rulebook, last, where));
    if (auto ref = asked.find("matter"); ref != asked.end()) {
        MITHAQ_TRY(auto matter, matter_of(ref->second, then));
        where.add("duty.matter = ?", static_cast<std::int64_t>(matter));
    }
    MITHAQ_TRY(auto total,
               database_.integer("SELECT count(*) FROM duty WHERE " + where.sql, where.values));
    // Newest first, those of one number as they stand in their files; or by date.
    const std::string key =
        by_due ? fmt::format("ifnull({}, {})", kDue, kNever) : std::string("-duty.number");
    std::vector<Value> values;
    if (by_due) values.emplace_back(dates);
    values.insert(values.end(), where.values.begin(), where.values.end());
    std::string sql =
        fmt::format("SELECT {} AS key, duty.matter, duty.idx FROM duty WHERE {}", key, where.sql);
    if (!place.empty()) {
        sql += fmt::format(" AND ({}, duty.matter, duty.idx) > (?, ?, ?)", key);
        if (by_due) values.emplace_back(dates);
        values.insert(values.end(), {Value(place[1]), Value(place[2]), Value(place[3])});
    }
    sql += " ORDER BY 1, duty.matter, duty.idx LIMIT ?";
    values.emplace_back(static_cast<std::int64_t>(limit + 1));
    std::vector<AskKey> keys;
    std::string next;
    std::vector<std::int64_t> end;
    MITHAQ_CHECK(database_.rows(
        sql,
        [&](Row row) {
            if (keys.size() == limit) {
                next = write_place(end);
                return;
            }
            keys.push_back({row.number(1), static_cast<std::uint32_t>(row.number(2))});
            end = {last, row.integer(0), row.integer(1), row.integer(2)};
        },
        values));
    ActBriefs acts(database_);
    MITHAQ_TRY(auto items, asks_of(keys, then, convened, reader, acts));
    json::object out{{"as_of", as_of(then.number, then.stamp)},
                     {"total", total.value_or(0)},
                     {"items", std::move(items)}};
    if (!next.empty()) out["next"] = next;
    return out;
}

}  // namespace mithaq::view
