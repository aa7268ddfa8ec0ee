// Fields of a form: a label, what it is for, and what is wrong with it, tied together for every reader. Dates are
// entered in the Gregorian or the Hijri calendar and kept as Gregorian; the other is shown beside, as computed.
import { type CalendarDate, parseDate, type Time, parseTime } from "@internationalized/date";
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import {
    Button, Checkbox, CheckboxGroup as AriaCheckboxGroup, ComboBox, DateField as AriaDateField, DateInput, DateSegment,
    DropZone, FieldError, FileTrigger, I18nProvider, Input, Label, ListBox, ListBoxItem, Popover, Select,
    SelectValue, Text, TextArea as AriaTextArea, TextField as AriaTextField, TimeField as AriaTimeField,
} from "react-aria-components";
import { localeOf, Say, useLanguage, useSpeech } from "../messages";
import { ComputedHijri } from "./clock";
import { size } from "./size";
import "./form.css";

export interface FieldFault {
    field: string; // the field's name
    label: string;
    message: string;
}

const FaultsContext = createContext<FieldFault[]>([]);

interface FormProps {
    faults: FieldFault[];
    onSubmit(): void;
    children: ReactNode;
}

// All fields stand in one of these: it gives them their faults and their locale.
export function Form({ faults, onSubmit, children }: FormProps) {
    const language = useLanguage();
    const [attempts, setAttempts] = useState(0);
    const submit = (event: FormEvent) => {
        event.preventDefault();
        setAttempts((n) => n + 1);
        onSubmit();
    };
    return (
        <I18nProvider locale={localeOf(language)}>
            <FaultsContext value={faults}>
                <form className="form" noValidate onSubmit={submit}>
                    <ErrorSummary faults={faults} attempts={attempts} />
                    {children}
                </form>
            </FaultsContext>
        </I18nProvider>
    );
}

function fieldId(name: string): string {
    return `field-${name.replace(/[^\w-]/g, "-")}`;
}

// What is wrong, in one place, above the form; each fault leads to its field. It takes the focus when the form
// is sent, not when a fault is mended.
function ErrorSummary({ faults, attempts }: { faults: FieldFault[]; attempts: number }) {
    const summary = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (faults.length > 0) summary.current?.focus();
    }, [attempts]);
    if (faults.length === 0) return null;
    const show = (name: string) => {
        const field = document.getElementById(fieldId(name));
        const inner = field?.querySelector<HTMLElement>("input, textarea, button, [role=spinbutton]");
        (inner ?? field)?.focus();
        field?.scrollIntoView({ block: "center" });
    };
    return (
        <div ref={summary} className="error-summary" role="alert" tabIndex={-1}>
            <h2><Say name="formFaults" count={faults.length} /></h2>
            <ul>
                {faults.map((fault) => (
                    <li key={fault.field + fault.message}>
                        <button type="button" className="link" onClick={() => show(fault.field)}>
                            {fault.label}
                        </button>
                        <Say name="colon" /> <bdi>{fault.message}</bdi>
                    </li>
                ))}
            </ul>
        </div>
    );
}

export interface FieldProps {
    name: string;
    label: string;
    description?: string | undefined;
    required?: boolean;
}

function useFault(name: string): string | undefined {
    return useContext(FaultsContext).find((fault) => fault.field === name)?.message;
}

function FieldLabel({ label, required }: { label: string; required?: boolean | undefined }) {
    return (
        <Label className="field-label">
            {label}
            {!required && <span className="field-optional"> <Say name="optional" /></span>}
        </Label>
    );
}

function Hints({ description, fault }: { description: string | undefined; fault: string | undefined }) {
    return (
        <>
            {description && <Text slot="description" className="field-description">{description}</Text>}
            {fault && <FieldError className="field-error"><span aria-hidden="true">✗ </span>{fault}</FieldError>}
        </>
    );
}

function common(props: FieldProps, fault: string | undefined) {
    return {
        id: fieldId(props.name),
        isRequired: props.required ?? false,
        isInvalid: fault !== undefined,
        validationBehavior: "aria" as const,
        className: "field",
    };
}

interface TextProps extends FieldProps {
    value: string;
    onChange(value: string): void;
    lang?: string; // of what is written here
    maxLength?: number;
    rows?: number; // more than one line
    type?: "text" | "search" | "url";
}

export function TextField(props: TextProps) {
    const fault = useFault(props.name);
    const { lang, rows, maxLength } = props;
    const written = { ...(lang ? { lang } : {}), dir: lang === "ar" ? "rtl" : lang ? "ltr" : "auto" };
    return (
        <AriaTextField
            {...common(props, fault)}
            value={props.value}
            onChange={props.onChange}
            type={props.type ?? "text"}
            {...(maxLength === undefined ? {} : { maxLength })}
        >
            <FieldLabel label={props.label} required={props.required} />
            {rows ? <AriaTextArea rows={rows} {...written} /> : <Input {...written} />}
            <Hints description={props.description} fault={fault} />
        </AriaTextField>
    );
}

