// A rulebook: what one organisation brings. Read from its canonical bundle, whose bytes entry 0
// adopts; built from a folder of TOML that people read (docs/FORMATS.md, "Rulebook bundle").
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "rulebook/message.h"
#include "rulebook/procedure.h"
#include "rulebook/schema.h"

namespace mithaq::rulebook {

constexpr std::size_t kBundleBytesMax = 4 << 20;

template <typename T>
using Named = std::map<std::string, T, std::less<>>;

// Dates of a rulebook are partial dates, as written: "1969", "1969-09", "1969-09-25"; empty where
// there is none. Where they are compared, a partial date is its first day.
enum class Checked : std::uint8_t { yes, no, corrected };

// Valid from `from` until the day before `until`, or until the next one begins.
struct Name {
    std::string from, until;
    Text short_name;
    Text formal, adjective;  // may be empty
    Text article;            // "fr" -> le, la, les, l’ or nothing; may be empty
    std::string source;
    Checked checked = Checked::no;
};

struct Status {
    std::string as;  // member, observer, suspended, withdrawn
    std::string from, until;
    std::string source;
    Checked checked = Checked::no;
    Text note;  // may be empty
};

struct Participant {
    std::string kind;
    std::vector<Name> names;       // newest last, never empty
    std::vector<Status> statuses;  // newest last
    Text note;                     // may be empty
    std::string speaks;            // the set that this name speaks for; may be empty
    // Who may not submit may be named all the same.
    bool may_submit() const {
        return kind != "third-state" && kind != "organisation" && kind != "entity";
    }
    const Name& current() const { return names.back(); }
};

// The newest that had begun by `date` (a partial date); before all of them the first name, and no
// status.
const Name& name_at(const Participant& participant, std::string_view date);
const Status* status_at(const Participant& participant, std::string_view date);

// Participants as one word says them: all of one kind, or those listed. One of
// the two is empty.
struct Set {
    Text title;
    std::string kind;
    std::vector<std::string> list;
};

struct Precedence {
    std::string from;
    std::vector<std::string> order;
    Text title;
    std::string source;
    Checked checked = Checked::no;
};

struct Theme {
    std::string kind;  // dimension, principle
    Text title;
    bool ours = false;   // else the source's own
    std::string source;  // may be empty
};

struct Form {
    Text title;
    Text description;  // may be empty
    Schema schema;
    json::object annotated;  // the schema as it is written, with the titles of fields and values
};

struct Rulebook {
    std::string name;
    Text title;
    Text banner;  // stands on every page; may be empty
    std::set<std::string, std::less<>> languages;
    std::string enrols;                             // who brings in a new participant
    std::set<std::string, std::less<>> registries;  // who may enter what came on paper
    Named<Text> markings;
    Named<Text> ways;  // in which paper comes
    Named<Set> sets;
    std::vector<Precedence> precedence;  // newest last
    Named<Participant> participants;
    Named<Text> terms;                      // the organisation's words for screens and documents
    Named<std::vector<std::string>> never;  // by language: words that stand in none of them
    Named<Theme> themes;
    Named<Form> forms;
    Named<Procedure> procedures;  // by type
    Calendar calendar;
    SetOf sees;              // who is told of what has not come (docs/RULES.md, 8)
    Named<Grammar> grammar;  // by language
    // By key, then language; the keys that edition 0 speaks are in docs/FORMATS.md, "Sentences".
    Named<Named<Message>> sentences;
    Hash sha256;           // of the bundle
    std::size_t size = 0;  // of the bundle, in bytes

    // Every participant's code: in the order of the newest precedence that had begun by `date`,
    // then the others by code.
    std::vector<std::string> order_at(std::string_view date) const;
    // The codes of a set, by code or as listed; empty when there is no such set.
    std::vector<std::string> members_of(std::string_view set) const;
};

// `malformed` "rulebook-…" with a pointer into the bundle: the first fault; not canonical is
// malformed too.
Result<std::shared_ptr<const Rulebook>> load_bundle(std::string_view bundle);

// Path below the rulebook's folder -> TOML text: rulebook.toml, participants.toml, terms.toml,
// themes.toml, grammar.toml, sentences.toml, forms/*.toml, procedures/*.toml.
using Sources = std::map<std::string, std::string>;

// What rulebook.toml says in `extends`: the folder of the rulebook that this one is built upon,
// relative to this one's. Nothing when it says nothing that can be read; check_sources says why.
std::optional<std::string> extends_of(const Sources& sources);
// `own`, and every file of `base` that it lacks; never base's rulebook.toml.
Sources inherit(Sources own, const Sources& base);

struct Fault {
    std::string file;
    std::uint32_t line = 1, column = 1;
    std::string what;
};
// Every fault, by file, line and column; none when the sources build.
std::vector<Fault> check_sources(const Sources& sources);
// The same of a bundle, which is one line: `what` begins with the pointer.
std::vector<Fault> check_bundle(std::string_view bundle);

// `malformed` "rulebook-source" with the first fault as file:line:column: what. The result loads.
Result<std::string> build_bundle(const Sources& sources);

// Another TOML file that stands beside a rulebook, a record of history, as JSON would hold it:
// objects, lists, texts, integers, true and false. `malformed` "rulebook-source" as above.
Result<json::object> read_toml(const std::string& file, const std::string& text);

}  // namespace mithaq::rulebook
