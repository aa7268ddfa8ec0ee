// HTTP/1.1 on loopback: plain requests in, plain responses out. No Boost type crosses this header.
//
// What the server promises its handler: every request it sees is well formed (RFC 9112), within the
// limits, addressed to a loopback name, and, if it may change something, not sent by a foreign
// page. What it promises the machine: memory is at most connections_max x (header + body limits),
// larger bodies lie in files that are bounded all together, and no peer holds a connection longer
// than the deadlines let it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mithaq {
class File;
}

namespace mithaq::net {

class BodyFile;

struct Header {
    std::string name;
    std::string value;

    bool operator==(const Header&) const = default;
};

// The value of the first header called `name` (any case), or null.
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

struct Request {
    std::string method;  // HEAD arrives as GET; the server leaves out the body of the answer
    std::string target;  // origin form, visible ASCII: "/log/tile/0/001?x=1"
    std::string path;    // the target before '?'; never holds '%'
    std::string
        query_raw;  // after '?', still encoded; every '%' in it is followed by two hex digits
    std::vector<Header> headers;  // in order, of the header only: trailers are dropped
    std::string body;
    std::shared_ptr<const BodyFile> body_file{};  // a large body; `body` is then empty (spool.h)
    bool from_loopback = false;

    const std::string* header(std::string_view name) const { return find_header(headers, name); }
    // The first parameter called `name`, decoded ('+' is a space). The bytes may be any bytes.
    std::optional<std::string> query(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::vector<Header> headers{};  // but not Content-Type, Content-Length, Connection
    std::string content_type{};
    std::string body{};
    // Sent in place of `body` when set: one cached text for many answers.
    std::shared_ptr<const std::string> shared_body = nullptr;

    // Sent in place of both when set: the first `file_bytes` of it, read while they are sent.
    std::shared_ptr<File> file = nullptr;
    std::uint64_t file_bytes = 0;

    std::string_view payload() const { return shared_body ? *shared_body : body; }
};

// Problem details (RFC 9457), type "urn:mithaq:problem:<slug>".
Response problem_response(int status, std::string_view slug, std::string_view title,
                          std::string_view detail);

// Called once, from any thread, also long after the peer or the server has gone. Dropped uncalled,
// the peer gets a 500.
using Respond = std::move_only_function<void(Response)>;

// Runs on the server's threads, so it must not wait: it answers, or hands `Respond` to who will.
using Handler = std::function<void(Request&&, Respond)>;

struct ServerLimits {
    std::size_t header_bytes_max = 16 * 1024;  // request line and fields; also at most 100 fields
    // The largest body a request may bring, asked when its header is known.
    std::function<std::size_t(std::string_view method, std::string_view path)> body_bytes_max =
        [](std::string_view, std::string_view) { return std::size_t{128} * 1024; };
    // The largest where a body over that one may go to a file; 0: none may.
    std::function<std::uint64_t(std::string_view method, std::string_view path)> spool_bytes_max =
        [](std::string_view, std::string_view) { return std::uint64_t{0}; };
    std::string spool_dir{};  // of those files, on a disk; empty: there are none
    std::size_t spool_files_max = 16;
    std::uint64_t spool_bytes_all_max = std::uint64_t{256} << 20;
    // Stays free on that disk: what the log needs, and all of the spool once more, as its contents
    // may be kept.
    std::uint64_t spool_free_bytes_min = std::uint64_t{320} << 20;
    std::size_t connections_max = 512;            // over it: 503 and closed
    std::chrono::milliseconds read_max{10'000};   // a whole header; then a body, or a stretch of it
    std::chrono::milliseconds idle_max{60'000};   // between requests
    std::chrono::milliseconds write_max{30'000};  // a response, or a stretch of it
    // What is longer may go on while each stretch of it moves in time, up to transfer_max in all.
    std::size_t stretch_bytes = 64 * 1024;
    std::chrono::milliseconds transfer_max{20 * 60'000};
    std::chrono::milliseconds stop_max{5'000};  // what stop() gives to requests in flight
};

struct ServerMetrics {
    std::atomic<std::uint64_t> connections{0};       // accepted, ever
    std::atomic<std::uint64_t> connections_open{0};  // now
    std::atomic<std::uint64_t> requests{0};          // handed to the handler
    std::atomic<std::uint64_t> refused{0};  // answered by the server itself, with a problem
};

// One HTTP/1.0 or 1.1 request, whole, read and judged exactly as the server does it.
// The error's type is the slug of the problem the server would send (docs/FORMATS.md):
// http-malformed, http-version, http-target, http-host, http-origin, http-header-too-large,
// http-body-too-large, http-transfer-coding, http-expectation; http-incomplete when bytes are
// missing; http-trailing-bytes when some are left.
Result<Request> parse_request(std::string_view bytes, const ServerLimits& limits = {});

// A running server on 127.0.0.1 and, where the machine has it, ::1. One thread per event loop; a
// connection stays with its loop and has one request in flight, so pipelined ones are answered in
// order, each after the one before.
class Server {
  public:
    // Port 0 takes a free one. io: the port is taken, or not ours to take.
    static Result<std::unique_ptr<Server>> listen(std::uint16_t port, unsigned threads,
                                                  Handler handler, ServerLimits limits = {});
    virtual ~Server() = default;  // stops

    virtual std::uint16_t port() const = 0;
    virtual const ServerMetrics& metrics() const = 0;
    // Takes no new connection or request, lets those in flight finish within `stop_max`, closes
    // what is left and joins the threads. Not from a handler. Further calls do nothing.
    virtual void stop() = 0;
};

}  // namespace mithaq::net
