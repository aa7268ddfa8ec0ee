#!/usr/bin/env node
// Files from outside: where one stands, what is asked of whom and who is told, as of any number; the
// commands that say so; and proofs of silence, checked offline by a copy of the log.
//
//   MITHAQ=build/release/mithaq node tests/e2e/matters.mjs
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { actId, actText, inDays, openCheckpoint, readSecret, signNote } from "./lib/formats.mjs";
import { addKey, done, expect, found, inFolder, run, serve, tree } from "./lib/program.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const patienceMs = 60_000;
const t = (en) => `{ ar = "${en}", en = "${en}", fr = "${en}" }`;

// Drafts that silence adopts, and that ask for replies.
const procedure = `
title = ${t("Draft")}
[[stage]]
name = "silence"
title = ${t("Under silence")}
[[stage]]
name = "adopted"
title = ${t("Adopted")}
final = true
[[stage]]
name = "broken"
title = ${t("Broken")}
final = true
[[move]]
form = "draft.open"
by = "participants"
to = "silence"
as = "draft"
[[move]]
form = "draft.object"
by = "members"
in = ["silence"]
to = "broken"
[[move]]
form = "draft.reply"
by = "participants"
in = ["silence", "adopted", "broken"]
[[after]]
in = ["silence"]
at = "draft.body.until"
to = "adopted"
[[ask]]
name = "reply"
title = ${t("A reply")}
on = "form draft.open"
of = "draft.body.to"
answer = ["draft.reply"]
due = "draft.body.until"
character = "obligation"
[[table]]
name = "replies"
title = ${t("Replies")}
rows = "participants"
columns = [ { form = "draft.reply", title = ${t("Reply")} } ]
`;

const form = (title, properties = "properties = {}", required = "") => `
title = ${t(title)}
[schema]
type = "object"
additionalProperties = false
required = [${required}]
${properties}
`;

// rulebooks/basic with the procedure beside it; relative to the tree's rulebooks.
function rulebook(folder) {
    const dir = join(folder, "drafts");
    cpSync(join(tree, "rulebooks", "basic"), dir, { recursive: true });
    mkdirSync(join(dir, "procedures"), { recursive: true });
    const toml = join(dir, "rulebook.toml");
    writeFileSync(toml, `sees = "REGISTRY"\n${readFileSync(toml, "utf8")}`);
    writeFileSync(join(dir, "procedures", "draft.toml"), procedure);
    const field = (name, rest) => `[schema.properties.${name}]\ntitle = ${t(name)}\n${rest}\n`;
    writeFileSync(join(dir, "forms", "draft.open.toml"), form("Draft",
        field("title", 'type = "object"\nx-mithaq = "text"') +
        field("until", 'type = "string"\nx-mithaq = "instant"') +
        field("to", 'type = "array"\nmaxItems = 9\n[schema.properties.to.items]\ntype = "string"\nx-mithaq = "participant"'),
        '"until"'));
    writeFileSync(join(dir, "forms", "draft.object.toml"), form("Objection"));
    writeFileSync(join(dir, "forms", "draft.reply.toml"), form("Reply"));
    return relative(join(tree, "rulebooks"), dir);
}

class Register {
    constructor(register, serving, secrets) {
        Object.assign(this, { register, serving, secrets });
        this.base = `${serving.url}/${register.name}`;
    }
    async ask(question, status = 200) {
        const response = await fetch(`${this.base}/api/v1/${question}`);
        const body = await response.json();
        expect(response.status === status, () => `${question}: ${response.status}, not ${status}: ${JSON.stringify(body)}`);
        return body;
    }
    async send(form, from, body, more = {}) {
        const head = openCheckpoint(await (await fetch(`${this.base}/log/checkpoint`)).text(), this.register.vkey);
        const note = signNote(actText({
            register: this.register.origin, form, from: [from], ...(more.matter ? { matter: more.matter } : {}),
            ...(more.re ? { re: more.re } : {}), seen: { size: head.size, root: head.root }, expires: inDays(1),
            ...(more.ref ? { ref: more.ref } : {}), body,
        }), this.secrets[from]);
        const response = await fetch(`${this.base}/api/v1/acts`, { method: "POST", headers: { "Content-Type": "text/plain" }, body: note });
        const answer = await response.json();
        return { status: response.status, id: actId(note), number: answer.number, answer };
    }
    async registered(...what) {
        const sent = await this.send(...what);
        if (sent.status !== 201) throw new Error(JSON.stringify(sent.answer));
        await this.follow(sent.number);
        return sent;
    }
    async follow(number) {
        for (const until = Date.now() + patienceMs; Date.now() < until; await pause(10)) {
            const response = await fetch(`${this.base}/api/v1/record?limit=1`);
            if (response.status === 200 && (await response.json()).as_of.number >= number) return;
        }
        throw new Error(`the record never came to number ${number}`);
    }
    async until(holds, what) {
        for (const end = Date.now() + patienceMs; Date.now() < end; await pause(50)) if (await holds()) return;
        throw new Error(`never: ${what}`);
    }
}

