// One communication of which every check holds, as a reader sees it.
import { kindOf } from "../kinds";
import type { Schema } from "../rulebook";
import type { Act, Json, JsonObject } from "../verifier";
import { type Child, h, saver } from "./dom";
import type { CheckedAct } from "./verify";
import { directionOf, own, type Words } from "./words";

export type Shown = NonNullable<CheckedAct["shown"]>;

// The order in which people expect what they read; what is not named here follows as it was signed.
const kOrder = [
    "item", "printed", "kind", "title", "subject", "symbol", "organ", "session", "place", "when", "gregorian", "until",
    "hijri", "to", "addressees", "mandate", "composition", "summary", "text", "character", "due", "themes", "meetings",
    "paragraphs", "recommendations", "actions", "reply", "remark", "source", "document", "address", "checked", "correction",
];
const kTitleMax = 200;
const kTurning = /[\u202a-\u202e\u2066-\u2069]|\\u20(2[a-e]|6[6-9])/i;

function isEditionForm(form: string): boolean {
    return /^(register|key|clock)\./.test(form);
}

// What the communication is called: its title or subject, else its form's title.
export function titleOf(words: Words, act: Act): HTMLElement {
    const texts = [act.body.get("title"), act.body.get("subject")].find((value) => value instanceof Map);
    const language = texts && (texts.has(words.language) ? words.language : [...texts.keys()][0]);
    const text = language !== undefined && texts?.get(language);
    if (typeof text !== "string") return h("bdi", {}, words.formTitle(act.form));
    const points = [...text];
    const cut = points.length > kTitleMax ? `${points.slice(0, kTitleMax).join("")}…` : text;
    return h("bdi", { class: "people", dir: "auto", lang: language as string }, cut);
}

function people(text: string): HTMLElement {
    return h("bdi", { class: "people", dir: "auto" }, text);
}

function machine(text: string): HTMLElement {
    return h("bdi", { class: "machine", dir: "ltr" }, text);
}

function fact(label: Child, ...value: Child[]): HTMLElement {
    return h("div", {}, h("dt", {}, label), h("dd", {}, ...value));
}

// The day on which it counts: on paper, the day it was received.
function dayOf({ act, stamp }: Shown): string {
    return (act.received?.at ?? stamp).slice(0, 10);
}

export function particulars(words: Words, shown: Shown): HTMLElement {
    const { act, number, stamp, report } = shown;
    const day = dayOf(shown);
    const list = h("dl", { class: "facts" });
    const add = (name: Parameters<Words["say"]>[0], ...value: Child[]) => list.append(fact(words.say(name), ...value));
    add("number", h("bdi", { dir: "ltr", class: "number" }, String(number)));
    add("registeredAt", words.instant(stamp), computedHijri(words, stamp.slice(0, 10)));
    add("form", h("bdi", {}, words.formTitle(act.form)));
    add("from", words.participants(act.received?.from ?? act.from, day, true));
    if (act.received) {
        const { from, via, at, by } = act.received;
        add("received", ...words.line("receivedMore", {
            from: words.participants(from, day),
            via: words.way(via),
            at: words.instant(at),
            by: people(by),
            registry: words.participants(act.from, day),
        }));
    }
    if (act.ref) add("reference", people(act.ref));
    if (act.dated) add("dated", ...dated(words, act.dated));
    if (act.marking) add("marking", people(words.marking(act.marking)));
    add("signedBy", h("ul", {}, ...report.authors.map((author) =>
        h("li", {}, ...words.line("signedWith", {
            participant: words.participant(author.participant, day),
            keyname: machine(author.key.name),
            number: author.number,
        })),
    )));
    if (act.enclosures.length > 0) add("enclosures", enclosures(words, act));
    add("identifier", machine(act.id));
    return list;
}

function computedHijri(words: Words, day: string): Child {
    const hijri = words.hijri(day);
    return hijri ? h("span", { class: "hijri" }, ...words.line("hijriComputed", { date: hijri })) : "";
}

function dated(words: Words, { gregorian, hijri }: NonNullable<Act["dated"]>): Child[] {
    const printed = hijri && h("span", { class: "hijri" }, ...words.line("hijriPrinted", { date: people(hijri) }));
    return [
        gregorian ? h("bdi", {}, words.date(gregorian)) : "",
        printed || (gregorian ? computedHijri(words, gregorian) : ""),
    ];
}

