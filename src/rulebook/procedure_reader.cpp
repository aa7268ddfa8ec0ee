#include "rulebook/procedure_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/names.h"
#include "rulebook/expressions.h"
#include "rulebook/fields.h"
#include "rulebook/form_fields.h"

namespace mithaq::rulebook {
namespace {

constexpr std::array<std::string_view, 6> kCharacters = {
    "obligation", "decision", "political-commitment", "request", "invitation", "voluntary"};
constexpr std::array<std::string_view, 2> kUrgencies = {"as-soon-as-possible", "immediate"};
constexpr std::array<std::string_view, 3> kChoices = {"yes", "no", "abstain"};
// `as` of a reference (docs/FORMATS.md, "Act").
constexpr std::array<std::string_view, 13> kReferences = {
    "basis",    "replies",    "implements", "reaffirms", "adopts",   "transmits", "amends",
    "corrects", "supersedes", "withdraws",  "follows",   "supports", "releases"};

std::string in_words(const Path& path) {
    constexpr std::array<std::string_view, 8> kParts = {"",      ".stamp", ".effective", ".from",
                                                        ".body", "item",   "now",        ".re"};
    std::string out = path.part == Part::effective && path.name.empty()
                          ? "effective"
                          : path.name + std::string(kParts.at(static_cast<std::size_t>(path.part)));
    for (const auto& field : path.fields) out += "." + field;
    return out;
}

template <typename Names>
std::string listed(const Names& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

bool among(const std::vector<std::string>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

std::vector<std::string> forms_of(const std::vector<Pattern>& patterns) {
    std::vector<std::string> out;
    out.reserve(patterns.size());
    for (const Pattern& pattern : patterns) out.push_back(pattern.form);
    return out;
}

// What paths may read at a place.
struct Scope {
    bool now = false, effective = false;
    const std::vector<std::string>* at_hand = nullptr;  // forms of the act at hand; null: none is
    std::string_view own = {};                          // names the act at hand
    bool opening = false;                               // nothing else is named yet
    const std::vector<ReferenceNeed>* re = nullptr;
    const std::vector<Holder>* items = nullptr;
    bool unsure = false;  // a fault that is told keeps from knowing the act at hand
};

// What a path leads to, in each form that it may be of.
struct Found {
    FieldType type = FieldType::other;
    std::vector<Holder> places;  // of fields
};

// What sets and paths have in common for a procedure, and for `sees`, where nothing is at hand.
class Checker : public Fields {
  public:
    Checker(const Nameable& nameable, const Rulebook& rulebook, Findings& findings)
        : Fields(rulebook.languages, findings), nameable_(nameable), rulebook_(rulebook) {}

    SetOf set(const json::value& value, const std::string& at, const Scope& scope);

  protected:
    // The string at `name`, parsed; nothing, after a fault or when it is not there.
    template <typename T>
    std::optional<T> parsed(const json::object& object, std::string_view name,
                            const std::string& at, Result<T> (*parse)(std::string_view)) {
        std::string source = string(object, name, at);
        if (source.empty()) return std::nullopt;
        auto out = parse(source);
        if (out) return std::move(*out);
        bad(out.error(), pointer_join(at, name));
        return std::nullopt;
    }
    SetOf set(const json::object& object, std::string_view name, const std::string& at,
              const Scope& scope) {
        const auto* value = object.if_contains(name);
        return value ? set(*value, pointer_join(at, name), scope) : SetOf();
    }
    std::optional<Found> find(const Path& path, const Scope& scope, const std::string& at);
    void check_code(std::string_view code, const std::string& at);

    const Nameable& nameable_;
    const Rulebook& rulebook_;
    std::map<std::string, std::vector<std::string>, std::less<>> names_;  // `as` -> forms
    Procedure* out_ = nullptr;                                            // null of `sees`

  private:
    void check_terms(std::vector<SetTerm>& terms, const Scope& scope, const std::string& at);
    void check_term_path(const Path& path, const Scope& scope, const std::string& at);
    std::optional<Found> find_field(const Path& path, const std::vector<Holder>& holders,
                                    const std::string& at);
    bool check_name(const Path& path, const Scope& scope, const std::string& at);
};

void Checker::check_code(std::string_view code, const std::string& at) {
    if (!nameable_.participants) return;
    auto found = rulebook_.participants.find(code);
    if (found == rulebook_.participants.end())
        bad(fmt::format("{} is not in participants", code), at);
    else if (!found->second.may_submit())
        bad(fmt::format("{} may be named, and submits nothing", code), at);
}

SetOf Checker::set(const json::value& value, const std::string& at, const Scope& scope) {
    const auto* source = value.if_string();
    if (!source || source->empty()) {
        bad("a set is written as a string, such as \"members + SG\"", at);
        return {};
    }
    auto out = parse_set(*source);
    if (!out) {
        bad(out.error(), at);
        return {};
    }
    check_terms(out->terms, scope, at);
    return std::move(*out);
}

// `sees` becomes a group of what it stands for, called by its word.
void Checker::check_terms(std::vector<SetTerm>& terms, const Scope& scope, const std::string& at) {
    for (SetTerm& term : terms) {
        if (term.kind == SetTerm::Kind::group) check_terms(term.terms, scope, at);
        if (term.kind == SetTerm::Kind::code) check_code(term.word, at);
        if (term.kind == SetTerm::Kind::path) check_term_path(term.path, scope, at);
        if (term.kind != SetTerm::Kind::set) continue;
        if (term.word == "sees" && out_) {
            term.kind = SetTerm::Kind::group;
            term.terms = rulebook_.sees.terms;
        } else if (nameable_.sets && !rulebook_.sets.contains(term.word)) {
            bad(fmt::format("\"{}\" is no set of the rulebook", term.word), at);
        }
    }
}

void Checker::check_term_path(const Path& path, const Scope& scope, const std::string& at) {
    if (path.part != Part::from && path.part != Part::body && path.part != Part::item)
        return bad(fmt::format("{} names no participants: NAME.from, or a field that holds one or "
                               "more",
                               in_words(path)),
                   at);
    auto found = find(path, scope, at);
    if (found && path.part != Part::from && found->type != FieldType::participant &&
        found->type != FieldType::participants)
        bad(fmt::format("{} is {}; a set is made of participants", in_words(path),
                        words_of(found->type)),
            at);
}

// Whether `path.name` is there to be read.
bool Checker::check_name(const Path& path, const Scope& scope, const std::string& at) {
    if (path.name == "act") {
        if (scope.at_hand) return true;
        if (!scope.unsure) bad(fmt::format("{}: no act is at hand here", in_words(path)), at);
        return false;
    }
    if (!out_) {
        bad(fmt::format("{}: no file is at hand here", in_words(path)), at);
        return false;
    }
    if (!names_.contains(path.name)) {
        std::vector<std::string_view> known;
        known.reserve(names_.size());
        for (const auto& [name, forms] : names_) known.push_back(name);
        bad(fmt::format("{}: no move gives the name \"{}\" (`as`); names given: {}", in_words(path),
                        path.name, listed(known)),
            at);
        return false;
    }
    if (!scope.opening || path.name == scope.own) return true;
    bad(fmt::format("{}: a file that is only being opened remembers no \"{}\"", in_words(path),
                    path.name),
        at);
    return false;
}

std::optional<Found> Checker::find(const Path& path, const Scope& scope, const std::string& at) {
    auto nowhere = [&](std::string_view why) {
        bad(fmt::format("{}: {}", in_words(path), why), at);
        return std::nullopt;
    };
    if (path.part == Part::now) {
        if (!scope.now) return nowhere("has no meaning here; name an act and say .stamp");
        return Found{FieldType::instant, {}};
    }
    if (path.part == Part::effective && path.name.empty()) {
        if (!scope.effective) return nowhere("is of the act that a move judges");
        return Found{FieldType::instant, {}};
    }
    if (path.part == Part::item) {
        if (!scope.items) return nowhere("there are items only in an ask with `each`");
        return find_field(path, *scope.items, at);
    }
    if (!check_name(path, scope, at)) return std::nullopt;
    if (path.part == Part::re) {
        auto named = [&](const ReferenceNeed& need) { return need.name == path.fields[0]; };
        if (!scope.re || std::none_of(scope.re->begin(), scope.re->end(), named))
            return nowhere(fmt::format("`re` of this move names no \"{}\"", path.fields[0]));
        return Found{FieldType::id, {}};
    }
    if (path.part == Part::id) return Found{FieldType::id, {}};
    if (path.part == Part::from) return Found{FieldType::participants, {}};
    if (path.part != Part::body) return Found{FieldType::instant, {}};
    if (out_ && path.name != "act") out_->remembered[path.name].insert(path.fields[0]);
    const bool here = scope.at_hand && (path.name == "act" || path.name == scope.own);
    std::vector<Holder> holders;
    for (const auto& form : here ? *scope.at_hand : names_.find(path.name)->second) {
        auto known = rulebook_.forms.find(form);
        if (known == rulebook_.forms.end()) return std::nullopt;  // told where it is named
        holders.push_back({form, &known->second.annotated});
    }
    return find_field(path, holders, at);
}

std::optional<Found> Checker::find_field(const Path& path, const std::vector<Holder>& holders,
                                         const std::string& at) {
    Found out;
    bool whole = !holders.empty();
    for (const Holder& holder : holders) {
        auto schemas = fields_in(*holder.schema, path.fields);
        if (schemas.empty()) {
            bad(fmt::format("{}: {} has no field \"{}\"", in_words(path), holder.name,
                            fmt::join(path.fields, ".")),
                at);
            whole = false;
        }
        for (const auto* schema : schemas) out.places.push_back({holder.name, schema});
    }
    if (!whole) return std::nullopt;
    const Holder& first = out.places[0];
    out.type = type_of(*first.schema);
    for (const Holder& place : out.places)
        if (type_of(*place.schema) != out.type) {
            bad(fmt::format("{} is {} in {}, and {} in {}", in_words(path), words_of(out.type),
                            first.name, words_of(type_of(*place.schema)), place.name),
                at);
            return std::nullopt;
        }
    return out;
}

// Where a form opens files.
struct Opener {
    std::string form, type, at;
};

class ProcedureReader : public Checker {
  public:
    ProcedureReader(const Nameable& nameable, const Rulebook& rulebook, Findings& findings)
        : Checker(nameable, rulebook, findings) {}

    Procedure read(const std::string& type, const json::value& value, const std::string& at,
                   std::vector<Opener>& openers);

  private:
    void scan(const json::object& procedure);
    void read_stage(const json::value& value, const std::string& at);
    void read_move(const json::value& value, const std::string& at);
    void read_references(const json::object& move, const std::string& at, Move& out);
    void read_requirements(const json::object& move, const std::string& at, Move& out);
    void read_after(const json::value& value, const std::string& at);
    void read_count(const json::value& value, const std::string& at);
    void read_count_clock(const json::object& count, const std::string& at, Count& out);
    void read_choice(const json::object& count, const std::string& at, Count& out);
    void read_ask(const json::value& value, const std::string& at);
    void read_due(const json::object& ask, const std::string& at, const Scope& scope, Ask& out);
    void read_character(const json::object& ask, const std::string& at, const Scope& scope,
                        Ask& out);
    void read_table(const json::value& value, const std::string& at);
    void read_columns(const json::object& table, const std::string& at, Table& out);
    void read_by(const json::object& table, const std::string& at, Table& out);
    bool has_value(const std::string& form, const std::vector<std::string>& fields) const;
    void read_session(const json::value& value, const std::string& at);

    // ---- what these are made of

    // Each item of the list called `name`.
    void each_of(const json::object& procedure, std::string_view name, const std::string& at,
                 void (ProcedureReader::*read)(const json::value&, const std::string&)) {
        std::string where = at;
        if (const auto* items = list(procedure, name, where))
            for (std::size_t i = 0; i < items->size(); ++i)
                (this->*read)((*items)[i], fmt::format("{}/{}", where, i));
    }
    // A label that no other of `kind` has.
    std::string unique(const json::object& object, const std::string& at, std::string_view kind);
    std::string stage(const json::object& object, std::string_view name, const std::string& at);
    std::vector<std::string> stages(const json::object& object, std::string_view name,
                                    const std::string& at);
    std::string name(const json::object& object, std::string_view name, const std::string& at);
    // A pattern or a list of them; where `submitted`, some move must have its form.
    std::vector<Pattern> patterns(const json::object& object, std::string_view name,
                                  const std::string& at, bool submitted = true);
    std::optional<Pattern> pattern(const json::value& value, const std::string& at, bool submitted);
    bool check_pattern(const Pattern& pattern, const std::string& at, bool submitted);
    std::optional<Trigger> trigger(const json::value& value, const std::string& at);
    // Forms of the act at hand when the ask arises.
    std::vector<std::string> led_by(const Trigger& trigger) const;
    std::optional<FieldType> value(const Value& value, const Scope& scope, const std::string& at);
    void condition(const Condition& condition, const Scope& scope, const std::string& at);
    void literal(const Value& literal, const Value& path, const Scope& scope,
                 const std::string& at);
    // A path to a list with `item`, and its items.
    std::optional<Path> items(const json::object& object, std::string_view name,
                              const std::string& at, const Scope& scope,
                              std::vector<Holder>& items);

    std::set<std::string, std::less<>> forms_;        // that some move has
    std::set<std::string, std::less<>> count_names_;  // known before counts are read
    std::set<std::string, std::less<>> taken_;        // "kind name"
};

// ---- what the parts are made of

// Names and forms are known before what uses them is read, which may stand above.
void ProcedureReader::scan(const json::object& procedure) {
    auto items = [&](std::string_view name) {
        const auto* value = procedure.if_contains(name);
        const auto* list = value ? value->if_array() : nullptr;
        std::vector<const json::object*> out;
        if (list)
            for (const auto& item : *list)
                if (const auto* object = item.if_object()) out.push_back(object);
        return out;
    };
    auto word = [](const json::object& object, std::string_view name) {
        const auto* value = object.if_contains(name);
        const auto* text = value ? value->if_string() : nullptr;
        return text ? std::string(*text) : std::string();
    };
    for (const auto* move : items("move")) {
        std::vector<std::string> forms;
        auto take = [&](const json::value& value) {
            const auto* text = value.if_string();
            auto pattern = parse_pattern(text ? std::string_view(*text) : "");
            if (pattern && !among(forms, pattern->form)) forms.push_back(pattern->form);
        };
        if (const auto* form = move->if_contains("form")) {
            take(*form);
            if (const auto* list = form->if_array())
                for (const auto& one : *list) take(one);
        }
        forms_.insert(forms.begin(), forms.end());
        std::string as = word(*move, "as");
        if (!is_free_name(as)) continue;
        out_->remembered[as];
        for (auto& form : forms)
            if (!among(names_[as], form)) names_[as].push_back(form);
    }
    for (const auto* count : items("count")) count_names_.insert(word(*count, "name"));
}

std::string ProcedureReader::unique(const json::object& object, const std::string& at,
                                    std::string_view kind) {
    std::string out = string(object, "name", at);
    if (out.empty()) return out;
    if (!is_label(out))
        bad(fmt::format("\"{}\" is no name: [a-z][a-z0-9-]{{0,31}}", out), at + "/name");
    else if (!taken_.insert(fmt::format("{} {}", kind, out)).second)
        bad(fmt::format("another {} is called \"{}\"", kind, out), at + "/name");
    return out;
}

std::string ProcedureReader::stage(const json::object& object, std::string_view name,
                                   const std::string& at) {
    std::string out = string(object, name, at);
    if (!out.empty() && !out_->stage(out))
        bad(fmt::format("\"{}\" is no stage of this procedure", out), pointer_join(at, name));
    return out;
}

std::vector<std::string> ProcedureReader::stages(const json::object& object, std::string_view name,
                                                 const std::string& at) {
    const auto* value = object.if_contains(name);
    if (!value) return {};
    std::string where = pointer_join(at, name);
    auto out = strings(*value, where);
    const auto* list = value->if_array();
    if (!list) return out;
    if (list->empty()) bad("a list of stages names at least one", where);
    for (std::size_t i = 0; i < list->size(); ++i)
        if (const auto* text = (*list)[i].if_string();
            text && !text->empty() && !out_->stage(*text))
            bad(fmt::format("\"{}\" is no stage of this procedure", std::string_view(*text)),
                fmt::format("{}/{}", where, i));
    return out;
}

// A name that `as` gives somewhere.
std::string ProcedureReader::name(const json::object& object, std::string_view name,
                                  const std::string& at) {
    std::string out = string(object, name, at);
    if (!out.empty() && !names_.contains(out))
        bad(fmt::format("no move gives the name \"{}\" (`as`)", out), pointer_join(at, name));
    return out;
}

bool ProcedureReader::check_pattern(const Pattern& pattern, const std::string& at, bool submitted) {
    if (!nameable_.is_form(pattern.form)) {
        bad(fmt::format("{} is no form of the rulebook", pattern.form), at);
        return false;
    }
    if (submitted && !forms_.contains(pattern.form)) {
        bad(fmt::format(
                "no move of this procedure has the form {}, so no act of it belongs to such "
                "a file",
                pattern.form),
            at);
        return false;
    }
    auto form = rulebook_.forms.find(pattern.form);
    if (pattern.field.empty() || form == rulebook_.forms.end()) return true;
    auto schemas = fields_in(form->second.annotated, pattern.field);
    if (schemas.empty()) {
        bad(fmt::format("{} has no field \"{}\"", pattern.form, fmt::join(pattern.field, ".")), at);
        return false;
    }
    std::vector<std::string> values;
    for (const auto* schema : schemas)
        for (auto& value : values_of(*schema)) values.push_back(std::move(value));
    if (among(values, pattern.value)) return true;
    bad(fmt::format("\"{}\" is no value of {} in {}; its values: {}", pattern.value,
                    fmt::join(pattern.field, "."), pattern.form, listed(values)),
        at);
    return false;
}

std::optional<Pattern> ProcedureReader::pattern(const json::value& value, const std::string& at,
                                                bool submitted) {
    const auto* text = value.if_string();
    if (!text || text->empty()) {
        bad("a pattern is a string, such as \"text.table\"", at);
        return std::nullopt;
    }
    auto out = parse_pattern(*text);
    if (!out) {
        bad(out.error(), at);
        return std::nullopt;
    }
    if (!check_pattern(*out, at, submitted)) return std::nullopt;
    return std::move(*out);
}

std::vector<Pattern> ProcedureReader::patterns(const json::object& object, std::string_view name,
                                               const std::string& at, bool submitted) {
    std::vector<Pattern> out;
    const auto* value = object.if_contains(name);
    if (!value) return out;
    std::string where = pointer_join(at, name);
    auto take = [&](const json::value& one, const std::string& place) {
        auto read = pattern(one, place, submitted);
        if (!read) return;
        for (const Pattern& before : out)
            if (before.source == read->source)
                bad(fmt::format("\"{}\" stands here twice", read->source), place);
        out.push_back(std::move(*read));
    };
    const auto* list = value->if_array();
    if (!list) {
        take(*value, where);
        return out;
    }
    if (list->empty()) bad("a list of patterns has at least one", where);
    for (std::size_t i = 0; i < list->size(); ++i) take((*list)[i], fmt::format("{}/{}", where, i));
    return out;
}

std::optional<Trigger> ProcedureReader::trigger(const json::value& value, const std::string& at) {
    const auto* text = value.if_string();
    auto out = parse_trigger(text ? std::string_view(*text) : "");
    if (!out) {
        bad(out.error(), at);
        return std::nullopt;
    }
    if (out->kind == Trigger::Kind::stage && !out_->stage(out->name)) {
        bad(fmt::format("\"{}\" is no stage of this procedure", out->name), at);
        return std::nullopt;
    }
    if (out->kind == Trigger::Kind::count && !count_names_.contains(out->name)) {
        bad(fmt::format("\"{}\" is no count of this procedure", out->name), at);
        return std::nullopt;
    }
    if (out->kind == Trigger::Kind::form && !check_pattern(out->form, at, true))
        return std::nullopt;
    return std::move(*out);
}

std::vector<std::string> ProcedureReader::led_by(const Trigger& trigger) const {
    if (trigger.kind == Trigger::Kind::form) return {trigger.form.form};
    std::vector<std::string> out;
    if (trigger.name.empty()) return out;
    auto add = [&](const Pattern& pattern) {
        if (!among(out, pattern.form)) out.push_back(pattern.form);
    };
    for (const Move& move : out_->moves)
        if (trigger.kind == Trigger::Kind::stage && move.to == trigger.name)
            for (const Pattern& pattern : move.forms) add(pattern);
    for (const Count& count : out_->counts) {
        const bool leads = trigger.kind == Trigger::Kind::stage ? count.to == trigger.name
                                                                : count.name == trigger.name;
        if (leads && !count.at_instant && !count.form.form.empty()) add(count.form);
    }
    return out;
}

std::optional<FieldType> ProcedureReader::value(const Value& value, const Scope& scope,
                                                const std::string& at) {
    if (value.kind == Value::Kind::integer) return FieldType::integer;
    if (value.kind == Value::Kind::text) return FieldType::text;
    auto found = find(value.path, scope, at);
    if (!found) return std::nullopt;
    FieldType type = found->type;
    for (const Offset& offset : value.offsets) {
        if (type != FieldType::instant && type != FieldType::date) {
            bad(fmt::format("{} is {}; offsets go with instants and dates", in_words(value.path),
                            words_of(type)),
                at);
            return std::nullopt;
        }
        if (offset.ms != 0 && type == FieldType::date) {
            bad(fmt::format("{}: hours and minutes are not added to a date; P…D or P…WD are",
                            in_words(value.path)),
                at);
            return std::nullopt;
        }
        if (offset.working_days != 0) type = FieldType::date;
    }
    return type;
}

// A 'text' beside a field that has an enum is one of its values.
void ProcedureReader::literal(const Value& literal, const Value& path, const Scope& scope,
                              const std::string& at) {
    auto found = find(path.path, scope, at);
    if (!found) return;
    for (const Holder& place : found->places) {
        auto values = values_of(*place.schema);
        if (values.empty() || among(values, literal.text)) continue;
        bad(fmt::format("'{}' is no value of {} in {}; its values: {}", literal.text,
                        in_words(path.path), place.name, listed(values)),
            at);
    }
}

void ProcedureReader::condition(const Condition& condition, const Scope& scope,
                                const std::string& at) {
    if (condition.kind != Condition::Kind::compare) {
        (void)find(condition.left.path, scope, at);  // says itself what is wrong
        return;
    }
    const Value &left = condition.left, &right = condition.right;
    auto a = value(left, scope, at);
    auto b = value(right, scope, at);
    if (!a || !b) return;
    if (left.kind != Value::Kind::path && right.kind != Value::Kind::path)
        return bad("nothing of a file is compared here", at);
    auto clock = [](FieldType type) {
        return type == FieldType::instant || type == FieldType::date;
    };
    auto words = [](FieldType type) {
        return type == FieldType::text || type == FieldType::session ||
               type == FieldType::participant;
    };
    const bool literal_text = left.kind == Value::Kind::text || right.kind == Value::Kind::text;
    const bool ordered = clock(*a) ? clock(*b) : *a == FieldType::integer && *b == *a;
    const bool alike =
        words(*a) ? *a == *b || (literal_text && words(*b)) : *a == FieldType::id && *b == *a;
    if (!ordered && !alike)
        return bad(fmt::format("what is compared is unlike: left is {}, right is {}", words_of(*a),
                               words_of(*b)),
                   at);
    const bool sameness =
        condition.comparison == Comparison::equal || condition.comparison == Comparison::unequal;
    if (!ordered && !sameness)
        return bad("only instants, dates and integers have an order; here stands == or !=", at);
    if (right.kind == Value::Kind::text) literal(right, left, scope, at);
    if (left.kind == Value::Kind::text) literal(left, right, scope, at);
}

std::optional<Path> ProcedureReader::items(const json::object& object, std::string_view name,
                                           const std::string& at, const Scope& scope,
                                           std::vector<Holder>& items) {
    auto path = parsed(object, name, at, parse_path);
    if (!path) return std::nullopt;
    std::string where = pointer_join(at, name);
    auto found = find(*path, scope, where);
    if (!found) return std::nullopt;
    if (found->type != FieldType::items) {
        bad(fmt::format("{} is {}; a list of objects is read here, in each of which a string "
                        "`item` is required",
                        in_words(*path), words_of(found->type)),
            where);
        return std::nullopt;
    }
    for (const Holder& place : found->places)
        items.push_back({fmt::format("an item of {} in {}", in_words(*path), place.name),
                         &place.schema->at("items").get_object()});
    return path;
}

// ---- the parts

void ProcedureReader::read_stage(const json::value& value, const std::string& at) {
    Stage& out = out_->stages.emplace_back();
    const auto* stage = object(value, at, {"name", "title"}, {"final"});
    if (!stage) return;
    out.name = unique(*stage, at, "stage");
    out.title = text(*stage, "title", at);
    out.final = boolean(*stage, "final", at);
}

void ProcedureReader::read_references(const json::object& move, const std::string& at, Move& out) {
    const auto* value = move.if_contains("re");
    if (!value) return;
    const std::string where = at + "/re";
    const auto* needs = value->if_object();
    if (!needs) return bad("a table is expected here: re = { NAME = { as = \"follows\" } }", where);
    for (const auto& pair : *needs) {
        std::string place = pointer_join(where, pair.key());
        ReferenceNeed need;
        need.name = pair.key();
        if (!is_label(need.name))
            bad(fmt::format("\"{}\" is no name: [a-z][a-z0-9-]{{0,31}}", need.name), place);
        const auto* entry =
            object(pair.value(), place, {"as"}, {"form", "item", "many", "optional"});
        if (!entry) continue;
        need.as = choice(*entry, "as", place, kReferences);
        need.form = string(*entry, "form", place);
        need.item = boolean(*entry, "item", place);
        need.optional = boolean(*entry, "optional", place);
        need.many = boolean(*entry, "many", place);
        if (!need.form.empty() && !nameable_.is_form(need.form))
            bad(fmt::format("{} is no form of the rulebook", need.form), place + "/form");
        for (const ReferenceNeed& other : out.re)
            if (other.as == need.as &&
                (other.form == need.form || other.form.empty() || need.form.empty()))
                bad(fmt::format("nothing tells \"{}\" from \"{}\": another `as`, or a `form` each",
                                need.name, other.name),
                    place);
        out.re.push_back(std::move(need));
    }
}

void ProcedureReader::read_requirements(const json::object& move, const std::string& at,
                                        Move& out) {
    const auto forms = forms_of(out.forms);
    const Scope scope{.now = true,
                      .effective = true,
                      .at_hand = &forms,
                      .own = out.as,
                      .opening = out.opens(),
                      .re = &out.re};
    std::string where = at;
    const auto* requirements = list(move, "require", where);
    if (!requirements) return;
    for (std::size_t i = 0; i < requirements->size(); ++i) {
        const std::string place = fmt::format("{}/{}", where, i);
        Requirement& requirement = out.require.emplace_back();
        const auto* entry = object((*requirements)[i], place, {"if", "says"});
        if (!entry) continue;
        requirement.says = text(*entry, "says", place);
        auto read = parsed(*entry, "if", place, parse_condition);
        if (!read) continue;
        condition(*read, scope, place + "/if");
        requirement.condition = std::move(*read);
    }
}

void ProcedureReader::read_move(const json::value& value, const std::string& at) {
    Move& out = out_->moves.emplace_back();
    const auto* move = object(value, at, {"form", "by"},
                              {"in", "to", "as", "re", "require", "effective", "basis", "help"});
    if (!move) return;
    out.forms = patterns(*move, "form", at, false);
    out.in = stages(*move, "in", at);
    out.to = stage(*move, "to", at);
    out.as = string(*move, "as", at);
    if (!out.as.empty() && !is_free_name(out.as))
        bad(fmt::format("\"{}\" is no name: [a-z][a-z0-9-]{{0,31}}, and not a word of the rules, "
                        "such as act, item or now",
                        out.as),
            at + "/as");
    out.basis = text(*move, "basis", at);
    out.help = text(*move, "help", at);
    const bool opens = !move->contains("in");
    if (opens && !move->contains("to"))
        bad("a move without `in` opens a file, and says `to` which stage", at);
    const auto forms = forms_of(out.forms);
    // Who may submit is asked before the act has its name.
    out.by = set(*move, "by", at, Scope{.at_hand = &forms, .opening = opens});
    read_references(*move, at, out);
    if (opens || !out.in.empty()) read_requirements(*move, at, out);
    out.effective = stages(*move, "effective", at);
    for (const auto& name : out.effective)
        if (out_->stage(name) && !among(out.in, name))
            bad(fmt::format("\"{}\" is not in `in` of this move", name), at + "/effective");
}

void ProcedureReader::read_after(const json::value& value, const std::string& at) {
    After& out = out_->afters.emplace_back();
    const auto* after = object(value, at, {"in", "at", "to"}, {"basis"});
    if (!after) return;
    out.in = stages(*after, "in", at);
    out.to = stage(*after, "to", at);
    if (among(out.in, out.to)) bad("a clock does not lead to a stage that it runs in", at + "/to");
    out.basis = text(*after, "basis", at);
    auto read = parsed(*after, "at", at, parse_value);
    if (!read) return;
    auto type = this->value(*read, Scope{.now = true}, at + "/at");
    if (type && *type != FieldType::instant && *type != FieldType::date)
        bad(fmt::format("an instant or a date is needed here, and this is {}", words_of(*type)),
            at + "/at");
    out.at = std::move(*read);
    out.at_source = string(*after, "at", at);
}

void ProcedureReader::read_count_clock(const json::object& count, const std::string& at,
                                       Count& out) {
    if (count.contains("until") == count.contains("at"))
        return bad("a count has `until` or `at`, and not both", at);
    out.at_instant = count.contains("at");
    const std::string_view key = out.at_instant ? "at" : "until";
    const std::string where = pointer_join(at, key);
    auto read = parsed(count, key, at, parse_value);
    if (!read) return;
    auto type = value(*read, Scope{}, where);
    if (type && *type != FieldType::instant && *type != FieldType::date)
        bad(fmt::format("an instant or a date is needed here, and this is {}", words_of(*type)),
            where);
    out.instant = std::move(*read);
    out.instant_source = string(count, key, at);
}

// A field of the act that counts, with the values yes, no, abstain or some of them.
void ProcedureReader::read_choice(const json::object& count, const std::string& at, Count& out) {
    auto path = string(count, "choice", at);
    if (path.empty()) return;
    const std::string where = at + "/choice";
    auto fields = parse_fields(path.starts_with("body.") ? std::string_view(path).substr(5) : "");
    if (!fields) return bad("a choice is a field of the act that counts: body.vote", where);
    out.choice = *fields;
    auto form = rulebook_.forms.find(out.form.form);
    if (form == rulebook_.forms.end()) return;
    auto schemas = fields_in(form->second.annotated, *fields);
    if (schemas.empty())
        return bad(fmt::format("{} has no field \"{}\"", out.form.form, fmt::join(*fields, ".")),
                   where);
    for (const auto* schema : schemas) {
        auto values = values_of(*schema);
        const bool fits =
            among(values, "yes") && std::all_of(values.begin(), values.end(), [](const auto& one) {
                return std::find(kChoices.begin(), kChoices.end(), one) != kChoices.end();
            });
        if (!fits)
            bad(fmt::format("{} of {} must have an enum of yes, no, abstain; it has: {}",
                            fmt::join(*fields, "."), out.form.form, listed(values)),
                where);
    }
}

void ProcedureReader::read_count(const json::value& value, const std::string& at) {
    Count& out = out_->counts.emplace_back();
    const auto* count = object(value, at, {"name", "of", "in", "form", "by", "reach", "to"},
                               {"choice", "until", "at", "quorum", "otherwise", "basis"});
    if (!count) return;
    out.name = unique(*count, at, "count");
    out.of = name(*count, "of", at);
    out.in = stages(*count, "in", at);
    if (const auto* form = count->if_contains("form"))
        if (auto read = pattern(*form, at + "/form", true)) out.form = std::move(*read);
    auto named = names_.find(out.of);
    const bool known = named != names_.end();
    out.by =
        set(*count, "by", at, Scope{.at_hand = known ? &named->second : nullptr, .unsure = !known});
    read_choice(*count, at, out);
    read_count_clock(*count, at, out);
    if (auto read = parsed(*count, "reach", at, parse_threshold)) out.reach = std::move(*read);
    if (auto read = parsed(*count, "quorum", at, parse_threshold)) {
        if (read->base != Threshold::Base::none && read->base != Threshold::Base::set)
            bad("a quorum is a number of participants, or a share of set", at + "/quorum");
        out.quorum = std::move(*read);
    }
    out.to = stage(*count, "to", at);
    out.otherwise = stage(*count, "otherwise", at);
    out.basis = text(*count, "basis", at);
}

void ProcedureReader::read_due(const json::object& ask, const std::string& at, const Scope& scope,
                               Ask& out) {
    auto read = parsed(ask, "due", at, parse_due);
    if (!read) return;
    const std::string where = at + "/due";
    if (read->kind == Due::Kind::session)
        check_code(std::string_view(read->session).substr(0, read->session.find('/')), where);
    if (read->kind == Due::Kind::value) {
        auto type = value(read->value, scope, where);
        if (type && *type != FieldType::instant && *type != FieldType::date &&
            *type != FieldType::session && *type != FieldType::due)
            bad(fmt::format("{} is {}; due is an instant, a date or a session",
                            in_words(read->value.path), words_of(*type)),
                where);
    }
    out.due = std::move(*read);
}

void ProcedureReader::read_character(const json::object& ask, const std::string& at,
                                     const Scope& scope, Ask& out) {
    auto is_character = [](std::string_view word) {
        return std::find(kCharacters.begin(), kCharacters.end(), word) != kCharacters.end();
    };
    std::string word = string(ask, "character", at);
    if (word.empty()) return;
    const std::string where = at + "/character";
    if (is_character(word)) {
        out.character = word;
        return;
    }
    auto path = parse_path(word);
    if (!path || (path->part != Part::body && path->part != Part::item))
        return bad(fmt::format("\"{}\" is none of {}, nor a field that holds one of these", word,
                               fmt::join(kCharacters, ", ")),
                   where);
    auto found = find(*path, scope, where);
    if (!found) return;
    for (const Holder& place : found->places) {
        auto values = values_of(*place.schema);
        if (values.empty() || !std::all_of(values.begin(), values.end(), is_character))
            bad(fmt::format("{} in {} must have an enum of some of {}", word, place.name,
                            fmt::join(kCharacters, ", ")),
                where);
    }
    out.character_path = std::move(*path);
}

void ProcedureReader::read_ask(const json::value& value, const std::string& at) {
    Ask& out = out_->asks.emplace_back();
    const auto* ask = object(value, at, {"name", "title", "on", "of", "answer", "character"},
                             {"each", "remind", "due", "urgency", "release", "about", "basis"});
    if (!ask) return;
    out.name = unique(*ask, at, "ask");
    out.title = text(*ask, "title", at);
    out.basis = text(*ask, "basis", at);
    if (const auto* on = ask->if_contains("on"))
        if (auto read = trigger(*on, at + "/on")) out.on = std::move(*read);
    const auto forms = led_by(out.on);
    const Scope outside{
        .now = true, .at_hand = forms.empty() ? nullptr : &forms, .unsure = out.on.source.empty()};
    std::vector<Holder> items_of;
    out.each = items(*ask, "each", at, outside, items_of);
    Scope scope = outside;
    if (ask->contains("each")) scope.items = &items_of;
    out.of = set(*ask, "of", at, scope);
    out.answer = patterns(*ask, "answer", at);
    out.remind = patterns(*ask, "remind", at);
    read_due(*ask, at, scope, out);
    out.urgency = choice(*ask, "urgency", at, kUrgencies);
    read_character(*ask, at, scope, out);
    std::string where = at;
    if (const auto* release = list(*ask, "release", where))
        for (std::size_t i = 0; i < release->size(); ++i) {
            auto read = trigger((*release)[i], fmt::format("{}/{}", where, i));
            if (read && read->kind == Trigger::Kind::count)
                bad("an ask is released by a stage or a form", fmt::format("{}/{}", where, i));
            else if (read)
                out.release.push_back(std::move(*read));
        }
    out.about = name(*ask, "about", at);
}

// Whether acts of this form have the field `by`, with one word or number.
bool ProcedureReader::has_value(const std::string& form,
                                const std::vector<std::string>& fields) const {
    auto found = rulebook_.forms.find(form);
    if (found == rulebook_.forms.end()) return false;
    auto schemas = fields_in(found->second.annotated, fields);
    return !schemas.empty() && std::all_of(schemas.begin(), schemas.end(), [](const auto* schema) {
        auto type = type_of(*schema);
        return type != FieldType::participants && type != FieldType::items &&
               type != FieldType::other;
    });
}

// With `by` there is one column, of every form that has the field unless it says of which.
void ProcedureReader::read_by(const json::object& table, const std::string& at, Table& out) {
    std::string path = string(table, "by", at);
    auto fields = parse_fields(path.starts_with("body.") ? std::string_view(path).substr(5) : "");
    if (!fields) {
        if (!path.empty()) bad("`by` is a field of the acts in the cells: body.year", at + "/by");
        return;
    }
    out.by = *fields;
    if (table.contains("columns")) {
        for (const Column& column : out.columns)
            for (const Pattern& pattern : column.forms)
                if (rulebook_.forms.contains(pattern.form) && !has_value(pattern.form, out.by))
                    bad(fmt::format("{} has no field \"{}\" with an integer or a string",
                                    pattern.form, fmt::join(out.by, ".")),
                        at + "/by");
        if (out.columns.size() > 1)
            bad("with `by` there is one column, which is repeated for each value", at + "/columns");
        return;
    }
    Column& column = out.columns.emplace_back();
    for (const auto& form : forms_)
        if (has_value(form, out.by)) column.forms.push_back({form, {}, {}, form});
    auto unread = [&](const auto& form) { return !rulebook_.forms.contains(form); };
    if (column.forms.empty() && std::none_of(forms_.begin(), forms_.end(), unread))
        bad(fmt::format("no form of this procedure has a field \"{}\" with an integer or a string",
                        fmt::join(out.by, ".")),
            at + "/by");
}

void ProcedureReader::read_columns(const json::object& table, const std::string& at, Table& out) {
    const bool by = table.contains("by");
    std::string where = at;
    const auto* columns = list(table, "columns", where);
    if (!columns) {
        if (!by && !table.contains("columns")) bad("\"columns\" is missing", at);
        return;
    }
    if (columns->empty()) bad("a table has a column", where);
    for (std::size_t i = 0; i < columns->size(); ++i) {
        const std::string place = fmt::format("{}/{}", where, i);
        Column& column = out.columns.emplace_back();
        // What `by` makes is called by its values.
        const auto* entry = by ? object((*columns)[i], place, {"form"})
                               : object((*columns)[i], place, {"form", "title"});
        if (!entry) continue;
        column.forms = patterns(*entry, "form", place);
        column.title = text(*entry, "title", place);
    }
}

void ProcedureReader::read_table(const json::value& value, const std::string& at) {
    Table& out = out_->tables.emplace_back();
    const auto* table = object(value, at, {"name", "title", "rows"}, {"by", "columns"});
    if (!table) return;
    out.name = unique(*table, at, "table");
    out.title = text(*table, "title", at);
    const auto* rows = table->if_contains("rows");
    std::vector<Holder> unused;
    if (rows && *rows != "participants") out.rows = items(*table, "rows", at, Scope{}, unused);
    read_columns(*table, at, out);
    if (table->contains("by")) read_by(*table, at, out);
}

void ProcedureReader::read_session(const json::value& value, const std::string& at) {
    const auto* session = object(value, at, {"name", "opens"});
    if (!session) return;
    auto path = [&](std::string_view name, FieldType type) {
        auto read = parsed(*session, name, at, parse_path);
        if (!read) return read;
        const std::string where = pointer_join(at, name);
        auto found = find(*read, Scope{}, where);
        if (found && found->type != type)
            bad(fmt::format("{} is {}, and here is needed {}", in_words(*read),
                            words_of(found->type), words_of(type)),
                where);
        return read;
    };
    out_->session_name = path("name", FieldType::session);
    out_->session_opens = path("opens", FieldType::date);
}

Procedure ProcedureReader::read(const std::string& type, const json::value& value,
                                const std::string& at, std::vector<Opener>& openers) {
    Procedure out;
    out.type = type;
    out_ = &out;
    const auto* procedure = object(value, at, {"title", "stage", "move"},
                                   {"help", "after", "count", "ask", "table", "session"});
    if (!procedure) return out;
    scan(*procedure);
    out.title = text(*procedure, "title", at);
    out.help = text(*procedure, "help", at);
    each_of(*procedure, "stage", at, &ProcedureReader::read_stage);
    each_of(*procedure, "move", at, &ProcedureReader::read_move);
    each_of(*procedure, "after", at, &ProcedureReader::read_after);
    each_of(*procedure, "count", at, &ProcedureReader::read_count);
    each_of(*procedure, "ask", at, &ProcedureReader::read_ask);
    each_of(*procedure, "table", at, &ProcedureReader::read_table);
    if (const auto* session = procedure->if_contains("session"))
        read_session(*session, at + "/session");
    const auto* move_list = procedure->if_contains("move");
    const auto* moves = move_list ? move_list->if_array() : nullptr;
    bool opened = false;
    for (std::size_t i = 0; moves && i < out.moves.size(); ++i) {
        const auto* move = (*moves)[i].if_object();
        if (!move || move->contains("in")) continue;
        opened = true;
        for (const Pattern& pattern : out.moves[i].forms)
            openers.push_back({pattern.form, type, fmt::format("{}/move/{}/form", at, i)});
    }
    if (moves && !opened) bad("no move opens such a file: one without `in`", at + "/move");
    return out;
}

}  // namespace

void read_procedures(const json::value& value, const Nameable& nameable, Rulebook& rulebook,
                     Findings& findings) {
    auto bad = [&](std::string message, std::string at) {
        findings.push_back(
            {Errc::malformed, "rulebook-bundle", std::move(message), std::move(at), {}});
    };
    const auto* all = value.if_object();
    if (!all) return bad("an object is expected here", "/procedures");
    std::vector<Opener> openers;
    for (const auto& pair : *all) {
        const std::string type(pair.key());
        const std::string at = pointer_join("/procedures", type);
        if (!is_label(type)) bad("not a type of files: [a-z][a-z0-9-]{0,31}", at);
        rulebook.procedures[type] =
            ProcedureReader(nameable, rulebook, findings).read(type, pair.value(), at, openers);
    }
    std::map<std::string, std::string> opened;  // form -> type
    for (const Opener& opener : openers) {
        const auto& type = opened.emplace(opener.form, opener.type).first->second;
        if (type != opener.type)
            bad(fmt::format(
                    "{} opens files of the type \"{}\" already, and opens those of one type",
                    opener.form, type),
                opener.at);
    }
}

SetOf read_plain_set(const json::value& value, const std::string& at, const Nameable& nameable,
                     const Rulebook& rulebook, Findings& findings) {
    return Checker(nameable, rulebook, findings).set(value, at, Scope{});
}

// ---- the calendar

namespace {

class CalendarReader : public Fields {
  public:
    using Fields::Fields;
    void read(const json::value& value, const std::string& at, Calendar& out);

  private:
    void read_week(const json::object& calendar, const std::string& at, Calendar& out);
};

// ±HH:MM, at most 14:00; nothing when it is none.
std::optional<std::int32_t> read_offset(std::string_view text) {
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    for (std::size_t i : {1U, 2U, 4U, 5U})
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const int hours = (text[1] - '0') * 10 + (text[2] - '0');
    const int minutes = (text[4] - '0') * 10 + (text[5] - '0');
    const int offset = hours * 60 + minutes;
    if (minutes > 59 || offset > 14 * 60) return std::nullopt;
    return text[0] == '-' ? -offset : offset;
}

void CalendarReader::read_week(const json::object& calendar, const std::string& at, Calendar& out) {
    std::string where = at;
    const auto* week = list(calendar, "week", where);
    if (!week) return;
    out.week.clear();
    if (week->empty()) bad("a week has a working day", where);
    for (std::size_t i = 0; i < week->size(); ++i) {
        const auto* day = (*week)[i].if_int64();
        const std::string place = fmt::format("{}/{}", where, i);
        if (!day || *day < 0 || *day > 6)
            bad("a day of the week is 0 (Sunday) to 6 (Saturday)", place);
        else if (!out.week.insert(static_cast<int>(*day)).second)
            bad(fmt::format("{} stands here twice", *day), place);
    }
}

void CalendarReader::read(const json::value& value, const std::string& at, Calendar& out) {
    const auto* calendar = object(value, at, {}, {"offset", "week", "holidays"});
    if (!calendar) return;
    std::string offset = string(*calendar, "offset", at);
    if (auto minutes = read_offset(offset))
        out.offset_minutes = *minutes;
    else if (!offset.empty())
        bad(fmt::format("\"{}\" is no offset from UTC, such as +03:00", offset), at + "/offset");
    read_week(*calendar, at, out);
    const auto* holidays = calendar->if_contains("holidays");
    if (!holidays) return;
    auto days = strings(*holidays, at + "/holidays");
    for (const auto& day : days)
        if (!parse_day(day))
            bad(fmt::format("\"{}\" is no date, such as 2027-05-16", day), at + "/holidays");
    out.holidays = {days.begin(), days.end()};
}

}  // namespace

void read_calendar(const json::value& value, const std::string& at, Calendar& out,
                   Findings& findings) {
    static const Fields::Names kNoTexts;
    CalendarReader(kNoTexts, findings).read(value, at, out);
}

}  // namespace mithaq::rulebook
