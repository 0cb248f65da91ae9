import type { Key } from "./keys.ts";

/** What a key asks for besides changing the line. */
export type Wish = "submit" | "interrupt" | "complete" | "clear" | "bell";

/** A search backwards through the history, as Ctrl-R begins it. */
type Search = { wanted: string; at: number; before: string };

const WORD = /[\p{L}\p{N}_]/u;
const graphemes =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** The line that is being typed, with the keys of bash: cursor, words, kill and yank, history, search. It draws nothing and asks nobody. */
export class LineEditor {
  text = "";
  /** Where the next character goes, as an index into `text`. */
  cursor = 0;
  history: string[] = [];
  search: Search | undefined;
  #killed = "";
  #killedLast = false;
  /** The entry of the history that is shown; its length for the line of one's own. */
  #shown = 0;
  #own = "";

  /** Takes a key. Answers what it wishes for, or undefined where the line alone changed. */
  press(key: Key): Wish | undefined {
    if (this.search) return this.#pressInSearch(key);
    if ("text" in key) return this.insert(key.text);
    if ("pasted" in key) return this.insert(key.pasted);
    const killedBefore = this.#killedLast;
    this.#killedLast = false;
    const action = this.#actions[key.name];
    return action?.(killedBefore);
  }

  insert(text: string): undefined {
    this.set(this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor), this.cursor + text.length);
  }

  set(text: string, cursor = text.length): void {
    this.text = text;
    this.cursor = cursor;
  }

  /** Takes the line away and gives it; the next one begins empty, at the end of the history. */
  take(): string {
    const line = this.text;
    this.forget();
    return line;
  }

  /** Adds a command to the history; one that goes on takes the place of its beginning. */
  add(command: string, goesOn: boolean): void {
    const atEnd = this.#shown === this.history.length;
    if (goesOn) this.history.pop();
    if (command.trim() !== "" && command !== this.history.at(-1)) this.history.push(command);
    if (atEnd) this.#shown = this.history.length;
  }

  /** An empty line at the end of the history. */
  forget(): void {
    this.set("");
    this.search = undefined;
    this.#shown = this.history.length;
    this.#own = "";
  }

  /** Puts the line aside: Ctrl-Y brings it back. */
  putAside(): void {
    if (this.text !== "") this.#killed = this.text;
    this.forget();
  }

  /** What the server remembers, of this screen and of others. */
  remember(history: string[]): void {
    this.history = [...history];
    this.#shown = this.history.length;
  }

  readonly #actions: Record<string, (killedBefore: boolean) => Wish | undefined> = {
    enter: () => "submit",
    tab: () => "complete",
    "ctrl-j": () => "submit",
    "ctrl-i": () => "complete",
    "ctrl-c": () => "interrupt",
    "ctrl-l": () => "clear",
    "ctrl-g": () => "bell",
    left: () => this.#to(this.#previous()),
    "ctrl-b": () => this.#to(this.#previous()),
    right: () => this.#to(this.#next()),
    "ctrl-f": () => this.#to(this.#next()),
    home: () => this.#to(0),
    "ctrl-a": () => this.#to(0),
    end: () => this.#to(this.text.length),
    "ctrl-e": () => this.#to(this.text.length),
    "word-left": () => this.#to(this.#wordLeft()),
    "alt-b": () => this.#to(this.#wordLeft()),
    "word-right": () => this.#to(this.#wordRight()),
    "alt-f": () => this.#to(this.#wordRight()),
    backspace: () => this.#delete(this.#previous(), this.cursor),
    "ctrl-h": () => this.#delete(this.#previous(), this.cursor),
    delete: () => this.#delete(this.cursor, this.#next()),
    "ctrl-d": () => this.#delete(this.cursor, this.#next()),
    "ctrl-u": (again) => this.#kill(0, this.cursor, again),
    "ctrl-k": (again) => this.#kill(this.cursor, this.text.length, again),
    "ctrl-w": (again) => this.#kill(this.#blankLeft(), this.cursor, again),
    "alt-backspace": (again) => this.#kill(this.#wordLeft(), this.cursor, again),
    "alt-d": (again) => this.#kill(this.cursor, this.#wordRight(), again),
    "ctrl-y": () => this.insert(this.#killed),
    "ctrl-t": () => this.#transpose(),
    up: () => this.#show(this.#shown - 1),
    "ctrl-p": () => this.#show(this.#shown - 1),
    down: () => this.#show(this.#shown + 1),
    "ctrl-n": () => this.#show(this.#shown + 1),
    "ctrl-r": () => this.#startSearch(),
  };

  #to(cursor: number): undefined {
    this.cursor = cursor;
  }

  #delete(from: number, to: number): Wish | undefined {
    if (from === to) return "bell";
    this.set(this.text.slice(0, from) + this.text.slice(to), from);
    return undefined;
  }

  #kill(from: number, to: number, again: boolean): undefined {
    const killed = this.text.slice(from, to);
    const forwards = from === this.cursor;
    this.#killed = !again ? killed : forwards ? this.#killed + killed : killed + this.#killed;
    this.#killedLast = true;
    this.set(this.text.slice(0, from) + this.text.slice(to), from);
  }

  #transpose(): Wish | undefined {
    const at = Math.min(this.cursor, this.text.length - 1);
    if (at < 1) return "bell";
    this.set(this.text.slice(0, at - 1) + this.text[at] + this.text[at - 1] + this.text.slice(at + 1), at + 1);
    return undefined;
  }

  #show(at: number): Wish | undefined {
    if (at < 0 || at > this.history.length) return "bell";
    if (this.#shown === this.history.length) this.#own = this.text;
    this.#shown = at;
    this.set(this.history[at] ?? this.#own);
    return undefined;
  }

  #startSearch(): undefined {
    this.search = { wanted: "", at: this.history.length, before: this.text };
  }

  #pressInSearch(key: Key): Wish | undefined {
    const search = this.search!;
    if ("text" in key || "pasted" in key) {
      search.wanted += "text" in key ? key.text : key.pasted;
      return this.#find(search.at);
    }
    switch (key.name) {
      case "ctrl-r":
        return this.#find(search.at - 1);
      case "backspace":
        search.wanted = search.wanted.slice(0, -1);
        return this.#find(this.history.length);
      case "ctrl-g":
      case "ctrl-c":
        this.set(search.before);
        this.search = undefined;
        return undefined;
      case "escape":
        this.search = undefined;
        return undefined;
      default:
        this.search = undefined;
        return this.press(key);
    }
  }

  #find(from: number): Wish | undefined {
    const search = this.search!;
    if (search.wanted === "") return undefined;
    const at = this.history.findLastIndex((line, i) => i <= from && line.includes(search.wanted));
    if (at === -1) return "bell";
    search.at = at;
    this.#shown = at;
    this.set(this.history[at]!, this.history[at]!.indexOf(search.wanted));
    return undefined;
  }

  /** Where the character before the cursor begins. */
  #previous(): number {
    if (this.cursor === 0) return 0;
    if (!graphemes) return this.cursor - 1;
    return graphemes.segment(this.text).containing(this.cursor - 1)!.index;
  }

  #next(): number {
    if (this.cursor >= this.text.length) return this.text.length;
    if (!graphemes) return this.cursor + 1;
    const { index, segment } = graphemes.segment(this.text).containing(this.cursor)!;
    return index + segment.length;
  }

  #wordLeft(): number {
    let at = this.cursor;
    while (at > 0 && !WORD.test(this.text[at - 1]!)) at--;
    while (at > 0 && WORD.test(this.text[at - 1]!)) at--;
    return at;
  }

  #wordRight(): number {
    let at = this.cursor;
    while (at < this.text.length && !WORD.test(this.text[at]!)) at++;
    while (at < this.text.length && WORD.test(this.text[at]!)) at++;
    return at;
  }

  /** Ctrl-W goes back to a blank, whatever stands between. */
  #blankLeft(): number {
    let at = this.cursor;
    while (at > 0 && this.text[at - 1] === " ") at--;
    while (at > 0 && this.text[at - 1] !== " ") at--;
    return at;
  }
}
