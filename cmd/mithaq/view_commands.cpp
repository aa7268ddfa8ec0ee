// mithaq record | case | view dump | view rebuild
#include <chrono>
#include <cstdio>

#include <fmt/format.h>

#include "base/files.h"
#include "command.h"
#include "folder_view.h"
#include "teller.h"
#include "view/dump.h"
#include "view/store.h"

namespace mithaq::cmd {
namespace {

struct Options {
    std::string url, ref, dir, language = "en";
    Asked filters;
};

constexpr std::uint64_t kEntriesACommit = 4096;

// ---- A view beside a folder

Result<int> view_rebuild(const Options& options) {
    Folder folder;
    MITHAQ_CHECK(open_folder(options.dir, folder));
    auto start = std::chrono::steady_clock::now();
    MITHAQ_TRY(auto store, view::Store::open(options.dir + "/view.sqlite", *folder.reader,
                                             folder.rulebook, view::Store::Held::deleted));
    while (true) {
        MITHAQ_TRY(bool whole, store.advance(kEntriesACommit));
        if (whole) break;
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::uint64_t size = store.size().value;
    fmt::print("{} entries in {:.2f} s ({:.0f} a second); they give the root of {}\n", size,
               took.count(), static_cast<double>(size) / std::max(took.count(), 1e-9),
               folder.reader->head()->checkpoint.origin);
    return kDone;
}

Result<int> view_dump(const Options& options) {
    std::string path = options.dir + "/view.sqlite";
    if (!PosixFiles{}.exists(path))
        return err(
            Errc::not_found, "view-file",
            fmt::format("{} holds no view; `mithaq serve` and `mithaq view rebuild` make one",
                        options.dir));
    MITHAQ_CHECK(view::dump(path, [](std::string_view line) { fmt::print("{}", line); }));
    return kDone;
}

// ---- The record of a register behind HTTP, in the organisation's words

void print_list(const Teller& teller, const json::object& answer) {
    for (const auto& item : answer.at("items").as_array())
        fmt::print("{}\n", line_of(teller, item.as_object()));
    const auto& as_of = answer.at("as_of").as_object();
    fmt::print("{} of {}, as of number {}, {}\n", answer.at("items").as_array().size(),
               answer.at("total").to_number<std::uint64_t>(),
               as_of.at("number").to_number<std::uint64_t>(), said(as_of, "stamp"));
    if (auto next = said(answer, "next"); !next.empty()) fmt::print("more: --cursor {}\n", next);
}

void print_field(const std::string& title, const std::string& value) {
    if (!value.empty()) fmt::print("{}: {}\n", title, value);
}

// A list of a body: actions, paragraphs, recommendations, meetings.
void print_items(const Teller& teller, const json::array& items) {
    for (const auto& one : items) {
        if (!one.is_object()) continue;
        const json::object& item = one.get_object();
        fmt::print("  {}: {}\n", harmless(said(item, "item")),
                   teller.words(item.if_contains("text")));
        if (auto printed = said(item, "printed"); !printed.empty())
            fmt::print("     {}\n",
                       teller.filled("checked.printed-as", "printed", harmless(printed)));
        if (auto remark = teller.words(item.if_contains("remark")); !remark.empty())
            fmt::print("     {}\n", remark);
    }
}

// The fields of a body in the order and with the titles of its form.
void print_body(const Teller& teller, const rulebook::Form& form, const json::object& body) {
    const auto* properties = form.annotated.if_contains("properties");
    if (!properties) return;
    for (const auto& field : properties->as_object()) {
        const auto* value = body.if_contains(field.key());
        if (!value || field.key() == "title" || field.key() == "subject") continue;
        const json::object& schema = field.value().as_object();
        std::string title = teller.words(schema.if_contains("title"));
        if (title.empty()) title = field.key();
        std::string type = said(schema, "x-mithaq");
        if (value->is_string() && type == "participant") {
            print_field(title, teller.participant(std::string_view(value->get_string())));
        } else if (value->is_string()) {
            print_field(title, teller.value_title(form.annotated, field.key(),
                                                  std::string(value->get_string())));
        } else if (field.key() == "when") {
            const json::object& when = value->as_object();
            std::string until = said(when, "until"), hijri = harmless(said(when, "hijri"));
            print_field(title, fmt::format("{}{}{}{}{}", said(when, "gregorian"),
                                           until.empty() ? "" : " – ", until,
                                           hijri.empty() ? "" : " · ", hijri));
        } else if (field.key() == "to") {
            print_field(title, teller.participants(*value));
        } else if (field.key() == "source") {
            print_field(title, teller.words(value->as_object().if_contains("document")));
        } else if (value->is_object()) {
            print_field(title, teller.words(value));
        } else if (value->is_array() && !value->get_array().empty() &&
                   value->get_array()[0].is_object()) {
            fmt::print("{}:\n", title);
            print_items(teller, value->get_array());
        }
    }
}

void print_references(const Teller& teller, const json::object& answer, std::string_view list,
                      std::string_view other, std::string_view voice) {
    for (const auto& one : answer.at(list).as_array()) {
        const json::object& reference = one.as_object();
        std::string item = harmless(said(reference, "item"));
        fmt::print(
            "{}{}{}\n{}\n", teller.term(fmt::format("re.{}{}", said(reference, "as"), voice)),
            item.empty() ? "" : ", ", item.empty() ? "" : teller.filled("re.item", "item", item),
            line_of(teller, reference.at(other).as_object()));
    }
}

void print_item(const Teller& teller, const json::object& answer) {
    const json::object& brief = answer.at("item").as_object();
    fmt::print("{}\n\n", teller.words(brief.if_contains("title")));
    print_field(teller.term("field.number"),
                fmt::format("{}", brief.at("number").to_number<std::uint64_t>()));
    print_field(teller.term("field.registered"), said(brief, "stamp"));
    print_field(teller.term("field.from"), teller.participants(brief.at("from")));
    print_field(teller.term("field.reference"), harmless(said(brief, "ref")));
    if (auto standing = said(brief, "standing"); !standing.empty())
        fmt::print("{}\n", teller.term("standing." + standing));
    if (const auto* form = teller.form(said(brief, "form")))
        print_body(teller, *form, answer.at("body").as_object());
    fmt::print("\n");
    print_references(teller, answer, "cites", "target", "");
    print_references(teller, answer, "cited_by", "source", ".passive");
    auto reaffirmed = answer.at("reaffirmed").to_number<std::uint64_t>();
    if (reaffirmed > 0) {
        std::string since = said(answer, "reaffirmed_since");
        fmt::print("{}: {}{}\n", teller.term("re.reaffirms.passive"), reaffirmed,
                   since.empty() ? "" : ", " + teller.filled("status.since", "date", since));
    }
}

Result<int> record(const Options& options, bool as_json) {
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto answer, options.ref.empty()
                                ? answer_of(remote, question("/api/v1/record", options.filters))
                                : find_item(remote, options.ref, options.filters));
    if (as_json) {
        fmt::print("{}\n", canonical_json(answer));
        return kDone;
    }
    MITHAQ_TRY(auto rulebook, rulebook_of(remote));
    Teller teller(std::move(rulebook), options.language);
    if (options.ref.empty())
        print_list(teller, answer);
    else
        print_item(teller, answer);
    return kDone;
}

// ---- One communication with its evidence

struct CaseOptions {
    std::string ref, url, anchor, language;
};

Result<int> write_case(const CaseOptions& options) {
    MITHAQ_TRY(auto remote, Remote::open(options.url));
    MITHAQ_TRY(auto item, find_item(remote, options.ref, {}));
    std::string path = fmt::format("/api/v1/acts/{}/case", said(item.at("item").as_object(), "id"));
    if (!options.language.empty()) path = question(path, {{"lang", options.language}});
    MITHAQ_TRY(auto page, remote.get(path));
    if (!options.anchor.empty()) {
        MITHAQ_TRY(auto anchor, read_file(options.anchor));
        if (!page.contains("\"anchor\":" + json_quote(anchor)))
            return err(Errc::unverified, "anchor",
                       fmt::format("the register at {} has another founding reference than {}",
                                   options.url, options.anchor));
    }
    MITHAQ_CHECK(write_file("-", page));
    return kDone;
}

}  // namespace

void add_view_commands(CLI::App& app, Chosen& chosen) {
    static Options options;
    auto* list = app.add_subcommand("record", "The record of a register: a list, or one text");
    list->add_option("url", options.url, "http://HOST/REGISTER")->required();
    list->add_option("ref", options.ref, "Identifier, number, symbol or own reference of one");
    list->add_option("--lang", options.language, "ar, en or fr");
    for (const auto& [name, about] : std::initializer_list<std::pair<const char*, const char*>>{
             {"form", "Types, separated by commas, as are the next five"},
             {"kind", "Kinds: resolution, declaration, …"},
             {"organ", "Organs"},
             {"participant", "Who sent, entered, received or adopted it"},
             {"theme", "Themes"},
             {"checked", "yes, no, corrected"},
             {"direction", "in or out"},
             {"from", "First year"},
             {"until", "Last year"},
             {"contains", "Part of a title, symbol or reference"},
             {"sort", "date, -date, number or -number"},
             {"limit", "At most 200"},
             {"cursor", "The next page"},
             {"as-of", "The record at a number, an instant or a day"}})
        list->add_option_function<std::string>(
            fmt::format("--{}", name),
            [of = std::string(name)](const std::string& value) {
                options.filters.emplace_back(of, value);
            },
            about);
    list->callback([&chosen] { chosen.body = [&chosen] { return record(options, chosen.json); }; });

    static CaseOptions case_options;
    auto* file = app.add_subcommand(
        "case", "Write a communication with its evidence as one page that verifies itself offline");
    file->add_option("ref", case_options.ref, "Identifier, number, symbol or own reference")
        ->required();
    file->add_option("--url", case_options.url, "http://HOST/REGISTER")->required();
    file->add_option("--anchor", case_options.anchor, "The anchor that the page must carry");
    file->add_option("--lang", case_options.language, "Language it opens in: ar, en or fr");
    file->callback([&chosen] { chosen.body = [] { return write_case(case_options); }; });

    auto* group = app.add_subcommand("view", "The rows that questions are answered from");
    group->require_subcommand(1);
    auto* dump = group->add_subcommand("dump", "Print every row, the same for equal views");
    dump->add_option("dir", options.dir, "A register's folder")->required();
    dump->callback([&chosen] { chosen.body = [] { return view_dump(options); }; });
    auto* rebuild = group->add_subcommand(
        "rebuild", "Delete it and make it anew from the log; not while the register runs");
    rebuild->add_option("dir", options.dir, "A register's folder")->required();
    rebuild->callback([&chosen] { chosen.body = [] { return view_rebuild(options); }; });
}

}  // namespace mithaq::cmd
