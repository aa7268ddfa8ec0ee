// How fast is a whole log verified, as a share of the bare Ed25519 and SHA-256 over the same bytes;
// how long does a register of that size take to start; what memory and what disk does it need.
//   bench_audit [--smoke] [--entries N] [--rounds N] [--data DIR] [--keep] [--mithaq FILE]
// The log is built once, in this process, and kept with --keep for the next run. `mithaq log
// verify` and `mithaq serve` are processes of their own; their files are in the page cache.
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <future>
#include <optional>

#include "ground.h"
#include "log/source.h"

namespace {

using namespace mithaq;
using bench::spread;

struct Options {
    bool smoke = false;
    bool keep = false;
    std::uint64_t entries = 1'000'000;
    std::size_t rounds = 3;
    std::string data = "build/bench-data/audit";
    std::string mithaq = bench::own_mithaq();

    log::Layout layout() const { return {data + "/main", data + "/aside/main"}; }
};

// ---- The log

constexpr std::uint64_t kBatch = 2048;

std::vector<rules::Prepared> prepare_batch(const bench::Ground& ground, std::uint64_t first,
                                           std::uint64_t count) {
    const note::PublicKey key = ground.cast().submit("XAA").verifier.key;
    std::vector<rules::Prepared> out;
    for (std::uint64_t i = 0; i < count; ++i) {
        // Signed here a moment ago: only the audit is to verify it.
        rules::Prepared prepared{act::parse_act(ground.sign_one(first + i)).value(), {}};
        prepared.lines.emplace_back(rules::Prepared::Line{key, true});
        out.push_back(std::move(prepared));
    }
    return out;
}

// A register with `options.entries` acts and the entries of its founding. Stamps are a millisecond
// apart and end before now.
Result<void> build(const Options& options) {
    PosixFiles files;
    std::filesystem::remove_all(options.data);
    auto span_ms = static_cast<std::int64_t>(options.entries) + 60'000;
    MITHAQ_TRY(auto ground, bench::Ground::found(files, options.data, span_ms));
    MITHAQ_TRY(auto writer,
               log::Writer::open(files, ground.layout(), ground.cast().register_keys()));
    Instant stamp = writer->state().last_stamp();
    std::deque<std::future<std::vector<rules::Prepared>>> running;
    for (std::uint64_t next = 0; next < options.entries || !running.empty();) {
        while (running.size() < bench::kCores && next < options.entries) {
            std::uint64_t count = std::min(kBatch, options.entries - next);
            running.push_back(std::async(std::launch::async, [&ground, next, count] {
                return prepare_batch(ground, next, count);
            }));
            next += count;
        }
        auto batch = running.front().get();
        running.pop_front();
        for (const auto& prepared : batch) {
            ++stamp.ms;
            MITHAQ_CHECK(writer->append(prepared, stamp));
        }
        MITHAQ_CHECK(writer->commit());
    }
    return writer->write_snapshot();
}

struct Sizes {
    std::uint64_t entries = 0;
    std::uint64_t notes = 0;  // bytes of the acts as they were sent
    std::vector<bench::BareCheck> checks;
};

// Reads the whole log once: what its acts weigh, and the first `checks_max` of them taken apart.
Result<Sizes> read_log(const Options& options, std::size_t checks_max) {
    PosixFiles files;
    const std::string signer = log::TestCast().submit("XAA").verifier.name;
    MITHAQ_TRY(auto entries, files.open(options.layout().path("entries"), OpenMode::read));
    log::RecordScan scan(*entries, 0);
    Sizes out;
    while (true) {
        MITHAQ_TRY(auto record, scan.next());
        if (!record) return out;
        MITHAQ_TRY(auto entry, act::parse_entry(*record));
        ++out.entries;
        out.notes += entry.note.size();
        if (out.checks.size() == checks_max) continue;
        MITHAQ_TRY(auto note, note::parse_note(entry.note));
        if (note.signatures[0].name != signer) continue;  // of the founding, or a tick
        bench::BareCheck check{std::move(note.text), {}, std::string(*record)};
        std::memcpy(check.signature.data(), note.signatures[0].bytes.data(), 64);
        out.checks.push_back(std::move(check));
    }
}

// ---- Audit

struct Audited {
    double seconds = 0;
    bench::Child::End end;
};
Result<Audited> audit_once(const Options& options, std::uint64_t entries) {
    double start = bench::seconds_now();
    MITHAQ_TRY(auto audit,
               bench::Child::start({options.mithaq, "log", "verify", options.layout().dir,
                                    "--anchor", options.layout().path("anchor")}));
    MITHAQ_TRY(auto verdict, audit.line_after("all holds: the "));
    auto end = audit.wait();
    double seconds = bench::seconds_now() - start;
    if (end.code != 0 || !verdict.starts_with(fmt::format("{} entries", entries)))
        return err(Errc::unverified, "audit", "it did not verify all entries: " + verdict);
    return Audited{seconds, std::move(end)};
}

Result<void> measure_audit(const Options& options) {
    // Not timed: brings the files into the page cache. Its memory is asked now, because a process
    // begins with the peak of the one that started it, and this one grows below.
    MITHAQ_TRY(auto size, read_log(options, 0));
    MITHAQ_TRY(auto first, audit_once(options, size.entries));
    // A quarter of the log is checked bare before each audit and after it.
    MITHAQ_TRY(auto log, read_log(options, std::max<std::uint64_t>(1'000, options.entries / 4)));
    const note::PublicKey key = log::TestCast().submit("XAA").verifier.key;
    const auto count = static_cast<double>(log.checks.size());
    const auto entries = static_cast<double>(log.entries);
    std::vector<double> rates, ceilings, shares, audit_us, bare_us, cpu_shares;
    auto before = bench::check_bare(key, log.checks);
    for (std::size_t round = 0; round < options.rounds; ++round) {
        MITHAQ_TRY(auto audited, audit_once(options, log.entries));
        auto after = bench::check_bare(key, log.checks);
        ceilings.push_back(2 * count / (before.seconds + after.seconds));
        rates.push_back(entries / audited.seconds);
        shares.push_back(rates.back() / ceilings.back());
        bare_us.push_back(1e6 * (before.cpu_seconds + after.cpu_seconds) / 2 / count);
        audit_us.push_back(1e6 * audited.end.cpu_seconds / entries);
        cpu_shares.push_back(bare_us.back() / audit_us.back());
        before = after;
    }
    fmt::print(
        "audit of {} entries, {} rounds; median (least..most)\n"
        "entries a second               {:.0f}\n"
        "bare Ed25519 and SHA-256       {:.0f}\n"
        "share of the ceiling           {:.3f}\n"
        "processor us an entry: audit   {:.1f}\n"
        "                       bare    {:.1f}\n"
        "share of processor time        {:.3f}\n"
        "memory of the audit, MB        {:.0f}\n",
        log.entries, options.rounds, spread(rates), spread(ceilings), spread(shares),
        spread(audit_us), spread(bare_us), spread(cpu_shares), first.end.memory_mb_max);
    return {};
}

// ---- Start

Result<void> measure_starts(const Options& options) {
    for (bool with_snapshot : {false, true}) {
        std::vector<double> seconds, memory, stop_seconds;
        std::string told;
        for (std::size_t round = 0; round < options.rounds; ++round) {
            if (!with_snapshot) std::filesystem::remove(options.layout().path("snapshot"));
            double start = bench::seconds_now();
            MITHAQ_TRY(auto server, bench::Child::start({options.mithaq, "serve", "--data",
                                                         options.data, "--port", "0"}));
            MITHAQ_TRY(told, server.line_after("main: "));
            MITHAQ_CHECK(server.line_after("serving "));
            seconds.push_back(bench::seconds_now() - start);
            memory.push_back(server.memory_mb_max());
            double stop = bench::seconds_now();
            server.signal(SIGTERM);
            if (auto end = server.wait(); end.code != 0)
                return err(Errc::io, "serve", fmt::format("it ended with {}", end.code));
            stop_seconds.push_back(bench::seconds_now() - stop);
        }
        fmt::print(
            "start {} ({}): {:.2f} s; memory at most {:.0f} MB; stop, the snapshot written: {:.2f} "
            "s\n",
            with_snapshot ? "with its snapshot" : "without snapshot", told, spread(seconds),
            spread(memory), spread(stop_seconds));
    }
    return {};
}

// ---- Disk

Result<void> measure_disk(const Options& options) {
    MITHAQ_TRY(auto log, read_log(options, 0));
    const auto entries = static_cast<double>(log.entries);
    fmt::print("disk, bytes an entry: acts {:.1f}", static_cast<double>(log.notes) / entries);
    std::vector<std::filesystem::directory_entry> found;
    for (const auto& file : std::filesystem::recursive_directory_iterator(options.data))
        if (file.is_regular_file()) found.push_back(file);
    std::ranges::sort(found);
    std::uint64_t all = 0;
    for (const auto& file : found) {
        std::uint64_t size = file.file_size();
        all += size;
        bool entries_file = file.path() == options.layout().path("entries");
        if (entries_file) size -= log.notes;  // what stands around the acts
        double each = static_cast<double>(size) / entries;
        if (each >= 0.05)
            fmt::print("; {} {:.1f}",
                       entries_file ? "around them in entries" : file.path().filename().string(),
                       each);
    }
    fmt::print("; beyond the acts {:.1f} in all, {:.1f} %\n",
               static_cast<double>(all - log.notes) / entries,
               100.0 * static_cast<double>(all - log.notes) / static_cast<double>(log.notes));
    return {};
}

Result<void> run(const Options& options) {
    bool kept = false;
    if (options.keep && std::filesystem::exists(options.layout().path("anchor"))) {
        MITHAQ_TRY(auto log, read_log(options, 0));
        kept = log.entries > options.entries;
    }
    if (!kept) {
        double start = bench::seconds_now();
        MITHAQ_CHECK(build(options));
        fmt::print("{} acts signed and appended in {:.0f} s\n", options.entries,
                   bench::seconds_now() - start);
    }
    std::fflush(stdout);
    MITHAQ_CHECK(measure_audit(options));
    std::fflush(stdout);
    MITHAQ_CHECK(measure_starts(options));
    MITHAQ_CHECK(measure_disk(options));
    if (!options.keep) std::filesystem::remove_all(options.data);
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view flag = argv[i];
        std::string* text = flag == "--data"     ? &options.data
                            : flag == "--mithaq" ? &options.mithaq
                                                 : nullptr;
        if (flag == "--smoke") {
            options = {.smoke = true, .entries = 2'000, .rounds = 1};
        } else if (flag == "--keep") {
            options.keep = true;
        } else if (text && i + 1 < argc) {
            *text = argv[++i];
        } else if ((flag == "--entries" || flag == "--rounds") && i + 1 < argc) {
            const std::string_view value = argv[++i];
            std::uint64_t number = 0;
            std::from_chars(value.data(), value.data() + value.size(), number);
            (flag == "--entries" ? options.entries : options.rounds) = number;
        } else {
            fmt::print(stderr,
                       "bench_audit [--smoke] [--entries N] [--rounds N] [--data DIR] [--keep] "
                       "[--mithaq FILE]\n");
            return 2;
        }
    }
    options.rounds = std::max<std::size_t>(1, options.rounds);
    if (auto done = run(options); !done) {
        fmt::print(stderr, "{} ({})\n", done.error().message, done.error().type);
        return 1;
    }
    return 0;
}
