import { describe, expect, test } from "vitest";
import {
    fromBase64, fromHex, fromUtf8, isDate, isInstant, isStamp, parseDecimal, parseJson, toBase64,
} from "../src/verifier";

describe("base64", () => {
    test("round-trips every length", () => {
        for (let n = 0; n < 70; n++) {
            const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 0xff);
            const back = fromBase64(toBase64(bytes));
            expect(back.ok && back.value).toEqual(bytes);
        }
    });
    test.each(["6gx=", "QQ", "QQ=", "Q Q=", "QQ==\n", "QR==", "QQF=", "=QQQ", "Q===", "QQ==QQ==", "-_==", "\u00e9A=="])(
        "refuses %j, which is not canonical",
        (text) => expect(fromBase64(text)).toMatchObject({ ok: false, error: { type: "base64" } }),
    );
});

test("hex is lower case and whole", () => {
    expect(fromHex("00ff").ok).toBe(true);
    for (const bad of ["0", "0G", "FF", "0x"]) expect(fromHex(bad).ok).toBe(false);
});

test("UTF-8 is read strictly, and a byte order mark is kept", () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ ok: true, value: "\ufeffA" });
    for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc3]])
        expect(fromUtf8(Uint8Array.from(bad)).ok).toBe(false);
});

test("decimals have one spelling, and 2^53 is refused", () => {
    expect(parseDecimal("0")).toEqual({ ok: true, value: 0 });
    expect(parseDecimal("9007199254740991")).toEqual({ ok: true, value: 9007199254740991 });
    for (const bad of ["", "00", "01", "+1", "-1", "1 ", "1e3", "9007199254740992", "99999999999999999999"])
        expect(parseDecimal(bad).ok).toBe(false);
});

test("stamps and instants exist in the calendar", () => {
    expect(isStamp("2026-11-23T09:30:00.123Z")).toBe(true);
    expect(isInstant("2028-02-29T00:00:00Z")).toBe(true);
    expect(isDate("1999-07-01")).toBe(true);
    for (const bad of ["2026-11-23T09:30:00Z", "2026-02-29T00:00:00.000Z", "2026-11-23T24:00:00.000Z",
        "2026-11-23T09:30:60.000Z", "1899-01-01T00:00:00.000Z", "2026-11-23 09:30:00.123Z"])
        expect(isStamp(bad), bad).toBe(false);
    expect(isInstant("2027-02-29T00:00:00Z")).toBe(false);
    expect(isDate("1999-02-30")).toBe(false);
});

describe("JSON inside acts", () => {
    test("keeps the order of names, and names that objects reserve", () => {
        const read = parseJson('{"b":1,"1":[true,false,"\\u00e9\\n"],"__proto__":{"constructor":-5}}');
        expect(read).toEqual({
            ok: true,
            value: new Map<string, unknown>([
                ["b", 1],
                ["1", [true, false, "\u00e9\n"]],
                ["__proto__", new Map([["constructor", -5]])],
            ]),
        });
    });
    test.each([
        ['{"a":1,"a":1}', "json-duplicate-name"],
        ['{"a":1,"\\u0061":1}', "json-duplicate-name"],
        ['{"a":{"b":1,"c":2,"b":3}}', "json-duplicate-name"],
        ['{"a":null}', "json-null"],
        ['{"a":1.0}', "json-number"],
        ['{"a":1e2}', "json-number"],
        ['{"a":-0}', "json-number"],
        ['{"a":9007199254740992}', "json-number"],
        ['{"a":-9007199254740992}', "json-number"],
        ['{"a":01}', "json-syntax"],
        ['{"a":+1}', "json-syntax"],
        ['{"a":.5}', "json-syntax"],
        ['{"a":NaN}', "json-syntax"],
        ['{"\\u00e9":1}', "json-name"],
        ['{"a\\n":1}', "json-name"],
        ['{"a":"\\u0000"}', "json-control-character"],
        ['{"a":"\\t"}', "json-control-character"],
        ['{"a":"\u007f"}', "json-control-character"],
        ['{"a":"\u0085"}', "json-control-character"],
        ['{"a":"\\ud800"}', "json-syntax"],
        ['{"a":"\n"}', "json-syntax"],
        ['{"a":"\\x41"}', "json-syntax"],
        ['{"a":"\\', "json-syntax"],
        ['{"a":1,}', "json-syntax"],
        ["{'a':1}", "json-syntax"],
        ['{"a":1} x', "json-syntax"],
        ['{"a" 1}', "json-syntax"],
        ["[1 2]", "json-syntax"],
        ["", "json-syntax"],
        ["[".repeat(17) + "]".repeat(17), "json-depth"],
        ["[".repeat(50000), "json-depth"],
    ])("refuses %.40j: %s", (text, type) =>
        expect(parseJson(text)).toMatchObject({ ok: false, error: { type } }),
    );
    test("allows sixteen levels and a string of the greatest length", () => {
        expect(parseJson("[".repeat(16) + "]".repeat(16)).ok).toBe(true);
        expect(parseJson(`["${"\\u0041".repeat(10000)}"]`)).toEqual({ ok: true, value: ["A".repeat(10000)] });
    });
});
