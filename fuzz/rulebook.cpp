// A bundle loads when no fault is found in it; a schema that compiles judges any value, and visits
// what fits; TOML in which no fault is found builds, and loads. One input is all of these: a
// bundle, a line of schema before a value, and the TOML of each file of a rulebook.
#include "rulebook/rulebook.h"

#include "base/json.h"
#include "base/sha256.h"

using namespace mithaq;

namespace {

const std::set<std::string, std::less<>> kLanguages = {"ar", "en"};

void check_bundle(std::string_view bytes) {
    auto rulebook = rulebook::load_bundle(bytes);
    MITHAQ_ASSERT(rulebook.has_value() == rulebook::check_bundle(bytes).empty());
    if (!rulebook) return;
    MITHAQ_ASSERT((*rulebook)->order_at("2026").size() == (*rulebook)->participants.size());
    for (const auto& [code, participant] : (*rulebook)->participants)
        MITHAQ_ASSERT(!rulebook::name_at(participant, "1999-09").short_name.empty());
    MITHAQ_ASSERT((*rulebook)->sha256 == sha256(bytes) && (*rulebook)->size == bytes.size());
    MITHAQ_ASSERT((*rulebook)->participants.contains((*rulebook)->enrols));
}

void check_schema(std::string_view bytes) {
    auto end = bytes.find('\n');
    if (end == std::string_view::npos) return;
    auto schema = parse_json(bytes.substr(0, end), {.depth_max = 32});
    auto value = parse_json(bytes.substr(end + 1));
    if (!schema || !value) return;
    auto compiled = rulebook::Schema::compile(*schema);
    if (!compiled) return;
    auto judged = compiled->check(*value, "/body", kLanguages);
    if (!judged) {
        MITHAQ_ASSERT(judged.error().type.starts_with("body-"));
        MITHAQ_ASSERT(judged.error().pointer.starts_with("/body"));
        return;
    }
    compiled->visit(*value, "/body",
                    [](std::string_view kind, std::string_view pointer, std::string_view) {
                        MITHAQ_ASSERT(!kind.empty() && pointer.starts_with("/body"));
                    });
}

void check_source(const std::string& file, std::string_view bytes) {
    rulebook::Sources sources = {
        {"rulebook.toml",
         "edition = 0\nname = 'a'\ntitle = { en = 'A' }\nlanguages = ['en']\n"
         "enrols = 'XAA'\nregistries = []\n"},
        {"participants.toml",
         "[XAA]\nkind = 'state'\n[[XAA.names]]\nshort = { en = 'A' }\nsource = 's'\n"
         "checked = 'no'\n"}};
    sources[file] = bytes;
    auto faults = rulebook::check_sources(sources);
    for (const auto& fault : faults)
        MITHAQ_ASSERT(sources.contains(fault.file) && fault.line > 0 && fault.column > 0);
    auto bundle = rulebook::build_bundle(sources);
    MITHAQ_ASSERT(bundle.has_value() == faults.empty());
    if (bundle) MITHAQ_ASSERT(rulebook::load_bundle(*bundle).has_value());
    (void)rulebook::extends_of(sources);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    check_bundle(bytes);
    check_schema(bytes);
    for (const char* file : {"rulebook.toml", "participants.toml", "terms.toml", "themes.toml",
                             "forms/a.b.toml", "grammar.toml", "sentences.toml"})
        check_source(file, bytes);
    return 0;
}
