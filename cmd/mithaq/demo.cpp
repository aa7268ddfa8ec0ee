#include "demo.h"

#include <cstdio>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "act/act.h"
#include "act/keys.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "command.h"
#include "embedded.h"
#include "import.h"
#include "rulebook/rulebook.h"
#include "rulebook_folder.h"
#include "serving.h"
#include "training.h"

namespace mithaq::cmd {
namespace {

constexpr const char* kHost = "demo.mithaq.example";
constexpr const char* kSubmit = "key-1";
constexpr std::int64_t kHourMs = 3'600 * kSecondMs;

// One of the demonstration's registers, as rulebooks/demo.toml says.
struct DemoRegister {
    std::string name, rulebook, author, record;
    std::string stories;  // folder; not empty: a training register that plays them
    bool desk = false, catalogue = false;
    rulebook::Text notice;

    std::string origin() const { return fmt::format("{}/{}/log", kHost, name); }
};

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool flag_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

Result<std::vector<DemoRegister>> described(const Folder& rulebooks) {
    MITHAQ_TRY(auto object, rulebook::read_toml("demo.toml", rulebooks.at("demo.toml")));
    std::vector<DemoRegister> out;
    for (const auto& value : object.at("register").as_array()) {
        const auto& one = value.as_object();
        DemoRegister described{text_of(one, "name"),      text_of(one, "rulebook"),
                               text_of(one, "author"),    text_of(one, "record"),
                               text_of(one, "stories"),   flag_of(one, "desk"),
                               flag_of(one, "catalogue"), {}};
        if (const auto* notice = one.if_contains("notice"))
            for (const auto& text : notice->as_object())
                described.notice.emplace(text.key(), text.value().as_string());
        out.push_back(std::move(described));
    }
    return out;
}

// A paragraph a line; "ar<TAB>" before it names its language, else it is English.
Result<std::vector<Record>> read_texts(const std::string& bytes, const std::string& author) {
    if (!is_utf8(bytes)) return err(Errc::malformed, "texts", "the texts are not UTF-8");
    std::vector<Record> out;
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string_view line = std::string_view(bytes).substr(at, end - at);
        at = end + 1;
        std::string language = "en";
        if (line.size() > 3 && line[2] == '\t') {
            language = line.substr(0, 2);
            line.remove_prefix(3);
        }
        auto first = line.find_first_not_of(" \t\r");
        if (first == line.npos) continue;
        line = line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
        std::string key = fmt::format("{}/{}", author, out.size() + 1);
        out.push_back({"texts",
                       key,
                       "communication.plain",
                       {{"ref", key}},
                       {{"text", {{language, line}}}},
                       {},
                       {}});
    }
    return out;
}

class Demonstration {
  public:
    Demonstration(const DemoOptions& options, const Folder& rulebooks)
        : options_(options), rulebooks_(rulebooks) {}

    // Founds the register where there is none, and anew where its rules have changed, or where the
    // stories it plays have, or were not played to their end: the old one is moved aside, not
    // deleted.
    Result<void> found(const DemoRegister& reg) {
        const log::Layout layout = layout_of(options_.data, "", reg.name);
        MITHAQ_TRY(auto sources, folder_sources(rulebooks_, reg.rulebook));
        MITHAQ_TRY(auto bundle, rulebook::build_bundle(sources));
        const Hash hash = sha256(bundle);
        if (files_.exists(layout.path("anchor"))) {
            const bool whole = reg.stories.empty() || has_played(reg, bundle);
            if (whole && files_.exists(layout.rulebook(hash))) return {};
            MITHAQ_CHECK(move_aside(reg));
        }
        MITHAQ_TRY(auto root, key(reg, "root"));
        std::vector<log::FoundingParticipant> founders{
            {reg.author, root.verifier,
             act::prove_possession(reg.origin(), reg.author, act::Purpose::root, root)}};
        Instant now = SystemClock{}.wall();
        if (!reg.stories.empty()) {
            MITHAQ_TRY(now, rehearse(reg, layout, bundle, founders));
        }
        SystemRandom random;
        MITHAQ_CHECK(log::found(files_, layout, reg.origin(), bundle,
                                log::make_register_keys(reg.origin(), random), founders, now,
                                !reg.stories.empty()));
        MITHAQ_CHECK(key(reg, kSubmit));
        return {};
    }

    // What a training register that was just founded has to play; nothing when it has played.
    Result<void> play(const DemoRegister& reg, reg::Register& played, const std::string& url) {
        if (played_.empty()) return {};
        MITHAQ_TRY(auto remote, Remote::open(url));
        MITHAQ_TRY(auto cast, this->cast(reg));
        MITHAQ_CHECK(cmd::play(scenes_, cast, played, remote));
        MITHAQ_CHECK(files_.replace(played_path(reg), played_ + "\n"));
        fmt::print("{}: {} communications of {} stories submitted over HTTP\n", reg.name,
                   scenes_.size(), stories_of(reg).size());
        scenes_.clear();
        played_.clear();
        return {};
    }

