import type { Wave } from "../world/load.ts";

/** A spike is there for the middle fifth of its period. */
const SPIKE = { from: 0.4, until: 0.6 };
/** A wave moves in so many steps: fine enough to look smooth, few enough that a day of waves is quickly lived. */
const STEPS = 200;

/**
 * How many users a load test wants so many seconds after its start. `users` is the most there are; a wave begins at its low.
 * A ramp climbs once and stays, spikes and days come again. Pure, so that the load panel draws what the sandbox does.
 */
export function waveUsers(wave: Wave, users: number, seconds: number): number {
  if (wave.kind === "constant") return users;
  const { lowUsers, periodSeconds } = wave;
  return Math.round(lowUsers + (users - lowUsers) * height(wave.kind, Math.floor((seconds * STEPS) / periodSeconds)));
}

/** The height of a wave after so many steps, from 0 for its low to 1. */
function height(kind: "ramp" | "spike" | "day", steps: number): number {
  const phase = (steps % STEPS) / STEPS;
  switch (kind) {
    case "ramp":
      return Math.min(1, steps / STEPS);
    case "spike":
      return phase >= SPIKE.from && phase < SPIKE.until ? 1 : 0;
    case "day":
      // From midnight over noon to midnight.
      return (1 - Math.cos(2 * Math.PI * phase)) / 2;
  }
}
