import type { Millis } from "./world.ts";

/**
 * What the scaling engine decided and why. AWS keeps no such record: an account tells it only where it can (`Account.decisions`).
 * The counts are those from before the decision.
 */
export type ScalingDecision = {
  /** Unique in its Region. */
  id: string;
  at: Millis;
  /** How often in a row the engine came to the same decision for the same reason, and when last. Absent: once. */
  times?: number;
  lastAt?: Millis;
  /** `service/<cluster>/<service>`. */
  resourceId: string;
  running: number;
  desired: number;
  minCapacity: number;
  maxCapacity: number;
  trigger: AlarmTrigger | { kind: "bounds" } | ScheduleTrigger;
  outcome: DecisionOutcome;
  /** The scaling activity that AWS would show for it, where there is one. */
  activityId?: string;
};

/** A scheduled action that was due, with the bounds that it sets. */
export type ScheduleTrigger = { kind: "schedule"; action: string; sets?: { min?: number; max?: number } };

/** An alarm that was in ALARM at its evaluation, and what its policy made of the datapoints. */
export type AlarmTrigger = {
  kind: "alarm";
  policy: string;
  alarm: string;
  metric: string;
  unit?: string;
  comparison: string;
  threshold: number;
  /** The M-of-N rule: `datapointsToAlarm` of `evaluationPeriods` periods of so many seconds. */
  periodSeconds: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  /** Those that counted, oldest first. */
  datapoints: number[];
  /** What they say together; absent without any. */
  metricValue?: number;
  rule: TrackingRule | StepRule;
  /** The capacity that the rule asks for; absent where it did not come to that. */
  proposed?: number;
  /** The policy that wants to keep most when all agree to scale in, where that is more than `proposed`. */
  keeps?: { policy: string; capacity: number };
  /** What gradual scale-in makes of all that, where that is more. */
  gradual?: number;
};

/** ceil(running × metricValue / targetValue). */
export type TrackingRule = { kind: "tracking"; targetValue: number };
/** The step that the breach of the threshold matched, if any; bounds count from the threshold. */
export type StepRule = { kind: "step"; adjustmentType: string; adjustment?: number; lower?: number; upper?: number };

export type DecisionOutcome =
  /** `credited`: tasks that the scale-out before added, not counted again during its cooldown. */
  { kind: "scaled"; from: number; to: number; credited?: number } | { kind: "held"; by: HeldBy };

export type HeldBy =
  /** The datapoints together no longer break the threshold, or there are none. */
  | { reason: "not-breaching" }
  | { reason: "suspended"; what: "scale-out" | "scale-in" | "scheduled scaling" }
  /** No step covers the breach. */
  | { reason: "no-step" }
  /** Another target-tracking policy does not agree to scale in. */
  | { reason: "other-policy"; policy: string }
  /** Another policy asked for more in the same second. */
  | { reason: "larger-proposal"; policy: string; proposed: number }
  | { reason: "deployment" }
  /** A scaling activity that is still in progress leads there already. */
  | { reason: "activity"; to: number }
  | { reason: "at-desired" }
  | { reason: "at-maximum" }
  | { reason: "at-minimum" }
  /** Of a schedule: the desired count lies within the bounds that were set. */
  | { reason: "within-bounds" }
  /** Of a schedule: its one bound would have crossed the other, so that nothing was set. */
  | { reason: "crossed-bounds" }
  /** Of a schedule: another action of the same instant came first; it is tried again. */
  | { reason: "pending-update" }
  /** `credited`: as in a decision to scale. */
  | { reason: "cooldown"; direction: "out" | "in"; until: Millis; credited?: number };
