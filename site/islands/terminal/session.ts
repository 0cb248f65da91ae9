import type {
  Completion,
  Problem,
  TerminalLine,
  TerminalOutput,
  TerminalView,
} from "../../../server/contract/index.ts";
import { get, problemOf, send, stream } from "../../client/api.ts";
import { readState, writeState } from "../../client/session-state.ts";
import { completed, listing } from "./completion.ts";
import { type Key, Keyboard } from "./keys.ts";
import { LineEditor } from "./line-editor.ts";
import { Collected, type Entry, withEntry } from "./output-log.ts";
import { Screen } from "./screen.ts";
import { keyHandler } from "./shortcuts.ts";

/** `away`: the server cannot be reached, and nothing is known of what it does. */
export type Phase = "loading" | "ready" | "running" | "asking" | "away";

/** How a line ended, and what stands before the next. */
type Ended = { exit: number; prompt: string; more: boolean };

/** Wall milliseconds until a line that runs for another window, or a server that was away, is looked at again. */
const LOOK_AGAIN_MS = 1_500;
/** Wall milliseconds after a line of one's own in which a notice is about that line. */
const OWN_NOTICE_MS = 700;
/** Characters of the screen that are remembered to tell what is new in the server's. */
const KNOWN_CHARACTERS = 400_000;

const RED = "\x1b[31m";
const SOFT = "\x1b[90m";
const PLAIN = "\x1b[0m";

/** One of the account's terminals, as this page has it: a conversation with the server, the line being typed, the screen. */
export class Session {
  readonly id: string;
  readonly screen: Screen;
  readonly editor = new LineEditor();
  phase: Phase = "loading";
  log: Entry[] = [];
  /** Told about keys that are the panel's business. */
  onFind: () => void = () => undefined;
  onSay: (text: string) => void = () => undefined;
  readonly #keyboard = new Keyboard();
  readonly #listeners = new Set<() => void>();
  readonly #path: string;
  #prompt = "";
  #more = false;
  #queue: string[] = [];
  /** What the server's scrollback is thought to be. */
  #known = "";
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

