import { z } from "zod";
import { limits } from "../limits.ts";

/** Epoch milliseconds. */
export const millis = z.number().int();

export const clockView = z
  .object({
    now: millis.describe("account time, epoch milliseconds"),
    speed: z.number().describe("account seconds per wall second"),
    paused: z.boolean(),
    stopsAt: millis
      .nullable()
      .describe("wall time at which the clock stops unless the participant does something; null while it stands"),
    maxSpeed: z.number(),
  })
  .meta({ id: "Clock" });
export type ClockView = z.infer<typeof clockView>;

export const clockSetting = z
  .strictObject({
    speed: z.number().min(1).max(limits.clockSpeed).optional(),
    paused: z.boolean().optional(),
    advanceSeconds: z.number().int().min(1).max(86_400).optional(),
  })
  .refine((it) => Object.keys(it).length > 0, "Give speed, paused or advanceSeconds.")
  .meta({ id: "ClockSetting" });
export type ClockSetting = z.infer<typeof clockSetting>;

export const loadSetting = z
  .strictObject({
    users: z.number().int().min(0).max(limits.loadUsers).describe("0 stops the load"),
    spawnRate: z.number().min(0.1).max(limits.loadSpawnRate).default(10).describe("users started per second"),
  })
  .meta({ id: "LoadSetting" });
export type LoadSetting = z.infer<typeof loadSetting>;

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
    host: z.string().describe("the load balancer's address"),
    startedAt: millis.nullable(),
    stoppedAt: millis.nullable(),
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

export const accountView = z
  .object({
    kind: z.enum(["sandbox", "real"]),
    accountId: z.string(),
    region: z.string(),
    endpointUrl: z.string().describe("what AWS_ENDPOINT_URL takes"),
    credentials: z
      .object({ accessKeyId: z.string(), secretAccessKey: z.string() })
      .optional()
      .describe("only for a sandbox"),
    appUrl: z.string().describe("the application behind the account's load balancer"),
    clock: clockView.optional(),
    undoUntil: millis.nullable().describe("wall time until which the last reset can be undone"),
    keptUntil: millis.describe("wall time at which the account is deleted if nobody uses it"),
  })
  .meta({ id: "Account" });
export type AccountView = z.infer<typeof accountView>;

export const resetSetting = z
  .strictObject({
    to: z.enum(["workshop", "empty"]),
    clock: z.literal("now").optional().describe("also sets account time to wall time, at real speed"),
  })
  .meta({ id: "Reset" });

export const recordedCall = z.object({
  at: millis,
  region: z.string(),
  service: z.string(),
  operation: z.string(),
  principal: z.string(),
  requestId: z.string(),
  input: z.unknown(),
});
export type RecordedCall = z.infer<typeof recordedCall>;

export const participantRequest = z
  .strictObject({ name: z.string().trim().min(1).max(80).optional() })
  .meta({ id: "ParticipantRequest" });
export const participant = z
  .object({ token: z.string(), participantId: z.string(), name: z.string().nullable(), keptUntil: millis })
  .meta({ id: "Participant" });
export type Participant = z.infer<typeof participant>;
