// One file: where it stands on its procedure, what comes next, what may be done now and by whom, what it requests
// and what was received, and its story.
import type { ReactNode } from "react";
import { file as ask, type FileClock, type FileCount, type FileItem, type AllowedMove } from "../api/files";
import { Answer, useAnswer } from "../components/answer";
import { authorsOf, BriefLink, BriefRef, useCarried } from "../components/brief";
import { DateOf, Deadline, Instant } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { StatusMark } from "../components/status";
import { type Column, CommunicationsTable, DataTable } from "../components/table";
import { Why, WhyDisclosure } from "../components/why";
import { type MessageName, Say, useSpeech } from "../messages";
import { clamp, Participant, Participants, Session, Title, useFormTitle, useParticipantName } from "../people";
import { formOf, own, pick, type Procedure, schemaAt, useRulebook } from "../rulebook";
import { href, type PageProps } from "../shell/route";
import { ActionCard } from "./action_card";
import { Many, useCountForm, useStageTitle, useTypeTitle, useView, ViewBar, Viewed } from "./file_parts";
import { FileStory } from "./file_story";

export default function FilePage({ route }: PageProps) {
    const { say } = useSpeech();
    const id = route.id ?? "";
    const view = useView(route);
    const answer = useAnswer(JSON.stringify([id, view.query]), (signal) => ask(id, view.query, signal));
    return (
        <Viewed view={view}>
            <Back />
            {answer.state === "missing" && <PageTitle title={say("noSuchFile")} />}
            <Answer of={answer}>
                {(found) => (
                    <article className="file">
                        <Top found={found} />
                        <ViewBar route={route} view={view} asOf={found.as_of} />
                        <Stages found={found} />
                        <Clocks found={found} />
                        <Allowed found={found} viewer={view.query.for} />
                        <Actions found={found} />
                        <Counts found={found} />
                        <Tables found={found} />
                        <Section title={<Say name="storyTitle" />}>
                            {found.truncated && <p className="quiet"><Say name="storyTruncated" /></p>}
                            <FileStory found={found} />
                        </Section>
                        <Communications found={found} />
                    </article>
                )}
            </Answer>
        </Viewed>
    );
}

function Back() {
    const query = useCarried("for", "as-of");
    return <p className="no-print"><a href={href("files", { query })}><Say name="backToFiles" /></a></p>;
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
    return <section className="panel"><h2>{title}</h2>{children}</section>;
}

function useProcedure(found: FileItem): Procedure | undefined {
    return own(useRulebook().procedures, found.type);
}

// ---- What it is, and where it stands

function Top({ found }: { found: FileItem }) {
    const { say, language } = useSpeech();
    const typeTitle = useTypeTitle()(found.type);
    const stage = useStageTitle()(found.type, found.stage);
    const number = say("fileNumber", { number: String(found.number) });
    return (
        <>
            <p className="text-kind">
                <bdi>{typeTitle}</bdi> · {number} · <a href={href("rules", { id: found.type })}><Say name="wholeProcedure" /></a>
            </p>
            <PageTitle title={clamp(pick(found.title, language) ?? `${typeTitle}, ${number}`, 200)}>
                {found.title ? <Title texts={found.title} /> : <><bdi>{typeTitle}</bdi>, {number}</>}
            </PageTitle>
            <div className="file-standing">
                <span className="quiet"><Say name="stageNow" /><Say name="colon" /></span>
                <strong><bdi>{stage}</bdi></strong>
                <span><Say name="fileSince" date={<Instant text={found.since} minutes />} /></span>
                <StatusMark kind="plain" word={say(found.closed ? "fileClosed" : "fileOpen")} />
                <Why file={found.id} of={`${say("whyStage")}: ${stage}`} />
            </div>
            <p className="file-facts">
                <span><Say name="fileOpened" date={<Instant text={found.opened.stamp} minutes />} who={<Participants codes={found.opened.from} />} /></span>
                {found.session && <span><SessionOf session={found.session} /></span>}
            </p>
        </>
    );
}

function SessionOf({ session }: { session: NonNullable<FileItem["session"]> }) {
    const name = <Session session={session.name} date={session.opens} />;
    return session.opens ? <Say name="fileSession" session={name} date={<DateOf text={session.opens} />} /> : <Say name="fileSessionOpen" session={name} />;
}

// The stages in the order of the procedure: each says in words whether the file is, was or has not been there.
function Stages({ found }: { found: FileItem }) {
    const { say, language } = useSpeech();
    return (
        <Section title={<Say name="stagesTitle" />}>
            <ol className="stages">
                {found.stages.map((stage) => {
                    const kind = stage.current ? "here" : stage.reached ? "reached" : "ahead";
                    return (
                        <li key={stage.name} className={`stage ${kind}${stage.final ? " final" : ""}`} aria-current={stage.current ? "step" : undefined}>
                            <span className="stage-dot" aria-hidden="true" />
                            <div className="stage-words">
                                <p className="stage-name"><bdi>{pick(stage.title, language) ?? stage.name}</bdi></p>
                                <p className="stage-state">
                                    {stage.current && <strong>{say("stageHere")}</strong>}
                                    {stage.reached && <span><Say name="stageReached" date={<Instant text={stage.reached} minutes />} /></span>}
                                    {kind === "ahead" && <span>{say("stageNotReached")}</span>}
                                    {stage.final && <span className="stage-final">{say("stageFinal")}</span>}
                                </p>
                            </div>
                        </li>
                    );
                })}
            </ol>
        </Section>
    );
}

