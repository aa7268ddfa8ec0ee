// The page's languages: one catalogue each, loaded when it is read, in ICU syntax; and how words,
// instants and names are put together.
import { createContext, isValidElement, type ReactNode, useContext, useMemo } from "react";
import { createIntl, createIntlCache, type IntlShape } from "react-intl";
import type { ar, Messages } from "./ar";

export const kLanguages = ["ar", "en", "fr"] as const;
export type Language = (typeof kLanguages)[number];
export type MessageName = keyof typeof ar;
export type Values = Record<string, ReactNode>;

const kOwnNames: Record<Language, string> = { ar: "العربية", en: "English", fr: "Français" };
// Latin digits in every language; in English the day comes first, as in the other two.
const kLocales: Record<Language, string> = { ar: "ar-u-nu-latn", en: "en-GB", fr: "fr" };

export function ownName(language: Language): string {
    return kOwnNames[language];
}

export function localeOf(language: Language): string {
    return kLocales[language];
}

export function directionOf(language: string): "rtl" | "ltr" {
    return language === "ar" ? "rtl" : "ltr";
}

export async function loadCatalogue(language: Language): Promise<Messages> {
    switch (language) {
        case "ar":
            return (await import("./ar")).ar;
        case "en":
            return (await import("./en")).en;
        case "fr":
            return (await import("./fr")).fr;
    }
}

export interface Speech {
    language: Language;
    // The message as a string, for attributes and titles.
    say(name: MessageName, values?: Record<string, string | number>): string;
    // The message whose name was put together from data, or nothing when there is none.
    find(name: string): string | undefined;
    intl: IntlShape;
}

export function speechOf(language: Language, catalogue: Messages): Speech {
    const intl = createIntl(
        {
            locale: kLocales[language],
            messages: catalogue,
            onError: (error) => {
                throw error; // a message that cannot be said is a fault of ours; tests say them all
            },
        },
        createIntlCache(),
    );
    return {
        language,
        intl,
        say: (name, values) => intl.formatMessage({ id: name }, values, { ignoreTag: true }),
        find: (name) => (Object.hasOwn(catalogue, name) ? catalogue[name as MessageName] : undefined),
    };
}

const SpeechContext = createContext<Speech | undefined>(undefined);

export function LanguageProvider(props: { language: Language; catalogue: Messages; children: ReactNode }) {
    const { language, catalogue } = props;
    const speech = useMemo(() => speechOf(language, catalogue), [language, catalogue]);
    return <SpeechContext value={speech}>{props.children}</SpeechContext>;
}

export function useSpeech(): Speech {
    const speech = useContext(SpeechContext);
    if (!speech) throw new Error("outside of LanguageProvider");
    return speech;
}

export function useLanguage(): Language {
    return useSpeech().language;
}

// The message with its values; each is isolated, so it cannot turn the sentence around. A value that is
// an element isolates itself; a number may decide a plural, so it stays one.
export function Say({ name, ...values }: { name: MessageName } & Values) {
    const { intl } = useSpeech();
    const isolated = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, isolate(value)]));
    return <>{intl.formatMessage({ id: name }, isolated as Record<string, never>, { ignoreTag: true })}</>;
}

function isolate(value: ReactNode): ReactNode {
    return isValidElement(value) || typeof value === "number" ? value : <bdi>{value}</bdi>;
}

export function languageName(language: Language, of: string): string {
    try {
        return new Intl.DisplayNames(language, { type: "language" }).of(of) ?? of;
    } catch {
        return of; // not the shape of a language's code
    }
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
