#include "rules/replay.h"

#include <algorithm>
#include <set>

#include "rules/evaluate.h"

namespace mithaq::rules {

Result<std::optional<Judgement>> take(std::optional<Matter>& matter,
                                      const std::shared_ptr<const rulebook::Rulebook>& rulebook,
                                      const Submission& submission, Trace* trace) {
    if (!matter && !opened_by(*rulebook, submission.form)) return std::nullopt;
    if (matter) advance(*matter, submission.stamp, trace);
    auto judged = matter ? judge(*matter->rulebook, &*matter, submission)
                         : judge(*rulebook, nullptr, submission);
    if (!judged && !submission.received) return std::unexpected(std::move(judged).error());
    if (!judged) {
        Event event;
        event.kind = Event::Kind::no_effect;
        event.at = submission.stamp;
        event.act = submission.number;
        if (auto rule = parse_rule(judged.error().rule)) event.rule = rule->second;
        event.name = submission.form;
        event.participants = submission.authors;
        event.refusal = judged.error().type;
        if (trace) trace->push_back(std::move(event));
        return std::nullopt;
    }
    if (matter)
        step(*matter, *judged, submission, trace);
    else
        matter = open(rulebook, *judged, submission, trace);
    return *judged;
}

namespace {

// A field's value as a column is called by it; integers are ordered before words, by their size.
using ColumnValue = std::pair<std::int64_t, std::string>;

std::optional<ColumnValue> value_at(const json::object& body,
                                    const std::vector<std::string>& fields) {
    const json::value* value = field_at(&body, fields);
    if (!value) return std::nullopt;
    if (value->is_int64()) return ColumnValue{value->get_int64(), {}};
    if (value->is_string()) return ColumnValue{INT64_MAX, std::string(value->get_string())};
    return std::nullopt;
}

std::string name_of(const ColumnValue& value) {
    return value.first == INT64_MAX ? value.second : std::to_string(value.first);
}

bool in_column(const rulebook::Column& column, const Submission& act) {
    return matches_any(column.forms, act.form, *act.body);
}

// The acts of each column, before they are parted into rows.
std::vector<std::vector<const Submission*>> columns_of(const rulebook::Table& table,
                                                       const std::vector<Taken>& acts,
                                                       std::vector<std::string>& names) {
    std::vector<std::vector<const Submission*>> out;
    if (table.by.empty()) {
        for (const auto& column : table.columns) {
            std::string& name = names.emplace_back();
            for (const auto& pattern : column.forms)
                name += (name.empty() ? "" : " ") + pattern.source;
            auto& members = out.emplace_back();
            for (const auto& [act, as] : acts)
                if (in_column(column, act)) members.push_back(&act);
        }
        return out;
    }
    std::map<ColumnValue, std::vector<const Submission*>> by_value;
    for (const auto& [act, as] : acts)
        if (table.columns.empty() || in_column(table.columns[0], act))
            if (auto value = value_at(*act.body, table.by)) by_value[*value].push_back(&act);
    for (auto& [value, members] : by_value) {
        names.push_back(name_of(value));
        out.push_back(std::move(members));
    }
    return out;
}

std::vector<Cells::Row> rows_by_author(const std::vector<std::vector<const Submission*>>& columns,
                                       const std::vector<std::string>& precedence) {
    std::set<std::string_view> authors;
    for (const auto& column : columns)
        for (const auto* act : column) authors.insert(act->authors.begin(), act->authors.end());
    std::vector<Cells::Row> out;
    for (const auto& code : precedence) {
        if (!authors.contains(code)) continue;
        auto& row = out.emplace_back();
        row.participant = code;
        for (const auto& column : columns) {
            auto& cell = row.cells.emplace_back();
            for (const auto* act : column)
                if (std::ranges::find(act->authors, code) != act->authors.end())
                    cell.push_back(act->number);
        }
    }
    return out;
}

// The newest act with the name holds the list; what refers to an element of an earlier one of that
// name refers to this one's.
std::vector<Cells::Row> rows_by_item(const rulebook::Path& path,
                                     const std::vector<std::vector<const Submission*>>& columns,
                                     const std::vector<Taken>& acts) {
    std::set<std::uint64_t> holders;
    const json::object* newest = nullptr;
    for (const auto& [act, as] : acts)
        if (as == path.name) {
            holders.insert(act.number);
            newest = act.body;
        }
    const json::value* list = field_at(newest, path.fields);
    std::vector<Cells::Row> out;
    if (!list || !list->is_array()) return out;
    for (const auto& one : list->get_array()) {
        const auto* item = one.if_object();
        const auto* name = item ? item->if_contains("item") : nullptr;
        if (!name || !name->is_string()) continue;
        auto& row = out.emplace_back();
        row.item = item;
        for (const auto& column : columns) {
            auto& cell = row.cells.emplace_back();
            for (const auto* act : column)
                if (std::ranges::any_of(act->re, [&](const Submission::Reference& reference) {
                        return holders.contains(reference.number) &&
                               reference.item == std::string_view(name->get_string());
                    }))
                    cell.push_back(act->number);
        }
    }
    return out;
}

}  // namespace

Cells cells_of(const rulebook::Table& table, const std::vector<Taken>& acts,
               const std::vector<std::string>& precedence) {
    Cells out;
    const auto columns = columns_of(table, acts, out.columns);
    out.rows =
        table.rows ? rows_by_item(*table.rows, columns, acts) : rows_by_author(columns, precedence);
    return out;
}

}  // namespace mithaq::rules
