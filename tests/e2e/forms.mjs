#!/usr/bin/env node
// Our validator of forms against ajv, an independent one: random schemas of the subset and every form of the tree's
// rulebooks, each with documents that fit, nearly fit and do not. What x-mithaq asks is said to ajv a second time, in
// JavaScript and JSON Schema. The same seed asks the same questions in every run; MITHAQ_LONG asks more.
// And `rulebook check` on folders that extend one another, and are wrong.
//
//   MITHAQ=build/release/mithaq node tests/e2e/forms.mjs      needs build/dev/schema_oracle, or MITHAQ_SCHEMA_ORACLE
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { need, skip } from "./lib/packages.mjs";
import { done, expect, inFolder, run, tree } from "./lib/program.mjs";

const Ajv = need("ajv/dist/2020.js").default;
const oracle = process.env.MITHAQ_SCHEMA_ORACLE ?? join(tree, "build", "dev", "schema_oracle");
if (!existsSync(oracle)) skip("there is no build/dev/schema_oracle");

// ---- chance, the same in every run

let state = 20261124;
function random() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (n) => Math.floor(random() * n);
const chance = (p) => random() < p;
const pick = (list) => list[below(list.length)];
const between = (low, high) => low + below(high - low + 1);

// ---- what x-mithaq asks, said again

function isDay(text) {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
    if (!year || year < "1900") return false;
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    return date.toISOString().slice(0, 10) === text;
}
const kFormats = {
    date: isDay,
    instant: (text) => /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/s.test(text) && isDay(text.slice(0, 10)),
    "partial-date": (text) => isDay(/^\d{4}$/.test(text) ? `${text}-01-01` : /^\d{4}-\d\d$/.test(text) ? `${text}-01` : text),
    participant: /^[A-Z][A-Z0-9-]{1,15}$/,
    act: /^[0-9a-f]{64}$/,
    session: /^[A-Z][A-Z0-9-]{1,15}\/[1-9][0-9]{0,3}E?$/,
    theme: /^[a-z][a-z0-9-]{0,31}$/,
    decimal: /^(?=.{1,40}$)-?(0|[1-9]\d*)(\.\d+)?$/,
};
// An instant, a date or a session.
kFormats.due = (text) => kFormats.instant(text) || isDay(text) || kFormats.session.test(text);
const kLanguages = ["ar", "en", "fr"];

// The schema as ajv reads it: annotations away, x-mithaq as a format or a schema.
function forAjv(schema) {
    const { title, description, titles, "x-mithaq": special, properties, items, oneOf, ...out } = schema;
    if (special === "text")
        return { ...out, additionalProperties: false, minProperties: 1,
            properties: Object.fromEntries(kLanguages.map((language) => [language, { type: "string", minLength: 1 }])) };
    if (special === "money")
        return { ...out, additionalProperties: false, required: ["amount", "currency"], properties: {
            amount: { type: "string", format: "decimal" }, currency: { type: "string", pattern: "^[A-Z]{3}$" } } };
    if (special) out.format = special;
    if (properties) out.properties = Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, forAjv(child)]));
    if (items) out.items = forAjv(items);
    if (oneOf) out.oneOf = oneOf.map(forAjv);
    return out;
}

// ---- documents at both sides of each bound

