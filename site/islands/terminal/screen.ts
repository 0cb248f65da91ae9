import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { type IUnicodeVersionProvider, Terminal } from "@xterm/xterm";
import { say } from "../../client/say.ts";
import "@xterm/xterm/css/xterm.css";
import { cursorPlace, placeAfter, shown, type WidthOf } from "./layout.ts";
import { motionIsReduced, themeNow, wantsContrast } from "./theme.ts";

/** What is being typed: drawn below the output, and again whenever output came. `prompt` and `text` are plain. */
export type Input = { prompt: string; text: string; cursor: number };

/** Lines that can be scrolled back to. */
const SCROLLBACK_LINES = 5_000;
const FONT_PX = 13;
/** Output that waits to be drawn; beyond it the stream has to wait. */
const WAITING_BYTES = 512 * 1024;
/**
 * What a program may have left behind is taken back before a prompt: colours, a hidden cursor, margins, the mouse, the other screen.
 * Bracketed paste is on, so that a paste is told from typing.
 */
const SANE = "\x1b[!p\x1b[?47;1000;1002;1003;1006;1l\x1b>\x1b[?25h\x1b[?2004h";

/**
 * One terminal on the page: output, and below it the line that is being typed. It lives as long as the page and is hung into
 * whichever panel shows it.
 */
export class Screen {
  readonly term: Terminal;
  readonly host = document.createElement("div");
  readonly #fit = new FitAddon();
  readonly #widthOf: WidthOf;
  #input: Input | undefined;
  /** Rows between the begin of the drawn input and the cursor; undefined while none is drawn. */
  #drawnRow: number | undefined;
  /** The column in which the input begins: output need not end with a line feed. */
  #column = 0;
  #writing = 0;
  #waitingBytes = 0;
  #opened = false;
  #open!: () => void;
  /** Resolves once the screen is on the page and knows how wide it is. */
  readonly opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  constructor(label: string) {
    this.host.className = "terminal-host";
    this.term = new Terminal({
      allowProposedApi: true, // Unicode versions
      convertEol: true,
      cursorBlink: !motionIsReduced(),
      cursorInactiveStyle: "outline",
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--mono"),
      fontSize: FONT_PX,
      lineHeight: 1.25,
      scrollback: SCROLLBACK_LINES,
      scrollOnEraseInDisplay: true,
      minimumContrastRatio: wantsContrast() ? 7 : 4.5,
      linkHandler: { activate: (_event, uri) => openLink(uri) },
      theme: themeNow(),
    });
    this.#widthOf = useUnicode11(this.term);
    this.term.loadAddon(this.#fit);
    this.term.loadAddon(new WebLinksAddon((_event, uri) => openLink(uri)));
    this.term.write(SANE);
    this.host.dataset.terminal = label;
  }

  /** Hangs the screen into an element that is visible. */
  attach(element: HTMLElement): void {
    if (this.host.parentElement !== element) element.append(this.host);
    if (!this.#opened) {
      this.#opened = true;
      this.term.open(this.host);
      this.#mute();
    }
    this.fit();
    this.#open();
  }

  /** Names the terminal for those who do not see it, and the text that tells its keys. */
  describe(label: string, keysId: string): void {
    this.term.textarea?.setAttribute("aria-label", say("{name}, command line", { name: label }));
    this.term.textarea?.setAttribute("aria-describedby", keysId);
  }

  /**
   * Makes the rows readable one by one. xterm would also read out every output as it comes; the output log tells it once, so xterm's
   * own announcements are off (xterm.js issue 5382: read twice).
   */
  readAloud(on: boolean): void {
    this.term.options.screenReaderMode = on;
    this.#mute();
  }

  #mute(): void {
    this.host.querySelector(".live-region")?.setAttribute("aria-live", "off");
  }

  /** Whether somebody may be looking at it. */
  get isSeen(): boolean {
    return document.visibilityState === "visible" && this.host.offsetWidth > 0;
  }

  focus(): void {
    this.term.focus();
  }

  /** Looks like the page does now: its colours, its contrast, its rest. */
  dress(): void {
    this.term.options.theme = themeNow();
    this.term.options.minimumContrastRatio = wantsContrast() ? 7 : 4.5;
    this.term.options.cursorBlink = !motionIsReduced();
  }

  dispose(): void {
    this.term.dispose();
    this.host.remove();
  }

