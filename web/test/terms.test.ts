// Every word of the organisation that a page asks for is in the rules that all others build on, in three languages.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kRelations, kVersions } from "../src/verifier";

const terms = new Map<string, string>();
for (const line of readFileSync(new URL("../../rulebooks/basic/terms.toml", import.meta.url), "utf8").split("\n")) {
    const found = /^"([^"]+)"\s*=\s*\{(.*)\}/.exec(line);
    if (found) terms.set(found[1]!, found[2]!);
}

const kKinds = ["state", "observer", "organ", "office", "group", "archive", "third-state", "organisation", "entity"];
const kAsked = [
    ...kRelations.flatMap((as) => [`re.${as}`, `re.${as}.passive`]),
    ...kVersions.map((version) => `version.${version}`),
    ...kKinds.flatMap((kind) => [`kind.${kind}`, `kinds.${kind}`]),
    ...["member", "observer", "suspended", "withdrawn", "until"].map((status) => `status.${status}`),
    ...["yes", "no", "corrected", "printed-as"].map((checked) => `checked.${checked}`),
    ...["corrected", "superseded", "withdrawn"].map((standing) => `standing.${standing}`),
    ...["source", "ours"].map((origin) => `theme.origin.${origin}`),
    ...Array.from({ length: 12 }, (_, month) => `calendar.month.hijri.${month + 1}`),
    "calendar.date-hijri", "calendar.printed", "calendar.computed",
    ...["obligation", "decision", "political-commitment", "request", "invitation", "voluntary"].map((word) => `character.${word}`),
    ...["immediate", "as-soon-as-possible"].map((word) => `urgency.${word}`),
    "re.item", "field.entered-by", "word.note-in", "word.note-out",
];

test.each(kAsked)("%s is a term, in three languages", (key) => {
    const texts = terms.get(key);
    for (const language of ["ar", "en", "fr"]) expect(texts, language).toMatch(new RegExp(`\\b${language} = "[^"]+"`));
});

test("values stand where the pages put them", () => {
    for (const [key, value] of [["re.item", "item"], ["status.until", "date"], ["checked.printed-as", "printed"]] as const)
        expect(terms.get(key)!.split(`{${value}}`), key).toHaveLength(4);
});
