// All that this browser checks of one act: what the verifier does, fed from one source of evidence.
import * as api from "./api/register";
import {
    type Act, establishKey, type Evidence, type EvidenceOf, parseAnchor, parseVerifierKey,
    type ReceiptReport, type ReceiptStep, type RegisteredKey, type Result, err, ok, sameKey, step,
    type Step, utf8, verifyAnchor, verifyAuthors, verifyReceipt,
} from "./verifier";

export type CheckName = ReceiptStep | "id" | "authors" | "key" | "anchor";

export interface ActReport {
    // good: every check holds. bad: one fails. open: none fails, but one could not be made.
    verdict: "good" | "bad" | "open";
    checks: Step<CheckName>[];
    act?: Act;
    registered?: NonNullable<ReceiptReport["registered"]>;
    authors: RegisteredKey[]; // of each signature in order, when all are established
    evidence: Evidence;
    note: string;
    anchor: string;
    policy: string;
}

// Where the evidence comes from: the register's interface, or a case file.
export type Source = Pick<typeof api, "act" | "register" | "keys" | "evidence">;

export async function checkAct(id: string, source: Source = api): Promise<ActReport | "queued"> {
    const [answer, info, keys] = await Promise.all([source.act(id), source.register(), source.keys()]);
    if (answer.status === "queued") return "queued";
    const evidence = { act: utf8(answer.note), receipt: utf8(answer.receipt) };
    const anchor = await parseAnchor(info.anchor);
    // Without a readable anchor the key that the register states is used, and the anchor's check fails.
    const log = anchor.ok ? ok(anchor.value.key) : await parseVerifierKey(info.vkey);
    if (!log.ok) throw new api.ApiError(0, "the register states no key");

    const report = await verifyReceipt(evidence.act, evidence.receipt, log.value);
    const number = report.registered?.number;
    const evidenceOf = remembered(source.evidence);
    const authors = report.act
        ? await verifyAuthors(report.act, number ?? Number.MAX_SAFE_INTEGER, keys)
        : undefined;
    const receipt = new Map(report.checks.map((check) => [check.name, check]));
    const checks: Step<CheckName>[] = [
        receipt.get("act")!,
        step("id", report.act && sameId(report.act, id)),
        step("authors", authors),
        await attempt("key", async () => {
            if (!authors?.ok) return undefined;
            for (const key of authors.value) {
                const established = await establishKey(key, keys, log.value, evidenceOf);
                if (!established.ok) return established;
            }
            return ok(undefined);
        }),
        receipt.get("receipt")!,
        receipt.get("inclusion")!,
        receipt.get("checkpoint")!,
        receipt.get("register")!,
        await attempt("anchor", async () => {
            if (!anchor.ok) return anchor;
            const stated = await parseVerifierKey(info.vkey);
            if (info.origin !== anchor.value.origin || !stated.ok || !sameKey(stated.value, anchor.value.key))
                return err("anchor", "the register states another name or key than its anchor");
            const founding = await verifyAnchor(anchor.value, await evidenceOf(0));
            return founding.ok ? sameRulebook(founding.value, info.rulebookSha256) : founding;
        }),
    ];
    return {
        verdict: checks.some((check) => check.ok === false)
            ? "bad"
            : checks.every((check) => check.ok)
              ? "good"
              : "open",
        checks,
        ...(report.act ? { act: report.act } : {}),
        ...(report.registered ? { registered: report.registered } : {}),
        authors: authors?.ok ? authors.value : [],
        evidence,
        note: answer.note,
        anchor: info.anchor,
        policy: `log ${log.value.text}\nquorum none\n`,
    };
}

// A check whose evidence the register does not give is not made; that is no proof of anything.
async function attempt(
    name: CheckName,
    check: () => Promise<Result<unknown> | undefined>,
): Promise<Step<CheckName>> {
    try {
        return step(name, await check());
    } catch (error) {
        if (!(error instanceof api.ApiError)) throw error;
        return { name, ok: null, error: { type: "evidence-missing", message: error.message } };
    }
}

function sameId(act: Act, id: string): Result<void> {
    return act.id === id ? ok(undefined) : err("act-id", `the text has the identifier ${act.id}`);
}

function sameRulebook(founding: Act, sha256: string): Result<void> {
    const named = founding.body.get("rulebook");
    return named instanceof Map && named.get("sha256") === sha256
        ? ok(undefined)
        : err("rulebook-other", "the founding communication names other rules than the register states");
}

function remembered(evidenceOf: EvidenceOf): EvidenceOf {
    const known = new Map<number, Promise<Evidence>>();
    return (number) => {
        const found = known.get(number) ?? evidenceOf(number);
        known.set(number, found);
        return found;
    };
}
