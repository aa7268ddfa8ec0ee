// The organisation's words, side by side in its languages, as every screen and document here uses them; its
// themes and markings. All of it is the rules' own text.
import { useState } from "react";
import { PageTitle } from "../components/page_title";
import { type Column, DataTable } from "../components/table";
import { languageName, type MessageName, Say, useLanguage, useSpeech } from "../messages";
import { useTerm, Words } from "../people";
import { type Texts, useRulebook } from "../rulebook";
import "./participants.css";

interface Row {
    key: string;
    texts: Texts;
    origin?: "source" | "ours";
    source?: string | undefined;
}

const rowsOf = (titled: Record<string, { title: Texts }>): Row[] =>
    Object.entries(titled).map(([key, { title }]) => ({ key, texts: title }));

export default function WordsPage() {
    const { say } = useSpeech();
    const { terms, themes, markings, ways } = useRulebook();
    const themesOf = (kind: string): Row[] =>
        Object.entries(themes).filter(([, theme]) => theme.kind === kind)
            .map(([key, { title, origin, source }]) => ({ key, texts: title, origin, source }));
    const [asked, setAsked] = useState("");
    const termsOf = (prefix: string): Row[] =>
        Object.entries(terms)
            // Sentences with something to fill in are no words.
            .filter(([key, texts]) => key.startsWith(prefix) && !key.endsWith(".passive") && !Object.values(texts).some((text) => text.includes("{")))
            .map(([key, texts]) => ({ key, texts }));
    return (
        <>
            <PageTitle title={say("wordsTitle")} />
            <p className="quiet"><Say name="wordsMore" /></p>
            <label className="words-search">
                <Say name="wordsSearch" />
                <input type="search" dir="auto" value={asked} onChange={(event) => setAsked(event.target.value)} />
            </label>
            <Section name="wordsTerms" rows={termsOf("word.")} asked={asked} />
            <Section name="wordsRelations" rows={termsOf("re.")} asked={asked} />
            <Section name="wordsVersions" rows={termsOf("version.")} asked={asked} />
            <Section name="wordsStatuses" rows={termsOf("status.")} asked={asked} />
            <Section name="wordsDimensions" rows={themesOf("dimension")} origins asked={asked} />
            <Section name="wordsPrinciples" rows={themesOf("principle")} origins asked={asked} />
            <Section name="wordsMarkings" rows={rowsOf(markings)} asked={asked} />
            <Section name="wordsWays" rows={rowsOf(ways)} asked={asked} />
        </>
    );
}

// Case and marks do not matter to who searches.
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}|\u0640/gu, "").toLowerCase();

function Section({ name, rows: all, origins, asked }: { name: MessageName; rows: Row[]; origins?: boolean; asked: string }) {
    const language = useLanguage();
    const { say } = useSpeech();
    const term = useTerm();
    const { languages } = useRulebook();
    const rows = all.filter(({ texts }) => Object.values(texts).some((text) => plain(text).includes(plain(asked.trim()))));
    if (rows.length === 0) return null;
    const ordered = [...languages].sort((a, b) => Number(b === language) - Number(a === language));
    const columns: Column<Row>[] = ordered.map((of, i) => ({
        key: of,
        header: languageName(language, of),
        sort: (row) => row.texts[of],
        rowHeader: i === 0,
        cell: (row) => <span lang={of}><Words text={row.texts[of] ?? ""} /></span>,
    }));
    if (origins)
        columns.push({
            key: "origin",
            header: say("wordsOrigin"),
            cell: (row) => (
                <>
                    {term(`theme.origin.${row.origin}`)}
                    {row.source && <span className="name-line quiet"><Words text={row.source} /></span>}
                </>
            ),
        });
    return (
        <section>
            <h2>{say(name)}</h2>
            <DataTable caption={say("wordsCount", { count: rows.length })} columns={columns} rows={rows} keyOf={(row) => row.key} />
        </section>
    );
}
