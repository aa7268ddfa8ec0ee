#!/usr/bin/env node
// Contents of enclosures from outside: named and sent by the command line, kept, served, exported,
// verified; large ones, many at once, on a slow line, in little memory.
//
//   MITHAQ=build/release/mithaq node tests/e2e/enclosures.mjs
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { actText, inDays, readSecret, sha256, signNote } from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve } from "./lib/program.mjs";

const kMiB = 1 << 20;
const long = Boolean(process.env.MITHAQ_LONG);
const hex = (bytes) => sha256(bytes).toString("hex");

function expectProblem({ status, body }, wanted, slug, what) {
    const type = body?.type?.replace("urn:mithaq:problem:", "");
    expect(status === wanted && type === slug, `${what}: ${status} ${JSON.stringify(body)}`);
    expect(body?.refusal === undefined, `${what}: it was judged`);
}

// ---- the command line

async function commandLine({ register, folder, url, key }) {
    const scan = join(folder, "scan of 3.pdf");
    const map = join(folder, "خريطة.png");
    const text = join(folder, "enclosing");
    const act = `${text}.act`;
    writeFileSync(scan, Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(400_000)]));
    writeFileSync(map, Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
    await done("act", "new", "--url", url, "--anchor", register.anchor, "--form", "communication.plain",
        "--from", "XAA", "--text", "en=See the scan.", "--enclose", scan, "--enclose", map, "-o", text);
    await done("act", "sign", text, "--key", `${key}.secret`, "-o", act);
    const named = JSON.parse(readFileSync(text, "utf8")).enclosures;
    expect(named.map(({ type }) => type).join() === "application/pdf,image/png", JSON.stringify(named));
    expect(named.map(({ name }) => name).join() === "scan of 3.pdf,خريطة.png", JSON.stringify(named));

    const submit = (...more) => run("act", "submit", act, "--url", url, ...more);
    const without = await submit();
    expect(without.code === 1 || without.code === 4, without.said);
    expect(without.err.includes("enclosure-missing"), without.said);
    const other = join(folder, "other.pdf");
    writeFileSync(other, "%PDF-other");
    const wrong = await submit("--enclosure", other);
    expect(wrong.code === 1 && wrong.err.includes("enclosure-unnamed"), wrong.said);
    const first = await submit("--enclosure", map, "--enclosure", scan);
    expect(first.code === 0 && first.out.startsWith("registered: "), first.said);
    const again = await submit();
    expect(again.code === 0 && again.out.startsWith("registered before: "), again.said);

    for (const [path, type] of [[scan, "application/pdf"], [map, "image/png"]])
        for (const below of ["api/v1", "log"]) {
            const bytes = readFileSync(path);
            const answer = await fetch(`${url}/${below}/enclosures/${hex(bytes)}`);
            expect(answer.headers.get("content-type") === type, `${path}: ${answer.headers.get("content-type")}`);
            expect(answer.headers.get("content-security-policy")?.startsWith("sandbox"), `${path} is not in a sandbox`);
            expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), `${path} has other bytes`);
        }
    const page = await fetch(`${url}/api/v1/register`, { headers: { "Accept-Encoding": "gzip" } });
    expect(page.status === 200, "the register does not say what it is");
}

// ---- folders

async function folders({ register, folder, url }) {
    const verify = async (from, code, ...said) => {
        const { code: found, out, said: all } = await run("log", "verify", from, "--anchor", register.anchor);
        expect(found === code && said.every((one) => out.includes(one)), all);
    };
    const exported = join(folder, "exported");
    await done("log", "export", register.dir, exported);
    const whole = ["of 2 enclosures that are named, the contents of 2 are here"];
    for (const from of [register.dir, exported, `${url}/log`]) await verify(from, 0, ...whole);
    const names = readdirSync(join(exported, "enclosures"));
    expect(names.length === 2, `exported: ${names}`);
    const path = join(exported, "enclosures", names[0]);
    const bytes = readFileSync(path);
    rmSync(path);
    await verify(exported, 0, "of 1 are here", "of 1 absent");
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(path, bytes);
    await verify(exported, 1, `WRONG enclosures/${names[0]}`);
}

