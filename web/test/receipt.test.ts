import { beforeAll, describe, expect, test } from "vitest";
import {
    type Act, actId, establishKey, type Evidence, fromUtf8, kActBytesMax, parseAnchor,
    readAct, toBase64, utf8, verifyAnchor, verifyAuthors, verifyReceipt,
} from "../src/verifier";
import { flip, kOrigin, possession, Register } from "./register";
import { seed, signerOf } from "./signer";

let r: Register;
let evidence: Evidence;
const kNumber = 5;

beforeAll(async () => {
    r = await Register.found();
    for (let i = 0; i < 4; i++)
        await r.submit("record.text", ["ARCHIVE"], [r.signer("ARCHIVE")], {
            title: { ar: "قرار", en: `Resolution ${i}`, fr: "Résolution" },
        });
    await r.submit("note.joint", ["XAA", "ARCHIVE"], [r.signer("XAA"), r.signer("ARCHIVE")], {});
    evidence = await r.evidence(kNumber);
});

const log = () => r.checkpointKey.key;

function failed(report: Awaited<ReturnType<typeof verifyReceipt>>): string[] {
    return report.checks.filter((check) => check.ok !== true).map((check) => check.name);
}

async function act(text: string): Promise<Act> {
    const read = await readAct(utf8(text));
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
}

describe("a receipt", () => {
    test("shows number, stamp and text of every entry", async () => {
        for (const [number, entry] of r.entries.entries()) {
            const e = await r.evidence(number);
            const report = await verifyReceipt(e.act, e.receipt, log());
            expect(failed(report)).toEqual([]);
            expect(report.registered).toMatchObject({
                number,
                stamp: entry.stamp,
                act: { id: entry.id, form: entry.headers.form },
            });
        }
    });
    test("fails for every change of one byte of the file", async () => {
        for (let i = 0; i < evidence.act.length; i++) {
            const report = await verifyReceipt(flip(evidence.act, i, i % 8), evidence.receipt, log());
            expect(report.ok, `byte ${i}`).toBe(false);
            expect(report.registered).toBeUndefined();
            expect(failed(report), `byte ${i}`).toContain("inclusion");
        }
    }, 60_000);
    test("fails for every change of one byte of itself", async () => {
        for (let i = 0; i < evidence.receipt.length; i++)
            for (const bit of [0, 5, 7]) {
                const report = await verifyReceipt(evidence.act, flip(evidence.receipt, i, bit), log());
                expect(report.ok, `byte ${i} bit ${bit}`).toBe(false);
            }
    }, 60_000);
    test("names what failed", async () => {
        const other = await signerOf(kOrigin, seed(99));
        expect(failed(await verifyReceipt(evidence.act, evidence.receipt, other.key))).toEqual([
            "checkpoint",
            "inclusion",
        ]);
        const elsewhere = await signerOf("other.example/archive/log", seed(1));
        const report = await verifyReceipt(evidence.act, evidence.receipt, elsewhere.key);
        expect(failed(report)).toEqual(["checkpoint", "inclusion", "register"]);
        expect(report.checks.map((check) => check.error?.type)).toContain("checkpoint-signature");
        const next = (await r.evidence(kNumber + 1)).receipt;
        expect(failed(await verifyReceipt(evidence.act, next, log()))).toEqual(["inclusion"]);
    });
    test("without its first line, or with another, is refused", async () => {
        const text = fromUtf8(evidence.receipt);
        if (!text.ok) throw new Error("receipt");
        const without = utf8(text.value.replace(/^extra .*\n/m, ""));
        expect(failed(await verifyReceipt(evidence.act, without, log()))).toContain("receipt");
        for (const line of ["mithaq-entry/1 2026-11-23T09:30:05.005Z\n", "mithaq-entry/0 2026-11-23T09:30:05Z\n",
            "mithaq-entry/0 2026-11-31T09:30:05.005Z\n", "mithaq-entry/0 2026-11-23T09:30:05.005Z"]) {
            const bent = utf8(text.value.replace(/^extra .*$/m, `extra ${toBase64(utf8(line))}`));
            const report = await verifyReceipt(evidence.act, bent, log());
            expect(failed(report)).toContain("receipt");
        }
    });
});

