// The one reader of HTTP requests and of HTTP responses: bytes in pieces of any size go in, a
// judged message or a problem comes out. No sockets and no time, so tests and fuzzers see what a
// peer does. Beast's parser reads the header; the judgements after it are ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/body.h"
#include "net/http.h"
#include "net/spool.h"

namespace mithaq::net {

// What the server answers by itself. One row per slug.
struct Refusal {
    std::string_view slug;
    int status;
    Errc code;
    std::string_view title;
};

inline constexpr Refusal kMalformed{"http-malformed", 400, Errc::malformed, "Not an HTTP request"};
inline constexpr Refusal kVersion{"http-version", 505, Errc::unsupported,
                                  "HTTP version not supported"};
inline constexpr Refusal kTarget{"http-target", 400, Errc::malformed,
                                 "Request target not accepted"};
inline constexpr Refusal kHost{"http-host", 421, Errc::refused, "Not a host of this server"};
inline constexpr Refusal kOrigin{"http-origin", 403, Errc::refused,
                                 "A page of another site may not do this"};
inline constexpr Refusal kHeaderTooLarge{"http-header-too-large", 431, Errc::too_large,
                                         "Request header too large"};
inline constexpr Refusal kBodyTooLarge{"http-body-too-large", 413, Errc::too_large,
                                       "Request body too large"};
inline constexpr Refusal kSpoolFull{"http-spool-full", 503, Errc::busy,
                                    "No room for a large request now"};
inline constexpr Refusal kTransferCoding{"http-transfer-coding", 501, Errc::unsupported,
                                         "Transfer coding not supported"};
inline constexpr Refusal kExpectation{"http-expectation", 417, Errc::unsupported,
                                      "Expectation not supported"};
inline constexpr Refusal kTimeout{"http-timeout", 408, Errc::unavailable,
                                  "The request took too long to arrive"};
inline constexpr Refusal kTooManyConnections{"http-too-many-connections", 503, Errc::busy,
                                             "Too many connections"};
inline constexpr Refusal kNoAnswer{"http-no-answer", 500, Errc::fatal, "No answer was made"};

Response refusal_response(const Refusal& refusal, std::string_view detail);

// Reads one request after another. Not copied, not moved: it lives with its connection.
class RequestReader {
  public:
    enum class State { header, body, done, refused };

    // Without a spool no body is taken that is over `body_bytes_max`.
    explicit RequestReader(const ServerLimits& limits, std::shared_ptr<Spool> spool = nullptr);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // Uses bytes from the front of `bytes` and returns how many. Those it left, with more behind
    // them, are to be offered again. Uses nothing once it is done or has refused.
    std::size_t feed(std::string_view bytes);
    State state() const { return state_; }
    // The peer waits for "100 Continue" before it sends the body (RFC 9110, 10.1.1).
    bool wants_continue() const { return wants_continue_; }

    // When done. The reader is then ready for the next request, but for the three answers below.
    Request take();
    bool keep_alive() const { return keep_alive_; }
    bool head() const { return head_; }  // the request was HEAD
    bool http10() const { return http10_; }

    // When refused.
    const Refusal& refusal() const { return *refusal_; }
    const std::string& detail() const { return detail_; }

  private:
    class Header;  // Beast's parser, writing into request_

    std::size_t feed_header(std::string_view bytes);
    void judge_header();
    bool judge_target();
    bool judge_host_and_origin();
    bool judge_body_framing();
    void keep_body();
    bool open_body_file(std::uint64_t bytes);
    void refuse(const Refusal& refusal, std::string detail);

    const ServerLimits& limits_;
    std::unique_ptr<Header> header_;
    State state_ = State::header;
    std::size_t header_bytes_ = 0;
    BodyReader body_;
    std::size_t body_bytes_max_ = 0;     // in memory, of the request at hand
    std::uint64_t spool_bytes_max_ = 0;  // in a file
    std::shared_ptr<Spool> spool_;
    std::shared_ptr<BodyFile> body_file_;
    Request request_;
    bool wants_continue_ = false;
    bool keep_alive_ = false;
    bool head_ = false;
    bool http10_ = false;
    const Refusal* refusal_ = nullptr;
    std::string detail_;
};

// Reads one response. Interim (1xx) responses are skipped.
class ResponseReader {
  public:
    ResponseReader(bool to_head, std::size_t body_bytes_max);
    ~ResponseReader();

    // As RequestReader::feed. malformed "http-response-malformed"; too_large
    // "http-response-too-large".
    Result<std::size_t> feed(std::string_view bytes);
    Result<void> close();  // the peer closed; malformed when the response is not whole
    bool done() const;
    bool keep_alive() const { return keep_alive_; }
    Response take() { return std::move(response_); }  // content_type is among the headers

  private:
    class Header;

    Result<void> begin_body();

    bool to_head_;
    std::size_t body_bytes_max_;
    std::unique_ptr<Header> header_;
    bool in_body_ = false;
    bool keep_alive_ = false;
    BodyReader body_;
    Response response_;
};

}  // namespace mithaq::net
