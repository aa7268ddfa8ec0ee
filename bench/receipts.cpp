// How many durable receipts does a register give in a second over HTTP, as a share of what two
// cores can verify of bare Ed25519; and how long does one receipt take.
//   bench_receipts [--smoke] [--connections N] [--acts N] [--rounds N] [--data DIR] [--mithaq FILE]
// `mithaq serve` is a process of its own on a real disk. Acts are signed beforehand; the load
// client and the server share the same cores, so besides the rate over the wall the processor time
// of each is given.
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "api/service.h"
#include "base/json.h"
#include "ground.h"
#include "load.h"
#include "log/audit.h"
#include "tree/checkpoint.h"

namespace {

using namespace mithaq;
using bench::spread;

constexpr std::string_view kTarget = "/main/api/v1/acts";

struct Options {
    bool smoke = false;
    std::size_t connections = 256;
    std::size_t acts = 40'000;
    std::size_t rounds = 7;
    std::string data = "build/bench-data/receipts";
    std::string mithaq = bench::own_mithaq();
};

// ---- What is right, before what is fast

// An answer to `note` is a receipt that verifies offline, by the anchor's key alone.
Result<void> check_answer(const std::string& note, std::string_view body,
                          const log::Anchor& anchor) {
    MITHAQ_TRY(auto answer, parse_json(body));
    MITHAQ_TRY(auto proof, tree::parse_proof(std::string_view(answer.at("receipt").as_string())));
    MITHAQ_TRY(auto policy, tree::Policy::parse(fmt::format(
                                "log {}\nquorum none\n", note::format_verifier_key(anchor.key))));
    MITHAQ_CHECK(tree::verify_proof(proof, proof.extra.value() + note, policy));
    if (answer.at("number") != proof.index.value)
        return err(Errc::unverified, "number", "the answer and its receipt differ in the number");
    return {};
}

// The whole folder, after the load.
Result<void> check_log(Files& files, const bench::Ground& ground, std::uint64_t acts) {
    MITHAQ_TRY(auto source, log::open_folder(files, ground.layout().dir));
    log::AuditOptions options;
    options.anchor = ground.anchor();
    MITHAQ_TRY(auto report, log::audit(*source, options));
    if (!report.findings.empty()) return err(Errc::unverified, "audit", report.findings[0].what);
    if (report.entries < acts)
        return err(Errc::unverified, "audit",
                   fmt::format("{} entries, {} acts were answered", report.entries, acts));
    fmt::print("checked afterwards: all {} entries verify\n", report.entries);
    return {};
}

Result<bench::LoadResult> run(bench::LoadOptions load, const std::vector<std::string>& acts,
                              bool all = true) {
    load.next_request = [&](std::uint64_t index) {
        return bench::LoadRequest{kTarget, acts[index]};
    };
    if (all) load.requests = acts.size();
    MITHAQ_TRY(auto result, bench::run_load(load));
    if (result.statuses != std::map<int, std::uint64_t>{{201, result.completed}}) {
        std::string got;
        for (auto [status, count] : result.statuses) got += fmt::format(" {}x {}", count, status);
        return err(Errc::unverified, "status", "not all were registered:" + got);
    }
    return result;
}

Result<std::uint64_t> warm_up(const bench::Ground& ground, bench::LoadOptions load,
                              std::size_t count) {
    auto acts = ground.sign(0, count);
    Result<void> right;
    std::uint64_t checked = 0;
    load.on_response = [&](std::uint64_t index, int, std::string_view body) {
        if (!right) return;
        right = check_answer(acts[index], body, ground.anchor());
        ++checked;
    };
    MITHAQ_CHECK(run(load, acts));
    MITHAQ_CHECK(right);
    fmt::print("checked beforehand: {} receipts verify offline\n", checked);
    return count;
}

std::vector<bench::BareCheck> bare(const std::vector<std::string>& acts) {
    std::vector<bench::BareCheck> out;
    for (const auto& act : acts) {
        auto note = note::parse_note(act).value();
        bench::BareCheck check{std::move(note.text), {}, {}};
        std::memcpy(check.signature.data(), note.signatures[0].bytes.data(), 64);
        out.push_back(std::move(check));
    }
    return out;
}

// ---- Rate

Result<void> measure_rate(const Options& options) {
    PosixFiles files;
    std::string data = options.data + "/rate";
    std::filesystem::remove_all(data);
    MITHAQ_TRY(auto ground, bench::Ground::found(files, data));
    MITHAQ_TRY(auto server, bench::Child::start({options.mithaq, "serve", "--data", data, "--port",
                                                 "0", "--no-daily-quota"}));
    MITHAQ_TRY(auto url, server.line_after("serving http://127.0.0.1:"));
    bench::LoadOptions load;
    std::from_chars(url.data(), url.data() + url.size(), load.port);
    load.connections = options.connections;
    MITHAQ_TRY(std::uint64_t number, warm_up(ground, load, options.smoke ? 300 : 3'000));

    std::vector<double> rates, shares, ceilings, p99s, server_us, client_us, bare_us, cpu_shares;
    const note::PublicKey key = ground.cast().submit("XAA").verifier.key;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        auto acts = ground.sign(number, options.acts);
        number += acts.size();
        auto checks = bare(acts);
        const auto count = static_cast<double>(acts.size());
        bench::Measured before = bench::check_bare(key, checks);
        double cpu = server.cpu_seconds();
        MITHAQ_TRY(auto result, run(load, acts));
        cpu = server.cpu_seconds() - cpu;
        bench::Measured after = bench::check_bare(key, checks);
        double ceiling = 2 * count / (before.seconds + after.seconds);
        ceilings.push_back(ceiling);
        rates.push_back(result.rate());
        shares.push_back(result.rate() / ceiling);
        p99s.push_back(result.p99_us / 1000);
        bare_us.push_back(1e6 * (before.cpu_seconds + after.cpu_seconds) / 2 / count);
        server_us.push_back(1e6 * cpu / count);
        client_us.push_back(1e6 * result.cpu_seconds / count);
        cpu_shares.push_back(bare_us.back() / server_us.back());
    }
    fmt::print(
        "{} connections, {} rounds of {} acts of {} B text; median (least..most)\n"
        "durable receipts a second      {:.0f}\n"
        "bare Ed25519 on {} threads      {:.0f}\n"
        "share of the ceiling           {:.3f}\n"
        "processor us an act: bare      {:.1f}\n"
        "                     server    {:.1f}\n"
        "                     client    {:.1f}\n"
        "share, the client not counted  {:.3f}\n"
        "p99 ms at this load            {:.1f}\n",
        options.connections, options.rounds, options.acts, bench::kTextBytes, spread(rates),
        bench::kCores, spread(ceilings), spread(shares), spread(bare_us), spread(server_us),
        spread(client_us), spread(cpu_shares), spread(p99s));
    server.signal(SIGTERM);
    if (auto end = server.wait(); end.code != 0)
        return err(Errc::io, "serve", fmt::format("it ended with {}", end.code));
    MITHAQ_CHECK(check_log(files, ground, number));
    std::filesystem::remove_all(data);
    return {};
}

// ---- Latency

// Real files; counts what is waited for.
class CountingFiles final : public Files {
  public:
    std::uint64_t syncs() const { return syncs_; }

    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        MITHAQ_TRY(auto file, files_.open(path, mode));
        return std::make_unique<Counted>(std::move(file), syncs_);
    }
    Result<void> replace(const std::string& path, std::string_view bytes) override {
        syncs_ += 2;  // the file and its folder
        return files_.replace(path, bytes);
    }
    Result<std::string> read_all(const std::string& path) override { return files_.read_all(path); }
    Result<void> make_dir(const std::string& path) override { return files_.make_dir(path); }
    Result<void> rename(const std::string& from, const std::string& to) override {
        return files_.rename(from, to);
    }
    Result<std::unique_ptr<File>> temporary(const std::string& dir) override {
        return files_.temporary(dir);
    }
    Result<void> sync_dir(const std::string& path) override {
        ++syncs_;
        return files_.sync_dir(path);
    }
    Result<std::vector<std::string>> list(const std::string& dir) override {
        return files_.list(dir);
    }
    bool exists(const std::string& path) override { return files_.exists(path); }
    Result<void> remove(const std::string& path) override { return files_.remove(path); }
    Result<std::uint64_t> free_bytes(const std::string& path) override {
        return files_.free_bytes(path);
    }
    Result<std::unique_ptr<File>> lock(const std::string& path) override {
        return files_.lock(path);
    }

  private:
    class Counted final : public File {
      public:
        Counted(std::unique_ptr<File> file, std::atomic<std::uint64_t>& syncs)
            : file_(std::move(file)), syncs_(syncs) {}
        Result<std::uint64_t> size() override { return file_->size(); }
        Result<std::string> read(std::uint64_t offset, std::size_t length) override {
            return file_->read(offset, length);
        }
        Result<void> write(std::uint64_t offset, std::string_view bytes) override {
            return file_->write(offset, bytes);
        }
        Result<void> sync() override {
            ++syncs_;
            return file_->sync();
        }
        Result<void> truncate(std::uint64_t size) override { return file_->truncate(size); }

      private:
        std::unique_ptr<File> file_;
        std::atomic<std::uint64_t>& syncs_;
    };

    PosixFiles files_;
    std::atomic<std::uint64_t> syncs_ = 0;
};

// The floor of a receipt's time: what this disk takes for the three writes and syncs of one commit,
// alone.
Result<void> measure_disk(const std::string& dir, std::size_t count) {
    PosixFiles files;
    MITHAQ_CHECK(files.make_dir(dir));
    std::vector<std::unique_ptr<File>> open;
    for (const char* name : {"/entries", "/slot", "/aside"}) {
        MITHAQ_TRY(auto file, files.open(dir + name, OpenMode::create));
        open.push_back(std::move(file));
    }
    const std::string bytes(1200, 'x');
    std::vector<double> times_us;
    for (std::size_t i = 0; i < count; ++i) {
        double start = bench::seconds_now();
        for (const auto& file : open) {
            bool grows = &file == &open.front();
            MITHAQ_CHECK(file->write(grows ? i * bytes.size() : 0, bytes));
            MITHAQ_CHECK(file->sync());
        }
        times_us.push_back(1e6 * (bench::seconds_now() - start));
    }
    std::ranges::sort(times_us);
    fmt::print("three writes and fdatasyncs on this disk, alone: p50 {:.0f} us, p99 {:.0f} us\n",
               times_us[count / 2], times_us[count * 99 / 100]);
    return {};
}

Result<void> measure_latency(const Options& options) {
    CountingFiles files;
    SystemClock clock;
    std::string data = options.data + "/latency";
    std::filesystem::remove_all(data);
    MITHAQ_CHECK(measure_disk(data + "/disk", options.smoke ? 20 : 1'000));
    MITHAQ_TRY(auto ground, bench::Ground::found(files, data));
    MITHAQ_TRY(auto reg, reg::Register::start(files, clock, ground.layout(), {}));
    api::Service service({{"main", reg.get(), {}}}, {});
    net::ServerLimits limits;
    limits.body_bytes_max = api::body_bytes_max;
    MITHAQ_TRY(auto server, net::Server::listen(
                                0, 2,
                                [&](net::Request&& request, net::Respond respond) {
                                    service.handle(std::move(request), std::move(respond));
                                },
                                limits));
    bench::LoadOptions load;
    load.port = server->port();
    load.connections = 64;
    MITHAQ_TRY(std::uint64_t number, warm_up(ground, load, 200));

    struct Step {
        double rate;
        std::size_t acts;
    };
    for (auto [rate, acts_wanted] : {Step{10, 600}, Step{100, 3'000}, Step{1'000, 14'000}}) {
        auto acts = ground.sign(number, options.smoke ? 20 : acts_wanted);
        number += acts.size();
        load.rate = rate;
        std::uint64_t syncs = files.syncs();
        MITHAQ_TRY(auto result, run(load, acts));
        syncs = files.syncs() - syncs;
        fmt::print(
            "{:>5.0f} a second, open loop, {:>5} acts: p50 {:>6.2f} ms  p99 {:>6.2f} ms  p99.9 "
            "{:>6.2f} ms  most {:>6.2f} ms  {:.2f} fdatasyncs an act\n",
            rate, acts.size(), result.p50_us / 1000, result.p99_us / 1000, result.p999_us / 1000,
            result.max_us / 1000, static_cast<double>(syncs) / static_cast<double>(acts.size()));
    }
    reg->stop();
    server->stop();
    reg.reset();
    MITHAQ_CHECK(check_log(files, ground, number));
    std::filesystem::remove_all(data);
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    bool rate = true, latency = true;
    for (int i = 1; i < argc; ++i) {
        const std::string_view flag = argv[i];
        std::size_t* number = flag == "--connections" ? &options.connections
                              : flag == "--acts"      ? &options.acts
                              : flag == "--rounds"    ? &options.rounds
                                                      : nullptr;
        std::string* text = flag == "--data"     ? &options.data
                            : flag == "--mithaq" ? &options.mithaq
                                                 : nullptr;
        if (flag == "--smoke") {
            options = {.smoke = true, .connections = 16, .acts = 500, .rounds = 1};
        } else if (flag == "--rate-only") {
            latency = false;
        } else if (flag == "--latency-only") {
            rate = false;
        } else if (number && i + 1 < argc) {
            const std::string_view value = argv[++i];
            std::from_chars(value.data(), value.data() + value.size(), *number);
        } else if (text && i + 1 < argc) {
            *text = argv[++i];
        } else {
            fmt::print(stderr,
                       "bench_receipts [--smoke] [--rate-only|--latency-only] [--connections N] "
                       "[--acts N] [--rounds N] [--data DIR] [--mithaq FILE]\n");
            return 2;
        }
    }
    Result<void> done;
    if (rate) done = measure_rate(options);
    if (done && latency) done = measure_latency(options);
    if (!done) fmt::print(stderr, "{} ({})\n", done.error().message, done.error().type);
    return done ? 0 : 1;
}
