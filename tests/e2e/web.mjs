// The page in a browser, against the real program: the list and one communication in three languages
// at two widths, then the same communication with bytes changed on the way, which must be red.
//
//   MITHAQ=build/dev/mithaq node tests/e2e/web.mjs
//
// Exit: 0 all passed, 1 something failed, 77 skipped because a browser or its driver is missing.
import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const screenshots = join(root, "build", "screenshots");

function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(77);
}

function driver() {
    try {
        return createRequire(join(root, "web", "package.json"))("playwright-core").chromium;
    } catch {
        return skip("web/node_modules has no playwright-core");
    }
}

function browserPath() {
    for (const folder of ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)]) {
        const path = join(folder, "chromium");
        try {
            accessSync(path, constants.X_OK);
            return path;
        } catch {
            // the next folder
        }
    }
    return skip("chromium is not installed");
}

// Resolves with the address that the demonstration prints.
function start(mithaq, data, port = "0") {
    const child = spawn(mithaq, ["demo", "--data", data, "--port", port], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const address = new Promise((resolve, reject) => {
        let printed = "";
        const timer = setTimeout(() => reject(new Error(`no address printed:\n${printed}`)), 60_000);
        child.on("error", reject);
        child.on("exit", (code) => reject(new Error(`ended with ${code}:\n${printed}`)));
        child.stdout.on("data", (chunk) => {
            printed += chunk;
            const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(printed);
            if (found) {
                clearTimeout(timer);
                resolve(found[0]);
            }
        });
    });
    return { child, address };
}

let passed = 0;
let failed = 0;
function expect(holds, what) {
    if (holds) passed++;
    else {
        failed++;
        console.log(`FAILED: ${what}`);
    }
}

const kLanguages = { ar: "rtl", en: "ltr", fr: "ltr" };
const kWidths = [360, 1280];
const kChecks = ["act", "id", "authors", "key", "receipt", "inclusion", "checkpoint", "register", "anchor"];

// A page that notes what a sound page never does.
async function open(browser, { language, width, base }) {
    const context = await browser.newContext({
        viewport: { width, height: 800 },
        locale: language,
        acceptDownloads: true,
    });
    const page = await context.newPage();
    const faults = [];
    page.on("console", (message) => {
        // A register without a desk here answers that question with 404, as it should.
        if (message.location().url.endsWith("/api/v1/desk")) return;
        if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(base) && !url.startsWith("blob:")) faults.push(`outside: ${url}`);
    });
    return { page, context, faults };
}

async function checksOf(page) {
    return page.$$eval("[data-check]", (rows) =>
        Object.fromEntries(rows.map((row) => [row.dataset.check, row.className])),
    );
}

async function verdict(page) {
    await page.waitForSelector(".verdict.good, .verdict.bad, .verdict.open");
    return page.$eval(".verdict", (banner) => banner.className.replace("verdict ", ""));
}

async function fits(page, width, what) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= width, `${what}: ${wide} px wide at ${width}`);
}

async function readsWell(browser, base, language, width) {
    const name = `${language}-${width}`;
    const { page, context, faults } = await open(browser, { language, width, base });
    await page.goto(`${base}archive/#/register`);
    await page.waitForSelector("tbody tr");
    await page.waitForSelector(".state.live");
    const html = await page.$eval("html", (element) => [element.lang, element.dir]);
    expect(html.join() === `${language},${kLanguages[language]}`, `${name}: lang and dir are ${html}`);
    const count = await page.$$eval("tbody tr", (rows) => rows.length);
    expect(count > 0, `${name}: the list has ${count} rows`);
    const numbers = await page.$$eval("td.number", (cells) => cells.map((cell) => Number(cell.textContent)));
    expect(numbers.every((n, i) => i === 0 || n === numbers[i - 1] - 1), `${name}: not newest first: ${numbers}`);
    await fits(page, width, `${name} list`);
    await page.screenshot({ path: join(screenshots, `list-${name}.png`) });

    // By keyboard: the newest communication, then back.
    await page.focus("tbody tr:first-child a");
    await page.keyboard.press("Enter");
    expect((await verdict(page)) === "good", `${name}: the verdict is not good`);
    const checks = await checksOf(page);
    expect(Object.keys(checks).join() === kChecks.join(), `${name}: the checks are ${Object.keys(checks)}`);
    for (const check of kChecks) expect(checks[check] === "good", `${name}: ${check} is ${checks[check]}`);
    expect((await page.evaluate(() => document.activeElement?.tagName)) === "H1", `${name}: focus is lost`);
    await fits(page, width, `${name} communication`);
    await page.screenshot({ path: join(screenshots, `act-${name}.png`), fullPage: true });
    await page.goBack();
    await page.waitForSelector("tbody tr");
    expect(faults.length === 0, `${name}: ${faults.join("; ")}`);
    await context.close();
}

