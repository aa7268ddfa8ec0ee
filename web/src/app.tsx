import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { ActPage } from "./act_page";
import * as api from "./api";
import { useEntries } from "./entries";
import { ListPage } from "./list_page";
import {
    directionOf, initialLanguage, kLanguages, type Language, LanguageContext, message, ownName,
    rememberLanguage, Say,
} from "./messages";
import { RulebookContext, Words } from "./people";
import { kNoRulebook, loadRulebook, pick, type Rulebook } from "./rulebook";

function subscribe(changed: () => void): () => void {
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
}

function actOf(hash: string): string | undefined {
    return /^#\/act\/([0-9a-f]{64})$/.exec(hash)?.[1];
}

export function App() {
    const [language, setLanguage] = useState(initialLanguage);
    const hash = useSyncExternalStore(subscribe, () => location.hash);
    const entries = useEntries();
    const { rulebook, info } = useRegister(entries.state === "live");
    const main = useRef<HTMLElement>(null);
    const id = actOf(hash);
    const route = useRef(id);

    useEffect(() => {
        document.documentElement.lang = language;
        document.documentElement.dir = directionOf(language);
        document.title = message(language, "appName");
    }, [language]);
    useEffect(() => {
        if (route.current === id) return; // not on the first showing: the reader is at the top
        route.current = id;
        scrollTo(0, 0);
        main.current?.querySelector("h1")?.focus({ preventScroll: true });
    }, [id]);

    const choose = (chosen: Language) => {
        setLanguage(chosen);
        rememberLanguage(chosen);
    };
    const title = pick(rulebook.title, language);
    const notice = pick(info?.notice, language);
    return (
        <LanguageContext value={language}>
            <RulebookContext value={rulebook}>
                <a
                    className="skip"
                    href={hash || "#/"}
                    onClick={(event) => {
                        event.preventDefault();
                        main.current?.focus();
                    }}
                >
                    <Say name="skipToContent" />
                </a>
                <header>
                    <p className="name">
                        <a href="#/"><Say name="appName" /></a>
                        {title && <> <span><bdi>{title}</bdi></span></>}
                    </p>
                    <nav aria-label={message(language, "languageChoice")}>
                        {kLanguages.map((each) => (
                            <button
                                key={each}
                                type="button"
                                lang={each}
                                aria-pressed={each === language}
                                onClick={() => choose(each)}
                            >
                                {ownName(each)}
                            </button>
                        ))}
                    </nav>
                </header>
                {notice && (
                    <aside aria-label={message(language, "notice")}><Words text={notice} /></aside>
                )}
                <main ref={main} tabIndex={-1}>
                    {id ? <ActPage id={id} /> : <ListPage entries={entries} />}
                </main>
            </RulebookContext>
        </LanguageContext>
    );
}

// The register's own words. Without them the page shows codes: asked again when the register answers.
function useRegister(answers: boolean): { rulebook: Rulebook; info?: api.RegisterInfo } {
    const [info, setInfo] = useState<api.RegisterInfo>();
    const [rulebook, setRulebook] = useState(kNoRulebook);
    useEffect(() => {
        if (!answers || rulebook !== kNoRulebook) return;
        const load = async () => {
            const found = await api.register();
            setInfo(found);
            setRulebook(await loadRulebook(found.rulebookSha256));
        };
        load().catch(() => undefined);
    }, [answers, rulebook]);
    return { rulebook, ...(info ? { info } : {}) };
}
