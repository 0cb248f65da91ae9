import {
  advance,
  readPoints,
  seriesKey,
  setLoad,
  statistic,
  taskCounts,
} from "../../../server/sandbox/simulation/index.ts";
import { LATENCY_BOUNDS_MS, percentileMs } from "../../../server/sandbox/simulation/latency.ts";
import type { ScalingDecision } from "../../../server/sandbox/world/decisions.ts";
import type { Swarm } from "../../../server/sandbox/world/load.ts";
import { type LabWorld, labWorld } from "./lab-world.ts";
import { usersAt } from "./load-curve.ts";
import { priceOf } from "./price.ts";
import { type Load, type Settings, START } from "./settings.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The policy is there before: its alarms have seen quiet minutes when minute 0 begins. Longer than the 15 that AlarmLow asks for. */
const LEAD = 20 * MINUTE;
/** A run of some hours is drawn every ten seconds, a longer one every minute. */
const FINE_UP_TO = 240 * MINUTE;
/** An answer within this time is a good one. */
const GOOD_MS = 1_000;

/** What one variant does under a load. Instants are epoch milliseconds from `START` on; columns have one entry per instant. */
export type Run = {
  at: number[];
  users: number[];
  desired: number[];
  running: number[];
  /** Null where nobody asks. */
  latencyMsP50: (number | null)[];
  latencyMsP95: (number | null)[];
  /** CloudWatch's average of the service, at the beginning of each minute. */
  cpu: { at: number[]; percent: number[] };
  /** What the scaling engine decided, oldest first. */
  decisions: ScalingDecision[];
  figures: Figures;
};

export type Figures = {
  requests: number;
  /** Answered with 503 or 504. */
  failures: number;
  /** The share of all requests that were answered well and within a second, 0 to 1; 1 without requests. */
  goodShare: number;
  /** Of all answers; null without any. */
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  taskHours: number;
  /** Dollars, `price.ts`. */
  price: number;
  /** Minutes whose datapoint lies above the target, of step scaling above the first threshold. */
  minutesAbove: number;
  mostTasks: number;
  /** Minutes from the first user until a second task, and the most there ever were, answer; null where it did not come to that. */
  minutesToGrow: number | null;
  minutesToMost: number | null;
  endTasks: number;
};

/** Lives the load through with these settings. Pure: the same settings give the same run, here and in the sandbox. */
export function runOf(settings: Settings, load: Load): Run {
  const lab = labWorld(settings, START - LEAD);
  const { world, state, changes } = lab;
  advance(world, START);
  const end = START + load.minutes * MINUTE;
  const step = end - START > FINE_UP_TO ? MINUTE : 10 * SECOND;
  const run = emptyRun();
  const tests = new Set<Swarm>();
  let users = 0;
  let taskSeconds = 0;
  while (world.now < end) {
    const wanted = usersAt(load, (world.now - START) / SECOND);
    if (wanted !== users) setLoad(world, state, { users: wanted, spawnRate: Math.max(wanted, 1) }, changes);
    users = wanted;
    if (state.load.swarm) tests.add(state.load.swarm);
    record(run, lab, users);
    taskSeconds += (run.running.at(-1)! * step) / SECOND;
    changes.length = 0;
    advance(world, world.now + step);
  }
  record(run, lab, users);
  // An hour later the last minute, too, can be read.
  run.cpu = cpuOf(lab, end);
  run.decisions = (state.scaling.decisions ?? []).filter(({ at }) => at >= START);
  run.figures = figuresOf(run, lab, { end, taskHours: taskSeconds / 3_600, settings, tests: [...tests] });
  return run;
}

const emptyRun = (): Run => ({
  at: [],
  users: [],
  desired: [],
  running: [],
  latencyMsP50: [],
  latencyMsP95: [],
  cpu: { at: [], percent: [] },
  decisions: [],
  figures: {} as Figures,
});

