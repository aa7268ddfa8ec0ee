#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

#include "base/utf8.h"

namespace mithaq {
namespace {

using boost::system::error_code;

// One step on the way to the value being read.
struct Frame {
    bool object = false;
    std::vector<std::string> names;  // of an object, in order of appearance
    std::size_t index = 0;           // of an array: elements finished
};

class Handler {
  public:
    static constexpr std::size_t max_object_size = 1 << 16;
    static constexpr std::size_t max_array_size = 1 << 16;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = 16 << 20;

    // What is read lies in one piece of memory, freed with the last value of it.
    Handler(const JsonLimits& limits, std::size_t text_bytes)
        : limits_(limits), stack_({}, first_of_stack_.data(), first_of_stack_.size()) {
        stack_.reset(json::make_shared_resource<json::monotonic_resource>(2 * text_bytes));
        frames_.reserve(limits.depth_max);
    }

    Error error;
    json::value take() { return stack_.release(); }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code& ec) { return open(true, ec); }
    bool on_object_end(std::size_t n, error_code& ec) {
        if (!no_duplicates(ec)) return false;
        stack_.push_object(n);
        frames_.pop_back();
        return value_done();
    }
    bool on_array_begin(error_code& ec) { return open(false, ec); }
    bool on_array_end(std::size_t n, error_code&) {
        stack_.push_array(n);
        frames_.pop_back();
        return value_done();
    }
    bool on_key_part(json::string_view part, std::size_t, error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, error_code& ec) {
        text_.append(part.data(), part.size());
        for (char c : text_)
            if (c < 0x20 || c > 0x7e) return fail(ec, "json-name", "a name is not printable ASCII");
        stack_.push_key(text_);
        frames_.back().names.push_back(text_);
        text_.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t, error_code& ec) {
        if (!text_.empty()) {
            text_.append(part.data(), part.size());
            part = text_;
        }
        // Without a branch for each byte, so that many are taken at once.
        bool control = false;
        unsigned char before = 0;
        for (char each : part) {
            auto c = static_cast<unsigned char>(each);
            // U+0080-009F are C2 80 to C2 9F in UTF-8.
            bool c1 = (before == 0xC2) & (c < 0xA0);
            control |= ((c < 0x20) & (c != '\n')) | (c == 0x7f) | c1;
            before = c;
        }
        if (control)
            return fail(ec, "json-control-character",
                        "a string has a control character other than the line feed");
        stack_.push_string(part);
        text_.clear();
        return value_done();
    }
    bool on_number_part(json::string_view part, error_code&) {
        number_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t value, json::string_view part, error_code& ec) {
        number_.append(part.data(), part.size());
        char buffer[24];
        auto [end, code] = std::to_chars(buffer, buffer + sizeof buffer, value);
        bool canonical = number_ == std::string_view(buffer, end);
        constexpr std::int64_t kLimit = std::int64_t{1} << 53;
        if (!canonical || value >= kLimit || value <= -kLimit) return not_an_integer(ec);
        number_.clear();
        stack_.push_int64(value);
        return value_done();
    }
    bool on_uint64(std::uint64_t, json::string_view, error_code& ec) { return not_an_integer(ec); }
    bool on_double(double, json::string_view, error_code& ec) { return not_an_integer(ec); }
    bool on_bool(bool value, error_code&) {
        stack_.push_bool(value);
        return value_done();
    }
    bool on_null(error_code& ec) { return fail(ec, "json-null", "null is not used in acts"); }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

    std::string pointer() const {
        std::string out;
        for (const Frame& frame : frames_) {
            if (!frame.object)
                out += fmt::format("/{}", frame.index);
            else if (!frame.names.empty())
                out = pointer_join(out, frame.names.back());
        }
        return out;
    }

  private:
    bool open(bool object, error_code& ec) {
        if (frames_.size() >= limits_.depth_max)
            return fail(ec, "json-depth",
                        fmt::format("nested deeper than {} levels", limits_.depth_max));
        frames_.push_back(Frame{object, {}, 0});
        return true;
    }
    bool value_done() {
        if (!frames_.empty() && !frames_.back().object) ++frames_.back().index;
        return true;
    }
    bool no_duplicates(error_code& ec) {
        auto& names = frames_.back().names;
        std::sort(names.begin(), names.end());
        auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice == names.end()) return true;
        std::swap(*twice, names.back());  // so that pointer() names it
        return fail(ec, "json-duplicate-name", "a name appears twice in one object");
    }
    bool not_an_integer(error_code& ec) {
        return fail(ec, "json-number",
                    "a number is not an integer written 0 or -?[1-9][0-9]* with magnitude below "
                    "2^53; write amounts and measures as decimal strings");
    }
    bool fail(error_code& ec, std::string_view type, std::string message) {
        error = Error{Errc::malformed, std::string(type), std::move(message), pointer(), {}};
        ec = json::error::syntax;
        return false;
    }

    JsonLimits limits_;
    std::array<unsigned char, 2048> first_of_stack_;
    json::value_stack stack_;
    std::vector<Frame> frames_;
    std::string text_;
    std::string number_;
};

void write_canonical(const json::value& value, std::string& out) {
    if (const auto* object = value.if_object()) {
        std::vector<const json::key_value_pair*> pairs;
        pairs.reserve(object->size());
        for (const auto& pair : *object) pairs.push_back(&pair);
        std::sort(pairs.begin(), pairs.end(), [](auto* a, auto* b) { return a->key() < b->key(); });
        out += '{';
        for (const auto* pair : pairs) {
            if (pair != pairs.front()) out += ',';
            out += json_quote(pair->key());
            out += ':';
            write_canonical(pair->value(), out);
        }
        out += '}';
    } else if (const auto* array = value.if_array()) {
        out += '[';
        for (const auto& element : *array) {
            if (&element != array->data()) out += ',';
            write_canonical(element, out);
        }
        out += ']';
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

Result<json::value> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes_max)
        return err(Errc::too_large, "json-size",
                   fmt::format("the JSON text has {} bytes, at most {} are read", text.size(),
                               limits.bytes_max));
    json::parse_options options;               // which refuse what is not UTF-8
    options.max_depth = limits.depth_max + 1;  // our own check comes first and names the place
    json::basic_parser<Handler> parser(options, limits, text.size());
    error_code ec;
    std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && used < text.size()) ec = json::error::extra_data;
    if (!ec && !parser.done()) ec = json::error::incomplete;
    if (!ec) return parser.handler().take();
    if (auto at = first_invalid_utf8(text))
        return err(Errc::malformed, "json-utf8",
                   fmt::format("byte {} is not well-formed UTF-8", *at));
    if (!parser.handler().error.type.empty()) return std::unexpected(parser.handler().error);
    return err(Errc::malformed, "json-syntax",
               fmt::format("not JSON at byte {}: {}", used, ec.message()),
               parser.handler().pointer());
}

std::string canonical_json(const json::value& value) {
    std::string out;
    write_canonical(value, out);
    return out;
}

std::string json_quote(std::string_view text) {
    return json::serialize(json::string_view(text));
}

std::string pointer_join(std::string_view pointer, std::string_view name) {
    std::string out(pointer);
    out += '/';
    for (char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

}  // namespace mithaq
