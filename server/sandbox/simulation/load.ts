import type { Change } from "../world/change.ts";
import type { Swarm } from "../world/load.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { LATENCY_BOUNDS_MS, percentileMs, TIMEOUT_MS } from "./latency.ts";
import { entryPoint, flowOf, remember } from "./traffic.ts";

/**
 * Asks for so many users, of whom `spawnRate` a second start (or stop). `users: 0` stops the load at once. A start after a
 * stop counts from nothing, as Locust does; the history of earlier runs stays, so that it can be looked at again.
 */
export function setLoad(
  world: World,
  state: RegionState,
  { users, spawnRate }: { users: number; spawnRate: number },
  changes: Change[],
): void {
  const { load } = state;
  const running = load.swarm && load.swarm.state !== "stopped" ? load.swarm : undefined;
  if (users === 0) {
    if (!running) return;
    running.state = "stopped";
    running.stoppedAt = world.now;
    running.users = 0;
    running.activeUsers = 0;
    running.rps = 0;
    running.failuresPerSecond = 0;
    load.carry = 0;
    remember(world, running, 0, 0);
    changes.push(change(world, state, "load stopped"));
    return;
  }
  const swarm = running ?? freshSwarm(world, load.swarm);
  swarm.users = users;
  swarm.spawnRate = spawnRate;
  swarm.state = swarm.activeUsers === users ? "running" : "spawning";
  load.swarm = swarm;
  changes.push(change(world, state, `load of ${users} users`));
}

const change = (world: World, state: RegionState, what: string): Change => ({
  topic: "load",
  at: world.now,
  region: state.name,
  resource: "load",
  what,
  cause: "load setting",
});

function freshSwarm(world: World, before: Swarm | undefined): Swarm {
  return {
    state: "spawning",
    users: 0,
    spawnRate: 0,
    activeUsers: 0,
    startedAt: world.now,
    requests: 0,
    failures: 0,
    failuresByStatus: {},
    rps: 0,
    failuresPerSecond: 0,
    latencyMsSum: 0,
    latencyMsMin: -1,
    latencyMsMax: 0,
    latencyBuckets: LATENCY_BOUNDS_MS.map(() => 0),
    bytes: 0,
    history: before?.history ?? emptyHistory(),
  };
}

/** Real requests at the application's address, as requests per second that count until an instant (epoch milliseconds). */
export function setTraffic(
  world: World,
  state: RegionState,
  { rps, until }: { rps: number; until: Millis },
  changes: Change[],
): void {
  const before = state.load.traffic?.rps ?? 0;
  if (rps > 0) state.load.traffic = { rps, until };
  else delete state.load.traffic;
  if (rps !== before) changes.push({ ...change(world, state, `traffic of ${rps} requests/s`), cause: "real requests" });
}

/** Moves the number of users one second towards what is asked for. */
export function spawnUsers(swarm: Swarm): void {
  const left = swarm.users - swarm.activeUsers;
  if (Math.abs(left) <= swarm.spawnRate) {
    swarm.activeUsers = swarm.users;
    swarm.state = "running";
  } else swarm.activeUsers += Math.sign(left) * swarm.spawnRate;
}

/** What one request to the application would get now. Latency in milliseconds: the model's median. */
export function applicationAnswer(world: World, state: RegionState): { status: 200 | 503 | 504; latencyMs: number } {
  const flow = flowOf(world, state);
  if (flow.refused) return { status: 503, latencyMs: flow.latency.baseMs };
  if (flow.latencyMsP50 >= TIMEOUT_MS) return { status: 504, latencyMs: TIMEOUT_MS };
  return { status: 200, latencyMs: flow.latencyMsP50 };
}

/** One row with the field names of Locust's `/stats/requests`; times in milliseconds, lengths in bytes, rates per second. */
type LoadRow = {
  method: string;
  name: string;
  safe_name: string;
  num_requests: number;
  num_failures: number;
  min_response_time: number;
  max_response_time: number;
  current_rps: number;
  current_fail_per_sec: number;
  avg_response_time: number;
  median_response_time: number;
  total_rps: number;
  total_fail_per_sec: number;
  avg_content_length: number;
};