  constructor(id: string) {
    this.id = id;
    this.#path = `/api/terminals/${id}`;
    this.screen = new Screen(id);
    this.screen.term.onData((data) => {
      for (const key of this.#keyboard.keysOf(data)) void this.#press(key);
    });
    this.screen.term.attachCustomKeyEventHandler(
      keyHandler(this.screen.term, {
        find: () => this.onFind(),
        leaving: () => this.onSay("Tab and Shift-Tab leave the terminal now."),
        left: () => this.#keyboard.forget(),
      }),
    );
    this.editor.set(readState(this.#typedKey, ""));
    void this.refresh();
  }

  /** Whether nothing runs or waits here. */
  get free(): boolean {
    return (this.phase === "ready" || this.phase === "loading") && this.#queue.length === 0;
  }

  /** Somebody's work in a terminal has changed a screen; mostly it was this one's own. */
  changedSomewhere(): void {
    if (Date.now() - this.#endedAt > OWN_NOTICE_MS) void this.refresh();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads what the terminal is on the server: after a reload, a lost connection, or another window's work. */
  refresh(): Promise<void> {
    if (this.#sending || this.#left) return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Types a command in and runs it, line by line. What stood there is put aside for Ctrl-Y. */
  async run(command: string): Promise<void> {
    await this.screen.opened;
    await this.#reading;
    if (this.#more) await this.interrupt();
    this.editor.putAside();
    this.#queue.push(...command.replace(/\n+$/, "").split("\n"));
    await this.#drain();
  }

  /** Ctrl-C: ends what runs, or lets go of the line. The server writes `^C` behind what it ends; behind a line of ours we do. */
  async interrupt(): Promise<void> {
    const running = this.phase === "running";
    this.#queue = [];
    if (!running) {
      this.screen.show(this.#input());
      this.screen.commit("^C");
    }
    this.editor.forget();
    this.#draw();
    if (!running && this.phase !== "asking" && !this.#more) return;
    if (!running) this.#knows("^C\n");
    this.#command = [];
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
    this.screen.dispose();
  }

  /** Closes the terminal: what runs in it ends, and its screen and history are forgotten. */
  async close(): Promise<void> {
    this.leave();
    this.editor.forget();
    writeState(this.#typedKey, undefined);
    // A terminal that could not be closed is still there when it is opened again.
    await send("DELETE", this.#path, {}).catch(() => undefined);
  }

  /** A key as from the keyboard, for the buttons of a touch screen. */
  async press(name: string): Promise<void> {
    this.screen.focus();
    await this.#press({ name });
  }

  async #press(key: Key): Promise<void> {
    if ("pasted" in key && /[\r\n]/.test(key.pasted)) return this.#paste(key.pasted);
    const wish = this.editor.press(key);
    if (wish === "submit") return this.#submit();
    if (wish === "interrupt") return this.interrupt();
    if (wish === "complete") return this.#complete();
    if (wish === "clear") this.screen.clear();
    if (wish === "bell") this.screen.bell();
    this.#draw();
  }

  /** Line by line, as if typed; what follows the last line feed stays to be edited. */
  async #paste(text: string): Promise<void> {
    const lines = text.replace(/\r\n?/g, "\n").split("\n");
    const last = lines.pop()!;
    for (const line of lines) {
      this.editor.insert(line);
      const rest = this.editor.text.slice(this.editor.cursor);
      this.editor.set(this.editor.text.slice(0, this.editor.cursor));
      this.#queue.push(this.editor.take());
      this.editor.set(rest, 0);
    }
    this.editor.insert(last);
    this.#draw();
    await this.#drain();
  }

  async #submit(): Promise<void> {
    if (this.phase === "away" || this.phase === "loading") return this.refresh();
    if (this.phase === "asking") {
      this.screen.show(this.#input());
      this.screen.commit();
      return this.#answer?.(this.editor.take());
    }
    this.#queue.push(...this.editor.take().split("\n"));
    this.#draw();
    return this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.phase === "ready" && this.#queue.length > 0) {
      const line = this.#queue.shift()!;
      // What is typed ahead meanwhile stays in the editor and comes back below the output.
      this.screen.show({ prompt: this.#prompt, text: line, cursor: line.length });
      this.screen.commit();
      if (line.trim() === "" && !this.#more) this.#draw();
      else await this.#run(line);
    }
  }

  async #run(line: string): Promise<void> {
    const knownBefore = this.#known;
    this.#knows(`${this.#prompt}${line}\n`);
    this.#command.push(line);
    this.editor.add(this.#command.join("\n"), this.#command.length > 1);
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
          ended = (await this.#take(pieces, output)) ?? ended;
        }
        next = this.#isAsking ? await this.#word() : undefined;
      }
    } catch (error) {
      this.#sending = false;
      this.#broke = begun;
      if (!begun) {
        this.#known = knownBefore;
        this.#command.pop();
        if (this.editor.text === "") this.editor.set(line);
        this.#complain(problemOf(error));
      }
      this.phase = "away";
      return this.refresh();
    } finally {
      this.#sending = false;
    }
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
    this.#knows(`${word}\n`);
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
      this.#knows(text);
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

  async #complete(): Promise<void> {
    const { text, cursor } = this.editor;
    if (this.phase !== "ready") return;
    let answer: Completion;
    try {
      answer = await send<Completion>("POST", `${this.#path}/complete`, { line: text, cursor });
    } catch (error) {
      this.#complain(problemOf(error));
      return;
    }
    // Whoever typed on meanwhile wants something else.
    if (this.editor.text !== text || this.editor.cursor !== cursor) return;
    const next = completed(text, cursor, answer);
    if (next.added) this.editor.set(next.text, next.cursor);
    else if (answer.candidates.length < 2) this.screen.bell();
    else {
      this.screen.commit();
      void this.screen.print(listing(answer.candidates, this.screen.term.cols));
      this.onSay(`${answer.candidates.length} possibilities.`);
    }
    this.#draw();
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
          `${SOFT}The connection was lost here. What the line did since is shown when it is back.${PLAIN}\n`,
        );
      this.#broke = false;
      this.#become("away");
    }
    if (this.#left) return;
    if (this.phase !== "ready") this.#lookAgain = setTimeout(() => this.refresh(), LOOK_AGAIN_MS);
    else await this.#drain();
  }

  #sync({ scrollback, prompt, more, running, history }: TerminalView): void {
    if (scrollback !== "" && this.#known.endsWith(scrollback) && this.phase !== "loading") {
      // Nothing happened elsewhere.
    } else if (this.#known !== "" && scrollback.startsWith(this.#known)) {
      void this.screen.print(scrollback.slice(this.#known.length));
    } else if (this.#known !== scrollback || this.phase === "loading") {
      this.screen.restart(scrollback);
    }
    this.#known = scrollback;
    this.#broke = false;
    // A question that waits is on the screen already.
    this.#prompt = prompt !== "" && scrollback.endsWith(prompt) ? "" : prompt;
    this.#more = more;
    // A line that seemed lost and did arrive is not to be sent again.
    if (history.length > this.editor.history.length && history.at(-1) === this.editor.text) this.editor.set("");
    if (history.length !== this.editor.history.length || history.at(-1) !== this.editor.history.at(-1))
      this.editor.remember(history);
    this.#become(running ? "running" : "ready");
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
    writeState(this.#typedKey, this.editor.text === "" ? undefined : this.editor.text);
  }

  #input() {
    const { text, cursor, search } = this.editor;
    if (search) return { prompt: `(reverse-i-search)'${search.wanted}': `, text, cursor };
    return { prompt: this.phase === "ready" || this.phase === "away" ? this.#prompt : "", text, cursor };
  }

  #knows(text: string): void {
    this.#known = (this.#known + text).slice(-KNOWN_CHARACTERS);
  }

  get #typedKey(): string {
    return `terminal.${this.id}.typed`;
  }
}
