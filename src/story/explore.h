// One procedure over a small world, breadth first: every state that differs in what rules can tell,
// with the shortest way there. For analyse.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/matter.h"
#include "story/analyse.h"

namespace mithaq::story {

// What somebody submits, as the search makes it.
struct Attempt {
    std::uint32_t move = 0;
    rules::Submission submission;  // its body is `body`
    json::object body;
};

struct Node {
    std::optional<rules::Matter> matter;  // nothing: before the file
    Instant now;
    std::vector<std::string> forms;  // of the file's acts; the n-th has the number n + 1
    std::size_t parent = 0;
    std::uint32_t depth = 0;
    std::string line;  // that led here
};

// First node of each thing that was seen; by name or index.
struct Seen {
    std::map<std::string, std::size_t, std::less<>> stages;
    std::set<std::string, std::less<>> left;              // stages that something leads out of
    std::set<std::string, std::less<>> expanded;          // stages of which a node was explored
    std::set<std::string, std::less<>> forms;             // submitted
    std::map<std::uint32_t, std::size_t> asked, unasked;  // by ask: arose; was of nobody
    std::set<std::uint32_t> answered;
    std::map<std::uint32_t, std::size_t> counting, of_nobody;  // by count
    std::map<std::uint32_t, std::size_t> set_sizes;            // by count: the largest
    std::set<std::uint32_t> reached;
    std::map<std::uint32_t, std::size_t> by_nobody;  // by move
    std::map<std::uint32_t, std::size_t> absent_after, absent_count;
    std::map<std::pair<std::string, std::string>, std::size_t> races;  // two rules
};

class Explorer {
  public:
    Explorer(std::shared_ptr<const rulebook::Rulebook> rulebook,
             const rulebook::Procedure& procedure, const Bounds& bounds);
    void run();

    const Seen& seen() const { return seen_; }
    bool bounded() const { return bounded_; }
    const std::vector<Node>& nodes() const { return nodes_; }
    // The story that leads to a node, with more lines behind it.
    std::string story(std::size_t node, const std::vector<std::string>& more = {}) const;
    // The line in which time goes on to the next change of a node.
    std::string next_line(std::size_t node) const;
    // A line in which somebody tries a form in vain.
    std::string refused_line(std::size_t node, std::uint32_t move) const;

  private:
    void expand(std::size_t node);
    void pass_to(std::size_t node, Instant at);
    void submit(std::size_t node, Instant at);
    void submit_move(std::size_t node, const rules::Matter* matter, Instant at, std::uint32_t move);
    bool take(std::size_t node, const rules::Matter* matter, Instant at, Attempt attempt);
    void add(std::size_t parent, rules::Matter matter, Instant at, std::vector<std::string> forms,
             const rules::Trace& trace, std::string line);
    void observe(std::size_t node, const rules::Trace& trace, const std::string& before);
    void observe_clocks(std::size_t node);
    std::set<Instant> instants(const Node& node) const;

    std::vector<std::vector<std::string>> authors(const rules::Matter* matter, Instant at,
                                                  const rulebook::Move& move,
                                                  const std::string& form,
                                                  const json::object& body) const;
    std::vector<json::object> bodies(const rules::Matter* matter, Instant at,
                                     const std::string& form) const;
    using References = std::vector<std::vector<rules::Submission::Reference>>;
    References needed(const Node& node, const rules::Matter& matter,
                      const rulebook::Move& move) const;
    std::set<std::pair<std::uint64_t, std::string>> meant(const rules::Matter& matter,
                                                          const std::string& form) const;
    References references(const Node& node, const rules::Matter* matter, const rulebook::Move& move,
                          const std::string& form) const;
    bool repair(const rules::Matter* matter, Attempt& attempt) const;
    std::string line_of(const Attempt& attempt, const std::vector<std::string>& forms,
                        std::string_view expected) const;
    std::string key_of(const Node& node) const;
    std::string other_member() const;

    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    const rulebook::Procedure& procedure_;
    Bounds bounds_;
    std::vector<Node> nodes_;
    std::set<std::string> keys_;
    std::set<std::string, std::less<>> told_apart_;  // names
    Seen seen_;
    bool bounded_ = false;
};

// What a story expects of a line, from what happened.
std::string expected_of(const rules::Matter& matter, const rules::Trace& trace);

}  // namespace mithaq::story
