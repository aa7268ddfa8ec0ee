// Who signed: an act's signatures against keys of the register, and a key against the act that
// registered it, back to entry 0 (docs/FORMATS.md, "Act" 5, "Forms of the edition", "Anchor").
//
// The list of keys is the server's word. That a key was registered is proved here; that it had not
// been revoked is not: an absent revocation has no short proof. A replay of the log shows it.
import { type Act, purposeOf } from "./act";
import { type Bytes, equal, fromBase64, fromHex, sha256, utf8 } from "./bytes";
import { ed25519Verify } from "./ed25519";
import type { Json } from "./json";
import { kEd25519, parseVerifierKey, sameKey, type VerifierKey, verifyLine } from "./note";
import { type ReceiptReport, verifyReceipt } from "./receipt";
import { err, ok, type Result } from "./result";

export interface RegisteredKey {
    participant: string;
    purpose: string;
    key: VerifierKey;
    number: number; // of the act that registered it
    revoked?: number; // of the act that revoked it
}

// Exactly one line for each of `from`, in order, by a key that was that participant's at `number`, for
// the purpose that the form asks. Returns the keys, in that order.
export async function verifyAuthors(
    act: Act,
    number: number,
    keys: RegisteredKey[],
): Promise<Result<RegisteredKey[]>> {
    const lines = act.note.signatures;
    if (lines.length < act.from.length)
        return err("signature-missing", "an author's signature is missing");
    if (lines.length > act.from.length)
        return err("signature-order", "there are more signatures than authors");
    const used: RegisteredKey[] = [];
    for (const [i, participant] of act.from.entries()) {
        const line = lines[i]!;
        if (!line.name.startsWith(`${act.register}/${participant}/`))
            return err("signature-order", `signature ${i + 1} is not that of ${participant}`);
        const found = keys.find((k) => k.key.name === line.name && k.key.id === line.id);
        if (!found || found.participant !== participant || found.number > number)
            return err("key-unknown", `${line.name} was no key of ${participant} then`);
        // Entry 0 registers the key that signs it; no other act may.
        if (found.number === number && number !== 0)
            return err("key-unknown", `${line.name} was not registered before`);
        if (found.revoked !== undefined && found.revoked < number)
            return err("key-revoked", `${line.name} had been revoked`);
        if (found.purpose !== purposeOf(act.form) || found.key.type !== kEd25519)
            return err("key-purpose", `${line.name} is not for this purpose`);
        if (!(await verifyLine(found.key, line, act.note.text)))
            return err("signature-invalid", `the signature of ${line.name} does not verify`);
        used.push(found);
    }
    return ok(used);
}

// The new key's signature over the statement that it belongs to this participant for this purpose.
export async function verifyPossession(
    origin: string,
    participant: string,
    purpose: string,
    key: VerifierKey,
    possession: Bytes,
): Promise<Result<void>> {
    const statement = `mithaq-possession/0\n${origin}\n${participant}\n${purpose}\n${key.text}\n`;
    if (!(await ed25519Verify(key.key, utf8(statement), possession)))
        return err("possession-invalid", "the key's holder did not show that he holds it");
    return ok(undefined);
}

// Does this act register this key, with possession?
export async function registersKey(act: Act, wanted: RegisteredKey): Promise<Result<void>> {
    for (const claim of claims(act)) {
        if (claim.participant !== wanted.participant || claim.purpose !== wanted.purpose) continue;
        const key = await parseVerifierKey(claim.vkey);
        if (!key.ok || !sameKey(key.value, wanted.key)) continue;
        const possession = fromBase64(claim.possession);
        if (!possession.ok) return err("possession-invalid", possession.error.message);
        return verifyPossession(
            act.register, claim.participant, claim.purpose, key.value, possession.value,
        );
    }
    return err("key-unregistered", "the communication named as registering the key does not");
}

interface Claim {
    participant: string;
    purpose: string;
    vkey: string;
    possession: string;
}

