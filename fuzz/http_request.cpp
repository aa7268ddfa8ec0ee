// Requests fed whole and in pieces must be judged alike, and what passes keeps the server's
// promises.
#include <algorithm>
#include <cstdint>
#include <string>

#include "net/http.h"
#include "net/message.h"

using namespace mithaq;
using net::RequestReader;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    net::ServerLimits limits;
    limits.header_bytes_max = 1024;  // small, so that a fuzzer reaches them
    limits.body_bytes_max = [](std::string_view, std::string_view) { return std::size_t{64}; };
    auto whole = net::parse_request(bytes, limits);

    const std::size_t step = size % 5 + 1;
    RequestReader reader(limits);
    std::string held;
    std::size_t offered = 0;
    while (offered < size && (reader.state() == RequestReader::State::header ||
                              reader.state() == RequestReader::State::body)) {
        held += bytes.substr(offered, step);
        offered = std::min(size, offered + step);
        held.erase(0, reader.feed(held));
    }
    const bool trailing = !held.empty() || offered < size;
    if (reader.state() == RequestReader::State::refused) {
        MITHAQ_ASSERT(!whole);
        return 0;
    }
    const bool done = reader.state() == RequestReader::State::done;
    MITHAQ_ASSERT(whole.has_value() == (done && !trailing));
    if (!whole) return 0;

    net::Request request = reader.take();
    MITHAQ_ASSERT(request.target == whole->target && request.body == whole->body);
    MITHAQ_ASSERT(request.headers == whole->headers);
    MITHAQ_ASSERT(request.path.starts_with('/') && !request.path.contains('%'));
    MITHAQ_ASSERT(request.body.size() <= 64);
    for (const net::Header& header : request.headers)
        for (const std::string& text : {header.name, header.value})
            MITHAQ_ASSERT(text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos);
    (void)request.query("q");
    return 0;
}
