// The organisation's own words, as its rulebook's bundle carries them: names, titles, terms. The bundle's
// SHA-256 is checked; which bundle is the register's, entry 0 says (check.ts).
import { createContext, useContext } from "react";
import * as api from "./api/register";
import { parsePartial } from "./dates";
import { fromUtf8, sha256, toHex } from "./verifier/bytes";

export type Texts = Record<string, string>;

export interface Schema {
    type?: string;
    title?: Texts;
    description?: Texts;
    properties?: Record<string, Schema>;
    items?: Schema;
    required?: string[];
    enum?: string[];
    titles?: Record<string, Texts>;
    "x-mithaq"?: string;
}

export type Checked = "yes" | "no" | "corrected";

export interface Name {
    from?: string;
    until?: string;
    short: Texts;
    formal?: Texts;
    adjective?: Texts;
    article?: Texts;
    source?: string;
    checked?: Checked;
}

export interface Status {
    as: "member" | "observer" | "suspended" | "withdrawn";
    from: string;
    until?: string;
    source?: string;
    checked?: Checked;
    note?: Texts;
}

export interface ParticipantEntry {
    kind: string;
    names: Name[]; // newest last: the name today
    status?: Status[];
    speaks?: string; // a set: one name for many
    note?: Texts;
}

export interface Form {
    title?: Texts;
    description?: Texts;
    schema?: Schema;
}

export interface Theme {
    kind: "dimension" | "principle";
    title: Texts;
    origin: "source" | "ours";
    source?: string;
}

// An order of precedence, in force from a day until the next one.
export interface Precedence {
    from: string;
    order: string[];
    title: Texts;
    source: string;
    checked: Checked;
}

// A procedure, in the shape of its file (docs/RULES.md, 2): what pages need of it.
export interface Stage {
    name: string;
    title: Texts;
    final?: boolean;
}

export interface Procedure {
    title: Texts;
    help?: Texts;
    stage: Stage[];
    move?: { form: string | string[]; to?: string; require?: { says: Texts }[]; basis?: Texts; help?: Texts }[];
    after?: { to: string; basis?: Texts }[];
    count?: { name: string; form: string; choice?: string; to?: string; otherwise?: string; basis?: Texts }[];
    ask?: { name: string; title: Texts; on?: string; basis?: Texts }[];
    table?: { name: string; title: Texts }[];
}

export interface Rulebook {
    edition?: number;
    name?: string;
    languages: string[];
    title?: Texts;
    banner?: Texts;
    participants: Record<string, ParticipantEntry>;
    forms: Record<string, Form>;
    terms: Record<string, Texts>;
    themes: Record<string, Theme>;
    markings: Record<string, { title: Texts }>;
    ways: Record<string, { title: Texts }>;
    sets: Record<string, { title: Texts; kind?: string; list?: string[] }>;
    precedence: Precedence[]; // newest last
    procedures: Record<string, Procedure>;
    sees?: string; // a set: who is told of what has not come
    calendar: { offset?: string; week?: number[]; holidays?: string[] };
}

export const kNoRulebook: Rulebook = {
    languages: ["ar", "en", "fr"],
    participants: {}, forms: {}, terms: {}, themes: {}, markings: {}, ways: {}, sets: {}, precedence: [],
    procedures: {}, calendar: {},
};

export const RulebookContext = createContext<Rulebook>(kNoRulebook);

export function useRulebook(): Rulebook {
    return useContext(RulebookContext);
}

export async function loadRulebook(hash: string): Promise<Rulebook> {
    const bytes = await api.rulebook(hash);
    const text = fromUtf8(bytes);
    if (!text.ok || toHex(await sha256(bytes)) !== hash)
        throw new api.ApiError(0, "the rulebook has another SHA-256");
    return { ...kNoRulebook, ...(JSON.parse(text.value) as Partial<Rulebook>) };
}

// The text in the reader's language, else the first that there is.
export function pick(texts: Texts | undefined, language: string): string | undefined {
    if (!texts) return undefined;
    return Object.hasOwn(texts, language) ? texts[language] : Object.values(texts)[0];
}

export function own<T>(map: Record<string, T> | undefined, name: string): T | undefined {
    return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

// The schema of a place in a form's body: schemaAt(schema, "actions", "items", "character").
export function schemaAt(schema: Schema | undefined, ...path: string[]): Schema | undefined {
    return path.reduce<Schema | undefined>(
        (at, name) => (name === "items" ? at?.items : own(at?.properties, name)),
        schema,
    );
}

// The name that a participant bore on a date; today's without one.
export function nameOf(participant: ParticipantEntry | undefined, date?: string): Name | undefined {
    if (!participant) return undefined;
    const at = date ? parsePartial(date)?.date : undefined;
    const then = at && participant.names.findLast((name) => !name.from || parsePartial(name.from)!.date <= at);
    return then || participant.names.at(-1);
}

// The title of a code in any of the forms: a kind of text, a character of an action. Forms share their words.
export function kindTitle(rulebook: Rulebook, field: string, value: string, form?: string): Texts | undefined {
    const forms = form ? [own(rulebook.forms, form)] : Object.values(rulebook.forms);
    for (const each of forms) {
        const title = own(schemaAt(each?.schema, field)?.titles, value);
        if (title) return title;
    }
    return undefined;
}

// Who a set names today.
export function inSet(rulebook: Rulebook, set: { kind?: string; list?: string[] }): string[] {
    if (set.list) return set.list;
    return Object.keys(rulebook.participants).filter((code) => rulebook.participants[code]!.kind === set.kind);
}

export interface Named {
    sets: { name: string; title: Texts; count: number }[];
    codes: string[];
}

const kSetMin = 3;

// Says many participants by the sets that they fill, the largest first; who is in none stays by code.
export function namedBySets(rulebook: Rulebook, codes: readonly string[]): Named {
    const left = new Set(codes);
    const sets: Named["sets"] = [];
    const candidates = Object.entries(rulebook.sets)
        .map(([name, set]) => ({ name, title: set.title, members: inSet(rulebook, set) }))
        .filter(({ members }) => members.length >= kSetMin)
        .sort((a, b) => b.members.length - a.members.length);
    for (const { name, title, members } of candidates) {
        if (!members.every((code) => left.has(code))) continue;
        sets.push({ name, title, count: members.length });
        for (const code of members) left.delete(code);
    }
    return { sets, codes: codes.filter((code) => left.has(code)) };
}

// The form of a pattern: "assistance.deliver(final=yes)" is of assistance.deliver.
export function formOf(pattern: string): string {
    return pattern.replace(/\(.*$/, "");
}
