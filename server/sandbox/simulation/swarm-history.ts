import type { Swarm, SwarmHistory, SwarmTotals } from "../world/load.ts";
import type { Millis, World } from "../world/world.ts";
import { percentileMs } from "./latency.ts";

/** One entry per so many milliseconds, and as many as six hours hold; beyond them the oldest hour goes at once. */
const ENTRY_MS = 10_000;
const ENTRIES = 2_160;
const FORGOTTEN = 360;

export const emptyHistory = (): SwarmHistory => ({
  at: [],
  users: [],
  rps: [],
  failuresPerSecond: [],
  latencyMsP50: [],
  latencyMsP95: [],
});

const emptyTotals = (): SwarmTotals => ({
  requests: [],
  failures: [],
  latencyMsP50: [],
  latencyMsMean: [],
  latencyMsMin: [],
  latencyMsMax: [],
  bytesMean: [],
});

/** Whether the history has an entry for this second. */
export const isRemembered = (now: Millis): boolean => now % ENTRY_MS === 0;

/** Adds one entry to the history that the load panel draws; the oldest go. Rounded: it is only drawn and listed. */
export function remember(world: World, swarm: Swarm, latencyMsP50: number, latencyMsP95: number): void {
  const { history } = swarm;
  history.at.push(world.now);
  history.users.push(Math.floor(swarm.activeUsers));
  history.rps.push(round(swarm.rps));
  history.failuresPerSecond.push(round(swarm.failuresPerSecond));
  history.latencyMsP50.push(Math.round(latencyMsP50));
  history.latencyMsP95.push(Math.round(latencyMsP95));
  history.totals ??= emptyTotals();
  const { totals } = history;
  const each = (sum: number) => (swarm.requests > 0 ? Math.round(sum / swarm.requests) : 0);
  totals.requests.push(swarm.requests);
  totals.failures.push(Math.round(swarm.failures));
  totals.latencyMsP50.push(Math.round(percentileMs(swarm.latencyBuckets, 0.5) ?? 0));
  totals.latencyMsMean.push(each(swarm.latencyMsSum));
  totals.latencyMsMin.push(Math.round(Math.max(0, swarm.latencyMsMin)));
  totals.latencyMsMax.push(Math.round(swarm.latencyMsMax));
  totals.bytesMean.push(each(swarm.bytes));
  const { totals: _, ...columns } = history;
  for (const column of [...Object.values(columns), ...Object.values(totals)])
    if (column.length > ENTRIES) column.splice(0, FORGOTTEN);
}

const round = (value: number): number => Math.round(value * 100) / 100;