// ---- large ones

// A form whose contents are made while they are sent, `bytes` of them, each from its seed.
function* form(boundary, note, bytes, seed) {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n${note}\r\n`
        + `--${boundary}\r\nContent-Disposition: form-data; name="enclosure"; filename="large"\r\n\r\n`);
    yield* content(bytes, seed);
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
}
function* content(bytes, seed) {
    const piece = Buffer.alloc(64 * 1024, seed);
    for (let at = 0; at < bytes; at += piece.length) {
        piece.writeUInt32BE(at, 0);
        yield Buffer.from(piece.subarray(0, Math.min(piece.length, bytes - at)));
    }
}

const drained = (stream) => new Promise((go) => stream.once("drain", go));

// `rate`: bytes a second, or as fast as it goes.
function post(url, pieces, boundary, { rate, length } = {}) {
    return new Promise((resolve, reject) => {
        const headers = { "Content-Type": `multipart/form-data; boundary=${boundary}` };
        if (length) headers["Content-Length"] = length;
        const request = http.request(`${url}/api/v1/acts`, { method: "POST", headers });
        request.on("response", (answer) => {
            let text = "";
            answer.on("data", (chunk) => (text += chunk));
            answer.on("end", () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
        });
        request.on("error", reject);
        const closed = new Promise((go) => request.once("close", go));
        (async () => {
            const begin = Date.now();
            let sent = 0;
            for (const piece of pieces) {
                if (request.destroyed) return;
                if (!request.write(piece)) await Promise.race([drained(request), closed]);
                sent += piece.length;
                if (rate) await new Promise((go) => setTimeout(go, Math.max(0, begin + (sent / rate) * 1000 - Date.now())));
            }
            request.end();
        })().catch(reject);
    });
}

// RSS of a process, now and at its highest, in MiB.
function memory(pid) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
    return { now: of("VmRSS"), peak: of("VmHWM") };
}

async function large({ url, serving, note }) {
    const bytes = 20 * kMiB;
    const enclosing = (seed) => {
        const hash = createHash("sha256");
        for (const piece of content(bytes, seed)) hash.update(piece);
        return note({ ref: `XAA/large/${seed}`, enclosures: [{ sha256: hash.digest("hex"), size: bytes, type: "application/octet-stream", name: "large" }] });
    };
    const before = memory(serving.child.pid);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, seed) => {
        const text = enclosing(seed + 1);
        // Its length is known, as a browser's is: room for all of it is held before it is sent.
        const length = [...form("b", text, 0, 0)].reduce((sum, piece) => sum + piece.length, bytes);
        return post(url, form("b", text, bytes, seed + 1), "b", { length }).catch((error) => ({ status: 0, body: { type: error.code } }));
    }));
    const taken = answers.filter(({ status }) => status === 201);
    const later = answers.filter(({ status }) => status === 503 || status === 0);
    expect(taken.length >= 12 && taken.length + later.length === 20, `20 at once: ${answers.map(({ status, body }) => `${status} ${body.type ?? ""}`)}`);
    const after = memory(serving.child.pid);
    console.log(`20 uploads of 20 MiB at once: ${taken.length} taken, memory ${before.peak.toFixed(0)} MiB before, at most ${after.peak.toFixed(0)}`);
    // Sanitizers keep what is freed for a while: then the bound says nothing.
    if (before.now < 60) expect(after.peak < 100, `memory rose to ${after.peak} MiB`);
    const again = await post(url, form("b", enclosing(1), bytes, 1), "b");
    expect(again.status === 200 || again.status === 201, "one alone was not taken");
}

// A line of 400 kbit/s: longer than the time that a short request has.
async function slow({ url, note }) {
    const bytes = (long ? 20 : 0.75) * kMiB;
    const hash = createHash("sha256");
    for (const piece of content(bytes, 99)) hash.update(piece);
    const enclosures = [{ sha256: hash.digest("hex"), size: bytes, type: "application/pdf", name: "large" }];
    const begin = Date.now();
    const answer = await post(url, form("b", note({ ref: "XAA/slow", enclosures }), bytes, 99), "b", { rate: 50_000 });
    expect(answer.status === 201, `a slow line: ${answer.status} ${JSON.stringify(answer.body)}`);
    expect(Date.now() - begin > 11_000, "the line was not slow");
}

// ---- what is refused

async function refused({ register, url, note }) {
    const send = async (parts) => {
        const body = new FormData();
        for (const [name, value, filename] of parts)
            // A text field would have its line ends changed.
            if (filename === undefined) body.append(name, new Blob([value]));
            else body.append(name, new Blob([value]), filename);
        const answer = await fetch(`${url}/api/v1/acts`, { method: "POST", body });
        return { status: answer.status, body: await answer.json() };
    };
    const named = (bytes, change) => ({ sha256: hex(bytes), size: bytes.length, type: "text/plain", name: "a.txt", ...change });
    const bytes = Buffer.from("what is enclosed");
    const sound = note({ ref: "XAA/sound", enclosures: [named(bytes)] });
    expectProblem(await send([["note", sound]]), 409, "enclosure-missing", "nothing sent");
    expectProblem(await send([["note", sound], ["enclosure", "something else", "a.txt"]]), 422, "enclosure-differs", "other bytes");
    expectProblem(await send([["note", sound], ["enclosure", "something else", "b.txt"]]), 400, "enclosure-unnamed", "another file");
    expectProblem(await send([["note", sound], ["enclosure", bytes, "a.txt"], ["enclosure", "x", "b.txt"]]), 400, "enclosure-unnamed", "one too many");
    expectProblem(await send([["note", note({ ref: "XAA/none" })], ["enclosure", bytes, "a.txt"]]), 400, "enclosure-unnamed", "none named");
    expectProblem(await send([["enclosure", bytes, "a.txt"], ["note", sound]]), 400, "multipart", "the note last");
    expectProblem(await send([["note", "x".repeat(70_000)]]), 413, "act-too-large", "a long note");
    const huge = note({ ref: "XAA/huge", enclosures: [named(bytes, { size: 33 * kMiB })] });
    expectProblem(await send([["note", huge], ["enclosure", bytes, "a.txt"]]), 413, "enclosure-too-large", "more than is taken");
    expect(!existsSync(join(register.dir, "enclosures", hex(bytes))), "what was refused was kept");
    expect((await send([["note", sound], ["enclosure", bytes, "whatever it is called"]])).status === 201, "the sound one");
    expectProblem(await post(url, [Buffer.alloc(10)], "b", { length: 65 * kMiB }).catch(() => ({})), 413, "http-body-too-large", "a huge request");
    const absent = await fetch(`${url}/api/v1/enclosures/${"0".repeat(64)}`);
    expectProblem({ status: absent.status, body: await absent.json() }, 404, "not-found", "an absent content");
}

await inFolder(async (folder) => {
    const register = await found(folder, "enclosing", ["XAA", "REGISTRY"]);
    const serving = await serve(register.data);
    const key = await addKey(register, serving.url, "XAA", "key-1");
    const url = `${serving.url}/${register.name}`;
    const { size, root } = await (await fetch(`${url}/api/v1/register`)).json();
    const secret = readSecret(readFileSync(`${key}.secret`, "utf8"));
    const note = (change) =>
        signNote(actText({
            register: register.origin, form: "communication.plain", from: ["XAA"], seen: { size, root },
            expires: inDays(1), body: { text: { en: "See it." } }, ...change,
        }), secret);
    const all = { register, folder, serving, key, url, note };
    await commandLine(all);
    await folders(all);
    await refused(all);
    await slow(all);
    await large(all);
    expect(!readdirSync(join(register.dir, "enclosures")).some((name) => name.endsWith(".new")), "something unfinished is left");
    const { code } = await serving.end();
    expect(code === 0, serving.said);
});
