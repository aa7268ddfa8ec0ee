// A small log with all that is enduring, kept in tests/golden/log and made again here byte for
// byte: for other implementations, and so that no format changes unnoticed. MITHAQ_WRITE_GOLDEN=1
// writes it (the bundle only when it is missing: a rulebook that grows changes no format).
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "log/audit.h"
#include "log/log_testing.h"

namespace mithaq::log {
namespace {

const std::string kGolden = "tests/golden/log/";

bool writes() {
    return std::getenv("MITHAQ_WRITE_GOLDEN") != nullptr;
}

void write_golden(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(kGolden);
    std::ofstream(kGolden + name, std::ios::binary) << bytes;
}

class Golden : public ::testing::Test {
  protected:
    // Entry 0, a key, a communication in three languages, and one that refers to it.
    void SetUp() override {
        if (writes() && !std::filesystem::exists(kGolden + "bundle.json"))
            write_golden("bundle.json", basic_bundle());
        ASSERT_TRUE(cast.found(files, {"register", "aside"}, kTestStart,
                               read_test_file(kGolden + "bundle.json")));
        ASSERT_TRUE(made.emplace(files).open());
        ASSERT_TRUE(made->register_all({cast.key_add("XAA", made->head())}));
        std::string first = cast.signed_act(
            "communication.plain",
            {{"subject", {{"ar", "الاجتماع"}, {"en", "Meeting"}, {"fr", "Réunion"}}},
             {"text",
              {{"ar", "نقترح يوم الأحد."}, {"en", "We propose Sunday.\n"}, {"fr", "Dimanche ?"}}}},
            {"XAA"}, made->head(),
            {{"ref", "A/12"},
             {"dated", {{"gregorian", "2026-11-22"}, {"hijri", "1448-06-12"}}},
             {"marking", "open"},
             {"languages", {{"ar", "original"}, {"en", "courtesy"}, {"fr", "official"}}}});
        ASSERT_TRUE(made->register_all({first}));
        std::string id = to_hex(made->writer().state().id_of(2).bytes);
        ASSERT_TRUE(made->register_all({cast.plain("XAA", "Sunday at nine.", made->head(),
                                                   {{"re", {{{"id", id}, {"as", "follows"}}}}})}));

        Writer& writer = made->writer();
        std::string entry = writer.reader().entry({2}).value();
        expected["entries"] = files.get("register/entries");
        expected["checkpoint"] = writer.reader().head()->note;
        expected["anchor"] = files.get("register/anchor");
        expected["policy"] = "log " +
                             note::format_verifier_key(cast.register_keys().checkpoint.verifier) +
                             "\nquorum none\n";
        expected["act.note"] = entry.substr(entry.find('\n') + 1);
        expected["act.receipt"] = writer.receipt({2}).value();
        expected["refusal.note"] = refusal();
    }

    // What XAB is told, who has no key yet.
    std::string refusal() {
        auto prepared = test_prepared(cast.plain("XAB", "May I?", made->head()));
        Instant at{kTestStart.ms + 10 * kSecondMs};
        auto refused = made->writer().append(prepared, at);
        MITHAQ_ASSERT(!refused);
        const Error& error = refused.error();
        auto head = made->head();
        return rules::sign_refusal({cast.origin(), prepared.act.id, at, head.size, head.root,
                                    error.type, error.pointer, error.rule},
                                   cast.register_keys().refusal);
    }

    TestCast cast;
    MemoryFiles files;
    std::optional<TestRegister> made;
    std::map<std::string, std::string> expected;
};

TEST_F(Golden, FilesAreMadeAgainByteForByte) {
    for (const auto& [name, bytes] : expected) {
        if (writes()) write_golden(name, bytes);
        EXPECT_EQ(read_test_file(kGolden + name), bytes) << name;
    }
}

TEST_F(Golden, FilesFitTogether) {
    auto golden = [](const std::string& name) { return read_test_file(kGolden + name); };
    auto anchor = parse_anchor(golden("anchor"));
    ASSERT_TRUE(anchor);
    auto head = tree::open_checkpoint(golden("checkpoint"), anchor->key);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->checkpoint.size.value, 4u);

    auto policy = tree::Policy::parse(golden("policy"));
    ASSERT_TRUE(policy);
    auto receipt = tree::parse_proof(golden("act.receipt"));
    ASSERT_TRUE(receipt);
    auto verified = tree::verify_proof(*receipt, *receipt->extra + golden("act.note"), *policy);
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_EQ(verified->checkpoint, head->checkpoint);

    auto refusal =
        rules::open_refusal(golden("refusal.note"), cast.register_keys().refusal.verifier);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->problem, "key-unknown");
    EXPECT_EQ(refusal->size, head->checkpoint.size);
    EXPECT_EQ(refusal->root, head->checkpoint.root);

    // As the static tree that another program would be given.
    auto source = open_paths([&](const std::string& path) -> Result<std::string> {
        if (path == "checkpoint") return golden("checkpoint");
        if (path == "tile/entries/000.p/4") return golden("entries");
        if (path == "tile/0/000.p/4") return files.read_all("register/level-0");
        if (path == "rulebooks/" + to_hex(sha256(golden("bundle.json")).bytes) + ".json")
            return golden("bundle.json");
        return err(Errc::not_found, "io", path);
    });
    auto report = audit(*source, {*anchor, 1, {}});
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_TRUE(report->findings.empty()) << report->findings.front().what;
    EXPECT_EQ(report->entries, 4u);
}

}  // namespace
}  // namespace mithaq::log
