// Which register this is: its name, its notice, its rules and words, and whether this server keeps a desk for it.
// Asked until it answers; a page is then shown with the words it needs.
import { createContext, useCallback, useContext, useEffect, useState } from "react";
import * as client from "../api/client";
import * as api from "../api/register";
import { kNoRulebook, loadRulebook, type Rulebook } from "../rulebook";

export interface RegisterState {
    state: "loading" | "ready" | "failed";
    info?: api.RegisterInfo;
    rulebook: Rulebook;
    desk?: client.Desk;
    again(): void;
}

const kBackoffMsMax = 30_000;

export const RegisterContext = createContext<RegisterState>({
    state: "loading", rulebook: kNoRulebook, again: () => undefined,
});

export function useRegister(): RegisterState {
    return useContext(RegisterContext);
}

export function useRegisterState(): RegisterState {
    const [found, setFound] = useState<Omit<RegisterState, "again">>({ state: "loading", rulebook: kNoRulebook });
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        if (found.state === "ready") return;
        const stop = new AbortController();
        load(stop.signal).then(
            (loaded) => !stop.signal.aborted && setFound({ state: "ready", ...loaded }),
            () => !stop.signal.aborted && setFound((before) => ({ ...before, state: "failed" })),
        );
        return () => stop.abort();
    }, [attempt]);
    useEffect(() => {
        if (found.state !== "failed") return;
        const timer = setTimeout(() => setAttempt((n) => n + 1), Math.min(kBackoffMsMax, 1_000 * 2 ** attempt));
        return () => clearTimeout(timer);
    }, [found, attempt]);
    const again = useCallback(() => setAttempt((n) => n + 1), []);
    return { ...found, again };
}

async function load(signal: AbortSignal): Promise<Omit<RegisterState, "again" | "state">> {
    const info = await api.register(signal);
    const [rulebook, desk] = await Promise.all([
        loadRulebook(info.rulebookSha256),
        info.desk ? client.desk(signal) : undefined,
    ]);
    return { info, rulebook, ...(desk ? { desk } : {}) };
}