function enclosures(words: Words, act: Act): HTMLElement {
    return h("ul", {}, ...act.enclosures.map(({ name, size, type, sha256 }) =>
        h(
            "li",
            {},
            ...words.line("enclosureMore", { title: people(name), count: size, type: machine(type) }),
            h("br"),
            `${words.say("fingerprint")} `,
            machine(sha256),
        ),
    ));
}

// ---- the body, under the labels that its form gives

export function body(words: Words, shown: Shown): HTMLElement | undefined {
    const { act } = shown;
    if (act.body.size === 0) return undefined;
    const reader = new BodyReader(words, act, dayOf(shown));
    return h(
        "div",
        { class: "body" },
        kTurning.test(act.note.text) && h("p", { class: "caution" }, words.say("turning")),
        reader.value(act.body, words.schema(act.form)),
    );
}

class BodyReader {
    constructor(
        private readonly words: Words,
        private readonly act: Act,
        private readonly day: string,
    ) {}

    value(value: Json, schema: Schema | undefined, name = ""): HTMLElement {
        if (value instanceof Map)
            return schema?.["x-mithaq"] === "text" ? this.versions(value) : this.object(value, schema);
        if (Array.isArray(value))
            return h("ul", {}, ...value.map((item) => h("li", {}, this.value(item, schema?.items))));
        if (typeof value === "boolean") return h("span", {}, this.words.say(value ? "yes" : "no"));
        if (typeof value === "number") return h("bdi", { dir: "ltr" }, String(value));
        return this.text(value, schema, name);
    }

    private object(object: JsonObject, schema: Schema | undefined): HTMLElement {
        const rank = (name: string) => (kOrder.includes(name) ? kOrder.indexOf(name) : kOrder.length);
        const members = [...object].sort(([a], [b]) => rank(a) - rank(b));
        return h("dl", {}, ...members.map(([name, value]) => {
            const inner = own(schema?.properties, name);
            const label = this.words.pick(inner?.title) ?? this.words.find(`field_${name}`);
            return fact(label ? h("bdi", {}, label) : machine(name), this.value(value, inner, name));
        }));
    }

    // A text in several languages: the reader's first, each with its language and what it is.
    private versions(texts: JsonObject): HTMLElement {
        const { language } = this.words;
        const ordered = [...texts].sort(([a], [b]) => Number(b === language) - Number(a === language));
        return h("div", {}, ...ordered.map(([of, text]) => {
            const version = this.act.languages.get(of);
            return h(
                "div",
                { class: "version" },
                (ordered.length > 1 || of !== language || version) && h(
                    "p",
                    { class: "version-name" },
                    h("bdi", {}, this.words.languageName(of)),
                    version && ` · ${this.words.say(`version_${version}`)}`,
                ),
                h("div", { class: "people", lang: of, dir: directionOf(of) === "rtl" ? "rtl" : "auto" }, String(text)),
            );
        }));
    }

    // What a string means, its schema says; the edition's own forms have a few of their own.
    private text(text: string, schema: Schema | undefined, name: string): HTMLElement {
        const kind = kindOf(schema, text);
        if (kind === "participant" || (isEditionForm(this.act.form) && name === "participant"))
            return this.words.participant(text, this.day);
        if (isEditionForm(this.act.form)) {
            const purpose = name === "purpose" && this.words.find(`purpose_${text}`);
            return purpose ? h("span", {}, purpose) : machine(text);
        }
        const title = this.words.pick(own(schema?.titles, text));
        if (title) return h("bdi", {}, title);
        if (kind === "date" || kind === "partial-date") return h("bdi", {}, this.words.date(text));
        if (kind === "instant") return this.words.instant(text);
        if (kind === "theme") return h("bdi", {}, this.words.theme(text));
        if (kind === "session") return h("span", {}, ...this.words.session(text, this.day));
        return people(text);
    }
}

// ---- what was signed, and its files

// Text as it stands, with what is invisible and turns directions made visible.
export function verbatim(text: string): HTMLElement {
    const parts = text.split(/([\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])/);
    return h("pre", { dir: "ltr", tabindex: "0" }, ...parts.map((part, i) =>
        i % 2 === 0
            ? part
            : h("span", { class: "invisible" }, `U+${part.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`),
    ));
}

export function files(words: Words, filed: CheckedAct["filed"]): HTMLElement[] {
    return [
        saver(words.say("saveNote"), `${filed.number}.note`, filed.note),
        saver(words.say("saveReceipt"), `${filed.number}.receipt`, filed.receipt),
    ];
}
