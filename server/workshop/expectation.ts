import type { CheckStatus, CheckValue, Expectation } from "../contract/index.ts";

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
  /** What is awaited and how far it is, one or two sentences. */
  awaiting: string;
  /** Account time since when. */
  since?: number | undefined;
  /** After this long it counts as missed. Without it, it is awaited for as long as the check says so. */
  seconds?: number;
  values?: Record<string, CheckValue>;
};

/** What an expectation needs in order to be judged. */
export type Judging = {
  step: string;
  /** Account time. */
  now: number;
  /** Resources (`kind name`) that an earlier expectation missed: their fields are not looked at. */
  missing: Set<string>;
};

type Verdict = { met: boolean; expected: CheckValue; actual: CheckValue };
type WrongState = { key: string; when: (actual: CheckValue) => boolean; text: string };

/**
 * One thing a check expects of the account. Built as a sentence: `expectThat("Maximum number of tasks").of(target, "MaxCapacity").is(5)`.
 * `because` says what follows from a difference, `otherwise` what to do about it, `recognise` names a wrong state that is worth its own words
 * (the first that fits is told), `pendingFor` makes of a miss a wait.
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
    return this.#must(`at least ${value}`, (it) => typeof it === "number" && it >= value);
  }

  isAbove(value: number): this {
    return this.#must(`above ${value}`, (it) => typeof it === "number" && it > value);
  }

  isBelow(value: number): this {
    return this.#must(`below ${value}`, (it) => typeof it === "number" && it < value);
  }

  isBetween(low: number, high: number): this {
    return this.#must(`${low} to ${high}`, (it) => typeof it === "number" && it >= low && it <= high);
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

  /** A wrong state with a name: what people often do here, and what follows from it. `key` is its id in the message catalogue. */
  recognise(key: string, when: (actual: CheckValue) => boolean, text: string): this {
    this.#wrongStates.push({ key, when, text });
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

  /** The finding, in words: resource, field, both values and the consequence. */
  judge({ step, now, missing }: Judging): Expectation {
    const resource = this.#resource;
    if (!resource || !this.#judge)
      throw new Error(`The expectation "${this.title}" of ${step} says nothing about a resource.`);
    const named = `${resource.kind} ${resource.name}`;
    const verdict = this.#judge(this.#actual);
    const finding = (
      status: CheckStatus,
      variant: string,
      why: string,
      since: number | undefined,
      values = {},
    ): Expectation => ({
      id: this.#id,
      title: this.title,
      status,
      expected: verdict.expected,
      actual: verdict.actual,
      where: [named, this.#field, resource.region].filter(Boolean).join(", "),
      since: since ?? null,
      why,
      hintId: status === "fail" ? this.#hintId : null,
      messageKey: `${step}.${this.#id}.${variant}`,
      values: {
        kind: resource.kind,
        resource: resource.name,
        field: this.#field,
        region: resource.region,
        expected: verdict.expected,
        actual: verdict.actual,
        ...values,
      },
    });

    if (this.#field && resource.found === undefined && missing.has(named))
      return finding(
        "skipped",
        "skipped",
        `${this.#field} is looked at as soon as there is a ${lower(named)}.`,
        undefined,
      );
    if (verdict.met) return finding("pass", "pass", this.#verified(named, verdict), this.#at);

    if (!this.#field && resource.found === undefined) missing.add(named);
    const wait = this.#wait;
    if (wait && (wait.seconds === undefined || wait.since === undefined || now < wait.since + wait.seconds * 1000))
      return finding("pending", "pending", wait.awaiting, wait.since, wait.values);
    const wrong = this.#wrongStates.find((it) => it.when(verdict.actual));
    const why = [this.#difference(named, resource.region, verdict), wrong?.text ?? this.#consequence, this.#remedy];
    return finding("fail", wrong?.key ?? "not-yet", why.filter(Boolean).join(" "), this.#at);
  }

  #must(expected: CheckValue, met: (actual: CheckValue) => boolean): this {
    this.#judge = (actual) => ({ met: met(actual), expected, actual });
    return this;
  }

  #verified(named: string, { actual }: Verdict): string {
    if (this.#field) return `${named}: ${this.#field} is ${shown(actual)}.`;
    return actual ? `${named} is there.` : `${named} is gone.`;
  }

  #difference(named: string, region: string, { expected, actual }: Verdict): string {
    if (this.#field) return `${named}: ${this.#field} is ${shown(actual)}, expected ${shown(expected)}.`;
    return expected ? `There is no ${lower(named)} in ${region} yet.` : `${named} is still there.`;
  }
}

/** Begins an expectation with what is expected, as a sentence. Its id is made of the title's words. */
export const expectThat = (title: string): Expecting => new Expecting(title);

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((it, key) => (it as Record<string, unknown> | undefined)?.[key], value);
}

const shown = (value: CheckValue): string => (value === null ? "not set" : String(value));

/** `Scalable target x` inside a sentence; abbreviations keep their capitals. */
const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);
