// Reads what `mithaq import` registers: a folder of records, a catalogue in columns.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/sha256.h"
#include "import.h"
#include "rulebook/rulebook.h"

namespace mithaq::cmd {
namespace {

constexpr std::string_view kGuide = "catalogue.toml";

std::unexpected<Error> bad(const Record& record, std::string_view what) {
    return err(Errc::malformed, "record",
               fmt::format("{}: record \"{}\": {}", record.file, record.key, what));
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

Result<void> read_references(const json::value& list, Record& record) {
    if (!list.is_array()) return bad(record, "\"re\" is a list of { to, item, as }");
    for (const auto& value : list.get_array()) {
        if (!value.is_object()) return bad(record, "\"re\" is a list of { to, item, as }");
        Record::Reference reference{text_of(value.get_object(), "to"),
                                    text_of(value.get_object(), "item"),
                                    text_of(value.get_object(), "as")};
        if (reference.to.empty() || reference.as.empty())
            return bad(record, "a reference says \"to\" and \"as\"");
        record.re.push_back(std::move(reference));
    }
    return {};
}

Result<Record> read_record(const std::string& file, const json::value& value) {
    Record record{file, "?", {}, {}, {}, {}, {}};
    if (!value.is_object()) return bad(record, "[[record]] is a table");
    const json::object& object = value.get_object();
    record.key = text_of(object, "key");
    record.form = text_of(object, "form");
    if (record.key.empty() || record.form.empty())
        return bad(record, "\"key\" and \"form\" are missing, or one of them");
    for (const auto& pair : object) {
        std::string_view name = pair.key();
        if (name == "key" || name == "form") continue;
        if (name == "re")
            MITHAQ_CHECK(read_references(pair.value(), record));
        else if (name == "body" && pair.value().is_object())
            record.body = pair.value().get_object();
        else if (name == "matter" && pair.value().is_string() && !pair.value().get_string().empty())
            record.matter = std::string(pair.value().get_string());
        else if (name == "ref" || name == "dated" || name == "marking" || name == "languages" ||
                 name == "received")
            record.headers[name] = pair.value();
        else
            return bad(record, fmt::format("unknown name \"{}\"", name));
    }
    return record;
}

// Each after those it refers to; else in the order in which they were read.
class Order {
  public:
    explicit Order(std::vector<Record> records) : records_(std::move(records)) {}

    Result<std::vector<Record>> sorted() {
        for (std::size_t i = 0; i < records_.size(); ++i)
            if (!index_.emplace(records_[i].key, i).second)
                return bad(records_[i], "another record has this key");
        state_.assign(records_.size(), State::unseen);
        for (std::size_t i = 0; i < records_.size(); ++i) MITHAQ_CHECK(place(i));
        return std::move(out_);
    }

  private:
    enum class State : std::uint8_t { unseen, open, placed };

    Result<void> place(std::size_t at) {
        if (state_[at] == State::placed) return {};
        if (state_[at] == State::open)
            return bad(records_[at], "refers to itself, by way of others");
        state_[at] = State::open;
        std::vector<std::string> before;
        for (const auto& reference : records_[at].re) before.push_back(reference.to);
        if (!records_[at].matter.empty()) before.push_back(records_[at].matter);
        for (const auto& key : before) {
            auto found = index_.find(key);
            if (found == index_.end())
                return bad(records_[at], fmt::format("refers to \"{}\", which no record is", key));
            MITHAQ_CHECK(place(found->second));
        }
        state_[at] = State::placed;
        out_.push_back(records_[at]);
        return {};
    }

    std::vector<Record> records_, out_;
    std::map<std::string, std::size_t> index_;
    std::vector<State> state_;
};

// ---- The catalogue

constexpr std::array kColumns = {"symbol", "lang",      "organ",   "session", "number", "subject",
                                 "place",  "date_from", "date_to", "hijri",   "type",   "url"};

std::vector<std::string> split(std::string_view line, char at) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from <= line.size();) {
        std::size_t end = std::min(line.find(at, from), line.size());
        out.emplace_back(line.substr(from, end - from));
        from = end + 1;
    }
    return out;
}

class Catalogue {
  public:
    explicit Catalogue(const json::object& guide) : guide_(guide) {}

