// The record in the order of time, by decade or by year. It takes the same filters as the list, from the address.
import { useEffect, useState } from "react";
import { type Brief, record, type RecordList } from "../api/client";
import { AnswerState, useAnswer } from "../components/answer";
import { PageTitle } from "../components/page_title";
import { Story, type StoryEvent, type StoryGrouping } from "../components/story";
import { Say, useSpeech } from "../messages";
import { Title, useKindTitle, Words } from "../people";
import { href, type PageProps, replaceQuery } from "../shell/route";
import { queryOf } from "./record";
import { Chips } from "./record_filters";
import { CheckedMark, StandingMark } from "./text_row";
import "./timeline.css";

const kPage = 200;

export default function TimelinePage({ route }: PageProps) {
    const { say } = useSpeech();
    const query = { ...queryOf(route.query), sort: "date" as const };
    const question = JSON.stringify(query);
    const answer = useAnswer(question, (signal) => record({ ...query, limit: kPage }, signal));
    const rest = useRest(answer.state === "ready" ? answer.value : undefined, (cursor, signal) =>
        record({ ...query, limit: kPage, cursor }, signal),
    );
    const by: StoryGrouping = route.query.get("by") === "year" ? "year" : "decade";
    const set = (changes: Record<string, string | undefined>) => {
        const next = new URLSearchParams(route.query);
        for (const [name, value] of Object.entries(changes))
            if (value) next.set(name, value);
            else next.delete(name);
        replaceQuery(route, next);
    };
    const events = useEvents([...(answer.value?.items ?? []), ...rest.items]);
    const list = new URLSearchParams(route.query);
    list.delete("by");
    return (
        <>
            <PageTitle title={say("timelineTitle")} />
            <Chips query={route.query} set={set} />
            <p className="timeline-tools no-print">
                <button type="button" aria-pressed={by === "decade"} onClick={() => set({ by: undefined })}><Say name="byDecade" /></button>
                <button type="button" aria-pressed={by === "year"} onClick={() => set({ by: "year" })}><Say name="byYear" /></button>
                <a href={href("record", { query: list })}><Say name="asList" /></a>
            </p>
            {answer.value && <p className="record-total"><Say name="totalTexts" count={answer.value.total} /></p>}
            {by === "decade" && <Decades facets={answer.value?.facets} />}
            <AnswerState of={answer} />
            <Story events={events} by={by} />
            {rest.state === "loading" && <AnswerState of={{ state: "loading", again: rest.again }} />}
            {rest.state === "failed" && <AnswerState of={{ state: "failed", again: rest.again }} />}
        </>
    );
}

// The story is one: what does not come with the first answer is fetched after it, page by page.
function useRest(first: RecordList | undefined, ask: (cursor: string, signal: AbortSignal) => Promise<RecordList>) {
    const [found, setFound] = useState<{ items: Brief[]; state: "ready" | "loading" | "failed" }>({ items: [], state: "ready" });
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        const stop = new AbortController();
        const load = async () => {
            const items: Brief[] = [];
            for (let cursor = first?.next; cursor !== undefined; ) {
                setFound({ items: [...items], state: "loading" });
                const page = await ask(cursor, stop.signal);
                items.push(...page.items);
                cursor = page.next;
            }
            setFound({ items, state: "ready" });
        };
        load().catch(() => !stop.signal.aborted && setFound((before) => ({ ...before, state: "failed" })));
        return () => stop.abort();
        // `first` belongs to one question; `ask` asks the same.
    }, [first, attempt]);
    return { ...found, again: () => setAttempt((n) => n + 1) };
}

function Decades({ facets }: { facets: RecordList["facets"] | undefined }) {
    const { say } = useSpeech();
    const decades = Object.entries(facets?.decade ?? {}).sort(([a], [b]) => Number(a) - Number(b));
    if (decades.length < 2) return null;
    return (
        <ul className="timeline-decades no-print" aria-label={say("decades")}>
            {decades.map(([decade, count]) => (
                <li key={decade}>
                    <button type="button" onClick={() => document.getElementById(`from-${decade}`)?.scrollIntoView()}>
                        <bdi dir="ltr">{decade}</bdi> <span className="count">{count}</span>
                    </button>
                </li>
            ))}
        </ul>
    );
}

function useEvents(items: readonly Brief[]): StoryEvent[] {
    const kind = useKindTitle();
    return items.map((item) => ({
        key: item.id,
        date: item.when?.gregorian,
        until: item.when?.until,
        hijri: item.when?.hijri,
        tone: item.form === "session.record" ? "quiet" : "main",
        word: <bdi>{kind(item)}</bdi>,
        content: (
            <>
                <p>
                    <a href={href("text", { id: item.id })}>
                        {item.title ? <Title texts={item.title} plain /> : <bdi>{item.symbol ?? kind(item)}</bdi>}
                    </a>
                </p>
                <p className="text-row-marks">
                    {item.symbol && <span><Words text={item.symbol} plain /></span>}
                    {item.place && <span><Title texts={item.place} plain /></span>}
                    {item.checked !== "no" && <CheckedMark item={item} />}
                    <StandingMark item={item} />
                    {item.reaffirmed > 0 && <span><Say name="reaffirmedTimes" count={item.reaffirmed} /></span>}
                </p>
            </>
        ),
    }));
}
