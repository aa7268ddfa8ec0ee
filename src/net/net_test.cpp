// Real sockets on loopback, and the readers alone fed in pieces.
#include <arpa/inet.h>
#include <barrier>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <variant>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files_testing.h"
#include "net/client.h"
#include "net/http.h"
#include "net/message.h"
#include "net/spool.h"

namespace mithaq::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

// A peer that sends what it is told, byte for byte.
class Peer {
  public:
    explicit Peer(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            ADD_FAILURE() << "cannot connect";
    }
    ~Peer() { ::close(fd_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    void send_end() { ::shutdown(fd_, SHUT_WR); }
    // Reads on until `count` responses with bodies of announced length are there, or the end.
    std::vector<Response> responses(std::size_t count, bool to_head = false) {
        std::vector<Response> found;
        while (found.size() < count) {
            ResponseReader reader(to_head, 64 << 20);
            while (true) {
                auto used = reader.feed(text_);
                if (!used) return found;
                text_.erase(0, *used);
                if (reader.done()) break;
                if (!receive()) return found;
            }
            found.push_back(reader.take());
        }
        return found;
    }
    Response response() {
        auto found = responses(1);
        return found.empty() ? Response{.status = 0} : std::move(found[0]);
    }
    std::string rest() {  // everything until the server closes
        while (receive()) {
        }
        return std::exchange(text_, {});
    }

  private:
    bool receive() {
        char buffer[4096];
        pollfd wait{fd_, POLLIN, 0};
        if (::poll(&wait, 1, 20'000) <= 0) {
            ADD_FAILURE() << "the server is silent";
            return false;
        }
        ssize_t got = ::recv(fd_, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        text_.append(buffer, static_cast<std::size_t>(got));
        return true;
    }

    int fd_;
    std::string text_;
};

void echo(Request&& request, Respond respond) {
    Response response;
    response.content_type = "text/plain";
    response.body = fmt::format("{} {} {}", request.method, request.path, request.body);
    respond(std::move(response));
}

std::unique_ptr<Server> serve(Handler handler, ServerLimits limits = {}, unsigned threads = 2) {
    auto server = Server::listen(0, threads, std::move(handler), std::move(limits));
    EXPECT_TRUE(server.has_value());
    return std::move(*server);
}

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kPost =
    "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
constexpr std::string_view kChunked =
    "POST /a HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nHost: evil.example\r\n\r\n";

std::string refusal_of(std::string_view bytes, const ServerLimits& limits = {}) {
    auto request = parse_request(bytes, limits);
    return request ? "accepted" : request.error().type;
}

// ---------------------------------------------------------------------------------- the reader

TEST(RequestReader, ReadsTheSameSplitAtEveryByte) {
    for (std::string_view whole : {kGet, kPost, kChunked}) {
        auto wanted = parse_request(whole);
        ASSERT_TRUE(wanted) << wanted.error().message;
        for (std::size_t step : {1, 2, 3, 7}) {
            ServerLimits limits;
            RequestReader reader(limits);
            std::string held;
            for (std::size_t at = 0; at < whole.size(); at += step) {
                held += whole.substr(at, step);
                held.erase(0, reader.feed(held));
            }
            ASSERT_EQ(reader.state(), RequestReader::State::done) << whole;
            EXPECT_EQ(held, "");
            Request request = reader.take();
            EXPECT_EQ(request.target, wanted->target);
            EXPECT_EQ(request.body, wanted->body);
            EXPECT_EQ(request.headers, wanted->headers);
        }
    }
}

TEST(RequestReader, DropsTrailersSoTheyNeverReplaceAHeader) {
    auto request = parse_request(kChunked);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->body, "hello");
    EXPECT_EQ(*request->header("HOST"), "[::1]:80");
    EXPECT_EQ(request->headers.size(), 2u);
}

TEST(RequestReader, DecodesQueries) {
    auto request =
        parse_request("GET /s?q=a%20b+c&empty=&q=2&flag HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ASSERT_TRUE(request);
    EXPECT_EQ(request->path, "/s");
    EXPECT_EQ(request->query("q"), "a b c");
    EXPECT_EQ(request->query("empty"), "");
    EXPECT_EQ(request->query("flag"), "");
    EXPECT_EQ(request->query("none"), std::nullopt);
}

TEST(RequestReader, RefusesEachFaultByItsName) {
    const auto get = [](std::string_view target, std::string_view fields) {
        return refusal_of(fmt::format("GET {} HTTP/1.1\r\n{}\r\n", target, fields));
    };
    const auto post = [](std::string_view fields, std::string_view body) {
        return refusal_of(
            fmt::format("POST / HTTP/1.1\r\nHost: localhost:81\r\n{}\r\n{}", fields, body));
    };
    EXPECT_EQ(refusal_of("nonsense\r\n\r\n"), "http-malformed");
    EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"), "http-version");
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: localhost\r\n"), "http-incomplete");
    EXPECT_EQ(refusal_of(std::string(kGet) + "x"), "http-trailing-bytes");
    EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"), "accepted");

    EXPECT_EQ(get("/", ""), "http-malformed");
    EXPECT_EQ(get("/", "Host: localhost\r\nHost: localhost\r\n"), "http-malformed");
    for (auto host : {"127.0.0.1", "LocalHost:1", "[::1]", "[::1]:65535"})
        EXPECT_EQ(get("/", fmt::format("Host: {}\r\n", host)), "accepted") << host;
    for (auto host :
         {"", "example.org", "localhost.", "localhost:", "localhost:0", "localhost:65536",
          "localhost:8x", "127.0.0.1.example.org", "127.0.0.2", "::1", "[::1", "[::1]x"})
        EXPECT_EQ(get("/", fmt::format("Host: {}\r\n", host)), "http-host") << host;
    for (auto target :
         {"a", "*", "http://localhost/", "/a%2fb", "/a#b", "/\xc3\xa9", "/?a=%", "/?%4g"})
        EXPECT_EQ(get(target, "Host: localhost\r\n"), "http-target") << target;

    EXPECT_EQ(post("Origin: http://localhost:81\r\n", ""), "accepted");
    for (auto origin :
         {"http://localhost", "https://localhost:81", "http://evil.example", "null", ""})
        EXPECT_EQ(post(fmt::format("Origin: {}\r\n", origin), ""), "http-origin") << origin;
    EXPECT_EQ(get("/", "Host: localhost\r\nOrigin: http://evil.example\r\n"), "accepted");

    EXPECT_EQ(post("Transfer-Encoding: gzip\r\n", ""), "http-transfer-coding");
    EXPECT_EQ(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), "http-transfer-coding");
    EXPECT_EQ(post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"),
              "http-malformed");
    EXPECT_EQ(post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
              "http-malformed");
    EXPECT_EQ(post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), "http-malformed");
    EXPECT_EQ(post("Content-Length: -1\r\n", ""), "http-malformed");
    EXPECT_EQ(post("Expect: tea\r\n", ""), "http-expectation");
    for (auto chunks : {"x\r\n", "\r\n", "1\r\nab\r\n", "1\na\r\n", "000000001\r\na\r\n0\r\n\r\n",
                        "0\r\nbare\n\r\n", "1 \r\na\r\n0\r\n\r\n"})
        EXPECT_EQ(post("Transfer-Encoding: chunked\r\n", chunks), "http-malformed") << chunks;
}

TEST(RequestReader, KeepsToItsLimits) {
    ServerLimits limits;
    limits.header_bytes_max = 100;
    limits.body_bytes_max = [](std::string_view method, std::string_view path) {
        return method == "PUT" && path == "/large" ? std::size_t{9} : std::size_t{4};
    };
    const std::string start = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    EXPECT_EQ(refusal_of(start + std::string(100, 'x'), limits), "http-header-too-large");
    EXPECT_EQ(refusal_of(std::string(101, 'x'), limits), "http-header-too-large");
    EXPECT_EQ(refusal_of(start + "Content-Length: 4\r\n\r\nabcd", limits), "accepted");
    EXPECT_EQ(refusal_of(start + "Content-Length: 5\r\n\r\n", limits), "http-body-too-large");
    EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\n", limits),
              "http-body-too-large");
    EXPECT_EQ(
        refusal_of("PUT /large HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n123456789",
                   limits),
        "accepted");
    std::string fields;
    for (int i = 0; i < 101; ++i) fields += "a: b\r\n";
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n" + fields + "\r\n"), "http-header-too-large");
    EXPECT_EQ(
        refusal_of("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;" +
                   std::string(5000, 'e') + "\r\na\r\n0\r\n\r\n"),
        "http-malformed");
}

// ------------------------------------------------------------------------------------ the spool

// Bodies over 8 bytes go to files, of at most 40 bytes.
ServerLimits spooling() {
    ServerLimits limits;
    limits.body_bytes_max = [](std::string_view, std::string_view) { return std::size_t{8}; };
    limits.spool_bytes_max = [](std::string_view, std::string_view path) {
        return path == "/a" ? std::uint64_t{40} : 0;
    };
    return limits;
}

struct MemorySpool {
    MemoryFiles* files = new MemoryFiles;  // the spool's own
    std::shared_ptr<Spool> spool;

