// The strict reader of JSON inside acts (docs/FORMATS.md, "JSON inside acts"). JSON.parse accepts
// duplicate names, fractions and null, and what is shown must be what was signed. Objects are maps:
// their names keep their order and never meet a prototype.
import { err, ok, type Result } from "./result";

export type Json = string | number | boolean | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

const kDepthMax = 16;

class Refused extends Error {
    constructor(
        readonly type: string,
        message: string,
    ) {
        super(message);
    }
}

class Reader {
    private at = 0;

    constructor(private readonly text: string) {}

    document(): Json {
        const value = this.value(0);
        this.space();
        if (this.at !== this.text.length) this.syntax();
        return value;
    }

    private value(depth: number): Json {
        this.space();
        const c = this.text[this.at];
        if (c === "{") return this.object(depth + 1);
        if (c === "[") return this.array(depth + 1);
        if (c === '"') return this.string();
        if (this.word("true")) return true;
        if (this.word("false")) return false;
        if (this.word("null")) throw new Refused("json-null", "null is not used in acts");
        return this.number();
    }

    private object(depth: number): JsonObject {
        this.open(depth);
        const out: JsonObject = new Map();
        if (this.taken("}")) return out;
        do {
            this.space();
            if (this.text[this.at] !== '"') this.syntax();
            const name = this.string();
            if (!/^[\x20-\x7e]*$/.test(name))
                throw new Refused("json-name", "a name is not printable ASCII");
            if (out.has(name))
                throw new Refused("json-duplicate-name", "a name appears twice in one object");
            if (!this.taken(":")) this.syntax();
            out.set(name, this.value(depth));
        } while (this.taken(","));
        if (!this.taken("}")) this.syntax();
        return out;
    }

    private array(depth: number): Json[] {
        this.open(depth);
        const out: Json[] = [];
        if (this.taken("]")) return out;
        do out.push(this.value(depth));
        while (this.taken(","));
        if (!this.taken("]")) this.syntax();
        return out;
    }

    private open(depth: number): void {
        if (depth > kDepthMax)
            throw new Refused("json-depth", `nested deeper than ${kDepthMax} levels`);
        this.at++;
    }

    // JSON.parse unescapes: one string literal cannot hide anything from it.
    private string(): string {
        const match = this.match(/"[^"\\]*(?:\\.[^"\\]*)*"/suy);
        let value: unknown;
        try {
            value = JSON.parse(match ?? "");
        } catch {
            // A bare control character other than through an escape, or a bad escape.
            this.syntax();
        }
        const text = value as string;
        if (!text.isWellFormed()) this.syntax();
        if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text))
            throw new Refused(
                "json-control-character",
                "a string has a control character other than the line feed",
            );
        return text;
    }

    private number(): number {
        const match = this.match(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/uy);
        if (match === undefined) this.syntax();
        const value = Number(match);
        if (!/^(?:0|-?[1-9][0-9]*)$/.test(match!) || !Number.isSafeInteger(value))
            throw new Refused("json-number", "a number is not an integer of magnitude below 2^53");
        return value;
    }

    private match(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.text)?.[0];
        if (found !== undefined) this.at += found.length;
        return found;
    }

    private word(word: string): boolean {
        if (!this.text.startsWith(word, this.at)) return false;
        this.at += word.length;
        return true;
    }

    private taken(c: string): boolean {
        this.space();
        return this.word(c);
    }

    private space(): void {
        this.match(/[ \t\n\r]*/y);
    }

    private syntax(): never {
        throw new Refused("json-syntax", `not JSON at character ${this.at}`);
    }
}

export function parseJson(text: string): Result<Json> {
    try {
        return ok(new Reader(text).document());
    } catch (error) {
        if (error instanceof Refused) return err(error.type, error.message);
        throw error;
    }
}
