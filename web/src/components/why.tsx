// "Why?" beside a status, a date, a refusal: pressed, it shows the sentences of the rules, what each rests on and
// the communications that led there. No modal: what is asked about stays in sight.
import { type ReactNode, useContext, useId, useState } from "react";
import { type Because, why, type WhyQuestion } from "../api/files";
import { Say, useLanguage, useSpeech } from "../messages";
import { Answer, useAnswer } from "./answer";
import { BriefLink, BriefRef, CarriedContext } from "./brief";
import { Instant } from "./clock";
import "./why.css";

interface DisclosureProps {
    of: string; // what is asked about: said to who does not see what stands beside
    children: ReactNode;
}

export function WhyDisclosure({ of, children }: DisclosureProps) {
    const { say } = useSpeech();
    const id = useId();
    const [open, setOpen] = useState(false);
    return (
        <div className="why">
            <button
                type="button"
                className="why-open"
                aria-expanded={open}
                aria-controls={id}
                aria-label={say("whyOf", { of })}
                onClick={() => setOpen(!open)}
            >
                <Say name="why" />
            </button>
            <div id={id} className="why-panel" hidden={!open}>{open && children}</div>
        </div>
    );
}

interface WhyProps {
    file: string;
    question?: WhyQuestion;
    of: string;
}

// What the register answers; asked for when it is opened.
export function Why({ file, question = {}, of }: WhyProps) {
    return (
        <WhyDisclosure of={of}>
            <Reasons file={file} question={question} />
        </WhyDisclosure>
    );
}

function Reasons({ file, question }: Required<Omit<WhyProps, "of">>) {
    const language = useLanguage();
    const asOf = useContext(CarriedContext)["as-of"];
    const query = { ...question, lang: language, ...(asOf ? { "as-of": asOf } : {}) };
    const answer = useAnswer(JSON.stringify([file, query]), (signal) => why(file, query, signal));
    return <Answer of={answer}>{(sentences) => <Sentences sentences={sentences} />}</Answer>;
}

export function Sentences({ sentences }: { sentences: Because[] }) {
    if (sentences.length === 0) return <p><Say name="whyNothing" /></p>;
    return (
        <ul role="list">
            {sentences.map((because, at) => (
                <li key={at}>
                    <p><bdi>{because.text}</bdi></p>
                    {because.basis && <p className="quiet"><Say name="whyBasis" basis={because.basis} /></p>}
                    {because.acts.length > 0 && (
                        <p className="why-acts">
                            {because.acts.map((act) => (
                                <span key={act.id}><BriefLink brief={act} /> <span className="quiet"><BriefRef brief={act} /> <Instant text={act.stamp} minutes /></span></span>
                            ))}
                        </p>
                    )}
                </li>
            ))}
        </ul>
    );
}
