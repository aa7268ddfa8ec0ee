#include "act/act.h"

#include <algorithm>
#include <array>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "base/names.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace mithaq::act {
namespace {

std::unexpected<Error> bad(std::string_view type, std::string message, std::string_view at) {
    return err(Errc::malformed, type, std::move(message), std::string(at), "form of an act");
}
std::unexpected<Error> bad_value(std::string message, std::string_view at) {
    return bad("act-header", std::move(message), at);
}

constexpr std::array<std::string_view, 15> kHeaders = {
    "act", "register", "form",    "from",      "matter", "re",         "seen",    "expires",
    "ref", "dated",    "marking", "languages", "body",   "enclosures", "received"};

constexpr std::array<std::string_view, 13> kAs = {
    "basis",    "replies",    "implements", "reaffirms", "adopts",   "transmits", "amends",
    "corrects", "supersedes", "withdraws",  "follows",   "supports", "releases"};

bool is_media_type(std::string_view text) {
    auto slash = text.find('/');
    auto token = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                   c == '+';
        });
    };
    return text.size() <= 127 && slash != std::string_view::npos && token(text.substr(0, slash)) &&
           token(text.substr(slash + 1));
}

// An object being read: each accessor names the place in its error; `close` refuses what is left.
class Reader {
  public:
    Reader(const json::object& object, std::string at) : object_(object), at_(std::move(at)) {}

    std::string place(std::string_view name) const { return pointer_join(at_, name); }

    const json::value* find(std::string_view name) {
        const auto* value = object_.if_contains(name);
        if (value) ++read_;
        return value;
    }
    Result<std::string> text(std::string_view name, std::size_t length_max) {
        const auto* value = find(name);
        if (!value) return missing(name);
        if (!value->is_string()) return bad_value("a string is expected here", place(name));
        std::string_view text = value->get_string();
        if (text.empty() || code_points(text) > length_max)
            return bad_value(fmt::format("1 to {} characters are expected here", length_max),
                             place(name));
        return std::string(text);
    }
    Result<std::string> optional_text(std::string_view name, std::size_t length_max) {
        if (!object_.contains(name)) return std::string();
        return text(name, length_max);
    }
    Result<std::uint64_t> size(std::string_view name) {
        const auto* value = find(name);
        if (!value) return missing(name);
        if (!value->is_int64() || value->get_int64() < 0)
            return bad_value("an integer of at least 0 is expected here", place(name));
        return static_cast<std::uint64_t>(value->get_int64());
    }
    Result<Hash> hash(std::string_view name) {
        MITHAQ_TRY(auto hex, text(name, 64));
        auto hash = hash_from_hex(hex);
        if (!hash)
            return bad_value("64 lower-case hexadecimal digits are expected here", place(name));
        return *hash;
    }
    Result<Instant> instant(std::string_view name) {
        MITHAQ_TRY(auto text_of, text(name, 32));
        auto instant = parse_instant(text_of);
        if (!instant) return bad_value(instant.error().message, place(name));
        return *instant;
    }
    Result<const json::array*> list(std::string_view name, std::size_t length_max) {
        const auto* value = find(name);
        if (!value) return missing(name);
        if (!value->is_array() || value->get_array().empty() ||
            value->get_array().size() > length_max)
            return bad_value(fmt::format("a list of 1 to {} is expected here", length_max),
                             place(name));
        return &value->get_array();
    }
    Result<const json::object*> object(std::string_view name) {
        const auto* value = find(name);
        if (!value) return missing(name);
        if (!value->is_object()) return bad_value("an object is expected here", place(name));
        return &value->get_object();
    }
    Result<std::vector<std::string>> participants(std::string_view name) {
        MITHAQ_TRY(const auto* values, list(name, kAuthorsMax));
        std::vector<std::string> out;
        for (const auto& value : *values) {
            std::string where = fmt::format("{}/{}", place(name), out.size());
            if (!value.is_string() || !is_participant_code(std::string_view(value.get_string())))
                return bad_value("a participant's code is expected here: [A-Z][A-Z0-9-]{1,15}",
                                 where);
            if (std::find(out.begin(), out.end(), std::string_view(value.get_string())) !=
                out.end())
                return bad_value("a participant stands here twice", where);
            out.emplace_back(value.get_string());
        }
        return out;
    }
    // All names were read: so nothing unknown is in it.
    Result<void> close() {
        if (read_ == object_.size()) return {};
        return bad("act-unknown-name", "a name that the format does not have", at_);
    }

