// One communication: what it says, who signed it, and what this browser found when it checked.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { address, caseAddress, certificateAddress, documentAddress, type Item, item } from "../api/client";
import { ApiError } from "../api/register";
import { textsOf } from "../body";
import { type ActReport, checkAct, type CheckName } from "../check";
import { type Answered, useAnswer } from "../components/answer";
import { Clock, Instant } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { Mark } from "../components/status";
import { type MessageName, Say, useLanguage, useSpeech } from "../messages";
import {
    clamp, FormTitle, isEditionForm, Participant, Participants, Term, Title, turns, useFormTitle, Value, Verbatim, Words,
} from "../people";
import { own, pick, useRulebook } from "../rulebook";
import { href, type PageProps } from "../shell/route";
import type { Act, RegisteredKey, Step } from "../verifier";
import { InFile } from "./file_parts";
import { ItemOf } from "./text_ties";
import "./act.css";

type State = "pending" | "queued" | "missing" | "unreachable" | "old-browser" | ActReport;

async function look(id: string): Promise<State> {
    try {
        return await checkAct(id);
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return "missing";
        // A browser without Ed25519: the verifier does not mistake that for a bad signature.
        if (error instanceof DOMException && error.name === "NotSupportedError") return "old-browser";
        return "unreachable";
    }
}

const kId = /^[0-9a-f]{64}$/;

export default function ActPage({ route }: PageProps) {
    const id = route.id ?? "";
    const [state, setState] = useState<State>("pending");
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        let wanted = true;
        setState("pending");
        void (kId.test(id) ? look(id) : Promise.resolve<State>("missing")).then((found) => wanted && setState(found));
        return () => {
            wanted = false;
        };
    }, [id, attempt]);
    const report = typeof state === "string" ? undefined : state;
    return (
        <>
            <p className="no-print"><a href={href("register")}><Say name="back" /></a></p>
            <ActTitle act={report?.act} />
            <div role="status" aria-live="assertive">
                {state === "pending" && <p className="verdict"><Say name="verdictPending" /></p>}
                {state === "queued" && <p className="verdict open"><Say name="queued" /></p>}
                {state === "missing" && <p className="verdict open"><Say name="notFound" /></p>}
                {state === "unreachable" && <p className="verdict open"><Say name="unreachable" /></p>}
                {state === "old-browser" && <p className="verdict open"><Say name="oldBrowser" /></p>}
                {report && <Verdict report={report} />}
            </div>
            {(state === "queued" || state === "unreachable") && (
                <p>
                    <button type="button" onClick={() => setAttempt(attempt + 1)}><Say name="tryAgain" /></button>
                </p>
            )}
            {report?.act && !isEditionForm(report.act.form) && (
                <p className="no-print"><a href={href("text", { id })}><Say name="readIt" /></a></p>
            )}
            {report && <Found report={report} id={id} />}
        </>
    );
}

// Its own title or subject, as it was checked; else what kind of communication it is.
function ActTitle({ act }: { act: Act | undefined }) {
    const { language, say } = useSpeech();
    const formTitle = useFormTitle();
    const kind = act ? formTitle(act.form) : say("actTitle");
    const words = act?.body.get("title") ?? act?.body.get("subject");
    const texts = words instanceof Map ? textsOf(Object.fromEntries(words)) : undefined;
    // One heading before and after the check: it holds the focus.
    return (
        <>
            {texts && <p className="act-kind"><bdi>{kind}</bdi></p>}
            <PageTitle title={clamp(pick(texts, language) ?? kind, 200)}>
                {texts ? <Title texts={texts} /> : kind}
            </PageTitle>
        </>
    );
}

function Verdict({ report }: { report: ActReport }) {
    const { say } = useSpeech();
    const named = report.checks
        .filter((check) => check.ok === (report.verdict === "bad" ? false : null))
        .map((check) => say(`check_${check.name}`))
        .join(say("listSeparator"));
    switch (report.verdict) {
        case "good":
            return (
                <Banner kind="good" title="verdictOk">
                    <Say name="verdictOkMore" number={String(report.registered?.number)} />
                </Banner>
            );
        case "bad":
            return <Banner kind="bad" title="verdictBad"><Say name="verdictBadMore" failed={named} /></Banner>;
        case "open":
            return <Banner kind="open" title="verdictOpen"><Say name="verdictOpenMore" failed={named} /></Banner>;
    }
}

function Banner(props: { kind: "good" | "bad" | "open"; title: MessageName; children: ReactNode }) {
    return (
        <div className={`verdict ${props.kind}`}>
            <Mark kind={props.kind} />
            <p><strong><Say name={props.title} /></strong> {props.children}</p>
        </div>
    );
}

