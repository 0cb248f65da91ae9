import type { LoadSetting } from "../contract/index.ts";
import type { FileChanges, FileRecord } from "../storage/terminals.ts";

/** What a shell takes from one line to the next, as the shell itself would write it. */
export type ShellState = {
  cwd: string;
  /** Exit codes of the last pipeline's commands; the last one is `$?`. */
  statuses: number[];
  /** Commands that set variables, aliases and options. */
  settings: string;
  /** Definitions of functions, by name. */
  functions: [name: string, definition: string][];
};

/** What a line is given to run with. */
export type LineStart = {
  /** Everything typed since the last complete line. */
  script: string;
  shell: ShellState;
  /** Lines typed before, oldest first. */
  history: string[];
  columns: number;
  /** Account time at the start, epoch milliseconds. */
  now: number;
  account: { id: string; accountId: string; region: string; hasLoad: boolean };
  /** The account's files; not used where another line of the account runs in the same thread and has them. */
  files: FileRecord[];
};

/** How a line ended. `unfinished`: it has to go on, nothing was run. */
export type LineEnd = { exitCode: number; shell: ShellState; unfinished: boolean };

/** A piece of what a line prints. */
export type Piece = { out: string } | { err: string };

/** What a line may ask of the main thread, and with what. */
export type Question =
  /** To go on working, after a while of it: others may come first. */
  | { name: "turn" }
  | { name: "call"; service: string; operation: string; input: Record<string, unknown>; region: string }
  | { name: "sleep"; seconds: number }
  | { name: "now" }
  | { name: "readLoad"; since: number | undefined }
  | { name: "setLoad"; setting: LoadSetting }
  /** What a command line can say to AWS; the same for every line. */
  | { name: "commandModel" };

/** To the thread. */
export type ToWorker =
  | { kind: "start"; line: number; start: LineStart }
  | { kind: "complete"; line: number; start: LineStart; cursor: number }
  | { kind: "answer"; line: number; question: number; answer: { value: unknown } | { error: string } }
  | { kind: "stop"; line: number };

/** From the thread. */
export type FromWorker =
  | { kind: "pieces"; line: number; pieces: Piece[] }
  | { kind: "question"; line: number; question: number; asked: Question }
  /** It has nothing to do until an answer comes. */
  | { kind: "waits"; line: number }
  | { kind: "files"; line: number; changes: FileChanges }
  | { kind: "end"; line: number; end: LineEnd; changes: FileChanges }
  | { kind: "completed"; line: number; from: number; candidates: string[] }
  /** A mistake of ours, for the log. */
  | { kind: "bug"; line: number; what: string; stack: string };