  /** As many rows and columns as there is room for. */
  fit(): void {
    if (!this.#opened || this.host.offsetWidth === 0) return;
    const wanted = this.#fit.proposeDimensions();
    if (!wanted || Number.isNaN(wanted.cols)) return;
    if (wanted.cols === this.term.cols && wanted.rows === this.term.rows) return;
    this.#write(this.#erased(), () => this.#fit.fit());
  }

  /** Shows the line that is typed; undefined shows none. */
  show(input: Input | undefined): void {
    this.#input = input;
    if (this.#writing === 0) this.#redraw();
  }

  /** Writes output above the line that is typed. Resolves when there is room for more. */
  print(text: string): Promise<void> {
    this.#waitingBytes += text.length;
    return new Promise((resolve) => {
      this.#write(this.#erased() + text, () => {
        this.#waitingBytes -= text.length;
        resolve();
      });
      if (this.#waitingBytes < WAITING_BYTES) resolve();
    });
  }

  /** Makes what is typed a part of the output. */
  commit(ending = ""): void {
    if (!this.#input) return;
    const { prompt, text } = this.#input;
    this.#input = undefined;
    void this.print(`${prompt}${shown(text)}${ending}\n`);
  }

  /** Before a prompt: whatever the last program did to the screen is over. */
  makeSane(): void {
    void this.print(SANE);
  }

  /** An empty screen with `scrollback` on it. */
  restart(scrollback: string): void {
    this.#drawnRow = undefined;
    this.#write("\x1b[?47l\x1bc", () => undefined);
    void this.print(SANE + scrollback);
  }

  /** Ctrl-L: what was on the screen is scrolled away. */
  clear(): void {
    this.#write(`${this.#erased()}\x1b[2J\x1b[H`, () => undefined);
  }

  bell(): void {
    this.host.classList.remove("terminal-bell");
    requestAnimationFrame(() => this.host.classList.add("terminal-bell"));
  }

  #write(text: string, after: () => void): void {
    this.#writing++;
    this.term.write(text, () => {
      this.#writing--;
      after();
      if (this.#writing > 0) return;
      this.#column = this.term.buffer.active.cursorX;
      this.#redraw();
    });
  }

  /** The sequence that takes the drawn input away and leaves the cursor where the output ended. */
  #erased(): string {
    if (this.#drawnRow === undefined) return "";
    const up = this.#drawnRow > 0 ? `\x1b[${this.#drawnRow}A` : "";
    this.#drawnRow = undefined;
    return `${up}\r${this.#column > 0 ? `\x1b[${this.#column}C` : ""}\x1b[J`;
  }

  #redraw(): void {
    const erase = this.#erased();
    if (!this.#input) {
      if (erase) this.term.write(erase);
      return;
    }
    const { cols, rows } = this.term;
    let begin = "";
    if (this.#column >= cols) {
      begin = "\r\n";
      this.#column = 0;
    }
    const { before, after } = this.#visible(this.#input);
    const place = (text: string) => placeAfter(text, this.#column, cols, this.#widthOf);
    const end = place(before + after);
    const cursor = cursorPlace(place(before), cols);
    // Behind the last column the screen wraps only when something follows: a blank does, and goes again.
    const wrapped = end.column >= cols ? " \r\x1b[K" : "";
    const endRow = cursorPlace(end, cols).row;
    const up = endRow > cursor.row ? `\x1b[${endRow - cursor.row}A` : "";
    const right = cursor.column > 0 ? `\x1b[${cursor.column}C` : "";
    this.term.write(`${erase}${begin}${before}${after}${wrapped}${up}\r${right}`);
    this.#drawnRow = Math.min(cursor.row, rows - 1);
  }

  /** The typed line around its cursor; of one that is larger than the screen only as much as fits. */
  #visible({ prompt, text, cursor }: Input): { before: string; after: string } {
    const room = Math.max(this.term.cols, this.term.cols * (this.term.rows - 2) - prompt.length);
    const before = shown(text.slice(0, cursor));
    const after = shown(text.slice(cursor));
    if (before.length + after.length <= room / 2) return { before: prompt + before, after };
    return { before: prompt + before.slice(-Math.ceil(room / 3)), after: after.slice(0, Math.floor(room / 6)) };
  }
}

/** Only the web, in a tab of its own that knows nothing of this one. */
function openLink(uri: string): void {
  if (/^https?:\/\//i.test(uri)) window.open(uri, "_blank", "noopener,noreferrer");
}

/** Turns on the widths of Unicode 11 and gives them, so that the line is laid out as the screen draws it. */
function useUnicode11(term: Terminal): WidthOf {
  let provider: IUnicodeVersionProvider | undefined;
  const addon = new Unicode11Addon();
  addon.activate({
    unicode: {
      register: (it: IUnicodeVersionProvider) => {
        provider = it;
        term.unicode.register(it);
      },
    },
  } as Terminal);
  term.unicode.activeVersion = "11";
  return (codePoint) => provider!.wcwidth(codePoint);
}
