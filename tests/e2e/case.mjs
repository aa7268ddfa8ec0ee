#!/usr/bin/env node
// The case file, as `mithaq case` writes it: opened from a folder by a browser without any network, green in
// three languages at two widths; its saved files hold by `mithaq act verify` too; with one character changed
// it is red and says which; and it is never green where it was changed.
//
//   MITHAQ=build/release/mithaq node tests/e2e/case.mjs
//
// Exit: 0 all passed, 1 something failed, 77 skipped because a browser or its driver is missing.
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, codeWords, fits, kDirections, kWidths, launch, shoot, sound } from "./lib/browser.mjs";
import { demonstrate, expect, inFolder, program, run } from "./lib/program.mjs";

const asked = async (url) => await (await fetch(url)).json();

// ---- what the case files are about

const kHostile = {
    ar: "اجتماع بشأن \u202eالمياه\u2066",
    en: "</script><script>alert(1)</script><img src=x onerror=alert(2)> & \u202eretaw\u202c",
    fr: "<style>*{display:none}</style> eau",
};

// Of the note that came by hand; where it does not hold, nowhere on the page.
const kMarks = ["retaw", "XAA/MFA/2026/311"];

async function sent(exchange, communication, enclosure) {
    const form = new FormData();
    const draft = randomBytes(16).toString("hex");
    form.append("communication", new Blob([JSON.stringify({ draft, ...communication })], { type: "application/json" }));
    if (enclosure) form.append("enclosure", new Blob([enclosure], { type: "text/plain" }), "scan <1>.txt");
    const response = await fetch(`${exchange}/api/v1/desk/acts`, { method: "POST", body: form });
    const answer = await response.json();
    if (response.status !== 201) throw new Error(`not registered: ${JSON.stringify(answer)}`);
    return answer;
}

// A note that came by hand, the one that it answers, and the answer to it.
async function notes(exchange) {
    const first = await sent(exchange, {
        form: "note.send",
        body: { to: ["XAA"], subject: { ar: "دعوة", en: "Invitation", fr: "Invitation" }, reply: { character: "invitation", by: "2027-01-15" } },
    });
    const came = await sent(exchange, {
        form: "note.reply",
        ref: "XAA/MFA/2026/311",
        dated: { gregorian: "2026-11-22", hijri: "12 جمادى الآخرة 1448" },
        marking: "restricted",
        languages: { ar: "original", en: "courtesy", fr: "official" },
        received: { from: ["XAA"], via: "by-hand", at: "2026-11-23T08:55:00Z", by: "Front office" },
        re: [{ id: first.id, as: "replies" }],
        body: { to: ["REGISTRY"], subject: kHostile, text: { en: `${"long ".repeat(2_000)}\n${"x".repeat(3_000)}` } },
    }, "a scan");
    const answer = await sent(exchange, {
        form: "note.reply",
        re: [{ id: came.id, as: "replies" }, { id: came.id, as: "supports" }],
        body: { to: ["XAA"], subject: { en: "Received with thanks" } },
    });
    await listed(exchange, answer.id); // what cites it is the view's to say
    return await listed(exchange, came.id);
}