export type LoadView = {
  state: "ready" | "spawning" | "running" | "stopped";
  user_count: number;
  total_rps: number;
  fail_ratio: number;
  total_avg_response_time: number;
  current_response_time_percentiles: Record<string, number | null>;
  stats: LoadRow[];
  errors: { method: string; name: string; error: string; occurrences: number }[];
  users: number;
  spawnRate: number;
  host: string;
  startedAt: Millis | null;
  stoppedAt: Millis | null;
  history: Swarm["history"];
};

/** What the load panel shows: Locust's statistics of the run that goes on, or of the last one. */
export function loadView(world: World, state: RegionState): LoadView {
  const { swarm } = state.load;
  const host = entryPoint(state)?.loadBalancer.dnsName ?? "";
  const current = swarm && swarm.state !== "stopped" && swarm.activeUsers > 0 ? flowOf(world, state) : undefined;
  const percentiles = {
    "response_time_percentile_0.5": current ? Math.round(current.latencyMsP50) : null,
    "response_time_percentile_0.95": current ? Math.round(current.latencyMsP95) : null,
  };
  const rows = (["/", "Aggregated"] as const).map((name) => rowOf(world, swarm, name));
  return {
    state: swarm?.state ?? "ready",
    user_count: Math.floor(swarm?.activeUsers ?? 0),
    total_rps: swarm?.rps ?? 0,
    fail_ratio: swarm && swarm.requests > 0 ? swarm.failures / swarm.requests : 0,
    total_avg_response_time: rows[1]!.avg_response_time,
    current_response_time_percentiles: percentiles,
    stats: swarm && swarm.requests > 0 ? rows : [rows[1]!],
    errors: Object.entries(swarm?.failuresByStatus ?? {})
      .map(([status, count]) => ({
        method: "GET",
        name: "/",
        error: errorText(status, host),
        occurrences: Math.round(count),
      }))
      .filter((it) => it.occurrences > 0),
    users: swarm?.users ?? 0,
    spawnRate: swarm?.spawnRate ?? 0,
    host,
    startedAt: swarm?.startedAt ?? null,
    stoppedAt: swarm?.stoppedAt ?? null,
    // A copy: the world's own columns grow on.
    history: swarm ? structuredClone(swarm.history) : emptyHistory(),
  };
}

const emptyHistory = (): Swarm["history"] => ({
  at: [],
  users: [],
  rps: [],
  failuresPerSecond: [],
  latencyMsP50: [],
  latencyMsP95: [],
});

function rowOf(world: World, swarm: Swarm | undefined, name: "/" | "Aggregated"): LoadRow {
  const requests = swarm?.requests ?? 0;
  const seconds = swarm ? Math.max(1, ((swarm.stoppedAt ?? world.now) - swarm.startedAt) / 1000) : 1;
  const each = (sum: number) => (requests > 0 ? sum / requests : 0);
  return {
    method: name === "/" ? "GET" : "",
    name,
    safe_name: name,
    num_requests: requests,
    num_failures: Math.round(swarm?.failures ?? 0),
    min_response_time: Math.max(0, swarm?.latencyMsMin ?? 0),
    max_response_time: swarm?.latencyMsMax ?? 0,
    current_rps: swarm?.rps ?? 0,
    current_fail_per_sec: swarm?.failuresPerSecond ?? 0,
    avg_response_time: each(swarm?.latencyMsSum ?? 0),
    median_response_time: (swarm && percentileMs(swarm.latencyBuckets, 0.5)) ?? 0,
    total_rps: requests / seconds,
    total_fail_per_sec: (swarm?.failures ?? 0) / seconds,
    avg_content_length: each(swarm?.bytes ?? 0),
  };
}

/** The text that Locust (python-requests) shows for a status of the load balancer. */
const errorText = (status: string, host: string): string => {
  const reason = status === "503" ? "Service Temporarily Unavailable" : "Gateway Time-out";
  return `HTTPError('${status} Server Error: ${reason} for url: http://${host}/')`;
};
