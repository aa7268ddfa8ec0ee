// The first answer of a list and what was asked for after it.
import { useEffect, useState } from "react";
import type { Answered } from "../components/answer";

interface Page<T> {
    items: T[];
    next?: string;
}

export function usePages<T, P extends Page<T>>(first: Answered<P>, ask: (cursor: string) => Promise<P>) {
    const [older, setOlder] = useState<P[]>([]);
    const [busy, setBusy] = useState(false);
    useEffect(() => setOlder([]), [first.value]);
    const next = (older.at(-1) ?? first.value)?.next;
    const load = async (cursor: string) => {
        setBusy(true);
        try {
            const page = await ask(cursor);
            setOlder((before) => [...before, page]);
        } catch {
            first.again(); // its answer says whether the register is there
        }
        setBusy(false);
    };
    const items = [first.value, ...older].flatMap((page) => page?.items ?? []);
    return { items, busy, more: next === undefined ? undefined : () => void load(next) };
}
