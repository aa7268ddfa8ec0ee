// A date or an instant, in both calendars. A Hijri date that stands in a document is shown as it is printed
// there; one that we computed says so. Nothing computed is ever stored.
import { daysUntil, formatDate, formatPartial, hijriOf } from "../dates";
import { Say, useLanguage, useSpeech } from "../messages";
import { Term, useTerm, Words } from "../people";
import { useRulebook } from "../rulebook";
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

// The day that an instant ends, at the offset of the rules: a date is due at the end of that day, which is the
// first instant of the next.
export function dayEndedBy(instant: string, offset = "+00:00"): string | undefined {
    const found = /^([+-])(\d{2}):(\d{2})$/.exec(offset);
    const at = Date.parse(instant);
    if (!found || Number.isNaN(at)) return undefined;
    const local = new Date(at + (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000);
    if (local.getTime() % 86_400_000 !== 0) return undefined;
    return new Date(local.getTime() - 1).toISOString().slice(0, 10);
}

// "15 December 2026, end of the day (UTC+03:00)", or an instant.
export function Deadline({ at }: { at: string }) {
    const { offset = "+00:00" } = useRulebook().calendar;
    const day = dayEndedBy(at, offset);
    if (!day) return <Instant text={at} minutes />;
    const zone = <bdi dir="ltr">UTC{offset === "+00:00" ? "" : offset}</bdi>;
    return <Say name="dueEndOf" date={<DateOf text={day} />} offset={zone} />;
}

interface DueProps {
    at: string; // an instant
    now: Date; // of the register
    open: boolean;
    passed?: boolean; // the register says so; only to whom courtesy allows
}

// By when something is asked for, and where that stands. That a date went by unanswered is never worked out here.
export function Due({ at, now, open, passed = false }: DueProps) {
    const { say } = useSpeech();
    const { offset } = useRulebook().calendar;
    const days = daysUntil(dayEndedBy(at, offset) ?? at.slice(0, 10), now);
    return (
        <span className="due">
            <span><Deadline at={at} /></span>
            {open && passed && <StatusMark kind="wait" word={say("duePast", { days: Math.max(0, -(days ?? 0)) })} />}
            {open && !passed && days !== undefined && days >= 0 && <StatusMark kind="plain" word={say("dueIn", { days })} />}
        </span>
    );
}
