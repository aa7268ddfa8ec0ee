#include "rulebook/rulebook.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/sha256.h"

namespace mithaq::rulebook {
namespace {

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

// Names of today, as participants.toml gives them.
std::string named(const std::string& code, const std::string& kind) {
    return fmt::format(
        "[{0}]\nkind = \"{1}\"\n[[{0}.names]]\nshort = {{ en = \"{0}\" }}\n"
        "source = \"s\"\nchecked = \"yes\"\n",
        code, kind);
}

Sources small() {
    return {{"rulebook.toml",
             "edition = 0\n"
             "name = \"small\"\n"
             "title = { en = \"Small\" }\n"
             "languages = [\"en\"]\n"
             "enrols = \"XAA\"\n"
             "registries = []\n"},
            {"participants.toml", named("XAA", "state") + named("XAN", "third-state")},
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
    EXPECT_EQ(rulebook->banner.size(), 3u);
    EXPECT_TRUE(rulebook->ways.contains("by-hand"));
    EXPECT_EQ(rulebook->markings.at("restricted").at("en"), "restricted");
    EXPECT_EQ(rulebook->terms.at("certificate.title").at("en"), "Certificate of registration");
    EXPECT_TRUE(rulebook->themes.at("security").ours);
    EXPECT_EQ(rulebook->forms.at("note.send").title.at("fr"), "Note verbale");
    EXPECT_EQ(rulebook->forms.at("note.send").annotated.at("type"), "object");
    // Canonical: written again it is the same.
    EXPECT_EQ(canonical_json(
                  parse_json(bundle, {.depth_max = 32, .bytes_max = kBundleBytesMax}).value()) +
                  "\n",
              bundle);
    EXPECT_EQ(build_bundle(read_folder("rulebooks/basic")).value(), bundle);
}

// With the files of the rulebook that it extends.
Sources whole_folder(const std::filesystem::path& folder) {
    Sources sources = read_folder(folder);
    auto base = extends_of(sources);
    return base ? inherit(std::move(sources), whole_folder(folder / *base)) : sources;
}

TEST(Rulebook, EveryFolderOfTheTreeIsBuilt) {
    for (const auto& folder : std::filesystem::directory_iterator("rulebooks"))
        if (folder.is_directory())
            EXPECT_EQ(build_error(whole_folder(folder.path())), "ok") << folder.path();
}

TEST(Rulebook, IsTheSameInWhateverOrderItsTablesAreWritten) {
    Sources other = small();
    other["rulebook.toml"] =
        "registries = []\nenrols = 'XAA'\nmarkings = {}\n"
        "languages = [\n  'en', # English\n]\nname = \"\\u0073mall\"\n"
        "edition = 0x0\n[title]\nen = 'Small'\n";
    other["participants.toml"] =
        "[XAN]\nnames = [{ checked = 'yes', source = 's', short.en = 'XAN' }]\n"
        "kind = \"third-state\"\n"
        "[[XAA.names]]\nchecked = 'yes'\nsource = 's'\n[XAA.names.short]\nen = 'XAA'\n"
        "[XAA]\nkind = \"state\"\n";
    ASSERT_EQ(build_error(other), "ok");
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
    begins(with("themes.toml", "[a]\n  source = 2026-01-01\n"), "themes.toml:1:2: ");
    begins(with("participants.toml", "x = 1.5\n"), "participants.toml:1:5: ");
    begins(with("forms/a.b.toml", "\n\n?\n"), "forms/a.b.toml:3:1: ");
    begins(with("forms/a.b.toml", "[# x]\n"), "forms/a.b.toml:1:");  // once stopped the process
    begins(with("forms/a.b.toml", "\xef\xb3\xbf"), "forms/a.b.toml:1:1: ");  // so did this
    begins(with("rulebook.toml", "name = \"\xff\"\n"), "rulebook.toml:1:");
    begins(with("rulebook.toml", std::string("a = \"") + '\0' + "\"\n"), "rulebook.toml:1:");
    begins(with("readme.md", ""), "readme.md:1:1: ");
    begins(with("forms/a.b.json", ""), "forms/a.b.json:1:1: ");
    EXPECT_EQ(build_bundle({{"forms/a.b.toml", "?"}}).error().type, "rulebook-source");
}

TEST(RulebookSource, HasItsTwoFilesAndNamesNothingThatComesFromOtherFiles) {
    for (const char* file : {"rulebook.toml", "participants.toml"}) {
        Sources sources = small();
        sources.erase(file);
        EXPECT_EQ(build_bundle(sources).error().type, "rulebook-source") << file;
    }
    // These would have overwritten participants.toml, or been overwritten, in silence.
    for (const char* line : {"participants = {}\n", "forms = {}\n", "bundle = \"x\"\n",
                             "terms = {}\n", "never = {}\n", "themes = {}\n"}) {
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
    for (std::string_view name :
         {"bundle", "edition", "enrols", "forms", "languages", "markings", "name", "never",
          "participants", "precedence", "registries", "sets", "terms", "themes", "title", "ways"})
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
    EXPECT_EQ(with("languages", json::array{"en", "en"}), "rulebook-bundle /languages/1");
    EXPECT_EQ(with("languages", json::array{"en", "english"}), "rulebook-bundle /languages");
    EXPECT_EQ(with("languages", json::array{}), "rulebook-bundle /languages");
    EXPECT_EQ(with("languages", json::array{"en", "fr"}), "rulebook-bundle /title");
    EXPECT_EQ(with("title", json::object{}), "rulebook-bundle /title");
    EXPECT_EQ(with("title", {{"en", "x"}, {"fr", "x"}}), "rulebook-bundle /title/fr");
    EXPECT_EQ(with("title", {{"en", ""}}), "rulebook-bundle /title/en");
    EXPECT_EQ(with("banner", {{"en", "x"}}), "ok");
    EXPECT_EQ(with("banner", "x"), "rulebook-bundle /banner");
    EXPECT_EQ(with("enrols", "XAB"), "rulebook-bundle /enrols");
    EXPECT_EQ(with("enrols", "XAN"), "rulebook-bundle /enrols");
    EXPECT_EQ(with("enrols", json::array{"XAA"}), "rulebook-bundle /enrols");
    EXPECT_EQ(with("registries", json::array{"XAA", "XAB"}), "rulebook-bundle /registries/1");
    EXPECT_EQ(with("registries", json::array{"XAN"}), "rulebook-bundle /registries/0");
    EXPECT_EQ(with("registries", json::array{"XAA", 1}), "rulebook-bundle /registries/1");
    EXPECT_EQ(with("registries", json::array{"XAA"}), "ok");
    for (std::string_view name :
         {"forms", "markings", "never", "participants", "sets", "terms", "themes", "ways"})
        EXPECT_EQ(with(name, json::array{}), fmt::format("rulebook-bundle /{}", name));
    EXPECT_EQ(with("forms", json::object{}), "ok");
}

TEST(Bundle, HasMarkingsWaysSetsThemesAndTermsThatFit) {
    auto with = [](std::string_view name, json::value value) {
        return loaded([&](auto& bundle) { bundle[name] = value; });
    };
    const json::value title{{"title", {{"en", "x"}}}};
    for (std::string_view name : {"markings", "ways"}) {
        EXPECT_EQ(with(name, {{"by-hand", title}}), "ok");
        EXPECT_EQ(with(name, {{"By", title}}), fmt::format("rulebook-bundle /{}/By", name));
        EXPECT_EQ(with(name, {{"a", "x"}}), fmt::format("rulebook-bundle /{}/a", name));
        EXPECT_EQ(with(name, {{"a", {{"title", "x"}}}}),
                  fmt::format("rulebook-bundle /{}/a/title", name));
    }
    auto set = [&](json::object members) {
        members["title"] = {{"en", "x"}};
        return with("sets", {{"all", members}});
    };
    EXPECT_EQ(set({{"kind", "state"}}), "ok");
    EXPECT_EQ(set({{"list", {"XAA", "XAN"}}}), "ok");
    EXPECT_EQ(set({{"list", {"XAA", "XAB"}}}), "rulebook-bundle /sets/all/list/1");
    EXPECT_EQ(set({{"kind", "king"}}), "rulebook-bundle /sets/all/kind");
    EXPECT_EQ(set({}), "rulebook-bundle /sets/all");
    EXPECT_EQ(set({{"kind", "state"}, {"list", json::array{}}}), "rulebook-bundle /sets/all");
    EXPECT_EQ(with("sets", {{"all", {{"kind", "state"}}}}), "rulebook-bundle /sets/all");
    json::object theme{{"kind", "dimension"}, {"origin", "ours"}, {"title", {{"en", "x"}}}};
    EXPECT_EQ(with("themes", {{"a", theme}}), "ok");
    EXPECT_EQ(with("themes", {{"a b", theme}}), "rulebook-bundle /themes/a b");
    theme["kind"] = "topic";
    EXPECT_EQ(with("themes", {{"a", theme}}), "rulebook-bundle /themes/a/kind");
    EXPECT_EQ(with("terms", {{"act", {{"en", "x"}}}}), "ok");
    EXPECT_EQ(with("terms", {{"1", {{"en", "x"}}}}), "rulebook-bundle /terms/1");
    EXPECT_EQ(with("terms", {{"act", "x"}}), "rulebook-bundle /terms/act");
    EXPECT_EQ(with("never", {{"en", {"x"}}}), "ok");
    EXPECT_EQ(with("never", {{"fr", {"x"}}}), "rulebook-bundle /never/fr");
    EXPECT_EQ(with("never", {{"en", {"x y"}}}), "rulebook-bundle /never/en");
}

// A word is found whole, in any case, with or without the marks that Arabic may leave out.
TEST(Bundle, KeepsTheWordsOfNeverFromItsTerms) {
    auto term = [](std::string_view words, std::string_view never) {
        return loaded([&](auto& bundle) {
            bundle["terms"] = {{"t", {{"en", words}}}};
            bundle["never"] = {{"en", {never}}};
        });
    };
    EXPECT_EQ(term("The Act, signed", "act"), "rulebook-bundle /terms/t/en");
    EXPECT_EQ(term("an actor's enact-act", "act"), "ok");
    EXPECT_EQ(term("l’ENTRÉE", "entrée"), "rulebook-bundle /terms/t/en");
    EXPECT_EQ(term("«رَفْض»", "رفض"), "rulebook-bundle /terms/t/en");
    EXPECT_EQ(term("رفضت", "رفض"), "ok");
    EXPECT_EQ(term("ŒUF\u00a0dur\U0001F600", "œuf"), "rulebook-bundle /terms/t/en");
}

json::object dated(std::string_view from, std::string_view until = "") {
    json::object out{{"short", {{"en", "x"}}}, {"source", "s"}, {"checked", "no"}};
    if (!from.empty()) out["from"] = from;
    if (!until.empty()) out["until"] = until;
    return out;
}
std::string participant(std::string_view code, json::value value) {
    return loaded([&](auto& bundle) { bundle["participants"].as_object()[code] = value; });
}

TEST(Bundle, NamesTheFaultOfAParticipant) {
    const json::object good{{"kind", "organ"}, {"names", {dated("")}}};
    EXPECT_EQ(participant("XAB", good), "ok");
    EXPECT_EQ(participant("REGISTER", good), "rulebook-bundle /participants/REGISTER");
    EXPECT_EQ(participant("xab", good), "rulebook-bundle /participants/xab");
    EXPECT_EQ(participant("XAB", 1), "rulebook-bundle /participants/XAB");
    EXPECT_EQ(participant("XAB", {{"kind", "organ"}}), "rulebook-bundle /participants/XAB");
    auto with = [&](std::string_view name, json::value value) {
        json::object changed = good;
        changed[name] = value;
        return participant("XAB", changed);
    };
    EXPECT_EQ(with("kind", "king"), "rulebook-bundle /participants/XAB/kind");
    EXPECT_EQ(with("kind", "named"), "rulebook-bundle /participants/XAB/kind");
    EXPECT_EQ(with("names", json::array{}), "rulebook-bundle /participants/XAB/names");
    EXPECT_EQ(with("names", {{"en", "x"}}), "rulebook-bundle /participants/XAB/names");
    EXPECT_EQ(with("x", 1), "rulebook-bundle /participants/XAB/x");
    EXPECT_EQ(with("note", {{"en", "x"}}), "ok");
    auto name = [&](std::string_view member, json::value value) {
        json::object changed = dated("");
        changed[member] = value;
        return with("names", {changed});
    };
    const std::string at = "rulebook-bundle /participants/XAB/names/0";
    EXPECT_EQ(name("short", {{"es", "x"}}), at + "/short/es");
    EXPECT_EQ(name("checked", "maybe"), at + "/checked");
    EXPECT_EQ(name("source", ""), at + "/source");
    EXPECT_EQ(name("from", "1969-9"), at + "/from");
    EXPECT_EQ(name("adjective", json::object{}), at + "/adjective");
    EXPECT_EQ(name("article", {{"fr", "l’"}}), "ok");
    EXPECT_EQ(name("article", {{"fr", ""}}), "ok");
    EXPECT_EQ(name("article", {{"fr", "l'"}}), at + "/article/fr");
    EXPECT_EQ(name("article", {{"en", "the"}}), at + "/article");
}

TEST(Bundle, HasDatesThatFollowOneAnother) {
    auto names = [](json::array list) {
        return participant("XAB", {{"kind", "organ"}, {"names", list}});
    };
    const std::string at = "rulebook-bundle /participants/XAB/names/";
    EXPECT_EQ(names({dated(""), dated("1970")}), "ok");
    EXPECT_EQ(names({dated("1969", "1970"), dated("1970-01-01")}), "ok");
    EXPECT_EQ(names({dated("1969", "1970-01-02"), dated("1970")}), at + "1/from");
    EXPECT_EQ(names({dated("1969"), dated("1969-01")}), at + "1/from");
    EXPECT_EQ(names({dated("1969"), dated("")}), at + "1");
    EXPECT_EQ(names({dated("1969", "1969-01-01")}), at + "0/until");
    EXPECT_EQ(names({dated("", "1969")}), "ok");
    auto statuses = [](json::array list) {
        return participant("XAB", {{"kind", "organ"}, {"names", {dated("")}}, {"status", list}});
    };
    auto status = [](std::string_view from, std::string_view until = "") {
        json::object out{{"as", "member"}, {"from", from}, {"source", "s"}, {"checked", "no"}};
        if (!until.empty()) out["until"] = until;
        return out;
    };
    EXPECT_EQ(statuses({status("1970"), status("1980-05")}), "ok");
    EXPECT_EQ(statuses({status("1970", "1981"), status("1980-05")}),
              "rulebook-bundle /participants/XAB/status/1/from");
    EXPECT_EQ(statuses({dated("1970")}), "rulebook-bundle /participants/XAB/status/0");
}

TEST(Bundle, NamesTheFaultOfAForm) {
    auto form = [](std::string_view name, json::value value) {
        return loaded([&](auto& bundle) { bundle["forms"].as_object()[name] = value; });
    };
    const json::object schema{{"type", "boolean"}};
    const json::object title{{"en", "x"}};
    EXPECT_EQ(form("c.d", {{"schema", schema}, {"title", title}}), "ok");
    EXPECT_EQ(form("c.d", {{"schema", schema}, {"title", title}, {"description", title}}), "ok");
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
    auto string = [&](json::object more) {
        more["type"] = "string";
        return form("c.d", {{"schema", more}, {"title", title}});
    };
    const json::array values{"a", "b"};
    EXPECT_EQ(string({{"title", title}}), "ok");
    EXPECT_EQ(string({{"title", "x"}}), "rulebook-bundle /forms/c.d/schema/title");
    EXPECT_EQ(string({{"enum", values}, {"titles", {{"a", title}, {"b", title}}}}), "ok");
    EXPECT_EQ(string({{"enum", values}}), "rulebook-schema /forms/c.d/schema/enum/0");
    EXPECT_EQ(string({{"enum", values}, {"titles", {{"a", title}}}}),
              "rulebook-schema /forms/c.d/schema/enum/1");
    EXPECT_EQ(string({{"enum", {"a"}}, {"titles", {{"a", title}, {"c", title}}}}),
              "rulebook-schema /forms/c.d/schema/titles/c");
    EXPECT_EQ(string({{"enum", {"a"}}, {"titles", {{"a", "x"}}}}),
              "rulebook-bundle /forms/c.d/schema/titles/a");
    EXPECT_EQ(string({{"enum", {1}}}), "rulebook-schema /forms/c.d/schema/enum/0");
}

TEST(Rulebook, KnowsNamesStatusAndPrecedenceByDate) {
    auto rulebook = load_bundle(build_bundle(read_folder("rulebooks/basic")).value()).value();
    const Participant& delta = rulebook->participants.at("XAD");
    EXPECT_EQ(name_at(delta, "1971").short_name.at("en"), "Northern Delta");
    EXPECT_EQ(name_at(delta, "1989-05-08").short_name.at("en"), "Northern Delta");
    EXPECT_EQ(name_at(delta, "1989-05").short_name.at("en"), "Northern Delta");
    EXPECT_EQ(name_at(delta, "1989-05-09").short_name.at("en"), "Delta");
    EXPECT_EQ(delta.current().article.at("fr"), "le");
    const Participant& epsilon = rulebook->participants.at("XAE");
    EXPECT_EQ(status_at(epsilon, "1974-05-31"), nullptr);
    EXPECT_EQ(status_at(epsilon, "1991-02-11")->as, "suspended");
    EXPECT_EQ(status_at(epsilon, "2020")->as, "member");
    EXPECT_EQ(rulebook->order_at("1989-12-31")[3], "XAD");
    EXPECT_EQ(rulebook->order_at("1990")[2], "XAE");
    for (const char* date : {"", "1969", "1980", "2026-11-24"})
        EXPECT_EQ(rulebook->order_at(date).size(), rulebook->participants.size());
    EXPECT_EQ(rulebook->order_at("1969")[0], "ARCHIVE");
    EXPECT_EQ(rulebook->members_of("members").size(), 8u);
    EXPECT_EQ(rulebook->members_of("bureau")[0], "XAC");
    EXPECT_TRUE(rulebook->members_of("nobody").empty());
}

}  // namespace
}  // namespace mithaq::rulebook
