// The vectors A.1, A.2, A.3 and A.6 of the log formats, which other people's logs made.
import { expect, test } from "vitest";
import {
    equal, fromBase64, leafHash, openCheckpoint, parseCheckpoint, parseNote, parseProof,
    parseVerifierKey, toBase64, utf8, type VerifierKey, verifyNote,
} from "../src/verifier";
import { rootOf } from "./register";
import { signerOf } from "./signer";

async function vkey(text: string): Promise<VerifierKey> {
    const key = await parseVerifierKey(text);
    if (!key.ok) throw new Error(`${text}: ${key.error.message}`);
    return key.value;
}

const kNote = `This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const kNoteKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

test("A.1: the example of signed-note verifies, and no other byte does", async () => {
    const key = await vkey(kNoteKey);
    const note = parseNote(utf8(kNote));
    expect(note.ok && (await verifyNote(note.value, [key])).ok).toBe(true);
    const bytes = utf8(kNote);
    for (let i = 0; i < bytes.length; i++) {
        const other = bytes.slice();
        other[i]! ^= 1;
        const parsed = parseNote(other);
        expect(parsed.ok && (await verifyNote(parsed.value, [key])).ok, `byte ${i}`).toBe(false);
    }
});

test("a line of a known key that does not verify rejects the note; unknown keys are ignored", async () => {
    const key = await vkey(kNoteKey);
    const stranger = "\u2014 example.org/x AAAAAAAA\n";
    const withStranger = parseNote(utf8(kNote + stranger));
    expect(withStranger.ok && (await verifyNote(withStranger.value, [key])).ok).toBe(true);
    const onlyStranger = parseNote(utf8(`text\n\n${stranger}`));
    expect(onlyStranger.ok && (await verifyNote(onlyStranger.value, [key]))).toMatchObject({
        error: { type: "note-unsigned" },
    });
    const bad = parseNote(utf8(kNote.replace("message", "massage") + stranger));
    expect(bad.ok && (await verifyNote(bad.value, [key]))).toMatchObject({
        error: { type: "note-signature" },
    });
});

test.each([
    ["no blank line", "text\n\u2014 a AAAAAAAA\n"],
    ["no signature", "text\n\n"],
    ["no final line feed", "text\n\n\u2014 a AAAAAAAA"],
    ["another dash", "text\n\n- a AAAAAAAA\n"],
    ["two spaces", "text\n\n\u2014  a AAAAAAAA\n"],
    ["a plus in the name", "text\n\n\u2014 a+b AAAAAAAA\n"],
    ["a no-break space in the name", "text\n\n\u2014 a\u00a0b AAAAAAAA\n"],
    ["four bytes", "text\n\n\u2014 a AAAAAA==\n"],
    ["base64 not canonical", "text\n\n\u2014 a AAAAAAB=\n"],
    ["a carriage return", "text\r\n\n\u2014 a AAAAAAAA\n"],
    ["a NUL", "te\u0000xt\n\n\u2014 a AAAAAAAA\n"],
    ["101 lines", `text\n\n${"\u2014 a AAAAAAAA\n".repeat(101)}`],
])("a note is refused: %s", (_, text) =>
    expect(parseNote(utf8(text))).toMatchObject({ error: { type: "note-malformed" } }),
);

test("a note may have 100 lines, and blank lines in its text", () => {
    expect(parseNote(utf8(`a\n\nb\n\n${"\u2014 a AAAAAAAA\n".repeat(100)}`))).toMatchObject({
        ok: true,
        value: { text: "a\n\nb\n" },
    });
});

test.each([
    [kNoteKey.replace("530d903a", "530d903b"), "key-id"],
    [kNoteKey.replace("530d903a", "530D903A"), "key-id"],
    [kNoteKey.replace("+530d903a", ""), "key-text"],
    [`${kNoteKey}=`, "key-text"],
    [kNoteKey.replace("example.com", "example com"), "key-name"],
    [kNoteKey.replace("AekyeR", "BukyeR"), "key-type"],
])("a key is refused: %s", async (text, type) =>
    expect(await parseVerifierKey(text)).toMatchObject({ error: { type } }),
);

const kSumSignature =
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=";

test("A.2: the checkpoint of sum.golang.org verifies", async () => {
    // Its key is not named as its origin, so it is opened in two steps.
    const key = await vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    const text = "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    expect(parseCheckpoint(text)).toMatchObject({ value: { size: 20852163 } });
    const note = parseNote(utf8(`${text}\n\u2014 sum.golang.org ${kSumSignature}\n`));
    expect(note.ok && (await verifyNote(note.value, [key])).ok).toBe(true);
    const swapped = parseNote(
        utf8(`${text.replace("go.sum database tree", "example.com/behind-the-sofa")}\n\u2014 sum.golang.org ${kSumSignature}\n`),
    );
    expect(swapped.ok && (await verifyNote(swapped.value, [key])).ok).toBe(false);
});

const kWitnessed = `rome2026h1.example.org
300
lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=

