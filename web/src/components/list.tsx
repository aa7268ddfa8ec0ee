// A list of things, each with one link that opens it. Arrow keys, Home and End go from row to row; the whole
// row answers to a click. It says when it is loading, empty or failed, and offers more.
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { Say } from "../messages";
import { type Answered, AnswerState } from "./answer";
import "./list.css";

export interface ListProps<T> {
    label: string;
    items: readonly T[];
    keyOf(item: T): string | number;
    row(item: T): ReactNode; // with one <RowLink>
    of?: Pick<Answered<unknown>, "state" | "again">;
    empty?: ReactNode; // said when there is nothing
    more?: (() => void) | undefined; // absent: this is all
    busy?: boolean;
}

export function List<T>({ label, items, keyOf, row, of, empty, more, busy = false }: ListProps<T>) {
    const list = useRef<HTMLUListElement>(null);
    const ready = !of || of.state === "ready";
    return (
        <div className="list" aria-busy={busy || of?.state === "loading"}>
            {of && <AnswerState of={of} />}
            {ready && items.length === 0 && empty && <p className="list-empty">{empty}</p>}
            {items.length > 0 && (
                <ul ref={list} role="list" aria-label={label} onKeyDown={(event) => move(event, list.current)}>
                    {items.map((item) => <li key={keyOf(item)}>{row(item)}</li>)}
                </ul>
            )}
            {more && (
                <p className="list-more">
                    <button type="button" disabled={busy} onClick={more}><Say name="more" /></button>
                </p>
            )}
        </div>
    );
}

export function RowLink({ to, children }: { to: string; children: ReactNode }) {
    return <a className="row-link" data-row-link href={to}>{children}</a>;
}

// Where a key leads among `count` rows, from row `at`; nothing when the key is not ours.
export function rowAfter(key: string, at: number, count: number): number | undefined {
    switch (key) {
        case "ArrowDown":
            return Math.min(at + 1, count - 1);
        case "ArrowUp":
            return Math.max(at - 1, 0);
        case "Home":
            return 0;
        case "End":
            return count - 1;
        default:
            return undefined;
    }
}

function move(event: KeyboardEvent, list: HTMLElement | null): void {
    if (!list || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const links = [...list.querySelectorAll<HTMLElement>("[data-row-link]")];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? undefined : rowAfter(event.key, at, links.length);
    if (next === undefined) return;
    event.preventDefault();
    links[next]?.focus();
}