// ---- What happens by itself

function Clocks({ found }: { found: FileItem }) {
    if (found.closed && found.clocks.length === 0) return null;
    return (
        <Section title={<Say name="clocksTitle" />}>
            {found.clocks.length === 0 ? <p className="quiet"><Say name="clockNone" /></p> : (
                <ul className="file-list">
                    {found.clocks.map((clock) => <Clock key={`${clock.kind} ${clock.index}`} found={found} clock={clock} />)}
                </ul>
            )}
        </Section>
    );
}

function Clock({ found, clock }: { found: FileItem; clock: FileClock }) {
    const { say, language } = useSpeech();
    const stage = useStageTitle();
    const formTitle = useFormTitle();
    const procedure = useProcedure(found);
    const date = <strong><Deadline at={clock.at} /></strong>;
    const count = clock.kind === "count" ? procedure?.count?.[clock.index] : undefined;
    const basis = pick((clock.kind === "count" ? count : procedure?.after?.[clock.index])?.basis, language);
    return (
        <li className="file-line">
            <span>
                {clock.kind === "after" && clock.to
                    ? <Say name="clockChange" date={date} stage={stage(found.type, clock.to)} />
                    : <Say name="clockCount" date={date} title={count ? formTitle(formOf(count.form)) : ""} />}
            </span>
            {basis && (
                <WhyDisclosure of={say("whyClock")}>
                    <p><Say name="whyBasis" basis={basis} /></p>
                    <p><a href={href("rules", { id: found.type })}><Say name="wholeProcedure" /></a></p>
                </WhyDisclosure>
            )}
        </li>
    );
}

// ---- What may be done now, and by whom

function Allowed({ found, viewer }: { found: FileItem; viewer: string | undefined }) {
    const mine = (move: AllowedMove) => viewer !== undefined && move.by.includes(viewer);
    const moves = movesShown(found.allowed);
    return (
        <Section title={<Say name="allowedTitle" />}>
            {found.allowed.length === 0 ? <p className="quiet"><Say name="allowedNothing" /></p> : (
                <ul className="file-list">
                    {[...moves.filter(mine), ...moves.filter((move) => !mine(move))].map((move) => (
                        <Move key={move.move} found={found} move={move} viewer={mine(move) ? viewer : undefined} />
                    ))}
                </ul>
            )}
        </Section>
    );
}

// Of two ways to do the same, the one that waits for nothing is enough.
export function movesShown(moves: readonly AllowedMove[]): AllowedMove[] {
    const same = (a: AllowedMove, b: AllowedMove) => a.forms.join() === b.forms.join() && a.by.every((code) => b.by.includes(code));
    return moves.filter((move) => move.unmet.length === 0 || !moves.some((other) => other.unmet.length === 0 && same(move, other)));
}

function Move({ found, move, viewer }: { found: FileItem; move: AllowedMove; viewer: string | undefined }) {
    const { say, language } = useSpeech();
    const name = useParticipantName();
    const formTitle = useFormTitle();
    const stage = useStageTitle();
    const rule = useProcedure(found)?.move?.[move.move];
    const help = pick(move.help ?? rule?.help, language);
    const basis = pick(rule?.basis, language);
    const forms = [...new Set(move.forms.map(formOf))];
    return (
        <li>
            <div className="file-line">
                <strong className="move-forms">
                    {forms.map((form, i) => <span key={form}>{i > 0 && <Say name="listSeparator" />}<bdi>{formTitle(form)}</bdi></span>)}
                </strong>
                {viewer && <StatusMark kind="plain" word={<Say name="allowedViewer" who={name(viewer)} />} />}
                {basis && (
                    <WhyDisclosure of={forms.map(formTitle).join(say("listSeparator"))}>
                        <p><Say name="whyBasis" basis={basis} /></p>
                        <p><a href={href("rules", { id: found.type })}><Say name="wholeProcedure" /></a></p>
                    </WhyDisclosure>
                )}
            </div>
            <div className="move-facts">
                <span><Say name="allowedBy" who={<Many codes={move.by} />} /></span>
                <span>{rule?.to ? <Say name="allowedTo" stage={stage(found.type, rule.to)} /> : <Say name="allowedStays" />}</span>
            </div>
            {help && <p className="quiet"><bdi>{help}</bdi></p>}
            {move.unmet.length > 0 && (
                <ul className="plain-list">
                    {move.unmet.map((index) => (
                        <li key={index}>
                            <StatusMark kind="open" word={<Say name="allowedUnmet" condition={pick(rule?.require?.[index]?.says, language) ?? ""} />} />
                        </li>
                    ))}
                </ul>
            )}
        </li>
    );
}

