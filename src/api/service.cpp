#include "api/service.h"

#include <algorithm>
#include <memory>

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "api/gzip.h"
#include "view/filed.h"

namespace mithaq::api {
namespace {

using net::Request;
using net::Respond;
using net::Response;

constexpr std::uint64_t kEntriesMax = 256;
constexpr std::uint64_t kWaitMaxS = 25;

// Pages load nothing from elsewhere and run no code but ours, whatever an act's text holds.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

// ---- log/…: tlog-tiles

Response log_resource(const Mounted& mounted, std::string_view path) {
    const log::Reader& reader = mounted.reg->reader();
    if (path.starts_with("enclosures/")) return enclosure_answer(mounted, path.substr(11));
    if (path == "checkpoint") return text(reader.head()->note, "max-age=1");
    if (path.starts_with("rulebooks/") && path.ends_with(".json")) {
        auto hash = hash_from_hex(path.substr(10, path.size() - 15));
        auto bytes =
            hash ? reader.rulebook(*hash) : Result<std::string>(std::unexpected(hash.error()));
        if (!bytes) return problem(no_such("such rulebook"));
        Response response = text(std::move(*bytes), kImmutable);
        response.content_type = "application/json";
        return response;
    }
    auto tile = tree::parse_tile_path(path);
    if (!tile) return problem(no_such("such resource of the log"));
    auto bytes = reader.tile(*tile);
    if (!bytes) return problem(bytes.error());
    Response response = text(std::move(*bytes), kImmutable);
    response.content_type = "application/octet-stream";
    return response;
}

// ---- api/v1/…

// A line to know a communication by.
Result<json::object> summary(const rulebook::Rulebook& rulebook, std::uint64_t number,
                             std::string_view bytes) {
    MITHAQ_TRY(auto entry, act::parse_entry(bytes));
    MITHAQ_TRY(auto act, act::parse_act(entry.note));
    const auto filed = view::filed_of(act, number, entry.stamp, rulebook);
    json::object out;
    for (std::string_view name : {"number", "stamp", "id", "form", "from", "ref", "title"})
        if (const auto* value = filed.brief.if_contains(name)) out[name] = *value;
    return out;
}

Result<json::value> list_entries(const reg::Register& reg, std::optional<std::uint64_t> from,
                                 std::uint64_t limit) {
    const log::Reader& reader = reg.reader();
    std::uint64_t size = reader.head()->size().value;
    std::uint64_t first = from.value_or(size > limit ? size - limit : 0);
    json::array entries;
    if (first < size) {
        std::uint64_t count = std::min(limit, size - first);
        MITHAQ_TRY(auto records, reader.entries(first, count));
        MITHAQ_TRY(auto split, tree::split_bundle(records));
        for (auto bytes : split) {
            MITHAQ_TRY(auto one, summary(*reg.rulebook(), first + entries.size(), bytes));
            entries.push_back(std::move(one));
        }
    }
    return json::object{{"size", size}, {"entries", std::move(entries)}};
}

void get_entries(const Mounted& mounted, std::string_view, Request&& request, Respond respond) {
    std::optional<std::uint64_t> numbers[3];
    static constexpr std::string_view kNames[] = {"from", "limit", "wait"};
    for (std::size_t i = 0; i < 3; ++i) {
        auto value = request.query(kNames[i]);
        if (!value) continue;
        auto number = parse_decimal(*value);
        if (!number || (i == 1 && (*number == 0 || *number > kEntriesMax)) ||
            (i == 2 && *number > kWaitMaxS))
            return respond(
                problem(Error{Errc::malformed,
                              "query",
                              fmt::format("{} is a number; limit 1 to {}, wait at most {} seconds",
                                          kNames[i], kEntriesMax, kWaitMaxS),
                              {},
                              {}}));
        numbers[i] = *number;
    }
    auto answer = [reg = mounted.reg, from = numbers[0],
                   limit = numbers[1].value_or(kEntriesMax)](Respond to) {
        auto listed = list_entries(*reg, from, limit);
        to(listed ? json_answer(*listed) : problem(listed.error()));
    };
    if (!numbers[2] || !numbers[0]) return answer(std::move(respond));
    mounted.reg->wait_beyond(
        *numbers[0], static_cast<std::int64_t>(*numbers[2]) * 1000,
        [answer, respond = std::move(respond)]() mutable { answer(std::move(respond)); });
}

void get_keys(const Mounted& mounted, std::string_view, Request&&, Respond respond) {
    json::array keys;
    for (const auto& key : mounted.reg->keys()) {
        json::object one{{"participant", key.participant},
                         {"purpose", act::purpose_name(key.purpose)},
                         {"vkey", note::format_verifier_key(key.verifier)},
                         {"number", key.number}};
        if (key.revoked) one["revoked"] = *key.revoked;
        keys.push_back(std::move(one));
    }
    respond(json_answer(json::object{{"keys", std::move(keys)}}));
}

void get_register(const Mounted& mounted, std::string_view, Request&&, Respond respond) {
    const auto& anchor = mounted.reg->anchor();
    auto head = mounted.reg->reader().head();
    auto rulebook = mounted.reg->rulebook();
    json::object out{{"register", mounted.name},
                     {"origin", anchor.origin},
                     {"vkey", note::format_verifier_key(anchor.key)},
                     {"anchor", log::format_anchor(anchor)},
                     {"edition", 0},
                     {"size", head->size().value},
                     {"root", to_base64(head->checkpoint.root.bytes)},
                     {"grade", "durable"},
                     {"desk", mounted.desk != nullptr},
                     {"rulebook",
                      {{"sha256", hex(rulebook->sha256)},
                       {"name", rulebook->name},
                       {"title", json::value_from(rulebook->title)}}}};
    if (!mounted.notice.empty()) out["notice"] = json::value_from(mounted.notice);
    respond(json_answer(out));
}

// ---- Which path is whose

constexpr std::size_t kNoBody = 1024;  // what a request that needs no body may bring all the same
constexpr std::size_t kActBody = 128 << 10;          // in memory
constexpr std::uint64_t kEnclosuresBody = 64 << 20;  // in a file

struct Row {
    std::string_view method;
    std::string_view pattern;  // below api/v1/; a part "*" is any one part
    Route route;
    std::size_t body_bytes_max = kNoBody;
    std::uint64_t spool_bytes_max = 0;
};

// A new route is one line here, its function declared in routes.h or above. The first that fits.
constexpr Row kRoutes[] = {
    {"POST", "acts", post_act, kActBody, kEnclosuresBody},
    {"GET", "acts/*", get_act},
    {"GET", "acts/*/receipt", get_act},
    {"GET", "acts/*/certificate", get_document},
    {"GET", "acts/*/document", get_document},
    {"GET", "acts/*/case", get_case},
    {"GET", "enclosures/*", get_enclosure},
    {"GET", "entries", get_entries},
    {"GET", "keys", get_keys},
    {"GET", "register", get_register},
    {"GET", "record", get_record},
    {"GET", "record/*", get_item},
    {"GET", "graph", get_graph},
    {"GET", "participants", get_participants},
    {"GET", "matters", get_matters},
    {"GET", "matters/*", get_matter},
    {"GET", "asks", get_asks},
    {"GET", "why/*", get_why},
    {"GET", "procedures/*", get_procedure},
    {"GET", "desk", get_desk},
    {"POST", "desk/acts", post_desk_act, kActBody, kEnclosuresBody},
    {"GET", "openapi.json", get_openapi},
};

bool fits(std::string_view pattern, std::string_view path) {
    while (true) {
        auto pattern_end = pattern.find('/');
        auto path_end = path.find('/');
        std::string_view one = path.substr(0, path_end);
        if (pattern.substr(0, pattern_end) != one &&
            (pattern.substr(0, pattern_end) != "*" || one.empty()))
            return false;
        if (pattern_end == pattern.npos || path_end == path.npos) return pattern_end == path_end;
        pattern.remove_prefix(pattern_end + 1);
        path.remove_prefix(path_end + 1);
    }
}

const Row* find_row(std::string_view method, std::string_view path) {
    const auto* found = std::ranges::find_if(
        kRoutes, [&](const Row& row) { return row.method == method && fits(row.pattern, path); });
    return found == std::end(kRoutes) ? nullptr : found;
}

const Row* find_row_of_target(std::string_view method, std::string_view path) {
    constexpr std::string_view kApi = "/api/v1/";
    auto at = path.find(kApi);
    return at == path.npos ? nullptr : find_row(method, path.substr(at + kApi.size()));
}

Error wrong_method(std::string_view path) {
    for (std::string_view method : {"GET", "POST"})
        if (find_row(method, path))
            return {Errc::not_found,
                    "method",
                    fmt::format("{} is asked for by {}", path, method),
                    {},
                    {}};
    return no_such("such resource");
}

void api_route(const Mounted& mounted, std::string_view path, Request&& request, Respond respond) {
    const Row* row = find_row(request.method, path);
    if (!row) return respond(problem(wrong_method(path)));
    row->route(mounted, path, std::move(request), std::move(respond));
}

}  // namespace

std::string_view part(std::string_view path, std::size_t n) {
    for (; n > 0; --n) {
        auto slash = path.find('/');
        if (slash == path.npos) return {};
        path.remove_prefix(slash + 1);
    }
    return path.substr(0, path.find('/'));
}

Response text(std::string body, std::string_view cache) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    response.headers.push_back({"Cache-Control", std::string(cache)});
    return response;
}

