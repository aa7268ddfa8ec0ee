#include "net/message.h"

#include <charconv>

#include <boost/beast/http/basic_parser.hpp>
#include <fmt/format.h>

#include "net/ascii.h"

namespace mithaq::net {
namespace {

namespace http = boost::beast::http;
using BeastError = boost::beast::error_code;
using BeastView = boost::beast::string_view;

constexpr std::size_t kFieldsMax = 100;
constexpr std::string_view kNoPlace = "The machine's disk has no place for it.";

std::string_view view(BeastView text) {
    return {text.data(), text.size()};
}

// Beast's parser as far as the end of the header; what it finds goes to the derived class.
template <bool is_request>
class HeaderParser : public http::basic_parser<is_request> {
  public:
    explicit HeaderParser(std::vector<net::Header>& fields) : fields_(fields) {
        // Limits are judged by who feeds us: the header as a whole, the body by its method and
        // path.
        this->header_limit(~std::uint32_t{0});
        this->body_limit(boost::none);
    }

    int version = 11;

  protected:
    void on_request_impl(http::verb, BeastView, BeastView, int, BeastError&) override {}
    void on_response_impl(int, BeastView, int, BeastError&) override {}
    void on_field_impl(http::field, BeastView name, BeastView value, BeastError& ec) override {
        if (fields_.size() == kFieldsMax)
            ec = http::error::header_limit;
        else
            fields_.emplace_back(std::string(view(name)), std::string(view(value)));
    }
    void on_header_impl(BeastError&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, BeastError&) override {}
    std::size_t on_body_impl(BeastView, BeastError&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, BeastView, BeastError&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastView, BeastError&) override { return 0; }
    void on_finish_impl(BeastError&) override {}

  private:
    std::vector<net::Header>& fields_;
};

std::size_t count_fields(const std::vector<net::Header>& headers, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count_if(
        headers, [&](const net::Header& header) { return iequals(header.name, name); }));
}

// "127.0.0.1", "localhost" or "[::1]", with or without a port. Any port: behind a tunnel it is not
// ours, and a name that a foreign site has pointed at us is refused whatever its port.
bool is_loopback_host(std::string_view host) {
    std::string_view name =
        host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
    if (name != "127.0.0.1" && name != "[::1]" && !iequals(name, "localhost")) return false;
    std::string_view rest = host.substr(name.size());
    if (rest.empty()) return true;
    if (rest.size() < 2 || rest.size() > 6 || rest[0] != ':') return false;
    std::uint32_t port = 0;
    auto [end, ec] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), port);
    return ec == std::errc{} && end == rest.data() + rest.size() && port > 0 && port <= 65535;
}

bool every_percent_is_encoding(std::string_view text) {
    for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || hex_value(text[at + 1]) < 0 || hex_value(text[at + 2]) < 0)
            return false;
    return true;
}

}  // namespace

Response refusal_response(const Refusal& refusal, std::string_view detail) {
    return problem_response(refusal.status, refusal.slug, refusal.title, detail);
}

// ------------------------------------------------------------------------------------- requests

class RequestReader::Header {
  public:
    explicit Header(Request& request) : request_(request) { restart(); }

    void restart() { parser_.emplace(request_); }
    auto& parser() { return *parser_; }

  private:
    class Parser final : public HeaderParser<true> {
      public:
        explicit Parser(Request& request) : HeaderParser(request.headers), request_(request) {}

      private:
        void on_request_impl(http::verb, BeastView method, BeastView target, int version_found,
                             BeastError&) override {
            request_.method = view(method);
            request_.target = view(target);
            version = version_found;
        }

        Request& request_;
    };

    Request& request_;
    std::optional<Parser> parser_;
};

RequestReader::RequestReader(const ServerLimits& limits, std::shared_ptr<Spool> spool)
    : limits_(limits), header_(std::make_unique<Header>(request_)), spool_(std::move(spool)) {}

RequestReader::~RequestReader() = default;

void RequestReader::refuse(const Refusal& refusal, std::string detail) {
    state_ = State::refused;
    refusal_ = &refusal;
    detail_ = std::move(detail);
    keep_alive_ = false;
    body_file_.reset();
}

std::size_t RequestReader::feed(std::string_view bytes) {
    std::size_t used = 0;
    if (state_ == State::header) used = feed_header(bytes);
    if (state_ != State::body) return used;
    std::size_t of_body = body_.feed(bytes.substr(used), request_.body);
    used += of_body;
    wants_continue_ = wants_continue_ && of_body == 0;
    keep_body();
    if (state_ == State::refused) return used;
    switch (body_.state()) {
        case BodyReader::State::reading:
            break;
        case BodyReader::State::done:
            state_ = State::done;
            break;
        case BodyReader::State::malformed:
            refuse(kMalformed,
                   "The chunks of the body are not as RFC 9112, section 7.1, wants them.");
            break;
        case BodyReader::State::too_large:
            refuse(kBodyTooLarge,
                   fmt::format("At most {} bytes are taken here.",
                               std::max<std::uint64_t>(body_bytes_max_, spool_bytes_max_)));
            break;
    }
    return used;
}

