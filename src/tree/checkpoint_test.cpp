// Checkpoints and proofs, and two golden sets for other implementations: the checkpoints of a
// published log of 15 entries and a list of proofs with their verdicts. MITHAQ_WRITE_GOLDEN=1
// writes both.
#include "tree/checkpoint.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "base/json.h"
#include "tree/oracle_testing.h"

namespace mithaq::tree {
namespace {

const std::string kGolden = "tests/golden/tlog/";

// The log of TLOG.md A.6.
const std::vector<std::string> kEntries = {"one",    "two",   "three",    "four",    "five",
                                           "six",    "seven", "eit",      "nain",    "ten",
                                           "ileven", "twelf", "threeten", "fourten", "fivten"};
constexpr std::string_view kLogSecret =
    "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";
constexpr std::string_view kLogKey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
constexpr std::string_view kCheckpoint15 =
    "example.com/log/testdata\n"
    "15\n"
    "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n"
    "\n"
    "— example.com/log/testdata "
    "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/"
    "dlPWF74ewI=\n";

note::SignerKey log_signer() {
    return note::parse_signer_key(kLogSecret).value();
}

Oracle oracle_of(const std::vector<std::string>& entries) {
    std::vector<Hash> leaves;
    for (const std::string& entry : entries) leaves.push_back(leaf_hash(entry));
    return Oracle(std::move(leaves));
}

std::string signed_at(Oracle& oracle, std::size_t size) {
    note::SignerKey log = log_signer();
    return sign_checkpoint({log.verifier.name, TreeSize{size}, oracle.root(size)}, log);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
void expect_golden(const std::string& path, const std::string& text) {
    if (std::getenv("MITHAQ_WRITE_GOLDEN") != nullptr)
        std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(read_file(path), text) << path;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    std::size_t at = out.find(from);
    EXPECT_NE(at, out.npos) << from;
    return out.replace(at, from.size(), to);
}

template <typename T>
std::string type_of(const Result<T>& result) {
    return result ? "ok" : result.error().type;
}

// ---- checkpoints

TEST(Checkpoint, OfThePublishedLogIsRebuiltByteForByte) {
    Oracle oracle = oracle_of(kEntries);
    Frontier frontier;
    for (std::size_t size = 0; size <= kEntries.size(); ++size) {
        std::string note = signed_at(oracle, size);
        SignedCheckpoint opened =
            open_checkpoint(note, note::parse_verifier_key(kLogKey).value()).value();
        EXPECT_EQ(opened.checkpoint.size, TreeSize{size});
        EXPECT_EQ(opened.checkpoint.root, frontier.root());
        expect_golden(kGolden + "testdata/checkpoint." + std::to_string(size), note);
        if (size < kEntries.size()) frontier.append(leaf_hash(kEntries[size]));
    }
    EXPECT_EQ(signed_at(oracle, 0),
              "example.com/log/testdata\n"
              "0\n"
              "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
              "\n"
              "— example.com/log/testdata "
              "M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5"
              "BvIVEgtQc=\n");
    EXPECT_EQ(signed_at(oracle, 15), kCheckpoint15);
}

TEST(Checkpoint, BodyIsReadStrictly) {
    const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const std::string good = "o\n12\n" + root + "\n";
    Checkpoint checkpoint = parse_checkpoint(good).value();
    EXPECT_EQ(format_checkpoint(checkpoint), good);
    EXPECT_EQ(parse_checkpoint(good + "extension\nanother\n").value(), checkpoint);
    EXPECT_EQ(parse_checkpoint(replaced(good, "o\n", "go.sum database tree\n")).value().origin,
              "go.sum database tree");
    for (const std::string& bad :
         {std::string(), std::string("o\n"), std::string("o\n12\n"), "o\n12\n" + root,
          "\n12\n" + root + "\n", replaced(good, "12", "012"), replaced(good, "12", "+12"),
          replaced(good, "12", "12 "), replaced(good, "12", ""),
          replaced(good, "12", "9223372036854775808"), replaced(good, "uFU=", "uFV="),
          replaced(good, "uFU=", "uFU"), replaced(good, "47DE", ""), good + "\n",
          good + "extension", good + "extension\n\n", good + "\nextension\n"})
        EXPECT_EQ(type_of(parse_checkpoint(bad)), "checkpoint-body") << bad;
}

TEST(Checkpoint, IsOpenedByTheKeyOfItsOrigin) {
    auto log = log_signer();
    EXPECT_EQ(type_of(open_checkpoint(kCheckpoint15, log.verifier)), "ok");
    auto other = note::make_signer_key("other", log.seed);
    EXPECT_EQ(type_of(open_checkpoint(kCheckpoint15, other.verifier)), "note-unsigned");
    EXPECT_EQ(type_of(open_checkpoint(replaced(kCheckpoint15, "15", "14"), log.verifier)),
              "note-signature");
    EXPECT_EQ(type_of(open_checkpoint("no note", log.verifier)), "note-malformed");
    std::string body = format_checkpoint({"elsewhere", TreeSize{0}, empty_root()});
    EXPECT_EQ(
        type_of(open_checkpoint(note::format_note({body, {note::sign(log, body)}}), log.verifier)),
        "checkpoint-origin");
    EXPECT_EQ(type_of(open_checkpoint(note::format_note({"text\n", {note::sign(log, "text\n")}}),
                                      log.verifier)),
              "checkpoint-body");
}

// ---- proofs

// A receipt as the register gives it: the entry is the line in `extra` and the file of the act.
struct Receipt {
    std::string entry_line = "mithaq-entry/0 2026-11-23T09:30:00.123Z\n";
    std::string act = "An act.\nIts text.\n";
    std::vector<std::string> entries = kEntries;
    std::size_t index = 9;
    std::vector<note::SignerKey> witnesses;

    Receipt() {
        entries[index] = entry_line + act;
        for (std::uint8_t i = 0; i < 3; ++i) {
            note::Seed seed{};
            seed[0] = static_cast<std::uint8_t>(i + 1);
            witnesses.push_back(note::make_signer_key("witness.example/" + std::to_string(i), seed,
                                                      note::KeyType::cosignature));
        }
    }

    // Cosigned by the witnesses of those numbers.
    Proof proof(std::initializer_list<std::size_t> cosigners) const {
        Oracle oracle = oracle_of(entries);
        note::Note note = note::parse_note(signed_at(oracle, entries.size())).value();
        for (std::size_t i : cosigners)
            note.signatures.push_back(note::cosign(witnesses[i], note.text, 1'795'426'200 + i));
        return {entry_line, LeafIndex{index}, oracle.path(index, 0, entries.size()),
                note::format_note(note)};
    }
    std::string policy(std::string_view quorum) const {
        std::string out = "log " + std::string(kLogKey) + "\n";
        for (std::size_t i = 0; i < witnesses.size(); ++i)
            out += "witness w" + std::to_string(i) + " " +
                   note::format_verifier_key(witnesses[i].verifier) + "\n";
        return out + "group two 2 w0 w1 w2\nquorum " + std::string(quorum) + "\n";
    }
};

// What a verifier of a receipt does: the extra line goes before the act's file.
std::string judge(std::string_view proof_text, std::string_view act, std::string_view policy_text) {
    auto proof = parse_proof(proof_text);
    if (!proof) return proof.error().type;
    auto policy = Policy::parse(policy_text);
    if (!policy) return policy.error().type;
    return type_of(verify_proof(*proof, proof->extra.value_or("") + std::string(act), *policy));
}

TEST(Proof, RoundTrips) {
    Receipt receipt;
    for (Proof proof : {receipt.proof({}), receipt.proof({2, 0})}) {
        for (auto extra : {std::optional<std::string>(), std::optional<std::string>(""),
                           std::optional<std::string>("a\nb")}) {
            proof.extra = extra;
            std::string text = format_proof(proof);
            Proof parsed = parse_proof(text).value();
            EXPECT_EQ(format_proof(parsed), text);
            EXPECT_EQ(parsed.extra, extra);
            EXPECT_EQ(parsed.hashes, proof.hashes);
            EXPECT_EQ(parsed.checkpoint, proof.checkpoint);
        }
    }
}

TEST(Proof, IsReadStrictly) {
    Receipt receipt;
    std::string good = format_proof(receipt.proof({}));
    std::string hash_line = to_base64(receipt.proof({}).hashes[0].bytes) + "\n";
    for (const std::string& bad :
         {std::string(), replaced(good, "@v1", "@v2"), replaced(good, "@v1\n", "@v1 \n"),
          replaced(good, "extra ", "extra  "), replaced(good, "extra ", "Extra "),
          replaced(good, "extra ", "extra"), replaced(good, "index 9", "index 09"),
          replaced(good, "index 9", "index  9"), replaced(good, "index 9", "index 9 "),
          replaced(good, "index 9", "index -9"), replaced(good, "index 9\n", ""),
          replaced(good, hash_line, " " + hash_line),
          replaced(good, hash_line, hash_line.substr(4)),
          replaced(good, "\n\nexample.com", "\nexample.com"), good.substr(0, 30),
          replaced(good, "\n\n", "\n")})
        EXPECT_EQ(judge(bad, receipt.act, receipt.policy("none")), "proof-malformed") << bad;
    std::string many = good;
    for (int i = 0; i < 60; ++i) many = replaced(many, hash_line, hash_line + hash_line);
    EXPECT_EQ(parse_proof(many).error().type, "proof-malformed");
}

TEST(Receipt, WithAnyByteOfProofOrActChangedDoesNotVerify) {
    Receipt receipt;
    struct Case {
        Proof proof;
        std::string policy;
    };
    // No cosignature more than the quorum asks for: see Policy::open.
    for (const Case& one : {Case{receipt.proof({}), receipt.policy("none")},
                            Case{receipt.proof({0, 2}), receipt.policy("two")}}) {
        std::string text = format_proof(one.proof);
        ASSERT_EQ(judge(text, receipt.act, one.policy), "ok");
        auto try_all = [&](std::string_view what, auto&& judge_changed) {
            for (std::size_t at = 0; at < what.size(); ++at) {
                for (int change : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x0a}) {
                    std::string changed(what);
                    changed[at] = static_cast<char>(changed[at] ^ change);
                    ASSERT_NE(judge_changed(changed), "ok") << at << " " << change;
                }
                for (std::string put : {"", "\n", " ", "0", "="}) {
                    std::string changed(what);
                    changed.replace(at, 1, put);
                    if (changed == what) continue;
                    ASSERT_NE(judge_changed(changed), "ok") << at << " '" << put << "'";
                }
            }
            for (std::string_view more : {"\n", " ", "x"})
                ASSERT_NE(judge_changed(std::string(what) + std::string(more)), "ok");
        };
        try_all(text,
                [&](std::string_view changed) { return judge(changed, receipt.act, one.policy); });
        try_all(receipt.act,
                [&](std::string_view changed) { return judge(text, changed, one.policy); });
    }
}

TEST(Receipt, FollowsThePolicysQuorum) {
    Receipt receipt;
    auto at = [&](std::initializer_list<std::size_t> cosigners, std::string_view quorum) {
        return judge(format_proof(receipt.proof(cosigners)), receipt.act, receipt.policy(quorum));
    };
    EXPECT_EQ(at({}, "none"), "ok");
    EXPECT_EQ(at({0, 1, 2}, "none"), "ok");
    EXPECT_EQ(at({}, "two"), "policy-quorum");
    EXPECT_EQ(at({1}, "two"), "policy-quorum");
    EXPECT_EQ(at({1, 1}, "two"), "policy-quorum");
    EXPECT_EQ(at({1, 2}, "two"), "ok");
    EXPECT_EQ(at({0, 1, 2}, "two"), "ok");
    EXPECT_EQ(at({0, 2}, "w1"), "policy-quorum");
    EXPECT_EQ(at({1}, "w1"), "ok");
}

// For verifiers in other languages: the entry is `extra`, decoded, and then `act`.
TEST(Receipt, GoldenListHasItsVerdicts) {
    Receipt receipt;
    json::array list;
    auto add = [&](std::string_view verdict, std::string_view comment, std::string_view proof,
                   std::string_view act, std::string_view policy) {
        EXPECT_EQ(judge(proof, act, policy), verdict) << comment;
        json::object item;
        item["comment"] = comment;
        item["proof"] = proof;
        item["act"] = act;
        item["policy"] = policy;
        item["verdict"] = verdict;
        list.push_back(std::move(item));
    };
    std::string none = receipt.policy("none");
    std::string two = receipt.policy("two");
    std::string plain = format_proof(receipt.proof({}));
    std::string attested = format_proof(receipt.proof({0, 2}));
    add("ok", "durable: no quorum asked for", plain, receipt.act, none);
    add("ok", "attested by two of three witnesses", attested, receipt.act, two);
    add("ok", "attested by all three", format_proof(receipt.proof({0, 1, 2})), receipt.act, two);
    add("policy-quorum", "no cosignature where two are asked for", plain, receipt.act, two);
    add("policy-quorum", "one cosignature twice", format_proof(receipt.proof({1, 1})), receipt.act,
        two);
    Proof bad = receipt.proof({0, 1});
    note::Note note = note::parse_note(bad.checkpoint).value();
    note.signatures[1].bytes[7] ^= 1;  // its time
    bad.checkpoint = note::format_note(note);
    add("checkpoint-signature", "a cosignature with another time", format_proof(bad), receipt.act,
        none);
    bad = receipt.proof({});
    note = note::parse_note(bad.checkpoint).value();
    note.signatures[0].bytes[63] ^= 0x10;
    bad.checkpoint = note::format_note(note);
    add("checkpoint-signature", "the log's signature with a bit changed", format_proof(bad),
        receipt.act, none);
    note.signatures.clear();
    note.signatures.push_back(note::cosign(receipt.witnesses[0], note.text, 1));
    bad.checkpoint = note::format_note(note);
    add("policy-log", "cosigned, not signed by the log", format_proof(bad), receipt.act, none);
    bad = receipt.proof({});
    bad.index.value = 10;
    add("inclusion-proof", "another index", format_proof(bad), receipt.act, none);
    bad = receipt.proof({});
    bad.index.value = 15;
    add("inclusion-proof", "an index beyond the tree", format_proof(bad), receipt.act, none);
    bad = receipt.proof({});
    bad.hashes.pop_back();
    add("inclusion-proof", "a hash too few", format_proof(bad), receipt.act, none);
    bad = receipt.proof({});
    bad.hashes.push_back(bad.hashes.back());
    add("inclusion-proof", "a hash too many", format_proof(bad), receipt.act, none);
    bad = receipt.proof({});
    bad.extra = "mithaq-entry/0 2026-11-23T09:30:00.124Z\n";
    add("inclusion-proof", "another first line in extra", format_proof(bad), receipt.act, none);
    bad.extra.reset();
    add("inclusion-proof", "no extra line", format_proof(bad), receipt.act, none);
    add("inclusion-proof", "another act", plain, "Another act.\n", none);
    add("proof-malformed", "base64 with trailing bits", replaced(plain, "=\n", "\n"), receipt.act,
        none);
    add("proof-malformed", "leading zero in the index", replaced(plain, "index 9", "index 09"),
        receipt.act, none);
    add("checkpoint-signature", "another log's policy", plain, receipt.act,
        "log " +
            note::format_verifier_key(note::make_verifier_key(
                "example.com/other", note::KeyType::ed25519, log_signer().verifier.key)) +
            "\nquorum none\n");
    add("policy-malformed", "a policy without quorum", plain, receipt.act,
        "log " + std::string(kLogKey) + "\n");
    std::string text = "[\n";
    for (const json::value& item : list)
        text += canonical_json(item) + (&item == &list.back() ? "\n" : ",\n");
    expect_golden(kGolden + "proofs.json", text + "]\n");
}

}  // namespace
}  // namespace mithaq::tree