describe("the file of an act", () => {
    const base = () => r.entries[kNumber]!.note;
    // Replaces in the text; signatures are not looked at here.
    const bent = (from: string | RegExp, to: string) => utf8(base().replace(from, to));
    test.each<[string, string | RegExp, string, string]>([
        ["a name twice", '{"act"', '{"act":"mithaq/0","act"', "json-duplicate-name"],
        ["a space before", "{", " {", "act-text"],
        ["a byte order mark", "{", "\ufeff{", "act-text"],
        ["another format", "mithaq/0", "mithaq/1", "act-format"],
        ["an unknown name", '"form"', '"colour":"red","form"', "act-unknown-name"],
        ["no form", '"form":"record.text",', "", "act-missing-name"],
        ["no expiry", /"expires":"[^"]*",/, "", "act-missing-name"],
        ["an expiry that never is", "2027-01-31", "2027-02-31", "act-header"],
        ["no author", '["ARCHIVE"]', "[]", "act-header"],
        ["an author twice", '["ARCHIVE"]', '["ARCHIVE","ARCHIVE"]', "act-header"],
        ["a reserved form name", "record.text", "Record", "act-header"],
        ["a fraction", '"size":5', '"size":5.0', "json-number"],
        ["an empty list of references", '"body"', '"re":[],"body"', "act-header"],
        ["an unknown relation", '"body"', `"re":[{"id":"${"0".repeat(64)}","as":"likes"}],"body"`, "act-header"],
        ["a language that is none", '"body"', '"languages":{"english":"original"},"body"', "act-header"],
        ["a seen with more", '"root"', '"colour":1,"root"', "act-unknown-name"],
    ])("is refused: %s", async (_, from, to, type) => {
        expect(base()).toMatch(from);
        expect(await readAct(bent(from, to))).toMatchObject({ ok: false, error: { type } });
    });
    test("is refused beyond 61,440 bytes", async () => {
        expect(await readAct(new Uint8Array(kActBytesMax + 1))).toMatchObject({
            error: { type: "act-too-large" },
        });
    });
    test("gives every header", async () => {
        const id = await actId("x");
        const text = await r.text("note.verbale", ["XAA"], { text: { en: "Hello" } }, {
            matter: id,
            re: [{ id, item: "3", as: "replies" }, { id, as: "basis" }],
            ref: "XAA/2026/17",
            dated: { gregorian: "2026-11-23", hijri: "13 Jumada al-Akhirah 1448" },
            marking: "restricted",
            languages: { ar: "original", en: "courtesy" },
            enclosures: [{ sha256: id, size: 3, type: "application/pdf", name: "annex 1.pdf" }],
            received: { from: ["XAB"], via: "note verbale", at: "2026-11-22T10:00:00Z", by: "Registry" },
        });
        const read = await act(`${text}\n${await r.signer("XAA").line(text)}`);
        expect(read).toMatchObject({ matter: id, ref: "XAA/2026/17", marking: "restricted" });
        expect(read.re).toEqual([{ id, item: "3", as: "replies" }, { id, as: "basis" }]);
        expect(read.languages.get("ar")).toBe("original");
        expect(read.received?.from).toEqual(["XAB"]);
        expect(read.body.get("text")).toEqual(new Map([["en", "Hello"]]));
    });
});

