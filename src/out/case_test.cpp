#include "out/case.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "act/keys.h"
#include "out/out_testing.h"
#include "tree/checkpoint.h"

namespace mithaq::out {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Instant kMade = parse_instant("2026-11-24T10:00:00Z").value();

std::vector<rules::Key> keys_of(TestPapers& papers) {
    std::vector<rules::Key> out;
    for (const auto& [name, key] : papers.made->writer().state().keys()) out.push_back(key);
    return out;
}
Result<CaseEvidence> gathered(TestPapers& papers, std::uint64_t subject,
                              const std::vector<std::uint64_t>& related = {}) {
    return gather(papers.reader(), papers.made->anchor(), keys_of(papers), subject, related, kMade);
}
std::vector<std::uint64_t> numbers(const CaseEvidence& evidence) {
    std::vector<std::uint64_t> out;
    for (const auto& act : evidence.acts) out.push_back(act.number);
    return out;
}
std::vector<std::string> key_names(const CaseEvidence& evidence) {
    std::vector<std::string> out;
    for (const auto& key : evidence.keys) out.push_back(key.verifier.name);
    std::sort(out.begin(), out.end());
    return out;
}
std::string plain(TestPapers& papers, std::string_view who, std::string_view text,
                  const json::object& headers = {}) {
    return papers.cast.plain(who, text, papers.made->head(), headers);
}

// ---- What is in it

TEST(Gather, HoldsTheFoundingAndWhatRegisteredTheKeysThatSigned) {
    TestPapers papers;
    auto number = papers.add(plain(papers, "XAB", "Words."));
    auto evidence = gathered(papers, number).value();
    EXPECT_THAT(numbers(evidence), ElementsAre(0, 2, number));
    EXPECT_EQ(evidence.subject, papers.registered(number).act.id);
    EXPECT_EQ(evidence.made, kMade);
    EXPECT_EQ(evidence.rulebook, log::basic_bundle());
    const std::string origin = papers.cast.origin();
    EXPECT_THAT(key_names(evidence), ElementsAre(origin + "/REGISTER/clock", origin + "/XAB/root",
                                                 origin + "/XAB/submit"));
}

TEST(Gather, HoldsWhatIsRelatedOnceAndItsKeysToo) {
    TestPapers papers;
    auto first = papers.add(plain(papers, "XAA", "First."));
    auto other = papers.add(plain(papers, "REGISTRY", "Beside it."));
    auto second =
        papers.add(plain(papers, "XAB", "Second.", {{"re", {papers.re(first, "follows")}}}));
    auto evidence = gathered(papers, second, {first, first, second, 0}).value();
    EXPECT_THAT(numbers(evidence), ElementsAre(0, 1, 2, first, second));
    EXPECT_THAT(numbers(gathered(papers, first, {other}).value()),
                ElementsAre(0, 1, 3, first, other));
}

TEST(Gather, HoldsTheEndOfAKeyThatWasRevokedSince) {
    TestPapers papers;
    auto number = papers.add(plain(papers, "XAA", "Words."));
    auto revoked = papers.add(papers.cast.key_revoke("XAA", papers.made->head()));
    auto evidence = gathered(papers, number).value();
    EXPECT_THAT(numbers(evidence), ElementsAre(0, 1, number, revoked));
    EXPECT_TRUE(std::any_of(evidence.keys.begin(), evidence.keys.end(), [&](const auto& key) {
        return key.purpose == act::Purpose::submit && key.revoked == revoked;
    }));
}

// Who was brought in later: what enrolled it, and the keys of who did.
TEST(Gather, GoesUpToTheRootOfWhoEnrolled) {
    TestPapers papers;
    auto enrolled = papers.add(papers.cast.key_enrol("XAC", papers.made->head()));
    auto added = papers.add(papers.cast.key_add("XAC", papers.made->head()));
    auto number = papers.add(plain(papers, "XAC", "Words."));
    EXPECT_THAT(numbers(gathered(papers, number).value()),
                ElementsAre(0, 3, enrolled, added, number));
}

TEST(Gather, OfTheFoundingIsTheFoundingAlone) {
    TestPapers papers;
    auto evidence = gathered(papers, 0).value();
    EXPECT_THAT(numbers(evidence), ElementsAre(0));
}

TEST(Gather, RefusesANumberThatIsNotThere) {
    TestPapers papers;
    EXPECT_FALSE(gathered(papers, 4));
    EXPECT_FALSE(gathered(papers, 1, {4}));
}

TEST(Gather, ProvesEveryCommunicationUnderOneHead) {
    TestPapers papers;
    std::uint64_t number = 0;
    for (int i = 0; i < 20; ++i) number = papers.add(plain(papers, "XAA", std::to_string(i)));
    auto policy = tree::Policy::parse(
        "log " + note::format_verifier_key(papers.made->anchor().key) + "\nquorum none\n");
    ASSERT_TRUE(policy);
    for (const auto& act : gathered(papers, number, {7, 11}).value().acts) {
        auto proof = tree::parse_proof(act.receipt).value();
        auto head = tree::verify_proof(proof, proof.extra.value() + act.note, *policy);
        ASSERT_TRUE(head) << act.number;
        EXPECT_EQ(head->checkpoint.size.value, number + 1);
    }
}

// ---- How it is written

std::string text_at(const json::value& object, std::string_view name) {
    return std::string(object.as_object().at(name).as_string());
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
    auto from = text.find(begin) + begin.size();
    return std::string(text.substr(from, text.find(end, from) - from));
}

TEST(CaseFile, HoldsItsEvidenceAsItIs) {
    TestPapers papers;
    auto number = papers.add(plain(papers, "XAA", "Words.\nAnd \"more\"."));
    auto evidence = gathered(papers, number).value();
    std::string page = case_file(evidence, {"run();", "p{}"}, "ar", "Title");
    auto read = parse_json(between(page, "id=\"evidence\">", "</script>"),
                           {.depth_max = 32, .bytes_max = 16 << 20});
    ASSERT_TRUE(read) << read.error().message;
    const auto& object = *read;
    EXPECT_EQ(text_at(object, "format"), "mithaq-case/0");
    EXPECT_EQ(text_at(object, "subject"), act::hex(evidence.subject));
    EXPECT_EQ(text_at(object, "made"), "2026-11-24T10:00:00Z");
    EXPECT_EQ(text_at(object, "anchor"), log::format_anchor(evidence.anchor));
    EXPECT_EQ(text_at(object, "rulebook"), evidence.rulebook);
    ASSERT_EQ(object.as_object().at("acts").as_array().size(), evidence.acts.size());
    for (std::size_t i = 0; i < evidence.acts.size(); ++i) {
        const auto& act = object.as_object().at("acts").as_array()[i];
        EXPECT_EQ(act.as_object().at("number").to_number<std::uint64_t>(), evidence.acts[i].number);
        EXPECT_EQ(text_at(act, "note"), evidence.acts[i].note);
        EXPECT_EQ(text_at(act, "receipt"), evidence.acts[i].receipt);
    }
    ASSERT_EQ(object.as_object().at("keys").as_array().size(), evidence.keys.size());
    EXPECT_EQ(text_at(object.as_object().at("keys").as_array().front(), "vkey"),
              note::format_verifier_key(evidence.keys.front().verifier));
    EXPECT_THAT(page, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
}

TEST(CaseFile, NoCommunicationEndsTheElementThatItStandsIn) {
    TestPapers papers;
    const std::string hostile = "</script><script>alert(1)</script><!--<script>";
    auto number = papers.add(plain(papers, "XAA", hostile));
    auto evidence = gathered(papers, number).value();
    std::string page = case_file(evidence, {"run();", "p{}"}, "en", "</title>\"" + hostile);
    auto count = [&](std::string_view what) {
        std::size_t found = 0;
        for (auto at = page.find(what); at != page.npos; at = page.find(what, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count("<script"), 2U);
    EXPECT_EQ(count("</script"), 2U);
    EXPECT_EQ(count("<!--"), 0U);
    EXPECT_EQ(count("</title"), 1U);
    EXPECT_EQ(between(page, "id=\"evidence\">", "</script>").find('<'), std::string::npos);
    auto read = parse_json(between(page, "id=\"evidence\">", "</script>"),
                           {.depth_max = 32, .bytes_max = 16 << 20});
    ASSERT_TRUE(read);
    EXPECT_EQ(text_at(read->as_object().at("acts").as_array().back(), "note"),
              evidence.acts.back().note);
}

// The page's own policy lets its program run and nothing else.
TEST(CaseFile, AllowsItsOwnProgramAlone) {
    TestPapers papers;
    std::string page = case_file(gathered(papers, 0).value(), {"run();", "p{}"}, "en", "Title");
    auto source = [](std::string_view bytes) {
        return "'sha256-" + to_base64(sha256(bytes).bytes) + "'";
    };
    EXPECT_EQ(between(page, "Content-Security-Policy\" content=\"", "\">"),
              "default-src 'none'; script-src " + source("run();") + "; style-src " +
                  source("p{}") + "; base-uri 'none'; form-action 'none'");
    EXPECT_THAT(page, HasSubstr("<script>run();</script>"));
    EXPECT_THAT(page, HasSubstr("<style>p{}</style>"));
    for (const char* outside : {"http:", "https:", "src=", "href=", "url("})
        EXPECT_EQ(page.find(outside), page.npos) << outside;
}

}  // namespace
}  // namespace mithaq::out
