import type { Completion } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { completed, listing } from "./completion.ts";
import { type Key, Keyboard } from "./keys.ts";
import { LineEditor } from "./line-editor.ts";
import type { Screen } from "./screen.ts";
import { keyHandler } from "./shortcuts.ts";

/** What typing leads to. */
export type Wishes = {
  /** Whole lines, to run one after the other. */
  run(lines: string[]): void;
  interrupt(): void;
  /** What Tab could add; undefined where nobody can say. */
  complete(line: string, cursor: number): Promise<Completion | undefined>;
  /** The line looks different now. */
  draw(): void;
  find(): void;
  /** Something for those who do not see the screen. */
  tell(text: string): void;
};

/** From the keyboard to the line: keys, pasted text, Tab. */
export class Typing {
  readonly editor = new LineEditor();
  readonly #screen: Screen;
  readonly #wishes: Wishes;
  readonly #keyboard = new Keyboard();

  constructor(screen: Screen, wishes: Wishes) {
    this.#screen = screen;
    this.#wishes = wishes;
    screen.term.onData((data) => {
      for (const key of this.#keyboard.keysOf(data)) this.press(key);
    });
    screen.term.attachCustomKeyEventHandler(
      keyHandler(screen.term, {
        find: () => wishes.find(),
        leaving: () => wishes.tell(say("Tab and Shift-Tab leave the terminal now.")),
        left: () => this.#keyboard.forget(),
      }),
    );
  }

  press(key: Key): void {
    if ("pasted" in key && /[\r\n]/.test(key.pasted)) {
      this.#paste(key.pasted);
      return;
    }
    const wish = this.editor.press(key);
    if (wish === "submit") this.#wishes.run(this.editor.take().split("\n"));
    else if (wish === "interrupt") this.#wishes.interrupt();
    else if (wish === "complete") void this.#complete();
    else {
      if (wish === "clear") this.#screen.clear();
      if (wish === "bell") this.#screen.bell();
      this.#wishes.draw();
    }
  }

  /** Line by line, as if typed; what follows the last line feed stays to be edited. */
  #paste(text: string): void {
    const lines = text.replace(/\r\n?/g, "\n").split("\n");
    const last = lines.pop()!;
    const { text: before, cursor } = this.editor;
    lines[0] = before.slice(0, cursor) + lines[0]!;
    this.editor.forget();
    this.editor.set(last + before.slice(cursor), last.length);
    this.#wishes.run(lines);
  }

  async #complete(): Promise<void> {
    const { text, cursor } = this.editor;
    const answer = await this.#wishes.complete(text, cursor);
    // Whoever typed on meanwhile wants something else.
    if (!answer || this.editor.text !== text || this.editor.cursor !== cursor) return;
    const next = completed(text, cursor, answer);
    if (next.added) this.editor.set(next.text, next.cursor);
    else if (answer.candidates.length < 2) this.#screen.bell();
    else {
      this.#screen.commit();
      void this.#screen.print(listing(answer.candidates, this.#screen.term.cols));
      this.#wishes.tell(
        say("{n, plural, one {# possibility.} other {# possibilities.}}", { n: answer.candidates.length }),
      );
    }
    this.#wishes.draw();
  }
}
