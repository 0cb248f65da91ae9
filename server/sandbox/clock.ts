import { limits } from "../limits.ts";
import type { Clock, Millis } from "./world/world.ts";

const SECOND = 1_000;

/** What there is to set. A skip is counted from where the clock stands, also while it is paused. */
export type ClockChange = {
  speed?: number | undefined;
  paused?: boolean | undefined;
  advanceSeconds?: number | undefined;
};

/** Account time at a wall time: whole seconds, never below `worldNow`, standing while paused and after the lease. */
export function accountNow(clock: Clock, worldNow: Millis, wall: number): Millis {
  if (clock.paused) return Math.max(worldNow, clock.accountAnchor);
  const elapsedMs = Math.max(0, Math.min(wall, clock.leaseUntil) - clock.wallAnchor);
  const now = clock.accountAnchor + clock.speed * elapsedMs;
  return Math.max(worldNow, Math.floor(now / SECOND) * SECOND);
}

/** The clock after a setting made at account time `at` and wall time `wall`: it counts from there. */
export function changedClock(clock: Clock, at: Millis, wall: number, change: ClockChange): Clock {
  return {
    accountAnchor: at + (change.advanceSeconds ?? 0) * SECOND,
    wallAnchor: wall,
    speed: change.speed ?? clock.speed,
    paused: change.paused ?? clock.paused,
    leaseUntil: Math.max(clock.leaseUntil, wall + limits.leaseMs),
  };
}

/** The clock after its participant was here: it goes on for another while. One that had stopped counts from here, so there is nothing to catch up. */
export function leasedClock(clock: Clock, at: Millis, wall: number): Clock {
  const leaseUntil = Math.max(clock.leaseUntil, wall + limits.leaseMs);
  const stopped = wall > clock.leaseUntil;
  return stopped ? { ...clock, accountAnchor: at, wallAnchor: wall, leaseUntil } : { ...clock, leaseUntil };
}

/** Whether a longer lease is worth an input: at most one a minute. */
export function leaseIsDue(clock: Clock, wall: number): boolean {
  return wall + limits.leaseMs - clock.leaseUntil >= limits.leaseSavedEveryMs;
}

/** The clock as it is told to its participant. `stopsAt` is wall time; null while it stands. */
export function clockView(clock: Clock, worldNow: Millis, wall: number) {
  const stands = clock.paused || wall >= clock.leaseUntil;
  return {
    now: accountNow(clock, worldNow, wall),
    speed: clock.speed,
    paused: clock.paused,
    stopsAt: stands ? null : clock.leaseUntil,
    maxSpeed: limits.clockSpeed,
  };
}
