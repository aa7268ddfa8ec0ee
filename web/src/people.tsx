// What people wrote, and the names of who wrote it: shown as text, each piece isolated, never as HTML.
import { createContext, Fragment, type ReactNode, useContext } from "react";
import { formatDate, LanguageContext, languageName, messageFor, Say } from "./messages";
import { kNoRulebook, own, pick, type Rulebook, type Schema } from "./rulebook";
import type { Act, Json } from "./verifier";

export const RulebookContext = createContext<Rulebook>(kNoRulebook);

const kEditionForms: Record<string, string> = {
    "register.found": "form_found",
    "key.add": "form_add",
    "key.revoke": "form_revoke",
    "key.enrol": "form_enrol",
    "clock.tick": "form_tick",
};

// A few words that somebody wrote, within a line of ours.
export function Words({ text }: { text: string }) {
    return <bdi className="people" dir="auto">{text}</bdi>;
}

export function FormTitle({ form }: { form: string }) {
    const language = useContext(LanguageContext);
    const rulebook = useContext(RulebookContext);
    const edition = own(kEditionForms, form);
    const title = edition ? messageFor(language, edition) : pick(own(rulebook.forms, form)?.title, language);
    return <bdi>{title ?? form}</bdi>;
}

export function Participant({ code }: { code: string }) {
    const language = useContext(LanguageContext);
    const rulebook = useContext(RulebookContext);
    const name =
        code === "REGISTER"
            ? messageFor(language, "registerItself")
            : pick(own(rulebook.participants, code)?.names, language);
    return name ? <bdi>{name}</bdi> : <bdi dir="ltr">{code}</bdi>;
}

export function Participants({ codes }: { codes: string[] }) {
    return codes.map((code, i) => (
        <Fragment key={code}>
            {i > 0 && <Say name="listSeparator" />}
            <Participant code={code} />
        </Fragment>
    ));
}

// One text in several languages: the reader's first, each marked with its language and what it is.
export function Versions({ texts, versions }: { texts: Map<string, Json>; versions: Act["languages"] }) {
    const language = useContext(LanguageContext);
    const ordered = [...texts].sort(([a], [b]) => Number(b === language) - Number(a === language));
    return ordered.map(([of, text]) => {
        const version = versions.get(of);
        return (
            <section className="version" key={of}>
                <p className="version-name">
                    <bdi>{languageName(language, of)}</bdi>
                    {version && (
                        <>
                            {" · "}
                            {messageFor(language, `version_${version}`)}
                        </>
                    )}
                </p>
                <div className="people" lang={of} dir={of === "ar" ? "rtl" : "auto"}>
                    {String(text)}
                </div>
            </section>
        );
    });
}

function isTexts(value: Json, schema: Schema | undefined, languages: string[]): value is Map<string, Json> {
    if (!(value instanceof Map) || value.size === 0) return false;
    const texts = [...value].every(([of, text]) => languages.includes(of) && typeof text === "string");
    return texts && (schema?.["x-mithaq"] === "text" || schema?.properties === undefined);
}

// A value of a body, under the labels that the form's schema gives.
export function Value({ value, schema, act }: { value: Json; schema?: Schema | undefined; act: Act }): ReactNode {
    const language = useContext(LanguageContext);
    const { languages } = useContext(RulebookContext);
    if (isTexts(value, schema, languages)) return <Versions texts={value} versions={act.languages} />;
    if (value instanceof Map) {
        if (value.size === 0) return <Say name="none" />;
        return (
            <dl>
                {[...value].map(([name, item]) => {
                    const inner = own(schema?.properties, name);
                    const label = pick(inner?.title, language) ?? messageFor(language, `field_${name}`);
                    return (
                        <div key={name}>
                            <dt>{label ? <bdi>{label}</bdi> : <bdi dir="ltr">{name}</bdi>}</dt>
                            <dd>
                                <Field name={name} value={item} schema={inner} act={act} />
                            </dd>
                        </div>
                    );
                })}
            </dl>
        );
    }
    if (Array.isArray(value))
        return (
            <ol>
                {value.map((item, i) => (
                    <li key={i}>
                        <Value value={item} schema={schema?.items} act={act} />
                    </li>
                ))}
            </ol>
        );
    if (typeof value === "boolean") return <Say name={value ? "yes" : "no"} />;
    if (typeof value === "number") return <bdi dir="ltr">{value}</bdi>;
    return <Words text={value} />;
}

// The edition's own fields have values that mean something to us: a purpose, a participant.
function Field(props: { name: string; value: Json; schema: Schema | undefined; act: Act }) {
    const language = useContext(LanguageContext);
    const { name, value, schema, act } = props;
    if (typeof value === "string") {
        const purpose = name === "purpose" ? messageFor(language, `purpose_${value}`) : undefined;
        if (purpose && own(kEditionForms, act.form)) return purpose;
        if (name === "participant" || schema?.["x-mithaq"] === "participant") return <Participant code={value} />;
        if (own(kEditionForms, act.form)) return <bdi className="machine" dir="ltr">{value}</bdi>;
        if (schema?.["x-mithaq"] === "date") return <DateOf text={value} />;
    }
    return <Value value={value} schema={schema} act={act} />;
}

export function DateOf({ text }: { text: string }) {
    const language = useContext(LanguageContext);
    return <time dateTime={text}><bdi>{formatDate(language, new Date(`${text}T00:00:00Z`))}</bdi></time>;
}

// Text as it stands, with what is invisible and turns directions made visible.
export function Verbatim({ text }: { text: string }) {
    const parts = text.split(/([\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])/);
    return (
        <pre dir="ltr" tabIndex={0}>
            {parts.map((part, i) =>
                i % 2 === 0 ? (
                    part
                ) : (
                    <span className="invisible" key={i}>
                        U+{part.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}
                    </span>
                ),
            )}
        </pre>
    );
}
