// What names what, laid out by time: the whole record, or around one text. Drawn for the eye, listed for the
// rest; both are the same texts in the same order.
import { Fragment, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type Brief, graph } from "../api/client";
import type { Graph } from "../api/types";
import { Answer, useAnswer } from "../components/answer";
import { Clock } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { yearOf } from "../dates";
import { kNodeHeight, type Layout, layOut, neighbour } from "../graph_layout";
import { directionOf, Say, useSpeech } from "../messages";
import { clamp, Term, useKindTitle, useTerm } from "../people";
import { pick } from "../rulebook";
import { href, type PageProps, replaceQuery } from "../shell/route";
import { ItemOf, TextLink } from "./text_ties";
import "./graph.css";

const kDepthMax = 4;

export default function GraphPage({ route }: PageProps) {
    const { say } = useSpeech();
    const depth = Math.min(kDepthMax, Math.max(1, Number(route.query.get("depth")) || 1));
    const query = route.id === undefined ? {} : { around: route.id, depth };
    const answer = useAnswer(JSON.stringify(query), (signal) => graph(query, signal));
    const step = (by: number) => replaceQuery(route, new URLSearchParams({ depth: String(depth + by) }));
    return (
        <>
            <PageTitle title={say(route.id ? "graphAround" : "graphTitle")} />
            <p className="quiet"><Say name="graphHow" /></p>
            {route.id && (
                <p className="graph-tools no-print">
                    <a href={href("text", { id: route.id })}><Say name="toText" /></a>
                    <a href={href("graph")}><Say name="wholeGraph" /></a>
                    <button type="button" disabled={depth >= kDepthMax} onClick={() => step(1)}><Say name="deeper" /></button>
                    <button type="button" disabled={depth <= 1} onClick={() => step(-1)}><Say name="shallower" /></button>
                </p>
            )}
            <Answer of={answer}>{(found) => <Drawn key={JSON.stringify(query)} found={found} around={route.id} />}</Answer>
        </>
    );
}

type Relation = Graph["edges"][number]["as"];

function Drawn({ found, around }: { found: Graph; around: string | undefined }) {
    const relations = useMemo(() => [...new Set(found.edges.map((edge) => edge.as))], [found]);
    const [hidden, setHidden] = useState<Relation[]>([]);
    const edges = found.edges.filter((edge) => !hidden.includes(edge.as));
    const first = found.nodes.find((node) => node.id === around || String(node.number) === around);
    const [chosen, setChosen] = useState<number | undefined>(first?.number);
    const byNumber = useMemo(() => new Map(found.nodes.map((node) => [node.number, node])), [found]);
    if (found.nodes.length === 0) return <p className="list-empty"><Say name="graphEmpty" /></p>;
    const toggle = (as: Relation) =>
        setHidden(hidden.includes(as) ? hidden.filter((each) => each !== as) : [...hidden, as]);
    return (
        <>
            <p className="record-total"><Say name="countTexts" count={found.nodes.length} /></p>
            {found.truncated && <p className="state failed"><Say name="graphTruncated" /></p>}
            <fieldset className="graph-relations no-print">
                <legend><Say name="relationsShown" /></legend>
                {relations.map((as) => (
                    <label key={as}>
                        <input type="checkbox" checked={!hidden.includes(as)} onChange={() => toggle(as)} />
                        <svg className="graph-sample" viewBox="0 0 30 10" aria-hidden="true"><path className={`edge edge-${as}`} d="M0 5H30" /></svg>
                        <Term name={`re.${as}`} />
                    </label>
                ))}
            </fieldset>
            <div className="graph">
                <Picture nodes={found.nodes} edges={edges} chosen={chosen} choose={setChosen} around={first?.number} />
                <Chosen brief={chosen === undefined ? undefined : byNumber.get(chosen)} edges={edges} byNumber={byNumber} />
            </div>
            <Listed nodes={found.nodes} edges={edges} byNumber={byNumber} />
        </>
    );
}

interface PictureProps {
    nodes: Brief[];
    edges: Graph["edges"];
    chosen: number | undefined;
    choose(number: number): void;
    around: number | undefined;
}

// The width that the page has for the picture.
function useWidth() {
    const box = useRef<HTMLDivElement>(null);
    const [width, setWidth] = useState(320);
    useEffect(() => {
        if (!box.current) return;
        const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
        watch.observe(box.current);
        return () => watch.disconnect();
    }, []);
    return { box, width };
}

