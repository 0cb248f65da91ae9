import { z } from "zod";
import { millis } from "./account.ts";

/**
 * GET /api/charts?since={account time ms} — everything the charts draw, from three SDK calls and the load generator's own statistics.
 * `since` leaves out what is older; without it, the last hour of account time.
 */
export const chartsView = z
  .object({
    now: millis,
    service: z
      .object({
        desired: z.number().int(),
        running: z.number().int(),
        pending: z.number().int(),
        createdAt: millis.nullable().describe("tells one service from another of the same name, as after a reset"),
      })
      .nullable(),
    /** CPU as CloudWatch has it, one point per minute at the minute's start, in percent; `tasks` is its SampleCount, the tasks that contributed. */
    cpu: z.object({ at: z.array(millis), average: z.array(z.number()), tasks: z.array(z.number()) }),
    /** The newest minute CloudWatch could have: what is younger is not published yet. Null where nothing has been published. */
    cpuUntil: millis.nullable(),
    target: z.number().nullable().describe("target value of the CPU policy, percent"),
    thresholds: z.array(
      z.object({ alarm: z.string(), state: z.string(), comparison: z.string(), threshold: z.number() }),
    ),
    /** Newest last. */
    activities: z.array(
      z.object({
        id: z.string(),
        at: millis,
        endedAt: millis.nullable(),
        status: z.string(),
        description: z.string(),
        cause: z.string(),
        desired: z.number().nullable(),
      }),
    ),
    /** Absent where the account has no load generator. */
    load: z
      .object({
        at: z.array(millis),
        users: z.array(z.number()),
        rps: z.array(z.number()),
        failuresPerSecond: z.array(z.number()),
        latencyMsP50: z.array(z.number()),
        latencyMsP95: z.array(z.number()),
        current: z.object({ users: z.number(), rps: z.number(), state: z.string() }),
      })
      .nullable(),
  })
  .meta({ id: "Charts" });
export type ChartsView = z.infer<typeof chartsView>;

export const timelineKind = z.enum(["call", "alarm", "activity", "decision", "event", "task"]);
export type TimelineKind = z.infer<typeof timelineKind>;

/** GET /api/timeline?since={account time ms} — newest first, at most 300. */
export const timelineView = z
  .object({
    now: millis,
    /** Kinds this account can tell about: API calls and decisions only where the account records them. */
    kinds: z.array(timelineKind),
    entries: z.array(
      z.object({
        id: z.string(),
        at: millis,
        kind: timelineKind,
        title: z.string().describe("one sentence"),
        detail: z.string().describe("AWS's own text, or the call's input as JSON; may be empty"),
        resource: z.string(),
        why: z.string().optional().describe("the scaling engine's reason in a sentence, where the account tells it"),
      }),
    ),
  })
  .meta({ id: "Timeline" });
export type TimelineView = z.infer<typeof timelineView>;

/** GET /api/announcements?since={account time ms} — what changed after `since`, to be said once to who does not watch it. */
export const announcementsView = z
  .object({
    now: millis.describe("the next `since`"),
    sentences: z
      .array(z.string())
      .describe("one about scaling, one per alarm whose state changed; none where nothing did"),
  })
  .meta({ id: "Announcements" });
export type AnnouncementsView = z.infer<typeof announcementsView>;
