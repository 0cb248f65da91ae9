import type { WaitTime } from "../world/load.ts";
import type { Latency } from "./latency.ts";

/*
 * Users who wait for an answer do not ask again meanwhile: a closed loop. N users who think Z seconds and wait R send
 * X = N / (Z + R) requests a second (interactive response time law), at most what the tasks can do.
 */

/** The users of a load test and their wait time; real requests as a rate per second, and how many of them wait where that is known. */
export type Senders = { users: number; wait: WaitTime; trafficRps: number; waiting: number | undefined };

/** The tasks that answer: how many, what they can do together in a second, and what every request takes besides. */
export type Servers = { tasks: number; capacityRps: number; baseMs: number };

/** Below this wait the time a request takes counts beside it. */
const SHORT_WAIT_SECONDS = 1;
/** The load test keeps at least this share of the tasks, however much real traffic there is. */
const LEAST_SHARE = 0.05;
/** Mean wait of hopeless overload: far beyond the load balancer's patience. */
const HOPELESS_MS = 600_000;

/**
 * Requests per second that users would send if nobody stood in a queue. Simplified: with waits of a second and more the base
 * latency alone is added to them, the rest changes the rate by less than a few percent.
 */
export function offeredRps(users: number, wait: WaitTime, { tasks, capacityRps, baseMs }: Servers): number {
  const answer = (baseMs + (wait.seconds < SHORT_WAIT_SECONDS ? (1000 * tasks) / capacityRps : 0)) / 1000;
  return users / (wait.kind === "pause" ? wait.seconds + answer : Math.max(wait.seconds, answer));
}

/** How long requests take while `senders` send and `servers` answer. */
export function latencyUnder({ users, wait, trafficRps, waiting }: Senders, servers: Servers): Latency {
  const { tasks, capacityRps, baseMs } = servers;
  const serviceMs = (1000 * tasks) / capacityRps;
  const free = 1 - trafficRps / capacityRps;
  if (users === 0) {
    if (waiting !== undefined) return { baseMs, restMs: queueMs(waiting, servers) };
    // Simplified: of real traffic beyond the capacity whose queue nobody has counted, everything waits until the load balancer gives up.
    return { baseMs, restMs: free > 0 ? serviceMs / free : HOPELESS_MS };
  }
  const left = capacityRps * Math.max(free, LEAST_SHARE);
  if (wait.kind === "pacing" && users / wait.seconds < left) {
    const restMs = serviceMs / (1 - users / wait.seconds / left);
    if (baseMs + restMs <= wait.seconds * 1000) return { baseMs, restMs };
  }
  const think = (wait.kind === "pause" ? wait.seconds : 0) + Math.max(baseMs, 1) / 1000;
  // Processor sharing in a closed loop: X solves N = X (Z + b) + X n / (C - X), and R = N / X - Z.
  const b = think * left + tasks + users;
  const x = (b - Math.sqrt(b * b - 4 * think * users * left)) / (2 * think);
  return { baseMs, restMs: Math.max(serviceMs, 1000 * (users / x - think)) };
}

/** How long the last of so many waiting requests takes besides the base: tasks share them evenly. Milliseconds. */
export const queueMs = (waiting: number, { tasks, capacityRps }: Servers): number =>
  ((1000 * tasks) / capacityRps) * Math.max(1, waiting / tasks);
