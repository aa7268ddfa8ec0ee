// Reads the body of one HTTP/1 message (RFC 9112 sections 6 and 7), fed in pieces of any size.
//
// Chunked coding is read here and not by Beast: Beast 1.81 asserts when "0\r\n" and "\r" arrive
// apart (a peer could end a debug build), and it adds trailer fields to the header after we judged
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mithaq::net {

class BodyReader {
  public:
    enum class Framing { none, length, chunked, until_close };
    enum class State { reading, done, malformed, too_large };

    BodyReader() = default;
    // `length` is read for Framing::length alone.
    BodyReader(Framing framing, std::uint64_t length, std::size_t bytes_max);

    // Appends what the front of `bytes` adds to the body and returns how many bytes it used: all of
    // them, unless the state is not `reading` any more.
    std::size_t feed(std::string_view bytes, std::string& body);
    // The peer closed. Only a body that ends so is then done.
    void close();
    State state() const { return state_; }

  private:
    enum class Chunk { size, extension, size_lf, data, data_cr, data_lf, trailer, trailer_lf };

    std::size_t feed_chunked(std::string_view bytes, std::string& body);
    void feed_control(char c);
    void end_chunk_size();

    Framing framing_ = Framing::none;
    State state_ = State::done;
    std::size_t bytes_max_ = 0;
    std::uint64_t left_ = 0;  // of the body, or of the chunk
    std::size_t size_ = 0;    // of the body so far
    Chunk chunk_ = Chunk::size;
    std::size_t digits_ = 0;
    std::size_t line_bytes_ = 0;   // of the trailer line at hand
    std::size_t extra_bytes_ = 0;  // of extensions and trailers, all together
};

}  // namespace mithaq::net