// Both what fits and what nearly does.
const kNear = {
    date: ["2026-11-24", "2024-02-29", "2023-02-29", "1900-01-01", "1899-12-31", "2026-11-31", "2026-1-1", "2026-11-24 ", ""],
    instant: ["2026-11-24T00:00:00Z", "2026-11-24T23:59:59Z", "2026-11-24T24:00:00Z", "2026-11-24T12:60:00Z", "2026-11-24T12:00:60Z",
        "2026-02-30T12:00:00Z", "2026-11-24T12:00:00.000Z", "2026-11-24T12:00:00", "2026-11-24t12:00:00Z", "2026-11-24"],
    "partial-date": ["1969", "1969-09", "1969-09-25", "1969-13", "1969-00", "1900", "1899", "1969-9", "1969-", "1969-02-29", "19690", "196", ""],
    participant: ["XAA", "XA", "X", "A-1", "1AA", "XaA", `X${"A".repeat(15)}`, `X${"A".repeat(16)}`, "XAA\n", ""],
    act: ["a".repeat(64), "0123456789abcdef".repeat(4), "a".repeat(63), "a".repeat(65), `${"a".repeat(63)}A`, `${"a".repeat(63)}g`, ""],
    session: ["ICFM/11", "ISC/4E", "XA/1", "XA/9999", "XA/10000", "XA/0", "XA/01", "XA/", "XA/E", "XA/1e", "XA/1EE", "X/1", "XA/1/1", "XA", "/1"],
    theme: ["security", "a", `a${"b".repeat(31)}`, `a${"b".repeat(32)}`, "1a", "-a", "a-1", "A", "a_b", ""],
    due: ["2026-11-24", "2026-11-24T09:30:00Z", "ICFM/11", "2026-11", "2026-02-30", "2026-11-24T09:30:00", "ICFM/0", "12-15", "none", ""],
    decimal: ["0", "-0", "12.50", "-1", "01", "1.", ".5", "+1", "1e3", "", "-", "1.2.3", "1".repeat(40), "1".repeat(41), `-${"1".repeat(40)}`, "0.0"],
};
const kCharacters = ["a", "B", "0", " ", "\n", "é", "ق", "\u0651", "\u202e", "語", "😀", "/", "~", "\"", "\\"];
const text = (length) => Array.from({ length }, () => pick(kCharacters)).join("");
const kOthers = [0, -1, true, false, "", "a", [], {}, ["a"], { a: "a" }, { en: "x" }, 2 ** 53 - 1];
const clone = (value) => JSON.parse(JSON.stringify(value));

function around(low, high, fallback) {
    return Math.max(0, pick([low ?? 0, high ?? fallback, (low ?? 0) - 1, (high ?? fallback) + 1, between(low ?? 0, high ?? fallback)]));
}

// A value for `schema`. `wild`: how likely it is, at each place, not to care.
function valueFor(schema, wild) {
    if (chance(wild * 0.3)) return clone(pick(kOthers));
    if (schema.const !== undefined && !chance(wild)) return clone(schema.const);
    if (schema.enum && !chance(wild)) return clone(pick(schema.enum));
    if (schema.oneOf) return valueFor(pick(schema.oneOf), wild);
    const special = schema["x-mithaq"];
    if (special === "text") return textFor(wild);
    if (special === "money") return moneyFor(wild);
    if (special) return pick(kNear[special].slice(0, chance(2 * wild) ? undefined : 2));
    if (schema.type === "boolean") return chance(0.5);
    if (schema.type === "integer")
        return pick([schema.minimum ?? -3, schema.maximum ?? 3, ...(chance(wild) ? [(schema.minimum ?? 0) - 1, (schema.maximum ?? 0) + 1] : [])]);
    if (schema.type === "string")
        return text(chance(wild) ? around(schema.minLength, schema.maxLength, 4) : pick([schema.minLength ?? 1, schema.maxLength ?? 3]));
    if (schema.type === "array") {
        const length = chance(wild) ? around(schema.minItems, schema.maxItems, 3) : Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 2, between(0, 3)));
        return Array.from({ length: Math.min(length, 8) }, () => valueFor(schema.items, wild / 2));
    }
    return objectFor(schema, wild);
}

function textFor(wild) {
    const out = {};
    for (const language of kLanguages) if (chance(0.6)) out[language] = chance(wild) ? pick(["", 1, "x"]) : text(between(1, 4));
    if (chance(wild)) out[pick(["es", "EN", "x-y"])] = "x";
    return out;
}

function moneyFor(wild) {
    const out = { amount: pick(kNear.decimal.slice(0, chance(wild) ? undefined : 4)), currency: chance(wild) ? pick(["XX", "XXXX", "xxx", "ÉÉÉ", 1]) : "XXX" };
    if (chance(wild)) delete out[pick(["amount", "currency"])];
    if (chance(wild * 0.5)) out.other = "x";
    return out;
}

