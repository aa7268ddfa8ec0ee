// Files, as pages show them: what is said of who has not answered, many participants in a line, what happened.
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { ActBrief, Action, AllowedMove, FileEvent, FileTable } from "../src/api/files";
import { CommunicationsTable } from "../src/components/table";
import { Why } from "../src/components/why";
import { type Language, LanguageProvider } from "../src/messages";
import { ar } from "../src/messages/ar";
import { en } from "../src/messages/en";
import { fr } from "../src/messages/fr";
import { ActionCard, standingOf } from "../src/pages/action_card";
import { movesShown } from "../src/pages/file";
import { FileLink, Many } from "../src/pages/file_parts";
import { happeningsOf } from "../src/pages/file_story";
import { formOf, kNoRulebook, namedBySets, type Rulebook, RulebookContext } from "../src/rulebook";
import { parseRoute } from "../src/shell/route";

const catalogues = { ar, en, fr };
const states = ["XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XAG", "XAH", "XAI"];
const named = (code: string) => ({ kind: "state", names: [{ short: { en: `State ${code}` } }] });
const rulebook: Rulebook = {
    ...kNoRulebook,
    calendar: { offset: "+03:00" },
    participants: {
        ...Object.fromEntries(states.map((code) => [code, named(code)])),
        SG: { ...named("SG"), kind: "office" },
        MEMBERS: { ...named("MEMBERS"), kind: "group", speaks: "members" },
    },
    sets: {
        members: { kind: "state", title: { en: "Member states" } },
        bureau: { list: ["XAA", "XAB", "XAC"], title: { en: "Bureau" } },
        pair: { list: ["SG", "MEMBERS"], title: { en: "Pair" } },
    },
    terms: { "character.obligation": { en: "obligation" }, "urgency.immediate": { en: "immediately" } },
    forms: { "note.reply": { title: { en: "Reply" } } },
    procedures: { note: { title: { en: "Note" }, stage: [{ name: "open", title: { en: "Open" } }] } },
};

function html(content: ReactNode, language: Language = "en"): string {
    return renderToStaticMarkup(
        <LanguageProvider language={language} catalogue={catalogues[language]}>
            <RulebookContext value={rulebook}>{content}</RulebookContext>
        </LanguageProvider>,
    );
}
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();

const act = (number: number, more: Partial<ActBrief> = {}): ActBrief => ({
    id: String(number).padStart(64, "0"), number, stamp: "2027-01-05T09:15:00.000Z", form: "note.reply", from: ["XAB"], ...more,
});
const action = (more: Partial<Action> = {}): Action => ({
    index: 0, name: "reply", title: { en: "A reply" }, about: act(1), since: "2027-01-02T09:00:00.000Z", of: ["XAA", "XAB"],
    due: "2027-01-04T21:00:00.000Z", character: "obligation", state: "open", answers: [], reminders: [],
    matter: { id: "f".repeat(64), number: 1, type: "note", stage: "open", title: { en: "Contact points" } }, ...more,
});
const answer = (participant: string, at: string) => ({ participant, at, act: act(2) });
const asOf = { number: 21, stamp: "2027-01-06T09:00:00.120Z" };

describe("an action requested", () => {
    const card = (more: Partial<Action>) => textOf(html(<ActionCard action={action(more)} asOf={asOf} heading="h2" />));
    test("never says who has not answered unless the register does", () => {
        const everybody = card({});
        expect(everybody).not.toMatch(/not yet received/i);
        expect(everybody).toContain("4 January 2027, end of the day (UTC+03:00)");
        expect(everybody).not.toContain("past the date");
        const concerned = card({ passed: true, awaited: ["XAA"] });
        expect(concerned).toContain("not yet received, 2 days past the date");
        expect(concerned).toContain("Not yet received from: State XAA");
        expect(concerned).toContain("to nobody else");
        const invited = card({ character: "invitation", awaited: ["XAA"] });
        expect(invited).toContain("Reply awaited from: State XAA");
        expect(invited).not.toMatch(/not yet received/i);
    });
    test("says in a word where it stands", () => {
        const one = answer("XAB", "2027-01-03T08:00:00.000Z");
        expect(standingOf(action())).toEqual({ kind: "plain", name: "actionOpen" });
        expect(standingOf(action({ answers: [one, one] }))).toEqual({ kind: "plain", name: "actionSome", count: 1 });
        expect(standingOf(action({ passed: true }))).toEqual({ kind: "wait", name: "actionPassed" });
        expect(standingOf(action({ state: "answered", of: ["XAB"], answers: [one] }))).toMatchObject({ kind: "good", name: "actionReceived", date: one.at });
        const later = answer("XAA", "2027-01-05T08:00:00.000Z");
        expect(standingOf(action({ state: "answered", answers: [later, one] }))).toMatchObject({ name: "actionAllReceived", date: later.at });
        expect(standingOf(action({ state: "released", passed: true, released: { at: "2027-01-05T00:00:00.000Z" } })).kind).toBe("plain");
    });
    test("due before a session says so until the session has a date", () => {
        expect(card({ session: "XAA/2", due: undefined as never })).toContain("before State XAA, 2nd session opens; its date is not set yet");
        expect(card({ session: "XAA/2" })).toContain("that is 4 January 2027, end of the day");
    });
    test("of one who speaks for many needs one reply", () => {
        expect(card({ of: ["MEMBERS"] })).toContain("One reply is enough");
        expect(card({})).not.toContain("One reply is enough");
    });
    test("carries hostile words as words", () => {
        const hostile = { en: "<img src=x onerror=alert(1)>" };
        const markup = html(<ActionCard action={action({ title: hostile, text: hostile, item: "<b>", about: act(1, { title: hostile }) })} asOf={asOf} heading="h2" />);
        expect(markup).not.toMatch(/<(img|b)[ >]/);
    });
});