\u2014 rome2026h1.example.org kVB1JgAAAZtxtEwABAMARzBFAiEAi+mTa2xjL1IdWpH82OeciGsGvwRAP+f1WkfKaSZCfFECIHoNPZ/Q3y6UNzvKOO9cuLr6V16vPNfhwhle9f6r5H/Z
\u2014 witness.example.org uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLIqAVusneCBmBw==
`;
const kMirrored = `rome2026h1.example.org
300
gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=

\u2014 mirror.example.org P7FI7wAAAABpVGeAjA1S4pJm6MbcXjX7UUImu4azZtrfcVW2uyr/LXIYlwEJzXC0N0EiZkbqfLdXt/4gVEEuGmxJjAfXKMCISpsJAg==
`;

test("A.3: timestamped cosignatures verify, the time with them", async () => {
    const witness = await vkey("witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN");
    const mirror = await vkey("mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O");
    for (const [text, key] of [[kWitnessed, witness], [kMirrored, mirror]] as const) {
        const note = parseNote(utf8(text));
        if (!note.ok) throw new Error(note.error.message);
        expect((await verifyNote(note.value, [witness, mirror])).ok).toBe(true);
        const line = note.value.signatures.find((s) => s.name === key.name)!;
        line.bytes[7]! ^= 1;
        expect((await verifyNote(note.value, [witness, mirror])).ok).toBe(false);
    }
});

const kWords = [
    "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf",
    "threeten", "fourten", "fivten",
];
const kTesseraKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const kTessera0 = `example.com/log/testdata
0
47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=

\u2014 example.com/log/testdata M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5BvIVEgtQc=
`;
const kTessera15 = `example.com/log/testdata
15
rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=

\u2014 example.com/log/testdata M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=
`;

test("A.6: the checkpoints of a log of 15 entries verify and are rebuilt byte for byte", async () => {
    const key = await vkey(kTesseraKey);
    const leaves = await Promise.all(kWords.map((word) => leafHash(utf8(word))));
    const secret = fromBase64("AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg");
    if (!secret.ok) throw new Error("seed");
    const signer = await signerOf("example.com/log/testdata", secret.value.slice(1));
    expect(signer.key.text).toBe(kTesseraKey);
    for (const [size, text] of [[0, kTessera0], [15, kTessera15]] as const) {
        const opened = await openCheckpoint(utf8(text), key);
        if (!opened.ok) throw new Error(opened.error.message);
        const root = await rootOf(leaves.slice(0, size));
        expect(opened.value.checkpoint.size).toBe(size);
        expect(equal(opened.value.checkpoint.root, root)).toBe(true);
        const body = `example.com/log/testdata\n${size}\n${toBase64(root)}\n`;
        expect(`${body}\n${await signer.line(body)}`).toBe(text);
    }
});

test.each([
    ["origin\n1\n"],
    ["origin\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"],
    ["origin\n1\nAAAA\n"],
    ["\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
    ["origin\n9007199254740992\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"],
])("a checkpoint is refused: %j", (text) => expect(parseCheckpoint(text).ok).toBe(false));

test("a proof has at most 63 hashes, and canonical lines", () => {
    const hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    const proof = (head: string, hashes: number) =>
        parseProof(utf8(`${head}${hash.repeat(hashes)}\n${kTessera15}`));
    const v1 = "c2sp.org/tlog-proof@v1\n";
    expect(proof(`${v1}index 3\n`, 63)).toMatchObject({ value: { index: 3 } });
    expect(proof(`${v1}extra QQ==\nindex 3\n`, 2)).toMatchObject({ ok: true });
    for (const head of [`${v1}index 03\n`, `${v1}extra QR==\nindex 3\n`, v1, "index 3\n",
        `${v1}index 3\nextra QQ==\n`, `${v1}extra QQ==\nextra QQ==\nindex 3\n`])
        expect(proof(head, 2).ok, head).toBe(false);
    expect(proof(`${v1}index 3\n`, 64).ok).toBe(false);
});
