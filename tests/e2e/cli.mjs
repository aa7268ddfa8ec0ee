#!/usr/bin/env node
// The program as a newcomer, an author and an auditor use it: a register from nothing, communications
// that go in and receipts that come out, both verified with everything about them changed in turn.
//
//   MITHAQ=build/release/mithaq node tests/e2e/cli.mjs
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { actId, actText, inDays, openCheckpoint, openNote, openReceipt, readSecret, records, sha256, signNote } from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve, Serving, tree } from "./lib/program.mjs";

// Several at a time: a change of one byte costs a process.
async function each(list, body) {
    const left = [...list.entries()];
    const workers = Array.from({ length: availableParallelism() }, async () => {
        for (let next = left.shift(); next; next = left.shift()) await body(next[1], next[0]);
    });
    await Promise.all(workers);
}

const codeOf = (result, code) => expect(result.code === code, () => `not ${code}: ${result.said}`);

// ---- what an author does

async function authorsSendAndGetReceipts(folder, register, url) {
    const base = `${url}/${register.name}`;
    const at = ["--url", base, "--anchor", register.anchor];
    const path = (name) => join(folder, name);
    const keys = [await addKey(register, url, "XAA", "key-1"), await addKey(register, url, "XAB", "key-1")];

    await done("act", "new", ...at, "--form", "communication.plain", "--from", "XAA", "--ref", "N/1",
        "--subject", "fr=Première note", "--text", "ar=نص المذكرة", "--text", "fr=Le texte", "-o", path("one.json"));
    await done("act", "sign", path("one.json"), "--key", `${keys[0]}.secret`, "-o", path("one.act"));
    const first = JSON.parse(await done("--json", "act", "submit", path("one.act"), "--url", base, "-o", path("one.receipt")));
    const note = readFileSync(path("one.act"), "utf8");
    expect(first.id === actId(note), `its identifier is ${first.id}`);
    const shown = openReceipt(readFileSync(path("one.receipt"), "utf8"), note, register.vkey);
    expect(shown.number === first.number && shown.stamp === first.stamp, "the receipt says another number or stamp");
    expect((await done("act", "show", path("one.act"))).includes(first.id), "act show prints the identifier");

    const again = JSON.parse(await done("--json", "act", "submit", path("one.act"), "--url", base));
    expect(again.number === first.number && again.stamp === first.stamp, "sent twice, it has two numbers");
    expect((await run("act", "submit", path("one.act"), "--url", base)).out.startsWith("registered before"),
        "sent twice, it is not said");

    // Two authors: `act new` names one, the other is written in as the format says.
    const joint = JSON.parse(readFileSync(path("one.json"), "utf8"));
    writeFileSync(path("two.json"), `${JSON.stringify({ ...joint, from: ["XAA", "XAB"] })}\n`);
    await done("act", "sign", path("two.json"), "--key", `${keys[0]}.secret`, "--key", `${keys[1]}.secret`, "-o", path("two.act"));
    await done("act", "submit", path("two.act"), "--url", base, "-o", path("two.receipt"));
    await done("act", "sign", path("two.json"), "--key", `${keys[1]}.secret`, "--key", `${keys[0]}.secret`, "-o", path("swapped.act"));
    const swapped = JSON.parse(await done("--json", "act", "submit", path("swapped.act"), "--url", base));
    expect(swapped.note === readFileSync(path("two.act"), "utf8"), "a known text with other signatures gets the registered note");
    writeFileSync(path("three.json"), `${JSON.stringify({ ...joint, from: ["XAB", "XAA"] })}\n`);
    await done("act", "sign", path("three.json"), "--key", `${keys[0]}.secret`, "--key", `${keys[1]}.secret`, "-o", path("three.act"));
    const disordered = await run("act", "submit", path("three.act"), "--url", base);
    codeOf(disordered, 4);
    expect(disordered.err.includes("signature-order"), disordered.said);

    // The author's own signature, by its key and by what registered the key.
    const policy = path("policy");
    writeFileSync(policy, `log ${register.vkey}\nquorum none\n`);
    const verify = ["act", "verify", path("one.act"), path("one.receipt"), "--policy", policy];
    const vkeys = keys.map((key) => JSON.parse(readFileSync(`${key}.offer.json`, "utf8")).vkey);
    expect((await done(...verify)).includes("was not checked"), "act verify does not say that the author was not checked");
    expect(JSON.parse(await done("--json", ...verify, "--key", vkeys[0])).author_checked === true, "author_checked");
    const stranger = await run(...verify, "--key", vkeys[1]);
    codeOf(stranger, 1);
    expect(stranger.err.includes("key-unknown"), stranger.said);
    const listed = await (await fetch(`${base}/api/v1/entries?from=0`)).json();
    const keyAct = listed.entries.filter((entry) => entry.form === "key.add")[0];
    const answer = await (await fetch(`${base}/api/v1/acts/${keyAct.id}`)).json();
    writeFileSync(path("key.act"), answer.note);
    writeFileSync(path("key.receipt"), answer.receipt);
    await done(...verify, "--key-act", path("key.act"), "--key-receipt", path("key.receipt"));
    return keys;
}

