import type { Completion } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";

/** Candidates listed at once: what a person looks through. */
const LISTED = 120;

/** The line after Tab. `added` is false where the candidates have nothing more in common: then they are listed. */
export function completed(line: string, cursor: number, { from, candidates }: Completion) {
  const common = candidates.reduce(commonPrefix, candidates[0] ?? "");
  const typed = line.slice(from, cursor);
  if (candidates.length === 0 || common === typed || common.length < typed.length)
    return { text: line, cursor, added: false };
  return { text: line.slice(0, from) + common + line.slice(cursor), cursor: from + common.length, added: true };
}

/** The candidates in columns, read from top to bottom as bash lists them; of paths only what follows the last slash. */
export function listing(candidates: string[], columns: number): string {
  const names = candidates.slice(0, LISTED).map((it) => it.trimEnd().replace(/^.*\/(?=.)/, ""));
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(names.length / across);
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: across }, (_, column) => names[column * rows + row] ?? "")
      .map((name) => name.padEnd(width))
      .join("")
      .trimEnd(),
  );
  const more = candidates.length - names.length;
  if (more > 0) lines.push(say("and {n} more: type another letter", { n: more }));
  return `${lines.join("\n")}\n`;
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
