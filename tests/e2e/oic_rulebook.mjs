#!/usr/bin/env node
// The organisation's own rulebook, read as the register reads it: members, names, dates, precedence, themes and words.
// Diplomats read these, so what can be checked by a machine is. The lists in ../shared are compared where they are.
//
//   MITHAQ=build/release/mithaq node tests/e2e/oic_rulebook.mjs
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { done, expect, inFolder, tree } from "./lib/program.mjs";

const languages = ["ar", "en", "fr"];
const shared = join(tree, "..", "shared", "data", "oic_membership");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const sorted = (list) => [...list].sort();

// A small CSV: fields may stand in double quotes, no line breaks in them.
function rows(path) {
    const [head, ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/)
        .map((line) => [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((found) => found[2] ?? found[1]).slice(0, -1));
    return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ""])));
}

// Every text of the bundle, with where it stands.
function* texts(value, at = "") {
    if (value === null || typeof value !== "object") return;
    if (!Array.isArray(value) && typeof value.en === "string") yield [at, value];
    else for (const [key, below] of Object.entries(value)) yield* texts(below, `${at}/${key}`);
}

function membersAreTheFiftySeven({ participants, sets }) {
    const members = Object.keys(participants).filter((code) => participants[code].kind === "state");
    expect(members.length === 57, () => `${members.length} members`);
    for (const code of members) {
        const { names, status } = participants[code];
        expect(/^[A-Z]{3}$/.test(code), () => `${code} is no ISO code of three letters`);
        expect(status?.[0].as === "member" && /^\d{4}/.test(status[0].from), () => `${code} has no accession`);
        expect(status?.at(-1).as === "member" && !status.at(-1).until, () => `${code} is no member today`);
        const today = names.at(-1);
        for (const part of ["short", "formal", "adjective"])
            expect(languages.every((language) => today[part]?.[language]), () => `${code}: ${part} is not in every language`);
        expect(today.article?.fr !== undefined, () => `${code}: no French article, nor "" for none`);
        expect(!today.until, () => `${code}: its name of today has ended`);
    }
    const groups = ["arab-group", "asian-group", "african-group"].flatMap((group) => sets[group].list);
    expect(same(sorted(groups), sorted(members)), "the three regional groups are not the members, each once");
    return members;
}

