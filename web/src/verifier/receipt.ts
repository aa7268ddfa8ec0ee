// The offline check of one act: its file, its receipt, and the register's checkpoint key
// (docs/FORMATS.md, "Receipt", "Entry"). Every step is reported, also after one has failed, so that a
// reader sees which holds and which does not.
import { type Act, readAct } from "./act";
import { type Bytes, concat, fromUtf8 } from "./bytes";
import { type Checkpoint, openCheckpoint, parseProof, type Proof } from "./checkpoint";
import { isStamp } from "./instant";
import type { VerifierKey } from "./note";
import { err, ok, type Result, type VerifyError } from "./result";
import { leafHash, verifyInclusion } from "./tree";

export type ReceiptStep = "act" | "receipt" | "checkpoint" | "inclusion" | "register";

// `ok` is null for a step that could not be made because an earlier one failed.
export interface Step<Name extends string> {
    name: Name;
    ok: boolean | null;
    error?: VerifyError;
}

export interface ReceiptReport {
    ok: boolean;
    checks: Step<ReceiptStep>[];
    // Set only when every check holds.
    registered?: { number: number; stamp: string; act: Act; entry: Bytes; checkpoint: Checkpoint };
    // For display beside the failed check, whatever it is.
    act?: Act;
}

// The stamp in the entry's first line, `mithaq-entry/0 <stamp>\n`, which the receipt carries.
export function stampOf(extra: Uint8Array | undefined): Result<string> {
    const line = fromUtf8(extra ?? new Uint8Array(0));
    const stamp = line.ok ? /^mithaq-entry\/0 (.{24})\n$/.exec(line.value)?.[1] : undefined;
    if (stamp === undefined || !isStamp(stamp))
        return err("entry-line", "the first line of the entry is not `mithaq-entry/0 <stamp>`");
    return ok(stamp);
}

export async function verifyReceipt(
    actBytes: Uint8Array,
    receipt: Uint8Array,
    log: VerifierKey,
): Promise<ReceiptReport> {
    const act = await readAct(actBytes);
    const proof = parseProof(receipt);
    const stamp = proof.ok ? stampOf(proof.value.extra) : proof;
    const opened = proof.ok ? await openCheckpoint(proof.value.checkpoint, log) : undefined;
    const entry = proof.ok ? concat(proof.value.extra ?? new Uint8Array(0), actBytes) : undefined;
    const included =
        proof.ok && opened?.ok && entry
            ? await inclusion(proof.value, opened.value.checkpoint, entry)
            : undefined;
    const register = act.ok ? sameRegister(act.value, log) : undefined;

    const checks: Step<ReceiptStep>[] = [
        step("act", act),
        step("receipt", stamp),
        step("checkpoint", opened),
        step("inclusion", included),
        step("register", register),
    ];
    const report: ReceiptReport = { ok: checks.every((check) => check.ok === true), checks };
    if (act.ok) report.act = act.value;
    if (report.ok && act.ok && proof.ok && stamp.ok && opened?.ok && entry)
        report.registered = {
            number: proof.value.index,
            stamp: stamp.value,
            act: act.value,
            entry,
            checkpoint: opened.value.checkpoint,
        };
    return report;
}

export function step<Name extends string>(name: Name, result: Result<unknown> | undefined): Step<Name> {
    if (!result) return { name, ok: null };
    return result.ok ? { name, ok: true } : { name, ok: false, error: result.error };
}

async function inclusion(proof: Proof, checkpoint: Checkpoint, entry: Bytes): Promise<Result<void>> {
    const leaf = await leafHash(entry);
    return verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root);
}

function sameRegister(act: Act, log: VerifierKey): Result<void> {
    return act.register === log.name
        ? ok(undefined)
        : err("register-other", "the text was made for another register");
}
