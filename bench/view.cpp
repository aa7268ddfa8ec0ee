// How far is the view behind the register at 1,000 acts a second; how fast does it come back, as a
// share of what bare SQLite inserts of the same rows take; and how long do questions take.
//   bench_view [--smoke] [--acts N] [--rounds N] [--seconds N] [--data DIR]
// Questions are asked on one thread, in the program, without HTTP.
#include "view/view.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <future>
#include <random>
#include <sqlite3.h>

#include <fmt/format.h>

#include "ground.h"
#include "register/register.h"
#include "view/dump.h"

namespace {

using namespace mithaq;
using bench::seconds_now;
using bench::spread;

struct Options {
    bool smoke = false;
    std::size_t acts = 100'000;
    std::size_t rounds = 5;
    std::size_t seconds = 20;
    std::size_t rate = 1'000;
    std::size_t questions = 200;
    std::string data = "build/bench-data/view";
};

constexpr std::uint64_t kEntriesACommit = 4096;

struct Quantiles {
    double p50 = 0, p99 = 0, most = 0;
};
Quantiles quantiles(std::vector<double> values) {
    MITHAQ_ASSERT(!values.empty());
    std::ranges::sort(values);
    return {values[values.size() / 2], values[values.size() * 99 / 100], values.back()};
}

std::string new_folder(const std::string& path) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    return path;
}

// ---- Lag

Result<void> measure_lag(const Options& options) {
    PosixFiles files;
    SystemClock clock;
    std::string data = new_folder(options.data + "/lag");
    MITHAQ_TRY(auto ground, bench::Ground::found(files, data));
    reg::Options settings;
    settings.quotas.participant_acts_a_day = settings.quotas.participant_bytes_a_day = UINT64_MAX;
    MITHAQ_TRY(auto reg, reg::Register::start(files, clock, ground.layout(), settings));
    std::size_t count = options.rate * options.seconds;
    auto acts = ground.sign(0, count + 1);
    // One beforehand: the tick of the start is before it.
    std::promise<std::uint64_t> begun;
    reg->submit(acts[count], [&](reg::Outcome outcome) {
        begun.set_value(std::get<reg::Registered>(outcome).number);
    });
    std::uint64_t first = begun.get_future().get() + 1;
    std::vector<double> received(count), visible(count);
    std::atomic<std::size_t> refused = 0, answered = 0;
    {
        view::View view(reg->reader(), reg->rulebook(), {.path = data + "/view.sqlite"});
        std::thread watcher([&] {
            for (std::uint64_t seen = first; seen < first + count && refused == 0;) {
                if (!view.wait_for(seen + 1, std::chrono::seconds(1))) continue;
                double now = seconds_now();
                for (std::uint64_t size = view.size(); seen < size; ++seen)
                    if (seen >= first && seen < first + count) visible[seen - first] = now;
            }
        });
        double start = seconds_now();
        for (std::size_t i = 0; i < count; ++i) {
            double due = start + static_cast<double>(i) / static_cast<double>(options.rate);
            while (seconds_now() < due) std::this_thread::sleep_for(std::chrono::microseconds(200));
            reg->submit(acts[i], [&](reg::Outcome outcome) {
                if (auto* done = std::get_if<reg::Registered>(&outcome))
                    received[done->number - first] = seconds_now();
                else
                    ++refused;
                ++answered;
            });
        }
        watcher.join();
        while (answered < count) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (refused != 0) return err(Errc::unverified, "lag", "not all acts were registered");
        MITHAQ_TRY(auto list, view.record({{"limit", "1"}}));
        if (list.at("total") != count + 1)
            return err(Errc::unverified, "lag", "the view does not hold what was registered");
        MITHAQ_CHECK(view.item(std::to_string(first + count - 1), {}));
    }
    std::vector<double> lags;
    // It can be visible before its author has the receipt.
    for (std::size_t i = 0; i < count; ++i)
        lags.push_back(std::max(0.0, 1000 * (visible[i] - received[i])));
    auto lag = quantiles(std::move(lags));
    fmt::print(
        "{} acts of {} B text at {} a second: from receipt to view p50 {:.1f} ms, p99 {:.1f} "
        "ms, most {:.1f} ms\n",
        count, bench::kTextBytes, options.rate, lag.p50, lag.p99, lag.most);
    reg->stop();
    reg.reset();
    std::filesystem::remove_all(data);
    return {};
}

