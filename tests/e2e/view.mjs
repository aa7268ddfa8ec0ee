#!/usr/bin/env node
// The record as it is asked for from outside: it follows what is registered, answers as of any number
// as it answered then, and comes back the same when its file is deleted, damaged, or the program killed.
//
//   MITHAQ=build/release/mithaq node tests/e2e/view.mjs
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { actId, actText, inDays, openCheckpoint, readSecret, signNote } from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve } from "./lib/program.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const patienceMs = 60_000;

class Register {
    constructor(register, serving, secret) {
        Object.assign(this, { register, serving, secret });
    }
    get base() {
        return `${this.serving.url}/${this.register.name}`;
    }
    async ask(question) {
        const response = await fetch(`${this.base}/api/v1/${question}`);
        return { status: response.status, body: await response.json() };
    }
    async answer(question) {
        const { status, body } = await this.ask(question);
        if (status !== 200) throw new Error(`${question}: ${status} ${JSON.stringify(body)}`);
        return body;
    }
    // Registers it; its number and id.
    async send(form, body, more = {}) {
        const head = openCheckpoint(await (await fetch(`${this.base}/log/checkpoint`)).text(), this.register.vkey);
        const note = signNote(actText({
            register: this.register.origin, form, from: ["XAA"], ...("re" in more ? { re: more.re } : {}),
            seen: { size: head.size, root: head.root }, expires: inDays(1),
            ...("ref" in more ? { ref: more.ref } : {}), body,
        }), this.secret);
        const response = await fetch(`${this.base}/api/v1/acts`, {
            method: "POST", headers: { "Content-Type": "text/plain" }, body: note,
        });
        if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
        return { number: (await response.json()).number, id: actId(note) };
    }
    // Until the record holds this number.
    async follow(number) {
        for (const until = Date.now() + patienceMs; Date.now() < until; await pause(10)) {
            const { status, body } = await this.ask("record?limit=1");
            if (status === 200 && body.as_of.number >= number) return;
        }
        throw new Error(`the record never came to number ${number}`);
    }
}

const text = (title, gregorian, more = {}) => ({
    kind: "resolution", title: { en: title, ar: `نص ${title}` }, checked: "no",
    source: { document: { en: "invented" } }, ...(gregorian ? { when: { gregorian } } : {}), ...more,
});

// A text, and others that name it and one another.
async function sendTexts(register, count, first) {
    const ways = ["reaffirms", "implements", "follows", "corrects", "supersedes", "replies"];
    const sent = first ? [first] : [];
    for (let i = sent.length; i < count; ++i) {
        const re = sent.length === 0 ? {} : {
            re: [{ id: sent[Math.floor(i / 2) % sent.length].id, as: ways[i % ways.length] },
                { id: sent[0].id, as: "reaffirms", item: "2" }],
        };
        const year = i % 5 === 4 ? undefined : `${1975 + (i % 30)}-0${1 + (i % 9)}`;
        sent.push(await register.send("text.record", text(`Text ${i}`, year, { symbol: `S/${i}` }), { ref: `XAA/${i}`, ...re }));
    }
    await register.follow(sent.at(-1).number);
    return sent;
}

async function pagesAreTheList(register, total) {
    for (const sort of ["date", "-date", "number", "-number"]) {
        const whole = (await register.answer(`record?sort=${sort}&limit=200`)).items.map((one) => one.number);
        const pages = [];
        for (let cursor = ""; cursor !== undefined;) {
            const page = await register.answer(`record?sort=${sort}&limit=7${cursor}`);
            pages.push(...page.items.map((one) => one.number));
            cursor = page.next === undefined ? undefined : `&cursor=${page.next}`;
        }
        expect(whole.length === total && `${pages}` === `${whole}`, `by ${sort}: ${pages} are not ${whole}`);
    }
}

function questions(sent) {
    return ["record?limit=200", "record?sort=date&limit=5", "record?contains=text%201", "record?participant=XAA&kind=resolution",
        "record?from=1980&until=1989", "record?form=key.add,text.record", "graph", "participants",
        ...sent.map(({ id }) => `record/${id}`), `graph?around=${sent[0].id}&depth=2`, `record?symbol=S/3`];
}
const withAsOf = (question, number) => `${question}${question.includes("?") ? "&" : "?"}as-of=${number}`;

