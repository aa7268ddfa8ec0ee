// `log verify` and `log export`: whatever byte is changed, and whatever should not have been
// registered, is found and its place is named.
#include "log/audit.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "log/enclosures.h"
#include "log/export.h"
#include "log/log_testing.h"

namespace mithaq::log {
namespace {

using Copy = MemoryFiles::Copy;

TestLog& log600() {
    static TestLog log;
    return log;
}

// 13 entries, of several batches: small enough to be audited a thousand times.
MemoryFiles& small_log() {
    static MemoryFiles files;
    static const bool made = [] {
        TestRegister log(files);
        MITHAQ_ASSERT(log.open());
        MITHAQ_ASSERT(log.add_keys());
        MITHAQ_ASSERT(log.register_all(
            {log.cast().key_enrol("XAC", log.head()), log.cast().key_revoke("XAB", log.head())}));
        MITHAQ_ASSERT(log.register_all({log.cast().key_add("XAC", log.head())}));
        MITHAQ_ASSERT(log.add_plain(4));
        MITHAQ_ASSERT(log.register_all(
            {log.cast().tick(log.head()), log.cast().plain("XAC", "The last.", log.head())}));
        return true;
    }();
    MITHAQ_ASSERT(made);
    return files;
}

std::optional<Anchor> anchor_in(MemoryFiles& files) {
    auto anchor = parse_anchor(files.get("register/anchor"));
    return anchor ? std::optional(*anchor) : std::nullopt;
}

Result<AuditReport> audit_folder(MemoryFiles& files, std::optional<Anchor> anchor,
                                 unsigned threads = 1) {
    MITHAQ_TRY(auto source, open_folder(files, "register"));
    return audit(*source, {std::move(anchor), threads, {}});
}

// Every place that was named, an Error's type too.
std::string places(const Result<AuditReport>& report) {
    if (!report) return report.error().type;
    std::string out;
    for (const auto& finding : report->findings)
        out += (out.empty() ? "" : "; ") + finding.where + " (" + finding.what + ")";
    return out;
}

std::string flipped(std::string bytes, std::size_t at, unsigned bit) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1u << bit));
    return bytes;
}

// Offsets at which the records of `entries` begin, and its end.
std::vector<std::size_t> record_starts(std::string_view entries) {
    std::vector<std::size_t> out{0};
    while (out.back() < entries.size())
        out.push_back(out.back() + 2 + read_u16_be(entries.data() + out.back()));
    return out;
}

// A change inside record `number` names it, its tile of leaf hashes, or, when records can no longer
// be told apart, the first number that could not be read.
bool names_the_record(const AuditReport& report, std::uint64_t number, std::uint64_t size) {
    std::uint64_t bundle = number / tree::kTileWidth;
    auto tile = tree::tile_path(
        {.index = bundle, .width = std::min(tree::kTileWidth, size - bundle * tree::kTileWidth)});
    return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
        return finding.where == fmt::format("number {}", number) ||
               finding.where == fmt::format("number {}", bundle * tree::kTileWidth) ||
               (finding.where == tile &&
                finding.what.find(fmt::format("number {} ", number)) != std::string::npos);
    });
}

void expect_found_in_entries(MemoryFiles& original, std::size_t at, unsigned bit) {
    MemoryFiles files(original);
    std::string entries = files.get("register/entries");
    auto starts = record_starts(entries);
    auto number = static_cast<std::uint64_t>(std::upper_bound(starts.begin(), starts.end(), at) -
                                             starts.begin() - 1);
    SCOPED_TRACE(
        fmt::format("byte {} (number {} + {}), bit {}", at, number, at - starts[number], bit));
    files.put("register/entries", flipped(entries, at, bit));
    auto report = audit_folder(files, anchor_in(files));
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_FALSE(report->findings.empty());
    EXPECT_TRUE(names_the_record(*report, number, starts.size() - 1)) << places(report);
}

// ---- What is whole

