#include "demo.h"

#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include "act/act.h"
#include "act/keys.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "command.h"
#include "desk/desk.h"
#include "embedded.h"
#include "rulebook/rulebook.h"
#include "serving.h"

namespace mithaq::cmd {
namespace {

constexpr const char* kName = "archive";
constexpr const char* kAuthor = "ARCHIVE";
constexpr const char* kOrigin = "demo.mithaq.example/archive/log";

const std::map<std::string, std::string> kNotice = {
    {"ar",
     "سجل تجريبي بجهات مشاركة مختلقة. لا يصدر عن أي منظمة، ومفاتيح الجهات محفوظة فيه، ولا يجوز ذلك "
     "في سجل حقيقي."},
    {"en",
     "A demonstration with invented participants. It is no organisation's register, and it keeps "
     "its participants' keys, which a real register must not."},
    {"fr",
     "Démonstration avec des participants inventés. Ce n'est le registre d'aucune organisation, et "
     "il conserve les clés des participants, ce qu'un vrai registre ne doit pas faire."}};

struct Text {
    std::string language, words;
};

// A paragraph a line; "ar<TAB>" before it names its language, else it is English.
Result<std::vector<Text>> read_texts(const std::string& bytes) {
    if (!is_utf8(bytes)) return err(Errc::malformed, "texts", "the texts are not UTF-8");
    std::vector<Text> out;
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string line = bytes.substr(at, end - at);
        at = end + 1;
        Text text{"en", line};
        if (line.size() > 3 && line[2] == '\t') text = {line.substr(0, 2), line.substr(3)};
        auto first = text.words.find_first_not_of(" \t\r");
        if (first == std::string::npos) continue;
        text.words = text.words.substr(first, text.words.find_last_not_of(" \t\r") + 1 - first);
        out.push_back(std::move(text));
    }
    return out;
}

// The demonstration plays the author too, with its own folder of keys and of what it has sent.
class Author {
  public:
    Author(PosixFiles& files, std::string dir) : files_(files), dir_(std::move(dir)) {}

    Result<note::SignerKey> key(const std::string& label) {
        std::string path = dir_ + "/" + label + ".secret";
        if (files_.exists(path)) return read_signer_key(path);
        note::Seed seed;
        SystemRandom().fill(seed);
        auto key = note::make_signer_key(act::key_name(kOrigin, kAuthor, label), seed);
        MITHAQ_CHECK(files_.make_dir(dir_));
        MITHAQ_CHECK(files_.replace(path, note::format_signer_key(key) + "\n"));
        return key;
    }

    // Keeps the bytes before they are sent, and sends those until a receipt comes: never signs the
    // same communication twice. False: it was registered at an earlier time.
    Result<bool> send(Remote& remote, const log::Anchor& anchor, const note::SignerKey& key,
                      const std::string& name, const std::string& form, json::object body,
                      const std::string& ref) {
        std::string path = dir_ + "/sent/" + name;
        if (files_.exists(path + ".receipt")) return false;
        if (!files_.exists(path + ".note")) {
            MITHAQ_TRY(auto head, remote.head(anchor));
            json::object headers = desk::new_act_headers(
                anchor.origin, form, kAuthor, head.checkpoint,
                Instant{SystemClock{}.wall().ms + 30 * kDayMs}, std::move(body));
            if (!ref.empty()) headers["ref"] = ref;
            MITHAQ_TRY(auto text, act::write_act_text(headers));
            MITHAQ_TRY(auto note, desk::sign_act(std::move(text), {key}));
            MITHAQ_CHECK(files_.make_dir(dir_ + "/sent"));
            MITHAQ_CHECK(files_.replace(path + ".note", note));
        }
        MITHAQ_TRY(auto note, files_.read_all(path + ".note"));
        MITHAQ_TRY(auto answer, remote.submit(note, 5));
        MITHAQ_CHECK(files_.replace(path + ".receipt", answer.receipt));
        return true;
    }

  private:
    PosixFiles& files_;
    std::string dir_;
};

Result<void> found_if_empty(PosixFiles& files, const DemoOptions& options, Author& author) {
    log::Layout layout = layout_of(options.data, "", kName);
    MITHAQ_TRY(auto bundle, rulebook::build_bundle(embedded_files(embedded_rulebook)));
    if (files.exists(layout.path("anchor"))) {
        if (files.exists(layout.rulebook(sha256(bundle)))) return {};
        return err(
            Errc::conflict, "demo-rulebook",
            fmt::format("the demonstration in {} has another rulebook than this program; move it "
                        "away, or name another folder with --data",
                        options.data));
    }
    MITHAQ_TRY(auto root, author.key("root"));
    SystemRandom random;
    MITHAQ_CHECK(log::found(files, layout, kOrigin, bundle,
                            log::make_register_keys(kOrigin, random),
                            {{kAuthor, root.verifier,
                              act::prove_possession(kOrigin, kAuthor, act::Purpose::root, root)}},
                            SystemClock{}.wall()));
    return {};
}

Result<std::size_t> submit_texts(Author& author, const log::Anchor& anchor, const std::string& url,
                                 const std::vector<Text>& texts) {
    MITHAQ_TRY(auto remote, Remote::open(url));
    MITHAQ_TRY(auto root, author.key("root"));
    MITHAQ_TRY(auto key, author.key("key-1"));
    MITHAQ_CHECK(author.send(
        remote, anchor, root, "key-1", "key.add",
        {{"purpose", "submit"},
         {"vkey", note::format_verifier_key(key.verifier)},
         {"possession", act::prove_possession(kOrigin, kAuthor, act::Purpose::submit, key)}},
        ""));
    std::size_t sent = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        json::object body{{"text", {{texts[i].language, texts[i].words}}}};
        std::string name = to_hex(sha256(texts[i].words).bytes).substr(0, 16);
        MITHAQ_TRY(bool fresh, author.send(remote, anchor, key, name, "communication.plain",
                                           std::move(body), fmt::format("ARCHIVE/{}", i + 1)));
        sent += fresh;
    }
    return sent;
}

}  // namespace

Result<int> demo(const DemoOptions& options) {
    PosixFiles files;
    std::string text_bytes(embedded_demo_texts[0].bytes());
    if (!options.texts.empty()) {
        MITHAQ_TRY(text_bytes, files.read_all(options.texts));
    }
    MITHAQ_TRY(auto texts, read_texts(text_bytes));
    MITHAQ_CHECK(files.make_dir(options.data));
    Author author(files, options.data + "/author");
    MITHAQ_CHECK(found_if_empty(files, options, author));
    hold_signals();
    Serving::Options serving;
    serving.data = options.data;
    serving.port = options.no_serve ? std::uint16_t{0} : options.port;
    serving.notice = kNotice;
    MITHAQ_TRY(auto running, Serving::start(serving));
    MITHAQ_TRY(auto sent, submit_texts(author, running->registers()[0].reg->anchor(),
                                       running->url() + kName, texts));
    fmt::print("{} communications submitted over HTTP, {} were registered before\n", sent,
               texts.size() - sent);
    fmt::print("verify it: mithaq log verify {0}/{1} --anchor {0}/{1}/anchor\n", options.data,
               kName);
    if (options.no_serve) return kDone;
    fmt::print("open {}{}/ in a browser; Ctrl-C ends the demonstration\n", running->url(), kName);
    std::fflush(stdout);
    wait_for_signal();
    return kDone;
}

}  // namespace mithaq::cmd