  private:
    std::unexpected<Error> missing(std::string_view name) {
        return bad("act-missing-name", fmt::format("\"{}\" is missing", name), at_);
    }

    const json::object& object_;
    std::string at_;
    std::size_t read_ = 0;
};

Result<Seen> read_seen(Reader& headers) {
    MITHAQ_TRY(const auto* object, headers.object("seen"));
    Reader reader(*object, "/seen");
    Seen seen;
    MITHAQ_TRY(seen.size, reader.size("size"));
    MITHAQ_TRY(auto root, reader.text("root", 44));
    auto hash = hash_from_base64(root);
    if (!hash) return bad_value("base64 of 32 bytes is expected here", "/seen/root");
    seen.root = *hash;
    MITHAQ_CHECK(reader.close());
    return seen;
}

// The elements of the list `name`, each an object, read by `read`.
template <typename T, typename Read>
Result<std::vector<T>> read_list(Reader& headers, std::string_view name, std::size_t length_max,
                                 Read read) {
    std::vector<T> out;
    MITHAQ_TRY(const auto* values, headers.list(name, length_max));
    for (const auto& value : *values) {
        std::string at = fmt::format("/{}/{}", name, out.size());
        if (!value.is_object()) return bad_value("an object is expected here", at);
        Reader reader(value.get_object(), at);
        MITHAQ_TRY(auto element, read(reader));
        MITHAQ_CHECK(reader.close());
        out.push_back(std::move(element));
    }
    return out;
}

Result<Reference> read_reference(Reader& reader) {
    Reference reference;
    MITHAQ_TRY(reference.id, reader.hash("id"));
    MITHAQ_TRY(reference.item, reader.optional_text("item", 64));
    MITHAQ_TRY(reference.as, reader.text("as", 16));
    if (std::find(kAs.begin(), kAs.end(), reference.as) == kAs.end())
        return bad_value("not a way in which one act names another", reader.place("as"));
    return reference;
}

Result<Enclosure> read_enclosure(Reader& reader) {
    Enclosure enclosure;
    MITHAQ_TRY(enclosure.sha256, reader.hash("sha256"));
    MITHAQ_TRY(enclosure.size, reader.size("size"));
    MITHAQ_TRY(enclosure.type, reader.text("type", 127));
    if (!is_media_type(enclosure.type))
        return bad_value("a media type without parameters is expected here", reader.place("type"));
    MITHAQ_TRY(enclosure.name, reader.text("name", 128));
    return enclosure;
}

Result<Received> read_received(Reader& headers) {
    MITHAQ_TRY(const auto* object, headers.object("received"));
    Reader reader(*object, "/received");
    Received received;
    MITHAQ_TRY(received.from, reader.participants("from"));
    MITHAQ_TRY(received.via, reader.text("via", 64));
    MITHAQ_TRY(received.at, reader.instant("at"));
    MITHAQ_TRY(received.by, reader.text("by", 64));
    MITHAQ_CHECK(reader.close());
    return received;
}

Result<void> check_dated(Reader& headers) {
    MITHAQ_TRY(const auto* object, headers.object("dated"));
    if (object->empty()) return bad_value("an empty map is not written", "/dated");
    Reader reader(*object, "/dated");
    MITHAQ_TRY(auto gregorian, reader.optional_text("gregorian", 10));
    if (!gregorian.empty() && !parse_date(gregorian))
        return bad_value("a date YYYY-MM-DD is expected here", "/dated/gregorian");
    MITHAQ_CHECK(reader.optional_text("hijri", 64));
    return reader.close();
}

