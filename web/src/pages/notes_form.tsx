// Entering a note in four steps: fill, look over, send, certificate. What the register does not take comes
// back to the field that it means; what was typed stays until the register has answered.
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import * as client from "../api/client";
import { Clock, DateOf, Instant } from "../components/clock";
import { type FieldFault, FileField, Form, SubmitButton } from "../components/form";
import { PageTitle } from "../components/page_title";
import { StatusMark } from "../components/status";
import { type MessageName, Say, useSpeech } from "../messages";
import { Participants, Texts, useParticipantName, Words } from "../people";
import { own, pick, useRulebook } from "../rulebook";
import { useRegister } from "../shell/register";
import { href } from "../shell/route";
import { NoteContents, NotePaper, NoteReply, NoteSender } from "./notes_fields";
import {
    communicationOf, type Direction, type Faults, type FieldName, fieldOf, instantOf, keep, missing, newDraft,
    type NoteDraft, offsetOf, recall,
} from "./notes_draft";
import "./notes.css";

type Step = "fill" | "review" | "done";
const kScans = ["application/pdf", "image/png", "image/jpeg"];

// As the fields stand on the page.
const kOrder: FieldName[] = [
    "enclosures", "sender", "ref", "gregorian", "hijri", "at", "via", "by", "languages", "original", "to", "subject", "text", "marking",
    "repliesTo", "character", "replyBy",
];

const kLabels: Record<FieldName, MessageName> = {
    to: "noteTo", sender: "noteSender", ref: "noteRef", gregorian: "noteGregorian", hijri: "noteHijri", at: "noteAt", via: "noteVia",
    by: "noteBy", marking: "noteMarking", languages: "noteLanguages", original: "noteOriginal", subject: "noteSubject",
    text: "noteText", character: "noteCharacter", replyBy: "noteReplyBy", repliesTo: "noteRepliesTo", enclosures: "noteScan",
};

export function NotePage({ direction }: { direction: Direction }) {
    const { state, desk } = useRegister();
    const title: MessageName = direction === "in" ? "noteInTitle" : "noteOutTitle";
    const { say } = useSpeech();
    if (desk && (direction === "out" || desk.registry)) return <NoteForm direction={direction} desk={desk} title={title} />;
    return (
        <>
            <PageTitle title={say(title)} />
            <p>{state === "ready" ? <Say name="notesNoDesk" /> : <Say name="loading" />}</p>
        </>
    );
}

interface FormProps {
    direction: Direction;
    desk: client.Desk;
    title: MessageName;
}

function NoteForm({ direction, desk, title }: FormProps) {
    const { say, language } = useSpeech();
    const [kept] = useState(() => recall(direction));
    const fresh = (by = "") => ({ ...newDraft(direction === "in" ? [desk.participant] : [], new Date()), by });
    const [typed, setTyped] = useState<NoteDraft>(() => kept?.typed ?? fresh());
    const [files, setFiles] = useState<File[]>([]);
    const [done, setDone] = useState(kept?.done);
    const [step, setStep] = useState<Step>(done ? "done" : "fill");
    const [faults, setFaults] = useState<FieldFault[]>([]);
    const fault = (field: FieldName, message: string, at = ""): FieldFault => ({
        field: field === "subject" || field === "text" ? `${field}-${at || language}` : field,
        label: say(field === "enclosures" && direction === "out" ? "noteEnclosures" : kLabels[field]),
        message,
    });
    useEffect(() => keep(direction, { typed, ...(done ? { done } : {}) }), [direction, typed, done]);
    // What is registered is shown again after a reload, not after going elsewhere.
    useEffect(() => (done ? () => keep(direction, undefined) : undefined), [direction, done]);
    const check = () => {
        const found: Faults = missing(direction, typed, files.length, desk.enclosures_max, new Date());
        const list = kOrder.filter((field) => found[field]).map((field) => fault(field, say(found[field] as MessageName)));
        setFaults(list);
        if (list.length === 0) setStep("review");
    };
    const another = () => {
        setTyped(fresh(typed.by));
        setFiles([]);
        setDone(undefined);
        setStep("fill");
    };
    if (step === "done" && done) return <Done registered={done} direction={direction} another={another} />;
    if (step === "review")
        return (
            <Review
                {...{ direction, typed, files, title }}
                back={() => setStep("fill")}
                registered={(answer) => {
                    setDone(answer);
                    setStep("done");
                }}
                refused={(field, message, at) => {
                    setFaults([fault(field, message, at)]);
                    setStep("fill");
                }}
            />
        );
    // What is mended is no fault any more.
    const mended = (fields: string[]) =>
        setFaults((before) => before.filter(({ field }) => !fields.includes(field.replace(/^(subject|text)-.*/, "$1"))));
    const change = (more: Partial<NoteDraft>) => {
        setTyped((before) => ({ ...before, ...more }));
        mended(Object.keys(more));
    };
    const choose = (chosen: File[]) => {
        setFiles(chosen);
        mended(["enclosures"]);
    };
    const parts = { typed, change };
    return (
        <>
            <PageTitle title={say(title)} />
            <p className="quiet"><Say name={direction === "in" ? "noteInMore" : "noteOutMore"} /></p>
            {kept?.typed.draft === typed.draft && files.length === 0 && <p className="note-kept" role="note"><Say name="noteKept" /></p>}
            <Form faults={faults} onSubmit={check}>
                {direction === "in" && (
                    <>
                        <Scan files={files} setFiles={choose} max={desk.enclosure_bytes_max} />
                        <NoteSender {...parts} />
                        <NotePaper {...parts} ways={desk.ways} />
                    </>
                )}
                <NoteContents {...parts} direction={direction} participant={desk.participant} />
                {direction === "out" && (
                    <>
                        <NoteReply {...parts} />
                        <Scan files={files} setFiles={choose} max={desk.enclosure_bytes_max} out />
                    </>
                )}
                <p className="note-actions">
                    <SubmitButton><Say name="noteReview" /></SubmitButton>
                    <a href={href("notes")}><Say name="notesBack" /></a>
                </p>
            </Form>
        </>
    );
}

