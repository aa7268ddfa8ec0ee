// The words of one language: our messages, the register's own names and terms, dates in both calendars.
// The pages of the register do the same with React; a case file must stand alone, and small.
import type { Name, Rulebook, Schema, Texts } from "../rulebook";
import { catalogues, type Language, type MessageName } from "./messages";
import { type Child, h } from "./dom";

export type Values = Record<string, Child | number>;

const kLocales: Record<Language, string> = { ar: "ar-u-nu-latn", en: "en-GB", fr: "fr" };
const kUmmAlQura = { from: Date.UTC(1882, 10, 12), until: Date.UTC(2174, 10, 26) };
const kPartial = /^\d{4}(-\d{2}(-\d{2})?)?$/;

export function own<T>(map: Record<string, T> | undefined, name: string): T | undefined {
    return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

export function directionOf(language: string): "rtl" | "ltr" {
    return language === "ar" ? "rtl" : "ltr";
}

export class Words {
    constructor(
        readonly language: Language,
        private readonly rulebook?: Rulebook,
    ) {}

    // ---- ours

    say(name: MessageName, values: Record<string, string | number> = {}): string {
        return this.template(name, values).replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
    }

    // The message as nodes; each value is isolated, so that it cannot turn the sentence around.
    line(name: MessageName, values: Values): Child[] {
        return this.template(name, values)
            .split(/\{(\w+)\}/)
            .map((part, i) => {
                if (i % 2 === 0) return part;
                const value = values[part]!;
                return value instanceof Node ? value : h("bdi", {}, String(value));
            });
    }

    // A message whose name was put together from data, if there is one.
    find(name: string): string | undefined {
        const found = own(catalogues[this.language] as Record<string, unknown>, name);
        return typeof found === "string" ? found : undefined;
    }

    private template(name: MessageName, values: Values): string {
        const message = catalogues[this.language][name];
        if (typeof message === "string") return message;
        const category = new Intl.PluralRules(this.language).select(Number(values.count));
        return message[category] ?? message.other;
    }

    // ---- the register's

    // In the reader's language, else in the first that there is.
    pick(texts: Texts | undefined): string | undefined {
        return texts && (own(texts, this.language) ?? Object.values(texts)[0]);
    }

    term(key: string): string | undefined {
        return this.pick(own(this.rulebook?.terms, key));
    }

    // Who a code stands for, by the name borne on a day: the formal one for an author.
    participant(code: string, day: string, formal = false): HTMLElement {
        if (code === "REGISTER") return h("bdi", {}, this.say("registerItself"));
        const names: Name[] = own(this.rulebook?.participants, code)?.names ?? [];
        const name = names.findLast((each) => !each.from || each.from <= day) ?? names.at(-1);
        const found = this.pick(formal ? (name?.formal ?? name?.short) : name?.short);
        return found ? h("bdi", {}, found) : h("bdi", { dir: "ltr" }, code);
    }

    participants(codes: string[], day: string, formal = false): HTMLElement {
        const names = codes.flatMap((code, i) => [
            i > 0 ? this.say("separator") : "",
            this.participant(code, day, formal),
        ]);
        return h("span", {}, ...names);
    }

    formTitle(form: string): string {
        const edition = /^(?:register|key|clock)\.([a-z]+)$/.exec(form)?.[1];
        return (edition && this.find(`form_${edition}`)) ?? this.pick(own(this.rulebook?.forms, form)?.title) ?? form;
    }

    schema(form: string): Schema | undefined {
        return own(this.rulebook?.forms, form)?.schema;
    }

    theme(code: string): string {
        return this.pick(own(this.rulebook?.themes, code)?.title) ?? code;
    }
    marking(code: string): string {
        return this.pick(own(this.rulebook?.markings, code)?.title) ?? code;
    }
    way(code: string): string {
        return this.pick(own(this.rulebook?.ways, code)?.title) ?? code;
    }

    // What the register says of itself on every page.
    title(): string | undefined {
        return this.pick(this.rulebook?.title);
    }
    banner(): string | undefined {
        return this.pick(this.rulebook?.banner);
    }

    // "11th session" is the organisation's to say; here stand an organ and a number.
    session(text: string, day: string): Child[] {
        const found = /^([A-Z0-9-]+)\/(\d+)(E?)$/.exec(text);
        if (!found) return [h("bdi", {}, text)];
        const organ = this.participant(found[1]!, day);
        return this.line(found[3] ? "sessionExtraordinary" : "session", { organ, number: found[2]! });
    }

    languageName(of: string): string {
        try {
            return new Intl.DisplayNames(this.language, { type: "language" }).of(of) ?? of;
        } catch {
            return of; // not the shape of a language's code
        }
    }

    // ---- dates

    // "1980", "September 1980" or "25 September 1980": as partial as it is.
    date(text: string): string {
        const parsed = new Date(text);
        if (!kPartial.test(text) || Number.isNaN(parsed.getTime())) return text;
        return this.format("gregory", text.length, parsed);
    }

    // The Umm al-Qura date of a whole day, without its era, which the message adds.
    hijri(day: string): string | undefined {
        const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(day).getTime() : Number.NaN;
        if (!(at >= kUmmAlQura.from && at < kUmmAlQura.until)) return undefined;
        return this.format("islamic-umalqura", day.length, new Date(at));
    }

    private format(calendar: string, length: number, date: Date): string {
        const locale = kLocales[this.language].replace("-u-nu-latn", "");
        return new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}-nu-latn`, {
            timeZone: "UTC",
            year: "numeric",
            ...(length > 4 ? { month: "long" } : {}),
            ...(length > 7 ? { day: "numeric" } : {}),
        })
            .formatToParts(date)
            .filter((part) => part.type !== "era")
            .map((part) => part.value)
            .join("")
            .trim();
    }

    // "23 November 2026 09:30:00.123 UTC": the register's time is UTC, and so is shown.
    instant(text: string): HTMLElement {
        return h(
            "time",
            { datetime: text },
            h("bdi", {}, this.date(text.slice(0, 10))),
            " ",
            h("bdi", { dir: "ltr" }, `${text.slice(11, -1)} UTC`),
        );
    }
}
