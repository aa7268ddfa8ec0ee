// The filters of the record, each value with how many texts it would leave; and those chosen, each removable.
import { type ReactNode, useEffect, useId, useState } from "react";
import { record, type RecordList } from "../api/client";
import { useAnswer } from "../components/answer";
import { type MessageName, Say, useSpeech } from "../messages";
import { useFormTitle, useKindTitle, useParticipantName, useTerm, useThemeTitle, Words } from "../people";
import { kindTitle, pick, useRulebook } from "../rulebook";
import type { kFilters } from "./record";

type Filter = (typeof kFilters)[number];
type Set = (changes: Record<string, string | undefined>) => void;

interface FiltersProps {
    query: URLSearchParams;
    facets: RecordList["facets"] | undefined;
    set: Set;
}

// The words for a filter's values, wherever it is shown.
export function useValueTitle(): (filter: Filter, value: string) => string {
    const { language, say } = useSpeech();
    const rulebook = useRulebook();
    const formTitle = useFormTitle();
    const kind = useKindTitle();
    const name = useParticipantName();
    const theme = useThemeTitle();
    const term = useTerm();
    return (filter, value) => {
        switch (filter) {
            case "form":
                return formTitle(value);
            case "kind":
                return pick(kindTitle(rulebook, "kind", value), language) ?? kind({ form: value });
            case "checked":
                return term(`checked.${value}`);
            case "marking":
                return pick(rulebook.markings[value]?.title, language) ?? value;
            case "organ":
            case "participant":
                return name(value);
            case "session": {
                const [organ = "", number = ""] = value.split("/");
                const extraordinary = number.endsWith("E");
                return say(extraordinary ? "sessionExtraordinary" : "sessionOf", {
                    organ: name(organ),
                    n: Number.parseInt(number, 10) || 0,
                });
            }
            case "theme":
                return theme(value);
            case "direction":
                return term(`word.note-${value}`);
            default:
                return value;
        }
    };
}

export function Filters({ query, facets, set }: FiltersProps) {
    return (
        <form role="search" onSubmit={(event) => event.preventDefault()}>
            <Contains value={query.get("contains") ?? ""} set={set} />
            <Years query={query} facets={facets} set={set} />
            <Facet filter="kind" name="filterKind" query={query} counts={facets?.kind} set={set} />
            <Facet filter="organ" name="filterOrgan" query={query} counts={facets?.organ} set={set} />
            <SessionFilter value={query.get("session") ?? ""} set={set} />
            <Facet filter="theme" name="filterTheme" query={query} counts={facets?.theme} set={set} />
            <Facet filter="checked" name="filterChecked" query={query} counts={facets?.checked} set={set} />
        </form>
    );
}

const kTypingMs = 400;

function Contains({ value, set }: { value: string; set: Set }) {
    const id = useId();
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    useEffect(() => {
        if (typed.trim() === value) return;
        const timer = setTimeout(() => set({ contains: typed.trim() || undefined }), kTypingMs);
        return () => clearTimeout(timer);
        // `set` changes with the address; what was typed decides.
    }, [typed]);
    return (
        <p className="filter">
            <label htmlFor={id}><Say name="filterContains" /></label>
            <input id={id} type="search" dir="auto" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </p>
    );
}

function Years({ query, facets, set }: FiltersProps) {
    const { say } = useSpeech();
    const decades = Object.entries(facets?.decade ?? {}).sort(([a], [b]) => Number(a) - Number(b));
    const [from, until] = [query.get("from") ?? "", query.get("until") ?? ""];
    return (
        <fieldset className="filter">
            <legend><Say name="filterYears" /></legend>
            <div className="filter-years">
                <Year label={say("filterFrom")} value={from} onYear={(year) => set({ from: year })} />
                <Year label={say("filterUntil")} value={until} onYear={(year) => set({ until: year })} />
            </div>
            <ul className="filter-decades">
                {decades.map(([decade, count]) => {
                    const last = String(Number(decade) + 9);
                    const chosen = from === decade && until === last;
                    return (
                        <li key={decade}>
                            <button
                                type="button"
                                aria-pressed={chosen}
                                onClick={() => set(chosen ? { from: undefined, until: undefined } : { from: decade, until: last })}
                            >
                                <Say name="decade" from={decade} until={last} /> <span className="count">{count}</span>
                            </button>
                        </li>
                    );
                })}
            </ul>
        </fieldset>
    );
}

function Year({ label, value, onYear }: { label: string; value: string; onYear(year: string | undefined): void }) {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    return (
        <label>
            {label}{" "}
            <input
                inputMode="numeric"
                maxLength={4}
                size={5}
                dir="ltr"
                value={typed}
                onChange={(event) => {
                    const text = event.target.value;
                    setTyped(text);
                    if (text === "" || /^\d{4}$/.test(text)) onYear(text || undefined);
                }}
            />
        </label>
    );
}

