// Judges a case file: what it holds of each act by the same checks as the register's pages (check.ts), and
// the file as a whole. Nothing outside the file is asked.
import { ApiError } from "../api/client";
import { type ActReport, checkAct, type CheckName, type Source } from "../check";
import type { Rulebook } from "../rulebook";
import {
    type Act, actId, err, establishKey, type Evidence, ok, parseAnchor, type Anchor, type Result, sha256, step,
    type Step, toBase64, toHex, utf8, verifyAnchor,
} from "../verifier";
import { type CaseFile, type FiledAct, readEvidence } from "./evidence";

export type FileCheck = "evidence" | "founding" | "rules" | "keys" | "subject" | "cited" | "history";
export type ActCheck = CheckName | "number";

export interface CheckedAct {
    filed: FiledAct;
    checks: Step<ActCheck>[];
    // Only of an act of which every check holds.
    shown?: { act: Act; number: number; stamp: string; report: ActReport };
}

export interface CaseReport {
    good: boolean;
    checks: Step<FileCheck>[];
    acts: CheckedAct[];
    // Only when the evidence can be read and the register's origin and rules hold: without them
    // nothing of any act is shown.
    grounds?: { file: CaseFile; anchor: Anchor; rulebook: Rulebook };
}

// Throws a DOMException "NotSupportedError" in a browser that cannot check signatures.
export async function verifyCase(text: string): Promise<CaseReport> {
    const file = await readEvidence(text);
    const readable = step<FileCheck>("evidence", file);
    if (!file.ok) return { good: false, checks: [readable], acts: [] };
    const anchor = await parseAnchor(file.value.anchor);
    if (!anchor.ok) return { good: false, checks: [readable, step("founding", anchor)], acts: [] };

    const source = await sourceOf(file.value, anchor.value);
    const founding = await given(async () => verifyAnchor(anchor.value, await source.evidence(0)));
    const rulebook = founding.ok ? await rulesOf(founding.value, file.value.rulebook) : undefined;
    const acts: CheckedAct[] = [];
    for (const filed of file.value.acts) acts.push(await checked(filed, source));
    const checks: Step<FileCheck>[] = [
        readable,
        step("founding", founding),
        step("rules", rulebook),
        step("keys", await established(file.value, anchor.value, source)),
        step("subject", await subjectIn(file.value)),
        step("cited", await citedIn(file.value, acts)),
        step("history", oneHistory(acts)),
    ];
    return {
        good: checks.every((check) => check.ok) && acts.every((act) => act.shown),
        checks,
        acts,
        ...(rulebook?.ok ? { grounds: { file: file.value, anchor: anchor.value, rulebook: rulebook.value } } : {}),
    };
}

// The file in the place of the register's interface.
async function sourceOf(file: CaseFile, anchor: Anchor): Promise<Source> {
    const rulebookSha256 = toHex(await sha256(utf8(file.rulebook)));
    const byId = new Map<string, FiledAct>();
    for (const act of file.acts) byId.set(await idOf(act), act);
    const byNumber = new Map(file.acts.map((act) => [act.number, act]));
    return {
        act: async (id) => {
            const { note, receipt } = byId.get(id)!;
            return { status: "registered", note, receipt };
        },
        register: async () => ({
            origin: anchor.origin, vkey: anchor.key.text, anchor: file.anchor, rulebookSha256, desk: false, notice: {},
        }),
        keys: async () => file.keys,
        evidence: async (number): Promise<Evidence> => {
            const found = byNumber.get(number);
            if (!found) throw new ApiError(404, `the file holds nothing under number ${number}`);
            return { act: utf8(found.note), receipt: utf8(found.receipt) };
        },
    };
}

// What the file lacks is a failure here: a sound one holds all that its checks need.
async function given<T>(check: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
        return await check();
    } catch (error) {
        if (error instanceof ApiError) return err("evidence-missing", error.message);
        throw error;
    }
}

export function idOf(act: FiledAct): Promise<string> {
    return actId(act.note.slice(0, act.note.lastIndexOf("\n\n") + 1));
}

async function checked(filed: FiledAct, source: Source): Promise<CheckedAct> {
    const report = await checkAct(await idOf(filed), source);
    if (report === "queued") throw new Error("a case file holds nothing that is queued");
    const { registered } = report;
    const number = registered && sameNumber(filed, registered.number);
    const checks: Step<ActCheck>[] = [...report.checks, step("number", number)];
    const holds = report.verdict === "good" && number?.ok && registered;
    return {
        filed,
        checks,
        ...(holds
            ? { shown: { act: registered.act, number: registered.number, stamp: registered.stamp, report } }
            : {}),
    };
}

function sameNumber(filed: FiledAct, registered: number): Result<void> {
    return filed.number === registered
        ? ok(undefined)
        : err("case-number", `the file says ${filed.number}, the certificate ${registered}`);
}

async function rulesOf(founding: Act, bundle: string): Promise<Result<Rulebook>> {
    const named = founding.body.get("rulebook");
    const hash = toHex(await sha256(utf8(bundle)));
    if (!(named instanceof Map) || named.get("sha256") !== hash)
        return err("rulebook-other", `the rules in this file have the SHA-256 ${hash}`);
    try {
        return ok(withDefaults(JSON.parse(bundle)));
    } catch (error) {
        if (error instanceof SyntaxError) return err("rulebook-unreadable", error.message);
        throw error;
    }
}

function withDefaults(bundle: unknown): Rulebook {
    const read = typeof bundle === "object" && bundle !== null ? (bundle as Partial<Rulebook>) : {};
    return {
        languages: [], participants: {}, forms: {}, terms: {}, themes: {}, markings: {}, ways: {}, sets: {},
        precedence: [], procedures: {}, calendar: {}, ...read,
    };
}

async function established(file: CaseFile, anchor: Anchor, source: Source): Promise<Result<void>> {
    for (const key of file.keys) {
        const found = await given(() => establishKey(key, file.keys, anchor.key, source.evidence));
        if (!found.ok) return err(found.error.type, `${key.key.name}: ${found.error.message}`);
    }
    return ok(undefined);
}

async function subjectIn(file: CaseFile): Promise<Result<void>> {
    for (const act of file.acts) if ((await idOf(act)) === file.subject) return ok(undefined);
    return err("case-subject", `no text in this file has the identifier ${file.subject}`);
}

// What the subject cites is in the file; what cites it, no file can show to be all.
async function citedIn(file: CaseFile, acts: CheckedAct[]): Promise<Result<void> | undefined> {
    const subject = acts.find((each) => each.shown?.act.id === file.subject)?.shown;
    if (!subject) return undefined;
    const held = new Set(await Promise.all(file.acts.map(idOf)));
    const missing = subject.act.re.find((reference) => !held.has(reference.id));
    return missing ? err("case-cited", `${missing.id} is cited and is not in this file`) : ok(undefined);
}

// One size of the register has one state, whoever speaks of it: its certificates, or the authors
// in what they had seen.
function oneHistory(acts: CheckedAct[]): Result<void> {
    const roots = new Map<number, string>();
    for (const { shown } of acts) {
        if (!shown) continue;
        for (const { size, root } of [shown.report.registered!.checkpoint, shown.act.seen]) {
            const known = roots.get(size);
            if (known !== undefined && known !== toBase64(root))
                return err("case-history", `two states of the register with ${size} communications`);
            roots.set(size, toBase64(root));
        }
    }
    return ok(undefined);
}
