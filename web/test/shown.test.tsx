// What pages make of data, as markup: the five components, and text that means harm.
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { isWebAddress, partsOf, shownItem, sourceOf, textsOf, toJson } from "../src/body";
import { Clock, Due } from "../src/components/clock";
import { List, RowLink } from "../src/components/list";
import { type StatusKind, StatusMark } from "../src/components/status";
import { Story } from "../src/components/story";
import { DataTable } from "../src/components/table";
import { type Language, LanguageProvider } from "../src/messages";
import { ar } from "../src/messages/ar";
import { en } from "../src/messages/en";
import { fr } from "../src/messages/fr";
import { Passage, Session, Term, Texts, Title, Value, versionFor, Words } from "../src/people";
import { kNoRulebook, type Rulebook, RulebookContext } from "../src/rulebook";

const catalogues = { ar, en, fr };
const rulebook: Rulebook = {
    ...kNoRulebook,
    participants: { XAA: { kind: "organ", names: [{ until: "1990", short: { en: "Old" } }, { from: "1990", short: { en: "New" } }] } },
    terms: {
        "calendar.printed": { en: "as printed" },
        "calendar.computed": { en: "computed" },
        "calendar.date-hijri": { en: "{day} {month} {year} AH" },
        "calendar.month.hijri.6": { en: "Jumada al-Akhirah" },
        "re.item": { en: "item {item}" },
    },
};

function html(content: ReactNode, language: Language = "en"): string {
    return renderToStaticMarkup(
        <LanguageProvider language={language} catalogue={catalogues[language]}>
            <RulebookContext value={rulebook}>{content}</RulebookContext>
        </LanguageProvider>,
    );
}
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();

describe("text that means harm", () => {
    const script = '<script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style>';
    test("is text, wherever it stands", () => {
        const shown = [
            <Words text={script} />, <Title texts={{ en: script }} />, <Texts texts={{ en: script, fr: script }} />,
            <Passage text={script} language="en" />, <Session session={script} />, <Clock hijri={script} date={script} />,
            <Term name={script} />, <Term name="re.item" item={<Words text={script} />} />,
            <Value value={toJson({ [script]: [script, { a: script }] })} around={{ form: script, languages: new Map() }} />,
        ];
        for (const each of shown) {
            const markup = html(each);
            expect(markup).not.toMatch(/<(script|img|style)/);
            expect(markup).toContain("&lt;script&gt;");
        }
    });
    test("turns no direction around it: each piece is isolated in a box of its own", () => {
        const turning = "\u202eevil\u2069\u202c";
        expect(html(<Words text={turning} />)).toBe(`<bdi class="people" dir="auto">${turning}</bdi>`);
        expect(html(<Passage text={turning} language="ar" />)).toBe(`<div class="people" lang="ar" dir="rtl">${turning}</div>`);
    });
    test("is shown only as far as a reader can use it, and all of it when asked", () => {
        const word = "x".repeat(60_000);
        expect(html(<Words text={word} />).length).toBeLessThan(600);
        expect(html(<Words text={word} plain />)).not.toContain("button");
        expect(html(<Texts texts={{ en: word }} />).length).toBeLessThan(4_500);
        expect(textOf(html(<Words text={word} />))).toMatch(/… Show all \(60,000 characters\)$/);
    });
    test("cannot make an address that runs", () => {
        for (const address of ["javascript:alert(1)", "data:text/html,x", " https://x", "https://a b", "ftp://x", "//x"])
            expect(isWebAddress(address), address).toBe(false);
        expect(isWebAddress("https://example.org/a?b=c#d")).toBe(true);
    });
    test("of another shape than its form's is not shown as what it is not", () => {
        for (const value of [null, 7, "x", [], {}, { en: 7 }, { en: "x", fr: {} }]) expect(textsOf(value)).toBeUndefined();
        expect(partsOf("x")).toEqual([]);
        expect(partsOf([null, 7, { item: 3, text: "x", addressees: "XAA", themes: [1, "a"] }])).toEqual([
            { item: "1", themes: ["a"], addressees: [] },
        ]);
        expect(sourceOf([])).toEqual({});
    });
});

