// What the page needs of the rulebook: names of participants, titles of forms and fields. The bundle's
// SHA-256 is checked; which bundle is the register's, entry 0 says (check.ts).
import * as api from "./api";
import { fromUtf8, sha256, toHex } from "./verifier";

export type Texts = Record<string, string>;

export interface Schema {
    title?: Texts;
    properties?: Record<string, Schema>;
    items?: Schema;
    "x-mithaq"?: string;
}

export interface Rulebook {
    languages: string[];
    title?: Texts;
    participants: Record<string, { names?: Texts }>;
    forms: Record<string, { title?: Texts; schema?: Schema }>;
}

export const kNoRulebook: Rulebook = { languages: ["ar", "en", "fr"], participants: {}, forms: {} };

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
