import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
    type Bytes, concat, ed25519Verify, fromHex, isCanonicalPoint, isSmallOrder, toHex, utf8,
} from "../src/verifier";
import { publicOf, seed, signerOf } from "./signer";

interface Vector {
    comment: string;
    key: string;
    message: string;
    signature: string;
    valid: boolean;
}

function hex(text: string): Bytes {
    const bytes = fromHex(text);
    if (!bytes.ok) throw new Error(`not hex: ${text}`);
    return bytes.value;
}

// The vectors that the C++ reads too.
const kGolden = new URL("../../tests/golden/ed25519.json", import.meta.url);
const vectors: Vector[] = JSON.parse(readFileSync(kGolden, "utf8"));

test("the shared vectors are there", () => {
    expect(existsSync(kGolden)).toBe(true);
    expect(vectors.length).toBeGreaterThan(30);
});

test.each(vectors.map((v, i) => [`${i}: ${v.comment}`, v] as const))("golden %s", async (_, v) => {
    expect(await ed25519Verify(hex(v.key), hex(v.message), hex(v.signature))).toBe(v.valid);
});

// ---- our own: signatures for which S·B − k·A = R does hold, so only the checks before it refuse.

const kL = 2n ** 252n + 27742317777372353535851937790883648493n;

function number(bytes: Uint8Array): bigint {
    return BigInt("0x" + toHex(Uint8Array.from(bytes).reverse()));
}
function encode(value: bigint): Bytes {
    return hex(value.toString(16).padStart(64, "0")).reverse();
}
function sha512(bytes: Uint8Array): Uint8Array {
    return createHash("sha512").update(bytes).digest();
}
// The secret scalar of a seed (RFC 8032 section 5.1.5).
function scalar(ofSeed: Bytes): bigint {
    const h = sha512(ofSeed).subarray(0, 32);
    h[0]! &= 248;
    h[31]! &= 127;
    h[31]! |= 64;
    return number(h);
}

const kIdentity = encode(1n);
const message = utf8("a text");

describe("small order and other spellings", () => {
    test("every small-order encoding is known, and an ordinary key is not one", async () => {
        const points = ["26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"];
        for (const point of points) {
            expect(isCanonicalPoint(hex(point))).toBe(true);
            expect(isSmallOrder(hex(point)), point).toBe(true);
        }
        expect(isSmallOrder(await publicOf(seed(7)))).toBe(false);
    });
    test("y of p and more is not canonical", () => {
        const p = 2n ** 255n - 19n;
        expect(isCanonicalPoint(encode(p - 1n))).toBe(true);
        for (let y = p; y < 2n ** 255n; y++) {
            expect(isCanonicalPoint(encode(y))).toBe(false);
            expect(isCanonicalPoint(encode(y + 2n ** 255n))).toBe(false);
        }
    });
    test("the identity as key signs everything, and is refused", async () => {
        const r = await publicOf(seed(7)); // r·B; S = r satisfies the equation for A = 0
        const signature = concat(r, encode(scalar(seed(7)) % kL));
        expect(await ed25519Verify(kIdentity, message, signature)).toBe(false);
        expect(await ed25519Verify(encode(2n ** 255n - 18n), message, signature)).toBe(false); // p + 1
        expect(await ed25519Verify(encode(2n ** 255n + 1n), message, signature)).toBe(false); // −0
    });
    test("R = identity with S = k·a is refused", async () => {
        const a = await publicOf(seed(7));
        const k = number(sha512(concat(kIdentity, a, message))) % kL;
        const signature = concat(kIdentity, encode((k * scalar(seed(7))) % kL));
        expect(await ed25519Verify(a, message, signature)).toBe(false);
    });
    test("S + L is refused", async () => {
        const signer = await signerOf("a", seed(7));
        const signature = await signer.sign(message);
        expect(await ed25519Verify(signer.key.key, message, signature)).toBe(true);
        const s = number(signature.subarray(32)) + kL;
        const other = concat(signature.subarray(0, 32), encode(s));
        expect(await ed25519Verify(signer.key.key, message, other)).toBe(false);
    });
    test("wrong lengths are refused", async () => {
        const signer = await signerOf("a", seed(7));
        const signature = await signer.sign(message);
        expect(await ed25519Verify(signer.key.key.slice(1), message, signature)).toBe(false);
        expect(await ed25519Verify(signer.key.key, message, signature.slice(1))).toBe(false);
    });
});
