// Where each text stands in the citation graph: down the page by year, within a year in as many rows as the
// width asks for, each near what it is tied to. Plain numbers; the page draws them.
export interface GraphNode {
    number: number;
    year: number | undefined; // without one: at the end
}

export interface GraphEdge {
    from: number;
    to: number;
}

export interface Place {
    number: number;
    row: number;
    column: number;
    x: number; // middle
    y: number;
}

export interface Layout {
    places: Map<number, Place>;
    rows: { year: number | undefined; first: boolean; y: number; numbers: number[] }[];
    nodeWidth: number;
    width: number;
    height: number;
}

const kNodeWidthMax = 170;
const kNarrow = 480; // below it, texts are narrower, so that two stand side by side
export const kNodeHeight = 46;
const kGapX = 16;
const kGapY = 34;
const kYearWidth = 56;
const kMargin = 3; // for a thick border
const kSweeps = 4;

export function columnsFor(width: number): { columns: number; nodeWidth: number } {
    const room = Math.max(width, 260) - kYearWidth - kMargin;
    const columns = Math.max(1, Math.floor((room + kGapX) / ((width < kNarrow ? 108 : 140) + kGapX)));
    return { columns, nodeWidth: Math.min(kNodeWidthMax, Math.floor((room + kGapX) / columns) - kGapX) };
}

// `width` is what the screen gives.
export function layOut(nodes: readonly GraphNode[], edges: readonly GraphEdge[], width: number): Layout {
    const { columns, nodeWidth } = columnsFor(width);
    const rows = rowsOf(nodes, columns);
    const ties = tiesOf(edges, new Set(nodes.map((node) => node.number)));
    const column = new Map<number, number>();
    const settle = () => rows.forEach((row, y) => spread(row.numbers, columns, y).forEach((at, i) => column.set(row.numbers[i]!, at)));
    settle();
    for (let sweep = 0; sweep < kSweeps; sweep++) {
        for (const row of rows) {
            const wish = (number: number) => {
                const near = ties.get(number) ?? [];
                return near.length === 0
                    ? column.get(number)!
                    : near.reduce((sum, other) => sum + column.get(other)!, 0) / near.length;
            };
            const wishes = new Map(row.numbers.map((number) => [number, wish(number)]));
            row.numbers.sort((a, b) => wishes.get(a)! - wishes.get(b)! || a - b);
        }
        settle();
    }
    const places = new Map<number, Place>();
    const placed = rows.map((row, at) => {
        const y = kNodeHeight / 2 + 8 + at * (kNodeHeight + kGapY);
        for (const number of row.numbers) {
            const x = kYearWidth + nodeWidth / 2 + column.get(number)! * (nodeWidth + kGapX);
            places.set(number, { number, row: at, column: column.get(number)!, x, y });
        }
        return { ...row, y };
    });
    return {
        places,
        rows: placed,
        nodeWidth,
        width: kYearWidth + columns * (nodeWidth + kGapX) - kGapX + kMargin,
        height: rows.length * (kNodeHeight + kGapY) - kGapY + 16,
    };
}

function rowsOf(nodes: readonly GraphNode[], columns: number) {
    const years = new Map<number | undefined, number[]>();
    const ordered = [...nodes].sort((a, b) => (a.year ?? Infinity) - (b.year ?? Infinity) || a.number - b.number);
    for (const node of ordered) years.set(node.year, [...(years.get(node.year) ?? []), node.number]);
    const rows: { year: number | undefined; first: boolean; numbers: number[] }[] = [];
    for (const [year, numbers] of years)
        for (let at = 0; at < numbers.length; at += columns)
            rows.push({ year, first: at === 0, numbers: numbers.slice(at, at + columns) });
    return rows;
}

function tiesOf(edges: readonly GraphEdge[], known: Set<number>): Map<number, number[]> {
    const ties = new Map<number, number[]>();
    for (const { from, to } of edges) {
        if (!known.has(from) || !known.has(to)) continue;
        ties.set(from, [...(ties.get(from) ?? []), to]);
        ties.set(to, [...(ties.get(to) ?? []), from]);
    }
    return ties;
}

// Columns for a row that is not full: spread over the width, halves allowed; every other row is shifted, so that
// a line from row to row does not pass behind what stands between.
function spread(numbers: readonly number[], columns: number, row: number): number[] {
    const step = columns / numbers.length;
    const shift = Math.min(0.3 * step, (step - 1) / 2) * (row % 2 === 0 ? -1 : 1);
    return numbers.map((_, at) => (at + 0.5) * step - 0.5 + shift);
}

// Where an arrow key leads from a text: along its row, or to the nearest in the row before or after.
export function neighbour(layout: Layout, from: number, key: string, rightToLeft: boolean): number | undefined {
    const here = layout.places.get(from);
    if (!here) return undefined;
    const row = layout.rows[here.row]!.numbers;
    const at = row.indexOf(from);
    const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
    const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (key === forward) return row[at + 1] ?? layout.rows[here.row + 1]?.numbers[0];
    if (key === back) return row[at - 1] ?? layout.rows[here.row - 1]?.numbers.at(-1);
    if (key === "Home") return layout.rows[0]?.numbers[0];
    if (key === "End") return layout.rows.at(-1)?.numbers.at(-1);
    if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
    const next = layout.rows[here.row + (key === "ArrowDown" ? 1 : -1)]?.numbers ?? [];
    const distance = (number: number) => Math.abs(layout.places.get(number)!.x - here.x);
    return [...next].sort((a, b) => distance(a) - distance(b))[0];
}
