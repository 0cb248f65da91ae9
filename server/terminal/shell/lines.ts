/* The lines that a thread runs. They have no environment, files or network: whatever they need they ask the main thread for. */
import { parentPort } from "node:worker_threads";
import type { FromWorker, LineEnd, LineStart, Piece, Question, ToWorker } from "../messages.ts";
import { type Ask, commandModelFrom, ENDS_WITH_ITS_LINE, hostOf, orAborted } from "./asking.ts";
import { complete } from "./complete.ts";
import { AccountFiles } from "./files.ts";
import { runLine, warm } from "./line.ts";

/** Output of a line is sent at most this often or in pieces of this many characters, whatever comes first. */
const FLUSH_AT_CHARACTERS = 32_000;
/** A line that works this long lets others work, wherever one of its commands ends. */
const TURN_MS = 20;

type Line = {
  number: number;
  stop: AbortController;
  /** When it last began to work (`clock`). */
  since: number;
  /** It is about to be looked at whether it waits. */
  looking: boolean;
  pieces: Piece[];
  characters: number;
  waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>;
};

const port = parentPort!;
const lines = new Map<number, Line>();
/** Files of accounts that have a line here; lines of one account see each other's. */
const accounts = new Map<string, { files: Promise<AccountFiles>; lines: number }>();
let questions = 0;
// Taken before a shell runs: while one does, it takes clocks and timers away from the code inside of it.
const later = setImmediate;
const clock = performance.now.bind(performance);

void warm();
port.on("message", (message: ToWorker) => {
  if (message.kind === "start" || message.kind === "complete") void run(message);
  else if (message.kind === "answer") answered(message);
  else if (message.kind === "stop") lines.get(message.line)?.stop.abort();
  restLater(message.line);
});

async function run(message: ToWorker & { kind: "start" | "complete" }): Promise<void> {
  const { line: number, start } = message;
  const line = newLine(number);
  lines.set(number, line);
  const account = accounts.get(start.account.id) ?? { files: AccountFiles.of(start.files, start.now), lines: 0 };
  accounts.set(start.account.id, account);
  account.lines++;
  const onBug = (what: string, error: unknown) =>
    tell({ kind: "bug", line: number, what, stack: (error instanceof Error && error.stack) || String(error) });
  const files = await account.files;
  files.now = start.now;
  const ended = () => {
    flush(line);
    lines.delete(number);
    if (--account.lines === 0) accounts.delete(start.account.id);
  };
  if (message.kind === "start") {
    const end = await runStarted(line, start, files, onBug);
    const changes = await files.changes();
    ended();
    tell({ kind: "end", line: number, end, changes });
  } else {
    const completion = await completeStarted(line, message, files, onBug);
    ended();
    tell({ kind: "completed", line: number, ...completion });
  }
}

type OnBug = (what: string, error: unknown) => void;

async function runStarted(line: Line, start: LineStart, files: AccountFiles, onBug: OnBug): Promise<LineEnd> {
  const tellFiles = async () => {
    const changes = await files.changes();
    if (changes.written.length + changes.removed.length > 0) tell({ kind: "files", line: line.number, changes });
  };
  const ask = askOf(line);
  try {
    return await runLine(start, {
      number: line.number,
      files,
      host: hostOf(ask, start, files, tellFiles),
      commandModel: () => commandModelFrom(ask),
      print: (it) => print(line, it),
      turn: turnOf(line, ask),
      signal: line.stop.signal,
      onBug,
    });
  } catch (error) {
    onBug("the shell", error);
    print(line, { err: "bash: the workshop met a situation it was not made for\n" });
    return { exitCode: 1, shell: { ...start.shell, statuses: [1] }, unfinished: false };
  }
}

async function completeStarted(
  line: Line,
  { start, cursor }: ToWorker & { kind: "complete" },
  files: AccountFiles,
  onBug: OnBug,
) {
  const ask = askOf(line);
  try {
    return await complete(start.script, cursor, {
      shell: start.shell,
      files,
      host: hostOf(ask, start, files),
      commandModel: () => commandModelFrom(ask),
    });
  } catch (error) {
    if (!line.stop.signal.aborted) onBug("completing", error);
    return { from: cursor, candidates: [] };
  }
}

const newLine = (number: number): Line => ({
  number,
  stop: new AbortController(),
  since: clock(),
  looking: false,
  pieces: [],
  characters: 0,
  waiting: new Map(),
});

/** How a line asks the main thread. */
function askOf(line: Line): Ask {
  return async <Value>(asked: Question): Promise<Value> => {
    const ends = ENDS_WITH_ITS_LINE.has(asked.name);
    if (ends) line.stop.signal.throwIfAborted();
    flush(line);
    const question = ++questions;
    const answer = new Promise((resolve, reject) => line.waiting.set(question, { resolve, reject }));
    tell({ kind: "question", line: line.number, question, asked });
    restLater(line.number);
    try {
      return (await (ends ? orAborted(answer, line.stop.signal) : answer)) as Value;
    } finally {
      line.waiting.delete(question);
      line.since = clock();
    }
  };
}

/** A line that has worked for a while lets others work, and hears of Ctrl-C. */
function turnOf(line: Line, ask: Ask): () => Promise<void> | undefined {
  const stopped = () => {}; // The shell looks by itself.
  return () => (clock() - line.since < TURN_MS ? undefined : ask<void>({ name: "turn" }).catch(stopped));
}

function answered({ line, question, answer }: ToWorker & { kind: "answer" }): void {
  const asked = lines.get(line)?.waiting.get(question);
  if ("error" in answer) asked?.reject(new Error(answer.error));
  else asked?.resolve(answer.value);
}

/** Says that a line waits for an answer and does nothing else, as soon as that is so: then another one may work. */
function restLater(number: number): void {
  const line = lines.get(number);
  if (!line || line.looking) return;
  line.looking = true;
  later(() => {
    line.looking = false;
    if (lines.has(number) && line.waiting.size > 0) tell({ kind: "waits", line: number });
  });
}

function print(line: Line, piece: Piece): void {
  const text = "out" in piece ? piece.out : piece.err;
  if (text === "") return;
  if (line.pieces.length === 0) later(() => flush(line));
  const last = line.pieces.at(-1);
  if (last && "out" in last && "out" in piece) last.out += text;
  else if (last && "err" in last && "err" in piece) last.err += text;
  else line.pieces.push({ ...piece });
  line.characters += text.length;
  if (line.characters >= FLUSH_AT_CHARACTERS) flush(line);
}

function flush(line: Line): void {
  if (line.pieces.length === 0) return;
  tell({ kind: "pieces", line: line.number, pieces: line.pieces });
  line.pieces = [];
  line.characters = 0;
}

function tell(message: FromWorker): void {
  port.postMessage(message);
}
