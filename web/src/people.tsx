// What people wrote, and the names of who wrote it: shown as text, each piece isolated, never as HTML, and
// never more of it at once than a reader can use.
import { Fragment, type ReactNode, useState } from "react";
import { DateOf, Instant } from "./components/clock";
import { kindOf } from "./kinds";
import { directionOf, languageName, Say, useLanguage, useSpeech } from "./messages";
import { kindTitle, nameOf, own, pick, type Schema, type Texts, useRulebook } from "./rulebook";
import type { Json } from "./verifier";

const kEditionForms: Record<string, string> = {
    "register.found": "form_found",
    "key.add": "form_add",
    "key.revoke": "form_revoke",
    "key.enrol": "form_enrol",
    "clock.tick": "form_tick",
};

export function isEditionForm(form: string): boolean {
    return Object.hasOwn(kEditionForms, form);
}

const kInlineMax = 300;
const kBlockMax = 4_000;

// Cuts between code points, at a space when one is near.
export function clamp(text: string, max: number): string {
    if (text.length <= max) return text;
    const cut = text.charCodeAt(max - 1) >= 0xd800 && text.charCodeAt(max - 1) < 0xdc00 ? max - 1 : max;
    const space = text.lastIndexOf(" ", cut);
    return text.slice(0, space > cut * 0.8 ? space : cut);
}

// Controls that turn the direction of writing. Each piece is isolated, so they turn nothing around it.
const kTurning = /[\u202a-\u202e\u2066-\u2069]/;

export function turns(text: string): boolean {
    return kTurning.test(text);
}

function Clamped({ text, max }: { text: string; max: number }) {
    const { say } = useSpeech();
    const [all, setAll] = useState(false);
    const shown = all ? text : clamp(text, max);
    return (
        <>
            {shown}
            {shown.length < text.length && (
                <>
                    …{" "}
                    <button type="button" className="show-all" onClick={() => setAll(true)}>
                        {say("showAll", { count: text.length })}
                    </button>
                </>
            )}
        </>
    );
}

// A few words that somebody wrote, within a line of ours.
export function Words({ text, plain }: { text: string; plain?: boolean }) {
    const shown = plain && text.length > kInlineMax ? `${clamp(text, kInlineMax)}…` : undefined;
    return <bdi className="people" dir="auto">{shown ?? <Clamped text={text} max={kInlineMax} />}</bdi>;
}

export function FormTitle({ form }: { form: string }) {
    const title = useFormTitle();
    return <bdi>{title(form)}</bdi>;
}

export function useFormTitle(): (form: string) => string {
    const { language, find } = useSpeech();
    const rulebook = useRulebook();
    return (form) => {
        const edition = own(kEditionForms, form);
        return (edition ? find(edition) : pick(own(rulebook.forms, form)?.title, language)) ?? form;
    };
}

// What a text is: the kind that its form names ("resolution"), else the form's title.
export function useKindTitle(): (item: { form: string; kind?: string | undefined }) => string {
    const language = useLanguage();
    const rulebook = useRulebook();
    const formTitle = useFormTitle();
    return ({ form, kind }) =>
        (kind && pick(kindTitle(rulebook, "kind", kind, form), language)) || formTitle(form);
}

export function useParticipantName(): (code: string, date?: string) => string {
    const { language, say } = useSpeech();
    const rulebook = useRulebook();
    return (code, date) =>
        code === "REGISTER"
            ? say("registerItself")
            : pick(nameOf(own(rulebook.participants, code), date)?.short, language) ?? code;
}

// A participant's name; `date` gives the name it bore then.
export function Participant({ code, date }: { code: string; date?: string | undefined }) {
    const name = useParticipantName()(code, date);
    return name === code ? <bdi dir="ltr">{code}</bdi> : <bdi>{name}</bdi>;
}

export function Participants({ codes, date }: { codes: string[]; date?: string | undefined }) {
    return codes.map((code, i) => (
        <Fragment key={code}>
            {i > 0 && <Say name="listSeparator" />}
            <Participant code={code} date={date} />
        </Fragment>
    ));
}

// "11th session" is the organisation's to say; the record knows an organ and a number.
export function Session({ session, date }: { session: string; date?: string | undefined }) {
    const name = useParticipantName();
    const found = /^([A-Z0-9-]+)\/(\d+)(E?)$/.exec(session);
    if (!found) return <Words text={session} />;
    const organ = <bdi>{name(found[1]!, date)}</bdi>;
    return <Say name={found[3] ? "sessionExtraordinary" : "sessionOf"} organ={organ} n={Number(found[2])} />;
}

// A word of the organisation, from its terms; the key itself shows that the rules of the register lack it.
export function useTerm(): (key: string, values?: Record<string, string | number>) => string {
    const language = useLanguage();
    const rulebook = useRulebook();
    return (key, values = {}) =>
        (pick(own(rulebook.terms, key), language) ?? key).replace(/\{([a-z]+)\}/g, (hole, name: string) =>
            String(own(values, name) ?? hole),
        );
}

// The same with values that are elements.
export function Term({ name, ...values }: { name: string } & Record<string, ReactNode>) {
    const parts = useTerm()(name).split(/\{([a-z]+)\}/);
    return (
        <bdi>
            {parts.map((part, i) => <Fragment key={i}>{i % 2 === 0 ? part : values[part]}</Fragment>)}
        </bdi>
    );
}

