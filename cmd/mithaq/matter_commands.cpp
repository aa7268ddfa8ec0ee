// mithaq matter | matters | asks | why
#include <cstdio>

#include <fmt/format.h>

#include "command.h"
#include "folder_view.h"
#include "teller.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string url, ref, language = "en";
    Asked filters;
};

std::string codes_of(const Teller& teller, const json::object& object, std::string_view name) {
    const auto* codes = object.if_contains(name);
    return codes ? teller.participants(*codes) : std::string();
}

const rulebook::Procedure* procedure_of(const rulebook::Rulebook& rulebook,
                                        const json::object& object) {
    auto found = rulebook.procedures.find(said(object, "type"));
    return found == rulebook.procedures.end() ? nullptr : &found->second;
}

// What a stage is called; where the rules have no word, its name.
std::string stage_title(const Teller& teller, const rulebook::Procedure* procedure,
                        const std::string& name) {
    auto at = procedure ? procedure->stage(name) : std::nullopt;
    std::string title = at ? teller.pick(procedure->stages[*at].title) : std::string();
    return title.empty() ? name : title;
}

std::string type_title(const Teller& teller, const rulebook::Procedure* procedure,
                       const std::string& type) {
    std::string title = procedure ? teller.pick(procedure->title) : std::string();
    return title.empty() ? type : title;
}

// Number, day opened, procedure, title, stage.
std::string file_line(const Teller& teller, const rulebook::Rulebook& rulebook,
                      const json::object& row) {
    const auto* procedure = procedure_of(rulebook, row);
    std::string out = fmt::format("{:>6}  {:<10}  {}", row.at("number").to_number<std::uint64_t>(),
                                  said(row.at("opened").as_object(), "stamp").substr(0, 10),
                                  type_title(teller, procedure, said(row, "type")));
    if (auto title = teller.words(row.if_contains("title")); !title.empty()) out += "  " + title;
    return out + fmt::format("  [{}]", stage_title(teller, procedure, said(row, "stage")));
}

void print_end(const json::object& answer) {
    const auto& as_of = answer.at("as_of").as_object();
    fmt::print("{} of {}, as of number {}, {}\n", answer.at("items").as_array().size(),
               answer.at("total").to_number<std::uint64_t>(),
               as_of.at("number").to_number<std::uint64_t>(), said(as_of, "stamp"));
    if (auto next = said(answer, "next"); !next.empty()) fmt::print("more: --before {}\n", next);
}

void print_ask(const Teller& teller, const json::object& ask) {
    const json::object& file = ask.at("matter").as_object();
    std::string what = teller.words(ask.if_contains("text"));
    if (what.empty()) what = teller.words(file.if_contains("title"));
    std::string item = harmless(said(ask, "item"));
    fmt::print("{:>6}  {}{}: {}\n", file.at("number").to_number<std::uint64_t>(),
               teller.words(ask.if_contains("title")), item.empty() ? "" : " " + item, what);
    std::string by = said(ask, "due");
    if (auto session = harmless(said(ask, "session")); !session.empty())
        by += (by.empty() ? "" : ", ") + session;
    fmt::print("        {}{}{}  [{}]\n", codes_of(teller, ask, "of"),
               by.empty() ? "" : fmt::format(", {} ", teller.term("word.by")), by,
               teller.term("character." + said(ask, "character")));
    for (const auto& one : ask.at("answers").as_array()) {
        const json::object& answer = one.as_object();
        fmt::print("        {} {}: {}, {} {}\n", teller.term("word.received-on"),
                   said(answer, "at"), teller.participant(said(answer, "participant")),
                   teller.term("word.number"),
                   answer.at("act").as_object().at("number").to_number<std::uint64_t>());
    }
    if (const auto* awaited = ask.if_contains("awaited"); awaited && !awaited->as_array().empty())
        fmt::print("        {}: {}\n", teller.term("word.not-yet-received"),
                   teller.participants(*awaited));
}

void print_events(const Teller& teller, const rulebook::Procedure* procedure,
                  const json::array& events) {
    for (const auto& one : events) {
        const json::object& event = one.as_object();
        const std::string kind = said(event, "kind");
        if (kind == "stage")
            fmt::print("{}  -> {}\n", said(event, "at"),
                       stage_title(teller, procedure, said(event, "name")));
        if (kind != "opened" && kind != "moved" && kind != "no-effect") continue;
        fmt::print("{}  {}{}\n", said(event, "at"), line_of(teller, event.at("act").as_object()),
                   kind == "no-effect" ? fmt::format("  [{}]", kind) : "");
    }
}

