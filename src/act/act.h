// One act: a signed note whose text is one JSON object (docs/FORMATS.md, "Act"). Reading checks the
// text alone; whether it may be registered is decided in rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/json.h"
#include "note/note.h"

namespace mithaq::act {

constexpr std::size_t kActBytesMax = 60 * 1024;
constexpr std::size_t kAuthorsMax = 100;  // Go's note library takes at most 100 signature lines

struct Reference {
    Hash id;
    std::string item;  // empty: the whole act
    std::string as;
};

struct Seen {
    std::uint64_t size = 0;
    Hash root;
};

struct Enclosure {
    Hash sha256;
    std::uint64_t size = 0;
    std::string type;
    std::string name;
};

struct Received {
    std::vector<std::string> from;
    std::string via;
    Instant at;
    std::string by;
};

struct Act {
    note::Note note;
    Hash id;
    json::object document;  // the text, read; `body` is in it
    std::string origin;     // the header `register`
    std::string form;
    std::vector<std::string> from;
    Seen seen;
    std::optional<Instant> expires;  // absent only in register.found
    std::optional<Hash> matter;
    std::vector<Reference> re;
    std::string ref;      // empty when absent
    std::string marking;  // empty when absent
    std::vector<std::string> languages;
    std::vector<Enclosure> enclosures;
    std::optional<Received> received;

    const json::object& body() const { return document.at("body").get_object(); }
};

inline std::string hex(const Hash& id) {
    return to_hex(id.bytes);
}

// Reads note, JSON and headers. Errors: "note-…", "json-…", "act-…", with a pointer.
Result<Act> parse_act(std::string_view note);
// Steps of parse_act, for the register: a text's id exists before its JSON is read.
Result<note::Note> parse_act_note(std::string_view note);
Result<Act> read_act(note::Note note);

Hash act_id(std::string_view text);

// The text of a new act: headers in the order of FORMATS, no white space, final newline.
// `headers` holds the headers of an act but "act"; it is checked by reading the result.
Result<std::string> write_act_text(const json::object& headers);

}  // namespace mithaq::act
