import type { Cooling } from "../world/scaling.ts";
import type { Millis } from "../world/world.ts";

/*
 * The decisions of target tracking, and what step scaling shares with it, as functions of numbers. AWS publishes the rules but not the formula
 * (application-auto-scaling-user-guide, target-tracking); every observation found agrees with this one.
 */

/** Keeps a quotient that is a whole number but for rounding from being rounded up. */
const ROUNDING = 1e-9;

export type Direction = "out" | "in";

/**
 * The capacity that would bring the metric to its target, rounded so as never to end with too little. `running` tasks are
 * what AWS starts from, not the desired count, so that a service whose tasks find no room does not run away
 * (amazon-ecs-developer-guide, service-autoscaling-targettracking). With none running, a metric above its target asks for one.
 */
export function trackedCapacity(running: number, metricValue: number, targetValue: number): number {
  if (running === 0) return metricValue > targetValue ? 1 : 0;
  // A metric of 0 asks for 0, which less the rounding would be the -0 that JSON cannot say.
  return Math.max(0, Math.ceil((running * metricValue) / targetValue - ROUNDING));
}

/**
 * How low one scale-in may go. Simplified: AWS does not say whether it removes many tasks at once; we take at most this share
 * of the running tasks, and at least one.
 */
export const scaleInFloor = (running: number, share: number): number =>
  running - Math.max(1, Math.floor(share * running));

export type Situation = {
  direction: Direction;
  /** What the formula asks for, before credit, gradual scale-in and bounds. */
  proposed: number;
  running: number;
  desired: number;
  minCapacity: number;
  maxCapacity: number;
  /** A scaling activity of the target is in progress. */
  inProgress: boolean;
  scaleOut?: Cooling;
  scaleIn?: Cooling;
  scaleInShare: number;
  /**
   * A cooldown silences the limits too. Observed for step scaling: at its maximum and in its cooldown it records nothing, where
   * target tracking says AlreadyAtMaxCapacity (testdata/aws/applicationautoscaling/scaling.json).
   */
  cooldownFirst?: boolean;
  now: Millis;
};

export type Decision =
  | { kind: "scale"; to: number /** The capacity that the credit of later scale-outs counts from. */; from: number }
  | { kind: "not-scaled"; code: "AlreadyAtDesiredCapacity" | "AlreadyAtMaxCapacity" | "AlreadyAtMinCapacity" }
  | { kind: "nothing" };

/**
 * Answers a policy's signal. AWS: cooldowns count from the end of the activity; in a scale-out cooldown what the last one added
 * is credited; a scale-in cooldown blocks scale-in only (application-auto-scaling-user-guide, target-tracking).
 */
export function decide(it: Situation): Decision {
  const capacity = clamp(
    it.direction === "in" ? Math.max(it.proposed, scaleInFloor(it.running, it.scaleInShare)) : it.proposed,
    it,
  );
  if (it.inProgress && capacity === it.desired) return { kind: "not-scaled", code: "AlreadyAtDesiredCapacity" };
  const silent = it.cooldownFirst && isCooling(it.direction === "out" ? it.scaleOut : it.scaleIn, it.now);
  const atLimits = !it.inProgress && !silent;
  if (atLimits && it.direction === "out" && it.desired >= it.maxCapacity)
    return { kind: "not-scaled", code: "AlreadyAtMaxCapacity" };
  if (atLimits && it.direction === "in" && it.desired <= it.minCapacity)
    return { kind: "not-scaled", code: "AlreadyAtMinCapacity" };

  if (it.direction === "in") {
    if (isCooling(it.scaleIn, it.now)) return { kind: "nothing" };
    if (capacity >= it.desired) return { kind: "not-scaled", code: "AlreadyAtDesiredCapacity" };
    return { kind: "scale", to: capacity, from: it.desired };
  }
  if (isCooling(it.scaleOut, it.now)) {
    const { from, to } = it.scaleOut!;
    const credited = clamp(it.proposed - (to - from), it);
    return credited > it.desired ? { kind: "scale", to: credited, from } : { kind: "nothing" };
  }
  if (capacity <= it.desired) return { kind: "not-scaled", code: "AlreadyAtDesiredCapacity" };
  return { kind: "scale", to: capacity, from: it.desired };
}

/** AWS: a cooldown is over when its seconds have passed since the activity ended. */
export const isCooling = (cooling: Cooling | undefined, now: Millis): boolean =>
  cooling !== undefined && now < cooling.endedAt + cooling.cooldownSeconds * 1000;

const clamp = (capacity: number, { minCapacity, maxCapacity }: Situation): number =>
  Math.min(maxCapacity, Math.max(minCapacity, capacity));
