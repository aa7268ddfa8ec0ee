// The parts of a note's form: sender, paper, contents, and the reply that a note asks for.
import { useEffect, useRef, useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import * as client from "../api/client";
import { CheckboxGroup, ComboBoxField, DateField, type Option, SelectField, TextField, TimeField } from "../components/form";
import { formatDate } from "../dates";
import { languageName, Say, useLanguage, useSpeech } from "../messages";
import { Participant, useParticipantName, useTerm } from "../people";
import { pick, useRulebook } from "../rulebook";
import { type Direction, gregorianOf, instantOf, type NoteDraft, offsetOf } from "./notes_draft";

export interface PartProps {
    typed: NoteDraft;
    change(more: Partial<NoteDraft>): void;
}

// Everybody who may be named, by name: an officer looks for a name, not for a rank.
function useParticipantOptions(): Option[] {
    const { participants } = useRulebook();
    const { language } = useSpeech();
    const name = useParticipantName();
    const term = useTerm();
    return Object.entries(participants)
        .map(([code, { kind }]) => ({ value: code, label: name(code), detail: term(`kind.${kind}`) }))
        .sort((a, b) => a.label.localeCompare(b.label, language));
}

const titled = (map: Record<string, { title: Record<string, string> }>, language: string, codes = Object.keys(map)): Option[] =>
    codes.map((code) => ({ value: code, label: pick(map[code]?.title, language) ?? code }));

export function NoteSender({ typed, change }: PartProps) {
    const { say, language } = useSpeech();
    const options = useParticipantOptions();
    const read = gregorianOf(typed.hijri);
    return (
        <fieldset>
            <legend><Say name="noteSenderPart" /></legend>
            <ComboBoxField
                name="sender" label={say("noteSender")} required options={options} value={typed.sender || undefined}
                onChange={(sender = "") => change({ sender })} description={say("noteSenderMore")}
            />
            <TextField name="ref" label={say("noteTheirRef")} value={typed.ref} onChange={(ref) => change({ ref })} maxLength={128} />
            <DateField
                name="gregorian" label={say("noteGregorian")} value={typed.gregorian || undefined}
                onChange={(gregorian = "") => change({ gregorian })}
            />
            <TextField
                name="hijri" label={say("noteHijri")} value={typed.hijri} onChange={(hijri) => change({ hijri })} maxLength={64}
                description={say("noteHijriMore")}
            />
            <p className="quiet note-computed" role="status">
                {read && <Say name="noteHijriRead" date={formatDate(language, new Date(`${read}T00:00:00Z`))} />}
                {!read && typed.hijri.trim() && <Say name="noteHijriUnread" />}
            </p>
        </fieldset>
    );
}

export function NotePaper({ typed, change, ways }: PartProps & { ways: string[] }) {
    const { say, language } = useSpeech();
    const rulebook = useRulebook();
    const [day = "", time = ""] = typed.at.split("T");
    const at = instantOf(typed.at);
    const spoken: Option[] = rulebook.languages.map((of) => ({ value: of, label: languageName(language, of) }));
    return (
        <fieldset>
            <legend><Say name="notePaperPart" /></legend>
            <div className="note-pair">
                <DateField name="at" label={say("noteAt")} required value={day || undefined} onChange={(to = "") => change({ at: `${to}T${time}` })} />
                <TimeField name="time" label={say("noteTime")} required value={time || undefined} onChange={(to = "") => change({ at: `${day}T${to}` })} />
            </div>
            <p className="quiet note-computed">
                {at && <Say name="noteInstant" offset={<bdi dir="ltr">UTC{offsetOf(typed.at)}</bdi>} instant={<bdi dir="ltr">{at.slice(0, 16).replace("T", " ")} UTC</bdi>} />}
            </p>
            <SelectField name="via" label={say("noteVia")} required options={titled(rulebook.ways, language, ways)} value={typed.via || undefined} onChange={(via = "") => change({ via })} />
            <TextField name="by" label={say("noteBy")} required value={typed.by} onChange={(by) => change({ by })} maxLength={64} description={say("noteByMore")} />
            <CheckboxGroup
                name="languages" label={say("noteLanguages")} options={spoken} value={typed.languages}
                onChange={(languages) => change({ languages, original: originalOf(languages, typed.original) })}
            />
            {typed.languages.length > 0 && (
                <SelectField
                    name="original" label={say("noteOriginal")} required value={typed.original || undefined}
                    options={spoken.filter(({ value }) => typed.languages.includes(value))} onChange={(original = "") => change({ original })}
                />
            )}
        </fieldset>
    );
}

// One language alone is the original.
function originalOf(languages: string[], original: string): string {
    if (languages.length === 1) return languages[0]!;
    return languages.includes(original) ? original : "";
}

export function NoteContents({ typed, change, direction, participant }: PartProps & { direction: Direction; participant: string }) {
    const { say, language } = useSpeech();
    const { markings, languages } = useRulebook();
    const ordered = [...languages].sort((a, b) => Number(b === language) - Number(a === language));
    return (
        <fieldset>
            <legend><Say name="noteContentsPart" /></legend>
            <Addressees typed={typed} change={change} participant={participant} />
            <p className="quiet"><Say name="noteSubjectMore" /></p>
            {ordered.map((of) => (
                <TextField
                    key={of} name={`subject-${of}`} lang={of} label={say("noteSubjectIn", { language: languageName(language, of) })}
                    value={typed.subject[of] ?? ""} onChange={(text) => change({ subject: { ...typed.subject, [of]: text } })}
                />
            ))}
            {direction === "out" && ordered.map((of) => (
                <TextField
                    key={of} name={`text-${of}`} lang={of} rows={5} label={say("noteTextIn", { language: languageName(language, of) })}
                    value={typed.text[of] ?? ""} onChange={(text) => change({ text: { ...typed.text, [of]: text } })}
                />
            ))}
            {direction === "out" && (
                <TextField name="ref" label={say("noteOwnRef")} value={typed.ref} onChange={(ref) => change({ ref })} maxLength={128} />
            )}
            <SelectField
                name="marking" label={say("noteMarking")} value={typed.marking || "-"}
                options={[{ value: "-", label: say("noteNoMarking") }, ...titled(markings, language)]}
                onChange={(marking = "-") => change({ marking: marking === "-" ? "" : marking })}
            />
            <NoteSearch typed={typed} change={change} />
        </fieldset>
    );
}

// Where the focus goes once what had it is gone: to the first that `want` names, when it is drawn.
function useFocusAfter() {
    const within = useRef<HTMLDivElement>(null);
    const wanted = useRef("");
    useEffect(() => {
        if (wanted.current) within.current?.querySelector<HTMLElement>(wanted.current)?.focus();
        wanted.current = "";
    });
    return { within, want: (selector: string) => { wanted.current = selector; } };
}

// Several, one after another; sets of the organisation add all of theirs.
function Addressees({ typed, change, participant }: PartProps & { participant: string }) {
    const { say, language } = useSpeech();
    const { sets, participants } = useRulebook();
    const options = useParticipantOptions();
    const name = useParticipantName();
    const { within, want } = useFocusAfter();
    const add = (codes: string[]) => change({ to: [...new Set([...typed.to, ...codes])] });
    const remove = (at: number) => {
        const left = typed.to.length - 1;
        want(left > 0 ? `li:nth-child(${Math.min(at + 1, left)}) button` : "input");
        change({ to: typed.to.filter((_, i) => i !== at) });
    };
    const membersOf = ({ kind, list }: { kind?: string; list?: string[] }) =>
        list ?? Object.keys(participants).filter((code) => participants[code]?.kind === kind && code !== participant);
    return (
        <div className="note-addressees" ref={within}>
            <ComboBoxField
                name="to" label={say("noteTo")} required clears value={undefined}
                options={options.filter(({ value }) => !typed.to.includes(value))} onChange={(code) => code && add([code])}
                description={say("noteToMore")}
            />
            <p className="note-sets">
                {Object.entries(sets).map(([code, set]) => (
                    <button key={code} type="button" onClick={() => add(membersOf(set))}>
                        <Say name="noteAddSet" title={pick(set.title, language)} />
                    </button>
                ))}
            </p>
            {typed.to.length > 0 && (
                <ul className="note-chosen" aria-label={say("noteTo")}>
                    {typed.to.map((code, at) => (
                        <li key={code}>
                            <Participant code={code} />{" "}
                            <button type="button" className="link" aria-label={say("noteRemove", { title: name(code) })} onClick={() => remove(at)}>
                                <span aria-hidden="true">✕</span>
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}

const kSearchMs = 250;

// A note among those registered, by its number, its sender's reference or a part of its subject.
function NoteSearch({ typed, change }: PartProps) {
    const { say } = useSpeech();
    const language = useLanguage();
    const name = useParticipantName();
    const [asked, setAsked] = useState("");
    const [found, setFound] = useState<client.Brief[]>([]);
    useEffect(() => {
        const stop = new AbortController();
        const timer = setTimeout(() => {
            searchNotes(asked, stop.signal).then(setFound, () => setFound([]));
        }, kSearchMs);
        return () => {
            clearTimeout(timer);
            stop.abort();
        };
    }, [asked]);
    const lineOf = (note: client.Brief) =>
        [String(note.number), note.ref, pick(note.title, language)].filter(Boolean).join(" · ");
    const { within, want } = useFocusAfter();
    const chosen = typed.repliesTo;
    if (chosen)
        return (
            <div className="field" ref={within}>
                <span className="field-label"><Say name="noteRepliesTo" /></span>
                <p className="note-replies">
                    <bdi className="people">{chosen.title}</bdi>{" "}
                    <button
                        type="button" className="link" aria-label={say("noteRemove", { title: chosen.title })}
                        onClick={() => {
                            want("input");
                            change({ repliesTo: undefined });
                        }}
                    >
                        <span aria-hidden="true">✕</span>
                    </button>
                </p>
            </div>
        );
    return (
        <ComboBox
            ref={within} className="field" id="field-repliesTo" items={found} inputValue={asked} onInputChange={setAsked} allowsEmptyCollection menuTrigger="input"
            onChange={(key) => {
                const note = found.find(({ id }) => id === key);
                if (!note) return;
                want("button");
                change({ repliesTo: { id: note.id, number: note.number, title: lineOf(note) } });
            }}
        >
            <Label className="field-label"><Say name="noteRepliesTo" /> <span className="field-optional"><Say name="optional" /></span></Label>
            <div className="field-combo">
                <Input />
                <Button className="field-open"><span aria-hidden="true">▾</span></Button>
            </div>
            <Text slot="description" className="field-description"><Say name="noteRepliesToMore" /></Text>
            <Popover className="field-popover">
                <ListBox<client.Brief> className="field-options" renderEmptyState={() => <Say name="noneFound" />}>
                    {(note) => (
                        <ListBoxItem id={note.id} textValue={lineOf(note)} className="field-option">
                            <Text slot="label"><bdi>{lineOf(note)}</bdi></Text>
                            <Text slot="description"><bdi>{(note.received?.from ?? note.from).map((code) => name(code)).join(say("listSeparator"))}</bdi></Text>
                        </ListBoxItem>
                    )}
                </ListBox>
            </Popover>
        </ComboBox>
    );
}

async function searchNotes(text: string, signal: AbortSignal): Promise<client.Brief[]> {
    const asked = text.trim();
    const query = { form: "note.send,note.reply", sort: "-number", limit: 20, contains: asked } as const;
    const byNumber = /^\d{1,9}$/.test(asked) ? client.item(asked, {}, signal).catch(() => undefined) : undefined;
    const [{ items }, numbered] = await Promise.all([client.record(query, signal), byNumber]);
    const first = numbered?.item.form.startsWith("note.") ? [numbered.item] : [];
    return [...first, ...items.filter((item) => item.number !== first[0]?.number)];
}

export function NoteReply({ typed, change }: PartProps) {
    const { say } = useSpeech();
    if (typed.repliesTo) return null; // a reply asks for none
    return (
        <fieldset>
            <legend><Say name="noteReplyPart" /></legend>
            <SelectField
                name="character" label={say("noteCharacter")} value={typed.character || "-"}
                options={[
                    { value: "-", label: say("noteNoReply") },
                    { value: "invitation", label: say("noteInvited") },
                    { value: "request", label: say("noteRequested") },
                ]}
                onChange={(character = "-") => change({ character: character === "-" ? "" : (character as "invitation" | "request") })}
            />
            {typed.character && (
                <DateField name="replyBy" label={say("noteReplyBy")} value={typed.replyBy || undefined} onChange={(replyBy = "") => change({ replyBy })} />
            )}
        </fieldset>
    );
}
