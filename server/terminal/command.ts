import type { Host } from "./host.ts";

/** What a command of ours has around it while it runs: the shell's side, all in memory. */
export type Io = {
  /** Writes to standard output: to the terminal as it comes, or to whatever the line sends it to. */
  out(text: string): void;
  /** The same for standard error. */
  err(text: string): void;
  /** What a pipe or a redirection gives, as text; empty where there is none. */
  stdin: string;
  /** Exported variables. Without a prototype, so that any name may be looked up. */
  env: Record<string, string>;
  cwd: string;
  /** The terminal's width in characters. */
  columns: number;
  /** Whether standard output is the terminal, and not a pipe or a file. */
  isTerminal: boolean;
  /** The account's files; paths as typed, relative ones from `cwd`. `read` gives undefined where there is no such file; both reject with a sentence for anything else. */
  files: { read(path: string): Promise<string | undefined>; write(path: string, text: string): Promise<void> };
  /** Ctrl-C, and the end of the line's time. */
  signal: AbortSignal;
};

/** A command of the shell that this project brings: arguments without its own name, to an exit code. */
export type Command = (args: string[], io: Io, host: Host) => Promise<number>;
