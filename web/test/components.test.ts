import { describe, expect, test } from "vitest";
import { dayEndedBy } from "../src/components/clock";
import { rowAfter } from "../src/components/list";
import { groupsOf, type StoryEvent } from "../src/components/story";
import { sorted } from "../src/components/table";
import { clamp } from "../src/people";
import { type Rulebook, kindTitle, kNoRulebook, nameOf, pick } from "../src/rulebook";
import { queryOf } from "../src/pages/record";
import { href, parseRoute } from "../src/shell/route";

describe("the list", () => {
    test("goes from row to row and stops at its ends", () => {
        expect(rowAfter("ArrowDown", 0, 3)).toBe(1);
        expect(rowAfter("ArrowDown", 2, 3)).toBe(2);
        expect(rowAfter("ArrowUp", 0, 3)).toBe(0);
        expect(rowAfter("Home", 2, 3)).toBe(0);
        expect(rowAfter("End", 0, 3)).toBe(2);
        expect(rowAfter("Enter", 0, 3)).toBeUndefined();
    });
});

describe("the story", () => {
    const event = (key: string, date?: string): StoryEvent => ({ key, date, content: null });
    const keys = (by: "year" | "decade" | "none", ...events: StoryEvent[]) =>
        groupsOf(events, by).map((group) => [group.from, ...group.events.map((e) => e.key)]);
    test("is in the order of time, what has no date at the end", () => {
        expect(keys("year", event("a"), event("b", "1981-01-28"), event("c", "1980"), event("d", "1981")))
            .toEqual([[1980, "c"], [1981, "d", "b"], [undefined, "a"]]);
    });
    test("groups by decade", () => {
        expect(keys("decade", event("a", "1989-12-31"), event("b", "1990"), event("c", "1980")))
            .toEqual([[1980, "c", "a"], [1990, "b"]]);
    });
    test("keeps the order given within a date", () => {
        expect(keys("none", event("b", "1980"), event("a", "1980"))).toEqual([[undefined, "b", "a"]]);
    });
});

describe("the table", () => {
    const rows = [{ n: 10, t: "b" }, { n: 9, t: "a" }, { t: "c" }] as { n?: number; t: string }[];
    test("sorts numbers as numbers and keeps what has none at the end", () => {
        expect(sorted(rows, (row) => row.n, false, "en").map((row) => row.t)).toEqual(["a", "b", "c"]);
        expect(sorted(rows, (row) => row.n, true, "en").map((row) => row.t)).toEqual(["b", "a", "c"]);
    });
    test("sorts words as the reader's language does", () => {
        expect(sorted(["étude", "zone", "eau"], (word) => word, false, "fr")).toEqual(["eau", "étude", "zone"]);
    });
});

describe("what people wrote", () => {
    test("is cut at a word where one is near, and never within a letter", () => {
        expect(clamp("short", 10)).toBe("short");
        expect(clamp("one two three four", 14)).toBe("one two three");
        expect(clamp("𝒳".repeat(10), 5)).toBe("𝒳𝒳");
        expect(clamp("x".repeat(60_000), 300)).toHaveLength(300);
    });
});

test("a date is due at the end of its day, where the organisation is", () => {
    expect(dayEndedBy("2027-01-31T21:00:00.000Z", "+03:00")).toBe("2027-01-31");
    expect(dayEndedBy("2027-03-01T00:00:00Z")).toBe("2027-02-28");
    expect(dayEndedBy("2027-01-31T05:00:00Z", "-05:00")).toBe("2027-01-30");
    expect(dayEndedBy("2027-01-31T21:00:00.001Z", "+03:00")).toBeUndefined();
    expect(dayEndedBy("2027-01-31T09:30:00Z", "+03:00")).toBeUndefined();
    expect(dayEndedBy("nonsense")).toBeUndefined();
});

describe("the address", () => {
    test("names a page, an identifier and a question", () => {
        expect(parseRoute("").page).toBe("");
        expect(parseRoute("#/timeline").page).toBe("timeline");
        expect(parseRoute("#/notes/in").page).toBe("notes/in");
        expect(parseRoute("#/participants/XAA")).toMatchObject({ page: "participants", id: "XAA" });
        const route = parseRoute("#/record?kind=resolution&contains=%D9%82");
        expect(route.query.get("contains")).toBe("ق");
        expect(queryOf(route.query)).toEqual({ kind: "resolution", contains: "ق", sort: "-date" });
    });
    test("is read as it was written", () => {
        const id = "a/b ق?&#";
        expect(parseRoute(href("text", { id })).id).toBe(id);
        expect(parseRoute("#/text/%E0%A4%A").id).toBe("%E0%A4%A");
    });
    test("asks the register nothing that is not a filter", () => {
        expect(queryOf(new URLSearchParams("limit=9&cursor=x&sort=wild&kind=plan"))).toEqual({ kind: "plan", sort: "-date" });
    });
});

describe("the organisation's words", () => {
    const rulebook: Rulebook = {
        ...kNoRulebook,
        forms: {
            "a.b": { schema: { properties: { kind: { titles: { x: { en: "an x" } } } } } },
        },
    };
    test("are found by form or in any", () => {
        expect(pick(kindTitle(rulebook, "kind", "x", "a.b"), "en")).toBe("an x");
        expect(pick(kindTitle(rulebook, "kind", "x"), "fr")).toBe("an x");
        expect(kindTitle(rulebook, "kind", "toString")).toBeUndefined();
    });
    test("a name is the one borne on the date", () => {
        const participant = {
            kind: "state",
            names: [{ until: "1990", short: { en: "Old" } }, { from: "1990", short: { en: "New" } }],
        };
        expect(nameOf(participant)?.short.en).toBe("New");
        expect(nameOf(participant, "1985-05-05")?.short.en).toBe("Old");
        expect(nameOf(participant, "1990-06")?.short.en).toBe("New");
        expect(nameOf(undefined)).toBeUndefined();
    });
});
