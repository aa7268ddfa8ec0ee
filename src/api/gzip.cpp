#include "api/gzip.h"

#include <zlib.h>

#include "base/result.h"
#include "net/ascii.h"

namespace mithaq::api {
namespace {

constexpr std::size_t kWorthItBytes = 1024;
constexpr int kAnswerLevel = 4;

std::string_view trimmed(std::string_view text) {
    auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "q=0", "q=0.0", "q=0.000": not acceptable (RFC 9110, 12.4.2).
bool is_zero(std::string_view weight) {
    return weight.size() > 2 && net::iequals(weight.substr(0, 2), "q=") && weight[2] == '0' &&
           weight.find_first_of("123456789") == weight.npos;
}

}  // namespace

bool accepts_gzip(const net::Request& request) {
    const std::string* header = request.header("Accept-Encoding");
    std::string_view rest = header ? *header : std::string_view();
    bool any = false;
    while (!rest.empty()) {
        std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        auto semicolon = std::min(one.find(';'), one.size());
        std::string_view coding = trimmed(one.substr(0, semicolon));
        bool wanted = !is_zero(trimmed(one.substr(std::min(semicolon + 1, one.size()))));
        if (net::iequals(coding, "gzip")) return wanted;
        if (coding == "*") any = wanted;
    }
    return any;
}

bool is_worth_compressing(std::string_view content_type, std::size_t bytes) {
    if (bytes < kWorthItBytes) return false;
    std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    return type.starts_with("text/") || type == "application/json" ||
           type == "application/problem+json" || type == "image/svg+xml";
}

std::string gzip(std::string_view bytes, int level) {
    z_stream stream{};
    constexpr int kGzipFormat = 16 + 15;  // window bits
    MITHAQ_ASSERT(deflateInit2(&stream, level, Z_DEFLATED, kGzipFormat, 8, Z_DEFAULT_STRATEGY) ==
                  Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    // zlib reads through a pointer to bytes that are not const, and does not write there.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    int ended = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    MITHAQ_ASSERT(ended == Z_STREAM_END);  // deflateBound has said so
    return out;
}

void compress(net::Response& response, bool accepted) {
    if (response.file || net::find_header(response.headers, "Content-Encoding") ||
        !is_worth_compressing(response.content_type, response.payload().size()))
        return;
    response.headers.push_back({"Vary", "Accept-Encoding"});
    if (!accepted) return;
    response.body = gzip(response.payload(), kAnswerLevel);
    response.shared_body.reset();
    response.headers.push_back({"Content-Encoding", "gzip"});
}

}  // namespace mithaq::api
