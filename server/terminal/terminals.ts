import { randomUUID } from "node:crypto";
import type { Account } from "../accounts/account.ts";
import type { Completion, TerminalView } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import type { TerminalRecords } from "../storage/terminals.ts";
import { answer } from "./account-host.ts";
import { Pool } from "./pool.ts";
import { isReadOnly } from "./read-only.ts";
import { type Reader, RunningLine } from "./running-line.ts";
import { SavedFiles } from "./saved-files.ts";
import { SavedTerminal } from "./saved-terminal.ts";
import { promptOf, show } from "./terminal.ts";

type Options = {
  store: TerminalRecords;
  /** Whether other processes use the same store. */
  shared: boolean;
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  /** What a command line can say to AWS. */
  commandModel(): Promise<unknown>;
  /** Tells when an account's clock was set. Returns how to stop listening. */
  onClock(accountId: string, listener: () => void): () => void;
  /** A terminal's screen changed. `at`: account time. */
  changed(accountId: string, at: number): void;
};

/** Why a line cannot be run now. */
export type Busy = "running" | "elsewhere" | "full";

/** A terminal in which a line runs or is about to. */
type Place = {
  /** Undefined where another process was first. */
  begun: Promise<RunningLine | undefined>;
  line?: RunningLine | undefined;
  ended: Promise<void>;
};

/** The longest that Tab is waited for, in wall time. */
const COMPLETE_MS = 2_000;

