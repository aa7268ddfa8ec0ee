// Every page of the desk, and where its code is. The record's list comes with the shell; the rest when asked for.
import { type ComponentType, lazy } from "react";
import RecordPage from "../pages/record";
import type { PageProps } from "./route";

type Page = ComponentType<PageProps>;

const kPages: Record<string, Page> = {
    record: RecordPage,
    register: lazy(() => import("../pages/register")),
    timeline: lazy(() => import("../pages/timeline")),
    graph: lazy(() => import("../pages/graph")),
    notes: lazy(() => import("../pages/notes")),
    "notes/in": lazy(() => import("../pages/notes_in")),
    "notes/out": lazy(() => import("../pages/notes_out")),
    files: lazy(() => import("../pages/files")),
    actions: lazy(() => import("../pages/actions")),
    rules: lazy(() => import("../pages/rules")),
    participants: lazy(() => import("../pages/participants")),
    words: lazy(() => import("../pages/words")),
};
const kPagesOfOne: Record<string, Page> = {
    text: lazy(() => import("../pages/text")),
    graph: kPages.graph!,
    act: lazy(() => import("../pages/act")),
    files: lazy(() => import("../pages/file")),
    rules: lazy(() => import("../pages/rules")),
    participants: lazy(() => import("../pages/participant")),
};

export function pageOf(page: string, withId: boolean): Page | undefined {
    const pages = withId ? kPagesOfOne : kPages;
    return Object.hasOwn(pages, page) ? pages[page] : undefined;
}