describe("many participants", () => {
    test("are said by the sets that they fill, the largest first", () => {
        expect(namedBySets(rulebook, [...states, "SG"])).toEqual({ sets: [{ name: "members", title: { en: "Member states" }, count: 9 }], codes: ["SG"] });
        expect(namedBySets(rulebook, ["XAA", "XAC", "XAB", "XAD"])).toMatchObject({ sets: [{ name: "bureau" }], codes: ["XAD"] });
        expect(namedBySets(rulebook, states.slice(1)).sets).toEqual([]);
    });
    test("are a few names and a count, all of them when asked", () => {
        expect(textOf(html(<Many codes={states.slice(1)} />))).toBe("State XAB, State XAC, State XAD, State XAE, State XAF, State XAG and 2 others Show all");
        expect(textOf(html(<Many codes={["XAA", "SG"]} />))).toBe("State XAA, State SG");
    });
});

test("one communication, or one instant, stands with all that it led to", () => {
    const event = (kind: FileEvent["kind"], at: string, of?: ActBrief): FileEvent => ({ kind, at, ...(of ? { act: of } : {}) });
    const happened = happeningsOf([
        event("moved", "1", act(1)), event("opened", "1", act(1)), event("stage", "2"), event("reached", "2"), event("closed", "3"),
        event("moved", "4", act(2)), event("answered", "3", act(2)),
    ]);
    expect(happened.map(({ at, act, events }) => [at, act?.number, events.length])).toEqual([["1", 1, 2], ["2", undefined, 2], ["3", undefined, 1], ["4", 2, 2]]);
});

test("of two ways to do the same, the one that waits for nothing is shown", () => {
    const move = (move: number, unmet: number[], form = "a", by = ["XAA"]): AllowedMove => ({ move, forms: [form], by, unmet });
    expect(movesShown([move(0, [0]), move(1, []), move(2, [1], "b")]).map((each) => each.move)).toEqual([1, 2]);
    expect(movesShown([move(0, [0], "a", ["XAA", "XAB"]), move(1, [])]).map((each) => each.move)).toEqual([0, 1]);
});

test("a table shows its communications under their row and column", () => {
    const table: FileTable = {
        name: "replies", title: { en: "Replies" }, columns: [{ key: "note.reply", title: { en: "Reply" } }, { key: "2027" }],
        rows: [{ participant: "XAB", cells: [[act(1), act(2)], []] }, { item: "3", title: { en: "Third" }, cells: [[], [act(3)]] }],
    };
    const markup = html(<CommunicationsTable table={table} />);
    expect(markup.match(/role="rowheader"/g)).toHaveLength(2);
    expect(markup.match(/href="#\/text\//g)).toHaveLength(3);
    expect(textOf(markup)).toContain("State XAB");
    expect(textOf(markup)).toContain("3 Third");
    expect(markup).toContain("2027");
});

test("why is a button that says of what, and what it shows is not there before", () => {
    const markup = html(<Why file="x" of="Stage: Open" />, "ar");
    expect(markup).toContain('aria-expanded="false"');
    expect(markup).toContain('aria-label="لماذا؟ Stage: Open"');
    expect(markup).toMatch(/<div id="[^"]+" class="why-panel" hidden=""><\/div>/);
});

test("a file without a title is named by its type", () => {
    expect(html(<FileLink file={{ id: "a/b", type: "note" }} />)).toBe('<a href="#/files/a%2Fb"><bdi>Note</bdi></a>');
    expect(parseRoute("#/files/a%2Fb?for=XAA&as-of=3")).toMatchObject({ page: "files", id: "a/b" });
    expect(parseRoute("#/rules/note")).toMatchObject({ page: "rules", id: "note" });
});

test("the form of a pattern is what stands before its condition", () => {
    expect(["a.b", "a.b(final=yes)"].map(formOf)).toEqual(["a.b", "a.b"]);
});
