import { limits } from "../../limits.ts";
import type { Change } from "../world/change.ts";
import type { ScalingDecision } from "../world/decisions.ts";
import type { Service } from "../world/ecs.ts";
import { randomUuid } from "../world/random.ts";
import type { NotScaledReason, ScalableTarget, ScalingActivity, ScalingPolicy } from "../world/scaling.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { noteDecision, situationOf } from "./decisions.ts";
import { deletePolicyAlarms } from "./policy-alarms.ts";
import { setDesiredCount } from "./service-scheduler.ts";
import { taskCounts } from "./tasks.ts";

const SECOND = 1_000;
/** AWS: of a policy for ECS services that gives none (API_TargetTrackingScalingPolicyConfiguration, API_StepScalingPolicyConfiguration). */
const COOLDOWN_SECONDS_DEFAULT = 300;

/*
 * AWS: the texts of scaling activities, word for word (radkawar/stackd testdata/aws/applicationautoscaling/activity_lifecycle.json
 * and activity_suppression.json).
 */
const text = {
  setting: (count: number) => `Setting desired count to ${count}.`,
  waiting: (count: number) => `Successfully set desired count to ${count}. Waiting for change to be fulfilled by ecs.`,
  fulfilled: (count: number) => `Successfully set desired count to ${count}. Change successfully fulfilled by ecs.`,
  changedLater: (count: number, to: number) =>
    `Successfully set desired count to ${count}. Found it was later changed to ${to}.`,
  attempting: "Attempting to scale due to alarm triggered",
};

/** The service behind a resource id `service/<cluster>/<service>`. */
export const serviceOf = (state: RegionState, resourceId: string): Service | undefined =>
  state.ecs.services[resourceId.slice("service/".length)];

/**
 * Begins a scaling activity and sets the desired count. One that is still open ends as Overridden. Simplified: AWS shows
 * Pending for a moment first.
 */
export function startActivity(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  goal: { from: number; to: number; policy?: string },
  cause: string,
  changes: Change[],
): void {
  const service = serviceOf(state, target.resourceId);
  if (!service) return;
  const open = state.scaling.activities.find((it) => it.id === target.openActivity);
  if (open?.goal) {
    const { to } = open.goal; // Changed by hand in between, or by the activity that begins.
    const later = service.desiredCount === to ? goal.to : service.desiredCount;
    finish(world, state, open, "Overridden", text.changedLater(to, later), changes);
  }
  const activity: ScalingActivity = {
    id: randomUuid(world),
    resourceId: target.resourceId,
    description: text.setting(goal.to),
    cause,
    startedAt: world.now,
    status: "InProgress",
    statusMessage: text.waiting(goal.to),
    goal: { ...goal, checkAt: world.now + world.parameters.activityCheckSeconds * SECOND },
  };
  addActivity(world, state, activity);
  target.openActivity = activity.id;
  changes.push(change(world, state, target.resourceId, activity.description, cause));
  setDesiredCount(world, state, service, goal.to, cause, changes);
}

/**
 * Looks at the open activities whose check is due. Observed: AWS polls, an activity ends at the first look at which the
 * service's running count meets the goal (testdata/aws/applicationautoscaling/scaling.json).
 */
export function finishActivities(world: World, state: RegionState, changes: Change[]): void {
  for (const activity of state.scaling.activities) {
    const { goal } = activity;
    if (!goal || goal.checkAt > world.now) continue;
    const service = serviceOf(state, activity.resourceId);
    const desired = service?.desiredCount ?? 0;
    const running = service ? taskCounts(state, service).running : 0;
    const reached = goal.to > goal.from ? running >= goal.to : running <= goal.to;
    if (desired !== goal.to) finish(world, state, activity, "Overridden", text.changedLater(goal.to, desired), changes);
    else if (reached) {
      beginCooldown(world, state, activity);
      finish(world, state, activity, "Successful", text.fulfilled(goal.to), changes);
    } else goal.checkAt += world.parameters.activityCheckSeconds * SECOND;
  }
}

/** AWS: a cooldown begins when the activity of a policy has succeeded (application-auto-scaling-user-guide, target-tracking). */
function beginCooldown(world: World, state: RegionState, { resourceId, goal }: ScalingActivity): void {
  const target = state.scaling.targets[resourceId];
  const policy = goal?.policy === undefined ? undefined : target?.policies[goal.policy];
  if (!target || !goal || !policy) return;
  const out = goal.to > goal.from;
  const { from, to } = goal;
  const cooling = { endedAt: world.now, cooldownSeconds: cooldownOf(policy, out), from, to, policy: policy.name };
  target[out ? "scaleOut" : "scaleIn"] = cooling;
}

