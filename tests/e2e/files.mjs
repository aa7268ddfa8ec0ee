#!/usr/bin/env node
// The pages of files in a browser, on every register of the demonstration that has procedures: in three languages at
// two widths; by keyboard; with hostile words; and nobody is told of who has not answered but whom the rules name.
//
//   MITHAQ=build/release/mithaq node tests/e2e/files.mjs
//
// Exit: 0 all passed, 1 something failed, 77 skipped because a browser or its driver is missing.
import { join } from "node:path";
import { accessible, fits, kWidths, launch, open, settled, shoot, sound, tabTo } from "./lib/browser.mjs";
import { asked, lookOver, rulesOf, submit } from "./lib/pages.mjs";
import { demonstrate, expect, inFolder } from "./lib/program.mjs";

const kLanguages = ["ar", "en", "fr"];

// ---- every page, on every type of file

async function every(base, question) {
    const found = [];
    for (let before; ; ) {
        const page = await asked(`${base}/api/v1/${question}${question.includes("?") ? "&" : "?"}limit=200${before ? `&before=${encodeURIComponent(before)}` : ""}`);
        found.push(...page.items);
        if (!(before = page.next)) return found;
    }
}

async function openWhys(page) {
    for (const button of await page.$$(".why-open")) await button.click();
    await settled(page);
    const empty = await page.$$eval(".why-panel", (panels) => panels.filter((panel) => panel.innerText.trim() === "").length);
    if (empty > 0) throw new Error(`${empty} of "why?" say nothing`);
}

async function openDetails(page) {
    await page.$$eval("main details", (all) => all.forEach((each) => (each.open = true)));
}

// Of each type the file in which most happened, and one whose stage a date will change.
async function chosenFiles(base, types) {
    const files = await every(base, "matters");
    const chosen = new Map();
    for (const type of types) {
        const whole = await Promise.all(files.filter((file) => file.type === type).slice(0, 12).map((file) => asked(`${base}/api/v1/matters/${file.id}`)));
        const busiest = whole.sort((a, b) => b.events.length - a.events.length)[0];
        if (busiest) chosen.set(type, busiest);
        const dated = whole.find((file) => file.clocks.length > 0 && file !== busiest);
        if (dated) chosen.set(`${type}-dated`, dated);
    }
    return chosen;
}

async function everyPage(browser, root, name, types) {
    const base = `${root}/${name}`;
    const files = await chosenFiles(base, types);
    const places = [
        ["files", "files"], ["files-filtered", `files?type=${types[0]}&open=no`], ["actions", "actions"],
        ["actions-open", "actions?state=open&sort=due"], ["rules", "rules"],
    ];
    for (const type of types) places.push([`rules-${type}`, `rules/${type}`]);
    for (const [what, file] of files) {
        places.push([`file-${what}`, `files/${file.id}`]);
        places.push([`file-why-${what}`, `files/${file.id}?for=everybody`, async (page) => {
            await openWhys(page);
            await openDetails(page);
        }]);
    }
    const first = [...files.values()][0];
    if (first) places.push(["text-in-file", `text/${first.acts.at(-1).id}`], ["act-in-file", `act/${first.acts.at(-1).id}`]);
    await lookOver(browser, root, name, places);
    return files;
}

// ---- a file, by keyboard

async function byKeyboard(browser, root, name, file) {
    const { page, context, faults } = await open(browser, { language: "ar", width: 1280, base: root });
    const focused = (selector) => page.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector);
    await page.goto(`${root}/${name}/#/files`);
    await settled(page);
    // The filter is in the address, and stays where it is.
    await tabTo(page, "main .file-filters select");
    await page.selectOption("main .file-filters select", file.type);
    await settled(page);
    expect((await page.evaluate(() => location.hash)).includes(`type=${file.type}`), `${name}: a filter is not in the address`);
    expect(await focused("main .file-filters select"), `${name}: a filter loses the focus`);
    await tabTo(page, "[data-row-link]");
    for (let i = 0; i < 60 && !(await page.evaluate((id) => document.activeElement?.getAttribute("href")?.includes(id), file.id)); i++)
        await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("main article.file");
    expect(await focused("h1") || (await page.$("h1:focus")) !== null, `${name}: an opened file's heading has no focus`);
    await tabTo(page, ".why-open");
    expect((await page.getAttribute(":focus", "aria-expanded")) === "false", `${name}: "why?" is open before it is pressed`);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".why-panel:not([hidden]) li p");
    expect((await page.getAttribute(":focus", "aria-expanded")) === "true", `${name}: "why?" does not say that it is open`);
    await page.keyboard.press("Enter");
    expect((await page.$(".why-panel:not([hidden])")) === null, `${name}: "why?" does not close`);
    const current = await page.$$eval(".stage[aria-current=step]", (stages) => stages.map((stage) => stage.textContent));
    expect(current.length === 1, `${name}: ${current.length} stages are the one now`);
    sound(faults, `${name} by keyboard`);
    await context.close();
}

