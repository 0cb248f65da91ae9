import type { Finding } from "./rules.ts";
import { placeOf, type Source } from "./workshop.ts";

/** What a translation has in common with its original, in the order of the text: words with what identifies them, and commands. */
type Shared = { what: string; at: number };

const WORD = /<([A-Z]\w*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g;
/** Attributes that are no words for people: ids, places, numbers, curves. */
const SAME = /\b(id|for|kind|panel|also|level|name|curve|minutes|begins|skill|fade|transfer)="([^"]*)"/g;
const FENCE = /^ *(```+)(sh|bash)\b.*\n[\s\S]*?^ *\1 *$/gm;
const ANY_FENCE = /^( *)(```+)[\s\S]*?^ *\2 *$/gm;

/** `content/pt-br/labs/1-step-scaling.mdx` translates `content/labs/1-step-scaling.mdx`. */
export const originalOf = (file: string): string => file.replace("content/pt-br/", "content/");

/**
 * Where a translation is not the same chapter in other words: another order of steps, hints and choices, or a command that was changed.
 * Commands are shared by all languages, so the tests run them once.
 */
export function translationFindings(translation: Source, original: Source | undefined): Finding[] {
  if (!original)
    return [{ file: translation.file, line: 1, message: `There is no ${originalOf(translation.file)} to translate.` }];
  const [ours, theirs] = [sharedOf(translation.text), sharedOf(original.text)];
  const wrong = theirs.findIndex(({ what }, i) => what !== ours[i]?.what);
  if (wrong === -1 && ours.length === theirs.length) return [];
  const at = wrong === -1 ? theirs.length : wrong;
  const [here, there] = [ours[at], theirs[at]];
  const place = placeOf(translation, here?.at ?? translation.text.length);
  const expected = there
    ? `${placeOf(original, there.at).file}:${placeOf(original, there.at).line} has ${there.what}`
    : `${original.file} has nothing more`;
  return [
    {
      ...place,
      behind: true,
      message: `A translation has the same words and commands: ${expected}, and here is ${here?.what ?? "nothing"}.`,
    },
  ];
}

function sharedOf(text: string): Shared[] {
  const commands = [...text.matchAll(FENCE)].map(({ 0: what, index }) => ({ what, at: index }));
  const prose = text.replace(ANY_FENCE, (code) => code.replace(/[^\n]/g, " "));
  const words = [...prose.matchAll(WORD)]
    // A word of the field is explained where the language first needs it.
    .filter(([, name]) => name !== "Term")
    .map(({ 1: name, 2: attributes, index }) => ({
      what: `<${[name, ...[...attributes!.matchAll(SAME)].map(([same]) => same)].join(" ")}>`,
      at: index,
    }));
  return [...commands, ...words].sort((a, b) => a.at - b.at);
}
