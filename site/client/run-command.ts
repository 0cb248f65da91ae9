import type { AccountView } from "../../server/contract/index.ts";
import { becomeParticipant } from "./api.ts";
import { presenceNow } from "./presence.ts";
import { showPanel } from "./show-panel.ts";
import { isHere } from "./use-account.ts";
import { viewOf } from "./views.ts";

/** `place` is the part of the page that was opened for it; undefined where the terminal is beside the text. */
let waiting: { command: string; place: Element | undefined } | undefined;
const listeners = new Set<() => void>();

/**
 * Brings the terminal into view and has it run `command`. Who has no account yet gets one: running is an action. False where the active
 * account is another one than the page is about: then nothing is run.
 */
export async function runCommand(command: string, from: Element): Promise<boolean> {
  if (presenceNow() !== "present") await becomeParticipant();
  const account = viewOf<AccountView>("/api/account");
  if (!account.state.data) await account.refresh();
  if (!isHere(account.state.data)) return false;
  waiting = { command, place: showPanel("terminal", from) };
  for (const listener of [...listeners]) listener();
  return true;
}

/** The command that waits for the terminal of which `panel` is a part: whoever takes it runs it. */
export function takeCommand(panel: Element): string | undefined {
  if (!waiting || (waiting.place && !waiting.place.contains(panel))) return undefined;
  const { command } = waiting;
  waiting = undefined;
  return command;
}

/** Calls `listener` when a command waits. Answers how to stop. */
export function onCommand(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