// What is over the limit of memory goes on into a file.
void RequestReader::keep_body() {
    if (!body_file_ && request_.body.size() <= body_bytes_max_) return;
    if (!body_file_ && !open_body_file(request_.body.size())) return;
    if (auto kept = body_file_->append(request_.body); !kept)
        refuse(kSpoolFull,
               kept.error().code == Errc::busy ? kept.error().message : std::string(kNoPlace));
    request_.body.clear();
}

bool RequestReader::open_body_file(std::uint64_t bytes) {
    auto opened = spool_->open(bytes);
    if (opened)
        body_file_ = std::move(*opened);
    else
        refuse(kSpoolFull,
               opened.error().code == Errc::busy ? opened.error().message : std::string(kNoPlace));
    return opened.has_value();
}

std::size_t RequestReader::feed_header(std::string_view bytes) {
    auto& parser = header_->parser();
    std::size_t used = 0;
    BeastError ec;
    while (!parser.is_header_done() && used < bytes.size()) {
        std::size_t now =
            parser.put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), ec);
        used += now;
        header_bytes_ += now;
        if (ec) break;
    }
    // While more is needed, what is not used yet is of the header too.
    const bool needs_more = !parser.is_header_done() && (!ec || ec == http::error::need_more);
    const std::size_t seen = header_bytes_ + (needs_more ? bytes.size() - used : 0);
    if (seen > limits_.header_bytes_max || ec == http::error::header_limit) {
        refuse(kHeaderTooLarge, fmt::format("At most {} bytes and {} fields are taken.",
                                            limits_.header_bytes_max, kFieldsMax));
    } else if (parser.is_header_done() && !ec) {
        judge_header();
    } else if (ec == http::error::bad_version) {
        refuse(kVersion, "The request line does not end with HTTP/1.1 or HTTP/1.0.");
    } else if (ec == http::error::bad_transfer_encoding) {
        refuse(kMalformed, "Transfer-Encoding is there twice, or beside Content-Length.");
    } else if (!needs_more) {
        refuse(kMalformed, fmt::format("The request was not understood: {}.", ec.message()));
    }
    return used;
}

void RequestReader::judge_header() {
    http10_ = header_->parser().version < 11;
    keep_alive_ = header_->parser().keep_alive();
    head_ = request_.method == "HEAD";
    if (judge_target() && judge_host_and_origin() && judge_body_framing()) {
        if (head_) request_.method = "GET";
        state_ = State::body;
    }
}

bool RequestReader::judge_target() {
    std::string_view target = request_.target;
    const bool visible = std::ranges::all_of(target, [](char c) { return c > ' ' && c < 127; });
    if (!target.starts_with('/') || !visible || target.contains('#')) {
        refuse(kTarget, "The target must be a path that begins with '/', in visible ASCII.");
        return false;
    }
    std::size_t path_size = std::min(target.find('?'), target.size());
    request_.path = target.substr(0, path_size);
    request_.query_raw = target.substr(std::min(target.size(), path_size + 1));
    if (request_.path.contains('%')) {
        refuse(kTarget, "No path here needs percent-encoding, so '%' is refused in paths.");
        return false;
    }
    if (!every_percent_is_encoding(request_.query_raw)) {
        refuse(kTarget, "A '%' in the query is not followed by two hexadecimal digits.");
        return false;
    }
    return true;
}

// The defence against pages of other sites while there are no accounts: a name that was rebound to
// 127.0.0.1 shows in Host, a form or script of another site shows in Origin.
bool RequestReader::judge_host_and_origin() {
    const std::string* host = request_.header("host");
    if (!host || count_fields(request_.headers, "host") > 1) {
        refuse(kMalformed, "There must be exactly one Host field.");
        return false;
    }
    if (!is_loopback_host(*host)) {
        refuse(kHost, "This server answers to 127.0.0.1, localhost and [::1] only.");
        return false;
    }
    if (request_.method == "GET" || head_) return true;
    const std::string* origin = request_.header("origin");
    if (!origin) return true;
    if (count_fields(request_.headers, "origin") > 1 || !iequals(*origin, "http://" + *host)) {
        refuse(kOrigin, "The Origin field names another site than the Host field.");
        return false;
    }
    return true;
}

