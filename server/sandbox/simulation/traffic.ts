import type { Task, TaskMinute } from "../world/ecs.ts";
import type { LoadBalancer, Target, TargetGroup } from "../world/elb.ts";
import type { LoadState, Swarm } from "../world/load.ts";
import type { RegionState, World } from "../world/world.ts";
import { latencyUnder, offeredRps, type Servers } from "./closed-loop.ts";
import { bucketShares, type Latency, meanMs, quantileMs, shareBeyondTimeout } from "./latency.ts";
import { isRemembered, remember } from "./swarm-history.ts";
import { isRunning } from "./tasks.ts";

/** CPU units of one vCPU (AWS: API_TaskDefinition, `cpu`). */
const UNITS_PER_VCPU = 1_024;
/** Simplified: what a 503 of the load balancer takes, and its size. */
const REFUSAL_MS = 5;
const REFUSAL_BYTES = 162;
/** Simplified: requests a second that one load generator gets refused at most; users who do not wait would send any number. */
const REFUSED_RPS = 4_000;

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
  /** The tasks that requests are sent to, and what they can do together. */
  serving: Task[];
  servers: Servers;
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

/**
 * Tasks that the load balancer sends requests to: healthy, and not told to stop. Round robin gives each the same share. AWS: a
 * target group without a healthy target fails open, and requests go to the unhealthy ones (elb application user guide,
 * target-group-health-checks). Simplified: targets that are still `initial` get none.
 */
function servingTasks(state: RegionState): Task[] {
  const group = entryPoint(state)?.group;
  if (!group) return [];
  const behind = (wanted: Target["state"]) =>
    Object.values(group.targets)
      .filter((it) => it.state === wanted && it.taskId !== undefined)
      .map((it) => state.ecs.tasks[it.taskId!])
      .filter((it) => it !== undefined && isRunning(it)) as Task[];
  const healthy = behind("healthy");
  return healthy.length > 0 ? healthy : behind("unhealthy");
}

/** The flow of a second: what the users of the load test and real requests send, at most what the serving tasks can do. */
export function flowOf(world: World, state: RegionState): Flow {
  const { parameters } = world;
  const { load } = state;
  const serving = servingTasks(state);
  const users = load.swarm ? Math.floor(load.swarm.activeUsers) : 0;
  const wait = load.swarm?.waitTime ?? { kind: "pause", seconds: parameters.thinkTimeSeconds };
  const real = realTraffic(world, load);

  if (serving.length === 0) {
    const latency = { baseMs: REFUSAL_MS, restMs: 0 };
    const servers = { tasks: 1, capacityRps: Number.POSITIVE_INFINITY, baseMs: REFUSAL_MS };
    const swarmRps = Math.min(offeredRps(users, wait, servers), REFUSED_RPS);
    return flow(world, state, { swarmRps, trafficRps: real.rps, refused: true, latency, serving, servers });
  }
  const servers: Servers = {
    tasks: serving.length,
    capacityRps: serving.reduce((sum, it) => sum + requestsPerSecond(world, it), 0),
    baseMs: parameters.baseLatencyMs,
  };
  const offered = offeredRps(users, wait, servers);
  const scale = Math.min(1, servers.capacityRps / (offered + real.rps || 1));
  return flow(world, state, {
    swarmRps: offered * scale,
    trafficRps: real.rps * scale,
    refused: false,
    latency: latencyUnder({ users, wait, trafficRps: real.rps, waiting: real.waiting }, servers),
    serving,
    servers,
  });
}

/** A share of the requests too small to count. */
const NEGLIGIBLE = 1e-9;

type Sent = Pick<Flow, "swarmRps" | "trafficRps" | "refused" | "latency" | "serving" | "servers">;

function flow(world: World, state: RegionState, sent: Sent): Flow {
  const { serving } = sent;
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
const realTraffic = (world: World, { traffic }: LoadState): { rps: number; waiting?: number } =>
  traffic && world.now < traffic.until ? traffic : { rps: 0, waiting: 0 };

/** Simplified: a task that declares no CPU may use one vCPU; what it declares is a hard cap, on EC2 as on Fargate. */
export const vcpus = (task: Task): number => (task.cpuUnits || UNITS_PER_VCPU) / UNITS_PER_VCPU;

const requestsPerSecond = (world: World, task: Task): number => (1000 * vcpus(task)) / world.parameters.cpuMsPerRequest;

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
  if (isRemembered(world.now)) remember(world, swarm, flow.latencyMsP50, flow.latencyMsP95);
}

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
