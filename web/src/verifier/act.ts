// One act, read from its file: the note, its text as strict JSON, and the header's names and values
// (docs/FORMATS.md, "Act"). What depends on the rest of the register is judged by the register; here
// stands what a reader must know before the text is shown: it is what was signed, and all of it.
import { type Bytes, fromBase64, hashFromBase64, sha256, toHex, utf8 } from "./bytes";
import { isDate, isInstant } from "./instant";
import { type Json, type JsonObject, parseJson } from "./json";
import { type Note, parseNote } from "./note";
import { err, ok, type Result, type VerifyError } from "./result";

export const kActBytesMax = 61_440;
export const kRelations = [
    "basis", "replies", "implements", "reaffirms", "adopts", "transmits", "amends", "corrects",
    "supersedes", "withdraws", "follows", "supports", "releases",
] as const;
export const kVersions = ["original", "authentic", "official", "courtesy"] as const;

export interface Reference {
    id: string;
    item?: string;
    as: (typeof kRelations)[number];
}

export interface Enclosure {
    sha256: string;
    size: number;
    type: string;
    name: string;
}

export interface Act {
    id: string;
    note: Note;
    register: string;
    form: string;
    from: string[];
    seen: { size: number; root: Bytes };
    expires?: string;
    matter?: string;
    re: Reference[];
    ref?: string;
    dated?: { gregorian?: string; hijri?: string };
    marking?: string;
    languages: Map<string, (typeof kVersions)[number]>;
    enclosures: Enclosure[];
    received?: { from: string[]; via: string; at: string; by: string };
    body: JsonObject;
}

const kParticipant = /^[A-Z][A-Z0-9-]{1,15}$/;
const kId = /^[0-9a-f]{64}$/;
const kMediaType = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/;
const kForm = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

// Hex SHA-256 of the text of a note, through its final newline.
export async function actId(text: string): Promise<string> {
    return toHex(await sha256(utf8(text)));
}

export async function readAct(bytes: Uint8Array): Promise<Result<Act>> {
    if (bytes.length > kActBytesMax) return err("act-too-large", "the file has more than 61,440 bytes");
    const note = parseNote(bytes);
    if (!note.ok) return note;
    const text = note.value.text;
    if (!text.startsWith("{") || !text.endsWith("}\n"))
        return err("act-text", "the text does not begin with { and end with } and a line feed");
    const json = parseJson(text);
    if (!json.ok) return json;
    try {
        return ok(header(json.value as JsonObject, await actId(text), note.value));
    } catch (error) {
        if (error instanceof Misfit) return err(error.error.type, error.error.message);
        throw error;
    }
}

// Participants whose signatures an act carries, judged by its form alone.
export function purposeOf(form: string): string {
    if (form === "key.add" || form === "key.revoke") return "root";
    if (form === "clock.tick" || form === "register.found") return "clock";
    return "submit";
}

// ---- the header's shape. Thrown and caught in this file only: thirty small checks read better so.

class Misfit extends Error {
    constructor(readonly error: VerifyError) {
        super(error.message);
    }
}

function misfit(pointer: string, what: string): never {
    throw new Misfit({ type: "act-header", message: `${pointer || "/"}: ${what}` });
}

class Fields {
    private readonly read = new Set<string>();

    constructor(
        private readonly object: JsonObject,
        readonly pointer: string,
    ) {}

    static of(value: Json | undefined, pointer: string): Fields {
        if (!(value instanceof Map)) misfit(pointer, "an object is required");
        return new Fields(value as JsonObject, pointer);
    }

    has(name: string): boolean {
        return this.object.has(name);
    }

    get(name: string): Json {
        const value = this.object.get(name);
        if (value === undefined)
            throw new Misfit({ type: "act-missing-name", message: `${this.pointer}/${name} is missing` });
        this.read.add(name);
        return value;
    }

    string(name: string, good: (text: string) => boolean): string {
        const value = this.get(name);
        if (typeof value !== "string" || !good(value)) misfit(`${this.pointer}/${name}`, "not such a string");
        return value as string;
    }

    size(name: string): number {
        const value = this.get(name);
        if (typeof value !== "number" || value < 0) misfit(`${this.pointer}/${name}`, "not a size");
        return value as number;
    }

    map(name: string): JsonObject {
        const value = this.get(name);
        if (!(value instanceof Map)) misfit(`${this.pointer}/${name}`, "an object is required");
        return value as JsonObject;
    }