function objectFor(schema, wild) {
    const out = {};
    for (const [name, child] of Object.entries(schema.properties ?? {}))
        if (schema.required?.includes(name) ? !chance(wild * 0.5) : chance(0.6)) out[name] = valueFor(child, wild);
    if (chance(wild * 0.5)) out[pick(["other", "a", "title", "constructor", "a/b"])] = clone(pick(kOthers));
    return out;
}

// ---- schemas of the subset

const kNames = ["a", "b", "kind", "a/b", "a~b", "long-name", "title", "toString"];
const oneIn = (n) => chance(1 / n);

function bounds(low, high, least) {
    const out = {};
    if (oneIn(2)) out[low] = between(least, 3);
    if (oneIn(2)) out[high] = between(Math.max(out[low] ?? least, least), 5);
    return out;
}

function stringSchema() {
    const special = oneIn(2) ? { "x-mithaq": pick(Object.keys(kNear)) } : {};
    const out = { type: "string", ...special, ...(special["x-mithaq"] && !oneIn(6) ? {} : bounds("minLength", "maxLength", 0)) };
    const values = () => [...new Set(Array.from({ length: between(1, 3) }, () => (out["x-mithaq"] ? pick(kNear[out["x-mithaq"]]) : text(between(0, 4)))))];
    if (oneIn(5)) out.enum = values();
    else if (oneIn(6)) [out.const] = values();
    return out;
}

function schemaOf(depth) {
    const kind = pick(["string", "string", "integer", "boolean", "special", ...(depth > 0 ? ["array", "object", "object", "oneOf"] : [])]);
    if (kind === "string") return stringSchema();
    if (kind === "boolean") return oneIn(4) ? { type: "boolean", const: chance(0.5) } : { type: "boolean" };
    if (kind === "special") return { type: "object", "x-mithaq": pick(["text", "money"]) };
    if (kind === "integer")
        return oneIn(5) ? { type: "integer", enum: [...new Set([below(3), -1, below(9)])] } : { type: "integer", ...bounds("minimum", "maximum", -2) };
    if (kind === "array") return { type: "array", items: schemaOf(depth - 1), ...bounds("minItems", "maxItems", 0) };
    if (kind === "object") return objectSchema(depth);
    const name = pick(kNames);
    const oneOf = Array.from({ length: between(1, 3) }, (_, i) => {
        const alternative = objectSchema(depth);
        alternative.properties = { ...alternative.properties, [name]: { type: "string", const: `is-${i}` } };
        alternative.required = [name, ...alternative.required.filter((each) => each !== name)];
        return alternative;
    });
    return { oneOf };
}

function objectSchema(depth) {
    const names = kNames.filter(() => oneIn(2));
    return {
        type: "object",
        additionalProperties: false,
        required: names.filter(() => oneIn(2)),
        properties: Object.fromEntries(names.map((name) => [name, schemaOf(depth - 1)])),
    };
}

// ---- the comparison

const ajv = new Ajv({ strict: true, strictRequired: true, allErrors: false, formats: kFormats, ownProperties: true });

function question(name, schema, count) {
    const validate = ajv.compile(forAjv(schema));
    const values = Array.from({ length: count }, (_, i) => valueFor(schema, (i % 4) / 6));
    return { name, schema, values, expected: values.map((value) => (validate(value) ? "1" : "0")).join("") };
}

async function formsOfTheTree(folder, count) {
    const out = [];
    for (const entry of readdirSync(join(tree, "rulebooks"), { withFileTypes: true })) {
        if (!entry.isDirectory()) continue;
        const bundle = join(folder, `${entry.name}.json`);
        await done("rulebook", "build", join(tree, "rulebooks", entry.name), "-o", bundle);
        for (const [name, { schema }] of Object.entries(JSON.parse(readFileSync(bundle, "utf8")).forms))
            out.push(question(`${entry.name}: ${name}`, schema, count));
    }
    return out;
}

// ---- what the command line says of a rulebook's folder

