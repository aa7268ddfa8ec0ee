// Acts in and out, and the contents of their enclosures.
#include <algorithm>

#include "api/routes.h"
#include "api/sent_form.h"
#include "base/utf8.h"
#include "net/ascii.h"
#include "net/multipart.h"

namespace mithaq::api {
namespace {

using net::Request;
using net::Respond;
using net::Response;

// An enclosure is somebody else's bytes on our origin: no script of it runs, nothing is loaded.
constexpr std::string_view kEnclosurePolicy = "sandbox; default-src 'none'; frame-ancestors 'self'";
constexpr std::size_t kBeginningBytes = 4096;

Error wrong_type() {
    return {Errc::malformed,
            "content-type",
            "send the signed note itself as text/plain, or as the first part, called 'note', of "
            "multipart/form-data",
            {},
            {}};
}

Response act_or_receipt(const Mounted& mounted, std::string_view path) {
    bool receipt_only = part(path, 2) == "receipt";
    auto id = hash_from_hex(part(path, 1));
    if (!id) return problem(no_such("communication with such an identifier"));
    auto found = mounted.reg->find(*id);
    if (found.standing == reg::Register::Standing::queued && receipt_only)
        return problem(no_such("receipt yet: the communication is queued, not registered,"));
    if (found.standing == reg::Register::Standing::queued)
        return json_answer({{"id", hex(*id)}, {"status", "queued"}});
    if (found.standing == reg::Register::Standing::unknown)
        return problem(no_such("communication with this identifier; it may never have arrived"));
    const log::Reader& reader = mounted.reg->reader();
    tree::LeafIndex index{found.number};
    auto receipt = reader.receipt(index, *reader.head(), reader.nodes());
    if (!receipt) return problem(receipt.error());
    if (receipt_only) return text(std::move(*receipt));
    auto bytes = reader.entry(index);
    if (!bytes) return problem(bytes.error());
    auto entry = act::parse_entry(*bytes);
    if (!entry) return problem(entry.error());
    return json_answer({{"id", hex(*id)},
                        {"status", "registered"},
                        {"number", found.number},
                        {"stamp", format_stamp(entry->stamp)},
                        {"grade", "durable"},
                        {"note", entry->note},
                        {"receipt", *receipt}});
}

// What may be shown, known by its bytes alone: whoever enclosed it may have called it anything.
std::string_view shown_type(std::string_view beginning, std::uint64_t size) {
    if (beginning.starts_with("%PDF-")) return "application/pdf";
    if (beginning.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (beginning.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (beginning.starts_with("RIFF") && beginning.substr(0, 12).ends_with("WEBP"))
        return "image/webp";
    // The beginning may end inside a character.
    auto bad = first_invalid_utf8(beginning);
    bool cut = bad && beginning.size() < size && *bad + 4 > beginning.size();
    bool control = std::ranges::any_of(beginning, [](char c) {
        return static_cast<unsigned char>(c) < 32 && c != '\t' && c != '\n' && c != '\r';
    });
    if ((!bad || cut) && !control) return "text/plain; charset=utf-8";
    return {};
}

}  // namespace

Response outcome_answer(reg::Outcome outcome, const rulebook::Rulebook& rulebook) {
    if (auto* refused = std::get_if<reg::Problem>(&outcome)) return problem(*refused, &rulebook);
    auto& registered = std::get<reg::Registered>(outcome);
    std::string body =
        fmt::format(R"({{"id":"{}","number":{},"stamp":"{}","grade":"durable","receipt":{})",
                    hex(registered.id), registered.number, format_stamp(registered.stamp),
                    json_quote(registered.receipt));
    if (registered.registered_note)
        body += fmt::format(R"(,"note":{})", json_quote(*registered.registered_note));
    Response response;
    response.status = registered.first ? 201 : 200;
    response.content_type = "application/json";
    response.body = std::move(body) + "}";
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

void post_act(const Mounted& mounted, std::string_view, Request&& request, Respond respond) {
    const std::string* type = request.header("Content-Type");
    bool multipart = type && net::is_multipart(*type);
    if (!multipart &&
        (!type || !net::iequals(type->substr(0, type->find_first_of("; ")), "text/plain")))
        return respond(problem(wrong_type()));
    reg::Done done = [rulebook = mounted.reg->rulebook(),
                      respond = std::move(respond)](reg::Outcome outcome) mutable {
        respond(outcome_answer(std::move(outcome), *rulebook));
    };
    if (multipart) {
        auto form = SentForm::open(std::move(request), "note", act::kActBytesMax);
        if (!form) return done(reg::Problem{form.error(), {}, 0});
        return mounted.reg->submit(form->first(), form->enclosures(), std::move(done));
    }
    if (request.body_file)
        return done(reg::Problem{{Errc::too_large,
                                  "act-too-large",
                                  fmt::format("a note has at most {} bytes", act::kActBytesMax),
                                  {},
                                  {}},
                                 {},
                                 0});
    mounted.reg->submit(request.body, std::move(done));
}

void get_act(const Mounted& mounted, std::string_view path, Request&&, Respond respond) {
    respond(act_or_receipt(mounted, path));
}

Response enclosure_answer(const Mounted& mounted, std::string_view sha256) {
    auto hash = hash_from_hex(sha256);
    auto content = hash ? mounted.reg->enclosures().open(*hash)
                        : Result<log::Enclosures::Content>(std::unexpected(hash.error()));
    if (!content && hash && content.error().code != Errc::not_found)
        return problem(content.error());
    if (!content) return problem(no_such("content with this SHA-256"));
    auto beginning = content->file->read(0, kBeginningBytes);
    if (!beginning) return problem(beginning.error());
    Response response;
    auto shown = shown_type(*beginning, content->size);
    response.content_type = shown.empty() ? "application/octet-stream" : shown;
    if (shown.empty()) response.headers.push_back({"Content-Disposition", "attachment"});
    response.headers.push_back({"Content-Security-Policy", std::string(kEnclosurePolicy)});
    // Its bytes never change; but it may be destroyed, so no shared cache keeps it.
    response.headers.push_back({"Cache-Control", "private, max-age=3600, immutable"});
    response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
    response.file = std::move(content->file);
    response.file_bytes = content->size;
    return response;
}

void get_enclosure(const Mounted& mounted, std::string_view path, Request&&, Respond respond) {
    respond(enclosure_answer(mounted, part(path, 1)));
}

}  // namespace mithaq::api
