// The server: one event loop and thread per worker, one coroutine per connection.
//
// A connection lives in its coroutine's frame and is touched by its worker's thread alone. What
// other threads may hold is its Slot: an answer goes into the slot, the slot into the worker's
// Completions, and one posted drain resumes all connections that were answered meanwhile. Slots and
// Completions outlive connection and server, so a late answer finds somebody, or nobody, safely.
//
// Deadlines are a field per connection and one sweep per worker, not a timer per operation.
#include <algorithm>
#include <array>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>
#include <unordered_set>

#include <boost/asio.hpp>
#include <fmt/format.h>

#include "net/http.h"
#include "net/message.h"
#include "net/spool.h"

namespace mithaq::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor =
    asio::io_context::executor_type;  // the concrete one: any_io_executor costs a tenth
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
template <typename T>
using Task = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> kAwait;
constexpr auto kAwaitTuple = asio::as_tuple(kAwait);
constexpr auto kNever = Clock::time_point::max();

constexpr std::size_t kReadBufferBytes = 8 * 1024;
constexpr std::size_t kLingerBytesMax = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kLingerMax{1'000};
constexpr std::size_t kTurningAwayMax = 64;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "";  // the phrase is optional (RFC 9112, section 4)
    }
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

// No handler may split our answer in two by a line end that it took from its input.
bool is_sendable(const Response& response) {
    constexpr std::string_view kForbidden("\r\n\0", 3);
    const auto clean = [&](std::string_view text) {
        return text.find_first_of(kForbidden) == text.npos;
    };
    return clean(response.content_type) && response.status >= 200 && response.status <= 599 &&
           std::ranges::all_of(response.headers, [&](const Header& header) {
               return !header.name.empty() && clean(header.name) && clean(header.value);
           });
}

enum class Persistence { close, keep_alive, keep_alive_http10 };

void write_head(std::string& out, const Response& response, Persistence persistence) {
    auto to = std::back_inserter(out);
    fmt::format_to(to, "HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    if (has_body(response.status)) {
        if (!response.content_type.empty())
            fmt::format_to(to, "Content-Type: {}\r\n", response.content_type);
        fmt::format_to(to, "Content-Length: {}\r\n",
                       response.file ? response.file_bytes : response.payload().size());
    }
    if (persistence == Persistence::close)
        out += "Connection: close\r\n";
    else if (persistence == Persistence::keep_alive_http10)
        out += "Connection: keep-alive\r\n";
    for (const Header& header : response.headers)
        fmt::format_to(to, "{}: {}\r\n", header.name, header.value);
    out += "\r\n";
}

class Connection;
class Completions;

// Where the answer to a connection's one request in flight arrives.
struct Slot {
    enum class Phase { handling, waiting, answered, abandoned };

    std::atomic<Phase> phase{Phase::handling};
    Response response;  // written by who answers before `answered`, read by the connection after it
    std::shared_ptr<Completions> completions;
    Connection* connection = nullptr;  // the worker's thread only; null when it has gone
};

// Slots answered from elsewhere while their connection waits. One post serves a whole batch.
class Completions : public std::enable_shared_from_this<Completions> {
  public:
    explicit Completions(asio::io_context& context) : context_(&context) {}

    void push(std::shared_ptr<Slot> slot) {
        std::lock_guard lock(mutex_);
        if (!context_) return;
        ready_.push_back(std::move(slot));
        if (ready_.size() == 1)
            asio::post(*context_, [self = shared_from_this()] { self->drain(); });
    }

    void close() {  // the context is about to go
        std::lock_guard lock(mutex_);
        context_ = nullptr;
        ready_.clear();
    }

  private:
    void drain();

    std::mutex mutex_;
    asio::io_context* context_;
    std::vector<std::shared_ptr<Slot>> ready_;
    std::vector<std::shared_ptr<Slot>> draining_;  // kept for its memory
};

