// What a text rests on, and its life: the texts that it names and those that name it.
import type { Item } from "../api/client";
import { shownItem } from "../body";
import { Clock } from "../components/clock";
import { Story, type StoryEvent } from "../components/story";
import { Say } from "../messages";
import { Term, Title, useKindTitle, Words } from "../people";
import { href } from "../shell/route";

type Cited = Item["cites"][number];
type Brief = Item["item"];

export function Ties({ found }: { found: Item }) {
    if (found.cites.length === 0) return null;
    const relations = [...new Set(found.cites.map((cite) => cite.as))];
    return (
        <section className="panel">
            <h2><Say name="citesTitle" /></h2>
            {relations.map((as) => (
                <div key={as} className="ties">
                    <h3><Term name={`re.${as}`} /></h3>
                    <ul>{found.cites.filter((cite) => cite.as === as).map((cite, at) => <Tie key={at} cite={cite} />)}</ul>
                </div>
            ))}
        </section>
    );
}

function Tie({ cite }: { cite: Cited }) {
    const { target, item } = cite;
    return (
        <li>
            <TextLink brief={target} />
            <ItemOf item={item} />{" "}
            {target.when && <span className="quiet"><Clock date={target.when.gregorian} until={target.when.until} brief /></span>}
        </li>
    );
}

// " (item 3)", where the part that is meant has a number.
export function ItemOf({ item }: { item: string | undefined }) {
    const shown = shownItem(item);
    if (!shown) return null;
    return <span className="quiet"> (<Term name="re.item" item={<Words text={shown} plain />} />)</span>;
}

export function TextLink({ brief }: { brief: Brief }) {
    const kind = useKindTitle();
    return (
        <a href={href("text", { id: brief.id })}>
            {brief.title ? <Title texts={brief.title} plain /> : <bdi>{brief.symbol ?? kind(brief)}</bdi>}
        </a>
    );
}

// Itself, and every later text that names it, in the order of time.
export function Life({ found, kind }: { found: Item; kind: string }) {
    const { item, cited_by } = found;
    if (cited_by.length === 0 && found.cites.length === 0) return null;
    const events: StoryEvent[] = [
        { key: "self", ...whenOf(item), tone: "main", word: <bdi>{kind}</bdi>, content: <p><strong><Say name="thisText" /></strong></p> },
        ...cited_by.map(
            (cite, at): StoryEvent => ({
                key: at,
                ...whenOf(cite.source),
                tone: "quiet",
                word: <Term name={`re.${cite.as}.passive`} />,
                content: (
                    <p>
                        <TextLink brief={cite.source} />
                        <ItemOf item={cite.item} />
                    </p>
                ),
            }),
        ),
    ];
    return (
        <section className="panel life">
            <h2><Say name="lifeTitle" count={cited_by.length} /></h2>
            {cited_by.length > 0 && <Story events={events} by="none" />}
            <p className="no-print"><a href={href("graph", { id: item.id })}><Say name="seeGraph" /></a></p>
        </section>
    );
}

function whenOf(brief: Brief) {
    return { date: brief.when?.gregorian, until: brief.when?.until, hijri: brief.when?.hijri };
}
