// The register's HTTP interface as the pages use it, relative to the page; types.ts is generated from
// docs/openapi.json, which tests hold against the running program. What feeds the verifier is read
// by register.ts instead, which trusts no shape.
import type { Desk, Draft, Graph, Item, operations, Participants, Problem, RecordList, Registered } from "./types";

export type { Brief, Desk, Draft, Enclosure, Item, Participant, Problem, RecordList, Registered, Texts } from "./types";

// The register did not give what was asked. `status` is 0 when no answer came, or one without sense.
export class ApiError extends Error {
    constructor(
        readonly status: number,
        message: string,
        readonly problem?: Problem,
    ) {
        super(message);
    }
    // "participant-unknown"
    get type(): string | undefined {
        return this.problem?.type.replace("urn:mithaq:problem:", "");
    }
    get pointer(): string | undefined {
        return this.problem?.pointer;
    }
}

type Query = Record<string, string | number | undefined>;
export type QueryOf<Name extends keyof operations> = Exclude<operations[Name]["parameters"]["query"], undefined>;

export function address(path: string, query: Query = {}): string {
    const url = new URL(path, new URL(".", location.href));
    for (const [name, value] of Object.entries(query))
        if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
    return url.href;
}

export async function get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
    let response: Response;
    try {
        response = await fetch(address(path, query), {
            cache: "no-store",
            credentials: "same-origin",
            ...(signal ? { signal } : {}),
        });
    } catch (error) {
        if (signal?.aborted) throw error;
        throw new ApiError(0, `${path}: ${String(error)}`);
    }
    return answer<T>(path, response.status, await response.text());
}

function answer<T>(path: string, status: number, text: string): T {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        throw new ApiError(status < 400 ? 0 : status, `${path}: ${status}`);
    }
    if (status >= 400) {
        const problem = value as Problem;
        throw new ApiError(status, problem.detail ?? `${path}: ${status}`, problem);
    }
    return value as T;
}

export type RecordQuery = QueryOf<"record">;

export function record(query: RecordQuery, signal?: AbortSignal): Promise<RecordList> {
    return get("api/v1/record", query, signal);
}

export function item(id: string, query: QueryOf<"item"> = {}, signal?: AbortSignal): Promise<Item> {
    return get(`api/v1/record/${encodeURIComponent(id)}`, query, signal);
}

export function graph(query: QueryOf<"graph">, signal?: AbortSignal): Promise<Graph> {
    return get("api/v1/graph", query, signal);
}

export function participants(query: QueryOf<"participants"> = {}, signal?: AbortSignal): Promise<Participants> {
    return get("api/v1/participants", query, signal);
}

// Nothing when this node holds no desk for the register.
export async function desk(signal?: AbortSignal): Promise<Desk | undefined> {
    try {
        return await get<Desk>("api/v1/desk", {}, signal);
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
    }
}

export const certificateAddress = (id: string, lang: string) => address(`api/v1/acts/${id}/certificate`, { lang });
export const documentAddress = (id: string, lang: string) => address(`api/v1/acts/${id}/document`, { lang });
export const caseAddress = (id: string) => address(`api/v1/acts/${id}/case`);
export const enclosureAddress = (sha256: string) => address(`api/v1/enclosures/${sha256}`);

// Sends a communication with its enclosures to the desk, which signs and registers it. The same draft
// may be sent again: it is registered once. `progress` gets the share sent, 0 to 1; fetch tells no such.
export function submitAtDesk(
    communication: Draft,
    enclosures: File[],
    progress: (share: number) => void,
    signal?: AbortSignal,
): Promise<Registered> {
    const parts = new FormData();
    parts.append("communication", new Blob([JSON.stringify(communication)], { type: "application/json" }));
    for (const file of enclosures) parts.append("enclosure", file, file.name);
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const lost = () => reject(new ApiError(0, "the connection was lost"));
        request.open("POST", address("api/v1/desk/acts"));
        request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
        request.onerror = lost;
        request.ontimeout = lost;
        request.onabort = () => reject(new DOMException("stopped", "AbortError"));
        request.onload = () => {
            try {
                resolve(answer<Registered>("desk/acts", request.status, request.responseText));
            } catch (error) {
                reject(error);
            }
        };
        signal?.addEventListener("abort", () => request.abort());
        request.send(parts);
    });
}
