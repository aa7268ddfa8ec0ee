// How long do questions about files and about what is asked take, with how many files open and
// closed: over the view's rows, on one thread, in the program, without HTTP.
//   bench_questions [--smoke] [--acts N] [--open N] [--questions N] [--data DIR]
// The ceiling of the same run: as many communications read by their numbers as a page has lines.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "ground.h"
#include "traffic.h"
#include "view/answers.h"
#include "view/store.h"

namespace {

using namespace mithaq;
using bench::seconds_now;

struct Options {
    std::size_t acts = 1'000'000;
    std::size_t open = 50'000;
    std::size_t questions = 200;
    std::string data = "build/bench-data/questions";
};

constexpr std::uint64_t kEntriesACommit = 4096;

// The register on disk, the view beside it, and what its files are called.
class Record {
  public:
    Record(const bench::Circle& circle, const Options& options)
        : circle_(circle), options_(options), traffic_(circle, options.open) {}

    Result<void> found() {
        layout_ = {options_.data + "/register", options_.data + "/aside"};
        MITHAQ_TRY(head_, circle_.found(files_, layout_));
        MITHAQ_TRY(writer_, log::Writer::open(files_, layout_, circle_.cast().register_keys()));
        for (const auto& note : circle_.keys(head_))
            MITHAQ_CHECK(writer_->append(log::test_prepared(note), bench::kTrafficStart));
        MITHAQ_CHECK(writer_->commit());
        MITHAQ_TRY(auto store, view::Store::open(view_path(), reader(), circle_.rulebook()));
        store_.emplace(std::move(store));
        return {};
    }
    // Until the register has so many acts, and the view too; seconds that the view took.
    Result<double> grow(std::size_t acts) {
        for (; acts_ < acts; ++acts_) {
            const Instant now = bench::traffic_stamp(acts_);
            const auto next = traffic_.next(now);
            const auto& cast = circle_.cast();
            auto prepared = log::test_prepared(
                log::TestCast::sign(traffic_.text(next, head_, now), {cast.submit(next.from)}));
            const Hash id = prepared.act.id;
            MITHAQ_CHECK(writer_->append(std::move(prepared), now));
            if (!next.alone() && !next.headers.contains("matter")) matters_.push_back(act::hex(id));
            traffic_.registered(id);
            if ((acts_ + 1) % kEntriesACommit == 0 || acts_ + 1 == acts)
                MITHAQ_CHECK(writer_->commit());
        }
        const double start = seconds_now();
        while (true) {
            MITHAQ_TRY(bool whole, store_->advance(kEntriesACommit));
            if (whole) return seconds_now() - start;
        }
    }

    const log::Reader& reader() const { return writer_->reader(); }
    const rules::State& state() const { return writer_->state(); }
    const std::vector<std::string>& opening() const { return matters_; }  // ids, in their order
    std::string view_path() const { return options_.data + "/view.sqlite"; }

  private:
    const bench::Circle& circle_;
    const Options& options_;
    bench::Traffic traffic_;
    PosixFiles files_;
    log::Layout layout_;
    tree::Checkpoint head_;
    std::unique_ptr<log::Writer> writer_;
    std::optional<view::Store> store_;
    std::vector<std::string> matters_;
    std::size_t acts_ = 0;
};

class Questions {
  public:
    Questions(const bench::Circle& circle, const Record& record, view::Answers& answers)
        : circle_(circle), record_(record), answers_(answers) {}

    struct Kind {
        const char* name;
        std::function<Result<json::object>()> ask;
    };
    std::vector<Kind> kinds() {
        using view::Parameters;
        auto matters = [this](Parameters asked) { return answers_.matters(asked); };
        auto asks = [this](Parameters asked) { return answers_.asks(asked); };
        return {
            {"files: the newest", [=] { return matters({}); }},
            {"files: open", [=] { return matters({{"open", "yes"}}); }},
            {"files: open, of a state",
             [=, this] { return matters({{"open", "yes"}, {"participant", state()}}); }},
            {"files: of a state, closed or open",
             [=, this] { return matters({{"participant", state()}}); }},
            {"files: of one type at one stage",
             [=] { return matters({{"type", "explanation"}, {"stage", "explained"}}); }},
            {"files: as of any number, open",
             [=, this] { return matters({{"open", "yes"}, {"as-of", number()}}); }},
            {"asks: the newest", [=] { return asks({}); }},
            {"asks: open, by date", [=] { return asks({{"state", "open"}, {"sort", "due"}}); }},
            {"asks: awaited of a state, by date",
             [=, this] {
                 const std::string code = state();
                 return asks(
                     {{"participant", code}, {"for", code}, {"state", "awaited"}, {"sort", "due"}});
             }},
            {"asks: of a state, all", [=, this] { return asks({{"participant", state()}}); }},
            {"asks: open, of one form",
             [=] { return asks({{"state", "open"}, {"form", "inspection.reply"}}); }},
            {"asks: of one file", [=, this] { return asks({{"matter", file()}}); }},
            {"asks: as of any number, open",
             [=, this] { return asks({{"state", "open"}, {"as-of", number()}}); }},
            {"one file", [this] { return answers_.matter(file(), {}); }},
            {"why", [this] { return answers_.why(file(), {}); }},
        };
    }