    Result<Record> record(std::size_t line, const std::map<std::string, std::string>& row) const {
        Record out{
            fmt::format("line {} of the catalogue", line), {}, "text.record", {}, {}, {}, {}};
        out.key = "catalogue/" + to_hex(sha256(row.at("symbol") + "\n" + row.at("lang") + "\n" +
                                               row.at("subject") + "\n" + row.at("url"))
                                            .bytes)
                                     .substr(0, 16);
        const json::object organ = entry("organ", row.at("organ"));
        const json::object kind = entry("type", row.at("type"));
        if (organ.empty() || kind.empty())
            return bad(out, fmt::format("catalogue.toml knows no organ \"{}\", or no type \"{}\"",
                                        row.at("organ"), row.at("type")));
        const std::string language = row.at("lang");
        auto words = [&](std::string_view text) {
            return json::object{{language, std::string(text)}};
        };
        out.body = {{"kind", text_of(kind, "kind")},
                    {"title", words(row.at("subject"))},
                    {"organ", text_of(organ, "code")},
                    {"checked", "no"},
                    {"source", source(row)}};
        if (std::string symbol = symbol_of(row.at("symbol")); !symbol.empty()) {
            out.body["symbol"] = symbol;
            add_remark(row, symbol, out.body);
        }
        if (!row.at("session").empty() && organ.contains("session"))
            out.body["session"] =
                text_of(organ, "session") + "/" + row.at("session") + text_of(organ, "suffix");
        if (!row.at("place").empty()) out.body["place"] = words(row.at("place"));
        json::object when;
        for (auto [name, column] :
             {std::pair{"gregorian", "date_from"}, {"until", "date_to"}, {"hijri", "hijri"}})
            if (!row.at(column).empty()) when[name] = row.at(column);
        if (!when.empty()) out.body["when"] = std::move(when);
        out.headers["languages"] = {{language, "original"}};
        return out;
    }

  private:
    json::object entry(std::string_view table, std::string_view name) const {
        const auto* found = guide_.if_contains(table);
        const auto* value =
            found && found->is_object() ? found->get_object().if_contains(name) : nullptr;
        return value && value->is_object() ? value->get_object() : json::object();
    }
    json::object source(const std::map<std::string, std::string>& row) const {
        json::object out{{"document", guide_.at("document")}};
        if (!row.at("url").empty()) out["address"] = row.at("url");
        return out;
    }
    // As it is cited: without the words before it. In brackets stands what is no symbol.
    std::string symbol_of(std::string_view symbol) const {
        for (const auto& prefix : guide_.at("strip").as_array())
            if (symbol.starts_with(std::string_view(prefix.as_string()))) {
                symbol.remove_prefix(prefix.as_string().size());
                break;
            }
        while (symbol.starts_with(' ')) symbol.remove_prefix(1);
        return symbol.starts_with('(') ? std::string() : std::string(symbol);
    }
    // "7/33-P" among the papers of session 34: printed so, and said so.
    void add_remark(const std::map<std::string, std::string>& row, std::string_view symbol,
                    json::object& body) const {
        auto slash = symbol.find('/');
        auto dash = symbol.find('-', slash == symbol.npos ? 0 : slash);
        if (slash == symbol.npos || dash == symbol.npos || row.at("session").empty()) return;
        auto number = symbol.substr(0, slash), session = symbol.substr(slash + 1, dash - slash - 1);
        auto digits = [](std::string_view text) {
            return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
        };
        while (session.ends_with(' ')) session.remove_suffix(1);
        if (!digits(number) || !digits(session) || session == row.at("session")) return;
        bool turned = number == row.at("session");
        body["correction"] = guide_.at(turned ? "turned" : "other_session");
    }

