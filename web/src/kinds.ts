// What a string in a body is, as `x-mithaq` of its schema says. A due is an instant, a date or a session, told apart
// by their shapes (docs/FORMATS.md, "Rulebook bundle").
export function kindOf(schema: { "x-mithaq"?: string } | undefined, text: string): string | undefined {
    const kind = schema?.["x-mithaq"];
    if (kind !== "due") return kind;
    return text.includes("/") ? "session" : text.length === 10 ? "date" : "instant";
}
