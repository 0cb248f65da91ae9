import type { Change } from "../world/change.ts";
import type { MetricAlarm } from "../world/cloudwatch.ts";
import type { AlarmTrigger, DecisionOutcome, HeldBy, StepRule } from "../world/decisions.ts";
import type { Service } from "../world/ecs.ts";
import type {
  NotScaledReason,
  ScalableTarget,
  ScalingPolicy,
  Step,
  StepPolicy,
  TrackingPolicy,
} from "../world/scaling.ts";
import type { RegionState, World } from "../world/world.ts";
import { followPolicies, recordNotScaled, serviceOf, startActivity } from "./activities.ts";
import { breaches } from "./alarm-evaluation.ts";
import { addActionHistory, currentEvaluation, type Signal, valuesOf } from "./alarms.ts";
import { noteDecision, situationOf } from "./decisions.ts";
import { javaDouble } from "./java-double.ts";
import { actionOf } from "./policy-alarms.ts";
import { aggregate, matchingStep, steppedCapacity } from "./step-scaling.ts";
import { type Direction, decide, isCooling, scaleInFloor, trackedCapacity } from "./target-tracking.ts";
import { taskCounts } from "./tasks.ts";

/** A signal that reached a policy: what it proposes. */
type Ask = {
  target: ScalableTarget;
  policy: ScalingPolicy;
  alarm: MetricAlarm;
  trigger: AlarmTrigger;
  /** `none`: a step that changes nothing, or an exact capacity that is the desired count already. */
  direction: Direction | "none";
  proposed: number;
};

/** A signal that reached a policy, which proposes nothing. */
type Declined = { target: ScalableTarget; trigger: AlarmTrigger; heldBy: HeldBy };

/**
 * Lets the policies answer the alarms of this second. AWS: any policy may scale out and the largest capacity wins; scale-in
 * needs every target-tracking policy with scale-in enabled, while step scaling asks and heeds nobody
 * (application-auto-scaling-user-guide, target-tracking).
 */
export function applyPolicies(world: World, state: RegionState, signals: Signal[], changes: Change[]): void {
  const asks: Ask[] = [];
  for (const signal of signals) {
    for (const action of signal.alarm.alarmActions) {
      const found = policyOf(state, action);
      // AWS: an alarm whose policy is gone does nothing, and its history says nothing (activity_suppression.json).
      if (!found) continue;
      if (signal.transition) addActionHistory(world, state, signal.alarm, action, failureOf(found.policy, signal));
      const ask = askOf(world, state, found.target, found.policy, signal);
      if (ask && "heldBy" in ask) decline(world, state, ask, changes);
      else if (ask) asks.push(ask);
    }
  }
  for (const ask of asks) {
    const winner = largest(ask, asks);
    if (ask === winner) answer(world, state, ask, changes);
    else {
      const heldBy: HeldBy = { reason: "larger-proposal", policy: winner.policy.name, proposed: winner.proposed };
      decline(world, state, { ...ask, heldBy }, changes);
    }
  }
}

/**
 * Why a policy cannot act on a signal at all. AWS: the end of the sentence as mapbox/ecs-watchbot#187 reports it, its beginning
 * as in the other failures of this action (testdata/aws/applicationautoscaling/alarm_signals.json).
 */
function failureOf(policy: ScalingPolicy, { alarm, recent }: Signal): string | undefined {
  if (policy.type !== "StepScaling" || recent.length === 0 || stepFor(policy, alarm, recent)) return undefined;
  return `Failed to execute AutoScaling action: No step adjustment found for metric value [${recent.map(javaDouble).join(", ")}] and breach threshold ${javaDouble(alarm.threshold)}`;
}

/** AWS: the breach is measured from the alarm's own threshold. */
function stepFor({ stepScaling }: StepPolicy, alarm: MetricAlarm, recent: number[]): Step | undefined {
  const metric = aggregate(recent, stepScaling.metricAggregationType);
  if (metric === undefined) return undefined;
  return matchingStep(stepScaling.steps, metric - alarm.threshold, alarm.comparisonOperator);
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
  signal: Signal,
): Ask | Declined | undefined {
  const service = serviceOf(state, target.resourceId);
  if (service?.status !== "ACTIVE") return undefined;
  const ask =
    policy.type === "StepScaling"
      ? stepAsk(state, target, policy, service, signal)
      : trackingAsk(world, state, target, policy, service, signal);
  // AWS: while scaling is suspended nothing is recorded either (testdata/aws/applicationautoscaling/scaling.json).
  if ("heldBy" in ask) return ask;
  const { dynamicScalingOut, dynamicScalingIn } = target.suspended;
  if (ask.direction === "out" && dynamicScalingOut)
    return { ...ask, heldBy: { reason: "suspended", what: "scale-out" } };
  if (ask.direction === "in" && dynamicScalingIn) return { ...ask, heldBy: { reason: "suspended", what: "scale-in" } };
  return ask;
}

