import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { ar } from "../src/messages/ar";
import { en } from "../src/messages/en";
import { fr } from "../src/messages/fr";
import { type MessageName, speechOf } from "../src/messages";

const catalogues = { ar, en, fr };

// Words of the code, and words that the design's table says not to use, by whole word.
const never: Record<keyof typeof catalogues, string[]> = {
    ar: [
        "فعل", "إيصال", "الإيصال", "عقدة", "العقدة", "هاش", "تجزئة", "التجزئة", "مدخل", "سجلات", "إنذار",
        "مرفوض", "رفض", "تمرين", "مشارك", "شاهد", "ورقة", "جذر", "لوغ", "المذكرة",
    ],
    en: [
        "act", "acts", "receipt", "receipts", "entry", "entries", "matter", "matters", "rulebook", "ask", "asks",
        "desk", "node", "witness", "witnesses", "hash", "hashes", "leaf", "log", "checkpoint", "vkey", "anchor",
        "nil", "alert", "alerts", "rejected", "exercise", "payload", "blockchain", "submitter",
    ],
    fr: [
        "acte", "actes", "accusé", "entrée", "entrées", "nœud", "hash", "hachage", "feuille", "journal", "témoin",
        "ancre", "soumettre", "alerte", "rejeté", "rejetée", "exercice", "règles", "guichet",
    ],
};

// The values that a message takes: name and how it is used.
function valuesOf(elements: MessageFormatElement[]): string[] {
    return elements.flatMap((element) => {
        switch (element.type) {
            case TYPE.argument:
            case TYPE.number:
            case TYPE.date:
            case TYPE.time:
                return [element.value];
            case TYPE.plural:
            case TYPE.select:
                return [element.value, ...Object.values(element.options).flatMap((o) => valuesOf(o.value))];
            default:
                return [];
        }
    });
}

function pluralsOf(elements: MessageFormatElement[]): Extract<MessageFormatElement, { type: TYPE.plural }>[] {
    return elements.flatMap((element) => (element.type === TYPE.plural ? [element] : []));
}

// What a reader may see of a message, whatever its values.
function wordsOf(elements: MessageFormatElement[]): string {
    return elements
        .map((element) => {
            if (element.type === TYPE.literal) return element.value;
            if (element.type !== TYPE.plural && element.type !== TYPE.select) return " ";
            return Object.values(element.options).map((option) => wordsOf(option.value)).join(" ");
        })
        .join("");
}

const read = (text: string) => parse(text, { ignoreTag: true });
const kCategories = {
    ar: ["few", "many", "one", "other", "two", "zero"],
    en: ["one", "other"],
    fr: ["many", "one", "other"],
};

describe.each(Object.entries(catalogues))("the catalogue %s", (name, catalogue) => {
    const language = name as keyof typeof catalogues;
    test("has the names of the Arabic one, and every message says something", () => {
        expect(Object.keys(catalogue).sort()).toEqual(Object.keys(ar).sort());
        for (const [name, text] of Object.entries(catalogue)) expect(text.trim(), name).not.toBe("");
    });
    test("has the same values to fill in", () => {
        const values = (text: string) => [...new Set(valuesOf(read(text)))].sort();
        for (const [name, text] of Object.entries(catalogue))
            expect(values(text), name).toEqual(values(ar[name as MessageName]));
    });
    test("counts in every category of its language", () => {
        for (const [name, text] of Object.entries(catalogue))
            for (const plural of pluralsOf(read(text)).filter((each) => each.pluralType === "cardinal"))
                expect(Object.keys(plural.options).filter((key) => !key.startsWith("=")).sort(), name).toEqual(kCategories[language]);
    });
    test("counts where the Arabic one counts, and names the same numbers; nought may have words of its own", () => {
        const exact = (plural: ReturnType<typeof pluralsOf>[number]) => Object.keys(plural.options).filter((key) => key.startsWith("=") && key !== "=0");
        const counted = (text: string) => pluralsOf(read(text)).filter((p) => p.pluralType === "cardinal").map((p) => [p.value, ...exact(p)]);
        for (const [name, text] of Object.entries(catalogue))
            expect(counted(text), name).toEqual(counted(ar[name as MessageName]));
    });
    test("can say every message with its values", () => {
        const { say } = speechOf(language, catalogue);
        for (const [name, text] of Object.entries(catalogue)) {
            const values = Object.fromEntries(valuesOf(read(text)).map((value) => [value, 7]));
            expect(say(name as MessageName, values), name).not.toContain("{");
        }
    });
    test("says no word of the code", () => {
        for (const [name, text] of Object.entries(catalogue)) {
            const said = wordsOf(read(text));
            const words = said.replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
            for (const word of never[language]) expect(words, `${name}: ${said}`).not.toContain(word.replace(/\p{M}/gu, ""));
        }
    });
    test("uses Latin digits only", () => {
        for (const text of Object.values(catalogue)) expect(text).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
        expect(speechOf(language, catalogue).say("citedTimes", { count: 12_345 })).toContain("12");
    });
});

test("Arabic counts as Arabic does", () => {
    const { say } = speechOf("ar", ar);
    const said = [0, 1, 2, 3, 11, 100].map((count) => say("reaffirmedTimes", { count }));
    expect(new Set(said).size).toBe(6);
    expect(said[2]).toBe("أُكِّد من جديد مرتين");
    expect(said[3]).toBe("أُكِّد من جديد 3 مرات");
    expect(said[4]).toBe("أُكِّد من جديد 11 مرة");
});