TEST(Audit, OfAWholeFolderFindsNothingAndCounts) {
    for (unsigned threads : {1u, 3u}) {
        auto report = audit_folder(log600().files, anchor_in(log600().files), threads);
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_EQ(places(report), "");
        EXPECT_TRUE(report->anchored);
        EXPECT_EQ(report->head, log600().made.head());
        EXPECT_EQ(report->entries, 600u);
        EXPECT_EQ(report->signatures, 600u);
        EXPECT_EQ(report->tiles, 4u);  // three of leaves, one above
        EXPECT_TRUE(report->remarks.empty());
    }
}

TEST(Audit, WithoutAnAnchorSaysSo) {
    auto report = audit_folder(log600().files, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(places(report), "");
    EXPECT_FALSE(report->anchored);
    EXPECT_EQ(format_anchor(report->anchor), log600().files.get("register/anchor"));
}

TEST(Audit, OfAFolderWithoutDerivedFilesIsARemarkNotAFinding) {
    MemoryFiles files(small_log());
    for (const char* name : {"register/offsets", "register/level-0"}) {
        files.erase(name);
        auto report = audit_folder(files, anchor_in(files));
        ASSERT_TRUE(report);
        EXPECT_EQ(places(report), "");
        EXPECT_EQ(report->remarks.size(), 1u);
    }
}

// A register may be stopped between its entries and its checkpoint: the tail is not part of the
// log.
TEST(Audit, DoesNotJudgeWhatNoCheckpointCovers) {
    MemoryFiles files(small_log());
    files.put("register/entries", files.get("register/entries") + "tail");
    EXPECT_EQ(places(audit_folder(files, anchor_in(files))), "");
}

// ---- What was changed

TEST(Audit, FindsAnyChangedByteOfTheEntriesOfASmallLog) {
    auto& files = small_log();
    std::string entries = files.get("register/entries");
    std::mt19937 random(1);
    // The length, the first line and what follows it, the end: of each record.
    auto starts = record_starts(entries);
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        std::size_t text = entries.find('\n', starts[i]) + 1;
        std::size_t blank = entries.find("\n\n", text);
        for (std::size_t at : {starts[i], starts[i] + 1, starts[i] + 2, text - 2, text - 1, text,
                               blank, blank + 1, blank + 2, starts[i + 1] - 2, starts[i + 1] - 1})
            expect_found_in_entries(files, at, random() % 8);
    }
    for (int i = 0; i < 300; ++i)
        expect_found_in_entries(files, random() % entries.size(), random() % 8);
}

TEST(Audit, FindsChangedBytesWhereBundlesMeet) {
    auto& files = log600().files;
    std::string entries = files.get("register/entries");
    auto starts = record_starts(entries);
    ASSERT_EQ(starts.size(), 601u);
    std::mt19937 random(2);
    for (std::uint64_t number : {255, 256, 511, 512, 599}) {
        expect_found_in_entries(files, starts[number], random() % 8);
        expect_found_in_entries(files, starts[number] + 1, random() % 8);
        expect_found_in_entries(files, starts[number] + 2 + random() % 300, random() % 8);
    }
}

TEST(Audit, FindsAnyChangedByteOfTheCheckpointAndOfItsPadding) {
    auto& original = small_log();
    const std::string slots = original.get("register/checkpoint");
    ASSERT_EQ(slots.size(), 2 * kSlotBytes);
    for (std::size_t at = 0; at < slots.size(); ++at) {
        if (slots[at] == '\0' && at % 512 > 1 && slots[at - 1] == '\0') continue;
        SCOPED_TRACE(at);
        MemoryFiles files(original);
        files.put("register/checkpoint", flipped(slots, at, at % 8));
        auto report = audit_folder(files, anchor_in(files));
        ASSERT_TRUE(report) << report.error().message;
        EXPECT_NE(places(report).find("checkpoint ("), std::string::npos) << places(report);
    }
    MemoryFiles files(original);
    files.put("register/checkpoint", std::string(2 * kSlotBytes, '\0'));
    EXPECT_EQ(places(audit_folder(files, anchor_in(files))), "checkpoint-signature");
}

TEST(Audit, FindsAnyChangedByteOfDerivedFiles) {
    auto& original = small_log();
    const std::pair<std::string, std::string> derived[] = {{"level-0", "tile/0/000.p/13 ("},
                                                           {"offsets", "offsets ("}};
    for (const auto& [name, place] : derived) {
        std::string bytes = original.get("register/" + name);
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            SCOPED_TRACE(fmt::format("{} byte {}", name, at));
            MemoryFiles files(original);
            files.put("register/" + name, flipped(bytes, at, at % 8));
            EXPECT_TRUE(places(audit_folder(files, anchor_in(files))).starts_with(place));
        }
    }
}

