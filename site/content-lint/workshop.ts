import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

/** A file with its text. `file` is relative to the repository's root, with slashes. */
export type Source = { file: string; text: string };
/** Where something is said for the first time. */
export type Place = { file: string; line: number };

/** What a chapter may refer to: read from the files themselves, so that nothing has to be said twice. */
export type Known = {
  /** Attributes of each word of the vocabulary. */
  words: Map<string, string[]>;
  /** Steps with a check or to be read, by id. */
  checks: Map<string, Place & { kind: "check" | "read" }>;
  /** Hint ids that findings offer. */
  hints: Map<string, Place>;
  has(file: string): boolean;
};

export const read = (root: string, file: string): Source => ({
  file: file.split(path.sep).join("/"),
  text: readFileSync(path.join(root, file), "utf8"),
});

export function knownIn(root: string): Known {
  const words = new Map<string, string[]>();
  for (const file of globSync("site/vocabulary/*.astro", { cwd: root })) {
    const props = /type Props = \{([\s\S]*?)\};/.exec(read(root, file).text)?.[1] ?? "";
    const names = props.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/(\w+)\??:/g);
    words.set(
      path.basename(file, ".astro"),
      [...names].map(([, name]) => name!),
    );
  }
  const checks: Known["checks"] = new Map();
  const hints: Known["hints"] = new Map();
  for (const file of globSync("server/workshop/{chapters,labs}/**/*.ts", { cwd: root })) {
    const source = read(root, file);
    for (const match of source.text.matchAll(/\b(step|readStep)\(\s*"([^"]+)"/g))
      checks.set(match[2]!, { ...placeOf(source, match.index), kind: match[1] === "step" ? "check" : "read" });
    for (const match of source.text.matchAll(/\.hint\(\s*"([^"]+)"/g))
      hints.set(match[1]!, placeOf(source, match.index));
  }
  return { words, checks, hints, has: (file) => existsSync(path.join(root, file)) };
}

export const placeOf = ({ file, text }: Source, at: number): Place => ({
  file,
  line: text.slice(0, at).split("\n").length,
});