// ---- who is told of what has not come

const kSaid = /(not yet received|reply awaited) from:/;

// What the answer's reader may be told, the page says; nothing else.
async function courtesy(browser, root, name) {
    const base = `${root}/${name}`;
    const { sees } = await rulesOf(base);
    const asks = await every(base, "asks?state=open");
    for (const ask of asks) expect(!ask.awaited && !ask.passed, `${name}: everybody is told who has not answered`);
    const { page, context, faults } = await open(browser, { language: "en", width: 1280, base: root });
    const words = async (address) => {
        await page.goto("about:blank");
        await page.goto(`${base}/#/${address}`);
        await settled(page);
        return (await page.innerText("main")).toLowerCase();
    };
    const says = async (address) => {
        await words(address);
        return await page.waitForFunction((said) => new RegExp(said).test(document.querySelector("main").innerText.toLowerCase()), kSaid.source, { timeout: 15_000 })
            .then(() => true, () => false);
    };
    const everybody = await words("actions?state=open&for=everybody");
    expect(!kSaid.test(everybody), `${name}: a page tells everybody who has not answered`);
    let told = 0;
    for (const ask of asks.slice(0, 40)) {
        for (const code of ask.of.slice(0, 2)) {
            const answer = await asked(`${base}/api/v1/asks?matter=${ask.matter.id}&state=open&for=${code}`);
            const mine = answer.items.find(({ index }) => index === ask.index);
            if (!mine?.awaited?.length || told > 2) continue;
            told++;
            expect(mine.awaited.every((each) => each === code) || sees !== undefined, `${name}: ${code} is told of others`);
            expect(await says(`files/${ask.matter.id}?for=${code}`), `${name}: ${code} is not told of itself`);
            expect(!kSaid.test(await words(`files/${ask.matter.id}?for=everybody`)), `${name}: everybody is told of ${code}`);
        }
    }
    sound(faults, `${name} courtesy`);
    await context.close();
    return told;
}

// What was registered just now, once the view has followed.
async function followed(url) {
    for (const until = Date.now() + 20_000; ;) {
        const answer = await fetch(url);
        if (answer.ok || Date.now() > until) return await answer.json();
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

// ---- notes: a reply belongs to the file of what it answers

const kHostile = "<script>document.title='taken'</script><img src=x onerror=alert(1)> paid \u202e00.001 $ to \u2067the";

async function notes(browser, root) {
    const base = `${root}/exchange`;
    const sent = await submit(base, {
        form: "note.send", ref: kHostile.slice(0, 100),
        body: { to: ["XAA", "XAB"], subject: { en: kHostile, ar: `${kHostile} ${"ط".repeat(5_000)}` }, reply: { character: "request", by: "2027-05-01" } },
    });
    const file = await followed(`${base}/api/v1/matters/${sent.id}`);
    expect(file.id === sent.id && file.acts.length === 1, `a note opens no file: ${JSON.stringify(file).slice(0, 200)}`);
    const received = { from: ["XAA"], via: "post", at: new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, "Z"), by: "Registry" };
    const reply = await submit(base, { form: "note.reply", received, re: [{ id: sent.id, as: "replies" }], body: { to: ["REGISTRY"], subject: { en: "A reply" } } });
    const after = await followed(`${base}/api/v1/matters/${reply.id}`);
    expect(after.id === sent.id && after.acts.length === 2, "a reply is not in the file of the note that it answers");
    expect(after.asks?.[0]?.answers?.[0]?.participant === "XAA", "a reply on paper is not its sender's answer");
    for (const width of kWidths) {
        const { page, context, faults } = await open(browser, { language: "en", width, base: root });
        for (const [place, hash] of [["files", "files"], ["file", `files/${sent.id}`], ["actions", "actions"], ["text", `text/${reply.id}`]]) {
            const what = `hostile ${place} ${width}`;
            await page.goto(`${base}/#/${hash}`);
            await settled(page);
            await fits(page, width, what);
            await shoot(page, `files-hostile-${place}-${width}`);
            expect((await page.title()) !== "taken", `${what}: a script ran`);
            expect((await page.$("main img, main script")) === null, `${what}: markup of a note is on the page`);
            if (place === "text") expect(await page.$(`a[href*="#/files/${sent.id}"]`), "a communication's page does not lead to its file");
            sound(faults, what);
        }
        await context.close();
    }
    return sent.id;
}

// A refusal says, in the reader's language, what the rules want and what that rests on.
async function refused(browser, root) {
    const problem = {
        type: "urn:mithaq:problem:move-require", title: "x", status: 422, detail: "not for people", rule: "note/move/1/require/0",
        says: { ar: "جملة من القواعد.", en: "A sentence of the rules.", fr: "Une phrase de la procédure." },
        basis: { ar: "المادة 7", en: "article 7", fr: "l’article 7" },
    };
    for (const language of kLanguages) {
        const { page, context } = await open(browser, { language, width: 360, base: root });
        await page.route("**/api/v1/desk/acts", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify(problem) }));
        await page.goto(`${root}/exchange/#/notes/out`);
        await page.waitForSelector("form.form");
        await page.fill("#field-to input, input#field-to, .field:has(> #field-to) input", "XA");
        await page.waitForSelector("[role=option], .field-options").catch(() => undefined);
        if (!(await page.$("[role=option]"))) await page.fill("#field-to input, input#field-to, .field:has(> #field-to) input", language === "ar" ? "ألفا" : "Alfa");
        await page.click("[role=option]");
        await page.fill(`input[lang=${language}]`, "x");
        await page.click("form.form button[type=submit]");
        await page.waitForSelector(".note-review");
        await page.click("button.primary");
        await page.waitForSelector(".note-failed");
        const said = await page.innerText(".note-failed");
        expect(said.includes(problem.says[language]) && said.includes(problem.basis[language]), `a refusal says ${said}`);
        expect(!said.includes("not for people"), "a refusal speaks to programmers");
        await accessible(page, `a refusal, ${language}`);
        await shoot(page, `file-refused-${language}`);
        await context.close();
    }
}

