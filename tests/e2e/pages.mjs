#!/usr/bin/env node
// Every page of both demonstration registers in a browser, in three languages at two widths: sound, readable,
// without a word of the code; and the secretariat's first morning, by keyboard alone: a note that came on
// paper is entered, listed, certified and verified, until a byte of it is changed on the server's disk.
//
//   MITHAQ=build/release/mithaq node tests/e2e/pages.mjs
//
// Exit: 0 all passed, 1 something failed, 77 skipped because a browser or its driver is missing.
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { accessible, fits, kWidths, launch, open, settled, shoot, sound, tabTo } from "./lib/browser.mjs";
import { asked, lookOver, submit } from "./lib/pages.mjs";
import { demonstrate, expect, inFolder } from "./lib/program.mjs";

// A PDF of one page that says one word.
function scan() {
    const objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        "<< /Length 40 >>\nstream\nBT /F 24 Tf 40 100 Td (Note verbale) Tj ET\nendstream",
    ];
    let text = "%PDF-1.4\n";
    const offsets = objects.map((object, i) => {
        const at = text.length;
        text += `${i + 1} 0 obj\n${object}\nendobj\n`;
        return at;
    });
    const start = text.length;
    const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
    return Buffer.from(`${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
}

const paper = { name: "note-311.pdf", mimeType: "application/pdf", buffer: scan() };

// ---- every page

async function placesOf(base, extra) {
    const { items } = await asked(`${base}/api/v1/record?limit=200`);
    // One of each form, the most cited of it.
    const shown = new Map();
    for (const item of [...items].sort((a, b) => b.cited - a.cited)) if (!shown.has(item.form)) shown.set(item.form, item);
    const { participants } = await asked(`${base}/api/v1/participants`);
    const texts = [...shown.values()].map((item) => [`text-${item.form}`, `text/${item.id}`]);
    const first = [...shown.values()][0];
    return [
        ["record", "record"], ["timeline", "timeline"], ["graph", "graph"], ["participants", "participants"],
        ["participant", `participants/${participants[0].code}`], ["words", "words"], ["register", "register"],
        ...(first ? [["act", `act/${first.id}`], ["around", `graph/${first.id}`]] : []), ...texts, ...extra, ["nowhere", "nowhere"],
    ];
}

const everyPage = async (browser, root, name, extra) => await lookOver(browser, root, name, await placesOf(`${root}/${name}`, extra));

// From the first page, each other one is reached by a link that is there.
async function reachable(browser, root, name, wanted) {
    const { page, context } = await open(browser, { language: "en", width: 1280, base: root });
    await page.goto(`${root}/${name}/`);
    const [seen, queue] = [new Set(), ["#/"]];
    const kindOf = (hash) => hash.replace(/^#\/?/, "").replace(/\?.*/, "").replace(/^(act|text|participants|graph|files|rules)\/.*/, "$1/*");
    while (queue.length > 0) {
        const hash = queue.shift();
        if (seen.has(kindOf(hash))) continue;
        seen.add(kindOf(hash));
        await page.goto(`${root}/${name}/${hash}`);
        await settled(page);
        queue.push(...(await page.$$eval("a[href^='#']", (links) => links.map((link) => link.getAttribute("href")))));
    }
    for (const place of wanted) expect(seen.has(place), `${name}: no link leads to ${place}`);
    await context.close();
}

// ---- a note that came on paper, by keyboard alone, in Arabic

const field = (name) => `#field-${name}`;

// Chooses in a field where one types to find.
async function find(page, name, text) {
    await tabTo(page, `${field(name)} input, input${field(name)}, .field:has(> ${field(name)}) input`);
    await page.keyboard.type(text, { delay: 20 });
    await page.waitForSelector("[role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
}

async function write(page, name, text) {
    await tabTo(page, `${field(name)}, .field:has(> ${field(name)})`);
    await page.keyboard.type(text);
}

async function noteIn(browser, root, language, subject) {
    const base = `${root}/exchange`;
    const { page, context, faults } = await open(browser, { language, width: 1280, base: root });
    await page.goto(`${base}/#/notes`);
    await settled(page);
    await tabTo(page, "a[href='#/notes/in']");
    await page.keyboard.press("Enter");
    await page.waitForSelector("form.form");
    expect((await page.evaluate(() => document.activeElement?.tagName)) === "H1", "the form's heading has no focus");
    // Sent empty: what is missing is said, and takes the focus.
    await tabTo(page, "form.form button[type=submit]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".error-summary");
    expect(await page.evaluate(() => Boolean(document.activeElement?.closest(".error-summary"))), "what is missing has no focus");
    await shoot(page, `note-in-faults-${language}`);
    await accessible(page, "note in, with faults");

    await tabTo(page, ".field-drop .field-button");
    // A loaded machine's Chromium loses the key now and then: press it as a person would, again.
    let chooser;
    for (let i = 0; i < 5 && !chooser; i++) {
        const choosing = page.waitForEvent("filechooser", { timeout: 5000 }).catch(() => undefined);
        await page.keyboard.press("Enter");
        chooser = await choosing;
    }
    await chooser.setFiles(paper);
    await find(page, "sender", "ألفا");
    await write(page, "ref", "XAA/MFA/2026/311");
    await tabTo(page, "[data-type=day]");
    await page.keyboard.type("22112026");
    await write(page, "hijri", "12 جمادى الآخرة 1448");
    await page.waitForSelector(".note-computed:not(:empty)");
    await tabTo(page, `${field("via")}, .field:has(> ${field("via")})`);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await write(page, "by", "الديوان");
    await tabTo(page, `${field("languages")} input`);
    await page.keyboard.press("Space");
    await write(page, "subject-ar", subject);
    await shoot(page, `note-in-filled-${language}`);
    await tabTo(page, "form.form button[type=submit]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".note-review");
    await shoot(page, `note-in-review-${language}`);
    await accessible(page, "note in, looked over");
    await tabTo(page, "button.primary");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".note-done");
    await shoot(page, `note-in-done-${language}`);
    await accessible(page, "note in, registered");
    const number = Number(await page.textContent(".note-number"));

    // A reload shows the same, and registers nothing.
    const before = (await asked(`${base}/api/v1/entries?limit=1`)).size;
    await page.reload();
    await page.waitForSelector(".note-done");
    expect(Number(await page.textContent(".note-number")) === number, "a reload shows another number");
    expect((await asked(`${base}/api/v1/entries?limit=1`)).size === before, "a reload registers something");
    const certificate = await page.getAttribute(".note-links li:first-child a", "href");
    const printed = await context.newPage();
    const response = await printed.goto(certificate);
    expect(response.status() === 200, `the certificate answers ${response.status()}`);
    expect((await printed.textContent("body")).includes(String(number)), "the certificate does not say the number");
    await shoot(printed, `certificate-${language}`);
    await printed.goto(await page.getAttribute(".note-links li:nth-child(2) a", "href"));
    expect((await printed.textContent("body")).includes(subject), "the document does not say the subject");
    await shoot(printed, `document-${language}`);
    await printed.close();

    await page.goto(`${base}/#/notes`);
    await settled(page);
    const listed = await page.waitForSelector(`li:has-text("${subject}")`).catch(() => null);
    expect(listed, "the note is not listed");
    expect(((await listed?.textContent()) ?? "").includes("XAA/MFA/2026/311"), "the list does not say its reference");
    await page.click("a[href='#/notes/in']");
    await page.waitForSelector("form.form");
    expect((await page.inputValue(".field:has(#field-ref) input, #field-ref input, input#field-ref")) === "", "the next note begins with the last one's reference");
    sound(faults, "note in");
    await context.close();
    return number;
}

async function verdictOf(page, id) {
    await page.goto("about:blank");
    await page.goto(`${id}`);
    await page.waitForSelector(".verdict.good, .verdict.bad, .verdict.open");
    return await page.$eval(".verdict", (banner) => [...banner.classList].find((each) => each !== "verdict"));
}

// The same note before and after one letter of it is changed in the register's own file.
async function changedOnDisk(browser, root, data, number, subject) {
    const base = `${root}/exchange`;
    const { page, context, faults } = await open(browser, { language: "en", width: 1280, base: root });
    const { item } = await asked(`${base}/api/v1/record/${number}`);
    const address = `${base}/#/act/${item.id}`;
    expect((await verdictOf(page, address)) === "good", `number ${number} is not green`);
    await shoot(page, "note-green");
    sound(faults, "verifying a note");

    const path = join(data, "exchange", "entries");
    const at = readFileSync(path).indexOf(Buffer.from(subject));
    if (!expect(at > 0, "the subject is not in the file of entries")) return;
    const file = openSync(path, "r+");
    const change = (letter) => writeSync(file, Buffer.from(letter), 0, Buffer.byteLength(letter), at);
    change("ق"); // as long as the letter that stands there
    expect((await verdictOf(page, address)) === "bad", "a changed letter is not red");
    const banner = await page.textContent(".verdict.bad");
    for (const name of ["id", "authors", "inclusion"]) {
        expect(await page.$(`[data-check=${name}].bad`), `the changed letter: ${name} holds`);
        const label = await page.textContent(`[data-check=${name}] strong`);
        expect(banner.includes(label), `the banner does not name "${label}"`);
    }
    await shoot(page, "note-changed-on-disk");
    change(subject[0]);
    expect((await verdictOf(page, address)) === "good", "restored, it is not green again");
    closeSync(file);
    await context.close();
}

// ---- lines that fail, hands that click twice

async function fillOut(page, subject) {
    await page.fill("#field-to input, input#field-to, .field:has(> #field-to) input", "Alfa");
    await page.click("[role=option]");
    await page.fill("input[lang=en]", subject);
    await page.click("form.form button[type=submit]");
    await page.waitForSelector(".note-review");
}

async function lostAndDoubled(browser, root) {
    const base = `${root}/exchange`;
    const { page, context } = await open(browser, { language: "en", width: 360, base: root });
    const size = async () => (await asked(`${base}/api/v1/entries?limit=1`)).size;
    const before = await size();
    // The answer is lost on its way, after the register has taken the note.
    let lost = 0;
    await page.route("**/api/v1/desk/acts", async (route) => {
        if (lost++ > 0) return route.continue();
        await route.fetch();
        await route.abort("connectionreset");
    });
    await page.goto(`${base}/#/notes/out`);
    await page.waitForSelector("form.form");
    await fillOut(page, "A lost answer");
    await page.click("button.primary");
    await page.waitForSelector(".note-failed");
    await shoot(page, "note-out-lost");
    // What was typed outlives a reload; the same note sent again is the same.
    await page.reload();
    await page.waitForSelector("form.form");
    expect((await page.inputValue("input[lang=en]")) === "A lost answer", "a reload forgets what was typed");
    await page.click("form.form button[type=submit]");
    await page.waitForSelector(".note-review");
    await page.dblclick("button.primary");
    await page.waitForSelector(".note-done");
    await shoot(page, "note-out-done");
    expect((await size()) === before + 1, `${(await size()) - before} are registered for one note`);

    // A fault that the register finds goes to its field.
    await page.click("button.primary");
    await page.waitForSelector("form.form");
    await page.unroute("**/api/v1/desk/acts");
    await page.route("**/api/v1/desk/acts", (route) => route.fulfill({
        status: 422, contentType: "application/problem+json",
        body: JSON.stringify({ type: "urn:mithaq:problem:participant-unknown", title: "x", status: 422, detail: "x", pointer: "/body/to/0" }),
    }));
    await fillOut(page, "Refused");
    await page.click("button.primary");
    await page.waitForSelector(".error-summary");
    const marked = await page.$("[aria-invalid=true]");
    expect(marked && (await marked.evaluate((element) => element.closest(".note-addressees") !== null)), "the fault is not at its field");
    await shoot(page, "note-out-refused");
    await context.close();
}

// ---- names and order of another day

async function asAt(browser, root) {
    const base = `${root}/exchange`;
    const { page, context, faults } = await open(browser, { language: "en", width: 1280, base: root });
    const first = async () => {
        await settled(page);
        return await page.$$eval("main section:first-of-type tbody th a", (links) => links.slice(0, 2).map((link) => link.textContent).join(", "));
    };
    await page.goto(`${base}/#/participants`);
    expect((await first()) === "Alfa, Epsilon", `today's order begins ${await first()}`);
    await page.fill("#as-of", "1985-01-01");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Order of the English names");
    expect((await first()) === "Alfa, Beta", `the order of 1985 begins ${await first()}`);
    await page.goto(`${base}/#/participants?as-of=3`); // a registration number
    expect((await first()) === "Alfa, Epsilon", `the order as of number 3 begins ${await first()}`);
    sound(faults, "participants as at");
    await context.close();
}

// ---- hostile words

const kHostile = {
    script: "<script>document.title='taken'</script><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>",
    turned: "paid \u202e00.001 $\u202c to \u2067the\u2066 state \u2069",
    huge: "ط".repeat(25_000),
};

async function hostile(browser, root) {
    const base = `${root}/exchange`;
    const ids = [];
    for (const [name, words] of Object.entries(kHostile))
        ids.push([name, (await submit(base, {
            form: "note.send", ref: words.slice(0, 100), body: { to: ["XAA"], subject: { en: words.slice(0, 20_000), ar: name } },
        })).id]);
    for (const width of kWidths) {
        const { page, context, faults } = await open(browser, { language: "en", width, base: root });
        const places = [["notes", "notes"], ["register", "register"], ["record", "record?form=note.send"]];
        for (const [name, id] of ids) places.push([`text-${name}`, `text/${id}`], [`act-${name}`, `act/${id}`]);
        for (const [place, hash] of places) {
            const what = `hostile ${place} ${width}`;
            await page.goto(`${base}/#/${hash}`);
            await settled(page);
            await fits(page, width, what);
            expect((await page.title()) !== "taken", `${what}: a script ran`);
            expect((await page.$("main img, main svg[onload], main script")) === null, `${what}: markup of a note is on the page`);
            sound(faults, what);
            await shoot(page, `hostile-${place}-${width}`);
        }
        await context.close();
    }
}

await inFolder(async (folder) => {
    const browser = await launch();
    try {
        const data = join(folder, "demonstration");
        const demonstration = await demonstrate(data);
        const root = demonstration.url;
        const subject = "طلب خبراء في إزالة الألغام";
        const number = await noteIn(browser, root, "ar", subject);
        await changedOnDisk(browser, root, data, number, subject);
        await lostAndDoubled(browser, root);
        await asAt(browser, root);
        await everyPage(browser, root, "exchange", [["notes", "notes"], ["note-in", "notes/in"], ["note-out", "notes/out"]]);
        await everyPage(browser, root, "archive", []);
        await reachable(browser, root, "exchange", [
            "notes", "notes/in", "notes/out", "files", "files/*", "actions", "rules", "rules/*", "record", "timeline", "graph", "participants", "participants/*", "words", "register", "text/*", "act/*",
        ]);
        await reachable(browser, root, "archive", ["files", "files/*", "actions", "rules", "rules/*", "record", "timeline", "graph", "participants", "participants/*", "words", "register", "text/*", "act/*"]);
        await hostile(browser, root);
        await demonstration.end();
    } finally {
        await browser.close();
    }
});
