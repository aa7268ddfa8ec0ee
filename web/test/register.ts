// A small register in memory, made by the words of docs/FORMATS.md: the fixture of the tests.
import {
    actId, type Bytes, concat, emptyRoot, type Evidence, leafHash, nodeHash,
    type RegisteredKey, sha256, toBase64, toHex, utf8,
} from "../src/verifier";
import { seed, type Signer, signerOf } from "./signer";

export const kOrigin = "register.example/archive/log";

// RFC 6962 section 2.1, by its own recursive words.
function split(n: number): number {
    let k = 1;
    while (k * 2 < n) k *= 2;
    return k;
}

// Leaves are only ever appended: the first one, as an object, and the count name a range.
const kRoots = new WeakMap<Bytes, Map<number, Bytes>>();

export async function rootOf(leaves: Bytes[]): Promise<Bytes> {
    const first = leaves[0];
    if (!first) return emptyRoot();
    if (leaves.length === 1) return first;
    const known = kRoots.get(first) ?? new Map<number, Bytes>();
    kRoots.set(first, known);
    const k = split(leaves.length);
    const root =
        known.get(leaves.length) ??
        (await nodeHash(await rootOf(leaves.slice(0, k)), await rootOf(leaves.slice(k))));
    known.set(leaves.length, root);
    return root;
}

export async function path(m: number, leaves: Bytes[]): Promise<Bytes[]> {
    if (leaves.length === 1) return [];
    const k = split(leaves.length);
    return m < k
        ? [...(await path(m, leaves.slice(0, k))), await rootOf(leaves.slice(k))]
        : [...(await path(m - k, leaves.slice(k))), await rootOf(leaves.slice(0, k))];
}

async function subproof(m: number, leaves: Bytes[], whole: boolean): Promise<Bytes[]> {
    if (m === leaves.length) return whole ? [] : [await rootOf(leaves)];
    const k = split(leaves.length);
    return m <= k
        ? [...(await subproof(m, leaves.slice(0, k), whole)), await rootOf(leaves.slice(k))]
        : [...(await subproof(m - k, leaves.slice(k), false)), await rootOf(leaves.slice(0, k))];
}

export async function consistency(m: number, leaves: Bytes[]): Promise<Bytes[]> {
    return m === 0 ? [] : subproof(m, leaves, true);
}

export interface Entry {
    stamp: string;
    note: string;
    id: string;
    bytes: Bytes;
    headers: { form: string; from: string[] };
}

export class Register {
    readonly entries: Entry[] = [];
    readonly leaves: Bytes[] = [];
    readonly keys: RegisteredKey[] = [];
    readonly signers = new Map<string, Signer>();
    checkpointKey!: Signer;

    // Entry 0 with the register's keys and the roots of ARCHIVE and XAA; then a submit key for each.
    static async found(rulebook: Bytes = utf8("{}\n")): Promise<Register> {
        const r = new Register();
        r.checkpointKey = await signerOf(kOrigin, seed(1));
        const own = [
            ["checkpoint", r.checkpointKey],
            ["clock", await signerOf(`${kOrigin}/REGISTER/clock`, seed(2))],
            ["refusal", await signerOf(`${kOrigin}/REGISTER/refusal`, seed(3))],
        ] as const;
        const roots = [
            ["ARCHIVE", await signerOf(`${kOrigin}/ARCHIVE/root`, seed(4))],
            ["XAA", await signerOf(`${kOrigin}/XAA/root`, seed(5))],
        ] as const;
        for (const [purpose, signer] of own) r.know("REGISTER", purpose, signer);
        for (const [participant, signer] of roots) r.know(participant, "root", signer);
        await r.submit("register.found", ["REGISTER"], [own[1][1]], {
            edition: 0,
            rulebook: { sha256: toHex(await sha256(rulebook)), size: rulebook.length },
            keys: await Promise.all(
                own.map(async ([purpose, signer]) => ({
                    purpose,
                    vkey: signer.key.text,
                    possession: await possession("REGISTER", purpose, signer),
                })),
            ),
            participants: await Promise.all(
                roots.map(async ([participant, signer]) => ({
                    participant,
                    vkey: signer.key.text,
                    possession: await possession(participant, "root", signer),
                })),
            ),
        });
        let n = 10;
        for (const [participant, root] of roots) {
            const key = await signerOf(`${kOrigin}/${participant}/registry-1`, seed(n++));
            r.know(participant, "submit", key);
            await r.submit("key.add", [participant], [root], {
                purpose: "submit",
                vkey: key.key.text,
                possession: await possession(participant, "submit", key),
            });
        }
        return r;
    }