// ---- A record of texts that name one another

struct Record {
    PosixFiles files;
    std::unique_ptr<log::Writer> writer;
    std::shared_ptr<const rulebook::Rulebook> rulebook;
    std::vector<Hash> ids;
    std::string data;

    const log::Reader& reader() const { return writer->reader(); }
};

json::object text_of(std::size_t number, const rulebook::Rulebook& rulebook, std::mt19937& chance) {
    auto below = [&](std::size_t n) { return chance() % n; };
    static constexpr const char* kKinds[] = {"resolution", "declaration", "communique", "report"};
    static constexpr const char* kOrgans[] = {"XAA", "XAB", "XAC", "REGISTRY"};
    json::array themes;
    for (const auto& [code, theme] : rulebook.themes)
        if (themes.size() < 3 && below(4) == 0) themes.emplace_back(code);
    json::object out{
        {"kind", kKinds[below(4)]},
        {"title",
         {{"en", fmt::format("Resolution {} on the peaceful settlement of matter {}", number,
                             below(1000))},
          {"ar", fmt::format("القرار {} بشأن التسوية السلمية للمسألة {}", number, below(1000))},
          {"fr", fmt::format("Résolution {} sur le règlement pacifique de la question {}", number,
                             below(1000))}}},
        {"symbol", fmt::format("{}/{}-P", number % 60, number / 60)},
        {"organ", kOrgans[below(4)]},
        {"when",
         {{"gregorian",
           fmt::format("{}-{:02}-{:02}", 1969 + below(57), 1 + below(12), 1 + below(28))}}},
        {"source", {{"document", {{"en", "invented for a bench"}}}}},
        {"checked", below(5) == 0 ? "no" : "yes"}};
    if (!themes.empty()) out["themes"] = std::move(themes);
    return out;
}

Result<void> fill(Record& out, const bench::Ground& ground, std::size_t acts) {
    std::mt19937 chance(1);
    static constexpr const char* kWays[] = {"reaffirms", "implements", "follows", "basis"};
    Instant now = SystemClock{}.wall();
    MITHAQ_TRY(out.writer,
               log::Writer::open(out.files, ground.layout(), ground.cast().register_keys()));
    out.rulebook = rulebook::load_bundle(log::basic_bundle()).value();
    tree::Checkpoint head = out.reader().head()->checkpoint;
    for (std::size_t i = 0; i < acts; ++i) {
        json::array re;
        for (std::size_t n = i == 0 ? 0 : chance() % 4; n > 0; --n) {
            // Newer texts name those shortly before them, and sometimes an old one.
            std::size_t back = 1 + chance() % std::min<std::size_t>(i, n == 1 ? i : 200);
            re.push_back({{"id", act::hex(out.ids[i - back])}, {"as", kWays[chance() % 4]}});
        }
        json::object headers{{"ref", fmt::format("XAA/{}", i)},
                             {"expires", format_instant(Instant{now.ms + 60 * kDayMs})}};
        if (!re.empty()) headers["re"] = std::move(re);
        auto note = ground.cast().signed_act("text.record", text_of(i, *out.rulebook, chance),
                                             {"XAA"}, head, headers);
        auto prepared = log::test_prepared(note);
        out.ids.push_back(prepared.act.id);
        MITHAQ_CHECK(out.writer->append(std::move(prepared), now));
        if (i % 1000 == 999 || i + 1 == acts) MITHAQ_CHECK(out.writer->commit());
    }
    return {};
}