Response json_answer(const json::value& value) {
    Response response;
    response.content_type = "application/json";
    response.body = json::serialize(value);
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Error no_such(std::string_view what) {
    return {Errc::not_found, "not-found", fmt::format("there is no {} here", what), {}, {}};
}

std::size_t body_bytes_max(std::string_view method, std::string_view path) {
    const Row* row = find_row_of_target(method, path);
    return row ? row->body_bytes_max : kNoBody;
}

std::uint64_t spool_bytes_max(std::string_view method, std::string_view path) {
    const Row* row = find_row_of_target(method, path);
    return row ? row->spool_bytes_max : 0;
}

Service::Service(std::vector<Mounted> registers, Assets assets)
    : registers_(std::move(registers)), assets_(std::move(assets)) {
    constexpr int kSmallest = 9;
    for (const auto& [path, asset] : assets_)
        if (is_worth_compressing(asset.content_type, asset.bytes.size()))
            compressed_[path] = std::make_shared<const std::string>(gzip(asset.bytes, kSmallest));
}

Response Service::index() const {
    std::string body =
        R"(<!doctype html><html lang="en"><meta charset="utf-8"><title>Mithaq</title><ul>)";
    for (const auto& mounted : registers_)
        body += fmt::format(R"(<li><a href="/{0}/">{0}</a></li>)", mounted.name);
    Response response = text(body + "</ul></html>\n");
    response.content_type = "text/html; charset=utf-8";
    return response;
}

Response Service::asset(std::string_view path, bool accepts_gzip) const {
    auto found = assets_.find(path.empty() ? "index.html" : path);
    if (found == assets_.end()) return problem(no_such("such page"));
    Response response = text("", path.starts_with("assets/") ? kImmutable : "no-cache");
    response.content_type = found->second.content_type;
    auto compressed = compressed_.find(found->first);
    if (compressed != compressed_.end() && accepts_gzip) {
        response.shared_body = compressed->second;
        response.headers.push_back({"Vary", "Accept-Encoding"});
        response.headers.push_back({"Content-Encoding", "gzip"});
    } else {
        response.body = found->second.bytes;
    }
    return response;
}

void Service::handle(Request&& request, Respond respond) const {
    const bool gzip_accepted = accepts_gzip(request);
    auto secured = [respond = std::move(respond), gzip_accepted](Response response) mutable {
        compress(response, gzip_accepted);
        response.headers.push_back({"X-Content-Type-Options", "nosniff"});
        response.headers.push_back({"Referrer-Policy", "no-referrer"});
        if (response.content_type.starts_with("text/html"))
            response.headers.push_back(
                {"Content-Security-Policy", std::string(kContentSecurityPolicy)});
        respond(std::move(response));
    };
    std::string path = request.path;
    std::string_view rest = std::string_view(path).substr(std::min<std::size_t>(1, path.size()));
    if (rest.empty())
        return secured(registers_.size() == 1 ? [&] {
            Response to = text("");
            to.status = 302;
            to.headers.push_back({"Location", "/" + registers_[0].name + "/"});
            return to;
        }()
                                              : index());
    auto slash = rest.find('/');
    auto mounted = std::find_if(registers_.begin(), registers_.end(), [&](const Mounted& one) {
        return one.name == rest.substr(0, slash);
    });
    if (mounted == registers_.end()) return secured(problem(no_such("such register")));
    if (slash == std::string_view::npos) {
        Response to = text("");
        to.status = 301;
        to.headers.push_back({"Location", "/" + mounted->name + "/"});
        return secured(std::move(to));
    }
    rest.remove_prefix(slash + 1);
    if (rest.starts_with("api/v1/"))
        return api_route(*mounted, rest.substr(7), std::move(request), std::move(secured));
    if (request.method != "GET")
        return secured(problem(Error{Errc::not_found, "method", "this is read by GET", {}, {}}));
    if (rest.starts_with("log/")) return secured(log_resource(*mounted, rest.substr(4)));
    secured(asset(rest, gzip_accepted));
}

}  // namespace mithaq::api
