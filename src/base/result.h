// Errors as values. What can happen returns Result<T>; what cannot is MITHAQ_ASSERT, always on.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace mithaq {

// Small and closed. One table (api/problem.cpp) maps it to HTTP, one (cmd/mithaq) to exit codes.
enum class Errc {
    malformed,    // bytes that are not what their format says
    unsupported,  // well formed, but of a kind this version does not know
    refused,      // judged, and against the rules
    unverified,   // a signature, hash or proof that does not hold
    not_found,
    conflict,  // contradicts what is already there
    too_large,
    busy,         // a queue or quota is full: come back later
    unavailable,  // cannot be judged now (clock in doubt, stopping)
    io,           // the machine failed us
    fatal,        // the process must end: what is on disk is not known any more
};

struct [[nodiscard]] Error {
    Errc code{};
    // Stable name of the problem, e.g. "act-duplicate-name"; listed in docs/FORMATS.md.
    std::string type;
    // What, where, why, what to do: one or two sentences for a person.
    std::string message;
    // RFC 6901 pointer into the JSON at hand, empty when it is not about a place in JSON.
    std::string pointer;
    // The rule that decided, in the words of docs/FORMATS.md or RULES.md; empty when none did.
    std::string rule;
};

template <typename T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> err(Errc code, std::string_view type, std::string message,
                                  std::string pointer = {}, std::string rule = {}) {
    return std::unexpected(
        Error{code, std::string(type), std::move(message), std::move(pointer), std::move(rule)});
}

[[noreturn]] void assertion_failed(const char* what, const char* file, int line);

}  // namespace mithaq

#define MITHAQ_CONCAT_(a, b) a##b
#define MITHAQ_CONCAT(a, b) MITHAQ_CONCAT_(a, b)

// MITHAQ_TRY(auto size, parse_tree_size(line)); — returns the Error to our caller, the value
// otherwise.
#define MITHAQ_TRY(declaration, ...) \
    MITHAQ_TRY_(declaration, MITHAQ_CONCAT(mithaq_try_, __LINE__), __VA_ARGS__)
#define MITHAQ_TRY_(declaration, name, ...)                     \
    auto name = (__VA_ARGS__);                                  \
    if (!name) return std::unexpected(std::move(name).error()); \
    declaration = std::move(*name)

// MITHAQ_CHECK(files.sync_dir(dir)); — for Result<void>.
#define MITHAQ_CHECK(...)                                            \
    do {                                                             \
        if (auto mithaq_check = (__VA_ARGS__); !mithaq_check)        \
            return std::unexpected(std::move(mithaq_check).error()); \
    } while (false)

// A bug stops the process; input never does.
#define MITHAQ_ASSERT(condition)                                                      \
    do {                                                                              \
        if (!(condition)) ::mithaq::assertion_failed(#condition, __FILE__, __LINE__); \
    } while (false)
