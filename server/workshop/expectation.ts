import type { CheckStatus, CheckValue, Expectation } from "../contract/index.ts";
import type { Say, Values } from "./messages/say.ts";
import type { Misconception } from "./misconceptions.ts";

/** A thing in the account as a check found it; `found` is undefined where the account has none. */
export type Resource<T> = {
  /** What it is, as a person calls it: `Scalable target`. */
  kind: string;
  name: string;
  region: string;
  found: T | undefined;
};

/** Something that is not there yet and is awaited rather than missed. */
export type Wait = {
  /** Its own variant of the message's key, where an expectation has several waits. */
  key?: string;
  /** What is awaited and how far it is, one or two sentences; a pattern over `values` and the expectation's own. */
  awaiting: string;
  /** Account time since when. */
  since?: number | undefined;
  /** After this long it counts as missed. Without it, it is awaited for as long as the check says so. */
  seconds?: number;
  values?: Values;
};

/** What an expectation needs in order to be judged. */
export type Judging = {
  step: string;
  /** Account time. */
  now: number;
  /** Resources (`kind name`) that an earlier expectation missed: their fields are not looked at. */
  missing: Set<string>;
  /** Makes sentences, in the language of whoever asked. */
  say: Say;
};

/** A bound is told in words: `at least 3`. */
type Expected = CheckValue | { pattern: string; values: Values };
type Verdict = { met: boolean; expected: Expected; actual: CheckValue };
type WrongState = { misconception: Misconception; when: (actual: CheckValue) => boolean };

/**
 * One thing a check expects of the account. Built as a sentence: `expectThat("Maximum number of tasks").of(target, "MaxCapacity").is(5)`.
 * `because` says what follows from a difference, `otherwise` what to do about it, `recognise` names a wrong state that is worth its own words
 * (the first that fits is told), `pendingFor` makes of a miss a wait.
 *
 * Every text is an ICU pattern over the values given to `with`, in English; the catalogues of other languages are in `messages/`.
 */
export class Expecting {
  readonly title: string;
  #id: string;
  #resource: Resource<unknown> | undefined;
  #field = "";
  #actual: CheckValue = null;
  #judge: ((actual: CheckValue) => Verdict) | undefined;
  #consequence = "";
  #remedy = "";
  #wrongStates: WrongState[] = [];
  #wait: Wait | undefined;
  #at: number | undefined;
  #hintId: string | null = null;
  #values: Values = {};

