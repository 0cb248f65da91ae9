import type { Swarm, SwarmHistory, SwarmTask, Wave } from "../world/load.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { percentileMs } from "./latency.ts";
import { endsAt, THE_PAGE } from "./load.ts";
import { emptyHistory } from "./swarm-history.ts";
import { entryPoint, flowOf } from "./traffic.ts";

/** The shares of the requests for which Locust's tables and files give a response time, by its column. */
const PERCENTILES = {
  "50%": 0.5,
  "66%": 0.66,
  "75%": 0.75,
  "80%": 0.8,
  "90%": 0.9,
  "95%": 0.95,
  "98%": 0.98,
  "99%": 0.99,
  "99.9%": 0.999,
  "99.99%": 0.9999,
  "100%": 1,
};
type Percentile = keyof typeof PERCENTILES;

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
  response_time_percentiles: Record<Percentile, number>;
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
  runTimeSeconds: number | null;
  wave: Wave;
  host: string;
  startedAt: Millis | null;
  stoppedAt: Millis | null;
  endsAt: Millis | null;
  history: Omit<SwarmHistory, "totals">;
};

/** What the load panel shows: Locust's statistics of the run that goes on, or of the last one. Its history from `since` on. */
export function loadView(world: World, state: RegionState, since: Millis = 0): LoadView {
  const { swarm } = state.load;
  const host = entryPoint(state)?.loadBalancer.dnsName ?? "";
  const current = swarm && swarm.state !== "stopped" && swarm.activeUsers > 0 ? flowOf(world, state) : undefined;
  const all = rowOf(world, swarm, {
    requests: swarm?.requests ?? 0,
    failures: Math.round(swarm?.failures ?? 0),
    share: 1,
  });
  return {
    state: swarm?.state ?? "ready",
    user_count: Math.floor(swarm?.activeUsers ?? 0),
    total_rps: swarm?.rps ?? 0,
    fail_ratio: swarm && swarm.requests > 0 ? swarm.failures / swarm.requests : 0,
    total_avg_response_time: all.avg_response_time,
    current_response_time_percentiles: {
      "response_time_percentile_0.5": current ? Math.round(current.latencyMsP50) : null,
      "response_time_percentile_0.95": current ? Math.round(current.latencyMsP95) : null,
    },
    stats: [...(swarm && swarm.requests > 0 ? taskRows(world, swarm) : []), all],
    errors: swarm ? errorsOf(swarm, host) : [],
    users: swarm?.users ?? 0,
    spawnRate: swarm?.spawnRate ?? 0,
    runTimeSeconds: swarm?.runTimeSeconds ?? null,
    wave: swarm?.wave ?? { kind: "constant" },
    host,
    startedAt: swarm?.startedAt ?? null,
    stoppedAt: swarm?.stoppedAt ?? null,
    endsAt: (swarm && endsAt(swarm)) ?? null,
    history: swarm ? historySince(swarm.history, since) : emptyHistory(),
  };
}

/** One entry of the history, with the totals of the run up to it. */
export type LoadMoment = {
  at: Millis;
  users: number;
  rps: number;
  failuresPerSecond: number;
  latencyMsP50: number;
  latencyMsP95: number;
  requests: number;
  failures: number;
  totalMsP50: number;
  totalMsMean: number;
  totalMsMin: number;
  totalMsMax: number;
  bytesMean: number;
};

/** The run that goes on, or the last one, moment by moment: one per ten seconds, oldest first. */
export function loadMoments(_world: World, { load: { swarm } }: RegionState): LoadMoment[] {
  if (!swarm) return [];
  const { history } = swarm;
  const { totals } = history;
  const moments: LoadMoment[] = [];
  for (let i = 0; i < history.at.length; i++) {
    const total = i - history.at.length + (totals?.requests.length ?? 0);
    if (history.at[i]! <= swarm.startedAt || !totals || total < 0) continue;
    moments.push({
      at: history.at[i]!,
      users: history.users[i]!,
      rps: history.rps[i]!,
      failuresPerSecond: history.failuresPerSecond[i]!,
      latencyMsP50: history.latencyMsP50[i]!,
      latencyMsP95: history.latencyMsP95[i]!,
      requests: totals.requests[total]!,
      failures: totals.failures[total]!,
      totalMsP50: twoDigits(totals.latencyMsP50[total]!),
      totalMsMean: totals.latencyMsMean[total]!,
      totalMsMin: totals.latencyMsMin[total]!,
      totalMsMax: totals.latencyMsMax[total]!,
      bytesMean: totals.bytesMean[total]!,
    });
  }
  return moments;
}

