import type { Account } from "../accounts/account.ts";
import type { TerminalOutput } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { answer } from "./account-host.ts";
import type { LineEnd, LineStart, Piece } from "./messages.ts";
import type { Ended, Pool } from "./pool.ts";
import { isReadOnly } from "./read-only.ts";
import type { SavedFiles } from "./saved-files.ts";
import type { SavedTerminal } from "./saved-terminal.ts";
import { promptOf, remember, show } from "./terminal.ts";

/** Whoever sent a line and reads its output. After `exit` or `ask` nothing more comes. */
export type Reader = { write(output: TerminalOutput): void };

type Parts = {
  account: Account;
  pool: Pool;
  saved: SavedTerminal;
  commandModel(): Promise<unknown>;
  onClock(accountId: string, listener: () => void): () => void;
  files: SavedFiles;
  /** The screen is another one now. */
  changed(): void;
};

type Why = "interrupt" | "time" | "output" | "gone" | "server";

/** Exit codes as a shell gives them: 128 and the signal's number. */
const KILLED = 137;
const HOUR = "an hour";

const STOPPED: Record<Exclude<Why, "interrupt" | "gone"> | Exclude<Ended & { kind: "lost" }, never>["why"], string> = {
  time: `This line was stopped: it had run for ${HOUR}, the longest a line may run.`,
  output: "This line was stopped: it printed more than anybody reads. Send its output to a file, or through head.",
  processor:
    "This line was stopped: it used too much of the processor without a pause. A sleep in its loop gives it one.",
  memory: "This line was stopped: it used too much memory.",
  neighbour: "This line was stopped, and not by its own fault: the thread it ran in was ended. Run it again.",
  server: "The server is stopping, and this line with it. Run it again in a moment.",
};

/** A line from its start to its end: what it prints goes to its reader and onto the terminal's screen, and is saved now and then. */
export class RunningLine {
  readonly #parts: Parts;
  readonly #start: LineStart;
  #reader: Reader | undefined;
  #stop: () => void = () => {};
  #why: Why | undefined;
  #question: { text: string; answer(yes: boolean): void } | undefined;
  #printed = 0;
  #startedAt = 0;
  #changed = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: Parts, start: LineStart, reader: Reader) {
    this.#parts = parts;
    this.#start = start;
    this.#reader = reader;
  }

  get saved(): SavedTerminal {
    return this.#parts.saved;
  }

  /** The question that waits for the participant's word. */
  get question(): string | undefined {
    return this.#question?.text;
  }

  /** Runs to the end; resolves when everything is saved. */
  async run(): Promise<void> {
    const { account, pool, files } = this.#parts;
    this.#startedAt = performance.now();
    const { ended, stop } = pool.run({
      accountId: account.id,
      start: this.#start,
      onPieces: (pieces) => this.#print(pieces),
      onFiles: (changes) => files.note(account.id, changes),
      onQuestion: (asked, signal) => answer(asked, { ...this.#parts, mayCall: (call) => this.#mayCall(call) }, signal),
    });
    this.#stop = stop;
    if (this.#why) stop();
    this.#timers = [
      setTimeout(() => this.stop("time"), limits.terminalLineMs),
      setInterval(() => void this.#keep(), limits.terminalSavedEveryMs).unref(),
    ];
    await this.#end(await ended, this.#start.script);
  }

  /** Ends the line: Ctrl-C, or a limit. */
  stop(why: Why): void {
    if (this.#why) return;
    this.#why = why;
    if (why === "interrupt") this.#show({ out: "^C\n" });
    this.#question?.answer(false);
    this.#stop();
  }

  /** The participant's word on a question; what the line prints from now on goes to `reader`. */
  answer(word: string, reader: Reader): void {
    this.#reader = reader;
    show(this.saved.terminal, `${word}\n`);
    this.#question?.answer(/^\s*y(es)?\s*$/i.test(word));
  }

  #print(pieces: Piece[]): void {
    for (const piece of pieces) {
      if (this.#why && this.#why !== "interrupt") return;
      const text = "out" in piece ? piece.out : piece.err;
      this.#printed += text.length;
      const seconds = (performance.now() - this.#startedAt) / 1_000;
      if (this.#printed > limits.terminalOutput + seconds * limits.terminalOutputPerSecond) {
        this.stop("output");
        return;
      }
      this.#show(piece);
    }
  }

  #show(piece: Piece): void {
    show(this.saved.terminal, "out" in piece ? piece.out : piece.err);
    this.#changed = true;
    this.#reader?.write(piece);
  }

  /** Asks before a call that changes something, where the account wants that. One question at a time. */
  async #mayCall(call: { service: string; operation: string; input: unknown; region: string }): Promise<boolean> {
    const { account } = this.#parts;
    if (isReadOnly(call.operation) || !(await account.confirmChanges?.())) return true;
    if (this.#why || this.#question) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const what = `${call.service} ${call.operation} ${JSON.stringify(call.input)}`;
    const text = `${what}\nThis changes account ${account.accountId} in ${call.region}. Go on? [y/N] `;
    this.#question = { text, answer: resolve };
    show(this.saved.terminal, text);
    this.#reader?.write({ ask: text });
    this.#reader = undefined;
    this.#parts.changed();
    return promise.finally(() => {
      this.#question = undefined;
    });
  }

  /** Saves what the screen shows, and hears whether another process wants the line to end. */
  async #keep(): Promise<void> {
    const { saved } = this.#parts;
    if (this.#changed) {
      this.#changed = false;
      this.#parts.changed();
      await saved.save();
    } else await saved.confirm();
    if (saved.isGone) this.stop("gone");
    else if (this.saved.terminal.interrupted) this.stop("interrupt");
  }

  async #end(ended: Ended, script: string): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const end = this.#resultOf(ended);
    const { saved, files, account } = this.#parts;
    const { terminal } = saved;
    if (ended.kind === "end") files.note(account.id, ended.changes);
    await files.save(account.id);
    if (end.unfinished) terminal.unfinished = script;
    else {
      terminal.unfinished = null;
      remember(terminal, script);
    }
    terminal.shell = end.shell;
    terminal.running = null;
    terminal.interrupted = false;
    if (!saved.isGone) await saved.save();
    this.#reader?.write({ exit: end.exitCode, prompt: promptOf(terminal, account.label), more: end.unfinished });
    this.#parts.changed();
  }

  /** What there is to say about an end that was not the line's own, and the shell that is left. */
  #resultOf(ended: Ended): LineEnd {
    const { shell } = this.saved.terminal;
    const said = ended.kind === "lost" ? ended.why : this.#why;
    if (said && said !== "interrupt" && said !== "gone") {
      const { scrollback } = this.saved.terminal;
      this.#show({ err: `${scrollback === "" || scrollback.endsWith("\n") ? "" : "\n"}${STOPPED[said]}\n` });
    }
    if (ended.kind === "end") return ended.end;
    return { exitCode: KILLED, shell: { ...shell, statuses: [KILLED] }, unfinished: false };
  }
}
