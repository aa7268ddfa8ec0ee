// multipart/form-data (RFC 7578, RFC 2046 section 5.1), read part by part from a body of any size
// in little memory. As browsers and curl write it, and no looser: nothing before the first boundary
// or behind the last, no white space after one, no transfer encoding.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/spool.h"

namespace mithaq::net {

struct Part {
    std::string name;
    std::optional<std::string> filename;  // UTF-8 without control characters; a name, not a path
    std::string content_type;             // empty when the part has none
};

class Multipart {
  public:
    static constexpr std::size_t kHeaderBytesMax = 4096;  // of one part
    static constexpr std::size_t kNameBytesMax = 512;

    // `content_type` as the request has it, with its boundary. All errors: malformed "multipart".
    static Result<Multipart> open(std::string_view content_type, BodySource source);

    // The next part, past what is left of the one at hand; nothing after the last.
    Result<std::optional<Part>> next();
    // The next bytes of the part, empty at its end; they stay until the next call.
    Result<std::string_view> read();

  private:
    enum class State { content, delimiter, ended };

    Multipart(std::string_view boundary, BodySource source)
        : source_(std::move(source)), delimiter_("\r\n--") {
        delimiter_ += boundary;
    }
    std::string_view held() const { return std::string_view(buffer_).substr(begin_); }
    Result<bool> fill();  // false: the body has no more
    Result<bool> starts_with(std::string_view text);
    Result<std::string> header();
    Result<void> end();

    BodySource source_;
    std::string delimiter_;
    std::string buffer_ = "\r\n";  // so that the first boundary is one like the others
    std::size_t begin_ = 0;        // of what is not used yet
    State state_ = State::delimiter;
};

// Is this Content-Type multipart/form-data?
bool is_multipart(std::string_view content_type);

}  // namespace mithaq::net
