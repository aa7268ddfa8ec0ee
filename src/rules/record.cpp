// Records of files: what a snapshot holds and the state root hashes (docs/RULES.md, section 11).
#include <fmt/format.h>

#include "rules/matter.h"

namespace mithaq::rules {
namespace {

json::array codes_of(const Codes& codes) {
    return json::array(codes.begin(), codes.end());
}

json::object duty_record(const Matter& matter, const Duty& duty) {
    json::object out{{"ask", matter.procedure->asks[duty.ask].name},
                     {"about", duty.about},
                     {"since", format_stamp(duty.since)},
                     {"of", codes_of(duty.of)},
                     {"character", duty.character}};
    if (!duty.item.empty()) out["item"] = duty.item;
    if (duty.by) out["by"] = *duty.by;
    if (duty.due) out["due"] = format_stamp(*duty.due);
    if (!duty.session.empty()) out["session"] = duty.session;
    if (!duty.answers.empty()) {
        json::array answers;
        for (const auto& answer : duty.answers)
            answers.push_back(
                json::array{answer.participant, answer.number, format_stamp(answer.at)});
        out["answers"] = std::move(answers);
    }
    if (!duty.reminders.empty())
        out["reminders"] = json::array(duty.reminders.begin(), duty.reminders.end());
    if (duty.released) out["released"] = format_stamp(*duty.released);
    if (duty.released_by) out["released-by"] = *duty.released_by;
    return out;
}

json::object counting_record(const Counting& counting) {
    json::array votes;
    for (const auto& vote : counting.votes)
        votes.push_back(json::array{vote.participant, vote.number, vote.choice});
    json::object out{
        {"of", counting.of}, {"set", codes_of(counting.set)}, {"votes", std::move(votes)}};
    if (counting.decided) {
        out["decided"] = format_stamp(*counting.decided);
        out["reached"] = counting.reached;
    }
    return out;
}

// What was written by record_of reads back; anything else is `malformed`, and nothing of it is
// trusted to be there.
class Reading {
  public:
    explicit Reading(const json::object& object) : object_(object) {}

    const json::value* find(std::string_view name) const { return object_.if_contains(name); }
    Result<std::string> text(std::string_view name) const {
        const auto* value = find(name);
        if (!value || !value->is_string()) return bad(name);
        return std::string(value->get_string());
    }
    Result<std::uint64_t> number(std::string_view name) const {
        const auto* value = find(name);
        if (!value) return bad(name);
        return number_in(*value, name);
    }
    static Result<std::uint64_t> number_in(const json::value& value, std::string_view name) {
        if (!value.is_int64() && !value.is_uint64()) return bad(name);
        return value.to_number<std::uint64_t>();
    }
    Result<Instant> stamp(std::string_view name) const {
        MITHAQ_TRY(auto written, text(name));
        return parse_stamp(written);
    }
    Result<const json::array*> list(std::string_view name) const {
        const auto* value = find(name);
        if (!value || !value->is_array()) return bad(name);
        return &value->get_array();
    }
    Result<Codes> codes(std::string_view name) const {
        MITHAQ_TRY(const auto* values, list(name));
        Codes out;
        for (const auto& value : *values) {
            if (!value.is_string()) return bad(name);
            out.emplace_back(value.get_string());
        }
        return out;
    }
    static std::unexpected<Error> bad(std::string_view name) {
        return err(Errc::malformed, "matter-record",
                   fmt::format("the record of a file has no such \"{}\"", name));
    }

