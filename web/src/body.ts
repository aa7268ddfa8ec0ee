// What the record's forms have in common (docs/FORMATS.md, forms of the record), read from a body that may be
// anything: a part with another shape is not shown as what it is not.
import type { Texts } from "./rulebook";
import type { Json } from "./verifier";

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

export function textsOf(value: unknown): Texts | undefined {
    if (!isFields(value)) return undefined;
    const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === "string");
    return pairs.length > 0 && pairs.length === Object.keys(value).length ? Object.fromEntries(pairs) : undefined;
}

export function listOf(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

// A numbered part: an action, a paragraph, a recommendation, a meeting.
export interface Part {
    item: string;
    text?: Texts;
    printed?: string;
    remark?: Texts;
    themes: string[];
    addressees: string[];
    due?: Texts;
    character?: string;
    gregorian?: string;
}

export function partsOf(value: unknown): Part[] {
    if (!Array.isArray(value)) return [];
    return value.filter(isFields).map((part, at) => {
        const found: Part = {
            item: text(part.item) ?? String(at + 1),
            themes: listOf(part.themes),
            addressees: listOf(part.addressees),
        };
        const [words, remark, due] = [textsOf(part.text), textsOf(part.remark), textsOf(part.due)];
        if (words) found.text = words;
        if (remark) found.remark = remark;
        if (due) found.due = due;
        const [printed, character, gregorian] = [text(part.printed), text(part.character), text(part.gregorian)];
        if (printed) found.printed = printed;
        if (character) found.character = character;
        if (gregorian) found.gregorian = gregorian;
        return found;
    });
}

// A part's number, where it has one; "opening" and the like only name the part for those who cite it.
export function shownItem(item: string | undefined): string | undefined {
    return item !== undefined && /\d/.test(item) ? item : undefined;
}

export interface Source {
    document?: Texts;
    address?: string;
}

export function sourceOf(value: unknown): Source {
    if (!isFields(value)) return {};
    const [document, address] = [textsOf(value.document), text(value.address)];
    return { ...(document ? { document } : {}), ...(address ? { address } : {}) };
}

// An address that may be followed: the web's, and nothing that could run here.
export function isWebAddress(address: string): boolean {
    return /^https?:\/\/[^\s]+$/i.test(address);
}

// As the verifier's reader gives it, so that one component shows both.
export function toJson(value: unknown): Json {
    if (Array.isArray(value)) return value.map(toJson);
    if (isFields(value)) return new Map(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
    return value === null || value === undefined ? "" : (value as string | number | boolean);
}