// The one right to answer a request; it answers 500 itself when it is dropped.
class Responder {
  public:
    explicit Responder(std::shared_ptr<Slot> slot) : slot_(std::move(slot)) {}
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&&) = delete;
    ~Responder() {
        if (slot_)
            answer(
                refusal_response(kNoAnswer, "The server gave this request up; its log says why."));
    }

    void operator()(Response response) {
        MITHAQ_ASSERT(slot_ != nullptr);  // answered twice
        answer(std::move(response));
    }

  private:
    void answer(Response response) {
        std::shared_ptr<Slot> slot = std::move(slot_);
        slot->response = std::move(response);
        auto before = slot->phase.exchange(Slot::Phase::answered, std::memory_order_acq_rel);
        if (before != Slot::Phase::waiting) return;  // it looks by itself, or has gone
        std::shared_ptr<Completions> completions = slot->completions;
        completions->push(std::move(slot));
    }

    std::shared_ptr<Slot> slot_;
};

// What all workers share. Each task (an acceptor or a connection) is counted, so stop() can wait.
struct Shared {
    Handler handler;
    ServerLimits limits;
    std::shared_ptr<Spool> spool;  // null: no body goes to a file
    ServerMetrics metrics;
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t tasks = 0;
    std::atomic<std::uint64_t> turning_away{0};
};

class TaskCount {
  public:
    // `also` is a count of one kind of task, or null.
    TaskCount(Shared& shared, std::atomic<std::uint64_t>* also) : shared_(&shared), also_(also) {
        if (also_) also_->fetch_add(1);
        std::lock_guard lock(shared.mutex);
        ++shared.tasks;
    }
    TaskCount(TaskCount&& other) noexcept
        : shared_(std::exchange(other.shared_, nullptr)), also_(other.also_) {}
    TaskCount& operator=(TaskCount&&) = delete;
    ~TaskCount() {
        if (!shared_) return;
        if (also_) also_->fetch_sub(1);
        std::lock_guard lock(shared_->mutex);
        --shared_->tasks;
        shared_->changed.notify_all();
    }

  private:
    Shared* shared_;
    std::atomic<std::uint64_t>* also_;
};

struct Worker {
    explicit Worker(Shared& shared_by_all)
        : shared(shared_by_all), completions(std::make_shared<Completions>(context)) {}

    Shared& shared;
    asio::io_context context{1};
    asio::executor_work_guard<Executor> work{context.get_executor()};
    Timer sweep_timer{context.get_executor()};
    std::shared_ptr<Completions> completions;
    std::unordered_set<Connection*> connections;  // this thread only, as is `stopping`
    bool stopping = false;
    std::thread thread;
};