/** A copy, for the world's own columns grow on. */
function historySince(history: SwarmHistory, since: Millis): Omit<SwarmHistory, "totals"> {
  const first = history.at.findIndex((at) => at >= since);
  const from = first < 0 ? history.at.length : first;
  const { at, users, rps, failuresPerSecond, latencyMsP50, latencyMsP95 } = history;
  return {
    at: at.slice(from),
    users: users.slice(from),
    rps: rps.slice(from),
    failuresPerSecond: failuresPerSecond.slice(from),
    latencyMsP50: latencyMsP50.slice(from),
    latencyMsP95: latencyMsP95.slice(from),
  };
}

/** One row for each name. Simplified: all requests cost the same, so that rows differ in their numbers, not in their times. */
function taskRows(world: World, swarm: Swarm): LoadRow[] {
  const tasks = swarm.tasks ?? THE_PAGE;
  const weights = tasks.map((it) => it.weight);
  const requests = apportion(swarm.requests, weights);
  const failures = apportion(Math.round(swarm.failures), weights);
  return tasks.map((task, i) =>
    rowOf(world, swarm, { requests: requests[i]!, failures: failures[i]!, share: shareOf(task, tasks) }, task),
  );
}

const shareOf = ({ weight }: SwarmTask, tasks: SwarmTask[]): number =>
  weight / tasks.reduce((sum, it) => sum + it.weight, 0);

/** Divides a whole number by weights into whole numbers, by the largest remainder. */
function apportion(whole: number, weights: number[]): number[] {
  const sum = weights.reduce((total, it) => total + it, 0);
  const exact = weights.map((it) => (whole * it) / sum);
  const parts = exact.map(Math.floor);
  const order = exact.map((it, i) => ({ i, rest: it - Math.floor(it) })).sort((a, b) => b.rest - a.rest);
  const left = whole - parts.reduce((total, it) => total + it, 0);
  for (const { i } of order.slice(0, left)) parts[i]!++;
  return parts;
}

type Counts = { requests: number; failures: number; share: number };

function rowOf(
  world: World,
  swarm: Swarm | undefined,
  { requests, failures, share }: Counts,
  task?: SwarmTask,
): LoadRow {
  const since = swarm?.countedSince ?? swarm?.startedAt ?? 0;
  const seconds = swarm ? Math.max(1, ((swarm.stoppedAt ?? world.now) - since) / 1000) : 1;
  const each = (sum: number) => (swarm && swarm.requests > 0 ? sum / swarm.requests : 0);
  const [min, max] = [Math.max(0, swarm?.latencyMsMin ?? 0), swarm?.latencyMsMax ?? 0];
  const percentile = (it: number) =>
    twoDigits(it === 1 ? max : Math.max(min, Math.min(max, (swarm && percentileMs(swarm.latencyBuckets, it)) ?? 0)));
  return {
    method: task?.method ?? "",
    name: task?.name ?? "Aggregated",
    safe_name: task?.name ?? "Aggregated",
    num_requests: requests,
    num_failures: failures,
    min_response_time: min,
    max_response_time: max,
    current_rps: (swarm?.rps ?? 0) * share,
    current_fail_per_sec: (swarm?.failuresPerSecond ?? 0) * share,
    avg_response_time: each(swarm?.latencyMsSum ?? 0),
    median_response_time: percentile(0.5),
    response_time_percentiles: Object.fromEntries(
      Object.entries(PERCENTILES).map(([name, it]) => [name, percentile(it)]),
    ) as Record<Percentile, number>,
    total_rps: requests / seconds,
    total_fail_per_sec: failures / seconds,
    avg_content_length: each(swarm?.bytes ?? 0),
  };
}

/** Locust keeps response times with two significant digits, below 100 ms to the millisecond (docs.locust.io, Statistics). */
function twoDigits(ms: number): number {
  const step = ms < 100 ? 1 : ms < 1_000 ? 10 : ms < 10_000 ? 100 : 1_000;
  return Math.round(ms / step) * step;
}

function errorsOf(swarm: Swarm, host: string): LoadView["errors"] {
  const tasks = swarm.tasks ?? THE_PAGE;
  return Object.entries(swarm.failuresByStatus).flatMap(([status, count]) => {
    const counts = apportion(
      Math.round(count),
      tasks.map((it) => it.weight),
    );
    return tasks
      .map((task, i) => ({
        method: task.method,
        name: task.name,
        error: errorText(status, host, task),
        occurrences: counts[i]!,
      }))
      .filter((it) => it.occurrences > 0);
  });
}

/** The text that Locust (python-requests) shows for a status of the load balancer: with the name where a request has one of its own. */
function errorText(status: string, host: string, { name, path }: SwarmTask): string {
  const reason = status === "503" ? "Service Temporarily Unavailable" : "Gateway Time-out";
  return `HTTPError('${status} Server Error: ${reason} for url: ${name === path ? `http://${host}${path}` : name}')`;
}
