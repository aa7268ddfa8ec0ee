// Documents that leave: certificate, print and case file of one communication; the description of
// this interface.
#include "act/entry.h"
#include "api/routes.h"
#include "base/clock.h"
#include "out/document.h"
#include "view/view.h"

namespace mithaq::api {
namespace {

// Beside the pages, four levels above acts/<id>/certificate.
constexpr std::string_view kStylesheet = "../../../../document.css";

// What people call that to which `act` replies: its sender's reference, else its number.
Result<std::vector<std::string>> answered(const Mounted& mounted, const act::Act& act) {
    std::vector<std::string> out;
    for (const auto& reference : act.re) {
        if (reference.as != "replies") continue;
        auto found = mounted.reg->find(reference.id);
        MITHAQ_TRY(auto bytes, mounted.reg->reader().entry(tree::LeafIndex{found.number}));
        MITHAQ_TRY(auto entry, act::parse_entry(bytes));
        MITHAQ_TRY(auto to, act::parse_act(entry.note));
        out.push_back(to.ref.empty() ? std::to_string(found.number) : to.ref);
    }
    return out;
}

Result<out::Registered> registered(const Mounted& mounted, std::string_view id) {
    auto hash = hash_from_hex(id);
    if (!hash) return std::unexpected(no_such("communication with such an identifier"));
    auto found = mounted.reg->find(*hash);
    if (found.standing != reg::Register::Standing::registered)
        return std::unexpected(no_such("communication registered under this identifier"));
    const log::Reader& reader = mounted.reg->reader();
    tree::LeafIndex index{found.number};
    MITHAQ_TRY(auto bytes, reader.entry(index));
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    MITHAQ_TRY(auto receipt, reader.receipt(index, *reader.head(), reader.nodes()));
    MITHAQ_TRY(auto replies_to, answered(mounted, act));
    return out::Registered{found.number,       entry.stamp,           std::move(act),
                           std::move(receipt), std::move(replies_to), mounted.reg->training()};
}

net::Response page(std::string html) {
    net::Response response = text(std::move(html));
    response.content_type = "text/html; charset=utf-8";
    return response;
}

}  // namespace

void get_document(const Mounted& mounted, std::string_view path, net::Request&& request,
                  net::Respond respond) {
    auto rulebook = mounted.reg->rulebook();
    auto language = request.query("lang");
    auto words = out::Words::in(*rulebook, language ? *language : *rulebook->languages.begin());
    if (!words) return respond(problem(words.error()));
    auto found = registered(mounted, part(path, 1));
    if (!found) return respond(problem(found.error()));
    respond(page(part(path, 2) == "certificate"
                     ? out::certificate(*words, mounted.reg->anchor(), *found, kStylesheet)
                     : out::document(*words, *found, kStylesheet)));
}

namespace {

constexpr std::size_t kRelatedMax = 100;  // communications in a case file beside its own

// Numbers of what it cites, then of what cites it, the newest first: a correction is never what is
// left out.
std::vector<std::uint64_t> related(const json::object& item) {
    std::vector<std::uint64_t> out;
    auto add = [&out](const json::value& one, std::string_view end) {
        if (out.size() < kRelatedMax)
            out.push_back(
                one.as_object().at(end).as_object().at("number").to_number<std::uint64_t>());
    };
    for (const auto& one : item.at("cites").as_array()) add(one, "target");
    const auto& cited_by = item.at("cited_by").as_array();
    for (auto one = cited_by.rbegin(); one != cited_by.rend(); ++one) add(*one, "source");
    return out;
}

net::Response case_answer(const Mounted& mounted, view::View& view, std::string_view id,
                          std::string_view language) {
    auto item = view.item(id, {});
    if (!item) return problem(item.error());
    const auto number = item->at("item").as_object().at("number").to_number<std::uint64_t>();
    auto evidence = out::gather(mounted.reg->reader(), mounted.reg->anchor(), mounted.reg->keys(),
                                number, related(*item), SystemClock{}.wall());
    if (!evidence) return problem(evidence.error());
    const auto& title = mounted.reg->rulebook()->title.at(std::string(language));
    net::Response response = page(out::case_file(*evidence, mounted.case_program, language,
                                                 title + " · " + std::to_string(number)));
    // A file to keep: here, under the policy of our pages, its program would not run.
    response.headers.push_back(
        {"Content-Disposition", fmt::format("attachment; filename=\"case-{}.html\"", number)});
    return response;
}

}  // namespace

void get_case(const Mounted& mounted, std::string_view path, net::Request&& request,
              net::Respond respond) {
    const auto& languages = mounted.reg->rulebook()->languages;
    const std::string language = request.query("lang").value_or(*languages.begin());
    if (!languages.contains(language))
        return respond(problem(no_such("document in this language")));
    if (mounted.case_program.script.empty()) return respond(problem(no_such("such resource")));
    ask_view(mounted, std::move(respond),
             [&mounted, id = std::string(part(path, 1)), language](view::View& view) {
                 return case_answer(mounted, view, id, language);
             });
}

void get_openapi(const Mounted& mounted, std::string_view, net::Request&&, net::Respond respond) {
    net::Response response = text(std::string(mounted.openapi));
    response.content_type = "application/json";
    respond(std::move(response));
}

}  // namespace mithaq::api
