#!/usr/bin/env node
// The organisation's history as files: every record whole, in three languages, in our own words; what it
// names exists; what it cites is there, and nothing is cited in a circle. Needs no built program.
//
//   node tests/e2e/oic_record.mjs
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tree = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const languages = ["ar", "en", "fr"];
const relations = ["basis", "implements", "reaffirms", "adopts", "transmits", "amends", "supersedes", "follows"];
const lists = ["paragraphs", "actions", "recommendations", "meetings"];
const bodyBytesMax = 56 * 1024;     // a communication is at most 60 KiB with its header and signature
const wordsInCommonMax = 11;

const counts = { passed: 0, failed: 0 };
function expect(holds, what) {
    counts[holds ? "passed" : "failed"]++;
    if (!holds) console.log(`FAILED: ${what}`);
    return holds;
}

// ---- reading: Python's own TOML parser, since Node has none

function readToml(paths) {
    const script = "import json,sys,tomllib\nprint(json.dumps({p: tomllib.load(open(p,'rb')) for p in sys.argv[1:]}))";
    return JSON.parse(execFileSync("python3", ["-c", script, ...paths], { maxBuffer: 64 << 20 }).toString());
}

const tomlIn = (folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".toml")).sort().map((name) => join(folder, name)) : []);

const rulebook = join(tree, "rulebooks", "oic");
const base = join(tree, "rulebooks", "basic");
// What the rulebook does not say itself, its base does.
const inherited = (name) => join(existsSync(join(rulebook, name)) ? rulebook : base, name);
const recordPaths = tomlIn(join(rulebook, "record"));
const formNames = new Set([...tomlIn(join(base, "forms")), ...tomlIn(join(rulebook, "forms"))].map((path) => basename(path)));
const formPaths = [...formNames].map((name) => inherited(join("forms", name)));
const participantsPath = inherited("participants.toml");
const themesPath = inherited("themes.toml");
const termsPath = inherited("terms.toml");
const files = readToml([...recordPaths, ...formPaths, participantsPath, themesPath, termsPath]);

const participants = new Set(Object.keys(files[participantsPath]));
const themes = new Set(Object.keys(files[themesPath]));
const never = files[termsPath].never ?? {};
const forms = new Map(formPaths.map((path) => [basename(path, ".toml"), files[path].schema]));
const records = recordPaths.flatMap((path) => files[path].record ?? []);
const byKey = new Map(records.map((record) => [record.key, record]));

// ---- a body against its form

function expectText(value, at) {
    const said = Object.keys(value).sort().join();
    expect(said === "ar,en,fr", `${at}: languages ${said}`);
    for (const language of languages) {
        const text = value[language] ?? "";
        expect(text !== "" && text === text.trim() && !/  /.test(text), `${at}/${language}: empty, or loose spaces`);
        expect(!/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text), `${at}/${language}: a control character`);
        for (const word of never[language] ?? [])
            expect(!new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "iu").test(text), `${at}/${language}: says "${word}"`);
    }
}

const special = {
    text: expectText,
    participant: (value, at) => expect(participants.has(value), `${at}: no participant ${value}`),
    theme: (value, at) => expect(themes.has(value), `${at}: no theme ${value}`),
    session: (value, at) => {
        const [, organ] = /^([A-Z0-9-]+)\/[1-9][0-9]{0,3}E?$/.exec(value) ?? [];
        expect(participants.has(organ), `${at}: no session ${value}`);
    },
    due: (value, at) => (/^\d/.test(value) ? expect(isPartialDate(value) && value.length === 10, `${at}: no date ${value}`) : special.session(value, at)),
    "partial-date": (value, at) => expect(isPartialDate(value), `${at}: no date ${value}`),
};

function isPartialDate(value) {
    if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value)) return false;
    const whole = (value + "-01-01").slice(0, 10);
    const date = new Date(`${whole}T00:00:00Z`);
    return !Number.isNaN(date.valueOf()) && date.toISOString().slice(0, 10) === whole;
}

function expectFits(value, schema, at) {
    const kind = Array.isArray(value) ? "array" : typeof value;
    if (!expect(kind === schema.type, `${at}: ${kind}, not ${schema.type}`)) return;
    const known = special[schema["x-mithaq"]];
    if (known) return known(value, at);
    if (kind === "string") return expectString(value, schema, at);
    if (kind === "array") return expectArray(value, schema, at);
    for (const name of schema.required ?? []) expect(name in value, `${at}: no ${name}`);
    for (const [name, member] of Object.entries(value))
        if (expect(schema.properties[name], `${at}: the form has no ${name}`)) expectFits(member, schema.properties[name], `${at}/${name}`);
}

function expectString(value, schema, at) {
    const points = [...value].length;
    expect(!schema.enum || schema.enum.includes(value), `${at}: ${value} is none of ${schema.enum}`);
    expect(points >= (schema.minLength ?? 0) && points <= (schema.maxLength ?? Infinity), `${at}: ${points} characters`);
}

function expectArray(value, schema, at) {
    expect(value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? Infinity), `${at}: ${value.length} elements`);
    value.forEach((element, index) => expectFits(element, schema.items, `${at}/${element.item ?? index}`));
}

// ---- records

const itemsOf = (record) => lists.flatMap((list) => (record.body[list] ?? []).map((element) => element.item));

function recordsAreWhole() {
    expect(byKey.size === records.length, "a key stands twice");
    for (const { key, form, body } of records) {
        expect(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key ?? ""), `no key, or a strange one: ${key}`);
        if (expect(forms.has(form), `${key}: no form ${form}`)) expectFits(body, forms.get(form), key);
        expect((body.checked === "corrected") === "correction" in body, `${key}: "corrected" and a correction go together`);
        expect(Buffer.byteLength(JSON.stringify(body)) <= bodyBytesMax, `${key}: longer than a communication may be`);
        for (const list of lists) {
            const items = (body[list] ?? []).map((element) => element.item);
            expect(new Set(items).size === items.length, `${key}: a number twice in ${list}`);
        }
    }
}

