import { describe, expect, test } from "vitest";
import { ar } from "../src/messages/ar";
import { en } from "../src/messages/en";
import { fr } from "../src/messages/fr";
import { formatDate } from "../src/messages";
import { kRelations, kVersions } from "../src/verifier";

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
        "ancre", "soumettre", "alerte", "rejeté", "rejetée", "exercice", "règles", "guichet", "reçu",
    ],
};

describe.each(Object.entries(catalogues))("the catalogue %s", (language, catalogue) => {
    test("has the names of the Arabic one, and every message says something", () => {
        expect(Object.keys(catalogue).sort()).toEqual(Object.keys(ar).sort());
        for (const [name, text] of Object.entries(catalogue)) expect(text.trim(), name).not.toBe("");
    });
    test("has the same values to fill in", () => {
        const holes = (text: string) => (text.match(/\{[a-z]+\}/g) ?? []).sort();
        for (const [name, text] of Object.entries(catalogue))
            expect(holes(text), name).toEqual(holes(ar[name as keyof typeof ar]));
    });
    test("says no word of the code", () => {
        for (const [name, text] of Object.entries(catalogue)) {
            const words = text.replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
            for (const word of never[language as keyof typeof never])
                expect(words, `${name}: ${text}`).not.toContain(word.replace(/\p{M}/gu, ""));
        }
    });
    test("names every relation and version", () => {
        for (const relation of kRelations) expect(catalogue).toHaveProperty(`as_${relation}`);
        for (const version of kVersions) expect(catalogue).toHaveProperty(`version_${version}`);
    });
    test("uses Latin digits only", () => {
        for (const text of Object.values(catalogue)) expect(text).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
    });
});

test("dates are Gregorian, UTC, in Latin digits", () => {
    const date = new Date("2026-11-23T23:59:59Z");
    expect(formatDate("en", date)).toBe("23 November 2026");
    expect(formatDate("fr", date)).toBe("23 novembre 2026");
    expect(formatDate("ar", date)).toBe("23 نوفمبر 2026");
});
