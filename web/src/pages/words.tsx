// The organisation's words, side by side in its languages, as every screen and document here uses them; its
// themes and markings. All of it is the rules' own text.
import { PageTitle } from "../components/page_title";
import { type Column, DataTable } from "../components/table";
import { languageName, type MessageName, Say, useLanguage, useSpeech } from "../messages";
import { Words } from "../people";
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
    const words: Row[] = Object.entries(terms).map(([key, texts]) => ({ key, texts }));
    return (
        <>
            <PageTitle title={say("wordsTitle")} />
            <p className="quiet"><Say name="wordsMore" /></p>
            <Section name="wordsTerms" rows={words} />
            <Section name="wordsDimensions" rows={themesOf("dimension")} origins />
            <Section name="wordsPrinciples" rows={themesOf("principle")} origins />
            <Section name="wordsMarkings" rows={rowsOf(markings)} />
            <Section name="wordsWays" rows={rowsOf(ways)} />
        </>
    );
}

function Section({ name, rows, origins }: { name: MessageName; rows: Row[]; origins?: boolean }) {
    const language = useLanguage();
    const { say } = useSpeech();
    const { languages } = useRulebook();
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
                    <Say name={row.origin === "source" ? "wordsOfSource" : "wordsOfOurs"} />
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
