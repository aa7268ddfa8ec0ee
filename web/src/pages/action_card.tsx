// One action requested: what, of whom, with what character, by when, who has replied. Who has not is named only
// where the register's answer does.
import type { Action, AsOf } from "../api/files";
import { BriefLink } from "../components/brief";
import { DateOf, Deadline, Due, Instant } from "../components/clock";
import { type StatusKind, StatusMark } from "../components/status";
import { Why } from "../components/why";
import type { ReactNode } from "react";
import { type MessageName, Say, useLanguage, useSpeech } from "../messages";
import { Participant, Passage, Session, useTerm, versionFor } from "../people";
import { own, type Texts, useRulebook } from "../rulebook";
import { shownItem } from "../body";
import { Many, useActionTitle } from "./file_parts";

interface CardProps {
    action: Action;
    asOf: AsOf;
    heading: "h2" | "h3";
}

export function ActionCard({ action, asOf, heading: Heading }: CardProps) {
    return (
        <article className="action">
            <Heading className="action-title"><ActionTitle action={action} /></Heading>
            <ActionState action={action} />
            {action.text && <ActionText texts={action.text} />}
            <dl>
                <Fact name="actionOf"><AskedOf codes={action.of} /></Fact>
                <Fact name="actionBy"><When action={action} asOf={asOf} /></Fact>
                <Fact name="actionCharacter"><CharacterOf action={action} /></Fact>
                <Fact name="actionAbout">
                    <BriefLink brief={action.about} /> <span className="quiet"><Instant text={action.since} minutes /></span>
                </Fact>
                {action.reminders.length > 0 && (
                    <Fact name="actionReminders">
                        <ul className="plain-list">
                            {action.reminders.map((brief) => (
                                <li key={brief.id}><BriefLink brief={brief} /> <span className="quiet"><Instant text={brief.stamp} minutes /></span></li>
                            ))}
                        </ul>
                    </Fact>
                )}
            </dl>
            <Replies action={action} asOf={asOf} />
            <Awaited action={action} />
        </article>
    );
}

export function ActionTitle({ action }: { action: Action }) {
    const title = useActionTitle()(action.matter.type, action);
    const item = shownItem(action.item);
    return (
        <>
            <bdi>{title}</bdi>
            {item && <span className="action-item"> · <Say name="actionItem" item={item} /></span>}
        </>
    );
}

export function ActionState({ action }: { action: Action }) {
    const { say } = useSpeech();
    const title = useActionTitle()(action.matter.type, action);
    return (
        <div className="action-state">
            <ActionMark action={action} />
            <Why file={action.matter.id} question={{ ask: action.index }} of={`${say("whyAction")}: ${title}`} />
        </div>
    );
}

export function CharacterOf({ action }: { action: Action }) {
    const term = useTerm();
    return (
        <>
            {term(`character.${action.character}`)}
            {action.urgency && <> · {term(`urgency.${action.urgency}`)}</>}
        </>
    );
}

// Who has not answered, where the register tells this reader; "not yet received" is said only of a date that passed.
export function Awaited({ action, brief = false }: { action: Action; brief?: boolean }) {
    if (!action.awaited || action.awaited.length === 0) return null;
    return (
        <div className="action-awaited">
            <p><strong><Say name={action.passed ? "actionAwaited" : "actionExpected"} /><Say name="colon" /></strong> <Many codes={action.awaited} /></p>
            {!brief && <p className="quiet"><Say name="actionAwaitedMore" /></p>}
        </div>
    );
}

function Fact({ name, children }: { name: MessageName; children: ReactNode }) {
    return <div><dt><Say name={name} /></dt><dd>{children}</dd></div>;
}

// What is requested, in the reader's language.
function ActionText({ texts }: { texts: Texts }) {
    const of = versionFor(texts, useLanguage());
    return of === undefined ? null : <Passage text={texts[of]!} language={of} />;
}

export function AskedOf({ codes }: { codes: string[] }) {
    return <><Many codes={codes} /> <Speaks codes={codes} /></>;
}

// Who speaks for many: one reply is enough.
function Speaks({ codes }: { codes: string[] }) {
    const { participants } = useRulebook();
    if (!codes.some((code) => own(participants, code)?.speaks)) return null;
    return <span className="quiet">(<Say name="actionSpeaks" />)</span>;
}

export interface Standing {
    kind: StatusKind;
    name: MessageName;
    date?: string | undefined;
    count?: number;
}

// In a word where it stands. Waiting is said only where the register says it.
export function standingOf(action: Pick<Action, "state" | "answers" | "passed" | "released" | "of">): Standing {
    const last = action.answers.reduce<string | undefined>((newest, { at }) => (newest && newest > at ? newest : at), undefined);
    if (action.state === "released") return { kind: "plain", name: "actionReleased", date: action.released?.at };
    if (action.state === "answered")
        return { kind: "good", name: action.of.length > 1 ? "actionAllReceived" : "actionReceived", date: last };
    if (action.passed) return { kind: "wait", name: "actionPassed" };
    if (action.answers.length > 0) return { kind: "plain", name: "actionSome", count: new Set(action.answers.map((each) => each.participant)).size };
    return { kind: "plain", name: "actionOpen" };
}

function ActionMark({ action }: { action: Action }) {
    const { kind, name, date, count } = standingOf(action);
    const word = <Say name={name} date={date && <DateOf text={date.slice(0, 10)} />} count={count} />;
    return <StatusMark kind={kind} word={word} />;
}

export function When({ action, asOf }: { action: Action; asOf: AsOf }) {
    const now = new Date(asOf.stamp);
    const open = action.state === "open";
    if (action.session) {
        const session = <Session session={action.session} />;
        const date = action.due && <Deadline at={action.due} />;
        return <Say name={date ? "dueSessionDate" : "dueSessionOpen"} session={session} {...(date ? { date } : {})} />;
    }
    if (!action.due) return <Say name="actionNoDate" />;
    return <Due at={action.due} now={now} open={open} passed={action.passed ?? false} />;
}

function Replies({ action, asOf }: { action: Action; asOf: AsOf }) {
    const date = <DateOf text={asOf.stamp.slice(0, 10)} />;
    if (action.answers.length === 0)
        return action.state === "open" ? <p className="quiet"><Say name="actionNoReplies" date={date} /></p> : null;
    return (
        <>
            <p className="action-replies"><Say name="actionReplies" date={date} /><Say name="colon" /></p>
            <AnswerList action={action} />
        </>
    );
}

// By precedence, as the register answers.
export function AnswerList({ action }: { action: Action }) {
    return (
        <ul className="plain-list">
            {action.answers.map((answer, at) => (
                <li key={at}>
                    <strong><Participant code={answer.participant} date={answer.at.slice(0, 10)} /></strong>{" "}
                    <Say name="actionReceived" date={<Instant text={answer.at} minutes />} />{" · "}
                    <BriefLink brief={answer.act} />
                </li>
            ))}
        </ul>
    );
}
