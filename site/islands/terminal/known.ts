/** Characters that are remembered: more than the server's scrollback has. */
const KEPT = 400_000;

/** What a screen has to do to look like the server's scrollback. */
export type Difference = { kind: "none" } | { kind: "more"; text: string } | { kind: "other" };

/** What this page thinks the server's scrollback is: what it read last, and what was sent and came since. */
export class Known {
  #text = "";

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT);
  }

  /** A point to go back to where a line turns out never to have been sent. */
  mark(): () => void {
    const before = this.#text;
    return () => {
      this.#text = before;
    };
  }

  /** Takes the server's word, and tells what is new in it. The server forgets from the front. */
  become(scrollback: string): Difference {
    const before = this.#text;
    this.#text = scrollback;
    if (before === scrollback || (scrollback !== "" && before.endsWith(scrollback))) return { kind: "none" };
    if (before !== "" && scrollback.startsWith(before)) return { kind: "more", text: scrollback.slice(before.length) };
    return { kind: "other" };
  }
}
