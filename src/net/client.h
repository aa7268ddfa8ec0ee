// A small blocking HTTP/1.1 client for `act submit` and `log verify URL`: plain http, keep-alive,
// one request at a time, limits on time and size. Redirects are answers like any other.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace mithaq::net {

struct ClientLimits {
    std::chrono::milliseconds connect_max{5'000};
    // One request and its whole response; more for a long one, a second for 16 KiB.
    std::chrono::milliseconds exchange_max{60'000};
    std::size_t body_bytes_max = 64 * 1024 * 1024;
};

struct ClientResponse {
    int status = 0;
    std::vector<Header> headers;
    std::string body;

    const std::string* header(std::string_view name) const { return find_header(headers, name); }
};

// One server, named by its base URL. One thread at a time.
class Client {
  public:
    // "http://host[:port][/prefix]"; the prefix goes before every path. Does not connect yet.
    // malformed "url"; unsupported "url-scheme".
    static Result<Client> open(std::string_view base_url, ClientLimits limits = {});
    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // Any status is an answer. A GET is sent once more when the kept connection turns out dead; a
    // POST is not, since it may have been done: what to do then is its caller's to know.
    // io: "http-connect", "http-connection-lost", "http-client-timeout";
    // malformed "http-response-malformed"; too_large "http-response-too-large".
    Result<ClientResponse> get(std::string_view path);
    Result<ClientResponse> post(std::string_view path, std::string_view content_type,
                                std::string_view body);

  private:
    class Connection;

    explicit Client(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection_;
};

}  // namespace mithaq::net
