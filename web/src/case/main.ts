// The program of a case file: reads the evidence that the page holds, verifies all of it, and only then
// shows it. It asks nobody for anything, and works offline from a file.
import "./case.css";
import { kLanguages } from "./messages";
import { Page } from "./page";
import { verifyCase } from "./verify";

async function run(): Promise<void> {
    const main = document.getElementById("case") ?? document.body.appendChild(document.createElement("main"));
    const { lang } = document.documentElement;
    const page = new Page(main, kLanguages.find((language) => language === lang) ?? "ar");
    const evidence = document.getElementById("evidence")?.textContent ?? "";
    // What stands beside it in the file was not rendered from the evidence.
    for (const other of [...document.body.children]) if (other !== main && other.localName !== "script") other.remove();
    page.show({ is: "checking" });
    const able = globalThis.crypto?.subtle && "isWellFormed" in String.prototype;
    if (!able) return page.show({ is: "old-browser" });
    try {
        page.show({ is: "judged", report: await verifyCase(evidence) });
    } catch (error) {
        if (error instanceof DOMException && error.name === "NotSupportedError") page.show({ is: "old-browser" });
        else page.show({ is: "broken", what: String(error) });
    }
}

// On paper nothing stays folded.
addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll<HTMLDetailsElement>("details.folded")) folded.open = true;
});

void run();