    // Everything the register's author has to say, over HTTP like anybody else.
    Result<Imported> submit(const DemoRegister& reg, const log::Anchor& anchor,
                            const std::string& url, Instant now, bool first) {
        MITHAQ_TRY(auto remote, Remote::open(url));
        MITHAQ_TRY(auto submit_key, key(reg, kSubmit));
        MITHAQ_CHECK(register_key(reg, remote, anchor, submit_key, now));
        if (reg.record.empty()) return Imported{};
        MITHAQ_TRY(auto author,
                   importer(files_, remote, anchor, submit_key, author_dir(reg) + "/outbox"));
        MITHAQ_TRY(auto records, read_records(folder_below(rulebooks_, reg.record)));
        if (reg.catalogue && !options_.catalogue.empty()) {
            MITHAQ_TRY(auto table, files_.read_all(options_.catalogue));
            MITHAQ_TRY(
                auto rows,
                read_catalogue(table, rulebooks_.at(reg.record + "/catalogue.toml"), records));
            records.insert(records.end(), rows.begin(), rows.end());
        }
        if (first && !options_.texts.empty()) {
            MITHAQ_TRY(auto bytes, files_.read_all(options_.texts));
            MITHAQ_TRY(auto texts, read_texts(bytes, reg.author));
            records.insert(records.end(), texts.begin(), texts.end());
        }
        return import_records(author, records, [](std::size_t, std::size_t) {});
    }

  private:
    // ---- Training

    Folder stories_of(const DemoRegister& reg) const {
        Folder out;
        for (auto& [path, text] : embedded_files(embedded_stories))
            if (path.starts_with(reg.stories + "/")) out.emplace(path, text);
        return out;
    }
    std::string played_path(const DemoRegister& reg) const { return author_dir(reg) + "/played"; }
    // Of the rules and the stories: what was played of them need not be played again.
    std::string digest(const DemoRegister& reg, const std::string& bundle) const {
        std::string all = bundle;
        for (const auto& [file, text] : stories_of(reg)) all.append(file).append("\n").append(text);
        return to_hex(sha256(all).bytes);
    }
    bool has_played(const DemoRegister& reg, const std::string& bundle) {
        auto said = files_.read_all(played_path(reg));
        return said && *said == digest(reg, bundle) + "\n";
    }
    Result<Cast> cast(const DemoRegister& reg) {
        MITHAQ_CHECK(files_.make_dir(author_dir(reg)));
        MITHAQ_TRY(auto submit, key(reg, kSubmit));
        MITHAQ_TRY(auto root, key(reg, "root"));
        return Cast::open(files_, author_dir(reg) + "/cast.secret", reg.origin(), {root, submit});
    }
    // Plays the stories in memory: what will be submitted is known before the register is founded,
    // and by whom. It is founded a little before the first instant; the clock begins there.
    Result<Instant> rehearse(const DemoRegister& reg, const log::Layout& layout,
                             const std::string& bundle,
                             std::vector<log::FoundingParticipant>& founders) {
        MITHAQ_TRY(scenes_, scenes_of(stories_of(reg), bundle));
        played_ = digest(reg, bundle);
        MITHAQ_TRY(auto cast, this->cast(reg));
        for (const auto& participant : speakers_in(scenes_))
            if (participant != reg.author) founders.push_back(cast.founder(participant));
        SystemClock clock;
        const Instant begins =
            scenes_.empty() ? clock.wall() : Instant{scenes_.front().played.at.ms - kHourMs};
        MITHAQ_CHECK(reg::keep_training_clock(files_, clock, layout, begins));
        return begins;
    }

    std::string author_dir(const DemoRegister& reg) const {
        return options_.data + "/author/" + reg.name;
    }

    // The demonstration plays the author too. The key that submits is the desk's where there is
    // one.
    Result<note::SignerKey> key(const DemoRegister& reg, const std::string& label) {
        const bool desk = reg.desk && label == kSubmit;
        const std::string dir = desk ? desk_dir(options_.data, reg.name) : author_dir(reg);
        const std::string path = dir + (desk ? "/submit" : "/" + label) + ".secret";
        if (files_.exists(path)) return read_signer_key(path);
        note::Seed seed;
        SystemRandom().fill(seed);
        auto made = note::make_signer_key(act::key_name(reg.origin(), reg.author, label), seed);
        MITHAQ_CHECK(files_.make_dir(dir));
        MITHAQ_CHECK(files_.replace(path, note::format_signer_key(made) + "\n"));
        return made;
    }