describe("who signed", () => {
    const at = (number: number) => act(r.entries[number]!.note);
    test("is each author, in order", async () => {
        const joint = r.entries.length - 1;
        const used = await verifyAuthors(await at(joint), joint, r.keys);
        expect(used.ok && used.value.map((key) => key.participant)).toEqual(["XAA", "ARCHIVE"]);
        for (const number of r.entries.keys())
            expect((await verifyAuthors(await at(number), number, r.keys)).ok, `${number}`).toBe(true);
    });
    async function signedBy(from: string[], ...signers: Awaited<ReturnType<typeof signerOf>>[]) {
        const text = await r.text("note.verbale", from, {});
        let note = `${text}\n`;
        for (const signer of signers) note += await signer.line(text);
        return verifyAuthors(await act(note), 20, r.keys);
    }
    test("is refused when missing, out of order, too many, unknown, for another purpose, or false", async () => {
        const archive = r.signer("ARCHIVE");
        const xaa = r.signer("XAA");
        const type = (type: string) => ({ ok: false, error: { type } });
        expect(await signedBy(["XAA", "ARCHIVE"], xaa)).toMatchObject(type("signature-missing"));
        expect(await signedBy(["XAA", "ARCHIVE"], archive, xaa)).toMatchObject(type("signature-order"));
        expect(await signedBy(["XAA"], xaa, archive)).toMatchObject(type("signature-order"));
        expect(await signedBy(["XAA"], archive)).toMatchObject(type("signature-order"));
        const stranger = await signerOf(`${kOrigin}/XAA/registry-2`, seed(50));
        expect(await signedBy(["XAA"], stranger)).toMatchObject(type("key-unknown"));
        expect(await signedBy(["XAA"], r.signer("XAA", "root"))).toMatchObject(type("key-purpose"));
        const other = await act(r.entries[4]!.note.replace("Resolution", "Revolution"));
        expect(await verifyAuthors(other, 4, r.keys)).toMatchObject(type("signature-invalid"));
        const revoked = r.keys.map((key) => ({ ...key, revoked: 4 }));
        expect(await verifyAuthors(await at(5), 5, revoked)).toMatchObject(type("key-revoked"));
        expect((await verifyAuthors(await at(4), 4, revoked)).ok).toBe(true);
        const later = r.keys.map((key) => ({ ...key, number: 7 }));
        expect(await verifyAuthors(await at(5), 5, later)).toMatchObject(type("key-unknown"));
    });
    test("a key is followed to the act that registered it, back to entry 0", async () => {
        const asked: number[] = [];
        const evidenceOf = (number: number) => {
            asked.push(number);
            return r.evidence(number);
        };
        for (const key of r.keys)
            expect((await establishKey(key, r.keys, log(), evidenceOf)).ok, key.key.name).toBe(true);
        expect(asked).toContain(0);
    });
    test("a key that no act registered is refused, wherever it is said to stand", async () => {
        const forged = await signerOf(`${kOrigin}/XAA/registry-9`, seed(51));
        for (let number = 0; number < r.entries.length; number++) {
            const claim = { participant: "XAA", purpose: "submit", key: forged.key, number };
            expect(await establishKey(claim, [...r.keys, claim], log(), (n) => r.evidence(n))).toMatchObject({
                error: { type: "key-unregistered" },
            });
        }
        const submit = r.keys.find((key) => key.participant === "XAA" && key.purpose === "submit")!;
        const moved = { ...submit, participant: "ARCHIVE" };
        expect((await establishKey(moved, r.keys, log(), (n) => r.evidence(n))).ok).toBe(false);
        const bent = async (n: number): Promise<Evidence> => {
            const e = await r.evidence(n);
            return n === 0 ? { ...e, act: flip(e.act, 100) } : e;
        };
        expect((await establishKey(submit, r.keys, log(), bent)).ok).toBe(false);
    });
    test("a key without possession is refused", async () => {
        const fresh = await Register.found();
        const stolen = await signerOf(`${kOrigin}/XAA/registry-2`, seed(52));
        const number = fresh.entries.length;
        await fresh.submit("key.add", ["XAA"], [fresh.signer("XAA", "root")], {
            purpose: "submit",
            vkey: stolen.key.text,
            possession: await possession("ARCHIVE", "submit", stolen),
        });
        const claim = { participant: "XAA", purpose: "submit", key: stolen.key, number };
        expect(
            await establishKey(claim, fresh.keys, fresh.checkpointKey.key, (n) => fresh.evidence(n)),
        ).toMatchObject({ error: { type: "possession-invalid" } });
    });
});

describe("the anchor", () => {
    const parse = async (text: string) => {
        const anchor = await parseAnchor(text);
        if (!anchor.ok) throw new Error(anchor.error.message);
        return anchor.value;
    };
    test("names entry 0", async () => {
        expect(await verifyAnchor(await parse(await r.anchor()), await r.evidence(0))).toMatchObject({ ok: true });
    });
    test("names no other entry, and no other entry 0", async () => {
        const anchor = await parse(await r.anchor());
        expect((await verifyAnchor(anchor, await r.evidence(1))).ok).toBe(false);
        const other = await parse((await r.anchor()).replace(/[0-9a-f]{64}/, "0".repeat(64)));
        expect(await verifyAnchor(other, await r.evidence(0))).toMatchObject({
            error: { type: "anchor-hash" },
        });
    });
    test("has three lines", async () => {
        const text = await r.anchor();
        for (const bad of ["", text.slice(0, -1), `${text}\n`, text.replace(kOrigin, "x"), text.toUpperCase()])
            expect((await parseAnchor(bad)).ok, bad).toBe(false);
    });
});

