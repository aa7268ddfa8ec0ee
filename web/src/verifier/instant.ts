// Stamps and instants (docs/FORMATS.md, conventions): UTC, years 1900-9999, no leap second.
const kInstant = /^(\d{4})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const kStamp = /^(\d{4})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const kDate = /^(\d{4})-\d{2}-\d{2}$/;

// Date.parse rolls 31 February over; writing the date again shows it.
function exists(text: string, pattern: RegExp, rest: string): boolean {
    const year = pattern.exec(text)?.[1];
    if (year === undefined || Number(year) < 1900) return false;
    const full = text.slice(0, text.length - (pattern === kDate ? 0 : 1)) + rest;
    const ms = Date.parse(full);
    return !Number.isNaN(ms) && new Date(ms).toISOString() === full;
}

export function isInstant(text: string): boolean {
    return exists(text, kInstant, ".000Z");
}

export function isStamp(text: string): boolean {
    return exists(text, kStamp, "Z");
}

export function isDate(text: string): boolean {
    return exists(text, kDate, "T00:00:00.000Z");
}
