// What an officer has typed of a note, in and out, and the communication that the desk is to register.
// It is kept for the time of a visit, under one identifier that the desk registers once: a second click,
// a reload or a lost answer makes no second note.
import { parseDate, toCalendar, CalendarDate, GregorianCalendar, IslamicUmalquraCalendar } from "@internationalized/date";
import type { Draft, Registered, Texts } from "../api/client";

export interface NoteDraft {
    draft: string;
    to: string[];
    sender: string;
    ref: string;
    gregorian: string;
    hijri: string; // as printed
    at: string; // "2026-11-23T08:55" where the officer sits
    via: string;
    by: string;
    marking: string;
    languages: string[];
    original: string;
    subject: Texts;
    text: Texts;
    character: "" | "invitation" | "request";
    replyBy: string;
    repliesTo?: { id: string; number: number; title: string } | undefined;
}

export type Direction = "in" | "out";
export type FieldName = Exclude<keyof NoteDraft, "draft"> | "enclosures";
export type Faults = Partial<Record<FieldName, string>>;

export function newDraft(to: string[] = [], now?: Date): NoteDraft {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return {
        draft: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
        to, sender: "", ref: "", gregorian: "", hijri: "", at: now ? localMinute(now) : "", via: "", by: "",
        marking: "", languages: [], original: "", subject: {}, text: {}, character: "", replyBy: "",
    };
}

// ---- time of receipt: the officer's clock, and the instant that is registered

export function localMinute(date: Date): string {
    const two = (n: number) => String(n).padStart(2, "0");
    const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

// "2026-11-23T05:55:00Z"
export function instantOf(local: string): string | undefined {
    const date = new Date(local);
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) || Number.isNaN(date.getTime())) return undefined;
    return `${date.toISOString().slice(0, 19)}Z`;
}

