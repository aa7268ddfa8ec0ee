// What the pages of files and of the actions that they request share: whose eyes and when, names of types, stages
// and actions, many participants in a line.
import { type FormEvent, Fragment, type ReactNode, useId, useState } from "react";
import type { AsOf, FileBrief, Viewpoint } from "../api/files";
import { CarriedContext, useCarried } from "../components/brief";
import { Instant } from "../components/clock";
import { StatusMark } from "../components/status";
import { Why } from "../components/why";
import { parsePartial } from "../dates";
import { type MessageName, Say, useSpeech } from "../messages";
import { Participant, Title, useParticipantName } from "../people";
import { formOf, namedBySets, own, pick, type Texts, useRulebook } from "../rulebook";
import { useRegister } from "../shell/register";
import { href, replaceQuery, type Route } from "../shell/route";
import "./files.css";

// ---- Whose eyes, and when

const kEverybody = "everybody"; // no code of a participant: these are in capitals

export interface View {
    query: Viewpoint; // as the register is asked
    carried: Viewpoint; // as the address says it
}

// The desk's participant where this server keeps one, else everybody's eyes; the address says otherwise.
export function useView(route: Route): View {
    const { desk } = useRegister();
    const chosen = route.query.get("for") || undefined;
    const asOf = route.query.get("as-of") || undefined;
    const viewer = chosen === kEverybody ? undefined : chosen ?? desk?.participant;
    const as = asOf ? { "as-of": asOf } : {};
    return { query: { ...(viewer ? { for: viewer } : {}), ...as }, carried: { ...(chosen ? { for: chosen } : {}), ...as } };
}

export function Viewed({ view, children }: { view: View; children: ReactNode }) {
    return <CarriedContext value={view.carried}>{children}</CarriedContext>;
}

const kDay = /^\d{4}-\d{2}-\d{2}/;

interface ViewBarProps {
    route: Route;
    view: View;
    asOf: AsOf | undefined;
    whose?: boolean; // what is shown depends on who looks
}

export function ViewBar({ route, view, asOf, whose = true }: ViewBarProps) {
    const name = useParticipantName();
    const [open, setOpen] = useState(false);
    const id = useId();
    const viewer = whose ? view.query.for : undefined;
    return (
        <div className="view-bar no-print">
            <p className="view-now">
                {viewer && <span><Say name="viewedAs" who={name(viewer)} /></span>}
                {view.query["as-of"] && asOf && (
                    <strong><Say name="viewedAsOf" date={<Instant text={asOf.stamp} minutes />} number={<bdi dir="ltr">{asOf.number}</bdi>} /></strong>
                )}
                <button type="button" className="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
                    <Say name="viewpoint" />
                </button>
            </p>
            <div id={id} hidden={!open}>{open && <Choice route={route} view={view} whose={whose} />}</div>
        </div>
    );
}

function Choice({ route, view, whose }: { route: Route; view: View; whose: boolean }) {
    const { say, language } = useSpeech();
    const { participants } = useRulebook();
    const name = useParticipantName();
    const asOf = view.query["as-of"] ?? "";
    const [viewer, setViewer] = useState(view.query.for ?? "");
    const [day, setDay] = useState(kDay.test(asOf) ? asOf.slice(0, 10) : "");
    const codes = Object.keys(participants)
        .filter((code) => !kNeverSubmits.has(participants[code]!.kind))
        .sort((a, b) => name(a).localeCompare(name(b), language));
    const show = (to: { viewer: string; day: string }) => {
        const next = new URLSearchParams(route.query);
        if (whose) next.set("for", to.viewer || kEverybody);
        if (to.day) next.set("as-of", to.day);
        else next.delete("as-of");
        replaceQuery(route, next);
    };
    const send = (event: FormEvent) => {
        event.preventDefault();
        if (!day || parsePartial(day)?.precision === "day") show({ viewer, day });
    };
    return (
        <form className="file-filters open" onSubmit={send}>
            {whose && (
                <label>
                    <Say name="viewAs" />
                    <select value={viewer} onChange={(event) => setViewer(event.target.value)}>
                        <option value="">{say("viewEverybody")}</option>
                        {codes.map((code) => <option key={code} value={code}>{name(code)}</option>)}
                    </select>
                </label>
            )}
            <label>
                <Say name="viewAsOf" />
                <input type="date" min="1900-01-01" value={day} onChange={(event) => setDay(event.target.value)} />
            </label>
            <button type="submit"><Say name="viewShow" /></button>
            {asOf && (
                <button
                    type="button"
                    onClick={() => {
                        setDay("");
                        show({ viewer, day: "" });
                    }}
                >
                    <Say name="viewToday" />
                </button>
            )}
        </form>
    );
}

const kNeverSubmits = new Set(["third-state", "organisation", "entity"]);

// ---- Names that the rules give

export function useTypeTitle(): (type: string) => string {
    const { language } = useSpeech();
    const { procedures } = useRulebook();
    return (type) => pick(own(procedures, type)?.title, language) ?? type;
}

export function useStageTitle(): (type: string, stage: string) => string {
    const { language } = useSpeech();
    const { procedures } = useRulebook();
    return (type, stage) => pick(own(procedures, type)?.stage.find(({ name }) => name === stage)?.title, language) ?? stage;
}

export function useActionTitle(): (type: string, action: { name: string; title?: Texts | undefined }) => string {
    const { language } = useSpeech();
    const { procedures } = useRulebook();
    return (type, { name, title }) =>
        pick(title ?? own(procedures, type)?.ask?.find((each) => each.name === name)?.title, language) ?? name;
}

