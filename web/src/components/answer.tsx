// What the register answered to a question: on its way, here, or failed with a reason and a way to ask again.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { ApiError } from "../api/register";
import { Say } from "../messages";
import "./answer.css";

export interface Answered<T> {
    state: "loading" | "ready" | "missing" | "failed";
    value?: T; // also of the last question, while the next is on its way
    again(): void;
}

// Asks whenever `question` changes; an answer to an older question is dropped.
export function useAnswer<T>(question: string, ask: (signal: AbortSignal) => Promise<T>): Answered<T> {
    const [found, setFound] = useState<{ state: Answered<T>["state"]; value?: T }>({ state: "loading" });
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        const stop = new AbortController();
        setFound((before) => ({ ...before, state: "loading" }));
        ask(stop.signal).then(
            (value) => !stop.signal.aborted && setFound({ state: "ready", value }),
            (error: unknown) => {
                if (stop.signal.aborted) return;
                const missing = error instanceof ApiError && error.status === 404;
                setFound({ state: missing ? "missing" : "failed" });
            },
        );
        return () => stop.abort();
        // The question says all that `ask` depends on.
    }, [question, attempt]);
    const again = useCallback(() => setAttempt((n) => n + 1), []);
    return { ...found, again };
}

export function Answer<T>({ of, children }: { of: Answered<T>; children: (value: T) => ReactNode }) {
    return (
        <>
            <AnswerState of={of} />
            {of.value !== undefined && children(of.value)}
        </>
    );
}

export function AnswerState({ of }: { of: Pick<Answered<unknown>, "state" | "again"> }) {
    return (
        <div role="status" className="answer-state">
            {of.state === "loading" && <p className="state loading"><Say name="loading" /></p>}
            {of.state === "missing" && <p className="state missing"><Say name="missing" /></p>}
            {of.state === "failed" && (
                <p className="state failed">
                    <Say name="failed" />{" "}
                    <button type="button" onClick={of.again}><Say name="tryAgain" /></button>
                </p>
            )}
        </div>
    );
}
