#!/usr/bin/env node
// What leaves on paper, as Chromium prints it: the certificate and the print of a note that came in, of one
// that went out, and of a hostile one; in three languages, on A4, with fonts of ours, without a program.
//
//   MITHAQ=build/release/mithaq node tests/e2e/documents.mjs
//
// Exit: 0 all passed, 1 something failed, 77 skipped because a browser or its driver is missing.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, fits, kDirections, kWidths, launch, open, shoot, sound } from "./lib/browser.mjs";
import { demonstrate, expect, inFolder, tree } from "./lib/program.mjs";

const languages = ["ar", "en", "fr"];
const kinds = ["certificate", "document"];

// ---- the calendar

// What src/out/document_test.cpp holds our days against is what this implementation says.
function theListOfDaysIsIntls() {
    const format = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", { timeZone: "UTC", year: "numeric", month: "numeric", day: "numeric" });
    const lines = readFileSync(join(tree, "tests", "golden", "out", "umm-al-qura.txt"), "utf8").trim().split("\n");
    for (const line of lines) {
        const [gregorian, hijri] = line.split(" ");
        const parts = Object.fromEntries(format.formatToParts(new Date(`${gregorian}T00:00:00Z`)).map(({ type, value }) => [type, parseInt(value, 10)]));
        expect(hijri === `${parts.year}-${parts.month}-${parts.day}`, `${gregorian} is ${JSON.stringify(parts)}, not ${hijri}`);
    }
}

// ---- a PDF

function readable() {
    try {
        execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
        return true;
    } catch {
        console.log("skipped: pdftotext is not installed (poppler-utils), so the text of the PDFs is not read");
        return false;
    }
}

const a4 = [594.96, 841.92];

function isPaper(bytes, what) {
    const text = bytes.toString("latin1");
    const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((match) => match[1].trim().split(/\s+/).map(Number));
    expect(boxes.length >= 1 && boxes.length <= 4, `${what}: ${boxes.length} pages`);
    for (const [left, bottom, right, top] of boxes)
        expect(left === 0 && bottom === 0 && Math.abs(right - a4[0]) < 1 && Math.abs(top - a4[1]) < 1, `${what}: a page of ${right} × ${top} points`);
    const fonts = new Set([...text.matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)].map((match) => match[1]));
    expect([...fonts].some((font) => font.startsWith("Amiri")), `${what}: printed with ${[...fonts]}`);
    expect(!/\/JavaScript|\/JS\b|\/Launch/.test(text), `${what}: the PDF holds a program`);
}

// Letters as they are written, without joining forms, marks of direction and spaces.
const plain = (text) => text.normalize("NFKC").replace(/[\p{Cf}\p{M}\s]/gu, "");

function says(path, words, what) {
    const printed = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
    // A long word goes on over the end of a page, and with it over the page's number.
    const text = plain(printed.replace(/^\f?\d+ \/ \d+$/gm, ""));
    for (const word of words)
        expect(text.includes(plain(word)), `${what}: "${word.slice(0, 80)}" is not in the text of the PDF`);
}

// ---- a page

// No program, nothing from elsewhere, one sheet.
async function isOnlyText(page, what) {
    const found = await page.evaluate(() => ({
        scripts: document.querySelectorAll("script, iframe, object, embed, form, img, svg").length,
        handlers: [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()).filter((name) => name.startsWith("on") || name === "style"),
        sheets: document.styleSheets.length,
        language: document.documentElement.lang,
        direction: document.documentElement.dir,
    }));
    expect(found.scripts === 0 && found.handlers.length === 0, `${what}: ${JSON.stringify(found)}`);
    expect(found.sheets === 1, `${what}: ${found.sheets} style sheets`);
    return found;
}

const folderOfShots = join(tree, "build", "screenshots");

