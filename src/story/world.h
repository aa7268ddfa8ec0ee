// A register in memory, the same in every run: keys from their names, stamps as told. Acts are
// real, signed ones; rules::admit judges them and rules::apply changes the state. Beside the state
// stands what the same acts make of each file on their own, with a trace; the two must be equal,
// and that is checked after every act.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/matter.h"
#include "rules/rules.h"

namespace mithaq::story {

// What somebody submits.
struct Submitted {
    std::vector<std::string> from;
    std::optional<act::Received> received;
    std::string form;
    std::optional<Hash> matter;
    struct Reference {
        std::uint64_t number = 0;
        std::string item, as;
    };
    std::vector<Reference> re;
    json::object body;
};

// The headers `re` and `received` of it; `id_of` an act referred to, by its number here.
void add_ties(json::object& headers, const Submitted& submitted,
              const std::function<std::string(std::uint64_t)>& id_of);

struct Happening {
    std::uint64_t matter = 0;
    rules::Event event;
};

struct Outcome {
    std::optional<std::uint64_t> number;  // nothing: refused
    std::optional<std::uint64_t> matter;  // the file it belongs to
    std::optional<Error> refused;
    std::vector<Happening> events;
};

class World {
  public:
    // Founded at `at`, with who enrols; everybody else is enrolled, with one key, when it first
    // speaks. A bundle that does not load, or may not be founded on.
    static Result<World> found(std::string bundle, Instant at);

    const rules::State& state() const { return state_; }
    const rulebook::Rulebook& rulebook() const { return *rulebook_; }
    Instant now() const { return now_; }

    // Lets time pass to `at`, not before now: instants that pass in any file, in order.
    std::vector<Happening> pass(Instant at);
    // Submits now.
    Outcome submit(const Submitted& submitted);

    // By number; null when no file was opened by that act.
    const rules::Matter* matter(std::uint64_t number) const;
    const std::map<std::uint64_t, rules::Matter>& matters() const { return matters_; }
    std::optional<std::uint64_t> matter_of(std::uint64_t act) const;
    const std::string& form_of(std::uint64_t act) const { return state_.form_of(act); }
    const Hash& id_of(std::uint64_t act) const { return state_.id_of(act); }

  private:
    World(std::string bundle, std::shared_ptr<const rulebook::Rulebook> rulebook, Instant now);
    std::string origin() const;
    note::SignerKey key(std::string_view participant, std::string_view label) const;
    json::object headers(std::string_view form, const std::vector<std::string>& from,
                         json::object body) const;
    json::object possessed(std::string_view participant, act::Purpose purpose,
                           const note::SignerKey& key) const;
    json::object founding() const;
    void speak(const std::string& participant);
    // The note's act, admitted and applied; or why not.
    Result<act::Act> add(std::string_view note);
    void follow(const act::Act& act, Outcome& out);
    void compare() const;
    rules::RulebookSource rulebooks() const;

    std::string bundle_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    Instant now_;
    rules::State state_;
    rules::KeyRing ring_;
    std::set<std::string> speaking_;
    tree::Frontier frontier_;
    std::vector<Hash> roots_;  // by size
    std::map<std::uint64_t, rules::Matter> matters_;
    std::map<std::uint64_t, std::uint64_t> belongs_;  // act -> file
};

}  // namespace mithaq::story
