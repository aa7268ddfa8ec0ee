// C2SP signed-note: verifier keys, notes, and their signatures (src/note/note.h says the same).
import { type Bytes, concat, equal, fromBase64, fromHex, fromUtf8, sha256, toHex, utf8 } from "./bytes";
import { ed25519Verify } from "./ed25519";
import { err, ok, type Result } from "./result";

export const kEd25519 = 0x01;
export const kCosignature = 0x04;
export const kSignatureLinesMax = 100; // as Go's note.Open

export interface VerifierKey {
    name: string;
    id: number;
    type: typeof kEd25519 | typeof kCosignature;
    key: Bytes;
    text: string; // the vkey as it was read
}

export interface SignatureLine {
    name: string;
    id: number;
    bytes: Bytes; // what follows the 4 bytes of the id
}

export interface Note {
    text: string; // through its final newline
    signatures: SignatureLine[];
}

// White_Space of Unicode; JavaScript's \s lacks U+0085 and has U+FEFF, which is not a space.
const kNotInNames = /[+\u0000-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function isKeyName(name: string): boolean {
    return name.length > 0 && name.isWellFormed() && !kNotInNames.test(name);
}

export async function keyId(name: string, type: number, key: Uint8Array): Promise<number> {
    const hash = await sha256(concat(utf8(name), Uint8Array.of(0x0a, type), key));
    return readU32(hash);
}

// `<name>+<hex id>+<base64(type ‖ key)>`; the id is checked too.
export async function parseVerifierKey(text: string): Promise<Result<VerifierKey>> {
    const first = text.indexOf("+");
    const second = text.indexOf("+", first + 1);
    if (first < 0 || second < 0)
        return err("key-text", "a verifier key is <name>+<id>+<base64>");
    const name = text.slice(0, first);
    const id = fromHex(text.slice(first + 1, second));
    const data = fromBase64(text.slice(second + 1));
    if (!isKeyName(name)) return err("key-name", "the key's name is not a key name");
    if (!id.ok || id.value.length !== 4)
        return err("key-id", "the key's id is not 8 lower-case hexadecimal digits");
    if (!data.ok || data.value.length < 1) return err("key-text", "the key is not canonical base64");
    const type = data.value[0];
    if (type !== kEd25519 && type !== kCosignature)
        return err("key-type", "only Ed25519 keys and Ed25519 cosignature keys are supported");
    if (data.value.length !== 33) return err("key-text", "an Ed25519 key has 32 bytes");
    const key = data.value.slice(1);
    const number = readU32(id.value);
    if (number !== (await keyId(name, type, key)))
        return err("key-id", "the key's id does not follow from its name and bytes");
    return ok({ name, id: number, type, key, text });
}

// Splits a note at its last blank line. Nothing is verified.
export function parseNote(bytes: Uint8Array): Result<Note> {
    const decoded = fromUtf8(bytes);
    if (!decoded.ok) return err("note-malformed", "the note is not well-formed UTF-8");
    const whole = decoded.value;
    if (/[\u0000-\u0009\u000b-\u001f]/.test(whole))
        return err("note-malformed", "the note has a control character other than the line feed");
    const split = whole.lastIndexOf("\n\n");
    if (split < 0) return err("note-malformed", "the note has no blank line before its signatures");
    const text = whole.slice(0, split + 1);
    const rest = whole.slice(split + 2);
    if (rest === "") return err("note-malformed", "the note has no signature line");
    if (!rest.endsWith("\n")) return err("note-malformed", "the note does not end with a line feed");
    const lines = rest.slice(0, -1).split("\n");
    if (lines.length > kSignatureLinesMax)
        return err("note-malformed", `the note has more than ${kSignatureLinesMax} signature lines`);
    const signatures: SignatureLine[] = [];
    for (const line of lines) {
        const match = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
        if (!match || !isKeyName(match[1]!))
            return err("note-malformed", "a signature line is not `— <name> <base64>`");
        const data = fromBase64(match[2]!);
        if (!data.ok || data.value.length < 5)
            return err("note-malformed", "a signature is not canonical base64 of 5 bytes or more");
        signatures.push({ name: match[1]!, id: readU32(data.value), bytes: data.value.slice(4) });
    }
    return ok({ text, signatures });
}

export function names(line: SignatureLine, key: VerifierKey): boolean {
    return line.id === key.id && line.name === key.name;
}

// True when `line` names `key` and its bytes verify over `text`.
export async function verifyLine(key: VerifierKey, line: SignatureLine, text: string): Promise<boolean> {
    if (!names(line, key)) return false;
    if (key.type === kEd25519) return ed25519Verify(key.key, utf8(text), line.bytes);
    // A timestamped cosignature: 8 bytes of time, then the signature.
    if (line.bytes.length !== 72) return false;
    const time = new DataView(line.bytes.buffer, line.bytes.byteOffset).getBigUint64(0);
    if (time >= 1n << 63n) return false;
    const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
    return ed25519Verify(key.key, message, line.bytes.slice(8));
}

// The rule for checkpoints: lines of unknown keys are ignored; a line of a known key that does not
// verify rejects the note; a second line by the same key is ignored. Returns the keys that signed.
export async function verifyNote(note: Note, keys: VerifierKey[]): Promise<Result<VerifierKey[]>> {
    const signed: VerifierKey[] = [];
    for (const line of note.signatures) {
        const key = keys.find((candidate) => names(line, candidate));
        if (!key || signed.includes(key)) continue;
        if (!(await verifyLine(key, line, note.text)))
            return err("note-signature", `the signature of ${key.name} does not verify`);
        signed.push(key);
    }
    if (signed.length === 0) return err("note-unsigned", "no known key signed the note");
    return ok(signed);
}

export function sameKey(a: VerifierKey, b: VerifierKey): boolean {
    return a.name === b.name && a.type === b.type && equal(a.key, b.key);
}

export function formatKeyId(id: number): string {
    return toHex(Uint8Array.of(id >>> 24, id >>> 16, id >>> 8, id));
}

function readU32(bytes: Uint8Array): number {
    return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0;
}