TEST(Audit, NamesTheTileWhoseHashWasChanged) {
    struct Change {
        const char* file;
        std::size_t hash;
        const char* place;
    };
    const Change changes[] = {{"register/level-0", 0, "tile/0/000 ("},
                              {"register/level-0", 255, "tile/0/000 ("},
                              {"register/level-0", 256, "tile/0/001 ("},
                              {"register/level-0", 512, "tile/0/002.p/88 ("},
                              {"register/level-0", 599, "tile/0/002.p/88 ("},
                              {"register/level-1", 0, "tile/1/000.p/2 ("},
                              {"register/level-1", 1, "tile/1/000.p/2 ("}};
    for (const auto& change : changes) {
        SCOPED_TRACE(fmt::format("{} hash {}", change.file, change.hash));
        MemoryFiles files(log600().files);
        files.put(change.file, flipped(files.get(change.file), change.hash * 32 + 7, 3));
        auto found = places(audit_folder(files, anchor_in(files)));
        EXPECT_TRUE(found.starts_with(change.place)) << found;
        EXPECT_EQ(found.find(';'), std::string::npos) << found;
    }
}

TEST(Audit, FindsAnyChangedByteOfTheRulebook) {
    auto& original = small_log();
    std::string path = "register/rulebooks/" + to_hex(sha256(small_bundle()).bytes) + ".json";
    for (std::size_t at = 0; at < small_bundle().size(); at += 11) {
        SCOPED_TRACE(at);
        MemoryFiles files(original);
        files.put(path, flipped(small_bundle(), at, at % 8));
        auto found = places(audit_folder(files, anchor_in(files)));
        EXPECT_TRUE(found.starts_with("number 0 (")) << found;
        EXPECT_NE(found.find("rulebook-hash"), std::string::npos) << found;
    }
}

TEST(Audit, FindsAnyChangedByteOfTheAnchor) {
    auto& files = small_log();
    std::string anchor = files.get("register/anchor");
    for (std::size_t at = 0; at < anchor.size(); ++at) {
        SCOPED_TRACE(at);
        auto changed = parse_anchor(flipped(anchor, at, at % 3));
        if (!changed) continue;
        EXPECT_NE(places(audit_folder(files, *changed)), "");
    }
    // Whole anchors, of others.
    Anchor other = *anchor_in(files);
    other.entry0 = sha256("another");
    EXPECT_TRUE(places(audit_folder(files, other)).starts_with("number 0 ("));
    other = *anchor_in(files);
    other.key = note::make_signer_key(other.origin, test_seed("another")).verifier;
    EXPECT_EQ(places(audit_folder(files, other)), "checkpoint-signature");
    other = {"register.example/other/log",
             note::make_signer_key("register.example/other/log", test_seed("another")).verifier,
             other.entry0};
    EXPECT_EQ(places(audit_folder(files, other)), "checkpoint-signature");
}

TEST(Audit, FindsASecondCheckpointThatThisTreeNeverHad) {
    MemoryFiles files(small_log());
    auto signed_note =
        tree::sign_checkpoint({kTestOrigin, tree::TreeSize{5}, tree::leaf_hash("another history")},
                              TestCast().register_keys().checkpoint);
    std::string slots = files.get("register/checkpoint");
    bool second_is_older = slots.find("\n13\n") < kSlotBytes;
    signed_note.resize(kSlotBytes);
    slots.replace(second_is_older ? kSlotBytes : 0, kSlotBytes, signed_note);
    files.put("register/checkpoint", slots);
    auto found = places(audit_folder(files, anchor_in(files)));
    EXPECT_TRUE(found.starts_with("checkpoint (the 5 entries")) << found;
}

// ---- What should not have been registered: signed by the register's own key all the same.