class Connection {
  public:
    Connection(Worker& worker, Socket socket)
        : worker_(worker),
          limits_(worker.shared.limits),
          socket_(std::move(socket)),
          reader_(limits_, worker.shared.spool),
          slot_(std::make_shared<Slot>()),
          buffer_(kReadBufferBytes) {
        slot_->completions = worker.completions;
        slot_->connection = this;
        worker_.connections.insert(this);
    }
    ~Connection() {
        slot_->connection = nullptr;
        worker_.connections.erase(this);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Task<void> run();
    Task<void> turn_away();

    // The answer has come (or never will): continues the coroutine, here and now.
    void resume() {
        if (auto resume = std::exchange(resume_, nullptr)) resume();
    }
    void check_deadline(Clock::time_point now) {
        if (now < deadline_) return;
        deadline_ = kNever;
        timed_out_ = true;
        cancel();
    }
    // Between requests: close. Otherwise let the request in flight finish.
    void finish() {
        if (idle_) abort();
    }
    void abort() {
        aborted_ = true;
        cancel();
        if (!resume_) return;
        slot_->phase.store(Slot::Phase::abandoned, std::memory_order_release);
        resume();
    }

  private:
    enum class Read { request, refused, timed_out, closed };

    Task<Read> read_request();
    Task<bool> receive();
    Task<void> wait_for_answer();
    Task<bool> write_rest(std::size_t sent);
    Task<bool> write_file();
    void read_on(std::size_t bytes);
    Task<void> refuse(const Refusal& refusal, std::string detail);
    Task<void> linger();
    void prepare(Response response, Persistence persistence, bool head);
    std::array<asio::const_buffer, 2> unsent(std::size_t sent) const;
    void make_room();
    std::string_view buffered() const { return {buffer_.data() + begin_, end_ - begin_}; }
    void set_deadline(std::chrono::milliseconds wait) {
        deadline_ = Clock::now() + wait;
        timed_out_ = false;
    }
    // A transfer begins, and goes on: each stretch has its time, all of them have transfer_max.
    void begin_transfer(std::chrono::milliseconds stretch) {
        transfer_end_ = Clock::now() + limits_.transfer_max;
        moved_ = 0;
        set_deadline(stretch);
    }
    void go_on(std::chrono::milliseconds stretch) {
        deadline_ = std::min(Clock::now() + stretch, transfer_end_);
    }
    void cancel() {
        error_code ignored;
        socket_.cancel(ignored);
    }

    Worker& worker_;
    const ServerLimits& limits_;
    Socket socket_;
    RequestReader reader_;
    std::shared_ptr<Slot> slot_;
    std::move_only_function<void()> resume_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // what is read and not used yet: [begin_, end_) of buffer_
    std::size_t end_ = 0;
    Response response_;
    std::string head_;
    std::string_view payload_;
    std::uint64_t file_bytes_ = 0;  // of response_.file, to be sent behind the head
    Clock::time_point deadline_ = kNever;
    Clock::time_point transfer_end_ = kNever;
    std::size_t moved_ = 0;  // of the stretch at hand
    bool timed_out_ = false;
    bool aborted_ = false;
    bool idle_ = false;
};

void Completions::drain() {
    {
        std::lock_guard lock(mutex_);
        draining_.swap(ready_);
    }
    for (const auto& slot : draining_)
        if (slot->connection) slot->connection->resume();
    draining_.clear();
}

Task<void> Connection::run() {
    error_code ec;
    const tcp::endpoint peer = socket_.remote_endpoint(ec);
    const bool from_loopback = !ec && peer.address().is_loopback();
    socket_.set_option(tcp::no_delay(true), ec);
    socket_.non_blocking(true, ec);
    set_deadline(limits_.read_max);
    while (!ec) {
        const Read read = co_await read_request();
        if (read == Read::closed) co_return;
        if (read == Read::timed_out) {
            std::string detail = "The request did not arrive whole within the time given.";
            co_await refuse(kTimeout, std::move(detail));
            co_return;
        }
        if (read == Read::refused) {
            std::string detail = reader_.detail();
            co_await refuse(reader_.refusal(), std::move(detail));
            co_return;
        }
        Request request = reader_.take();
        request.from_loopback = from_loopback;
        deadline_ = kNever;
        slot_->phase.store(Slot::Phase::handling, std::memory_order_relaxed);
        worker_.shared.metrics.requests.fetch_add(1, std::memory_order_relaxed);
        worker_.shared.handler(std::move(request), Respond(Responder(slot_)));
        if (slot_->phase.load(std::memory_order_acquire) != Slot::Phase::answered)
            co_await wait_for_answer();
        if (aborted_) co_return;

        const bool keep_alive = reader_.keep_alive() && !worker_.stopping;
        const Persistence persistence = !keep_alive        ? Persistence::close
                                        : reader_.http10() ? Persistence::keep_alive_http10
                                                           : Persistence::keep_alive;
        prepare(std::move(slot_->response), persistence, reader_.head());
        // Nearly always the socket takes all at once, and no coroutine need be suspended.
        const auto parts = unsent(0);
        const std::size_t sent = socket_.write_some(parts, ec);
        if (ec == asio::error::would_block) ec = {};
        if (ec) co_return;
        if (sent < head_.size() + payload_.size() && !co_await write_rest(sent)) co_return;
        if (file_bytes_ > 0 && !co_await write_file()) co_return;
        if (!keep_alive) {
            co_await linger();
            co_return;
        }
        set_deadline(limits_.idle_max);
    }
}

// Over the limit of connections: says so, without reading the request.
Task<void> Connection::turn_away() {
    error_code ec;
    socket_.non_blocking(true, ec);
    std::string detail = fmt::format("All {} connections are taken; come back in a moment.",
                                     limits_.connections_max);
    co_await refuse(kTooManyConnections, std::move(detail));
}

Task<Connection::Read> Connection::read_request() {
    bool continued = false;
    auto state = RequestReader::State::header;
    idle_ = true;
    if (worker_.stopping) co_return Read::closed;
    while (true) {
        if (begin_ < end_) {
            const std::size_t used = reader_.feed(buffered());
            begin_ += used;
            const auto now = reader_.state();
            if (now == RequestReader::State::done) {
                idle_ = false;
                co_return Read::request;
            }
            if (now == RequestReader::State::refused) co_return Read::refused;
            if (idle_ || now != state)
                begin_transfer(limits_.read_max);
            else if (now == RequestReader::State::body)
                read_on(used);
            idle_ = false;
            state = now;
        }
        if (reader_.wants_continue() && !continued) {
            continued = true;
            const auto interim = asio::buffer(kContinue);
            auto [ec, sent] = co_await asio::async_write(socket_, interim, kAwaitTuple);
            if (ec) co_return Read::closed;
        }
        if (!co_await receive())
            co_return timed_out_ && !idle_ && !aborted_ ? Read::timed_out : Read::closed;
    }
}

void Connection::read_on(std::size_t bytes) {
    moved_ += bytes;
    if (moved_ < limits_.stretch_bytes) return;
    moved_ = 0;
    go_on(limits_.read_max);
}

Task<bool> Connection::receive() {
    // A cancellation finds nothing to cancel when the operation's end is queued already, so who
    // cancels leaves a mark, and it is looked at before and after.
    if (aborted_ || timed_out_) co_return false;
    make_room();
    const auto room = asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
    auto [ec, size] = co_await socket_.async_read_some(room, kAwaitTuple);
    end_ += size;
    co_return !ec && !aborted_ && !timed_out_;
}

// The buffer begins at 8 KiB and grows to hold a larger header, never past the limit of headers.
void Connection::make_room() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ < buffer_.size()) return;
    if (begin_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= begin_;
        begin_ = 0;
    } else {
        buffer_.resize(std::max(limits_.header_bytes_max, kReadBufferBytes) + kReadBufferBytes);
    }
}