// A count has no title of its own: what is counted is a form.
export function useCountForm(): (type: string, count: string) => string | undefined {
    const { procedures } = useRulebook();
    return (type, count) => {
        const pattern = own(procedures, type)?.count?.find(({ name }) => name === count)?.form;
        return pattern && formOf(pattern);
    };
}

export function StageMark({ type, stage, closed }: { type: string; stage: string; closed?: boolean | undefined }) {
    const { say } = useSpeech();
    const title = useStageTitle()(type, stage);
    return <StatusMark kind="plain" word={closed ? `${title} (${say("fileClosed")})` : title} />;
}

export function FileLink({ file }: { file: { id: string; type: string; title?: Texts | undefined } }) {
    const typeTitle = useTypeTitle();
    const query = useCarried("for", "as-of");
    return (
        <a href={href("files", { id: file.id, query })}>
            {file.title ? <Title texts={file.title} plain /> : <bdi>{typeTitle(file.type)}</bdi>}
        </a>
    );
}

// The file that a communication belongs to, and where that file stands.
export function InFile({ file, withoutEffect = false }: { file: FileBrief; withoutEffect?: boolean | undefined }) {
    const { say } = useSpeech();
    const stage = useStageTitle()(file.type, file.stage);
    return (
        <>
            <p><FileLink file={file} /></p>
            <div className="file-marks">
                <StageMark type={file.type} stage={file.stage} />
                {withoutEffect && <StatusMark kind="open" word={<Say name="eventNoEffect" />} />}
                <Why file={file.id} of={`${say("whyStage")}: ${stage}`} />
            </div>
        </>
    );
}

// ---- Many participants

const kNamed = 6;

// By the sets that they fill, then by name; more than a few only when asked.
export function Many({ codes }: { codes: readonly string[] }) {
    const { language } = useSpeech();
    const rulebook = useRulebook();
    const [all, setAll] = useState(false);
    const named = all ? { sets: [], codes: [...codes] } : namedBySets(rulebook, codes);
    const cut = !all && named.codes.length > kNamed + 1;
    const parts: ReactNode[] = [
        ...named.sets.map((set) => <Say name="manyOf" set={pick(set.title, language)} count={set.count} />),
        ...(cut ? named.codes.slice(0, kNamed) : named.codes).map((code) => <Participant code={code} />),
    ];
    return (
        <span className="many">
            {parts.map((part, i) => <Fragment key={i}>{i > 0 && <Say name="listSeparator" />}{part}</Fragment>)}
            {cut && <> <Say name="andOthers" count={named.codes.length - kNamed} /></>}
            {(cut || named.sets.length > 0) && (
                <> <button type="button" className="show-all" onClick={() => setAll(true)}><Say name="showEverybody" /></button></>
            )}
        </span>
    );
}

// ---- Filters

export interface Choices {
    name: string; // in the address
    label: MessageName;
    any?: MessageName; // absent: a day
    options?: { value: string; title: string }[];
}

// Each change is a new question, in the address.
export function FileFilters({ route, choices }: { route: Route; choices: Choices[] }) {
    const { say } = useSpeech();
    const set = (changes: Record<string, string>) => {
        const next = new URLSearchParams(route.query);
        for (const [name, value] of Object.entries(changes))
            if (value) next.set(name, value);
            else next.delete(name);
        replaceQuery(route, next);
    };
    const chosen = choices.filter(({ name }) => route.query.get(name));
    const [open, setOpen] = useState(false); // on a narrow screen
    return (
        <form className="no-print" role="search" onSubmit={(event) => event.preventDefault()}>
            <button type="button" className="file-filters-open" aria-expanded={open} onClick={() => setOpen(!open)}>
                <Say name="filters" count={chosen.length} />
            </button>
            <div className={open ? "file-filters open" : "file-filters"}>
                {choices.map(({ name, label, any, options }) => {
                    const value = route.query.get(name) ?? "";
                    return (
                        <label key={name}>
                            <Say name={label} />
                            {options ? (
                                <select value={value} onChange={(event) => set({ [name]: event.target.value })}>
                                    {any && <option value="">{say(any)}</option>}
                                    {value && !options.some((each) => each.value === value) && <option value={value}>{value}</option>}
                                    {options.map((each) => <option key={each.value} value={each.value}>{each.title}</option>)}
                                </select>
                            ) : (
                                <input type="date" min="1900-01-01" value={value.slice(0, 10)} onChange={(event) => set({ [name]: event.target.value })} />
                            )}
                        </label>
                    );
                })}
                {chosen.length > 0 && (
                    <button type="button" onClick={() => set(Object.fromEntries(chosen.map(({ name }) => [name, ""])))}>
                        <Say name="filterClear" />
                    </button>
                )}
            </div>
        </form>
    );
}

export function useChoices() {
    const { language } = useSpeech();
    const { procedures, participants } = useRulebook();
    const typeTitle = useTypeTitle();
    const name = useParticipantName();
    const sorted = (options: { value: string; title: string }[]) => options.sort((a, b) => a.title.localeCompare(b.title, language));
    return {
        types: sorted(Object.keys(procedures).map((type) => ({ value: type, title: typeTitle(type) }))),
        participants: sorted(
            Object.entries(participants).filter(([, { kind }]) => !kNeverSubmits.has(kind)).map(([code]) => ({ value: code, title: name(code) })),
        ),
    };
}
