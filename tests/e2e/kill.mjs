#!/usr/bin/env node
// `mithaq serve` is killed under load, while it starts and while it stops, again and again. After each
// time the folder as the crash left it verifies, what was acknowledged is there with the same number
// and bytes, no two heads contradict each other, and what was not acknowledged can be sent again.
//
//   MITHAQ=build/release/mithaq MITHAQ_KILL_ROUNDS=300 MITHAQ_KILL_SEED=7 node tests/e2e/kill.mjs
//
// A seed repeats the choices, not the moments. kill -9 loses nothing that was written, so this tests
// the order of our steps; the fault tests of src/log lose what was not synced.
import { appendFileSync, openSync, closeSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import {
    actId, actText, entryBytes, Frontier, inDays, leafHash, openCheckpoint, openReceipt, readSecret, records, signNote,
} from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve, Serving } from "./lib/program.mjs";

const long = process.env.MITHAQ_LONG ?? "";
const rounds = Number(process.env.MITHAQ_KILL_ROUNDS || (long ? 2000 : 15));
const seed = Number(process.env.MITHAQ_KILL_SEED || Date.now() % 1_000_000);
const secondsMax = Number(process.env.MITHAQ_KILL_SECONDS || (long ? 6000 : 200));
const kRoundsOfOneRegister = 25; // each round verifies the whole log: a new register keeps it short
const kConnections = 8;
const kSlotBytes = 8192;

// ---- chance (mulberry32)