function Found({ report, id }: { report: ActReport; id: string }) {
    return (
        <>
            <Registration report={report} />
            {report.act && <Headers act={report.act} />}
            {report.act && <Body act={report.act} />}
            <Checks report={report} id={id} />
            <Certificate report={report} id={id} />
            <section>
                <details>
                    <summary><Say name="signedText" /></summary>
                    <Verbatim text={report.note} />
                </details>
            </section>
        </>
    );
}

// Only what was verified is said here.
function Registration({ report }: { report: ActReport }) {
    const { registered, act, authors } = report;
    return (
        <section>
            <dl className="facts">
                <Fact name="number">
                    {registered ? <bdi dir="ltr" className="number">{registered.number}</bdi> : <Say name="notEstablished" />}
                </Fact>
                <Fact name="registeredAt">
                    {registered ? <Instant text={registered.stamp} /> : <Say name="notEstablished" />}
                </Fact>
                {act && <Fact name="from"><Participants codes={act.from} /></Fact>}
                {act && (
                    <Fact name="signedBy">
                        <ul>
                            {act.note.signatures.map((line, i) => (
                                <li key={i}><Signature name={line.name} author={authors[i]} /></li>
                            ))}
                        </ul>
                    </Fact>
                )}
            </dl>
        </section>
    );
}

function Fact({ name, children }: { name: MessageName; children: ReactNode }) {
    return (
        <div>
            <dt><Say name={name} /></dt>
            <dd>{children}</dd>
        </div>
    );
}

function Signature({ name, author }: { name: string; author: RegisteredKey | undefined }) {
    const keyname = <code dir="ltr">{name}</code>;
    if (!author) return <Say name="signedUnknown" keyname={keyname} />;
    return (
        <Say
            name="signedWith"
            participant={<Participant code={author.participant} />}
            keyname={keyname}
            number={String(author.number)}
        />
    );
}

function Headers({ act }: { act: Act }) {
    const language = useLanguage();
    const rulebook = useRulebook();
    // What the server says of it: titles of what it names, and its file.
    const answer = useAnswer<Item | undefined>(act.id, async (signal) => (isEditionForm(act.form) ? undefined : await item(act.id, {}, signal)));
    return (
        <section>
            <h2><Say name="headersTitle" /></h2>
            <dl>
                <Fact name="form"><FormTitle form={act.form} /></Fact>
                {act.ref && <Fact name="reference"><Words text={act.ref} /></Fact>}
                {act.dated && (
                    <Fact name="dated"><Clock date={act.dated.gregorian} hijri={act.dated.hijri} /></Fact>
                )}
                {act.received && (
                    <Fact name="received">
                        <Say
                            name="receivedMore"
                            from={<Participants codes={act.received.from} />}
                            via={<Words text={pick(own(rulebook.ways, act.received.via)?.title, language) ?? act.received.via} />}
                            at={<Instant text={act.received.at} />}
                            by={<Words text={act.received.by} />}
                        />
                    </Fact>
                )}
                {act.marking && (
                    <Fact name="marking">
                        <Words text={pick(own(rulebook.markings, act.marking)?.title, language) ?? act.marking} />
                    </Fact>
                )}
                {act.matter && <Fact name="file"><ActLink id={act.matter} /></Fact>}
                {answer.value?.matter && <Fact name="inFile"><InFile file={answer.value.matter} withoutEffect={answer.value.without_effect} /></Fact>}
                {act.re.length > 0 && (
                    <Fact name="relatesTo"><Related act={act} answer={answer} /></Fact>
                )}
                {act.enclosures.length > 0 && (
                    <Fact name="enclosures">
                        <ul>
                            {act.enclosures.map((enclosure, i) => (
                                <li key={i}>
                                    <Say
                                        name="enclosureMore"
                                        title={<Words text={enclosure.name} />}
                                        size={enclosure.size}
                                        type={enclosure.type}
                                    />
                                    <br />
                                    SHA-256 <bdi className="machine" dir="ltr">{enclosure.sha256}</bdi>
                                </li>
                            ))}
                        </ul>
                    </Fact>
                )}
                {act.expires && <Fact name="expires"><Instant text={act.expires} /></Fact>}
                <Fact name="identifier"><bdi className="machine" dir="ltr">{act.id}</bdi></Fact>
            </dl>
        </section>
    );
}

// What is signed is the identifiers; the titles beside them are the server's.
function Related({ act, answer }: { act: Act; answer: Answered<Item | undefined> }) {
    const language = useLanguage();
    const titles = new Map(answer.value?.cites.map((cite) => [cite.target.id, pick(cite.target.title, language)]));
    return (
        <ul>
            {act.re.map((reference, i) => (
                <li key={i}>
                    <Term name={`re.${reference.as}`} /> <ActLink id={reference.id} title={titles.get(reference.id)} />
                    {reference.item && <ItemOf item={reference.item} />}
                </li>
            ))}
        </ul>
    );
}

