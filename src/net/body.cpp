#include "net/body.h"

#include <algorithm>

#include "net/ascii.h"

namespace mithaq::net {
namespace {

// Nobody has a use for chunk extensions and trailers; they are skipped, but not without end.
constexpr std::size_t kExtraBytesMax = 4096;
constexpr std::size_t kSizeDigitsMax = 8;

bool is_field_char(char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 32 && c != 127);
}

}  // namespace

BodyReader::BodyReader(Framing framing, std::uint64_t length, std::size_t bytes_max)
    : framing_(framing), state_(State::reading), bytes_max_(bytes_max) {
    if (framing == Framing::none || (framing == Framing::length && length == 0))
        state_ = State::done;
    else if (framing == Framing::length && length > bytes_max)
        state_ = State::too_large;
    if (framing == Framing::length) left_ = length;
}

std::size_t BodyReader::feed(std::string_view bytes, std::string& body) {
    if (state_ != State::reading) return 0;
    if (framing_ == Framing::chunked) return feed_chunked(bytes, body);
    if (framing_ == Framing::until_close) {
        if (bytes.size() > bytes_max_ - size_) {
            state_ = State::too_large;
            return 0;
        }
        size_ += bytes.size();
        body += bytes;
        return bytes.size();
    }
    std::string_view part =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
    body += part;
    left_ -= part.size();
    if (left_ == 0) state_ = State::done;
    return part.size();
}

void BodyReader::close() {
    if (state_ != State::reading) return;
    state_ = framing_ == Framing::until_close ? State::done : State::malformed;
}

std::size_t BodyReader::feed_chunked(std::string_view bytes, std::string& body) {
    std::size_t used = 0;
    while (used < bytes.size() && state_ == State::reading) {
        if (chunk_ == Chunk::data) {
            std::string_view part = bytes.substr(
                used,
                static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - used)));
            body += part;
            used += part.size();
            left_ -= part.size();
            if (left_ == 0) chunk_ = Chunk::data_cr;
        } else {
            feed_control(bytes[used++]);
        }
    }
    return used;
}

// chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF; the last one has size 0 and no data, and
// trailer lines up to an empty one follow it.
void BodyReader::feed_control(char c) {
    const auto expect = [&](char wanted, Chunk next) {
        if (c == wanted)
            chunk_ = next;
        else
            state_ = State::malformed;
    };
    const auto skip = [&] {
        if (!is_field_char(c) || ++extra_bytes_ > kExtraBytesMax) state_ = State::malformed;
    };
    switch (chunk_) {
        case Chunk::size:
            if (int digit = hex_value(c); digit >= 0) {
                if (++digits_ > kSizeDigitsMax) state_ = State::malformed;
                left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
            } else if (digits_ == 0) {
                state_ = State::malformed;
            } else if (c == ';') {
                chunk_ = Chunk::extension;
            } else {
                expect('\r', Chunk::size_lf);
            }
            return;
        case Chunk::extension:
            if (c == '\r')
                chunk_ = Chunk::size_lf;
            else
                skip();
            return;
        case Chunk::size_lf:
            expect('\n', left_ > 0 ? Chunk::data : Chunk::trailer);
            if (state_ == State::reading) end_chunk_size();
            return;
        case Chunk::data:
            return;  // feed_chunked's
        case Chunk::data_cr:
            expect('\r', Chunk::data_lf);
            return;
        case Chunk::data_lf:
            expect('\n', Chunk::size);
            digits_ = 0;
            return;
        case Chunk::trailer:
            if (c == '\r') {
                chunk_ = Chunk::trailer_lf;
            } else {
                ++line_bytes_;
                skip();
            }
            return;
        case Chunk::trailer_lf:
            expect('\n', Chunk::trailer);
            if (state_ == State::reading && line_bytes_ == 0) state_ = State::done;
            line_bytes_ = 0;
            return;
    }
}

void BodyReader::end_chunk_size() {
    line_bytes_ = 0;
    if (left_ > bytes_max_ - size_)
        state_ = State::too_large;
    else
        size_ += static_cast<std::size_t>(left_);
}

}  // namespace mithaq::net
