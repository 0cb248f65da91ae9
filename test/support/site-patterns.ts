import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const SAID = /\b(?:say|sayMarked|pattern)(?:<[^>(]*>)?\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

/** Every pattern that the site says, with the files that say it. */
export function sitePatterns(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync("site/**/*.{ts,tsx,astro}", { cwd: root })) {
    const source = readFileSync(path.join(root, file), "utf8");
    if (!/from "[^"]*\/(?:say|messages\/index)\.ts"/.test(source)) continue;
    for (const [, written = ""] of source.matchAll(SAID)) {
      const english: string = written.startsWith("'")
        ? written.slice(1, -1).replaceAll("\\'", "'")
        : JSON.parse(written);
      found.set(english, [...(found.get(english) ?? []), file]);
    }
  }
  return found;
}
