#!/usr/bin/env node
// `mithaq import`: a history is registered once, however often the command ran, was killed or lost its
// notes, and whatever is wrong with it is said by file and key. Then the demonstration, which is made so.
//
//   MITHAQ=build/release/mithaq node tests/e2e/import.mjs
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { records } from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve, start, tree } from "./lib/program.mjs";

const history = join(tree, "rulebooks", "oic", "record");
const papers = join(tree, "rulebooks", "basic", "record");
const patienceMs = 60_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const tomls = (folder) => readdirSync(folder).filter((name) => name.endsWith(".toml") && name !== "catalogue.toml");
const keysIn = (folder) => tomls(folder)
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/^key\s*=\s*"(.*)"$/gm)]).map((match) => match[1]);

// A register with one participant that submits, served.
class Place {
    static async of(folder, name, who, rulebook, others = []) {
        const place = new Place();
        place.register = await found(folder, name, [who, ...others], rulebook);
        place.serving = await serve(place.register.data);
        place.key = `${await addKey(place.register, place.serving.url, who, "key-1")}.secret`;
        place.who = who;
        return place;
    }
    get base() {
        return `${this.serving.url}/${this.register.name}`;
    }
    get outbox() {
        return `${this.key}.outbox`;
    }
    args(from, { url = this.base, key = this.key, more = [] } = {}) {
        return ["import", from, "--url", url, "--anchor", this.register.anchor, "--key", key, ...more];
    }
    async import(from, options) {
        return await run(...this.args(from, options));
    }
    async begin() {
        this.serving = await serve(this.register.data);
    }
    async end(signal) {
        await this.serving.end(signal);
    }
    async size() {
        return (await (await fetch(`${this.base}/api/v1/register`)).json()).size;
    }
    // Every entry's text, as it stands in the folder.
    entries() {
        return [...records(readFileSync(join(this.register.dir, "entries")))].map((entry) => entry.toString());
    }
    // What was registered beside the register's own: by own number.
    async items() {
        const size = await this.size();
        for (const until = Date.now() + patienceMs; ; await pause(20)) {
            const response = await fetch(`${this.base}/api/v1/record?limit=1`);
            if (response.status === 200 && (await response.json()).as_of.number + 1 >= size) break;
            if (Date.now() > until) throw new Error("the record does not follow");
        }
        const items = [];
        for (let cursor = ""; cursor !== undefined; ) {
            const page = await (await fetch(`${this.base}/api/v1/record?limit=50&sort=number${cursor}`)).json();
            items.push(...page.items);
            cursor = page.next && `&cursor=${page.next}`;
        }
        return items;
    }
}

const counted = (result) => /^(\d+) registered, (\d+) were before$/m.exec(result.out)?.slice(1).map(Number) ?? [];

function says(result, code, registered, before) {
    expect(result.code === code, () => `not ${code}: ${result.said}`);
    expect(counted(result).join() === [registered, before].join(), () => `not ${registered} and ${before}: ${result.said}`);
}

function fails(result, code, ...words) {
    expect(result.code === code, () => `not ${code}: ${result.said}`);
    for (const word of words) expect(result.err.includes(word), () => `"${word}" is not said: ${result.said}`);
}

async function eachOnce(place, refs, what) {
    const have = (await place.items()).map((item) => item.ref).filter((ref) => ref !== undefined).sort();
    const wanted = [...refs].sort();
    expect(have.join("\n") === wanted.join("\n"), () => {
        const twice = have.filter((ref, i) => ref === have[i - 1]);
        const missing = wanted.filter((ref) => !have.includes(ref));
        return `${what}: ${have.length} for ${wanted.length} records; twice: ${twice}; missing: ${missing}`;
    });
}

// ---- once, and again