function Picture({ nodes, edges, chosen, choose, around }: PictureProps) {
    const { language, say } = useSpeech();
    const { box, width } = useWidth();
    const rtl = directionOf(language) === "rtl";
    const layout = useMemo(
        () => layOut(nodes.map((node) => ({ number: node.number, year: yearOf(node.when?.gregorian ?? node.when?.until) })), edges, width),
        [nodes, edges, width],
    );
    const svg = useRef<SVGSVGElement>(null);
    const x = (at: number) => (rtl ? layout.width - at : at);
    const tied = new Set(edges.flatMap((edge) => (edge.from === chosen ? [edge.to] : edge.to === chosen ? [edge.from] : [])));
    const entry = chosen ?? layout.rows[0]?.numbers[0];
    const move = (event: KeyboardEvent, number: number) => {
        const next = neighbour(layout, number, event.key, rtl);
        if (next === undefined) return;
        event.preventDefault();
        choose(next);
        svg.current?.querySelector<SVGElement>(`[data-number="${next}"]`)?.focus();
    };
    return (
        <div ref={box} className="graph-picture">
            <svg
                ref={svg}
                role="group"
                aria-label={say("graphPicture")}
                viewBox={`0 0 ${layout.width} ${layout.height}`}
                width={layout.width}
                height={layout.height}
            >
                <Years layout={layout} x={x} />
                {edges.map((edge, at) => (
                    <Edge key={at} edge={edge} layout={layout} x={x} active={edge.from === chosen || edge.to === chosen} />
                ))}
                {layout.rows.flatMap((row) => row.numbers).map((number) => (
                    <Node
                        key={number}
                        brief={nodes.find((node) => node.number === number)!}
                        layout={layout}
                        x={x}
                        state={number === chosen ? "chosen" : tied.has(number) ? "tied" : chosen === undefined ? "free" : "far"}
                        centre={number === around}
                        entry={number === entry}
                        choose={choose}
                        move={move}
                    />
                ))}
            </svg>
        </div>
    );
}

function Years({ layout, x }: { layout: Layout; x(at: number): number }) {
    const { say } = useSpeech();
    return layout.rows.filter((row) => row.first).map((row) => (
        <g key={row.year ?? "none"} className="graph-year" aria-hidden="true">
            <line x1={0} x2={layout.width} y1={row.y - kNodeHeight / 2 - 8} y2={row.y - kNodeHeight / 2 - 8} />
            <text x={x(24)} y={row.y} textAnchor="middle" dominantBaseline="middle">{row.year ?? say("noYear")}</text>
        </g>
    ));
}

interface EdgeProps {
    edge: Graph["edges"][number];
    layout: Layout;
    x(at: number): number;
    active: boolean;
}

// From the text that names (below, later) to the one it names; a dot stands at the one named.
function Edge({ edge, layout, x, active }: EdgeProps) {
    const [from, to] = [layout.places.get(edge.from), layout.places.get(edge.to)];
    if (!from || !to) return null;
    const down = from.row < to.row ? -1 : 1;
    const half = kNodeHeight / 2;
    const [x1, x2] = [x(from.x), x(to.x)];
    const [y1, y2] = from.row === to.row ? [from.y - half, to.y - half] : [from.y - down * half, to.y + down * half];
    const bend = from.row === to.row ? 26 : Math.max(20, Math.abs(y1 - y2) / 2);
    const [c1, c2] = from.row === to.row ? [y1 - bend, y2 - bend] : [y1 - down * bend, y2 + down * bend];
    return (
        <g className={active ? "graph-edge active" : "graph-edge"} aria-hidden="true">
            <path className={`edge edge-${edge.as}`} d={`M${x1} ${y1}C${x1} ${c1} ${x2} ${c2} ${x2} ${y2}`} />
            <circle cx={x2} cy={y2} r={3} />
        </g>
    );
}

interface NodeProps {
    brief: Brief;
    layout: Layout;
    x(at: number): number;
    state: "chosen" | "tied" | "free" | "far";
    centre: boolean;
    entry: boolean;
    choose(number: number): void;
    move(event: KeyboardEvent, number: number): void;
}

const kLetter = 7; // wide, about