class Forged : public ::testing::Test {
  protected:
    // The small log with `more` behind it, and a checkpoint over all.
    Result<AuditReport> audit_with(const std::vector<std::pair<Instant, std::string>>& more) {
        MemoryFiles files(small_log());
        std::string entries = files.get("register/entries");
        for (const auto& [stamp, note] : more) {
            std::string entry = act::entry_line(stamp) + note;
            append_u16_be(entries, static_cast<std::uint16_t>(entry.size()));
            entries += entry;
        }
        tree::Frontier frontier;
        auto split = tree::split_bundle(entries).value();
        for (auto entry : split) frontier.append(tree::leaf_hash(entry));
        files.put("register/entries", entries);
        files.put("register/checkpoint",
                  tree::sign_checkpoint({kTestOrigin, frontier.size(), frontier.root()},
                                        cast.register_keys().checkpoint));
        for (const char* derived : {"register/offsets", "register/level-0"}) files.erase(derived);
        return audit_folder(files, anchor_in(files));
    }
    std::string plain(std::string_view text) { return cast.plain("XAA", text, head); }
    static Instant at(std::int64_t days) { return {kTestStart.ms + days * kDayMs}; }

    TestCast cast;
    tree::Checkpoint head =
        tree::parse_checkpoint(
            note::parse_note(
                std::string(small_log().get("register/checkpoint")).substr(0, kSlotBytes).c_str())
                ->text)
            .value();
};

TEST_F(Forged, AnHonestContinuationIsClean) {
    auto report = audit_with({{at(1), plain("A.")}, {at(1), plain("B.")}});
    EXPECT_EQ(places(report), "");
    EXPECT_EQ(report->entries, 15u);
}

TEST_F(Forged, EachWrongfulAdmissionIsNamedWithItsNumberAndReason) {
    auto elsewhere = head;
    elsewhere.root = tree::leaf_hash("another branch");
    auto ahead = head;
    ahead.size.value = 99;
    auto text = cast.act_text("communication.plain", {{"text", {{"en", "X."}}}}, {"XAA"}, head);
    TestCast other_register("register.example/other/log");
    const std::pair<const char*, std::pair<Instant, std::string>> wrongs[] = {
        {"key-unknown", {at(1), cast.sign(text, {cast.named("XAA", "other")})}},
        {"key-purpose", {at(1), cast.sign(text, {cast.root("XAA")})}},
        {"key-revoked", {at(1), cast.plain("XAB", "X.", head)}},
        {"signature-order", {at(1), cast.sign(text, {cast.submit("XAC")})}},
        {"signature-count", {at(1), cast.sign(text, {cast.submit("XAA"), cast.submit("XAC")})}},
        {"signature-invalid",
         {at(1), cast.sign(text, {cast.submit("XAA")}).replace(text.find("X."), 2, "Y.")}},
        {"expired", {at(30), plain("X.")}},
        {"expires-too-far",
         {at(1), cast.plain("XAA", "X.", head, {{"expires", "2027-03-01T00:00:00Z"}})}},
        {"seen-unknown", {at(1), cast.plain("XAA", "X.", elsewhere)}},
        {"seen-unknown", {at(1), cast.plain("XAA", "X.", ahead)}},
        {"already-registered", {at(1), plain("A.")}},
        {"stamp-decreasing", {{at(0)}, plain("X.")}},
        {"register-other", {at(1), other_register.plain("XAA", "X.", head)}},
        {"form-unknown", {at(1), cast.signed_act("no.form", json::object(), {"XAA"}, head)}},
        {"form-reserved", {at(1), cast.signed_act("key.suspend", json::object(), {"XAA"}, head)}},
        {"key-used", {at(1), cast.key_add("XAA", head)}},
        {"not-entitled",
         {at(1),
          cast.signed_act(
              "key.enrol",
              {{"participant", "ARCHIVE"},
               {"vkey", note::format_verifier_key(cast.root("ARCHIVE").verifier)},
               {"possession", act::prove_possession(kTestOrigin, "ARCHIVE", act::Purpose::root,
                                                    cast.root("ARCHIVE"))}},
              {"XAA"}, head)}},
        {"marking-unknown", {at(1), cast.plain("XAA", "X.", head, {{"marking", "cosmic"}})}},
        {"reference-unknown",
         {at(1), cast.plain("XAA", "X.", head,
                            {{"re", {{{"id", std::string(64, '0')}, {"as", "follows"}}}}})}},
        {"note-malformed", {at(1), "not a note"}},
    };
    for (const auto& [type, wrong] : wrongs) {
        SCOPED_TRACE(type);
        // The one behind it cannot be judged any more, and is not blamed.
        auto report = audit_with({{at(1), plain("A.")}, wrong, {at(31), plain("Late.")}});
        ASSERT_TRUE(report) << report.error().message;
        auto found = places(report);
        EXPECT_TRUE(found.starts_with("number 14 (should not have been registered")) << found;
        EXPECT_NE(found.find(fmt::format("({}", type)), std::string::npos) << found;
        EXPECT_EQ(report->findings.size(), 1u) << found;
        EXPECT_EQ(report->entries, 14u);
    }
}

