// A procedure as prose, written out by the register from its rules; or all of them, to choose from.
import { procedure } from "../api/files";
import { Answer, useAnswer } from "../components/answer";
import { List, RowLink } from "../components/list";
import { PageTitle } from "../components/page_title";
import { Say, useLanguage, useSpeech } from "../messages";
import { own, pick, useRulebook } from "../rulebook";
import { href, type PageProps } from "../shell/route";
import { useTypeTitle } from "./file_parts";

export default function RulesPage({ route }: PageProps) {
    return route.id === undefined ? <AllProcedures /> : <OneProcedure type={route.id} />;
}

function AllProcedures() {
    const { say } = useSpeech();
    const language = useLanguage();
    const { procedures } = useRulebook();
    const typeTitle = useTypeTitle();
    const types = Object.keys(procedures).sort((a, b) => typeTitle(a).localeCompare(typeTitle(b), language));
    return (
        <>
            <p className="no-print"><a href={href("files")}><Say name="backToFiles" /></a></p>
            <PageTitle title={say("rulesTitle")} />
            <p className="quiet"><Say name="rulesMore" /></p>
            <List
                label={say("rulesTitle")} items={types} keyOf={String} empty={<Say name="rulesNone" />}
                row={(type) => (
                    <>
                        <p className="file-row-title"><RowLink to={href("rules", { id: type })}><bdi>{typeTitle(type)}</bdi></RowLink></p>
                        {procedures[type]!.help && <p className="quiet"><bdi>{pick(procedures[type]!.help, language)}</bdi></p>}
                    </>
                )}
            />
        </>
    );
}

function OneProcedure({ type }: { type: string }) {
    const { say, language } = useSpeech();
    const { procedures } = useRulebook();
    const title = useTypeTitle()(type);
    const help = pick(own(procedures, type)?.help, language);
    const answer = useAnswer(`${type} ${language}`, (signal) => procedure(type, language, signal));
    return (
        <>
            <p className="no-print"><a href={href("rules")}><Say name="rulesBack" /></a></p>
            {answer.state === "missing" ? (
                <PageTitle title={say("rulesNoSuch")} />
            ) : (
                <PageTitle title={say("rulesOf", { type: title })}><Say name="rulesOf" type={title} /></PageTitle>
            )}
            {help && <p className="rules-help"><bdi>{help}</bdi></p>}
            <p className="no-print"><a href={href("files", { query: new URLSearchParams({ type }) })}><Say name="rulesFiles" /></a></p>
            <Answer of={answer}>
                {({ sentences }) => (
                    <>
                        {sentences.length > 2 && <Contents headings={sentences.map((section) => section.heading)} />}
                        {sentences.map((section, at) => (
                            <section key={at} id={`part-${at}`} tabIndex={-1} className="rules-part">
                                <h2><bdi>{section.heading}</bdi></h2>
                                {section.paragraphs.map((paragraph, i) => <p key={i}><bdi>{paragraph}</bdi></p>)}
                            </section>
                        ))}
                    </>
                )}
            </Answer>
        </>
    );
}

// The address is the page's: parts are gone to, not linked to.
function Contents({ headings }: { headings: string[] }) {
    const { say } = useSpeech();
    const goTo = (at: number) => {
        const part = document.getElementById(`part-${at}`);
        part?.scrollIntoView();
        part?.focus({ preventScroll: true });
    };
    return (
        <nav className="rules-contents no-print" aria-label={say("rulesContents")}>
            <ul>
                {headings.map((heading, at) => (
                    <li key={at}><button type="button" className="link" onClick={() => goTo(at)}><bdi>{heading}</bdi></button></li>
                ))}
            </ul>
        </nav>
    );
}
