// Packages of web/, which tests of the built program use too.
import { createRequire } from "node:module";
import { join } from "node:path";
import { tree } from "./program.mjs";

const from = createRequire(join(tree, "web", "package.json"));

export function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(77);
}

export function need(name) {
    try {
        return from(name);
    } catch {
        return skip(`web/node_modules has no ${name}`);
    }
}

export const resolve = (name) => from.resolve(name);