  private:
    const std::string& state() { return any(circle_.states()); }
    const std::string& file() { return any(record_.opening()); }
    std::string number() {
        return std::to_string(1 + chance_() % (record_.reader().head()->size().value - 1));
    }
    const std::string& any(const std::vector<std::string>& list) {
        return list[chance_() % list.size()];
    }

    const bench::Circle& circle_;
    const Record& record_;
    view::Answers& answers_;
    std::mt19937 chance_{2};
};

// What is listed as open, and as closed, is what the rules' own state says.
Result<void> check(const Record& record, view::Answers& answers) {
    const auto& state = record.state();
    for (const char* open : {"yes", "no"}) {
        MITHAQ_TRY(auto list, answers.matters({{"open", open}, {"limit", "200"}}));
        const auto& matters = state.matters();
        const std::uint64_t all = *open == 'y' ? matters.open_count() : matters.closed_count();
        const auto& items = list.at("items").as_array();
        bool right = list.at("total") == std::min(all, view::kTotalMax) &&
                     items.size() == std::min<std::uint64_t>(all, 200);
        for (const auto& item : items) {
            auto matter =
                matters.at(item.at("number").to_number<std::uint64_t>(), state.last_stamp());
            right = right && matter && matter->closed() == (*open == 'n') &&
                    item.at("stage") == json::value(matter->stage_name());
        }
        if (!right)
            return err(Errc::unverified, "questions", "the view has not the files of the register");
    }
    return {};
}

Result<void> measure(const bench::Circle& circle, const Record& record, const Options& options) {
    view::CountsCache counts;
    MITHAQ_TRY(auto database, view::Database::open(record.view_path(), view::Database::Mode::read));
    MITHAQ_TRY(auto bare, view::Database::open(record.view_path(), view::Database::Mode::read));
    view::Answers answers(std::move(database),
                          view::Context{record.reader(), circle.rulebook(), {}, counts});
    MITHAQ_CHECK(check(record, answers));
    const auto& matters = record.state().matters();
    const auto size = record.reader().head()->size().value;
    fmt::print("{} acts, {} files open, {} closed; {} of each, milliseconds\n{:<40}{:>9}{:>9}\n",
               size, matters.open_count(), matters.closed_count(), options.questions, "", "p50",
               "p99");
    auto tell = [](const char* name, std::vector<double>& times) {
        fmt::print("{:<40}{:>9.2f}{:>9.2f}\n", name, 1e3 * bench::quantile(times, 0.5),
                   1e3 * bench::quantile(times, 0.99));
        std::fflush(stdout);
    };
    std::mt19937 chance(3);
    std::vector<double> times;
    for (std::size_t i = 0; i < options.questions; ++i) {
        std::size_t bytes = 0;
        const double start = seconds_now();
        for (std::uint64_t line = 0; line < view::kLimitDefault; ++line)
            MITHAQ_CHECK(bare.rows(
                "SELECT json FROM brief WHERE number = ?",
                [&](view::Row row) { bytes += row.bytes(0).size(); }, 1 + chance() % (size - 1)));
        times.push_back(seconds_now() - start);
        MITHAQ_ASSERT(bytes > 0);
    }
    tell("ceiling: 50 communications read", times);
    Questions questions(circle, record, answers);
    for (const auto& kind : questions.kinds()) {
        times.clear();
        for (std::size_t i = 0; i < options.questions; ++i) {
            const double start = seconds_now();
            MITHAQ_CHECK(kind.ask());
            times.push_back(seconds_now() - start);
        }
        tell(kind.name, times);
    }
    return {};
}

Result<void> run(const Options& options) {
    std::filesystem::remove_all(options.data);
    std::filesystem::create_directories(options.data);
    const bench::Circle circle;
    Record record(circle, options);
    MITHAQ_CHECK(record.found());
    double taken = 0;
    for (std::size_t acts : {options.acts / 4, options.acts}) {
        MITHAQ_TRY(double more, record.grow(acts));
        taken += more;
        MITHAQ_CHECK(measure(circle, record, options));
    }
    fmt::print("the view took {:.0f} acts a second\n", static_cast<double>(options.acts) / taken);
    std::filesystem::remove_all(options.data);
    return {};
}

bool parse(int count, char** arguments, Options& options) {
    const bench::Flags flags{
        {{"--acts", &options.acts}, {"--open", &options.open}, {"--questions", &options.questions}},
        {{"--data", &options.data}},
        [&] {
            options.acts = 1'000;
            options.open = 100;
            options.questions = 3;
        }};
    if (!bench::read_flags(count, arguments, flags)) return false;
    return options.acts >= 1'000 && options.open >= 100 && options.open <= options.acts / 5 &&
           options.questions > 0;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    if (!parse(count, arguments, options)) {
        fmt::print(stderr,
                   "usage: bench_questions [--smoke] [--acts N] [--open N] [--questions N] "
                   "[--data DIR]\nat least 1,000 acts, of which a fifth or less are files open "
                   "at once\n");
        return 2;
    }
    if (auto done = run(options); !done) {
        fmt::print(stderr, "bench_questions: {} ({})\n", done.error().message, done.error().type);
        return 1;
    }
    return 0;
}