/** Simplified: a cooldown that is running is as long as its policy says now, and ends with its policy; AWS documents neither. */
export function followPolicies(target: ScalableTarget): void {
  for (const which of ["scaleOut", "scaleIn"] as const) {
    const cooling = target[which];
    if (cooling?.policy === undefined) continue;
    const policy = Object.hasOwn(target.policies, cooling.policy) ? target.policies[cooling.policy] : undefined;
    if (policy) cooling.cooldownSeconds = cooldownOf(policy, which === "scaleOut");
    else delete target[which];
  }
}

function cooldownOf(policy: ScalingPolicy, out: boolean): number {
  if (policy.type === "StepScaling") return policy.stepScaling.cooldownSeconds ?? COOLDOWN_SECONDS_DEFAULT;
  const { scaleOutCooldownSeconds, scaleInCooldownSeconds } = policy.targetTracking;
  return (out ? scaleOutCooldownSeconds : scaleInCooldownSeconds) ?? COOLDOWN_SECONDS_DEFAULT;
}

function finish(
  world: World,
  state: RegionState,
  activity: ScalingActivity,
  status: "Successful" | "Overridden",
  message: string,
  changes: Change[],
): void {
  activity.status = status;
  activity.statusMessage = message;
  activity.endedAt = world.now;
  delete activity.goal;
  const target = state.scaling.targets[activity.resourceId];
  if (target?.openActivity === activity.id) delete target.openActivity;
  changes.push(
    change(world, state, activity.resourceId, `activity "${activity.description}" ${status}`, activity.cause),
  );
}

/**
 * Records that a policy was asked and did not scale. AWS: the same code is not recorded twice in a row for one resource,
 * whichever policy asked (testdata/aws/applicationautoscaling/activity_suppression.json).
 */
export function recordNotScaled(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  reason: NotScaledReason,
  cause: string,
  changes: Change[],
): void {
  if (state.scaling.lastNotScaled[target.resourceId] === reason.code) return;
  state.scaling.lastNotScaled[target.resourceId] = reason.code;
  addActivity(world, state, {
    id: randomUuid(world),
    resourceId: target.resourceId,
    description: text.attempting,
    cause,
    startedAt: world.now,
    status: reason.code === "AlreadyAtDesiredCapacity" ? "Successful" : "Failed",
    notScaled: [reason],
  });
  changes.push(change(world, state, target.resourceId, `not scaled: ${reason.code}`, cause));
}

/**
 * Brings the desired count inside the target's bounds; tells whether it was outside. AWS: registering a target does so, with an
 * activity of its own (testdata/aws/applicationautoscaling/activity_lifecycle.json); no cooldown follows.
 */
export function enforceBounds(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  changes: Change[],
  trigger: ScalingDecision["trigger"] = { kind: "bounds" },
): boolean {
  const from = serviceOf(state, target.resourceId)?.desiredCount;
  const { minCapacity, maxCapacity } = target;
  if (from === undefined || (from >= minCapacity && from <= maxCapacity)) return false;
  const [bound, to] = from < minCapacity ? (["minimum", minCapacity] as const) : (["maximum", maxCapacity] as const);
  const situation = situationOf(state, target);
  startActivity(world, state, target, { from, to }, `${bound} capacity was set to ${to}`, changes);
  const activityId = target.openActivity;
  noteDecision(
    world,
    state,
    {
      ...situation,
      trigger,
      outcome: { kind: "scaled", from, to },
      ...(activityId !== undefined && { activityId }),
    },
    changes,
  );
  return true;
}

/** Forgets a scalable target with its policies and their alarms. Its activities stay, open ones are still looked at. */
export function forgetScalableTarget(world: World, state: RegionState, resourceId: string, changes: Change[]): void {
  const target = state.scaling.targets[resourceId];
  if (!target) return;
  for (const policy of Object.values<ScalingPolicy>(target.policies)) deletePolicyAlarms(world, state, policy, changes);
  delete state.scaling.targets[resourceId];
  changes.push(change(world, state, resourceId, "scalable target forgotten", "deregistration"));
}

/** The earliest check of an open activity; Infinity when none is open. */
export function nextActivityAt(state: RegionState): Millis {
  let next = Number.POSITIVE_INFINITY;
  for (const { goal } of state.scaling.activities) if (goal && goal.checkAt < next) next = goal.checkAt;
  return next;
}

/** Keeps a new activity, and forgets those that are too old or too many. */
export function addActivity(world: World, state: RegionState, activity: ScalingActivity): void {
  const { activities } = state.scaling;
  activities.push(activity);
  while (activities.length > limits.activities || activities[0]!.startedAt < world.now - limits.activitiesMs)
    activities.shift();
}

const change = (world: World, state: RegionState, resource: string, what: string, cause: string): Change => ({
  topic: "scaling",
  at: world.now,
  region: state.name,
  resource,
  what,
  cause,
});