// ---- What it requests, what it counts, its tables

function Actions({ found }: { found: FileItem }) {
    if (found.asks.length === 0) return null;
    return (
        <Section title={<Say name="actionsCount" count={found.asks.length} />}>
            <div className="actions">
                {found.asks.map((action) => (
                    <ActionCard key={action.index} action={action} asOf={found.as_of} heading="h3" />
                ))}
            </div>
        </Section>
    );
}

function Counts({ found }: { found: FileItem }) {
    if (found.counts.length === 0) return null;
    return (
        <Section title={<Say name="countsTitle" />}>
            {found.counts.map((count) => <Count key={`${count.name} ${count.of.id}`} found={found} count={count} />)}
        </Section>
    );
}

const kChoices = ["yes", "no", "abstain"] as const;

// The words for a vote are the form's; ours where it has none.
function useChoiceTitle(form: string | undefined, path: string | undefined): (choice: string) => string {
    const { language, find } = useSpeech();
    const schema = own(useRulebook().forms, form ?? "")?.schema;
    const titles = path ? schemaAt(schema, ...path.replace(/^body\./, "").split("."))?.titles : undefined;
    return (choice) => pick(own(titles, choice), language) ?? find(`choice_${choice}`) ?? choice;
}

function Count({ found, count }: { found: FileItem; count: FileCount }) {
    const { say } = useSpeech();
    const formTitle = useFormTitle();
    const form = useCountForm()(found.type, count.name);
    const rule = useProcedure(found)?.count?.find(({ name }) => name === count.name);
    const choiceTitle = useChoiceTitle(form, rule?.choice);
    const yes = count.votes.filter(({ choice }) => choice === "yes").length;
    const decided = count.decided && <Instant text={count.decided} minutes />;
    const word = !decided ? <Say name="countRunning" /> : <Say name={count.reached ? "countReached" : "countNotReached"} date={decided} />;
    return (
        <div className="count-of">
            <h3>{form ? formTitle(form) : count.name}</h3>
            <div className="file-line">
                <StatusMark kind={count.reached ? "good" : "plain"} word={word} />
                <strong>
                    <Say name="countNeeded" count={yes} needed={count.needed} />
                </strong>
                <Why file={found.id} question={{ count: count.name }} of={form ? formTitle(form) : say("countsTitle")} />
            </div>
            <p className="quiet"><Say name="countOn" title={<BriefLink brief={count.of} />} /></p>
            {kChoices.map((choice) => {
                const votes = count.votes.filter((vote) => vote.choice === choice);
                return votes.length > 0 && (
                    <p key={choice} className="count-votes">
                        {rule?.choice && <><strong><bdi>{choiceTitle(choice)}</bdi> ({votes.length})</strong><Say name="colon" /> </>}
                        <Participants codes={votes.map(({ participant }) => participant)} />
                    </p>
                );
            })}
        </div>
    );
}

function Tables({ found }: { found: FileItem }) {
    const { language } = useSpeech();
    if (found.tables.length === 0) return null;
    return found.tables.map((table) => (
        <Section key={table.name} title={<bdi>{pick(table.title, language)}</bdi>}>
            {table.rows.length === 0 ? <p className="quiet"><Say name="tableEmpty" /></p> : <CommunicationsTable table={table} />}
        </Section>
    ));
}

// ---- The communications

type Brief = FileItem["acts"][number];

function Communications({ found }: { found: FileItem }) {
    const { say } = useSpeech();
    const formTitle = useFormTitle();
    const heading = (name: MessageName) => say(name);
    const columns: Column<Brief>[] = [
        { key: "number", header: heading("number"), numeric: true, cell: (row) => <bdi dir="ltr">{row.number}</bdi>, sort: (row) => row.number },
        { key: "title", header: heading("subject"), rowHeader: true, cell: (row) => <><BriefLink brief={row} />{row.ref && <span className="name-line quiet"><BriefRef brief={row} /></span>}</> },
        { key: "form", header: heading("form"), cell: (row) => <bdi>{formTitle(row.form)}</bdi>, sort: (row) => formTitle(row.form) },
        { key: "from", header: heading("from"), cell: (row) => authorsOf(row).map((code, i) => <span key={code}>{i > 0 && <Say name="listSeparator" />}<Participant code={code} /></span>) },
        { key: "stamp", header: heading("registeredAt"), cell: (row) => <Instant text={row.stamp} minutes /> },
    ];
    return (
        <Section title={<Say name="communicationsTitle" />}>
            <details>
                <summary><Say name="communicationsCount" count={found.acts.length} /></summary>
                <DataTable caption={say("communicationsTitle")} columns={columns} rows={found.acts} keyOf={(row) => row.id} />
            </details>
        </Section>
    );
}
