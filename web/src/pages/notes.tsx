// Notes in and out, the newest first, with the replies that came. Who has not replied is never shown: an
// invitation that passes its date is no fault.
import { type FormEvent, useEffect, useState } from "react";
import * as client from "../api/client";
import { useAnswer } from "../components/answer";
import { Clock, DateOf, Instant } from "../components/clock";
import { List, RowLink } from "../components/list";
import { PageTitle } from "../components/page_title";
import { Say, useSpeech } from "../messages";
import { Participants, Title, useFormTitle, useParticipantName, Words } from "../people";
import { useRulebook } from "../rulebook";
import { useRegister } from "../shell/register";
import { href, type PageProps, replaceQuery, type Route } from "../shell/route";
import "./notes.css";

const kFilters = ["direction", "participant", "from", "until"] as const;
const kPage = 50;

export default function NotesPage({ route }: PageProps) {
    const { say } = useSpeech();
    const { desk } = useRegister();
    const asked = kFilters.map((name) => `${name}=${route.query.get(name) ?? ""}`).join("&");
    const notes = useNotes(route, asked);
    const total = notes.of.value?.total;
    return (
        <>
            <PageTitle title={say("notesTitle")} />
            <p className="quiet"><Say name="notesMore" /></p>
            {desk && (
                <p className="note-actions">
                    {desk.registry && <a className="note-button primary" href={href("notes/in")}><Say name="notesEnterIn" /></a>}
                    <a className="note-button" href={href("notes/out")}><Say name="notesWriteOut" /></a>
                </p>
            )}
            <Filters key={asked} route={route} />
            <p role="status">{total !== undefined && <Say name="notesCount" count={total} />}</p>
            <List
                label={say("notesTitle")} items={notes.items} keyOf={(note) => note.number} of={notes.of}
                empty={<Say name="notesNone" />} more={notes.more} busy={notes.busy} row={(note) => <Row note={note} />}
            />
        </>
    );
}

function useNotes(route: Route, asked: string) {
    const query = (cursor?: string): client.RecordQuery => ({
        form: "note.send,note.reply", sort: "-number", limit: kPage, ...(cursor ? { cursor } : {}),
        ...Object.fromEntries(kFilters.flatMap((name) => (route.query.get(name) ? [[name, route.query.get(name)]] : []))),
    });
    const of = useAnswer(asked, (signal) => client.record(query(), signal));
    const [older, setOlder] = useState<client.RecordList[]>([]);
    const [busy, setBusy] = useState(false);
    useEffect(() => setOlder([]), [of.value]);
    const next = (older.at(-1) ?? of.value)?.next;
    const more = async (cursor: string) => {
        setBusy(true);
        try {
            const page = await client.record(query(cursor));
            setOlder((before) => [...before, page]);
        } catch {
            of.again(); // its answer says whether the register is there
        }
        setBusy(false);
    };
    const items = [of.value, ...older].flatMap((page) => page?.items ?? []);
    return { of, items, busy, ...(next ? { more: () => void more(next) } : {}) };
}

function Filters({ route }: { route: Route }) {
    const { say, language } = useSpeech();
    const { participants } = useRulebook();
    const name = useParticipantName();
    const [chosen, setChosen] = useState(() => Object.fromEntries(kFilters.map((each) => [each, route.query.get(each) ?? ""])));
    const set = (each: (typeof kFilters)[number]) => (event: { target: { value: string } }) =>
        setChosen((before) => ({ ...before, [each]: event.target.value }));
    const show = (to: Record<string, string>) =>
        replaceQuery(route, new URLSearchParams(Object.entries(to).filter(([, value]) => value)));
    const send = (event: FormEvent) => {
        event.preventDefault();
        show(chosen);
    };
    const codes = Object.keys(participants).sort((a, b) => name(a).localeCompare(name(b), language));
    return (
        <form className="note-filters" onSubmit={send}>
            <label>
                <Say name="notesDirection" />
                <select value={chosen.direction} onChange={set("direction")}>
                    <option value="">{say("notesAll")}</option>
                    <option value="in">{say("notesIn")}</option>
                    <option value="out">{say("notesOut")}</option>
                </select>
            </label>
            <label>
                <Say name="notesSender" />
                <select value={chosen.participant} onChange={set("participant")}>
                    <option value="">{say("notesAnySender")}</option>
                    {codes.map((code) => <option key={code} value={code}>{name(code)}</option>)}
                </select>
            </label>
            <label><Say name="notesFromYear" /><Year value={chosen.from ?? ""} onChange={set("from")} /></label>
            <label><Say name="notesUntilYear" /><Year value={chosen.until ?? ""} onChange={set("until")} /></label>
            <button type="submit"><Say name="notesFilter" /></button>
            {[...route.query.keys()].length > 0 && (
                <button type="button" onClick={() => show({})}><Say name="notesClear" /></button>
            )}
        </form>
    );
}

function Year(props: { value: string; onChange(event: { target: { value: string } }): void }) {
    return <input inputMode="numeric" pattern="\d{4}" maxLength={4} size={4} dir="ltr" {...props} />;
}

function Row({ note }: { note: client.Brief }) {
    const title = useFormTitle();
    const { received } = note;
    return (
        <div className="note-row">
            <p className="note-head">
                <span className={`note-way ${received ? "in" : "out"}`}>
                    <span aria-hidden="true">{received ? "↓" : "↑"}</span> <Say name={received ? "noteWayIn" : "noteWayOut"} />
                </span>
                <RowLink to={href("text", { id: note.id })}>
                    {note.title ? <Title texts={note.title} plain /> : title(note.form)}
                </RowLink>
                {note.form === "note.reply" && <span className="quiet">(<Say name="notesIsReply" />)</span>}
            </p>
            <p className="note-line">
                <Say name="notesFromTo" from={<Participants codes={received?.from ?? note.from} />} to={<To codes={note.to ?? []} />} />
            </p>
            <p className="note-line quiet">
                <span><Say name="notesNumber" number={<bdi dir="ltr">{note.number}</bdi>} /></span>
                {note.ref && <span><Words text={note.ref} plain /></span>}
                {note.when && <span><Say name="notesDated" date={<Clock date={note.when.gregorian} hijri={note.when.hijri} brief />} /></span>}
                {received
                    ? <span><Say name="notesReceived" instant={<Instant text={received.at} minutes />} /></span>
                    : <span><Say name="notesRegistered" instant={<Instant text={note.stamp} minutes />} /></span>}
                {note.reply_by && <span><Say name="notesReplyBy" date={<DateOf text={note.reply_by} />} /></span>}
                {note.replies > 0 && <strong><Say name="notesReplies" count={note.replies} /></strong>}
            </p>
        </div>
    );
}

const kNamed = 3;

// The first few by name; the page of the note has all.
function To({ codes }: { codes: string[] }) {
    return (
        <>
            <Participants codes={codes.slice(0, kNamed)} />
            {codes.length > kNamed && <> <Say name="notesOthers" count={codes.length - kNamed} /></>}
        </>
    );
}
