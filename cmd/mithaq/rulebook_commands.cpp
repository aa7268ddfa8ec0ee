// mithaq rulebook
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "base/names.h"
#include "base/utf8.h"
#include "command.h"
#include "embedded.h"
#include "rulebook/rulebook.h"
#include "rulebook_folder.h"
#include "rules/words.h"
#include "story/analyse.h"

namespace mithaq::cmd {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kExtendsMax = 4;

struct Options {
    std::string rulebook, out = "-", language, type;
    std::size_t states = story::Bounds{}.states;
    std::uint32_t depth = story::Bounds{}.depth;
};

struct RulebookFolder {
    rulebook::Sources sources;
    std::map<std::string, std::string> paths;  // of the same names: the files on disk
};

// Every .toml below `folder` but for its record, by its path there.
Result<RulebookFolder> read_folder(const fs::path& folder) {
    RulebookFolder out;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end;
         at.increment(code)) {
        std::string name = fs::relative(at->path(), folder).generic_string();
        if (at->path().extension() != ".toml" || name.starts_with("record/")) continue;
        MITHAQ_TRY(auto text, read_file(at->path().string()));
        out.sources.emplace(name, std::move(text));
        out.paths.emplace(name, at->path().lexically_normal().string());
    }
    if (code || out.sources.empty())
        return err(Errc::not_found, "rulebook-source",
                   fmt::format("{} holds no rulebook", folder.string()));
    return out;
}

// With what the rulebooks give that it extends. `above`: those that extend it.
Result<RulebookFolder> read_rulebook(const fs::path& folder, std::vector<fs::path> above) {
    MITHAQ_TRY(auto own, read_folder(folder));
    auto extends = rulebook::extends_of(own.sources);
    if (!extends) return own;
    auto refuse = [&](std::string_view why) {
        return err(
            Errc::malformed, "rulebook-source",
            fmt::format("{}: extends = \"{}\": {}", own.paths.at("rulebook.toml"), *extends, why));
    };
    std::error_code code;
    above.push_back(fs::canonical(folder, code));
    fs::path base = folder / *extends;
    if (fs::path(*extends).is_absolute()) return refuse("a folder is named relative to this one");
    if (!fs::exists(base / "rulebook.toml")) return refuse("there is no rulebook");
    if (std::find(above.begin(), above.end(), fs::canonical(base, code)) != above.end())
        return refuse("that rulebook extends this one");
    if (above.size() == kExtendsMax)
        return refuse(fmt::format("at most {} rulebooks stand on one another", kExtendsMax));
    MITHAQ_TRY(auto inherited, read_rulebook(base, std::move(above)));
    own.sources = rulebook::inherit(std::move(own.sources), inherited.sources);
    own.paths.merge(inherited.paths);
    return own;
}

Result<int> build(const Options& options) {
    MITHAQ_TRY(auto folder, read_rulebook(options.rulebook, {}));
    MITHAQ_TRY(auto bundle, rulebook::build_bundle(folder.sources));
    MITHAQ_CHECK(write_file(options.out, bundle));
    return kDone;
}

void print_faults(const std::vector<rulebook::Fault>& faults) {
    for (const auto& fault : faults)
        fmt::print("{}:{}:{}: {}\n", fault.file, fault.line, fault.column, fault.what);
}

// What the engine found by itself; the story that shows it stands below, indented.
void print_findings(const std::vector<story::Finding>& findings) {
    for (const auto& finding : findings) {
        fmt::print("{}: {} {} {}: {}\n", finding.type, finding.error ? "error" : "warning",
                   story::kind_name(finding.kind), finding.name, finding.message);
        std::string_view rest = finding.story;
        while (!rest.empty()) {
            auto end = rest.find('\n');
            fmt::print("    {}\n", rest.substr(0, end));
            rest.remove_prefix(end + 1);
        }
    }
}

void print_json(const std::vector<rulebook::Fault>& faults,
                const std::vector<story::Finding>& findings) {
    json::array list, found;
    for (const auto& fault : faults)
        list.push_back({{"file", fault.file},
                        {"line", fault.line},
                        {"column", fault.column},
                        {"what", fault.what}});
    for (const auto& one : findings)
        found.push_back({{"kind", story::kind_name(one.kind)},
                         {"type", one.type},
                         {"name", one.name},
                         {"message", one.message},
                         {"error", one.error},
                         {"story", one.story}});
    json::object out{{"faults", std::move(list)}};
    if (faults.empty()) out["findings"] = std::move(found);
    fmt::print("{}\n", canonical_json(out));
}

