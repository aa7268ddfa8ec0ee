// Requests fed whole, in pieces, and with a spool for their bodies must be judged alike, and what
// passes keeps the server's promises.
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/files_testing.h"
#include "net/http.h"
#include "net/message.h"
#include "net/spool.h"

using namespace mithaq;
using net::RequestReader;

namespace {

// The same request, its body in a file from the 17th byte on.
void read_spooled(std::string_view bytes, std::size_t step, const Result<net::Request>& whole) {
    net::ServerLimits limits;
    limits.header_bytes_max = 1024;
    limits.body_bytes_max = [](std::string_view, std::string_view) { return std::size_t{16}; };
    limits.spool_bytes_max = [](std::string_view, std::string_view) { return std::uint64_t{64}; };
    auto files = std::make_unique<MemoryFiles>();
    MITHAQ_ASSERT(files->make_dir("spool"));
    RequestReader reader(limits,
                         std::make_shared<net::Spool>(std::move(files), "spool", 1, 2 << 20, 0));
    std::string held;
    for (std::size_t at = 0; at < bytes.size() && reader.state() != RequestReader::State::done;
         at += step) {
        held += bytes.substr(at, step);
        held.erase(0, reader.feed(held));
    }
    if (!whole) return;
    MITHAQ_ASSERT(reader.state() == RequestReader::State::done);
    const net::Request request = reader.take();
    MITHAQ_ASSERT((request.body_file != nullptr) == (whole->body.size() > 16));
    net::BodySource source(request, step);
    std::string body;
    for (auto piece = source.read(); !piece.value().empty(); piece = source.read()) body += *piece;
    MITHAQ_ASSERT(body == whole->body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    net::ServerLimits limits;
    limits.header_bytes_max = 1024;  // small, so that a fuzzer reaches them
    limits.body_bytes_max = [](std::string_view, std::string_view) { return std::size_t{64}; };
    auto whole = net::parse_request(bytes, limits);

    const std::size_t step = size % 5 + 1;
    read_spooled(bytes, step, whole);
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
