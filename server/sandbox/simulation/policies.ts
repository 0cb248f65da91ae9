import type { Change } from "../world/change.ts";
import type { MetricAlarm } from "../world/cloudwatch.ts";
import type { NotScaledReason, ScalableTarget, ScalingPolicy } from "../world/scaling.ts";
import type { RegionState, World } from "../world/world.ts";
import { recordNotScaled, serviceOf, startActivity } from "./activities.ts";
import { breaches } from "./alarm-evaluation.ts";
import { addActionHistory, currentEvaluation, type Signal, valuesOf } from "./alarms.ts";
import { actionOf } from "./policy-alarms.ts";
import { type Direction, decide, trackedCapacity } from "./target-tracking.ts";
import { taskCounts } from "./tasks.ts";

/** A signal that reached a policy: what it proposes. */
type Ask = {
  target: ScalableTarget;
  policy: ScalingPolicy;
  alarm: MetricAlarm;
  direction: Direction;
  proposed: number;
};

/**
 * Lets the policies answer the alarms of this second. AWS: any policy may scale out and the largest capacity wins; scale-in
 * needs every policy with scale-in enabled (application-auto-scaling-user-guide, target-tracking).
 */
export function applyPolicies(world: World, state: RegionState, signals: Signal[], changes: Change[]): void {
  const asks: Ask[] = [];
  for (const signal of signals) {
    for (const action of signal.alarm.alarmActions) {
      const found = policyOf(state, action);
      // AWS: an alarm whose policy is gone does nothing, and its history says nothing (activity_suppression.json).
      if (!found) continue;
      if (signal.transition) addActionHistory(world, state, signal.alarm, action);
      const ask = askOf(world, state, found.target, found.policy, signal);
      if (ask) asks.push(ask);
    }
  }
  for (const ask of asks) if (isLargest(ask, asks)) answer(world, state, ask, changes);
}

/** The policy that an alarm's action means, while there is one. */
export function policyOf(
  state: RegionState,
  action: string,
): { target: ScalableTarget; policy: ScalingPolicy } | undefined {
  for (const target of Object.values(state.scaling.targets))
    for (const policy of Object.values(target.policies)) if (actionOf(policy) === action) return { target, policy };
  return undefined;
}

function askOf(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  policy: ScalingPolicy,
  { alarm, recent }: Signal,
): Ask | undefined {
  const service = serviceOf(state, target.resourceId);
  if (service?.status !== "ACTIVE") return undefined;
  const direction = alarm.comparisonOperator.startsWith("Greater") ? "out" : "in";
  // AWS: while scaling is suspended nothing is recorded either (testdata/aws/applicationautoscaling/scaling.json).
  if (direction === "out" ? target.suspended.dynamicScalingOut : target.suspended.dynamicScalingIn) return undefined;
  // AWS: the metric is the recent datapoints of the alarm. Simplified: their mean; AWS does not say mean or last.
  const mean = meanOf(recent);
  // A premature alarm, or one whose newest points have turned: nothing to answer.
  if (mean === undefined || !breaches(alarm, mean)) return undefined;
  const { running } = taskCounts(state, service);
  const proposed = trackedCapacity(running, mean, policy.targetTracking.targetValue);
  if (direction === "out") return { target, policy, alarm, direction, proposed };
  const votes = scaleInVotes(world, state, target, policy, running);
  return votes && { target, policy, alarm, direction, proposed: Math.max(proposed, ...votes) };
}

/** What the other policies with scale-in enabled would leave; undefined while one of them is against it. */
function scaleInVotes(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  asking: ScalingPolicy,
  running: number,
): number[] | undefined {
  const votes: number[] = [];
  for (const policy of Object.values(target.policies)) {
    if (policy === asking || policy.targetTracking.disableScaleIn) continue;
    const low = policy.alarms
      .map((name) => state.cloudwatch.alarms[name])
      .find((it) => it?.comparisonOperator.startsWith("Less"));
    if (low?.state !== "ALARM") return undefined;
    const mean = meanOf(valuesOf(currentEvaluation(world, state, low)));
    if (mean === undefined) return undefined;
    votes.push(trackedCapacity(running, mean, policy.targetTracking.targetValue));
  }
  return votes;
}

const meanOf = (values: number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, it) => sum + it, 0) / values.length;

/** Of several policies that ask to scale the same target out in the same second, the first with the largest capacity. */
function isLargest(ask: Ask, asks: Ask[]): boolean {
  const rivals = asks.filter((it) => it.target === ask.target && it.direction === "out");
  if (rivals.length === 0) return true;
  const largest = rivals.reduce((best, it) => (it.proposed > best.proposed ? it : best));
  return ask === largest;
}

function answer(world: World, state: RegionState, ask: Ask, changes: Change[]): void {
  const { target, policy, alarm, direction, proposed } = ask;
  const service = serviceOf(state, target.resourceId)!;
  const cause = `monitor alarm ${alarm.name} in state ALARM triggered policy ${policy.name}`;
  // AWS: no scale-in while a deployment is in progress (amazon-ecs-developer-guide, service-auto-scaling).
  if (direction === "in" && service.deployments[0]?.rolloutState === "IN_PROGRESS") {
    recordNotScaled(world, state, target, { code: "TargetServicePutResourceAsUnscalable" }, cause, changes);
    return;
  }
  const decision = decide({
    direction,
    proposed,
    running: taskCounts(state, service).running,
    desired: service.desiredCount,
    minCapacity: target.minCapacity,
    maxCapacity: target.maxCapacity,
    inProgress: target.openActivity !== undefined,
    ...(target.scaleOut && { scaleOut: target.scaleOut }),
    ...(target.scaleIn && { scaleIn: target.scaleIn }),
    scaleInShare: world.parameters.scaleInShare,
    now: world.now,
  });
  if (decision.kind === "not-scaled") {
    recordNotScaled(world, state, target, reasonOf(target, decision.code), cause, changes);
  } else if (decision.kind === "scale") {
    // AWS: a scale-out ends the scale-in cooldown.
    if (direction === "out") delete target.scaleIn;
    startActivity(world, state, target, { from: decision.from, to: decision.to, policy: policy.name }, cause, changes);
  }
}

/** AWS: the limits come with their value; target tracking says AlreadyAtDesiredCapacity alone (scale_in.json). */
function reasonOf(target: ScalableTarget, code: string): NotScaledReason {
  if (code === "AlreadyAtMaxCapacity") return { code, maxCapacity: target.maxCapacity };
  if (code === "AlreadyAtMinCapacity") return { code, minCapacity: target.minCapacity };
  return { code };
}
