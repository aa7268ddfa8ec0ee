#include "rulebook/rulebook.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/sha256.h"

namespace mithaq::rulebook {
namespace {

using Sources = std::map<std::string, std::string>;

Sources read_folder(const std::filesystem::path& folder) {
    Sources out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        out[file.path().lexically_relative(folder).string()] =
            std::string(std::istreambuf_iterator<char>(in), {});
    }
    return out;
}

Sources small() {
    return {{"rulebook.toml",
             "edition = 0\n"
             "name = \"small\"\n"
             "title = { en = \"Small\" }\n"
             "languages = [\"en\"]\n"
             "markings = []\n"
             "enrols = \"XAA\"\n"
             "registries = []\n"},
            {"participants.toml",
             "[XAA]\nkind = \"state\"\nnames = { en = \"A\" }\n"
             "[XAN]\nkind = \"third-state\"\nnames = { en = \"N\" }\n"},
            {"forms/a.b.toml",
             "title = { en = \"F\" }\n"
             "[schema]\ntype = \"object\"\nadditionalProperties = false\n"}};
}

std::string build_error(const Sources& sources) {
    auto built = build_bundle(sources);
    return built ? "ok" : built.error().message;
}
template <typename T>
std::string said(const Result<T>& result) {
    return result ? "ok" : result.error().type + " " + result.error().pointer;
}

// The small bundle after `change`, in canonical form again, as load_bundle says of it.
std::string loaded(const std::function<void(json::object&)>& change) {
    auto object = parse_json(build_bundle(small()).value()).value().as_object();
    change(object);
    return said(load_bundle(canonical_json(object) + "\n"));
}

TEST(Rulebook, BasicIsBuiltAndLoaded) {
    std::string bundle = build_bundle(read_folder("rulebooks/basic")).value();
    auto rulebook = load_bundle(bundle).value();
    EXPECT_EQ(rulebook->name, "basic");
    EXPECT_EQ(rulebook->sha256, sha256(bundle));
    EXPECT_EQ(rulebook->size, bundle.size());
    EXPECT_EQ(rulebook->enrols, "REGISTRY");
    EXPECT_TRUE(rulebook->registries.contains("REGISTRY"));
    EXPECT_TRUE(rulebook->participants.at("XAA").may_submit());
    EXPECT_TRUE(rulebook->forms.contains("communication.plain"));
    EXPECT_EQ(rulebook->title.at("en"), "Demonstration register");
    // Canonical: written again it is the same.
    EXPECT_EQ(canonical_json(parse_json(bundle).value()) + "\n", bundle);
    EXPECT_EQ(build_bundle(read_folder("rulebooks/basic")).value(), bundle);
}

TEST(Rulebook, EveryFolderOfTheTreeIsBuilt) {
    for (const auto& folder : std::filesystem::directory_iterator("rulebooks"))
        if (folder.is_directory())
            EXPECT_EQ(build_error(read_folder(folder.path())), "ok") << folder.path();
}

TEST(Rulebook, IsTheSameInWhateverOrderItsTablesAreWritten) {
    Sources other = small();
    other["rulebook.toml"] =
        "registries = []\nenrols = 'XAA'\nmarkings = []\n"
        "languages = [\n  'en', # English\n]\nname = \"\\u0073mall\"\n"
        "edition = 0x0\n[title]\nen = 'Small'\n";
    other["participants.toml"] =
        "[XAN]\nnames = { en = \"N\" }\nkind = \"third-state\"\n"
        "[XAA.names]\nen = \"A\"\n[XAA]\nkind = \"state\"\n";
    EXPECT_EQ(build_bundle(other).value(), build_bundle(small()).value());
}

TEST(RulebookSource, ThatIsBrokenIsNamedWithLineAndColumn) {
    auto with = [](const std::string& file, const std::string& text) {
        Sources sources = small();
        sources[file] = text;
        return build_error(sources);
    };
    auto begins = [](const std::string& message, std::string_view prefix) {
        EXPECT_TRUE(message.starts_with(prefix)) << message;
    };
    begins(with("rulebook.toml", "name = \"x\"\nmarkings = [\n"), "rulebook.toml:");
    begins(with("rulebook.toml", "a = 1\na = 2\n"), "rulebook.toml:2:5: ");
    begins(with("rulebook.toml", "a = 1\n  b = 2026-01-01\n"), "rulebook.toml:2:");
    begins(with("participants.toml", "x = 1.5\n"), "participants.toml:1:5: ");
    begins(with("forms/a.b.toml", "\n\n?\n"), "forms/a.b.toml:3:1: ");
    begins(with("forms/a.b.toml", "[# x]\n"), "forms/a.b.toml:1:");  // once stopped the process
    begins(with("forms/a.b.toml", "\xef\xb3\xbf"), "forms/a.b.toml:1:1: ");  // so did this
    begins(with("rulebook.toml", "name = \"\xff\"\n"), "rulebook.toml:1:");
    begins(with("rulebook.toml", std::string("a = \"") + '\0' + "\"\n"), "rulebook.toml:1:");
    begins(with("readme.md", ""), "readme.md: ");
    begins(with("forms/a.b.json", ""), "forms/a.b.json: ");
    EXPECT_EQ(build_bundle({{"forms/a.b.toml", "?"}}).error().type, "rulebook-source");
}

TEST(RulebookSource, HasItsTwoFilesAndNamesNothingThatComesFromOtherFiles) {
    for (const char* file : {"rulebook.toml", "participants.toml"}) {
        Sources sources = small();
        sources.erase(file);
        EXPECT_EQ(build_bundle(sources).error().type, "rulebook-source") << file;
    }
    // These would have overwritten participants.toml, or been overwritten, in silence.
    for (const char* line : {"participants = {}\n", "forms = {}\n", "bundle = \"x\"\n"}) {
        Sources sources = small();
        sources["rulebook.toml"] += line;
        EXPECT_EQ(build_bundle(sources).error().type, "rulebook-source") << line;
    }
}

TEST(Bundle, ThatIsNotCanonicalIsRefused) {
    std::string bundle = build_bundle(small()).value();
    ASSERT_EQ(said(load_bundle(bundle)), "ok");
    EXPECT_EQ(said(load_bundle(bundle + "\n")), "rulebook-bundle ");
    EXPECT_EQ(said(load_bundle(bundle.substr(0, bundle.size() - 1))), "rulebook-bundle ");
    EXPECT_EQ(said(load_bundle(" " + bundle)), "rulebook-bundle ");
    std::string escaped = bundle;
    escaped.replace(escaped.find("\"small\""), 7, R"("\u0073mall")");
    EXPECT_EQ(said(load_bundle(escaped)), "rulebook-bundle ");
    std::string reordered = R"({"edition":0,)" + bundle.substr(1);
    reordered.erase(reordered.find(R"("edition":0,)", 5), 12);
    EXPECT_EQ(said(load_bundle(reordered)), "rulebook-bundle ");
    EXPECT_EQ(said(load_bundle("")), "json-syntax ");
    EXPECT_EQ(said(load_bundle("[]\n")), "rulebook-bundle ");
    EXPECT_EQ(said(load_bundle(std::string(kBundleBytesMax + 1, ' '))), "json-size ");
    // No byte can be changed but inside a string, and that gives another bundle.
    std::size_t still = 0;
    for (std::size_t at = 0; at < bundle.size(); ++at) {
        std::string changed = bundle;
        changed[at] ^= 0x01;
        if (auto other = load_bundle(changed)) {
            ++still;
            EXPECT_NE((*other)->sha256, sha256(bundle)) << at;
        }
    }
    EXPECT_LT(still, bundle.size() / 4);
}

TEST(Bundle, HasItsNamesAndNoOther) {
    for (std::string_view name : {"bundle", "edition", "enrols", "forms", "languages", "markings",
                                  "name", "participants", "registries", "title"})
        EXPECT_EQ(loaded([&](auto& bundle) { bundle.erase(name); }), "rulebook-bundle ") << name;
    auto with = [](std::string_view name, json::value value) {
        return loaded([&](auto& bundle) { bundle[name] = value; });
    };
    EXPECT_EQ(with("x/y", 1), "rulebook-bundle /x~1y");
    EXPECT_EQ(with("bundle", "mithaq-rulebook/1"), "rulebook-bundle /bundle");
    EXPECT_EQ(with("edition", 1), "rulebook-edition /edition");
    EXPECT_EQ(with("edition", "0"), "rulebook-edition /edition");
    EXPECT_EQ(with("name", ""), "rulebook-bundle /name");
    EXPECT_EQ(with("name", 1), "rulebook-bundle /name");
    EXPECT_EQ(with("languages", "en"), "rulebook-bundle /languages");
    EXPECT_EQ(with("languages", json::array{"en", "en"}), "rulebook-bundle /languages");
    EXPECT_EQ(with("languages", json::array{"en", "english"}), "rulebook-bundle /languages");
    EXPECT_EQ(with("languages", json::array{}), "rulebook-bundle /title/en");
    EXPECT_EQ(with("title", json::object{}), "rulebook-bundle /title");
    EXPECT_EQ(with("title", {{"fr", "x"}}), "rulebook-bundle /title/fr");
    EXPECT_EQ(with("title", {{"en", ""}}), "rulebook-bundle /title/en");
    EXPECT_EQ(with("markings", json::array{""}), "rulebook-bundle /markings");
    EXPECT_EQ(with("markings", json::array{1}), "rulebook-bundle /markings");
    EXPECT_EQ(with("enrols", "XAB"), "rulebook-bundle /enrols");
    EXPECT_EQ(with("enrols", "XAN"), "rulebook-bundle /enrols");
    EXPECT_EQ(with("enrols", json::array{"XAA"}), "rulebook-bundle /enrols");
    EXPECT_EQ(with("registries", json::array{"XAA", "XAB"}), "rulebook-bundle /registries");
    EXPECT_EQ(with("registries", json::array{"XAN"}), "rulebook-bundle /registries");
    EXPECT_EQ(with("registries", json::array{"XAA"}), "ok");
    EXPECT_EQ(with("participants", json::array{}), "rulebook-bundle /participants");
    EXPECT_EQ(with("forms", json::array{}), "rulebook-bundle /forms");
    EXPECT_EQ(with("forms", json::object{}), "ok");
}

TEST(Bundle, NamesTheFaultOfAParticipantOrAForm) {
    auto participant = [](std::string_view code, json::value value) {
        return loaded([&](auto& bundle) { bundle["participants"].as_object()[code] = value; });
    };
    const json::object good{{"kind", "organ"}, {"names", {{"en", "x"}}}};
    EXPECT_EQ(participant("XAB", good), "ok");
    EXPECT_EQ(participant("REGISTER", good), "rulebook-bundle /participants/REGISTER");
    EXPECT_EQ(participant("xab", good), "rulebook-bundle /participants/xab");
    EXPECT_EQ(participant("XAB", 1), "rulebook-bundle /participants/XAB");
    EXPECT_EQ(participant("XAB", {{"kind", "organ"}}), "rulebook-bundle /participants/XAB");
    EXPECT_EQ(participant("XAB", {{"kind", "king"}, {"names", {{"en", "x"}}}}),
              "rulebook-bundle /participants/XAB/kind");
    EXPECT_EQ(participant("XAB", {{"kind", "organ"}, {"names", {{"es", "x"}}}}),
              "rulebook-bundle /participants/XAB/names/es");
    EXPECT_EQ(participant("XAB", {{"kind", "organ"}, {"names", {{"en", "x"}}}, {"x", 1}}),
              "rulebook-bundle /participants/XAB/x");

    auto form = [](std::string_view name, json::value value) {
        return loaded([&](auto& bundle) { bundle["forms"].as_object()[name] = value; });
    };
    const json::object schema{{"type", "boolean"}};
    const json::object title{{"en", "x"}};
    EXPECT_EQ(form("c.d", {{"schema", schema}, {"title", title}}), "ok");
    for (const char* name : {"register.x", "key.x", "clock.x", "plain", "C.d", "a/b"})
        EXPECT_EQ(form(name, {{"schema", schema}, {"title", title}}),
                  "rulebook-bundle " + pointer_join("/forms", name));
    EXPECT_EQ(form("c.d", {{"schema", schema}}), "rulebook-bundle /forms/c.d");
    EXPECT_EQ(form("c.d", {{"schema", schema}, {"title", "x"}}),
              "rulebook-bundle /forms/c.d/title");
    EXPECT_EQ(form("c.d", {{"schema", schema}, {"title", title}, {"x", 1}}),
              "rulebook-bundle /forms/c.d/x");
    EXPECT_EQ(form("c.d", {{"schema", {{"type", "array"}, {"items", {{"type", "null"}}}}},
                           {"title", title}}),
              "rulebook-schema /forms/c.d/schema/items/type");
}

}  // namespace
}  // namespace mithaq::rulebook