bool RequestReader::judge_body_framing() {
    const auto& parser = header_->parser();
    auto framing = BodyReader::Framing::none;
    std::uint64_t length = 0;
    if (const std::string* coding = request_.header("transfer-encoding")) {
        // Beast takes a body in another coding for no body at all: its bytes would be read as a
        // request. And HTTP/1.0 has no chunks (RFC 9112, 6.1).
        if (!iequals(*coding, "chunked") || !parser.chunked() || http10_) {
            refuse(kTransferCoding, "The only transfer coding taken is chunked, in HTTP/1.1.");
            return false;
        }
        framing = BodyReader::Framing::chunked;
    } else if (auto announced = parser.content_length()) {
        framing = BodyReader::Framing::length;
        length = *announced;
    }
    // Judged before a byte of it is read.
    body_bytes_max_ = limits_.body_bytes_max(request_.method, request_.path);
    spool_bytes_max_ = spool_ ? limits_.spool_bytes_max(request_.method, request_.path) : 0;
    body_ = BodyReader(framing, length, std::max<std::size_t>(body_bytes_max_, spool_bytes_max_));
    if (framing == BodyReader::Framing::length && length > body_bytes_max_ &&
        body_.state() == BodyReader::State::reading && !open_body_file(length))
        return false;
    if (const std::string* expect = request_.header("expect"); expect && !http10_) {
        if (!iequals(*expect, "100-continue")) {
            refuse(kExpectation, "The only expectation understood is 100-continue.");
            return false;
        }
        wants_continue_ = body_.state() == BodyReader::State::reading;
    }
    return true;
}

Request RequestReader::take() {
    Request request = std::move(request_);
    request.body_file = std::move(body_file_);
    request_ = Request{};
    state_ = State::header;
    header_bytes_ = 0;
    wants_continue_ = false;
    header_->restart();
    request_.headers.reserve(8);
    return request;
}

Result<Request> parse_request(std::string_view bytes, const ServerLimits& limits) {
    RequestReader reader(limits);
    std::size_t used = reader.feed(bytes);
    if (reader.state() == RequestReader::State::refused)
        return err(reader.refusal().code, reader.refusal().slug, reader.detail());
    if (reader.state() != RequestReader::State::done)
        return err(Errc::malformed, "http-incomplete", "the request ends before it is whole");
    if (used < bytes.size())
        return err(Errc::malformed, "http-trailing-bytes", "bytes follow the request");
    return reader.take();
}

// ------------------------------------------------------------------------------------ responses

class ResponseReader::Header final : public HeaderParser<false> {
  public:
    explicit Header(Response& response) : HeaderParser(response.headers), response_(response) {}

  private:
    void on_response_impl(int status, BeastView, int, BeastError&) override {
        response_.status = status;
    }

    Response& response_;
};

ResponseReader::ResponseReader(bool to_head, std::size_t body_bytes_max)
    : to_head_(to_head),
      body_bytes_max_(body_bytes_max),
      header_(std::make_unique<Header>(response_)) {}

ResponseReader::~ResponseReader() = default;

bool ResponseReader::done() const {
    return in_body_ && body_.state() == BodyReader::State::done;
}

Result<std::size_t> ResponseReader::feed(std::string_view bytes) {
    constexpr std::size_t kHeaderBytesMax = 64 * 1024;
    std::size_t used = 0;
    while (!in_body_ && used < bytes.size()) {
        BeastError ec;
        used +=
            header_->put(boost::asio::const_buffer(bytes.data() + used, bytes.size() - used), ec);
        if (bytes.size() > kHeaderBytesMax && ec == http::error::need_more)
            return err(Errc::too_large, "http-response-too-large",
                       "the response's header is endless");
        if (ec == http::error::need_more) return used;
        if (ec)
            return err(Errc::malformed, "http-response-malformed",
                       fmt::format("the response was not understood: {}", ec.message()));
        if (!header_->is_header_done()) continue;
        MITHAQ_CHECK(begin_body());
    }
    if (!in_body_) return used;
    used += body_.feed(bytes.substr(used), response_.body);
    if (body_.state() == BodyReader::State::too_large)
        return err(Errc::too_large, "http-response-too-large",
                   fmt::format("the response has more than {} bytes", body_bytes_max_));
    if (body_.state() == BodyReader::State::malformed)
        return err(Errc::malformed, "http-response-malformed",
                   "the response's chunks are malformed");
    return used;
}

Result<void> ResponseReader::begin_body() {
    if (response_.status / 100 == 1 && response_.status != 101) {
        response_ = Response{};
        header_ = std::make_unique<Header>(response_);
        return {};
    }
    in_body_ = true;
    keep_alive_ = header_->keep_alive();
    auto framing = BodyReader::Framing::until_close;
    std::uint64_t length = 0;
    if (to_head_ || response_.status == 204 || response_.status == 304) {
        framing = BodyReader::Framing::none;
    } else if (const std::string* coding = find_header(response_.headers, "transfer-encoding")) {
        if (!iequals(*coding, "chunked") || !header_->chunked())
            return err(Errc::unsupported, "http-response-malformed",
                       "the response has a transfer coding other than chunked");
        framing = BodyReader::Framing::chunked;
    } else if (auto announced = header_->content_length()) {
        framing = BodyReader::Framing::length;
        length = *announced;
    }
    if (framing == BodyReader::Framing::until_close) keep_alive_ = false;
    body_ = BodyReader(framing, length, body_bytes_max_);
    return {};
}

Result<void> ResponseReader::close() {
    if (in_body_) body_.close();
    if (done()) return {};
    return err(Errc::io, "http-connection-lost", "the server closed before its response was whole");
}

}  // namespace mithaq::net