async function againGivesNothing(place, from, count, options) {
    const before = readFileSync(join(place.register.dir, "entries"));
    const known = place.entries().length;
    says(await place.import(from, options), 0, 0, count);
    const after = readFileSync(join(place.register.dir, "entries"));
    expect(after.subarray(0, before.length).equals(before), "what was registered has other bytes");
    for (const entry of place.entries().slice(known))
        expect(entry.includes('"form":"clock.tick"'), () => `registered by importing again: ${entry.slice(0, 300)}`);
}

async function theHistoryIsRegistered(place) {
    const keys = keysIn(history);
    const first = await place.import(history);
    says(first, 0, keys.length, 0);
    expect(new RegExp(`^${keys.length} of ${keys.length}$`, "m").test(first.err), () => `no progress: ${first.said}`);
    expect(!first.err.includes("\r"), "progress returns to the line's start where there is no terminal");
    await eachOnce(place, keys.map((key) => `ARCHIVE/record/${key}`), "the history");
    const items = await place.items();
    expect(items.every((item) => item.from.join() === "ARCHIVE" && !item.received), "a record is not the archive's own");
    expect(readdirSync(place.outbox).length === 0, "the outbox keeps what is registered");
    await againGivesNothing(place, history, keys.length);
    // Nothing but the register itself says what is there.
    rmSync(place.outbox, { recursive: true });
    await againGivesNothing(place, history, keys.length);
}

