import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as client from "../src/api/client";

const description = new URL("../../docs/openapi.json", import.meta.url);

test("types.ts is what `npm run types` writes", async () => {
    const ast = await openapiTS(description, { rootTypes: true, rootTypesNoSchemaPrefix: true });
    const written = readFileSync(new URL("../src/api/types.ts", import.meta.url), "utf8");
    expect(written).toBe(COMMENT_HEADER + astToString(ast));
});

test("every example in the description fits its schema, and every operation has its own name", () => {
    const api = JSON.parse(readFileSync(description, "utf8"));
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addSchema({ $id: "mithaq", ...api });
    let examples = 0;
    const walk = (value: unknown): void => {
        if (typeof value !== "object" || value === null) return;
        const media = value as { schema?: { $ref?: string }; example?: unknown };
        if (media.example !== undefined && media.schema?.$ref) {
            const validate = ajv.compile({ $ref: `mithaq${media.schema.$ref}` });
            expect(validate(media.example), ajv.errorsText(validate.errors)).toBe(true);
            examples++;
        }
        Object.values(value).forEach(walk);
    };
    walk(api);
    expect(examples).toBeGreaterThan(8);
    const names = Object.values(api.paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) =>
        Object.values(path).map((operation) => operation.operationId),
    );
    expect(new Set(names).size).toBe(names.length);
});

describe("the client", () => {
    afterEach(() => vi.unstubAllGlobals());
    const answers = (body: string, status = 200) => {
        vi.stubGlobal("location", { href: "http://127.0.0.1:1/exchange/#/notes" });
        const fetched = vi.fn((_url: string, _how: RequestInit) => Promise.resolve(new Response(body, { status })));
        vi.stubGlobal("fetch", fetched);
        return fetched;
    };

    test("asks beside the page, and leaves out what is not given", async () => {
        const fetched = answers('{"items":[]}');
        await client.record({ form: "note.send,note.reply", sort: "-number", contains: "", "as-of": "7" });
        expect(fetched.mock.calls[0]?.[0]).toBe(
            "http://127.0.0.1:1/exchange/api/v1/record?form=note.send%2Cnote.reply&sort=-number&as-of=7",
        );
    });
    test("tells a problem by its type, sentence and pointer", async () => {
        const problem = {
            type: "urn:mithaq:problem:participant-unknown", title: "Against the rules", status: 422,
            detail: "no participant XQQ", pointer: "/body/to/0",
        };
        answers(JSON.stringify(problem), 422);
        const error: unknown = await client.item("1").catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(client.ApiError);
        expect(error).toMatchObject({
            status: 422, type: "participant-unknown", message: "no participant XQQ", pointer: "/body/to/0",
        });
    });
    test("gives an answer without sense and a lost connection the status 0", async () => {
        answers("<!doctype html>");
        await expect(client.item("1")).rejects.toMatchObject({ status: 0 });
        vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
        await expect(client.item("1")).rejects.toMatchObject({ status: 0 });
    });
    test("says that there is no desk, and passes on any other failure", async () => {
        answers('{"type":"urn:mithaq:problem:not-found","title":"Not here","status":404,"detail":"-"}', 404);
        expect(await client.desk()).toBeUndefined();
        answers("", 500);
        await expect(client.desk()).rejects.toMatchObject({ status: 500 });
    });
});
