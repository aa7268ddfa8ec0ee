// A status: a word, a shape and a colour, in that order of importance. Each shape differs when printed
// in black: a disc holds, a square fails, a dashed frame was not looked at, a rounded frame was changed,
// a ring waits, two bars are plain.
import type { ReactNode } from "react";
import "./status.css";

export type StatusKind = "good" | "bad" | "open" | "changed" | "wait" | "plain";

const kGlyphs: Record<StatusKind, string> = { good: "✓", bad: "✗", open: "?", changed: "≠", wait: "○", plain: "–" };

export function Mark({ kind }: { kind: StatusKind }) {
    return <span className={`mark ${kind}`} aria-hidden="true">{kGlyphs[kind]}</span>;
}

export function StatusMark({ kind, word }: { kind: StatusKind; word: ReactNode }) {
    return (
        <span className={`status status-${kind}`}>
            <Mark kind={kind} />
            <span className="status-word">{word}</span>
        </span>
    );
}
