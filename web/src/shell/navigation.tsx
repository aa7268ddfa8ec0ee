import { useState } from "react";
import type { Desk } from "../api/client";
import { type MessageName, Say, useSpeech } from "../messages";
import { href } from "./route";

const kPlaces: { page: string; name: MessageName; desk?: true; files?: true }[] = [
    { page: "notes", name: "navNotes", desk: true },
    { page: "files", name: "navFiles", files: true },
    { page: "actions", name: "navActions", files: true },
    { page: "record", name: "navRecord" },
    { page: "timeline", name: "navTimeline" },
    { page: "graph", name: "navGraph" },
    { page: "participants", name: "navParticipants" },
    { page: "words", name: "navWords" },
    { page: "register", name: "navRegister" },
];

// The page that a page belongs to.
const kBelongs: Record<string, string> = { text: "record", act: "register", rules: "files", "notes/in": "notes", "notes/out": "notes" };

interface NavigationProps {
    page: string;
    desk: Desk | undefined;
    files: boolean; // the rules have procedures, which files follow
}

export function Navigation({ page, desk, files }: NavigationProps) {
    const { say } = useSpeech();
    const [open, setOpen] = useState(false);
    const current = page === "text" && desk ? "notes" : kBelongs[page] ?? page;
    return (
        <nav className="places" aria-label={say("navigation")}>
            <button type="button" aria-expanded={open} aria-controls="places" onClick={() => setOpen(!open)}>
                <Say name="menu" />
            </button>
            <ul id="places" className={open ? "open" : "closed"}>
                {kPlaces.filter((place) => (!place.desk || desk) && (!place.files || files)).map((place) => (
                    <li key={place.page}>
                        <a
                            href={href(place.page)}
                            aria-current={place.page === page ? "page" : place.page === current ? "true" : undefined}
                            onClick={() => setOpen(false)}
                        >
                            <Say name={place.name} />
                        </a>
                    </li>
                ))}
            </ul>
        </nav>
    );
}
