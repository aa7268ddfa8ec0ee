// One text of the record: what it is, what it asks, what it says, what it rests on, and what became of it.
import { type ReactNode, useState } from "react";
import { caseAddress, certificateAddress, documentAddress, enclosureAddress, type Item, item as ask } from "../api/client";
import { isWebAddress, listOf, partsOf, type Part, shownItem, sourceOf, textsOf, toJson } from "../body";
import { Answer, useAnswer } from "../components/answer";
import { Clock, DateOf, Instant } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { size } from "../components/size";
import { type MessageName, Say, useSpeech } from "../messages";
import {
    clamp, Participant, Participants, Passage, Session, Term, Texts, Theme, Title, turns, useKindTitle, Value, versionFor,
    type Versions, Words,
} from "../people";
import { own, pick, type Schema, schemaAt, type Texts as TextMap, useRulebook } from "../rulebook";
import { href, type PageProps } from "../shell/route";
import { InFile } from "./file_parts";
import { Life, Ties } from "./text_ties";
import { CheckedMark, StandingMark } from "./text_row";
import "../styles/documents.css";
import "./text.css";

export default function TextPage({ route }: PageProps) {
    const id = route.id ?? "";
    const asOf = route.query.get("as-of") ?? undefined;
    const answer = useAnswer(`${id} ${asOf}`, (signal) => ask(id, asOf ? { "as-of": asOf } : {}, signal));
    const { say } = useSpeech();
    return (
        <>
            <p className="no-print">
                {answer.value?.item.form.startsWith("note.")
                    ? <a href={href("notes")}><Say name="notesBack" /></a>
                    : <a href={href("record")}><Say name="backToRecord" /></a>}
            </p>
            {answer.state === "missing" && <PageTitle title={say("noSuchText")} />}
            <Answer of={answer}>{(found) => <TextOf found={found} />}</Answer>
        </>
    );
}

// Shown by parts of their own; the rest of a body is shown under its form's labels.
const kShown = new Set([
    "title", "subject", "symbol", "organ", "session", "place", "when", "kind", "themes", "to", "checked", "correction",
    "source", "summary", "actions", "paragraphs", "recommendations", "meetings",
]);

function TextOf({ found }: { found: Item }) {
    const { language, say } = useSpeech();
    const rulebook = useRulebook();
    const kind = useKindTitle()(found.item);
    const [every, setEvery] = useState(false);
    const { item, body } = found;
    const schema = own(rulebook.forms, item.form)?.schema;
    const versions: Versions = new Map(Object.entries(found.languages ?? {}));
    const shown = item.title && versionFor(item.title, language, versions);
    const title = shown && item.title?.[shown];
    const summary = textsOf(body.summary);
    const rest = Object.entries(body).filter(([name]) => !kShown.has(name));
    const show = { every, versions };
    return (
        <article className="text">
            <p className="text-kind"><bdi>{kind}</bdi>{item.symbol && <> · <Words text={item.symbol} /></>}</p>
            <PageTitle title={clamp(title ?? item.symbol ?? kind, 200)}>
                {item.title ? <Title texts={item.title} versions={versions} /> : <bdi>{item.symbol ?? kind}</bdi>}
            </PageTitle>
            <OtherTitles texts={item.title} shown={shown} />
            <p className="text-row-marks">
                <CheckedMark item={item} />
                <StandingMark item={item} />
                <Reaffirmed found={found} />
            </p>
            {turns(JSON.stringify(body)) && <p className="state failed"><Say name="turningHere" /></p>}
            <p className="no-print">
                <button type="button" aria-pressed={every} onClick={() => setEvery(!every)}>
                    {say(every ? "oneLanguage" : "everyLanguage")}
                </button>
            </p>
            <Facts found={found} />
            {summary && <Section title={labelOf(schema, language, "summary")}><Version texts={summary} show={show} /></Section>}
            <Actions parts={partsOf(body.actions)} schema={schema} show={show} />
            <Parts name="paragraphs" parts={partsOf(body.paragraphs)} schema={schema} show={show} />
            <Parts name="recommendations" parts={partsOf(body.recommendations)} schema={schema} show={show} />
            <Parts name="meetings" parts={partsOf(body.meetings)} schema={schema} show={show} />
            {rest.map(([name, value]) => (
                <Section key={name} title={labelOf(schema, language, name)}>
                    {isText(own(schema?.properties, name), value) ? <Version texts={textsOf(value)!} show={show} /> : (
                        <Value
                            value={toJson(value)}
                            schema={own(schema?.properties, name)}
                            around={{ form: item.form, languages: versions }}
                        />
                    )}
                </Section>
            ))}
            <Ties found={found} />
            <Life found={found} kind={kind} />
            <Enclosures found={found} />
            <Proof found={found} />
        </article>
    );
}