void print_allowed(const Teller& teller, const json::array& allowed) {
    for (const auto& one : allowed) {
        const json::object& move = one.as_object();
        std::string forms;
        for (const auto& name : move.at("forms").as_array()) {
            const auto* form = teller.form(std::string_view(name.as_string()));
            forms += (forms.empty() ? "" : " / ") +
                     (form ? teller.pick(form->title) : std::string(name.as_string()));
        }
        if (!move.at("unmet").as_array().empty()) continue;
        fmt::print("{}: {}: {}\n", teller.term("word.submit"), codes_of(teller, move, "by"), forms);
    }
}

void print_file(const Teller& teller, const rulebook::Rulebook& rulebook,
                const json::object& file) {
    const auto* procedure = procedure_of(rulebook, file);
    fmt::print("{}\n{}: {}\n{} ({})\n\n", file_line(teller, rulebook, file),
               teller.term("field.identifier"), said(file, "id"),
               stage_title(teller, procedure, said(file, "stage")), said(file, "since"));
    print_events(teller, procedure, file.at("events").as_array());
    for (const auto& one : file.at("clocks").as_array()) {
        const json::object& clock = one.as_object();
        fmt::print("{}  ... {}\n", said(clock, "at"),
                   stage_title(teller, procedure, said(clock, "to")));
    }
    fmt::print("\n");
    for (const auto& ask : file.at("asks").as_array()) print_ask(teller, ask.as_object());
    print_allowed(teller, file.at("allowed").as_array());
}

// ---- Commands

// The answer to `path`, printed by `print` in the words of the register's rules, or as JSON.
template <typename Print>
Result<int> tell(Remote& remote, const Options& options, const json::object& answer, bool as_json,
                 Print print) {
    if (as_json) {
        fmt::print("{}\n", canonical_json(answer));
        return kDone;
    }
    MITHAQ_TRY(auto rulebook, rulebook_of(remote));
    print(Teller(rulebook, options.language), *rulebook);
    return kDone;
}

// The address of the file that `ref` is in: paths take identifiers and numbers.
Result<std::string> id_of(Remote& remote, const Options& options) {
    Asked then;
    for (const auto& filter : options.filters)
        if (filter.first == "as-of") then.push_back(filter);
    MITHAQ_TRY(auto item, find_item(remote, options.ref, then));
    return said(item.at("item").as_object(), "id");
}

// Of a register's folder: the view beside it answers, where no register is served from there.
Result<int> matter_beside(const Options& options, bool as_json) {
    Folder folder;
    MITHAQ_CHECK(open_folder(options.url, folder));
    view::Parameters asked(options.filters.begin(), options.filters.end());
    MITHAQ_TRY(auto answer, answer_beside(options.url, folder, [&](view::Answers& answers) {
                   return answers.matter(options.ref, asked);
               }));
    if (as_json)
        fmt::print("{}\n", canonical_json(answer));
    else
        print_file(Teller(folder.rulebook, options.language), *folder.rulebook, answer);
    return kDone;
}

Result<int> matter(const Options& options, bool as_json) {
    if (options.url.find("://") == std::string::npos) return matter_beside(options, as_json);
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto id, id_of(remote, options));
    MITHAQ_TRY(auto answer, answer_of(remote, question("/api/v1/matters/" + id, options.filters)));
    return tell(remote, options, answer, as_json,
                [&](const Teller& teller, const rulebook::Rulebook& rulebook) {
                    print_file(teller, rulebook, answer);
                });
}

Result<int> matters(const Options& options, bool as_json) {
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto answer, answer_of(remote, question("/api/v1/matters", options.filters)));
    return tell(remote, options, answer, as_json,
                [&](const Teller& teller, const rulebook::Rulebook& rulebook) {
                    for (const auto& row : answer.at("items").as_array())
                        fmt::print("{}\n", file_line(teller, rulebook, row.as_object()));
                    print_end(answer);
                });
}

Result<int> asks(const Options& options, bool as_json) {
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto answer, answer_of(remote, question("/api/v1/asks", options.filters)));
    return tell(remote, options, answer, as_json,
                [&](const Teller& teller, const rulebook::Rulebook&) {
                    for (const auto& ask : answer.at("items").as_array())
                        print_ask(teller, ask.as_object());
                    print_end(answer);
                });
}

