import type { Language } from "./languages.ts";

/** What a placeholder of a pattern is filled with. A number in a `plural` chooses the words, and is written as the language writes it. */
export type Values = Record<string, string | number>;
/** What stands for `<name>…</name>` in a pattern: the words between, in markup. */
export type Marks<T> = Record<string, (words: string) => T>;

const PLURAL = /\{(\w+), plural,((?:\s*(?:=\d+|zero|one|two|few|many|other) \{[^{}]*(?:\{\w+\}[^{}]*)*\})+)\s*\}/g;
const CASE = /(=\d+|zero|one|two|few|many|other) \{([^{}]*(?:\{\w+\}[^{}]*)*)\}/g;
const MARK = /<(\w+)>(.*?)<\/\1>/s;

/**
 * The part of ICU MessageFormat that our patterns use: `{name}`, and `{n, plural, one {# task} other {# tasks}}` without a plural in a
 * plural. intl-messageformat would be a third of a chapter's scripts; test/content/words.test.ts holds the two to the same answers.
 */
export function fill(pattern: string, language: Language, values: Values = {}): string {
  if (!pattern.includes("{")) return pattern;
  return pattern
    .replace(PLURAL, (_, name: string, cases: string) => {
      const n = Number(values[name]);
      const words = new Map([...cases.matchAll(CASE)].map(([, when, then]) => [when!, then!]));
      const chosen = words.get(`=${n}`) ?? words.get(new Intl.PluralRules(language).select(n)) ?? words.get("other")!;
      return chosen.replaceAll("#", new Intl.NumberFormat(language).format(n));
    })
    .replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/** A filled pattern with its `<name>…</name>` made by `marks`, in order, text between them as text. */
export function marked<T>(text: string, marks: Marks<T>): (string | T)[] {
  const parts: (string | T)[] = [];
  let rest = text;
  for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
    const [whole, name = "", words = ""] = found;
    parts.push(rest.slice(0, found.index), marks[name]!(words));
    rest = rest.slice(found.index + whole.length);
  }
  return [...parts, rest];
}