    Result<void> register_key(const DemoRegister& reg, Remote& remote, const log::Anchor& anchor,
                              const note::SignerKey& submit_key, Instant now) {
        MITHAQ_TRY(auto keys, remote.get("/api/v1/keys"));
        if (keys.contains(json_quote(note::format_verifier_key(submit_key.verifier)))) return {};
        MITHAQ_TRY(auto root, key(reg, "root"));
        MITHAQ_TRY(auto head, remote.head(anchor));
        MITHAQ_TRY(
            auto text,
            act::write_act_text(desk::new_act_headers(
                anchor.origin, "key.add", reg.author, head.checkpoint, Instant{now.ms + kDayMs},
                json::object{
                    {"purpose", "submit"},
                    {"vkey", note::format_verifier_key(submit_key.verifier)},
                    {"possession", act::prove_possession(anchor.origin, reg.author,
                                                         act::Purpose::submit, submit_key)}})));
        MITHAQ_TRY(auto note, desk::sign_act(std::move(text), {root}));
        MITHAQ_CHECK(remote.submit(note, 5));
        return {};
    }

    Result<void> move_aside(const DemoRegister& reg) {
        namespace fs = std::filesystem;
        const std::string to =
            fmt::format("{}/before/{}-{}", options_.data, reg.name, SystemClock{}.wall().ms);
        std::error_code code;
        fs::create_directories(to, code);
        for (const char* from : {"", "aside/", "author/", "desk/"}) {
            fs::path path = fs::path(options_.data) / (from + reg.name);
            std::string kind(
                from, std::string_view(from).empty() ? 0 : std::string_view(from).size() - 1);
            if (!code && fs::exists(path))
                fs::rename(path, fs::path(to) / (kind.empty() ? "register" : kind), code);
        }
        if (code)
            return err(Errc::io, "demo-rulebook",
                       fmt::format("the demonstration in {} has other rules than this program and "
                                   "cannot be moved to {}: {}",
                                   options_.data, to, code.message()));
        fmt::print("{}: {}, so it is founded anew; the old one lies in {}\n", reg.name,
                   reg.stories.empty() ? "its rules have changed"
                                       : "its rules or stories have changed, or were not played "
                                         "to their end",
                   to);
        return {};
    }

    const DemoOptions& options_;
    const Folder& rulebooks_;
    PosixFiles files_;
    // Of the training register that found() has founded; one plays at most.
    std::vector<Scene> scenes_;
    std::string played_;
};

void tell(const DemoOptions& options, const DemoRegister& reg, const Imported& done) {
    if (!reg.record.empty())
        fmt::print("{}: {} communications submitted over HTTP, {} were registered before\n",
                   reg.name, done.registered, done.before);
    for (const auto& key : done.differ)
        fmt::print("{}: {} is registered with other content, and stays as it is\n", reg.name, key);
    fmt::print("verify it: mithaq log verify {0}/{1} --anchor {0}/{1}/anchor\n", options.data,
               reg.name);
}

// --at. Whoever asks for an instant that has passed there asked before.
Result<void> set_clock(const DemoOptions& options, const DemoRegister& reg, reg::Register& moved) {
    if (!options.at.empty()) {
        MITHAQ_TRY(auto at, parse_instant(options.at));
        if (at > moved.clock().wall())
            MITHAQ_CHECK(move_clock(moved, at, reg::Register::Then::run));
    }
    fmt::print("{}: its clock reads {}\n", reg.name, format_instant(moved.clock().wall()));
    return {};
}

}  // namespace

Result<int> demo(const DemoOptions& options) {
    const Folder rulebooks = embedded_files(embedded_rulebooks);
    MITHAQ_TRY(auto registers, described(rulebooks));
    Demonstration demonstration(options, rulebooks);
    MITHAQ_CHECK(PosixFiles{}.make_dir(options.data));
    Serving::Options serving;
    for (const auto& reg : registers) {
        MITHAQ_CHECK(demonstration.found(reg));
        if (!reg.notice.empty()) serving.notices[reg.name] = reg.notice;
    }
    hold_signals();
    serving.data = options.data;
    serving.port = options.no_serve ? std::uint16_t{0} : options.port;
    MITHAQ_TRY(auto running, Serving::start(serving));
    for (const auto& reg : registers)
        for (const auto& mounted : running->registers()) {
            if (mounted.name != reg.name) continue;
            const std::string url = running->url() + reg.name;
            MITHAQ_TRY(auto done, demonstration.submit(reg, mounted.reg->anchor(), url,
                                                       mounted.reg->clock().wall(),
                                                       &reg == &registers.front()));
            if (mounted.reg->training()) {
                MITHAQ_CHECK(demonstration.play(reg, *mounted.reg, url));
                MITHAQ_CHECK(set_clock(options, reg, *mounted.reg));
            }
            tell(options, reg, done);
        }
    if (options.no_serve) return kDone;
    fmt::print("open {} in a browser; Ctrl-C ends the demonstration\n", running->url());
    std::fflush(stdout);
    wait_for_signal();
    return kDone;
}

}  // namespace mithaq::cmd