const kFew = 8;

interface FacetProps {
    filter: Filter;
    name: MessageName;
    query: URLSearchParams;
    counts: Record<string, number> | undefined;
    set: Set;
}

function Facet({ filter, name, query, counts, set }: FacetProps) {
    const { language } = useSpeech();
    const titleOf = useValueTitle();
    const [all, setAll] = useState(false);
    const chosen = (query.get(filter) ?? "").split(",").filter((value) => value !== "");
    // What is chosen stays here, even when nothing has it any more.
    const values = [...new Set([...Object.keys(counts ?? {}), ...chosen])]
        .map((value) => ({ value, title: titleOf(filter, value), count: counts?.[value] ?? 0 }))
        .sort((a, b) => b.count - a.count || a.title.localeCompare(b.title, language));
    if (values.length === 0) return null;
    const shown = all ? values : values.filter((each, at) => at < kFew || chosen.includes(each.value));
    const toggle = (value: string) => {
        const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
        set({ [filter]: next.join(",") || undefined });
    };
    return (
        <fieldset className="filter">
            <legend><Say name={name} /></legend>
            <ul>
                {shown.map(({ value, title, count }) => (
                    <li key={value}>
                        <label>
                            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
                            <bdi>{title}</bdi> <span className="count">{count}</span>
                        </label>
                    </li>
                ))}
            </ul>
            {shown.length < values.length && (
                <button type="button" className="link" onClick={() => setAll(true)}>
                    <Say name="showValues" count={values.length} />
                </button>
            )}
        </fieldset>
    );
}

// The sessions that the record tells of.
function SessionFilter({ value, set }: { value: string; set: Set }) {
    const { language, say } = useSpeech();
    const id = useId();
    const titleOf = useValueTitle();
    const sessions = useAnswer("sessions", (signal) => record({ form: "session.record", sort: "-date", limit: 200 }, signal));
    const known = (sessions.value?.items ?? []).flatMap((item) =>
        item.session ? [{ session: item.session, title: pick(item.title, language) ?? titleOf("session", item.session) }] : [],
    );
    if (known.length === 0 && !value) return null;
    const missing = value && !known.some((each) => each.session === value);
    return (
        <p className="filter">
            <label htmlFor={id}><Say name="filterSession" /></label>
            <select id={id} value={value} onChange={(event) => set({ session: event.target.value || undefined })}>
                <option value="">{say("allSessions")}</option>
                {missing && <option value={value}>{titleOf("session", value)}</option>}
                {known.map(({ session, title }) => <option key={session} value={session}>{title}</option>)}
            </select>
        </p>
    );
}

const kChips: [Filter, MessageName][] = [
    ["form", "filterForm"], ["kind", "filterKind"], ["organ", "filterOrgan"], ["participant", "filterParticipant"],
    ["session", "filterSession"], ["theme", "filterTheme"], ["checked", "filterChecked"], ["marking", "marking"],
    ["direction", "filterDirection"], ["from", "filterFrom"], ["until", "filterUntil"],
    ["contains", "filterContains"], ["as-of", "filterAsOf"],
];

export function Chips({ query, set }: { query: URLSearchParams; set: Set }) {
    const { say } = useSpeech();
    const titleOf = useValueTitle();
    const chosen = kChips.flatMap(([filter, name]) => {
        const text = query.get(filter);
        if (!text) return [];
        const values = filter === "contains" ? [text] : text.split(",");
        return values.map((value) => ({ filter, name, value, rest: values.filter((each) => each !== value).join(",") }));
    });
    if (chosen.length === 0) return null;
    const chip = (content: ReactNode) => <span className="chip-text">{content}</span>;
    return (
        <ul className="chips" aria-label={say("chosenFilters")}>
            {chosen.map(({ filter, name, value, rest }) => (
                <li key={`${filter} ${value}`}>
                    <button
                        type="button"
                        className="chip"
                        aria-label={say("removeFilter", { filter: `${say(name)}: ${titleOf(filter, value)}` })}
                        onClick={() => set({ [filter]: rest || undefined })}
                    >
                        {chip(<><Say name={name} /><Say name="colon" /> <Words text={titleOf(filter, value)} plain /></>)}
                        <span aria-hidden="true">✕</span>
                    </button>
                </li>
            ))}
            {chosen.length > 1 && (
                <li>
                    <button
                        type="button"
                        className="link"
                        onClick={() => set(Object.fromEntries(kChips.map(([filter]) => [filter, undefined])))}
                    >
                        <Say name="clearFilters" />
                    </button>
                </li>
            )}
        </ul>
    );
}
