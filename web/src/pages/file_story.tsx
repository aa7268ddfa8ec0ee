// What happened in a file, in the order of time: each communication, or each date that came, with all that
// followed from it.
import type { ReactNode } from "react";
import type { ActBrief, FileEvent, FileItem } from "../api/files";
import { authorsOf, BriefLink } from "../components/brief";
import { Story, type StoryEvent } from "../components/story";
import { Say } from "../messages";
import { FormTitle, Participants, useFormTitle } from "../people";
import { Many, useActionTitle, useCountForm, useStageTitle } from "./file_parts";

export interface Happening {
    at: string;
    act?: ActBrief | undefined; // absent: a date came
    events: FileEvent[];
}

// Events follow what they came from; what one communication did, and one instant, stands together.
export function happeningsOf(events: readonly FileEvent[]): Happening[] {
    const happenings: Happening[] = [];
    for (const event of events) {
        const last = happenings.at(-1);
        if (last && last.act?.id === event.act?.id && (event.act !== undefined || last.at === event.at)) last.events.push(event);
        else happenings.push({ at: event.at, act: event.act, events: [event] });
    }
    return happenings;
}

export function FileStory({ found }: { found: FileItem }) {
    const events = happeningsOf(found.events).map(
        ({ at, act, events }, key): StoryEvent => ({
            key,
            instant: at,
            tone: events.some(({ kind }) => kind === "stage" || kind === "opened") ? "main" : "quiet",
            word: act ? <FormTitle form={act.form} /> : <Say name="eventInstant" />,
            content: <What found={found} act={act} events={events} />,
        }),
    );
    return <div className="file-story"><Story events={events} by="none" /></div>;
}

function What({ found, act, events }: { found: FileItem; act: ActBrief | undefined; events: FileEvent[] }) {
    const sentence = useSentence(found);
    const said = events.map(sentence).filter((each) => each !== undefined);
    return (
        <>
            {act && (
                <p>
                    <BriefLink brief={act} /> <span className="quiet"><Say name="eventFrom" who={<Participants codes={authorsOf(act)} />} /></span>
                </p>
            )}
            {said.length > 0 && <ul className="file-effects">{said.map((each, i) => <li key={i}>{each}</li>)}</ul>}
        </>
    );
}

// What an event says beside its communication; a move says nothing of its own.
function useSentence(found: FileItem): (event: FileEvent) => ReactNode | undefined {
    const stage = useStageTitle();
    const action = useActionTitle();
    const countForm = useCountForm();
    const formTitle = useFormTitle();
    const actionOf = (event: FileEvent) => found.asks.find(({ index }) => index === event.duty);
    const countTitle = (event: FileEvent) => {
        const form = countForm(found.type, event.name ?? "");
        return form ? formTitle(form) : event.name;
    };
    return (event) => {
        const of = actionOf(event);
        const title = of && action(found.type, of);
        const who = <Participants codes={event.participants ?? []} />;
        switch (event.kind) {
            case "opened":
                return <Say name="eventOpened" />;
            case "stage":
                return <Say name="eventStage" stage={stage(found.type, event.name ?? "")} />;
            case "asked":
                return of && <Say name="eventAsked" title={title} who={<Many codes={of.of} />} />;
            case "answered":
                return of && <Say name="eventAnswered" title={title} who={who} />;
            case "reminded":
                return of && <Say name="eventReminded" title={title} />;
            case "released":
                return of && <Say name="eventReleased" title={title} />;
            case "counting":
                return <Say name="eventCounting" title={countTitle(event)} />;
            case "counted":
                return <Say name="eventCounted" title={countTitle(event)} who={who} />;
            case "reached":
                return <Say name="eventReached" title={countTitle(event)} />;
            case "not-reached":
                return <Say name="eventNotReached" title={countTitle(event)} />;
            case "closed":
                return <Say name="eventClosed" />;
            case "reopened":
                return <Say name="eventReopened" />;
            case "no-effect":
                return <Say name="eventNoEffect" />;
            default:
                return undefined;
        }
    };
}