    explicit MemorySpool(std::size_t files_max = 2, std::uint64_t bytes_max = 4 << 20) {
        MITHAQ_ASSERT(files->make_dir("data"));
        spool = std::make_shared<Spool>(std::unique_ptr<Files>(files), "data", files_max, bytes_max,
                                        1000);
    }
    // The request, or the slug it is refused with.
    std::variant<Request, std::string> read(std::string_view bytes, std::size_t step = 5) const {
        static const ServerLimits limits = spooling();
        RequestReader reader(limits, spool);
        std::string held;
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            held += bytes.substr(at, step);
            held.erase(0, reader.feed(held));
        }
        if (reader.state() == RequestReader::State::refused)
            return std::string(reader.refusal().slug);
        if (reader.state() != RequestReader::State::done) return std::string("incomplete");
        return reader.take();
    }
    std::string refusal(std::string_view bytes) const {
        auto found = read(bytes);
        return std::holds_alternative<Request>(found) ? "accepted" : std::get<std::string>(found);
    }
};

std::string body_of(const Request& request, std::size_t piece = 3) {
    BodySource source(request, piece);
    std::string out;
    while (true) {
        auto more = source.read();
        EXPECT_TRUE(more);
        if (!more || more->empty()) return out;
        EXPECT_LE(more->size(), piece);
        out += *more;
    }
}

