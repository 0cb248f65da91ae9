import { z } from "zod";
import { limits } from "../limits.ts";
import { millis } from "./account.ts";

const seconds = z.number().int().min(1).max(limits.loadSeconds);

export const wave = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("constant") }),
    z.strictObject({
      kind: z.enum(["ramp", "spike", "day"]),
      lowUsers: z.number().int().min(0).max(limits.loadUsers).describe("users at the lowest point of the wave"),
      periodSeconds: seconds.describe("account time of one wave; a ramp takes as long and stays at the top"),
    }),
  ])
  .meta({ id: "Wave", description: "how the number of users moves between lowUsers and users" });
export type Wave = z.infer<typeof wave>;

const path = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}]+$/u, "A path without spaces.");

export const loadTask = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]),
  path: path.describe("below the host"),
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}+$/u, "A name without control characters.")
    .describe("under which name it is counted"),
  weight: z.number().gt(0).max(1_000_000).describe("how often it is asked for, compared with the other tasks"),
});
export type LoadTask = z.infer<typeof loadTask>;

export const waitTime = z.strictObject({
  kind: z
    .enum(["pause", "pacing"])
    .describe("pause: from an answer to the next request; pacing: from request to request while answers are quicker"),
  seconds: z.number().min(0).max(limits.loadWaitSeconds).describe("on average"),
});
export type WaitTime = z.infer<typeof waitTime>;

/** What is left out stays as it is in a running test, and is plain in a new one. */
export const loadSetting = z
  .strictObject({
    users: z.number().int().min(0).max(limits.loadUsers).describe("0 stops the load"),
    spawnRate: z.number().min(0.1).max(limits.loadSpawnRate).default(10).describe("users started per second"),
    runTimeSeconds: seconds
      .nullable()
      .exactOptional()
      .describe("account time after which the test stops by itself; null takes that back"),
    wave: wave.exactOptional(),
    tasks: z
      .array(loadTask)
      .min(1)
      .max(limits.loadTasks)
      .exactOptional()
      .describe("what users ask for, GET / without it; other tasks than those of a running test are another test"),
    waitTime: waitTime.exactOptional().describe("5 to 15 seconds without it; another one is another test"),
    resetStats: z.boolean().exactOptional().describe("statistics count from now"),
  })
  .meta({ id: "LoadSetting" });
export type LoadSetting = z.infer<typeof loadSetting>;

/** The shares of the requests for which Locust gives a response time, by its column. */
export const percentiles = ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"] as const;

/** One row with the field names of Locust's `/stats/requests`. Times in milliseconds, lengths in bytes, rates per second. */
export const loadStats = z.object({
  method: z.string(),
  name: z.string(),
  safe_name: z.string(),
  num_requests: z.number().int(),
  num_failures: z.number().int(),
  min_response_time: z.number(),
  max_response_time: z.number(),
  current_rps: z.number(),
  current_fail_per_sec: z.number(),
  avg_response_time: z.number(),
  median_response_time: z.number(),
  response_time_percentiles: z
    .record(z.enum(percentiles), z.number())
    .describe("response times with two significant digits, as Locust keeps them"),
  total_rps: z.number(),
  total_fail_per_sec: z.number(),
  avg_content_length: z.number(),
});

export const load = z
  .object({
    state: z.enum(["ready", "spawning", "running", "stopped"]),
    user_count: z.number().int(),
    total_rps: z.number(),
    fail_ratio: z.number(),
    total_avg_response_time: z.number(),
    current_response_time_percentiles: z.record(z.string(), z.number().nullable()),
    stats: z.array(loadStats).describe("one row per request name, then the row Aggregated"),
    errors: z.array(
      z.object({ method: z.string(), name: z.string(), error: z.string(), occurrences: z.number().int() }),
    ),
    users: z.number().int().describe("users asked for"),
    spawnRate: z.number(),
    runTimeSeconds: z.number().int().nullable(),
    wave,
    host: z.string().describe("the load balancer's address"),
    startedAt: millis.nullable(),
    stoppedAt: millis.nullable(),
    endsAt: millis.nullable().describe("account time at which a running test stops by itself"),
    history: z
      .object({
        at: z.array(millis),
        users: z.array(z.number()),
        rps: z.array(z.number()),
        failuresPerSecond: z.array(z.number()),
        latencyMsP50: z.array(z.number()),
        latencyMsP95: z.array(z.number()),
      })
      .describe("columns, one entry per ten seconds of account time, oldest first"),
  })
  .meta({ id: "Load" });
export type Load = z.infer<typeof load>;

/** One instant of a load test, for Locust's file of statistics over time. Milliseconds and bytes. */
export type LoadMoment = {
  at: number;
  users: number;
  rps: number;
  failuresPerSecond: number;
  /** Of the requests of that time. */
  latencyMsP50: number;
  latencyMsP95: number;
  /** Of the whole run up to it. */
  requests: number;
  failures: number;
  totalMsP50: number;
  totalMsMean: number;
  totalMsMin: number;
  totalMsMax: number;
  bytesMean: number;
};
