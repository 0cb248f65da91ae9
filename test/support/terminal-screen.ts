import { expect, type Locator, type Page } from "@playwright/test";
import { openPanel } from "./site.ts";

/** A terminal as somebody in front of it has it: a keyboard and a screen. */
export type Terminal = {
  panel: Locator;
  /** Where the keys go. */
  input: Locator;
  /** The rows that are in view, as text. */
  screen: Locator;
  /** Types a line and presses Enter. */
  line(text: string): Promise<void>;
  /** Waits until the screen ends with the prompt, and nothing typed behind it. */
  ready(): Promise<void>;
};

/** The Terminal panel beside the text, with the keyboard in it. */
export async function openTerminal(page: Page): Promise<Terminal> {
  const panel = await openPanel(page, "Terminal");
  const terminal = terminalIn(page, panel);
  await terminal.input.focus();
  await terminal.ready();
  return terminal;
}

/** The terminal that a panel shows; of several, the first. */
export function terminalIn(page: Page, panel: Locator): Terminal {
  const screen = panel.locator(".xterm-rows:visible").first();
  return {
    panel,
    screen,
    input: panel.locator(".xterm-helper-textarea").first(),
    async line(text) {
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
    ready: () => expect(screen).toHaveText(/\$\s*$/),
  };
}
