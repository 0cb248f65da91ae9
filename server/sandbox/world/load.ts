import type { Millis } from "./world.ts";

/** What sends requests to the account's load balancer, and what came of it. */
export type LoadState = {
  /** The load test of the load panel: Locust's users with think time. Absent until the first start. */
  swarm?: Swarm;
  /**
   * Real HTTP requests at the application's address, as a rate that expires, and how many of them wait for an answer. Absent in
   * the log of an older server: then the rate alone counts.
   */
  traffic?: { rps: number; waiting?: number; until: Millis };
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

/** What is asked of the load generator. What is left out stays as it is in a running test, and is plain in a new one. */
export type SwarmSetting = {
  /** 0 stops the test. */
  users: number;
  /** Users that start or stop per second. */
  spawnRate: number;
  /** The test stops by itself so long after its start; null takes that back. */
  runTimeSeconds?: number | null;
  wave?: Wave;
  /** Other tasks or another wait time make another test. */
  tasks?: SwarmTask[];
  waitTime?: WaitTime;
  /** Statistics count from now. */
  resetStats?: boolean;
};

/** What the users ask for, and how often compared with the other tasks. */
export type SwarmTask = {
  method: string;
  /** Below the host. */
  path: string;
  /** Under which name it is counted. */
  name: string;
  weight: number;
};

/** `pause`: seconds from an answer to the next request. `pacing`: from request to request, while answers are quicker than that. */
export type WaitTime = { kind: "pause" | "pacing"; seconds: number };

/** How the number of users moves in the course of a test; `simulation/wave.ts` is its shape. */
export type Wave =
  | { kind: "constant" }
  | {
      kind: "ramp" | "spike" | "day";
      lowUsers: number;
      periodSeconds: number;
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
  /** What the setting said; where it said nothing: no end, all users at once, the workshop's page and its wait time. */
  runTimeSeconds?: number;
  wave?: Wave;
  tasks?: SwarmTask[];
  waitTime?: WaitTime;
  /** Since when statistics count, where they were reset. */
  countedSince?: Millis;
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
  /** Of the run so far, at the latest of these instants: shorter than the other columns where an older server began them. */
  totals?: SwarmTotals;
};

/** Requests and failures counted, their latencies and the mean length of their answers in bytes. */
export type SwarmTotals = {
  requests: number[];
  failures: number[];
  latencyMsP50: number[];
  latencyMsMean: number[];
  latencyMsMin: number[];
  latencyMsMax: number[];
  bytesMean: number[];
};
