import { limits } from "../limits.ts";
import { HOME } from "./home.ts";
import type { ShellState } from "./messages.ts";

/** A terminal: everything there is to it, as a value that any process can take up. */
export type Terminal = {
  shell: ShellState;
  /** Lines typed, oldest first. */
  history: string[];
  /** What the screen showed last, with line feeds and colour sequences. */
  scrollback: string;
  /** A line that has to go on: its parts so far. */
  unfinished: string | null;
  /** A line that runs, and which process runs it; `seenAt` is the wall time at which that one was last known to. */
  running: { line: string; process: string; seenAt: number } | null;
  /** Ctrl-C from another process than the one that runs the line. */
  interrupted: boolean;
};

/** What clears the screen: CSI 2 J and 3 J (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). */
const CLEARS = ["\x1b[2J", "\x1b[3J"];
/** The screen is cut when it is so much longer than what is kept, so that not every piece of output cuts it. */
const SLACK = 1.25;

export const newTerminal = (): Terminal => ({
  shell: { cwd: HOME, statuses: [0], settings: "", functions: [] },
  history: [],
  scrollback: "",
  unfinished: null,
  running: null,
  interrupted: false,
});

/** What stands before the next line. An account that nobody must mistake for another has a label. */
export function promptOf({ shell, unfinished }: Terminal, label: string | undefined): string {
  if (unfinished !== null) return "> ";
  const { cwd } = shell;
  const shown = cwd === HOME ? "~" : cwd.startsWith(`${HOME}/`) ? `~${cwd.slice(HOME.length)}` : cwd;
  return `${label ? `${label} ` : ""}${shown} $ `;
}

/** Adds to the screen. What was cleared is gone, and of the rest whole lines are kept, the latest ones. */
export function show(terminal: Terminal, text: string): void {
  const cleared = Math.max(...CLEARS.map((it) => text.lastIndexOf(it)));
  const all = cleared < 0 ? terminal.scrollback + text : text.slice(cleared);
  terminal.scrollback =
    all.length <= limits.terminalScrollback * SLACK ? all : lastLines(all, limits.terminalScrollback);
}

/** Keeps a line that was typed; twice the same in a row is once. */
export function remember(terminal: Terminal, line: string): void {
  if (line.trim() === "" || terminal.history.at(-1) === line) return;
  const history = [...terminal.history, line].slice(-limits.terminalHistory);
  let characters = history.reduce((sum, it) => sum + it.length, 0);
  while (characters > limits.terminalHistoryCharacters) characters -= history.shift()!.length;
  terminal.history = history;
}

function lastLines(text: string, characters: number): string {
  const end = text.slice(-characters);
  const line = end.indexOf("\n");
  return line < 0 ? end : end.slice(line + 1);
}