function ActLink({ id, title }: { id: string; title?: string | undefined }) {
    return (
        <a href={href("act", { id })}>
            {title ? <Words text={title} plain /> : <bdi className="machine" dir="ltr">{id.slice(0, 16)}…</bdi>}
        </a>
    );
}

// Controls that turn the direction of writing, escaped in the text that was signed.
const kTurning = /\\u20(2[a-e]|6[6-9])/i;

function Body({ act }: { act: Act }) {
    const rulebook = useRulebook();
    if (act.body.size === 0) return null;
    return (
        <section>
            <h2><Say name="bodyTitle" /></h2>
            {(turns(act.note.text) || kTurning.test(act.note.text)) && <p className="state retrying"><Say name="turning" /></p>}
            <Value value={act.body} schema={own(rulebook.forms, act.form)?.schema} around={act} />
        </section>
    );
}

function Checks({ report, id }: { report: ActReport; id: string }) {
    return (
        <section>
            <h2><Say name="checksTitle" /></h2>
            <ul className="checks">
                {report.checks.map((check) => (
                    <CheckRow key={check.name} check={check} id={id} origin={report.act?.register} />
                ))}
            </ul>
            <p className="quiet"><Say name="revocationUnproved" /></p>
        </section>
    );
}

function CheckRow({ check, id, origin }: { check: Step<CheckName>; id: string; origin: string | undefined }) {
    const kind = check.ok === null ? "open" : check.ok ? "good" : "bad";
    const word: MessageName = check.ok === null ? "checkOpen" : check.ok ? "checkHolds" : "checkFails";
    return (
        <li className={kind} data-check={check.name}>
            <Mark kind={kind} />
            <div>
                <p>
                    <strong><Say name={`check_${check.name}`} /></strong>{" "}
                    <span className="word"><Say name={word} /></span>
                </p>
                {check.ok && (
                    <p className="quiet">
                        <Say
                            name={`check_${check.name}_more`}
                            id={<span className="machine" dir="ltr">{id}</span>}
                            origin={<span className="machine" dir="ltr">{origin}</span>}
                        />
                    </p>
                )}
                {check.error && (
                    <details>
                        <summary><Say name="technical" /></summary>
                        <p lang="en" dir="ltr"><code>{check.error.type}</code> {check.error.message}</p>
                    </details>
                )}
            </div>
        </li>
    );
}

function Certificate({ report, id }: { report: ActReport; id: string }) {
    const language = useLanguage();
    const { evidence, registered } = report;
    const stem = registered ? String(registered.number) : "act";
    return (
        <section>
            <h2><Say name="certificateTitle" /></h2>
            {report.verdict === "good" && (
                <p><strong><Say name="gradeDurable" />.</strong> <Say name="gradeDurableMore" /></p>
            )}
            <ul className="prints">
                <li><a href={certificateAddress(id, language)}><Say name="certificateToPrint" /></a></li>
                <li><a href={documentAddress(id, language)}><Say name="asDocument" /></a></li>
                <li><a href={caseAddress(id)}><Say name="caseFile" /></a></li>
            </ul>
            <h3><Say name="independentTitle" /></h3>
            <p><Say name="independentMore" /></p>
            <ul className="downloads">
                <Download name={`${stem}.note`} label="downloadAct" bytes={evidence.act} />
                <Download name={`${stem}.receipt`} label="downloadCertificate" bytes={evidence.receipt} />
                <Download name="policy.txt" label="downloadPolicy" bytes={report.policy} />
            </ul>
            <pre dir="ltr" tabIndex={0}>mithaq act verify {stem}.note {stem}.receipt --policy policy.txt</pre>
            <p><Say name="anchorMore" /></p>
            <pre dir="ltr" tabIndex={0}>{report.anchor}</pre>
            <p><Say name="wholeRegisterMore" /></p>
            <ul className="downloads">
                <Download name="anchor.txt" label="downloadAnchor" bytes={report.anchor} />
            </ul>
            <pre dir="ltr" tabIndex={0}>mithaq log verify {address("log")} --anchor anchor.txt</pre>
        </section>
    );
}

function Download({ name, label, bytes }: { name: string; label: MessageName; bytes: BlobPart }) {
    const link = useRef<HTMLAnchorElement>(null);
    useEffect(() => {
        const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
        link.current?.setAttribute("href", url);
        return () => URL.revokeObjectURL(url);
    }, [bytes]);
    return (
        <li>
            <a ref={link} download={name}><Say name={label} /></a> <bdi dir="ltr" className="quiet">{name}</bdi>
        </li>
    );
}
