#include "rules/rules.h"

#include <random>
#include <regex>
#include <type_traits>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "rules/rules_testing.h"

namespace mithaq::rules {
namespace {

using testing::Register;

// A root is asked for by a size; neither an index nor a plain number is one.
static_assert(std::is_invocable_v<RootAt, tree::TreeSize>);
static_assert(!std::is_invocable_v<RootAt, tree::LeafIndex>);
static_assert(!std::is_invocable_v<RootAt, std::uint64_t>);

// "ok", or the problem and its pointer.
std::string said(const Result<void>& result) {
    return result ? "ok" : result.error().type + " " + result.error().pointer;
}
std::string judge(const Register& reg, std::string_view note) {
    return said(reg.judge(note));
}

note::SignerKey main_key(std::string_view participant) {
    return Register::key(participant, "main");
}
note::SignerKey root_key(std::string_view participant) {
    return Register::key(participant, "root");
}

json::object& object_at(json::object& object, std::string_view name) {
    return object.at(name).as_object();
}
json::object& in_list(json::object& object, std::string_view list, std::size_t index) {
    return object.at(list).as_array()[index].as_object();
}

// The least body of text.record.
json::object recorded() {
    return {{"kind", "document"},
            {"title", {{"en", "x"}}},
            {"source", {{"document", {{"en", "x"}}}}},
            {"checked", "no"}};
}

// ---- entry 0

// What is said of entry 0 after `change`, signed by the clock key.
std::string founded(const std::function<void(json::object&)>& change,
                    std::vector<note::SignerKey> keys = {Register::clock_key()}) {
    static const Register reg;
    json::object headers = reg.founding();
    change(headers);
    auto act = act::parse_act(Register::sign(headers, keys));
    if (!act) return act.error().type + " " + act.error().pointer;
    return said(admit(State(), prepare(*act, {}), reg.now, reg.root_at(), reg.rulebooks()));
}
std::string founded_with(std::string_view name, json::value value) {
    return founded([&](json::object& headers) { headers[name] = value; });
}

TEST(Founding, HasTheHeadersOfTheEmptyTreeAndNothingElse) {
    EXPECT_EQ(founded([](auto&) {}), "ok");
    EXPECT_EQ(founded([](auto& headers) {
                  headers["form"] = "communication.plain";
                  headers["expires"] = "2026-11-24T09:00:00Z";
              }),
              "not-founded /form");
    EXPECT_EQ(founded_with("from", json::array{"XAA"}), "not-founded /form");
    EXPECT_EQ(founded_with("from", json::array{"REGISTER", "XAA"}), "not-founded /form");
    for (const char* origin :
         {"x", "/basic/log", "a.example/basic", "a.example/Basic/log", "A.example/basic/log",
          "mithaq-a/basic/log", "a b/basic/log", "a.example/basic/basic/log", "{/basic/log"})
        EXPECT_EQ(founded_with("register", origin), "origin /register") << origin;
    const std::string root = to_base64(tree::empty_root().bytes);
    EXPECT_EQ(founded_with("seen", {{"size", 1}, {"root", root}}), "edition-form ");
    EXPECT_EQ(founded_with("seen", {{"size", 0}, {"root", to_base64(Hash{}.bytes)}}),
              "edition-form ");
    EXPECT_EQ(founded_with("expires", "2026-11-24T09:00:00Z"), "edition-form ");
    const json::string id(64, 'a');
    EXPECT_EQ(founded_with("matter", id), "edition-form ");
    EXPECT_EQ(founded_with("re", json::array{{{"id", id}, {"as", "basis"}}}), "edition-form ");
    EXPECT_EQ(
        founded_with("enclosures",
                     json::array{{{"sha256", id}, {"size", 1}, {"type", "a/b"}, {"name", "n"}}}),
        "edition-form ");
    EXPECT_EQ(founded_with("received", {{"from", json::array{"XAA"}},
                                        {"via", "v"},
                                        {"at", "2026-11-23T09:00:00Z"},
                                        {"by", "b"}}),
              "edition-form ");
    EXPECT_EQ(founded_with("marking", "open"), "ok");
    EXPECT_EQ(founded_with("marking", "secret"), "marking-unknown /marking");
    auto training = [](const json::value& value) {
        return founded([&](auto& headers) { headers.at("body").as_object()["training"] = value; });
    };
    EXPECT_EQ(training(true), "ok");
    EXPECT_EQ(training(false), "body-const /body/training");
    EXPECT_EQ(founded_with("languages", {{"es", "original"}}), "language-unknown /languages/es");
}

TEST(Founding, HasABodyThatFitsAndARulebookThatIsHere) {
    auto body = [](std::string_view name, json::value value) {
        return founded([&](auto& headers) { object_at(headers, "body")[name] = value; });
    };
    auto rulebook = [](std::string_view name, json::value value) {
        return founded([&](auto& headers) {
            object_at(object_at(headers, "body"), "rulebook")[name] = value;
        });
    };
    EXPECT_EQ(body("edition", 1), "body-const /body/edition");
    EXPECT_EQ(body("x", 1), "body-unknown-name /body/x");
    EXPECT_EQ(body("keys", json::array{}), "body-length /body/keys");
    EXPECT_EQ(body("participants", json::array{}), "body-length /body/participants");
    for (const char* name : {"edition", "rulebook", "keys", "participants"})
        EXPECT_EQ(founded([&](auto& headers) { object_at(headers, "body").erase(name); }),
                  "body-required /body");
    EXPECT_EQ(rulebook("sha256", json::string(63, 'a')), "body-length /body/rulebook/sha256");
    EXPECT_EQ(rulebook("sha256", json::string(64, 'A')), "body-format /body/rulebook/sha256");
    EXPECT_EQ(rulebook("sha256", json::string(64, 'a')), "rulebook-unknown ");
    EXPECT_EQ(rulebook("size", 0), "body-range /body/rulebook/size");
    EXPECT_EQ(rulebook("size", 1), "rulebook-size /body/rulebook/size");
}

TEST(Founding, BringsOneKeyForEachPurposeOfTheRegister) {
    using Change = std::function<void(json::object&)>;
    auto keys = [](const Change& change) {
        return founded([&](auto& headers) { change(object_at(headers, "body")); });
    };
    EXPECT_EQ(keys([](auto& body) {
                  auto& list = body.at("keys").as_array();
                  std::swap(list[0], list[1]);
              }),
              "key-purpose /body/keys/0/purpose");
    EXPECT_EQ(keys([](auto& body) { in_list(body, "keys", 2)["purpose"] = "clock"; }),
              "key-purpose /body/keys/2/purpose");
    EXPECT_EQ(keys([](auto& body) { body.at("keys").as_array().pop_back(); }),
              "body-length /body/keys");
    EXPECT_EQ(keys([](auto& body) {
                  in_list(body, "keys", 1)["possession"] = in_list(body, "keys", 0)["possession"];
              }),
              "key-possession /body/keys/1/possession");
    auto replaced = [&](std::size_t index, Purpose purpose, const note::SignerKey& key) {
        return keys([&](auto& body) {
            auto object = Register::possessed("REGISTER", purpose, key);
            object["purpose"] = act::purpose_name(purpose);
            in_list(body, "keys", index) = object;
        });
    };
    // The checkpoint key is named exactly as the origin, the others below it and not root.
    EXPECT_EQ(replaced(0, Purpose::checkpoint, Register::key("REGISTER", "checkpoint")),
              "key-name /body/keys/0/vkey");
    EXPECT_EQ(replaced(1, Purpose::clock, Register::checkpoint_key()),
              "key-name /body/keys/1/vkey");
    EXPECT_EQ(replaced(1, Purpose::clock, root_key("REGISTER")), "key-name /body/keys/1/vkey");
    EXPECT_EQ(replaced(2, Purpose::refusal, main_key("XAA")), "key-name /body/keys/2/vkey");
    EXPECT_EQ(replaced(2, Purpose::refusal, Register::clock_key()), "key-used /body");
    auto cosigner = testing::key_named(Register::origin(), note::KeyType::cosignature);
    EXPECT_EQ(replaced(0, Purpose::checkpoint, cosigner), "key-type /body/keys/0/vkey");
}

TEST(Founding, EnrolsParticipantsOfTheRulebookOnceEach) {
    auto enrolled = [](std::string_view code, const note::SignerKey& key) {
        return founded([&](auto& headers) {
            auto object = Register::possessed(code, Purpose::root, key);
            object["participant"] = code;
            object_at(headers, "body").at("participants").as_array().push_back(object);
        });
    };
    EXPECT_EQ(enrolled("XAC", root_key("XAC")), "ok");
    EXPECT_EQ(enrolled("XAZ", root_key("XAZ")),
              "participant-unknown /body/participants/3/participant");
    EXPECT_EQ(enrolled("XAN", root_key("XAN")),
              "participant-unknown /body/participants/3/participant");
    EXPECT_EQ(enrolled("REGISTER", root_key("REGISTER")),
              "participant-unknown /body/participants/3/participant");
    EXPECT_EQ(enrolled("xaa", root_key("xaa")), "body-format /body/participants/3/participant");
    EXPECT_EQ(enrolled("XAC", main_key("XAC")), "key-name /body/participants/3/vkey");
    EXPECT_EQ(enrolled("XAC", root_key("XAA")), "key-name /body/participants/3/vkey");
    EXPECT_EQ(enrolled("XAA", root_key("XAA")), "key-used /body");
    auto another = note::make_signer_key(root_key("XAA").verifier.name, note::Seed{1});
    EXPECT_EQ(enrolled("XAA", another), "key-name-used /body");
    // The same 32 bytes under another participant's name.
    auto same = note::make_signer_key(root_key("XAC").verifier.name, root_key("XAA").seed);
    EXPECT_EQ(enrolled("XAC", same), "key-used /body");
}

TEST(Founding, IsSignedByTheClockKeyAlone) {
    auto none = [](auto&) {};
    EXPECT_EQ(founded(none, {Register::refusal_key()}), "signature-invalid /body/keys/1");
    EXPECT_EQ(founded(none, {Register::checkpoint_key()}), "signature-invalid /body/keys/1");
    EXPECT_EQ(founded(none, {Register::clock_key(), Register::clock_key()}),
              "signature-invalid /body/keys/1");
    EXPECT_EQ(founded(none, {Register::clock_key(), root_key("XAA")}),
              "signature-invalid /body/keys/1");
    auto other_seed = note::make_signer_key(Register::clock_key().verifier.name, note::Seed{1});
    other_seed.verifier = Register::clock_key().verifier;  // its name and id, another's signature
    EXPECT_EQ(founded(none, {other_seed}), "signature-invalid /body/keys/1");
}

TEST(Founding, HappensOnce) {
    Register reg;
    EXPECT_EQ(judge(reg, reg.entries[0].substr(reg.entries[0].find('\n') + 1)),
              "already-registered ");
    auto again = reg.founding();
    again["ref"] = "another text";
    EXPECT_EQ(judge(reg, Register::sign(again, {Register::clock_key()})), "already-founded /form");
    // With the headers of any other act, too.
    auto headers = reg.headers("register.found", {"REGISTER"}, object_at(again, "body"));
    EXPECT_EQ(judge(reg, Register::sign(headers, {Register::clock_key()})),
              "already-founded /form");
}

// ---- every other act

TEST(Admission, AsksInTheOrderOfTheFormats) {
    Register reg;
    reg.add(Register::sign(reg.key_add("XAA", Purpose::submit, Register::key("XAA", "old")),
                           {root_key("XAA")}))
        .value();
    reg.add(Register::sign(reg.key_revoke("XAA", Register::key("XAA", "old")), {root_key("XAA")}))
        .value();
    // Wrong in everything. Each step mends what the verdict before it named.
    json::object headers = reg.plain({"XAA"});
    headers["register"] = "other.example/basic/log";
    headers["seen"] = {{"size", 0}, {"root", to_base64(Hash{}.bytes)}};
    headers["expires"] = format_instant(Instant{reg.now.ms});
    headers["matter"] = std::string(64, 'a');
    headers["form"] = "communication.other";
    headers["body"] = json::object{};
    headers["marking"] = "secret";
    headers["languages"] = {{"es", "original"}};
    headers["received"] = {{"from", json::array{"XAZ"}},
                           {"via", "pigeon"},
                           {"at", format_instant(Instant{reg.now.ms + kDayMs})},
                           {"by", "clerk"}};
    headers["re"] = json::array{{{"id", std::string(64, 'b')}, {"as", "basis"}}};
    std::vector<note::SignerKey> keys = {main_key("XAB"), main_key("XAB")};
    auto broken = main_key("XAA");
    broken.seed[0] ^= 1;

    struct Step {
        std::string expected;
        std::function<void()> mend;
    };
    const std::vector<Step> steps = {
        {"register-other /register", [&] { headers["register"] = Register::origin(); }},
        {"seen-unknown /seen/size", [&] { object_at(headers, "seen")["size"] = reg.state.size(); }},
        {"seen-unknown /seen/root",
         [&] { object_at(headers, "seen")["root"] = to_base64(reg.roots.back().bytes); }},
        {"expired /expires",
         [&] { headers["expires"] = format_instant(Instant{reg.now.ms + 91 * kDayMs}); }},
        {"expires-too-far /expires",
         [&] { headers["expires"] = format_instant(Instant{reg.now.ms + kDayMs}); }},
        {"matter-unknown /matter", [&] { headers.erase("matter"); }},
        {"form-unknown /form", [&] { headers["form"] = "text.record"; }},
        {"signature-count /from", [&] { keys.pop_back(); }},
        {"signature-order /from/0", [&] { keys = {Register::key("XAA", "other")}; }},
        {"key-unknown /from/0", [&] { keys = {Register::key("XAA", "old")}; }},
        {"key-revoked /from/0", [&] { keys = {root_key("XAA")}; }},
        {"key-purpose /from/0", [&] { keys = {broken}; }},
        {"signature-invalid /from/0", [&] { keys = {main_key("XAA")}; }},
        {"body-required /body",
         [&] {
             headers["body"] = recorded();
             object_at(headers, "body")["themes"] = {"security", "weather"};
             object_at(headers, "body")["organ"] = "XAZ";
         }},
        {"participant-unknown /body/organ", [&] { object_at(headers, "body")["organ"] = "XAN"; }},
        {"theme-unknown /body/themes/1",
         [&] { object_at(headers, "body")["themes"] = json::array{"security"}; }},
        {"marking-unknown /marking", [&] { headers["marking"] = "open"; }},
        {"language-unknown /languages/es", [&] { headers["languages"] = {{"en", "original"}}; }},
        {"received-not-allowed /received",
         [&] {
             headers["from"] = json::array{"REGISTRY"};
             keys = {main_key("REGISTRY")};
         }},
        {"via-unknown /received/via", [&] { object_at(headers, "received")["via"] = "post"; }},
        {"participant-unknown /received/from/0",
         [&] { object_at(headers, "received")["from"] = json::array{"XAN"}; }},
        {"received-later /received/at",
         [&] { object_at(headers, "received")["at"] = format_instant(reg.now); }},
        {"reference-unknown /re/0/id",
         [&] { in_list(headers, "re", 0)["id"] = act::hex(reg.state.id_of(0)); }},
    };
    for (const Step& step : steps) {
        ASSERT_EQ(judge(reg, Register::sign(headers, keys)), step.expected);
        step.mend();
    }
    ASSERT_EQ(said(reg.add(Register::sign(headers, keys))), "ok");
    EXPECT_EQ(judge(reg, Register::sign(headers, keys)), "already-registered ");
    // A known text is known whoever signs it, and before anything else is asked.
    reg.now = Instant{reg.now.ms + 200 * kDayMs};
    EXPECT_EQ(judge(reg, Register::sign(headers, {main_key("XAB")})), "already-registered ");
}

TEST(Admission, ExpiresAreHeldToTheMillisecond) {
    Register reg;
    json::object headers = reg.plain({"XAA"});
    const Instant expires{reg.now.ms + 100 * kDayMs};
    headers["expires"] = format_instant(expires);
    const std::string note = Register::sign(headers);
    auto at = [&](std::int64_t before_ms) {
        reg.now = Instant{expires.ms - before_ms};
        return judge(reg, note);
    };
    EXPECT_EQ(at(90 * kDayMs + 1), "expires-too-far /expires");
    EXPECT_EQ(at(90 * kDayMs), "ok");
    EXPECT_EQ(at(1), "ok");
    EXPECT_EQ(at(0), "expired /expires");
    EXPECT_EQ(at(-1), "expired /expires");
}

TEST(Admission, SeenIsAHeadOfThisRegister) {
    Register reg;
    auto seen = [&](std::uint64_t size, const Hash& root) {
        auto headers = reg.plain({"XAA"});
        headers["seen"] = {{"size", size}, {"root", to_base64(root.bytes)}};
        return judge(reg, Register::sign(headers));
    };
    for (std::uint64_t size = 1; size <= reg.state.size(); ++size) {
        EXPECT_EQ(seen(size, reg.roots[size]), "ok");
        EXPECT_EQ(seen(size, reg.roots[size - 1]), "seen-unknown /seen/root");
    }
    EXPECT_EQ(seen(0, tree::empty_root()), "seen-unknown /seen/size");
    EXPECT_EQ(seen(reg.state.size() + 1, reg.roots.back()), "seen-unknown /seen/size");
    EXPECT_EQ(seen((1ull << 53) - 1, reg.roots.back()), "seen-unknown /seen/size");
    // A root that cannot be read is no refusal of the act.
    auto act = act::parse_act(Register::sign(reg.plain({"XAA"}))).value();
    RootAt broken = [](tree::TreeSize) -> Result<Hash> { return err(Errc::io, "disk", ""); };
    auto result = admit(reg.state, prepare(act, reg.ring), reg.now, broken, reg.rulebooks());
    EXPECT_EQ(result.error().code, Errc::io);
}

TEST(Admission, StampsNeverDecrease) {
    Register reg;
    const std::string note = Register::sign(reg.plain({"XAA"}));
    EXPECT_EQ(reg.state.last_stamp(), reg.now);
    EXPECT_EQ(judge(reg, note), "ok");
    reg.now.ms -= 1;
    EXPECT_EQ(judge(reg, note), "stamp-decreasing ");
}

TEST(Admission, FormsOfTheEditionAreBuiltOrReserved) {
    Register reg;
    for (const char* form : {"register.adopt", "register.rotate-key", "key.replace-root",
                             "key.suspend", "register.other", "key.other", "clock.other"})
        EXPECT_EQ(judge(reg, Register::sign(reg.headers(form, {"XAA"}, {}))), "form-reserved /form")
            << form;
    auto seal = reg.key_add("XAA", Purpose::submit, Register::key("XAA", "seal"));
    object_at(seal, "body")["purpose"] = "seal";
    EXPECT_EQ(judge(reg, Register::sign(seal, {root_key("XAA")})), "form-reserved /body/purpose");
    for (const char* purpose : {"root", "checkpoint", "clock", "refusal", "x"}) {
        object_at(seal, "body")["purpose"] = purpose;
        EXPECT_EQ(judge(reg, Register::sign(seal, {root_key("XAA")})), "body-enum /body/purpose");
    }
    EXPECT_EQ(judge(reg, Register::sign(reg.headers("form.unknown", {"XAA"}, {}))),
              "form-unknown /form");
}

TEST(Admission, FormsOfTheEditionStandAlone) {
    Register reg;
    auto with = [&](std::string_view name, json::value value) {
        auto headers = reg.key_add("XAA", Purpose::submit, Register::key("XAA", "new"));
        headers[name] = value;
        std::vector<note::SignerKey> keys;
        for (const auto& author : headers.at("from").as_array())
            keys.push_back(root_key(std::string_view(author.as_string())));
        return judge(reg, Register::sign(headers, keys));
    };
    const std::string id = act::hex(reg.state.id_of(0));
    EXPECT_EQ(with("ref", "1"), "ok");
    EXPECT_EQ(with("from", json::array{"XAA", "XAB"}), "edition-form /from");
    EXPECT_EQ(with("re", json::array{{{"id", id}, {"as", "basis"}}}), "edition-form /from");
    EXPECT_EQ(with("enclosures",
                   json::array{{{"sha256", id}, {"size", 1}, {"type", "a/b"}, {"name", "n"}}}),
              "edition-form /from");
    EXPECT_EQ(with("received", {{"from", json::array{"XAA"}},
                                {"via", "v"},
                                {"at", "2026-11-23T09:00:00Z"},
                                {"by", "b"}}),
              "edition-form /from");
}

TEST(Admission, OfAJointActTakesOneSignatureOfEachAuthorInOrder) {
    Register reg;
    const auto headers = reg.plain({"XAA", "XAB"});
    const auto a = main_key("XAA");
    const auto b = main_key("XAB");
    auto judged = [&](const std::vector<note::SignerKey>& keys) {
        return judge(reg, Register::sign(headers, keys));
    };
    EXPECT_EQ(judged({a, b}), "ok");
    EXPECT_EQ(judged({b, a}), "signature-order /from/0");
    EXPECT_EQ(judged({a}), "signature-count /from");
    EXPECT_EQ(judged({a, b, b}), "signature-count /from");
    EXPECT_EQ(judged({a, a}), "signature-order /from/1");
    EXPECT_EQ(judged({a, main_key("REGISTRY")}), "signature-order /from/1");
    EXPECT_EQ(judged({a, root_key("XAB")}), "key-purpose /from/1");
    EXPECT_EQ(judged({Register::checkpoint_key(), b}), "signature-order /from/0");
    // B's signature over another text; A's bytes under B's name.
    auto act = act::parse_act(Register::sign(headers, {a, b})).value();
    note::Note note = act.note;
    note.signatures[1] = note::sign(b, "another text\n");
    EXPECT_EQ(judge(reg, note::format_note(note)), "signature-invalid /from/1");
    note.signatures[1].bytes = note.signatures[0].bytes;
    EXPECT_EQ(judge(reg, note::format_note(note)), "signature-invalid /from/1");
    note.signatures[1] = act.note.signatures[1];
    note.signatures[1].bytes += "x";
    EXPECT_EQ(judge(reg, note::format_note(note)), "signature-invalid /from/1");
    note.signatures[1] = act.note.signatures[1];
    note.signatures[1].id ^= 1;
    EXPECT_EQ(judge(reg, note::format_note(note)), "key-unknown /from/1");
}

TEST(Admission, KnowsEveryoneAndEveryThemeThatABodyNames) {
    Register reg;
    auto with = [&](std::string_view name, json::value value) {
        auto body = recorded();
        body[name] = std::move(value);
        return judge(reg, Register::sign(reg.headers("text.record", {"XAA"}, std::move(body))));
    };
    EXPECT_EQ(with("organ", "CHAIR"), "ok");
    EXPECT_EQ(with("organ", "XAN"), "ok");  // who only may be named
    EXPECT_EQ(with("organ", "REGISTER"), "participant-unknown /body/organ");
    EXPECT_EQ(with("session", "CHAIR/4E"), "ok");
    EXPECT_EQ(with("session", "CHAI/4"), "participant-unknown /body/session");
    EXPECT_EQ(with("themes", {"security", "non-interference"}), "ok");
    EXPECT_EQ(with("themes", json::array{"securit"}), "theme-unknown /body/themes/0");
    EXPECT_EQ(with("actions", {{{"item", "1"},
                                {"text", {{"en", "XAZ"}}},
                                {"character", "request"},
                                {"addressees", {"XAA", "XAH", "XAZ", "XAY"}}}}),
              "participant-unknown /body/actions/0/addressees/2");
    EXPECT_EQ(with("symbol", "XAZ/4"), "ok");
    EXPECT_EQ(judge(reg, Register::sign(
                             reg.headers("note.send", {"XAA"},
                                         {{"to", {"XAB", "XAZ"}}, {"subject", {{"en", "x"}}}}))),
              "participant-unknown /body/to/1");
}

TEST(Admission, OfWhatCameOnPaperIsTheRegistrys) {
    Register reg;
    auto entered = [&](const std::vector<std::string>& from, json::array senders,
                       std::string_view via = "post") {
        auto headers = reg.plain(from);
        headers["received"] = {{"from", std::move(senders)},
                               {"via", via},
                               {"at", format_instant(reg.now)},
                               {"by", "clerk"}};
        return judge(reg, Register::sign(headers));
    };
    EXPECT_EQ(entered({"REGISTRY"}, {"XAN"}), "ok");
    EXPECT_EQ(entered({"REGISTRY"}, {"XAC", "XAN"}),
              "ok");  // not enrolled: that is what paper is for
    EXPECT_EQ(entered({"REGISTRY"}, {"XAN", "XAZ"}), "participant-unknown /received/from/1");
    EXPECT_EQ(entered({"REGISTRY"}, {"REGISTER"}), "participant-unknown /received/from/0");
    EXPECT_EQ(entered({"REGISTRY"}, {"XAN"}, "email"), "ok");
    EXPECT_EQ(entered({"REGISTRY"}, {"XAN"}, "note verbale"), "via-unknown /received/via");
    EXPECT_EQ(entered({"XAA"}, {"XAN"}), "received-not-allowed /received");
    EXPECT_EQ(entered({"REGISTRY", "XAA"}, {"XAN"}), "received-not-allowed /received");
}

TEST(Admission, OfReferencesIsOfRegisteredActs) {
    Register reg;
    const std::string first = act::hex(reg.state.id_of(0));
    const std::string last = act::hex(reg.state.id_of(reg.state.size() - 1));
    auto headers = reg.plain({"XAA"});
    headers["re"] = json::array{{{"id", first}, {"as", "basis"}}, {{"id", last}, {"as", "basis"}}};
    EXPECT_EQ(judge(reg, Register::sign(headers)), "ok");
    in_list(headers, "re", 1)["id"] = std::string(64, '0');
    EXPECT_EQ(judge(reg, Register::sign(headers)), "reference-unknown /re/1/id");
}

TEST(Admission, OfAClockTickIsTheRegistersOwn) {
    Register reg;
    const auto tick = reg.headers("clock.tick", {"REGISTER"}, {});
    EXPECT_EQ(judge(reg, Register::sign(tick, {Register::clock_key()})), "ok");
    EXPECT_EQ(judge(reg, Register::sign(tick, {Register::refusal_key()})), "key-purpose /from/0");
    EXPECT_EQ(judge(reg, Register::sign(tick, {Register::checkpoint_key()})),
              "signature-order /from/0");
    EXPECT_EQ(judge(reg, Register::sign(reg.headers("clock.tick", {"XAA"}, {}))),
              "key-purpose /from/0");
    auto full = reg.headers("clock.tick", {"REGISTER"}, {{"x", 1}});
    EXPECT_EQ(judge(reg, Register::sign(full, {Register::clock_key()})),
              "body-unknown-name /body/x");
    // The register submits nothing.
    EXPECT_EQ(judge(reg, Register::sign(reg.plain({"REGISTER"}), {Register::clock_key()})),
              "key-purpose /from/0");
}

// ---- keys

TEST(Keys, ThatAreAddedSignAndThatAreRevokedDoNot) {
    Register reg;
    const auto second = Register::key("XAA", "second");
    const auto before = reg.plain({"XAA"}, "before");
    EXPECT_EQ(judge(reg, Register::sign(before, {second})), "key-unknown /from/0");
    ASSERT_EQ(said(reg.add(
                  Register::sign(reg.key_add("XAA", Purpose::submit, second), {root_key("XAA")}))),
              "ok");
    ASSERT_EQ(said(reg.add(Register::sign(before, {second}))), "ok");
    const Hash id = reg.state.id_of(reg.state.size() - 1);

    const auto after = Register::sign(reg.plain({"XAA"}, "after"), {second});
    ASSERT_EQ(judge(reg, after), "ok");
    ASSERT_EQ(said(reg.add(Register::sign(reg.key_revoke("XAA", second), {root_key("XAA")}))),
              "ok");
    EXPECT_EQ(judge(reg, after), "key-revoked /from/0");
    EXPECT_EQ(reg.state.number_of(id), 5u);  // what it signed before stays
    EXPECT_EQ(reg.state.key(second.verifier.name)->revoked, 6u);
    EXPECT_EQ(judge(reg, Register::sign(before, {second})), "already-registered ");
    EXPECT_EQ(judge(reg, Register::sign(reg.plain({"XAA"}))), "ok");  // its other key still signs

    // Neither the name nor the bytes of a revoked key come back, for anyone.
    auto added = [&](const std::string& from, const note::SignerKey& key) {
        return judge(reg,
                     Register::sign(reg.key_add(from, Purpose::submit, key), {root_key(from)}));
    };
    EXPECT_EQ(added("XAA", note::make_signer_key(second.verifier.name, note::Seed{7})),
              "key-name-used /body");
    EXPECT_EQ(added("XAA", second), "key-used /body");
    auto renamed = [&](std::string_view code, std::string_view label) {
        return note::make_signer_key(act::key_name(Register::kOrigin, code, label), second.seed);
    };
    EXPECT_EQ(added("XAA", renamed("XAA", "third")), "key-used /body");
    EXPECT_EQ(added("XAB", renamed("XAB", "mine")), "key-used /body");
    EXPECT_EQ(added("XAB", note::make_signer_key(act::key_name(Register::kOrigin, "XAB", "clock"),
                                                 Register::clock_key().seed)),
              "key-used /body");
}

TEST(Keys, AreRevokedByTheirParticipantWhileActiveAndNeverTheRoot) {
    Register reg;
    auto revoked = [&](const std::string& from, const note::SignerKey& key) {
        return judge(reg, Register::sign(reg.key_revoke(from, key), {root_key(from)}));
    };
    EXPECT_EQ(revoked("XAA", main_key("XAA")), "ok");
    EXPECT_EQ(revoked("XAB", main_key("XAA")), "key-unknown /body/key");
    EXPECT_EQ(revoked("XAA", root_key("XAA")), "key-unknown /body/key");
    EXPECT_EQ(revoked("XAA", Register::clock_key()), "key-unknown /body/key");
    EXPECT_EQ(revoked("XAA", Register::key("XAA", "other")), "key-unknown /body/key");
    ASSERT_EQ(
        said(reg.add(Register::sign(reg.key_revoke("XAA", main_key("XAA")), {root_key("XAA")}))),
        "ok");
    EXPECT_EQ(reg.state.key_of("XAA", Purpose::submit), nullptr);
    auto again = reg.key_revoke("XAA", main_key("XAA"));
    EXPECT_EQ(judge(reg, Register::sign(again, {root_key("XAA")})), "key-unknown /body/key");
}

TEST(Keys, AreAddedAndRevokedWithTheRootAlone) {
    Register reg;
    const auto add = reg.key_add("XAA", Purpose::audit, Register::key("XAA", "audit"));
    EXPECT_EQ(judge(reg, Register::sign(add, {root_key("XAA")})), "ok");
    EXPECT_EQ(judge(reg, Register::sign(add, {main_key("XAA")})), "key-purpose /from/0");
    EXPECT_EQ(judge(reg, Register::sign(add, {root_key("XAB")})), "signature-order /from/0");
    EXPECT_EQ(judge(reg, Register::sign(reg.key_revoke("XAA", main_key("XAA")))),
              "key-purpose /from/0");
    EXPECT_EQ(judge(reg, Register::sign(reg.plain({"XAA"}), {root_key("XAA")})),
              "key-purpose /from/0");
    // The register has no root: nothing is added to it.
    EXPECT_EQ(judge(reg, Register::sign(reg.key_add("REGISTER", Purpose::submit,
                                                    Register::key("REGISTER", "main")),
                                        {Register::clock_key()})),
              "key-purpose /from/0");
}

TEST(Keys, OfWitnessesAndMirrorsAreCosignersAndOthersAreNot) {
    Register reg;
    for (Purpose purpose : {Purpose::submit, Purpose::witness, Purpose::mirror, Purpose::audit}) {
        bool cosigns = purpose == Purpose::witness || purpose == Purpose::mirror;
        for (auto type : {note::KeyType::ed25519, note::KeyType::cosignature}) {
            auto headers = reg.key_add("XAA", purpose, Register::key("XAA", "new", type));
            EXPECT_EQ(
                judge(reg, Register::sign(headers, {root_key("XAA")})),
                (type == note::KeyType::cosignature) == cosigns ? "ok" : "key-type /body/vkey");
        }
    }
}

TEST(Keys, AreNamedAfterTheirParticipant) {
    Register reg;
    auto named = [&](const std::string& name) {
        auto headers = reg.key_add("XAA", Purpose::submit, testing::key_named(name));
        return judge(reg, Register::sign(headers, {root_key("XAA")}));
    };
    const std::string prefix = act::key_name(Register::kOrigin, "XAA", "");
    EXPECT_EQ(named(prefix + std::string(24, 'a')), "ok");
    EXPECT_EQ(named(prefix + "2026-a"), "ok");
    for (const std::string& name :
         {prefix + std::string(25, 'a'), prefix, prefix + "A", prefix + "a/b", prefix + "root",
          Register::origin(), Register::origin() + "/XAA", std::string("main"),
          act::key_name(Register::kOrigin, "XAB", "a"),
          act::key_name("other.example/basic/log", "XAA", "a")})
        EXPECT_EQ(named(name), "key-name /body/vkey") << name;
}

TEST(Keys, AreHeldByWhoRegistersThem) {
    Register reg;
    const auto key = Register::key("XAA", "new");
    auto possession = [&](const std::string& text) {
        auto headers = reg.key_add("XAA", Purpose::submit, key);
        object_at(headers, "body")["possession"] = text;
        return judge(reg, Register::sign(headers, {root_key("XAA")}));
    };
    auto proof = [&](std::string_view origin, std::string_view participant, Purpose purpose,
                     const note::SignerKey& of) {
        return possession(act::prove_possession(origin, participant, purpose, of));
    };
    const std::string wrong = "key-possession /body/possession";
    EXPECT_EQ(proof(Register::kOrigin, "XAA", Purpose::submit, key), "ok");
    EXPECT_EQ(proof("other.example/basic/log", "XAA", Purpose::submit, key), wrong);
    EXPECT_EQ(proof(Register::kOrigin, "XAB", Purpose::submit, key), wrong);
    EXPECT_EQ(proof(Register::kOrigin, "XAA", Purpose::audit, key), wrong);
    auto renamed = note::make_signer_key(key.verifier.name + "2", key.seed);
    EXPECT_EQ(proof(Register::kOrigin, "XAA", Purpose::submit, renamed), wrong);
    EXPECT_EQ(proof(Register::kOrigin, "XAA", Purpose::submit, Register::key("XAA", "main")),
              wrong);
    EXPECT_EQ(possession(""), wrong);
    EXPECT_EQ(possession("AAAA"), wrong);
    EXPECT_EQ(possession(std::string(88, 'A')), wrong);
    EXPECT_EQ(possession(std::string(89, 'A')), "body-length /body/possession");

    auto headers = reg.key_add("XAA", Purpose::submit, key);
    for (const std::string& vkey :
         {std::string(), std::string("x"), note::format_verifier_key(key.verifier) + "\n",
          note::format_signer_key(key)}) {
        object_at(headers, "body")["vkey"] = vkey;
        EXPECT_EQ(judge(reg, Register::sign(headers, {root_key("XAA")})),
                  "key-malformed /body/vkey");
    }
}

// A point of order 8, in its canonical encoding.
note::PublicKey order_eight() {
    auto bytes = from_hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    note::PublicKey out{};
    std::copy(bytes->begin(), bytes->end(), out.begin());
    return out;
}

TEST(Keys, AreOfPrimeOrder) {
    Register reg;
    const auto holder = Register::key("XAA", "new");
    note::PublicKey mixed{};
    ASSERT_EQ(
        crypto_core_ed25519_add(mixed.data(), holder.verifier.key.data(), order_eight().data()), 0);
    note::PublicKey no_point{};
    no_point.fill(0xff);
    for (const note::PublicKey& bytes : {mixed, order_eight(), note::PublicKey{}, no_point}) {
        note::SignerKey key = holder;
        key.verifier = note::make_verifier_key(holder.verifier.name, note::KeyType::ed25519, bytes);
        EXPECT_EQ(
            judge(reg, Register::sign(reg.key_add("XAA", Purpose::submit, key), {root_key("XAA")})),
            "key-not-prime-order /body/vkey");
    }
}

TEST(Enrolment, IsByWhomTheRulebookNamesAndThenTheNewParticipantSubmits) {
    Register reg;
    auto enrolled = [&](const std::string& from, const std::string& participant) {
        return judge(reg, Register::sign(reg.key_enrol(from, participant)));
    };
    EXPECT_EQ(enrolled("XAA", "XAC"), "not-entitled /from/0");
    EXPECT_EQ(enrolled("REGISTRY", "XAZ"), "participant-unknown /body/participant");
    EXPECT_EQ(enrolled("REGISTRY", "XAN"), "participant-unknown /body/participant");
    EXPECT_EQ(enrolled("REGISTRY", "REGISTER"), "participant-unknown /body/participant");
    EXPECT_EQ(enrolled("REGISTRY", "XAA"), "key-used /body");
    auto second_root = reg.key_enrol("REGISTRY", "XAA");
    auto body = Register::possessed(
        "XAA", Purpose::root, note::make_signer_key(root_key("XAA").verifier.name, note::Seed{9}));
    body["participant"] = "XAA";
    second_root["body"] = body;
    EXPECT_EQ(judge(reg, Register::sign(second_root)), "key-name-used /body");
    EXPECT_EQ(judge(reg, Register::sign(reg.key_enrol("REGISTRY", "XAC"), {root_key("REGISTRY")})),
              "key-purpose /from/0");

    const auto add = reg.key_add("XAC", Purpose::submit, main_key("XAC"));
    EXPECT_EQ(judge(reg, Register::sign(add, {root_key("XAC")})), "key-unknown /from/0");
    ASSERT_EQ(said(reg.add(Register::sign(reg.key_enrol("REGISTRY", "XAC")))), "ok");
    EXPECT_EQ(judge(reg, Register::sign(reg.plain({"XAC"}))), "key-unknown /from/0");
    ASSERT_EQ(said(reg.add(Register::sign(add, {root_key("XAC")}))), "ok");
    EXPECT_EQ(said(reg.add(Register::sign(reg.plain({"XAC"})))), "ok");
    EXPECT_EQ(reg.state.key_of("XAC", Purpose::root)->number, 4u);
    EXPECT_EQ(reg.state.key_of("XAC", Purpose::submit)->number, 5u);
}

// ---- what must not depend on how the judge got there

// Acts by chance, many of them wrong in one thing.
class Chance {
  public:
    explicit Chance(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t n) { return random_() % n; }

