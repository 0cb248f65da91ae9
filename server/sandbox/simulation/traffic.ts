import type { Task, TaskMinute } from "../world/ecs.ts";
import type { LoadBalancer, TargetGroup } from "../world/elb.ts";
import type { LoadState, Swarm } from "../world/load.ts";
import type { RegionState, World } from "../world/world.ts";
import { bucketShares, type Latency, meanMs, quantileMs, shareBeyondTimeout } from "./latency.ts";
import { isRunning } from "./tasks.ts";

/** CPU units of one vCPU (AWS: API_TaskDefinition, `cpu`). */
const UNITS_PER_VCPU = 1_024;
/** Simplified: what a 503 of the load balancer takes, and its size. */
const REFUSAL_MS = 5;
const REFUSAL_BYTES = 162;
/** One entry of the swarm's history per so many seconds, and as many as six hours hold; beyond them the oldest hour goes at once. */
const HISTORY_SECONDS = 10;
const HISTORY_ENTRIES = 2_160;
const HISTORY_FORGOTTEN = 360;

/**
 * What happens in every second until something changes: who sends how much, what it takes, how busy the tasks are. Computed
 * when load, tasks or targets change, so that a plain second only adds.
 */
export type Flow = {
  /** Requests per second of the swarm and of real traffic, as they are answered (or refused). */
  swarmRps: number;
  trafficRps: number;
  /** No healthy target: everything is answered 503. */
  refused: boolean;
  latency: Latency;
  latencyMeanMs: number;
  /** Share of the requests answered 504. */
  timeoutShare: number;
  /** Share of the requests per latency bucket, from the first bucket that gets any. */
  firstBucket: number;
  shares: number[];
  /** The quickest and the slowest of a second's requests. */
  fastestMs: number;
  slowestMs: number;
  latencyMsP50: number;
  latencyMsP95: number;
  /** The minutes of all running tasks, and how busy each task is, in percent. */
  minutes: TaskMinute[];
  percents: number[];
};

/** The load balancer that the load is sent to, and the target group that answers a request for `/`. */
export function entryPoint(state: RegionState): { loadBalancer: LoadBalancer; group: TargetGroup } | undefined {
  for (const listener of Object.values(state.elb.listeners)) {
    const loadBalancer = state.elb.loadBalancers[listener.loadBalancerArn];
    const rule = Object.values(state.elb.rules)
      .filter((it) => it.listenerArn === listener.arn && it.priority !== "default")
      .sort((a, b) => Number(a.priority) - Number(b.priority))
      .find((it) => it.pathPattern === undefined || matchesRoot(it.pathPattern));
    const group = state.elb.targetGroups[rule?.targetGroupArn ?? listener.targetGroupArn];
    if (loadBalancer && group) return { loadBalancer, group };
  }
  return undefined;
}

/** AWS: `*` stands for any characters (API_PathPatternConditionConfig). */
const matchesRoot = (pattern: string): boolean =>
  pattern === "/" || pattern.replaceAll("*", "") === "/" || pattern === "*";

/** Tasks that the load balancer sends requests to: healthy, and not told to stop. Round robin gives each the same share. */
function servingTasks(state: RegionState): Task[] {
  const group = entryPoint(state)?.group;
  if (!group) return [];
  return Object.values(group.targets)
    .filter((it) => it.state === "healthy" && it.taskId !== undefined)
    .map((it) => state.ecs.tasks[it.taskId!])
    .filter((it) => it !== undefined && isRunning(it)) as Task[];
}

/**
 * The flow of a second. Closed loop: N users who think Z seconds and wait R send X = N / (Z + R) requests a second, at most
 * what the tasks can do (interactive response time law). Simplified: below saturation R is the base latency alone, queueing
 * changes X by less than a percent.
 */