    list(name: string, max: number): Json[] {
        const value = this.get(name);
        if (!Array.isArray(value) || value.length < 1 || value.length > max)
            misfit(`${this.pointer}/${name}`, `a list of 1 to ${max} is required`);
        return value as Json[];
    }

    fields(name: string): Fields {
        return Fields.of(this.get(name), `${this.pointer}/${name}`);
    }

    done(): void {
        for (const name of this.object.keys())
            if (!this.read.has(name))
                throw new Misfit({
                    type: "act-unknown-name",
                    message: `${this.pointer}/${name} is not a name of this format`,
                });
    }
}

function points(max: number): (text: string) => boolean {
    return (text) => text.length > 0 && [...text].length <= max;
}

function oneOf<T extends string>(values: readonly T[]): (text: string) => boolean {
    return (text) => (values as readonly string[]).includes(text);
}

function participants(fields: Fields, name: string): string[] {
    const out = fields.list(name, 100);
    if (!out.every((code) => typeof code === "string" && kParticipant.test(code)))
        misfit(`${fields.pointer}/${name}`, "not participants' codes");
    if (new Set(out).size !== out.length) misfit(`${fields.pointer}/${name}`, "a participant stands twice");
    return out as string[];
}

function header(object: JsonObject, id: string, note: Note): Act {
    const f = new Fields(object, "");
    if (f.get("act") !== "mithaq/0")
        throw new Misfit({ type: "act-format", message: "only the format mithaq/0 is known here" });
    const seen = f.fields("seen");
    const root = hashFromBase64(seen.string("root", (text) => fromBase64(text).ok));
    const act: Act = {
        id,
        note,
        register: f.string("register", points(255)),
        form: f.string("form", (text) => text.length <= 64 && kForm.test(text)),
        from: participants(f, "from"),
        seen: {
            size: seen.size("size"),
            root: root.ok ? root.value : misfit("/seen/root", "not 32 bytes"),
        },
        re: [],
        languages: new Map(),
        enclosures: [],
        body: f.map("body"),
    };
    seen.done();
    if (act.form !== "register.found" || f.has("expires")) act.expires = f.string("expires", isInstant);
    if (act.form === "register.found" && act.expires) misfit("/expires", "not in register.found");
    if (f.has("matter")) act.matter = f.string("matter", (text) => kId.test(text));
    if (f.has("re"))
        act.re = f.list("re", 100).map((value, i) => {
            const r = Fields.of(value, `/re/${i}`);
            const reference: Reference = {
                id: r.string("id", (text) => kId.test(text)),
                as: r.string("as", oneOf(kRelations)) as Reference["as"],
            };
            if (r.has("item")) reference.item = r.string("item", points(64));
            r.done();
            return reference;
        });
    if (f.has("ref")) act.ref = f.string("ref", points(128));
    if (f.has("dated")) {
        const d = f.fields("dated");
        act.dated = {};
        if (d.has("gregorian")) act.dated.gregorian = d.string("gregorian", isDate);
        if (d.has("hijri")) act.dated.hijri = d.string("hijri", points(64));
        if (!d.has("gregorian") && !d.has("hijri")) misfit("/dated", "neither date is given");
        d.done();
    }
    if (f.has("marking")) act.marking = f.string("marking", points(64));
    if (f.has("languages")) {
        const l = f.fields("languages");
        const map = f.map("languages");
        if (map.size === 0) misfit("/languages", "empty");
        for (const language of map.keys()) {
            if (!/^[a-z]{2,3}$/.test(language)) misfit("/languages", "not a language");
            act.languages.set(language, l.string(language, oneOf(kVersions)) as (typeof kVersions)[number]);
        }
    }
    if (f.has("enclosures"))
        act.enclosures = f.list("enclosures", 64).map((value, i) => {
            const e = Fields.of(value, `/enclosures/${i}`);
            const enclosure = {
                sha256: e.string("sha256", (text) => kId.test(text)),
                size: e.size("size"),
                type: e.string("type", (text) => text.length <= 127 && kMediaType.test(text)),
                name: e.string("name", points(128)),
            };
            e.done();
            return enclosure;
        });
    if (f.has("received")) {
        const r = f.fields("received");
        act.received = {
            from: participants(r, "from"),
            via: r.string("via", points(64)),
            at: r.string("at", isInstant),
            by: r.string("by", points(64)),
        };
        r.done();
    }
    f.done();
    return act;
}
