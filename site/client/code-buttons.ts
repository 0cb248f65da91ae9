import { problemOf } from "./api.ts";
import { copyText } from "./clipboard.ts";
import { runCommand } from "./run-command.ts";
import { say } from "./say.ts";

/** Wall milliseconds for which a button says what it did. */
const SAID_MS = 1_800;

document.addEventListener("click", async ({ target }) => {
  const button = (target as Element).closest<HTMLButtonElement>("[data-code-button]");
  if (!button) return;
  const code = button.dataset.code!;
  if (button.dataset.codeButton === "copy") {
    tell(button, (await copyText(code)) ? say("Copied") : say("Select the text and copy it yourself"));
    return;
  }
  try {
    if (!(await runCommand(code, button))) tell(button, say("First choose this page’s account, at its top"));
  } catch (error) {
    tell(button, problemOf(error).title);
  }
});

const labels = new WeakMap<Element, string>();

function tell(button: HTMLButtonElement, text: string): void {
  const label = labels.get(button) ?? button.textContent!;
  labels.set(button, label);
  button.textContent = text;
  button.parentElement!.querySelector('[role="status"]')!.textContent = text;
  setTimeout(() => {
    button.textContent = label;
  }, SAID_MS);
}
