#!/usr/bin/env node
// The demonstration's training register: it plays every story over HTTP, once, each communication at its instant; its clock
// goes forward only; its certificates say what it is.
//
//   MITHAQ=build/release/mithaq node tests/e2e/training.mjs
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { records } from "./lib/formats.mjs";
import { demonstrate, done, expect, inFolder, run, tree } from "./lib/program.mjs";

const stories = readdirSync(join(tree, "tests", "stories", "training")).filter((name) => name.endsWith(".story"));

// Stamp, form and headers of each entry, as they stand in the folder.
const entries = (data) => [...records(readFileSync(join(data, "training", "entries")))].map((bytes) => {
    const text = bytes.toString();
    const stamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/.exec(text)[0];
    return { stamp, ...JSON.parse(text.slice(text.indexOf("{"), text.indexOf("}\n\n") + 1)) };
});

await inFolder(async (folder) => {
    const data = join(folder, "demonstration");
    const demo = (...more) => run("demo", "--data", data, "--no-serve", ...more);
    const verified = async () => {
        const { code, said } = await run("log", "verify", join(data, "training"), "--anchor", join(data, "training", "anchor"));
        expect(code === 0, said);
    };
    const began = Date.now();
    const first = await demo();
    const said = /^training: (\d+) communications of (\d+) stories submitted over HTTP$/m.exec(first.out);
    expect(first.code === 0 && said && Number(said[2]) === stories.length, () => first.said);
    console.log(`founded and played in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    await verified();

    const played = entries(data);
    expect(played[0].body.training === true && played[0].register === "demo.mithaq.example/training/log", () => JSON.stringify(played[0]));
    const own = (entry) => /^(register|key|clock)\./.test(entry.form);
    const acts = played.filter((entry) => !own(entry));
    expect(acts.length === Number(said[1]), () => `${acts.length} of them are there`);
    // To the minute, but where a story says a millisecond.
    expect(acts.every((entry) => /:00\.000Z$|:59\.999Z$|\.00\dZ$/.test(entry.stamp)), () => acts.map((entry) => entry.stamp).join());
    expect(acts.some((entry) => entry.received) && acts.some((entry) => entry.from.length > 1) && acts.some((entry) => entry.re), "paper, joint, or referring");
    expect(played.every((entry, i) => i === 0 || entry.stamp >= played[i - 1].stamp), "stamps decrease");
    const midnights = played.filter((entry) => entry.form === "clock.tick" && entry.stamp.endsWith("T00:00:00.000Z"));
    const days = (Date.parse(acts.at(-1).stamp) - Date.parse(played[0].stamp)) / 86_400_000;
    expect(midnights.length >= Math.floor(days), () => `${midnights.length} midnights of ${days} days`);

    // Again: nothing is played twice. The clock goes on, also over a year end.
    const again = await demo();
    expect(again.code === 0 && !/stories submitted/.test(again.out), () => again.said);
    const year = Number(acts.at(-1).stamp.slice(0, 4)) + 1;
    const moved = await demo("--at", `${year}-03-01T09:00:00Z`);
    expect(moved.code === 0 && moved.out.includes(`training: its clock reads ${year}-03-01T09:00:0`), () => moved.said);
    expect(entries(data).at(-1).stamp === `${year}-03-01T00:00:00.000Z`, () => JSON.stringify(entries(data).at(-1)));
    await verified();
    const back = await demo("--at", `${year}-01-01T09:00:00Z`);
    expect(back.code === 0 && back.out.includes(`training: its clock reads ${year}-03-01T09:0`), () => back.said);
    const nonsense = await demo("--at", "tomorrow");
    expect(nonsense.code !== 0, () => nonsense.said);

    // Served: its papers say that they have no effect.
    const serving = await demonstrate(data);
    const { url } = serving;
    const id = (await (await fetch(`${url}/training/api/v1/record?limit=1`)).json()).items[0].id;
    for (const [path, words] of [["certificate?lang=en", "no effect outside"], ["certificate?lang=fr", "entraînement"], ["document?lang=en", "training"]]) {
        const page = await (await fetch(`${url}/training/api/v1/acts/${id}/${path}`)).text();
        expect(page.includes(words), () => `${path}: ${page.slice(0, 400)}`);
    }
    await serving.end();

    // Cut off while it played: it is founded anew, and the old one is kept.
    writeFileSync(join(data, "author", "training", "played"), "\n");
    const anew = await done("demo", "--data", data, "--no-serve");
    expect(/^training: .* founded anew/m.test(anew) && /stories submitted over HTTP/.test(anew), () => anew);
    expect(readdirSync(join(data, "before")).some((name) => name.startsWith("training-")), "the old one is gone");
    await verified();
});