const soon = (seconds) => `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
const inFile = (matter, more = {}) => ({ matter: matter.id, re: [{ id: matter.id, as: "replies" }], ...more });

async function pages(register, draft, reply) {
    const page = await register.ask(`matters/${draft.id}`);
    expect(page.stage === "silence" && page.type === "draft" && !page.closed, () => `the page: ${JSON.stringify(page)}`);
    expect(page.stages.map((stage) => stage.name).join() === "silence,adopted,broken", "the stages are not all there");
    expect(page.clocks[0].to === "adopted", "no clock runs");
    expect(page.allowed.some((move) => move.forms.includes("draft.object") && move.by.includes("XAB")), "who may object");
    expect(page.tables[0].rows[0].cells[0][0].number === reply.number, "the table lacks the reply");
    expect((await register.ask(`matters/${reply.number}`)).id === draft.id, "the file is not found by what is in it");
    expect((await register.ask(`record/${reply.id}`)).matter.id === draft.id, "a communication does not say its file");
    const early = await register.ask(`matters/${draft.id}?as-of=${draft.number}`);
    expect(early.acts.length === 1 && early.asks[0].answers.length === 0, "as of before the reply");
    await register.ask(`matters/${draft.number - 1}`, 404);
    await register.ask("matters/1?colour=green", 400);
    const list = await register.ask("matters?open=yes&participant=XAB&type=draft");
    expect(list.total === 1 && list.items[0].asks.open === 1, () => `the list: ${JSON.stringify(list)}`);
}

async function courtesy(register, draft) {
    const one = async (query) => (await register.ask(`asks?matter=${draft.id}${query}`)).items[0];
    const all = await one("");
    expect(all.state === "open" && all.answers[0].participant === "XAB" && !("awaited" in all), "everybody is told who has not replied");
    expect((await one("&for=REGISTRY")).awaited.join() === "XAA", "the registry is not told");
    expect((await one("&for=XAA")).awaited.join() === "XAA", "it is not told of itself");
    expect((await one("&for=XAB")).awaited.length === 0, "another is told");
    expect((await register.ask("asks?state=awaited&participant=XAA&for=XAA")).total === 1, "what waits for it");
    await register.ask("asks?state=awaited&participant=XAA&for=XAB", 400);
}

async function words(register, draft) {
    const because = await register.ask(`why/${draft.id}?lang=en`);
    expect(because.sentences.length > 0 && because.sentences.every((one) => one.text.length > 0), () => `why: ${JSON.stringify(because)}`);
    const asked = await register.ask(`why/${draft.id}?lang=en&ask=0`);
    expect(asked.of.ask === 0 && asked.sentences.length > 0, "why something is asked");
    await register.ask(`why/${draft.id}?lang=xx`, 400);
    await register.ask(`why/${draft.id}?ask=9`, 400);
    const refused = await register.send("draft.open", "XAA", { until: soon(60) }, { matter: draft.id });
    expect(refused.status === 422 && refused.answer.rule.startsWith("draft/move/"), () => `a refusal: ${JSON.stringify(refused.answer)}`);
    expect(refused.answer.says?.en?.length > 0, () => `a refusal says nothing: ${JSON.stringify(refused.answer)}`);
    const prose = await register.ask("procedures/draft?lang=fr");
    expect(prose.type === "draft" && prose.sentences.length > 0, "the rules as prose");
    await register.ask("procedures/none", 404);
}

async function commands(register, draft) {
    for (const [args, wanted] of [
        [["matter", register.base, draft.id], "Under silence"],
        [["matter", register.base, "XAA/1"], "A reply"],
        [["matters", register.base, "--open", "yes"], "[Under silence]"],
        [["asks", register.base, "--participant", "XAB"], "A reply"],
        [["asks", register.base, "--open", "--for", "REGISTRY", "--due-after", "2020-01-01"], "Alfa"],
        [["why", register.base, "XAA/1"], "\n"],
    ]) {
        const { code, out, said } = await run(...args);
        expect(code === 0 && out.includes(wanted), () => `${wanted} is not said: ${said}`);
        expect((await run("--json", ...args)).out.startsWith("{"), `${args[0]} --json`);
    }
    expect((await run("matter", register.base, "none/1")).code !== 0, "a file that is not there");
}

async function silence(register, draft, folder) {
    const { dir, anchor } = register.register;
    const proof = join(folder, "silence.proof");
    const until = draft.until;
    const proved = await run("prove", "silence", dir, "--matter", "XAA/1", "--until", until, "--anchor", anchor, "-o", proof);
    expect(proved.code === 0 && proved.out.includes("draft.object"), proved.said);
    const copy = join(folder, "copy");
    await done("log", "export", dir, copy);
    const checked = await run("prove", "check", proof, "--log", copy, "--anchor", anchor);
    expect(checked.code === 0 && checked.out.includes("not that nobody tried"), checked.said);
    const wrong = join(folder, "wrong.proof");
    writeFileSync(wrong, readFileSync(proof, "utf8").replace("stage silence", "stage adopted"));
    expect((await run("prove", "check", wrong, "--log", copy, "--anchor", anchor)).code === 1, "another stage is proved");
    expect((await run("prove", "check", wrong, "--log", join(folder, "none"), "--anchor", anchor)).code !== 0, "no log proves");
    const reply = join(folder, "reply.proof");
    const none = await run("prove", "reply", register.base + "/log", "--matter", draft.id, "--ask", "0", "--of", "XAA", "-o", reply);
    expect(none.code === 3, none.said);
    expect((await run("prove", "check", reply, "--log", copy, "--anchor", anchor)).code === 0, "who has not replied");
    expect((await run("prove", "reply", dir, "--matter", draft.id, "--ask", "0", "--of", "XAB", "-o", reply)).code === 1, "who has replied");
    expect((await run("prove", "silence", dir, "--matter", draft.id, "--until", soon(3600), "-o", proof)).code === 5, "nothing is known yet");
}

await inFolder(async (folder) => {
    const made = await found(folder, "drafts", ["REGISTRY", "XAA", "XAB"], rulebook(folder));
    const serving = await serve(made.data);
    const secrets = {};
    for (const who of ["XAA", "XAB"])
        secrets[who] = readSecret(readFileSync(`${await addKey(made, serving.url, who, "key-1")}.secret`, "utf8"));
    const register = new Register(made, serving, secrets);
    const until = soon(25);
    const draft = await register.registered("draft.open", "XAA", { title: { en: "Of waters" }, until, to: ["XAA", "XAB"] }, { ref: "XAA/1" });
    draft.until = until;
    const reply = await register.registered("draft.reply", "XAB", {}, inFile(draft));
    await pages(register, draft, reply);
    await courtesy(register, draft);
    await words(register, draft);
    await commands(register, draft);
    // The register files a tick when the instant passes, and the silence is over.
    await register.until(async () => (await register.ask(`matters/${draft.id}`)).stage === "adopted", "the silence ends");
    const after = await register.ask(`asks?matter=${draft.id}&for=REGISTRY`);
    expect(after.items[0].passed === true, "the date has not passed");
    expect(!("passed" in (await register.ask(`asks?matter=${draft.id}`)).items[0]), "everybody is told of a passed date");
    await silence(register, draft, folder);
    await serving.end();
});
