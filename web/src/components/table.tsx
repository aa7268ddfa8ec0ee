// A table with row headers, sorted by any column that says how. On a narrow screen each row becomes a card
// whose cells name their column; the roles stay, because display takes them away.
import { type ReactNode, useMemo, useState } from "react";
import type { ActBrief, FileTable } from "../api/files";
import { Say, useSpeech } from "../messages";
import { Participant, Title, Words } from "../people";
import { pick } from "../rulebook";
import { BriefLink } from "./brief";
import { Instant } from "./clock";
import "./table.css";

export interface Column<T> {
    key: string;
    header: string;
    cell(row: T): ReactNode;
    sort?(row: T): string | number | undefined; // absent: cannot be sorted by it
    rowHeader?: boolean; // the cell that names its row
    numeric?: boolean;
}

export interface Sorting {
    key: string;
    descending: boolean;
}

interface TableProps<T> {
    caption: string;
    columns: Column<T>[];
    rows: readonly T[];
    keyOf(row: T): string | number;
    initial?: Sorting; // without it, the order given
}

// Rows without a value come last, whatever the direction.
export function sorted<T>(rows: readonly T[], by: Column<T>["sort"], descending: boolean, language: string): T[] {
    if (!by) return [...rows];
    const collator = new Intl.Collator(language, { numeric: true });
    const compare = (a: string | number, b: string | number) =>
        typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
    return [...rows].sort((x, y) => {
        const [a, b] = [by(x), by(y)];
        if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
        return descending ? compare(b, a) : compare(a, b);
    });
}

export function DataTable<T>({ caption, columns, rows, keyOf, initial }: TableProps<T>) {
    const { language, say } = useSpeech();
    const [sorting, setSorting] = useState(initial);
    const by = columns.find((column) => column.key === sorting?.key);
    const shown = useMemo(
        () => sorted(rows, by?.sort, sorting?.descending ?? false, language),
        [rows, by, sorting, language],
    );
    return (
        <div className="table-wrap">
            <table role="table" className="data-table">
                <caption>{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {columns.map((column) => (
                            <Header key={column.key} column={column} sorting={sorting} onSort={setSorting} />
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {shown.map((row) => (
                        <tr role="row" key={keyOf(row)}>
                            {columns.map((column) => <Cell key={column.key} column={column} row={row} />)}
                        </tr>
                    ))}
                </tbody>
            </table>
            <p className="visually-hidden" role="status">
                {by && say(sorting?.descending ? "sortedDown" : "sortedUp", { column: by.header })}
            </p>
        </div>
    );
}

function Header<T>(props: { column: Column<T>; sorting: Sorting | undefined; onSort(sorting: Sorting): void }) {
    const { column, sorting, onSort } = props;
    const here = sorting?.key === column.key;
    const order = here ? (sorting.descending ? "descending" : "ascending") : "none";
    const className = column.numeric ? "numeric" : undefined;
    if (!column.sort) return <th role="columnheader" scope="col" className={className}>{column.header}</th>;
    return (
        <th role="columnheader" scope="col" aria-sort={order} className={className}>
            <button
                type="button"
                className="sort"
                onClick={() => onSort({ key: column.key, descending: here && !sorting.descending })}
            >
                {column.header}
                <span className={`sort-mark ${order}`} aria-hidden="true">
                    {order === "descending" ? "▼" : order === "ascending" ? "▲" : "↕"}
                </span>
            </button>
        </th>
    );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
    const inner = (
        <>
            <span className="cell-label" aria-hidden="true">{column.header}</span>
            <div className="cell-value">{column.cell(row)}</div>
        </>
    );
    const className = column.numeric ? "numeric" : undefined;
    return column.rowHeader ? (
        <th role="rowheader" scope="row" className={className}>{inner}</th>
    ) : (
        <td role="cell" className={className}>{inner}</td>
    );
}

// What the rules of a type of file show as a table: rows of participants, by precedence, or of items; each cell
// holds the communications that belong there.
export function CommunicationsTable({ table }: { table: FileTable }) {
    const { say, language } = useSpeech();
    const items = table.rows.some((row) => row.item !== undefined);
    const columns: Column<FileTable["rows"][number] & { at: number }>[] = [
        {
            key: "row", header: say(items ? "tableItem" : "tableParticipant"), rowHeader: true,
            cell: (row) => (row.participant ? <Participant code={row.participant} /> : <ItemTitle item={row.item} title={row.title} />),
        },
        ...table.columns.map((column, i) => ({
            key: `cell-${column.key}`,
            header: pick(column.title, language) ?? column.key,
            cell: (row: { cells: ActBrief[][] }) => <Communications briefs={row.cells[i] ?? []} />,
        })),
    ];
    return (
        <DataTable
            caption={say("tableRows", { count: table.rows.length })} columns={columns} keyOf={(row) => row.at}
            rows={table.rows.map((row, at) => ({ ...row, at }))}
        />
    );
}

function ItemTitle({ item, title }: { item: string | undefined; title: FileTable["title"] | undefined }) {
    return (
        <>
            {item && <Words text={item} plain />} {title && <Title texts={title} plain />}
        </>
    );
}

function Communications({ briefs }: { briefs: ActBrief[] }) {
    if (briefs.length === 0) return <Say name="participantsNothing" />;
    return (
        <ul className="cell-list">
            {briefs.map((brief) => (
                <li key={brief.id}>
                    <BriefLink brief={brief} /> <span className="quiet"><Instant text={brief.stamp} minutes /></span>
                </li>
            ))}
        </ul>
    );
}
