import type { Terminal } from "@xterm/xterm";
import { copyText } from "../../client/clipboard.ts";

type Handlers = {
  find: () => void;
  /** Escape was pressed: the next Tab leaves. */
  leaving: () => void;
  left: () => void;
};

/**
 * The keys that are not the shell's: Escape and then Tab leave the terminal, in the page's own order; copying and pasting are the
 * browser's, so that they work without a secure context too. Answers whether xterm should take the key.
 */
export function keyHandler(term: Terminal, { find, leaving, left }: Handlers): (event: KeyboardEvent) => boolean {
  let armed = false;
  return (event) => {
    if (event.type !== "keydown") return true;
    const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
    if (key === "Shift") return true;
    if (key === "Tab" && armed) {
      armed = false;
      left();
      return false;
    }
    armed = key === "Escape" && !ctrlKey && !altKey && !metaKey;
    if (armed) {
      leaving();
      return true;
    }
    if (!ctrlKey || altKey) return !(key === "Insert" && shiftKey);
    const letter = key.toLowerCase();
    if (letter === "v" || (letter === "c" && !shiftKey && term.hasSelection())) {
      // Copied text is no longer selected, so that the next Ctrl-C interrupts.
      if (letter === "c") setTimeout(() => term.clearSelection());
      return false;
    }
    if (key === "Insert") return false;
    if (!shiftKey || (letter !== "c" && letter !== "f")) return true;
    event.preventDefault();
    if (letter === "f") find();
    else if (term.hasSelection()) void copyText(term.getSelection());
    return false;
  };
}