Result<std::vector<std::string>> read_languages(Reader& headers) {
    MITHAQ_TRY(const auto* object, headers.object("languages"));
    if (object->empty()) return bad_value("an empty map is not written", "/languages");
    std::vector<std::string> out;
    for (const auto& pair : *object) {
        std::string_view name = pair.key();
        std::string at = pointer_join("/languages", name);
        if (!is_language(name))
            return bad_value("not a language: two or three lower-case letters", at);
        if (pair.value() != "original" && pair.value() != "authentic" &&
            pair.value() != "official" && pair.value() != "courtesy")
            return bad_value("original, authentic, official or courtesy is expected here", at);
        out.emplace_back(name);
    }
    return out;
}

Result<void> read_optional_headers(const json::object& document, Reader& headers, Act& out) {
    if (document.contains("matter")) {
        MITHAQ_TRY(out.matter, headers.hash("matter"));
    }
    if (document.contains("re")) {
        MITHAQ_TRY(out.re, read_list<Reference>(headers, "re", 100, read_reference));
    }
    MITHAQ_TRY(out.ref, headers.optional_text("ref", 128));
    MITHAQ_TRY(out.marking, headers.optional_text("marking", 64));
    if (document.contains("dated")) MITHAQ_CHECK(check_dated(headers));
    if (document.contains("languages")) {
        MITHAQ_TRY(out.languages, read_languages(headers));
    }
    if (document.contains("enclosures")) {
        MITHAQ_TRY(out.enclosures, read_list<Enclosure>(headers, "enclosures", 64, read_enclosure));
    }
    if (document.contains("received")) {
        MITHAQ_TRY(out.received, read_received(headers));
    }
    return {};
}

}  // namespace

Hash act_id(std::string_view text) {
    return sha256(text);
}

Result<note::Note> parse_act_note(std::string_view note) {
    if (note.size() > kActBytesMax)
        return err(
            Errc::too_large, "act-too-large",
            fmt::format("the act has {} bytes with its signatures, at most {} are taken; put "
                        "longer content into an enclosure",
                        note.size(), kActBytesMax));
    return note::parse_note(note);
}

Result<Act> read_act(note::Note note) {
    std::string_view text = note.text;
    if (!text.starts_with('{') || !text.ends_with("}\n"))
        return bad("act-text",
                   "the text begins with { and ends with } and a line feed, nothing else", "");
    MITHAQ_TRY(auto value, parse_json(text));
    Act out;
    out.id = act_id(text);
    out.note = std::move(note);
    out.document = std::move(value.get_object());
    const json::object& document = out.document;

    Reader headers(document, "");
    for (const auto& pair : document)
        if (std::find(kHeaders.begin(), kHeaders.end(), std::string_view(pair.key())) ==
            kHeaders.end())
            return bad("act-unknown-name", "a name that the format does not have",
                       pointer_join("", pair.key()));
    MITHAQ_TRY(auto format, headers.text("act", 64));
    if (format != "mithaq/0")
        return bad("act-format", "only the format mithaq/0 is known here", "/act");
    MITHAQ_TRY(out.origin, headers.text("register", 255));
    MITHAQ_TRY(out.form, headers.text("form", 64));
    if (!is_form_name(out.form)) return bad_value("not a name of a form", "/form");
    MITHAQ_TRY(out.from, headers.participants("from"));
    MITHAQ_TRY(out.seen, read_seen(headers));
    if (document.contains("expires") || out.form != "register.found") {
        MITHAQ_TRY(out.expires, headers.instant("expires"));
    }
    MITHAQ_CHECK(headers.object("body"));
    MITHAQ_CHECK(read_optional_headers(document, headers, out));
    MITHAQ_CHECK(headers.close());
    return out;
}

Result<Act> parse_act(std::string_view note) {
    MITHAQ_TRY(auto parsed, parse_act_note(note));
    return read_act(std::move(parsed));
}

Result<std::string> write_act_text(const json::object& headers) {
    std::string text = R"({"act":"mithaq/0")";
    std::size_t written = 0;
    for (std::string_view name : kHeaders) {
        const auto* value = headers.if_contains(name);
        if (!value || name == "act") continue;
        text += fmt::format(",{}:{}", json_quote(name), json::serialize(*value));
        ++written;
    }
    text += "}\n";
    if (written != headers.size())
        return bad("act-unknown-name", "a name that the format does not have", "");
    MITHAQ_CHECK(read_act(note::Note{text, {}}));
    return text;
}

}  // namespace mithaq::act
