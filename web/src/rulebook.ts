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
}

export const kNoRulebook: Rulebook = {
    languages: ["ar", "en", "fr"],
    participants: {}, forms: {}, terms: {}, themes: {}, markings: {}, ways: {}, sets: {}, precedence: [],
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
