import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import type { FileChanges } from "../storage/terminals.ts";
import type { FromWorker, LineStart, Piece, Question } from "./messages.ts";
import { Thread } from "./thread.ts";

/** Why a line is gone without having ended. */
export type Loss = "processor" | "memory" | "neighbour";

/** How a line ended, or that it is lost with its thread. */
export type Ended = Extract<FromWorker, { kind: "end" | "completed" }> | { kind: "lost"; why: Loss };

/** What is run, and who hears of it. */
export type Job = {
  accountId: string;
  start: LineStart;
  /** Where the cursor is, to complete a word instead of running the line. */
  cursor?: number;
  onPieces?(pieces: Piece[]): void;
  onFiles?(changes: FileChanges): void;
  /** What the line asks; a rejection reaches the command that asked. The signal ends with the line. */
  onQuestion(asked: Exclude<Question, { name: "turn" }>, signal: AbortSignal): Promise<unknown>;
};

/** A job in the pool. */
export type Task = Job & { number: number; started: boolean; ending: AbortController; end(ended: Ended): void };

/**
 * Runs lines in a few threads. A thread holds many lines, of which one works while the others wait: for a call's answer, for account
 * time. So thousands of sleeping loops cost little, and who works too long is known.
 */
export class Pool {
  readonly #threads = new Set<Thread>();
  /** Accounts whose line stopped a thread, and until when (`performance.now()`) they run apart from the others. */
  readonly #apart = new Map<string, number>();
  readonly #watch: NodeJS.Timeout;
  #numbers = 0;

  constructor() {
    this.#watch = setInterval(() => {
      for (const thread of this.#threads) {
        thread.watch();
        if (thread.idleMs > limits.terminalThreadIdleMs) this.#end(thread);
      }
    }, 250).unref();
  }

  /** Lines that are here now. */
  get size(): number {
    return [...this.#threads].reduce((sum, it) => sum + it.tasks.size, 0);
  }

  /** Has a thread ready, so that the first line does not wait for one. */
  warm(): void {
    if (this.#threads.size === 0) this.#open(false);
  }

  run(job: Job): { ended: Promise<Ended>; stop(): void } {
    const { promise: ended, resolve: end } = Promise.withResolvers<Ended>();
    const task: Task = { ...job, number: ++this.#numbers, started: false, ending: new AbortController(), end };
    const thread = this.#threadFor(job.accountId);
    thread.add(task);
    return { ended, stop: () => thread.post(task, { kind: "stop", line: task.number }) };
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await Promise.all([...this.#threads].map((it) => it.close()));
    this.#threads.clear();
  }

  /** Lines of one account share a thread, since they share files. Else the one with the fewest lines, or a new one while there may be more. */
  #threadFor(accountId: string): Thread {
    const threads = [...this.#threads];
    const home = threads.find((it) => it.holds(accountId));
    if (home) return home;
    const apart = this.#runsApart(accountId);
    const candidates = threads.filter((it) => it.apart === apart).sort((a, b) => a.tasks.size - b.tasks.size);
    const least = candidates[0];
    if (least && (least.tasks.size === 0 || candidates.length >= (apart ? 1 : limits.terminalWorkers))) return least;
    return this.#open(apart);
  }

  #end(thread: Thread): void {
    this.#threads.delete(thread);
    void thread.close();
  }

  #runsApart(accountId: string): boolean {
    const until = this.#apart.get(accountId) ?? 0;
    if (until <= performance.now()) this.#apart.delete(accountId);
    return this.#apart.has(accountId);
  }

  #open(apart: boolean): Thread {
    const thread = new Thread(apart, (guilty, why) => {
      this.#threads.delete(thread);
      if (guilty) this.#apart.set(guilty.accountId, performance.now() + limits.terminalApartMs);
      logError("a terminal's thread was stopped", why, { lines: thread.tasks.size, account: guilty?.accountId ?? "?" });
      for (const task of thread.tasks.values()) {
        task.ending.abort();
        task.end({ kind: "lost", why: task === guilty ? why : "neighbour" });
      }
    });
    this.#threads.add(thread);
    return thread;
  }
}
