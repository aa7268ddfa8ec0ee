// A browser whose every page notes what a sound page never does: errors, requests elsewhere, faults of
// policy; and the questions that are asked of every page.
import { accessSync, constants, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, tree } from "./program.mjs";
import { need, resolve, skip } from "./packages.mjs";

export const kDirections = { ar: "rtl", en: "ltr", fr: "ltr" };
export const kWidths = [360, 1280];

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

export async function launch() {
    const { chromium } = need("playwright-core");
    return await chromium.launch({
        executablePath: browserPath(),
        args: [
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run",
        ],
    });
}

// `faults` fills as the page is used.
export async function open(browser, { language, width, base }) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: language, acceptDownloads: true });
    const page = await context.newPage();
    const faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => undefined);
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(base) && !request.url().startsWith("blob:")) faults.push(`outside: ${request.url()}`);
    });
    return { page, context, faults };
}

// Nothing is on its way any more, and there is a heading.
export async function settled(page) {
    await page.waitForSelector("main h1");
    await page.waitForFunction(
        () => !document.querySelector("main .state.loading, main [aria-busy=true], main .verdict:not(.good, .bad, .open)"),
    );
    await page.evaluate(() => document.fonts.ready);
}

export function sound(faults, what) {
    expect(faults.length === 0, () => `${what}: ${faults.splice(0).join("; ")}`);
}

export async function fits(page, width, what) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= width, () => `${what}: ${wide} px wide at ${width}`);
}

const kScreenshots = join(tree, "build", "screenshots");

export async function shoot(page, name) {
    mkdirSync(kScreenshots, { recursive: true });
    await page.screenshot({ path: join(kScreenshots, `${name}.png`), fullPage: true });
}

// ---- accessible

let axeSource;

// The debugger evaluates; nothing is injected that the page's policy would have to allow. `without`: rules
// that do not apply to this page.
export async function accessible(page, what, without = []) {
    axeSource ??= readFileSync(resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(axeSource);
    // The link that skips to the content lies before all landmarks, as it should.
    const violations = await page.evaluate(async (off) => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
        const { violations } = await axe.run({ exclude: [".skip"] }, { runOnly: tags, rules, preload: false, resultTypes: ["violations"] });
        return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" ")}`);
    }, without);
    expect(violations.length === 0, () => `${what}: ${violations.join("\n    ")}`);
}

// ---- words

const kOthersWords = ".people, .machine, code, pre, [hidden], script, style, noscript";

// Words of the code that stand on the page, by whole word, outside of what people wrote. Addresses and names of
// files are names.
export async function codeWords(page, never) {
    const said = await page.evaluate((others) => {
        const out = [];
        const walk = (node) => {
            if (node.nodeType === Node.TEXT_NODE) out.push(node.data);
            if (node.nodeType !== Node.ELEMENT_NODE || node.matches(others)) return;
            for (const name of ["aria-label", "title", "placeholder", "alt"]) if (node.hasAttribute(name)) out.push(node.getAttribute(name));
            node.childNodes.forEach(walk);
        };
        walk(document.body);
        return [document.title, ...out].join(" ");
    }, kOthersWords);
    const plain = (text) => text.normalize("NFC").replace(/\p{M}/gu, "").toLowerCase();
    const words = new Set(plain(said.replace(/\S*[/\\]\S*|\S+\.[a-z]+/g, " ")).match(/[\p{L}\p{N}-]+/gu) ?? []);
    return never.filter((word) => words.has(plain(word)));
}

// ---- keyboard

// Goes on by Tab until the focus lies in what `selector` names.
export async function tabTo(page, selector, { max = 80, key = "Tab" } = {}) {
    for (let i = 0; i < max; i++) {
        await page.keyboard.press(key);
        const there = await page.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector);
        if (there) return true;
    }
    expect(false, `${selector} is not reached by ${max} times ${key}`);
    return false;
}
