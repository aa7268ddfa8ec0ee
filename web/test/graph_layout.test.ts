import { describe, expect, test } from "vitest";
import { columnsFor, type GraphEdge, type GraphNode, kNodeHeight, layOut, neighbour } from "../src/graph_layout";

const nodes: GraphNode[] = [
    { number: 1, year: 1980 }, { number: 2, year: 1981 }, { number: 3, year: 1981 }, { number: 4, year: 1981 },
    { number: 5, year: undefined }, { number: 6, year: 1999 },
];
const edges: GraphEdge[] = [{ from: 2, to: 1 }, { from: 6, to: 3 }, { from: 6, to: 4 }, { from: 99, to: 1 }];

describe("the citation graph", () => {
    test("goes down by year, what has none at the end", () => {
        const { rows } = layOut(nodes, edges, 360);
        expect(rows.map((row) => [row.year, row.first, row.numbers.length])).toEqual([
            [1980, true, 1], [1981, true, 2], [1981, false, 1], [1999, true, 1], [undefined, true, 1],
        ]);
        expect(rows.every((row, i) => i === 0 || row.y > rows[i - 1]!.y)).toBe(true);
    });
    test("places every text once, none over another, all inside", () => {
        const many = Array.from({ length: 200 }, (_, i) => ({ number: i, year: 1970 + ((i * 7) % 30) }));
        const ties = many.slice(1).map((node) => ({ from: node.number, to: (node.number * 13) % node.number }));
        for (const width of [200, 318, 700, 1100]) {
            const layout = layOut(many, ties, width);
            expect(layout.places.size).toBe(200);
            const all = [...layout.places.values()];
            for (const place of all) {
                expect(place.x - layout.nodeWidth / 2).toBeGreaterThanOrEqual(0);
                expect(place.x + layout.nodeWidth / 2).toBeLessThanOrEqual(layout.width);
                expect(place.y + kNodeHeight / 2).toBeLessThanOrEqual(layout.height);
                const over = all.filter((other) => other.row === place.row && Math.abs(other.x - place.x) < layout.nodeWidth);
                expect(over).toHaveLength(1);
            }
        }
    });
    test("is the same every time", () => {
        expect(layOut(nodes, edges, 600)).toEqual(layOut([...nodes].reverse(), edges, 600));
    });
    test("is as wide as the screen gives", () => {
        expect(columnsFor(318)).toEqual({ columns: 2, nodeWidth: 121 });
        expect(columnsFor(1000).columns).toBe(6);
        for (const width of [260, 318, 500, 720, 1100])
            expect(layOut(nodes, edges, width).width).toBeLessThanOrEqual(width);
    });
    test("is walked with arrow keys, in either direction of writing", () => {
        const layout = layOut(nodes, edges, 600);
        expect(layout.rows[1]!.numbers).toContain(neighbour(layout, 1, "ArrowDown", false));
        const [first, second] = layout.rows[1]!.numbers as [number, number];
        expect(neighbour(layout, first, "ArrowRight", false)).toBe(second);
        expect(neighbour(layout, first, "ArrowLeft", true)).toBe(second);
        expect(neighbour(layout, second, "ArrowRight", true)).toBe(first);
        expect(neighbour(layout, 1, "End", false)).toBe(5);
        expect(neighbour(layout, 5, "ArrowDown", false)).toBeUndefined();
        expect(neighbour(layout, 5, "x", false)).toBeUndefined();
    });
});
