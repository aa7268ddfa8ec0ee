// Everything that is registered, in order of number, newest first; kept current while it is looked at.
import { useState } from "react";
import type { ListedEntry } from "../api/register";
import { Instant } from "../components/clock";
import { PageTitle } from "../components/page_title";
import { useEntries } from "../entries";
import { Say, useLanguage, useSpeech } from "../messages";
import { FormTitle, Participants, Words } from "../people";
import { pick } from "../rulebook";
import { href } from "../shell/route";
import "./register.css";

export default function RegisterPage() {
    const { say } = useSpeech();
    const [busy, setBusy] = useState(false);
    const { rows, size, state, shrunk, loadOlder } = useEntries();
    const older = async () => {
        setBusy(true);
        await loadOlder?.();
        setBusy(false);
    };
    return (
        <>
            <PageTitle title={say("listTitle")} />
            <p className="quiet"><Say name="listUnchecked" /></p>
            <p className={`state ${state}`} role="status">
                {state === "loading" && <Say name="loading" />}
                {state === "live" && <Say name="live" size={size} />}
                {state === "retrying" && <Say name="retrying" />}
            </p>
            {shrunk && <p className="verdict bad" role="alert"><Say name="shrunk" /></p>}
            {rows.length > 0 && (
                // The roles stay when the narrow layout takes the table's display away.
                <table role="table" className="register-table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col"><Say name="number" /></th>
                            <th role="columnheader" scope="col"><Say name="subject" /></th>
                            <th role="columnheader" scope="col"><Say name="from" /></th>
                            <th role="columnheader" scope="col"><Say name="registeredAt" /></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {rows.map((row) => <Row key={row.number} row={row} />)}
                    </tbody>
                </table>
            )}
            {loadOlder && (
                <p>
                    <button type="button" disabled={busy} onClick={() => void older()}>
                        <Say name="loadOlder" />
                    </button>
                </p>
            )}
        </>
    );
}

function Row({ row }: { row: ListedEntry }) {
    const language = useLanguage();
    const title = typeof row.title === "string" ? row.title : pick(row.title, language);
    return (
        <tr role="row">
            <td role="cell" className="number"><bdi dir="ltr">{row.number}</bdi></td>
            <td role="cell" className="subject">
                <a href={href("act", { id: row.id })}>
                    {title ? <Words text={title} plain /> : <FormTitle form={row.form} />}
                </a>
                <span className="quiet">
                    {title && <FormTitle form={row.form} />}
                    {row.ref && <Words text={row.ref} plain />}
                </span>
            </td>
            <td role="cell" className="from"><Participants codes={row.from} /></td>
            <td role="cell" className="when"><Instant text={row.stamp.replace(/\.\d{3}Z$/, "Z")} /></td>
        </tr>
    );
}