async function answersOfThenAreThoseThatWereGiven(register, sent) {
    const number = (await register.answer("record?limit=1")).as_of.number;
    const given = new Map();
    for (const question of questions(sent)) given.set(question, JSON.stringify(await register.answer(question)));
    const more = await sendTexts(register, 20, sent[0]);
    for (const [question, then] of given) {
        const now = JSON.stringify(await register.answer(withAsOf(question, number)));
        expect(now === then, () => `${question} as of ${number}:\n${now}\nwas\n${then}`);
    }
    const item = await register.answer(`record/${sent[0].id}`);
    expect(item.reaffirmed > JSON.parse(given.get(`record/${sent[0].id}`)).reaffirmed, "what came later does not count");
    const { status, body } = await register.ask(withAsOf(`record/${more.at(-1).id}`, number));
    expect(status === 404 && body.type === "urn:mithaq:problem:not-found", `a later text as of before: ${status}`);
}

async function commandsSayTheSame(register, sent) {
    const list = await done("record", register.base, "--sort", "number", "--limit", "3");
    expect(list.includes("Text 0") && list.includes("more: --cursor "), list);
    const one = await done("record", register.base, "S/0", "--lang", "ar");
    expect(one.includes("نص Text 0") && !one.includes("text.record"), one);
    expect(one.includes(await done("record", register.base, "XAA/0", "--lang", "ar")), "by its reference it is the same");
    const json = JSON.parse(await done("--json", "record", register.base, sent[1].id));
    expect(JSON.stringify(json.item) !== undefined && json.item.id === sent[1].id, "--json");
    const missing = await run("record", register.base, "no such text");
    expect(missing.code === 6 && missing.err.includes("not-found"), missing.said);
    const wrong = await run("record", register.base, "--limit", "1000");
    expect(wrong.code !== 0 && wrong.err.includes("`limit` is a number from 1 to 200"), wrong.said);
    const busy = await run("view", "rebuild", register.register.dir);
    expect(busy.code === 1 && busy.err.includes("directory-in-use"), busy.said);
}

const viewFiles = (register) => ["", "-wal", "-shm"].map((end) => join(register.dir, `view.sqlite${end}`));

// With the program ended: deleted and made anew it is the same, byte for byte of its dump.
async function comesBackTheSame(register) {
    const before = await done("view", "dump", register.dir);
    for (const file of viewFiles(register)) rmSync(file, { force: true });
    const gone = await run("view", "dump", register.dir);
    expect(gone.code === 6, gone.said);
    const said = await done("view", "rebuild", register.dir);
    const after = await done("view", "dump", register.dir);
    expect(after === before, `the view made anew differs; ${said}`);
    return before;
}

await inFolder(async (folder) => {
    const register = await found(folder, "basic", ["REGISTRY", "XAA", "XAB"]);
    let serving = await serve(register.data);
    const secret = readSecret(readFileSync(`${await addKey(register, serving.url, "XAA", "key-1")}.secret`, "utf8"));
    let asked = new Register(register, serving, secret);

    const sent = await sendTexts(asked, 30);
    await pagesAreTheList(asked, 30);
    await answersOfThenAreThoseThatWereGiven(asked, sent);
    await commandsSayTheSame(asked, sent);
    await serving.end();
    const whole = await comesBackTheSame(register);

    // Damaged, it is made anew by the register's own process.
    for (const file of viewFiles(register)) rmSync(file, { force: true });
    writeFileSync(join(register.dir, "view.sqlite"), "no database at all ".repeat(1000));
    serving = await serve(register.data);
    asked = new Register(register, serving, secret);
    await asked.follow(sent.at(-1).number);
    const last = await asked.send("communication.plain", { text: { en: "after the damage" } });
    await asked.follow(last.number);

    // Killed while it follows: what is there is a prefix, or nothing.
    const sending = sendTexts(asked, 200, sent[0]).catch(() => "killed");
    await pause(400);
    await serving.end("SIGKILL");
    await sending;
    serving = await serve(register.data);
    asked = new Register(register, serving, secret);
    const after = await asked.send("communication.plain", { text: { en: "after the kill" } });
    await asked.follow(after.number);
    await serving.end();
    expect(existsSync(viewFiles(register)[0]), "the view lies beside the log");
    const grown = await comesBackTheSame(register);
    expect(grown.length > whole.length, "it has grown");
});
