#include "net/client.h"

#include <algorithm>

#include <boost/asio.hpp>
#include <boost/url.hpp>
#include <fmt/format.h>

#include "net/message.h"

namespace mithaq::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

// A long message may take longer: a second for each of these.
constexpr std::size_t kSlowLineBytes = 16 * 1024;

std::chrono::milliseconds time_for(std::size_t bytes) {
    return std::chrono::milliseconds(bytes * 1000 / kSlowLineBytes);
}

// Blocking calls with deadlines: each is started asynchronously on a context of our own and run
// until it is done or time is up.
class Client::Connection {
  public:
    Connection(std::string host, std::string port, std::string authority, std::string prefix,
               ClientLimits limits)
        : host_(std::move(host)),
          port_(std::move(port)),
          authority_(std::move(authority)),
          prefix_(std::move(prefix)),
          limits_(limits) {}

    Result<ClientResponse> exchange(std::string_view method, std::string_view path,
                                    std::string_view content_type, std::string_view body);

  private:
    Result<void> connect();
    Result<ClientResponse> exchange_once(std::string_view head, std::string_view body);
    error_code wait(SteadyClock::time_point deadline, const std::optional<error_code>& result);
    void close() {
        error_code ignored;
        socket_.close(ignored);
    }
    Error lost(error_code ec) const;

    std::string host_;
    std::string port_;
    std::string authority_;
    std::string prefix_;
    ClientLimits limits_;
    asio::io_context context_;
    tcp::socket socket_{context_};
};

error_code Client::Connection::wait(SteadyClock::time_point deadline,
                                    const std::optional<error_code>& result) {
    context_.restart();
    context_.run_until(deadline);
    if (result) return *result;
    close();
    context_.run();  // the cancelled operation lets go of our variables
    return asio::error::timed_out;
}

Error Client::Connection::lost(error_code ec) const {
    if (ec == asio::error::timed_out)
        return Error{Errc::unavailable,
                     "http-client-timeout",
                     fmt::format("{} did not answer in time", authority_),
                     {},
                     {}};
    return Error{Errc::io,
                 "http-connection-lost",
                 fmt::format("the connection to {} was lost: {}", authority_, ec.message()),
                 {},
                 {}};
}

Result<void> Client::Connection::connect() {
    error_code ec;
    tcp::resolver resolver(context_);
    auto endpoints = resolver.resolve(host_, port_, ec);
    if (!ec) {
        std::optional<error_code> result;
        asio::async_connect(socket_, endpoints,
                            [&](error_code done, const tcp::endpoint&) { result = done; });
        ec = wait(SteadyClock::now() + limits_.connect_max, result);
    }
    if (!ec) socket_.set_option(tcp::no_delay(true), ec);
    if (!ec) return {};
    close();
    return err(Errc::io, "http-connect",
               fmt::format("cannot connect to {}: {}", authority_, ec.message()));
}

Result<ClientResponse> Client::Connection::exchange_once(std::string_view head,
                                                         std::string_view body) {
    auto deadline = SteadyClock::now() + limits_.exchange_max + time_for(body.size());
    std::optional<error_code> result;
    std::size_t size = 0;
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
    asio::async_write(socket_, parts, [&](error_code done, std::size_t) { result = done; });
    // A server that refuses a body answers before it has read it: look for that answer even when
    // the rest could not be written.
    const error_code write_error = wait(deadline, result);
    if (write_error == asio::error::timed_out) return std::unexpected(lost(write_error));

    ResponseReader reader(false, limits_.body_bytes_max);
    std::string buffer(16 * 1024, '\0');
    std::size_t held = 0;
    while (!reader.done()) {
        if (held == buffer.size()) buffer.resize(2 * buffer.size());
        result.reset();
        socket_.async_read_some(asio::buffer(buffer.data() + held, buffer.size() - held),
                                [&](error_code done, std::size_t read) {
                                    result = done;
                                    size = read;
                                });
        const error_code ec = wait(deadline, result);
        if (ec == asio::error::eof) {
            MITHAQ_CHECK(reader.close());
            break;
        }
        if (ec) return std::unexpected(lost(write_error ? write_error : ec));
        held += size;
        deadline += time_for(size);
        MITHAQ_TRY(std::size_t used, reader.feed(std::string_view(buffer.data(), held)));
        buffer.erase(0, used);
        buffer.resize(std::max<std::size_t>(buffer.size(), 16 * 1024));
        held -= used;
    }
    // Bytes behind the response belong to no request of ours.
    if (!reader.keep_alive() || held > 0 || write_error) close();
    Response response = reader.take();
    return ClientResponse{response.status, std::move(response.headers), std::move(response.body)};
}

Result<ClientResponse> Client::Connection::exchange(std::string_view method, std::string_view path,
                                                    std::string_view content_type,
                                                    std::string_view body) {
    const auto visible = [](char c) { return c > ' ' && c < 127; };
    if (!path.starts_with('/') || !std::ranges::all_of(path, visible))
        return err(Errc::malformed, "url",
                   "a path begins with '/' and is visible ASCII, percent-encoded where need be");
    if (content_type.find_first_of("\r\n") != content_type.npos)
        return err(Errc::malformed, "url", "a content type has one line");
    std::string head =
        fmt::format("{} {}{} HTTP/1.1\r\nHost: {}\r\n", method, prefix_, path, authority_);
    if (method == "POST")
        head +=
            fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", content_type, body.size());
    head += "\r\n";

    const bool kept = socket_.is_open();
    if (!kept) MITHAQ_CHECK(connect());
    auto response = exchange_once(head, body);
    if (response) return response;
    close();
    const bool idle_close = kept && response.error().type == "http-connection-lost";
    if (!idle_close || method != "GET") return response;
    MITHAQ_CHECK(connect());
    response = exchange_once(head, body);
    if (!response) close();
    return response;
}

Client::Client(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<Client> Client::open(std::string_view base_url, ClientLimits limits) {
    auto url = boost::urls::parse_uri(base_url);
    if (!url)
        return err(Errc::malformed, "url",
                   fmt::format("'{}' is not a URL like http://127.0.0.1:8080", base_url));
    if (url->scheme_id() == boost::urls::scheme::https)
        return err(Errc::unsupported, "url-scheme",
                   "https: TLS comes with accounts; use http on loopback");
    if (url->scheme_id() != boost::urls::scheme::http)
        return err(Errc::unsupported, "url-scheme", "only http:// URLs are understood");
    if (url->encoded_host().empty() || url->has_userinfo() || url->has_query() ||
        url->has_fragment())
        return err(Errc::malformed, "url",
                   "a base URL has a host, maybe a port and a path, and nothing else");
    std::string port = url->port().empty() ? "80" : std::string(url->port());
    std::string prefix(url->encoded_path());
    while (prefix.ends_with('/')) prefix.pop_back();
    return Client(std::make_unique<Connection>(std::string(url->host_address()), std::move(port),
                                               std::string(url->encoded_host_and_port()),
                                               std::move(prefix), limits));
}

Result<ClientResponse> Client::get(std::string_view path) {
    return connection_->exchange("GET", path, {}, {});
}

Result<ClientResponse> Client::post(std::string_view path, std::string_view content_type,
                                    std::string_view body) {
    return connection_->exchange("POST", path, content_type, body);
}

}  // namespace mithaq::net
