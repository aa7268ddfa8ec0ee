#include "ground.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

namespace mithaq::bench {
namespace {

constexpr std::string_view kNumberMark = "XAA/000000000";
constexpr std::string_view kArabic = "يبلغ الأمين العام الدول الأعضاء بموعد الدورة وجدول أعمالها. ";
constexpr std::string_view kEnglish =
    "The Secretary General informs the member states of the date of the session and its agenda. ";

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

// Words of `from`, over and over, cut at a character's end: exactly `size` bytes, blanks at the
// end.
std::string words(std::string_view from, std::size_t size) {
    std::string out;
    while (out.size() < size) out += from;
    std::size_t cut = size;
    while ((static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
    out.resize(cut);
    return out.append(size - cut, '.');
}

template <typename Work>
void on_all_cores(std::size_t count, Work work) {
    std::vector<std::jthread> threads;
    for (unsigned core = 0; core < kCores; ++core)
        threads.emplace_back([=] { work(count * core / kCores, count * (core + 1) / kCores); });
}

}  // namespace

Result<Ground> Ground::found(Files& files, const std::string& data,
                             std::int64_t founded_before_ms) {
    Ground out;
    out.layout_ = {data + "/main", data + "/aside/main"};
    out.key_ = out.cast_.submit("XAA");
    Instant now = SystemClock{}.wall();
    Instant stamp{now.ms - founded_before_ms};
    MITHAQ_TRY(out.anchor_, out.cast_.found(files, out.layout_, stamp, log::basic_bundle()));
    json::object expires{{"expires", format_instant(Instant{now.ms + 60 * kDayMs})}};
    MITHAQ_TRY(auto writer, log::Writer::open(files, out.layout_, out.cast_.register_keys()));
    json::object body{{"purpose", "submit"},
                      {"vkey", note::format_verifier_key(out.key_.verifier)},
                      {"possession", act::prove_possession(out.cast_.origin(), "XAA",
                                                           act::Purpose::submit, out.key_)}};
    auto head = [&] { return writer->reader().head()->checkpoint; };
    std::string key_add = out.cast_.signed_act("key.add", body, {"XAA"}, head(), expires);
    MITHAQ_CHECK(writer->append(log::test_prepared(key_add), stamp));
    MITHAQ_CHECK(writer->commit());

    auto text_of = [&](std::size_t arabic, std::size_t english) {
        json::object headers = expires;
        headers["ref"] = kNumberMark;
        json::object texts{{"ar", words(kArabic, arabic)}, {"en", words(kEnglish, english)}};
        return out.cast_.act_text("communication.plain", {{"text", texts}}, {"XAA"}, head(),
                                  headers);
    };
    std::size_t room = kTextBytes - text_of(1, 1).size() + 2;
    out.text_ = text_of(room / 2, room - room / 2);
    MITHAQ_ASSERT(out.text_.size() == kTextBytes);
    out.number_at_ = out.text_.find(kNumberMark) + 4;
    return out;
}

std::string Ground::sign_one(std::uint64_t number) const {
    note::Note note{text_, {}};
    fmt::format_to(note.text.begin() + static_cast<std::ptrdiff_t>(number_at_), "{:09}", number);
    note.signatures.push_back(note::sign(key_, note.text));
    return note::format_note(note);
}

std::vector<std::string> Ground::sign(std::uint64_t first, std::size_t count) const {
    std::vector<std::string> out(count);
    on_all_cores(count, [&out, this, first](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) out[i] = sign_one(first + i);
    });
    return out;
}

Measured check_bare(const note::PublicKey& key, std::span<const BareCheck> checks) {
    double cpu = process_cpu_seconds();
    double start = seconds_now();
    std::atomic<std::size_t> good = 0;
    std::atomic<unsigned> sum = 0;  // so that no hash is left out
    on_all_cores(checks.size(), [&](std::size_t begin, std::size_t end) {
        std::size_t verified = 0;
        unsigned bytes = 0;
        for (const BareCheck& check : checks.subspan(begin, end - begin)) {
            verified += note::ed25519_verify(key, as_bytes(check.text), check.signature);
            if (!check.entry.empty()) bytes += tree::leaf_hash(check.entry).bytes[0];
        }
        good += verified;
        sum += bytes;
    });
    Measured out{seconds_now() - start, process_cpu_seconds() - cpu};
    MITHAQ_ASSERT(good == checks.size());
    return out;
}

// ---- Other processes

Result<Child> Child::start(const std::vector<std::string>& arguments) {
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return err(Errc::io, "pipe", "no pipe");
    int pid = ::fork();
    if (pid == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    if (pid < 0) return err(Errc::io, "fork", "no process");
    return Child(pid, pipe[0]);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      out_(std::exchange(other.out_, -1)),
      held_(std::move(other.held_)) {}

Child::~Child() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (out_ >= 0) ::close(out_);
}

bool Child::read_more() {
    std::array<char, 4096> buffer;
    ssize_t size = ::read(out_, buffer.data(), buffer.size());
    if (size > 0) held_.append(buffer.data(), static_cast<std::size_t>(size));
    return size > 0;
}

Result<std::string> Child::line_after(std::string_view prefix) {
    while (true) {
        for (auto end = held_.find('\n'); end != std::string::npos; end = held_.find('\n')) {
            std::string line = held_.substr(0, end);
            held_.erase(0, end + 1);
            if (line.starts_with(prefix)) return line.substr(prefix.size());
        }
        if (!read_more())
            return err(Errc::io, "child", fmt::format("it ended without a line {}", prefix));
    }
}

void Child::signal(int number) const {
    ::kill(pid_, number);
}

double Child::cpu_seconds() const {
    clockid_t clock{};
    timespec time{};
    MITHAQ_ASSERT(::clock_getcpuclockid(pid_, &clock) == 0 && ::clock_gettime(clock, &time) == 0);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double Child::memory_mb_max() const {
    std::ifstream status(fmt::format("/proc/{}/status", pid_));
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

Child::End Child::wait() {
    while (read_more()) {
    }
    int status = 0;
    rusage usage{};
    ::wait4(pid_, &status, 0, &usage);
    pid_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), std::move(held_),
            seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024};
}

// ---- Small things

double quantile(std::vector<double>& values, double share) {
    MITHAQ_ASSERT(!values.empty());
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(static_cast<double>(values.size() - 1) * share)];
}

bool read_flags(int count, char** arguments, const Flags& flags) {
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--smoke") {
            flags.smoke();
            continue;
        }
        auto is = [&](const auto& flag) { return flag.first == name; };
        const auto number = std::ranges::find_if(flags.numbers, is);
        const auto text = std::ranges::find_if(flags.texts, is);
        if (i + 1 == count) return false;
        const std::string_view value = arguments[++i];
        if (number != flags.numbers.end()) {
            auto [end, code] =
                std::from_chars(value.data(), value.data() + value.size(), *number->second);
            if (code != std::errc() || end != value.data() + value.size()) return false;
        } else if (text != flags.texts.end()) {
            *text->second = value;
        } else {
            return false;
        }
    }
    return true;
}

Spread spread(std::vector<double> values) {
    std::ranges::sort(values);
    MITHAQ_ASSERT(!values.empty());
    return {values[values.size() / 2], values.front(), values.back()};
}

std::string own_mithaq() {
    auto self = std::filesystem::read_symlink("/proc/self/exe");
    return self.parent_path().parent_path() / "mithaq";
}

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double process_cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

}  // namespace mithaq::bench
