// What the files of the register request, whoever opened them: of whom, by when, and what was received.
import { actions as ask, type Action, type ActionList, type ActionsQuery } from "../api/files";
import { AnswerState, useAnswer } from "../components/answer";
import { PageTitle } from "../components/page_title";
import { Say, useSpeech } from "../messages";
import { useFormTitle, useParticipantName } from "../people";
import { formOf, useRulebook } from "../rulebook";
import { useRegister } from "../shell/register";
import { href, type PageProps, type Route } from "../shell/route";
import { ActionCard } from "./action_card";
import { FileFilters, useChoices, useView, ViewBar, Viewed } from "./file_parts";
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
            <Filters route={route} />
            <ViewBar route={route} view={view} asOf={found?.as_of} />
            <p role="status" className="file-total">{found && <Say name="actionsCount" count={found.total} />}</p>
            <AnswerState of={answer} />
            {found && found.total === 0 && <p><Say name={Object.keys(filters).length > 0 ? "actionsNone" : "actionsEmpty"} /></p>}
            <div className="actions" aria-busy={pages.busy || answer.state === "loading"}>
                {found && pages.items.map((action) => (
                    <ActionCard key={`${action.matter.id} ${action.index}`} action={action} asOf={found.as_of} heading="h2" />
                ))}
            </div>
            {pages.more && <p><button type="button" disabled={pages.busy} onClick={pages.more}><Say name="more" /></button></p>}
        </Viewed>
    );
}

function Filters({ route }: { route: Route }) {
    const { say, language } = useSpeech();
    const { procedures } = useRulebook();
    const formTitle = useFormTitle();
    const choices = useChoices();
    // Forms that request something, or that a file begins with.
    const forms = new Set(Object.values(procedures).flatMap(({ move = [] }) => move.flatMap(({ form }) => [form].flat().map(formOf))));
    const formChoices = [...forms].map((form) => ({ value: form, title: formTitle(form) })).sort((a, b) => a.title.localeCompare(b.title, language));
    // Who has not answered is asked about one participant; the register tells whom it concerns.
    const states = (["open", "awaited", "answered", "released"] as const).filter((state) => state !== "awaited" || route.query.get("participant"));
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
