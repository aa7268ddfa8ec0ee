// The page of a case file: a verdict first, then only what was verified, then why it can be believed and
// what it does not show.
import type { Act, Step } from "../verifier";
import { body, files, particulars, type Shown, titleOf, verbatim } from "./act";
import { type Child, h, saver } from "./dom";
import { kLanguages, type Language, type MessageName } from "./messages";
import type { ActCheck, CaseReport, CheckedAct, FileCheck } from "./verify";
import { directionOf, Words } from "./words";

export type State =
    | { is: "checking" | "old-browser" }
    | { is: "broken"; what: string }
    | { is: "judged"; report: CaseReport };

type Kind = "good" | "bad" | "open";
type Grounds = NonNullable<CaseReport["grounds"]>;
const kGlyphs: Record<Kind, string> = { good: "✓", bad: "✗", open: "?" };

export class Page {
    private state: State = { is: "checking" };
    private readonly opened = new Set<number>(); // what the reader folded open, through changes of language

    constructor(
        private readonly main: HTMLElement,
        private language: Language,
    ) {}

    show(state: State): void {
        this.state = state;
        this.draw();
    }

    // A fault of this program must never leave a page that looks sound, or an empty one.
    private draw(): void {
        const rulebook = this.state.is === "judged" ? this.state.report.grounds?.rulebook : undefined;
        let words = new Words(this.language, rulebook);
        let content: HTMLElement[];
        let above: HTMLElement[];
        try {
            above = this.above(words);
            content = this.content(words);
        } catch (error) {
            this.state = { is: "broken", what: String(error) };
            words = new Words(this.language);
            above = this.above(words);
            content = this.content(words);
        }
        document.documentElement.lang = this.language;
        document.documentElement.dir = directionOf(this.language);
        document.title = [words.say("caseTitle"), words.title()].filter(Boolean).join(" · ");
        for (const old of document.querySelectorAll("body > header, body > aside")) old.remove();
        document.body.prepend(...above);
        this.main.replaceChildren(...content);
    }

    private above(words: Words): HTMLElement[] {
        const choices = kLanguages.map((language) => {
            const button = h(
                "button",
                { type: "button", lang: language, "aria-pressed": String(language === this.language) },
                new Words(language).say("ownName"),
            );
            button.addEventListener("click", () => {
                this.language = language;
                this.draw();
                document.querySelector<HTMLElement>(`header [lang=${language}]`)?.focus();
            });
            return button;
        });
        const banner = words.banner();
        const bar = h(
            "div",
            { class: "bar" },
            h("p", { class: "name" }, h("bdi", {}, words.title() ?? words.say("caseTitle"))),
            h("div", { class: "languages", role: "group", "aria-label": words.say("languageChoice") }, ...choices),
        );
        const notice = banner && h("aside", { class: "notice" }, h("bdi", {}, banner));
        return notice ? [h("header", {}, bar), notice] : [h("header", {}, bar)];
    }

    private content(words: Words): HTMLElement[] {
        const title = h("h1", {}, words.say("caseTitle"));
        switch (this.state.is) {
            case "checking":
                return [title, h("p", { class: "verdict", role: "status" }, words.say("checking"))];
            case "old-browser":
                return [title, verdict("open", words.say("oldBrowser"), words.say("oldBrowserMore"))];
            case "broken":
                return [
                    title,
                    verdict("bad", words.say("broken"), words.say("brokenMore")),
                    technical(words, this.state.what),
                ];
            case "judged":
                return [title, ...new Judged(words, this.state.report, this.opened).content()];
        }
    }
}

function verdict(kind: Kind, title: string, more: string): HTMLElement {
    return h(
        "div",
        { class: `verdict ${kind}`, role: "status" },
        mark(kind),
        h("p", {}, h("strong", {}, title), " ", more),
    );
}

function mark(kind: Kind): HTMLElement {
    return h("span", { class: `mark ${kind}`, "aria-hidden": "true" }, kGlyphs[kind]);
}

function technical(words: Words, what: string, open = false): HTMLElement {
    return h(
        "details",
        open ? { open: "" } : {},
        h("summary", {}, words.say("technical")),
        h("p", { lang: "en", dir: "ltr" }, h("code", {}, what)),
    );
}

function section(title: Child, ...children: (Child | undefined | false)[]): HTMLElement {
    return h("section", {}, h("h2", {}, title), ...children);
}

class Judged {
    private readonly subject: CheckedAct | undefined;
    private readonly shown: CheckedAct[];

    constructor(
        private readonly words: Words,
        private readonly report: CaseReport,
        private readonly opened: Set<number>,
    ) {
        const { grounds, acts } = report;
        this.shown = grounds ? acts.filter((each) => each.shown) : [];
        this.subject = this.shown.find((each) => each.shown!.act.id === grounds!.file.subject);
    }

