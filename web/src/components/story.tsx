// Events in the order of time: a register's history, or the life of one text. Each stands under its year or
// decade; what has no date stands at the end, and says so.
import type { ReactNode } from "react";
import { yearOf } from "../dates";
import { Say } from "../messages";
import { Clock, Instant } from "./clock";
import "./story.css";

export interface StoryEvent {
    key: string | number;
    date?: string | undefined; // partial
    until?: string | undefined;
    hijri?: string | undefined;
    instant?: string | undefined; // instead of a date
    word?: ReactNode; // what kind of event: "resolution", "reaffirmed by"
    tone?: "main" | "quiet"; // the thing itself, or something about it
    content: ReactNode;
}

export interface StoryGroup {
    from?: number; // first year; absent: without a date
    events: StoryEvent[];
}

export type StoryGrouping = "year" | "decade" | "none";

// Where only an end is known, it stands there.
function whenOf(event: StoryEvent): string | undefined {
    return event.date ?? event.until ?? event.instant?.slice(0, 10);
}

// In order of time; within the same date as given. A partial date comes before what it contains.
export function groupsOf(events: readonly StoryEvent[], by: StoryGrouping): StoryGroup[] {
    const ordered = events
        .map((event, at) => ({ event, at }))
        .sort((a, b) => {
            const [x, y] = [whenOf(a.event), whenOf(b.event)];
            if (x === undefined || y === undefined)
                return Number(x === undefined) - Number(y === undefined) || a.at - b.at;
            return x < y ? -1 : x > y ? 1 : a.at - b.at;
        });
    const groups: StoryGroup[] = [];
    for (const { event } of ordered) {
        const year = yearOf(whenOf(event));
        const from = year === undefined || by === "none" ? undefined : by === "decade" ? year - (year % 10) : year;
        const last = groups.at(-1);
        if (last && last.from === from) last.events.push(event);
        else groups.push(from === undefined ? { events: [event] } : { from, events: [event] });
    }
    return groups;
}

export function Story({ events, by, heading = "h2" }: { events: StoryEvent[]; by: StoryGrouping; heading?: "h2" | "h3" }) {
    const Heading = heading;
    return groupsOf(events, by).map((group) => (
        <section className="story" key={group.from ?? "none"} id={group.from ? `from-${group.from}` : undefined}>
            {by !== "none" && (
                <Heading className="story-when">
                    <GroupName from={group.from} by={by} />{" "}
                    <span className="story-count"><Say name="countTexts" count={group.events.length} /></span>
                </Heading>
            )}
            <ol>{group.events.map((event) => <Event key={event.key} event={event} />)}</ol>
        </section>
    ));
}

function GroupName({ from, by }: { from: number | undefined; by: StoryGrouping }) {
    if (from === undefined) return <Say name="noDate" />;
    if (by === "year") return <bdi>{from}</bdi>;
    return <Say name="decade" from={String(from)} until={String(from + 9)} />;
}

function Event({ event }: { event: StoryEvent }) {
    return (
        <li className={`story-event ${event.tone ?? "main"}`}>
            <p className="story-head">
                {(event.date || event.until || event.hijri) && <Clock date={event.date} until={event.until} hijri={event.hijri} brief />}
                {event.instant && <Instant text={event.instant} minutes />}
                {event.word && <span className="story-word">{event.word}</span>}
            </p>
            <div className="story-content">{event.content}</div>
        </li>
    );
}
