// One text in a list: its title opens it; what, whose, where and when it is stands below.
import type { Brief } from "../api/client";
import { Clock } from "../components/clock";
import { RowLink } from "../components/list";
import { StatusMark } from "../components/status";
import { Say } from "../messages";
import { Participant, Participants, Session, Title, useKindTitle, useTerm, Words } from "../people";
import { href } from "../shell/route";

export function TextRow({ item }: { item: Brief }) {
    const kind = useKindTitle()(item);
    return (
        <>
            <p className="text-row-title">
                <RowLink to={href("text", { id: item.id })}>
                    {item.title ? <Title texts={item.title} plain /> : <bdi>{kind}</bdi>}
                </RowLink>
            </p>
            <TextFacts item={item} kind={kind} />
        </>
    );
}

export function TextFacts({ item, kind }: { item: Brief; kind: string }) {
    const { when } = item;
    return (
        <>
            <p className="text-row-facts">
                <span><bdi>{kind}</bdi></span>
                {item.to && <span><Participants codes={item.received?.from ?? item.from} date={when?.gregorian} /></span>}
                {item.symbol && <span><Words text={item.symbol} plain /></span>}
                {item.session ? <span><Session session={item.session} date={when?.gregorian} /></span> : item.organ && (
                    <span><Participant code={item.organ} date={when?.gregorian} /></span>
                )}
                {item.place && <span><Title texts={item.place} plain /></span>}
                {(when?.gregorian || when?.until || when?.hijri) && (
                    <span><Clock date={when.gregorian} until={when.until} hijri={when.hijri} brief /></span>
                )}
            </p>
            <p className="text-row-marks">
                <CheckedMark item={item} />
                <StandingMark item={item} />
                {item.cited > 0 && <span><Say name="citedTimes" count={item.cited} /></span>}
                {item.reaffirmed > 0 && <span><Say name="reaffirmedTimes" count={item.reaffirmed} /></span>}
            </p>
        </>
    );
}

const kCheckedKinds = { yes: "good", no: "open", corrected: "changed" } as const;

export function CheckedMark({ item }: { item: Pick<Brief, "checked"> }) {
    const term = useTerm();
    if (!item.checked) return null;
    return <StatusMark kind={kCheckedKinds[item.checked]} word={term(`checked.${item.checked}`)} />;
}

const kStandingKinds = { corrected: "changed", superseded: "changed", withdrawn: "bad" } as const;

// What a later text did to this one.
export function StandingMark({ item }: { item: Pick<Brief, "standing"> }) {
    const term = useTerm();
    if (!item.standing) return null;
    return <StatusMark kind={kStandingKinds[item.standing]} word={term(`standing.${item.standing}`)} />;
}
