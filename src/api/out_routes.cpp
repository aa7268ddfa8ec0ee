// Documents that leave: acts/<id>/certificate, /document and /case.
#include "api/out_routes.h"

#include "act/entry.h"
#include "out/document.h"

namespace mithaq::api {
namespace {

// Beside the pages, four levels above acts/<id>/certificate.
constexpr std::string_view kStylesheet = "../../../../document.css";

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
    return out::Registered{found.number, entry.stamp, std::move(act), std::move(receipt)};
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

}  // namespace mithaq::api
