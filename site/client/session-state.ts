import { useEffect, useState } from "preact/hooks";

/*
 * What a participant has typed, opened and arranged, kept in this browser across chapters, reloads and a closed tab.
 * Two islands of one page that use the same key see the same value.
 */
const PREFIX = "workshop:state:";
const values = new Map<string, unknown>();
const listeners = new Map<string, Set<() => void>>();
const keyListeners = new Set<(key: string) => void>();

export function readState<T>(key: string, initial: T): T {
  if (values.has(key)) return values.get(key) as T;
  let value = initial;
  try {
    const kept = localStorage.getItem(PREFIX + key);
    if (kept !== null) value = JSON.parse(kept) as T;
  } catch {
    // Storage switched off, or something that is no JSON: begin anew.
  }
  values.set(key, value);
  return value;
}

export function writeState<T>(key: string, value: T): void {
  if (value === undefined) values.delete(key);
  else values.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Without storage it lasts as long as the page.
  }
  for (const listener of [...(listeners.get(key) ?? [])]) listener();
  for (const listener of [...keyListeners]) listener(key);
}

/** The keys of everything that is kept. */
export function keptKeys(): string[] {
  let stored: string[] = [];
  try {
    stored = Object.keys(localStorage).flatMap((it) => (it.startsWith(PREFIX) ? [it.slice(PREFIX.length)] : []));
  } catch {
    // Without storage there is what this page holds.
  }
  return [...new Set([...stored, ...values.keys()])];
}

/** Calls `listener` with the key of whatever is written from now on. Answers how to stop. */
export function onState(listener: (key: string) => void): () => void {
  keyListeners.add(listener);
  return () => keyListeners.delete(listener);
}

/** Like `useState`, but kept. Values are JSON; `undefined` forgets. The first render is `initial`, so that it equals the server's. */
export function useSessionState<T>(key: string, initial: T): [T, (next: T) => void] {
  const [value, show] = useState<T>(initial);
  useEffect(() => {
    const changed = () => show(() => readState(key, initial));
    const all = listeners.get(key) ?? new Set();
    listeners.set(key, all.add(changed));
    changed();
    return () => {
      all.delete(changed);
    };
  }, [key]);
  return [value, (next) => writeState(key, next)];
}

/** Forgets everything that this browser keeps of the workshop, the choice of colours too. */
export function forgetEverything(): void {
  values.clear();
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("workshop:")) localStorage.removeItem(key);
  } catch {
    // Without storage nothing was kept.
  }
}