    std::string next(const Register& reg) {
        static const std::vector<std::string> codes = {"REGISTRY", "XAA", "XAB", "XAC"};
        const std::string& from = codes[below(codes.size())];
        const auto key = Register::key(from, fmt::format("k{}", below(6)));
        json::object headers;
        std::vector<note::SignerKey> keys = {root_key(from)};
        switch (below(6)) {
            case 0:
                headers = reg.key_add(from, Purpose::submit, key);
                break;
            case 1:
                headers = reg.key_revoke(from, key);
                break;
            case 2:
                headers = reg.key_enrol("REGISTRY", from);
                keys = {main_key("REGISTRY")};
                break;
            case 3: {
                const std::string& other = codes[below(codes.size())];
                headers = reg.plain({from, other == from ? "XAD" : other}, text());
                keys = {main_key(from), main_key(other)};
                break;
            }
            default:
                headers = reg.plain({from}, text());
                keys = {below(2) ? main_key(from) : key};
        }
        std::string note = Register::sign(headers, keys);
        if (below(4) == 0) {  // one character of it
            std::size_t at = below(note.size());
            note[at] = "Aa0}\" "[below(6)];
        }
        return note;
    }

  private:
    std::string text() { return fmt::format("{}", below(1000)); }
    std::mt19937 random_;
};

TEST(Judgement, IsTheSameWhateverThePreparationKnew) {
    Register reg;
    Chance chance(1);
    const KeyRing early = reg.ring;
    std::map<std::string, int> verdicts;
    for (int round = 0; round < 400; ++round) {
        const std::string note = chance.next(reg);
        const std::string verdict = judge(reg, note);
        ++verdicts[verdict.substr(0, verdict.find(' '))];
        // Another key's bytes under each name and id, as after a collision of the 32-bit ids.
        KeyRing wrong = reg.ring;
        for (auto& [name, key] : wrong) key.key = main_key("XAB").verifier.key;
        for (const KeyRing& ring : {KeyRing(), early, wrong})
            ASSERT_EQ(said(reg.judge(note, ring)), verdict) << note;
        if (verdict == "ok") {
            reg.now.ms += 1;
            reg.add(note).value();
        }
    }
    for (const char* reached :
         {"ok", "key-unknown", "key-revoked", "signature-invalid", "key-used"})
        EXPECT_GT(verdicts[reached], 0) << reached;
}

TEST(State, IsAFunctionOfThePrefixAlone) {
    Register reg;
    Chance chance(2);
    while (reg.entries.size() < 60) {
        reg.now.ms += 1;
        (void)reg.add(
            chance.next(reg));  // the refused ones leave nothing behind, which is the point
    }
    auto replay = [&](State& state, std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) {
            auto entry = act::parse_entry(reg.entries[i]).value();
            auto prepared = prepare(act::parse_act(entry.note).value(), {});
            admit(state, prepared, entry.stamp, reg.root_at(), reg.rulebooks()).value();
            apply(state, prepared, entry.stamp, reg.rulebooks());
        }
    };
    const std::string whole = reg.state.encode(reg.roots.back());
    for (std::size_t cut = 1; cut <= reg.entries.size(); cut += 7) {
        State state;
        replay(state, 0, cut);
        auto decoded = State::decode(state.encode(reg.roots[cut]), reg.rulebooks()).value();
        EXPECT_EQ(decoded.root, reg.roots[cut]);
        EXPECT_EQ(decoded.state.encode(decoded.root), state.encode(reg.roots[cut]));
        replay(decoded.state, cut, reg.entries.size());
        ASSERT_EQ(decoded.state.encode(reg.roots.back()), whole) << cut;
    }
    // Every id is found, and no other.
    for (std::uint64_t i = 0; i < reg.state.size(); ++i)
        EXPECT_EQ(reg.state.number_of(reg.state.id_of(i)), i);
    EXPECT_FALSE(reg.state.number_of(Hash{}));
}

TEST(Snapshot, ThatIsNotWholeIsNotTaken) {
    Register reg;
    const std::string bytes = reg.state.encode(reg.roots.back());
    ASSERT_TRUE(State::decode(bytes, reg.rulebooks()));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(State::decode(std::string_view(bytes).substr(0, length), reg.rulebooks()));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] ^= 0x01;
        EXPECT_FALSE(State::decode(changed, reg.rulebooks())) << at;
    }
    // Of another version, though whole.
    for (auto [from, to] : {std::pair("mithaq-snapshot/1", "mithaq-snapshot/0"),
                            std::pair("\"edition\":0", "\"edition\":1")}) {
        std::string other = bytes.substr(0, bytes.size() - 32);
        other.replace(other.find(from), std::string_view(from).size(), to);
        other += sha256(other).view();
        EXPECT_EQ(State::decode(other, reg.rulebooks()).error().type, "snapshot");
    }
}