// ---- Export

constexpr const char* kTreeOf600[] = {
    "checkpoint",     "tile/0/000",       "tile/0/001",       "tile/0/002.p/88",
    "tile/1/000.p/2", "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"};

Result<ExportReport> export_to(MemoryFiles& files) {
    MITHAQ_TRY(auto source, open_folder(files, "register"));
    return export_tree(*source, TestCast().register_keys().checkpoint.verifier, files, "out");
}

Result<AuditReport> audit_tree(MemoryFiles& files, std::vector<std::string>* asked = nullptr) {
    auto source = open_paths([&](const std::string& path) {
        if (asked) asked->push_back(path);
        return files.read_all("out/" + path);
    });
    return audit(*source, {anchor_in(files), 1, {}});
}

TEST(Export, IsTheTreeOfTlogTilesAndItsAuditIsThatOfTheFolder) {
    MemoryFiles files(log600().files);
    auto exported = export_to(files);
    ASSERT_TRUE(exported) << exported.error().message;
    EXPECT_EQ(exported->head, log600().made.head());
    std::set<std::string> expected(std::begin(kTreeOf600), std::end(kTreeOf600));
    expected.insert("rulebooks/" + to_hex(sha256(small_bundle()).bytes) + ".json");
    std::set<std::string> there;
    for (const auto& [path, bytes] : files.copy("out")) there.insert(path.substr(4));
    EXPECT_EQ(there, expected);
    EXPECT_EQ(exported->files, expected.size());

    std::vector<std::string> asked;
    auto report = audit_tree(files, &asked);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(places(report), "");
    EXPECT_EQ(report->head, log600().made.head());
    EXPECT_EQ(report->entries, 600u);
    EXPECT_EQ(std::set<std::string>(asked.begin(), asked.end()), expected);
}

TEST(Export, OfAGrownLogBringsAnOlderExportUpToDate) {
    MemoryFiles files(small_log());
    ASSERT_TRUE(export_to(files));
    TestRegister log(files);
    ASSERT_TRUE(log.open());
    ASSERT_TRUE(log.add_plain(2));
    log.close();
    ASSERT_TRUE(export_to(files));
    auto report = audit_tree(files);
    EXPECT_EQ(places(report), "");
    EXPECT_EQ(report->head.size.value, 15u);
}

TEST(Export, HasNoByteThatCanBeChangedUnnoticed) {
    MemoryFiles original(small_log());
    ASSERT_TRUE(export_to(original));
    for (const auto& [path, bytes] : original.copy("out"))
        for (std::size_t at = 0; at < bytes.size();
             at += path.find("entries") != std::string::npos ? 61 : 7) {
            MemoryFiles files(original);
            files.put(path, flipped(bytes, at, at % 8));
            EXPECT_NE(places(audit_tree(files)), "") << path << " byte " << at;
        }
    for (const auto& [path, bytes] : original.copy("out")) {
        MemoryFiles files(original);
        files.erase(path);
        EXPECT_NE(places(audit_tree(files)), "") << path << " missing";
        files.put(path, bytes.substr(0, bytes.size() - 1));
        EXPECT_NE(places(audit_tree(files)), "") << path << " cut";
        files.put(path, bytes + bytes);
        EXPECT_NE(places(audit_tree(files)), "") << path << " doubled";
    }
}