// The founding communication and every kind of record that the register itself makes is green too.
async function firstOnesHold(browser, base) {
    const { page, context, faults } = await open(browser, { language: "en", width: 1280, base });
    const listed = await (await fetch(`${base}archive/api/v1/entries?from=0&limit=4`)).json();
    for (const entry of listed.entries) {
        await page.goto(`${base}archive/#/act/${entry.id}`);
        await page.waitForFunction(
            (number) => document.querySelector(".facts .number")?.textContent === String(number),
            entry.number,
        );
        expect((await verdict(page)) === "good", `number ${entry.number} (${entry.form}) is not good`);
    }
    expect(faults.length === 0, `first ones: ${faults.join("; ")}`);
    await context.close();
}

// The three files that the page offers are the register's bytes.
async function downloadsAreTheBytes(browser, base, entry) {
    const { page, context } = await open(browser, { language: "en", width: 1280, base });
    const answer = await (await fetch(`${base}archive/api/v1/acts/${entry.id}`)).json();
    const register = await (await fetch(`${base}archive/api/v1/register`)).json();
    const wanted = [answer.note, answer.receipt, `log ${register.vkey}\nquorum none\n`];
    await page.goto(`${base}archive/#/act/${entry.id}`);
    await page.waitForSelector(".downloads a[href]");
    for (const [i, text] of wanted.entries()) {
        const waiting = page.waitForEvent("download");
        await page.click(`.downloads li:nth-child(${i + 1}) a`);
        const download = await waiting;
        const chunks = [];
        for await (const chunk of await download.createReadStream()) chunks.push(chunk);
        const bytes = Buffer.concat(chunks);
        const same = i === 1 ? bytes.toString().startsWith("c2sp.org/tlog-proof@v1\n") : bytes.equals(Buffer.from(text));
        expect(same, `download ${download.suggestedFilename()} is not what the register holds`);
    }
    await context.close();
}

// The register ends and comes back: the open list says so, and goes on.
async function outlivesARestart(browser, base, stop, startAgain) {
    const { page, context } = await open(browser, { language: "en", width: 360, base });
    await page.goto(`${base}archive/#/register`);
    await page.waitForSelector(".state.live");
    await stop();
    const noticed = await page.waitForSelector(".state.retrying").catch(() => null);
    expect(noticed, "a register that ended is not noticed");
    await page.screenshot({ path: join(screenshots, "retrying-en-360.png") });
    await startAgain();
    const back = await page.waitForSelector(".state.live", { timeout: 60_000 }).catch(() => null);
    expect(back, "a register that came back is not noticed");
    expect((await page.$(".verdict.bad")) === null, "a restart looks like a loss");
    await context.close();
}

async function choosesLanguage(browser, base) {
    const { page, context } = await open(browser, { language: "en", width: 1280, base });
    await page.goto(`${base}archive/#/register`);
    await page.click("header button[lang=ar]");
    await page.reload();
    await page.waitForSelector("tbody tr");
    expect((await page.$eval("html", (e) => e.lang + e.dir)) === "arrtl", "the chosen language is forgotten");
    await context.close();
}

// Changes what the register answers about one communication, on the way to the browser.
async function tampered(browser, base, entry, { what, pattern, change, red, shot }) {
    const { page, context } = await open(browser, { language: "en", width: 1280, base });
    await page.route(pattern, async (route) => {
        const response = await route.fetch();
        const body = change(await response.json());
        await route.fulfill({ response, json: body });
    });
    await page.goto(`${base}archive/#/act/${entry.id}`);
    expect((await verdict(page)) === "bad", `${what}: not red`);
    const checks = await checksOf(page);
    for (const name of red) expect(checks[name] === "bad", `${what}: ${name} is ${checks[name]}`);
    const named = await page.$eval(".verdict.bad", (banner) => banner.textContent);
    for (const name of red) {
        const label = await page.$eval(`[data-check=${name}] strong`, (strong) => strong.textContent);
        expect(named.includes(label), `${what}: the banner does not name "${label}"`);
    }
    const colour = await page.$eval(".verdict.bad", (banner) => getComputedStyle(banner).borderTopColor);
    expect(/^rgb\(1\d\d, [0-4]?\d, [0-4]?\d\)$/.test(colour), `${what}: the banner is ${colour}`);
    if (shot) await page.screenshot({ path: join(screenshots, `${shot}.png`), fullPage: true });
    await context.close();
}