let chance = seed;
function random() {
    chance = (chance + 0x6d2b79f5) | 0;
    let t = Math.imul(chance ^ (chance >>> 15), 1 | chance);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const oneOf = (list) => list[below(list.length)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const totals = { rounds: 0, acknowledged: 0, again: 0, forward: 0, cut: 0, starts: 0, unready: 0, snapshots: 0 };
const endings = {};

// ---- one register, and all that was ever seen of it from outside

class Witness {
    acknowledged = new Map(); // id: {number, stamp, note, receipt}
    unanswered = []; // notes
    heads = new Map(); // size: root, of every checkpoint seen
    #made = 0;
    // What `entries` held below the newest checkpoint, when it was last looked at.
    #bytes = Buffer.alloc(0);
    #entries = [];
    #roots = [null];
    #frontier = new Frontier();
    #ids = new Set();

    constructor(register, secrets) {
        this.register = register;
        this.secrets = secrets; // of XAA and XAB
    }

    newNote() {
        const joint = random() < 0.1;
        const words = "مذكرة ".repeat(random() < 0.03 ? 1 + below(3000) : 1 + below(20));
        const sizes = [...this.heads.keys()];
        const size = oneOf(sizes);
        const text = actText({
            register: this.register.origin,
            form: "communication.plain",
            from: joint ? ["XAA", "XAB"] : ["XAA"],
            seen: { size, root: this.heads.get(size) },
            ref: `load/${++this.#made}`,
            expires: inDays(1),
            body: { text: { ar: words } },
        });
        return signNote(text, ...this.secrets.slice(0, joint ? 2 : 1));
    }

    sawHead({ size, root }) {
        const known = this.heads.get(size);
        if (known !== undefined && known !== root)
            expect(false, `two roots at size ${size}: ${known} and ${root}`);
        this.heads.set(size, root);
    }

    // A receipt for `note`: it holds by itself, and says what every earlier one said.
    sawReceipt(note, { id, number, stamp, receipt }) {
        const shown = openReceipt(receipt, note, this.register.vkey);
        this.sawHead(shown);
        if (id !== actId(note) || shown.number !== number || shown.stamp !== stamp)
            expect(false, `the answer about ${id} and its receipt differ`);
        const before = this.acknowledged.get(id);
        if (before === undefined) {
            this.acknowledged.set(id, { number, stamp, note, receipt });
            totals.acknowledged++;
        } else {
            totals.again++;
            if (before.number !== number || before.stamp !== stamp)
                expect(false, `number ${before.number} of ${before.stamp} became ${number} of ${stamp}`);
        }
    }

    // The folder's files, read by nothing of the program's.
    look() {
        const { dir, data, name, vkey } = this.register;
        const newest = [join(dir, "checkpoint"), join(data, "aside", name, "checkpoint")].map((path) => {
            const bytes = readFileSync(path);
            const held = [];
            for (let at = 0; at < bytes.length; at += kSlotBytes) {
                const slot = bytes.subarray(at, at + kSlotBytes);
                const end = slot.indexOf(0);
                if (end !== 0) held.push(openCheckpoint(slot.subarray(0, end).toString(), vkey));
            }
            for (const head of held) this.sawHead(head);
            return held.reduce((a, b) => (a.size > b.size ? a : b)).size;
        });
        expect(newest[1] <= newest[0], `aside is ahead: ${newest[1]} of ${newest[0]}`);
        const seen = Math.max(...this.heads.keys());
        expect(newest[0] >= seen, `the newest checkpoint is of ${newest[0]}, one of ${seen} was seen`);
        this.#lookAtEntries(readFileSync(join(dir, "entries")), newest[0]);
        for (const [size, root] of this.heads)
            if (this.#roots[size] !== root) expect(false, `the entries do not give the root seen at size ${size}`);
        for (const { number, stamp, note } of this.acknowledged.values())
            if (!this.#entries[number]?.equals(entryBytes(stamp, note)))
                expect(false, `number ${number} is not what was acknowledged`);
        expect(this.#frontier.size === newest[0], `${this.#frontier.size} entries of ${newest[0]}`);
    }

    #lookAtEntries(bytes, size) {
        expect(bytes.subarray(0, this.#bytes.length).equals(this.#bytes), "entries that were signed have changed");
        let end = this.#bytes.length;
        for (const entry of records(bytes.subarray(end))) {
            if (this.#frontier.size === size) break;
            const id = actId(entry.subarray(entry.indexOf("\n") + 1).toString());
            if (this.#ids.has(id)) expect(false, `${id} is registered twice`);
            this.#ids.add(id);
            this.#entries.push(Buffer.from(entry));
            this.#frontier.append(leafHash(entry));
            this.#roots.push(this.#frontier.root().toString("base64"));
            end += 2 + entry.length;
        }
        this.#bytes = bytes.subarray(0, end);
    }
    get signedBytes() {
        return this.#bytes.length;
    }
}

// ---- HTTP

function request(agent, method, url, body) {
    return new Promise((resolve, reject) => {
        const headers = body === undefined ? {} : { "Content-Type": "text/plain", "Content-Length": Buffer.byteLength(body) };
        const call = http.request(url, { agent, method, headers }, (answer) => {
            let text = "";
            answer.setEncoding("utf8");
            answer.on("data", (chunk) => (text += chunk));
            answer.on("end", () => resolve({ status: answer.statusCode, text }));
            answer.on("error", reject);
            answer.on("aborted", () => reject(new Error("aborted")));
        });
        call.on("error", reject);
        call.end(body);
    });
}

// Sends until the register is gone or `load.over`: first what got no answer, sometimes what has one.
async function send(witness, base, load) {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const known = [...witness.acknowledged.values()];
    while (!load.over) {
        const repeat = known.length > 0 && random() < 0.02;
        const note = repeat ? oneOf(known).note : (witness.unanswered.pop() ?? witness.newNote());
        let answer;
        try {
            answer = await request(agent, "POST", `${base}/api/v1/acts`, note);
        } catch {
            witness.unanswered.push(note);
            break;
        }
        if (answer.status === 200 || answer.status === 201) witness.sawReceipt(note, JSON.parse(answer.text));
        else {
            witness.unanswered.push(note);
            if (answer.status === 503) break; // it is stopping
            expect(false, `${answer.status}: ${answer.text}`);
            break;
        }
    }
    agent.destroy();
}

// What the register says of some that it has acknowledged.
async function askBack(witness, base, count) {
    const agent = new http.Agent({ keepAlive: true });
    const known = [...witness.acknowledged];
    for (let i = 0; i < count && known.length > 0; i++) {
        const [id, { note, number }] = oneOf(known);
        const { status, text } = await request(agent, "GET", `${base}/api/v1/acts/${id}`);
        const answer = status === 200 ? JSON.parse(text) : {};
        if (!expect(answer.note === note, `number ${number} is asked for and ${status}: ${text}`)) continue;
        witness.sawReceipt(note, answer);
    }
    witness.sawHead(openCheckpoint((await request(agent, "GET", `${base}/log/checkpoint`)).text, witness.register.vkey));
    agent.destroy();
}

// The program's own verifier, on one of the receipts as they were given.
async function verifyOne(witness, folder) {
    if (witness.acknowledged.size === 0) return;
    const { note, receipt, number } = oneOf([...witness.acknowledged.values()]);
    const paths = ["act", "receipt", "policy"].map((name) => join(folder, `one.${name}`));
    [note, receipt, `log ${witness.register.vkey}\nquorum none\n`].forEach((text, i) => writeFileSync(paths[i], text));
    const { code, said } = await run("act", "verify", paths[0], paths[1], "--policy", paths[2]);
    expect(code === 0, `the receipt of number ${number}: ${said}`);
}

// ---- a round: start, load, and an end

function recovered(said) {
    const found = /: (\d+) entries from the snapshot, \d+ read, (\d+) rolled forward(?:; (\d+) bytes)?/.exec(said);
    if (!found) return;
    totals.starts++;
    if (Number(found[1]) > 0) totals.snapshots++;
    totals.forward += Number(found[2]);
    totals.cut += Number(found[3] ?? 0);
}

async function round(witness, ending, folder) {
    const serving = new Serving(witness.register.data);
    if (ending === "starting") {
        await pause(below(50));
        const { signal } = await serving.end("SIGKILL");
        expect(signal === "SIGKILL", () => `a start ended by itself:\n${serving.said}`);
        if (!serving.url) totals.unready++;
        recovered(serving.said);
        return;
    }
    if (!expect(await serving.ready, () => `it does not start:\n${serving.said}`)) return false;
    recovered(serving.said);
    const base = `${serving.url}/${witness.register.name}`;
    await askBack(witness, base, 5);
    if (random() < 0.2) await verifyOne(witness, folder);
    const load = { over: false };
    const authors = Array.from({ length: kConnections }, () => send(witness, base, load));
    await pause(5 + below(295));
    if (ending === "stopping") {
        serving.child.kill("SIGTERM");
        await pause(below(15));
    }
    const { code, signal } = await serving.end(ending === "stopped" ? "SIGTERM" : "SIGKILL");
    load.over = true;
    await Promise.all(authors);
    const sound = ending === "stopped" ? code === 0 : signal === "SIGKILL" || ending === "stopping";
    expect(sound, () => `${ending}: ended with ${code ?? signal}:\n${serving.said}`);
}

// What a loss of power may leave besides: a torn end, derived files that are not there. True when the
// next start must be left in peace, since only a start mends it.
function harm(witness) {
    const { dir } = witness.register;
    const entries = join(dir, "entries");
    const what = oneOf(["tail", "torn", "noise", "derived", "slot"]);
    endings[what] = (endings[what] ?? 0) + 1;
    if (what === "tail") {
        const size = readFileSync(entries).length;
        truncateSync(entries, witness.signedBytes + below(size - witness.signedBytes + 1));
    }
    if (what === "torn") {
        const entry = entryBytes(new Date().toISOString(), witness.newNote());
        const record = Buffer.concat([Buffer.from([entry.length >> 8, entry.length & 255]), entry]);
        appendFileSync(entries, record.subarray(0, 1 + below(record.length - 1)));
    }
    if (what === "noise") appendFileSync(entries, Buffer.from(Array.from({ length: 1 + below(5000) }, () => below(256))));
    if (what === "derived")
        for (const name of readdirSync(dir))
            if (/^(offsets|level-\d|snapshot)$/.test(name) && random() < 0.5) rmSync(join(dir, name));
    if (what === "slot") tearOlderSlot(join(dir, "checkpoint"), witness.register.vkey);
    return what === "slot";
}

function tearOlderSlot(path, vkey) {
    const bytes = readFileSync(path);
    const sizes = [0, kSlotBytes].map((at) => {
        const slot = bytes.subarray(at, at + kSlotBytes);
        return slot.length === 0 || slot[0] === 0 ? 0 : openCheckpoint(slot.subarray(0, slot.indexOf(0)).toString(), vkey).size;
    });
    const older = sizes[0] < sizes[1] ? 0 : 1;
    const file = openSync(path, "r+");
    writeSync(file, Buffer.from(`${vkey.split("+")[0]}\n9`), 0, undefined, older * kSlotBytes);
    closeSync(file);
}

async function foundWitness(folder, name) {
    const register = await found(folder, name, ["XAA", "XAB"]);
    const serving = await serve(register.data);
    const secrets = [];
    for (const who of ["XAA", "XAB"])
        secrets.push(readSecret(readFileSync(`${await addKey(register, serving.url, who, "key-1")}.secret`, "utf8")));
    await serving.end();
    const witness = new Witness(register, secrets);
    witness.sawHead(openCheckpoint(await done("log", "checkpoint", register.dir), register.vkey));
    return witness;
}

// At the end everything that got no answer gets one.
async function settle(witness) {
    const serving = await serve(witness.register.data);
    recovered(serving.said);
    const base = `${serving.url}/${witness.register.name}`;
    const agent = new http.Agent({ keepAlive: true });
    for (const note of witness.unanswered.splice(0)) {
        const { status, text } = await request(agent, "POST", `${base}/api/v1/acts`, note);
        if (expect(status === 200 || status === 201, `what got no answer: ${status} ${text}`))
            witness.sawReceipt(note, JSON.parse(text));
    }
    agent.destroy();
    await askBack(witness, base, 20);
    await serving.end();
    await verifyFolder(witness);
}

async function verifyFolder(witness) {
    const { dir, anchor } = witness.register;
    const { code, said } = await run("log", "verify", dir, "--anchor", anchor);
    expect(code === 0, said);
    witness.look();
}

function nextEnding(peaceful) {
    const dice = random();
    if (dice < 0.6 || peaceful) return "loaded";
    return dice < 0.8 ? "starting" : dice < 0.93 ? "stopping" : "stopped";
}

console.log(`seed ${seed}, ${rounds} rounds`);
await inFolder(async (folder) => {
    const began = Date.now();
    let witness = null;
    let peaceful = false;
    for (let i = 0; i < rounds && Date.now() - began < secondsMax * 1000; i++) {
        if (i % kRoundsOfOneRegister === 0) {
            if (witness) {
                await settle(witness);
                rmSync(witness.register.data, { recursive: true });
            }
            witness = await foundWitness(folder, `r${i}`);
            peaceful = false;
        }
        const ending = nextEnding(peaceful);
        endings[ending] = (endings[ending] ?? 0) + 1;
        if ((await round(witness, ending, folder)) === false) break;
        await verifyFolder(witness);
        peaceful = random() < 0.25 && harm(witness);
        totals.rounds++;
    }
    await settle(witness);
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    console.log(`${totals.rounds} rounds in ${seconds} s: ${Object.entries(endings).map((one) => one.join(" ")).join(", ")}`);
    console.log(`${totals.acknowledged} acts acknowledged, ${totals.again} receipts asked for again`);
    console.log(`${totals.starts} starts recovered, ${totals.snapshots} of them from a snapshot; ${totals.unready} were killed before they served`);
    console.log(`${totals.forward} entries rolled forward, ${totals.cut} bytes cut`);
    if (totals.rounds < rounds) console.log(`${rounds - totals.rounds} rounds did not fit into ${secondsMax} s`);
});
