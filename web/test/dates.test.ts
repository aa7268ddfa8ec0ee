import { describe, expect, test } from "vitest";
import { daysUntil, formatDate, formatPartial, hijriOf, parsePartial, yearOf } from "../src/dates";

describe("a date", () => {
    test("is Gregorian, UTC, in Latin digits", () => {
        const date = new Date("2026-11-23T23:59:59Z");
        expect(formatDate("en", date)).toBe("23 November 2026");
        expect(formatDate("fr", date)).toBe("23 novembre 2026");
        expect(formatDate("ar", date)).toBe("23 نوفمبر 2026");
    });
    test("stays as partial as it is", () => {
        expect(formatPartial("en", "1980")).toBe("1980");
        expect(formatPartial("en", "1980-11")).toBe("November 1980");
        expect(formatPartial("fr", "1980-11-03")).toBe("3 novembre 1980");
    });
    test("that is none stays as it was written", () => {
        for (const text of ["", "1980-13", "1980-02-30", "80", "1980-1-1", "next week"]) {
            expect(parsePartial(text), text).toBeUndefined();
            expect(formatPartial("en", text), text).toBe(text);
        }
    });
    test("until another is a range", () => {
        expect(formatPartial("en", "1981-01-25", "1981-01-28")).toMatch(/^25\s?–\s?28 January 1981$/);
        expect(formatPartial("fr", "1981-01", "1982")).toBe("janvier 1981 – 1982");
        expect(formatPartial("en", "1981-01-25", "1981-01-25")).toBe("25 January 1981");
    });
    test("has a year", () => {
        expect(yearOf("1969-09-25")).toBe(1969);
        expect(yearOf(undefined)).toBeUndefined();
    });
});

describe("a computed Hijri date", () => {
    test("is that of Umm al-Qura", () => {
        expect(hijriOf("2026-11-23")).toEqual({ year: 1448, month: 6, day: 13 });
        // A day before what the declaration of that day has in print: why the two are never mixed.
        expect(hijriOf("1981-01-28")).toEqual({ year: 1401, month: 3, day: 21 });
    });
    test("is not computed for less than a day, nor where the tables do not reach", () => {
        for (const text of ["1980", "1980-11", "1800-01-01", "2200-01-01", "x"]) expect(hijriOf(text)).toBeUndefined();
    });
});

test("days are counted from the day it is, in UTC", () => {
    const now = new Date("2026-11-23T23:59:59Z");
    expect(daysUntil("2026-11-23", now)).toBe(0);
    expect(daysUntil("2026-11-24", now)).toBe(1);
    expect(daysUntil("2026-11-20", now)).toBe(-3);
    expect(daysUntil("2026-11", now)).toBeUndefined();
});