/** All terminals of all accounts, as far as this process runs lines in them. */
export class Terminals {
  readonly #options: Options;
  readonly #pool = new Pool();
  readonly #process = randomUUID();
  readonly #running = new Map<string, Place>();
  readonly #files: SavedFiles;
  #closing: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#files = new SavedFiles(options.store);
  }

  /** What the terminal shows. Making nothing, except that a thread is made ready. */
  async view(account: Account, id: string): Promise<TerminalView> {
    if (!this.#closing) this.#warm();
    const now = await account.now();
    const line = this.#running.get(keyOf(account, id))?.line;
    const { terminal, isElsewhere } = line?.saved ?? (await this.#load(account, id));
    const { unfinished, scrollback, history } = terminal;
    const question = line?.question;
    return {
      id,
      prompt: question ?? promptOf(terminal, account.label),
      more: unfinished !== null,
      running: (line !== undefined || isElsewhere) && question === undefined,
      scrollback,
      history,
      now,
    };
  }

  /** Runs a line, or takes it as the answer to what the running one asks. Resolves once it is accepted; its output goes to `reader`. */
  async run(
    account: Account,
    id: string,
    { line, columns = 80 }: { line: string; columns?: number | undefined },
    reader: Reader,
  ): Promise<Busy | undefined> {
    const key = keyOf(account, id);
    const present = this.#running.get(key);
    if (present) {
      if (present.line?.question === undefined) return "running";
      present.line.answer(line, reader);
      return undefined;
    }
    if (this.#closing || this.#running.size >= limits.terminalLines) return "full";
    const place: Place = { begun: this.#begin(account, id, { line, columns }, reader), ended: Promise.resolve() };
    this.#running.set(key, place);
    const ended = place.begun
      .then((running) => {
        place.line = running;
        return running?.run();
      })
      .finally(() => this.#running.delete(key));
    place.ended = ended.catch((error: unknown) => logError("running a line", error, { account: account.id }));
    return (await place.begun) ? undefined : "elsewhere";
  }

  /** Ctrl-C: ends the running line or lets go of an unfinished one. */
  async interrupt(account: Account, id: string): Promise<void> {
    const line = await this.#running.get(keyOf(account, id))?.begun.catch(() => undefined);
    if (line) return line.stop("interrupt");
    for (;;) {
      const saved = await this.#load(account, id);
      if (saved.isElsewhere) saved.terminal.interrupted = true;
      else if (saved.terminal.unfinished === null) return;
      else {
        saved.terminal.unfinished = null;
        show(saved.terminal, "^C\n");
      }
      if (await saved.saveIfUnchanged()) break;
    }
    this.#changed(account);
  }

  /** What Tab would add. Nothing while a line runs: the shell is busy. */
  async complete(
    account: Account,
    id: string,
    { line, cursor }: { line: string; cursor: number },
  ): Promise<Completion> {
    const nothing = { from: cursor, candidates: [] };
    if (this.#running.has(keyOf(account, id)) || this.#pool.size >= limits.terminalLines) return nothing;
    const { terminal } = await this.#load(account, id);
    const { id: key, accountId, region, load } = account;
    const { onClock, commandModel } = this.#options;
    const start = {
      script: line,
      shell: terminal.shell,
      history: [],
      columns: 80,
      now: await account.now(),
      account: { id: key, accountId, region, hasLoad: load !== undefined },
      files: await this.#files.load(key),
    };
    const { ended, stop } = this.#pool.run({
      accountId: key,
      start,
      cursor,
      onQuestion: (asked, signal) =>
        answer(
          asked,
          { account, commandModel, onClock, mayCall: async ({ operation }) => isReadOnly(operation) },
          signal,
        ),
    });
    const timer = setTimeout(stop, COMPLETE_MS);
    const result = await ended;
    clearTimeout(timer);
    return result.kind === "completed" ? { from: result.from, candidates: result.candidates } : nothing;
  }

  /** A fresh terminal in its place; what runs in it ends. The account's files stay. */
  async remove(account: Account, id: string): Promise<void> {
    const running = this.#running.get(keyOf(account, id));
    const line = await running?.begun.catch(() => undefined);
    line?.stop("gone");
    await running?.ended;
    await this.#options.store.delete(account.id, id);
    this.#changed(account);
  }

  /** Ends what runs, with a word about it on each screen. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const { line } of this.#running.values()) line?.stop("server");
    const late = new Promise((resolve) => setTimeout(resolve, limits.stopMs / 2).unref());
    await Promise.race([Promise.all([...this.#running.values()].map((it) => it.ended)), late]);
    await this.#pool.close();
    await this.#files.close();
  }

  /** Takes the terminal for a line; undefined where another process has it. */
  async #begin(account: Account, id: string, { line, columns }: { line: string; columns: number }, reader: Reader) {
    const { id: key, accountId, region, load } = account;
    const { onClock, commandModel } = this.#options;
    const saved = await this.#load(account, id);
    if (saved.isElsewhere) return undefined;
    const { terminal } = saved;
    show(terminal, `${promptOf(terminal, account.label)}${line}\n`);
    if (!(await saved.begin(line))) return undefined;
    const start = {
      script: terminal.unfinished === null ? line : `${terminal.unfinished}\n${line}`,
      shell: terminal.shell,
      history: terminal.history,
      columns,
      now: await account.now(),
      account: { id: key, accountId, region, hasLoad: load !== undefined },
      files: await this.#files.load(key),
    };
    const changed = () => this.#changed(account);
    return new RunningLine(
      { account, commandModel, pool: this.#pool, saved, files: this.#files, onClock, changed },
      start,
      reader,
    );
  }

  /** Whoever looks at a terminal is about to use it. */
  #warm(): void {
    this.#pool.warm();
    this.#options.commandModel().catch((error: unknown) => logError("the model of the command line", error));
  }

  #load({ id: accountId }: Account, id: string): Promise<SavedTerminal> {
    const { store, shared, wall } = this.#options;
    return SavedTerminal.load({ store, shared, wall, process: this.#process, accountId, id });
  }

  #changed(account: Account): void {
    account.now().then(
      (at) => this.#options.changed(account.id, at),
      () => {}, // An account that is gone has nobody who looks.
    );
  }
}

const keyOf = (account: Account, id: string) => `${account.id}/${id}`;
