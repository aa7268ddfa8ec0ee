// The page's heading, which is also the window's title, and where focus goes when a page is opened.
import { type ReactNode, useEffect, useRef } from "react";
import { useSpeech } from "../messages";

let wanted = false;

// The reader went to another page: its heading takes the focus once it is there.
export function wantFocus(): void {
    wanted = true;
}

export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
    const { say } = useSpeech();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        document.title = `${title} · ${say("appName")}`;
    }, [title, say]);
    useEffect(() => {
        if (!wanted) return;
        wanted = false;
        heading.current?.focus({ preventScroll: true });
    }, []);
    return <h1 ref={heading} tabIndex={-1}>{children ?? title}</h1>;
}
