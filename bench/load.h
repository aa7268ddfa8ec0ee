// A load client for HTTP on loopback: keep-alive connections on one thread of its own.
//
// Closed loop (rate 0): each connection sends its next request when the answer is there. Open loop:
// the k-th request is due at start + k / rate, whatever the server does, and its latency counts
// from then, so a stall is charged to every request that it held up (no coordinated omission).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

#include "base/result.h"

namespace mithaq::bench {

// Seen, not owned: the bytes must stay until the run is over. POST when there is a body, else GET.
struct LoadRequest {
    std::string_view target;
    std::string_view body;
};

struct LoadOptions {
    std::uint16_t port = 0;
    std::size_t connections = 32;
    double rate = 0;                        // requests a second; 0 is the closed loop
    std::uint64_t requests = 0;             // ends after so many, or
    std::chrono::milliseconds duration{0};  // after so long; at least one of them is set
    // Called on the thread of the run, with 0, 1, 2, …
    std::function<LoadRequest(std::uint64_t index)> next_request;
    // May be empty. The body is seen, not owned. Requests are answered in any order.
    std::function<void(std::uint64_t index, int status, std::string_view body)> on_response;
};

struct LoadResult {
    std::uint64_t completed = 0;
    double seconds = 0;      // from the first send to the last answer
    double cpu_seconds = 0;  // of the client's thread
    std::map<int, std::uint64_t> statuses;
    double p50_us = 0, p99_us = 0, p999_us = 0, max_us = 0;

    double rate() const { return seconds > 0 ? static_cast<double>(completed) / seconds : 0; }
};

// Blocks until all is answered. io "load" when a connection fails: then nothing was measured.
// Answers must carry Content-Length.
Result<LoadResult> run_load(const LoadOptions& options);

}  // namespace mithaq::bench