// A folder on basic with these files of its own.
function extending(folder, name, base, files) {
    const dir = join(folder, name);
    mkdirSync(join(dir, "forms"), { recursive: true });
    const head = readFileSync(join(tree, "rulebooks", "basic", "rulebook.toml"), "utf8");
    writeFileSync(join(dir, "rulebook.toml"), `extends = "${base}"\n${head}`);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
    return dir;
}

async function checkTellsEveryFault(folder) {
    cpSync(join(tree, "rulebooks", "basic"), join(folder, "basic"), { recursive: true });
    const own = extending(folder, "own", "../basic", {});
    const [fine, basic] = [await run("rulebook", "check", own), await run("rulebook", "check", join(folder, "basic"))];
    expect(fine.code === 0 && fine.out === basic.out, fine.said);

    const broken = extending(folder, "broken", "../basic", {
        "themes.toml": '[security]\nkind = "dimension"\norigin = "ours"\n',
        "forms/a.b.toml": 'title = { en = "A" }\n[schema]\ntype = "text"\n',
        "forms/c.d.toml": "title = \n",
    });
    writeFileSync(join(folder, "basic", "terms.toml"), 'a.b = "x"\n');
    const faults = await run("rulebook", "check", broken);
    const told = faults.out.trimEnd().split("\n");
    const places = ["basic/terms.toml:1:1", "broken/forms/a.b.toml:1:1", "broken/forms/a.b.toml:3:1", "broken/forms/c.d.toml:1:9", "broken/themes.toml:1:2"];
    expect(faults.code === 1, faults.said);
    for (const place of places)
        expect(told.some((line) => line.startsWith(`${join(folder, place)}: `)), `no fault at ${place}: ${faults.said}`);
    const json = await run("--json", "rulebook", "check", broken);
    expect(json.code === 1 && JSON.parse(json.out).faults.length === told.length, json.said);
    expect((await run("rulebook", "build", broken)).code !== 0, "what is broken is not built");

    extending(folder, "x", "../y", {});
    const cycle = await run("rulebook", "check", extending(folder, "y", "../x", {}));
    expect(cycle.code !== 0 && cycle.err.includes("extends"), cycle.said);
    for (const base of [join(folder, "own"), "../nowhere"]) {
        const { code, err, said } = await run("rulebook", "check", extending(folder, "z", base, {}));
        expect(code !== 0 && err.includes("extends"), said);
    }
    for (const [name, base] of [["one", "own"], ["two", "one"], ["three", "two"]]) extending(folder, name, `../${base}`, {});
    const deep = await run("rulebook", "check", join(folder, "three"));
    expect(deep.code !== 0 && deep.err.includes("at most 4"), deep.said);
}

await inFolder(async (folder) => {
    await checkTellsEveryFault(folder);
    const questions = await formsOfTheTree(folder, 250);
    const rounds = process.env.MITHAQ_LONG ? 8000 : 400;
    for (let i = 0; i < rounds; ++i) questions.push(question(`random schema ${i}`, schemaOf(3), 40));

    const asked = questions.map(({ schema, values }) => JSON.stringify({ schema, values })).join("\n");
    const { stdout, status, stderr } = spawnSync(oracle, { input: `${asked}\n`, encoding: "utf8", maxBuffer: 2 ** 30 });
    if (status !== 0) throw new Error(`the oracle ended with ${status}: ${stderr}`);
    const answers = stdout.trimEnd().split("\n");
    let documents = 0;
    let fitting = 0;
    for (const [i, { name, schema, values, expected }] of questions.entries()) {
        const at = [...expected].findIndex((verdict, k) => verdict !== answers[i][k]);
        expect(answers[i].length === expected.length && at < 0, () =>
            `${name}: ours says ${answers[i]}, ajv ${expected}\n${JSON.stringify(schema)}\n${JSON.stringify(values[at])}`);
        documents += values.length;
        fitting += expected.split("1").length - 1;
    }
    // Neither all nor none: else the questions were no questions.
    expect(fitting > documents / 5 && fitting < (documents * 4) / 5, `${fitting} of ${documents} documents fit`);
    console.log(`${documents} documents of ${questions.length} schemas, of which ${fitting} fit`);
});
