import { expect, test } from "vitest";
import { accountNow, changedClock, clockView, leasedClock, leaseIsDue } from "../../server/sandbox/clock.ts";
import type { Clock } from "../../server/sandbox/world/world.ts";

const MINUTE = 60_000;
const WALL = Date.parse("2026-03-01T12:00:00.400Z");
const ACCOUNT = Date.parse("2026-03-01T12:00:00Z");

const clock = (it: Partial<Clock> = {}): Clock => ({
  accountAnchor: ACCOUNT,
  wallAnchor: WALL,
  speed: 24,
  paused: false,
  leaseUntil: WALL + 10 * MINUTE,
  ...it,
});

test("account time is the anchor plus speed times the wall time since, in whole seconds", () => {
  expect(accountNow(clock(), 0, WALL)).toBe(ACCOUNT);
  expect(accountNow(clock(), 0, WALL + 1_000)).toBe(ACCOUNT + 24_000);
  expect(accountNow(clock(), 0, WALL + 99)).toBe(ACCOUNT + 2_000); // 2.376 s
  expect(accountNow(clock({ speed: 1 }), 0, WALL + 999)).toBe(ACCOUNT);
});

test("account time never goes below what the world has lived, and not before its anchor", () => {
  expect(accountNow(clock(), ACCOUNT + 90_000, WALL + 1_000)).toBe(ACCOUNT + 90_000);
  expect(accountNow(clock(), 0, WALL - 5_000)).toBe(ACCOUNT);
});

test("a paused clock stands, and goes on from there", () => {
  const paused = changedClock(clock(), ACCOUNT + 24_000, WALL + 1_000, { paused: true });
  expect(accountNow(paused, 0, WALL + 5 * MINUTE)).toBe(ACCOUNT + 24_000);

  const running = changedClock(paused, ACCOUNT + 24_000, WALL + 5 * MINUTE, { paused: false });
  expect(accountNow(running, 0, WALL + 5 * MINUTE + 1_000)).toBe(ACCOUNT + 48_000);
});

test("a new speed counts from the moment it is set", () => {
  const slow = changedClock(clock(), ACCOUNT + 240_000, WALL + 10_000, { speed: 1 });
  expect(accountNow(slow, 0, WALL + 15_000)).toBe(ACCOUNT + 245_000);
});

test("a skip moves the clock on, also while it is paused", () => {
  const skipped = changedClock(clock({ paused: true }), ACCOUNT, WALL, { advanceSeconds: 3_600 });
  expect(accountNow(skipped, 0, WALL)).toBe(ACCOUNT + 3_600_000);
  expect(skipped.paused).toBe(true);
});

test("after the lease the clock stands, and the next visit has nothing to catch up", () => {
  const left = clock({ speed: 1 });
  const tomorrow = WALL + 24 * 60 * MINUTE;
  expect(accountNow(left, 0, tomorrow)).toBe(ACCOUNT + 10 * MINUTE);
  expect(clockView(left, 0, tomorrow)).toEqual({
    now: ACCOUNT + 10 * MINUTE,
    speed: 1,
    paused: false,
    stopsAt: null,
    maxSpeed: 60,
  });

  const back = leasedClock(left, ACCOUNT + 10 * MINUTE, tomorrow);
  expect(accountNow(back, 0, tomorrow)).toBe(ACCOUNT + 10 * MINUTE);
  expect(accountNow(back, 0, tomorrow + 5_000)).toBe(ACCOUNT + 10 * MINUTE + 5_000);
  expect(clockView(back, 0, tomorrow).stopsAt).toBe(tomorrow + 10 * MINUTE);
});

test("a visit in time makes the lease longer and leaves account time alone", () => {
  const visited = leasedClock(clock(), ACCOUNT + 5 * 24 * MINUTE, WALL + 5 * MINUTE);
  expect(visited).toEqual(clock({ leaseUntil: WALL + 15 * MINUTE }));
});

test("a lease is worth saving once a minute", () => {
  expect(leaseIsDue(clock(), WALL)).toBe(false);
  expect(leaseIsDue(clock(), WALL + MINUTE - 1)).toBe(false);
  expect(leaseIsDue(clock(), WALL + MINUTE)).toBe(true);
});
