#!/usr/bin/env node
// Every story below tests/stories, played by the built program; each counts as one test. The rulebooks are those of the
// tree, and for engine corners those of tests/rulebooks. Then: a story that is not so says where, and ends with 1.
//
//   MITHAQ=build/release/mithaq node tests/e2e/stories.mjs
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inFolder, run, tree } from "./lib/program.mjs";

process.chdir(tree);
const files = readdirSync("tests/stories", { recursive: true })
    .filter((name) => name.endsWith(".story"))
    .map((name) => join("tests", "stories", name))
    .sort();

// One process for all: rulebooks are read once.
const all = await run("--json", "story", "--rulebook", "tests/rulebooks/corners", ...files);
const { stories } = all.out.startsWith("{") ? JSON.parse(all.out) : { stories: [] };
expect(stories.length === files.length && files.length > 0, () => all.said.slice(0, 4000));
for (const { file, holds, faults, failures } of stories)
    expect(holds, () => [...faults, ...failures]
        .map(({ line, column, expected, what }) => `${file}:${line}:${column}: ${expected ? `expected \`${expected}\`: ` : ""}${what}`).join("\n"));

await inFolder(async (folder) => {
    const file = join(folder, "not-so.story");
    const write = (line) => writeFileSync(file, `rules  corners\n2027-01-02 09:00  XAA  text.table  ${line}\n`);
    write("opened; stage silence");
    const wrong = await run("story", "--rulebook", "tests/rulebooks/corners", file);
    expect(wrong.code === 1 && wrong.out.includes(`${file}:2:44: expected \`stage silence\``) &&
        wrong.out.includes("happened: opened; stage tabled") && wrong.out.endsWith("0 passed, 1 failed\n"), () => wrong.said);
    write("opened; stages");
    const unread = await run("story", file);
    expect(unread.code === 1 && unread.out.includes(`${file}:2:50: a name is missing here`), () => unread.said);
    writeFileSync(file, "rules  nowhere\n2027-01-02 09:00  -  -  nothing\n");
    const nowhere = await run("story", file);
    expect(nowhere.code !== 0 && nowhere.err.includes("there is no rulebook nowhere"), () => nowhere.said);
    const told = await run("story", "--tell", files[0], "--rulebook", "tests/rulebooks/corners");
    expect(told.code === 0 && told.out.includes("happened: ") === false && told.out.includes(`${files[0]}:`), () => told.said);
});
