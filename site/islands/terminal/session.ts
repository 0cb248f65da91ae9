import type {
  Completion,
  Problem,
  TerminalLine,
  TerminalOutput,
  TerminalView,
} from "../../../server/contract/index.ts";
import { ofAccount } from "../../client/account-state.ts";
import { get, problemOf, send, stream } from "../../client/api.ts";
import { say } from "../../client/say.ts";
import { onState, readState, writeState } from "../../client/session-state.ts";
import { Known } from "./known.ts";
import { Collected, type Entry, withEntry } from "./output-log.ts";
import { Screen } from "./screen.ts";
import { Typing } from "./typing.ts";

/** `away`: the server cannot be reached, and nothing is known of what it does. */
export type Phase = "loading" | "ready" | "running" | "asking" | "away";

/** How a line ended, and what stands before the next. */
type Ended = Extract<TerminalOutput, { exit: number }>;

/** Wall milliseconds until a line that runs for another window, or a server that was away, is looked at again. */
const LOOK_AGAIN_MS = 1_500;
/** Wall milliseconds after a line of one's own in which a notice is about that line. */
const OWN_NOTICE_MS = 700;

const RED = "\x1b[31m";
const SOFT = "\x1b[90m";
const PLAIN = "\x1b[0m";

/**
 * One of the account's terminals, as this page has it: lines go to the server one at a time, their output comes to the screen, and what
 * the server says of the terminal is what is true.
 */
export class Session {
  readonly id: string;
  readonly screen: Screen;
  phase: Phase = "loading";
  log: Entry[] = [];
  /** Told about what is the panel's business. */
  onFind: () => void = () => undefined;
  onSay: (text: string) => void = () => undefined;
  readonly #typing: Typing;
  readonly #listeners = new Set<() => void>();
  readonly #path: string;
  readonly #known = new Known();
  #prompt = "";
  /** The line so far is unfinished. */
  #more = false;
  /** A question that was put before this page was loaded waits for its answer. */
  #asked = false;
  #queue: string[] = [];
  /** The command so far, over its continuation lines. */
  #command: string[] = [];
  #commands = 0;
  /** A line sent from here has not ended. */
  #sending = false;
  /** The output of a line broke off, and what became of it is not known yet. */
  #broke = false;
  #endedAt = 0;
  #left = false;
  #answer: ((word: string | undefined) => void) | undefined;
  #lookAgain: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> | undefined;
  readonly #stopTyped: () => void;