async function aRevokedKeyIsRefused(folder, register, url) {
    const base = `${url}/${register.name}`;
    const at = ["--url", base, "--anchor", register.anchor];
    const key = await addKey(register, url, "XAB", "lost");
    await done("key", "revoke", ...at, "--root", join(register.keys, `${register.name}-XAB-root.secret`),
        "--participant", "XAB", `${register.origin}/XAB/lost`);
    await done("act", "new", ...at, "--form", "communication.plain", "--from", "XAB", "--text", "en=late", "-o", join(folder, "late.json"));
    await done("act", "sign", join(folder, "late.json"), "--key", `${key}.secret`, "-o", join(folder, "late.act"));
    const refused = await run("act", "submit", join(folder, "late.act"), "--url", base);
    codeOf(refused, 4);
    expect(refused.err.includes("key-revoked"), refused.said);
    const json = await run("--json", "act", "submit", join(folder, "late.act"), "--url", base);
    codeOf(json, 4);
    expect(JSON.parse(json.out).problem === "key-revoked", json.said);
}

// ---- what a verifier does: everything about a receipt is changed

function changed(bytes, at, how) {
    const before = bytes.subarray(0, at);
    const after = bytes.subarray(at + 1);
    if (how === "delete") return Buffer.concat([before, after]);
    if (how === "insert") return Buffer.concat([before, Buffer.from([bytes[at]]), bytes.subarray(at)]);
    if (how === "newline") return Buffer.concat([before, Buffer.from("\n"), bytes.subarray(at)]);
    return Buffer.concat([before, Buffer.from([bytes[at] ^ how]), after]);
}

// Each byte with one of its bits changed, and here and there one byte less or more.
function changesOf(bytes) {
    const changes = [];
    for (let at = 0; at < bytes.length; at++) changes.push([at, 1 << (at * 5) % 8]);
    for (let at = 0; at < bytes.length; at += 11) changes.push([at, ["delete", "insert", "newline"][at % 3]]);
    changes.push([bytes.length, "newline"], [bytes.length - 1, "delete"]);
    return changes;
}

async function everyByteCounts(folder, name, args, place) {
    const bytes = readFileSync(args[place]);
    const path = join(folder, `changed-${name}`);
    let unnamed = "";
    await each(changesOf(bytes), async ([at, how], i) => {
        writeFileSync(`${path}-${i}`, changed(bytes, at, how));
        const result = await run(...args.with(place, `${path}-${i}`));
        // A failed check is named in brackets, as in "(proof-inclusion)".
        if (!/^mithaq: .+ \([a-z0-9-]+\)$/m.test(result.err)) unnamed += result.said;
        expect(result.code === 1, () => `${name}, byte ${at} ${how}: ${result.said}`);
        rmSync(`${path}-${i}`);
    });
    expect(unnamed === "", `no check is named:\n${unnamed}`);
}

