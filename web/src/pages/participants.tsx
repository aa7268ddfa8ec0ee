// Who participates, in the organisation's order of precedence on a day: the names, standings and order of
// that day, as the register held them.
import { type FormEvent, useState } from "react";
import * as client from "../api/client";
import { Answer, useAnswer } from "../components/answer";
import { DateOf } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { type Column, DataTable } from "../components/table";
import { parsePartial } from "../dates";
import { Say, useSpeech } from "../messages";
import { Title, useTerm, Words } from "../people";
import { pick, useRulebook } from "../rulebook";
import { href, type PageProps, replaceQuery } from "../shell/route";
import "./participants.css";

const kKinds = ["state", "observer", "organ", "office", "group", "archive", "third-state", "organisation", "entity"] as const;

const kDay = /^\d{4}-\d{2}-\d{2}/; // of an instant too; a number is no day

export default function ParticipantsPage({ route }: PageProps) {
    const { say } = useSpeech();
    const asOf = route.query.get("as-of") ?? "";
    const answered = useAnswer(asOf, (signal) => client.participants(asOf ? { "as-of": asOf } : {}, signal));
    return (
        <>
            <PageTitle title={say("participantsTitle")} />
            <p className="quiet"><Say name="participantsMore" /></p>
            <AsOf key={asOf} asOf={asOf} choose={(day) => replaceQuery(route, new URLSearchParams(day ? { "as-of": day } : {}))} />
            <Answer of={answered}>
                {({ participants }) => (
                    <>
                        <Order asOf={asOf} />
                        {kKinds.map((kind) => {
                            const rows = participants.filter((each) => each.kind === kind);
                            return rows.length > 0 && <Group key={kind} kind={kind} rows={rows} asOf={asOf} />;
                        })}
                    </>
                )}
            </Answer>
        </>
    );
}

function AsOf({ asOf, choose }: { asOf: string; choose(day: string): void }) {
    const [day, setDay] = useState(kDay.test(asOf) ? asOf.slice(0, 10) : "");
    const send = (event: FormEvent) => {
        event.preventDefault();
        if (!day || parsePartial(day)?.precision === "day") choose(day);
    };
    return (
        <form className="as-of" onSubmit={send}>
            <label htmlFor="as-of"><Say name="participantsAsOf" /></label>
            <input id="as-of" type="date" min="1900-01-01" value={day} onChange={(event) => setDay(event.target.value)} />
            <button type="submit"><Say name="participantsShow" /></button>
            {asOf && (
                <button type="button" onClick={() => choose("")}><Say name="participantsToday" /></button>
            )}
        </form>
    );
}

// Which order this is, and where it comes from: it is the organisation's, not ours.
function Order({ asOf }: { asOf: string }) {
    const { language } = useSpeech();
    const { precedence } = useRulebook();
    const day = kDay.test(asOf) ? parsePartial(asOf.slice(0, 10))?.date : undefined;
    const order = precedence.findLast((each) => parsePartial(each.from)!.date <= (day ?? new Date()));
    if (!order) return <p className="quiet"><Say name="participantsByCode" /></p>;
    return (
        <p className="quiet">
            <Say name="participantsOrder" title={pick(order.title, language)} date={<DateOf text={order.from} />} source={<Words text={order.source} />} />
        </p>
    );
}

function Group({ kind, rows, asOf }: { kind: (typeof kKinds)[number]; rows: client.Participant[]; asOf: string }) {
    const { say } = useSpeech();
    const term = useTerm();
    const standing = rows.some((row) => row.status);
    const query = new URLSearchParams(asOf ? { "as-of": asOf } : {});
    const columns: Column<client.Participant & { at: number }>[] = [
        {
            key: "name", header: say("participantsName"), rowHeader: true, sort: (row) => row.at,
            cell: (row) => (
                <span className="ranked">
                    <span className="rank quiet">{row.at}</span>
                    <span>
                        <a href={href("participants", { id: row.code, query })}><Title texts={row.names.short} /></a>
                        {row.names.formal && <span className="name-line quiet"><Title texts={row.names.formal} /></span>}
                    </span>
                </span>
            ),
        },
        ...(standing
            ? [
                {
                    key: "status", header: say("participantsStatus"),
                    cell: (row: client.Participant) => row.status ? term(`status.${row.status}`) : <Say name="participantsNothing" />,
                },
                {
                    key: "since", header: say("participantsSince"), sort: (row: client.Participant) => row.since,
                    cell: (row: client.Participant) => row.since ? <DateOf text={row.since} /> : <Say name="participantsNothing" />,
                },
            ]
            : []),
        { key: "acts", header: say("participantsSent"), numeric: true, sort: (row) => row.acts, cell: (row) => row.acts },
    ];
    return (
        <section className="participants-group">
            <h2>{term(`kinds.${kind}`)}</h2>
            <DataTable
                caption={say("participantsCount", { count: rows.length })}
                columns={columns}
                rows={rows.map((row, i) => ({ ...row, at: i + 1 }))}
                keyOf={(row) => row.code}
                initial={{ key: "name", descending: false }}
            />
        </section>
    );
}

