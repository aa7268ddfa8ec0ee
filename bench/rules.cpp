// What do the rules cost where acts are admitted, with how many files open and closed; how fast is
// the state made anew; how much memory does a file take.
//   bench_rules [--smoke] [--acts N] [--open N]        run it in the root of the tree
// No signature is checked and nothing is written. Ceilings of the same run: an act that belongs to
// no file, and a look-up and a change in a hash map for each act that does.
#include <algorithm>
#include <cstdio>
#include <malloc.h>
#include <unordered_map>

#include <fmt/format.h>

#include "ground.h"
#include "rules/matter.h"
#include "traffic.h"

namespace {

using namespace mithaq;
using bench::quantile;
using bench::seconds_now;
using bench::Traffic;

struct Options {
    std::size_t acts = 1'000'000;
    std::size_t open = 50'000;
};

double heap_bytes() {
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

double micros_since(double start) {
    return 1e6 * (seconds_now() - start);
}

// A register whose acts are admitted without a signature being looked at.
class World {
  public:
    explicit World(const bench::Circle& circle) : circle_(circle) {
        MemoryFiles files;
        const log::Layout layout{"register", "aside"};
        head_ = circle.found(files, layout).value();
        const std::string entries = files.read_all(layout.path("entries")).value();
        auto entry = act::parse_entry(std::string_view(entries).substr(2));
        rules::apply(state_, rules::prepare(act::parse_act(entry->note).value(), {}),
                     bench::kTrafficStart, rulebooks());
        for (const auto& note : circle.keys(head_))
            take(log::test_prepared(note), bench::kTrafficStart);
    }

    const rules::State& state() const { return state_; }
    const tree::Checkpoint& head() const { return head_; }
    rules::RulebookSource rulebooks() const {
        return [this](const Hash&) -> Result<std::shared_ptr<const rulebook::Rulebook>> {
            return circle_.rulebook();
        };
    }
    // As a thread of the pool would hand it over, its signature found good.
    rules::Prepared prepared(std::string text, const std::string& from) const {
        const auto& cast = circle_.cast();
        const auto& key = state_.key(act::key_name(cast.origin(), from, "submit"))->verifier;
        note::Note note{std::move(text), {{key.name, key.id, std::string(64, '\0')}}};
        return {act::read_act(std::move(note)).value(), {rules::Prepared::Line{key.key, true}}};
    }
    void take(const rules::Prepared& prepared, Instant stamp) {
        auto admitted = rules::admit(
            state_, prepared, stamp, [&](tree::TreeSize) -> Result<Hash> { return head_.root; },
            rulebooks());
        if (!admitted) {
            fmt::print(stderr, "{}: {}\n", prepared.act.form, admitted.error().message);
            std::abort();
        }
        apply(prepared, stamp);
    }
    void apply(const rules::Prepared& prepared, Instant stamp) {
        rules::apply(state_, prepared, stamp, rulebooks());
    }

  private:
    const bench::Circle& circle_;
    tree::Checkpoint head_;
    rules::State state_;
};

// Acts taken one by one, and what they cost at chosen sizes.
class Run {
  public:
    Run(const bench::Circle& circle, std::size_t open)
        : circle_(circle), world_(circle), traffic_(circle, open) {}

    World& world() { return world_; }

    // `sizes` ascending; of each, the last `window` acts before it are timed.
    void go(const std::vector<std::size_t>& sizes, std::size_t window) {
        for (std::size_t size : sizes) {
            for (; acts_ < size; ++acts_) one(acts_ + window >= size);
            tell();
        }
    }

  private:
    // Of acts, in microseconds: the rules of files by themselves; all of admission of acts in a
    // file, and of those in none; the map.
    struct Window {
        std::vector<double> rules, files, alone, map;
    };

    void one(bool timed) {
        const Instant now = bench::traffic_stamp(acts_);
        const auto next = traffic_.next(now);
        auto prepared = world_.prepared(traffic_.text(next, world_.head(), now), next.from);
        if (timed && !next.alone()) sample_rules(prepared.act, now);
        const double start = seconds_now();
        world_.take(prepared, now);
        const double took = micros_since(start);
        if (timed) (next.alone() ? window_.alone : window_.files).push_back(took);
        traffic_.registered(prepared.act.id);
    }

    // The file is found, the act judged, the file steps on; nothing of it is kept.
    void sample_rules(const act::Act& act, Instant now) {
        const rules::State& state = world_.state();
        double start = seconds_now();
        const auto submission = rules::submission_of(act, state.size(), now, [&](const Hash& id) {
            auto number = state.number_of(id).value();
            return std::pair(number, state.form_of(number));
        });
        std::optional<rules::Matter> kept;
        const rules::Matter* matter =
            act.matter ? state.matters().find(*state.number_of(*act.matter), now, kept) : nullptr;
        auto judged = rules::judge(*circle_.rulebook(), matter, submission);
        MITHAQ_ASSERT(judged.has_value());
        std::uint32_t stage = 0;
        if (matter) {
            rules::Matter next = kept ? std::move(*kept) : *matter;
            rules::step(next, *judged, submission);
            stage = next.stage;
        } else {
            stage = rules::open(circle_.rulebook(), *judged, submission).stage;
        }
        window_.rules.push_back(micros_since(start));
        start = seconds_now();
        map_[act.matter ? *act.matter : act.id] += 1 + stage;
        window_.map.push_back(micros_since(start));
    }

    void tell() {
        const auto& matters = world_.state().matters();
        const double alone = quantile(window_.alone, 0.5), rules = quantile(window_.rules, 0.5);
        fmt::print(
            "{:>9} {:>7} {:>8}   {:>6.2f} {:>6.2f}   {:>6.2f} {:>6.2f} {:>6.2f}   {:>6.2f}   "
            "{:>6.2f}\n",
            acts_, matters.open_count(), matters.closed_count(), rules,
            quantile(window_.rules, 0.99), quantile(window_.files, 0.5),
            quantile(window_.files, 0.99), alone, rules / alone, quantile(window_.map, 0.5));
        std::fflush(stdout);
        window_ = {};
    }

    const bench::Circle& circle_;
    World world_;
    Traffic traffic_;
    std::size_t acts_ = 0;
    Window window_;
    std::unordered_map<Hash, std::uint64_t, HashOfHash> map_;
};

void print_header(std::string_view what) {
    fmt::print(
        "{}; microseconds an act\n"
        "                             judge, step     all of admission   in no    judge:    hash\n"
        "     acts    open   closed      p50    p99      p50    p99        file   in none    map\n",
        what);
}

// Bytes of an open file, measured by copying all of them; of a closed one, its record.
void tell_memory(const rules::Matters& matters, Instant now) {
    std::vector<rules::Matter> copies;
    copies.reserve(matters.open_count());
    std::size_t asks = 0;
    const double before = heap_bytes();
    for (std::uint64_t number : matters.numbers()) {
        std::optional<rules::Matter> kept;
        const rules::Matter* matter = matters.find(number, now, kept);
        if (kept || matter->closed()) continue;
        asks += matter->duties.size();
        copies.push_back(*matter);
    }
    MITHAQ_ASSERT(!copies.empty());
    const auto open = static_cast<double>(copies.size());
    std::size_t records = 0;
    matters.each_record([&](std::uint64_t, std::string_view record) { records += record.size(); });
    fmt::print("memory: {:.0f} B an open file ({:.1f} asks each); a record {:.0f} B\n",
               (heap_bytes() - before) / open + sizeof(rules::Matter),
               static_cast<double>(asks) / open,
               static_cast<double>(records) /
                   static_cast<double>(matters.open_count() + matters.closed_count()));
}

Result<void> tell_snapshot(World& world) {
    const rules::State& state = world.state();
    double start = seconds_now();
    const std::string snapshot = state.encode(Hash{});
    const double encoded = seconds_now() - start;
    const double before = heap_bytes();
    start = seconds_now();
    MITHAQ_TRY(auto decoded, rules::State::decode(snapshot, world.rulebooks()));
    const double read = seconds_now() - start;
    const double taken = heap_bytes() - before;
    start = seconds_now();
    const Hash root = state.root();
    const double rooted = seconds_now() - start;
    if (decoded.state.root() != root)
        return err(Errc::unverified, "snapshot", "it is of another state");
    const auto& matters = state.matters();
    fmt::print(
        "state of {} acts, {} files: {:.0f} MB; snapshot {:.1f} MB, written in {:.2f} s, read in "
        "{:.2f} s; root in {:.2f} s\n",
        state.size(), matters.open_count() + matters.closed_count(), taken / 1e6,
        static_cast<double>(snapshot.size()) / 1e6, encoded, read, rooted);
    return {};
}

// The state of `acts` made anew from their texts, beside one that is admitted act by act.
Result<void> tell_rebuild(const bench::Circle& circle, std::size_t acts) {
    World first(circle), anew(circle);
    Traffic traffic(circle, acts / 4);
    std::vector<std::pair<std::string, std::string>> texts;
    for (std::size_t i = 0; i < acts; ++i) {
        const Instant now = bench::traffic_stamp(i);
        const auto next = traffic.next(now);
        texts.emplace_back(traffic.text(next, first.head(), now), next.from);
        auto prepared = first.prepared(texts.back().first, next.from);
        first.take(prepared, now);
        traffic.registered(prepared.act.id);
    }
    double start = seconds_now();
    std::vector<rules::Prepared> read;
    for (const auto& [text, from] : texts) read.push_back(anew.prepared(text, from));
    const double reading = seconds_now() - start;
    start = seconds_now();
    for (std::size_t i = 0; i < acts; ++i) anew.apply(read[i], bench::traffic_stamp(i));
    const double applying = seconds_now() - start;
    if (anew.state().root() != first.state().root())
        return err(Errc::unverified, "rebuild", "made anew it is another state");
    const auto count = static_cast<double>(acts);
    fmt::print("made anew: {:.0f} acts a second; {:.0f} with reading them, of {:.0f} only read\n",
               count / applying, count / (reading + applying), count / reading);
    return {};
}

Result<void> run(const Options& options) {
    const bench::Circle circle;
    {
        print_header("few files open");
        Run few(circle, options.open / 25);
        few.go({options.acts / 100, options.acts / 10, options.acts}, options.acts / 200);
    }
    print_header("many files open");
    Run many(circle, options.open);
    many.go({options.acts / 4, options.acts}, options.acts / 20);
    tell_memory(many.world().state().matters(), bench::traffic_stamp(options.acts - 1));
    MITHAQ_CHECK(tell_snapshot(many.world()));
    return tell_rebuild(circle, options.acts / 10);
}

bool parse(int count, char** arguments, Options& options) {
    const bench::Flags flags{{{"--acts", &options.acts}, {"--open", &options.open}}, {}, [&] {
                                 options = {.acts = 2'000, .open = 200};
                             }};
    if (!bench::read_flags(count, arguments, flags)) return false;
    return options.acts >= 2'000 && options.open >= 100 && options.open <= options.acts / 5;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    if (!parse(count, arguments, options)) {
        fmt::print(stderr,
                   "usage: bench_rules [--smoke] [--acts N] [--open N]\n"
                   "at least 2,000 acts, of which a fifth or less are files open at once\n");
        return 2;
    }
    if (auto done = run(options); !done) {
        fmt::print(stderr, "bench_rules: {} ({})\n", done.error().message, done.error().type);
        return 1;
    }
    return 0;
}
