// A bundle that loads is canonical; a schema that compiles judges any value; TOML that builds,
// loads. One input is all three: a bundle, the TOML of a form, and a line of schema before a value.
#include "rulebook/rulebook.h"

#include "base/json.h"
#include "base/sha256.h"

using namespace mithaq;

namespace {

const std::set<std::string, std::less<>> kLanguages = {"ar", "en"};

void check_bundle(std::string_view bytes) {
    auto rulebook = rulebook::load_bundle(bytes);
    if (!rulebook) return;
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
    }
}

void check_source(std::string_view bytes) {
    auto bundle = rulebook::build_bundle(
        {{"rulebook.toml",
          "edition = 0\nname = 'a'\ntitle = { en = 'A' }\nlanguages = ['en']\n"
          "markings = []\nenrols = 'XAA'\nregistries = []\n"},
         {"participants.toml", "[XAA]\nkind = 'state'\nnames = { en = 'A' }\n"},
         {"forms/a.b.toml", std::string(bytes)}});
    if (bundle) MITHAQ_ASSERT(rulebook::load_bundle(*bundle).value()->forms.size() == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = as_text({data, size});
    check_bundle(bytes);
    check_schema(bytes);
    check_source(bytes);
    return 0;
}