  constructor(title: string) {
    this.title = title;
    this.#id = title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  }

  /** Another id than the title's words. */
  as(id: string): this {
    this.#id = id;
    return this;
  }

  /** What the texts of this expectation are filled with, beside `kind`, `resource`, `field`, `region`, `expected` and `actual`. */
  with(values: Record<string, CheckValue | undefined>): this {
    for (const [name, value] of Object.entries(values)) this.#values[name] = value ?? null;
    return this;
  }

  /** The account has it. */
  exists(resource: Resource<unknown>): this {
    this.#resource = resource;
    this.#actual = resource.found !== undefined;
    return this.#must(true, (it) => it === true);
  }

  /** The account has it no more. */
  isGone(resource: Resource<unknown>): this {
    this.#resource = resource;
    this.#actual = resource.found !== undefined;
    return this.#must(false, (it) => it === false);
  }

  /** A field of a resource, by its path in AWS's answer (`SuspendedState.DynamicScalingInSuspended`), or a value that was worked out from it. */
  of(resource: Resource<unknown>, field: string, ...worked: [value: CheckValue | undefined] | []): this {
    this.#resource = resource;
    this.#field = field;
    this.#actual = (worked.length > 0 ? worked[0] : (at(resource.found, field) as CheckValue | undefined)) ?? null;
    return this;
  }

  is(value: CheckValue): this {
    return this.#must(value, (it) => it === value);
  }

  /** AWS leaves out what was not given: absent counts as false. */
  isNotSet(): this {
    return this.#must(false, (it) => it === false || it === null);
  }

  isAtLeast(value: number): this {
    return this.#bound("at least {least}", { least: value }, (it) => it >= value);
  }

  isAbove(value: number): this {
    return this.#bound("above {least}", { least: value }, (it) => it > value);
  }

  isBelow(value: number): this {
    return this.#bound("below {most}", { most: value }, (it) => it < value);
  }

  isBetween(low: number, high: number): this {
    return this.#bound("{least} to {most}", { least: low, most: high }, (it) => it >= low && it <= high);
  }

  /** What follows from the difference. */
  because(text: string): this {
    this.#consequence = text;
    return this;
  }

  /** What to do where it is not so. */
  otherwise(text: string): this {
    this.#remedy = text;
    return this;
  }

  /** A wrong state of the catalogue. `when` where the value found does not tell it alone. The first that fits is told. */
  recognise(misconception: Misconception, when?: (actual: CheckValue) => boolean): this {
    const known = when ?? misconception.when;
    if (!known) throw new Error(`Nothing says when ${misconception.id} is recognised.`);
    this.#wrongStates.push({ misconception, when: known });
    return this;
  }

  /** Not met yet, and on its way. Undefined where nothing is under way. */
  pendingFor(wait: Wait | undefined): this {
    this.#wait = wait;
    return this;
  }

  /** When it happened, account time. */
  since(at: number | undefined): this {
    this.#at = at;
    return this;
  }

  hint(id: string): this {
    this.#hintId = id;
    return this;
  }

  /** Every text of it that can be translated, for the catalogues' tests. */
  texts(): string[] {
    const { expected } = this.#judge?.(this.#actual) ?? {};
    return [
      this.title,
      this.#resource?.kind ?? "",
      isProse(this.#field) ? this.#field : "",
      this.#consequence,
      this.#remedy,
      ...this.#wrongStates.map(({ misconception }) => misconception.text),
      this.#wait?.awaiting ?? "",
      expected !== null && typeof expected === "object" ? expected.pattern : "",
    ].filter(Boolean);
  }

  /** The finding, in words: resource, field, both values and the consequence. */
  judge({ step, now, missing, say }: Judging): Expectation {
    const resource = this.#resource;
    if (!resource || !this.#judge)
      throw new Error(`The expectation "${this.title}" of ${step} says nothing about a resource.`);
    const known: Values = { ...this.#values };
    const own = (pattern: string, more: Values = {}) => pattern && say(pattern, { ...known, ...more });
    const kind = say(resource.kind);
    const field = isProse(this.#field) ? own(this.#field) : this.#field;
    const verdict = this.#judge(this.#actual);
    const expected = told(verdict.expected, say);
    const { actual } = verdict;
    const recognised = verdict.met ? undefined : this.#wrongStates.find((it) => it.when(actual))?.misconception;
    Object.assign(known, { kind, resource: resource.name, field, region: resource.region, expected, actual });
    const named = `${resource.kind} ${resource.name}`;
    /** A sentence that any expectation may say. */
    const common = (name: keyof typeof COMMON) =>
      say(COMMON[name], {
        ...known,
        a_kind: lower(kind),
        expected: shown(expected, say),
        actual: shown(actual, say),
      });
    const finding = (
      status: CheckStatus,
      variant: string,
      why: string,
      since: number | undefined,
      values: Values = {},
    ): Expectation => ({
      id: this.#id,
      title: own(this.title),
      status,
      expected,
      actual,
      where: [`${kind} ${resource.name}`, field, resource.region].filter(Boolean).join(", "),
      since: since ?? null,
      why,
      hintId: status === "fail" ? (recognised?.hintId ?? this.#hintId) : null,
      messageKey: `${step}.${this.#id}.${variant}`,
      values: { ...known, ...values },
    });

    if (this.#field && resource.found === undefined && missing.has(named))
      return finding("skipped", "skipped", common("skipped"), undefined);
    if (verdict.met) return finding("pass", "pass", common(this.#field ? "is" : actual ? "there" : "gone"), this.#at);

    if (!this.#field && resource.found === undefined) missing.add(named);
    const wait = this.#wait;
    if (wait && (wait.seconds === undefined || wait.since === undefined || now < wait.since + wait.seconds * 1000)) {
      const awaiting = own(wait.awaiting, wait.values);
      return finding("pending", wait.key ?? "pending", awaiting, wait.since, wait.values);
    }
    const why = [
      common(this.#field ? "differs" : expected ? "missing" : "still-there"),
      own(recognised?.text ?? this.#consequence),
      own(this.#remedy),
    ];
    return finding("fail", recognised?.id ?? "not-yet", why.filter(Boolean).join(" "), this.#at);
  }

  #must(expected: CheckValue, met: (actual: CheckValue) => boolean): this {
    this.#judge = (actual) => ({ met: met(actual), expected, actual });
    return this;
  }

  #bound(pattern: string, values: Values, met: (actual: number) => boolean): this {
    const expected = { pattern, values };
    this.#judge = (actual) => ({ met: typeof actual === "number" && met(actual), expected, actual });
    return this;
  }
}

/** Begins an expectation with what is expected, as a sentence. Its id is made of the title's words. */
export const expectThat = (title: string): Expecting => new Expecting(title);

/** What any expectation may say of its resource. */
export const COMMON = {
  skipped: "{field} is looked at as soon as there is a {a_kind} {resource}.",
  is: "{kind} {resource}: {field} is {actual}.",
  there: "{kind} {resource} is there.",
  gone: "{kind} {resource} is gone.",
  differs: "{kind} {resource}: {field} is {actual}, expected {expected}.",
  missing: "There is no {a_kind} {resource} in {region} yet.",
  "still-there": "{kind} {resource} is still there.",
} as const;

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((it, key) => (it as Record<string, unknown> | undefined)?.[key], value);
}

/** A field that is no path in AWS's answer but words for what was worked out from it. */
const isProse = (field: string): boolean => field.includes(" ");

const told = (expected: Expected, say: Say): CheckValue =>
  expected !== null && typeof expected === "object" ? say(expected.pattern, expected.values) : expected;

const shown = (value: CheckValue, say: Say): string => (value === null ? say("not set") : String(value));

/** `Scalable target` inside a sentence; abbreviations keep their capitals. */
const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
