// A date or an instant, in both calendars. A Hijri date that stands in a document is shown as it is printed
// there; one that we computed says so. Nothing computed is ever stored.
import { daysUntil, formatDate, formatPartial, hijriOf } from "../dates";
import { Say, useLanguage, useSpeech } from "../messages";
import { Term, useTerm, Words } from "../people";
import { StatusMark } from "./status";
import "./clock.css";

interface ClockProps {
    date?: string | undefined; // a partial date
    until?: string | undefined;
    hijri?: string | undefined; // as printed
    brief?: boolean; // in a list: nothing computed
}

export function Clock({ date, until, hijri, brief }: ClockProps) {
    const language = useLanguage();
    if (!date && !hijri && !until) return null;
    return (
        <span className="clock">
            {date && (
                <time dateTime={date}>
                    <Say name="gregorian" date={formatPartial(language, date, until)} />
                </time>
            )}
            {!date && until && <Term name="status.until" date={<DateOf text={until} />} />}
            {hijri && (
                <span className="clock-hijri">
                    <Words text={hijri} /> (<Term name="calendar.printed" />)
                </span>
            )}
            {date && !hijri && !brief && <ComputedHijri date={date} />}
        </span>
    );
}

// "13 Jumada al-Akhirah 1448 AH (computed)"; nothing where it cannot be computed.
export function ComputedHijri({ date }: { date: string }) {
    const term = useTerm();
    const hijri = hijriOf(date);
    if (!hijri) return null;
    const month = term(`calendar.month.hijri.${hijri.month}`);
    return (
        <span className="clock-hijri clock-computed">
            <bdi>{term("calendar.date-hijri", { day: hijri.day, month, year: hijri.year })}</bdi>{" "}
            (<Term name="calendar.computed" />)
        </span>
    );
}

// "23 November 2026 09:30:00.123 UTC": the register's stamps are UTC, and so are shown.
export function Instant({ text, minutes }: { text: string; minutes?: boolean }) {
    const language = useLanguage();
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) return <bdi dir="ltr">{text}</bdi>;
    return (
        <time dateTime={text}>
            <bdi>{formatDate(language, date)}</bdi>{" "}
            <bdi dir="ltr">{minutes ? text.slice(11, 16) : text.slice(11, -1)} UTC</bdi>
        </time>
    );
}

export function DateOf({ text }: { text: string }) {
    const language = useLanguage();
    return <time dateTime={text}><bdi>{formatPartial(language, text)}</bdi></time>;
}

export type DueState = "received" | "open" | "soon" | "past";

export function dueState(days: number, received: boolean): DueState {
    return received ? "received" : days < 0 ? "past" : days <= 7 ? "soon" : "open";
}

// By when something is asked for, and where that stands today.
export function Due({ date, received = false, now = new Date() }: { date: string; received?: boolean; now?: Date }) {
    const { say } = useSpeech();
    const days = daysUntil(date, now);
    const state = days === undefined ? undefined : dueState(days, received);
    return (
        <span className="due">
            <Say name="dueBy" date={<DateOf text={date} />} />
            {state === "received" && <StatusMark kind="good" word={say("dueReceived")} />}
            {state === "past" && <StatusMark kind="wait" word={say("duePast", { days: -days! })} />}
            {(state === "soon" || state === "open") && (
                <StatusMark kind="plain" word={say("dueIn", { days: days! })} />
            )}
        </span>
    );
}
