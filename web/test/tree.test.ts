import { describe, expect, test } from "vitest";
import { type Bytes, emptyRoot, leafHash, nodeHash, toHex, utf8, verifyConsistency, verifyInclusion } from "../src/verifier";
import { consistency, flip, path, rootOf } from "./register";

const kSizeMax = 64;
const leaves: Bytes[] = [];
for (let i = 0; i < kSizeMax; i++) leaves.push(await leafHash(utf8(`entry ${i}`)));
const roots: Bytes[] = [];
for (let n = 0; n <= kSizeMax; n++) roots.push(await rootOf(leaves.slice(0, n)));

test("the empty tree has the root that the RFC gives", async () => {
    expect(toHex(await emptyRoot())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

describe("against the RFC's recursive words, all sizes to 64", () => {
    test("every inclusion proof verifies, and none under another number, root, leaf or length", async () => {
        for (let size = 1; size <= kSizeMax; size++)
            for (let index = 0; index < size; index++) {
                const proof = await path(index, leaves.slice(0, size));
                const check = async (i: number, n: number, leaf: Bytes, p: Bytes[], root: Bytes) =>
                    (await verifyInclusion(i, n, leaf, p, root)).ok;
                const leaf = leaves[index]!;
                const root = roots[size]!;
                expect(await check(index, size, leaf, proof, root)).toBe(true);
                expect(await check(index, size, flip(leaf, 0), proof, root)).toBe(false);
                expect(await check(index, size, leaf, proof, flip(root, 31))).toBe(false);
                expect(await check(index, size, leaf, [...proof, leaf], root)).toBe(false);
                expect(await check(size, size, leaf, proof, root)).toBe(false);
                if (size > 1) {
                    expect(await check(index, size, leaf, proof.slice(1), root)).toBe(false);
                    expect(await check((index + 1) % size, size, leaf, proof, root)).toBe(false);
                    const at = index % proof.length;
                    const bent = proof.map((hash, i) => (i === at ? flip(hash, 5) : hash));
                    expect(await check(index, size, leaf, bent, root)).toBe(false);
                }
            }
    }, 60_000);
    test("every consistency proof verifies, and none with another root, hash or length", async () => {
        for (let second = 0; second <= kSizeMax; second++)
            for (let first = 0; first <= second; first++) {
                const proof = await consistency(first, leaves.slice(0, second));
                const check = async (a: Bytes, b: Bytes, p: Bytes[]) =>
                    (await verifyConsistency(first, second, a, b, p)).ok;
                const a = roots[first]!;
                const b = roots[second]!;
                expect(await check(a, b, proof), `${first} ${second}`).toBe(true);
                expect(await check(flip(a, 3), b, proof)).toBe(false);
                if (first > 0) expect(await check(a, flip(b, 3), proof)).toBe(false);
                expect(await check(a, b, [...proof, a])).toBe(false);
                if (proof.length > 0) {
                    expect(await check(a, b, proof.slice(0, -1))).toBe(false);
                    const bent = proof.map((hash, i) => (i === second % proof.length ? flip(hash, 5) : hash));
                    expect(await check(a, b, bent)).toBe(false);
                }
            }
    }, 60_000);
});

test("numbers beyond 2^32 are halved, not shifted, and those from 2^53 are refused", async () => {
    // The last leaf of a tree of 2^40 + 1: its only step is the root of the first 2^40.
    const size = 2 ** 40 + 1;
    const leaf = leaves[0]!;
    const left = leaves[1]!;
    const root = await nodeHash(left, leaf);
    expect((await verifyInclusion(2 ** 40, size, leaf, [left], root)).ok).toBe(true);
    expect((await verifyInclusion(0, size, leaf, [left], root)).ok).toBe(false);
    expect((await verifyInclusion(0, 2 ** 53, leaf, [], leaf)).ok).toBe(false);
    expect((await verifyInclusion(-1, 1, leaf, [], leaf)).ok).toBe(false);
    expect((await verifyConsistency(1, 2 ** 53, leaf, leaf, [])).ok).toBe(false);
    expect((await verifyConsistency(2, 1, leaf, leaf, [])).ok).toBe(false);
});