/** Without a step for the breach nothing happens. */
function stepAsk(
  state: RegionState,
  target: ScalableTarget,
  policy: StepPolicy,
  service: Service,
  { alarm, recent }: Signal,
): Ask | Declined {
  const { stepScaling } = policy;
  const step = stepFor(policy, alarm, recent);
  const metric = aggregate(recent, stepScaling.metricAggregationType);
  const rule: StepRule = { kind: "step", adjustmentType: stepScaling.adjustmentType, ...step };
  const trigger = triggerOf(policy, alarm, recent, metric, rule);
  if (!step) return { target, trigger, heldBy: { reason: metric === undefined ? "not-breaching" : "no-step" } };
  const { running } = taskCounts(state, service);
  const proposed = steppedCapacity(running, step, stepScaling);
  // AWS: an exact capacity is compared with the desired count (testdata/aws/applicationautoscaling/activity_suppression.json).
  const change = proposed - (stepScaling.adjustmentType === "ExactCapacity" ? service.desiredCount : running);
  const direction = change > 0 ? "out" : change < 0 ? "in" : "none";
  return { target, policy, alarm, direction, proposed, trigger: { ...trigger, proposed } };
}

function trackingAsk(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  policy: TrackingPolicy,
  service: Service,
  { alarm, recent }: Signal,
): Ask | Declined {
  const direction = alarm.comparisonOperator.startsWith("Greater") ? "out" : "in";
  // AWS: the metric is the recent datapoints of the alarm. Simplified: their mean; AWS does not say mean or last.
  const mean = aggregate(recent);
  // A premature alarm, or one whose newest points have turned: nothing to answer.
  const { targetValue } = policy.targetTracking;
  const asked = triggerOf(policy, alarm, recent, mean, { kind: "tracking", targetValue });
  if (mean === undefined || !breaches(alarm, mean))
    return { target, trigger: asked, heldBy: { reason: "not-breaching" } };
  const { running } = taskCounts(state, service);
  const own = trackedCapacity(running, mean, targetValue);
  const trigger = { ...asked, proposed: own };
  if (direction === "out") return { target, policy, alarm, direction, proposed: own, trigger };
  const votes = scaleInVotes(world, state, target, policy, running);
  if ("against" in votes) return { target, trigger, heldBy: { reason: "other-policy", policy: votes.against } };
  const keeps = votes.keeping.reduce((most, it) => (it.capacity > most.capacity ? it : most), {
    policy: policy.name,
    capacity: own,
  });
  const proposed = keeps.capacity;
  const gradual = Math.max(proposed, scaleInFloor(running, world.parameters.scaleInShare));
  return {
    target,
    policy,
    alarm,
    direction,
    proposed,
    trigger: { ...trigger, ...(proposed > own && { keeps }), ...(gradual > proposed && { gradual }) },
  };
}

/** The alarm and what it saw, for the record of decisions. */
function triggerOf(
  policy: ScalingPolicy,
  alarm: MetricAlarm,
  recent: number[],
  metricValue: number | undefined,
  rule: AlarmTrigger["rule"],
): AlarmTrigger {
  return {
    kind: "alarm",
    policy: policy.name,
    alarm: alarm.name,
    metric: nameOfMetric(alarm),
    ...(alarm.unit !== undefined && { unit: alarm.unit }),
    comparison: alarm.comparisonOperator,
    threshold: alarm.threshold,
    periodSeconds: alarm.periodSeconds,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm ?? alarm.evaluationPeriods,
    datapoints: recent.map(hundredths).reverse(),
    ...(metricValue !== undefined && { metricValue: hundredths(metricValue) }),
    rule,
  };
}

/** Of metric math: the label of what it returns, else its expression. */
function nameOfMetric({ metricName, metrics }: MetricAlarm): string {
  const returned = metrics?.find((it) => it.returnData !== false);
  return returned?.label ?? returned?.expression ?? returned?.metric?.name ?? metricName;
}

/** As exact as people read it, and short to keep. */
const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** What the other target-tracking policies with scale-in enabled would leave; or the name of one that is against it. */
function scaleInVotes(
  world: World,
  state: RegionState,
  target: ScalableTarget,
  asking: TrackingPolicy,
  running: number,
): { keeping: { policy: string; capacity: number }[] } | { against: string } {
  const keeping: { policy: string; capacity: number }[] = [];
  for (const policy of Object.values(target.policies)) {
    if (policy === asking || policy.type !== "TargetTrackingScaling" || policy.targetTracking.disableScaleIn) continue;
    const low = policy.alarms
      .map((name) => state.cloudwatch.alarms[name])
      .find((it) => it?.comparisonOperator.startsWith("Less"));
    if (low?.state !== "ALARM") return { against: policy.name };
    const mean = aggregate(valuesOf(currentEvaluation(world, state, low)));
    if (mean === undefined) return { against: policy.name };
    keeping.push({
      policy: policy.name,
      capacity: trackedCapacity(running, mean, policy.targetTracking.targetValue),
    });
  }
  return { keeping };
}

