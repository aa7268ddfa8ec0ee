// SQLite behind Result: a connection and its prepared statements, one thread at a time. Statements
// are constant texts; every value is bound.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace mithaq::view {

// One row of an answer; valid until the next.
class Row {
  public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    bool null(int column) const;
    std::int64_t integer(int column) const;
    std::uint64_t number(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string_view bytes(int column) const;  // of a text or blob; empty when null
    std::string text(int column) const { return std::string(bytes(column)); }

  private:
    sqlite3_stmt* statement_;
};

// A value whose kind is known when the program runs: the filters of a list.
using Value = std::variant<std::int64_t, std::string>;

class Database {
  public:
    enum class Mode { read, write };
    static Result<Database> open(const std::string& path, Mode mode);
    Database(Database&& other) noexcept;
    Database& operator=(Database&&) = delete;
    ~Database();

    // Statements without values, several at once.
    Result<void> script(const char* sql);

    // Calls `each(Row)` for every row. `sql` must not be running already.
    template <typename Each, typename... Values>
    Result<void> rows(std::string_view sql, Each&& each, const Values&... values) {
        MITHAQ_TRY(auto* statement, prepared(sql));
        Running running(statement);
        int at = 0;
        (bind(statement, at, values), ...);
        while (true) {
            MITHAQ_TRY(bool more, step(statement));
            if (!more) return {};
            each(Row(statement));
        }
    }
    template <typename... Values>
    Result<void> run(std::string_view sql, const Values&... values) {
        return rows(sql, [](Row) {}, values...);
    }
    // The first column of the first row; nothing when there is no row or it is null.
    template <typename... Values>
    Result<std::optional<std::int64_t>> integer(std::string_view sql, const Values&... values) {
        std::optional<std::int64_t> out;
        MITHAQ_CHECK(rows(
            sql, [&](Row row) { out = row.null(0) ? out : std::optional(row.integer(0)); },
            values...));
        return out;
    }

    // What runs past it is broken off: `busy` "question-too-long".
    void set_deadline(std::chrono::steady_clock::time_point deadline) { *deadline_ = deadline; }

  private:
    // Resets its statement whatever happens.
    class Running {
      public:
        explicit Running(sqlite3_stmt* statement) : statement_(statement) {}
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running();

      private:
        sqlite3_stmt* statement_;
    };

    explicit Database(sqlite3* handle) : handle_(handle) {}
    Result<sqlite3_stmt*> prepared(std::string_view sql);
    Result<bool> step(sqlite3_stmt* statement);
    std::unexpected<Error> failed() const;
    static void bind_integer(sqlite3_stmt* statement, int at, std::int64_t value);
    static void bind_text(sqlite3_stmt* statement, int at, std::string_view value);
    static void bind_blob(sqlite3_stmt* statement, int at, std::string_view value);

    template <std::integral Integer>
    static void bind(sqlite3_stmt* statement, int& at, Integer value) {
        bind_integer(statement, ++at, static_cast<std::int64_t>(value));
    }
    static void bind(sqlite3_stmt* statement, int& at, const Hash& value) {
        bind_blob(statement, ++at, value.view());
    }
    static void bind(sqlite3_stmt* statement, int& at, std::string_view value) {
        bind_text(statement, ++at, value);
    }
    template <typename T>
    static void bind(sqlite3_stmt* statement, int& at, const std::optional<T>& value) {
        if (value) return bind(statement, at, *value);
        ++at;  // what is not bound is null
    }
    static void bind(sqlite3_stmt* statement, int& at, const std::vector<Value>& values) {
        for (const Value& value : values)
            std::visit([&](const auto& one) { bind(statement, at, one); }, value);
    }

    sqlite3* handle_;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
    std::unique_ptr<std::chrono::steady_clock::time_point> deadline_ =
        std::make_unique<std::chrono::steady_clock::time_point>(
            std::chrono::steady_clock::time_point::max());
};

}  // namespace mithaq::view
