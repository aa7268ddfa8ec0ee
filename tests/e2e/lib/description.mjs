// docs/openapi.json as a judge: a call of a documented operation, whose answer must be one of those that
// the description promises. Members that it does not name are faults: its objects are closed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, tree } from "./program.mjs";
import { need } from "./packages.mjs";

export const api = JSON.parse(readFileSync(join(tree, "docs", "openapi.json"), "utf8"));

const Ajv = need("ajv/dist/2020.js").default;
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: "mithaq", ...api });

const resolved = (value) =>
    value?.$ref ? value.$ref.slice(2).split("/").reduce((at, name) => at[name.replaceAll("~1", "/")], api) : value;

// operationId: {path, method, operation}
export const operations = new Map();
for (const [path, item] of Object.entries(api.paths))
    for (const [method, operation] of Object.entries(item))
        operations.set(operation.operationId, { path, method: method.toUpperCase(), operation });

export const called = new Map([...operations.keys()].map((name) => [name, new Set()]));

function fits(schema, value) {
    const validate = schema.$ref ? ajv.compile({ $ref: `mithaq${schema.$ref}` }) : ajv.compile(schema);
    return validate(value) ? "" : ajv.errorsText(validate.errors, { separator: "\n    " });
}

function addressOf(base, { path, operation }, { at = {}, query = {}, undocumented = false }) {
    const parameters = (operation.parameters ?? []).map(resolved);
    const known = (where, name) => parameters.some((each) => each.in === where && each.name === name);
    for (const name of Object.keys(query))
        expect(undocumented || known("query", name), `${operation.operationId}: no query parameter ${name}`);
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
        if (!known("path", name)) throw new Error(`${path}: ${name} is not described`);
        return at[name];
    });
    const search = new URLSearchParams(query).toString();
    return `${base}${filled}${search && `?${search}`}`;
}

// Calls an operation of the register at `base` and holds the answer against the description; `status`
// is the one that must come. Returns the JSON, else the text.
export async function call(base, name, { status = 200, body, headers = {}, type, ...where } = {}) {
    const found = operations.get(name);
    if (!found) throw new Error(`no operation ${name} is described`);
    const address = addressOf(base, found, where);
    const what = `${found.method} ${address.replace(base, "")}`;
    const response = await fetch(address, { method: found.method, headers, ...(body === undefined ? {} : { body }) });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    called.get(name).add(response.status);
    expect(response.status === status, () => `${what}: ${response.status}, not ${status}: ${text.slice(0, 300)}`);
    const promised = resolved(found.operation.responses[response.status]);
    if (!expect(promised, () => `${what}: ${response.status} is not described: ${text.slice(0, 300)}`)) return text;
    const media = (response.headers.get("content-type") ?? "").split(";")[0];
    const content = promised.content[media];
    if (!expect(content, `${what}: ${response.status} comes as ${media}`)) return text;
    expect(!type || media === type, `${what}: ${media}, not ${type}`);
    if (!media.endsWith("json")) return text;
    let value;
    try {
        value = JSON.parse(text);
    } catch {
        expect(false, `${what}: not JSON: ${text.slice(0, 300)}`);
        return {};
    }
    const faults = fits(content.schema, value);
    expect(faults === "", () => `${what}: not as described:\n    ${faults}\n    ${text.slice(0, 600)}`);
    if (media === "application/problem+json")
        expect(value.status === response.status, `${what}: says ${value.status}, comes as ${response.status}`);
    return value;
}