// "+03:00"
export function offsetOf(local: string): string {
    const minutes = -new Date(local).getTimezoneOffset();
    if (Number.isNaN(minutes)) return "";
    const two = (n: number) => String(n).padStart(2, "0");
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "\u2212" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

// ---- Hijri dates as they are printed

// A letter of each month's name that no other has, after marks, articles and variants are folded away.
const kHijriMonths: [RegExp, number][] = [
    [/muharram|mouharram|moharram|محرم/, 1],
    [/safar|صفر/, 2],
    [/rab[iy]\w*\s*(al|el)?\s*(awwal|aoual|aouel|1|i$)|ربيع (ال)?اول/, 3],
    [/rab[iy]\w*\s*(al|el|ath|eth)?\s*(thani|akhir|akhar|2|ii$)|ربيع (ال)?(ثاني|اخر)/, 4],
    [/[dj]j?[uo]u?ma\w*\s*(al|el)?\s*(ula|oula|awwal|aoual|1|i$)|جماد[يه] (ال)?اول/, 5],
    [/[dj]j?[uo]u?ma\w*\s*(al|el|ath|eth)?\s*(akhir\w*|thani\w*|akhar\w*|2|ii$)|جماد[يه] (ال)?(اخره?|ثاني[هي]?)/, 6],
    [/rajab|radjab|رجب/, 7],
    [/sha.?ban|cha.?b[ae]n|شعبان/, 8],
    [/ramad[ah]+n|رمضان/, 9],
    [/shaww?al|chaww?al|chaoual|شوال/, 10],
    [/qa.?d[ah]+|qi.?d[ah]+|kaada|قعده/, 11],
    [/hijj?[ah]+|hidj?j?a|حجه/, 12],
];

function folded(text: string): string {
    return text
        .normalize("NFKD")
        .replace(/\p{M}|\u0640/gu, "")
        .toLowerCase()
        .replace(/[أإآٱ]/g, "ا")
        .replace(/ى/g, "ي")
        .replace(/ة/g, "ه")
        .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
        .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
        .replace(/[-’'ʿʾ`.,،/]+/g, " ")
        .replace(/\s+/g, " ")
        .trim();
}

// The Gregorian day of a Hijri date by Umm al-Qura, when the words can be read: "13 جمادى الآخرة 1448".
export function gregorianOf(printed: string): string | undefined {
    const text = folded(printed);
    const numbers = text.match(/\d+/g)?.map(Number) ?? [];
    const [first, second, third] = numbers;
    const month = kHijriMonths.find(([name]) => name.test(text))?.[1] ?? (numbers.length === 3 ? second : undefined);
    const year = numbers.length === 3 ? third : second;
    if (first === undefined || month === undefined || year === undefined || numbers.length > 3) return undefined;
    if (month < 1 || month > 12 || year < 1300 || year > 1600 || first < 1) return undefined;
    const calendar = new IslamicUmalquraCalendar();
    if (first > calendar.getDaysInMonth(new CalendarDate(calendar, year, month, 1))) return undefined;
    return toCalendar(new CalendarDate(calendar, year, month, first), new GregorianCalendar()).toString();
}

// ---- from what was typed to what is sent

const trimmed = (texts: Texts): Texts =>
    Object.fromEntries(Object.entries(texts).map(([of, text]) => [of, text.trim()] as const).filter(([, text]) => text));

export function communicationOf(direction: Direction, typed: NoteDraft): Draft {
    const { repliesTo } = typed;
    const text = trimmed(typed.text);
    const languages = direction === "in" ? typed.languages : Object.keys({ ...trimmed(typed.subject), ...text });
    const dated = {
        ...(typed.gregorian ? { gregorian: typed.gregorian } : {}),
        ...(typed.hijri.trim() ? { hijri: typed.hijri.trim() } : {}),
    };
    const asks = direction === "out" && !repliesTo && typed.character !== "";
    return {
        draft: typed.draft,
        form: repliesTo ? "note.reply" : "note.send",
        body: {
            to: typed.to,
            subject: trimmed(typed.subject),
            ...(Object.keys(text).length > 0 ? { text } : {}),
            ...(asks ? { reply: { character: typed.character, ...(typed.replyBy ? { by: typed.replyBy } : {}) } } : {}),
        },
        ...(typed.ref.trim() ? { ref: typed.ref.trim() } : {}),
        ...(Object.keys(dated).length > 0 ? { dated } : {}),
        ...(typed.marking ? { marking: typed.marking } : {}),
        ...(typed.original && languages.length > 0
            ? { languages: Object.fromEntries(languages.map((of) => [of, of === typed.original ? "original" : "courtesy"])) }
            : {}),
        ...(repliesTo ? { re: [{ id: repliesTo.id, as: "replies" }] } : {}),
        ...(direction === "in"
            ? { received: { from: [typed.sender], via: typed.via, at: instantOf(typed.at) ?? "", by: typed.by.trim() } }
            : {}),
    };
}

// ---- what is missing, by the name of a message; and which field the register means

export function missing(direction: Direction, typed: NoteDraft, files: number, filesMax: number, now: Date): Faults {
    const faults: Faults = {};
    const need = (field: FieldName, given: boolean, message = "faultRequired") => {
        if (!given) faults[field] = message;
    };
    need("subject", Object.keys(trimmed(typed.subject)).length > 0, "faultSubject");
    need("to", typed.to.length > 0, "faultTo");
    need("gregorian", !typed.gregorian || validDay(typed.gregorian), "faultDate");
    if (files > filesMax) faults.enclosures = "faultFiles";
    if (direction === "out") {
        need("replyBy", !typed.replyBy || validDay(typed.replyBy), "faultDate");
        return faults;
    }
    if (files === 0) faults.enclosures = "faultScan";
    need("sender", typed.sender !== "", "faultSender");
    need("via", typed.via !== "");
    need("by", typed.by.trim() !== "");
    const at = instantOf(typed.at);
    if (at === undefined) faults.at = "faultRequired";
    else if (at > now.toISOString()) faults.at = "faultLater";
    if (typed.languages.length > 0) need("original", typed.languages.includes(typed.original), "faultOriginal");
    return faults;
}

function validDay(text: string): boolean {
    try {
        return parseDate(text).year >= 1900;
    } catch {
        return false;
    }
}

const kFields: [string, FieldName][] = [
    ["/body/to", "to"],
    ["/body/subject", "subject"],
    ["/body/text", "text"],
    ["/body/reply/by", "replyBy"],
    ["/body/reply", "character"],
    ["/received/from", "sender"],
    ["/received/via", "via"],
    ["/received/at", "at"],
    ["/received/by", "by"],
    ["/dated/hijri", "hijri"],
    ["/dated", "gregorian"],
    ["/ref", "ref"],
    ["/marking", "marking"],
    ["/languages", "languages"],
    ["/re", "repliesTo"],
    ["/enclosures", "enclosures"],
];

export function fieldOf(pointer: string | undefined): FieldName | undefined {
    return kFields.find(([at]) => pointer === at || pointer?.startsWith(`${at}/`))?.[1];
}

// ---- kept until the register has answered

export interface Kept {
    typed: NoteDraft;
    done?: Registered;
}

const keyOf = (direction: Direction) => `mithaq-note-${direction} ${location.pathname}`;

export function recall(direction: Direction): Kept | undefined {
    try {
        const text = sessionStorage.getItem(keyOf(direction));
        if (!text) return undefined;
        const kept = JSON.parse(text) as Kept;
        return { ...kept, typed: { ...newDraft(), ...kept.typed } };
    } catch {
        return undefined; // storage is forbidden here, or holds something else
    }
}

export function keep(direction: Direction, kept: Kept | undefined): void {
    try {
        if (kept) sessionStorage.setItem(keyOf(direction), JSON.stringify(kept));
        else sessionStorage.removeItem(keyOf(direction));
    } catch {
        // as above: what is typed lasts as long as the page
    }
}