async function aPolicyMeansWhatItSays(folder, register, receipt) {
    const policy = `log ${register.vkey}\nquorum none\n`;
    const path = join(folder, "changed-policy");
    const verify = async (text, i) => {
        writeFileSync(`${path}-${i}`, text);
        return await run("act", "verify", join(folder, `${receipt}.act`), join(folder, `${receipt}.receipt`), "--policy", `${path}-${i}`);
    };
    const same = [
        policy, `# a comment\n${policy}`, `\n\n${policy}\n`, `${policy}  # another\n`, policy.replace("log ", "log\t "),
        policy.replace("\n", " https://log.example/\n"), `quorum none\n${policy.split("\n")[0]}\n`,
    ];
    await each(same, async (text, i) => codeOf(await verify(text, `same-${i}`), 0));

    const makeKey = async (purpose, who, label) => (await done("key", "new", "--origin", register.origin, "--participant", who,
        "--purpose", purpose, "--name", label, join(folder, `policy-${label}`))).trim();
    const witness = await makeKey("witness", "XAC", "witness");
    const other = await makeKey("submit", "XAC", "other");
    const [logLine] = policy.split("\n");
    const others = [
        "", `${logLine}\n`, "quorum none\n", `log ${other}\nquorum none\n`, `${policy}quorum none\n`,
        `${logLine}\nwitness w ${witness}\nquorum w\n`,
        `${logLine}\nwitness w ${witness}\ngroup g any w\nquorum g\n`,
        `${logLine}\nquorum w\n`, `log ${witness}\nquorum none\n`, policy.slice(0, -1),
        policy.replace("quorum none", "# quorum none"), `# ${policy}`,
        // Its own key under another name: what it signs is no checkpoint of that log.
        `log ${vkeyNamed(register.vkey, register.origin.replace("/log", "x/log"))}\nquorum none\n`,
    ];
    await each(others, async (text, i) => {
        const result = await verify(text, `other-${i}`);
        expect(result.code === 1 || result.code === 2, () => `${text}\n${result.said}`);
    });
    const bytes = Buffer.from(policy);
    const changes = [...bytes.keys()].flatMap((at) => [[at, 1 << at % 8], [at, 1 << (at + 3) % 8]]);
    await each(changes, async ([at, how], i) => {
        const text = changed(bytes, at, how);
        // White space for white space means the same.
        if (text.toString().replaceAll("\t", " ") === policy) return;
        const result = await verify(text, i);
        expect(result.code === 1 || result.code === 2, () => `policy, byte ${at} ^ ${how}: ${result.said}`);
    });
}

function vkeyNamed(vkey, name) {
    const key = Buffer.from(vkey.split("+").slice(2).join("+"), "base64");
    return `${name}+${sha256(`${name}\n`, key).subarray(0, 4).toString("hex")}+${key.toString("base64")}`;
}

// ---- what an auditor does

const filesBelow = (dir) => readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.path, entry.name))).sort();

// First, last and some bytes between.
function placesIn(length, count) {
    const places = new Set([0, length - 1]);
    for (let i = 1; i < count; i++) places.add(Math.floor((length * i) / count));
    return [...places];
}

async function verifies(source, anchor) {
    const anchored = await run("log", "verify", source, "--anchor", anchor);
    codeOf(anchored, 0);
    expect(anchored.out.includes("all holds"), anchored.said);
    const alone = await run("log", "verify", source);
    codeOf(alone, 3);
    expect(alone.out.includes("consistent with itself only"), alone.said);
    for (const [code, ...more] of [[0, "--anchor", anchor], [3]]) {
        const result = await run("--json", "log", "verify", source, ...more);
        codeOf(result, code);
        const report = JSON.parse(result.out);
        expect(report.entries === report.size && report.anchored === (code === 0), result.said);
        expect(report.findings.length === 0, result.said);
    }
}

// What log verify must call that file when a byte of it is another.
function namesOf(file) {
    if (file === "entries" || file.startsWith("tile/entries")) return /number \d+|tile\//;
    if (file.startsWith("level-")) return new RegExp(`tile/${file.slice(6)}`);
    if (file.startsWith("rulebooks/")) return /rulebook/;
    if (file === "anchor") return /anchor|key|origin|entry 0|checkpoint/;
    return new RegExp(file);
}