/** Of several policies that ask for the same target in the same second: scale-out before the rest, then the largest capacity, then the first. */
function largest(ask: Ask, asks: Ask[]): Ask {
  const own = asks.filter((it) => it.target === ask.target);
  const out = own.filter((it) => it.direction === "out");
  const rivals = out.length > 0 ? out : own;
  return rivals.reduce((best, it) => (it.proposed > best.proposed ? it : best));
}

function decline(world: World, state: RegionState, { target, trigger, heldBy }: Declined, changes: Change[]): void {
  const outcome: DecisionOutcome = { kind: "held", by: heldBy };
  noteDecision(world, state, { ...situationOf(state, target), trigger, outcome }, changes);
}

/** Acts on an ask, and keeps what came of it and why. */
function answer(world: World, state: RegionState, ask: Ask, changes: Change[]): void {
  const { activities } = state.scaling;
  const situation = situationOf(state, ask.target);
  const latest = activities.at(-1);
  const outcome = act(world, state, ask, changes);
  const made = activities.at(-1);
  const activityId = made !== latest ? made?.id : undefined;
  const decided = { ...situation, trigger: ask.trigger, outcome, ...(activityId !== undefined && { activityId }) };
  noteDecision(world, state, decided, changes);
}

function act(world: World, state: RegionState, ask: Ask, changes: Change[]): DecisionOutcome {
  const { target, policy, alarm, direction, proposed } = ask;
  const service = serviceOf(state, target.resourceId)!;
  const cause = `monitor alarm ${alarm.name} in state ALARM triggered policy ${policy.name}`;
  if (direction === "none") {
    recordNotScaled(world, state, target, reasonOf(ask, service, "AlreadyAtDesiredCapacity"), cause, changes);
    return held({ reason: "at-desired" });
  }
  // AWS: no scale-in while a deployment is in progress (amazon-ecs-developer-guide, service-auto-scaling).
  if (direction === "in" && service.deployments[0]?.rolloutState === "IN_PROGRESS") {
    recordNotScaled(world, state, target, { code: "TargetServicePutResourceAsUnscalable" }, cause, changes);
    return held({ reason: "deployment" });
  }
  const desired = service.desiredCount;
  followPolicies(target);
  const cooling = direction === "out" ? target.scaleOut : target.scaleIn;
  const credited =
    direction === "out" && isCooling(cooling, world.now) ? { credited: cooling!.to - cooling!.from } : {};
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
    // A step says itself how many tasks go.
    scaleInShare: policy.type === "StepScaling" ? 1 : world.parameters.scaleInShare,
    cooldownFirst: policy.type === "StepScaling",
    now: world.now,
  });
  if (decision.kind === "not-scaled") {
    recordNotScaled(world, state, target, reasonOf(ask, service, decision.code), cause, changes);
    return held(limitOf(decision.code, target, desired));
  }
  if (decision.kind === "scale") {
    // AWS: a scale-out ends the scale-in cooldown.
    if (direction === "out") delete target.scaleIn;
    startActivity(world, state, target, { from: decision.from, to: decision.to, policy: policy.name }, cause, changes);
    return { kind: "scaled", from: desired, to: decision.to, ...credited };
  }
  const { endedAt, cooldownSeconds } = cooling!; // Only a cooldown answers with nothing.
  return held({ reason: "cooldown", direction, until: endedAt + cooldownSeconds * 1000, ...credited });
}

const held = (by: HeldBy): DecisionOutcome => ({ kind: "held", by });

function limitOf(code: string, target: ScalableTarget, desired: number): HeldBy {
  if (code === "AlreadyAtMaxCapacity") return { reason: "at-maximum" };
  if (code === "AlreadyAtMinCapacity") return { reason: "at-minimum" };
  return target.openActivity === undefined ? { reason: "at-desired" } : { reason: "activity", to: desired };
}

/** AWS: the limits come with their value; a step policy tells the desired count, target tracking the code alone (scale_in.json). */
function reasonOf({ target, policy }: Ask, { desiredCount }: Service, code: string): NotScaledReason {
  if (code === "AlreadyAtMaxCapacity") return { code, maxCapacity: target.maxCapacity };
  if (code === "AlreadyAtMinCapacity") return { code, minCapacity: target.minCapacity };
  return policy.type === "StepScaling" ? { code, currentCapacity: desiredCount } : { code };
}
