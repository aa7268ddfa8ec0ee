// Questions about the record. They are answered on the view's own threads: one that takes long must
// hold up no receipt.
#include <boost/json/value_from.hpp>

#include "api/routes.h"
#include "rules/words.h"
#include "view/view.h"

namespace mithaq::api {
namespace {

using Question =
    std::function<Result<json::object>(view::View& view, const view::Parameters& asked)>;

// The query's names and values, each name once.
Result<view::Parameters> parameters_of(const net::Request& request) {
    view::Parameters out;
    std::string_view rest = request.query_raw;
    while (!rest.empty()) {
        std::string_view one = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        std::string name(one.substr(0, one.find('=')));
        if (name.empty()) continue;
        if (!out.emplace(name, request.query(name).value_or("")).second)
            return err(Errc::malformed, "query",
                       "a name stands in the query twice; several values are separated by commas");
    }
    return out;
}

void ask(const Mounted& mounted, net::Request&& request, net::Respond respond, Question question) {
    auto asked = parameters_of(request);
    if (!asked) return respond(problem(asked.error()));
    ask_view(mounted, std::move(respond),
             [asked = std::move(*asked), question = std::move(question)](view::View& view) {
                 auto found = question(view, asked);
                 return found ? json_answer(*found) : problem(found.error());
             });
}

}  // namespace

void ask_view(const Mounted& mounted, net::Respond respond,
              std::move_only_function<net::Response(view::View&)> question) {
    if (!mounted.view) return respond(problem(no_such("such resource")));
    // Shared, since whoever cannot be asked has not answered.
    auto answer = std::make_shared<net::Respond>(std::move(respond));
    bool taken = mounted.view->ask([answer, question = std::move(question)](
                                       view::View& view) mutable { (*answer)(question(view)); });
    if (!taken)
        (*answer)(problem(reg::Problem{
            {Errc::busy, "questions-many", "too many questions at once; ask again later", {}, {}},
            {},
            1}));
}

void get_record(const Mounted& mounted, std::string_view, net::Request&& request,
                net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [](view::View& view, const view::Parameters& asked) { return view.record(asked); });
}

void get_item(const Mounted& mounted, std::string_view path, net::Request&& request,
              net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [ref = std::string(part(path, 1))](view::View& view, const view::Parameters& asked) {
            return view.item(ref, asked);
        });
}

void get_graph(const Mounted& mounted, std::string_view, net::Request&& request,
               net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [](view::View& view, const view::Parameters& asked) { return view.graph(asked); });
}

void get_participants(const Mounted& mounted, std::string_view, net::Request&& request,
                      net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [](view::View& view, const view::Parameters& asked) { return view.participants(asked); });
}

void get_matters(const Mounted& mounted, std::string_view, net::Request&& request,
                 net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [](view::View& view, const view::Parameters& asked) { return view.matters(asked); });
}

void get_matter(const Mounted& mounted, std::string_view path, net::Request&& request,
                net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [ref = std::string(part(path, 1))](view::View& view, const view::Parameters& asked) {
            return view.matter(ref, asked);
        });
}

void get_asks(const Mounted& mounted, std::string_view, net::Request&& request,
              net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [](view::View& view, const view::Parameters& asked) { return view.asks(asked); });
}

void get_why(const Mounted& mounted, std::string_view path, net::Request&& request,
             net::Respond respond) {
    ask(mounted, std::move(request), std::move(respond),
        [ref = std::string(part(path, 1))](view::View& view, const view::Parameters& asked) {
            return view.why(ref, asked);
        });
}

void get_procedure(const Mounted& mounted, std::string_view path, net::Request&& request,
                   net::Respond respond) {
    const auto rulebook = mounted.reg->rulebook();
    auto found = rulebook->procedures.find(part(path, 1));
    if (found == rulebook->procedures.end()) return respond(problem(no_such("such procedure")));
    auto asked = parameters_of(request);
    if (!asked) return respond(problem(asked.error()));
    auto lang = asked->find("lang");
    const std::string language = lang == asked->end() ? *rulebook->languages.begin() : lang->second;
    if (!rulebook->languages.contains(language))
        return respond(problem(Error{
            Errc::malformed, "query", "`lang` is one of the languages of the rules", {}, {}}));
    json::array sections;
    for (const auto& section : rules::procedure_in_words(*rulebook, found->first, language))
        sections.push_back(
            {{"heading", section.heading}, {"paragraphs", json::value_from(section.paragraphs)}});
    respond(json_answer({{"type", found->first},
                         {"title", json::value_from(found->second.title)},
                         {"language", language},
                         {"sentences", std::move(sections)}}));
}

}  // namespace mithaq::api
