// The files of the register: what each is, where it stands, what date comes next. Every filter stands in the
// address, so that a list can be sent and kept.
import { files as ask, type FileList, type FileRow, type FilesQuery } from "../api/files";
import { useAnswer } from "../components/answer";
import { useCarried } from "../components/brief";
import { Deadline, Instant } from "../components/clock";
import { List, RowLink } from "../components/list";
import { PageTitle } from "../components/page_title";
import { StatusMark } from "../components/status";
import { Why } from "../components/why";
import { Say, useSpeech } from "../messages";
import { Participants, Title } from "../people";
import { own, pick, useRulebook } from "../rulebook";
import { href, type PageProps, type Route } from "../shell/route";
import { FileFilters, StageMark, useChoices, useStageTitle, useTypeTitle, useView, ViewBar, Viewed } from "./file_parts";
import { usePages } from "./pages";
import "./files.css";

const kFilters = ["type", "stage", "open", "participant"] as const;
const kPage = 50;

export default function FilesPage({ route }: PageProps) {
    const { say } = useSpeech();
    const view = useView(route);
    const filters = Object.fromEntries(kFilters.flatMap((name) => (route.query.get(name) ? [[name, route.query.get(name)!]] : [])));
    const asOf = view.query["as-of"];
    const query = { ...filters, ...(asOf ? { "as-of": asOf } : {}), limit: kPage } as FilesQuery;
    const question = JSON.stringify(query);
    const answer = useAnswer(question, (signal) => ask(query, signal));
    const pages = usePages<FileRow, FileList>(answer, (before) => ask({ ...query, before }));
    const total = answer.value?.total;
    return (
        <Viewed view={view}>
            <PageTitle title={say("filesTitle")} />
            <p className="quiet"><Say name="filesMore" /> <a href={href("rules")}><Say name="filesRules" /></a></p>
            <Filters route={route} />
            <ViewBar route={route} view={view} asOf={answer.value?.as_of} whose={false} />
            <p role="status" className="file-total">{total !== undefined && <Say name="filesCount" count={total} />}</p>
            <List
                label={say("filesTitle")} items={pages.items} keyOf={(row) => row.id} of={answer} more={pages.more} busy={pages.busy}
                empty={<Say name={Object.keys(filters).length > 0 ? "filesNone" : "filesEmpty"} />}
                row={(row) => <Row row={row} />}
            />
        </Viewed>
    );
}

function Filters({ route }: { route: Route }) {
    const { say, language } = useSpeech();
    const { procedures } = useRulebook();
    const choices = useChoices();
    const type = route.query.get("type") ?? "";
    const stages = (own(procedures, type)?.stage ?? []).map(({ name, title }) => ({ value: name, title: pick(title, language) ?? name }));
    return (
        <FileFilters
            route={route}
            choices={[
                { name: "type", label: "fileType", any: "anyType", options: choices.types },
                // A stage is one of a type's.
                ...(stages.length > 0 || route.query.get("stage")
                    ? [{ name: "stage", label: "fileStage", any: "anyStage", options: stages } as const]
                    : []),
                {
                    name: "open", label: "fileStanding", any: "anyStanding",
                    options: [{ value: "yes", title: say("fileOpen") }, { value: "no", title: say("fileClosed") }],
                },
                { name: "participant", label: "filterParticipant", any: "notesAnySender", options: choices.participants },
            ]}
        />
    );
}

function Row({ row }: { row: FileRow }) {
    const { say } = useSpeech();
    const typeTitle = useTypeTitle();
    const stageTitle = useStageTitle();
    const query = useCarried("for", "as-of");
    return (
        <div className="file-row">
            <p className="file-row-title">
                <RowLink to={href("files", { id: row.id, query })}>
                    {row.title ? <Title texts={row.title} plain /> : <bdi>{typeTitle(row.type)}</bdi>}
                </RowLink>
            </p>
            <p className="file-facts">
                <span><bdi>{typeTitle(row.type)}</bdi></span>
                <span><Say name="fileOpened" date={<Instant text={row.opened.stamp} minutes />} who={<Participants codes={row.opened.from} />} /></span>
            </p>
            <div className="file-marks">
                <StageMark type={row.type} stage={row.stage} closed={row.closed} />
                <Why file={row.id} of={`${say("whyStage")}: ${stageTitle(row.type, row.stage)}`} />
                <span><Say name="fileSince" date={<Instant text={row.since} minutes />} /></span>
                {row.next && <span><Say name="fileNext" date={<Deadline at={row.next} />} /></span>}
                {row.asks.open > 0 && <StatusMark kind="plain" word={say("fileOpenActions", { count: row.asks.open })} />}
            </div>
        </div>
    );
}
