/** Whether this browser has an account: `unknown` until the server has said so. Remembered, so that a reload shows the right thing at once. */
export type Presence = "unknown" | "present" | "absent";

const KEY = "workshop:presence";
const listeners = new Set<() => void>();
let presence: Presence = remembered();

export const presenceNow = (): Presence => presence;

export function markPresence(next: Presence): void {
  if (next === presence) return;
  presence = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage can be switched off; then the next page asks again.
  }
  for (const listener of [...listeners]) listener();
}

export function onPresence(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function remembered(): Presence {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "present" || kept === "absent" ? kept : "unknown";
  } catch {
    return "unknown";
  }
}