async function everyFileCounts(dir, anchor, files, count) {
    for (const file of files) {
        const path = join(dir, file);
        const bytes = readFileSync(path);
        for (const at of placesIn(bytes.length, count)) {
            writeFileSync(path, changed(bytes, at, 1 << at % 8));
            const result = await run("log", "verify", dir, "--anchor", file === "anchor" ? path : anchor);
            expect(result.code === 1, () => `${file}, byte ${at}: ${result.said}`);
            expect(namesOf(file).test(result.out + result.err), () => `${file}, byte ${at}: not named in ${result.said}`);
        }
        writeFileSync(path, bytes);
    }
}

async function logsAreVerified(folder, register) {
    const exported = join(folder, "exported");
    await done("log", "export", register.dir, exported);
    await verifies(register.dir, register.anchor);
    await verifies(exported, register.anchor);
    const files = filesBelow(register.dir).filter((file) => !/^(keys|lock|snapshot|view)/.test(file));
    expect(files.includes("level-0") && files.includes("offsets"), `the folder holds ${files}`);
    await everyFileCounts(register.dir, register.anchor, files, 12);
    await everyFileCounts(exported, register.anchor, filesBelow(exported), 12);

    // A folder without what is derived is sound; one without an entry is not.
    const copy = join(folder, "copy");
    cpSync(register.dir, copy, { recursive: true });
    for (const file of files) if (/^(level|offsets)/.test(file)) rmSync(join(copy, file));
    rmSync(join(copy, "snapshot"), { force: true });
    codeOf(await run("log", "verify", copy, "--anchor", register.anchor), 0);
    writeFileSync(join(copy, "entries"), readFileSync(join(copy, "entries")).subarray(0, -1));
    const short = await run("log", "verify", copy, "--anchor", register.anchor);
    codeOf(short, 1);
    expect(/number \d+/.test(short.out), short.said);
    return exported;
}