TEST(IdIndex, FindsIdsThatShareTheirFirstBytes) {
    IdIndex index;
    auto id = [](std::uint32_t n) {
        Hash hash;
        hash.bytes[31] = static_cast<std::uint8_t>(n);
        hash.bytes[30] = static_cast<std::uint8_t>(n >> 8);
        return hash;
    };
    for (std::uint32_t n = 0; n < 500; ++n) {
        EXPECT_FALSE(index.find(id(n)));
        index.append(id(n));
        EXPECT_EQ(index.find(id(n / 2)), n / 2);
    }
    EXPECT_EQ(index.ids().size(), 500u);
}

// ---- refusals

Refusal some_refusal() {
    return {
        Register::origin(), sha256("act"),       parse_stamp("2026-11-23T09:00:00.001Z").value(),
        tree::TreeSize{4},  sha256("root"),      "body-required",
        "/body/text",       "body fits its form"};
}

TEST(Refusal, IsReadAsItWasSigned) {
    const auto key = Register::refusal_key();
    auto refusal = some_refusal();
    const std::string note = sign_refusal(refusal, key);
    EXPECT_EQ(note::parse_note(note)->text,
              "mithaq-refusal/0\nregister.example/basic/log\n" + to_hex(sha256("act").bytes) +
                  "\n2026-11-23T09:00:00.001Z\n4 " + to_base64(sha256("root").bytes) +
                  "\nbody-required\n/body/text\nbody fits its form\n");
    auto read = open_refusal(note, key.verifier).value();
    EXPECT_EQ(read.origin, refusal.origin);
    EXPECT_EQ(read.act_id, refusal.act_id);
    EXPECT_EQ(read.at, refusal.at);
    EXPECT_EQ(read.size, refusal.size);
    EXPECT_EQ(read.root, refusal.root);
    EXPECT_EQ(read.problem, refusal.problem);
    EXPECT_EQ(read.pointer, refusal.pointer);
    EXPECT_EQ(read.rule, refusal.rule);
    refusal.pointer.clear();
    refusal.rule.clear();
    read = open_refusal(sign_refusal(refusal, key), key.verifier).value();
    EXPECT_TRUE(read.pointer.empty() && read.rule.empty());
    EXPECT_NE(sign_refusal(refusal, key).find("\nbody-required\n-\n-\n"), std::string::npos);
}