    content(): HTMLElement[] {
        const { words, report } = this;
        const top = report.good
            ? verdict("good", words.say("good"), words.say("goodMore", { count: this.shown.length }))
            : verdict("bad", words.say("bad"), words.say(report.grounds ? "badMore" : "badNothing"));
        return [
            top,
            ...(report.good ? [] : [this.faults()]),
            ...(report.grounds ? this.communications() : []),
            ...(report.good ? [this.reasons()] : []),
            ...(report.grounds ? [this.limits(report.grounds), this.independent(report.grounds)] : []),
        ];
    }

    // ---- what does not hold

    private faults(): HTMLElement {
        const { words, report } = this;
        const ofFile = faultsOf(report.checks);
        // Where the origin or the rules fail, they fail for every communication: that is said once.
        const once = ofFile.some((check) => check.name === "founding" || check.name === "rules");
        const ofActs = report.acts.filter((each) => !each.shown).map(({ filed, checks }) => ({
            filed,
            checks: faultsOf(checks).filter((check) => !once || check.name !== "anchor"),
        }));
        return section(
            words.say("faultsTitle"),
            ofFile.length > 0 && h("h3", {}, words.say("faultOfFile")),
            ofFile.length > 0 && this.checkList(ofFile),
            ...ofActs.filter(({ checks }) => checks.length > 0).flatMap(({ filed, checks }) => [
                h("h3", {}, ...words.line("faultOfAct", { number: filed.number })),
                this.checkList(checks),
                h("ul", { class: "downloads" }, ...files(words, filed)),
            ]),
        );
    }

    private checkList(checks: Step<FileCheck | ActCheck>[]): HTMLElement {
        return h("ul", { class: "checks" }, ...checks.map((check) => this.check(check)));
    }

    private check({ name, ok, error }: Step<FileCheck | ActCheck>): HTMLElement {
        const { words } = this;
        const kind = ok === null ? "open" : ok ? "good" : "bad";
        const word = words.say(ok === null ? "notMade" : ok ? "holds" : "fails");
        return h(
            "li",
            { class: kind, "data-check": name },
            mark(kind),
            h(
                "div",
                {},
                h("p", {}, h("strong", {}, words.say(`check_${name}`)), " ", h("span", { class: "word" }, word)),
                h("p", { class: "quiet" }, words.say(ok ? `more_${name}` : `why_${name}`)),
                // Of what cannot even be read, where is all that can be said.
                error && technical(words, `${error.type}: ${error.message}`, name === "evidence"),
            ),
        );
    }

    // ---- what holds

    private communications(): HTMLElement[] {
        const { words, shown, subject } = this;
        if (!subject) {
            const gone = section(words.say("subjectTitle"), h("p", {}, words.say("subjectGone")));
            return [gone, this.group("othersTitle", shown.map((each) => this.folded(each)))].filter((each) => !!each);
        }
        const about = subject.shown!.act;
        const targets = new Set(about.re.map((reference) => reference.id));
        const cites = [...targets].map((id) => {
            const target = shown.find((each) => each.shown!.act.id === id);
            const relations = this.relations(about, id, "cites");
            return target
                ? this.folded(target, relations)
                : h("p", { class: "folded" }, ...relations, words.say("citedGone"));
        });
        const citing = shown.filter((each) => each.shown!.act.re.some((reference) => reference.id === about.id));
        const citedBy = citing.map((each) => this.folded(each, this.relations(each.shown!.act, about.id, "citedBy")));
        const rest = shown.filter(
            (each) => each !== subject && !citing.includes(each) && !targets.has(each.shown!.act.id),
        );
        const vouches = (each: CheckedAct) => /^(register|key)\./.test(each.shown!.act.form);
        const others = rest.filter((each) => !vouches(each));
        const vouching = rest.filter(vouches);
        return [
            section(titleOf(words, about), ...this.whole(subject)),
            this.group("citesTitle", cites),
            this.group("citedByTitle", citedBy),
            this.group("othersTitle", others.map((each) => this.folded(each))),
            this.group("vouchingTitle", vouching.map((each) => this.folded(each)), "vouchingMore"),
        ].filter((each) => !!each);
    }

    private group(title: MessageName, members: HTMLElement[], more?: MessageName): HTMLElement | undefined {
        if (members.length === 0) return undefined;
        return section(this.words.say(title), more && h("p", { class: "quiet" }, this.words.say(more)), ...members);
    }

