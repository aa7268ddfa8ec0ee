// The record as a list: what kind of text, of which organ, session, theme and time. Every filter stands in the
// address, so that a list can be sent and kept.
import { useMemo, useState } from "react";
import { type Brief, record, type RecordList, type RecordQuery } from "../api/client";
import { useAnswer } from "../components/answer";
import { List } from "../components/list";
import { PageTitle } from "../components/page_title";
import { Say, useSpeech } from "../messages";
import { type PageProps, replaceQuery } from "../shell/route";
import { Chips, Filters } from "./record_filters";
import { TextRow } from "./text_row";
import "./record.css";

const kPage = 50;
export const kFilters = [
    "form", "kind", "organ", "session", "participant", "theme", "checked", "marking", "direction", "from", "until",
    "contains", "as-of",
] as const;
const kSorts = ["-date", "date", "-number", "number"] as const;
type Sort = (typeof kSorts)[number];

// What the address asks for, and nothing else.
export function queryOf(query: URLSearchParams): RecordQuery & { sort: Sort } {
    const asked = kFilters.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : []));
    const sort = kSorts.find((each) => each === query.get("sort")) ?? "-date";
    return { ...(Object.fromEntries(asked) as RecordQuery), sort };
}

export default function RecordPage({ route }: PageProps) {
    const { say } = useSpeech();
    const query = queryOf(route.query);
    const question = JSON.stringify(query);
    const answer = useAnswer(question, (signal) => record({ ...query, limit: kPage }, signal));
    const { items, more, busy } = usePages(question, query, answer.state === "ready" ? answer.value : undefined);
    const [open, setOpen] = useState(false);
    const set = (changes: Record<string, string | undefined>) => {
        const next = new URLSearchParams(route.query);
        for (const [name, value] of Object.entries(changes))
            if (value) next.set(name, value);
            else next.delete(name);
        replaceQuery(route, next);
    };
    const active = kFilters.filter((name) => route.query.get(name)).length;
    const shown = answer.state === "ready" ? items : answer.value?.items ?? [];
    return (
        <>
            <PageTitle title={say("recordTitle")} />
            <div className="record">
                <div className="filters">
                    <button type="button" className="filters-open" aria-expanded={open} onClick={() => setOpen(!open)}>
                        <Say name="filters" count={active} />
                    </button>
                    <div className={open ? "filters-panel open" : "filters-panel"}>
                        <Filters query={route.query} facets={answer.value?.facets} set={set} />
                        <button type="button" className="filters-close primary" onClick={() => setOpen(false)}>
                            <Say name="showFound" count={answer.value?.total ?? 0} />
                        </button>
                    </div>
                </div>
                <div className="record-list">
                    <Chips query={route.query} set={set} />
                    <div className="record-head">
                        <p className="record-total" role="status">
                            {answer.value && <Say name={active ? "foundTexts" : "totalTexts"} count={answer.value.total} />}
                        </p>
                        <SortChoice sort={query.sort} set={set} />
                    </div>
                    <List
                        label={say("recordTitle")}
                        items={shown}
                        keyOf={(item) => item.id}
                        row={(item) => <TextRow item={item} />}
                        of={answer}
                        empty={<Say name={active ? "nothingFound" : "recordEmpty"} />}
                        more={more}
                        busy={busy}
                    />
                </div>
            </div>
        </>
    );
}

interface Rest {
    question: string;
    asOf: number;
    items: Brief[];
    next: string | undefined;
}

let kept: Rest | undefined; // what was last fetched, for the reader who comes back to the list

// The first answer and what was asked for after it, as long as the register holds the same.
function usePages(question: string, query: RecordQuery, first: RecordList | undefined) {
    const [rest, setRest] = useState(kept);
    const [busy, setBusy] = useState(false);
    const mine = first && rest?.question === question && rest.asOf === first.as_of.number ? rest : undefined;
    const items = useMemo(() => [...(first?.items ?? []), ...(mine?.items ?? [])], [first, mine]);
    const cursor = mine ? mine.next : first?.next;
    const load = async (asOf: number) => {
        setBusy(true);
        try {
            const page = await record({ ...query, limit: kPage, ...(cursor ? { cursor } : {}) });
            kept = { question, asOf, items: [...(mine?.items ?? []), ...page.items], next: page.next };
            setRest(kept);
        } catch {
            // The button stays: it can be pressed again.
        }
        setBusy(false);
    };
    return { items, busy, more: first && cursor !== undefined ? () => void load(first.as_of.number) : undefined };
}

function SortChoice({ sort, set }: { sort: Sort; set(changes: Record<string, string | undefined>): void }) {
    const { say } = useSpeech();
    return (
        <label className="record-sort">
            <Say name="sort" />{" "}
            <select value={sort} onChange={(event) => set({ sort: event.target.value })}>
                <option value="-date">{say("sortNewest")}</option>
                <option value="date">{say("sortOldest")}</option>
                <option value="-number">{say("sortLastRegistered")}</option>
                <option value="number">{say("sortFirstRegistered")}</option>
            </select>
        </label>
    );
}