Result<int> check(const Options& options, bool as_json) {
    std::string bundle;
    std::vector<rulebook::Fault> faults;
    if (fs::is_directory(options.rulebook)) {
        MITHAQ_TRY(auto folder, read_rulebook(options.rulebook, {}));
        faults = rulebook::check_sources(folder.sources);
        for (auto& fault : faults)
            if (auto path = folder.paths.find(fault.file); path != folder.paths.end())
                fault.file = path->second;
        if (faults.empty()) {
            MITHAQ_TRY(bundle, rulebook::build_bundle(folder.sources));
        }
    } else {
        MITHAQ_TRY(bundle, read_file(options.rulebook));
        faults = rulebook::check_bundle(bundle);
        for (auto& fault : faults) fault.file = options.rulebook;
    }
    if (!faults.empty()) {
        if (as_json)
            print_json(faults, {});
        else
            print_faults(faults);
        return kDoesNotHold;
    }
    MITHAQ_TRY(auto loaded, rulebook::load_bundle(bundle));
    const auto findings = story::analyse(loaded, {options.states, options.depth});
    if (as_json) {
        print_json({}, findings);
    } else {
        print_findings(findings);
        fmt::print(
            "{}: {} participants, {} forms, {} procedures, {} themes, {} terms, SHA-256 {}\n",
            loaded->name, loaded->participants.size(), loaded->forms.size(),
            loaded->procedures.size(), loaded->themes.size(), loaded->terms.size(),
            to_hex(loaded->sha256.bytes));
    }
    return std::ranges::any_of(findings, &story::Finding::error) ? kDoesNotHold : kDone;
}

// A folder, a bundle, or a rulebook inside the program by its name.
Result<std::string> bundle_of(const std::string& rulebook) {
    const bool inside = !fs::exists(rulebook) && is_register_name(rulebook);
    if (!inside) return rulebook_bundle(rulebook);
    MITHAQ_TRY(auto sources, folder_sources(embedded_files(embedded_rulebooks), rulebook));
    return rulebook::build_bundle(sources);
}

void print_section(const rules::Section& section, char underline) {
    fmt::print("{}\n{}\n\n", section.heading, std::string(code_points(section.heading), underline));
    for (const auto& paragraph : section.paragraphs) fmt::print("{}\n\n", paragraph);
}

Result<int> print(const Options& options, bool as_json) {
    MITHAQ_TRY(auto bundle, bundle_of(options.rulebook));
    MITHAQ_TRY(auto loaded, rulebook::load_bundle(bundle));
    const std::string language =
        options.language.empty() ? *loaded->languages.begin() : options.language;
    if (!loaded->grammar.contains(language))
        return err(
            Errc::not_found, "language",
            fmt::format("the rulebook does not speak \"{}\": it has no grammar of it", language));
    std::vector<std::string> types;
    for (const auto& [type, procedure] : loaded->procedures)
        if (options.type.empty() || options.type == type) types.push_back(type);
    if (types.empty() && !options.type.empty())
        return err(Errc::not_found, "procedure",
                   fmt::format("the rulebook has no procedure \"{}\"", options.type));
    json::array procedures;
    if (!as_json && options.type.empty()) {
        fmt::print("{}\n\n", loaded->title.find(language)->second);
        print_section(rules::general_in_words(*loaded, language), '-');
    }
    for (const auto& type : types) {
        auto sections = rules::procedure_in_words(*loaded, type, language);
        json::array list;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (!as_json) print_section(sections[i], i == 0 ? '=' : '-');
            json::array paragraphs(sections[i].paragraphs.begin(), sections[i].paragraphs.end());
            list.push_back({{"heading", sections[i].heading}, {"paragraphs", paragraphs}});
        }
        procedures.push_back({{"type", type}, {"sentences", list}});
    }
    if (as_json)
        fmt::print("{}\n", canonical_json(
                               json::object{{"language", language}, {"procedures", procedures}}));
    return kDone;
}

}  // namespace

Result<std::string> rulebook_bundle(const std::string& path) {
    if (!fs::is_directory(path)) return read_file(path);
    MITHAQ_TRY(auto folder, read_rulebook(path, {}));
    return rulebook::build_bundle(folder.sources);
}

void add_rulebook_commands(CLI::App& app, Chosen& chosen) {
    static Options options;
    auto* rules = app.add_subcommand("rulebook", "Check, build and print rulebooks");
    rules->require_subcommand(1);
    auto* built = rules->add_subcommand("build", "Write the canonical bundle of a folder");
    built->add_option("folder", options.rulebook, "Folder")->required();
    built->add_option("-o,--out", options.out, "File to write, - for standard output");
    built->callback([&chosen] { chosen.body = [] { return build(options); }; });
    auto* checked = rules->add_subcommand(
        "check",
        "Say everything that is wrong with a folder or bundle, as file:line:column: what; then "
        "play "
        "its procedures in little, and say what cannot happen, with a story that shows it");
    checked->add_option("rulebook", options.rulebook, "Folder or bundle")->required();
    checked->add_option("--states", options.states, "States of a procedure that are looked at")
        ->capture_default_str();
    checked->add_option("--depth", options.depth, "Lines of the longest story")
        ->capture_default_str();
    checked->callback(
        [&chosen] { chosen.body = [&chosen] { return check(options, chosen.json); }; });
    auto* printed = rules->add_subcommand("print", "Write the procedures of a rulebook as prose");
    printed
        ->add_option("rulebook", options.rulebook,
                     "Folder, bundle, or the name of a rulebook inside the program")
        ->required();
    printed->add_option("--lang", options.language, "Language: ar, en, fr; the first by default");
    printed->add_option("--type", options.type, "One procedure only, by its type");
    printed->callback(
        [&chosen] { chosen.body = [&chosen] { return print(options, chosen.json); }; });
}

}  // namespace mithaq::cmd
