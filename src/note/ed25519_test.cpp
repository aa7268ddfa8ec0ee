// Builds the vectors of tests/golden/ed25519.json, whose verdicts hold by construction, compares
// them with the file, and judges the file. MITHAQ_WRITE_GOLDEN=1 in the environment writes it.
#include "note/ed25519.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <gtest/gtest.h>
#include <sodium.h>

#include "base/json.h"

namespace mithaq::note {
namespace {

constexpr const char* kGolden = "tests/golden/ed25519.json";

using Bytes32 = std::array<std::uint8_t, 32>;
using Bytes64 = std::array<std::uint8_t, 64>;

template <std::size_t N>
std::array<std::uint8_t, N> bytes_of(std::string_view hex) {
    std::string bytes = from_hex(hex).value();
    EXPECT_EQ(bytes.size(), N);
    std::array<std::uint8_t, N> out{};
    std::memcpy(out.data(), bytes.data(), N);
    return out;
}

// ---- scalars modulo L and points

const Bytes32 kOrder =
    bytes_of<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

Bytes32 scalar(std::uint64_t value) {
    Bytes32 out{};
    std::memcpy(out.data(), &value, sizeof value);
    return out;
}
Bytes64 sha512(std::string_view text) {
    Bytes64 out;
    crypto_hash_sha512(out.data(), as_bytes(text).data(), text.size());
    return out;
}
Bytes32 reduce(const Bytes64& wide) {
    Bytes32 out;
    crypto_core_ed25519_scalar_reduce(out.data(), wide.data());
    return out;
}
Bytes32 plus(const Bytes32& a, const Bytes32& b) {
    Bytes32 out;
    crypto_core_ed25519_scalar_add(out.data(), a.data(), b.data());
    return out;
}
Bytes32 times(const Bytes32& a, const Bytes32& b) {
    Bytes32 out;
    crypto_core_ed25519_scalar_mul(out.data(), a.data(), b.data());
    return out;
}
Bytes32 times_base(const Bytes32& a) {
    Bytes32 out;
    EXPECT_EQ(crypto_scalarmult_ed25519_base_noclamp(out.data(), a.data()), 0);
    return out;
}
Bytes32 add_points(const Bytes32& p, const Bytes32& q) {
    Bytes32 out;
    EXPECT_EQ(crypto_core_ed25519_add(out.data(), p.data(), q.data()), 0);
    return out;
}
// The sum of two numbers below 2^256, not reduced.
Bytes32 add_plain(const Bytes32& a, const Bytes32& b) {
    Bytes32 out;
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += a[i] + b[i];
        out[i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
    return out;
}

// torsion(i) = i·T with T of order 8.
Bytes32 torsion(unsigned i) {
    Bytes32 point =
        bytes_of<32>("0100000000000000000000000000000000000000000000000000000000000000");
    Bytes32 t8 = bytes_of<32>("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    for (unsigned n = 0; n < i; ++n) point = add_points(point, t8);
    return point;
}

struct SmallOrder {
    Bytes32 encoding;
    unsigned multiple;  // of T
    bool canonical;
};

// All 14 encodings that decoders are known to take for the 8 points of small order: the canonical
// ones, those with y >= p, and those with the sign bit of an x that is zero.
std::vector<SmallOrder> small_order_encodings() {
    std::vector<SmallOrder> out;
    auto non_canonical = [&](std::string_view hex, unsigned multiple) {
        out.push_back({bytes_of<32>(hex), multiple, false});
    };
    for (unsigned i = 0; i < 8; ++i) out.push_back({torsion(i), i, true});
    const std::string f30(60, 'f');
    const unsigned y0 = torsion(2)[31] == 0 ? 2 : 6;  // the point (x, 0) with the even x
    non_canonical("01" + std::string(60, '0') + "80", 0);
    non_canonical("ec" + f30 + "ff", 4);
    non_canonical("ed" + f30 + "7f", y0);
    non_canonical("ed" + f30 + "ff", 8 - y0);
    non_canonical("ee" + f30 + "7f", 0);
    non_canonical("ee" + f30 + "ff", 0);
    return out;
}

struct Vector {
    std::string comment;
    Bytes32 key;
    std::string message;
    Bytes64 signature;
    bool valid;
    bool prime_order;
};

Bytes64 join(const Bytes32& r, const Bytes32& s) {
    Bytes64 out;
    std::memcpy(out.data(), r.data(), 32);
    std::memcpy(out.data() + 32, s.data(), 32);
    return out;
}

Bytes64 challenge(const Bytes32& r, const Bytes32& key, std::string_view message) {
    std::string input(as_text(r));
    input += as_text(key);
    input += message;
    return sha512(input);
}

// A secret scalar and the chances of a test, all from its name.
Bytes32 chance(std::string_view name, unsigned i = 0) {
    return reduce(sha512(std::string(name) + "/" + std::to_string(i)));
}

class Vectors {
  public:
    Vectors() {
        published();
        plain_and_flipped();
        scalars_out_of_range();
        small_order_keys();
        small_order_nonces();
        mixed_order();
        non_canonical_and_no_points();
    }
    std::vector<Vector> take() { return std::move(vectors_); }

  private:
    void published() {  // RFC 8032 section 7.1
        add("RFC 8032 7.1 test 1",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39"
            "701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        add("RFC 8032 7.1 test 2",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f36"
            "13d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        add("RFC 8032 7.1 test 3",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7"
            "60984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    void plain_and_flipped() {
        for (unsigned i = 0; i < 4; ++i) {
            std::string message(i * 37, static_cast<char>('a' + i));
            Vector good = signed_vector("plain " + std::to_string(i), message);
            good.comment = "an ordinary signature, " + std::to_string(message.size()) + " bytes";
            vectors_.push_back(good);
        }
        const Vector good = vectors_.back();
        for (unsigned i = 0; i < 10; ++i) {
            Vector bad = good;
            bad.valid = false;
            unsigned bit = chance("bit", i)[0] + 256u * (i % 2);
            bad.signature[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
            bad.comment = "bit " + std::to_string(bit) + " of the signature flipped";
            vectors_.push_back(bad);
        }
        Vector bad = good;
        bad.valid = false;
        bad.message[5] ^= 1;
        bad.comment = "one bit of the message flipped";
        vectors_.push_back(bad);
        bad = good;
        bad.valid = false;
        bad.key = vectors_[vectors_.size() - 13].key;
        bad.comment = "the signature of another key";
        vectors_.push_back(bad);
        bad = good;
        bad.valid = false;
        bad.key[31] ^= 0x80;
        bad.comment = "the key negated";
        vectors_.push_back(bad);
    }

    void scalars_out_of_range() {
        const Vector good = signed_vector("scalar", "S");
        Bytes32 r;
        Bytes32 s;
        std::memcpy(r.data(), good.signature.data(), 32);
        std::memcpy(s.data(), good.signature.data() + 32, 32);
        Bytes32 sum = s;
        for (unsigned i = 1; i <= 7; ++i) {
            sum = add_plain(sum, kOrder);
            if (i == 1 || i == 2 || i == 7)
                push("S + " + std::to_string(i) + "L, the equation holds", good.key, "S",
                     join(r, sum), false, true);
        }
        for (int bit : {0x20, 0x40, 0x80}) {
            Bytes32 high = s;
            high[31] = static_cast<std::uint8_t>(high[31] | bit);
            push("S with a high bit set", good.key, "S", join(r, high), false, true);
        }
        push("S = 0", good.key, "S", join(r, scalar(0)), false, true);
        push("S = L", good.key, "S", join(r, kOrder), false, true);
        push("S = L - 1", good.key, "S", join(r, add_plain(kOrder, minus_one_plain())), false,
             true);
    }

    // A = i·T, S·B = R: the equation holds where k·i is a multiple of 8, and only rule 2 refuses.
    void small_order_keys() {
        for (const SmallOrder& small : small_order_encodings()) {
            for (unsigned n = 0;; ++n) {
                Bytes32 s = chance("small key", n);
                Bytes32 r = times_base(s);
                unsigned k = reduce(challenge(r, small.encoding, "small A"))[0] % 8;
                if (k * small.multiple % 8 != 0) continue;
                push("A of small order" + kind(small) + ", the equation holds", small.encoding,
                     "small A", join(r, s), false, false);
                break;
            }
        }
    }

    // R = i·T, A = a·B + T, S = k·a: the equation holds where k + i is a multiple of 8.
    void small_order_nonces() {
        Bytes32 a = chance("small nonce");
        Bytes32 key = add_points(times_base(a), torsion(1));
        for (const SmallOrder& small : small_order_encodings()) {
            for (unsigned n = 0;; ++n) {
                std::string message = "small R " + std::to_string(n);
                Bytes32 k = reduce(challenge(small.encoding, key, message));
                if ((k[0] + small.multiple) % 8 != 0) continue;
                push("R of small order" + kind(small) + ", the equation holds", key, message,
                     join(small.encoding, times(k, a)), false, false);
                break;
            }
        }
        Bytes32 prime = times_base(a);
        Bytes32 k = reduce(challenge(torsion(0), prime, "identity"));
        push("R = identity, A of prime order, the equation holds", prime, "identity",
             join(torsion(0), times(k, a)), false, true);
    }

    // A = a·B + i·T and R = r·B + j·T with S = r + k·a: S·B - k·A = r·B - k·i·T. It is R where
    // k·i + j is a multiple of 8; with the cofactor everything here would be accepted.
    void mixed_order() {
        struct Case {
            unsigned i, j;
            bool valid;
            std::optional<bool> unreduced;  // does SHA-512 unreduced, times i, plus j divide by 8
        };
        const Case cases[] = {{1, 0, true, {}},  {1, 0, false, {}},   {2, 0, true, {}},
                              {2, 0, false, {}}, {4, 0, true, {}},    {4, 0, false, {}},
                              {0, 1, false, {}}, {0, 4, false, {}},   {3, 5, true, {}},
                              {3, 5, false, {}}, {1, 0, true, false}, {1, 0, false, true}};
        for (const Case& one : cases) {
            Bytes32 a = chance("mixed");
            Bytes32 key = one.i == 0 ? times_base(a) : add_points(times_base(a), torsion(one.i));
            for (unsigned n = 0;; ++n) {
                Bytes32 nonce = chance("mixed nonce", n);
                Bytes32 r = add_points(times_base(nonce), torsion(one.j));
                Bytes64 wide = challenge(r, key, "mixed order");
                Bytes32 k = reduce(wide);
                auto divides = [&](std::uint8_t low) { return (low * one.i + one.j) % 8 == 0; };
                if (divides(k[0]) != one.valid) continue;
                if (one.unreduced && divides(wide[0]) != *one.unreduced) continue;
                std::string comment = one.i == 0   ? "A of prime order"
                                      : one.j == 0 ? "A of mixed order"
                                                   : "A and R of mixed order";
                if (one.i == 0) comment += ", R of mixed order";
                comment += one.valid ? ", the equation holds" : ", it holds with the cofactor only";
                if (one.unreduced) comment += "; k not reduced modulo L would say otherwise";
                push(comment, key, "mixed order", join(r, plus(nonce, times(k, a))), one.valid,
                     one.i == 0);
                break;
            }
        }
    }

    void non_canonical_and_no_points() {
        const std::string f30(60, 'f');
        const Vector good = signed_vector("points", "points");
        auto with_r = [&](std::string_view hex) {
            Bytes64 out = good.signature;
            std::memcpy(out.data(), bytes_of<32>(hex).data(), 32);
            return out;
        };
        // y = p + 3 is a point (y = 3 is on the curve); y = 2 is none.
        push("A not canonical: y = p + 3", bytes_of<32>("f0" + f30 + "7f"), "points",
             good.signature, false, false);
        push("R not canonical: y = p + 3", good.key, "points", with_r("f0" + f30 + "7f"), false,
             true);
        push("R not canonical: y = 2^255 - 1", good.key, "points", with_r("ff" + f30 + "7f"), false,
             true);
        push("A is no point: y = 2", bytes_of<32>("02" + std::string(62, '0')), "points",
             good.signature, false, false);
        push("R is no point: y = 2", good.key, "points", with_r("02" + std::string(62, '0')), false,
             true);
        push("all zero", Bytes32{}, "", Bytes64{}, false, false);
        push("signature all zero", good.key, "points", Bytes64{}, false, true);
        Bytes64 ones;
        ones.fill(0xff);
        push("signature all ones", good.key, "points", ones, false, true);
    }

    static Bytes32 minus_one_plain() {
        Bytes32 out;
        out.fill(0xff);
        return out;
    }
    static std::string kind(const SmallOrder& small) {
        return " (" + std::to_string(small.multiple) + "T, " +
               (small.canonical ? "canonical)" : "not canonical)");
    }
    static Vector signed_vector(std::string_view name, std::string_view message) {
        Seed seed = chance(name);
        return {"",
                ed25519_public(seed),
                std::string(message),
                ed25519_sign(seed, as_bytes(message)),
                true,
                true};
    }
    void push(std::string comment, const Bytes32& key, std::string_view message,
              const Bytes64& signature, bool valid, bool prime_order) {
        vectors_.push_back(
            {std::move(comment), key, std::string(message), signature, valid, prime_order});
    }
    void add(std::string comment, std::string_view key, std::string_view message,
             std::string_view signature) {
        push(std::move(comment), bytes_of<32>(key), from_hex(message).value(),
             bytes_of<64>(signature), true, true);
    }

    std::vector<Vector> vectors_;
};

std::string golden_text() {
    std::string out = "[\n";
    for (const Vector& vector : Vectors().take()) {
        if (out.size() > 2) out += ",\n";
        json::object object;
        object["comment"] = vector.comment;
        object["key"] = to_hex(vector.key);
        object["message"] = to_hex(as_bytes(vector.message));
        object["prime_order"] = vector.prime_order;
        object["signature"] = to_hex(vector.signature);
        object["valid"] = vector.valid;
        out += canonical_json(object);
    }
    return out + "\n]\n";
}

std::string read_golden() {
    std::ifstream file(kGolden, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Ed25519Vectors, AreWhatTheirConstructionGives) {
    std::string text = golden_text();
    if (std::getenv("MITHAQ_WRITE_GOLDEN") != nullptr)
        std::ofstream(kGolden, std::ios::binary) << text;
    EXPECT_EQ(read_golden(), text);
}

TEST(Ed25519, JudgesEveryVectorByTheAcceptanceRule) {
    auto value = parse_json(read_golden(), {.bytes_max = 1 << 20});
    ASSERT_TRUE(value) << value.error().message;
    EXPECT_GE(value->as_array().size(), 70u);
    for (const json::value& item : value->as_array()) {
        auto text = [&](std::string_view name) -> std::string_view {
            return item.as_object().at(name).as_string();
        };
        auto key = bytes_of<32>(text("key"));
        EXPECT_EQ(ed25519_verify(key, as_bytes(from_hex(text("message")).value()),
                                 bytes_of<64>(text("signature"))),
                  item.at("valid").as_bool())
            << text("comment");
        EXPECT_EQ(ed25519_is_prime_order(key), item.at("prime_order").as_bool())
            << text("comment") << " " << text("key");
    }
}

TEST(Ed25519, SignsAsRfc8032Says) {
    Seed seed = bytes_of<32>("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    EXPECT_EQ(to_hex(ed25519_public(seed)),
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    EXPECT_EQ(to_hex(ed25519_sign(seed, as_bytes("\xaf\x82"))),
              "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

// Every point a·B + i·T with i != 0 is refused at registration, also i = 4 (CVE-2025-69277).
TEST(Ed25519, PrimeOrderIsAskedExactly) {
    for (unsigned n = 0; n < 16; ++n) {
        Bytes32 point = times_base(chance("prime order", n));
        EXPECT_TRUE(ed25519_is_prime_order(point));
        for (unsigned i = 1; i < 8; ++i)
            EXPECT_FALSE(ed25519_is_prime_order(add_points(point, torsion(i)))) << i;
    }
}

}  // namespace
}  // namespace mithaq::note
