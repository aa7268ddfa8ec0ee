// What the register's benches stand on: a register in a folder on disk, signed acts for it, the
// bare checks that are its ceiling, and other processes. Run from the tree's root.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "log/log_testing.h"

namespace mithaq::bench {

constexpr std::size_t kTextBytes = 1024;
constexpr unsigned kCores = 2;

// A register "main" below `data`, as `mithaq serve --data` finds it, with keys of fixed seeds and
// the submit key of XAA registered.
class Ground {
  public:
    // `founded_before_ms`: how long ago it was founded; its entries are stamped after that.
    static Result<Ground> found(Files& files, const std::string& data,
                                std::int64_t founded_before_ms = 0);

    const log::Layout& layout() const { return layout_; }
    const log::TestCast& cast() const { return cast_; }
    const log::Anchor& anchor() const { return anchor_; }

    // Acts whose text has kTextBytes bytes, half of it Arabic, each with its own number in it.
    // Signed on kCores threads; none can be told from another's by its size.
    std::vector<std::string> sign(std::uint64_t first, std::size_t count) const;
    std::string sign_one(std::uint64_t number) const;

  private:
    log::Layout layout_;
    log::TestCast cast_;
    log::Anchor anchor_;
    note::SignerKey key_;
    std::string text_;  // of an act, its number to be put at number_at_
    std::size_t number_at_ = 0;
};

// What an act costs at the very least: its signature, already taken apart.
struct BareCheck {
    std::string text;
    note::Signature signature{};
    std::string entry;  // empty: no leaf hash is taken
};
struct Measured {
    double seconds = 0;      // over the wall
    double cpu_seconds = 0;  // of all threads
};
// libsodium's verification of each, on kCores threads, and the SHA-256 of the leaf where there is
// an entry. Stops the process when one does not verify.
Measured check_bare(const note::PublicKey& key, std::span<const BareCheck> checks);

// Another process, its standard output read by us.
class Child {
  public:
    static Result<Child> start(const std::vector<std::string>& arguments);
    Child(Child&& other) noexcept;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();  // killed when it was not waited for

    // The rest of the first line that begins so.
    Result<std::string> line_after(std::string_view prefix);
    void signal(int number) const;
    double cpu_seconds() const;    // so far, of all its threads
    double memory_mb_max() const;  // resident, so far
    struct End {
        int code = 0;
        std::string output;  // what was not read as lines
        double cpu_seconds = 0;
        double memory_mb_max = 0;
    };
    End wait();

  private:
    Child(int pid, int out) : pid_(pid), out_(out) {}
    bool read_more();

    int pid_;
    int out_;
    std::string held_;
};

struct Spread {
    double median = 0, low = 0, high = 0;
};
Spread spread(std::vector<double> values);
// The value that this share of them does not exceed, sorted in place; there is at least one.
double quantile(std::vector<double>& values, double share);

// Reads `--smoke`, and of `numbers` and `texts` each with the word after it; what is not there
// keeps its value. False on anything else.
struct Flags {
    std::vector<std::pair<std::string_view, std::size_t*>> numbers;
    std::vector<std::pair<std::string_view, std::string*>> texts;
    std::function<void()> smoke;
};
bool read_flags(int count, char** arguments, const Flags& flags);

// The program `mithaq` beside this one's folder.
std::string own_mithaq();
double seconds_now();  // steady
double process_cpu_seconds();

}  // namespace mithaq::bench

// "16034 (15800..16210)"
template <>
struct fmt::formatter<mithaq::bench::Spread> : fmt::formatter<double> {
    auto format(const mithaq::bench::Spread& it, format_context& context) const {
        auto put = [&](std::string_view text) {
            context.advance_to(fmt::format_to(context.out(), "{}", text));
        };
        context.advance_to(fmt::formatter<double>::format(it.median, context));
        put(" (");
        context.advance_to(fmt::formatter<double>::format(it.low, context));
        put("..");
        context.advance_to(fmt::formatter<double>::format(it.high, context));
        put(")");
        return context.out();
    }
};