export interface Option {
    value: string;
    label: string;
    detail?: string;
}

interface ChoiceProps extends FieldProps {
    options: Option[];
    value: string | undefined;
    onChange(value: string | undefined): void;
    placeholder?: string;
}

export function SelectField(props: ChoiceProps) {
    const fault = useFault(props.name);
    const { say } = useSpeech();
    return (
        <Select
            {...common(props, fault)}
            value={props.value ?? null}
            onChange={(key) => props.onChange(key === null ? undefined : String(key))}
            placeholder={props.placeholder ?? say("choose")}
        >
            <FieldLabel label={props.label} required={props.required} />
            <Button className="field-button"><SelectValue className="field-chosen" /> <span aria-hidden="true">▾</span></Button>
            <Hints description={props.description} fault={fault} />
            <Popover className="field-popover"><Options options={props.options} /></Popover>
        </Select>
    );
}

interface ComboBoxProps extends ChoiceProps {
    clears?: boolean; // what is chosen is shown elsewhere, and the field is empty for the next
}

// A long list of choices, found by typing.
export function ComboBoxField(props: ComboBoxProps) {
    const fault = useFault(props.name);
    const [written, setWritten] = useState("");
    const chosen = (value: string | undefined) => {
        props.onChange(value);
        if (props.clears) setWritten("");
    };
    return (
        <ComboBox
            {...common(props, fault)}
            value={props.value ?? null}
            onChange={(key) => chosen(key === null ? undefined : String(key))}
            {...(props.clears ? { inputValue: written, onInputChange: setWritten } : {})}
            menuTrigger="focus"
        >
            <FieldLabel label={props.label} required={props.required} />
            <div className="field-combo">
                <Input {...(props.placeholder ? { placeholder: props.placeholder } : {})} />
                <Button className="field-open"><span aria-hidden="true">▾</span></Button>
            </div>
            <Hints description={props.description} fault={fault} />
            <Popover className="field-popover"><Options options={props.options} /></Popover>
        </ComboBox>
    );
}

function Options({ options }: { options: Option[] }) {
    return (
        <ListBox className="field-options" renderEmptyState={() => <Say name="noneFound" />}>
            {options.map((option) => (
                <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="field-option">
                    <Text slot="label"><bdi>{option.label}</bdi></Text>
                    {option.detail && <Text slot="description"><bdi>{option.detail}</bdi></Text>}
                </ListBoxItem>
            ))}
        </ListBox>
    );
}

interface DateProps extends FieldProps {
    value: string | undefined; // YYYY-MM-DD, Gregorian
    onChange(value: string | undefined): void;
}

function readDate(text: string | undefined): CalendarDate | null {
    try {
        return text ? parseDate(text) : null;
    } catch {
        return null; // shown empty: it is not a date
    }
}

// The field keeps the Gregorian date whatever calendar it is entered in.
export function DateField(props: DateProps) {
    const fault = useFault(props.name);
    const { language, say } = useSpeech();
    const [hijri, setHijri] = useState(false);
    const calendar = hijri ? "islamic-umalqura" : "gregory";
    const gregorian = props.value && hijri ? props.value : undefined;
    return (
        <div className="field-date">
            <I18nProvider locale={`${language === "en" ? "en-GB" : language}-u-ca-${calendar}-nu-latn`}>
                <AriaDateField
                    {...common(props, fault)}
                    value={readDate(props.value)}
                    // React Aria gives the date in the calendar of its value, or of the locale when it had none.
                    onChange={(date) => props.onChange(date ? isoOf(date) : undefined)}
                    granularity="day"
                    shouldForceLeadingZeros
                >
                    <FieldLabel label={props.label} required={props.required} />
                    <DateInput className="field-segments">
                        {(segment) => <DateSegment className="field-segment" segment={segment} />}
                    </DateInput>
                    <Hints description={props.description} fault={fault} />
                </AriaDateField>
            </I18nProvider>
            <p className="field-calendar">
                <button type="button" className="link" aria-pressed={hijri} onClick={() => setHijri(!hijri)}>
                    {say(hijri ? "enterGregorian" : "enterHijri")}
                </button>
                {props.value && !hijri && <ComputedHijri date={props.value} />}
                {gregorian && <GregorianBeside date={gregorian} />}
            </p>
        </div>
    );
}

function GregorianBeside({ date }: { date: string }) {
    const { intl } = useSpeech();
    const text = intl.formatDate(new Date(`${date}T00:00:00Z`), { dateStyle: "long", timeZone: "UTC" });
    return <span><Say name="gregorian" date={text} /></span>;
}

function isoOf(date: CalendarDate): string {
    const at = date.toDate("UTC");
    return at.toISOString().slice(0, 10);
}

