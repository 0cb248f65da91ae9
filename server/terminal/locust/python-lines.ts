/*
 * Python's layout: logical lines with their indentation, cut into words. Only what a simple locustfile is made of; whatever else
 * there is, is refused with its line.
 */

export type Token = { kind: "name" | "number" | "string" | "sign"; text: string; line: number };
export type Line = { indent: number; line: number; tokens: Token[] };

/** Something in a locustfile that this command does not understand, and in which line. */
export class NotUnderstood extends Error {
  override name = "NotUnderstood";
  readonly line: number;

  constructor(line: number, sentence: string) {
    super(sentence);
    this.line = line;
  }
}

const TAB = 8;
const OPENS = "([{";
const CLOSES = ")]}";
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "\n": "" };

/** Cuts a file into its logical lines: blank ones and comments are gone, brackets and `\` join what they span. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const source = text.replaceAll("\r\n", "\n").replace(/^\uFEFF/, "");
  let at = 0;
  let line = 1;
  let current: Line | undefined;
  const open: Token[] = [];

  const add = (kind: Token["kind"], word: string) => {
    const token = { kind, text: word, line };
    current!.tokens.push(token);
    return token;
  };
  while (at < source.length) {
    const char = source[at]!;
    if (char === "\n") {
      if (open.length === 0) current = undefined;
      line++;
      at++;
    } else if (char === "#") at = endOfLine(source, at);
    else if (!current) {
      const indent = indentOf(source, at);
      at = indent.end;
      const next = source[at];
      if (next === undefined || next === "\n" || next === "#") continue;
      current = { indent: indent.width, line, tokens: [] };
      lines.push(current);
    } else if (char === " " || char === "\t" || char === "\f") at++;
    else if (char === "\\" && source[at + 1] === "\n") {
      line++;
      at += 2;
    } else if (stringStart(source, at)) {
      const string = readString(source, at, line);
      add("string", string.value);
      line += string.lines;
      at = string.end;
    } else if (/[\p{L}_]/u.test(char)) at += add("name", wordAt(source, at, /[\p{L}\p{N}_]/u)).text.length;
    else if (/[0-9]/.test(char) || (char === "." && /[0-9]/.test(source[at + 1] ?? "")))
      at += add("number", wordAt(source, at, /[0-9a-zA-Z_.]/)).text.length;
    else {
      const sign = add("sign", char);
      if (OPENS.includes(char)) open.push(sign);
      const opened = CLOSES.includes(char) ? open.pop() : sign;
      if (!opened || (CLOSES.includes(char) && CLOSES[OPENS.indexOf(opened.text)] !== char))
        throw new NotUnderstood(line, `"${char}" closes nothing.`);
      at++;
    }
  }
  if (open.length > 0) throw new NotUnderstood(open.at(-1)!.line, `"${open.at(-1)!.text}" is never closed.`);
  return lines;
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function indentOf(source: string, from: number): { width: number; end: number } {
  let width = 0;
  let end = from;
  for (; source[end] === " " || source[end] === "\t"; end++)
    width = source[end] === "\t" ? width - (width % TAB) + TAB : width + 1;
  return { width, end };
}

function wordAt(source: string, from: number, part: RegExp): string {
  let end = from;
  while (end < source.length && part.test(source[end]!)) end++;
  return source.slice(from, end);
}

const stringStart = (source: string, at: number): boolean => /^[a-zA-Z]{0,2}["']/.test(source.slice(at, at + 3));

/** A string from its prefix to its end: plain and raw ones, in one or three quotation marks. */
function readString(source: string, from: number, line: number): { value: string; end: number; lines: number } {
  const prefix = wordAt(source, from, /[a-zA-Z]/).toLowerCase();
  if (prefix !== "" && prefix !== "r" && prefix !== "u")
    throw new NotUnderstood(
      line,
      prefix.includes("f")
        ? "an f-string is not understood: write a plain path, and give paths that belong together one name=."
        : `a string with the prefix ${prefix} is not understood: write a plain one.`,
    );
  let at = from + prefix.length;
  const quote = source.startsWith(source[at]!.repeat(3), at) ? source[at]!.repeat(3) : source[at]!;
  at += quote.length;
  let value = "";
  let lines = 0;
  while (!source.startsWith(quote, at)) {
    const char = source[at];
    if (char === undefined || (char === "\n" && quote.length === 1))
      throw new NotUnderstood(line, "a string has no end.");
    if (char === "\n") lines++;
    if (char === "\\") {
      const next = source[at + 1] ?? "";
      if (next === "\n") lines++;
      value += prefix === "r" || !(next in ESCAPES) ? char + next : ESCAPES[next]!;
      at += 2;
    } else {
      value += char;
      at++;
    }
  }
  return { value, end: at + quote.length, lines };
}
