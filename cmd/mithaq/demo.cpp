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

namespace mithaq::cmd {
namespace {

constexpr const char* kHost = "demo.mithaq.example";
constexpr const char* kSubmit = "key-1";

// One of the demonstration's registers, as rulebooks/demo.toml says.
struct DemoRegister {
    std::string name, rulebook, author, record;
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
        DemoRegister described{text_of(one, "name"),
                               text_of(one, "rulebook"),
                               text_of(one, "author"),
                               text_of(one, "record"),
                               flag_of(one, "desk"),
                               flag_of(one, "catalogue"),
                               {}};
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

    // Founds the register where there is none, and anew where its rules have changed: the old one
    // is moved aside, not deleted.
    Result<void> found(const DemoRegister& reg) {
        const log::Layout layout = layout_of(options_.data, "", reg.name);
        MITHAQ_TRY(auto sources, folder_sources(rulebooks_, reg.rulebook));
        MITHAQ_TRY(auto bundle, rulebook::build_bundle(sources));
        const Hash hash = sha256(bundle);
        if (files_.exists(layout.path("anchor"))) {
            if (files_.exists(layout.rulebook(hash))) return {};
            MITHAQ_CHECK(move_aside(reg));
        }
        MITHAQ_TRY(auto root, key(reg, "root"));
        SystemRandom random;
        MITHAQ_CHECK(log::found(
            files_, layout, reg.origin(), bundle, log::make_register_keys(reg.origin(), random),
            {{reg.author, root.verifier,
              act::prove_possession(reg.origin(), reg.author, act::Purpose::root, root)}},
            SystemClock{}.wall()));
        MITHAQ_CHECK(key(reg, kSubmit));
        return {};
    }

    // Everything the register's author has to say, over HTTP like anybody else.
    Result<Imported> submit(const DemoRegister& reg, const log::Anchor& anchor,
                            const std::string& url, bool first) {
        MITHAQ_TRY(auto remote, Remote::open(url));
        MITHAQ_TRY(auto submit_key, key(reg, kSubmit));
        MITHAQ_CHECK(register_key(reg, remote, anchor, submit_key));
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
                              const note::SignerKey& submit_key) {
        MITHAQ_TRY(auto keys, remote.get("/api/v1/keys"));
        if (keys.contains(json_quote(note::format_verifier_key(submit_key.verifier)))) return {};
        MITHAQ_TRY(auto root, key(reg, "root"));
        MITHAQ_TRY(auto head, remote.head(anchor));
        MITHAQ_TRY(auto text,
                   act::write_act_text(desk::new_act_headers(
                       anchor.origin, "key.add", reg.author, head.checkpoint,
                       Instant{SystemClock{}.wall().ms + kDayMs},
                       json::object{{"purpose", "submit"},
                                    {"vkey", note::format_verifier_key(submit_key.verifier)},
                                    {"possession",
                                     act::prove_possession(anchor.origin, reg.author,
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
        fmt::print("{}: its rules have changed, so it is founded anew; the old one lies in {}\n",
                   reg.name, to);
        return {};
    }

    const DemoOptions& options_;
    const Folder& rulebooks_;
    PosixFiles files_;
};

void tell(const DemoOptions& options, const DemoRegister& reg, const Imported& done) {
    fmt::print("{}: {} communications submitted over HTTP, {} were registered before\n", reg.name,
               done.registered, done.before);
    for (const auto& key : done.differ)
        fmt::print("{}: {} is registered with other content, and stays as it is\n", reg.name, key);
    fmt::print("verify it: mithaq log verify {0}/{1} --anchor {0}/{1}/anchor\n", options.data,
               reg.name);
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
            MITHAQ_TRY(auto done,
                       demonstration.submit(reg, mounted.reg->anchor(), running->url() + reg.name,
                                            &reg == &registers.front()));
            tell(options, reg, done);
        }
    if (options.no_serve) return kDone;
    fmt::print("open {} in a browser; Ctrl-C ends the demonstration\n", running->url());
    std::fflush(stdout);
    wait_for_signal();
    return kDone;
}

}  // namespace mithaq::cmd
