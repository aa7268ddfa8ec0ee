// Files in motion: an organisation of states by rulebooks/vienna, and acts that open, answer and
// end files of three kinds, so that a given number of them is open. Run from the tree's root.
#pragma once

#include <deque>
#include <random>
#include <string>
#include <vector>

#include "log/log_testing.h"

namespace mithaq::bench {

// 2026-11-23T09:30:00Z, to which the acts' `expires` and dates are fitted.
constexpr Instant kTrafficStart{1'795'426'200'000};
constexpr std::int64_t kTrafficStepMs = 500;  // between two acts

// Of the act that is number `i` of the traffic.
inline Instant traffic_stamp(std::size_t i) {
    return {kTrafficStart.ms + static_cast<std::int64_t>(i + 1) * kTrafficStepMs};
}

// The members, their keys, and the rules they agreed on.
class Circle {
  public:
    Circle();

    const log::TestCast& cast() const { return cast_; }
    const std::string& bundle() const { return bundle_; }
    const std::shared_ptr<const rulebook::Rulebook>& rulebook() const { return rulebook_; }
    const std::vector<std::string>& states() const { return states_; }

    // Its register, founded at kTrafficStart; the first head comes out.
    Result<tree::Checkpoint> found(Files& files, const log::Layout& layout) const;
    // What registers each state's key for submitting, its author having seen that head.
    std::vector<std::string> keys(const tree::Checkpoint& head) const;

  private:
    log::TestCast cast_;
    std::string bundle_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    std::vector<std::string> states_;
};

// The next thing that somebody does; the oldest open file goes on when enough are open. Every
// eighth act belongs to no file. The same numbers give the same acts.
class Traffic {
  public:
    struct One {
        std::string form, from;
        json::object body, headers;
        bool alone() const { return form == "communication.plain"; }
    };

    Traffic(const Circle& circle, std::size_t open) : circle_(circle), open_(open) {}

    One next(Instant now);
    // The act that next() gave last is registered.
    void registered(const Hash& id);
    std::string text(const One& one, const tree::Checkpoint& head, Instant now) const;

  private:
    struct File {
        std::string id, from, to;
        int kind = 0, step = 0;
    };

    const std::string& any() { return circle_.states()[chance_() % circle_.states().size()]; }
    One opening(Instant now);
    One going_on(File file, Instant now);

    const Circle& circle_;
    const std::size_t open_;
    std::deque<File> files_;  // open, the one that waited longest first
    std::optional<File> pending_;
    std::mt19937 chance_{7};
    std::size_t made_ = 0;
};

}  // namespace mithaq::bench
