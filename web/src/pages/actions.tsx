// What the files of the register request, whoever opened them: of whom, by when, and what was received.
import { actions as ask, type Action, type ActionList, type ActionsQuery, type AsOf } from "../api/files";
import { AnswerState, useAnswer } from "../components/answer";
import { PageTitle } from "../components/page_title";
import { type Column, DataTable } from "../components/table";
import { formatPartial } from "../dates";
import { Say, useSpeech } from "../messages";
import { Title, useFormTitle, useParticipantName } from "../people";
import { formOf, useRulebook } from "../rulebook";
import { useRegister } from "../shell/register";
import { href, type PageProps, type Route } from "../shell/route";
import { ActionState, ActionTitle, AskedOf, AnswerList, Awaited, CharacterOf, When } from "./action_card";
import { FileFilters, FileLink, useChoices, useView, ViewBar, Viewed } from "./file_parts";
import { usePages } from "./pages";

const kFilters = ["participant", "type", "form", "state", "due-after", "due-before", "matter", "sort"] as const;
const kPage = 50;

export default function ActionsPage({ route }: PageProps) {
    const { say } = useSpeech();
    const { desk } = useRegister();
    const name = useParticipantName();
    const view = useView(route);
    const filters = Object.fromEntries(kFilters.flatMap((name) => (route.query.get(name) ? [[name, route.query.get(name)!]] : [])));
    const query = { ...filters, ...view.query, limit: kPage } as ActionsQuery;
    const answer = useAnswer(JSON.stringify(query), (signal) => ask(query, signal));
    const pages = usePages<Action, ActionList>(answer, (before) => ask({ ...query, before }));
    const found = answer.value;
    return (
        <Viewed view={view}>
            <PageTitle title={say("actionsTitle")} />
            <p className="quiet"><Say name="actionsMore" /></p>
            {desk && <p className="no-print"><a href={href("actions", { query: new URLSearchParams({ participant: desk.participant, state: "awaited" }) })}><Say name="actionsOwn" who={name(desk.participant)} /></a></p>}
            <Filters route={route} viewer={view.query.for} />
            <ViewBar route={route} view={view} asOf={found?.as_of} />
            <p role="status" className="file-total">{found && <Say name="actionsCount" count={found.total} />}</p>
            <AnswerState of={answer} />
            {found && found.total === 0 && <p><Say name={Object.keys(filters).length > 0 ? "actionsNone" : "actionsEmpty"} /></p>}
            <div aria-busy={pages.busy || answer.state === "loading"}>
                {found && pages.items.length > 0 && <ActionsTable actions={pages.items} asOf={found.as_of} />}
            </div>
            {pages.more && <p><button type="button" disabled={pages.busy} onClick={pages.more}><Say name="more" /></button></p>}
        </Viewed>
    );
}

// Each action in a row; on a narrow screen a card.
function ActionsTable({ actions, asOf }: { actions: Action[]; asOf: AsOf }) {
    const { say, language } = useSpeech();
    const nothing = <Say name="participantsNothing" />;
    const columns: Column<Action>[] = [
        {
            key: "action", header: say("actionTitle"), rowHeader: true,
            cell: (action) => (
                <>
                    <ActionTitle action={action} />
                    {action.text && <span className="name-line action-words"><Title texts={action.text} plain /></span>}
                    <span className="name-line action-words"><FileLink file={action.matter} /></span>
                </>
            ),
        },
        { key: "of", header: say("actionOf"), cell: (action) => <><AskedOf codes={action.of} /><span className="name-line quiet"><CharacterOf action={action} /></span></> },
        { key: "by", header: say("actionBy"), cell: (action) => <When action={action} asOf={asOf} /> },
        { key: "state", header: say("actionState"), cell: (action) => <><ActionState action={action} /><Awaited action={action} brief /></> },
        {
            key: "replies", header: say("actionReplied"),
            cell: (action) => (action.answers.length > 0 ? <AnswerList action={action} /> : nothing),
        },
    ];
    return (
        <DataTable
            caption={say("actionsAsAt", { date: formatPartial(language, asOf.stamp.slice(0, 10)) })} columns={columns} rows={actions}
            keyOf={(action) => `${action.matter.id} ${action.index}`}
        />
    );
}

function Filters({ route, viewer }: { route: Route; viewer: string | undefined }) {
    const { say, language } = useSpeech();
    const { desk } = useRegister();
    const { procedures, sees } = useRulebook();
    const formTitle = useFormTitle();
    const choices = useChoices();
    // Forms that request something, or that a file begins with.
    const forms = new Set(Object.values(procedures).flatMap(({ move = [] }) => move.flatMap(({ form }) => [form].flat().map(formOf))));
    const formChoices = [...forms].map((form) => ({ value: form, title: formTitle(form) })).sort((a, b) => a.title.localeCompare(b.title, language));
    // Who has not answered is asked about one participant, and told to itself and to who follows the replies.
    const participant = route.query.get("participant");
    const told = viewer !== undefined && (viewer === participant || (sees !== undefined && desk?.registry === true && viewer === desk.participant));
    const states = (["open", "awaited", "answered", "released"] as const).filter(
        (state) => state !== "awaited" || (participant && told) || route.query.get("state") === state,
    );
    return (
        <FileFilters
            route={route}
            choices={[
                { name: "participant", label: "filterParticipant", any: "notesAnySender", options: choices.participants },
                { name: "type", label: "fileType", any: "anyType", options: choices.types },
                { name: "form", label: "actionForm", any: "anyForm", options: formChoices },
                {
                    name: "state", label: "actionState", any: "anyState",
                    options: states.map((state) => ({ value: state, title: say(`state_${state}`) })),
                },
                { name: "due-after", label: "dueAfter" },
                { name: "due-before", label: "dueBefore" },
                { name: "sort", label: "sort", any: "actionsNewest", options: [{ value: "due", title: say("actionsByDate") }] },
            ]}
        />
    );
}
