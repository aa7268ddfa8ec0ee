// Checkpoints and proofs as files: C2SP tlog-checkpoint and tlog-proof (src/tree/checkpoint.h).
import { type Bytes, fromBase64, fromUtf8, hashFromBase64, parseDecimal, utf8 } from "./bytes";
import { type Note, parseNote, verifyNote, type VerifierKey } from "./note";
import { err, ok, type Result } from "./result";
import { kProofHashesMax } from "./tree";

export interface Checkpoint {
    origin: string;
    size: number;
    root: Bytes;
}

// Extension lines are allowed by tlog-checkpoint and ignored.
export function parseCheckpoint(body: string): Result<Checkpoint> {
    if (!body.endsWith("\n")) return err("checkpoint-body", "the checkpoint has no final line feed");
    const [origin, sizeText, rootText, ...extensions] = body.slice(0, -1).split("\n");
    if (!origin || sizeText === undefined || rootText === undefined)
        return err("checkpoint-body", "a checkpoint has three lines at least");
    if (extensions.some((line) => line === ""))
        return err("checkpoint-body", "an extension line is empty");
    const size = parseDecimal(sizeText);
    if (!size.ok) return err("checkpoint-body", size.error.message);
    const root = hashFromBase64(rootText);
    if (!root.ok) return err("checkpoint-body", "the root is not canonical base64 of 32 bytes");
    return ok({ origin, size: size.value, root: root.value });
}

// What a checkpoint note says, after the signature by `log` was verified. The log's origin is the
// name of its key.
export async function openCheckpoint(
    bytes: Uint8Array,
    log: VerifierKey,
): Promise<Result<{ checkpoint: Checkpoint; note: Note }>> {
    const note = parseNote(bytes);
    if (!note.ok) return err("checkpoint-note", note.error.message);
    const signed = await verifyNote(note.value, [log]);
    if (!signed.ok) return err("checkpoint-signature", signed.error.message);
    const checkpoint = parseCheckpoint(note.value.text);
    if (!checkpoint.ok) return checkpoint;
    if (checkpoint.value.origin !== log.name)
        return err("checkpoint-origin", "the checkpoint is of another register than its key");
    return ok({ checkpoint: checkpoint.value, note: note.value });
}

export interface Proof {
    extra?: Bytes; // unauthenticated until the leaf hash covers it
    index: number;
    hashes: Bytes[];
    checkpoint: Bytes; // the note, verbatim
}

// c2sp.org/tlog-proof@v1
export function parseProof(bytes: Uint8Array): Result<Proof> {
    const decoded = fromUtf8(bytes);
    if (!decoded.ok) return err("proof-malformed", "the proof is not well-formed UTF-8");
    const blank = decoded.value.indexOf("\n\n");
    if (blank < 0) return err("proof-malformed", "no blank line before the checkpoint");
    const lines = decoded.value.slice(0, blank).split("\n");
    if (lines.shift() !== "c2sp.org/tlog-proof@v1")
        return err("proof-malformed", "the first line is not c2sp.org/tlog-proof@v1");
    let extra: Bytes | undefined;
    if (lines[0]?.startsWith("extra ")) {
        const data = fromBase64(lines.shift()!.slice("extra ".length));
        if (!data.ok) return err("proof-malformed", "the extra line is not canonical base64");
        extra = data.value;
    }
    const indexLine = lines.shift();
    const index = indexLine?.startsWith("index ") ? parseDecimal(indexLine.slice("index ".length)) : undefined;
    if (!index?.ok) return err("proof-malformed", "no index line with a decimal number");
    if (lines.length > kProofHashesMax)
        return err("proof-malformed", `more than ${kProofHashesMax} hashes`);
    const hashes: Bytes[] = [];
    for (const line of lines) {
        const hash = hashFromBase64(line);
        if (!hash.ok) return err("proof-malformed", "a hash is not canonical base64 of 32 bytes");
        hashes.push(hash.value);
    }
    const checkpoint = utf8(decoded.value.slice(blank + 2));
    return ok({ ...(extra ? { extra } : {}), index: index.value, hashes, checkpoint });
}
