import { useEffect, useState } from "preact/hooks";
import type { AccountView, ClockView } from "../../server/contract/index.ts";
import { serverAheadMs } from "./api.ts";
import { viewOf } from "./views.ts";

export { formatAccountTime } from "./format.ts";

/*
 * The account's own time between two readings: where it was, plus the wall time that passed since, times its speed.
 * Read again whenever the server says that the clock was set.
 */
type Reading = { clock: ClockView; readAt: number };

let reading: Reading | undefined;
const listeners = new Set<() => void>();
let following = false;

const clock = {
  /** Account time in epoch milliseconds; before the first reading, wall time. */
  now(): number {
    if (!reading) return Date.now() + serverAheadMs;
    const { clock: it, readAt } = reading;
    if (it.paused || it.stopsAt === null) return it.now;
    const until = Math.min(Date.now(), it.stopsAt - serverAheadMs);
    return it.now + Math.max(0, until - readAt) * it.speed;
  },
  get speed(): number {
    return reading?.clock.speed ?? 1;
  },
  get paused(): boolean {
    return reading?.clock.paused ?? false;
  },
  /** False until the account's clock has been read once. */
  get known(): boolean {
    return reading !== undefined;
  },
  /** Calls `listener` when the clock was read anew. Answers how to stop. */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The account's clock. */
export function accountClock(): typeof clock {
  follow();
  return clock;
}

/** The clock after setting it, before the next reading. */
export function clockWasSet(next: ClockView): void {
  const view = viewOf<AccountView>("/api/account");
  if (view.state.data) view.put({ ...view.state.data, clock: next });
}

/** The account's clock in a component that is drawn again `everyMs` wall milliseconds. */
export function useAccountClock(everyMs = 250): typeof clock {
  const [, draw] = useState(0);
  useEffect(() => {
    const tick = () => draw((n) => n + 1);
    const timer = setInterval(() => document.visibilityState === "visible" && tick(), everyMs);
    const stop = clock.subscribe(tick);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [everyMs]);
  return accountClock();
}

function follow(): void {
  if (following || typeof document === "undefined") return;
  following = true;
  const view = viewOf<AccountView>("/api/account");
  let seen: ClockView | undefined;
  const read = () => {
    const next = view.state.data?.clock;
    if (!next || next === seen) return;
    seen = next;
    reading = { clock: next, readAt: Date.now() };
    for (const listener of [...listeners]) listener();
  };
  view.watch({ active: true, changed: read }, ["clock", "account"]);
  read();
}
