// The frame of every page: whose register this is, where one can go, in which language; and the notice that
// no page is without.
import { Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { AnswerState } from "../components/answer";
import { PageTitle, wantFocus } from "../components/page_title";
import {
    directionOf, initialLanguage, kLanguages, type Language, LanguageProvider, loadCatalogue, ownName,
    rememberLanguage, Say, useSpeech,
} from "../messages";
import type { Messages } from "../messages/ar";
import { Words } from "../people";
import { pick, RulebookContext } from "../rulebook";
import { Navigation } from "./navigation";
import { pageOf } from "./pages";
import { type RegisterState, RegisterContext, useRegister, useRegisterState } from "./register";
import { parseRoute } from "./route";
import { useScrollPlace } from "./scroll";

function subscribe(changed: () => void): () => void {
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
}

export function App() {
    const [language, setLanguage] = useState(initialLanguage);
    const [spoken, setSpoken] = useState<{ language: Language; catalogue: Messages }>();
    const register = useRegisterState();

    useEffect(() => {
        let wanted = true;
        void loadCatalogue(language).then((catalogue) => wanted && setSpoken({ language, catalogue }));
        return () => {
            wanted = false;
        };
    }, [language]);
    useEffect(() => {
        if (!spoken) return;
        document.documentElement.lang = spoken.language;
        document.documentElement.dir = directionOf(spoken.language);
    }, [spoken]);

    const choose = (chosen: Language) => {
        setLanguage(chosen);
        rememberLanguage(chosen);
    };
    if (!spoken) return null; // one small file away
    return (
        <LanguageProvider language={spoken.language} catalogue={spoken.catalogue}>
            <RegisterContext value={register}>
                <RulebookContext value={register.rulebook}>
                    <Frame choose={choose} />
                </RulebookContext>
            </RegisterContext>
        </LanguageProvider>
    );
}

function Frame({ choose }: { choose: (language: Language) => void }) {
    const { language, say } = useSpeech();
    const hash = useSyncExternalStore(subscribe, () => location.hash);
    const route = useMemo(() => parseRoute(hash), [hash]);
    const register = useRegister();
    const main = useRef<HTMLElement>(null);
    const place = `${route.page}/${route.id ?? ""}`;
    const before = useRef(place);
    if (before.current !== place) wantFocus(); // not on the first showing: the reader is at the top
    useEffect(() => {
        before.current = place;
    }, [place]);
    useScrollPlace(place);

    const title = pick(register.rulebook.title, language);
    const notice = pick(register.info?.notice, language);
    return (
        <>
            <header>
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
                <div className="bar">
                    <p className="name">
                        <a href="#/"><Say name="appName" /></a>
                        {title && <span><bdi>{title}</bdi></span>}
                    </p>
                    <div className="languages" role="group" aria-label={say("languageChoice")}>
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
                    </div>
                </div>
                <Navigation
                    page={shownPage(route.page, register)}
                    desk={register.desk}
                    files={Object.keys(register.rulebook.procedures).length > 0}
                />
            </header>
            {notice && <aside className="notice" aria-label={say("notice")}><Words text={notice} /></aside>}
            <main ref={main} tabIndex={-1}>
                <Page key={place} route={route} register={register} />
            </main>
            <footer>
                <p><Say name="noPosition" /></p>
                {register.info && (
                    <p><Say name="servedBy" origin={<bdi dir="ltr">{register.info.origin}</bdi>} /></p>
                )}
            </footer>
        </>
    );
}

function shownPage(page: string, register: RegisterState): string {
    return page === "" ? (register.desk ? "notes" : "record") : page;
}

function Page({ route, register }: { route: ReturnType<typeof parseRoute>; register: RegisterState }) {
    const { say } = useSpeech();
    if (register.state === "loading") return <AnswerState of={{ state: "loading", again: register.again }} />;
    const Found = pageOf(shownPage(route.page, register), route.id !== undefined);
    if (!Found) return <><PageTitle title={say("noPage")} /><p><a href="#/"><Say name="toFirstPage" /></a></p></>;
    return (
        <Suspense fallback={<AnswerState of={{ state: "loading", again: register.again }} />}>
            {register.state === "failed" && <AnswerState of={{ state: "failed", again: register.again }} />}
            <Found route={route} />
        </Suspense>
    );
}
