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

export const connection = z
  .object({
    way: z.enum(["keys", "role", "profile"]),
    arn: z.string().describe("who asks, as GetCallerIdentity tells it"),
    endsAt: millis
      .nullable()
      .describe("wall time at which the credentials end; null where that is not known, or they renew themselves"),
  })
  .meta({ id: "Connection" });

export const accountView = z
  .object({
    kind: z.enum(["sandbox", "real"]),
    accountId: z.string(),
    purpose: z
      .string()
      .describe(
        "what the account is for: `workshop`, `lab:` and the lab's slug, or `own:` with AWS account and Region",
      ),
    region: z.string(),
    endpointUrl: z.string().optional().describe("what AWS_ENDPOINT_URL takes; only for a sandbox"),
    credentials: z
      .object({ accessKeyId: z.string(), secretAccessKey: z.string() })
      .optional()
      .describe("only for a sandbox"),
    appUrl: z.string().optional().describe("the application behind the account's load balancer; only for a sandbox"),
    connection: connection.nullish().describe("only for a participant's own: null when its credentials have ended"),
    clock: clockView.optional(),
    undoUntil: millis.nullable().describe("wall time until which the last reset can be undone"),
    keptUntil: millis.describe("wall time at which the account is deleted if nobody uses it"),
  })
  .meta({ id: "Account" });
export type AccountView = z.infer<typeof accountView>;

/** PUT /api/account/active: which of the participant's accounts everything is about from now on. */
export const activeAccount = z
  .strictObject({
    lab: z.string().max(100).nullable().describe("a lab's slug; null for the workshop's own account"),
  })
  .meta({ id: "ActiveAccount" });

export const resetSetting = z
  .strictObject({
    to: z.enum(["workshop", "empty"]),
    clock: z.literal("now").optional().describe("also sets account time to wall time, at real speed"),
  })
  .meta({ id: "Reset" });

/** GET /api/account/reset: what starting over takes away. */
export const resetPreview = z
  .object({ goes: z.array(z.string()).describe("a sentence for each, without its full stop") })
  .meta({ id: "ResetPreview" });
export type ResetPreview = z.infer<typeof resetPreview>;

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
