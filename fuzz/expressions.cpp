// The small languages of procedures: what is read keeps its source and holds what the structures
// promise; what is not has words for its author. One input is read as each of them.
#include "rulebook/expressions.h"

#include "base/bytes.h"

using namespace mithaq;

namespace {

template <typename T>
void sound(const Result<T>& result) {
    if (result) return;
    MITHAQ_ASSERT(result.error().code == Errc::malformed);
    MITHAQ_ASSERT(result.error().type == "rulebook-expression" && !result.error().message.empty());
}

void check(const rulebook::Path& path) {
    using rulebook::Part;
    const bool nameless = path.part == Part::now || path.part == Part::item ||
                          (path.part == Part::effective && path.name.empty());
    MITHAQ_ASSERT(nameless == path.name.empty());
    const bool has_fields =
        path.part == Part::body || path.part == Part::item || path.part == Part::re;
    MITHAQ_ASSERT(has_fields != path.fields.empty());
}

void check(const rulebook::Value& value) {
    if (value.kind == rulebook::Value::Kind::path) check(value.path);
    MITHAQ_ASSERT(value.kind == rulebook::Value::Kind::path || value.offsets.empty());
    for (const auto& offset : value.offsets)
        MITHAQ_ASSERT((offset.ms != 0) + (offset.days != 0) + (offset.working_days != 0) == 1);
}

void check(const std::vector<rulebook::SetTerm>& terms) {
    MITHAQ_ASSERT(!terms.empty() && terms[0].joined == '+');
    for (const auto& term : terms) {
        if (term.kind == rulebook::SetTerm::Kind::group) check(term.terms);
        if (term.kind == rulebook::SetTerm::Kind::path) check(term.path);
    }
}

void check(const rulebook::Threshold& threshold) {
    using Base = rulebook::Threshold::Base;
    MITHAQ_ASSERT((threshold.denominator == 0) == (threshold.base == Base::none));
    MITHAQ_ASSERT(threshold.numerator > 0 || threshold.more_than);
    MITHAQ_ASSERT(threshold.denominator == 0 ||
                  threshold.numerator + (threshold.more_than ? 1 : 0) <= threshold.denominator);
}

void check(const rulebook::Due& due) {
    MITHAQ_ASSERT((due.kind == rulebook::Due::Kind::session) == !due.session.empty());
    if (due.kind == rulebook::Due::Kind::yearly)
        MITHAQ_ASSERT(rulebook::parse_day("2026-" + due.source).has_value());
    if (due.kind == rulebook::Due::Kind::value) check(due.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = as_text({data, size});
    auto pattern = rulebook::parse_pattern(text);
    sound(pattern);
    if (pattern)
        MITHAQ_ASSERT(pattern->source == text && pattern->field.empty() == pattern->value.empty());
    auto set = rulebook::parse_set(text);
    sound(set);
    if (set) check(set->terms);
    auto path = rulebook::parse_path(text);
    sound(path);
    if (path) check(*path);
    auto value = rulebook::parse_value(text);
    sound(value);
    if (value) check(*value);
    // A path alone is a value, and nothing else is a path.
    if (path) MITHAQ_ASSERT(value && value->path == *path && value->offsets.empty());
    auto condition = rulebook::parse_condition(text);
    sound(condition);
    if (condition) {
        check(condition->left);
        if (condition->kind == rulebook::Condition::Kind::compare) check(condition->right);
    }
    auto due = rulebook::parse_due(text);
    sound(due);
    if (due) check(*due);
    auto threshold = rulebook::parse_threshold(text);
    sound(threshold);
    if (threshold) check(*threshold);
    sound(rulebook::parse_trigger(text));
    if (auto day = rulebook::parse_day(text)) MITHAQ_ASSERT(rulebook::format_day(*day) == text);
    return 0;
}
