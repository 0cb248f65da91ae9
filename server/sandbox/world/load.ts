import type { Millis } from "./world.ts";

/** What sends requests to the account's load balancer, and what came of it. */
export type LoadState = {
  /** The load test of the load panel: Locust's users with think time. Absent until the first start. */
  swarm?: Swarm;
  /** Real HTTP requests at the application's address, as a rate that expires. */
  traffic?: { rps: number; until: Millis };
  /** Fraction of a request carried from second to second, so that whole requests are counted. */
  carry: number;
  /** What the load balancer saw in the running minute, for its datapoints. Absent until the first request. */
  minute?: LoadMinute;
};

/** Requests of the running minute, from the swarm and from real traffic alike. Fractions are kept until the minute closes. */
export type LoadMinute = {
  /** Requests for which a target could be chosen. */
  requests: number;
  /** Answered by the load balancer itself. */
  elb503: number;
  elb504: number;
  latencyMsSum: number;
  latencyMsMin: number;
  latencyMsMax: number;
};

export type Swarm = {
  state: "spawning" | "running" | "stopped";
  /** Asked for. */
  users: number;
  /** Users started per second. */
  spawnRate: number;
  /** Users at work now. */
  activeUsers: number;
  startedAt: Millis;
  stoppedAt?: Millis;
  requests: number;
  failures: number;
  /** Failures by what the client saw: `503`, `504`. */
  failuresByStatus: Record<string, number>;
  /** Of the latest simulated second. */
  rps: number;
  failuresPerSecond: number;
  latencyMsSum: number;
  latencyMsMin: number;
  latencyMsMax: number;
  /** Requests per latency bucket, bounds in `simulation/latency.ts`. */
  latencyBuckets: number[];
  bytes: number;
  history: SwarmHistory;
};

/** One entry per ten simulated seconds, columns oldest first, at most six hours. */
export type SwarmHistory = {
  at: Millis[];
  users: number[];
  rps: number[];
  failuresPerSecond: number[];
  latencyMsP50: number[];
  latencyMsP95: number[];
};
