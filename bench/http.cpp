// How many requests does the server answer: keep-alive POST of 1 KB, an answer of 64 B, answered by
// the handler itself or by another thread in batches (as the sequencer does).
//   bench_http [--smoke] [--threads N] [--connections N]
// Client and server share the machine, so besides the rate over the wall it gives the processor
// time that the server's side took per request, which a busy machine disturbs less.
#include "net/http.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "load.h"

namespace {

using namespace mithaq;

double process_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

net::Response answer_of(const net::Request& request) {
    net::Response response;
    response.content_type = "application/octet-stream";
    response.body = request.body.substr(0, 64);
    return response;
}

// One thread that answers whatever has come in meanwhile.
class Sequencer {
  public:
    Sequencer() : thread_([this](std::stop_token stop) { run(stop); }) {}

    void add(net::Request&& request, net::Respond respond) {
        std::lock_guard lock(mutex_);
        waiting_.emplace_back(std::move(request), std::move(respond));
        if (waiting_.size() == 1) changed_.notify_one();
    }

  private:
    void run(std::stop_token stop) {
        std::vector<std::pair<net::Request, net::Respond>> batch;
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, stop, [&] { return !waiting_.empty(); });
                batch.swap(waiting_);
            }
            for (auto& [request, respond] : batch) respond(answer_of(request));
            batch.clear();
        }
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<std::pair<net::Request, net::Respond>> waiting_;
    std::jthread thread_;
};

struct Options {
    bool smoke = false;
    unsigned threads = 1;
    unsigned connections = 64;
};

bool measure(const char* name, const Options& options, net::Handler handler) {
    auto server = net::Server::listen(0, options.threads, std::move(handler));
    if (!server) return std::fprintf(stderr, "%s\n", server.error().message.c_str()), false;

    const std::string body(1024, 'x');
    bench::LoadOptions load;
    load.port = (*server)->port();
    load.connections = options.connections;
    load.next_request = [&](std::uint64_t) { return bench::LoadRequest{"/echo", body}; };
    // Equality first, and a warm server.
    bool equal = true;
    load.requests = options.smoke ? 200 : 20'000;
    load.on_response = [&](std::uint64_t, int status, std::string_view text) {
        equal = equal && status == 200 && text == std::string_view(body).substr(0, 64);
    };
    auto warm = bench::run_load(load);
    if (!warm) return std::fprintf(stderr, "%s\n", warm.error().message.c_str()), false;
    if (!equal) return std::fprintf(stderr, "%s: a wrong answer\n", name), false;

    load.on_response = nullptr;
    load.requests = options.smoke ? 1'000 : 200'000;
    std::vector<double> rates, server_us, p99;
    for (int run = 0; run < 5; ++run) {
        const double before = process_cpu_seconds();
        auto result = bench::run_load(load);
        if (!result) return std::fprintf(stderr, "%s\n", result.error().message.c_str()), false;
        const double spent = process_cpu_seconds() - before - result->cpu_seconds;
        rates.push_back(result->rate());
        server_us.push_back(1e6 * spent / static_cast<double>(result->completed));
        p99.push_back(result->p99_us);
    }
    for (auto* values : {&rates, &server_us, &p99}) std::ranges::sort(*values);
    fmt::print(
        "{:<22} {:>8.0f} requests/s ({:.0f}..{:.0f})  server {:.2f} us of processor each "
        "({:.2f}..{:.2f})  p99 {:.0f} us\n",
        name, rates[2], rates[0], rates[4], server_us[2], server_us[0], server_us[4], p99[2]);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view flag = argv[i];
        unsigned* number = flag == "--threads"       ? &options.threads
                           : flag == "--connections" ? &options.connections
                                                     : nullptr;
        if (flag == "--smoke") {
            options.smoke = true;
        } else if (number && i + 1 < argc) {
            const char* text = argv[++i];
            std::from_chars(text, text + std::strlen(text), *number);
        } else {
            std::fprintf(stderr, "bench_http [--smoke] [--threads N] [--connections N]\n");
            return 2;
        }
    }
    const auto at_once = [](net::Request&& request, net::Respond respond) {
        respond(answer_of(request));
    };
    Sequencer sequencer;
    const auto in_batches = [&](net::Request&& request, net::Respond respond) {
        sequencer.add(std::move(request), std::move(respond));
    };
    return measure("answered at once", options, at_once) &&
                   measure("answered in batches", options, in_batches)
               ? 0
               : 1;
}
