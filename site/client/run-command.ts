import { becomeParticipant } from "./api.ts";
import { presenceNow } from "./presence.ts";
import { showPanel } from "./show-panel.ts";

/** `place` is the part of the page that was opened for it; undefined where the terminal is beside the text. */
let waiting: { command: string; place: Element | undefined } | undefined;
const listeners = new Set<() => void>();

/** Brings the terminal into view and has it run `command`. Who has no account yet gets one: running is an action. */
export async function runCommand(command: string, from: Element): Promise<void> {
  if (presenceNow() !== "present") await becomeParticipant();
  waiting = { command, place: showPanel("terminal", from) };
  for (const listener of [...listeners]) listener();
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