function symbolsAreUnique() {
    const symbols = records.map((record) => record.body.symbol).filter(Boolean);
    expect(new Set(symbols).size === symbols.length, "a symbol stands twice");
}

function datesAreInOrder() {
    for (const { key, body } of records) {
        const { gregorian, until } = body.when ?? {};
        expect(!gregorian || !until || gregorian <= until, `${key}: ends before it begins`);
    }
}

function referencesResolve() {
    for (const { key, re = [] } of records) {
        const said = new Set();
        for (const { to, item, as } of re) {
            const target = byKey.get(to);
            expect(relations.includes(as), `${key}: no relation ${as}`);
            if (expect(target, `${key}: cites ${to}, which is not here`) && item !== undefined)
                expect(itemsOf(target).includes(item), `${key}: ${to} has no ${item}`);
            expect(!said.has(`${to} ${item} ${as}`), `${key}: cites ${to} twice`);
            said.add(`${to} ${item} ${as}`);
        }
    }
}

// Depth first: a record met again while it is still open closes a circle.
function nothingCitesItself() {
    const state = new Map();
    const visit = (key) => {
        if (state.get(key) === "done" || !byKey.has(key)) return true;
        if (state.get(key) === "open") return false;
        state.set(key, "open");
        const { re = [], matter } = byKey.get(key);
        const fine = [...re.map(({ to }) => to), ...(matter ? [matter] : [])].every(visit);
        state.set(key, "done");
        return fine;
    };
    for (const key of byKey.keys()) expect(visit(key), `a circle of references through ${key}`);
}

// A record that joins a file names the one that opened it; what is known of a request stands in the file that made it.
function filesHoldTogether() {
    const continuing = new Map([["action.record", ["text.record", "report.record", "body.record"]], ["body.record-decision", ["body.record"]], ["body.record-report", ["body.record"]]]);
    for (const { key, form, matter, re = [] } of records) {
        if (!expect(Boolean(matter) === continuing.has(form), `${key}: it ${matter ? "opens" : "belongs to"} a file`) || !matter) continue;
        const opening = byKey.get(matter);
        if (!expect(opening && !opening.matter && continuing.get(form).includes(opening.form), `${key}: ${matter} opened no file for it`)) continue;
        if (form === "action.record")
            expect(re.some(({ to, item, as }) => to === matter && item && as === "implements"), `${key}: it names no request of ${matter}`);
    }
}

// Of each request that somebody here could answer the record says what is known: mostly, nothing.
function requestsAreFollowed() {
    const known = new Set(records.filter(({ form }) => form === "action.record").flatMap(({ re }) => re.map(({ to, item }) => `${to} ${item}`)));
    const mayAnswer = (code) => !["third-state", "organisation", "entity"].includes(files[participantsPath][code].kind);
    for (const { key, body } of records)
        for (const { item, addressees = [] } of body.actions ?? [])
            if (addressees.some(mayAnswer)) expect(known.has(`${key} ${item}`), `${key}: nothing is said of the follow-up to ${item}`);
}

// What the demonstration shows: the principle and who said it again; the report's broken numbering.
function theChainIsThere() {
    const again = records.filter(({ re = [] }) => re.some(({ to, as }) => to === "res-16-11-p" && as === "reaffirms"));
    expect(again.length === 6, `the principle is reaffirmed ${again.length} times, not 6`);
    const report = byKey.get("report-26-icfm").body.paragraphs.map((paragraph) => paragraph.item).join(" ");
    const of = (body) => records.filter(({ matter }) => matter === body).map(({ key }) => key).sort().join(" ");
    expect(of("experts-1980") === "decision-icfm-14 experts-report-1980 experts-report-1983", `the file of 1980 holds ${of("experts-1980")}`);
    expect(of("experts-1995") === "decision-icfm-25 experts-report-1995 experts-report-1996", `the file of 1995 holds ${of("experts-1995")}`);
    expect(report === "opening 1 3 4 5 6 7 8 9 10 11 11-1 11-2 11-3 11-4 11 bis 12 13 14", `the report has ${report}`);
}

// ---- our own words

const wordsOf = (text) => text.toLowerCase().normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];

function textsOf(value, at, found = []) {
    if (typeof value !== "object" || value === null) return found;
    if (typeof value.en === "string") found.push([`${at}/en`, value.en]);
    for (const [name, member] of Object.entries(value)) textsOf(member, `${at}/${name}`, found);
    return found;
}

function wordsAreOurOwn(source) {
    const words = wordsOf(readFileSync(source, "utf8"));
    const run = wordsInCommonMax + 1;
    const runs = new Set();
    for (let start = 0; start + run <= words.length; start++) runs.add(words.slice(start, start + run).join(" "));
    for (const { key, body } of records)
        for (const [at, text] of textsOf(body, key)) {
            const ours = wordsOf(text);
            const shared = ours.findIndex((_, start) => start + run <= ours.length && runs.has(ours.slice(start, start + run).join(" ")));
            expect(shared < 0, `${at}: the source's own words: ${ours.slice(shared, shared + run).join(" ")}`);
        }
}

recordsAreWhole();
symbolsAreUnique();
datesAreInOrder();
referencesResolve();
nothingCitesItself();
filesHoldTogether();
requestsAreFollowed();
theChainIsThere();
const source = join(tree, "..", "shared", "sources", "oic-26-icfm-security.txt");
if (existsSync(source)) wordsAreOurOwn(source);
else console.log("the source text is not here: words not compared with it");
console.log(`${records.length} records`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