std::string post_of(std::size_t bytes, std::string_view path = "/a") {
    std::string body;
    for (std::size_t i = 0; i < bytes; ++i) body += static_cast<char>('a' + i % 26);
    return fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{}", path,
                       bytes, body);
}

std::string chunked_of(std::size_t bytes) {
    std::string out = "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t i = 0; i < bytes; ++i)
        out += fmt::format("1\r\n{}\r\n", static_cast<char>('a' + i % 26));
    return out + "0\r\n\r\n";
}

TEST(Spool, HoldsWhatIsOverTheLimitOfMemory) {
    for (std::size_t bytes : {0, 1, 8, 9, 26, 40})
        for (const std::string& message : {post_of(bytes), chunked_of(bytes)})
            for (std::size_t step : {1, 7, 1000}) {
                MemorySpool spool;
                auto found = spool.read(message, step);
                ASSERT_TRUE(std::holds_alternative<Request>(found)) << message;
                const auto& request = std::get<Request>(found);
                EXPECT_EQ(request.body_file != nullptr, bytes > 8);
                EXPECT_EQ(request.body.size(), bytes > 8 ? 0 : bytes);
                std::string whole = post_of(bytes);
                EXPECT_EQ(body_of(request), whole.substr(whole.size() - bytes));
            }
}