async function print(page, name, what, words) {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 643, height: 990 }); // A4 without its margins
    await fits(page, 643, `${what}, printed`);
    await shoot(page, name);
    const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    mkdirSync(folderOfShots, { recursive: true });
    const path = join(folderOfShots, `${name}.pdf`);
    writeFileSync(path, bytes);
    isPaper(bytes, what);
    if (words) says(path, words, what);
    await page.emulateMedia({ media: null });
}

async function everyPaper(browser, base, subjects, reads) {
    for (const language of languages) {
        const { page, context, faults } = await open(browser, { language, width: 1280, base });
        for (const kind of kinds)
            for (const [name, { id, number, ref, words }] of Object.entries(subjects)) {
                const what = `${name}, ${kind}, ${language}`;
                const answer = await page.goto(`${base}/exchange/api/v1/acts/${id}/${kind}?lang=${language}`);
                expect(answer.status() === 200 && answer.headers()["content-type"].startsWith("text/html"), `${what}: ${answer.status()}`);
                await page.evaluate(() => document.fonts.ready);
                const found = await isOnlyText(page, what);
                expect(found.language === language && found.direction === kDirections[language], `${what}: ${JSON.stringify(found)}`);
                // A sheet of paper is one article, without landmarks to go to.
                await accessible(page, what, ["landmark-one-main", "region"]);
                for (const width of kWidths) {
                    await page.setViewportSize({ width, height: 800 });
                    await fits(page, width, `${what} at ${width}`);
                }
                await print(page, `paper-${name}-${kind}-${language}`, what, reads && [id, String(number), ref, ...(kind === "document" ? words : [])]);
                sound(faults, what);
            }
        await context.close();
    }
}

// ---- a hostile note

const hostile = '</p></title><script>document.title = "run"</script><img src=x onerror="document.title = 1">\u202Egnp.exe';
const unbroken = "W".repeat(3000);

async function aHostileNote(exchange) {
    const form = new FormData();
    const communication = {
        draft: randomBytes(16).toString("hex"), form: "note.send", ref: hostile.slice(0, 120), languages: { en: "original" },
        body: { to: ["XAA", "CHAIR"], subject: { en: hostile }, text: { en: `${hostile}\n${unbroken}`, ar: hostile } },
    };
    form.append("communication", new Blob([JSON.stringify(communication)], { type: "application/json" }));
    const response = await fetch(`${exchange}/api/v1/desk/acts`, { method: "POST", body: form });
    const answer = await response.json();
    if (response.status !== 201) throw new Error(JSON.stringify(answer));
    return { id: answer.id, number: answer.number, ref: "onerror", words: ['document.title = "run"', unbroken] };
}

// The record follows the register by a moment.
async function notesOf(exchange) {
    const asked = async (what) => await (await fetch(`${exchange}/api/v1/${what}`)).json();
    const { size } = await asked("register");
    for (const until = Date.now() + 60_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
        const { as_of, items } = await asked("record?limit=200");
        if (as_of?.number + 1 >= size) return items;
    }
    throw new Error("the record does not follow");
}

await inFolder(async (folder) => {
    theListOfDaysIsIntls();
    const reads = readable();
    const demonstration = await demonstrate(join(folder, "data"));
    const base = demonstration.url;
    const exchange = `${base}/exchange`;
    const items = await notesOf(exchange);
    const note = (ref, ...words) => ({ ...items.find((item) => item.ref === ref), words });
    const subjects = {
        out: note("REG/2026/041", "menées", "Member States", "الأعضاء", "2027"),
        in: note("AE/12/2026", "Gouvernement", "سفارة"),
        // Parts of its number: a PDF holds lines as they are seen, the last letter of Arabic first.
        arabic: { ...note("م/س/88", "المكتب", "1448"), ref: "88" },
        hostile: await aHostileNote(exchange),
    };
    const browser = await launch();
    await everyPaper(browser, base, subjects, reads);
    await browser.close();
    expect((await demonstration.end()).code === 0, "the demonstration ends with 0");
});