// The view follows the register within a second.
async function listed(base, id) {
    for (let i = 0; i < 100; i++) {
        const answer = await asked(`${base}/api/v1/record/${id}`);
        if (answer.item) return answer.item;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${id} is not listed`);
}

// The text that most others cite.
async function mostCited(archive) {
    const { items } = await asked(`${archive}/api/v1/record?limit=200`);
    return items.sort((a, b) => b.cited - a.cited)[0];
}

// ---- the page

// A file, opened where nothing outside of it can be reached; `faults` is what a sound page never does.
async function openFile(browser, path, { language = "en", width = 1280, before } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: language, acceptDownloads: true });
    const faults = [];
    await context.setOffline(true);
    await context.route("**/*", (route) => {
        if (route.request().url().startsWith("file:")) return route.continue();
        faults.push(`outside: ${route.request().url()}`);
        return route.abort();
    });
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => undefined);
    });
    await page.goto(`file://${path}`);
    return { page, context, faults };
}

async function verdictOf(page) {
    await page.waitForSelector(".verdict.good, .verdict.bad, .verdict.open");
    return await page.$eval(".verdict", (banner) => [...banner.classList].find((each) => each !== "verdict"));
}

async function green(browser, path, name, never) {
    for (const [language, direction] of Object.entries(kDirections))
        for (const width of kWidths) {
            const what = `case ${name} ${language} ${width}`;
            const { page, context, faults } = await openFile(browser, path, { language, width });
            expect((await verdictOf(page)) === "good", `${what}: not green`);
            expect((await page.$eval("html", (html) => html.lang)) === "ar", `${what}: does not begin in Arabic`);
            await page.click(`header button[lang=${language}]`);
            const html = await page.$eval("html", (element) => `${element.lang} ${element.dir}`);
            expect(html === `${language} ${direction}`, `${what}: lang and dir are ${html}`);
            expect(await page.evaluate(() => document.activeElement?.matches("header [aria-pressed=true]")), `${what}: focus is lost`);
            await fits(page, width, what);
            await shoot(page, `case-${name}-${language}-${width}`);
            await page.$$eval("details", (all) => all.forEach((each) => (each.open = true)));
            await fits(page, width, `${what}, unfolded`);
            const words = await codeWords(page, never[language] ?? []);
            expect(words.length === 0, `${what}: says ${words.join(", ")}`);
            expect((await page.$$("main img, main script, main iframe, main style, [style]")).length === 0, `${what}: markup of others`);
            if (language !== "fr") await accessible(page, what);
            sound(faults, what);
            await context.close();
        }
}

async function saved(page, name) {
    const waiting = page.waitForEvent("download");
    await page.click(`main > section:last-of-type button:has-text("${name}")`);
    const download = await waiting;
    expect(download.suggestedFilename() === name, `saved as ${download.suggestedFilename()}, not ${name}`);
    return await download.path();
}

// The command on the page holds for the files that the page saves.
async function savesWhatVerifies(browser, path, folder) {
    const { page, context } = await openFile(browser, path);
    await verdictOf(page);
    await page.click("header button[lang=en]");
    const command = await page.textContent("main > section:last-of-type pre");
    expect(command.startsWith("mithaq act verify "), `the command is ${command}`);
    const args = command.split(" ").slice(1);
    for (const [i, argument] of args.entries())
        if (/\.(note|receipt|txt)$/.test(argument)) {
            args[i] = join(folder, argument);
            writeFileSync(args[i], readFileSync(await saved(page, argument)));
        }
    const { code, said } = await run(...args);
    expect(code === 0, `what the page saved does not verify: ${said}`);
    const anchor = await saved(page, "anchor");
    expect(readFileSync(anchor, "utf8") === (await page.textContent("pre.anchor")), "the founding reference saved is not the one shown");
    await context.close();
    return args;
}

// ---- changes

const kEvidence = /(<script type="application\/json" id="evidence">)(.*?)(<\/script>)/s;

function withEvidence(html, change) {
    return html.replace(kEvidence, (_, before, json, after) => before + change(json) + after);
}

function changed(html, change) {
    return withEvidence(html, (json) => {
        const evidence = JSON.parse(json);
        change(evidence);
        return JSON.stringify(evidence).replaceAll("<", "\\u003c");
    });
}

// The letter before the last ones: of a signature, it carries bits of it.
function swapped(text, fromEnd = 20) {
    const at = text.length - fromEnd;
    return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

function changes(subject) {
    const own = ({ acts }) => acts.find((act) => act.number === subject.number);
    const keyAct = ({ acts }) => acts.find((act) => act.note.includes('"form":"key.add"'));
    return [
        ["text", (e) => (own(e).note = own(e).note.replace('"expires":"20', '"expires":"21')), ["subject", "authors", "inclusion"]],
        ["signature", (e) => (own(e).note = swapped(own(e).note)), ["authors", "inclusion"]],
        ["receipt", (e) => (own(e).receipt = own(e).receipt.replace(/\nindex \d+\n./, (m) => m.slice(0, -1) + (m.endsWith("A") ? "B" : "A"))), ["inclusion"]],
        ["checkpoint", (e) => (own(e).receipt = swapped(own(e).receipt)), ["checkpoint"]],
        ["key", (e) => (keyAct(e).note = swapped(keyAct(e).note)), ["keys", "authors", "inclusion", "key"]],
        ["anchor", (e) => (e.anchor = e.anchor.replace(/.\n$/, (m) => (m[0] === "0" ? "1\n" : "0\n"))), ["founding"]],
        ["bundle", (e) => (e.rulebook = e.rulebook.replace('"name":"', '"name":"x')), ["rules"]],
        ["number", (e) => (own(e).number += 1_000_000, e.acts.sort((a, b) => a.number - b.number)), ["number"]],
        ["absent", (e) => e.acts.splice(e.acts.indexOf(keyAct(e)), 1), ["keys", "key"]],
    ];
}

async function redFor(browser, folder, html, subject, marks) {
    for (const [what, change, names] of changes(subject)) {
        const path = join(folder, `changed-${what}.html`);
        const other = changed(html, change);
        if (!expect(other !== html, `${what}: nothing was changed`)) continue;
        writeFileSync(path, other);
        const { page, context } = await openFile(browser, path);
        expect((await verdictOf(page)) === "bad", `another ${what}: not red`);
        const red = await page.$$eval("[data-check].bad, [data-check].open", (rows) => rows.map((row) => row.dataset.check));
        for (const name of names) expect(red.includes(name), `another ${what}: red is ${red.join()}, not ${name}`);
        const border = await page.$eval(".verdict.bad", (banner) => getComputedStyle(banner).borderTopColor);
        expect(/^rgb\(1\d\d, [0-4]?\d, [0-4]?\d\)$/.test(border), `another ${what}: the verdict is ${border}`);
        if (["text", "signature", "anchor", "bundle"].includes(what)) {
            const shown = await page.textContent("main");
            for (const mark of marks) expect(!shown.includes(mark), `another ${what}: its text is shown`);
        }
        await page.click("header button[lang=ar]");
        await shoot(page, `case-red-${what}-ar`);
        if (what === "text") await accessible(page, "a red case file");
        await context.close();
    }
}

// Changed anywhere in what it holds, it is not green; only `made` is the file's own word.
async function neverGreen(browser, folder, html) {
    const json = kEvidence.exec(html)[2];
    const made = /"made":"[^"]*"/.exec(json);
    const acts = json.indexOf('"acts":');
    const places = [];
    for (let i = 0; i < 16; i++) places.push(Math.floor((acts * i) / 16));
    for (let i = 0; i < 40; i++) places.push(acts + Math.floor(((json.length - acts) * i) / 40));
    let tried = 0;
    for (const at of places) {
        if (at >= made.index && at < made.index + made[0].length) continue;
        const letter = String.fromCodePoint(json.codePointAt(at) ^ 1);
        const path = join(folder, "changed.html");
        writeFileSync(path, withEvidence(html, () => json.slice(0, at) + letter + json.slice(at + [...letter][0].length)));
        const { page, context } = await openFile(browser, path);
        expect((await verdictOf(page)) === "bad", `changed at ${at} (${json.slice(at - 20, at + 20)}): not red`);
        expect((await page.$$("[data-check].bad, [data-check].open")).length > 0, `changed at ${at}: does not say what`);
        await context.close();
        tried++;
    }
    expect(tried >= 40, `only ${tried} places were tried`);
}

// What cannot be read at all is red with what and where; a program that was changed does not run.
async function neverBlank(browser, folder, html) {
    const broken = [
        ["cut", withEvidence(html, (json) => json.slice(0, json.length / 2))],
        ["gone", withEvidence(html, () => "")],
        ["without its element", html.replace(kEvidence, "")],
        ["with more beside it", html.replace("<body>", "<body><p>All of this is true.</p>").replace(kEvidence, (all) => all.replace("mithaq-case/0", "mithaq-case/1"))],
    ];
    for (const [what, other] of broken) {
        const path = join(folder, "broken.html");
        writeFileSync(path, other);
        const { page, context } = await openFile(browser, path);
        expect((await verdictOf(page)) === "bad", `${what}: not red`);
        expect(await page.$("[data-check=evidence].bad"), `${what}: does not say that its contents cannot be read`);
        expect(/character|\//.test(await page.textContent("[data-check=evidence] code")), `${what}: does not say where`);
        expect(!(await page.textContent("body")).includes("All of this is true"), `${what}: what stands beside it is shown`);
        if (what === "cut") await shoot(page, "case-red-cut-ar");
        await context.close();
    }
    const path = join(folder, "program.html");
    writeFileSync(path, html.replace(/<script>./, (start) => `${start} `));
    const { page, context } = await openFile(browser, path);
    const said = await page.$eval("#case", (main) => getComputedStyle(main, "::before").content);
    expect(said.includes("did not run"), `a changed program: ${said}`);
    await shoot(page, "case-changed-program");
    await context.close();
}

// Without the means to check, there is no verdict either way.
async function tooOld(browser, path, marks) {
    const before = () => {
        SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("no such", "NotSupportedError"));
    };
    const { page, context } = await openFile(browser, path, { before });
    expect((await verdictOf(page)) === "open", "a browser without such signatures gives a verdict");
    const shown = await page.textContent("main");
    for (const mark of marks) expect(!shown.includes(mark), "what was not checked is shown");
    await context.close();
}

async function prints(browser, path) {
    const { page, context } = await openFile(browser, path);
    await verdictOf(page);
    await page.emulateMedia({ media: "print" });
    await shoot(page, "case-print-ar");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.length > 10_000, "it prints nothing");
    const folded = await page.$$eval("details.folded", (all) => all.filter((each) => !each.open).length);
    expect(folded === 0, `${folded} communications stay folded on paper`);
    await context.close();
}