TEST(Export, OfADamagedFolderIsRefusedAndNoCheckpointIsWritten) {
    std::string rulebook = "register/rulebooks/" + to_hex(sha256(small_bundle()).bytes) + ".json";
    for (const std::string& name :
         {std::string("register/entries"), std::string("register/checkpoint"), rulebook}) {
        SCOPED_TRACE(name);
        MemoryFiles files(small_log());
        std::string bytes = files.get(name);
        std::string damaged = flipped(bytes, 150, 0);
        if (name == "register/checkpoint") damaged = flipped(damaged, kSlotBytes + 150, 0);
        files.put(name, damaged);
        auto exported = export_to(files);
        ASSERT_FALSE(exported);
        EXPECT_FALSE(files.exists("out/checkpoint"));
    }
}

// ---- Contents of enclosures

// Two acts that name three contents, "one" twice; "absent" is not there.
struct EnclosedLog {
    MemoryFiles files;
    TestRegister made{files};

    EnclosedLog() {
        MITHAQ_ASSERT(made.open() && made.add_keys());
        Enclosures store(files, made.layout());
        MITHAQ_ASSERT(store.recover());
        for (std::string_view bytes : {"one", "two", "nobody names this"}) {
            auto writer = store.begin().value();
            MITHAQ_ASSERT(writer.write(bytes) && writer.keep());
        }
        MITHAQ_ASSERT(made.register_all(
            {naming("First.", {"one", "absent"}), naming("Second.", {"two", "one"})}));
    }
    std::string naming(std::string_view text, const std::vector<std::string>& contents) {
        json::array list;
        for (const auto& bytes : contents)
            list.push_back({{"sha256", to_hex(sha256(bytes).bytes)},
                            {"size", bytes.size()},
                            {"type", "text/plain"},
                            {"name", "x"}});
        return made.cast().plain("XAA", text, made.head(), {{"enclosures", std::move(list)}});
    }
    static std::string path(std::string_view bytes) {
        return "enclosures/" + to_hex(sha256(bytes).bytes);
    }
};

TEST(Audit, CountsAbsentEnclosuresAndFindsThoseWithOtherBytes) {
    EnclosedLog log;
    auto report = audit_folder(log.files, anchor_in(log.files));
    EXPECT_EQ(places(report), "");
    EXPECT_EQ(report->enclosures, 3u);
    EXPECT_EQ(report->enclosures_whole, 2u);
    EXPECT_EQ(report->enclosures_absent, 1u);
    ASSERT_EQ(report->remarks.size(), 1u);
    for (std::string other : {"", "ono", "one "}) {
        log.files.put("register/" + log.path("one"), other);
        report = audit_folder(log.files, anchor_in(log.files));
        EXPECT_EQ(places(report), log.path("one") + " (holds other bytes than number 4 names)");
    }
}

TEST(Export, TakesTheEnclosuresThatEntriesName) {
    EnclosedLog log;
    ASSERT_TRUE(export_to(log.files));
    EXPECT_EQ(log.files.get("out/" + log.path("one")), "one");
    EXPECT_EQ(log.files.get("out/" + log.path("two")), "two");
    EXPECT_EQ(log.files.copy("out/enclosures").size(), 2u);
    auto report = audit_tree(log.files);
    EXPECT_EQ(places(report), "");
    EXPECT_EQ(report->enclosures_whole, 2u);
    EXPECT_EQ(report->enclosures_absent, 1u);
    log.files.put("out/" + log.path("two"), "tow");
    EXPECT_EQ(places(audit_tree(log.files)),
              log.path("two") + " (holds other bytes than number 5 names)");
    // A later export brings what has come since, and takes nothing that is damaged.
    log.files.erase("out/" + log.path("two"));
    log.files.put("register/" + log.path("two"), "tow");
    EXPECT_EQ(export_to(log.files).error().type, "enclosure-differs");
    EXPECT_EQ(log.files.copy("out/enclosures").size(), 1u);
    log.files.put("register/" + log.path("two"), "two");
    log.files.put("register/" + log.path("absent"), "absent");
    ASSERT_TRUE(export_to(log.files));
    EXPECT_EQ(log.files.copy("out/enclosures").size(), 3u);
}

}  // namespace
}  // namespace mithaq::log