// ---- as at, and as seen by

async function asAt(browser, root, name, file) {
    const { page, context, faults } = await open(browser, { language: "en", width: 1280, base: root });
    await page.goto(`${root}/${name}/#/files/${file.id}?as-of=${file.number}`);
    await settled(page);
    const events = await page.$$eval(".file-story .story-event", (all) => all.length);
    expect(events === 1, `${name}: as at its opening, ${events} things had happened in a file`);
    expect(await page.$(".view-now strong"), `${name}: a page as at another day does not say so`);
    await page.click(".view-now button");
    await page.selectOption(".view-bar select", { index: 1 });
    await page.click(".view-bar button[type=submit]");
    await settled(page);
    const hash = await page.evaluate(() => location.hash);
    expect(/for=[A-Z]/.test(hash), `${name}: whose eyes is not in the address: ${hash}`);
    await accessible(page, `${name}, as at and as seen by`);
    await shoot(page, `${name}-file-viewpoint`);
    sound(faults, `${name} as at`);
    await context.close();
}

// What is looked at each time; under --long every type of file.
const kTypes = { archive: ["body"], training: ["text", "assistance"] };

await inFolder(async (folder) => {
    const browser = await launch();
    try {
        const demonstration = await demonstrate(join(folder, "demonstration"));
        const root = demonstration.url;
        await notes(browser, root);
        await refused(browser, root);
        let told = 0;
        for (const name of await registersOf(root)) {
            const all = Object.keys((await rulesOf(`${root}/${name}`)).procedures ?? {});
            const types = process.env.MITHAQ_LONG ? all : all.filter((type) => (kTypes[name] ?? [type]).includes(type));
            if (types.length === 0) continue;
            const files = await everyPage(browser, root, name, types);
            const file = [...files.values()].sort((a, b) => b.acts.length - a.acts.length)[0];
            if (!file) continue;
            await byKeyboard(browser, root, name, file);
            if (file.acts.length > 1) await asAt(browser, root, name, file);
            told += await courtesy(browser, root, name);
        }
        expect(told > 0, "no register of the demonstration tells anybody that its answer has not come");
        await demonstration.end();
    } finally {
        await browser.close();
    }
});

// The registers of the demonstration that answer.
async function registersOf(root) {
    const names = [];
    for (const name of ["archive", "exchange", "training", "vienna"])
        if ((await fetch(`${root}/${name}/api/v1/register`)).ok) names.push(name);
    return names;
}
