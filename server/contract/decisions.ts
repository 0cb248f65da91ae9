import { z } from "zod";
import { millis } from "./account.ts";

const rule = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("tracking"),
    targetValue: z.number().describe("ceil(running × metricValue / targetValue)"),
  }),
  z.object({
    kind: z.literal("step"),
    adjustmentType: z.string(),
    adjustment: z.number().optional().describe("of the step that the breach matched; absent where none did"),
    lower: z.number().optional().describe("bounds of the step, counted from the threshold"),
    upper: z.number().optional(),
  }),
]);

const trigger = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("alarm"),
    policy: z.string(),
    alarm: z.string(),
    metric: z.string(),
    unit: z.string().optional(),
    comparison: z.string(),
    threshold: z.number(),
    periodSeconds: z.number(),
    evaluationPeriods: z.number().int(),
    datapointsToAlarm: z.number().int(),
    datapoints: z.array(z.number()).describe("those that counted, oldest first"),
    metricValue: z.number().optional().describe("what they say together"),
    rule,
    proposed: z.number().optional().describe("the capacity that the rule asks for"),
    keeps: z
      .object({ policy: z.string(), capacity: z.number() })
      .optional()
      .describe("the policy that wants to keep most when all agree to scale in, where that is more"),
    gradual: z.number().optional().describe("what scaling in by steps makes of it, where that is more"),
  }),
  z.object({ kind: z.literal("bounds") }),
  z.object({
    kind: z.literal("schedule"),
    action: z.string(),
    sets: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  }),
]);

const heldBy = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("not-breaching") }),
  z.object({ reason: z.literal("suspended"), what: z.enum(["scale-out", "scale-in", "scheduled scaling"]) }),
  z.object({ reason: z.literal("no-step") }),
  z.object({ reason: z.literal("other-policy"), policy: z.string() }),
  z.object({ reason: z.literal("larger-proposal"), policy: z.string(), proposed: z.number() }),
  z.object({ reason: z.literal("deployment") }),
  z.object({ reason: z.literal("activity"), to: z.number() }),
  z.object({ reason: z.literal("at-desired") }),
  z.object({ reason: z.literal("at-maximum") }),
  z.object({ reason: z.literal("at-minimum") }),
  z.object({ reason: z.literal("within-bounds") }),
  z.object({ reason: z.literal("crossed-bounds") }),
  z.object({ reason: z.literal("pending-update") }),
  z.object({
    reason: z.literal("cooldown"),
    direction: z.enum(["out", "in"]),
    until: millis,
    credited: z.number().optional(),
  }),
]);

/** What the scaling engine decided, as the sandbox keeps it; counts are those from before. */
export const scalingDecision = z.object({
  id: z.string(),
  at: millis,
  region: z.string(),
  resourceId: z.string(),
  running: z.number().int(),
  desired: z.number().int(),
  minCapacity: z.number().int(),
  maxCapacity: z.number().int(),
  trigger,
  outcome: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("scaled"),
      from: z.number().int(),
      to: z.number().int(),
      credited: z.number().optional().describe("tasks of the scale-out before that its cooldown does not count again"),
    }),
    z.object({ kind: z.literal("held"), by: heldBy }),
  ]),
  activityId: z.string().optional().describe("the scaling activity that AWS shows for it"),
  times: z.number().int().optional().describe("how often in a row it was decided for the same reason; absent: once"),
  lastAt: millis.optional(),
});
export type ScalingDecision = z.infer<typeof scalingDecision>;

/** GET /api/account/decisions — newest first. Only a sandbox can tell them. */
export const decisionsView = z
  .object({
    now: millis,
    decisions: z.array(
      scalingDecision.extend({
        sentence: z.string().describe("the decision and its reason"),
        otherwise: z.string().describe("what would have changed the outcome"),
      }),
    ),
  })
  .meta({ id: "Decisions" });
export type DecisionsView = z.infer<typeof decisionsView>;