function record(run: Run, { world, state }: LabWorld, users: number): void {
  const service = Object.values(state.ecs.services)[0]!;
  const { history, state: testing } = state.load.swarm ?? {};
  const latest = (column: number[] | undefined) => (testing === "stopped" ? null : (column?.at(-1) ?? null));
  run.at.push(world.now);
  run.users.push(users);
  run.desired.push(service.desiredCount);
  run.running.push(taskCounts(state, service).running);
  run.latencyMsP50.push(latest(history?.latencyMsP50));
  run.latencyMsP95.push(latest(history?.latencyMsP95));
}

function pointsOf(
  { state, high }: LabWorld,
  end: number,
  metric: Pick<typeof high, "namespace" | "metricName" | "dimensions">,
) {
  const series = state.cloudwatch.series[seriesKey(metric.namespace, metric.metricName, metric.dimensions)];
  return series && readPoints(series, { from: START, until: end, now: end + 60 * MINUTE });
}

function cpuOf(lab: LabWorld, end: number): Run["cpu"] {
  const service = Object.values(lab.state.ecs.services)[0]!;
  const dimensions = [
    { name: "ClusterName", value: service.cluster },
    { name: "ServiceName", value: service.name },
  ];
  const points = pointsOf(lab, end, { namespace: "AWS/ECS", metricName: "CPUUtilization", dimensions });
  if (!points) return { at: [], percent: [] };
  return {
    at: points.at.map((seconds) => seconds * SECOND),
    percent: points.at.map((_, i) => statistic(points, i, "Average")),
  };
}

function figuresOf(
  run: Run,
  lab: LabWorld,
  { end, taskHours, settings, tests }: { end: number; taskHours: number; settings: Settings; tests: Swarm[] },
): Figures {
  const sum = (of: (test: Swarm) => number) => tests.reduce((total, it) => total + of(it), 0);
  const requests = sum((it) => it.requests);
  const buckets = LATENCY_BOUNDS_MS.map((_, i) => sum((it) => it.latencyBuckets[i]!));
  const { high } = lab;
  const tracked = pointsOf(lab, end, high);
  const value = high.statistic === "Sum" ? "Sum" : "Average";
  const mostTasks = Math.max(...run.running);
  const begins = run.users.findIndex((it) => it > 0);
  const before = run.running[Math.max(begins, 0)]!;
  const minutesUntil = (tasks: number) => {
    const reached = run.running.findIndex((it, i) => i >= begins && it >= tasks);
    return begins < 0 || reached < 0 || tasks <= before ? null : (run.at[reached]! - run.at[begins]!) / MINUTE;
  };
  return {
    requests,
    failures: Math.round(sum((it) => it.failures)),
    goodShare: requests === 0 ? 1 : Math.min(1, sum(goodAnswers) / requests),
    latencyMsP50: percentileMs(buckets, 0.5) ?? null,
    latencyMsP95: percentileMs(buckets, 0.95) ?? null,
    taskHours,
    price: priceOf(taskHours, settings.taskCpu),
    minutesAbove: tracked ? tracked.at.filter((_, i) => statistic(tracked, i, value) > high.threshold).length : 0,
    mostTasks,
    minutesToGrow: minutesUntil(before + 1),
    minutesToMost: minutesUntil(mostTasks),
    endTasks: run.running.at(-1)!,
  };
}

/** Those within the time for a good answer, straight within their bucket, without those that the load balancer refused at once. */
function goodAnswers({ latencyBuckets, failuresByStatus }: Swarm): number {
  let good = 0;
  for (const [i, bound] of LATENCY_BOUNDS_MS.entries()) {
    const low = i === 0 ? 0 : LATENCY_BOUNDS_MS[i - 1]!;
    good += latencyBuckets[i]! * Math.max(0, Math.min(1, (GOOD_MS - low) / (bound - low)));
  }
  return Math.max(0, good - (failuresByStatus["503"] ?? 0));
}