function Scan(props: { files: File[]; setFiles(files: File[]): void; max: number; out?: boolean }) {
    const { say } = useSpeech();
    const { files, setFiles, max, out = false } = props;
    return (
        <fieldset>
            <legend><Say name={out ? "noteEnclosures" : "noteScan"} /></legend>
            <FileField
                name="enclosures" label={say(out ? "noteEnclosures" : "noteScan")} required={!out} files={files} onChange={setFiles}
                types={out ? [] : kScans} bytesMax={max} description={say(out ? "noteEnclosuresMore" : "noteScanMore")}
            />
        </fieldset>
    );
}

// ---- looked over, and sent

interface ReviewProps {
    direction: Direction;
    typed: NoteDraft;
    files: File[];
    title: MessageName;
    back(): void;
    registered(answer: client.Registered): void;
    refused(field: FieldName, message: string, at?: string): void;
}

function Review({ direction, typed, files, title, back, registered, refused }: ReviewProps) {
    const reason = useReason();
    const { say } = useSpeech();
    const [share, setShare] = useState<number>();
    const [failure, setFailure] = useState<client.ApiError>();
    const sending = useRef(false); // a second click comes before the button is drawn anew
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    const send = async () => {
        if (sending.current) return;
        sending.current = true;
        setFailure(undefined);
        setShare(0);
        try {
            registered(await client.submitAtDesk(communicationOf(direction, typed), files, setShare));
        } catch (error) {
            if (!(error instanceof client.ApiError)) throw error;
            const field = fieldOf(error.pointer);
            if (field) refused(field, reason(error) ?? error.message, error.pointer?.split("/")[3]);
            else setFailure(error);
        } finally {
            sending.current = false;
            setShare(undefined);
        }
    };
    return (
        <>
            <h1 ref={heading} tabIndex={-1}><Say name="noteReviewTitle" /></h1>
            <p className="quiet"><Say name="noteReviewMore" /></p>
            <section className="note-review" aria-label={say(title)}>
                <Summary direction={direction} typed={typed} files={files} />
            </section>
            {failure && <Failure error={failure} />}
            <p className="note-actions">
                <button type="button" className="primary" disabled={share !== undefined} onClick={() => void send()}>
                    <Say name={failure ? "noteSendAgain" : "noteSend"} />
                </button>
                <button type="button" disabled={share !== undefined} onClick={back}><Say name="noteChange" /></button>
            </p>
            <div role="status">
                {share !== undefined && (
                    <p>
                        <label htmlFor="note-share"><Say name="noteSending" /></label>{" "}
                        <progress id="note-share" max={1} value={share} />
                    </p>
                )}
            </div>
        </>
    );
}

// Why the register did not take it: the sentence of its rules, with what it rests on; else ours for this kind.
function useReason(): (error: client.ApiError) => string | undefined {
    const { language, say, find } = useSpeech();
    return (error) => {
        const says = pick(error.problem?.says, language);
        if (!says) return find(`problem_${error.type}`);
        const basis = pick(error.problem?.basis, language);
        return basis ? `${says} ${say("whyBasis", { basis })}` : says;
    };
}