TEST(Spool, IsOnlyForRoutesThatAllowItAndHasItsOwnLimit) {
    MemorySpool spool;
    EXPECT_EQ(spool.refusal(post_of(8, "/b")), "accepted");
    EXPECT_EQ(spool.refusal(post_of(9, "/b")), "http-body-too-large");
    EXPECT_EQ(spool.refusal(post_of(41)), "http-body-too-large");
    EXPECT_EQ(spool.refusal(chunked_of(41)), "http-body-too-large");
    // Without a spool nothing is spooled.
    EXPECT_EQ(refusal_of(post_of(9), spooling()), "http-body-too-large");
}

TEST(Spool, IsBoundedInFilesAndBytesAndGivesBackWhatIsLetGo) {
    MemorySpool spool(2, std::uint64_t{2} << 20);
    auto one = spool.read(post_of(9));
    auto two = spool.read(post_of(9));
    EXPECT_EQ(spool.refusal(post_of(9)), "http-spool-full");
    EXPECT_EQ(spool.refusal(chunked_of(9)), "http-spool-full");
    EXPECT_EQ(spool.refusal(post_of(8)), "accepted");
    one = "gone";
    EXPECT_EQ(spool.refusal(chunked_of(9)), "accepted");
    two = "gone";
    MemorySpool small(16, 30);
    auto held = small.read(post_of(20));
    EXPECT_EQ(small.refusal(post_of(11)), "http-spool-full");
    EXPECT_EQ(small.refusal(post_of(10)), "accepted");
    EXPECT_EQ(small.refusal(chunked_of(12)), "http-spool-full");  // grows in larger steps
}

TEST(Spool, LeavesTheDiskRoomForTheLog) {
    MemorySpool spool;
    spool.files->set_free_bytes(1039);
    EXPECT_EQ(spool.refusal(post_of(40)), "http-spool-full");
    EXPECT_EQ(spool.refusal(post_of(39)), "accepted");
    spool.files->set_free_bytes(1060);
    auto held = spool.read(post_of(40));
    EXPECT_EQ(spool.refusal(post_of(21)), "http-spool-full");
    EXPECT_EQ(spool.refusal(post_of(20)), "accepted");
    EXPECT_EQ(spool.refusal(post_of(8)), "accepted");  // in memory
}

TEST(Spool, ThatCannotBeWrittenTurnsTheRequestAway) {
    for (auto fault : {MemoryFiles::Fault::failed, MemoryFiles::Fault::disk_full})
        for (std::uint64_t index : {0, 1}) {
            MemorySpool spool;
            spool.files->fail_at(index, fault);
            EXPECT_EQ(spool.refusal(post_of(20)), "http-spool-full");
            EXPECT_EQ(spool.refusal(post_of(40)), "accepted");
        }
}

// ---------------------------------------------------------------------------------- the server