    private know(participant: string, purpose: string, signer: Signer): void {
        this.signers.set(`${participant}/${purpose}`, signer);
        this.keys.push({ participant, purpose, key: signer.key, number: this.entries.length });
    }

    signer(participant: string, purpose = "submit"): Signer {
        return this.signers.get(`${participant}/${purpose}`)!;
    }

    async text(form: string, from: string[], body: unknown, more: object = {}): Promise<string> {
        const founding = form === "register.found";
        return `${JSON.stringify({
            act: "mithaq/0",
            register: kOrigin,
            form,
            from,
            seen: { size: this.leaves.length, root: toBase64(await rootOf(this.leaves)) },
            ...(founding ? {} : { expires: "2027-01-31T00:00:00Z" }),
            ...more,
            body,
        })}\n`;
    }

    async submit(
        form: string,
        from: string[],
        signers: Signer[],
        body: unknown,
        more: object = {},
    ): Promise<Entry> {
        const text = await this.text(form, from, body, more);
        let note = `${text}\n`;
        for (const signer of signers) note += await signer.line(text);
        return this.append(note, { form, from });
    }

    async append(note: string, headers: Entry["headers"]): Promise<Entry> {
        const ms = String(this.entries.length % 1000).padStart(3, "0");
        const stamp = `2026-11-23T09:30:${String(this.entries.length % 60).padStart(2, "0")}.${ms}Z`;
        const bytes = utf8(`mithaq-entry/0 ${stamp}\n${note}`);
        const id = await actId(note.slice(0, note.lastIndexOf("\n\n") + 1));
        const entry = { stamp, note, id, bytes, headers };
        this.entries.push(entry);
        this.leaves.push(await leafHash(bytes));
        return entry;
    }

    async checkpoint(): Promise<string> {
        const root = toBase64(await rootOf(this.leaves));
        const body = `${kOrigin}\n${this.leaves.length}\n${root}\n`;
        return `${body}\n${await this.checkpointKey.line(body)}`;
    }

    async receipt(number: number): Promise<string> {
        const extra = toBase64(utf8(`mithaq-entry/0 ${this.entries[number]!.stamp}\n`));
        const hashes = await path(number, this.leaves);
        return [
            "c2sp.org/tlog-proof@v1",
            `extra ${extra}`,
            `index ${number}`,
            ...hashes.map(toBase64),
            "",
            await this.checkpoint(),
        ].join("\n");
    }

    async evidence(number: number): Promise<Evidence> {
        return { act: utf8(this.entries[number]!.note), receipt: utf8(await this.receipt(number)) };
    }

    async anchor(): Promise<string> {
        const hash = toHex(await sha256(this.entries[0]!.bytes));
        return `${kOrigin}\n${this.checkpointKey.key.text}\n${hash}\n`;
    }
}

export async function possession(participant: string, purpose: string, signer: Signer): Promise<string> {
    return toBase64(
        await signer.sign(
            utf8(`mithaq-possession/0\n${kOrigin}\n${participant}\n${purpose}\n${signer.key.text}\n`),
        ),
    );
}

export function flip(bytes: Uint8Array, at: number, bit = 0): Bytes {
    const out = concat(bytes);
    out[at]! ^= 1 << bit;
    return out;
}