export function useThemeTitle(): (code: string) => string {
    const language = useLanguage();
    const { themes } = useRulebook();
    return (code) => pick(own(themes, code)?.title, language) ?? code;
}

export function Theme({ code }: { code: string }) {
    return <bdi>{useThemeTitle()(code)}</bdi>;
}

// Which version a reader is shown: in his language, else the original, else the first that there is.
export function versionFor(texts: Texts, language: string, versions?: Versions): string | undefined {
    if (Object.hasOwn(texts, language)) return language;
    const original = Object.keys(texts).find((of) => versions?.get(of) === "original");
    return original ?? Object.keys(texts)[0];
}

// One line of a language map, marked with its language.
export function Title({ texts, plain, versions }: { texts: Texts; plain?: boolean; versions?: Versions }) {
    const of = versionFor(texts, useLanguage(), versions);
    const text = of ? texts[of] : undefined;
    if (of === undefined || text === undefined) return null;
    return <span lang={of}><Words text={text} {...(plain ? { plain } : {})} /></span>;
}

// Language → what its version is: "original", "courtesy"…
export type Versions = ReadonlyMap<string, string>;

// What a value stands in.
export interface Around {
    form: string;
    languages: Versions;
}

// One text in several languages: the reader's first, each marked with its language and what it is.
export function Texts({ texts, versions }: { texts: Texts | Map<string, Json>; versions?: Versions }) {
    const language = useLanguage();
    const pairs: [string, unknown][] = texts instanceof Map ? [...texts] : Object.entries(texts);
    const rank = (of: string) => (of === language ? 0 : versions?.get(of) === "original" ? 1 : 2);
    const ordered = pairs.sort(([a], [b]) => rank(a) - rank(b));
    return ordered.map(([of, text]) => {
        const version = versions?.get(of);
        return (
            <div className="version" key={of}>
                {(ordered.length > 1 || of !== language || version) && (
                    <p className="version-name">
                        <bdi>{languageName(language, of)}</bdi>
                        {version && <> · <Term name={`version.${version}`} /></>}
                    </p>
                )}
                <Passage text={String(text)} language={of} />
            </div>
        );
    });
}

export function Passage({ text, language }: { text: string; language: string }) {
    return (
        <div className="people" lang={language} dir={directionOf(language) === "rtl" ? "rtl" : "auto"}>
            <Clamped text={text} max={kBlockMax} />
        </div>
    );
}

function isTexts(value: Json, schema: Schema | undefined, languages: string[]): value is Map<string, Json> {
    if (!(value instanceof Map) || value.size === 0) return false;
    const texts = [...value].every(([of, text]) => languages.includes(of) && typeof text === "string");
    return texts && (schema?.["x-mithaq"] === "text" || schema?.properties === undefined);
}

interface ValueProps {
    value: Json;
    schema?: Schema | undefined;
    around: Around;
}

// A value of a body, under the labels that the form's schema gives.
export function Value({ value, schema, around }: ValueProps): ReactNode {
    const { language, find } = useSpeech();
    const { languages } = useRulebook();
    if (isTexts(value, schema, languages)) return <Texts texts={value} versions={around.languages} />;
    if (value instanceof Map) {
        if (value.size === 0) return <Say name="none" />;
        return (
            <dl>
                {[...value].map(([name, item]) => {
                    const inner = own(schema?.properties, name);
                    const label = pick(inner?.title, language) ?? find(`field_${name}`);
                    return (
                        <div key={name}>
                            <dt>{label ? <bdi>{label}</bdi> : <bdi dir="ltr">{name}</bdi>}</dt>
                            <dd>
                                <Field name={name} value={item} schema={inner} around={around} />
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
                        <Field name="" value={item} schema={schema?.items} around={around} />
                    </li>
                ))}
            </ol>
        );
    if (typeof value === "boolean") return <Say name={value ? "yes" : "no"} />;
    if (typeof value === "number") return <bdi dir="ltr">{value}</bdi>;
    return <Words text={value} />;
}

// What a string means, its schema says; the edition's own forms have a few of their own.
function Field(props: { name: string; value: Json; schema: Schema | undefined; around: Around }) {
    const { language, find } = useSpeech();
    const { name, value, schema, around } = props;
    if (typeof value === "string") {
        const purpose = name === "purpose" ? find(`purpose_${value}`) : undefined;
        if (purpose && isEditionForm(around.form)) return purpose;
        const kind = kindOf(schema, value);
        if (name === "participant" || kind === "participant") return <Participant code={value} />;
        if (isEditionForm(around.form)) return <bdi className="machine" dir="ltr">{value}</bdi>;
        const title = pick(own(schema?.titles, value), language);
        if (title) return <bdi>{title}</bdi>;
        if (kind === "date" || kind === "partial-date") return <DateOf text={value} />;
        if (kind === "instant") return <Instant text={value} minutes={value.endsWith(":00Z")} />;
        if (kind === "theme") return <Theme code={value} />;
        if (kind === "session") return <Session session={value} />;
    }
    return <Value value={value} schema={schema} around={around} />;
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
