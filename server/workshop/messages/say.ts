import { createRequire } from "node:module";
import type { CheckValue, Language } from "../../contract/index.ts";
import { ptBR } from "./pt-BR.ts";

/** What a pattern is filled with: AWS's own names and numbers, which are the same in every language. */
export type Values = Record<string, CheckValue>;

/**
 * A sentence in the language of whoever asked. The pattern given is English, stands where it is used, and is its own key in the
 * catalogues of other languages: a text that was changed is untranslated until somebody has looked at it, which a test tells.
 * Patterns are ICU MessageFormat (`{count, plural, one {# task} other {# tasks}}`); without values a pattern is the sentence itself.
 */
export type Say = (pattern: string, values?: Values) => string;

/** A sentence that is said later, in the language of whoever asks then. */
export type Sentence = { pattern: string; values?: Record<string, CheckValue | Sentence> };

export const sentence = (pattern: string, values?: Sentence["values"]): Sentence => ({
  pattern,
  ...(values && { values }),
});

/** Says a sentence, and those in it; anything else is what it is. */
export function saidBy(say: Say, it: string | Sentence): string;
export function saidBy(say: Say, it: CheckValue | Sentence): CheckValue;
export function saidBy(say: Say, it: CheckValue | Sentence): CheckValue {
  if (typeof it !== "object" || it === null) return it;
  const { pattern, values = {} } = it;
  return say(pattern, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, saidBy(say, value)])));
}

/** Patterns by their English ones, per language. */
const catalogues: Record<Language, Record<string, string>> = { en: {}, "pt-BR": ptBR };

/** The formatter is loaded at the first sentence with values: a server that only answers AWS clients never needs it. */
const load = createRequire(import.meta.url);
type Formatter = InstanceType<typeof import("intl-messageformat").IntlMessageFormat>;

/** Formatters by language and pattern. Patterns come from the code, never from a participant, so their number is bounded. */
const formatters = new Map<string, Formatter>();

export const sayIn =
  (language: Language): Say =>
  (pattern, values) => {
    const catalogue = catalogues[language];
    const chosen = Object.hasOwn(catalogue, pattern) ? catalogue[pattern]! : pattern;
    return chosen.includes("{") ? String(formatter(language, chosen).format(shownValues(values))) : chosen;
  };

/** A whole sentence in a language, or as it is where the language has none: also for texts that may be AWS's, in which nothing is filled. */
export const translationOf = (sentence: string, language: Language): string =>
  Object.hasOwn(catalogues[language], sentence) ? catalogues[language][sentence]! : sentence;

function formatter(language: Language, pattern: string): Formatter {
  const key = `${language} ${pattern}`;
  const known = formatters.get(key);
  if (known) return known;
  const { IntlMessageFormat } = load("intl-messageformat") as typeof import("intl-messageformat");
  const made = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
  formatters.set(key, made);
  return made;
}

/** AWS's booleans are told as AWS writes them. */
const shownValues = (values: Values = {}): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? value : String(value)]),
  );
