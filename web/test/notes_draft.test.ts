import { afterEach, describe, expect, test, vi } from "vitest";
import {
    communicationOf, fieldOf, gregorianOf, instantOf, keep, localMinute, missing, newDraft, offsetOf, recall,
} from "../src/pages/notes_draft";

const kNow = new Date("2026-11-24T09:00:00Z");

function sound() {
    return {
        ...newDraft(["REGISTRY"]), sender: "XAA", ref: " XAA/311 ", gregorian: "2026-11-22", hijri: "12 جمادى الآخرة 1448",
        at: localMinute(new Date("2026-11-23T08:55:00Z")), via: "by-hand", by: "Registry", marking: "open",
        languages: ["ar", "en"], original: "ar", subject: { ar: " طلب مساعدة ", en: "  " },
    };
}

test("a note in is the sender's, as received", () => {
    const typed = sound();
    expect(communicationOf("in", typed)).toEqual({
        draft: typed.draft, form: "note.send", body: { to: ["REGISTRY"], subject: { ar: "طلب مساعدة" } }, ref: "XAA/311",
        dated: { gregorian: "2026-11-22", hijri: "12 جمادى الآخرة 1448" }, marking: "open",
        languages: { ar: "original", en: "courtesy" },
        received: { from: ["XAA"], via: "by-hand", at: "2026-11-23T08:55:00Z", by: "Registry" },
    });
    expect(typed.draft).toMatch(/^[0-9a-f]{32}$/);
});

test("what replies to a note is a reply, and asks for none", () => {
    const typed = { ...newDraft(["XAA"]), subject: { en: "Re" }, character: "request" as const, replyBy: "2026-12-31" };
    expect(communicationOf("out", typed)).toEqual({
        draft: typed.draft, form: "note.send",
        body: { to: ["XAA"], subject: { en: "Re" }, reply: { character: "request", by: "2026-12-31" } },
    });
    const reply = communicationOf("out", { ...typed, repliesTo: { id: "a".repeat(64), number: 7, title: "" } });
    expect(reply.form).toBe("note.reply");
    expect(reply.re).toEqual([{ id: "a".repeat(64), as: "replies" }]);
    expect(reply.body).toEqual({ to: ["XAA"], subject: { en: "Re" } });
});

test("what is missing is named, and nothing else", () => {
    expect(missing("in", sound(), 1, 16, kNow)).toEqual({});
    expect(missing("in", { ...newDraft(["REGISTRY"]), languages: ["ar"] }, 0, 16, kNow)).toEqual({
        enclosures: "faultScan", sender: "faultSender", via: "faultRequired", by: "faultRequired", at: "faultRequired",
        subject: "faultSubject", original: "faultOriginal",
    });
    expect(missing("in", { ...sound(), at: localMinute(new Date("2026-11-24T09:30:00Z")) }, 1, 16, kNow)).toEqual({ at: "faultLater" });
    expect(missing("in", sound(), 17, 16, kNow)).toEqual({ enclosures: "faultFiles" });
    expect(missing("out", newDraft(), 0, 16, kNow)).toEqual({ to: "faultTo", subject: "faultSubject" });
    expect(missing("out", { ...newDraft(["XAA"]), subject: { en: "x" }, replyBy: "2026-02-30" }, 0, 16, kNow)).toEqual({ replyBy: "faultDate" });
});

test.each([
    ["/body/to/0", "to"], ["/body/subject/ar", "subject"], ["/body/reply/by", "replyBy"], ["/body/reply/character", "character"],
    ["/received/from/0", "sender"], ["/received/at", "at"], ["/dated", "gregorian"], ["/dated/hijri", "hijri"], ["/ref", "ref"],
    ["/re/0/id", "repliesTo"], ["/enclosures/1", "enclosures"], ["/references", undefined], [undefined, undefined],
])("a fault at %s belongs to %s", (pointer, field) => {
    expect(fieldOf(pointer)).toBe(field);
});

describe("a Hijri date as printed", () => {
    test.each([
        ["1 محرم 1448", "2026-06-16", "1/1"],
        ["١ محرّم ١٤٤٨ هـ", "2026-06-16", "1/1"],
        ["13 جمادى الآخرة 1448", "2026-11-23", "6/13"],
        ["13 جمادى الثانية 1448هـ", "2026-11-23", "6/13"],
        ["13 Jumada al-Akhirah 1448", "2026-11-23", "6/13"],
        ["13 Joumada ath-thania 1448", "2026-11-23", "6/13"],
        ["13/6/1448", "2026-11-23", "6/13"],
        ["1 Rabi' al-Awwal 1448", "2026-08-14", "3/1"],
        ["1 ربيع الآخر 1448", "2026-09-12", "4/1"],
        ["1 ذو القعدة 1448", "2027-04-08", "11/1"],
        ["1 ذي الحجة 1448", "2027-05-07", "12/1"],
        ["1 Dhou al-hijja 1448", "2027-05-07", "12/1"],
    ])("%s is %s, %s", (printed, day, hijri) => {
        expect(gregorianOf(printed)).toBe(day);
        // ICU's tables are the oracle.
        const oracle = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura", { timeZone: "UTC", month: "numeric", day: "numeric" });
        const numbers = oracle.formatToParts(new Date(day)).filter((part) => part.type !== "literal").map((part) => part.value);
        expect(numbers.slice(0, 2)).toEqual(hijri.split("/"));
    });
    test.each(["", "1448", "جمادى الآخرة 1448", "31 محرم 1448", "0 محرم 1448", "1/13/1448", "1 January 2026", "1 محرم 14480"])(
        "%s is not computed",
        (printed) => {
            expect(gregorianOf(printed)).toBeUndefined();
        },
    );
});

test("a time of receipt is the officer's, and registered in UTC", () => {
    const local = localMinute(new Date("2026-11-23T08:55:31Z"));
    expect(instantOf(local)).toBe("2026-11-23T08:55:00Z");
    expect(instantOf("")).toBeUndefined();
    expect(instantOf("2026-11-23")).toBeUndefined();
    expect(offsetOf(local)).toMatch(/^[+\u2212]\d\d:\d\d$/);
});

describe("what was typed", () => {
    afterEach(() => vi.unstubAllGlobals());
    test("outlives a reload, with its identifier, until it is let go", () => {
        const held = new Map<string, string>();
        vi.stubGlobal("location", { pathname: "/exchange/" });
        vi.stubGlobal("sessionStorage", {
            getItem: (key: string) => held.get(key) ?? null,
            setItem: (key: string, value: string) => held.set(key, value),
            removeItem: (key: string) => held.delete(key),
        });
        const typed = sound();
        keep("in", { typed });
        expect(recall("in")).toEqual({ typed });
        expect(recall("out")).toBeUndefined();
        keep("in", undefined);
        expect(recall("in")).toBeUndefined();
    });
    test("is not kept where storage is forbidden, and nothing breaks", () => {
        vi.stubGlobal("location", { pathname: "/exchange/" });
        vi.stubGlobal("sessionStorage", { getItem: () => { throw new Error("forbidden"); }, setItem: () => { throw new Error("forbidden"); } });
        keep("in", { typed: sound() });
        expect(recall("in")).toBeUndefined();
    });
});