TEST(Refusal, WithAnyByteChangedIsNoneAndNeitherIsAnothersNote) {
    const auto key = Register::refusal_key();
    const std::string note = sign_refusal(some_refusal(), key);
    for (std::size_t at = 0; at < note.size(); ++at)
        for (int flip : {0x01, 0x20, 0x80}) {
            std::string changed = note;
            changed[at] = static_cast<char>(changed[at] ^ flip);
            EXPECT_FALSE(open_refusal(changed, key.verifier)) << at;
        }
    EXPECT_FALSE(open_refusal(note, Register::clock_key().verifier));
    auto signed_text = [&](const std::string& text) {
        return note::format_note({text, {note::sign(key, text)}});
    };
    const std::string text = note::parse_note(note)->text;
    ASSERT_TRUE(open_refusal(signed_text(text), key.verifier));
    EXPECT_FALSE(open_refusal(signed_text(text + "x\n"), key.verifier));
    EXPECT_FALSE(open_refusal(signed_text("x" + text), key.verifier));
    EXPECT_FALSE(open_refusal(signed_text(text.substr(0, text.rfind('\n', text.size() - 2) + 1)),
                              key.verifier));
    std::string one_word = text;
    one_word.replace(one_word.find("\n4 "), 3, "\n4");
    EXPECT_FALSE(open_refusal(signed_text(one_word), key.verifier));
}

// ---- the tests themselves

TEST(Refusals, OfEveryTypeAreTestedHere) {
    auto read = [](const char* path) {
        std::ifstream in(path);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string source = read("src/rules/rules.cpp");
    const std::string tests = read("src/rules/rules_test.cpp") + read("src/rules/matter_test.cpp");
    const std::regex refused(R"re((?:refuse\(\s*|Errc::\w+,\s*)"([a-z-]+)")re");
    int types = 0;
    for (std::sregex_iterator at(source.begin(), source.end(), refused), end; at != end; ++at) {
        ++types;
        EXPECT_NE(tests.find("\"" + (*at)[1].str() + " "), std::string::npos) << (*at)[1];
    }
    EXPECT_GT(types, 30);
}

}  // namespace
}  // namespace mithaq::rules
