// Files, the actions that they request, and why, as the pages use them.
import { get, type QueryOf } from "./client";
import type { Ask, AskList, Matter, MatterList, MatterRow, MatterTable, ProcedureWords, Texts, Why } from "./types";

export type {
    ActBrief, AllowedMove, AsOf, Clock as FileClock, MatterBrief as FileBrief, MatterEvent as FileEvent, Tally as FileCount,
} from "./types";
export type FileRow = MatterRow;
export type FileList = MatterList;
export type FileItem = Matter;
export type FileTable = MatterTable;
export type Action = Ask;
export type ActionList = AskList;
export type Because = Why["sentences"][number];
export type { ProcedureWords, Texts };

// Whose eyes, and when.
export interface Viewpoint {
    for?: string;
    "as-of"?: string;
}

export type FilesQuery = QueryOf<"matters">;
export type ActionsQuery = QueryOf<"asks">;

export function files(query: FilesQuery, signal?: AbortSignal): Promise<FileList> {
    return get("api/v1/matters", query, signal);
}

// Of the communication that opened it or of any other in it: identifier, number, reference or symbol.
export function file(id: string, view: Viewpoint, signal?: AbortSignal): Promise<FileItem> {
    return get(`api/v1/matters/${encodeURIComponent(id)}`, { ...view }, signal);
}

export function actions(query: ActionsQuery, signal?: AbortSignal): Promise<ActionList> {
    return get("api/v1/asks", query, signal);
}

// The file's stage when nothing else is named.
export interface WhyQuestion {
    ask?: number; // index of an action requested
    count?: string;
    refusal?: string; // a rule
    form?: string;
}

export async function why(id: string, query: WhyQuestion & { lang: string; "as-of"?: string }, signal?: AbortSignal): Promise<Because[]> {
    const answer = await get<Why>(`api/v1/why/${encodeURIComponent(id)}`, { ...query }, signal);
    return answer.sentences;
}

export function procedure(type: string, lang: string, signal?: AbortSignal): Promise<ProcedureWords> {
    return get(`api/v1/procedures/${encodeURIComponent(type)}`, { lang }, signal);
}
