#include "note/note.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace mithaq::note {
namespace {

using namespace std::string_literals;

constexpr std::string_view kFooKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kFooNote =
    "This is an example message.\n"
    "\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";

VerifierKey key(std::string_view text) {
    return parse_verifier_key(text).value();
}

// "ok" or the error's type.
std::string judge(std::string_view bytes, const std::vector<VerifierKey>& keys) {
    auto note = parse_note(bytes);
    if (!note) return note.error().type;
    auto signers = verify_note(*note, keys);
    return signers ? "ok" : signers.error().type;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    std::size_t at = out.find(from);
    EXPECT_NE(at, out.npos) << from;
    return out.replace(at, from.size(), to);
}

SignerKey signer(std::string name, std::uint8_t number, KeyType type = KeyType::ed25519) {
    Seed seed{};
    seed[0] = number;
    return make_signer_key(std::move(name), seed, type);
}

// ---- published vectors (C2SP signed-note, the Go checksum database, witnesses; TLOG.md A.1-A.4)

TEST(Note, OfTheSpecificationVerifies) {
    EXPECT_EQ(judge(kFooNote, {key(kFooKey)}), "ok");
    EXPECT_EQ(format_verifier_key(key(kFooKey)), kFooKey);
    EXPECT_EQ(format_note(parse_note(kFooNote).value()), kFooNote);
}

TEST(Note, OfTheGoChecksumDatabaseVerifies) {
    auto sumdb = key("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    constexpr std::string_view kCheckpoint =
        "go.sum database tree\n"
        "20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        "\n"
        "— sum.golang.org "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
        "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8"
        "=\n";
    EXPECT_EQ(judge(kCheckpoint, {sumdb}), "ok");
    EXPECT_EQ(judge(replaced(kCheckpoint, "20852163", "20852164"), {sumdb}), "note-signature");
}

TEST(Cosignature, OfTwoRealCosignersVerifies) {
    auto witness = key("witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN");
    auto mirror = key("mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O");
    EXPECT_EQ(witness.type, KeyType::cosignature);
    constexpr std::string_view kWitnessed =
        "rome2026h1.example.org\n"
        "300\n"
        "lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=\n"
        "\n"
        "— rome2026h1.example.org "
        "kVB1JgAAAZtxtEwABAMARzBFAiEAi+mTa2xjL1IdWpH82OeciGsGvwRAP+f1WkfKaSZCfFECIHoNPZ/"
        "Q3y6UNzvKOO9cuLr6V16vPNfhwhle9f6r5H/Z\n"
        "— witness.example.org "
        "uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLI"
        "qA"
        "VusneCBmBw==\n";
    constexpr std::string_view kMirrored =
        "rome2026h1.example.org\n"
        "300\n"
        "gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=\n"
        "\n"
        "— mirror.example.org "
        "P7FI7wAAAABpVGeAjA1S4pJm6MbcXjX7UUImu4azZtrfcVW2uyr/LXIYlwEJzXC0N0EiZkbqfLdXt/"
        "4gVEEuGmxJjAfXKMCISpsJAg==\n";
    EXPECT_EQ(judge(kWitnessed, {witness}), "ok");
    EXPECT_EQ(judge(kMirrored, {witness, mirror}), "ok");
    EXPECT_EQ(parse_note(kWitnessed).value().signatures[0].bytes.size(), 8u + 75u);  // RFC 6962 STH
    EXPECT_EQ(read_u64_be(parse_note(kMirrored).value().signatures[0].bytes.data()), 1767139200u);
    // The time is signed.
    EXPECT_EQ(judge(replaced(kWitnessed, "AAAABpVGeA", "AAAABpVGeB"), {witness}), "note-signature");
}

TEST(Note, OfTheWitnessExchangeVerifiesAtEachSize) {
    const std::string origin =
        "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    auto log = key(origin + "+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP");
    auto note = [&](std::string_view size, std::string_view root, std::string_view signature) {
        return origin + "\n" + std::string(size) + "\n" + std::string(root) + "\n\n— " + origin +
               " " + std::string(signature) + "\n";
    };
    constexpr std::string_view kS3 =
        "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/"
        "GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go"
        "=";
    constexpr std::string_view kR3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    EXPECT_EQ(
        judge(note("1", "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                   "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnn"
                   "NuWRTYrajXpNUbIQY="),
              {log}),
        "ok");
    EXPECT_EQ(judge(note("3", kR3, kS3), {log}), "ok");
    EXPECT_EQ(judge(note("5", "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
                         "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/"
                         "ASRcWJi0tW90dJWAShei7sDww="),
                    {log}),
              "ok");
    // Go's decoder lets trailing bits pass and finds a bad signature; ours has one spelling a
    // value.
    EXPECT_EQ(judge(note("3", kR3, replaced(kS3, "6go=", "6gx=")), {log}), "note-malformed");
    EXPECT_EQ(judge(note("3", kR3, replaced(kS3, "6go=", "6gw=")), {log}), "note-signature");
    EXPECT_EQ(judge(replaced(note("3", kR3, kS3), "e562\n3", "e563\n3"), {log}), "note-signature");
}

// ---- notes

TEST(Note, IsSplitAtItsLastBlankLine) {
    std::string text = "one\n\ntwo\n\n\n";
    Note note{text, {sign(signer("a", 1), text)}};
    EXPECT_EQ(parse_note(format_note(note)).value().text, text);
    EXPECT_EQ(judge(format_note(note), {signer("a", 1).verifier}), "ok");
    // A text that holds a signature line of its own is still text.
    std::string nested(kFooNote);
    Note outer{nested, {sign(signer("a", 1), nested)}};
    EXPECT_EQ(parse_note(format_note(outer)).value().text, nested);
    EXPECT_EQ(judge(format_note(outer), {key(kFooKey)}), "note-unsigned");
}

TEST(Note, ThatIsNoneIsMalformed) {
    const std::string line = "— a AAAAAAA=\n";
    EXPECT_TRUE(parse_note("text\n\n" + line));
    EXPECT_TRUE(parse_note("\n\n" + line));
    for (const std::string& bad :
         {""s,
          "\n"s,
          "\n\n"s,
          "text\n"s,
          "text\n\n"s,
          line,
          "\n" + line,
          "text\n" + line,
          "text\n\n" + line + "\n",
          "text\n\n\n"s,
          "text\n\n" + line + "more\n",
          "text\n\n" + line.substr(0, line.size() - 1),  // no final newline
          "text\n\n- a AAAAAAA=\n"s,                     // no em dash
          "text\n\n—a AAAAAAA=\n"s,
          "text\n\n— AAAAAAA=\n"s,
          "text\n\n—  AAAAAAA=\n"s,
          "text\n\n— a  AAAAAAA=\n"s,
          "text\n\n— a AAAAAAA= \n"s,
          "text\n\n— a\n"s,
          "text\n\n— a \n"s,
          "text\n\n— a AAAAAA==\n"s,  // 4 bytes
          "text\n\n— a AAAAAAA\n"s,
          "text\n\n— a AAAAAAB=\n"s,
          "text\n\n— a+b AAAAAAA=\n"s,
          "text\n\n— a\xc2\xa0z AAAAAAA=\n"s,
          "text\n\n— a b AAAAAAA=\n"s,
          "text\r\n\n" + line,
          "text\n\n— a AAAAAAA=\r\n"s,
          "te\txt\n\n" + line,
          "te\0xt\n\n"s + line,
          "te\x1fxt\n\n" + line,
          "te\xffxt\n\n" + line,
          "te\xc0\x8axt\n\n" + line,
          "text\n\n— \xff AAAAAAA=\n"s}) {
        auto note = parse_note(bad);
        ASSERT_FALSE(note) << to_hex(as_bytes(bad));
        EXPECT_EQ(note.error().type, "note-malformed");
    }
}

TEST(Note, HasAtMostAHundredSignatureLines) {
    std::string bytes = "text\n\n";
    for (std::size_t i = 0; i < kSignatureLinesMax; ++i) bytes += "— a AAAAAAA=\n";
    EXPECT_EQ(parse_note(bytes).value().signatures.size(), kSignatureLinesMax);
    EXPECT_FALSE(parse_note(bytes + "— a AAAAAAA=\n"));
}

TEST(Note, CutAnywhereOrWithAnyByteChangedDoesNotVerify) {
    std::vector<VerifierKey> keys{key(kFooKey)};
    for (std::size_t length = 0; length < kFooNote.size(); ++length)
        EXPECT_NE(judge(kFooNote.substr(0, length), keys), "ok") << length;
    for (std::size_t at = 0; at < kFooNote.size(); ++at)
        for (int value = 0; value < 256; ++value) {
            std::string changed(kFooNote);
            if (changed[at] == static_cast<char>(value)) continue;
            changed[at] = static_cast<char>(value);
            ASSERT_NE(judge(changed, keys), "ok") << at << " " << value;
        }
}

TEST(VerifyNote, IgnoresUnknownKeysAndSecondLinesButNotABadSignature) {
    std::string text = "text\n";
    SignerKey a = signer("a", 1);
    SignerKey b = signer("b", 2);
    SignatureLine good_a = sign(a, text);
    SignatureLine good_b = sign(b, text);
    SignatureLine bad_a = sign(a, "other\n");
    SignatureLine unknown = sign(signer("a", 3), text);  // the same name, another id
    SignatureLine renamed = good_a;
    renamed.name = "c";
    std::vector<VerifierKey> keys{b.verifier, a.verifier};
    using Indices = std::vector<std::size_t>;
    auto signers = [&](std::vector<SignatureLine> lines) {
        auto result = verify_note({text, std::move(lines)}, keys);
        return result ? *result : Indices{};
    };
    EXPECT_EQ(signers({good_a, good_b}), (Indices{1, 0}));
    EXPECT_EQ(signers({unknown, good_a}), Indices{1});
    EXPECT_EQ(signers({unknown, renamed}), Indices{});
    EXPECT_EQ(signers({bad_a, good_b}), Indices{});
    EXPECT_EQ(signers({good_b, bad_a}), Indices{});
    EXPECT_EQ(signers({good_a, bad_a}), Indices{1});
    EXPECT_EQ(signers({bad_a, good_a}), Indices{});
    EXPECT_EQ(signers({good_a, good_a}), Indices{1});
}

TEST(VerifyNote, TriesEveryKeyThatSharesNameAndId) {
    std::string text = "text\n";
    SignerKey a = signer("a", 1);
    SignerKey twin = signer("a", 2);
    twin.verifier.id = a.verifier.id;  // a collision of 32 bits can be made
    Note note{text, {sign(a, text)}};
    EXPECT_EQ(verify_note(note, {twin.verifier, a.verifier}).value(), std::vector<std::size_t>{1});
    EXPECT_FALSE(verify_note(note, {twin.verifier}));
}

TEST(VerifyLine, AsksForTheExactLength) {
    std::string text = "text\n";
    SignerKey a = signer("a", 1);
    SignatureLine line = sign(a, text);
    EXPECT_TRUE(verify_line(a.verifier, line, text));
    line.bytes += '\0';
    EXPECT_FALSE(verify_line(a.verifier, line, text));
    line.bytes.resize(63);
    EXPECT_FALSE(verify_line(a.verifier, line, text));
    SignerKey w = signer("w", 2, KeyType::cosignature);
    SignatureLine timed = cosign(w, text, 1'700'000'000);
    EXPECT_TRUE(verify_line(w.verifier, timed, text));
    timed.bytes.resize(64);
    EXPECT_FALSE(verify_line(w.verifier, timed, text));
}

TEST(Cosignature, OfATimeBeyond63BitsIsRefused) {
    SignerKey w = signer("w", 2, KeyType::cosignature);
    std::string message = "cosignature/v1\ntime 9223372036854775808\ntext\n";
    SignatureLine line = cosign(w, "text\n", 0);
    line.bytes = "\x80\0\0\0\0\0\0\0"s;
    line.bytes += as_text(ed25519_sign(w.seed, as_bytes(message)));
    EXPECT_FALSE(verify_line(w.verifier, line, "text\n"));
    EXPECT_TRUE(verify_line(w.verifier, cosign(w, "text\n", (1ull << 63) - 1), "text\n"));
}

// ---- keys

TEST(KeyName, HasNoSpacePlusOrControl) {
    for (auto good : {"a", "example.com/log/testdata", "سجل",
                      "a\xe2\x80\x8b"  // zero width: no space
                      "b",
                      "é", "\xe2\x80\x94", "a/b?c#d"})
        EXPECT_TRUE(is_key_name(good)) << good;
    for (auto bad : {"", " ", "a b", "a+b", "a\n", "a\tb", "a\x1f", "\xff", "a\xc2\x85",
                     "a\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x8a", "\xe2\x80\xa8",
                     "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"})
        EXPECT_FALSE(is_key_name(bad)) << to_hex(as_bytes(bad));
}

TEST(VerifierKey, IsRefusedWhenAnyPartIsWrong) {
    auto type_of = [](std::string_view text) { return parse_verifier_key(text).error().type; };
    EXPECT_EQ(type_of(replaced(kFooKey, "530d903a", "530d903b")), "key-id");
    EXPECT_EQ(type_of(replaced(kFooKey, "foo", "fop")), "key-id");
    EXPECT_EQ(type_of(replaced(kFooKey, "3U2k", "3U2o")), "key-id");
    EXPECT_EQ(type_of(replaced(kFooKey, "530d903a", "530d90")), "key-id");
    EXPECT_EQ(type_of(replaced(kFooKey, "530d903a", "530D903A")), "hex");
    EXPECT_EQ(type_of(replaced(kFooKey, "/foo", " foo")), "key-name");
    EXPECT_EQ(type_of(replaced(kFooKey, "example.com/foo", "")), "key-name");
    EXPECT_EQ(type_of(std::string(kFooKey) + " "), "base64");
    EXPECT_EQ(type_of("example.com/foo+530d903a"), "key-text");
    EXPECT_EQ(type_of("example.com/foo+530d903a+"), "key-text");
    EXPECT_EQ(type_of("example.com/foo+530d903a+AQ=="), "key-text");
    EXPECT_EQ(type_of(""), "key-text");
}

TEST(VerifierKey, OfAnotherAlgorithmIsUnsupportedAndSaysWhich) {
    auto ml_dsa =
        parse_verifier_key("a+00000000+" + to_base64(as_bytes("\x06" + std::string(1312, 'x'))));
    EXPECT_EQ(ml_dsa.error().code, Errc::unsupported);
    EXPECT_NE(ml_dsa.error().message.find("ML-DSA-44"), std::string::npos);
    for (auto type : {"\x02", "\x05", "\xff"})
        EXPECT_EQ(parse_verifier_key("a+00000000+" + to_base64(as_bytes(type))).error().code,
                  Errc::unsupported);
}

TEST(SignerKey, RoundTripsAndAgreesWithGo) {
    constexpr std::string_view kPrivate =
        "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/"
        "SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";
    SignerKey parsed = parse_signer_key(kPrivate).value();
    EXPECT_EQ(format_signer_key(parsed), kPrivate);
    EXPECT_EQ(format_verifier_key(parsed.verifier),
              "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    SignerKey witness = signer("w", 9, KeyType::cosignature);
    EXPECT_EQ(parse_signer_key(format_signer_key(witness)).value().verifier, witness.verifier);
    EXPECT_FALSE(parse_signer_key(kPrivate.substr(1)));
    EXPECT_FALSE(parse_signer_key(replaced(kPrivate, "33d7b496", "33d7b497")));
    EXPECT_FALSE(parse_signer_key(format_verifier_key(parsed.verifier)));
}

TEST(Note, OfAnyTextAndSignersRoundTrips) {
    EXPECT_TRUE(rc::check([] {
        std::string text = *rc::gen::container<std::string>(
                               rc::gen::oneOf(rc::gen::inRange(' ', '~'), rc::gen::just('\n'))) +
                           "\n";
        SignerKey a = signer("a", *rc::gen::arbitrary<std::uint8_t>());
        SignerKey w = signer("w", 1, KeyType::cosignature);
        auto time_s = *rc::gen::arbitrary<std::uint32_t>();
        Note note{text, {sign(a, text), cosign(w, text, time_s)}};
        auto parsed = parse_note(format_note(note));
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(parsed->text == text);
        RC_ASSERT(verify_note(*parsed, {a.verifier, w.verifier}).value().size() == 2u);
    }));
}

}  // namespace
}  // namespace mithaq::note