// An object is words in several languages where its form says so, and where no form says anything.
function isText(schema: Schema | undefined, value: unknown): boolean {
    return schema?.properties === undefined && textsOf(value) !== undefined;
}

function labelOf(schema: Schema | undefined, language: string, name: string): string {
    return pick(schemaAt(schema, name)?.title, language) ?? name;
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
    return <section className="panel"><h2>{title}</h2>{children}</section>;
}

interface Show {
    every: boolean; // every language, or the reader's
    versions: Versions;
}

// The reader's version of a text, or all of them.
function Version({ texts, show }: { texts: TextMap; show: Show }) {
    const { language } = useSpeech();
    const mine = versionFor(texts, language, show.versions)!;
    const chosen = show.every ? texts : { [mine]: texts[mine]! };
    if (show.every || mine !== language)
        return <div className="document"><Texts texts={chosen} versions={show.versions} /></div>;
    return <div className="document"><Passage text={texts[mine]!} language={mine} /></div>;
}

function OtherTitles({ texts, shown }: { texts: TextMap | undefined; shown: string | undefined }) {
    const others = Object.entries(texts ?? {}).filter(([of]) => of !== shown);
    if (others.length === 0) return null;
    return (
        <ul className="text-titles">
            {others.map(([of, text]) => <li key={of} lang={of}><Words text={text} /></li>)}
        </ul>
    );
}

// "reaffirmed 6 times since 1980"
function Reaffirmed({ found }: { found: Item }) {
    if (found.reaffirmed === 0) return null;
    const since = found.reaffirmed_since;
    return (
        <strong className="text-reaffirmed">
            {since ? (
                <Say name="reaffirmedSince" count={found.reaffirmed} since={<bdi>{since.slice(0, 4)}</bdi>} />
            ) : (
                <Say name="reaffirmedTimes" count={found.reaffirmed} />
            )}
        </strong>
    );
}

function Fact({ name, children }: { name: MessageName; children: ReactNode }) {
    return <div><dt><Say name={name} /></dt><dd>{children}</dd></div>;
}

function filtered(name: string, value: string): string {
    return href("record", { query: new URLSearchParams({ [name]: value }) });
}

function Facts({ found }: { found: Item }) {
    const { item, body } = found;
    const to = item.to ?? listOf(body.to);
    const printed = item.when ?? {};
    return (
        <section className="panel">
            <dl>
                {found.matter && <Fact name="inFile"><InFile file={found.matter} withoutEffect={found.without_effect} /></Fact>}
                {item.received && (
                    <Fact name="received">
                        <Participants codes={item.received.from} /> · <Way via={item.received.via} /> · <Instant text={item.received.at} minutes />
                    </Fact>
                )}
                {to.length > 0 && <Fact name="to"><Participants codes={to} /></Fact>}
                {item.organ && (
                    <Fact name="filterOrgan">
                        <a href={filtered("organ", item.organ)}><Participant code={item.organ} date={printed.gregorian} /></a>
                    </Fact>
                )}
                {item.session && <Fact name="filterSession"><a href={filtered("session", item.session)}><Session session={item.session} date={printed.gregorian} /></a></Fact>}
                {item.place && <Fact name="place"><Title texts={item.place} /></Fact>}
                {body.when !== undefined && (printed.gregorian || printed.until || printed.hijri) && (
                    <Fact name="date"><Clock date={printed.gregorian} until={printed.until} hijri={printed.hijri} /></Fact>
                )}
                {found.dated && <Fact name="dated"><Clock date={found.dated.gregorian} hijri={found.dated.hijri} /></Fact>}
                {item.themes && item.themes.length > 0 && <Fact name="themes"><Themes codes={item.themes} /></Fact>}
                <Source found={found} />
            </dl>
        </section>
    );
}

function Way({ via }: { via: string }) {
    const { language } = useSpeech();
    return <bdi>{pick(own(useRulebook().ways, via)?.title, language) ?? via}</bdi>;
}

function Themes({ codes }: { codes: string[] }) {
    return (
        <ul className="themes">
            {codes.map((code) => <li key={code}><a href={filtered("theme", code)}><Theme code={code} /></a></li>)}
        </ul>
    );
}

// Where the facts come from, whether somebody compared them, and what was put right.
function Source({ found }: { found: Item }) {
    const source = sourceOf(found.body.source);
    const correction = textsOf(found.body.correction);
    return (
        <>
            {(source.document || source.address) && (
                <Fact name="source">
                    {source.document && <p><Title texts={source.document} /></p>}
                    {source.address && (isWebAddress(source.address) ? (
                        <p><a href={source.address} rel="noreferrer noopener external" dir="ltr"><bdi>{source.address}</bdi></a></p>
                    ) : (
                        <p><Words text={source.address} /></p>
                    ))}
                </Fact>
            )}
            {found.item.checked && (
                <Fact name="filterChecked">
                    <CheckedMark item={found.item} />
                    {correction && <p><Title texts={correction} /></p>}
                </Fact>
            )}
        </>
    );
}

