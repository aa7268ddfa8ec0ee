// Where the reader is: the part of the address after "#". "#/text/<id>?as=…" is page "text", that id, that query.
export interface Route {
    page: string; // "" is the register's first page; "notes/in" is one page
    id?: string;
    query: URLSearchParams;
}

export interface PageProps {
    route: Route;
}

const kWithId = /^(act|text|participants|graph|files|rules)\/([^/]+)$/;

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

export function parseRoute(hash: string): Route {
    const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
    const clean = path.replace(/\/+$/, "");
    const found = kWithId.exec(clean);
    const route = { page: found ? found[1]! : clean, query: new URLSearchParams(query) };
    return found ? { ...route, id: decode(found[2]!) } : route;
}

export function href(page: string, to: { id?: string; query?: URLSearchParams } = {}): string {
    const id = to.id === undefined ? "" : `/${encodeURIComponent(to.id)}`;
    const query = to.query?.size ? `?${to.query}` : "";
    return `#/${page}${id}${query}`;
}

// Changes the question that a page asks, without a new place in the history.
export function replaceQuery(route: Route, query: URLSearchParams): void {
    const { page, id } = route;
    history.replaceState(history.state, "", href(page, id === undefined ? { query } : { id, query }));
    dispatchEvent(new HashChangeEvent("hashchange"));
}