export function flowOf(world: World, state: RegionState): Flow {
  const { parameters } = world;
  const { load } = state;
  const serving = servingTasks(state);
  const users = load.swarm ? Math.floor(load.swarm.activeUsers) : 0;
  const thinkSeconds = parameters.thinkTimeSeconds;
  const baseSeconds = parameters.baseLatencyMs / 1000;
  const traffic = trafficRps(world, load);
  const capacity = serving.reduce((sum, it) => sum + requestsPerSecond(world, it), 0);

  if (serving.length === 0) {
    const latency = { baseMs: REFUSAL_MS, restMs: 0 };
    const swarmRps = users / (thinkSeconds + REFUSAL_MS / 1000);
    return flow(world, state, { swarmRps, trafficRps: traffic, refused: true, latency, serving });
  }
  const offered = users / (thinkSeconds + baseSeconds);
  const scale = Math.min(1, capacity / (offered + traffic || 1));
  const latency = latencyOf(world, users, traffic, capacity, serving.length);
  return flow(world, state, {
    swarmRps: offered * scale,
    trafficRps: traffic * scale,
    refused: false,
    latency,
    serving,
  });
}

/** A share of the requests too small to count. */
const NEGLIGIBLE = 1e-9;

type Sent = Pick<Flow, "swarmRps" | "trafficRps" | "refused" | "latency"> & { serving: Task[] };

function flow(world: World, state: RegionState, { serving, ...sent }: Sent): Flow {
  const perTask = serving.length > 0 ? (sent.swarmRps + sent.trafficRps) / serving.length : 0;
  const minutes: TaskMinute[] = [];
  const percents: number[] = [];
  for (const task of Object.values(state.ecs.tasks)) {
    if (!isRunning(task) || !task.minute) continue;
    const busy = serving.includes(task) ? (100 * perTask) / requestsPerSecond(world, task) : 0;
    minutes.push(task.minute);
    percents.push(Math.max(Math.min(100, busy), world.parameters.idleCpuPercent));
  }
  const shares = bucketShares(sent.latency);
  const firstBucket = shares.findIndex((it) => it > NEGLIGIBLE);
  const lastBucket = shares.findLastIndex((it) => it > NEGLIGIBLE);
  const requests = Math.max(1, sent.swarmRps + sent.trafficRps);
  return {
    ...sent,
    latencyMeanMs: meanMs(sent.latency),
    timeoutShare: sent.refused ? 0 : shareBeyondTimeout(sent.latency),
    firstBucket,
    shares: shares.slice(firstBucket, lastBucket + 1),
    // The middles of the two outermost of so many requests.
    fastestMs: quantileMs(sent.latency, 1 / (2 * requests)),
    slowestMs: quantileMs(sent.latency, 1 - 1 / (2 * requests)),
    latencyMsP50: quantileMs(sent.latency, 0.5),
    latencyMsP95: quantileMs(sent.latency, 0.95),
    minutes,
    percents,
  };
}

/** Real requests as a rate; it counts until it expires. */
const trafficRps = (world: World, { traffic }: LoadState): number =>
  traffic && world.now < traffic.until ? traffic.rps : 0;

/** Simplified: a task that declares no CPU may use one vCPU; what it declares is a hard cap, on EC2 as on Fargate. */
export const vcpus = (task: Task): number => (task.cpuUnits || UNITS_PER_VCPU) / UNITS_PER_VCPU;

const requestsPerSecond = (world: World, task: Task): number => (1000 * vcpus(task)) / world.parameters.cpuMsPerRequest;

/**
 * Mean latency of processor sharing in a closed loop: with C requests a second in all and n tasks, X solves
 * N = X (Z + b) + X n / (C - X), and R = N / X - Z. Open-loop traffic takes its part of C away.
 */
function latencyOf(world: World, users: number, traffic: number, capacity: number, tasks: number): Latency {
  const baseMs = world.parameters.baseLatencyMs;
  const serviceMs = (1000 * tasks) / capacity;
  const left = capacity - traffic;
  // Simplified: real traffic beyond the capacity waits until the load balancer gives up.
  if (left <= 0) return { baseMs, restMs: HOPELESS_MS };
  if (users === 0) return { baseMs, restMs: serviceMs / (1 - traffic / capacity) };
  const think = world.parameters.thinkTimeSeconds + baseMs / 1000;
  const b = think * left + tasks + users;
  const x = (b - Math.sqrt(b * b - 4 * think * users * left)) / (2 * think);
  return { baseMs, restMs: Math.max(serviceMs, 1000 * (users / x - think)) };
}