// The exported tree behind a web server of no kind, with one byte of one file changed on the way.
async function logsAreVerifiedOverHttp(register, url, exported) {
    await verifies(`${url}/${register.name}/log`, register.anchor);
    let tampered = null;
    const server = http.createServer((request, response) => {
        const file = request.url.slice(1);
        const path = join(exported, file);
        if (!existsSync(path)) return response.writeHead(404).end();
        const bytes = readFileSync(path);
        response.end(file === tampered ? changed(bytes, bytes.length >> 1, 4) : bytes);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${server.address().port}`;
    await verifies(base, register.anchor);
    for (tampered of filesBelow(exported)) {
        const result = await run("log", "verify", base, "--anchor", register.anchor);
        expect(result.code === 1, () => `${tampered} over HTTP: ${result.said}`);
        expect(namesOf(tampered).test(result.out + result.err), () => `${tampered} over HTTP: ${result.said}`);
    }
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    codeOf(await run("log", "verify", base), 6);
}

async function wrongUseIsSaid(folder, register) {
    const documented = await done("help", "exit-codes");
    for (const code of [0, 1, 2, 3, 4, 5, 6]) expect(documented.includes(`\n  ${code}  `), `exit code ${code} is not explained`);
    codeOf(await run("log", "verify", join(folder, "nowhere")), 6);
    codeOf(await run("log", "verify", register.dir, "--anchor", join(folder, "nowhere")), 6);
    codeOf(await run("serve", "--data", join(folder, "nowhere")), 6);
    for (const wrong of [
        [], ["nonsense"], ["log", "verify"], ["log", "verify", "--nonsense", register.dir], ["act", "verify", register.dir],
        ["log", "verify", register.dir, "--threads", "many"], ["help", "nonsense"],
        ["key", "new", "--origin", "not an origin", "--participant", "XAA", "--name", "key-1", join(folder, "key")],
        ["init", "--data", folder, "--host", "register.example", "--name", "Not-A-Name", "--rulebook", join(tree, "rulebooks", "basic"),
            "--root", join(register.keys, `${register.name}-XAA-root.offer.json`)],
    ]) codeOf(await run(...wrong), 2);
    const twice = await run("init", "--data", register.data, "--host", "register.example", "--name", register.name,
        "--rulebook", join(tree, "rulebooks", "basic"), "--root", join(register.keys, `${register.name}-XAA-root.offer.json`));
    codeOf(twice, 1);
}

// ---- what the HTTP API answers

async function post(base, body, type = "text/plain") {
    const response = await fetch(`${base}/api/v1/acts`, { method: "POST", headers: { "Content-Type": type }, body });
    return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
}

function isProblem(answer, what, status, slug) {
    expect(answer.status === status && answer.body.status === status, `${what}: status ${answer.status}, ${answer.body.status}`);
    expect(answer.type === "application/problem+json", `${what}: ${answer.type}`);
    expect(answer.body.type === `urn:mithaq:problem:${slug}`, `${what}: ${answer.body.type}, not ${slug}`);
    expect(answer.body.title?.length > 0 && answer.body.detail?.length > 0, `${what}: ${JSON.stringify(answer.body)}`);
}

// A refusal is the register's word: signed, about this text, at a head that it has signed.
async function refusalsAreSigned(register, base, secret) {
    const size0 = (await (await fetch(`${base}/api/v1/entries?from=0&limit=1`)).json()).entries[0].id;
    const founding = (await (await fetch(`${base}/api/v1/acts/${size0}`)).json()).note;
    const { keys } = JSON.parse(founding.slice(0, founding.lastIndexOf("\n\n"))).body;
    const vkey = keys.find((key) => key.purpose === "refusal").vkey;
    const head = openCheckpoint(await (await fetch(`${base}/log/checkpoint`)).text(), register.vkey);
    const sound = {
        register: register.origin, form: "communication.plain", from: ["XAA"], seen: head, expires: inDays(1),
        body: { text: { en: "refuse me" } },
    };
    const refused = {
        "seen-unknown": { seen: { size: head.size, root: Buffer.alloc(32).toString("base64") } },
        "expires-too-far": { expires: inDays(91) },
        "expired": { expires: inDays(-1) },
        "form-unknown": { form: "communication.unheard-of" },
        "form-reserved": { form: "register.adopt" },
        "register-other": { register: "register.example/other/log" },
        "marking-unknown": { marking: "cosmic" },
        "reference-unknown": { re: [{ id: "0".repeat(64), as: "replies" }] },
        "key-unknown": { from: ["XAC"] },
    };
    for (const [slug, change] of Object.entries(refused)) {
        const signer = slug === "key-unknown" ? { ...secret, name: `${register.origin}/XAC/key-1` } : secret;
        const note = signNote(actText({ ...sound, ...change }), signer);
        const answer = await post(base, note);
        isProblem(answer, slug, 422, slug);
        const [kind, origin, id, stamp, at, type, pointer, rule, end] = openNote(answer.body.refusal, vkey).split("\n");
        expect(kind === "mithaq-refusal/0" && origin === register.origin && id === actId(note), `${slug}: ${answer.body.refusal}`);
        expect(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(stamp), `${slug}: stamp ${stamp}`);
        expect(at === `${head.size} ${head.root}`, `${slug}: head ${at}`);
        expect(type === slug && pointer === (answer.body.pointer ?? "-") && rule === (answer.body.rule ?? "-") && end === "",
            `${slug}: ${answer.body.refusal}`);
    }
    const forged = signNote(actText(sound), { ...secret, key: readSecret(readFileSync(join(register.keys, `${register.name}-XAA-root.secret`), "utf8")).key });
    isProblem(await post(base, forged), "another's signature", 422, "signature-invalid");
    expect((await post(base, signNote(actText(sound), secret))).status === 201, "the sound one is not taken");
}

async function badInputIsAProblem(register, base, secret) {
    const signed = (text) => signNote(text, secret);
    const inner = (value) => `{"act":"mithaq/0","body":${value}}\n`;
    const deep = `${"[".repeat(20)}${"]".repeat(20)}`;
    const notUtf8 = Buffer.from(signed(inner('"x"'))).map((byte) => (byte === 0x78 ? 0xff : byte));
    for (const [what, status, slug, body, type] of [
        ["empty", 400, /^note-/, ""],
        ["not a note", 400, /^note-/, "hello\n"],
        ["bad JSON", 400, /^json-/, signed("{]}\n")],
        ["deep JSON", 400, /^json-/, signed(inner(deep))],
        ["very deep JSON", 400, /^json-/, signed(inner("[".repeat(25_000)))],
        ["duplicate names", 400, /^json-/, signed(inner('{"a":1,"a":2}'))],
        ["escaped duplicate names", 400, /^json-/, signed(inner('{"a":1,"\\u0061":2}'))],
        ["a fraction", 400, /^json-/, signed(inner("1.5"))],
        ["null", 400, /^json-/, signed(inner("null"))],
        ["a lone surrogate", 400, /^json-/, signed(inner('"\\ud800"'))],
        ["a name that the format does not have", 400, /^act-/, signed(inner("{}").replace("body", "bodies"))],
        ["not UTF-8", 400, /^note-/, notUtf8],
        ["oversize", 413, /./, signed(inner(`"${"x".repeat(61_440)}"`))],
        ["wrong content type", 400, /^content-type$/, "{}", "application/json"],
        ["no content type", 400, /^content-type$/, "{}", ""],
    ]) {
        const answer = await post(base, body, type ?? "text/plain");
        const found = answer.body.type?.replace("urn:mithaq:problem:", "");
        expect(slug.test(found), `${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
        isProblem(answer, what, status, found);
    }
    const get = async (path, method = "GET") => {
        const response = await fetch(`${base}${path}`, { method });
        return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
    };
    isProblem(await get(`/api/v1/acts/${"0".repeat(64)}`), "an unknown act", 404, "not-found");
    isProblem(await get("/api/v1/acts/xyz"), "no identifier", 404, "not-found");
    isProblem(await get(`/api/v1/acts/${"0".repeat(64)}/receipt`), "an unknown receipt", 404, "not-found");
    isProblem(await get("/api/v1/nothing"), "no resource", 404, "not-found");
    isProblem(await get("/log/tile/0/999"), "a tile beyond the log", 404, "beyond-the-log");
    isProblem(await get("/api/v1/entries?limit=0"), "limit 0", 400, "query");
    isProblem(await get("/api/v1/entries?from=-1"), "from -1", 400, "query");
    isProblem(await get("/api/v1/entries", "DELETE"), "DELETE", 404, "method");
    await truncatedBodies(base);
    codeOf(await run("log", "verify", `${base}/log`, "--anchor", register.anchor), 0);
}

// What raw bytes on one connection are answered; "" when it is closed without a word.
function raw(base, bytes) {
    const { hostname, port } = new URL(base);
    return new Promise((resolve) => {
        let answer = "";
        const socket = net.connect(port, hostname, () => socket.end(bytes));
        socket.on("data", (chunk) => (answer += chunk));
        socket.on("error", () => {});
        socket.on("close", () => resolve(answer));
    });
}

async function truncatedBodies(base) {
    const { host, pathname } = new URL(base);
    const head = `POST ${pathname}/api/v1/acts HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\n`;
    for (const [what, bytes] of [
        ["a body cut short", `${head}Content-Length: 1000\r\n\r\n{"act":`],
        ["a chunk cut short", `${head}Transfer-Encoding: chunked\r\n\r\n100\r\n{"act":`],
        ["a chunk without size", `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
        ["two lengths", `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`],
        ["no request at all", "hello\r\n\r\n"],
    ]) {
        const answer = await raw(base, bytes);
        const refused = /^HTTP\/1\.1 4\d\d /.test(answer) && /^Content-Type: application\/problem\+json\r$/im.test(answer) &&
            answer.includes("urn:mithaq:problem:");
        expect(answer === "" || refused, `${what}: ${answer}`);
    }
}

// ---- what an operator does

async function oneWriterOnly(register) {
    const second = new Serving(register.data);
    expect(!(await second.ready), "a second serve serves the same folder");
    const { code } = await second.ended;
    expect(code !== 0 && second.said.includes("directory-in-use"), `${code}: ${second.said}`);
}

async function jsonIsJson(register, url, folder) {
    for (const path of ["register", "keys", "entries", "entries?from=1&limit=2"])
        expect((await (await fetch(`${url}/${register.name}/api/v1/${path}`)).json()) !== null, path);
    const failing = await run("--json", "log", "verify", join(folder, "nowhere"));
    expect(JSON.parse(failing.out).problem === "no-log", failing.said);
    const policy = join(folder, "policy");
    const verified = JSON.parse(await done("--json", "act", "verify", join(folder, "one.act"), join(folder, "one.receipt"), "--policy", policy));
    expect(verified.register === register.origin && verified.grade === "durable", JSON.stringify(verified));
}

const contents = (dir) => filesBelow(dir).map((file) => `${file} ${sha256(readFileSync(join(dir, file))).toString("hex")}`).join("\n");

// An older copy of the folder would sign a second history. With and without its snapshot.
async function anOlderCopyIsNoticed(folder, register, secret) {
    const copy = join(folder, "older");
    cpSync(register.dir, copy, { recursive: true });
    const serving = await serve(register.data);
    const base = `${serving.url}/${register.name}`;
    const seen = openCheckpoint(await (await fetch(`${base}/log/checkpoint`)).text(), register.vkey);
    const note = signNote(actText({
        register: register.origin, form: "communication.plain", from: ["XAA"], seen, expires: inDays(1),
        body: { text: { en: "after the copy" } },
    }), secret);
    const registered = await post(base, note);
    expect(registered.status === 201, JSON.stringify(registered.body));
    await serving.end();
    const newer = join(folder, "newer");
    renameSync(register.dir, newer);
    for (const snapshot of [true, false]) {
        if (!snapshot) rmSync(join(copy, "snapshot"), { force: true });
        rmSync(register.dir, { recursive: true, force: true });
        cpSync(copy, register.dir, { recursive: true });
        const before = contents(register.data);
        const older = new Serving(register.data);
        expect(!(await older.ready), "an older copy is served");
        const { code } = await older.ended;
        expect(code === 1 && older.said.includes("restored-older"), `${code}: ${older.said}`);
        expect(contents(register.data) === before, "an older copy was changed when it was noticed");
    }
    rmSync(register.dir, { recursive: true });
    renameSync(newer, register.dir);
    const back = await serve(register.data);
    const again = await post(`${back.url}/${register.name}`, note);
    expect(again.status === 200 && again.body.number === registered.body.number, JSON.stringify(again.body));
    await back.end();
}

await inFolder(async (folder) => {
    const register = await found(folder, "main", ["XAA", "XAB"]);
    await wrongUseIsSaid(folder, register);
    let serving = await serve(register.data);
    const keys = await authorsSendAndGetReceipts(folder, register, serving.url);
    const secret = readSecret(readFileSync(`${keys[0]}.secret`, "utf8"));
    await aRevokedKeyIsRefused(folder, register, serving.url);
    await refusalsAreSigned(register, `${serving.url}/main`, secret);
    await badInputIsAProblem(register, `${serving.url}/main`, secret);
    await jsonIsJson(register, serving.url, folder);
    await oneWriterOnly(register);
    expect((await serving.end()).code === 0, "serve ends with 0 on SIGTERM");

    const exported = await logsAreVerified(folder, register);
    serving = await serve(register.data);
    await logsAreVerifiedOverHttp(register, serving.url, exported);
    const known = await post(`${serving.url}/main`, readFileSync(join(folder, "one.act")));
    expect(known.status === 200, "after a restart it is known");
    await serving.end();

    const args = ["act", "verify", join(folder, "one.act"), join(folder, "one.receipt"), "--policy", join(folder, "policy")];
    await everyByteCounts(folder, "act", args, 2);
    await everyByteCounts(folder, "receipt", args, 3);
    await everyByteCounts(folder, "joint act", args.with(2, join(folder, "two.act")).with(3, join(folder, "two.receipt")), 2);
    await aPolicyMeansWhatItSays(folder, register, "one");
    await anOlderCopyIsNoticed(folder, register, secret);
});