Result<int> why(const Options& options, bool as_json) {
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto id, id_of(remote, options));
    auto asked = options.filters;
    asked.emplace_back("lang", options.language);
    MITHAQ_TRY(auto answer, answer_of(remote, question("/api/v1/why/" + id, asked)));
    return tell(remote, options, answer, as_json,
                [&](const Teller& teller, const rulebook::Rulebook&) {
                    for (const auto& one : answer.at("sentences").as_array()) {
                        const json::object& sentence = one.as_object();
                        fmt::print("{}\n", harmless(said(sentence, "text")));
                        if (auto basis = said(sentence, "basis"); !basis.empty())
                            fmt::print("    {}\n", basis);
                        for (const auto& act : sentence.at("acts").as_array())
                            fmt::print("    {}\n", line_of(teller, act.as_object()));
                    }
                });
}

using Filters = std::initializer_list<std::pair<const char*, const char*>>;

void add_filters(CLI::App& command, Options& options, const Filters& filters) {
    for (const auto& [name, about] : filters)
        command.add_option_function<std::string>(
            fmt::format("--{}", name),
            [&options, of = std::string(name)](const std::string& value) {
                options.filters.emplace_back(of, value);
            },
            about);
    command.add_option("--lang", options.language, "ar, en or fr");
}

constexpr const char* kAsOf = "As it stood at a number, an instant or a day";
constexpr const char* kFor = "Whose eyes: a participant's code";

}  // namespace

void add_matter_commands(CLI::App& app, Chosen& chosen) {
    static Options one, files, requests, reasons;
    auto* matter_command = app.add_subcommand("matter", "One file: where it stands, what happened");
    matter_command->add_option("url", one.url, "http://HOST/REGISTER, or a register's folder")
        ->required();
    matter_command
        ->add_option("ref", one.ref, "Identifier, number, symbol or own reference in the file")
        ->required();
    add_filters(*matter_command, one, {{"as-of", kAsOf}, {"for", kFor}});
    matter_command->callback(
        [&chosen] { chosen.body = [&chosen] { return matter(one, chosen.json); }; });

    auto* list = app.add_subcommand("matters", "Files");
    list->add_option("url", files.url, "http://HOST/REGISTER")->required();
    add_filters(*list, files,
                {{"type", "Procedures, separated by commas"},
                 {"stage", "Stages, separated by commas"},
                 {"open", "yes or no"},
                 {"participant", "Author, addressee or asked for something"},
                 {"limit", "At most 200"},
                 {"before", "The next page"},
                 {"as-of", kAsOf}});
    list->callback([&chosen] { chosen.body = [&chosen] { return matters(files, chosen.json); }; });

    auto* asked =
        app.add_subcommand("asks", "Actions requested: of whom, by when, what was received");
    asked->add_option("url", requests.url, "http://HOST/REGISTER")->required();
    add_filters(*asked, requests,
                {{"participant", "Who is asked"},
                 {"matter", "In this file: identifier or number"},
                 {"due-before", "By this instant, or before this day"},
                 {"due-after", "After this instant, or on this day or later"},
                 {"form", "Forms that it is about, or that answer it"},
                 {"type", "Procedures, separated by commas"},
                 {"state", "open, answered, released; or awaited, of --participant"},
                 {"sort", "-number or due"},
                 {"limit", "At most 200"},
                 {"before", "The next page"},
                 {"as-of", kAsOf},
                 {"for", kFor}});
    asked->add_flag_callback(
        "--open", [] { requests.filters.emplace_back("state", "open"); }, "As --state open");
    asked->callback([&chosen] { chosen.body = [&chosen] { return asks(requests, chosen.json); }; });

    auto* because = app.add_subcommand("why", "Why a file, a request or a count stands as it does");
    because->add_option("url", reasons.url, "http://HOST/REGISTER")->required();
    because->add_option("ref", reasons.ref, "Identifier, number, symbol or own reference")
        ->required();
    add_filters(*because, reasons,
                {{"ask", "Of an action requested: its index in the file"},
                 {"count", "Of a count: its name"},
                 {"refusal", "Of a refusal: its rule"},
                 {"problem", "With --refusal: what it was called"},
                 {"as-of", kAsOf}});
    because->callback([&chosen] { chosen.body = [&chosen] { return why(reasons, chosen.json); }; });
}

}  // namespace mithaq::cmd