/** Mean wait of hopeless overload: far beyond the load balancer's patience. */
const HOPELESS_MS = 600_000;

/** One second of load: requests are counted, latencies sorted into their buckets, tasks are busy. */
export function receiveTraffic(world: World, load: LoadState, flow: Flow): void {
  const { minutes, percents } = flow;
  for (let i = 0; i < minutes.length; i++) {
    const minute = minutes[i]!;
    minute.seconds++;
    minute.cpuPercentSum += percents[i]!;
    minute.observationSum += percents[i]!;
    minute.observationSeconds++;
  }
  const { swarm } = load;
  if (swarm && swarm.state !== "stopped") countRequests(world, load, swarm, flow);
  const rps = flow.swarmRps + flow.trafficRps;
  if (rps > 0) countForDatapoints(load, flow, rps);
}

function countRequests(world: World, load: LoadState, swarm: Swarm, flow: Flow): void {
  const wanted = flow.swarmRps + load.carry;
  const requests = Math.floor(wanted);
  load.carry = wanted - requests;
  const failureShare = flow.refused ? 1 : flow.timeoutShare;
  const failures = requests * failureShare;
  swarm.requests += requests;
  if (failures > 0) {
    const status = flow.refused ? "503" : "504";
    swarm.failures += failures;
    swarm.failuresByStatus[status] = (swarm.failuresByStatus[status] ?? 0) + failures;
  }
  swarm.bytes += (requests - failures) * world.parameters.responseBytes + failures * REFUSAL_BYTES;
  swarm.rps = flow.swarmRps;
  swarm.failuresPerSecond = flow.swarmRps * failureShare;
  if (requests > 0) {
    swarm.latencyMsSum += requests * flow.latencyMeanMs;
    if (swarm.latencyMsMin < 0 || flow.fastestMs < swarm.latencyMsMin) swarm.latencyMsMin = flow.fastestMs;
    if (flow.slowestMs > swarm.latencyMsMax) swarm.latencyMsMax = flow.slowestMs;
    const { latencyBuckets } = swarm;
    const { shares, firstBucket } = flow;
    for (let i = 0; i < shares.length; i++) latencyBuckets[firstBucket + i]! += requests * shares[i]!;
  }
  if ((world.now / 1000) % HISTORY_SECONDS === 0) remember(world, swarm, flow.latencyMsP50, flow.latencyMsP95);
}

/** Adds one entry to the history that the load panel draws; the oldest go. Rounded: it is only drawn. */
export function remember(world: World, swarm: Swarm, latencyMsP50: number, latencyMsP95: number): void {
  const { history } = swarm;
  history.at.push(world.now);
  history.users.push(Math.floor(swarm.activeUsers));
  history.rps.push(round(swarm.rps));
  history.failuresPerSecond.push(round(swarm.failuresPerSecond));
  history.latencyMsP50.push(Math.round(latencyMsP50));
  history.latencyMsP95.push(Math.round(latencyMsP95));
  if (history.at.length <= HISTORY_ENTRIES) return;
  for (const column of Object.values(history)) column.splice(0, HISTORY_FORGOTTEN);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function countForDatapoints(load: LoadState, flow: Flow, requests: number): void {
  load.minute ??= { requests: 0, elb503: 0, elb504: 0, latencyMsSum: 0, latencyMsMin: -1, latencyMsMax: 0 };
  const { minute } = load;
  if (flow.refused) {
    minute.elb503 += requests;
    return;
  }
  minute.requests += requests;
  minute.elb504 += requests * flow.timeoutShare;
  minute.latencyMsSum += requests * flow.latencyMeanMs;
  if (minute.latencyMsMin < 0 || flow.fastestMs < minute.latencyMsMin) minute.latencyMsMin = flow.fastestMs;
  if (flow.slowestMs > minute.latencyMsMax) minute.latencyMsMax = flow.slowestMs;
}