  private:
    const json::object& object_;
};

// A triple of a list: [text, number, text].
struct Triple {
    std::string first;
    std::uint64_t number = 0;
    std::string last;
};
Result<Triple> triple(const json::value& value, std::string_view name) {
    const auto* list = value.if_array();
    if (!list || list->size() != 3 || !list->at(0).is_string() || !list->at(2).is_string())
        return Reading::bad(name);
    MITHAQ_TRY(auto number, Reading::number_in(list->at(1), name));
    return Triple{std::string(list->at(0).get_string()), number,
                  std::string(list->at(2).get_string())};
}

template <typename List>
Result<std::uint32_t> position(const List& list, std::string_view name) {
    for (std::uint32_t i = 0; i < list.size(); ++i)
        if (list[i].name == name) return i;
    return Reading::bad(name);
}

Result<Duty> read_duty(const json::object& object, const Procedure& procedure) {
    const Reading reading(object);
    Duty out;
    MITHAQ_TRY(auto ask, reading.text("ask"));
    MITHAQ_TRY(out.ask, position(procedure.asks, ask));
    MITHAQ_TRY(out.about, reading.number("about"));
    MITHAQ_TRY(out.since, reading.stamp("since"));
    MITHAQ_TRY(out.of, reading.codes("of"));
    MITHAQ_TRY(out.character, reading.text("character"));
    if (reading.find("item")) {
        MITHAQ_TRY(out.item, reading.text("item"));
    }
    if (reading.find("by")) {
        MITHAQ_TRY(out.by, reading.number("by"));
    }
    if (reading.find("due")) {
        MITHAQ_TRY(out.due, reading.stamp("due"));
    }
    if (reading.find("session")) {
        MITHAQ_TRY(out.session, reading.text("session"));
    }
    if (reading.find("answers")) {
        MITHAQ_TRY(const auto* answers, reading.list("answers"));
        for (const auto& value : *answers) {
            MITHAQ_TRY(auto answer, triple(value, "answers"));
            MITHAQ_TRY(auto at, parse_stamp(answer.last));
            out.answers.push_back({answer.first, answer.number, at});
        }
    }
    if (reading.find("reminders")) {
        MITHAQ_TRY(const auto* reminders, reading.list("reminders"));
        for (const auto& value : *reminders) {
            MITHAQ_TRY(auto number, Reading::number_in(value, "reminders"));
            out.reminders.push_back(number);
        }
    }
    if (reading.find("released")) {
        MITHAQ_TRY(out.released, reading.stamp("released"));
    }
    if (reading.find("released-by")) {
        MITHAQ_TRY(out.released_by, reading.number("released-by"));
    }
    return out;
}

Result<Counting> read_counting(const json::object& object) {
    const Reading reading(object);
    Counting out;
    MITHAQ_TRY(out.of, reading.number("of"));
    MITHAQ_TRY(out.set, reading.codes("set"));
    MITHAQ_TRY(const auto* votes, reading.list("votes"));
    for (const auto& value : *votes) {
        MITHAQ_TRY(auto vote, triple(value, "votes"));
        out.votes.push_back({vote.first, vote.number, vote.last});
    }
    if (reading.find("decided")) {
        MITHAQ_TRY(out.decided, reading.stamp("decided"));
        const auto* reached = reading.find("reached");
        if (!reached || !reached->is_bool()) return Reading::bad("reached");
        out.reached = reached->get_bool();
    }
    return out;
}

Result<void> read_names(const json::object& names, Matter& out) {
    for (const auto& pair : names) {
        const auto* object = pair.value().if_object();
        if (!object) return Reading::bad("names");
        const Reading reading(*object);
        Remembered act;
        MITHAQ_TRY(act.number, reading.number("number"));
        MITHAQ_TRY(act.from, reading.codes("from"));
        MITHAQ_TRY(act.stamp, reading.stamp("stamp"));
        MITHAQ_TRY(act.effective, reading.stamp("effective"));
        const auto* body = reading.find("body");
        if (!body || !body->is_object()) return Reading::bad("body");
        act.body = body->get_object();
        out.names.emplace(pair.key(), std::move(act));
    }
    return {};
}

}  // namespace

std::string record_of(const Matter& matter) {
    const Procedure& procedure = *matter.procedure;
    json::object names;
    for (const auto& [name, act] : matter.names)
        names[name] = {{"number", act.number},
                       {"from", codes_of(act.from)},
                       {"stamp", format_stamp(act.stamp)},
                       {"effective", format_stamp(act.effective)},
                       {"body", act.body}};
    json::object counts;
    for (std::size_t i = 0; i < matter.counts.size(); ++i)
        if (matter.counts[i]) counts[procedure.counts[i].name] = counting_record(*matter.counts[i]);
    json::array duties;
    for (const auto& duty : matter.duties) duties.push_back(duty_record(matter, duty));
    json::object out{{"number", matter.number},
                     {"type", procedure.type},
                     {"rulebook", to_hex(matter.rulebook->sha256.bytes)},
                     {"stage", matter.stage_name()},
                     {"since", format_stamp(matter.since)},
                     {"last", format_stamp(matter.last)},
                     {"rule", format_rule(procedure.type, matter.rule)},
                     {"names", std::move(names)},
                     {"counts", std::move(counts)},
                     {"asks", std::move(duties)}};
    if (matter.by) out["by"] = *matter.by;
    if (matter.resting) out["resting"] = true;
    return canonical_json(out);
}

Result<Matter> read_record(std::string_view record,
                           std::shared_ptr<const rulebook::Rulebook> rulebook) {
    MITHAQ_TRY(auto value, parse_json(record, {.depth_max = 32, .bytes_max = 64 << 20}));
    const auto* object = value.if_object();
    if (!object) return Reading::bad("record");
    const Reading reading(*object);
    Matter out;
    MITHAQ_TRY(auto type, reading.text("type"));
    auto procedure = rulebook->procedures.find(type);
    if (procedure == rulebook->procedures.end()) return Reading::bad("type");
    out.rulebook = std::move(rulebook);
    out.procedure = &procedure->second;
    MITHAQ_TRY(out.number, reading.number("number"));
    MITHAQ_TRY(auto stage, reading.text("stage"));
    MITHAQ_TRY(out.stage, position(out.procedure->stages, stage));
    MITHAQ_TRY(out.since, reading.stamp("since"));
    MITHAQ_TRY(out.last, reading.stamp("last"));
    if (reading.find("by")) {
        MITHAQ_TRY(out.by, reading.number("by"));
    }
    MITHAQ_TRY(auto rule, reading.text("rule"));
    auto parsed = parse_rule(rule);
    if (!parsed) return Reading::bad("rule");
    out.rule = parsed->second;
    out.resting = reading.find("resting") != nullptr;
    const auto* names = reading.find("names");
    if (!names || !names->is_object()) return Reading::bad("names");
    MITHAQ_CHECK(read_names(names->get_object(), out));
    out.counts.resize(out.procedure->counts.size());
    const auto* counts = reading.find("counts");
    if (!counts || !counts->is_object()) return Reading::bad("counts");
    for (const auto& pair : counts->get_object()) {
        MITHAQ_TRY(auto at, position(out.procedure->counts, pair.key()));
        if (!pair.value().is_object()) return Reading::bad("counts");
        MITHAQ_TRY(out.counts[at], read_counting(pair.value().get_object()));
    }
    MITHAQ_TRY(const auto* duties, reading.list("asks"));
    for (const auto& duty : *duties) {
        if (!duty.is_object()) return Reading::bad("asks");
        MITHAQ_TRY(auto read, read_duty(duty.get_object(), *out.procedure));
        out.duties.push_back(std::move(read));
    }
    return out;
}

}  // namespace mithaq::rules
