import type { Language } from "../language/languages.ts";
import { fill, type Marks, marked, type Values } from "../language/pattern.ts";

type Catalogue = Readonly<Record<string, string>>;

const { renderedLanguage, all } = import.meta.env.SSR
  ? { ...(await import("../language/rendering.ts")), all: (await import("../messages/index.ts")).catalogues }
  : { renderedLanguage: undefined, all: undefined };

/** The language of the page. */
export const language = (): Language => renderedLanguage?.() ?? (document.documentElement.lang as Language);

/** In the browser: the one catalogue that the page needs, and none for English. Islands wait for it, so no word changes before one's eyes. */
const own: Catalogue =
  !import.meta.env.SSR && document.documentElement.lang === "pt-BR" ? (await import("../messages/pt-BR.ts")).ptBR : {};

/** The pattern in the language of the page; English where it has not been translated. */
function translated(pattern: string): string {
  const catalogue: Catalogue = all ? all[language()] : own;
  return Object.hasOwn(catalogue, pattern) ? catalogue[pattern]! : pattern;
}

/**
 * A sentence in the language of the page. The pattern is English, stands where it is used, and is its own key in
 * site/messages/pt-BR.ts, as in the server's messages: a text that was changed is untranslated until somebody has looked at it, which
 * a test tells. It is written out in the call, or in `pattern(…)` where it is chosen elsewhere. Never called while a module is
 * loaded: on the server one module makes pages of every language.
 */
export const say = (pattern: string, values?: Values): string => fill(translated(pattern), language(), values);

/** The same with markup: `<name>words</name>` in the pattern becomes what `marks.name` makes of the words. */
export const sayMarked = <T>(pattern: string, marks: Marks<T>, values?: Values): (string | T)[] =>
  marked(translated(pattern), filling(marks, values)).map((part) =>
    typeof part === "string" ? fill(part, language(), values) : part,
  );

/** The words of a mark are filled too, before they are marked: what a value says is text and never markup. */
const filling = <T>(marks: Marks<T>, values?: Values): Marks<T> =>
  Object.fromEntries(
    Object.entries(marks).map(([name, mark]) => [name, (words: string) => mark(fill(words, language(), values))]),
  );

/**
 * Words that are English on every page, since somebody else chose them: the labels of Locust. Where they are shown, `lang="en"` says so.
 */
export const english = <T extends string>(words: T): T => words;

/** Says that an English text is a pattern which `say` will be given. */
export const pattern = (english: string): string => english;
