// One participant: its names and standing through time, each with its source, and its communications.
import * as client from "../api/client";
import { useAnswer } from "../components/answer";
import { DateOf } from "../components/clock";
import { List } from "../components/list";
import { PageTitle } from "../components/page_title";
import { type Column, DataTable } from "../components/table";
import { Say, useSpeech } from "../messages";
import { Texts, Title, useParticipantName, useTerm, Words } from "../people";
import { type Name, own, type ParticipantEntry, type Status, useRulebook } from "../rulebook";
import { href, type PageProps } from "../shell/route";
import { CheckedMark, TextRow } from "./text_row";
import "./participants.css";

export default function ParticipantPage({ route }: PageProps) {
    const { say } = useSpeech();
    const term = useTerm();
    const rulebook = useRulebook();
    const code = route.id ?? "";
    const name = useParticipantName()(code);
    const participant = own(rulebook.participants, code);
    return (
        <>
            <p><a href={href("participants")}><Say name="participantsBack" /></a></p>
            <PageTitle title={name}><bdi>{name}</bdi></PageTitle>
            {!participant && <p><Say name="participantUnknown" code={<bdi dir="ltr">{code}</bdi>} /></p>}
            {participant && (
                <>
                    <p className="quiet">
                        {term(`kind.${participant.kind}`)} · <Say name="participantCode" code={<bdi dir="ltr">{code}</bdi>} />
                    </p>
                    {participant.note && <Texts texts={participant.note} />}
                    <Names names={participant.names} />
                    <Standing participant={participant} />
                    {Object.keys(rulebook.procedures).length > 0 && <Following code={code} />}
                    <section>
                        <h2>{say("participantSent")}</h2>
                        <Communications code={code} />
                    </section>
                </>
            )}
        </>
    );
}

// Its files, and what is requested of it.
function Following({ code }: { code: string }) {
    const query = new URLSearchParams({ participant: code });
    return (
        <p className="no-print">
            <a href={href("files", { query })}><Say name="navFiles" /></a> · <a href={href("actions", { query })}><Say name="participantActions" /></a>
        </p>
    );
}

function Span({ from, until }: { from: string | undefined; until: string | undefined }) {
    if (from && until) return <Say name="spanBoth" from={<DateOf text={from} />} until={<DateOf text={until} />} />;
    if (from) return <Say name="spanFrom" from={<DateOf text={from} />} />;
    if (until) return <Say name="spanUntil" until={<DateOf text={until} />} />;
    return <Say name="spanUnknown" />;
}

function Names({ names }: { names: Name[] }) {
    const { say } = useSpeech();
    const nothing = <Say name="participantsNothing" />;
    // A name without an end ends when the next one begins.
    const rows = names.map((name, i) => ({ ...name, until: name.until ?? names[i + 1]?.from, at: i })).reverse();
    const columns: Column<(typeof rows)[number]>[] = [
        { key: "short", header: say("participantsName"), rowHeader: true, cell: (row) => <AllTexts texts={row.short} /> },
        { key: "formal", header: say("participantsFormal"), cell: (row) => (row.formal ? <AllTexts texts={row.formal} /> : nothing) },
        { key: "span", header: say("participantSpan"), cell: (row) => <Span from={row.from} until={row.until} /> },
        { key: "source", header: say("participantSource"), cell: (row) => (row.source ? <Words text={row.source} /> : nothing) },
        { key: "checked", header: say("participantChecked"), cell: (row) => <CheckedMark item={row} /> },
    ];
    return (
        <section>
            <h2>{say("participantNames")}</h2>
            <DataTable caption={say("participantNamesMore")} columns={columns} rows={rows} keyOf={(row) => row.at} />
        </section>
    );
}

// The reader's language first, the others below it.
function AllTexts({ texts }: { texts: Record<string, string> }) {
    const { language } = useSpeech();
    const pairs = Object.entries(texts).sort(([a], [b]) => Number(b === language) - Number(a === language));
    return pairs.map(([of, text], i) => (
        <span key={of} lang={of} className={i === 0 ? "name-line" : "name-line quiet"}><Words text={text} /></span>
    ));
}

function Standing({ participant }: { participant: ParticipantEntry }) {
    const { say } = useSpeech();
    const term = useTerm();
    if (!participant.status?.length) return null;
    const columns: Column<Status & { at: number }>[] = [
        { key: "as", header: say("participantsStatus"), rowHeader: true, cell: (row) => term(`status.${row.as}`) },
        { key: "span", header: say("participantSpan"), cell: (row) => <Span from={row.from} until={row.until} /> },
        { key: "note", header: say("participantNote"), cell: (row) => (row.note ? <Title texts={row.note} /> : <Say name="participantsNothing" />) },
        { key: "source", header: say("participantSource"), cell: (row) => (row.source ? <Words text={row.source} /> : <Say name="participantsNothing" />) },
        { key: "checked", header: say("participantChecked"), cell: (row) => <CheckedMark item={row} /> },
    ];
    return (
        <section>
            <h2>{say("participantStanding")}</h2>
            <DataTable
                caption={say("participantStandingMore")} columns={columns} keyOf={(row) => row.at}
                rows={participant.status.map((status, at) => ({ ...status, at })).reverse()}
            />
        </section>
    );
}

function Communications({ code }: { code: string }) {
    const { say } = useSpeech();
    const answered = useAnswer(code, (signal) => client.record({ participant: code, sort: "-date", limit: 50 }, signal));
    const found = answered.value;
    const all = new URLSearchParams({ participant: code });
    return (
        <>
            <List
                label={say("participantSent")} items={found?.items ?? []} keyOf={(item) => item.number} of={answered}
                empty={<Say name="participantSentNone" />}
                row={(item) => <TextRow item={item} />}
            />
            {found && found.total > found.items.length && (
                <p><a href={href("record", { query: all })}><Say name="participantSentAll" count={found.total} /></a></p>
            )}
        </>
    );
}
