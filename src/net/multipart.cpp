#include "net/multipart.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "net/ascii.h"

namespace mithaq::net {
namespace {

constexpr std::string_view kMediaType = "multipart/form-data";

std::unexpected<Error> malformed(std::string what) {
    return err(Errc::malformed, "multipart", std::move(what));
}

bool is_token_char(char c) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
           kOthers.contains(c);
}

std::string_view take_token(std::string_view& text) {
    auto end = std::ranges::find_if_not(text, is_token_char);
    std::string_view token = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(token.size());
    return token;
}

void skip_blanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

// A backslash before a quote or a backslash is an escape, as old curl writes it; else it is itself,
// as browsers write it.
Result<std::string> take_quoted(std::string_view& text) {
    std::string out;
    for (std::size_t at = 1; at < text.size(); ++at) {
        char c = text[at];
        if (c == '"') {
            text.remove_prefix(at + 1);
            return out;
        }
        bool escape =
            c == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\');
        out += escape ? text[++at] : c;
    }
    return malformed("a quoted value has no closing quote");
}

// ";name=value;name="value"…", each once; those not asked for are read and left.
struct Parameter {
    std::string_view name;
    std::optional<std::string> value;
};
Result<void> read_parameters(std::string_view text, std::initializer_list<Parameter*> wanted) {
    while (true) {
        skip_blanks(text);
        if (text.empty()) return {};
        if (text[0] != ';') return malformed("a parameter does not begin with ';'");
        text.remove_prefix(1);
        skip_blanks(text);
        std::string_view name = take_token(text);
        if (name.empty() || !text.starts_with('='))
            return malformed("a parameter is no NAME=VALUE");
        text.remove_prefix(1);
        std::string value;
        if (text.starts_with('"')) {
            MITHAQ_TRY(value, take_quoted(text));
        } else {
            value = take_token(text);
            if (value.empty()) return malformed("a parameter has no value");
        }
        for (Parameter* one : wanted)
            if (iequals(one->name, name)) {
                if (one->value) return malformed(std::string(name) + " is there twice");
                one->value = std::move(value);
                break;
            }
    }
}

// Browsers write a quote and line ends inside a name as %22, %0D, %0A, and nothing else so.
std::string decode_name(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string_view three = text.substr(at, 3);
        char c = iequals(three, "%22")   ? '"'
                 : iequals(three, "%0D") ? '\r'
                 : iequals(three, "%0A") ? '\n'
                                         : '\0';
        if (c != '\0') at += 2;
        out += c != '\0' ? c : text[at];
    }
    return out;
}

Result<std::string> checked_name(std::string_view text, std::string_view what) {
    std::string name = decode_name(text);
    bool control = std::ranges::any_of(
        name, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
    if (name.size() > Multipart::kNameBytesMax || control || !is_utf8(name))
        return malformed(std::string(what) +
                         " is not UTF-8 without control characters, of at most 512 bytes");
    return name;
}

Result<void> read_disposition(std::string_view value, Part& part) {
    std::string_view kind = take_token(value);
    if (!iequals(kind, "form-data")) return malformed("a part is not form-data");
    Parameter name{"name", {}};
    Parameter filename{"filename", {}};
    MITHAQ_CHECK(read_parameters(value, {&name, &filename}));
    if (!name.value) return malformed("a part has no name");
    MITHAQ_TRY(part.name, checked_name(*name.value, "a part's name"));
    if (filename.value) {
        MITHAQ_TRY(part.filename, checked_name(*filename.value, "a filename"));
    }
    return {};
}

Result<Part> read_header(std::string_view header) {
    Part part;
    bool disposition = false;
    bool typed = false;
    while (!header.empty()) {
        auto end = std::min(header.find("\r\n"), header.size());
        std::string_view line = header.substr(0, end);
        header.remove_prefix(std::min(end + 2, header.size()));
        std::string_view name = take_token(line);
        if (name.empty() || !line.starts_with(':') ||
            line.find_first_of(std::string_view("\r\n\0", 3)) != line.npos)
            return malformed("a line of a part's header is no NAME: VALUE");
        line.remove_prefix(1);
        skip_blanks(line);
        if (iequals(name, "content-disposition")) {
            if (std::exchange(disposition, true))
                return malformed("Content-Disposition is there twice");
            MITHAQ_CHECK(read_disposition(line, part));
        } else if (iequals(name, "content-type")) {
            if (std::exchange(typed, true)) return malformed("Content-Type is there twice");
            part.content_type = line;
        } else if (iequals(name, "content-transfer-encoding") && !iequals(line, "binary") &&
                   !iequals(line, "8bit") && !iequals(line, "7bit")) {
            return malformed("a part has a transfer encoding; send its bytes as they are");
        }
    }
    if (!disposition) return malformed("a part has no Content-Disposition");
    return part;
}

}  // namespace

