// The register's HTTP interface (docs/FORMATS.md, "HTTP"), relative to the page. What it answers is
// checked for its shape here and for its truth by the verifier.
import { ApiError } from "./client";
import { type Evidence, parseVerifierKey, type RegisteredKey, utf8 } from "../verifier";

export interface ListedEntry {
    number: number;
    stamp: string;
    id: string;
    form: string;
    from: string[];
    ref?: string;
    title?: string | Record<string, string>;
}

export interface RegisterInfo {
    origin: string;
    vkey: string;
    anchor: string;
    rulebookSha256: string;
    desk: boolean; // this server keeps one for the register
    notice: Record<string, string>;
}

export interface ActAnswer {
    status: "registered" | "queued";
    note: string;
    receipt: string;
}

export { ApiError };

type Shape = Record<string, unknown>;

async function get(path: string, signal?: AbortSignal, cache: RequestCache = "no-store"): Promise<Response> {
    const url = new URL(path, new URL(".", location.href));
    const response = await fetch(url, {
        cache,
        credentials: "same-origin",
        ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw new ApiError(response.status, `${path}: ${response.status}`);
    return response;
}

async function getJson(path: string, signal?: AbortSignal): Promise<Shape> {
    const response = await get(path, signal);
    try {
        return object(await response.json());
    } catch (error) {
        if (error instanceof SyntaxError) throw nonsense(path);
        throw error;
    }
}

function nonsense(what: string): ApiError {
    return new ApiError(0, `${what} is not what the interface promises`);
}
function object(value: unknown): Shape {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw nonsense("an object");
    return value as Shape;
}
function text(value: unknown): string {
    if (typeof value !== "string") throw nonsense("a text");
    return value;
}
function count(value: unknown): number {
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw nonsense("a number");
    return value as number;
}
function list(value: unknown): unknown[] {
    if (!Array.isArray(value)) throw nonsense("a list");
    return value;
}
function texts(value: unknown): Record<string, string> {
    if (value === undefined) return {};
    return Object.fromEntries(Object.entries(object(value)).map(([name, item]) => [name, text(item)]));
}

function listedEntry(value: unknown): ListedEntry {
    const entry = object(value);
    const out: ListedEntry = {
        number: count(entry.number),
        stamp: text(entry.stamp),
        id: text(entry.id),
        form: text(entry.form),
        from: list(entry.from).map(text),
    };
    if (entry.ref !== undefined) out.ref = text(entry.ref);
    if (entry.title !== undefined)
        out.title = typeof entry.title === "string" ? entry.title : texts(entry.title);
    return out;
}

export interface EntriesQuery {
    from?: number;
    limit?: number;
    wait?: number;
}

export async function entries(
    query: EntriesQuery,
    signal?: AbortSignal,
): Promise<{ size: number; entries: ListedEntry[] }> {
    const parameters = new URLSearchParams(
        Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const answer = await getJson(`api/v1/entries?${parameters}`, signal);
    return { size: count(answer.size), entries: list(answer.entries).map(listedEntry) };
}

export async function register(signal?: AbortSignal): Promise<RegisterInfo> {
    const answer = await getJson("api/v1/register", signal);
    return {
        origin: text(answer.origin),
        vkey: text(answer.vkey),
        anchor: text(answer.anchor),
        rulebookSha256: text(object(answer.rulebook).sha256),
        desk: answer.desk === true,
        notice: texts(answer.notice),
    };
}

export async function act(id: string): Promise<ActAnswer> {
    const answer = await getJson(`api/v1/acts/${encodeURIComponent(id)}`);
    const status = text(answer.status);
    if (status === "queued") return { status, note: "", receipt: "" };
    if (status !== "registered") throw nonsense("a status");
    return { status, note: text(answer.note), receipt: text(answer.receipt) };
}

// Keys that cannot be read are left out: what they signed then has an unknown key.
export async function keys(): Promise<RegisteredKey[]> {
    const answer = await getJson("api/v1/keys");
    const out: RegisteredKey[] = [];
    for (const value of list(answer.keys)) {
        const row = object(value);
        const key = await parseVerifierKey(text(row.vkey));
        if (!key.ok) continue;
        out.push({
            participant: text(row.participant),
            purpose: text(row.purpose),
            key: key.value,
            number: count(row.number),
            ...(row.revoked === undefined ? {} : { revoked: count(row.revoked) }),
        });
    }
    return out;
}

// What is registered under a number, with its receipt; the verifier judges both.
export async function evidence(number: number): Promise<Evidence> {
    const listed = (await entries({ from: number, limit: 1 })).entries[0];
    if (!listed) throw new ApiError(404, `nothing under number ${number}`);
    const answer = await act(listed.id);
    return { act: utf8(answer.note), receipt: utf8(answer.receipt) };
}

export async function rulebook(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
    // Under its hash it never changes, and the reader checks it: a slow line fetches it once.
    const response = await get(`log/rulebooks/${encodeURIComponent(sha256)}.json`, undefined, "force-cache");
    return new Uint8Array(await response.arrayBuffer());
}
