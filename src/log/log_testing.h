// A small register for tests: everyone's keys from fixed seeds, acts signed at will, the basic
// rulebook. The same calls give the same bytes. Tests run with the tree's root as working
// directory.
#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/files_testing.h"
#include "base/sha256.h"
#include "log/writer.h"

namespace mithaq::log {

inline const std::string kTestOrigin = "register.example/basic/log";
inline const Instant kTestStart = parse_stamp("2026-11-23T09:30:00.000Z").value();

inline note::Seed test_seed(std::string_view of) {
    return sha256(of).bytes;
}

inline std::string read_test_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    MITHAQ_ASSERT(in.good());
    return {std::istreambuf_iterator<char>(in), {}};
}

// rulebooks/basic as it stands in the tree: those of its files that `wanted` takes, and `files`
// beside them.
inline std::string built_bundle(bool (*wanted)(const std::string&),
                                const rulebook::Sources& files = {}) {
    const std::filesystem::path dir = "rulebooks/basic";
    rulebook::Sources sources = files;
    for (const auto& file : std::filesystem::recursive_directory_iterator(dir)) {
        std::string name = file.path().lexically_relative(dir);
        if (file.path().extension() == ".toml" && !name.starts_with("record/") && wanted(name))
            sources.emplace(name, read_test_file(file.path()));
    }
    return rulebook::build_bundle(sources).value();
}
inline const std::string& basic_bundle() {
    static const std::string bundle = built_bundle([](const std::string&) { return true; });
    return bundle;
}
// With other files beside those of the folder, or in their place.
inline std::string basic_bundle_with(const rulebook::Sources& files) {
    return built_bundle([](const std::string&) { return true; }, files);
}
// One form and no terms: a tenth of the bytes, for tests that found thousands of registers or
// change each byte.
inline const std::string& small_bundle() {
    static const std::string bundle = built_bundle([](const std::string& name) {
        return name == "rulebook.toml" || name == "participants.toml" ||
               name == "forms/communication.plain.toml";
    });
    return bundle;
}

// One register's people. XAA, XAB and REGISTRY found it; XAC can be enrolled.
class TestCast {
  public:
    explicit TestCast(std::string origin = kTestOrigin)
        : origin_(std::move(origin)),
          register_keys_{key(origin_), register_key("clock"), register_key("refusal")} {}

    const std::string& origin() const { return origin_; }
    const RegisterKeys& register_keys() const { return register_keys_; }
    note::SignerKey root(std::string_view participant) const { return named(participant, "root"); }
    note::SignerKey submit(std::string_view participant) const {
        return named(participant, "submit");
    }
    // The participant's key with this label, registered or not.
    note::SignerKey named(std::string_view participant, std::string_view label) const {
        return key(act::key_name(origin_, participant, label));
    }

    std::vector<FoundingParticipant> founders() const {
        std::vector<FoundingParticipant> out;
        for (const char* code : {"REGISTRY", "XAA", "XAB"})
            out.push_back({code, root(code).verifier, possession(code, Purpose::root, root(code))});
        return out;
    }
    Result<Anchor> found(Files& files, const Layout& layout, Instant stamp = kTestStart,
                         const std::string& bundle = small_bundle()) const {
        return log::found(files, layout, origin_, bundle, register_keys_, founders(), stamp);
    }

    // The text of an act, its author having seen `head`. It expires 30 days after kTestStart;
    // `headers` adds to the headers or replaces them.
    std::string act_text(std::string_view form, const json::value& body,
                         const std::vector<std::string>& from, const tree::Checkpoint& head,
                         const json::object& headers = {}) const {
        json::object all{
            {"register", origin_},
            {"form", form},
            {"from", json::array(from.begin(), from.end())},
            {"seen", {{"size", head.size.value}, {"root", to_base64(head.root.bytes)}}},
            {"expires", format_instant({kTestStart.ms + 30 * kDayMs})},
            {"body", body}};
        for (const auto& header : headers) all.insert_or_assign(header.key(), header.value());
        return act::write_act_text(all).value();
    }
    // A note of that text signed by `keys`, in this order.
    static std::string sign(std::string text, const std::vector<note::SignerKey>& keys) {
        note::Note note{std::move(text), {}};
        for (const auto& key : keys) note.signatures.push_back(note::sign(key, note.text));
        return note::format_note(note);
    }
    // Signed by the keys that the form asks for.
    std::string signed_act(std::string_view form, const json::value& body,
                           const std::vector<std::string>& from, const tree::Checkpoint& head,
                           const json::object& headers = {}) const {
        std::vector<note::SignerKey> keys;
        for (const auto& author : from)
            keys.push_back(form.starts_with("clock.")                  ? register_keys_.clock
                           : form == "key.add" || form == "key.revoke" ? root(author)
                                                                       : submit(author));
        return sign(act_text(form, body, from, head, headers), keys);
    }