function Failure({ error }: { error: client.ApiError }) {
    const said = useReason()(error);
    return (
        <div className="note-failed" role="alert">
            <p>
                <Say name={error.status === 0 ? "noteLost" : error.status === 503 ? "noteNotNow" : "noteRefused"} />{" "}
                {said && <bdi>{said}</bdi>}
            </p>
            {!said && error.status > 0 && <p className="quiet" lang="en" dir="ltr"><Words text={error.message} /></p>}
            {error.type === "draft-registered" && <p><a href={href("notes")}><Say name="notesBack" /></a></p>}
        </div>
    );
}

function Summary({ direction, typed, files }: { direction: Direction; typed: NoteDraft; files: File[] }) {
    const { language, say } = useSpeech();
    const rulebook = useRulebook();
    const name = useParticipantName();
    const { body, re } = useMemo(() => communicationOf(direction, typed), [direction, typed]);
    const title = (map: Record<string, { title: Record<string, string> }>, code: string) => pick(own(map, code)?.title, language) ?? code;
    const versions = new Map(typed.original ? typed.languages.map((of) => [of, of === typed.original ? "original" : "courtesy"] as const) : []);
    const at = instantOf(typed.at);
    const rows: [MessageName, ReactNode][] = [
        ["noteSender", direction === "in" && name(typed.sender)],
        ["noteTo", <Participants codes={typed.to} />],
        ["noteSubject", <Texts texts={body.subject as Record<string, string>} versions={versions} />],
        ["noteText", body.text !== undefined && <Texts texts={body.text as Record<string, string>} versions={versions} />],
        ["noteRef", typed.ref && <Words text={typed.ref} />],
        ["noteDated", typed.gregorian || typed.hijri
            ? <Clock date={typed.gregorian || undefined} hijri={typed.hijri || undefined} />
            : direction === "in" && say("noteUndated")],
        ["noteAt", direction === "in" && at && (
            <>
                <DateOf text={typed.at.slice(0, 10)} /> <bdi dir="ltr">{typed.at.slice(11)} (UTC{offsetOf(typed.at)})</bdi>{" · "}
                <Instant text={at} minutes />
            </>
        )],
        ["noteVia", direction === "in" && title(rulebook.ways, typed.via)],
        ["noteBy", direction === "in" && <Words text={typed.by} />],
        ["noteMarking", typed.marking && title(rulebook.markings, typed.marking)],
        ["noteRepliesTo", re && typed.repliesTo && <Words text={typed.repliesTo.title} />],
        ["noteCharacter", body.reply !== undefined && (
            <>
                <Say name={typed.character === "request" ? "noteRequested" : "noteInvited"} />
                {typed.replyBy && <> <Say name="noteReplyUntil" date={<DateOf text={typed.replyBy} />} /></>}
            </>
        )],
        [direction === "in" ? "noteScan" : "noteEnclosures", files.length > 0 && (
            <ul>{files.map((file) => <li key={file.name}><Words text={file.name} /></li>)}</ul>
        )],
    ];
    return (
        <dl>
            {rows.filter(([, value]) => value).map(([label, value]) => (
                <div key={label}>
                    <dt><Say name={label} /></dt>
                    <dd>{value}</dd>
                </div>
            ))}
        </dl>
    );
}

// ---- registered

function Done({ registered, direction, another }: { registered: client.Registered; direction: Direction; another(): void }) {
    const { say, language } = useSpeech();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    const { id, number, stamp } = registered;
    return (
        <>
            <h1 ref={heading} tabIndex={-1}><Say name="noteDoneTitle" /></h1>
            <div className="note-done">
                <p><StatusMark kind="good" word={say("noteDone")} /></p>
                <dl>
                    <div><dt><Say name="number" /></dt><dd className="note-number"><bdi dir="ltr">{number}</bdi></dd></div>
                    <div><dt><Say name="registeredAt" /></dt><dd><Instant text={stamp} /></dd></div>
                </dl>
                <ul className="note-links">
                    <li><a href={client.certificateAddress(id, language)} target="_blank" rel="noreferrer"><Say name="noteCertificate" /></a></li>
                    <li><a href={client.documentAddress(id, language)} target="_blank" rel="noreferrer"><Say name="noteDocument" /></a></li>
                    <li><a href={href("text", { id })}><Say name="noteOpen" /></a></li>
                </ul>
            </div>
            <p className="note-actions">
                <button type="button" className="primary" onClick={another}>
                    <Say name={direction === "in" ? "noteAnotherIn" : "noteAnotherOut"} />
                </button>
                <a href={href("notes")}><Say name="notesBack" /></a>
            </p>
        </>
    );
}