function namesSayWhereTheyComeFrom({ participants }) {
    for (const [code, { names, status = [] }] of Object.entries(participants))
        for (const [what, { source, checked }] of [...names.map((name) => ["name", name]), ...status.map((row) => ["status", row])]) {
            expect(source, () => `${code}: a ${what} without a source`);
            // "yes" is for what somebody read in a page of the organisation itself.
            expect(checked !== "yes" || /\boic-(oci|un)\.org\//.test(source), () => `${code}: a ${what} is checked, by ${source}`);
        }
}

// Labels of common lists that the organisation does not use.
function namesAreTheOrganisations({ participants }) {
    const never = ["ساحل العاج", "الأراضي الفلسطينية", "Palestinian Territories", "Ivory Coast", "بروناي ", "سوازيلاند"];
    const today = (code, part = "short") => participants[code].names.at(-1)[part];
    for (const [at, text] of texts(participants))
        for (const language of languages)
            expect(!never.some((label) => `${text[language]} `.includes(label) && text[language] !== "بروناي دار السلام"),
                () => `${at}: ${text[language]}`);
    for (const [code, part, ar, en, fr] of [
        ["CIV", "short", "كوت ديفوار", "Côte d’Ivoire", "Côte d’Ivoire"],
        ["PSE", "formal", "دولة فلسطين", "State of Palestine", "État de Palestine"],
        ["BRN", "short", "بروناي دار السلام", "Brunei Darussalam", "Brunei Darussalam"],
        ["GMB", "formal", "جمهورية غامبيا", "Republic of The Gambia", "République de Gambie"],
        ["TUR", "short", "تركيا", "Türkiye", "Türkiye"],
        ["OMN", "formal", "سلطنة عُمان", "Sultanate of Oman", "Sultanat d’Oman"],
        ["KGZ", "formal", "الجمهورية القيرغيزية", "Kyrgyz Republic", "République kirghize"],
        ["TCS", "short", "الدولة القبرصية التركية", "Turkish Cypriot State", "État chypriote turc"],
    ]) expect(same(today(code, part), { ar, en, fr }), () => `${code}: ${JSON.stringify(today(code, part))}`);
}

// The name and the status that were valid at a date, as the register finds them.
function namesAndStatusesHaveDates({ participants }) {
    const began = (row, date) => (row.from ?? "") <= date;
    const name = (code, date) => (participants[code].names.filter((row) => began(row, date)).at(-1) ?? participants[code].names[0]).short.en;
    const status = (code, date) => participants[code].status.filter((row) => began(row, date)).at(-1)?.as;
    for (const [code, date, expected] of [
        ["TUR", "1999-06-28", "Turkey"], ["TUR", "2023", "Türkiye"], ["BFA", "1980-05", "Upper Volta"], ["BFA", "1987-01", "Burkina Faso"],
        ["ICFM", "1999-06-28", "Islamic Conference of Foreign Ministers"], ["ICFM", "2007-05-15", "Islamic Conference of Foreign Ministers"],
        ["ICFM", "2008-06-18", "Council of Foreign Ministers"], ["AU", "1999", "OAU"],
    ]) expect(name(code, date) === expected, () => `${code} at ${date}: ${name(code, date)}`);
    for (const [code, date, expected] of [
        ["EGY", "1975", "member"], ["EGY", "1980", "suspended"], ["EGY", "1990", "member"], ["AFG", "1985", "suspended"], ["SYR", "2020", "suspended"],
        ["SYR", "2026", "member"], ["CIV", "2000", undefined], ["ZANZIBAR", "1993-05", "member"], ["ZANZIBAR", "1994", "withdrawn"], ["RUS", "2010", "observer"],
    ]) expect(status(code, date) === expected, () => `${code} at ${date}: ${status(code, date)}`);
}

// As people order Arabic names: without article and marks, the forms of alef alike, ta marbuta with ta.
const arabic = (text) => text.replace(/[\u064b-\u0652\u0640\s]/g, "").replace(/^ال/, "").replace(/[أإآ]/g, "ا").replace(/ة/g, "ت").replace(/ى/g, "ي");

function precedenceIsTheOrganisations({ participants, precedence }, members) {
    expect(same(precedence.map((rule) => rule.from), ["1987-01-26", "1999-06-28", "2022-06"]), "the dates of the rules of precedence");
    for (const { from, order } of precedence) {
        expect(new Set(order).size === order.length && order.every((code) => members.includes(code)), () => `${from}: a code twice, or no member's`);
        if (from > "1999") expect(order.length === 57, () => `${from}: ${order.length} members`);
    }
    const [, of1999, today] = precedence.map((rule) => rule.order);
    // The communiqué of the 26th conference begins so.
    expect(of1999.filter((code) => code !== "AFG").slice(0, 9).join(" ") === "AZE JOR ALB ARE IDN UZB UGA PAK IRN", "the order of 1999");
    // Where the organisation departs from the strict order of the names as we write them.
    const apart = ["TJK", "TUR", "COM", "KGZ"];
    const listed = today.filter((code) => !apart.includes(code));
    const keyed = listed.map((code) => arabic(participants[code].names.at(-1).short.ar));
    expect(same(keyed, sorted(keyed)), () => `not in Arabic order: ${keyed.find((key, i) => i > 0 && key < keyed[i - 1])}`);
}

function wordsAreAllThere({ terms, never, participants, languages: own }) {
    const ways = ["basis", "replies", "implements", "reaffirms", "adopts", "transmits", "amends", "corrects", "supersedes", "withdraws", "follows", "supports", "releases"];
    const kinds = ["state", "observer", "organ", "office", "group", "archive", "third-state", "organisation", "entity"];
    const keys = [
        ...ways.flatMap((way) => [`re.${way}`, `re.${way}.passive`]), ...kinds.flatMap((kind) => [`kind.${kind}`, `kinds.${kind}`]),
        ...["member", "observer", "suspended", "withdrawn"].map((status) => `status.${status}`),
        ...["original", "authentic", "official", "courtesy"].map((version) => `version.${version}`),
        ...["yes", "no", "corrected"].map((checked) => `checked.${checked}`), ...own.map((language) => `language.${language}`),
        ...Array.from({ length: 12 }, (_, i) => [`calendar.month.${i + 1}`, `calendar.month.hijri.${i + 1}`]).flat(),
    ];
    for (const key of keys) expect(terms[key], () => `no term ${key}`);
    for (const [key, term] of Object.entries(terms)) {
        const holes = (language) => sorted((term[language] ?? "").match(/\{[a-z]+\}/g) ?? []);
        expect(languages.every((language) => same(holes(language), holes("en"))), () => `${key}: other places to fill in another language`);
    }
    for (const language of languages) expect(never[language]?.length > 10, () => `few words are kept from people in ${language}`);
    const unused = Object.values(participants).filter(({ kind }) => !kinds.includes(kind));
    expect(unused.length === 0, "a participant of a kind without a word");
}

// Typography, and nothing hidden. Code words are kept out of terms by the program itself; here out of every other title.
function textsAreWellWritten(bundle) {
    const words = (text) => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
    for (const part of ["title", "banner", "markings", "ways", "sets", "precedence", "participants", "terms", "themes"])
        for (const [at, text] of texts({ [part]: bundle[part] }))
            for (const language of languages) {
                const value = text[language] ?? "";
                expect(value !== "", () => `${at}: not in ${language}`);
                expect(!/['"]/.test(value), () => `${at}: a straight apostrophe or quotation mark: ${value}`);
                expect(!/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.test(value), () => `${at}: a hidden character`);
                expect(!/ {2}/.test(value) && (part === "terms" || value === value.trim()), () => `${at}: stray spaces: ${value}`);
                if (language === "fr") expect(!/[^\u00a0][;:?!»]|«[^\u00a0]/.test(value), () => `${at}: French wants a no-break space: ${value}`);
                if (language === "ar") expect(/[\u0600-\u06ff]|^[A-Z]+$/.test(value), () => `${at}: not Arabic: ${value}`);
                if (part !== "participants")
                    expect(!words(value).some((word) => bundle.never[language].includes(word)), () => `${at}: a word kept from people: ${value}`);
            }
    for (const language of languages) expect(bundle.banner?.[language], () => `no banner in ${language}`);
}

function themesSayWhoseTheyAre({ themes }) {
    for (const [code, { origin, source }] of Object.entries(themes))
        expect((origin === "source") === Boolean(source), () => `${code}: origin and source do not agree`);
    const count = (kind) => Object.values(themes).filter((theme) => theme.kind === kind).length;
    expect(count("dimension") >= 7 && count("principle") >= 18, "too few themes");
}

function listsInSharedAgree({ participants }, members) {
    const listed = rows(join(shared, "oic_members.csv"));
    expect(same(sorted(listed.filter((row) => row.role === "member").map((row) => row.iso3)), sorted(members)), "other members than the list");
    for (const { iso3, role, year_joined, year_alt_source, cow_igo_v3_first_year_full_member: third } of listed) {
        const first = participants[iso3]?.status?.[0];
        expect(first?.as === role && first.from.slice(0, 4) === year_joined, () => `${iso3}: ${first?.as} ${first?.from}, not ${role} ${year_joined}`);
        for (const other of [year_alt_source, third].filter((year) => year && year !== year_joined))
            expect(languages.every((language) => first?.note?.[language]?.includes(other)), () => `${iso3}: its note does not say ${other}`);
    }
    const codes = { "(Zanzibar)": "ZANZIBAR", "(Turkish Cypriot State)": "TCS", "(MNLF)": "MNLF" };
    for (const { entity, event, from, to } of rows(join(shared, "oic_status_events.csv"))) {
        const list = participants[codes[entity] ?? entity].status;
        const as = event === "suspended" ? "suspended" : event.startsWith("observer") ? "observer" : "member";
        expect(list.some((row) => row.as === as && row.from === from && (row.until ?? "") === to), () => `${entity}: no ${event} from ${from} to ${to}`);
    }
}

await inFolder(async (folder) => {
    const path = join(folder, "oic.json");
    await done("rulebook", "check", join(tree, "rulebooks", "oic"));
    await done("rulebook", "build", join(tree, "rulebooks", "oic"), "-o", path);
    const bundle = JSON.parse(readFileSync(path, "utf8"));
    const members = membersAreTheFiftySeven(bundle);
    namesSayWhereTheyComeFrom(bundle);
    namesAreTheOrganisations(bundle);
    namesAndStatusesHaveDates(bundle);
    precedenceIsTheOrganisations(bundle, members);
    wordsAreAllThere(bundle);
    textsAreWellWritten(bundle);
    themesSayWhoseTheyAre(bundle);
    if (existsSync(shared)) listsInSharedAgree(bundle, members);
    else console.log("SKIPPED: the lists of ../shared are not here");
});
