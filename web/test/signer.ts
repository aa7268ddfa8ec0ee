// Keys that sign, for tests only: the page itself never signs.
import { type Bytes, concat, keyId, kEd25519, parseVerifierKey, toBase64, utf8 } from "../src/verifier";
import type { VerifierKey } from "../src/verifier";

export interface Signer {
    key: VerifierKey;
    sign(message: Bytes): Promise<Bytes>;
    line(text: string): Promise<string>; // a signature line of a note, with its newline
}

// PKCS #8 of an Ed25519 seed (RFC 8410).
const kPkcs8 = Uint8Array.from([
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

export async function publicOf(seed: Bytes): Promise<Bytes> {
    const secret = await crypto.subtle.importKey("pkcs8", concat(kPkcs8, seed), "Ed25519", true, ["sign"]);
    const jwk = await crypto.subtle.exportKey("jwk", secret);
    return new Uint8Array(Buffer.from(jwk.x!, "base64url"));
}

export async function signerOf(name: string, seed: Bytes): Promise<Signer> {
    const secret = await crypto.subtle.importKey("pkcs8", concat(kPkcs8, seed), "Ed25519", true, ["sign"]);
    const bytes = await publicOf(seed);
    const id = await keyId(name, kEd25519, bytes);
    const idHex = id.toString(16).padStart(8, "0");
    const parsed = await parseVerifierKey(
        `${name}+${idHex}+${toBase64(concat(Uint8Array.of(kEd25519), bytes))}`,
    );
    if (!parsed.ok) throw new Error(parsed.error.message);
    const sign = async (message: Bytes) =>
        new Uint8Array(await crypto.subtle.sign("Ed25519", secret, message));
    const line = async (text: string) => {
        const signature = await sign(utf8(text));
        const idBytes = Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id);
        return `\u2014 ${name} ${toBase64(concat(idBytes, signature))}\n`;
    };
    return { key: parsed.value, sign, line };
}

// A seed that is the same in every run.
export function seed(n: number): Bytes {
    return new Uint8Array(32).fill(n);
}