    // How one refers to the other, in the organisation's own words where its rules have them.
    private relations(citing: Act, cited: string, direction: "cites" | "citedBy"): Child[] {
        const { words } = this;
        const relations = citing.re.filter(({ id }) => id === cited).flatMap(({ as, item }, i): Child[] => [
            i > 0 ? words.say("separator") : "",
            h("bdi", { class: "relation" }, words.term(`re.${as}${direction === "cites" ? "" : ".passive"}`) ?? words.say(direction)),
            ...(item === undefined ? [] : [" ", h("span", { class: "quiet" }, ...words.line("item", { item }))]),
        ]);
        return [...relations, " "];
    }

    private folded(each: CheckedAct, relations: Child[] = []): HTMLElement {
        const { words } = this;
        const { act, number } = each.shown!;
        const details = h(
            "details",
            { class: "folded" },
            h(
                "summary",
                {},
                ...relations,
                titleOf(words, act),
                " ",
                h("span", { class: "quiet" }, ...words.line("numbered", { number })),
            ),
            ...this.whole(each),
        );
        details.open = this.opened.has(number);
        details.addEventListener("toggle", () => (details.open ? this.opened.add(number) : this.opened.delete(number)));
        return details;
    }

    private whole(each: CheckedAct): HTMLElement[] {
        const { words } = this;
        const shown = each.shown!;
        const text = body(words, shown);
        return [
            particulars(words, shown),
            ...(text ? [h("h3", {}, words.say("bodyTitle")), text] : []),
            h("details", {}, h("summary", {}, words.say("signedText")), verbatim(shown.report.note)),
            h("ul", { class: "downloads" }, ...files(words, each.filed)),
        ];
    }

    // ---- why

    private reasons(): HTMLElement {
        const { words, report, subject } = this;
        return section(
            words.say("whyTitle"),
            h("h3", {}, words.say("whyFile")),
            this.checkList(report.checks),
            h("h3", {}, words.say("whySubject")),
            this.checkList(subject!.checks),
            h("p", {}, words.say("whyOthers", { count: report.acts.length - 1 })),
            h("h3", {}, words.say("foundingTitle")),
            h("p", {}, words.say("foundingMore")),
            h("pre", { dir: "ltr", tabindex: "0", class: "anchor" }, report.grounds!.file.anchor),
        );
    }

    private limits({ file }: Grounds): HTMLElement {
        const { words } = this;
        const enclosed = this.shown.some((each) => each.shown!.act.enclosures.length > 0);
        const item = (name: MessageName) => h("li", {}, words.say(name));
        return section(
            words.say("limitsTitle"),
            h(
                "ul",
                {},
                item("limit_program"),
                item("limit_complete"),
                item("limit_revoked"),
                item("limit_durable"),
                h("li", {}, ...words.line("limit_made", { made: words.instant(file.made) })),
                enclosed && item("limit_enclosures"),
                item("limit_position"),
            ),
        );
    }

    private independent({ file, anchor }: Grounds): HTMLElement {
        const { words, subject } = this;
        return section(
            words.say("independentTitle"),
            h("p", {}, words.say("independentMore")),
            h(
                "ul",
                { class: "downloads" },
                ...(subject ? files(words, subject.filed) : []),
                ...this.keyFiles(subject?.shown),
                saver(words.say("savePolicy"), "policy.txt", `log ${anchor.key.text}\nquorum none\n`),
                saver(words.say("saveAnchor"), "anchor", file.anchor),
                saver(words.say("saveRules"), "rulebook.json", file.rulebook),
            ),
            subject && h("pre", { dir: "ltr", tabindex: "0" }, command(subject.shown!)),
            h("p", {}, words.say("independentWhole")),
            h("pre", { dir: "ltr", tabindex: "0" }, "mithaq log verify REGISTER --anchor anchor"),
        );
    }

    // The communication that registered the sender's key, where there is one sender.
    private keyFiles(shown: Shown | undefined): HTMLElement[] {
        const number = shown && keyAct(shown);
        const found = this.shown.find((each) => each.filed.number === number);
        return found ? files(this.words, found.filed) : [];
    }
}

function faultsOf<Name extends string>(checks: Step<Name>[]): Step<Name>[] {
    const failed = checks.filter((check) => check.ok === false);
    return failed.length > 0 ? failed : checks.filter((check) => !check.ok);
}

function keyAct({ act, report }: Shown): number | undefined {
    const number = act.from.length === 1 ? report.authors[0]?.number : undefined;
    return number === 0 ? undefined : number;
}

function command(shown: Shown): string {
    const key = keyAct(shown);
    return [
        `mithaq act verify ${shown.number}.note ${shown.number}.receipt --policy policy.txt`,
        ...(key === undefined ? [] : [`--key-act ${key}.note --key-receipt ${key}.receipt`]),
    ].join(" ");
}

