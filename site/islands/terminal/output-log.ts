import { say } from "../../client/say.ts";
/** What one command wrote, for whoever does not read the screen. */
export type Entry = { number: number; command: string; status: number; output: string; cut: boolean };

/** Characters of one command's output that the log keeps. */
const KEPT_CHARACTERS = 20_000;
/** Commands that the log keeps. */
const KEPT_ENTRIES = 20;
/** Lines that are read out from the begin and from the end. */
const FIRST = 3;
const LAST = 2;
/** Characters of one line that are read out: a table is not for the ear. */
const LINE_CHARACTERS = 160;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour and cursor sequences, and titles
const SEQUENCES = /\x1b(?:\[[0-9;:?<>=!]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;

/** Collects what a command writes while it writes it. */
export class Collected {
  #text = "";
  #cut = false;

  add(text: string): void {
    if (this.#text.length + text.length > KEPT_CHARACTERS) this.#cut = true;
    this.#text = (this.#text + text).slice(-KEPT_CHARACTERS);
  }

  entry(number: number, command: string, status: number): Entry {
    return { number, command, status, output: plain(this.#text), cut: this.#cut };
  }
}

export const withEntry = (log: Entry[], entry: Entry): Entry[] => [...log, entry].slice(-KEPT_ENTRIES);

/** The one announcement of a command: how it ended, and how its output begins and ends. */
export function announcement({ status, output, cut }: Entry): string {
  const ended =
    status === 0
      ? say("Done")
      : status === 130
        ? say("Interrupted")
        : say("Failed with exit status {status}", { status });
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return say("{ended}. No output.", { ended });
  const short = (line: string) => (line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)} …` : line);
  const all = lines.length <= FIRST + LAST;
  const told = all
    ? lines.map(short)
    : [
        ...lines.slice(0, FIRST).map(short),
        say("{n, plural, one {# more line} other {# more lines}}", { n: lines.length - FIRST - LAST }),
        ...lines.slice(-LAST).map(short),
      ];
  const size = cut
    ? say("{n, plural, one {more than # line} other {more than # lines}}", { n: lines.length })
    : say("{n, plural, one {# line} other {# lines}}", { n: lines.length });
  return `${ended}, ${size}.\n${told.join("\n")}`;
}

const plain = (text: string): string =>
  text
    .replace(SEQUENCES, "")
    .replace(/[^\n]*\r(?!\n)/g, "")
    .replace(/\r/g, "");
