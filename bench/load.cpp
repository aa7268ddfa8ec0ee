#include "load.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <time.h>
#include <vector>

#include <boost/asio.hpp>
#include <fmt/format.h>

namespace mithaq::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <typename T>
using Task = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> kAwait;
constexpr auto kAwaitTuple = asio::as_tuple(kAwait);

double thread_cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Answer {
    int status = 0;
    std::size_t head_size = 0;  // 0: not all there yet
    std::size_t body_size = 0;
};

// Knows our own server's way of writing; a lean client leaves the processor to what is measured.
Answer read_head(std::string_view bytes) {
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    Answer answer;
    std::size_t end = bytes.find("\r\n\r\n");
    std::size_t length = bytes.substr(0, end).find(kLength);
    if (end == bytes.npos || bytes.size() < 12) return answer;
    std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
    if (length != bytes.npos)
        std::from_chars(bytes.data() + length + kLength.size(), bytes.data() + end,
                        answer.body_size);
    answer.head_size = end + 4;
    return answer;
}

class Run {
  public:
    explicit Run(const LoadOptions& options) : options_(options) {}

    Result<LoadResult> run();

  private:
    Task<void> send_requests(Socket socket);
    bool take_next(std::uint64_t& index, Clock::time_point& due);
    LoadResult summary();
    void fail(error_code ec) {
        if (!failure_) failure_ = ec;
        context_.stop();
    }

    const LoadOptions& options_;
    asio::io_context context_{1};
    std::uint64_t next_ = 0;
    Clock::time_point start_;
    Clock::time_point last_;
    std::vector<std::uint64_t> latencies_ns_;
    std::map<int, std::uint64_t> statuses_;
    error_code failure_;
};

// False when the run is to end.
bool Run::take_next(std::uint64_t& index, Clock::time_point& due) {
    if (options_.requests > 0 && next_ >= options_.requests) return false;
    due = Clock::now();
    if (options_.rate > 0)
        due = start_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                           static_cast<double>(next_) / options_.rate));
    if (options_.duration.count() > 0 && due - start_ >= options_.duration) return false;
    index = next_++;
    return true;
}

Task<void> Run::send_requests(Socket socket) {
    Timer timer(context_.get_executor());
    std::string out;
    std::string in(16 * 1024, '\0');
    std::uint64_t index = 0;
    Clock::time_point due;
    while (take_next(index, due)) {
        if (options_.rate > 0 && due > Clock::now()) {
            timer.expires_at(due);
            co_await timer.async_wait(kAwaitTuple);
        }
        const LoadRequest request = options_.next_request(index);
        out.clear();
        auto to = std::back_inserter(out);
        if (request.body.empty())
            fmt::format_to(to, "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", request.target,
                           options_.port);
        else
            fmt::format_to(
                to,
                "POST {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n"
                "Content-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\r\n{}",
                request.target, options_.port, request.body.size(), request.body);
        const auto bytes = asio::buffer(out);
        auto [write_error, written] = co_await asio::async_write(socket, bytes, kAwaitTuple);
        if (write_error) co_return fail(write_error);
        Answer answer;
        std::size_t held = 0;
        while (answer.head_size == 0 || held < answer.head_size + answer.body_size) {
            if (held == in.size()) in.resize(2 * in.size());
            const auto room = asio::buffer(in.data() + held, in.size() - held);
            auto [ec, size] = co_await socket.async_read_some(room, kAwaitTuple);
            if (ec) co_return fail(ec);
            held += size;
            if (answer.head_size == 0) answer = read_head(std::string_view(in.data(), held));
        }
        last_ = Clock::now();
        latencies_ns_.push_back(static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::nanoseconds>(last_ - due).count()));
        ++statuses_[answer.status];
        if (options_.on_response)
            options_.on_response(index, answer.status,
                                 std::string_view(in).substr(answer.head_size, answer.body_size));
    }
}

LoadResult Run::summary() {
    LoadResult result;
    result.completed = latencies_ns_.size();
    result.seconds = std::chrono::duration<double>(last_ - start_).count();
    result.statuses = statuses_;
    std::ranges::sort(latencies_ns_);
    const auto at = [&](double share) {
        if (latencies_ns_.empty()) return 0.0;
        auto rank = static_cast<std::size_t>(share * static_cast<double>(latencies_ns_.size()));
        return static_cast<double>(latencies_ns_[std::min(rank, latencies_ns_.size() - 1)]) / 1000;
    };
    result.p50_us = at(0.5);
    result.p99_us = at(0.99);
    result.p999_us = at(0.999);
    result.max_us = at(1);
    return result;
}

Result<LoadResult> Run::run() {
    MITHAQ_ASSERT(options_.requests > 0 || options_.duration.count() > 0);
    const double cpu_before = thread_cpu_seconds();
    std::vector<Socket> sockets;
    const tcp::endpoint server(asio::ip::address_v4::loopback(), options_.port);
    for (std::size_t i = 0; i < options_.connections; ++i) {
        Socket& socket = sockets.emplace_back(context_.get_executor());
        socket.connect(server, failure_);
        if (!failure_) socket.set_option(tcp::no_delay(true), failure_);
        if (failure_) return err(Errc::io, "load", "cannot connect: " + failure_.message());
    }
    last_ = start_ = Clock::now();
    for (Socket& socket : sockets)
        asio::co_spawn(context_.get_executor(), send_requests(std::move(socket)),
                       [](std::exception_ptr error) {
                           if (error) std::rethrow_exception(error);
                       });
    context_.run();
    if (failure_) return err(Errc::io, "load", "a connection failed: " + failure_.message());
    LoadResult result = summary();
    result.cpu_seconds = thread_cpu_seconds() - cpu_before;
    return result;
}

}  // namespace

Result<LoadResult> run_load(const LoadOptions& options) {
    return Run(options).run();
}

}  // namespace mithaq::bench
