/** The command that is being typed, up to the cursor. */
export type Typed = {
  /** Its words, the last one as far as it goes, without quotes and backslashes. */
  words: string[];
  /** Where the last one begins in the line, its quote included. */
  from: number;
  /** The quote that is open in it. */
  quote: "" | "'" | '"';
};

/** What begins a command of its own. */
const SEPARATORS = new Set(["|", "&", ";", "(", ")", "{", "}", "`", "\n"]);
/** Words after which a command comes, and not one of its arguments. */
const BEFORE_A_COMMAND = new Set(
  "if then else elif do while until ! time sudo watch exec command builtin xargs nohup env".split(" "),
);
const ASSIGNMENT = /^\w+\+?=/;

/** Reads a line up to the cursor as the shell would take it apart. It need not be whole. */
export function typedAt(line: string): Typed {
  let words: string[] = [];
  let word: string | undefined;
  let from = line.length;
  let quote: Typed["quote"] = "";
  const add = (text: string, at: number) => {
    if (word === undefined) from = at;
    word = (word ?? "") + text;
  };
  for (let i = 0; i < line.length; i++) {
    const it = line[i]!;
    if (quote) {
      if (it === quote) quote = "";
      else if (it === "\\" && quote === '"' && i + 1 < line.length) add(line[++i]!, i);
      else if (it === "(" && quote === '"' && line[i - 1] === "$") {
        // A command within a string: what comes is read on its own.
        [words, word, quote] = [[], undefined, ""];
      } else add(it, i);
    } else if (it === "'" || it === '"') {
      add("", i);
      quote = it;
    } else if (it === "\\" && i + 1 < line.length) add(line[++i]!, i - 1);
    else if (SEPARATORS.has(it) && !(it === "{" && line[i - 1] === "$") && !(it === "}" && word?.includes("${")))
      [words, word] = [[], undefined];
    else if (/[\s<>]/.test(it)) {
      if (word !== undefined) words = [...words, word];
      word = undefined;
      if (it === "<" || it === ">") words = [...words, it];
    } else add(it, i);
  }
  if (word === undefined) from = line.length;
  return { words: [...leading(words), word ?? ""], from, quote };
}

/** Words of the command itself: without assignments and what else may stand before it. */
function leading(words: string[]): string[] {
  let first = 0;
  while (first < words.length && (BEFORE_A_COMMAND.has(words[first]!) || ASSIGNMENT.test(words[first]!))) first++;
  return words.slice(first);
}