// The page allows its own program and style by their hashes, and nothing else.
function policyFits(html) {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    for (const part of ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]) expect(policy.includes(part), `the policy lacks ${part}`);
    expect(policy.includes(`script-src ${hash(/<script>(.*?)<\/script>/s.exec(html)[1])}`), "the policy allows another program");
    expect(policy.includes(`style-src ${hash(/<style>(.*?)<\/style>/s.exec(html)[1])}`), "the policy allows another style");
    expect(!/unsafe|https?:/.test(policy), `the policy is ${policy}`);
    expect(html.match(/<\/script>/g).length === 2, "the evidence ends its element");
}

async function caseOf(folder, url, name, item) {
    const path = join(folder, `${name}.html`);
    // As a shell would: its bytes, into a file.
    writeFileSync(path, execFileSync(program, ["case", item.id, "--url", `${url}/${name}`], { maxBuffer: 1 << 26 }));
    const html = readFileSync(path, "utf8");
    policyFits(html);
    return { path, html };
}

async function neverSaid(base) {
    const { rulebook } = await asked(`${base}/api/v1/register`);
    return (await asked(`${base}/log/rulebooks/${rulebook.sha256}.json`)).never ?? {};
}

await inFolder(async (folder) => {
    const browser = await launch();
    try {
        const serving = await demonstrate(join(folder, "data"));
        const { url } = serving;
        const subject = await notes(`${url}/exchange`);
        const exchange = await caseOf(folder, url, "exchange", subject);
        const archive = await caseOf(folder, url, "archive", await mostCited(`${url}/archive`));
        const never = await neverSaid(`${url}/archive`);
        await serving.end(); // the files stand alone
        console.log(`case files of ${exchange.html.length} and ${archive.html.length} characters`);

        await green(browser, exchange.path, "exchange", never);
        await green(browser, archive.path, "archive", never);
        const args = await savesWhatVerifies(browser, exchange.path, folder);
        writeFileSync(args[2], readFileSync(args[2], "utf8").replace("Front office", "Front Office"));
        expect((await run(...args)).code === 1, "a changed file verifies");
        await redFor(browser, folder, exchange.html, subject, kMarks);
        await neverGreen(browser, folder, exchange.html);
        await neverBlank(browser, folder, exchange.html);
        await tooOld(browser, exchange.path, kMarks);
        await prints(browser, exchange.path);
    } finally {
        await browser.close();
    }
});