// At most two lines, broken at words; the whole title is the link's name and shows beside it.
export function linesOf(text: string, width: number): string[] {
    const most = Math.floor(width / kLetter);
    const words = text.trim().split(/\s+/).map((word) => (word.length > most ? `${clamp(word, most - 1)}…` : word));
    const lines: string[] = [""];
    for (const word of words) {
        const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
        if (longer.length <= most) lines[lines.length - 1] = longer;
        else if (lines.length < 2) lines.push(word);
        else return [lines[0]!, `${lines[1]}…`];
    }
    return lines;
}

// Within a line of SVG only characters isolate: first-strong isolate, pop.
function isolated(text: string): string {
    return `\u2068${text}\u2069`;
}

function Node({ brief, layout, x, state, centre, entry, choose, move }: NodeProps) {
    const { language } = useSpeech();
    const kind = useKindTitle();
    const place = layout.places.get(brief.number)!;
    const title = pick(brief.title, language) ?? brief.symbol ?? kind(brief);
    const year = yearOf(brief.when?.gregorian);
    const short = brief.symbol && brief.symbol.length * kLetter <= layout.nodeWidth;
    const lines = short ? [kind(brief), brief.symbol!] : linesOf(title, layout.nodeWidth);
    return (
        <a
            href={href("text", { id: brief.id })}
            className={`graph-node ${state}${centre ? " centre" : ""}`}
            tabIndex={entry ? 0 : -1}
            data-number={brief.number}
            onFocus={() => choose(brief.number)}
            onPointerEnter={() => choose(brief.number)}
            onKeyDown={(event) => move(event, brief.number)}
        >
            <title>{`${clamp(title, 200)}${year ? ` (${year})` : ""}`}</title>
            <rect x={x(place.x) - layout.nodeWidth / 2} y={place.y - kNodeHeight / 2} width={layout.nodeWidth} height={kNodeHeight} rx={5} />
            {lines.map((line, at) => (
                <Fragment key={at}>
                    {at > 0 && " " /* between the words, for who does not see the lines */}
                    <text
                        x={x(place.x)}
                        y={place.y + (at - (lines.length - 1) / 2) * 17}
                        textAnchor="middle"
                        dominantBaseline="central"
                    >
                        {isolated(line)}
                    </text>
                </Fragment>
            ))}
        </a>
    );
}

interface ChosenProps {
    brief: Brief | undefined;
    edges: Graph["edges"];
    byNumber: Map<number, Brief>;
}

function Chosen({ brief, edges, byNumber }: ChosenProps) {
    return (
        <div className="graph-chosen panel" aria-live="polite">
            {brief ? (
                <>
                    <h2><TextLink brief={brief} /></h2>
                    <p className="quiet"><Clock date={brief.when?.gregorian} until={brief.when?.until} hijri={brief.when?.hijri} brief /></p>
                    <TiesOf brief={brief} edges={edges} byNumber={byNumber} />
                </>
            ) : (
                <p><Say name="chooseNode" /></p>
            )}
        </div>
    );
}

function TiesOf({ brief, edges, byNumber }: { brief: Brief; edges: Graph["edges"]; byNumber: Map<number, Brief> }) {
    const term = useTerm();
    const ties = [
        ...edges.filter((edge) => edge.from === brief.number).map((edge) => ({ word: `re.${edge.as}`, other: edge.to, item: edge.item })),
        ...edges.filter((edge) => edge.to === brief.number).map((edge) => ({ word: `re.${edge.as}.passive`, other: edge.from, item: edge.item })),
    ];
    return (
        <ul className="graph-ties">
            {ties.map(({ word, other, item }, at) => {
                const target = byNumber.get(other);
                return target && (
                    <li key={at}>
                        <span className="quiet">{term(word)}</span> <TextLink brief={target} />
                        <ItemOf item={item} />
                    </li>
                );
            })}
        </ul>
    );
}

function Listed({ nodes, edges, byNumber }: { nodes: Brief[]; edges: Graph["edges"]; byNumber: Map<number, Brief> }) {
    const ordered = [...nodes].sort((a, b) => (a.when?.gregorian ?? "9999").localeCompare(b.when?.gregorian ?? "9999"));
    return (
        <details className="graph-list panel">
            <summary><Say name="graphAsList" /></summary>
            <ol>
                {ordered.map((brief) => (
                    <li key={brief.number}>
                        <TextLink brief={brief} />{" "}
                        <span className="quiet"><Clock date={brief.when?.gregorian} until={brief.when?.until} brief /></span>
                        <TiesOf brief={brief} edges={edges} byNumber={byNumber} />
                    </li>
                ))}
            </ol>
        </details>
    );
}
