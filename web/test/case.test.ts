import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type KeyRow, readEvidence, spell } from "../src/case/evidence";
import { catalogues, kLanguages, type Message, type MessageName } from "../src/case/messages";
import { type CaseReport, verifyCase } from "../src/case/verify";
import { actId, type Bytes, leafHash, toBase64, utf8 } from "../src/verifier";
import { path, Register } from "./register";

type Evidence = Parameters<typeof spell>[0];

const golden = (name: string) => readFileSync(join(import.meta.dirname, "../../tests/golden/log", name));

// The bundle of entries is each entry behind its length, two bytes.
function entriesOf(bundle: Buffer): Buffer[] {
    const out: Buffer[] = [];
    for (let at = 0; at < bundle.length; ) {
        const length = bundle.readUInt16BE(at);
        out.push(bundle.subarray(at + 2, at + 2 + length));
        at += 2 + length;
    }
    return out;
}

// The case file of the golden log's last act, which follows the one before it.
async function goldenEvidence(): Promise<Evidence> {
    const entries = entriesOf(golden("entries")).map((bytes) => Uint8Array.from(bytes) as Bytes);
    const leaves = await Promise.all(entries.map(leafHash));
    const acts = await Promise.all(entries.map(async (entry, number) => {
        const text = new TextDecoder().decode(entry);
        const line = text.slice(0, text.indexOf("\n") + 1);
        const hashes = (await path(number, leaves)).map(toBase64);
        const proof = ["c2sp.org/tlog-proof@v1", `extra ${toBase64(utf8(line))}`, `index ${number}`, ...hashes];
        return {
            number,
            note: text.slice(line.length),
            receipt: `${proof.join("\n")}\n\n${golden("checkpoint").toString()}`,
        };
    }));
    const founding = JSON.parse(acts[0]!.note.split("\n")[0]!);
    const added = JSON.parse(acts[1]!.note.split("\n")[0]!);
    const keys: KeyRow[] = [
        { participant: "REGISTER", purpose: "clock", vkey: founding.body.keys[1].vkey, number: 0 },
        {
            participant: "XAA", purpose: "root", number: 0,
            vkey: founding.body.participants.find((row: KeyRow) => row.participant === "XAA").vkey,
        },
        { participant: "XAA", purpose: "submit", vkey: added.body.vkey, number: 1 },
    ];
    return {
        subject: await idOf(acts[3]!.note),
        made: "2026-11-24T04:00:00Z",
        anchor: golden("anchor").toString(),
        rulebook: golden("bundle.json").toString(),
        keys,
        acts,
    };
}

const idOf = (note: string) => actId(note.slice(0, note.lastIndexOf("\n\n") + 1));

let sound: Evidence;
beforeAll(async () => {
    sound = await goldenEvidence();
});

// What does not hold, as "founding" or "3:inclusion".
function faults(report: CaseReport): string[] {
    return [
        ...report.checks.filter((check) => !check.ok).map((check) => check.name),
        ...report.acts.flatMap((act) => act.checks.filter((c) => c.ok === false).map((c) => `${act.filed.number}:${c.name}`)),
    ];
}

async function judged(change: (evidence: Evidence) => void): Promise<CaseReport> {
    const evidence = structuredClone(sound);
    change(evidence);
    return verifyCase(spell(evidence));
}

function swapped(text: string, at: number): string {
    const other = text[at] === "A" ? "B" : "A";
    return text.slice(0, at) + other + text.slice(at + 1);
}

