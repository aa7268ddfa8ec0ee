#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tree/checkpoint.h"

namespace mithaq::tree {
namespace {

note::SignerKey signer(std::string name, unsigned number,
                       note::KeyType type = note::KeyType::cosignature) {
    note::Seed seed{};
    seed[0] = static_cast<std::uint8_t>(number);
    seed[1] = static_cast<std::uint8_t>(number >> 8);
    return note::make_signer_key(std::move(name), seed, type);
}
note::SignerKey log_signer(std::string name, unsigned number) {
    return signer(std::move(name), number, note::KeyType::ed25519);
}
std::string vkey(const note::SignerKey& key) {
    return note::format_verifier_key(key.verifier);
}
std::string log_line(std::string name, unsigned number) {
    return fmt::format("log {}\n", vkey(log_signer(std::move(name), number)));
}
std::string witness_line(std::string_view name, unsigned number) {
    return fmt::format("witness {} {}\n", name, vkey(signer(std::string(name), number)));
}

// A checkpoint of `origin` with these lines.
std::string checkpoint(std::string origin, const std::vector<note::SignerKey>& signers) {
    note::Note note{format_checkpoint({std::move(origin), TreeSize{0}, empty_root()}), {}};
    for (const note::SignerKey& key : signers)
        note.signatures.push_back(key.verifier.type == note::KeyType::ed25519
                                      ? note::sign(key, note.text)
                                      : note::cosign(key, note.text, 1));
    return note::format_note(note);
}

std::string opens(const Policy& policy, const std::string& note) {
    auto opened = policy.open(note);
    return opened ? "ok" : opened.error().type;
}
Policy parsed(std::string_view text) {
    auto policy = Policy::parse(text);
    EXPECT_TRUE(policy) << policy.error().message;
    return *policy;
}
// The message that refuses `text`, or "".
std::string fault(std::string_view text) {
    auto policy = Policy::parse(text);
    if (policy) return "";
    EXPECT_EQ(policy.error().type, "policy-malformed");
    return policy.error().message;
}

TEST(Policy, IsReadWithBlanksTabsCommentsAndUrls) {
    Policy policy =
        parsed("# the register\n\n \t \n  # indented\n#\n" + log_line("log.example", 1) +
               "\twitness\t w \t" + vkey(signer("w.example", 2)) + "  https://w.example/submit \n" +
               "log " + vkey(log_signer("log2.example", 3)) + " #not-a-comment\n" +
               "group g any w\nquorum g\n# end\n");
    ASSERT_EQ(policy.logs().size(), 2u);
    EXPECT_EQ(policy.logs()[0].name, "log.example");
    EXPECT_TRUE(policy.asks_for_witnesses());
    EXPECT_FALSE(parsed("quorum none\n").asks_for_witnesses());
}

TEST(Policy, NamesTheLineOfEachFault) {
    const std::string log = log_line("log.example", 1);
    const std::string w = witness_line("w", 2);
    const std::string v = witness_line("v", 3);
    const std::string end = "quorum none\n";
    struct Case {
        std::string text;
        std::string message;
    };
    for (const Case& one : std::vector<Case>{
             {"", "no quorum"},
             {log + w, "no quorum"},
             {"quorum none", "line 1: the last line"},
             {"\nquorum none\nquorum none\n", "line 3: a second quorum"},
             {w + "quorum w\nquorum none\n", "line 3: a second quorum"},
             {"\r\n" + end, "line 1: a control character"},
             {"# fine\nquorum none\r\n", "line 2: a control character"},
             {"# a\x7f\n" + end, "line 1: a control character"},
             {std::string("# a\0\n", 5) + end, "line 1: a control character"},
             {"Quorum none\n", "line 1: 'Quorum' is none of"},
             {end + "policy x\n", "line 2: 'policy' is none of"},
             {"quorum none # inline\n", "line 1: quorum takes"},
             {"quorum\n", "line 1: quorum takes"},
             {"log\n" + end, "line 1: log takes"},
             {log.substr(0, log.size() - 1) + " url more\n" + end, "line 1: log takes"},
             {"log x\n" + end, "line 1: a key is written"},
             {"log " + vkey(signer("w", 2)) + "\n" + end, "line 1: a log's key"},
             {"witness w\n" + end, "line 1: witness takes"},
             {"witness w " + vkey(log_signer("w", 2)) + "\n" + end, "line 1: a witness's key"},
             {w.substr(0, w.size() - 1) + " url more\n" + end, "line 1: witness takes"},
             {"witness none " + vkey(signer("w", 2)) + "\n" + end, "line 1: the name 'none'"},
             {w + "witness w " + vkey(signer("v", 3)) + "\n" + end, "line 2: the name 'w'"},
             // The same public key under another name, and with another URL.
             {log + log_line("other.example", 1) + end, "line 2: the public key"},
             {w + "witness v " + vkey(signer("v.example", 2)) + " u\n" + end,
              "line 2: the public key"},
             {w + "group g\n" + end, "line 2: group takes"},
             {w + "group g all\n" + end, "line 2: group takes"},
             {w + "group w all w\n" + end, "line 2: the name 'w'"},
             {w + "group none all w\n" + end, "line 2: the name 'none'"},
             {w + "group g all none\n" + end, "line 2: 'none' is not"},
             {w + "group g all g\n" + end, "line 2: 'g' is not"},
             {"group g all w\n" + w + end, "line 1: 'w' is not"},
             {"quorum w\n" + w, "line 1: 'w' is not"},
             {w + "group g all w w\n" + end, "line 2: 'w' is a member"},
             {w + v + "group g all w\ngroup h all v w\n" + end, "line 4: 'w' is a member"},
             {w + v + "group g 0 w v\n" + end, "line 3: a group of 2"},
             {w + v + "group g 3 w v\n" + end, "line 3: a group of 2"},
             {w + v + "group g 01 w v\n" + end, "line 3: a group of 2"},
             {w + v + "group g ANY w v\n" + end, "line 3: a group of 2"}})
        EXPECT_NE(fault(one.text).find(one.message), std::string::npos)
            << one.text << "\nsays: " << fault(one.text);
}

TEST(Policy, WithAKeyOfAnotherKindIsUnsupported) {
    std::string key =
        "log.example+00000000+" + to_base64(as_bytes("\x06" + std::string(1312, 'k')));
    auto policy = Policy::parse("# post-quantum\nlog " + key + "\nquorum none\n");
    EXPECT_EQ(policy.error().code, Errc::unsupported);
    EXPECT_EQ(policy.error().type, "key-type");
    EXPECT_TRUE(policy.error().message.starts_with("line 2: key log.example is ML-DSA-44"));
}

TEST(Policy, TakesAnyOneOfSeveralLogsUnderItsOwnOrigin) {
    auto a = log_signer("a.example", 1);
    auto b = log_signer("b.example", 2);
    Policy policy = parsed("log " + vkey(a) + "\nlog " + vkey(b) + "\nquorum none\n");
    EXPECT_EQ(opens(policy, checkpoint("a.example", {a})), "ok");
    EXPECT_EQ(opens(policy, checkpoint("b.example", {b})), "ok");
    EXPECT_EQ(opens(policy, checkpoint("a.example", {b, a})), "ok");
    EXPECT_EQ(opens(policy, checkpoint("b.example", {a})), "policy-log");
    EXPECT_EQ(opens(policy, checkpoint("c.example", {a, b})), "policy-log");
    auto unknown = log_signer("a.example", 9);
    EXPECT_EQ(opens(policy, checkpoint("a.example", {unknown})), "checkpoint-signature");
    EXPECT_EQ(opens(policy, checkpoint("a.example", {unknown, a})), "ok");
    EXPECT_EQ(opens(policy, "nothing"), "checkpoint-note");
    EXPECT_EQ(opens(policy, note::format_note({"text\n", {note::sign(a, "text\n")}})),
              "checkpoint-body");
    EXPECT_EQ(opens(parsed("quorum none\n"), checkpoint("a.example", {a})), "checkpoint-signature");
}

TEST(Policy, CountsGroupsOfGroups) {
    auto log = log_signer("log.example", 1);
    auto x1 = signer("x1", 2), x2 = signer("x2", 3), x3 = signer("x3", 4);
    auto y1 = signer("y1", 5), y2 = signer("y2", 6);
    Policy policy =
        parsed(log_line("log.example", 1) + witness_line("x1", 2) + witness_line("x2", 3) +
               witness_line("x3", 4) + "group X 2 x1 x2 x3\n" + witness_line("y1", 5) +
               witness_line("y2", 6) + "group Y any y1 y2\ngroup both all X Y\nquorum both\n");
    auto with = [&](std::vector<note::SignerKey> witnesses) {
        witnesses.insert(witnesses.begin(), log);
        return opens(policy, checkpoint("log.example", witnesses));
    };
    EXPECT_EQ(with({x1, x2, y1}), "ok");
    EXPECT_EQ(with({y2, x3, x1}), "ok");
    EXPECT_EQ(with({x1, x2, x3, y1, y2}), "ok");
    EXPECT_EQ(with({x1, y1, y2}), "policy-quorum");
    EXPECT_EQ(with({x1, x2, x3}), "policy-quorum");
    EXPECT_EQ(with({x1, x1, y1}), "policy-quorum");
    EXPECT_EQ(opens(policy, checkpoint("log.example", {x1, x2, y1})), "policy-log");
    // A witness that is called x1 with another key is nobody; a bad line of the real one is a
    // refusal.
    EXPECT_EQ(with({signer("x1", 99), x2, y1}), "policy-quorum");
    std::string bad = checkpoint("log.example", {log, x1, x2, y1});
    note::Note note = note::parse_note(bad).value();
    note.signatures[1].bytes[0] ^= 1;
    EXPECT_EQ(opens(policy, note::format_note(note)), "checkpoint-signature");
}

TEST(Policy, HoldsMoreThanAHundredWitnesses) {
    std::string text = log_line("log.example", 1);
    std::string members;
    for (unsigned i = 0; i < 150; ++i) {
        text += witness_line(fmt::format("w{}", i), 100 + i);
        text += fmt::format("group state{0} any w{0}\n", i);
        members += fmt::format(" state{}", i);
    }
    Policy policy = parsed(text + "group states 76" + members + "\nquorum states\n");
    std::vector<note::SignerKey> signers = {log_signer("log.example", 1)};
    for (unsigned i = 0; i < 75; ++i)
        signers.push_back(signer(fmt::format("w{}", 2 * i), 100 + 2 * i));
    EXPECT_EQ(opens(policy, checkpoint("log.example", signers)), "policy-quorum");
    signers.push_back(signer("w149", 249));
    EXPECT_EQ(opens(policy, checkpoint("log.example", signers)), "ok");
}

}  // namespace
}  // namespace mithaq::tree
