// docs/FORMATS.md once more, from the document alone: keys, notes, acts, receipts, trees. What the
// program writes is held against this, and what this writes the program must take.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

export function sha256(...parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest();
}

// ---- keys

const ed25519Private = Buffer.from("302e020100300506032b657004220420", "hex"); // PKCS #8, then the seed
const ed25519Public = Buffer.from("302a300506032b6570032100", "hex"); // SPKI, then the key

// "PRIVATE+KEY+<name>+<id>+<base64 of 0x01 and the seed>\n"
export function readSecret(text) {
    const [, name, id, base64] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)\n$/.exec(text);
    const seed = Buffer.from(base64, "base64").subarray(1);
    const key = createPrivateKey({ key: Buffer.concat([ed25519Private, seed]), format: "der", type: "pkcs8" });
    const spki = createPublicKey(key).export({ format: "der", type: "spki" });
    const publicBytes = Buffer.concat([Buffer.from([1]), spki.subarray(ed25519Public.length)]);
    const wanted = sha256(`${name}\n`, publicBytes).subarray(0, 4).toString("hex");
    if (wanted !== id) throw new Error(`the id of ${name} is ${id}, not ${wanted}`);
    return { name, id, key };
}

export function readVkey(vkey) {
    const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
    const bytes = Buffer.from(base64, "base64");
    if (bytes.length !== 33 || bytes[0] !== 1) throw new Error(`not an Ed25519 key: ${vkey}`);
    const wanted = sha256(`${name}\n`, bytes).subarray(0, 4).toString("hex");
    if (wanted !== id) throw new Error(`the id of ${name} is ${id}, not ${wanted}`);
    const key = Buffer.concat([ed25519Public, bytes.subarray(1)]);
    return { name, id, key: createPublicKey({ key, format: "der", type: "spki" }) };
}

// ---- notes

export function signNote(text, ...secrets) {
    const lines = secrets.map(({ name, id, key }) => {
        const signature = Buffer.concat([Buffer.from(id, "hex"), sign(null, Buffer.from(text), key)]);
        return `— ${name} ${signature.toString("base64")}\n`;
    });
    return `${text}\n${lines.join("")}`;
}

// The text of a note that `vkey` signed; throws when it did not.
export function openNote(note, vkey) {
    const { name, id, key } = readVkey(vkey);
    const at = note.lastIndexOf("\n\n");
    const text = note.slice(0, at + 1);
    for (const line of note.slice(at + 2).split("\n")) {
        const [dash, signer, base64] = line.split(" ");
        if (dash !== "—" || signer !== name) continue;
        const bytes = Buffer.from(base64, "base64");
        if (bytes.subarray(0, 4).toString("hex") !== id) continue;
        if (verify(null, Buffer.from(text), key, bytes.subarray(4))) return text;
        throw new Error(`the signature of ${name} does not verify`);
    }
    throw new Error(`${name} has not signed this note`);
}

export function openCheckpoint(note, vkey) {
    const [origin, size, root] = openNote(note, vkey).split("\n");
    if (origin !== readVkey(vkey).name) throw new Error(`a checkpoint of ${origin}`);
    return { size: Number(size), root };
}

// ---- acts and entries

export function actText(headers) {
    return `${JSON.stringify({ act: "mithaq/0", ...headers })}\n`;
}

export const actId = (note) => sha256(note.slice(0, note.lastIndexOf("\n\n") + 1)).toString("hex");

export function inDays(days) {
    return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

export const entryBytes = (stamp, note) => Buffer.from(`mithaq-entry/0 ${stamp}\n${note}`);

// The records of `entries` or of a bundle, each u16 BE length and bytes; stops at a torn one.
export function* records(bytes) {
    for (let at = 0; at + 2 <= bytes.length; ) {
        const end = at + 2 + bytes.readUInt16BE(at);
        if (end > bytes.length) return;
        yield bytes.subarray(at + 2, end);
        at = end;
    }
}

// ---- the tree of RFC 6962

export const leafHash = (entry) => sha256(Buffer.from([0]), entry);
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right);

// Roots of whole subtrees, the greatest first: one for each bit of the size.
export class Frontier {
    size = 0;
    #roots = [];
    append(leaf) {
        let hash = leaf;
        for (let size = this.size; size % 2 === 1; size = (size - 1) / 2) hash = nodeHash(this.#roots.pop(), hash);
        this.#roots.push(hash);
        this.size++;
    }
    root() {
        if (this.size === 0) return sha256();
        return this.#roots.reduceRight((right, left) => nodeHash(left, right));
    }
}

// The root that an inclusion proof gives (RFC 9162, 2.1.3.2).
function rootByProof(index, size, leaf, proof) {
    if (index >= size) throw new Error(`number ${index} is not below size ${size}`);
    let [fn, sn, hash] = [index, size - 1, leaf];
    for (const sibling of proof) {
        if (sn === 0) throw new Error("the inclusion proof is too long");
        if (fn % 2 === 1 || fn === sn) {
            hash = nodeHash(sibling, hash);
            while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
        } else hash = nodeHash(hash, sibling);
        [fn, sn] = [fn >> 1, sn >> 1];
    }
    if (sn !== 0) throw new Error("the inclusion proof is too short");
    return hash;
}

// What a receipt proves of the note; throws when it does not hold.
export function openReceipt(receipt, note, vkey) {
    const end = receipt.indexOf("\n\n");
    const [header, extra, index, ...proof] = receipt.slice(0, end).split("\n");
    if (header !== "c2sp.org/tlog-proof@v1" || !extra.startsWith("extra ") || !index.startsWith("index "))
        throw new Error(`not a receipt: ${receipt}`);
    const firstLine = Buffer.from(extra.slice(6), "base64").toString();
    const stamp = /^mithaq-entry\/0 (\S+)\n$/.exec(firstLine)[1];
    const number = Number(index.slice(6));
    const checkpoint = openCheckpoint(receipt.slice(end + 2), vkey);
    const leaf = leafHash(entryBytes(stamp, note));
    const root = rootByProof(number, checkpoint.size, leaf, proof.map((line) => Buffer.from(line, "base64")));
    if (root.toString("base64") !== checkpoint.root) throw new Error(`number ${number} is not in the tree`);
    return { number, stamp, ...checkpoint };
}