// Hours and minutes, on 24 hours: "08:55".
export function TimeField(props: FieldProps & { value: string | undefined; onChange(value: string | undefined): void }) {
    const fault = useFault(props.name);
    return (
        <AriaTimeField
            {...common(props, fault)}
            value={readTime(props.value)}
            onChange={(time) => props.onChange(time ? time.toString().slice(0, 5) : undefined)}
            hourCycle={24}
            granularity="minute"
            shouldForceLeadingZeros
        >
            <FieldLabel label={props.label} required={props.required} />
            <DateInput className="field-segments">
                {(segment) => <DateSegment className="field-segment" segment={segment} />}
            </DateInput>
            <Hints description={props.description} fault={fault} />
        </AriaTimeField>
    );
}

function readTime(text: string | undefined): Time | null {
    try {
        return text ? parseTime(text) : null;
    } catch {
        return null;
    }
}

interface ManyProps extends FieldProps {
    options: Option[];
    value: string[];
    onChange(value: string[]): void;
}

export function CheckboxGroup(props: ManyProps) {
    const fault = useFault(props.name);
    return (
        <AriaCheckboxGroup {...common(props, fault)} value={props.value} onChange={props.onChange}>
            <FieldLabel label={props.label} required={props.required} />
            <div className="field-checks">
                {props.options.map((option) => (
                    <Check key={option.value} value={option.value}>
                        <bdi>{option.label}</bdi>
                        {option.detail && <span className="quiet"> <bdi>{option.detail}</bdi></span>}
                    </Check>
                ))}
            </div>
            <Hints description={props.description} fault={fault} />
        </AriaCheckboxGroup>
    );
}

interface OneProps {
    name: string;
    checked: boolean;
    onChange(checked: boolean): void;
    children: ReactNode;
}

export function CheckboxField({ name, checked, onChange, children }: OneProps) {
    return (
        <div className="field" id={fieldId(name)}>
            <Checkbox className="field-check" isSelected={checked} onChange={onChange}>
                <span className="field-box" aria-hidden="true" />
                <span>{children}</span>
            </Checkbox>
        </div>
    );
}

function Check({ value, children }: { value: string; children: ReactNode }) {
    return (
        <Checkbox className="field-check" value={value}>
            <span className="field-box" aria-hidden="true" />
            <span>{children}</span>
        </Checkbox>
    );
}

interface FileProps extends FieldProps {
    files: File[];
    onChange(files: File[]): void;
    types: string[]; // what is asked for; the register decides what it takes
    bytesMax?: number;
}

// Files are chosen or dropped; each can be taken out again. What is too large is not taken in, and said.
export function FileField(props: FileProps) {
    const fault = useFault(props.name);
    const { say } = useSpeech();
    const [refused, setRefused] = useState<string[]>([]);
    const add = (given: File[]) => {
        const fits = (file: File) => props.bytesMax === undefined || file.size <= props.bytesMax;
        const known = (file: File) => props.files.some((f) => f.name === file.name && f.size === file.size);
        setRefused(given.filter((file) => !fits(file)).map((file) => file.name));
        props.onChange([...props.files, ...given.filter((file) => fits(file) && !known(file))]);
    };
    const labelled = `${fieldId(props.name)}-label`;
    return (
        <div className="field" id={fieldId(props.name)} role="group" aria-labelledby={labelled}>
            <span className="field-label" id={labelled}>
                {props.label}
                {!props.required && <span className="field-optional"> <Say name="optional" /></span>}
            </span>
            <DropZone
                className="field-drop"
                aria-label={props.label}
                getDropOperation={() => "copy"}
                onDrop={(event) => {
                    const dropped = event.items.flatMap((item) => (item.kind === "file" ? [item.getFile()] : []));
                    void Promise.all(dropped).then(add);
                }}
            >
                <FileTrigger
                    allowsMultiple
                    acceptedFileTypes={props.types}
                    onSelect={(chosen) => add(chosen ? [...chosen] : [])}
                >
                    <Button className="field-button"><Say name="chooseFiles" /></Button>
                </FileTrigger>
                <Text slot="label" className="field-description"><Say name="orDrop" /></Text>
            </DropZone>
            {props.description && <p className="field-description">{props.description}</p>}
            <div role="status">
                {refused.map((name) => (
                    <p key={name} className="field-error"><Say name="fileTooLarge" title={name} size={size(props.bytesMax ?? 0)} /></p>
                ))}
            </div>
            {fault && <p className="field-error"><span aria-hidden="true">✗ </span>{fault}</p>}
            {props.files.length > 0 && (
                <ul className="field-files">
                    {props.files.map((file, at) => (
                        <li key={`${file.name} ${file.size}`}>
                            <bdi>{file.name}</bdi> <span className="quiet"><bdi dir="ltr">{size(file.size)}</bdi></span>
                            <button
                                type="button"
                                className="link"
                                aria-label={say("removeFile", { title: file.name })}
                                onClick={() => props.onChange(props.files.filter((_, i) => i !== at))}
                            >
                                <Say name="remove" />
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}

export function SubmitButton({ busy, children }: { busy?: boolean; children: ReactNode }) {
    return <button type="submit" className="primary" disabled={busy ?? false}>{children}</button>;
}
