// Ed25519 with the acceptance rule of docs/FORMATS.md: accept if and only if A is canonical, A and R
// are not of small order, S < L, and enc(S·B − k·A) equals R's bytes (no cofactor).
//
// The WebCrypto of browsers and Node accepts small-order A, non-canonical A and small-order R, so
// these are refused here before it is asked. It compares encodings without cofactor, as we need.
import { type Bytes, toHex } from "./bytes";

const kL = 2n ** 252n + 27742317777372353535851937790883648493n;
const kP = 2n ** 255n - 19n;

// The canonical encodings of the eight points of small order. The sign bit is left out of the
// comparison, which adds only encodings that are not canonical (x = 0 with a sign).
const kSmallOrder = new Set([
    "0000000000000000000000000000000000000000000000000000000000000000", // order 4
    "0100000000000000000000000000000000000000000000000000000000000000", // order 1
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8
]);

function withoutSign(point: Uint8Array): Bytes {
    const y = new Uint8Array(point);
    y[31]! &= 0x7f;
    return y;
}

function littleEndian(bytes: Uint8Array): bigint {
    return BigInt("0x" + toHex(new Uint8Array(bytes).reverse()));
}

// y < p. (A sign on x = 0 is the other way not to be canonical: those points are of small order.)
export function isCanonicalPoint(point: Uint8Array): boolean {
    return littleEndian(withoutSign(point)) < kP;
}

export function isSmallOrder(point: Uint8Array): boolean {
    return kSmallOrder.has(toHex(withoutSign(point)));
}

export async function ed25519Verify(
    key: Bytes,
    message: Bytes,
    signature: Bytes,
): Promise<boolean> {
    if (key.length !== 32 || signature.length !== 64) return false;
    const r = signature.subarray(0, 32);
    if (!isCanonicalPoint(key) || isSmallOrder(key)) return false;
    if (!isCanonicalPoint(r) || isSmallOrder(r)) return false;
    if (littleEndian(signature.subarray(32)) >= kL) return false;
    let imported: CryptoKey;
    try {
        imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    } catch (error) {
        // A browser without Ed25519 must not look like a bad signature.
        if (error instanceof DOMException && error.name === "NotSupportedError") throw error;
        return false;
    }
    return crypto.subtle.verify("Ed25519", imported, signature, message);
}
