import { describe, expect, test } from "vitest";
import { columnsFor, type GraphEdge, type GraphNode, kNodeHeight, kNodeWidth, layOut, neighbour } from "../src/graph_layout";

const nodes: GraphNode[] = [
    { number: 1, year: 1980 }, { number: 2, year: 1981 }, { number: 3, year: 1981 }, { number: 4, year: 1981 },
    { number: 5, year: undefined }, { number: 6, year: 1999 },
];
const edges: GraphEdge[] = [{ from: 2, to: 1 }, { from: 6, to: 3 }, { from: 6, to: 4 }, { from: 99, to: 1 }];

describe("the citation graph", () => {
    test("goes down by year, what has none at the end", () => {
        const { rows } = layOut(nodes, edges, 2);
        expect(rows.map((row) => [row.year, row.first, row.numbers.length])).toEqual([
            [1980, true, 1], [1981, true, 2], [1981, false, 1], [1999, true, 1], [undefined, true, 1],
        ]);
        expect(rows.every((row, i) => i === 0 || row.y > rows[i - 1]!.y)).toBe(true);
    });
    test("places every text once, none over another, all inside", () => {
        const many = Array.from({ length: 200 }, (_, i) => ({ number: i, year: 1970 + ((i * 7) % 30) }));
        const ties = many.slice(1).map((node) => ({ from: node.number, to: (node.number * 13) % node.number }));
        for (const columns of [1, 2, 6]) {
            const layout = layOut(many, ties, columns);
            expect(layout.places.size).toBe(200);
            const all = [...layout.places.values()];
            for (const place of all) {
                expect(place.x - kNodeWidth / 2).toBeGreaterThanOrEqual(0);
                expect(place.x + kNodeWidth / 2).toBeLessThanOrEqual(layout.width);
                expect(place.y + kNodeHeight / 2).toBeLessThanOrEqual(layout.height);
                const over = all.filter((other) => other.row === place.row && Math.abs(other.x - place.x) < kNodeWidth);
                expect(over).toHaveLength(1);
            }
        }
    });
    test("is the same every time", () => {
        expect(layOut(nodes, edges, 3)).toEqual(layOut([...nodes].reverse(), edges, 3));
    });
    test("is as wide as the screen gives", () => {
        expect(columnsFor(320)).toBe(1);
        expect(columnsFor(380)).toBe(2);
        expect(columnsFor(1000)).toBe(5);
    });
    test("is walked with arrow keys, in either direction of writing", () => {
        const layout = layOut(nodes, edges, 3);
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
