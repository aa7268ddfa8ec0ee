// procedures/a.toml of a small rulebook, in which every kind of field that rules read has a form:
// no fault is found in it, or it does not build; what is built loads, and what it names is there.
#include <fmt/format.h>

#include "rulebook/rulebook.h"

using namespace mithaq;

namespace {

rulebook::Sources rulebook_with(std::string_view procedure) {
    std::string form =
        "title = { en = 'A' }\n[schema]\ntype = 'object'\nadditionalProperties = false\n";
    for (const char* name : {"instant", "date", "session", "due", "participant"})
        form += fmt::format("[schema.properties.{0}]\ntype = 'string'\nx-mithaq = '{0}'\n", name);
    form +=
        "[schema.properties.number]\ntype = 'integer'\n"
        "[schema.properties.vote]\ntype = 'string'\nenum = ['yes', 'no']\n"
        "titles = { yes = { en = 'y' }, no = { en = 'n' } }\n"
        "[schema.properties.list]\ntype = 'array'\n[schema.properties.list.items]\n"
        "type = 'object'\nadditionalProperties = false\nrequired = ['item']\n"
        "properties = { item = { type = 'string' }, due = { type = 'string', x-mithaq = 'due' } "
        "}\n";
    return {{"rulebook.toml",
             "edition = 0\nname = 'a'\ntitle = { en = 'A' }\nlanguages = ['en']\nenrols = 'XAA'\n"
             "registries = []\nsees = 'XAA'\n"
             "[sets]\nall = { kind = 'state', title = { en = 'A' } }\n"},
            {"participants.toml",
             "[XAA]\nkind = 'state'\n[[XAA.names]]\nshort = { en = 'A' }\nsource = 's'\n"
             "checked = 'no'\n"},
            {"forms/a.b.toml", form},
            {"procedures/a.toml", std::string(procedure)}};
}

void check(const rulebook::Procedure& procedure) {
    auto stage = [&](const std::string& name) { MITHAQ_ASSERT(procedure.stage(name).has_value()); };
    bool opens = false;
    for (const auto& move : procedure.moves) {
        opens |= move.opens();
        MITHAQ_ASSERT(!move.forms.empty() && !move.by.terms.empty());
        for (const auto& name : move.in) stage(name);
        if (!move.to.empty() || move.opens()) stage(move.to);
        if (!move.as.empty()) MITHAQ_ASSERT(procedure.remembered.contains(move.as));
    }
    MITHAQ_ASSERT(opens);
    for (const auto& after : procedure.afters) stage(after.to);
    for (const auto& count : procedure.counts) {
        stage(count.to);
        MITHAQ_ASSERT(procedure.remembered.contains(count.of) && count.reach.numerator >= 0);
    }
    for (const auto& ask : procedure.asks) {
        MITHAQ_ASSERT(!ask.answer.empty() && !ask.of.terms.empty());
        MITHAQ_ASSERT(ask.character.empty() == ask.character_path.has_value());
    }
    for (const auto& table : procedure.tables)
        MITHAQ_ASSERT(!table.columns.empty() && (table.by.empty() || table.columns.size() == 1));
    MITHAQ_ASSERT(procedure.session_name.has_value() == procedure.session_opens.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto sources = rulebook_with(as_text({data, size}));
    auto faults = rulebook::check_sources(sources);
    for (const auto& fault : faults)
        MITHAQ_ASSERT(sources.contains(fault.file) && fault.line > 0 && fault.column > 0);
    if (!faults.empty()) return 0;
    auto bundle = rulebook::build_bundle(sources);
    MITHAQ_ASSERT(bundle.has_value());
    auto loaded = rulebook::load_bundle(*bundle);
    MITHAQ_ASSERT(loaded.has_value());
    check((*loaded)->procedures.at("a"));
    return 0;
}
