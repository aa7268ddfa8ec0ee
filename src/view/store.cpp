#include "view/store.h"

#include <algorithm>
#include <filesystem>
#include <future>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "act/act.h"
#include "act/entry.h"

namespace mithaq::view {
namespace {

// Another number: files of other versions are deleted and made anew.
constexpr std::int64_t kSchema = 3;
constexpr std::uint64_t kEntriesARead = 256;

// `act` is narrow, for the counts of a list walk all of it; what is shown lies in `brief`.
constexpr const char* kTables = R"(
CREATE TABLE meta(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  schema INTEGER NOT NULL, origin TEXT NOT NULL, rulebook BLOB NOT NULL,
  size INTEGER NOT NULL, root BLOB NOT NULL) STRICT;
CREATE TABLE act(
  number INTEGER PRIMARY KEY, id BLOB NOT NULL, stamp INTEGER NOT NULL, form TEXT NOT NULL,
  quiet INTEGER NOT NULL, ref TEXT, marking TEXT, kind TEXT, symbol TEXT, organ TEXT,
  session TEXT, checked TEXT, direction TEXT, day TEXT) STRICT;
CREATE UNIQUE INDEX act_id ON act(id);
CREATE INDEX act_form ON act(form);
CREATE INDEX act_ref ON act(ref) WHERE ref IS NOT NULL;
CREATE INDEX act_symbol ON act(symbol) WHERE symbol IS NOT NULL;
CREATE INDEX act_day_up ON act(ifnull(day, '~'), number);
CREATE INDEX act_day_down ON act(ifnull(day, ''), number);
CREATE TABLE brief(number INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE words(number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE party(
  code TEXT NOT NULL, quiet INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (code, quiet, number)) STRICT, WITHOUT ROWID;
CREATE TABLE theme(
  number INTEGER NOT NULL, code TEXT NOT NULL,
  PRIMARY KEY (number, code)) STRICT, WITHOUT ROWID;
CREATE INDEX theme_code ON theme(code, number);
CREATE TABLE reference(
  source INTEGER NOT NULL, position INTEGER NOT NULL, target INTEGER NOT NULL,
  how TEXT NOT NULL, item TEXT NOT NULL,
  PRIMARY KEY (source, position)) STRICT, WITHOUT ROWID;
CREATE INDEX reference_target ON reference(target, how, source, item);
)";

struct Rollback {
    Database* database;
    ~Rollback() {
        if (database) (void)database->script("ROLLBACK");  // what failed is already being told
    }
};

// The frontier of what the file holds, when it is of this log.
Result<std::optional<tree::Frontier>> held(Database& database, const log::Reader& reader,
                                           const rulebook::Rulebook& rulebook) {
    auto schema = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'");
    if (!schema) return std::unexpected(schema.error());
    if (*schema != 1) return std::nullopt;
    std::uint64_t size = 0;
    Hash root;
    bool fits = false;
    auto head = reader.head();
    MITHAQ_CHECK(database.rows(
        "SELECT size, root, schema = ? AND origin = ? AND rulebook = ? FROM meta",
        [&](Row row) {
            size = row.number(0);
            auto hash = hash_from_bytes(as_bytes(row.bytes(1)));
            fits = hash && row.integer(2) != 0;
            if (hash) root = *hash;
        },
        kSchema, std::string_view(head->checkpoint.origin), rulebook.sha256));
    if (!fits || size > head->size().value) return std::nullopt;
    MITHAQ_TRY(auto frontier, tree::Frontier::at(tree::TreeSize{size}, reader.nodes()));
    if (frontier.root() != root) return std::nullopt;
    return frontier;
}

}  // namespace

Result<void> remove_view(const std::string& path) {
    std::error_code code;
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path + ending, code);
    if (code) return err(Errc::io, "view-file", fmt::format("could not remove {}", path));
    return {};
}

Result<Store> Store::open(const std::string& path, const log::Reader& reader,
                          std::shared_ptr<const rulebook::Rulebook> rulebook, Held wanted) {
    MITHAQ_TRY(auto lock, PosixFiles{}.lock(path + ".lock"));
    if (wanted == Held::kept) {
        auto there = Database::open(path, Database::Mode::write);
        if (!there && there.error().code != Errc::conflict) return std::unexpected(there.error());
        if (there) {
            auto frontier = held(*there, reader, *rulebook);
            if (frontier && *frontier) {
                Store out(std::move(lock), std::move(*there), reader, std::move(rulebook),
                          std::move(**frontier));
                MITHAQ_CHECK(out.matters_.load(out.database_));
                return out;
            }
            if (!frontier && frontier.error().code != Errc::conflict &&
                frontier.error().type != "view-file")
                return std::unexpected(frontier.error());
        }
    }
    MITHAQ_CHECK(remove_view(path));
    MITHAQ_TRY(auto database, Database::open(path, Database::Mode::write));
    MITHAQ_CHECK(database.script("BEGIN IMMEDIATE"));
    Rollback rollback{&database};
    MITHAQ_CHECK(database.script(kTables));
    MITHAQ_CHECK(database.script(kMatterTables));
    MITHAQ_CHECK(database.run("INSERT INTO meta VALUES (1, ?, ?, ?, 0, ?)", kSchema,
                              std::string_view(reader.head()->checkpoint.origin), rulebook->sha256,
                              tree::empty_root()));
    MITHAQ_CHECK(database.script("COMMIT"));
    rollback.database = nullptr;
    return Store(std::move(lock), std::move(database), reader, std::move(rulebook),
                 tree::Frontier{});
}

Result<bool> Store::advance(std::uint64_t entries_max) {
    auto head = reader_->head();
    std::uint64_t first = size().value;
    std::uint64_t wanted = head->size().value;
    if (wanted < first)
        return err(Errc::conflict, "view-ahead",
                   fmt::format("the view holds {} entries, the log {}", first, wanted));
    if (wanted == first) return true;
    std::uint64_t end = std::min(wanted, first + entries_max);
    MITHAQ_CHECK(database_.script("BEGIN IMMEDIATE"));
    Rollback rollback{&database_};
    MITHAQ_CHECK(take_in(first, end));
    Hash root = frontier_.root();
    if (end == wanted && root != head->checkpoint.root)
        return err(Errc::conflict, "view-root",
                   fmt::format("the entries below {} do not give the log's root", wanted));
    MITHAQ_CHECK(database_.run("UPDATE meta SET size = ?, root = ?", end, root));
    MITHAQ_CHECK(database_.script("COMMIT"));
    rollback.database = nullptr;
    return end == wanted;
}

// One piece is read while the one before is written: reading takes more than half as long.
Result<void> Store::take_in(std::uint64_t first, std::uint64_t end) {
    auto read_at = [this, end](std::uint64_t at) {
        return read(at, std::min(kEntriesARead, end - at));
    };
    std::future<Result<std::vector<Entry>>> ahead;
    for (std::uint64_t at = first; at < end; at += kEntriesARead) {
        MITHAQ_TRY(auto entries, ahead.valid() ? ahead.get() : read_at(at));
        if (end - at > kEntriesARead)
            ahead = std::async(std::launch::async, read_at, at + kEntriesARead);
        for (std::size_t i = 0; i < entries.size(); ++i) {
            MITHAQ_CHECK(add(at + i, entries[i]));
            frontier_.append(entries[i].leaf);
        }
    }
    return {};
}

Result<std::vector<Store::Entry>> Store::read(std::uint64_t first, std::uint64_t count) const {
    MITHAQ_TRY(auto bundle, reader_->entries(first, count));
    MITHAQ_TRY(auto split, tree::split_bundle(bundle));
    if (split.size() != count)
        return err(Errc::conflict, "view-entries",
                   "the log's entries are not where they should be");
    std::vector<Entry> out;
    out.reserve(count);
    for (std::string_view bytes : split) {
        MITHAQ_TRY(auto entry, act::parse_entry(bytes));
        MITHAQ_TRY(auto act, act::parse_act(entry.note));
        Filed filed = filed_of(act, first + out.size(), entry.stamp, *rulebook_);
        std::string brief = json::serialize(filed.brief);
        std::optional<act::Act> kept;
        if (MatterRows::concerns(*rulebook_, act)) kept = std::move(act);
        out.push_back(
            {tree::leaf_hash(bytes), std::move(filed), std::move(brief), std::move(kept)});
    }
    return out;
}

Result<void> Store::add(std::uint64_t number, const Entry& entry) {
    const Filed& filed = entry.filed;
    int quiet = filed.quiet ? 1 : 0;
    MITHAQ_CHECK(database_.run(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, filed.id,
        filed.stamp.ms, std::string_view(filed.form), quiet, filed.ref, filed.marking, filed.kind,
        filed.symbol, filed.organ, filed.session, filed.checked, filed.direction, filed.day));
    MITHAQ_CHECK(
        database_.run("INSERT INTO brief VALUES (?, ?)", number, std::string_view(entry.brief)));
    if (!filed.words.empty())
        MITHAQ_CHECK(database_.run("INSERT INTO words VALUES (?, ?)", number,
                                   std::string_view(filed.words)));
    for (const auto& code : filed.parties)
        MITHAQ_CHECK(database_.run("INSERT INTO party VALUES (?, ?, ?)", std::string_view(code),
                                   quiet, number));
    for (const auto& code : filed.themes)
        MITHAQ_CHECK(
            database_.run("INSERT INTO theme VALUES (?, ?)", number, std::string_view(code)));
    MITHAQ_CHECK(add_references(number, filed));
    return matters_.take(database_, number, filed.stamp, entry.act ? &*entry.act : nullptr,
                         filed.parties);
}

Result<void> Store::add_references(std::uint64_t number, const Filed& filed) {
    for (std::size_t i = 0; i < filed.references.size(); ++i) {
        const act::Reference& reference = filed.references[i];
        MITHAQ_TRY(auto target,
                   database_.integer("SELECT number FROM act WHERE id = ?", reference.id));
        if (!target)
            return err(Errc::malformed, "view-entry",
                       fmt::format("number {} refers to what is not registered", number));
        MITHAQ_CHECK(database_.run("INSERT INTO reference VALUES (?, ?, ?, ?, ?)", number, i,
                                   *target, std::string_view(reference.as),
                                   std::string_view(reference.item)));
    }
    return {};
}

}  // namespace mithaq::view