Task<void> Connection::wait_for_answer() {
    auto park = [this](auto handler) {
        resume_ = [waiting = std::move(handler)]() mutable { std::move(waiting)(); };
        auto phase = Slot::Phase::handling;
        if (slot_->phase.compare_exchange_strong(phase, Slot::Phase::waiting,
                                                 std::memory_order_acq_rel))
            return;
        // Answered just now; not to be continued from inside its own suspension.
        asio::post(worker_.context, [slot = slot_] {
            if (slot->connection) slot->connection->resume();
        });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(park, kAwait);
}

void Connection::prepare(Response response, Persistence persistence, bool head) {
    response_ = is_sendable(response)
                    ? std::move(response)
                    : refusal_response(kNoAnswer, "The answer could not be put into HTTP.");
    head_.clear();
    write_head(head_, response_, persistence);
    const bool with_body = has_body(response_.status) && !head;
    payload_ = with_body && !response_.file ? response_.payload() : std::string_view();
    file_bytes_ = with_body && response_.file ? response_.file_bytes : 0;
}

// At most a stretch of it.
std::array<asio::const_buffer, 2> Connection::unsent(std::size_t sent) const {
    const std::size_t of_head = std::min(sent, head_.size());
    return {asio::buffer(head_) + of_head,
            asio::buffer(asio::buffer(payload_) + (sent - of_head), limits_.stretch_bytes)};
}

Task<bool> Connection::write_rest(std::size_t sent) {
    begin_transfer(limits_.write_max);
    while (sent < head_.size() + payload_.size()) {
        const auto parts = unsent(sent);
        auto [ec, size] = co_await asio::async_write(socket_, parts, kAwaitTuple);
        if (ec || aborted_ || timed_out_) co_return false;
        sent += size;
        go_on(limits_.write_max);
    }
    co_return true;
}

// The head has promised its length: a file that turns out shorter ends the connection.
Task<bool> Connection::write_file() {
    begin_transfer(limits_.write_max);
    for (std::uint64_t at = 0; at < file_bytes_;) {
        const auto length = std::min<std::uint64_t>(limits_.stretch_bytes, file_bytes_ - at);
        const auto piece = response_.file->read(at, static_cast<std::size_t>(length));
        if (!piece || piece->size() != length) co_return false;
        auto [ec, size] = co_await asio::async_write(socket_, asio::buffer(*piece), kAwaitTuple);
        if (ec || aborted_ || timed_out_) co_return false;
        at += size;
        go_on(limits_.write_max);
    }
    response_.file.reset();
    co_return true;
}

Task<void> Connection::refuse(const Refusal& refusal, std::string detail) {
    worker_.shared.metrics.refused.fetch_add(1, std::memory_order_relaxed);
    prepare(refusal_response(refusal, detail), Persistence::close, false);
    if (co_await write_rest(0)) co_await linger();
}

// Closing while bytes of the peer are unread resets the connection, and the reset may overtake our
// last answer: say that we are done, then read the peer out for a moment.
Task<void> Connection::linger() {
    if (worker_.stopping) co_return;
    idle_ = true;  // nobody waits for us any more, stop() least of all
    error_code ec;
    socket_.shutdown(tcp::socket::shutdown_send, ec);
    set_deadline(kLingerMax);
    for (std::size_t read = 0; !ec && read < kLingerBytesMax; read += end_) {
        begin_ = end_ = 0;
        if (!co_await receive()) co_return;
    }
}

Task<void> serve(Worker& worker, Socket socket, TaskCount) {
    if (worker.stopping) co_return;
    Connection connection(worker, std::move(socket));
    co_await connection.run();
}

Task<void> turn_away(Worker& worker, Socket socket, TaskCount) {
    if (worker.stopping) co_return;
    Connection connection(worker, std::move(socket));
    co_await connection.turn_away();
}

Task<void> sweep(Worker& worker, std::chrono::milliseconds interval) {
    while (true) {
        worker.sweep_timer.expires_after(interval);
        auto [ec] = co_await worker.sweep_timer.async_wait(kAwaitTuple);
        if (ec) co_return;
        const auto now = Clock::now();
        for (Connection* connection : worker.connections) connection->check_deadline(now);
    }
}

// An exception in a coroutine is a bug, and a bug stops the process.
void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

Result<Acceptor> bind(asio::io_context& context, const tcp::endpoint& endpoint) {
    error_code ec;
    Acceptor acceptor(context.get_executor());
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(true), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    if (!ec) acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    if (!ec) return acceptor;
    const bool absent = ec == asio::error::address_family_not_supported ||
                        ec == boost::system::errc::address_not_available;
    return err(absent ? Errc::not_found : Errc::io, "http-listen",
               fmt::format("cannot listen on {} port {}: {}", endpoint.address().to_string(),
                           endpoint.port(), ec.message()));
}

class AsioServer final : public Server {
  public:
    AsioServer(Handler handler, ServerLimits limits) {
        shared_.handler = std::move(handler);
        shared_.limits = std::move(limits);
        const ServerLimits& kept = shared_.limits;
        if (!kept.spool_dir.empty())
            shared_.spool = std::make_shared<Spool>(std::make_unique<PosixFiles>(), kept.spool_dir,
                                                    kept.spool_files_max, kept.spool_bytes_all_max,
                                                    kept.spool_free_bytes_min);
    }
    ~AsioServer() override { AsioServer::stop(); }

    Result<void> start(std::uint16_t port, unsigned threads);
    std::uint16_t port() const override { return port_; }
    const ServerMetrics& metrics() const override { return shared_.metrics; }
    void stop() override;

  private:
    Result<void> bind_all(std::uint16_t port);
    Task<void> accept(Acceptor& acceptor, TaskCount);
    void admit(Worker& worker, Socket socket);

    Shared shared_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::vector<Acceptor> acceptors_;  // the first worker's, as is `next_worker_`
    std::size_t next_worker_ = 0;
    std::uint16_t port_ = 0;
    bool running_ = false;
};

Result<void> AsioServer::bind_all(std::uint16_t port) {
    acceptors_.clear();
    auto& context = workers_.front()->context;
    MITHAQ_TRY(auto v4, bind(context, tcp::endpoint(asio::ip::address_v4::loopback(), port)));
    port_ = v4.local_endpoint().port();
    acceptors_.push_back(std::move(v4));
    auto v6 = bind(context, tcp::endpoint(asio::ip::address_v6::loopback(), port_));
    if (v6)
        acceptors_.push_back(std::move(*v6));
    else if (v6.error().code != Errc::not_found)
        return std::unexpected(v6.error());
    return {};
}

Result<void> AsioServer::start(std::uint16_t port, unsigned threads) {
    for (unsigned i = 0; i < std::max(threads, 1u); ++i)
        workers_.push_back(std::make_unique<Worker>(shared_));
    // A free port of 127.0.0.1 may be somebody else's on ::1; then another is as good.
    auto bound = bind_all(port);
    for (int tries = 0; !bound && port == 0 && tries < 10; ++tries) bound = bind_all(port);
    MITHAQ_CHECK(std::move(bound));

    const ServerLimits& limits = shared_.limits;
    const auto shortest = std::min({limits.read_max, limits.idle_max, limits.write_max});
    const auto interval =
        std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(1'000));
    for (Acceptor& acceptor : acceptors_)
        asio::co_spawn(acceptor.get_executor(), accept(acceptor, TaskCount(shared_, nullptr)),
                       rethrow);
    running_ = true;
    for (auto& worker : workers_) {
        asio::co_spawn(worker->context.get_executor(), sweep(*worker, interval), rethrow);
        worker->thread = std::thread([&context = worker->context] { context.run(); });
    }
    return {};
}

Task<void> AsioServer::accept(Acceptor& acceptor, TaskCount) {
    Worker& own = *workers_.front();
    Timer pause(own.context.get_executor());
    while (acceptor.is_open()) {
        Worker& worker = *workers_[next_worker_++ % workers_.size()];
        const auto executor = worker.context.get_executor();
        auto [ec, socket] = co_await acceptor.async_accept(executor, kAwaitTuple);
        if (own.stopping) co_return;
        if (!ec) {
            admit(worker, std::move(socket));
        } else {  // out of descriptors, or the peer left at once: not a reason to stop listening
            pause.expires_after(std::chrono::milliseconds(20));
            co_await pause.async_wait(kAwaitTuple);
        }
    }
}

void AsioServer::admit(Worker& worker, Socket socket) {
    ServerMetrics& metrics = shared_.metrics;
    metrics.connections.fetch_add(1, std::memory_order_relaxed);
    const auto executor = worker.context.get_executor();
    // The sums are only raised here, on one thread, so the limits hold.
    if (metrics.connections_open.load() < shared_.limits.connections_max) {
        TaskCount counted(shared_, &metrics.connections_open);
        asio::co_spawn(executor, serve(worker, std::move(socket), std::move(counted)), rethrow);
    } else if (shared_.turning_away.load() < kTurningAwayMax) {
        TaskCount counted(shared_, &shared_.turning_away);
        asio::co_spawn(executor, turn_away(worker, std::move(socket), std::move(counted)), rethrow);
    } else {
        metrics.refused.fetch_add(1, std::memory_order_relaxed);
    }
}

void AsioServer::stop() {
    if (!running_) return;
    running_ = false;
    for (auto& worker : workers_)
        asio::post(worker->context, [this, &worker = *worker] {
            worker.stopping = true;
            if (&worker == workers_.front().get())
                for (Acceptor& acceptor : acceptors_) {
                    error_code ignored;
                    acceptor.close(ignored);
                }
            for (Connection* connection : worker.connections) connection->finish();
        });
    const auto all_gone = [this] { return shared_.tasks == 0; };
    std::unique_lock lock(shared_.mutex);
    if (!shared_.changed.wait_for(lock, shared_.limits.stop_max, all_gone)) {
        for (auto& worker : workers_)
            asio::post(worker->context, [&worker = *worker] {
                const std::vector<Connection*> left(worker.connections.begin(),
                                                    worker.connections.end());
                for (Connection* connection : left) connection->abort();  // ends no other
            });
        shared_.changed.wait(lock, all_gone);
    }
    lock.unlock();
    for (auto& worker : workers_) {
        worker->completions->close();
        worker->context.stop();
        worker->thread.join();
    }
}

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(std::uint16_t port, unsigned threads,
                                               Handler handler, ServerLimits limits) {
    auto server = std::make_unique<AsioServer>(std::move(handler), std::move(limits));
    MITHAQ_CHECK(server->start(port, threads));
    return server;
}

}  // namespace mithaq::net