function claims(act: Act): Claim[] {
    const body = act.body;
    switch (act.form) {
        case "register.found":
            return [
                ...items(body.get("keys")).map((k) => claim(k, "REGISTER", k.get("purpose"))),
                ...items(body.get("participants")).map((p) => claim(p, p.get("participant"), "root")),
            ];
        case "key.add":
            return [claim(body, act.from[0], body.get("purpose"))];
        case "key.enrol":
            return [claim(body, body.get("participant"), "root")];
        default:
            return [];
    }
}

function claim(
    at: Map<string, Json>,
    participant: Json | undefined,
    purpose: Json | undefined,
): Claim {
    const text = (value: Json | undefined) => (typeof value === "string" ? value : "");
    return {
        participant: text(participant),
        purpose: text(purpose),
        vkey: text(at.get("vkey")),
        possession: text(at.get("possession")),
    };
}

function items(value: Json | undefined): Map<string, Json>[] {
    return Array.isArray(value) ? value.filter((item) => item instanceof Map) : [];
}

// An act's file and its receipt, by number. The caller knows where they come from.
export interface Evidence {
    act: Bytes;
    receipt: Bytes;
}
export type EvidenceOf = (number: number) => Promise<Evidence>;

// Follows a key to the act that registered it, that act's signatures to their keys, and so on to
// entry 0, each act with its receipt. Numbers only fall, so this ends.
export async function establishKey(
    wanted: RegisteredKey,
    keys: RegisteredKey[],
    log: VerifierKey,
    evidenceOf: EvidenceOf,
): Promise<Result<void>> {
    const evidence = await evidenceOf(wanted.number);
    const report = await verifyReceipt(evidence.act, evidence.receipt, log);
    const registered = report.registered;
    if (!registered) return failureOf(report);
    if (registered.number !== wanted.number)
        return err("key-unregistered", "another communication stands under that number");
    const claimed = await registersKey(registered.act, wanted);
    if (!claimed.ok || registered.number === 0) return claimed;
    const authors = await verifyAuthors(registered.act, registered.number, keys);
    if (!authors.ok) return authors;
    for (const author of authors.value) {
        const established = await establishKey(author, keys, log, evidenceOf);
        if (!established.ok) return established;
    }
    return ok(undefined);
}

function failureOf(report: ReceiptReport): Result<never> {
    const failed = report.checks.find((check) => check.error)?.error;
    return err(failed?.type ?? "receipt-invalid", failed?.message ?? "the receipt does not hold");
}

export interface Anchor {
    origin: string;
    key: VerifierKey;
    entryHash: Bytes;
}

// Three lines: origin, the register's checkpoint vkey, hex SHA-256 of entry 0.
export async function parseAnchor(text: string): Promise<Result<Anchor>> {
    const [origin, vkey, hex, end, ...rest] = text.split("\n");
    if (!origin || vkey === undefined || hex === undefined || end !== "" || rest.length > 0)
        return err("anchor", "an anchor has three lines");
    const key = await parseVerifierKey(vkey);
    if (!key.ok) return key;
    const entryHash = fromHex(hex);
    if (!entryHash.ok || entryHash.value.length !== 32)
        return err("anchor", "the third line is not the SHA-256 of entry 0");
    if (key.value.name !== origin || key.value.type !== kEd25519)
        return err("anchor", "the key is not named as the register");
    return ok({ origin, key: key.value, entryHash: entryHash.value });
}

// Entry 0 is the one that the anchor names, it stands at number 0 of this register, and it names this
// checkpoint key, with possession. Returns the founding act.
export async function verifyAnchor(anchor: Anchor, evidence: Evidence): Promise<Result<Act>> {
    const report = await verifyReceipt(evidence.act, evidence.receipt, anchor.key);
    const registered = report.registered;
    if (!registered) return failureOf(report);
    if (registered.number !== 0 || registered.act.form !== "register.found")
        return err("anchor-entry", "what was given as the founding communication is not");
    if (!equal(await sha256(registered.entry), anchor.entryHash))
        return err("anchor-hash", "the founding communication is not the one that the anchor names");
    const named = await registersKey(registered.act, {
        participant: "REGISTER",
        purpose: "checkpoint",
        key: anchor.key,
        number: 0,
    });
    return named.ok ? ok(registered.act) : named;
}