describe("the clock", () => {
    test("shows a Hijri date as it is printed, and computes none beside it", () => {
        expect(textOf(html(<Clock date="1980-05-22" hijri="7 رجب 1400 هـ" />))).toBe("22 May 19807 رجب 1400 هـ (as printed)");
    });
    test("computes one where none is printed, and says so", () => {
        expect(textOf(html(<Clock date="2026-11-23" />))).toBe("23 November 202613 Jumada al-Akhirah 1448 AH (computed)");
        expect(textOf(html(<Clock date="2026-11" />))).toBe("November 2026");
        expect(textOf(html(<Clock date="2026-11-23" brief />))).toBe("23 November 2026");
    });
    test("says where a due date stands", () => {
        const now = new Date("2026-11-23T10:00:00Z");
        const end = "2026-11-26T00:00:00Z";
        expect(textOf(html(<Due at={end} now={now} open />))).toBe("25 November 2026, end of the day (UTC)–in 2 days");
        expect(textOf(html(<Due at={end} now={now} open={false} />))).toBe("25 November 2026, end of the day (UTC)");
        expect(textOf(html(<Due at="2026-11-25T09:30:00Z" now={now} open />))).toBe("25 November 2026 09:30 UTC–in 2 days");
    });
    test("says that a date went by only when the register does", () => {
        const now = new Date("2026-11-23T10:00:00Z");
        const past = "2026-11-21T00:00:00Z";
        expect(textOf(html(<Due at={past} now={now} open />))).toBe("20 November 2026, end of the day (UTC)");
        expect(textOf(html(<Due at={past} now={now} open passed />))).toContain("not yet received, 3 days past the date");
        expect(textOf(html(<Due at={past} now={now} open passed />, "ar"))).toContain("لم يرد بعد، مضت 3 أيام على موعده");
    });
});

test("a status is a word, a shape of its own and a colour", () => {
    const kinds: StatusKind[] = ["good", "bad", "open", "changed", "wait", "plain"];
    const shapes = kinds.map((kind) => textOf(html(<StatusMark kind={kind} word="" />)));
    expect(new Set(shapes).size).toBe(kinds.length);
    expect(html(<StatusMark kind="bad" word="fails" />)).toContain('<span class="status-word">fails</span>');
});

test("the list says that it is empty only when it knows", () => {
    const list = (state: "loading" | "ready" | "failed") =>
        textOf(html(
            <List label="texts" items={[]} keyOf={String} row={() => null} of={{ state, again: () => undefined }} empty="nothing" />,
        ));
    expect(list("ready")).toBe("nothing");
    expect(list("loading")).toBe("Loading…");
    expect(list("failed")).toBe("The register does not answer. Try again");
    const rows = html(<List label="texts" items={["a"]} keyOf={String} row={(id) => <RowLink to={`#/${id}`}>{id}</RowLink>} more={() => undefined} />);
    expect(rows).toContain('<ul role="list" aria-label="texts">');
    expect(rows).toContain('href="#/a"');
    expect(textOf(rows)).toContain("Show more");
});

test("the table names each row, and says by what it is sorted", () => {
    const rows = [{ code: "b", n: 2 }, { code: "a", n: 1 }];
    const markup = html(
        <DataTable
            caption="All"
            columns={[
                { key: "code", header: "Code", rowHeader: true, cell: (row) => row.code, sort: (row) => row.code },
                { key: "n", header: "N", cell: (row) => row.n },
            ]}
            rows={rows}
            keyOf={(row) => row.code}
            initial={{ key: "code", descending: false }}
        />,
    );
    expect(markup).toMatch(/<th role="rowheader" scope="row">.*?a.*?<\/th>.*?<th role="rowheader" scope="row">.*?b/s);
    expect(markup).toContain('aria-sort="ascending"');
    expect(markup).toContain("<caption>All</caption>");
});

test("the story counts what stands under each decade", () => {
    const markup = html(
        <Story by="decade" events={[{ key: 1, date: "1981", content: "x" }, { key: 2, date: "1989-05", content: "y" }, { key: 3, content: "z" }]} />,
    );
    expect(textOf(markup)).toBe("1980–1989 2 texts1981xMay 1989yWithout a date 1 textz");
});

test("a reader is shown his language, else the original, else the first", () => {
    const texts = { ar: "ع", fr: "f" };
    expect(versionFor(texts, "fr")).toBe("fr");
    expect(versionFor(texts, "en")).toBe("ar");
    expect(versionFor(texts, "en", new Map([["fr", "original"], ["ar", "courtesy"]]))).toBe("fr");
    expect(versionFor(texts, "en", new Map([["es", "original"]]))).toBe("ar");
    expect(versionFor({}, "en")).toBeUndefined();
});

test("a part is numbered only where it has a number", () => {
    expect(["3", "11 bis", "a-2", "opening", undefined].map(shownItem)).toEqual(["3", "11 bis", "a-2", undefined, undefined]);
});

test("a session is the organ's, under the name that it bore", () => {
    expect(textOf(html(<Session session="XAA/11" date="1980-05-22" />))).toBe("Old, 11th session");
    expect(textOf(html(<Session session="XAA/4E" />))).toBe("New, 4th extraordinary session");
    expect(textOf(html(<Session session="XAA/1" />, "fr"))).toBe("New, 1re session");
});