describe("a case file", () => {
    test("holds as it was made", async () => {
        const report = await verifyCase(spell(sound));
        expect(faults(report)).toEqual([]);
        expect(report.good).toBe(true);
        expect(report.acts.map((act) => act.shown?.number)).toEqual([0, 1, 2, 3]);
        expect(report.grounds?.rulebook.forms).toHaveProperty(["communication.plain"]);
    });

    const changes: [string, (evidence: Evidence) => void, string[]][] = [
        ["text", ({ acts }) => (acts[2]!.note = acts[2]!.note.replace("Sunday", "Monday")), ["2:authors", "2:inclusion"]],
        ["signature", ({ acts }) => (acts[3]!.note = swapped(acts[3]!.note, acts[3]!.note.length - 20)), ["3:authors", "3:inclusion"]],
        ["receipt", ({ acts }) => (acts[3]!.receipt = swapped(acts[3]!.receipt, 120)), ["3:inclusion"]],
        ["checkpoint", ({ acts }) => (acts[2]!.receipt = swapped(acts[2]!.receipt, acts[2]!.receipt.length - 20)), ["2:checkpoint"]],
        ["key's registration", ({ acts }) => (acts[1]!.note = acts[1]!.note.replace("2026-12-23", "2026-12-24")), ["keys", "1:authors", "1:inclusion", "2:key", "3:key"]],
        ["rules", (e) => (e.rulebook = e.rulebook.replace("Alfa", "Beta")), ["rules", "0:anchor", "3:anchor"]],
        ["number", ({ acts }) => (acts[3]!.number = 4), ["4:number"]],
        ["founding reference", (e) => (e.anchor = e.anchor.replace(/[0-9a-f]{64}\n$/, `${"0".repeat(64)}\n`)), ["founding", "3:anchor"]],
        ["register's key", (e) => (e.anchor = e.anchor.replace("log+", "lag+")), ["founding"]],
        ["subject", (e) => (e.subject = "0".repeat(64)), ["subject"]],
        ["key's holder", ({ keys }) => (keys[2]!.participant = "XAB"), ["keys", "2:authors"]],
        ["key's time", ({ keys }) => (keys[2]!.number = 2), ["keys", "2:authors"]],
        ["a key that nothing registers", ({ keys }) => keys.push({ ...keys[2]!, participant: "XAC" }), ["keys"]],
        ["a revocation", ({ keys }) => (keys[2]!.revoked = 2), ["3:authors"]],
        ["no founding", (e) => e.acts.shift(), ["founding"]],
        ["no key's registration", (e) => e.acts.splice(1, 1), ["keys"]],
        ["nothing of what is cited", (e) => e.acts.splice(2, 1), ["cited"]],
        ["no subject", (e) => e.acts.pop(), ["subject"]],
        ["nothing", (e) => (e.acts = []), ["founding", "subject", "keys"]],
    ];
    test.each(changes)("with another %s is not sound, and says so", async (_, change, wanted) => {
        const report = await judged(change);
        expect(report.good).toBe(false);
        expect(faults(report)).toEqual(expect.arrayContaining(wanted));
        for (const act of report.acts)
            expect(act.shown === undefined).toBe(act.checks.some((check) => check.ok !== true));
    });

    test("shows nothing at all without its origin or its rules", async () => {
        for (const change of [changes[5]!, changes[7]!, changes[8]!, changes[14]!])
            expect((await judged(change[1])).grounds, change[0]).toBeUndefined();
    });

    // `made` is the file's own word, and the page says so: all else is judged.
    test("is never sound when one character differs, wherever", async () => {
        const text = spell(sound);
        let tried = 0;
        const next = new Map(Object.entries({ format: "subject", subject: "made", anchor: "rulebook", rulebook: "keys", keys: "acts" }));
        for (const name of [...next.keys(), "acts"]) {
            const from = text.indexOf(`"${name}":`);
            const end = name === "acts" ? text.length : text.indexOf(`,"${next.get(name)}":`, from);
            const step = Math.max(1, Math.floor((end - from) / (name === "acts" ? 150 : 30)));
            for (let at = from; at < end; at += step) {
                const changed = `${text.slice(0, at)}${String.fromCodePoint(text.codePointAt(at)! ^ 1)}${text.slice(at + 1)}`;
                const report = await verifyCase(changed);
                expect(report.good, `${name}, character ${at}: ${text.slice(at - 10, at + 10)}`).toBe(false);
                expect(faults(report).length).toBeGreaterThan(0);
                tried++;
            }
        }
        expect(tried).toBeGreaterThan(200);
    }, 120_000);

    test("has one spelling", async () => {
        const text = spell(sound);
        const others = [
            "", " ", "null", "[]", `${text} `, text.slice(0, -1), text.replace(":", ": "), text.replace("{", '{"more":1,'),
            text.replace("mithaq-case/0", "mithaq-case/1"), text.replace('"made"', '"made":"2026-11-24T04:00:00Z","made"'),
            text.replace("\\u003c", "<"), text.replace("\\n", "\\u000a"), text.replace('"keys"', '"keyz"'),
            text.replace(/("acts":\[)(\{.*?\}),(\{)/s, "$1$2,$2,$3"), "[".repeat(100_000),
        ];
        for (const other of others.filter((each) => each !== text)) {
            const read = await readEvidence(other);
            expect(read.ok, other.slice(0, 60)).toBe(false);
            if (!read.ok) expect(read.error.message).toMatch(/\/|character|level|null|twice/);
            expect((await verifyCase(other)).good).toBe(false);
        }
    });
});

// A register whose keeper showed two histories: each holds by itself, and not together.
test("two histories of one register are told apart from one", async () => {
    const made = async (title: string) => {
        const bundle = utf8("{}\n");
        const r = await Register.found(bundle);
        const first = await r.submit("note.send", ["XAA"], [r.signer("XAA")], { title: { en: title } });
        return { r, first };
    };
    const { r, first } = await made("one");
    const other = await made("two");
    const rows = r.keys
        .filter(({ participant, purpose }) => participant === "XAA" || purpose === "clock")
        .map(({ key, ...row }) => ({ ...row, vkey: key.text }));
    const filed = async (from: Register, number: number) => ({
        number, note: from.entries[number]!.note, receipt: await from.receipt(number),
    });
    const number = r.entries.indexOf(first);
    const keyAct = rows.at(-1)!.number;
    const evidence: Evidence = {
        subject: first.id,
        made: "2026-11-24T04:00:00Z",
        anchor: await r.anchor(),
        rulebook: "{}\n",
        keys: rows,
        acts: [await filed(r, 0), await filed(r, keyAct), await filed(r, number)],
    };
    expect(faults(await verifyCase(spell(evidence)))).toEqual([]);
    evidence.acts[1] = await filed(other.r, keyAct);
    expect(faults(await verifyCase(spell(evidence)))).toEqual(["history"]);
});

describe("the program's words", () => {
    const never: Record<(typeof kLanguages)[number], string[]> = {
        ar: ["فعل", "إيصال", "الإيصال", "عقدة", "العقدة", "هاش", "تجزئة", "التجزئة", "مدخل", "سجلات", "إنذار", "مرفوض", "رفض", "تمرين", "مشارك", "شاهد", "جذر", "لوغ"],
        en: ["act", "acts", "receipt", "receipts", "entry", "entries", "matter", "rulebook", "ask", "desk", "node", "witness", "hash", "hashes", "leaf", "log", "checkpoint", "vkey", "anchor", "nil", "alert", "rejected", "exercise", "payload", "blockchain"],
        fr: ["acte", "actes", "accusé", "entrée", "entrées", "nœud", "hash", "hachage", "feuille", "journal", "témoin", "ancre", "soumettre", "alerte", "rejeté", "rejetée", "exercice", "règles", "guichet"],
    };
    const forms = (message: Message) => (typeof message === "string" ? [message] : Object.values(message));
    const values = (message: Message) => [...new Set(forms(message).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

    test.each(kLanguages)("in %s are all there, with the same values, and none is of the code", (language) => {
        const catalogue = catalogues[language];
        expect(Object.keys(catalogue).sort()).toEqual(Object.keys(catalogues.ar).sort());
        for (const [name, message] of Object.entries(catalogue)) {
            const other = catalogues.ar[name as MessageName];
            expect(typeof message, name).toBe(typeof other);
            const counted = (each: string[]) => each.filter((value) => value !== "{count}");
            expect(counted(values(message)), name).toEqual(counted(values(other)));
            for (const form of forms(message)) {
                expect(form.trim(), name).not.toBe("");
                expect(form).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
                const words = form.replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
                for (const word of never[language]) expect(words, `${name}: ${form}`).not.toContain(word);
            }
        }
    });
    test.each(kLanguages)("count in %s in every category", (language) => {
        const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();
        for (const [name, message] of Object.entries(catalogues[language]))
            if (typeof message !== "string") expect(Object.keys(message).sort(), name).toEqual(categories);
    });
});
