// Elements, made one way only: what anybody wrote becomes a text node, never markup.
export type Child = Node | string;

export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Record<string, string> = {},
    ...children: (Child | undefined | false)[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    for (const child of children) if (child) element.append(child);
    return element;
}

// A button that saves a file which this page holds.
export function saver(label: string, name: string, bytes: BlobPart): HTMLElement {
    const button = h("button", { type: "button" }, `${label} `, h("bdi", { dir: "ltr", class: "machine" }, name));
    button.addEventListener("click", () => {
        const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
        h("a", { href: url, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
    });
    return h("li", {}, button);
}
