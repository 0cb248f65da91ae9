/** One thing that was done at the keyboard: a name as `ctrl-a`, `alt-b`, `left`, or text that was typed or pasted. */
export type Key = { name: string } | { text: string } | { pasted: string };

/** What stands after `ESC [` and `ESC O`, by how it ends. */
const ENDS: Record<string, string> = { A: "up", B: "down", C: "right", D: "left", H: "home", F: "end" };
/** `ESC [ <number> ~` */
const NUMBERED: Record<string, string> = { 1: "home", 3: "delete", 4: "end", 7: "home", 8: "end" };
const CONTROLS: Record<string, string> = { "\r": "enter", "\t": "tab", "\x7f": "backspace", "\b": "backspace" };

/** `ESC [` parameters end; sequences that a terminal answers itself with (reports, mouse) have the same shape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
const SEQUENCE = /^\x1b(?:\[([0-9;:?<>=!]*)[ -/]*([@-~])|O([A-Za-z]))/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const REPORT = /^\x1b[P\]_^][^\x07\x1b]*(?:\x07|\x1b\\)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const TYPED = /^[^\x00-\x1f\x7f]+/;

const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";

/**
 * What xterm says was typed, as keys. A lone ESC waits for the key after it, as readline does: ESC and then `b` is Alt-b. Whatever
 * is no key of ours, such as the terminal's own reports, is left out.
 */
export class Keyboard {
  #escaped = false;

  /** Lets go of an ESC that was meant for something else. */
  forget(): void {
    this.#escaped = false;
  }

  keysOf(data: string): Key[] {
    const keys: Key[] = [];
    let rest = data;
    if (this.#escaped) {
      this.#escaped = false;
      if (!rest.startsWith("\x1b")) rest = `\x1b${rest}`;
    }
    while (rest !== "") {
      const [key, length] = next(rest);
      if (rest === "\x1b") this.#escaped = true;
      if (key) keys.push(key);
      rest = rest.slice(length);
    }
    return keys;
  }
}

function next(data: string): [Key | undefined, number] {
  if (data.startsWith(PASTE_BEGINS)) {
    const end = data.indexOf(PASTE_ENDS);
    const pasted = data.slice(PASTE_BEGINS.length, end === -1 ? undefined : end);
    return [{ pasted }, end === -1 ? data.length : end + PASTE_ENDS.length];
  }
  const report = REPORT.exec(data);
  if (report) return [undefined, report[0].length];
  const sequence = SEQUENCE.exec(data);
  if (sequence) {
    const [all, parameters = "", end, afterO] = sequence;
    const name = named(parameters, end ?? afterO!);
    return [name === undefined ? undefined : { name }, all.length];
  }
  if (data.startsWith("\x1b")) {
    const after = data[1];
    if (after === undefined || after === "\x1b") return [{ name: "escape" }, 1];
    return [{ name: `alt-${CONTROLS[after] ?? after.toLowerCase()}` }, 2];
  }
  const typed = TYPED.exec(data);
  if (typed) return [{ text: typed[0] }, typed[0].length];
  const control = CONTROLS[data[0]!];
  if (control) return [{ name: control }, 1];
  return [{ name: `ctrl-${String.fromCharCode(data.charCodeAt(0) + 0x60)}` }, 1];
}

/** Ctrl and Alt with an arrow go by words. */
function named(parameters: string, end: string): string | undefined {
  const [number = "", modifier] = parameters.split(";");
  if (end === "Z") return "shift-tab";
  const name = end === "~" ? NUMBERED[number] : ENDS[end];
  const withModifier = modifier === "3" || modifier === "5";
  if (withModifier && (name === "left" || name === "right")) return `word-${name}`;
  if (withModifier && name === "delete") return "alt-d";
  return name;
}
