// A communication in a line: its title, which opens it, or what kind it is.
import { createContext, useContext } from "react";
import type { ActBrief } from "../api/files";
import { Title, useFormTitle, Words } from "../people";
import { href } from "../shell/route";

// What links from a page carry on: the day that it is shown as at.
export const CarriedContext = createContext<{ "as-of"?: string; for?: string }>({});

export function useCarried(...names: ("as-of" | "for")[]): URLSearchParams {
    const carried = useContext(CarriedContext);
    return new URLSearchParams(names.flatMap((name) => (carried[name] ? [[name, carried[name]]] : [])));
}

export function BriefLink({ brief }: { brief: ActBrief }) {
    const formTitle = useFormTitle();
    const query = useCarried("as-of");
    return (
        <a href={href("text", { id: brief.id, query })}>
            {brief.title ? <Title texts={brief.title} plain /> : <bdi>{formTitle(brief.form)}</bdi>}
        </a>
    );
}

// Whose it is: on paper, who sent it.
export function authorsOf(brief: ActBrief): string[] {
    return brief.received?.from ?? brief.from;
}

// Its own reference, where its sender gave one.
export function BriefRef({ brief }: { brief: ActBrief }) {
    return brief.ref ? <Words text={brief.ref} plain /> : null;
}