async function whatWasChangedIsSaid(place, folder) {
    const copy = join(folder, "changed");
    cpSync(history, copy, { recursive: true });
    const file = join(copy, "security.toml");
    const text = readFileSync(file, "utf8");
    const [, key] = /^key = "(.*)"$/m.exec(text);
    writeFileSync(file, text.replace(/^symbol = "/m, 'symbol = "X'));
    const size = await place.size();
    const count = keysIn(history).length;
    const result = await place.import(copy);
    says(result, 1, 0, count);
    const named = result.out.split("\n").filter((line) => line.includes("other content"));
    expect(named.length === 1 && named[0].includes("corrects"), () => `one record was changed: ${result.said}`);
    expect(keysIn(history).some((one) => named[0]?.startsWith(`${one}: `)), () => `${key} or so is not named: ${result.said}`);
    const ticks = place.entries().slice(size).filter((entry) => !entry.includes('"form":"clock.tick"'));
    expect(ticks.length === 0, "a changed record is registered again");
}

// ---- killed

// Runs an import until the register holds so many entries; true when it was ended before its end.
async function interrupt(place, from, size, whom) {
    const { child, ended } = start(place.args(from));
    let over = false;
    ended.then(() => (over = true));
    while (!over && (await place.size().catch(() => size)) < size) await pause(2);
    const cut = !over;
    if (whom !== "register") child.kill("SIGKILL");
    if (whom !== "import") await place.end("SIGKILL");
    await ended;
    if (whom !== "import") await place.begin();
    return cut;
}

// Whoever deletes an outbox while what lay in it is still under way may get it twice.
async function settled(place) {
    for (let size = -1; size !== (await place.size()); await pause(200)) size = await place.size();
}

async function killedItGoesOn(folder) {
    const place = await Place.of(folder, "killed", "ARCHIVE", "oic");
    const keys = keysIn(history);
    const whoms = ["import", "register", "both"];
    const own = await place.size();
    const rounds = 9;
    let cuts = 0;
    for (let i = 0; i < rounds; i++) {
        // The first is cut while the register says what it holds, at the earliest.
        cuts += await interrupt(place, history, own + Math.floor((i * keys.length) / rounds), whoms[i % 3]);
        const { code, said } = await run("log", "verify", place.register.dir, "--anchor", place.register.anchor);
        expect(code === 0, said);
        if (i % 2 === 0 || !existsSync(place.outbox)) continue;
        await settled(place);
        rmSync(place.outbox, { recursive: true });
    }
    expect(cuts >= rounds / 2, `only ${cuts} of ${rounds} imports were cut`);
    const result = await place.import(history);
    expect(result.code === 0 && counted(result).reduce((a, b) => a + b, 0) === keys.length, result.said);
    await eachOnce(place, keys.map((key) => `ARCHIVE/record/${key}`), `killed ${rounds} times`);
    expect(readdirSync(place.outbox).length === 0, "the outbox keeps what is registered");
    await againGivesNothing(place, history, keys.length);
    await place.end();
}

// A note that is sent and gets no answer may still arrive, even after the next run has begun. It is sent
// again as it is, so it is the same communication.
async function whatComesLateIsNotSignedTwice(place, folder) {
    const keys = ["late-1", "late-2", "late-3"];
    const from = write(join(folder, "late"), { "a.toml": keys.map((key) => noteOf(key)).join("") });
    let posts = 0;
    let late;
    const forward = (request, body, answer) => {
        const { method, url, headers } = request;
        const { hostname, port } = new URL(place.serving.url);
        const call = http.request({ hostname, port, method, path: url, headers: { ...headers, host: `${hostname}:${port}` } }, answer);
        call.end(body);
    };
    const between = http.createServer(async (request, response) => {
        const body = Buffer.concat(await request.toArray());
        if (request.method === "POST" && ++posts >= 2) {
            late ??= () => new Promise((resolve) => forward(request, body, (answer) => answer.resume().on("end", () => resolve(answer.statusCode))));
            return request.socket.destroy();
        }
        forward(request, body, (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
        });
    });
    await new Promise((resolve) => between.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${between.address().port}/${place.register.name}`;
    const before = (await place.items()).map((item) => item.ref).filter(Boolean);
    fails(await place.import(from, { url }), 6, "late-2", "http-connection-lost");
    await new Promise((resolve) => between.close(resolve).closeAllConnections());
    says(await place.import(from), 0, 2, 1);
    const status = await late();
    expect(status === 200, `what came late was answered with ${status}`);
    await eachOnce(place, [...before, ...keys.map((key) => `REGISTRY/record/${key}`)], "after a note that came late");
}

// ---- what is wrong with a record

const noteOf = (key, more = "", body = "") => `[[record]]
key = "${key}"
form = "note.send"
${more}
[record.body]
to = ["XAA"]
subject = { en = "Subject of ${key}" }
${body}
`;

function write(folder, files) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
}

// Found while reading: nothing at all is sent.
async function brokenRecordsAreNamed(place, folder) {
    const first = { "a.toml": noteOf("a-1") };
    const record = (more, body) => ({ ...first, "b.toml": noteOf("b-1", more, body) });
    const cases = {
        "an unknown name": [record('surprise = "x"'), "b.toml", '"b-1"', '"surprise"'],
        "an unknown reference": [record('re = [{ to = "nobody", as = "follows" }]'), "b.toml", '"b-1"', '"nobody"'],
        "a reference without its meaning": [record('re = [{ to = "a-1" }]'), "b.toml", '"b-1"', '"as"'],
        "references that are no list": [record('re = "a-1"'), "b.toml", '"b-1"', '"re"'],
        "a body that is none": [{ ...first, "b.toml": '[[record]]\nkey = "b-1"\nform = "note.send"\nbody = "x"\n' }, "b.toml", '"b-1"', '"body"'],
        "a key twice": [{ ...first, "b.toml": noteOf("a-1") }, "b.toml", '"a-1"', "another record has this key"],
        "no form": [{ ...first, "b.toml": '[[record]]\nkey = "b-1"\n' }, "b.toml", '"b-1"', '"form"'],
        "no key": [{ ...first, "b.toml": '[[record]]\nform = "note.send"\n' }, "b.toml", '"key"'],
        "another table": [{ ...first, "b.toml": '[other]\nkey = "b-1"\n' }, "b.toml", "[[record]]"],
        "no TOML": [{ ...first, "b.toml": 'x = 1\n\n  key "b-1"\n' }, "b.toml:3:"],
        "a circle": [{
            ...first, "b.toml": noteOf("b-1", 're = [{ to = "c-1", as = "follows" }]'),
            "c.toml": noteOf("c-1", 're = [{ to = "b-1", as = "replies" }]'),
        }, ".toml", "-1", "refers to itself"],
    };
    const size = await place.size();
    for (const [what, [files, ...words]] of Object.entries(cases)) {
        const result = await place.import(write(join(folder, "broken"), files));
        fails(result, 1, ...words);
        expect((await place.size()) === size, () => `${what}: something was registered: ${result.said}`);
    }
}

// Found by the register, or by the format: those before it are registered, none after it.
async function refusedRecordsAreNamed(place, folder) {
    const cases = {
        "a body that does not fit": [noteOf("?", "", 'reply = { character = "order" }'), 4, "body-enum"],
        "a body that lacks something": ['[[record]]\nkey = "?"\nform = "note.send"\n[record.body]\nto = ["XAA"]\n', 4, "body-required"],
        "nobody's code": [noteOf("?").replace("XAA", "XZZ"), 4, "participant-unknown"],
        "an unknown form": [noteOf("?").replace("note.send", "note.unheard-of"), 4, "form-unknown"],
        "an unknown marking": [noteOf("?", 'marking = "cosmic"'), 4, "marking-unknown"],
        "a date that is none": [noteOf("?", 'dated = { gregorian = "2026-13-01" }'), 1, "act-header"],
        "a date that is a text": [noteOf("?", 'dated = "2026"'), 1, "act-header"],
        "an own number that is none": [noteOf("?", "ref = 5"), 1, '"ref"'],
        "paper by an unknown way": [noteOf("?", 'received = { from = ["XAB"], via = "pigeon", at = "2026-11-01T10:00:00Z", by = "x" }'), 4, "via-unknown"],
    };
    const refs = (await place.items()).map((item) => item.ref).filter(Boolean);
    for (const [i, [what, [text, code, ...words]]] of Object.entries(cases).entries()) {
        const files = { "a.toml": noteOf(`a-${i}x`), "b.toml": text.replaceAll("?", `b-${i}x`), "c.toml": noteOf(`c-${i}x`) };
        const result = await place.import(write(join(folder, "refused"), files));
        fails(result, code, ...words, "b.toml", `"b-${i}x"`);
        refs.push(`REGISTRY/record/a-${i}x`);
        await eachOnce(place, refs, what);
        // Mended, it goes on behind what is there.
        if (i > 0) continue;
        writeFileSync(join(folder, "refused", "b.toml"), noteOf(`b-${i}x`));
        says(await place.import(join(folder, "refused")), 0, 2, 1);
        refs.push(`REGISTRY/record/b-${i}x`, `REGISTRY/record/c-${i}x`);
        await eachOnce(place, refs, `${what}, mended`);
    }
    expect(!existsSync(place.outbox) || readdirSync(place.outbox).length === 0, "the outbox keeps what was refused");
}

async function statesDoNotImport(place, folder) {
    const key = `${await addKey(place.register, place.serving.url, "XAA", "key-1")}.secret`;
    const size = await place.size();
    const result = await place.import(write(join(folder, "states"), { "a.toml": noteOf("s-1") }), { key });
    fails(result, 4, "import-author", "XAA");
    expect((await place.size()) === size, "a state's key registers a history");
}

async function wrongUseIsSaid(place, folder) {
    const from = write(join(folder, "use"), { "a.toml": noteOf("u-1") });
    fails(await place.import(join(folder, "nowhere")), 6, "nowhere");
    fails(await place.import(from, { key: join(folder, "nowhere") }), 6, "nowhere");
    fails(await place.import(from, { url: "http://127.0.0.1:9/x" }), 6, "http-connect");
    expect((await run("import", from)).code === 2, "import takes no address");
    // No records: nothing to do, and said so.
    says(await place.import(write(join(folder, "empty"), {})), 0, 0, 0);
}

// ---- paper

async function papersCountAsReceived(place, folder) {
    const keys = keysIn(papers);
    says(await place.import(papers), 0, keys.length, 0);
    await againGivesNothing(place, papers, keys.length);
    const text = readFileSync(join(papers, "notes.toml"), "utf8");
    const senders = [...text.matchAll(/^received\s*=\s*\{ from = \["(X\w+)"\]/gm)].map((match) => match[1]).sort();
    const items = await place.items();
    const had = items.filter((item) => item.received).map((item) => item.received.from.join()).sort();
    expect(senders.length > 0 && had.join() === senders.join(), () => `received from ${had}, not ${senders}`);
    expect(items.every((item) => item.from.join() === "REGISTRY"), "paper is registered in another's name than the registry's");
    const ask = async (direction) => (await (await fetch(`${place.base}/api/v1/record?direction=${direction}`)).json()).total;
    expect((await ask("in")) === senders.length, "direction=in is not what came on paper");

    // Two senders may use the same number; neither is taken for the other.
    const received = (who) => `ref = "N/1"\nreceived = { from = ["${who}"], via = "post", at = "2026-11-01T10:00:00Z", by = "Mail" }`;
    const from = write(join(folder, "same"), { "a.toml": noteOf("n-b", received("XAB")) + noteOf("n-c", received("XAC")) });
    says(await place.import(from), 0, 2, 0);
    await againGivesNothing(place, from, 2);
}

// ---- a catalogue

const columns = ["symbol", "lang", "organ", "session", "number", "subject", "place", "date_from", "date_to", "hijri", "type", "url"];
const row = (more) => columns.map((name) => ({
    symbol: "", lang: "en", organ: "ICFM", session: "", number: "", subject: "A subject", place: "", date_from: "", date_to: "",
    hijri: "", type: "resolution", url: "", ...more,
})[name] ?? "").join("\t");
const table = (...lines) => [columns.join("\t"), ...lines, ""].join("\n");

async function aCatalogueIsRegistered(place, folder) {
    const from = join(folder, "guide");
    mkdirSync(from);
    cpSync(join(history, "catalogue.toml"), join(from, "catalogue.toml"));
    const path = join(folder, "catalogue.tsv");
    const importTable = async (text) => {
        writeFileSync(path, text);
        return await place.import(from, { more: ["--catalogue", path] });
    };
    const size = await place.size();
    const one = row({ symbol: "Resolution No. 1/98-X", session: "98", place: "Somewhere", date_from: "2001-01-02", hijri: "7 Shawwal 1421" });
    const wrong = {
        "a ragged row": [table(one, row({ symbol: "2/98-X" }) + "\tmore"), 1, "line 3", "13 columns"],
        "a short row": [table(one, "2/98-X\ten"), 1, "line 3", "2 columns"],
        "an unknown organ": [table(one, row({ symbol: "2/98-X", organ: "Parliament of Owls" })), 1, "line 3", "Parliament of Owls"],
        "an unknown type": [table(one, row({ symbol: "2/98-X", type: "poem" })), 1, "line 3", "poem"],
        "other columns": [table(one).replace("subject", "topic"), 1, "line 1"],
        "nothing": ["", 1, "line 1"],
    };
    for (const [what, [text, code, ...words]] of Object.entries(wrong)) {
        fails(await importTable(text), code, ...words);
        expect((await place.size()) === size, `${what}: something was registered`);
    }
    const all = table(one, one, row({ symbol: "2/97-X", session: "98", subject: "عنوان", lang: "ar" }), "", row({ subject: "Without a symbol", url: "https://a.example/1" }));
    says(await importTable(all), 0, 3, 0);
    await againGivesNothing(place, from, 3, { more: ["--catalogue", path] });
    says(await importTable(all.replaceAll("\n", "\r\n")), 0, 0, 3);
    says(await importTable(table(row({ symbol: "4/98-X" }), ...all.split("\n").slice(1, -1))), 0, 1, 3);
    const items = (await place.items()).filter((item) => item.ref?.startsWith("ARCHIVE/catalogue/"));
    expect(items.length === 4 && items.every((item) => item.checked === "no"), () => JSON.stringify(items));
    const first = items.find((item) => item.symbol === "1/98-X");
    expect(first?.session === "ICFM/98" && first.when.hijri === "7 Shawwal 1421" && first.place.en === "Somewhere", () => JSON.stringify(first));
}

// ---- the demonstration

async function theDemonstrationIsMadeOnce(folder) {
    const data = join(folder, "demonstration");
    const names = ["archive", "exchange"];
    const submitted = async () => {
        const out = await done("demo", "--data", data, "--no-serve");
        return { out, counts: names.map((name) => new RegExp(`^${name}: (\\d+) communications submitted over HTTP, (\\d+) were registered before$`, "m").exec(out)?.slice(1).map(Number)) };
    };
    const verified = async () => {
        for (const name of names) {
            const { code, said } = await run("log", "verify", join(data, name), "--anchor", join(data, name, "anchor"));
            expect(code === 0, said);
        }
    };
    const counts = [keysIn(history).length, keysIn(papers).length];
    const fresh = counts.map((count) => [count, 0]).join();
    const first = await submitted();
    expect(first.counts.join() === fresh, () => `not ${fresh}: ${first.out}`);
    await verified();
    const again = await submitted();
    expect(again.counts.join() === counts.map((count) => [0, count]).join(), () => again.out);
    await verified();

    // Rules that this program does not have: the register is founded anew, and nothing is lost.
    const bundles = join(data, "archive", "rulebooks");
    const [bundle] = readdirSync(bundles);
    const anchor = readFileSync(join(data, "archive", "anchor"), "utf8");
    const entries = readFileSync(join(data, "archive", "entries"));
    renameSync(join(bundles, bundle), join(bundles, `${"0".repeat(64)}.json`));
    const anew = await submitted();
    expect(/^archive: its rules have changed/m.test(anew.out) && !/^exchange: its rules/m.test(anew.out), () => anew.out);
    expect(anew.counts.join() === [counts[0], 0, 0, counts[1]].join(), () => anew.out);
    expect(readFileSync(join(data, "archive", "anchor"), "utf8") !== anchor, "it has the anchor of the old one");
    await verified();
    const [before] = readdirSync(join(data, "before"));
    const old = join(data, "before", before);
    expect(before.startsWith("archive-") && ["register", "aside", "author"].every((name) => existsSync(join(old, name))), `moved aside: ${readdirSync(old)}`);
    expect(readFileSync(join(old, "register", "entries")).equals(entries), "what was moved aside has other bytes");
    renameSync(join(old, "register", "rulebooks", `${"0".repeat(64)}.json`), join(old, "register", "rulebooks", bundle));
    const { code, said } = await run("log", "verify", join(old, "register"), "--anchor", join(old, "register", "anchor"));
    expect(code === 0, said);
}

await inFolder(async (folder) => {
    const archive = await Place.of(folder, "archive", "ARCHIVE", "oic");
    await theHistoryIsRegistered(archive);
    await whatWasChangedIsSaid(archive, folder);
    await aCatalogueIsRegistered(archive, folder);
    await archive.end();

    const registry = await Place.of(folder, "registry", "REGISTRY", "basic", ["XAA"]);
    await papersCountAsReceived(registry, folder);
    await brokenRecordsAreNamed(registry, folder);
    await refusedRecordsAreNamed(registry, folder);
    await statesDoNotImport(registry, folder);
    await wrongUseIsSaid(registry, folder);
    await whatComesLateIsNotSignedTwice(registry, folder);
    await registry.end();

    await killedItGoesOn(folder);
    await theDemonstrationIsMadeOnce(folder);
});
