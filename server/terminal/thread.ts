import { Worker } from "node:worker_threads";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { Loss, Task } from "./pool.ts";

/** A thread that is starved by the machine is given this many times the processor time that a line may take. */
const WALL = 5;

/** Exit code of a line that Ctrl-C ended: 128 + SIGINT. */
const INTERRUPTED = 130;

type Working = { task: Task; since: number; cpu?: { at: number; microseconds: number } };

/** One thread and its lines. One line works at a time; whatever would wake another one waits until it is done or waits itself. */
export class Thread {
  readonly tasks = new Map<number, Task>();
  /** Whether it is for accounts that stopped another one. */
  readonly apart: boolean;
  readonly #worker: Worker;
  readonly #lost: (guilty: Task | undefined, why: Loss) => void;
  /** What wakes a line, in its order. */
  readonly #queue: { task: Task; message: ToWorker }[] = [];
  /** Lines that have worked for a while and would go on; they do when nobody else wants the thread. */
  readonly #turns: { task: Task; message: ToWorker }[] = [];
  #working: Working | undefined;
  #emptySince = performance.now();
  #closed = false;

  constructor(apart: boolean, lost: (guilty: Task | undefined, why: Loss) => void) {
    this.apart = apart;
    this.#lost = lost;
    this.#worker = new Worker(new URL("./shell/worker.ts", import.meta.url), {
      // Nothing of this process: no environment, no arguments, no streams of its own.
      env: {},
      argv: [],
      execArgv: [],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: limits.terminalHeapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    this.#worker.unref();
    this.#worker.on("message", (message: FromWorker) => this.#heard(message));
    this.#worker.on("error", (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (!isMemory) logError("a terminal's thread", error);
      this.#lose(isMemory ? "memory" : "neighbour");
    });
    this.#worker.on("exit", () => this.#lose("neighbour"));
  }

  /** How long there has been no line in it. */
  get idleMs(): number {
    return this.tasks.size > 0 ? 0 : performance.now() - this.#emptySince;
  }

  holds(accountId: string): boolean {
    return [...this.tasks.values()].some((it) => it.accountId === accountId);
  }

  add(task: Task): void {
    this.tasks.set(task.number, task);
    const { number: line, start, cursor } = task;
    this.post(task, cursor === undefined ? { kind: "start", line, start } : { kind: "complete", line, start, cursor });
  }

  /** Sends a message to a line when it is its turn; what stops a line goes first. */
  post(task: Task, message: ToWorker): void {
    if (message.kind === "stop") task.ending.abort();
    if (message.kind === "stop" && !task.started) this.#endUnstarted(task);
    else if (this.#working?.task === task) this.#worker.postMessage(message);
    else if (message.kind === "stop") this.#queue.unshift({ task, message });
    else this.#queue.push({ task, message });
    this.#next();
  }

  /** Ends the thread when a line has worked too long. Asked several times a second. */
  watch(): void {
    const working = this.#working;
    if (!working || performance.now() - working.since < limits.terminalBurstMs / 4) return;
    if (performance.now() - working.since > limits.terminalBurstMs * WALL) this.#lose("processor");
    else
      void this.#worker.cpuUsage().then(
        ({ user, system }) => {
          if (this.#working !== working) return;
          working.cpu ??= { at: performance.now() - working.since, microseconds: user + system };
          const workedMs = working.cpu.at + (user + system - working.cpu.microseconds) / 1_000;
          if (workedMs > limits.terminalBurstMs) this.#lose("processor");
        },
        () => {},
      );
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.tasks.values()) task.ending.abort();
    await this.#worker.terminate();
  }

  #next(): void {
    while (!this.#working && !this.#closed) {
      const next = this.#queue.shift() ?? this.#turns.shift();
      if (!next) return;
      const { task, message } = next;
      if (!this.tasks.has(task.number)) continue; // It has ended meanwhile.
      task.started = true;
      this.#working = { task, since: performance.now() };
      this.#worker.ref();
      this.#worker.postMessage(message);
    }
  }

  #heard(message: FromWorker): void {
    const task = this.tasks.get(message.line);
    if (!task) return;
    if (message.kind === "pieces") task.onPieces?.(message.pieces);
    else if (message.kind === "files") task.onFiles?.(message.changes);
    else if (message.kind === "bug") logError(`terminal: ${message.what}`, message.stack, { account: task.accountId });
    else if (message.kind === "question") this.#asked(task, message);
    else if (message.kind === "waits") this.#rested(task);
    else {
      this.tasks.delete(task.number);
      this.#emptySince = performance.now();
      task.ending.abort();
      task.end(message);
      this.#rested(task);
    }
  }

  #asked(task: Task, { question, asked }: FromWorker & { kind: "question" }): void {
    if (asked.name === "turn") {
      const message = { kind: "answer", line: task.number, question, answer: { value: undefined } } as const;
      this.#turns.push({ task, message });
      this.#next();
      return;
    }
    const answer = (it: { value: unknown } | { error: string }) =>
      this.tasks.has(task.number) && this.post(task, { kind: "answer", line: task.number, question, answer: it });
    task.onQuestion(asked, task.ending.signal).then(
      (value) => answer({ value }),
      (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
    );
  }

  #endUnstarted(task: Task): void {
    this.tasks.delete(task.number);
    const { number: line, start } = task;
    const end = { exitCode: INTERRUPTED, shell: start.shell, unfinished: false };
    task.end({ kind: "end", line, end, changes: { written: [], removed: [] } });
  }

  /** The line waits or is done: the next one may work. */
  #rested(task: Task): void {
    if (this.#working?.task === task) {
      this.#working = undefined;
      this.#worker.unref();
    }
    this.#next();
  }

  #lose(why: Loss): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#lost(this.#working?.task, why);
    void this.#worker.terminate();
  }
}
