#include "view/sqlite.h"

#include <sqlite3.h>

#include <fmt/format.h>

namespace mithaq::view {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

// Instructions of SQLite's machine between two looks at the clock: about a tenth of a millisecond.
constexpr int kInstructions = 10'000;
constexpr int kBusyMs = 5'000;
// Filters combine to more texts than are worth keeping.
constexpr std::size_t kStatementsMax = 256;

int past(void* deadline) {
    return std::chrono::steady_clock::now() > *static_cast<const Deadline*>(deadline);
}

// Nothing below is read by a person, so what SQLite says is enough: it is in the log's favour that
// the file can be deleted.
std::unexpected<Error> error_of(int code, const char* said) {
    switch (code & 0xFF) {
        case SQLITE_INTERRUPT:
            return err(Errc::busy, "question-too-long",
                       "this question takes too long to answer; narrow it, by dates for instance");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return err(Errc::conflict, "view-damaged",
                       fmt::format("the view's file is damaged: {}", said));
        default:
            return err(Errc::io, "view-file", fmt::format("the view's file: {}", said));
    }
}

}  // namespace

bool Row::null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Row::bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
}

Database::Running::~Running() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Result<Database> Database::open(const std::string& path, Mode mode) {
    sqlite3* handle = nullptr;
    int flags =
        SQLITE_OPEN_NOMUTEX |
        (mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Database out(handle);
    if (code != SQLITE_OK) return error_of(code, handle ? sqlite3_errmsg(handle) : "no memory");
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyMs);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_progress_handler(handle, kInstructions, past, out.deadline_.get());
    if (mode == Mode::write) {
        // NORMAL: a power cut may lose the last commits, and never mixes them. They are in the log.
        MITHAQ_CHECK(
            out.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                       "PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -32768;"));
    } else {
        MITHAQ_CHECK(
            out.script("PRAGMA query_only = 1; PRAGMA temp_store = MEMORY;"
                       "PRAGMA cache_size = -8192;"));
    }
    return out;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      statements_(std::exchange(other.statements_, {})),
      deadline_(std::move(other.deadline_)) {}

Database::~Database() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

Result<void> Database::script(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
    return {};
}

Result<sqlite3_stmt*> Database::prepared(std::string_view sql) {
    std::string text(sql);
    if (auto found = statements_.find(text); found != statements_.end()) {
        MITHAQ_ASSERT(!sqlite3_stmt_busy(found->second));
        return found->second;
    }
    if (statements_.size() >= kStatementsMax) {
        std::erase_if(statements_, [](const auto& one) {
            if (sqlite3_stmt_busy(one.second)) return false;
            sqlite3_finalize(one.second);
            return true;
        });
    }
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK)
        return failed();
    statements_.emplace(std::move(text), statement);
    return statement;
}

Result<bool> Database::step(sqlite3_stmt* statement) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failed();
}

std::unexpected<Error> Database::failed() const {
    return error_of(sqlite3_errcode(handle_), sqlite3_errmsg(handle_));
}

// A statement knows its own number of values, so binding cannot fail but by a mistake of ours.

void Database::bind_integer(sqlite3_stmt* statement, int at, std::int64_t value) {
    MITHAQ_ASSERT(sqlite3_bind_int64(statement, at, value) == SQLITE_OK);
}

void Database::bind_text(sqlite3_stmt* statement, int at, std::string_view value) {
    // An empty view may have no address, and would be null.
    const char* data = value.data() ? value.data() : "";
    MITHAQ_ASSERT(sqlite3_bind_text64(statement, at, data, value.size(), SQLITE_STATIC,
                                      SQLITE_UTF8) == SQLITE_OK);
}

void Database::bind_blob(sqlite3_stmt* statement, int at, std::string_view value) {
    MITHAQ_ASSERT(sqlite3_bind_blob64(statement, at, value.data(), value.size(), SQLITE_STATIC) ==
                  SQLITE_OK);
}

}  // namespace mithaq::view