    std::string plain(std::string_view participant, std::string_view text,
                      const tree::Checkpoint& head, const json::object& headers = {}) const {
        return signed_act("communication.plain", {{"text", {{"en", text}}}},
                          {std::string(participant)}, head, headers);
    }
    // Registers named(participant, label) for submitting.
    std::string key_add(std::string_view participant, const tree::Checkpoint& head,
                        std::string_view label = "submit") const {
        auto added = named(participant, label);
        return signed_act("key.add",
                          {{"purpose", "submit"},
                           {"vkey", note::format_verifier_key(added.verifier)},
                           {"possession", possession(participant, Purpose::submit, added)}},
                          {std::string(participant)}, head);
    }
    std::string key_revoke(std::string_view participant, const tree::Checkpoint& head,
                           std::string_view label = "submit") const {
        return signed_act("key.revoke", {{"key", act::key_name(origin_, participant, label)}},
                          {std::string(participant)}, head);
    }
    std::string key_enrol(std::string_view participant, const tree::Checkpoint& head) const {
        return signed_act(
            "key.enrol",
            {{"participant", participant},
             {"vkey", note::format_verifier_key(root(participant).verifier)},
             {"possession", possession(participant, Purpose::root, root(participant))}},
            {"REGISTRY"}, head);
    }
    std::string tick(const tree::Checkpoint& head) const {
        return signed_act("clock.tick", json::object(), {"REGISTER"}, head);
    }

  private:
    using Purpose = act::Purpose;

    static note::SignerKey key(std::string name) {
        auto seed = test_seed(name);
        return note::make_signer_key(std::move(name), seed);
    }
    note::SignerKey register_key(std::string_view label) const { return named("REGISTER", label); }
    std::string possession(std::string_view participant, Purpose purpose,
                           const note::SignerKey& of) const {
        return act::prove_possession(origin_, participant, purpose, of);
    }

    std::string origin_;
    RegisterKeys register_keys_;
};

inline rules::Prepared test_prepared(std::string_view note) {
    return rules::prepare(act::parse_act(note).value(), {});
}

// A register in some Files, found when there is none yet, and its one writer. Stamps are a second
// apart.
class TestRegister {
  public:
    explicit TestRegister(Files& files, Layout layout = {"register", "aside"},
                          const std::string& bundle = small_bundle())
        : files_(files), layout_(std::move(layout)) {
        if (!files_.exists(layout_.path("anchor")))
            MITHAQ_ASSERT(cast_.found(files_, layout_, kTestStart, bundle));
    }

    Result<void> open() {
        close();
        MITHAQ_TRY(writer_, Writer::open(files_, layout_, cast_.register_keys()));
        stamp_ = std::max(stamp_, writer_->state().last_stamp());
        return {};
    }
    void close() { writer_.reset(); }  // the process ends

    Writer& writer() { return *writer_; }
    const TestCast& cast() const { return cast_; }
    const Layout& layout() const { return layout_; }
    Anchor anchor() const {
        return parse_anchor(files_.read_all(layout_.path("anchor")).value()).value();
    }
    // The newest durable checkpoint.
    tree::Checkpoint head() { return writer_->reader().head()->checkpoint; }

    Result<std::uint64_t> append(std::string_view note) {
        stamp_.ms += kSecondMs;
        return writer_->append(test_prepared(note), stamp_);
    }
    void pass(std::int64_t ms) { stamp_.ms += ms; }
    Instant now() const { return stamp_; }
    Result<void> register_all(const std::vector<std::string>& notes) {
        for (const auto& note : notes) MITHAQ_CHECK(append(note));
        return writer_->commit();
    }
    // Submit keys of XAA, XAB and REGISTRY, in one batch: numbers 1 to 3.
    Result<void> add_keys() {
        return register_all({cast_.key_add("XAA", head()), cast_.key_add("XAB", head()),
                             cast_.key_add("REGISTRY", head())});
    }
    // `count` communications of XAA, in one batch.
    Result<void> add_plain(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            MITHAQ_CHECK(append(
                cast_.plain("XAA", fmt::format("Number {}.", writer_->state().size()), head())));
        return writer_->commit();
    }

  private:
    Files& files_;
    Layout layout_;
    TestCast cast_;
    std::unique_ptr<Writer> writer_;
    Instant stamp_ = kTestStart;
};

// 600 entries: two full tiles and a partial one, two hashes on level 1. Open; with the heads it had
// at the sizes where trees and tiles change their shape.
struct TestLog {
    MemoryFiles files;
    TestRegister made{files};
    std::vector<Reader::Head> heads;

    TestLog() {
        MITHAQ_ASSERT(made.open());
        keep();
        MITHAQ_ASSERT(made.register_all({made.cast().key_add("XAA", made.head())}));
        keep();
        MITHAQ_ASSERT(made.register_all({made.cast().key_add("XAB", made.head()),
                                         made.cast().key_add("REGISTRY", made.head())}));
        for (std::uint64_t size : {255, 256, 257, 600}) {
            MITHAQ_ASSERT(made.add_plain(size - 1 - made.head().size.value));
            MITHAQ_ASSERT(made.register_all({made.cast().tick(made.head())}));
            keep();
        }
    }
    void keep() { heads.push_back(*made.writer().reader().head()); }
};

}  // namespace mithaq::log