interface PartsProps {
    parts: Part[];
    schema: Schema | undefined;
    show: Show;
}

// What the text asks, of whom, with what force, by when.
function Actions({ parts, schema, show }: PartsProps) {
    const { language } = useSpeech();
    if (parts.length === 0) return null;
    const characters = schemaAt(schema, "actions", "items", "character")?.titles;
    return (
        <Section title={<Say name="actionsAsked" count={parts.length} />}>
            <ol className="parts">
                {parts.map((part) => (
                    <li key={part.item} id={partId("actions", part.item)}>
                        <ItemName part={part} />
                        <div>
                            <p className="part-facts">
                                {part.addressees.length > 0 && <strong><Participants codes={part.addressees} /></strong>}
                                {part.character && <span><bdi>{pick(own(characters, part.character), language) ?? part.character}</bdi></span>}
                                {part.due && <span><Say name="dueBy" date={<Title texts={part.due} />} /></span>}
                            </p>
                            {part.text && <Version texts={part.text} show={show} />}
                            <Below part={part} remark={schemaAt(schema, "actions", "items", "remark")?.title} />
                        </div>
                    </li>
                ))}
            </ol>
        </Section>
    );
}

function Parts({ name, parts, schema, show }: PartsProps & { name: string }) {
    const { language } = useSpeech();
    if (parts.length === 0) return null;
    return (
        <Section title={labelOf(schema, language, name)}>
            <ol className="parts">
                {parts.map((part) => (
                    <li key={part.item} id={partId(name, part.item)}>
                        <ItemName part={part} />
                        <div>
                            {part.gregorian && <p className="part-facts"><span><DateOf text={part.gregorian} /></span></p>}
                            {part.text && <Version texts={part.text} show={show} />}
                            <Below part={part} remark={schemaAt(schema, name, "items", "remark")?.title} />
                        </div>
                    </li>
                ))}
            </ol>
        </Section>
    );
}

function partId(name: string, item: string): string {
    return `${name}-${item.replace(/[^\w-]/g, "-")}`;
}

function ItemName({ part }: { part: Part }) {
    const item = shownItem(part.item);
    return <p className="part-item">{item ? <Words text={item} plain /> : <span aria-hidden="true">•</span>}</p>;
}

function Below({ part, remark }: { part: Part; remark: TextMap | undefined }) {
    return (
        <>
            {part.printed && <p className="part-printed"><Term name="checked.printed-as" printed={<Words text={part.printed} plain />} /></p>}
            {part.remark && (
                <p className="part-remark"><span className="part-remark-word">{remark && <Title texts={remark} />}<Say name="colon" /></span> <Title texts={part.remark} /></p>
            )}
            {part.themes.length > 0 && <Themes codes={part.themes} />}
        </>
    );
}

function Enclosures({ found }: { found: Item }) {
    const { say } = useSpeech();
    if (found.enclosures.length === 0) return null;
    return (
        <Section title={<Say name="enclosures" />}>
            <ul>
                {found.enclosures.map((enclosure) => (
                    <li key={enclosure.sha256}>
                        {enclosure.present ? (
                            <a href={enclosureAddress(enclosure.sha256)}><Words text={enclosure.name} plain /></a>
                        ) : (
                            <Words text={enclosure.name} plain />
                        )}{" "}
                        <span className="quiet"><bdi dir="ltr">{size(enclosure.size)} · {enclosure.type}</bdi></span>
                        {!enclosure.present && <span className="quiet"> {say("notHere")}</span>}
                    </li>
                ))}
            </ul>
        </Section>
    );
}

function Proof({ found }: { found: Item }) {
    const { language } = useSpeech();
    const { id, number, stamp } = found.item;
    return (
        <Section title={<Say name="registration" />}>
            <dl>
                <Fact name="number"><bdi dir="ltr">{number}</bdi></Fact>
                <Fact name="registeredAt"><Instant text={stamp} minutes /></Fact>
                <div>
                    <dt>{found.item.received ? <Term name="field.entered-by" /> : <Say name="from" />}</dt>
                    <dd><Participants codes={found.item.from} /></dd>
                </div>
                {found.item.ref && <Fact name="reference"><Words text={found.item.ref} /></Fact>}
            </dl>
            <ul className="text-proof no-print">
                <li><a href={href("act", { id })}><Say name="verify" /></a></li>
                <li><a href={certificateAddress(id, language)}><Say name="certificateTitle" /></a></li>
                <li><a href={documentAddress(id, language)}><Say name="asDocument" /></a></li>
                <li><a href={caseAddress(id)}><Say name="caseFile" /></a></li>
            </ul>
        </Section>
    );
}
