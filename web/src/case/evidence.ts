// What a case file holds (docs/FORMATS.md, "Case file"), read strictly: one spelling, known names only,
// so that a changed byte is a fault or changes what the verifier judges.
import {
    err, isInstant, type Json, type JsonObject, ok, parseJson, parseVerifierKey, type RegisteredKey, type Result,
} from "../verifier";

export const kFormat = "mithaq-case/0";

export interface FiledAct {
    number: number;
    note: string;
    receipt: string;
}

export interface CaseFile {
    subject: string; // the id of the act that it is about
    made: string;
    anchor: string;
    rulebook: string; // the bundle, verbatim
    keys: RegisteredKey[];
    acts: FiledAct[]; // by number
}

class Misfit extends Error {}

function misfit(pointer: string, what: string): never {
    throw new Misfit(`${pointer || "/"}: ${what}`);
}

// The members of an object, each asked for once, in the order of the format.
class Members {
    private readonly object: JsonObject;

    constructor(value: Json | undefined, private readonly pointer: string) {
        if (!(value instanceof Map)) misfit(pointer, "an object is required");
        this.object = value as JsonObject;
    }

    has(name: string): boolean {
        return this.object.has(name);
    }
    text(name: string): string {
        const value = this.object.get(name);
        return typeof value === "string" ? value : misfit(`${this.pointer}/${name}`, "a text is required");
    }
    count(name: string): number {
        const value = this.object.get(name);
        return typeof value === "number" && value >= 0 ? value : misfit(`${this.pointer}/${name}`, "a number is required");
    }
    list(name: string): Json[] {
        const value = this.object.get(name);
        return Array.isArray(value) ? value : misfit(`${this.pointer}/${name}`, "a list is required");
    }
}

// The one spelling: these names in this order, no white space, `<` escaped as it must be in a page.
export function spell(file: Omit<CaseFile, "keys"> & { keys: KeyRow[] }): string {
    return JSON.stringify({
        format: kFormat,
        subject: file.subject,
        made: file.made,
        anchor: file.anchor,
        rulebook: file.rulebook,
        keys: file.keys.map(({ participant, purpose, vkey, number, revoked }) => ({ participant, purpose, vkey, number, revoked })),
        acts: file.acts.map(({ number, note, receipt }) => ({ number, note, receipt })),
    }).replaceAll("<", "\\u003c");
}

export interface KeyRow {
    participant: string;
    purpose: string;
    vkey: string;
    number: number;
    revoked?: number;
}

export async function readEvidence(text: string): Promise<Result<CaseFile>> {
    const json = parseJson(text);
    if (!json.ok) return json;
    try {
        return await members(json.value, text);
    } catch (error) {
        if (error instanceof Misfit) return err("case-evidence", error.message);
        throw error;
    }
}

async function members(json: Json, text: string): Promise<Result<CaseFile>> {
    const all = new Members(json, "");
    if (all.text("format") !== kFormat) misfit("/format", `only ${kFormat} is known here`);
    const rows = all.list("keys").map((value, i): KeyRow => {
        const row = new Members(value, `/keys/${i}`);
        return {
            participant: row.text("participant"),
            purpose: row.text("purpose"),
            vkey: row.text("vkey"),
            number: row.count("number"),
            ...(row.has("revoked") ? { revoked: row.count("revoked") } : {}),
        };
    });
    const acts = all.list("acts").map((value, i): FiledAct => {
        const act = new Members(value, `/acts/${i}`);
        return { number: act.count("number"), note: act.text("note"), receipt: act.text("receipt") };
    });
    acts.forEach((act, i) => {
        if (i > 0 && act.number <= acts[i - 1]!.number)
            misfit(`/acts/${i}/number`, "communications stand in order of number, each once");
    });
    const file = {
        subject: all.text("subject"),
        made: all.text("made"),
        anchor: all.text("anchor"),
        rulebook: all.text("rulebook"),
        acts,
    };
    if (!/^[0-9a-f]{64}$/.test(file.subject)) misfit("/subject", "not the identifier of a communication");
    if (!isInstant(file.made)) misfit("/made", "not an instant");
    const spelt = spell({ ...file, keys: rows });
    if (spelt !== text) misfit("/", `another spelling than the format's at character ${firstDifference(spelt, text)}`);
    const keys: RegisteredKey[] = [];
    for (const [i, { vkey, ...row }] of rows.entries()) {
        const key = await parseVerifierKey(vkey);
        if (!key.ok) misfit(`/keys/${i}/vkey`, key.error.message);
        else keys.push({ ...row, key: key.value });
    }
    return ok({ ...file, keys });
}

function firstDifference(a: string, b: string): number {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    return at;
}