    const json::object& guide_;
};

// By what a row is known to be a document that a record describes already: its symbol, in the
// letters of the guide; where it has none, its address.
class Described {
  public:
    Described(const std::vector<Record>& records, const json::object& guide) : guide_(guide) {
        for (const auto& record : records) {
            if (std::string symbol = text_of(record.body, "symbol"); !symbol.empty())
                symbols_.insert(plain(symbol));
            if (std::string address = address_of(record); !address.empty())
                addresses_.insert(std::move(address));
        }
    }
    bool holds(const Record& row) const {
        const std::string symbol = text_of(row.body, "symbol");
        return symbol.empty() ? addresses_.contains(address_of(row))
                              : symbols_.contains(plain(symbol));
    }

  private:
    static std::string address_of(const Record& record) {
        const auto* source = record.body.if_contains("source");
        return source && source->is_object() ? text_of(source->get_object(), "address")
                                             : std::string();
    }
    // "14/20 - س" as "14/20-P".
    std::string plain(std::string_view symbol) const {
        std::string out;
        for (char c : symbol)
            if (c != ' ') out += c;
        auto dash = out.find('-');
        const auto* letters = guide_.if_contains("letters");
        if (dash != out.npos && letters && letters->is_array())
            for (const auto& pair : letters->get_array())
                if (pair.is_object() &&
                    text_of(pair.get_object(), "printed") == out.substr(dash + 1))
                    return out.substr(0, dash + 1) + text_of(pair.get_object(), "as");
        return out;
    }

    const json::object& guide_;
    std::set<std::string> symbols_, addresses_;
};

}  // namespace

Result<std::vector<Record>> read_records(const std::map<std::string, std::string>& sources) {
    std::vector<Record> records;
    for (const auto& [file, text] : sources) {
        if (file == kGuide) continue;
        MITHAQ_TRY(auto object, rulebook::read_toml(file, text));
        for (const auto& pair : object) {
            if (pair.key() != "record" || !pair.value().is_array())
                return err(Errc::malformed, "record",
                           fmt::format("{}: only [[record]] stands in such a file", file));
            for (const auto& value : pair.value().get_array()) {
                MITHAQ_TRY(auto record, read_record(file, value));
                records.push_back(std::move(record));
            }
        }
    }
    return Order(std::move(records)).sorted();
}

Result<std::vector<Record>> read_catalogue(const std::string& table, const std::string& guide,
                                           const std::vector<Record>& records) {
    MITHAQ_TRY(auto object, rulebook::read_toml(std::string(kGuide), guide));
    for (std::string_view name : {"document", "strip", "turned", "other_session"})
        if (!object.contains(name))
            return err(Errc::malformed, "record",
                       fmt::format("catalogue.toml: \"{}\" is missing", name));
    const Described described(records, object);
    std::vector<Record> out;
    std::set<std::string> keys;
    auto lines = split(table, '\n');
    if (lines[0].ends_with('\r')) lines[0].pop_back();
    const auto header = split(lines[0], '\t');
    if (!std::equal(header.begin(), header.end(), kColumns.begin(), kColumns.end()))
        return err(Errc::malformed, "record",
                   fmt::format("line 1 of the catalogue does not name the columns {}",
                               fmt::join(kColumns, ", ")));
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].ends_with('\r')) lines[i].pop_back();
        if (lines[i].empty()) continue;
        const auto cells = split(lines[i], '\t');
        if (cells.size() != kColumns.size())
            return err(Errc::malformed, "record",
                       fmt::format("line {} of the catalogue has {} columns, not {}", i + 1,
                                   cells.size(), kColumns.size()));
        std::map<std::string, std::string> row;
        for (std::size_t column = 0; column < cells.size(); ++column)
            row[kColumns[column]] = cells[column];
        MITHAQ_TRY(auto record, Catalogue(object).record(i + 1, row));
        // The same document listed twice, or described by a record, is one document.
        if (!described.holds(record) && keys.insert(record.key).second)
            out.push_back(std::move(record));
    }
    return out;
}

}  // namespace mithaq::cmd
