// What every page of every register is asked, in three languages at two widths: whether it is shown, fits, says no
// word of the code, and can be used by all.
import { randomBytes } from "node:crypto";
import { accessible, codeWords, fits, kDirections, kWidths, open, settled, shoot, sound } from "./browser.mjs";
import { expect } from "./program.mjs";

export const asked = async (url) => await (await fetch(url)).json();
export const draft = () => randomBytes(16).toString("hex");

// Sends a communication to the desk as its page would.
export async function submit(base, communication, enclosures = []) {
    const form = new FormData();
    form.append("communication", new Blob([JSON.stringify({ draft: draft(), ...communication })], { type: "application/json" }));
    for (const { name, mimeType, buffer } of enclosures) form.append("enclosure", new Blob([buffer], { type: mimeType }), name);
    const response = await fetch(`${base}/api/v1/desk/acts`, { method: "POST", body: form });
    const answer = await response.json();
    if (response.status !== 201) throw new Error(`not registered: ${JSON.stringify(answer)}`);
    return answer;
}

export async function rulesOf(base) {
    const { rulebook } = await asked(`${base}/api/v1/register`);
    return await asked(`${base}/log/rulebooks/${rulebook.sha256}.json`);
}

// `places`: name for the picture, address after "#/", and what to do on the page before it is judged.
export async function lookOver(browser, root, name, places) {
    const base = `${root}/${name}`;
    const { never = {} } = await rulesOf(base);
    for (const [language, direction] of Object.entries(kDirections)) {
        expect((never[language] ?? []).length > 0, `${name}: the rules forbid no words in ${language}`);
        for (const width of kWidths) {
            const { page, context, faults } = await open(browser, { language, width, base: root });
            await page.goto(`${base}/`);
            for (const [place, hash, use] of places) {
                const what = `${name} ${place} ${language} ${width}`;
                await page.goto(`${base}/#/${hash}`);
                try {
                    await settled(page);
                    await use?.(page);
                } catch (error) {
                    expect(false, `${what}: is not shown: ${faults.splice(0).join("; ")} ${error.message.split("\n")[0]}`);
                    continue;
                }
                const html = await page.$eval("html", (element) => `${element.lang} ${element.dir}`);
                expect(html === `${language} ${direction}`, `${what}: lang and dir are ${html}`);
                await fits(page, width, what);
                await shoot(page, `${name}-${place}-${language}-${width}`);
                const words = await codeWords(page, never[language] ?? []);
                expect(words.length === 0, `${what}: says ${words.join(", ")}`);
                // Right to left and left to right; French differs from English in its words only.
                if (language !== "fr") await accessible(page, what);
                sound(faults, what);
            }
            await context.close();
        }
    }
}
