// Back leads to where the reader was in a page, not to its top. What a page shows comes later than the page, so
// the place is looked for until it is there, for a moment, and no longer once the reader moves.
import { useEffect, useRef } from "react";

const kWaitMs = 2_000;
let entries = 0;
const places = new Map<string, number>(); // scroll position by history entry

function entryKey(): string | undefined {
    const state: unknown = history.state;
    return typeof state === "object" && state !== null && "entry" in state ? String(state.entry) : undefined;
}

export function useScrollPlace(place: string): void {
    const before = useRef<string | undefined>(undefined);
    useEffect(() => {
        const known = entryKey();
        const first = before.current === undefined;
        before.current = place;
        const key = known ?? `${Date.now()}-${++entries}`;
        if (!known) history.replaceState({ entry: key }, "", location.href);
        const remember = () => places.set(key, scrollY);
        addEventListener("scroll", remember, { passive: true });
        const wanted = places.get(key) ?? 0;
        const stop = first ? undefined : goTo(wanted);
        return () => {
            removeEventListener("scroll", remember);
            stop?.();
        };
    }, [place]);
}

function goTo(wanted: number): () => void {
    const until = performance.now() + kWaitMs;
    let going = true;
    const stop = () => {
        going = false;
    };
    const step = () => {
        if (!going) return;
        scrollTo(0, wanted);
        if (Math.abs(scrollY - wanted) > 1 && performance.now() < until) requestAnimationFrame(step);
        else stop();
    };
    for (const moved of ["wheel", "touchstart", "keydown", "pointerdown"])
        addEventListener(moved, stop, { once: true, passive: true });
    step();
    return stop;
}