bool is_multipart(std::string_view content_type) {
    return iequals(content_type.substr(0, content_type.find_first_of("; \t")), kMediaType);
}

Result<Multipart> Multipart::open(std::string_view content_type, BodySource source) {
    if (!is_multipart(content_type)) return malformed("the body is not multipart/form-data");
    Parameter boundary{"boundary", {}};
    MITHAQ_CHECK(read_parameters(content_type.substr(kMediaType.size()), {&boundary}));
    constexpr std::string_view kOthers = "'()+_,-./:=? ";
    auto allowed = [&](char c) {
        return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') ||
               kOthers.contains(c);
    };
    if (!boundary.value || boundary.value->empty() || boundary.value->size() > 70 ||
        boundary.value->ends_with(' ') || !std::ranges::all_of(*boundary.value, allowed))
        return malformed("Content-Type names no boundary as RFC 2046 has it");
    return Multipart(*boundary.value, std::move(source));
}

Result<bool> Multipart::fill() {
    MITHAQ_TRY(auto more, source_.read());
    buffer_.erase(0, std::exchange(begin_, 0));
    buffer_ += more;
    return !more.empty();
}

Result<bool> Multipart::starts_with(std::string_view text) {
    while (held().size() < text.size()) {
        MITHAQ_TRY(bool more, fill());
        if (!more) return false;
    }
    return held().starts_with(text);
}

Result<std::string_view> Multipart::read() {
    if (state_ != State::content) return std::string_view();
    while (true) {
        auto at = held().find(delimiter_);
        if (at == 0) {
            state_ = State::delimiter;
            return std::string_view();
        }
        // What may be the beginning of a delimiter waits for what follows it.
        if (at == std::string_view::npos && held().size() >= delimiter_.size())
            at = held().size() - delimiter_.size() + 1;
        if (at != std::string_view::npos) {
            std::string_view piece = held().substr(0, at);
            begin_ += at;
            return piece;
        }
        MITHAQ_TRY(bool more, fill());
        if (!more) return malformed("the body ends before its last boundary");
    }
}

Result<std::optional<Part>> Multipart::next() {
    while (state_ == State::content) MITHAQ_CHECK(read());
    if (state_ == State::ended) return std::nullopt;
    MITHAQ_TRY(bool here, starts_with(delimiter_));
    if (!here) return malformed("the body does not begin with its boundary");
    begin_ += delimiter_.size();
    MITHAQ_TRY(bool last, starts_with("--"));
    if (last) {
        MITHAQ_CHECK(end());
        return std::nullopt;
    }
    MITHAQ_TRY(auto text, header());
    MITHAQ_TRY(auto part, read_header(text));
    state_ = State::content;
    return part;
}

// CRLF, then lines, then an empty one.
Result<std::string> Multipart::header() {
    constexpr std::string_view kEnd = "\r\n\r\n";
    MITHAQ_TRY(bool line_end, starts_with("\r\n"));
    if (!line_end) return malformed("something follows a boundary on its line");
    std::size_t at = 0;
    while ((at = held().substr(0, kHeaderBytesMax).find(kEnd)) == std::string_view::npos) {
        if (held().size() >= kHeaderBytesMax)
            return malformed("a part's header has more than 4096 bytes");
        MITHAQ_TRY(bool more, fill());
        if (!more) return malformed("the body ends inside a part's header");
    }
    std::string_view lines = held().substr(0, at);
    lines.remove_prefix(std::min<std::size_t>(2, lines.size()));
    std::string header(lines);
    begin_ += at + kEnd.size();
    return header;
}

Result<void> Multipart::end() {
    begin_ += 2;
    MITHAQ_TRY(bool line_end, starts_with("\r\n"));
    if (line_end) begin_ += 2;
    while (held().empty()) {
        MITHAQ_TRY(bool more, fill());
        if (!more) {
            state_ = State::ended;
            return {};
        }
    }
    return malformed("something follows the last boundary");
}

}  // namespace mithaq::net
