// Any body read whole and in pieces gives the same parts, or the same fault; what passes keeps the
// reader's promises.
#include "net/multipart.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/utf8.h"

using namespace mithaq;

namespace {

struct Found {
    std::vector<std::string> parts;  // name, filename, type, content of each
    std::string fault;
};

Found read_all(std::string_view type, std::string_view body, std::size_t piece) {
    Found out;
    const auto fault = [&](const Error& error) {
        out.fault = error.message;
        return out;
    };
    auto reader = net::Multipart::open(type, net::BodySource(body, piece));
    if (!reader) return fault(reader.error());
    while (true) {
        auto part = reader->next();
        if (!part) return fault(part.error());
        if (!*part) return out;
        for (const std::string& text : {(*part)->name, (*part)->filename.value_or("")}) {
            MITHAQ_ASSERT(text.size() <= net::Multipart::kNameBytesMax && is_utf8(text));
            MITHAQ_ASSERT(text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos);
        }
        std::string content;
        while (true) {
            auto more = reader->read();
            if (!more) return fault(more.error());
            if (more->empty()) break;
            content += *more;
        }
        out.parts.insert(out.parts.end(), {(*part)->name, (*part)->filename.value_or("-"),
                                           (*part)->content_type, std::move(content)});
    }
}

}  // namespace

// The input is the request's Content-Type, a line end, its body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t line = std::min(bytes.find('\n'), size);
    const std::string_view type = bytes.substr(0, line);
    const std::string_view body = bytes.substr(std::min(line + 1, size));
    const Found whole = read_all(type, body, std::size_t{1} << 20);
    for (std::size_t piece : {std::size_t{1}, size % 7 + 2}) {
        const Found pieces = read_all(type, body, piece);
        MITHAQ_ASSERT(pieces.fault == whole.fault);
        MITHAQ_ASSERT(!whole.fault.empty() || pieces.parts == whole.parts);
    }
    return 0;
}