  constructor(id: string) {
    this.id = id;
    this.#path = `/api/terminals/${id}`;
    this.screen = new Screen(id);
    this.#typing = new Typing(this.screen, {
      run: (lines) => this.#submit(lines),
      interrupt: () => void this.interrupt(),
      complete: (line, cursor) => this.#completion(line, cursor),
      draw: () => this.#draw(),
      find: () => this.onFind(),
      tell: (text) => this.onSay(text),
    });
    this.#editor.set(readState(this.#typedKey, ""));
    // What is typed may be taken away or put back from outside.
    this.#stopTyped = onState((key) => {
      if (key !== this.#typedKey || readState(key, "") === this.#editor.text) return;
      this.#editor.set(readState(key, ""));
      this.#draw();
    });
    void this.refresh();
  }

  /** Whether nothing runs or waits here. */
  get free(): boolean {
    return (this.phase === "ready" || this.phase === "loading") && this.#queue.length === 0 && !this.#asked;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Types a command in and runs it, line by line. What stood there is put aside for Ctrl-Y. */
  async run(command: string): Promise<void> {
    await this.screen.opened;
    await this.#reading;
    if (this.#more) await this.interrupt();
    this.#editor.putAside();
    this.#submit(command.replace(/\n+$/, "").split("\n"));
  }

  /** A key as from the keyboard, for the buttons of a touch screen. */
  press(name: string): void {
    this.screen.focus();
    this.#typing.press({ name });
  }

  /** Ctrl-C: ends what runs, or lets go of the line. The server writes `^C` behind what it ends; behind a line of ours we do. */
  async interrupt(): Promise<void> {
    const running = this.phase === "running";
    this.#queue = [];
    if (!running) {
      this.screen.show(this.#input());
      this.screen.commit("^C");
    }
    this.#editor.forget();
    this.#draw();
    if (!running && this.phase !== "asking" && !this.#more && !this.#asked) return;
    if (!running) {
      this.#known.add("^C\n");
      this.#command = [];
    }
    try {
      await send("POST", `${this.#path}/interrupt`, {});
      this.#answer?.(undefined);
      if (!this.#sending) await this.refresh();
    } catch (error) {
      this.#complain(problemOf(error));
    }
  }

  /** Takes the terminal off the page; on the server it stays. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#lookAgain);
    this.#stopTyped();
    this.screen.dispose();
  }

  /** Closes the terminal: what runs in it ends, and its screen and history are forgotten. */
  async close(): Promise<void> {
    this.leave();
    writeState(this.#typedKey, undefined);
    // A terminal that could not be closed is still there when it is opened again.
    await send("DELETE", this.#path, {}).catch(() => undefined);
  }

  /** Reads what the terminal is on the server: after a reload, a lost connection, or another window's work. */
  refresh(): Promise<void> {
    if (this.#sending || this.#left) return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Somebody's work in a terminal has changed a screen; mostly it was this one's own. */
  changedSomewhere(): void {
    if (Date.now() - this.#endedAt > OWN_NOTICE_MS) void this.refresh();
  }

  #submit(lines: string[]): void {
    if (this.phase === "asking") {
      this.#answer?.(lines[0]);
    } else if (this.phase === "away") {
      this.#editor.set(lines.join("\n"));
      void this.refresh();
    } else {
      this.#queue.push(...lines);
      this.#draw();
      void this.#drain();
    }
  }

  async #drain(): Promise<void> {
    while (this.phase === "ready" && this.#queue.length > 0) {
      const line = this.#queue.shift()!;
      // What is typed ahead meanwhile stays in the editor and comes back below the output.
      this.#commit(line);
      if (line.trim() === "" && !this.#more && !this.#asked) this.#draw();
      else await this.#run(line);
    }
  }

  async #run(line: string): Promise<void> {
    const neverSent = this.#known.mark();
    this.#known.add(`${this.#prompt}${line}\n`);
    this.#command.push(line);
    if (!this.#asked) this.#editor.add(this.#command.join("\n"), this.#command.length > 1);
    this.#asked = false;
    this.#sending = true;
    this.#become("running");
    const output = new Collected();
    let ended: Ended | undefined;
    let begun = false;
    try {
      // A question ends the stream; the answer is a line of its own, and what the first line writes from then on is its answer.
      for (let next: string | undefined = line; next !== undefined; ) {
        const body: TerminalLine = { line: next, columns: this.screen.term.cols };
        for await (const pieces of stream<TerminalOutput>(`${this.#path}/lines`, body)) {
          begun = true;
          if (this.#left) return;
          ended = (await this.#take(pieces, output)) ?? ended;
        }
        next = this.#isAsking ? await this.#word() : undefined;
      }
    } catch (error) {
      if (this.#left) return;
      this.#broke = begun;
      if (!begun) {
        neverSent();
        this.#command.pop();
        if (this.#editor.text === "") this.#editor.set(line);
        this.#complain(problemOf(error));
      }
      this.phase = "away";
    }
    this.#sending = false;
    if (ended) this.#end(ended, output);
    else await this.refresh();
  }

  get #isAsking(): boolean {
    return this.phase === "asking";
  }

  /** The participant's word on a question; undefined for Ctrl-C. */
  async #word(): Promise<string | undefined> {
    const word = await new Promise<string | undefined>((resolve) => {
      this.#answer = resolve;
    });
    this.#answer = undefined;
    if (word === undefined) return undefined;
    this.#commit(word);
    this.#known.add(`${word}\n`);
    this.#become("running");
    return word;
  }

  /** Writes what came; answers how the line ended once it has. */
  async #take(pieces: TerminalOutput[], output: Collected): Promise<Ended | undefined> {
    let text = "";
    let ended: Ended | undefined;
    for (const piece of pieces) {
      if ("out" in piece) text += piece.out;
      else if ("err" in piece) text += piece.err;
      else if ("ask" in piece) {
        text += piece.ask;
        this.#become("asking");
        this.onSay(piece.ask);
        this.screen.focus();
      } else ended = piece;
    }
    if (text !== "") {
      output.add(text);
      this.#known.add(text);
      await this.screen.print(text);
    }
    return ended;
  }

  #end({ exit, prompt, more }: Ended, output: Collected): void {
    this.#prompt = prompt;
    this.#more = more;
    if (!more) {
      const entry = output.entry(++this.#commands, this.#command.join("\n"), exit);
      this.#command = [];
      this.log = withEntry(this.log, entry);
      this.screen.makeSane();
    }
    this.#endedAt = Date.now();
    this.#become("ready");
  }

  async #completion(line: string, cursor: number): Promise<Completion | undefined> {
    if (this.phase !== "ready") return undefined;
    try {
      return await send<Completion>("POST", `${this.#path}/complete`, { line, cursor });
    } catch (error) {
      this.#complain(problemOf(error));
      return undefined;
    }
  }

  async #read(): Promise<void> {
    clearTimeout(this.#lookAgain);
    try {
      const view = await get<TerminalView>(this.#path);
      if (!this.#sending && !this.#left) this.#sync(view);
    } catch (error) {
      const { title, detail, next } = problemOf(error);
      if (this.phase === "loading") void this.screen.print(`${RED}${title}${PLAIN} ${detail} ${next ?? ""}\n`);
      if (this.#broke)
        void this.screen.print(
          `${SOFT}${say("The connection was lost here. What the line did since is shown when it is back.")}${PLAIN}\n`,
        );
      this.#broke = false;
      this.#become("away");
    }
    if (this.#left || this.#sending) return;
    if (this.phase === "ready") void this.#drain();
    // Whoever shows the terminal again looks anyway.
    else this.#lookAgain = setTimeout(() => this.screen.isSeen && this.refresh(), LOOK_AGAIN_MS);
  }

  #sync({ scrollback, prompt, more, running, history }: TerminalView): void {
    const difference = this.#known.become(scrollback);
    if (difference.kind === "more") void this.screen.print(difference.text);
    else if (difference.kind === "other" || this.phase === "loading") this.screen.restart(scrollback);
    this.#broke = false;
    // A question that waits stands at the end of the screen already.
    this.#asked = prompt !== "" && scrollback.endsWith(prompt);
    this.#prompt = this.#asked ? "" : prompt;
    this.#more = more;
    const known = this.#editor.history;
    // A line that seemed lost and did arrive is not to be sent again.
    if (history.length > known.length && history.at(-1) === this.#editor.text) this.#editor.set("");
    if (history.length !== known.length || history.at(-1) !== known.at(-1)) this.#editor.remember(history);
    this.#become(running ? "running" : "ready");
  }

  /** Makes a line part of the output, behind its prompt. */
  #commit(line: string): void {
    this.screen.show({ prompt: this.phase === "ready" ? this.#prompt : "", text: line, cursor: line.length });
    this.screen.commit();
  }

  #complain({ title, detail, next }: Problem): void {
    void this.screen.print(`${RED}${title}${PLAIN} ${detail}${next ? ` ${next}` : ""}\n`);
    this.onSay(`${title} ${detail}`);
  }

  #become(phase: Phase): void {
    this.phase = phase;
    this.#draw();
    for (const listener of [...this.#listeners]) listener();
  }

  #draw(): void {
    this.screen.show(this.#input());
    const { text } = this.#editor;
    writeState(this.#typedKey, text === "" ? undefined : text);
  }

  #input() {
    const { text, cursor, search } = this.#editor;
    if (search) return { prompt: `(reverse-i-search)'${search.wanted}': `, text, cursor };
    return { prompt: this.phase === "ready" || this.phase === "away" ? this.#prompt : "", text, cursor };
  }

  get #editor() {
    return this.#typing.editor;
  }

  get #typedKey(): string {
    return ofAccount(`terminal.${this.id}.typed`);
  }
}
