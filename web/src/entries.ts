// The list of registered communications as it grows: newest first, kept current by a long poll that
// outlives restarts of the register.
import { useCallback, useEffect, useState } from "react";
import * as api from "./api/register";

const kPage = 50;
const kWaitSeconds = 20;
const kTimeoutMs = 40_000;
const kBackoffMsMax = 30_000;

export interface Entries {
    rows: api.ListedEntry[]; // newest first, without gaps
    size: number;
    state: "loading" | "live" | "retrying";
    shrunk: boolean; // the register once answered with fewer than before
    loadOlder?: () => Promise<void>; // absent when there is nothing older
}

function merge(rows: api.ListedEntry[], more: api.ListedEntry[]): api.ListedEntry[] {
    const byNumber = new Map([...rows, ...more].map((row) => [row.number, row]));
    return [...byNumber.values()].sort((a, b) => b.number - a.number);
}

export function useEntries(): Entries {
    const [rows, setRows] = useState<api.ListedEntry[]>([]);
    const [size, setSize] = useState(0);
    const [state, setState] = useState<Entries["state"]>("loading");
    const [shrunk, setShrunk] = useState(false);

    useEffect(() => {
        const stop = new AbortController();
        void follow(stop.signal, {
            answered: (answer, before) => {
                setRows((known) => merge(known, answer.entries));
                setSize(answer.size);
                setState("live");
                if (answer.size < before) setShrunk(true);
            },
            failed: () => setState("retrying"),
        });
        return () => stop.abort();
    }, []);

    const oldest = rows.at(-1)?.number ?? 0;
    const loadOlder = useCallback(async () => {
        const from = Math.max(0, oldest - kPage);
        try {
            const answer = await api.entries({ from, limit: oldest - from });
            setRows((known) => merge(known, answer.entries));
        } catch {
            setState("retrying"); // the poll says when the register answers again
        }
    }, [oldest]);

    return { rows, size, state, shrunk, ...(oldest > 0 ? { loadOlder } : {}) };
}

interface Follower {
    answered(answer: { size: number; entries: api.ListedEntry[] }, before: number): void;
    failed(): void;
}

async function follow(stop: AbortSignal, follower: Follower): Promise<void> {
    let next: number | undefined; // the number after the newest known
    let failures = 0;
    while (!stop.aborted) {
        const asked = Date.now();
        try {
            const query = next === undefined ? { limit: kPage } : { from: next, wait: failures ? 0 : kWaitSeconds };
            const signal = AbortSignal.any([stop, AbortSignal.timeout(kTimeoutMs)]);
            const answer = await api.entries(query, signal);
            if (stop.aborted) return;
            follower.answered(answer, next ?? 0);
            failures = 0;
            const newest = answer.entries.reduce((max, row) => Math.max(max, row.number + 1), next ?? 0);
            // A shrunken register is followed from where it stands now.
            next = Math.min(newest, answer.size);
            // An answer at once that brings nothing must not become a storm.
            if (answer.entries.length === 0 && Date.now() - asked < 1_000) await pause(2_000, stop);
        } catch {
            if (stop.aborted) return;
            follower.failed();
            await pause(Math.min(kBackoffMsMax, 500 * 2 ** failures++) * (0.75 + Math.random() / 2), stop);
        }
    }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        stop.addEventListener("abort", () => {
            clearTimeout(timer);
            resolve();
        });
    });
}