Result<std::string> dump_of(const std::string& path) {
    std::string out;
    MITHAQ_CHECK(view::dump(path, [&](std::string_view line) { out += line; }));
    return out;
}

// ---- Coming back

Result<double> rebuild(const Record& record, const std::string& path) {
    double start = seconds_now();
    MITHAQ_TRY(auto store, view::Store::open(path, record.reader(), record.rulebook,
                                             view::Store::Held::deleted));
    while (true) {
        MITHAQ_TRY(bool whole, store.advance(kEntriesACommit));
        if (whole) return seconds_now() - start;
    }
}

// The same tables, indexes, settings, rows, order and transactions, and nothing else.
class BareInserts {
  public:
    static Result<BareInserts> of(const std::string& path) {
        BareInserts out;
        MITHAQ_TRY(auto database, view::Database::open(path, view::Database::Mode::read));
        MITHAQ_CHECK(database.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL",
                                   [&](view::Row row) { out.schema_ += row.text(0) + ";"; }));
        for (auto& table : out.tables_) {
            std::string columns = std::string(table.by) + ", " + table.name + ".*";
            MITHAQ_CHECK(
                database.rows(fmt::format("SELECT {} FROM {} ORDER BY 1", columns, table.name),
                              [&](view::Row row) {
                                  Values values;
                                  for (int i = 1; i <= table.columns; ++i)
                                      values.push_back(row.null(i)            ? Cell{}
                                                       : table.integer(i - 1) ? Cell{row.integer(i)}
                                                                              : Cell{row.text(i)});
                                  table.rows.push_back({row.number(0), std::move(values)});
                              }));
            MITHAQ_ASSERT(!table.rows.empty());
        }
        return out;
    }
    double run(const std::string& path) {
        MITHAQ_ASSERT(view::remove_view(path));
        double start = seconds_now();
        sqlite3* database = nullptr;
        MITHAQ_ASSERT(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
        script(database,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
               "PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -32768;");
        script(database, schema_.c_str());
        std::vector<sqlite3_stmt*> statements;
        for (const auto& table : tables_) {
            std::string sql = fmt::format("INSERT INTO {} VALUES (?", table.name);
            for (int i = 1; i < table.columns; ++i) sql += ", ?";
            statements.push_back(nullptr);
            MITHAQ_ASSERT(sqlite3_prepare_v2(database, (sql + ")").c_str(), -1, &statements.back(),
                                             nullptr) == SQLITE_OK);
        }
        std::vector<std::size_t> at(tables_.size());
        std::uint64_t acts = tables_[0].rows.back().first + 1;
        for (std::uint64_t number = 0; number < acts; ++number) {
            if (number % kEntriesACommit == 0) script(database, "BEGIN IMMEDIATE");
            for (std::size_t t = 0; t < tables_.size(); ++t)
                for (auto& rows = tables_[t].rows;
                     at[t] < rows.size() && rows[at[t]].first == number; ++at[t])
                    insert(statements[t], rows[at[t]].second);
            if (number % kEntriesACommit == kEntriesACommit - 1 || number + 1 == acts)
                script(database, "COMMIT");
        }
        for (auto* statement : statements) sqlite3_finalize(statement);
        MITHAQ_ASSERT(sqlite3_close(database) == SQLITE_OK);
        return seconds_now() - start;
    }

  private:
    using Cell = std::variant<std::monostate, std::int64_t, std::string>;
    using Values = std::vector<Cell>;
    struct Table {
        const char *name, *by, *integers;  // 'i' for a column that is an integer
        int columns = static_cast<int>(std::string_view(integers).size());
        std::vector<std::pair<std::uint64_t, Values>> rows{};
        bool integer(int column) const { return integers[column] == 'i'; }
    };

    static void script(sqlite3* database, const char* sql) {
        MITHAQ_ASSERT(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    static void insert(sqlite3_stmt* statement, const Values& values) {
        for (int i = 0; i < static_cast<int>(values.size()); ++i) {
            const Cell& cell = values[static_cast<std::size_t>(i)];
            if (const auto* integer = std::get_if<std::int64_t>(&cell))
                sqlite3_bind_int64(statement, i + 1, *integer);
            else if (const auto* bytes = std::get_if<std::string>(&cell); bytes && is_id(*bytes))
                sqlite3_bind_blob64(statement, i + 1, bytes->data(), bytes->size(), SQLITE_STATIC);
            else if (bytes)
                sqlite3_bind_text64(statement, i + 1, bytes->data(), bytes->size(), SQLITE_STATIC,
                                    SQLITE_UTF8);
            else
                sqlite3_bind_null(statement, i + 1);
        }
        MITHAQ_ASSERT(sqlite3_step(statement) == SQLITE_DONE);
        sqlite3_reset(statement);
    }
    // Of the columns here only ids are 32 bytes that are not UTF-8, but for chance in 2^100.
    static bool is_id(const std::string& bytes) {
        return bytes.size() == 32 && std::ranges::any_of(bytes, [](char c) { return c < 0; });
    }

    std::string schema_;
    std::vector<Table> tables_{
        {"act", "number", "ititittttttttt"}, {"brief", "number", "it"},
        {"words", "number", "it"},           {"party", "number", "tii"},
        {"theme", "number", "it"},           {"reference", "source", "iiitt"}};
};

Result<void> measure_rebuild(const Options& options, const Record& record) {
    std::string path = record.data + "/view.sqlite", beside = record.data + "/bare.sqlite";
    MITHAQ_CHECK(rebuild(record, path));
    MITHAQ_TRY(auto right, dump_of(path));
    {  // Right before fast: the same as one that grew by small steps.
        MITHAQ_TRY(auto store, view::Store::open(beside, record.reader(), record.rulebook));
        while (true) {
            MITHAQ_TRY(bool whole, store.advance(37));
            if (whole) break;
        }
    }
    MITHAQ_TRY(auto grown, dump_of(beside));
    if (grown != right) return err(Errc::unverified, "rebuild", "the two dumps differ");
    MITHAQ_TRY(auto bare, BareInserts::of(path));
    bare.run(beside);
    std::vector<double> rates, ceilings, shares;
    const auto acts = static_cast<double>(record.reader().head()->size().value);
    for (std::size_t round = 0; round < options.rounds; ++round) {
        double before = bare.run(beside);
        MITHAQ_TRY(double took, rebuild(record, path));
        double ceiling = acts / ((before + bare.run(beside)) / 2);
        rates.push_back(acts / took);
        ceilings.push_back(ceiling);
        shares.push_back(acts / took / ceiling);
    }
    fmt::print(
        "made anew, {:.0f} acts, {} rounds; median (least..most)\n"
        "acts a second                  {:.0f}\n"
        "bare inserts of the same rows  {:.0f}\n"
        "share                          {:.3f}\n"
        "bytes an act                   {:.0f}\n",
        acts, options.rounds, spread(rates), spread(ceilings), spread(shares),
        static_cast<double>(std::filesystem::file_size(path)) / acts);
    return {};
}

// ---- Questions

Result<void> measure_questions(const Options& options, const Record& record) {
    std::string path = record.data + "/view.sqlite";
    view::CountsCache counts;
    MITHAQ_TRY(auto database, view::Database::open(path, view::Database::Mode::read));
    view::Answers answers(std::move(database),
                          view::Context{record.reader(), record.rulebook, {}, counts});
    std::mt19937 chance(2);
    std::size_t acts = record.ids.size();
    auto any = [&] { return act::hex(record.ids[chance() % acts]); };
    auto number = [&] { return std::to_string(10 + chance() % (acts - 10)); };
    using Asked = std::function<Result<json::object>()>;
    auto list = [&](view::Parameters asked) {
        return [&answers, asked = std::move(asked)] { return answers.record(asked); };
    };
    const std::vector<std::pair<const char*, Asked>> kinds{
        {"first page", list({})},
        {"first page, one kind and three decades",
         list({{"kind", "resolution"}, {"from", "1980"}, {"until", "2009"}})},
        {"first page, by theme",
         list({{"theme", record.rulebook->themes.begin()->first}, {"sort", "date"}})},
        {"first page, as of any number (counts anew)",
         [&] { return answers.record({{"as-of", number()}}); }},
        {"words in titles, counts anew",
         [&] { return answers.record({{"contains", fmt::format("matter {}", chance() % 1000)}}); }},
        {"by symbol",
         [&] {
             return answers.record(
                 {{"symbol", fmt::format("{}/{}-P", chance() % 60, chance() % (1 + acts / 60))}});
         }},
        {"one text", [&] { return answers.item(any(), {}); }},
        {"graph around one, depth 2",
         [&] { return answers.graph({{"around", any()}, {"depth", "2"}}); }},
        {"whole graph (500 nodes)", [&] { return answers.graph({}); }},
        {"participants", [&] { return answers.participants({}); }}};
    fmt::print("questions at {} acts, {} of each, one thread\n", acts, options.questions);
    for (const auto& [name, ask] : kinds) {
        std::vector<double> times;
        for (std::size_t i = 0; i < options.questions; ++i) {
            double start = seconds_now();
            MITHAQ_CHECK(ask());
            times.push_back(1000 * (seconds_now() - start));
        }
        double first = times.front();
        auto time = quantiles(std::move(times));
        fmt::print("{:<44} p50 {:>7.2f} ms  p99 {:>7.2f} ms  first {:>7.2f} ms\n", name, time.p50,
                   time.p99, first);
    }
    return {};
}

Result<void> check_answers(const Record& record) {
    view::CountsCache counts;
    MITHAQ_TRY(auto database,
               view::Database::open(record.data + "/view.sqlite", view::Database::Mode::read));
    view::Answers answers(std::move(database),
                          view::Context{record.reader(), record.rulebook, {}, counts});
    MITHAQ_TRY(auto list, answers.record({{"form", "text.record"}}));
    MITHAQ_TRY(auto item, answers.item(act::hex(record.ids.back()), {}));
    if (list.at("total") != record.ids.size() ||
        item.at("item").at("id").as_string() != act::hex(record.ids.back()))
        return err(Errc::unverified, "answers", "the view does not answer what was registered");
    return {};
}

Result<void> measure(const Options& options) {
    Record record;
    record.data = new_folder(options.data + "/record");
    MITHAQ_TRY(auto ground, bench::Ground::found(record.files, record.data));
    MITHAQ_CHECK(fill(record, ground, options.acts));
    MITHAQ_CHECK(measure_rebuild(options, record));
    MITHAQ_CHECK(check_answers(record));
    MITHAQ_CHECK(measure_questions(options, record));
    std::filesystem::remove_all(record.data);
    return measure_lag(options);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view flag = argv[i];
        std::size_t* number = flag == "--acts"      ? &options.acts
                              : flag == "--rounds"  ? &options.rounds
                              : flag == "--seconds" ? &options.seconds
                                                    : nullptr;
        if (flag == "--smoke") {
            options = {
                .smoke = true, .acts = 300, .rounds = 1, .seconds = 1, .rate = 200, .questions = 5};
        } else if (flag == "--data" && i + 1 < argc) {
            options.data = argv[++i];
        } else if (number && i + 1 < argc) {
            const std::string_view value = argv[++i];
            std::from_chars(value.data(), value.data() + value.size(), *number);
        } else {
            fmt::print(stderr,
                       "bench_view [--smoke] [--acts N] [--rounds N] [--seconds N] "
                       "[--data DIR]\n");
            return 2;
        }
    }
    auto done = measure(options);
    if (!done) fmt::print(stderr, "{} ({})\n", done.error().message, done.error().type);
    return done ? 0 : 1;
}
