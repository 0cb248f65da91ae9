import { readState } from "./session-state.ts";

/*
 * Keys that work alone, without Control or Alt. They can be turned off (WCAG 2.1.4), for who speaks to the computer or presses keys by
 * mistake; and they never work where one types.
 */
export const SINGLE_KEYS = "keys.single";

/** Calls `act` when `key` is pressed anywhere but in a field, a terminal or a dialog. Returns what takes it back. */
export function onKey(key: string, act: () => void): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!readState(SINGLE_KEYS, true) || isTyping(event.target as Element)) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

const isTyping = (place: Element) =>
  place.closest("input, textarea, select, [contenteditable], .xterm") !== null ||
  document.querySelector("dialog[open]") !== null;