TEST(Server, TakesALargeBodyThatArrivesSteadily) {
    ServerLimits limits;
    limits.read_max = 300ms;
    limits.stretch_bytes = 100;
    limits.spool_dir = ".";
    limits.spool_bytes_max = [](std::string_view, std::string_view) { return 1 << 20; };
    auto server = serve(
        [](Request&& request, Respond respond) {
            Response response;
            response.body = request.body_file ? body_of(request, 1000) : "in memory";
            respond(std::move(response));
        },
        limits);
    const std::string whole = post_of(200'000);
    Peer peer(server->port());
    // Longer than read_max in all, each stretch well below it.
    for (std::size_t at = 0; at < whole.size(); at += 10'000) {
        ASSERT_TRUE(peer.send(std::string_view(whole).substr(at, 10'000)));
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_TRUE(whole.ends_with(peer.response().body));
    limits.transfer_max = 200ms;
    auto strict = serve(echo, limits);
    Peer slow(strict->port());
    for (std::size_t at = 0; at < whole.size(); at += 10'000) {
        if (!slow.send(std::string_view(whole).substr(at, 10'000))) break;
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_THAT(slow.rest(), HasSubstr("urn:mithaq:problem:http-timeout"));
}

TEST(Server, SendsAFileWhole) {
    MemoryFiles files;
    files.put("scan", std::string(1'000'000, 's'));
    auto server = serve([&](Request&& request, Respond respond) {
        Response response;
        response.file = files.open("scan", OpenMode::read).value();
        response.file_bytes = request.path == "/long" ? 1'000'001 : 1'000'000;
        respond(std::move(response));
    });
    Peer peer(server->port());
    peer.send(std::string(kGet) + "HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n" +
              std::string(kGet));
    auto first = peer.response();
    EXPECT_EQ(first.body, std::string(1'000'000, 's'));
    auto head = peer.responses(1, true);
    ASSERT_EQ(head.size(), 1u);
    EXPECT_EQ(*find_header(head[0].headers, "content-length"), "1000000");
    EXPECT_EQ(peer.response().body, first.body);
    // Shorter than was announced: the peer sees that it is not whole.
    Peer other(server->port());
    other.send("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(other.response().status, 0);
}

TEST(Server, AnswersARequestThatArrivesByteByByte) {
    auto server = serve(echo);
    for (std::string_view whole : {kPost, kChunked}) {
        Peer peer(server->port());
        for (char c : whole) ASSERT_TRUE(peer.send({&c, 1}));
        EXPECT_EQ(peer.response().body, "POST /a hello");
    }
    EXPECT_EQ(server->metrics().requests, 2u);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    std::vector<std::thread> late;
    auto server = serve(
        [&](Request&& request, Respond respond) {
            late.emplace_back(
                [request = std::move(request), respond = std::move(respond)]() mutable {
                    echo(std::move(request), std::move(respond));
                });
        },
        {}, 1);
    Peer peer(server->port());
    ASSERT_TRUE(peer.send(std::string(kPost) + std::string(kGet) + std::string(kPost)));
    auto responses = peer.responses(3);
    ASSERT_EQ(responses.size(), 3u);
    EXPECT_EQ(responses[0].body, "POST /a hello");
    EXPECT_EQ(responses[1].body, "GET /a ");
    EXPECT_EQ(responses[2].body, "POST /a hello");
    server->stop();
    for (auto& thread : late) thread.join();
}

TEST(Server, AnswersARefusalAsAProblemAndCloses) {
    auto server = serve(echo);
    const auto exchange = [&](std::string_view bytes) {
        Peer peer(server->port());
        peer.send(bytes);
        return peer.rest();
    };
    std::string answer = exchange("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 421 Misdirected Request\r\n"
                                   "Content-Type: application/problem+json\r\n"));
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(answer, HasSubstr(R"({"type":"urn:mithaq:problem:http-host","title":)"));
    EXPECT_THAT(answer, HasSubstr(R"("status":421,"detail":"This server answers)"));
    EXPECT_THAT(exchange("POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a.example\r\n\r\n"),
                StartsWith("HTTP/1.1 403 "));
    EXPECT_THAT(exchange("rubbish\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(30'000, 'x')),
                StartsWith("HTTP/1.1 431 "));
    // Refused at the header: the body is not waited for; and one that is sent is read out.
    const std::string large =
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    EXPECT_THAT(exchange(large), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(exchange(large + std::string(1'000'000, 'x')), StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(
        exchange("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" +
                 fmt::format("{:x}\r\n", 200'000)),
        StartsWith("HTTP/1.1 413 "));
    EXPECT_EQ(server->metrics().refused, 7u);
    EXPECT_EQ(server->metrics().requests, 0u);
}

TEST(Server, EndsSlowRequestsAndIdleConnections) {
    ServerLimits limits;
    limits.read_max = 100ms;
    limits.idle_max = 100ms;
    auto server = serve(echo, limits);
    Peer silent(server->port());
    Peer in_header(server->port());
    Peer in_body(server->port());
    Peer idle(server->port());
    in_header.send("GET / HTTP/1.1\r\nHost: loc");
    in_body.send(kPost.substr(0, kPost.size() - 1));
    idle.send(kGet);
    EXPECT_EQ(silent.rest(), "");
    EXPECT_THAT(in_header.rest(), StartsWith("HTTP/1.1 408 "));
    EXPECT_THAT(in_body.rest(), HasSubstr("urn:mithaq:problem:http-timeout"));
    EXPECT_EQ(idle.response().status, 200);
    EXPECT_EQ(idle.rest(), "");
}

TEST(Server, EndsAPeerThatDoesNotReadItsAnswer) {
    ServerLimits limits;
    limits.write_max = 100ms;
    auto large = std::make_shared<const std::string>(std::size_t{32} << 20, 'x');
    auto server =
        serve([&](Request&&, Respond respond) { respond(Response{.shared_body = large}); }, limits);
    Peer peer(server->port());
    peer.send(kGet);
    while (server->metrics().connections_open != 0 || server->metrics().requests == 0)
        std::this_thread::sleep_for(1ms);
    EXPECT_LT(peer.rest().size(), large->size());
}

TEST(Server, SendsALargeAnswerWhole) {
    auto large = std::make_shared<const std::string>(std::size_t{32} << 20, 'x');
    auto server =
        serve([&](Request&&, Respond respond) { respond(Response{.shared_body = large}); });
    Peer peer(server->port());
    peer.send(std::string(kGet) + std::string(kGet));
    auto responses = peer.responses(2);
    ASSERT_EQ(responses.size(), 2u);
    EXPECT_TRUE(responses[0].body == *large && responses[1].body == *large);
}

TEST(Server, AnswersHeadFromGetWithoutABody) {
    auto server = serve(echo);
    Peer peer(server->port());
    peer.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    auto responses = peer.responses(1, true);
    ASSERT_EQ(responses.size(), 1u);
    EXPECT_EQ(*find_header(responses[0].headers, "content-length"), "7");  // of "GET /a "
    peer.send(kGet);  // nothing of a body was left in between
    EXPECT_EQ(peer.response().body, "GET /a ");
}

TEST(Server, SaysContinueToAPeerThatWaitsForIt) {
    auto server = serve(echo);
    Peer peer(server->port());
    peer.send(
        "POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n"
        "Connection: close\r\n\r\n");
    std::this_thread::sleep_for(20ms);  // or else it may see that the body is there already
    peer.send("hello");
    std::string answer = peer.rest();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
}

TEST(Server, KeepsAnHttp10ConnectionOnlyWhenAsked) {
    auto server = serve(echo);
    Peer once(server->port());
    once.send("GET /a HTTP/1.0\r\nHost: localhost\r\n\r\n");
    EXPECT_THAT(once.rest(), HasSubstr("Connection: close\r\n"));
    Peer kept(server->port());
    for (int i = 0; i < 2; ++i) {
        kept.send("GET /a HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_EQ(*find_header(kept.response().headers, "connection"), "keep-alive");
    }
}

TEST(Server, AnswersFiveHundredWhenTheHandlerDropsARequest) {
    auto server = serve([](Request&& request, Respond respond) {
        if (request.path == "/a") return;
        Response response;
        response.headers.push_back({"Location", "/x\r\nSet-Cookie: split"});
        respond(std::move(response));
    });
    Peer peer(server->port());
    peer.send(kGet);
    Response dropped = peer.response();
    EXPECT_EQ(dropped.status, 500);
    EXPECT_THAT(dropped.body, HasSubstr("urn:mithaq:problem:http-no-answer"));
    peer.send("GET /split HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(peer.response().status, 500);
}

// Collects requests until told to answer them all from its own thread, as the sequencer does.
class Batcher {
  public:
    void operator()(Request&& request, Respond respond) {
        std::lock_guard lock(mutex_);
        waiting_.emplace_back(std::move(request), std::move(respond));
        changed_.notify_all();
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_.size() >= count; });
    }
    void answer_all() {
        std::vector<std::pair<Request, Respond>> batch;
        {
            std::lock_guard lock(mutex_);
            batch.swap(waiting_);
        }
        for (auto& [request, respond] : batch) echo(std::move(request), std::move(respond));
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::pair<Request, Respond>> waiting_;
};

TEST(Server, TakesAnswersFromAnotherThreadInBatches) {
    Batcher batcher;
    auto server = serve(std::ref(batcher));
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 100; ++i) peers.push_back(std::make_unique<Peer>(server->port()));
    for (int round = 0; round < 5; ++round) {
        for (auto& peer : peers) peer->send(kPost);
        batcher.wait_for(peers.size());
        std::jthread sequencer([&] { batcher.answer_all(); });
        for (auto& peer : peers) ASSERT_EQ(peer->response().body, "POST /a hello");
    }
}

TEST(Server, OutlivesPeersThatLeaveAndAnswersThatComeLate) {
    Batcher batcher;
    auto server = serve(std::ref(batcher));
    for (int i = 0; i < 20; ++i) {
        Peer peer(server->port());
        peer.send(kPost);
        batcher.wait_for(static_cast<std::size_t>(i) + 1);
    }
    batcher.answer_all();
    Peer peer(server->port());
    peer.send(kPost);
    batcher.wait_for(1);
    batcher.answer_all();
    EXPECT_EQ(peer.response().status, 200);
}

TEST(Server, StopLetsRequestsInFlightFinish) {
    Batcher batcher;
    auto server = serve(std::ref(batcher));
    Peer idle(server->port());
    Peer busy(server->port());
    busy.send(kPost);
    batcher.wait_for(1);
    std::jthread stopper([&] { server->stop(); });
    EXPECT_EQ(idle.rest(), "");  // closed, so stopping has begun
    batcher.answer_all();
    EXPECT_THAT(busy.rest(), HasSubstr("Connection: close\r\n"));
    stopper.join();
    EXPECT_EQ(server->metrics().connections_open, 0u);
}

TEST(Server, StopLeavesBehindAnAnswerThatNeverComes) {
    Batcher batcher;
    ServerLimits limits;
    limits.stop_max = 50ms;
    auto server = serve(std::ref(batcher), limits);
    Peer peer(server->port());
    peer.send(kPost);
    batcher.wait_for(1);
    server->stop();
    EXPECT_EQ(peer.rest(), "");
    server.reset();
    batcher.answer_all();  // late, and to nobody
}

TEST(Server, TurnsAwayConnectionsOverItsLimit) {
    ServerLimits limits;
    limits.connections_max = 2;
    auto server = serve(echo, limits);
    Peer first(server->port());
    auto second = std::make_unique<Peer>(server->port());
    first.send(kGet);
    second->send(kGet);
    EXPECT_EQ(first.response().status, 200);
    EXPECT_EQ(second->response().status, 200);
    Peer third(server->port());
    third.send(kGet);
    std::string answer = third.rest();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
    EXPECT_THAT(answer, HasSubstr("urn:mithaq:problem:http-too-many-connections"));
    second.reset();
    while (server->metrics().connections_open > 1) std::this_thread::sleep_for(1ms);
    Peer fourth(server->port());
    fourth.send(kGet);
    EXPECT_EQ(fourth.response().status, 200);
}

TEST(Server, DoesNotShareAPort) {
    auto server = serve(echo);
    auto other = Server::listen(server->port(), 1, echo);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().type, "http-listen");
}

// ---------------------------------------------------------------------------------- the client

std::string base_of(const Server& server) {
    return fmt::format("http://127.0.0.1:{}/base/", server.port());
}

TEST(Client, GetsAndPostsOverOneConnection) {
    auto server = serve(echo);
    auto client = Client::open(base_of(*server));
    ASSERT_TRUE(client);
    auto got = client->get("/x?y=1");
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, "GET /base/x ");
    EXPECT_EQ(*got->header("content-type"), "text/plain");
    auto posted = client->post("/x", "text/plain", std::string(100'000, 'z'));
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->body, "POST /base/x " + std::string(100'000, 'z'));
    EXPECT_EQ(client->post("/x", "text/plain", std::string(3'000'000, 'z'))->status, 413);
    EXPECT_EQ(client->get("/again")->status, 200);
    EXPECT_EQ(server->metrics().connections, 2u);  // a refusal closes
}

TEST(Client, SendsAGetOnceMoreWhenTheKeptConnectionDied) {
    ServerLimits limits;
    limits.idle_max = 20ms;
    auto server = serve(echo, limits);
    auto client = Client::open(base_of(*server));
    const auto wait_for_close = [&] {
        while (server->metrics().connections_open > 0) std::this_thread::sleep_for(1ms);
    };
    ASSERT_TRUE(client->get("/"));
    wait_for_close();
    EXPECT_TRUE(client->get("/"));
    wait_for_close();
    auto posted = client->post("/", "text/plain", "x");
    ASSERT_FALSE(posted);
    EXPECT_EQ(posted.error().type, "http-connection-lost");
    EXPECT_TRUE(client->post("/", "text/plain", "x"));
}

TEST(Client, NamesWhatIsWrong) {
    EXPECT_EQ(Client::open("https://example.org").error().code, Errc::unsupported);
    EXPECT_THAT(Client::open("https://example.org").error().message,
                HasSubstr("TLS comes with accounts"));
    for (auto url :
         {"", "localhost:80", "http://", "http://u@localhost", "http://localhost/?a", "http://a b"})
        EXPECT_FALSE(Client::open(url)) << url;
    std::uint16_t port = serve(echo)->port();  // and gone again
    auto closed = Client::open(fmt::format("http://localhost:{}", port));
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->get("/").error().type, "http-connect");
    EXPECT_EQ(closed->get("/a b").error().type, "url");
    EXPECT_EQ(closed->get("/\r\nX: y").error().type, "url");

    Batcher batcher;
    auto silent = serve(std::ref(batcher));
    auto impatient = Client::open(base_of(*silent), {.exchange_max = 50ms});
    EXPECT_EQ(impatient->get("/").error().type, "http-client-timeout");
    batcher.answer_all();
    auto server = serve(echo);
    auto small = Client::open(base_of(*server), {.body_bytes_max = 5});
    EXPECT_EQ(small->get("/").error().type, "http-response-too-large");
}

TEST(Client, ManyAtOnceGetTheirOwnAnswers) {
    Batcher batcher;
    auto server = serve(std::ref(batcher));
    std::atomic<bool> done = false;
    std::jthread sequencer([&] {
        while (!done) batcher.answer_all();
    });
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                auto client = Client::open(base_of(*server));
                for (int i = 0; i < 50; ++i) {
                    auto answer = client->post("/", "text/plain", fmt::format("{}-{}", t, i));
                    ASSERT_TRUE(answer) << answer.error().message;
                    ASSERT_EQ(answer->body, fmt::format("POST /base/ {}-{}", t, i));
                }
            });
    }
    done = true;
}

TEST(ResponseReader, ReadsTheSameSplitAtEveryByte) {
    for (std::string_view whole :
         {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          "HTTP/1.0 200 OK\r\n\r\nhello"}) {
        ResponseReader reader(false, 100);
        std::string held;
        for (char c : whole) {
            held += c;
            auto used = reader.feed(held);
            ASSERT_TRUE(used) << used.error().message;
            held.erase(0, *used);
        }
        EXPECT_TRUE(reader.close());
        EXPECT_EQ(reader.take().body, "hello");
    }
    ResponseReader cut(false, 100);
    ASSERT_TRUE(cut.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"));
    EXPECT_FALSE(cut.close());
}

}  // namespace
}  // namespace mithaq::net
