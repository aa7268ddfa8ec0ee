// What the files of routes share: the register that is asked, answers of the usual kinds, and the
// functions that the table in service.cpp names. docs/FORMATS.md, "HTTP".
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "api/problem.h"
#include "base/json.h"
#include "net/http.h"
#include "out/case.h"
#include "register/register.h"

namespace mithaq::view {
class View;
}
namespace mithaq::desk {
class Desk;
}

namespace mithaq::api {

struct Mounted {
    std::string name;  // the register is served below /<name>/
    reg::Register* reg = nullptr;
    rulebook::Text notice{};          // shown on every page, by language; may be empty
    view::View* view = nullptr;       // null where nothing answers questions
    desk::Desk* desk = nullptr;       // null where this node holds no desk for it
    out::CaseProgram case_program{};  // empty where the pages were not built
    std::string_view openapi{};       // docs/openapi.json
};

// `path` is what follows /<register>/api/v1/, and matches the route's pattern. Any thread; it
// answers, or hands `respond` to who will, and does not wait.
using Route = void (*)(const Mounted& mounted, std::string_view path, net::Request&& request,
                       net::Respond respond);

// The n-th part between the slashes of a path, counted from 0; empty when there is none.
std::string_view part(std::string_view path, std::size_t n);

net::Response text(std::string body, std::string_view cache = "no-store");  // text/plain
net::Response json_answer(const json::value& value);
// Names below it carry a hash of their content.
inline constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";

// "there is no … here"; 404
Error no_such(std::string_view what);
inline std::string hex(const Hash& hash) {
    return to_hex(hash.bytes);
}

// act_routes.cpp
void post_act(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_act(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_enclosure(const Mounted&, std::string_view path, net::Request&&, net::Respond);
// As POST acts answers; `rulebook` says why something is refused.
net::Response outcome_answer(reg::Outcome outcome, const rulebook::Rulebook& rulebook);
net::Response enclosure_answer(const Mounted& mounted, std::string_view sha256);

// desk_routes.cpp
void get_desk(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void post_desk_act(const Mounted&, std::string_view path, net::Request&&, net::Respond);

// out_routes.cpp
void get_document(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_case(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_openapi(const Mounted&, std::string_view path, net::Request&&, net::Respond);

// view_routes.cpp
// Runs `question` on one of the view's threads: one that takes long must hold up no receipt.
void ask_view(const Mounted& mounted, net::Respond respond,
              std::move_only_function<net::Response(view::View&)> question);
void get_record(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_item(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_graph(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_participants(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_matters(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_matter(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_asks(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_why(const Mounted&, std::string_view path, net::Request&&, net::Respond);
void get_procedure(const Mounted&, std::string_view path, net::Request&&, net::Respond);

}  // namespace mithaq::api
