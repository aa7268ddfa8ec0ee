// The page's languages: one catalogue each, and how words, instants and names are put together.
import { createContext, Fragment, isValidElement, type ReactNode, useContext } from "react";
import { ar, type Messages } from "./ar";
import { en } from "./en";
import { fr } from "./fr";

export const kLanguages = ["ar", "en", "fr"] as const;
export type Language = (typeof kLanguages)[number];
export type MessageName = keyof Messages;

const kCatalogues: Record<Language, Messages> = { ar, en, fr };
const kOwnNames: Record<Language, string> = { ar: "العربية", en: "English", fr: "Français" };

export const LanguageContext = createContext<Language>("ar");

export function ownName(language: Language): string {
    return kOwnNames[language];
}

export function directionOf(language: Language): "rtl" | "ltr" {
    return language === "ar" ? "rtl" : "ltr";
}

export function message(language: Language, name: MessageName): string {
    return kCatalogues[language][name];
}

// A message whose name was put together from data, or nothing when there is none.
export function messageFor(language: Language, name: string): string | undefined {
    const catalogue: Partial<Record<string, string>> = kCatalogues[language];
    return Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
}

// The message with its values; each is isolated, so it cannot turn the sentence around. A value that is
// an element isolates itself.
export function Say({ name, ...values }: { name: MessageName } & Record<string, ReactNode>) {
    const language = useContext(LanguageContext);
    const parts = message(language, name).split(/\{([a-z]+)\}/);
    return parts.map((part, i) => (
        <Fragment key={i}>{i % 2 === 0 ? part : isolated(values[part])}</Fragment>
    ));
}

function isolated(value: ReactNode): ReactNode {
    return isValidElement(value) ? value : <bdi>{value}</bdi>;
}

// "23 November 2026 09:30:00.123 UTC": Gregorian, UTC, Latin digits in every language.
export function Instant({ text }: { text: string }) {
    const language = useContext(LanguageContext);
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) return <bdi dir="ltr">{text}</bdi>;
    return (
        <time dateTime={text}>
            <bdi>{formatDate(language, date)}</bdi>{" "}
            <bdi dir="ltr">{text.slice(11, -1)} UTC</bdi>
        </time>
    );
}

export function formatDate(language: Language, date: Date): string {
    const locale = language === "en" ? "en-GB" : language; // the day first, as in the other two
    const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, {
        dateStyle: "long",
        timeZone: "UTC",
    });
    return format.format(date);
}

export function languageName(language: Language, of: string): string {
    return new Intl.DisplayNames(language, { type: "language" }).of(of) ?? of;
}

// The reader's choice, else the browser's first language that we have, else Arabic.
export function initialLanguage(): Language {
    const known = (text: string | null) => kLanguages.find((l) => text?.toLowerCase().split("-")[0] === l);
    return known(readChoice()) ?? navigator.languages.map(known).find((l) => l !== undefined) ?? "ar";
}

const kChoice = "mithaq-language";

function readChoice(): string | null {
    try {
        return localStorage.getItem(kChoice);
    } catch {
        return null; // storage is forbidden here: the choice lasts as long as the page
    }
}

export function rememberLanguage(language: Language): void {
    try {
        localStorage.setItem(kChoice, language);
    } catch {
        // as above
    }
}
