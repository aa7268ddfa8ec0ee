// RFC 6962 Merkle trees: hashes, and the verification of inclusion and consistency proofs
// (RFC 9162 sections 2.1.3.2 and 2.1.4.2). Numbers are doubles: halved, not shifted.
import { type Bytes, concat, equal, sha256 } from "./bytes";
import { err, ok, type Result } from "./result";

export const kProofHashesMax = 63;

export async function leafHash(entry: Uint8Array): Promise<Bytes> {
    return sha256(concat(Uint8Array.of(0x00), entry));
}

export async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
    return sha256(concat(Uint8Array.of(0x01), left, right));
}

export async function emptyRoot(): Promise<Bytes> {
    return sha256(new Uint8Array(0));
}

const odd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

export async function verifyInclusion(
    index: number,
    size: number,
    leaf: Uint8Array,
    proof: Uint8Array[],
    root: Uint8Array,
): Promise<Result<void>> {
    if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
        return err("inclusion-range", "the number is not below the tree's size");
    let fn = index;
    let sn = size - 1;
    let hash = leaf;
    for (const step of proof) {
        if (sn === 0) return err("inclusion-proof", "the inclusion proof has too many hashes");
        if (odd(fn) || fn === sn) {
            hash = await nodeHash(step, hash);
            while (!odd(fn) && fn !== 0) {
                fn = half(fn);
                sn = half(sn);
            }
        } else {
            hash = await nodeHash(hash, step);
        }
        fn = half(fn);
        sn = half(sn);
    }
    if (sn !== 0) return err("inclusion-proof", "the inclusion proof has too few hashes");
    if (!equal(hash, root))
        return err("inclusion-proof", "the inclusion proof leads to another root than the checkpoint's");
    return ok(undefined);
}

export async function verifyConsistency(
    first: number,
    second: number,
    firstRoot: Uint8Array,
    secondRoot: Uint8Array,
    proof: Uint8Array[],
): Promise<Result<void>> {
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second)
        return err("consistency-range", "the first size is not at most the second");
    if (first === 0 || first === second) {
        if (proof.length !== 0) return err("consistency-proof", "no hash is needed here");
        if (first === 0 && !equal(firstRoot, await emptyRoot()))
            return err("consistency-proof", "the empty tree has another root");
        if (first === second && !equal(firstRoot, secondRoot))
            return err("consistency-proof", "one size has two roots");
        return ok(undefined);
    }
    // "If first is an exact power of 2, prepend the first root to the path."
    let power = first;
    while (!odd(power)) power = half(power);
    const path = power === 1 ? [firstRoot, ...proof] : proof;
    if (path.length === 0) return err("consistency-proof", "the consistency proof is empty");
    let fn = first - 1;
    let sn = second - 1;
    while (odd(fn)) {
        fn = half(fn);
        sn = half(sn);
    }
    let firstHash = path[0]!;
    let secondHash = path[0]!;
    for (const step of path.slice(1)) {
        if (sn === 0) return err("consistency-proof", "the consistency proof has too many hashes");
        if (odd(fn) || fn === sn) {
            firstHash = await nodeHash(step, firstHash);
            secondHash = await nodeHash(step, secondHash);
            while (!odd(fn) && fn !== 0) {
                fn = half(fn);
                sn = half(sn);
            }
        } else {
            secondHash = await nodeHash(secondHash, step);
        }
        fn = half(fn);
        sn = half(sn);
    }
    if (sn !== 0) return err("consistency-proof", "the consistency proof has too few hashes");
    if (!equal(firstHash, firstRoot) || !equal(secondHash, secondRoot))
        return err("consistency-proof", "the consistency proof leads to another root");
    return ok(undefined);
}
