import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { fill, marked } from "../../site/language/pattern.ts";
import { ptBR } from "../../site/messages/pt-BR.ts";
import { sitePatterns } from "../support/site-patterns.ts";

/** The names that a pattern is filled with or marked by. */
const placeholders = (pattern: string) =>
  new Set([...pattern.matchAll(/\{(\w+)[},]|<(\w+)>/g)].map(([, a, b]) => a ?? b));

test("every pattern of the site has its Portuguese, and no Portuguese is left over", () => {
  expect(Object.keys(ptBR).sort()).toEqual([...sitePatterns().keys()].sort());
});

test("a translation is filled with what its English pattern is filled with", () => {
  for (const [english, translated] of Object.entries(ptBR))
    expect(placeholders(translated), english).toEqual(placeholders(english));
});

test.each(["en", "pt-BR"] as const)("patterns are filled as ICU MessageFormat fills them (%s)", (language) => {
  const patterns = language === "en" ? Object.keys(ptBR) : Object.values(ptBR);
  for (const pattern of patterns)
    for (const n of [0, 1, 2, 1234]) {
      const values = Object.fromEntries([...placeholders(pattern)].map((name) => [name!, n]));
      const icu = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
      expect(fill(pattern, language, values)).toBe(icu.format(values));
    }
});

test("what is filled in is text: it is neither a pattern nor a mark", () => {
  const parts = marked("Open <b>{name}</b>.", { b: (words) => ({ bold: fill(words, "en", { name: "<b>{x}</b>" }) }) });

  expect(parts).toEqual(["Open ", { bold: "<b>{x}</b>" }, "."]);
});
