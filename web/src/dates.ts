// Dates as people read them. A partial date ("1980", "1980-09", "1980-09-25") stays as partial as it is;
// a Hijri date is computed only for a whole day, and only where the Umm al-Qura tables reach.
import { type Language, localeOf } from "./messages";

const kPartial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const kHijri = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
    timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric",
});
const kUmmAlQura = { from: Date.UTC(1882, 10, 12), until: Date.UTC(2174, 10, 26) };

type Precision = "year" | "month" | "day";

export interface PartialDate {
    precision: Precision;
    date: Date; // its first day, UTC
}

export function parsePartial(text: string): PartialDate | undefined {
    const found = kPartial.exec(text);
    if (!found) return undefined;
    const [year, month, day] = [Number(found[1]), Number(found[2] ?? "1"), Number(found[3] ?? "1")];
    const date = new Date(Date.UTC(year, month - 1, day));
    date.setUTCFullYear(year); // Date.UTC reads years below 100 as of the last century
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
    return { precision: found[3] ? "day" : found[2] ? "month" : "year", date };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: Language, precision: Precision): Intl.DateTimeFormat {
    const key = `${language} ${precision}`;
    const known = formats.get(key);
    if (known) return known;
    const locale = localeOf(language).replace("-u-nu-latn", "");
    const made = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {
        timeZone: "UTC",
        year: "numeric",
        ...(precision === "year" ? {} : { month: "long" }),
        ...(precision === "day" ? { day: "numeric" } : {}),
    });
    formats.set(key, made);
    return made;
}

export function formatDate(language: Language, date: Date, precision: Precision = "day"): string {
    return formatOf(language, precision).format(date);
}

// "25–28 January 1981"; what cannot be read stays as it was written.
export function formatPartial(language: Language, from: string, until?: string): string {
    const start = parsePartial(from);
    if (!start) return until ? `${from} – ${until}` : from;
    const end = until === undefined || until === from ? undefined : parsePartial(until);
    if (end && end.precision === start.precision && end.date > start.date)
        return formatOf(language, start.precision).formatRange(start.date, end.date);
    const first = formatDate(language, start.date, start.precision);
    return end ? `${first} – ${formatDate(language, end.date, end.precision)}` : first;
}

export interface HijriDate {
    year: number;
    month: number; // from 1
    day: number;
}

// The Umm al-Qura date of a whole day; the months' names are the organisation's to give.
export function hijriOf(text: string): HijriDate | undefined {
    const parsed = parsePartial(text);
    if (!parsed || parsed.precision !== "day") return undefined;
    if (parsed.date.getTime() < kUmmAlQura.from || parsed.date.getTime() >= kUmmAlQura.until) return undefined;
    const parts = kHijri.formatToParts(parsed.date);
    const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    return { year: number("year"), month: number("month"), day: number("day") };
}

// Whole days from the day of `now` to a date, in UTC; negative when it is past.
export function daysUntil(date: string, now: Date): number | undefined {
    const parsed = parsePartial(date);
    if (!parsed || parsed.precision !== "day") return undefined;
    const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
    return Math.round((parsed.date.getTime() - today) / 86_400_000);
}

export function yearOf(text: string | undefined): number | undefined {
    const year = text && /^\d{4}/.exec(text)?.[0];
    return year ? Number(year) : undefined;
}
