// Runs the program under test, serves registers with it, and ends what was started.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const program = process.env.MITHAQ;
if (!program) throw new Error("MITHAQ names the program to test");
export const tree = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

// ---- counting

const counts = { passed: 0, failed: 0 };

export function expect(holds, what) {
    counts[holds ? "passed" : "failed"]++;
    if (!holds) console.log(`FAILED: ${typeof what === "function" ? what() : what}`);
    return holds;
}

// Prints the count and returns the exit code.
export function verdict() {
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    return counts.failed === 0 ? 0 : 1;
}

// ---- processes

const children = new Set();
process.on("exit", () => {
    for (const child of children) child.kill("SIGKILL");
});

export function start(args) {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    const ended = new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code, signal) => {
            children.delete(child);
            resolve({ code, signal });
        });
    });
    return { child, ended };
}

// One command, to its end.
export async function run(...args) {
    const { child, ended } = start(args);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    const { code, signal } = await ended;
    return { code: signal ?? code, out, err, said: `mithaq ${args.join(" ")}\n${signal ?? code}: ${out}${err}` };
}

// A command that must succeed; what it printed.
export async function done(...args) {
    const { code, out, said } = await run(...args);
    if (code !== 0) throw new Error(said);
    return out;
}

// `mithaq serve`, from its first moment; `ready` says whether it came to serve before it ended.
export class Serving {
    said = "";
    url = null;
    constructor(data, ...more) {
        this.begin(["serve", "--data", data, "--port", "0", ...more], /^serving (http:\S+)\/$/m);
    }
    begin(args, addressed) {
        const { child, ended } = start(args);
        this.child = child;
        this.ended = ended;
        this.ready = new Promise((resolve) => {
            const hear = (chunk) => {
                this.said += chunk;
                this.url ??= addressed.exec(this.said)?.[1] ?? null;
                if (this.url) resolve(true);
            };
            child.stdout.on("data", hear);
            child.stderr.on("data", hear);
            ended.then(() => resolve(false));
        });
    }
    async end(signal = "SIGTERM") {
        this.child.kill(signal);
        return await this.ended;
    }
}

export async function serve(data, ...more) {
    const serving = new Serving(data, ...more);
    if (!(await serving.ready)) throw new Error(`serve ended:\n${serving.said}`);
    return serving;
}

class Demonstration extends Serving {
    begin(args) {
        super.begin(["demo", ...args.slice(1)], /(http:\/\/127\.0\.0\.1:\d+)\//);
    }
}

// `mithaq demo`: all its registers, below `data`.
export async function demonstrate(data, ...more) {
    const serving = new Demonstration(data, ...more);
    if (!(await serving.ready)) throw new Error(`demo ended:\n${serving.said}`);
    return serving;
}

// ---- folders and registers

// Runs `body` with a new folder, removes it, prints the count and ends with its exit code.
export async function inFolder(body) {
    const folder = mkdtempSync(join(tmpdir(), "mithaq-e2e-"));
    try {
        await body(folder);
    } catch (error) {
        expect(false, error.stack);
    } finally {
        for (const child of children) child.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
    }
    process.exit(verdict());
}

export const host = "register.example";

// A register as a newcomer founds it: a root key for each participant, then `init`. Keys lie in
// `folder`/keys, the register in `folder`/data/`name`.
export async function found(folder, name, participants, rulebook = "basic") {
    const origin = `${host}/${name}/log`;
    const keys = join(folder, "keys");
    mkdirSync(keys, { recursive: true });
    const roots = [];
    for (const who of participants) {
        const path = join(keys, `${name}-${who}-root`);
        await done("key", "new", "--origin", origin, "--participant", who, "--purpose", "root", "--name", "root", path);
        roots.push("--root", `${path}.offer.json`);
    }
    const data = join(folder, "data");
    const printed = await done("init", "--data", data, "--host", host, "--name", name,
        "--rulebook", join(tree, "rulebooks", rulebook), ...roots);
    const dir = join(data, name);
    const anchor = join(dir, "anchor");
    expect(printed === readFileSync(anchor, "utf8"), "init prints the anchor");
    return { name, origin, data, dir, anchor, keys, vkey: printed.split("\n")[1] };
}

// A submit key for a participant, registered by its root; its path without ending.
export async function addKey(register, url, who, label) {
    const path = join(register.keys, `${register.name}-${who}-${label}`);
    await done("key", "new", "--origin", register.origin, "--participant", who, "--name", label, path);
    await done("key", "add", "--url", `${url}/${register.name}`, "--anchor", register.anchor,
        "--root", join(register.keys, `${register.name}-${who}-root.secret`), `${path}.offer.json`);
    return path;
}