// One bit of the first letter of a name that stands in every text of an act.
function flipText(answer, marker) {
    const at = answer.note.indexOf(marker) + marker.length;
    const flipped = String.fromCharCode(answer.note.charCodeAt(at) ^ 1);
    return { ...answer, note: answer.note.slice(0, at) + flipped + answer.note.slice(at + 1) };
}

function flipLast64(text) {
    // The last letter before the padding carries bits of the signature.
    return text.replace(/(.)(.{6})\n$/s, (_, letter, rest) => `${letter === "A" ? "B" : "A"}${rest}\n`);
}

async function main() {
    const chromium = driver();
    const executablePath = browserPath();
    if (!process.env.MITHAQ) throw new Error("MITHAQ names the program to test");
    mkdirSync(screenshots, { recursive: true });
    const data = mkdtempSync(join(tmpdir(), "mithaq-web-"));
    let server = start(process.env.MITHAQ, data);
    const stop = () =>
        new Promise((resolve) => {
            if (server.child.exitCode !== null || server.child.signalCode !== null) return resolve();
            server.child.removeAllListeners("exit");
            server.child.on("exit", resolve);
            server.child.kill("SIGTERM");
        });
    let browser;
    try {
        const base = await server.address;
        browser = await chromium.launch({
            executablePath,
            args: [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run",
            ],
        });
        for (const language of Object.keys(kLanguages))
            for (const width of kWidths) await readsWell(browser, base, language, width);
        await firstOnesHold(browser, base);
        await choosesLanguage(browser, base);

        // The newest that a participant sent; the register's own time marks have other keys.
        const newest = await (await fetch(`${base}archive/api/v1/entries?limit=256`)).json();
        const entry = newest.entries.findLast((each) => !/^(register|key|clock)\./.test(each.form));
        if (!entry) throw new Error("no participant has sent anything to this demonstration");
        await downloadsAreTheBytes(browser, base, entry);
        const one = `**/api/v1/acts/${entry.id}`;
        await tampered(browser, base, entry, {
            what: "a byte of the text",
            pattern: one,
            change: (answer) => flipText(answer, '"expires":"20'),
            red: ["id", "authors", "inclusion"],
            shot: "tampered-text",
        });
        await tampered(browser, base, entry, {
            what: "a byte of the sender's signature",
            pattern: one,
            change: (answer) => ({ ...answer, note: flipLast64(answer.note) }),
            red: ["authors", "inclusion"],
        });
        await tampered(browser, base, entry, {
            what: "a byte of the register's signature",
            pattern: one,
            change: (answer) => ({ ...answer, receipt: flipLast64(answer.receipt) }),
            red: ["checkpoint"],
        });
        await tampered(browser, base, entry, {
            what: "another number",
            pattern: one,
            change: (answer) => ({ ...answer, receipt: answer.receipt.replace(/^index .*$/m, "index 0") }),
            red: ["inclusion"],
        });
        await tampered(browser, base, entry, {
            what: "a name twice",
            pattern: one,
            change: (answer) => ({ ...answer, note: answer.note.replace("{", '{"act":"mithaq/0",') }),
            red: ["act", "inclusion"],
        });
        await tampered(browser, base, entry, {
            what: "another anchor",
            pattern: "**/api/v1/register",
            change: (answer) => ({ ...answer, anchor: answer.anchor.replace(/[0-9a-f]{64}\n$/, `${"0".repeat(64)}\n`) }),
            red: ["anchor"],
        });
        await tampered(browser, base, entry, {
            what: "another key registered under the same number",
            pattern: "**/api/v1/keys",
            change: (answer) => ({ keys: answer.keys.map((key) => ({ ...key, number: 0 })) }),
            red: ["key"],
        });
        await tampered(browser, base, entry, {
            what: "a key revoked before",
            pattern: "**/api/v1/keys",
            change: (answer) => ({ keys: answer.keys.map((key) => ({ ...key, revoked: 1 })) }),
            red: ["authors"],
        });
        await outlivesARestart(browser, base, stop, () => {
            server = start(process.env.MITHAQ, data, new URL(base).port);
            return server.address;
        });
    } finally {
        await browser?.close();
        await stop();
        rmSync(data, { recursive: true, force: true });
    }
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
}

await main();
