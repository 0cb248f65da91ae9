import { useEffect, useState } from "preact/hooks";

/** The last level: all of it. */
export const LEVELS = 4;
/** Wall milliseconds between two hints, so that there is a moment to try. A failed check in between opens the next one at once. */
const APART_MS = 10_000;

/** Whether the next hint may be opened yet. `level` is the highest one opened, `failed` counts the failed checks that were pressed. */
export function useMayOpen(level: number, failed: number): boolean {
  const [waiting, wait] = useState(false);
  const [seen, see] = useState(level);
  if (level !== seen) {
    see(level);
    // What was opened on an earlier visit comes all at once, and was long ago.
    wait(level === seen + 1);
  }
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => wait(false), APART_MS);
    return () => clearTimeout(timer);
  }, [waiting, level]);
  useEffect(() => wait(false), [failed]);
  return !waiting;
}
