// Byte strings and their text forms (docs/FORMATS.md, conventions; src/base/bytes.h).
import { err, ok, type Result } from "./result";

export type Bytes = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Bytes {
    return new TextEncoder().encode(text);
}

// Strict: no replacement characters, and a byte order mark is kept as what it is.
export function fromUtf8(bytes: Uint8Array): Result<string> {
    try {
        return ok(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    } catch {
        return err("utf8", "the bytes are not well-formed UTF-8");
    }
}

export function concat(...parts: Uint8Array[]): Bytes {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function toHex(bytes: Uint8Array): string {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(hex: string): Result<Bytes> {
    if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex))
        return err("hex", "not lower-case hexadecimal digits, two a byte");
    const out = new Uint8Array(hex.length / 2);
    for (let i = 0; i < out.length; i++) out[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
    return ok(out);
}

export function toBase64(bytes: Uint8Array): string {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
}

// atob forgives white space, missing padding and stray bits: each value has one spelling here.
export function fromBase64(text: string): Result<Bytes> {
    const bad = err("base64", "not canonical base64 (RFC 4648 section 4, padded)");
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return bad;
    let binary: string;
    try {
        binary = atob(text);
    } catch {
        return bad;
    }
    if (btoa(binary) !== text) return bad;
    return ok(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
}

export function hashFromBase64(text: string): Result<Bytes> {
    const bytes = fromBase64(text);
    if (bytes.ok && bytes.value.length !== 32) return err("hash-length", "not 32 bytes");
    return bytes;
}

// "0" or no leading zero. Numbers are doubles here: from 2^53 up they are refused.
export function parseDecimal(text: string): Result<number> {
    if (!/^(0|[1-9][0-9]{0,18})$/.test(text))
        return err("decimal", "not a decimal number without leading zeros");
    const value = Number(text);
    if (!Number.isSafeInteger(value))
        return err("decimal", "numbers of 2^53 and more are refused here");
    return ok(value);
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
